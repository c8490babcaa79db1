// The one seam between what prep decides and the machine it runs on. Types only.
import type { Bank } from './core/bank.ts';
import type { Config, Settings } from './core/config.ts';
import type { Calendar, Instant } from './core/day.ts';
import type { Figures } from './core/figures.ts';
import type { Fills } from './core/fill.ts';
import type { Entry } from './core/journal.ts';
import type { Metric, MetricName } from './core/metric.ts';
import type { Problem } from './core/problem.ts';
import type { Progress } from './core/progress.ts';
import type { NumberStyle } from './core/quantity-text.ts';
import type { Question, QuestionHead, QuestionId } from './core/question.ts';
import type { Rating } from './core/rating.ts';
import type { ScheduleParams } from './core/schedule.ts';
import type { SessionKey } from './core/session-key.ts';
import type { Row } from './core/text-field.ts';

export type Clock = { readonly now: () => Instant; readonly calendar: (settings: Settings) => Calendar };

export type Random = {
  /** A fresh 32-bit seed. */
  readonly seed: () => number;
  /** A fresh ULID for something that happened at `at`. */
  readonly id: (at: Instant) => string;
};

/** stdout is data, stderr is talk. Both take whole texts and add nothing. */
export type Out = {
  readonly data: (text: string) => void;
  readonly talk: (text: string) => void;
};

/** What the screen can do. Widths are display columns. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** False for `TERM=dumb`, `--plain` and pipes: no cursor movement, no boxes. */
  readonly fancy: boolean;
  /** False when the locale is not UTF-8: symbols are then plain ASCII. */
  readonly unicode?: boolean;
};

/** The config file: settings, fills, answers, drills. */
export type ConfigStore = {
  readonly file: string;
  /** Reads, checks and completes the file. A damaged file is moved aside first, and that is one of the problems. */
  readonly read: () => { readonly config: Config; readonly problems: readonly Problem[] };
  /** Reads, changes and writes under one lock; returns what was written. */
  readonly update: (change: (config: Config) => Config) => Promise<Config>;
};

/** The journal of all devices. */
export type JournalStore = {
  readonly read: () => { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] };
  /** Appends to this device's file and returns only when the lines are on disk. */
  readonly append: (entries: readonly Entry[]) => void;
  /** The fold of the whole journal, from the cache when nothing changed. */
  readonly progress: (params: ScheduleParams) => Promise<Progress>;
};

/** Unfinished typed text, kept so that a crash loses nothing. */
export type DraftStore = {
  readonly read: (question: QuestionId) => string | undefined;
  /** Empty text removes the draft. */
  readonly write: (question: QuestionId, text: string) => void;
};

/**
 * Reads banks from disk. Everything is asynchronous so that the parsers are loaded only when a file has to be parsed
 * (`openBanks(options, loadParser: () => Promise<{ readBankFile }>)`). `paths` are the banks in order; the user's own bank is always added by the loader.
 */
export type BankStore = {
  /** Heads of all questions, from the cache where files did not change. */
  readonly heads: (paths: readonly string[]) => Promise<Bank>;
  /** All questions in full. */
  readonly full: (paths: readonly string[]) => Promise<Bank<Question>>;
  /** One question in full. Throws `Failure` when its file changed so that it is gone. */
  readonly question: (head: QuestionHead) => Promise<Question>;
  /** Text of a file that a problem names (`file` as shown); for printing source lines. */
  readonly sourceText: (file: string) => string;
  /** Path of the bank that ships with prep. */
  readonly shipped: string;
  /** Path of the user's own bank. */
  readonly own: string;
};

/** The user's figures over a set of metrics, from the cache when nothing changed. */
export type FigureStore = {
  readonly of: (
    metrics: ReadonlyMap<MetricName, Metric>,
    fills: Fills,
    style: NumberStyle,
  ) => Promise<Figures>;
};

/** Starts programs from an argument array, never through a shell. */
export type Runner = {
  /** Opens the user's editor on `text` (a temporary file named `name`); resolves to the saved text. Throws `Failure` without an editor. */
  readonly edit: (text: string, name: string, editor: string | undefined) => Promise<string>;
  /** Words of the editor command: the setting, else $VISUAL, $EDITOR, else one that is usually there. Throws `Failure` without one. */
  readonly editor: (setting: string | undefined) => readonly string[];
  /** Runs with the terminal handed over; resolves to the exit code. */
  readonly foreground: (command: readonly string[]) => Promise<number>;
  /** First of `names` found on the PATH. */
  readonly find: (...names: readonly string[]) => string | undefined;
};

