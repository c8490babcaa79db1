// The prompts of a session on a terminal: what each key does, how Ctrl-C ends them, and how the terminal is
// restored.
import type {
  AnswerPrompt,
  ChoicePrompt,
  Clock,
  PointsPrompt,
  Prompts,
  PromptStep,
  PromptViews,
  RatePrompt,
  RatingAsked,
  RecordPrompt,
  Rendered,
  Reply,
  Screen,
  Ticking,
  Waiting,
} from '../../context.ts';
import { asMarked, type Points, type Rating } from '../../core/base/attempt.ts';
import { keyOfLetter, type KeyPlace, type SessionKey } from '../../core/quiz/session.ts';
import {
  deleteTo,
  fieldOf,
  insertText,
  moveRows,
  moveTo,
  type Place,
  type TextField,
} from '../../core/quiz/text-field.ts';
import { hangUpWith, type Keyboard, onSignals, openKeyboard, RESTORE_TERMINAL } from './keyboard.ts';
import type { Machine, Outcome, Press, Terminal } from './prompt-engine.ts';
import { openWindow } from './window.ts';

const SECOND_MS = 1000;

const stay = <State>(state: State) => ({ kind: 'stay', state }) as const;
const done = <Value>(value: Value) => ({ kind: 'done', value }) as const;
const answered = <T>(value: T) => done({ kind: 'value', value } as const);
const asked = (key: SessionKey) => done({ kind: 'key', key } as const);

/** Without Ctrl or Alt. */
const isBare = ({ ctrl, meta }: Press): boolean => !ctrl && !meta;

const isEnter = ({ name }: Pick<Press, 'name'>): boolean => name === 'return' || name === 'enter';

const isGo = (press: Press): boolean => isEnter(press) || (isBare(press) && press.text === ' ');

/** The session key of a press outside text; Ctrl-D is the end of input. */
function keyOf(press: Press, place?: KeyPlace): SessionKey | undefined {
  if (press.ctrl && press.name === 'd') return 'quit';
  return isBare(press) ? keyOfLetter(press.text, place) : undefined;
}

const valueIn = <T>(outcome: Outcome<T>): T | undefined =>
  outcome.kind === 'value' ? outcome.value : undefined;

const waitingIn = (prompt: AnswerPrompt | RecordPrompt, elapsedMs: number): Waiting => ({
  ...prompt,
  elapsedMs,
  beside: prompt.beside?.(),
});

/** A prompt that one press ends, with a value or with a session key. */
function keyMachine<T>({
  answerTo,
  place,
  ...rest
}: Pick<Machine<undefined, Reply<T>>, 'tickMs' | 'over' | 'draw'> & {
  readonly answerTo: (press: Press) => T | undefined;
  /** Restricts session keys to those that work there. */
  readonly place?: KeyPlace;
}): Machine<undefined, Reply<T>> {
  const press = (state: undefined, pressed: Press) => {
    const key = keyOf(pressed, place);
    if (key) return asked(key);
    const value = answerTo(pressed);
    return value === undefined ? stay(state) : answered(value);
  };
  return { initial: undefined, press, ...rest };
}

const thinkingMachine = (prompt: AnswerPrompt, views: PromptViews, elapsedMs: () => number) =>
  keyMachine({
    tickMs: SECOND_MS,
    answerTo: (press) => (isGo(press) ? '' : undefined),
    draw: (_, size) => views.thinking(waitingIn(prompt, elapsedMs()), size),
  });

const pausingMachine = (text: string | (() => string), views: PromptViews, until?: Promise<unknown>) =>
  keyMachine<'go'>({
    tickMs: typeof text === 'string' ? undefined : SECOND_MS,
    over: until?.then(() => ({ kind: 'value', value: 'go' })),
    answerTo: (press) => (isGo(press) ? 'go' : undefined),
    draw: (_, size) => views.pausing(typeof text === 'string' ? text : text(), size),
  });

/** If drawn less often, the level of a recording looks frozen. */
const LEVEL_MS = 125;

