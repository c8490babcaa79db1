// The prompts of a session on a terminal: what key presses do in each, how Ctrl-C ends them, and how the
// terminal is left as it was found.
import type {
  AnswerPrompt,
  Around,
  Clock,
  PointsPrompt,
  Prompts,
  PromptViews,
  RatePrompt,
  RecordPrompt,
  Reply,
  Screen,
} from '../../context.ts';
import type { Points, Rating } from '../../core/base/attempt.ts';
import { keyOfLetter, type KeyPlace, type SessionKey } from '../../core/quiz/session-keys.ts';
import {
  deleteTo,
  fieldOf,
  insertText,
  moveRows,
  moveTo,
  type Place,
  type TextField,
} from '../../core/quiz/text-field.ts';
import {
  type Keyboard,
  type Machine,
  openKeyboard,
  type Outcome,
  type Press,
  RESTORE_TERMINAL,
  type Terminal,
} from './prompt-engine.ts';
import { onSignals } from './signals.ts';

const SECOND_MS = 1000;

const stay = <State>(state: State): { readonly kind: 'stay'; readonly state: State } => ({
  kind: 'stay',
  state,
});

const done = <Value>(value: Value): { readonly kind: 'done'; readonly value: Value } => ({
  kind: 'done',
  value,
});

/** Ends a prompt with what it asked for. */
const answered = <T>(value: T): { readonly kind: 'done'; readonly value: Reply<T> } =>
  done({ kind: 'value', value });

/** Ends a prompt with a key of the session. */
const asked = (key: SessionKey): { readonly kind: 'done'; readonly value: Reply<never> } =>
  done({ kind: 'key', key });

/** True for a key that was pressed alone or with Shift. */
const isBare = ({ ctrl, meta }: Press): boolean => !ctrl && !meta;

const isEnter = ({ name }: Press): boolean => name === 'return' || name === 'enter';

/** The session key of a press outside text; Ctrl-D is the end of input. */
function keyOf(press: Press, place?: KeyPlace): SessionKey | undefined {
  if (press.ctrl && press.name === 'd') return 'quit';
  return isBare(press) ? keyOfLetter(press.text, place) : undefined;
}

const isGo = (press: Press): boolean => isEnter(press) || (isBare(press) && press.text === ' ');

/** What is shown around the clock now. */
const aroundOf = ({
  heading,
  beside,
  next,
  isHeard,
}: Pick<AnswerPrompt, 'heading' | 'beside' | 'next' | 'isHeard'>): Around => ({
  heading,
  beside: beside?.(),
  next,
  isHeard,
});

/** Waits until the answer was thought or said; space or Enter reveals. */
function thinkingMachine(
  prompt: AnswerPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<undefined, Reply<string>> {
  return {
    initial: undefined,
    tickMs: SECOND_MS,
    press: (state, press) => {
      const key = keyOf(press);
      return key ? asked(key) : isGo(press) ? answered('') : stay(state);
    },
    draw: (_, size) =>
      views.thinking({ elapsedMs: elapsedMs(), targetMs: prompt.targetMs, ...aroundOf(prompt) }, size),
  };
}

/** Drawn less often, the level looks dead. */
const LEVEL_MS = 125;
const OVER = { kind: 'value', value: 'over' } as const;

/** Waits while a recording runs: space or Enter stops it, a key leaves the question, other keys do nothing. */
function recordingMachine(
  prompt: RecordPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<undefined, Reply<'stopped' | 'over'>> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, Math.max(0, prompt.limitMs - elapsedMs())).unref();
  });
  return {
    initial: undefined,
    tickMs: LEVEL_MS,
    over: Promise.race([prompt.ended, limit]).then(() => OVER),
    press: (state, press) => {
      const key = keyOf(press, 'recording');
      if (key) return asked(key);
      return isGo(press) ? answered('stopped') : stay(state);
    },
    draw: (_, size) => {
      const { targetMs, limitMs, levelDb } = prompt;
      const time = { elapsedMs: elapsedMs(), targetMs, limitMs };
      return views.recording({ ...time, levelDb: levelDb(), ...aroundOf(prompt) }, size);
    },
  };
}

/** Waits for Enter or space, or a key, or until something settles. */
function pausingMachine(
  text: string,
  views: PromptViews,
  until?: Promise<unknown>,
): Machine<undefined, Reply<'go'>> {
  return {
    initial: undefined,
    ...(until && { over: until.then(() => ({ kind: 'value', value: 'go' }) as const) }),
    press: (state, press) => {
      const key = keyOf(press);
      return key ? asked(key) : isGo(press) ? answered('go') : stay(state);
    },
    draw: (_, size) => views.pausing(text, size),
  };
}

type TickingState = { readonly ticked: Points; readonly at: number };

