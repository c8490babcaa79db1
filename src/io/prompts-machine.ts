// What a prompt is, apart from the library that runs it: a state, what key presses do to it, how it is drawn.
import type { SessionKey } from '../core/session-key.ts';
import type { Drawn, PromptSize, Reply } from '../context.ts';
import { pressedKey } from '../core/session-key.ts';

/** One key press, or one paste. */
export type Press = {
  /** Name of the key as Node gives it: `return`, `up`, `a`; `paste` for a paste. */
  readonly name: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
  /** What the key would type; empty for keys that type nothing. */
  readonly text: string;
};

/** How a terminal breaks lines when its window is narrowed. */
export type Breaking = {
  /** Rows that lines take once they are broken. */
  readonly rows: (text: string, columns: number) => number;
  /** True where the line in which the cursor stands is broken as well: some terminals leave it as it is. */
  readonly breaksCursorLine: boolean;
};

/** The two ends of a terminal, and its size at any time. */
export type Terminal = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly size: () => PromptSize;
  /** What the terminal does to lines that no longer fit; left out where it cuts them off. */
  readonly breaking?: Breaking;
};

/** How a prompt ended: with a value, by Ctrl-C, or because the input ended. */
export type Outcome<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'ended' };

export const SECOND_MS = 1000;
export const PASTE_MARKS_ON = '\x1b[?2004h';
export const PASTE_MARKS_OFF = '\x1b[?2004l';
/** What a terminal must be told when a prompt is left by the back door. */
export const RESTORE_TERMINAL = `${PASTE_MARKS_OFF}\x1b[?25h`;

/** What is known when a key is pressed. */
type Moment = {
  readonly size: PromptSize;
  /** True when more keys came in the same breath: a paste by a terminal that does not mark pastes. */
  readonly more: boolean;
};

type Step<State, Value> =
  { readonly kind: 'stay'; readonly state: State } | { readonly kind: 'done'; readonly value: Value };

export type Machine<State, Value> = {
  readonly initial: State;
  readonly press: (state: State, press: Press, moment: Moment) => Step<State, Value>;
  readonly draw: (state: State, size: PromptSize) => Drawn;
  /** How often the drawing changes as time goes by; left out when it does not. */
  readonly tickMs?: number;
  /** Settles, with the value of the prompt, when it ends by itself. */
  readonly over?: Promise<Value>;
  /** Told the state after each key press, and each tick. */
  readonly watch?: (state: State, why: 'press' | 'tick') => void;
};

export const stay = <State>(state: State): { readonly kind: 'stay'; readonly state: State } => ({
  kind: 'stay',
  state,
});

export const done = <Value>(value: Value): { readonly kind: 'done'; readonly value: Value } => ({
  kind: 'done',
  value,
});

/** Ends a prompt with what it asked for. */
export const answered = <T>(value: T): { readonly kind: 'done'; readonly value: Reply<T> } =>
  done({ kind: 'value', value });

/** Ends a prompt with a key of the session. */
export const asked = (key: SessionKey): { readonly kind: 'done'; readonly value: Reply<never> } =>
  done({ kind: 'key', key });

/** True for a key that was pressed alone, or with shift at most. */
export const isBare = ({ ctrl, meta }: Press): boolean => !ctrl && !meta;

export const isEnter = ({ name }: Press): boolean => name === 'return' || name === 'enter';

/** The session key that this press asks for where no text is being typed; Ctrl-D is the end of input. */
export function keyOf(press: Press): SessionKey | undefined {
  if (press.ctrl && press.name === 'd') return 'quit';
  return isBare(press) ? pressedKey(press.text) : undefined;
}