/** Files that the user names: result files, answers, new questions. */
export type Files = {
  /** Separates paths in a list: `:`, or `;` on Windows. */
  readonly pathDelimiter: string;
  readonly exists: (path: string) => boolean;
  /** The same place, named so that it holds in every folder. */
  readonly absolute: (path: string) => string;
  /** Decoded UTF-8. Throws `Failure` naming the path and the remedy. */
  readonly readText: (path: string) => string;
  /** Creates a file, and its folders. Throws `Failure` when it exists. */
  readonly createText: (path: string, text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
};

export type { SessionKey } from './core/session-key.ts';

/** What came back from a prompt: what it asked for, or a key. Ctrl-C and an ended input are the key `quit`. */
export type Reply<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'key'; readonly key: SessionKey };

export type AnswerPrompt = {
  readonly mode: 'type' | 'think';
  /** The whole card, rendered for the screen; empty when it is still in view. */
  readonly card: string;
  readonly startedAt: Instant;
  readonly targetMs: number;
  /** Text typed before a crash, to go on with. */
  readonly draft?: string;
  /** Called as text is typed, so that it survives a crash. */
  readonly onText: (text: string) => void;
  /** Opens the user's editor on the text so far; Ctrl-E does nothing without it. */
  readonly edit?: (text: string) => Promise<string>;
};

export type PointsPrompt = {
  readonly items: readonly string[];
  readonly ticked: readonly (0 | 1)[];
  readonly header: string;
  /** One a item: why it is ticked beforehand, such as the words that matched; empty for none. */
  readonly reasons?: readonly string[];
  /** Told the ticks as they change, so that a key in between does not lose them. */
  readonly onTicks?: (ticked: readonly (0 | 1)[]) => void;
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
  readonly points: (prompt: PointsPrompt) => Promise<Reply<readonly (0 | 1)[]>>;
  readonly rate: (prompt: RatePrompt) => Promise<Reply<Rating>>;
  /** Waits for Enter (or space), or a key; `text` says what either does. */
  readonly pause: (text: string) => Promise<Reply<'go'>>;
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
};

export type Ticking = Pick<PointsPrompt, 'header' | 'items' | 'ticked' | 'reasons'> & {
  /** Index of the item that space ticks. */
  readonly at: number;
};

/** How the prompts of a terminal look: drawn by screens, run by the machine. */
export type PromptViews = {
  readonly typing: (typing: Typing, size: PromptSize) => Drawn;
  readonly thinking: (time: Pick<Typing, 'elapsedMs' | 'targetMs'>, size: PromptSize) => Drawn;
  readonly ticking: (ticking: Ticking, size: PromptSize) => Drawn;
  readonly rating: (prompt: RatePrompt, size: PromptSize) => Drawn;
  readonly pausing: (text: string, size: PromptSize) => Drawn;
  readonly line: (question: string, field: Pick<Typing, 'text' | 'cursor'>, size: PromptSize) => Drawn;
  /** Rows that typed text takes as `typing` draws it: up and down go by them. */
  readonly rows: (text: string, columns: number) => readonly Row[];
  /** Takes control characters out of what was typed or pasted. */
  readonly clean: (text: string) => string;
};

/** A copy of what the user owns, made on a day. `sound` when its config file can be read. */
export type Backup = { readonly day: string; readonly folder: string; readonly sound: boolean };

/** Rotating copies of the config file, the journal and the user's own questions. */
export type Backups = {
  /** Newest first. */
  readonly list: () => readonly Backup[];
  /** Puts the config file of `backup` back; the present one is kept. Returns where it is kept. */
  readonly restoreConfig: (backup: Backup) => string | undefined;
};

/** Everything a command may touch. */
export type Context = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Version of prep, and what it runs on (`Node 20.20.2 on linux`). */
  readonly version: string;
  readonly runtime: string;
  /** Words that start this very prep: node and the script. */
  readonly launch: readonly string[];
  /** Describes the home folder. Throws `Failure` when it cannot be used. */
  readonly probeHome: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly out: Out;
  readonly screen: Screen;
  /** True when a person sits at both ends: stdin and stdout are terminals. */
  readonly interactive: boolean;
  readonly config: ConfigStore;
  readonly journal: JournalStore;
  readonly drafts: DraftStore;
  readonly backups: Backups;
  /** Opens the prompts: `plain` asks line by line and moves no cursor. */
  readonly prompts: (plain: boolean) => Promise<Prompts>;
  readonly banks: BankStore;
  readonly figures: FigureStore;
  readonly files: Files;
  readonly run: Runner;
};