const flipped = (ticked: Points, at: number): Points =>
  ticked.map((tick, i) => (i === at ? (tick === 1 ? 0 : 1) : tick));

/** Ticks all, or none when all are ticked. */
const allTicked = (ticked: Points): Points => ticked.map(() => (ticked.every((tick) => tick === 1) ? 0 : 1));

// Not j and k, which other programs use for down and up: `k` keeps an answer, here as everywhere.
const UP = new Set(['up', 'ctrl-p', 'shift-tab']);
const DOWN = new Set(['down', 'ctrl-n', 'tab']);

const moveName = ({ name, ctrl, shift }: Press): string => (ctrl ? 'ctrl-' : shift ? 'shift-' : '') + name;

function ticking({ ticked, at }: TickingState, press: Press): TickingState {
  const count = ticked.length;
  const name = moveName(press);
  if (UP.has(name)) return { ticked, at: (at + count - 1) % count };
  if (DOWN.has(name)) return { ticked, at: (at + 1) % count };
  if (name === 'home') return { ticked, at: 0 };
  if (name === 'end') return { ticked, at: count - 1 };
  if (press.text === ' ') return { ticked: flipped(ticked, at), at };
  if (press.text === 'a') return { ticked: allTicked(ticked), at };
  const digit = /^\d$/.test(press.text) ? (Number(press.text) + 9) % 10 : count;
  return digit < count ? { ticked: flipped(ticked, digit), at: digit } : { ticked, at };
}

/** Ticks points: space or a digit ticks, `a` all, Enter goes on. */
function tickingMachine(prompt: PointsPrompt, views: PromptViews): Machine<TickingState, Reply<Points>> {
  return {
    initial: { ticked: prompt.ticked, at: 0 },
    press: (state, press) => {
      const key = keyOf(press);
      if (key) return asked(key);
      return isEnter(press) ? answered(state.ticked) : stay(ticking(state, press));
    },
    draw: (state, size) => views.ticking({ ...prompt, ...state }, size),
    watch: ({ ticked }) => prompt.onTicks?.(ticked),
  };
}

/** The digits that people know from other programs, where 3 is good; they work when only two buttons are shown, too. */
const USUAL: ReadonlyMap<string, Rating> = new Map([
  ['1', 'again'],
  ['2', 'hard'],
  ['3', 'good'],
  ['4', 'easy'],
]);

/** The rating that `word` names among the choices shown: a digit, or the word itself. */
export function ratingOf(word: string, { choices }: Pick<RatePrompt, 'choices'>): Rating | undefined {
  const shown = /^\d$/.test(word) ? choices[Number(word) - 1]?.rating : undefined;
  const named = shown ?? USUAL.get(word) ?? word;
  return choices.find(({ rating }) => rating === named)?.rating;
}

/** One key rates; Enter takes the suggestion. */
function ratingMachine(prompt: RatePrompt, views: PromptViews): Machine<undefined, Reply<Rating>> {
  return {
    initial: undefined,
    press: (state, press) => {
      const key = keyOf(press);
      if (key) return asked(key);
      const rating = isEnter(press) ? prompt.suggested : ratingOf(press.text, prompt);
      return rating ? answered(rating) : stay(state);
    },
    draw: (_, size) => views.rating(prompt, size),
  };
}

/** How typing ends: with a reply, or by opening the editor. */
type TypingResult = Reply<string> | { readonly kind: 'editor'; readonly text: string };

type TypingState = { readonly field: TextField; readonly keyBar: boolean };

const MOVES: Readonly<Record<string, Place>> = {
  left: 'left',
  right: 'right',
  home: 'line-start',
  end: 'line-end',
  'ctrl-a': 'line-start',
  'ctrl-b': 'left',
  'ctrl-f': 'right',
  'meta-b': 'word-left',
  'meta-f': 'word-right',
  'ctrl-left': 'word-left',
  'ctrl-right': 'word-right',
  'meta-left': 'word-left',
  'meta-right': 'word-right',
};

const DELETIONS: Readonly<Record<string, Place>> = {
  backspace: 'left',
  'ctrl-h': 'left',
  delete: 'right',
  'ctrl-u': 'line-start',
  'ctrl-k': 'line-end',
  'ctrl-w': 'word-left',
  'meta-backspace': 'word-left',
  'meta-d': 'word-right',
};

const nameOf = ({ name, ctrl, meta }: Press): string => (ctrl ? 'ctrl-' : meta ? 'meta-' : '') + name;