/** Space or Enter stops the recording, a session key leaves the question, other keys do nothing. */
function recordingMachine(
  prompt: RecordPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<undefined, Reply<'stopped' | 'over'>> {
  const { limitMs, levelDb, ended } = prompt;
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, Math.max(0, limitMs - elapsedMs())).unref();
  });
  return keyMachine<'stopped' | 'over'>({
    place: 'recording',
    tickMs: LEVEL_MS,
    over: Promise.race([ended, limit]).then(() => ({ kind: 'value', value: 'over' })),
    answerTo: (press) => (isGo(press) ? 'stopped' : undefined),
    draw: (_, size) =>
      views.recording({ ...waitingIn(prompt, elapsedMs()), limitMs, levelDb: levelDb() }, size),
  });
}

type TickingState = { readonly points: Points; readonly at: number; readonly pressedEnter: boolean };

const UP = new Set(['up', 'ctrl-p', 'shift-tab', 'k']);
const DOWN = new Set(['down', 'ctrl-n', 'tab', 'j']);

const nextUnsettled = (points: Points, at: number): number | undefined => {
  const next = points.findIndex((point, i) => i > at && point === null);
  return next === -1 ? undefined : next;
};

function enterDoes({ points, at, pressedEnter }: TickingState): Ticking['enter'] {
  if (points.every((point) => point === null)) return pressedEnter ? 'all unsettled' : 'next';
  return nextUnsettled(points, at) === undefined ? 'ends' : 'next';
}

/** Undefined for a key that the list does not use. */
function ticking(
  state: TickingState,
  { name, ctrl, shift, text }: Press,
  marks: PointsPrompt['found'],
): TickingState | undefined {
  const { points, at } = state;
  const count = points.length;
  const settled = (place: number, value: 0 | 1): TickingState => ({
    ...state,
    points: points.map((point, i) => (i === place ? value : point)),
    at: place,
  });
  const toggled = (place: number): TickingState => settled(place, points[place] === 1 ? 0 : 1);
  const toNext = (from: TickingState): TickingState => ({
    ...from,
    at: nextUnsettled(from.points, from.at) ?? from.at,
  });
  const move = (ctrl ? 'ctrl-' : shift ? 'shift-' : '') + name;
  if (UP.has(move)) return { ...state, at: (at + count - 1) % count };
  if (DOWN.has(move)) return { ...state, at: (at + 1) % count };
  if (move === 'home') return { ...state, at: 0 };
  if (move === 'end') return { ...state, at: count - 1 };
  if (isEnter({ name })) return { ...toNext(state), pressedEnter: true };
  if (text === 'y') return toNext(settled(at, 1));
  if (text === 'n') return toNext(settled(at, 0));
  if (text === ' ') return toggled(at);
  if (text === 'a') {
    const marked = asMarked(points, marks);
    return { ...state, points: marked, at: nextUnsettled(marked, -1) ?? at };
  }
  const digit = /^\d$/.test(text) ? (Number(text) + 9) % 10 : count;
  return digit < count ? toggled(digit) : undefined;
}

/**
 * `y` and `n` settle the point under the cursor and go to the next unsettled one, space and digits toggle, `a`
 * settles as prep marked. These letters take precedence over session keys.
 */
function tickingMachine(prompt: PointsPrompt, views: PromptViews): Machine<TickingState, Reply<Points>> {
  let reported = prompt.points;
  return {
    // After a session key, the cursor is at the first unsettled point.
    initial: { points: prompt.points, at: Math.max(0, prompt.points.indexOf(null)), pressedEnter: false },
    press: (state, press) => {
      if (isEnter(press) && enterDoes(state) !== 'next') return answered(state.points);
      const after = press.meta ? undefined : ticking(state, press, prompt.found);
      if (after) return stay(after);
      const key = keyOf(press);
      return key ? asked(key) : stay(state);
    },
    draw: (state, size) => views.ticking({ ...prompt, ...state, enter: enterDoes(state) }, size),
    watch: ({ points }) => {
      if (points !== reported) prompt.onTicks?.(points);
      reported = points;
    },
  };
}

