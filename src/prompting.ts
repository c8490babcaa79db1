// How a session talks with a person: what prompts ask, what comes back, what they look like. Types only.
import type { Instant } from './core/day.ts';
import type { Points } from './core/points.ts';
import type { Rating } from './core/rating.ts';
import type { SessionKey } from './core/session-keys.ts';
import type { Row } from './core/text-field.ts';

/** What came back from a prompt: what it asked for, or a key. Ctrl-C and an ended input are the key `quit`. */
export type Reply<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'key'; readonly key: SessionKey };

/** What every prompt knows that waits for an answer. */
type Awaiting = {
  readonly startedAt: Instant;
  readonly targetMs: number;
  /** Shown behind the clock and asked anew each second, such as the time left of an interview; plain prompts say it once. */
  readonly beside?: () => string;
  /** Which part of an answer this is, where it is given part by part. */
  readonly heading?: string;
  /** The part that ending it leads to, where it does not lead to the model answer. */
  readonly next?: string;
};

export type AnswerPrompt = Awaiting & {
  readonly mode: 'type' | 'think';
  /** The whole card, rendered for the screen; empty when it is still in view. */
  readonly card: string;
  /** Text typed before a crash, to go on with. */
  readonly draft?: string;
  /** True when the draft is what a recogniser heard, to be read over; an empty text drops it. */
  readonly isHeard?: boolean;
  /** Called as text is typed, so that it survives a crash. */
  readonly onText: (text: string) => void;
  /** Opens the user's editor on the text so far; Ctrl-E does nothing without it. */
  readonly edit?: (text: string) => Promise<string>;
};

/** A recording that runs while the person speaks; space or Enter ends it, and so do the keys `skip` and `quit`. */
export type RecordPrompt = Awaiting & {
  /** Time since `startedAt` at which it ends by itself. */
  readonly limitMs: number;
  /** How loud the last moment was, dB below full scale; undefined before any sound arrived. Asked anew as it is drawn. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recording ended without having been asked to; the prompt then ends as if it was stopped. */
  readonly ended: Promise<unknown>;
};

export type PointsPrompt = {
  readonly items: readonly string[];
  readonly ticked: Points;
  readonly header: string;
  /** One a item: why it is ticked beforehand, such as the words that matched; empty for none. */
  readonly reasons?: readonly string[];
  /** Told the ticks as they change, so that a key in between does not lose them. */
  readonly onTicks?: (ticked: Points) => void;
};

export type RateChoice = { readonly rating: Rating; readonly interval: string };
export type RatePrompt = {
  readonly choices: readonly RateChoice[];
  readonly suggested?: Rating;
  /** Why that one: `4 of 6 points`. */
  readonly reason?: string;
};

/** How a session talks with the person: one implementation for the terminal, one for plain lines. */
export type Prompts = {
  /** One line of text; undefined when the person left (Ctrl-C, end of input). */
  readonly line: (question: string) => Promise<string | undefined>;
  /** Resolves to the typed text; empty text means "I said it aloud". */
  readonly answer: (prompt: AnswerPrompt) => Promise<Reply<string>>;
  /** `stopped` by the person; `over` when the limit was reached or the recording ended by itself. The recorder is stopped by who started it. */
  readonly record: (prompt: RecordPrompt) => Promise<Reply<'stopped' | 'over'>>;
  readonly points: (prompt: PointsPrompt) => Promise<Reply<Points>>;
  readonly rate: (prompt: RatePrompt) => Promise<Reply<Rating>>;
  /** Waits for Enter (or space), or a key, or until `until` settles; `text` says what either does. */
  readonly pause: (text: string, until?: Promise<unknown>) => Promise<Reply<'go'>>;
  /** Shows a text between prompts. */
  readonly show: (text: string) => void;
  /** True once the person pressed Ctrl-C. */
  readonly interrupted: () => boolean;
  /** Gives the input back; no prompt may follow. */
  readonly close: () => void;
};

/** What a prompt looks like. The cursor stands in the last line of `text`, before the last `rest` units of it. */
export type Drawn = {
  /** Lines above the cursor and its own, narrower than the screen. Never empty. */
  readonly text: string;
  /** End of the last line, without styles: what stands behind the cursor. Never empty. */
  readonly rest: string;
  /** Lines below. */
  readonly below: string;
};

export type PromptSize = { readonly columns: number; readonly rows: number };

export type Typing = {
  readonly text: string;
  readonly cursor: number;
  readonly elapsedMs: number;
  readonly targetMs: number;
  /** True while the next key press acts instead of typing. */
  readonly keyBar: boolean;
} & Around;

/** What stands around a clock. */
export type Around = {
  readonly heading?: string | undefined;
  readonly beside?: string | undefined;
  readonly next?: string | undefined;
  readonly isHeard?: boolean | undefined;
};

export type Waiting = Pick<Typing, 'elapsedMs' | 'targetMs'> & Around;
export type Recording = Waiting & { readonly levelDb: number | undefined; readonly limitMs: number };

export type Ticking = Pick<PointsPrompt, 'header' | 'items' | 'ticked' | 'reasons'> & {
  /** Index of the item that space ticks. */
  readonly at: number;
};

/** How the prompts of a terminal look: drawn by screens, run by the machine. */
export type PromptViews = {
  readonly typing: (typing: Typing, size: PromptSize) => Drawn;
  readonly thinking: (waiting: Waiting, size: PromptSize) => Drawn;
  readonly recording: (recording: Recording, size: PromptSize) => Drawn;
  readonly ticking: (ticking: Ticking, size: PromptSize) => Drawn;
  readonly rating: (prompt: RatePrompt, size: PromptSize) => Drawn;
  readonly pausing: (text: string, size: PromptSize) => Drawn;
  readonly line: (question: string, field: Pick<Typing, 'text' | 'cursor'>, size: PromptSize) => Drawn;
  /** Rows that typed text takes as `typing` draws it: up and down go by them. */
  readonly rows: (text: string, columns: number) => readonly Row[];
  /** Rows that drawn lines take once a terminal has broken them at so many columns. */
  readonly brokenRows: (text: string, columns: number) => number;
  /** Takes control characters out of what was typed or pasted. */
  readonly clean: (text: string) => string;
};