/** What an editing key does to the text; undefined for a key that does nothing here. */
function edited(field: TextField, press: Press, clean: (text: string) => string): TextField | undefined {
  const name = nameOf(press);
  const move = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
  if (move) return moveTo(field, move);
  const deletion = Object.hasOwn(DELETIONS, name) ? DELETIONS[name] : undefined;
  if (deletion) return deleteTo(field, deletion);
  const text = isBare(press) ? clean(press.text) : '';
  return text === '' ? undefined : insertText(field, text);
}

/** True when the cursor is on the last line and that line is empty. */
const onEmptyLastLine = ({ text, cursor }: TextField): boolean =>
  cursor === text.length && (text === '' || text.endsWith('\n'));

/** The typed text without the lines that only ended it. */
const finished = (text: string): string => text.trimEnd();

const lineCount = (text: string): number => text.split('\n').length;

type TypingStep = ReturnType<Machine<TypingState, TypingResult>['press']>;

/** Ends the answer, and saves it, as it is not rated yet. */
function ended({ text }: TextField, save: (text: string) => void): TypingStep {
  save(finished(text));
  return answered(finished(text));
}

function entered({ field }: TypingState, more: boolean, save: (text: string) => void): TypingStep {
  const key = keyOfLetter(field.text, 'text');
  if (key && !more) {
    save('');
    return asked(key);
  }
  if (onEmptyLastLine(field) && !more) return ended(field, save);
  return stay({ field: insertText(field, '\n'), keyBar: false });
}

function inKeyBar(state: TypingState, press: Press, save: (text: string) => void): TypingStep {
  const key = keyOf(press);
  if (!key) return stay({ ...state, keyBar: false });
  save(state.field.text);
  return asked(key);
}

/**
 * An answer of several lines. An empty line at its end, or Ctrl-D, ends it. A key's letter alone on the first line is that
 * key; Esc opens the key bar, in which one press acts. The text is saved before a key acts, without such a letter.
 * @param elapsedMs time since the question was shown
 */