/** The digits of other programs, where 3 is good; they work even if only two buttons are shown. */
const USUAL: ReadonlyMap<string, Rating> = new Map([
  ['1', 'again'],
  ['2', 'hard'],
  ['3', 'good'],
  ['4', 'easy'],
]);

/** A digit, or the word itself. */
export function ratingOf(word: string, { choices }: Pick<RatePrompt, 'choices'>): Rating | undefined {
  const shown = /^\d$/.test(word) ? choices[Number(word) - 1]?.rating : undefined;
  const named = shown ?? USUAL.get(word) ?? word;
  return choices.find(({ rating }) => rating === named)?.rating;
}

type RatingState = Pick<RatingAsked, 'refusedEnter'>;

/** Without a suggestion, Enter only shows what to press, so that nobody records a rating by habit. */
const ratingMachine = (prompt: RatePrompt, views: PromptViews): Machine<RatingState, Reply<Rating>> => ({
  initial: { refusedEnter: false },
  press: (state, press) => {
    const key = keyOf(press);
    if (key) return asked(key);
    const rating = isEnter(press) ? prompt.suggested : ratingOf(press.text, prompt);
    return rating ? answered(rating) : stay({ refusedEnter: state.refusedEnter || isEnter(press) });
  },
  draw: (state, size) => views.rating({ ...prompt, ...state }, size),
});

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

const textOf = (press: Press, clean: (text: string) => string): string =>
  isBare(press) ? clean(press.text) : '';

/** Undefined for a key that does nothing here. */
function edited(field: TextField, press: Press, clean: (text: string) => string): TextField | undefined {
  const name = nameOf(press);
  const move = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
  if (move) return moveTo(field, move);
  const deletion = Object.hasOwn(DELETIONS, name) ? DELETIONS[name] : undefined;
  if (deletion) return deleteTo(field, deletion);
  const text = textOf(press, clean);
  return text === '' ? undefined : insertText(field, text);
}

type TypingStep = ReturnType<Machine<TypingState, TypingResult>['press']>;

const lineCount = (text: string): number => text.split('\n').length;

/**
 * A text of several lines. An empty line at its end, or Ctrl-D, ends it. No letter is a key: Esc opens the key
 * bar, in which one press acts. The text is saved before a key acts.
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
  const act = (key: SessionKey, text: string): TypingStep => {
    save(text);
    return asked(key);
  };
  /** Saves the answer too, because it is not rated yet. */
  const end = ({ text }: TextField): TypingStep => {
    save(text.trimEnd());
    return answered(text.trimEnd());
  };
  const enter = (field: TextField, more: boolean): TypingStep => {
    const { text, cursor } = field;
    const isOnEmptyLastLine = cursor === text.length && (text === '' || text.endsWith('\n'));
    if (isOnEmptyLastLine && !more) return end(field);
    return stay({ field: insertText(field, '\n'), keyBar: false });
  };
  return {
    keeps: 'text',
    initial: { field: fieldOf(saved), keyBar: false },
    tickMs: SECOND_MS,
    press: ({ field, keyBar }, press, { size, more }) => {
      const key = keyBar ? keyOf(press) : undefined;
      if (key) return act(key, field.text);
      if (keyBar) {
        // What is no key was meant for the answer.
        const typed = isEnter(press) ? '' : textOf(press, views.clean);
        return stay({ field: insertText(field, typed), keyBar: false });
      }
      if (isEnter(press)) return enter(field, more);
      const name = nameOf(press);
      if (name === 'ctrl-d') return end(field);
      if (name === 'ctrl-e' && prompt.edit) return done({ kind: 'editor', text: field.text });
      if (name === 'escape' || name === 'meta-escape') return stay({ field, keyBar: true });
      if (name === 'up' || name === 'down') {
        const rows = views.rows(field.text, size.columns);
        return stay({ field: moveRows(field, rows, name === 'up' ? -1 : 1), keyBar });
      }
      return stay({ field: edited(field, press, views.clean) ?? field, keyBar });
    },
    draw: ({ field, keyBar }, size) =>
      views.typing({ ...field, keyBar, ...waitingIn(prompt, elapsedMs()) }, size),
    // Saved after each line, so a crash loses at most a line, or a second of typing.
    watch: ({ field }, why) => {
      if (why === 'tick' || lineCount(field.text) !== lineCount(saved)) save(field.text);
    },
  };
}

/** Enter ends it; Esc empties it, and Esc or Ctrl-D on an empty line leaves. Newlines become spaces. */
function lineMachine(question: string, views: PromptViews): Machine<TextField, string | undefined> {
  const flat = (text: string): string => views.clean(text).replaceAll('\n', ' ');
  return {
    keeps: 'text',
    initial: fieldOf(''),
    press: (field, press) => {
      if (isEnter(press)) return done(field.text);
      const name = nameOf(press);
      const isEsc = name === 'escape' || name === 'meta-escape';
      if ((isEsc || name === 'ctrl-d') && field.text === '') return done(undefined);
      if (isEsc) return stay(fieldOf(''));
      if (name === 'ctrl-e') return stay(moveTo(field, 'line-end'));
      return stay(edited(field, press, flat) ?? field);
    },
    draw: (field, size) => views.line(question, field, size),
  };
}

/** Ignores the case; Esc and Ctrl-D leave. */
const choosingMachine = (
  prompt: ChoicePrompt,
  views: PromptViews,
): Machine<undefined, string | undefined> => ({
  initial: undefined,
  press: (state, press) => {
    const name = nameOf(press);
    if (name === 'escape' || name === 'meta-escape' || name === 'ctrl-d') return done(undefined);
    const chosen = prompt.choices.find(([key]) => isBare(press) && key === press.text.toLowerCase());
    return chosen ? done(chosen[0]) : stay(state);
  },
  draw: (_, size) => views.choosing(prompt, size),
});

/**
 * Runs one machine after another, until Ctrl-C or `interrupt` ends them all.
 * @param asks called before each
 */
function runnerOn(terminal: Terminal, keyboard: Keyboard, interrupt: AbortController, asks: () => void) {
  let isFirst = true;
  let step: PromptStep = 'pausing';
  const left: Press[] = [];
  const run = async <State, Value>(
    next: PromptStep,
    machine: Machine<State, Value>,
    isAside = false,
  ): Promise<Outcome<Value>> => {
    step = next;
    asks();
    if (interrupt.signal.aborted) return { kind: 'interrupted' };
    keyboard.take();
    // Loaded here, so that the first card is on screen before Inquirer is.
    const { runPrompt } = await import('./prompt-engine.ts');
    const outcome = await runPrompt(machine, terminal, { stop: interrupt.signal, isFirst, left });
    isFirst = false;
    const isOver = outcome.kind === 'interrupted' && (!isAside || interrupt.signal.aborted);
    if (isOver) interrupt.abort();
    if (outcome.kind === 'ended' || isOver) keyboard.release();
    else keyboard.hold();
    return outcome;
  };
  /** An interruption becomes the key `quit`. */
  const ask = async <State, T>(next: PromptStep, machine: Machine<State, Reply<T>>): Promise<Reply<T>> => {
    const outcome = await run(next, machine);
    return outcome.kind === 'value' ? outcome.value : { kind: 'key', key: 'quit' };
  };
  return { run, ask, step: () => step };
}

/** Shows texts line by line, without the window. */
function linesOn({ output, size }: Pick<Terminal, 'output' | 'size'>) {
  let notices: readonly Rendered[] = [];
  let isNew = false;
  const write = (text: Rendered): void => void output.write(`${text()}\n`);
  const asks = (): void => {
    notices.forEach(write);
    notices = [];
    isNew = false;
  };
  const show = (text: Rendered): void => {
    asks();
    write(text);
    isNew = true;
  };
  return {
    asks,
    show,
    read: show,
    help: show,
    notice: (text: Rendered): void => {
      notices = [...notices, text];
    },
    page: (head: Rendered): void => {
      // Old lines are scrolled up to stay reachable; lines not yet read stay in view.
      if (!isNew) output.write(`${'\n'.repeat(size().rows)}\x1b[H`);
      show(head);
    },
  };
}