function typingMachine(
  prompt: AnswerPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<TypingState, TypingResult> {
  let saved = prompt.draft ?? '';
  const save = (text: string): void => {
    if (text !== saved) prompt.onText(text);
    saved = text;
  };
  return {
    initial: { field: fieldOf(prompt.draft ?? ''), keyBar: false },
    tickMs: SECOND_MS,
    press: (state, press, { size, more }) => {
      const { field } = state;
      if (state.keyBar) return inKeyBar(state, press, save);
      if (isEnter(press)) return entered(state, more, save);
      const name = nameOf(press);
      if (name === 'ctrl-d') return ended(field, save);
      if (name === 'ctrl-e' && prompt.edit) return done({ kind: 'editor', text: field.text });
      if (name === 'escape' || name === 'meta-escape') return stay({ field, keyBar: true });
      if (name === 'up' || name === 'down') {
        const rows = views.rows(field.text, size.columns);
        return stay({ ...state, field: moveRows(field, rows, name === 'up' ? -1 : 1) });
      }
      return stay({ ...state, field: edited(field, press, views.clean) ?? field });
    },
    draw: ({ field, keyBar }, size) => {
      const time = { elapsedMs: elapsedMs(), targetMs: prompt.targetMs };
      return views.typing({ ...field, keyBar, ...time, ...aroundOf(prompt) }, size);
    },
    // Saving once a line is enough: a crash loses a line at most, or a second of typing. A letter that may become a key
    // is not text yet.
    watch: ({ field }, why) => {
      if (keyOfLetter(field.text, 'text')) return;
      if (why === 'tick' || lineCount(field.text) !== lineCount(saved)) save(field.text);
    },
  };
}

/** One line. Enter ends it; Ctrl-D on an empty line leaves, which gives undefined. Pasted newlines become spaces. */
function lineMachine(question: string, views: PromptViews): Machine<TextField, string | undefined> {
  const flat = (text: string): string => views.clean(text).replaceAll('\n', ' ');
  return {
    initial: fieldOf(''),
    press: (field, press) => {
      if (isEnter(press)) return done(field.text);
      if (nameOf(press) === 'ctrl-d' && field.text === '') return done(undefined);
      if (nameOf(press) === 'ctrl-e') return stay(moveTo(field, 'line-end'));
      return stay(edited(field, press, flat) ?? field);
    },
    draw: (field, size) => views.line(question, field, size),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Which lines a terminal breaks when its window is narrowed: `all`, all `others` than the cursor's (at least), or `nothing`. */
export type Reflow = 'all' | 'others' | 'nothing';

/** Variables set by terminals, or by programs in between, that break lines. Others cut lines off, as xterm does, or are unknown. */
const BREAKING = [
  'VTE_VERSION',
  'KITTY_WINDOW_ID',
  'WT_SESSION',
  'KONSOLE_VERSION',
  'ITERM_SESSION_ID',
  'WEZTERM_PANE',
  'ALACRITTY_WINDOW_ID',
  'GHOSTTY_RESOURCES_DIR',
];

/** What this terminal does to lines that no longer fit when its window is narrowed. */
export function reflowOf(env: Environment): Reflow {
  // tmux is known to break the cursor's line too, and it sits in front of the terminal it runs in.
  if (env['TMUX']) return 'all';
  const isBreaking = BREAKING.some((name) => Boolean(env[name])) || env['TERM_PROGRAM'] === 'vscode';
  return isBreaking ? 'others' : 'nothing';
}

type Options = {
  readonly terminal: Terminal;
  readonly clock: Pick<Clock, 'now'>;
  readonly views: PromptViews;
};

type Runner = {
  readonly run: <State, Value>(machine: Machine<State, Value>) => Promise<Outcome<Value>>;
  /** `run`, where an interruption is the key `quit`. */
  readonly ask: <State, T>(machine: Machine<State, Reply<T>>) => Promise<Reply<T>>;
  readonly isInterrupted: () => boolean;
};

/** Runs one machine after the other on a terminal, until Ctrl-C or `interrupt` ends them all. */
function runnerOn(terminal: Terminal, keyboard: Keyboard, interrupt: AbortController): Runner {
  let isFirst = true;
  const left: Press[] = [];
  const run: Runner['run'] = async (machine) => {
    if (interrupt.signal.aborted) return { kind: 'interrupted' };
    keyboard.take();
    // Loaded here, so that the first card is on screen before Inquirer is.
    const { runPrompt } = await import('./prompt-engine.ts');
    const outcome = await runPrompt(machine, terminal, { stop: interrupt.signal, isFirst, left });
    isFirst = false;
    if (outcome.kind === 'interrupted') interrupt.abort();
    if (outcome.kind === 'value') keyboard.hold();
    else keyboard.release();
    return outcome;
  };
  const ask: Runner['ask'] = async (machine) => {
    const outcome = await run(machine);
    return outcome.kind === 'value' ? outcome.value : { kind: 'key', key: 'quit' };
  };
  return { run, ask, isInterrupted: () => interrupt.signal.aborted };
}

/** Prompts on any terminal; `openPrompts` uses the one of the process. */
export function terminalPrompts({ terminal, clock, views }: Options): Prompts {
  const write = (text: string): void => void terminal.output.write(text);
  const interrupt = new AbortController();
  const keyboard = openKeyboard(terminal.input);
  const { run, ask, isInterrupted } = runnerOn(terminal, keyboard, interrupt);
  const release = onSignals(
    () => interrupt.abort(),
    () => {
      keyboard.release();
      write(RESTORE_TERMINAL);
    },
  );

  const clockOf =
    ({ startedAt }: Pick<AnswerPrompt, 'startedAt'>) =>
    (): number =>
      Math.max(0, clock.now() - startedAt);
  const answer: Prompts['answer'] = async (prompt) => {
    if (prompt.card !== '') write(`${prompt.card}\n`);
    const elapsedMs = clockOf(prompt);
    if (prompt.mode === 'think') return ask(thinkingMachine(prompt, views, elapsedMs));
    const outcome = await run(typingMachine(prompt, views, elapsedMs));
    if (outcome.kind !== 'value') return { kind: 'key', key: 'quit' };
    if (outcome.value.kind !== 'editor') return outcome.value;
    const draft = (await prompt.edit?.(outcome.value.text)) ?? outcome.value.text;
    prompt.onText(draft);
    return answer({ ...prompt, draft, card: '' });
  };

  return {
    line: async (question) => {
      const outcome = await run(lineMachine(question, views));
      return outcome.kind === 'value' ? outcome.value : undefined;
    },
    answer,
    record: (prompt) => ask(recordingMachine(prompt, views, clockOf(prompt))),
    points: (prompt) => ask(tickingMachine(prompt, views)),
    rate: (prompt) => ask(ratingMachine(prompt, views)),
    pause: (text, until) => ask(pausingMachine(text, views, until)),
    show: (text) => write(`${text}\n`),
    interrupted: isInterrupted,
    close: () => {
      keyboard.release();
      release();
    },
  };
}

/**
 * Prompts on the terminal of the process.
 * @param screen its size is read each time
 * @param views how prompts look
 * @param reflow which lines the terminal breaks when it is narrowed
 */
export function openPrompts(screen: Screen, clock: Clock, views: PromptViews, reflow: Reflow): Prompts {
  const size = () => ({ columns: screen.columns, rows: screen.rows });
  const ends = { input: process.stdin, output: process.stdout, size };
  const breaking = { rows: views.brokenRows, breaksCursorLine: reflow === 'all' };
  const terminal = reflow === 'nothing' ? ends : { ...ends, breaking };
  return terminalPrompts({ terminal, clock, views });
}