/** How texts are shown, in the window or as lines, and how the normal screen returns. */
function showingOn(ends: Omit<Terminal, 'window'>, views: PromptViews, full: boolean) {
  const window = full ? openWindow(ends, views) : undefined;
  const lines = linesOn(ends);
  const shower = () => (window?.isOpen() ? window : lines);
  return {
    window,
    asks: lines.asks,
    leave: (): void => {
      for (const text of window?.leave() ?? []) lines.show(text);
    },
    page: (head: Rendered, isSame?: boolean) => shower().page(head, isSame),
    read: (text: Rendered, isSame?: boolean) => shower().read(text, isSame),
    show: (text: string | Rendered) => shower().show(typeof text === 'string' ? () => text : text),
    notice: (text: Rendered) => shower().notice(text),
    help: (text: Rendered) => shower().help(text),
  };
}

/**
 * On any terminal; `openPrompts` uses that of the process.
 * @param full takes the whole window
 */
export function terminalPrompts(
  ends: Omit<Terminal, 'window'>,
  clock: Pick<Clock, 'now'>,
  views: PromptViews,
  full = false,
): Prompts {
  const { window, asks, leave, ...showing } = showingOn(ends, views, full);
  const terminal: Terminal = { ...ends, window };
  const interrupt = new AbortController();
  const keyboard = openKeyboard(terminal.input);
  hangUpWith(terminal.output);
  const { run, ask, step } = runnerOn(terminal, keyboard, interrupt, asks);
  const end = (): void => {
    keyboard.release();
    leave();
    asks();
  };
  const release = onSignals(
    () => interrupt.abort(),
    () => {
      end();
      terminal.output.write(RESTORE_TERMINAL);
    },
  );
  const elapsedOf =
    ({ startedAt }: Pick<AnswerPrompt, 'startedAt'>) =>
    (): number =>
      Math.max(0, clock.now() - startedAt);

  const answer: Prompts['answer'] = async (prompt) => {
    const elapsedMs = elapsedOf(prompt);
    if (prompt.mode === 'think') return ask('thinking', thinkingMachine(prompt, views, elapsedMs));
    const outcome = await run('typing', typingMachine(prompt, views, elapsedMs));
    if (outcome.kind !== 'value') return { kind: 'key', key: 'quit' };
    if (outcome.value.kind !== 'editor') return outcome.value;
    const draft = (await prompt.edit?.(outcome.value.text)) ?? outcome.value.text;
    prompt.onText(draft);
    return answer({ ...prompt, draft });
  };

  return {
    ...showing,
    leave,
    help: (keys) => showing.help(keys(step(), window?.isOpen() === true)),
    line: async (question, isAside) => valueIn(await run('line', lineMachine(question, views), isAside)),
    choose: async (prompt) => valueIn(await run('line', choosingMachine(prompt, views))),
    answer,
    record: (prompt) => ask('recording', recordingMachine(prompt, views, elapsedOf(prompt))),
    points: (prompt) => ask('ticking', { ...tickingMachine(prompt, views), keeps: 'list' }),
    rate: (prompt) => ask('rating', ratingMachine(prompt, views)),
    pause: (text, until) => ask('pausing', pausingMachine(text, views, until)),
    interrupted: () => interrupt.signal.aborted,
    close: () => {
      end();
      release();
    },
  };
}

/** @param full takes the whole window */
export function openPrompts(screen: Screen, clock: Clock, views: PromptViews, full: boolean): Prompts {
  const { stdin: input, stdout: output } = process;
  // Read each time, because windows are resized.
  const size = () => ({ columns: screen.columns, rows: screen.rows });
  return terminalPrompts({ input, output, size }, clock, views, full);
}
