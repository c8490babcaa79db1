// Prompts on a terminal: what each key does, and how they look. Every line is narrower than the screen, and the
// cursor's line is never empty: see `Drawn`.
import type {
  AnswerPrompt,
  ChoicePrompt,
  Drawn,
  Evidence,
  Frame,
  LivePrompt,
  LivePrompts,
  Page,
  PointsPrompt,
  Press,
  PromptStep,
  PromptSize,
  RatePrompt,
  RecordPrompt,
  Rendered,
  Reply,
  Screen,
} from '../../context.ts';
import { asMarked, type Points, type Rating, settledCount } from '../../core/base/attempt.ts';
import { ownField, sumOf } from '../../core/base/collections.ts';
import { countOf, elapsedText } from '../../core/base/wording.ts';
import { keyOfLetter, type KeyPlace, offeredKeys, type SessionKey } from '../../core/quiz/session.ts';
import {
  deleteTo,
  fieldOf,
  insertText,
  moveRows,
  moveTo,
  type Place,
  type Row,
  rowAt,
  rowsOf,
  type TextField,
} from '../../core/quiz/text-field.ts';
import { flow, renderClock, WIDEST } from './frame.ts';
import { foundLegend, foundMark, settledText, type Theme, theme as makeTheme } from './theme.ts';
import { clean, hangText, indentLines, textWidth, truncateTo, wrapText, padTo, wrapLines } from './width.ts';

const valueReply = <T>(value: T) => ({ kind: 'value', value }) as const;
const keyReply = (key: SessionKey) => ({ kind: 'key', key }) as const;
const answered = <T>(value: T) => ({ value: valueReply(value) });

/** A live prompt whose theme is added last. */
type Drawing<Value> = Omit<LivePrompt<Value>, 'draw'> & { readonly draw: (canvas: Canvas) => Drawn };

/** Without Ctrl or Alt. */
const isBare = ({ ctrl, meta }: Press): boolean => !ctrl && !meta;

const isEnter = ({ name }: Press): boolean => name === 'return' || name === 'enter';

const isGo = (press: Press): boolean => isEnter(press) || (isBare(press) && press.text === ' ');

const nameOf = ({ name, ctrl, meta }: Press): string => (ctrl ? 'ctrl-' : meta ? 'meta-' : '') + name;

const isEscape = (name: string): boolean => name === 'escape' || name === 'meta-escape';

/** The session key of a press outside text; Ctrl-D is the end of input. */
function keyOf(press: Press, place?: KeyPlace): SessionKey | undefined {
  if (nameOf(press) === 'ctrl-d') return 'quit';
  return isBare(press) ? keyOfLetter(press.text, place) : undefined;
}

/** One press ends it, with a value or with a session key, one that works in `place`. */
const keyPrompt = <T>(
  draw: (canvas: Canvas) => Drawn,
  answerTo: (press: Press) => T | undefined,
  place?: KeyPlace,
): Drawing<Reply<T>> => ({
  draw,
  press: (press) => {
    const key = keyOf(press, place);
    if (key) return { value: keyReply(key) };
    const value = answerTo(press);
    return value === undefined ? undefined : answered(value);
  },
});

const SECOND_MS = 1000;

const MARGIN = '  ';

type Hint = readonly [key: string, does: string];

/** One column for the cursor, and one so that no line fills the screen. */
const margined = (text: string, { columns }: Canvas): string => wrapText(text, columns - 2, MARGIN);

const flowed = (parts: readonly string[], joint: string, { columns }: Canvas): string =>
  indentLines(flow(parts, joint, columns - MARGIN.length - 2), MARGIN);

function hints(list: readonly Hint[], canvas: Canvas): string {
  const { theme } = canvas;
  const shown = list.map(([key, does]) => `${theme.key(key)} ${theme.dim(does)}`);
  return flowed(shown, theme.dim(` ${theme.symbols.dot} `), canvas);
}

const still = (text: string, keys?: string): Drawn => ({
  text: `${text} `,
  rest: ' ',
  below: '',
  keys,
  still: true,
});

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

type Waiting = AnswerPrompt | RecordPrompt;

function clocks({ targetMs, beside }: Waiting, elapsedMs: number, theme: Theme): readonly string[] {
  const more = beside?.();
  return [renderClock(elapsedMs, targetMs, theme), ...(more ? [theme.dim(more)] : [])];
}

/** In a low window, a heading has one line. */
function withHeading({ heading = '' }: Waiting, about: readonly string[], canvas: Canvas): string {
  const { columns, rows, theme } = canvas;
  const room = columns - MARGIN.length - 2;
  const shown = rows < LOW ? truncateTo(heading, room, theme.symbols.ellipsis) : heading;
  const named = heading === '' ? '' : margined(theme.strong(shown), canvas);
  return joined(named, flowed(about, '   ', canvas));
}

const costOf = (grapheme: string): number => Math.max(textWidth(grapheme), grapheme.length);

/** Margin, pointer, and the cursor's own cell take columns too. */
const typedRows = (text: string, columns: number): readonly Row[] =>
  rowsOf(text, Math.max(4, columns - MARGIN.length - 4), costOf);

/**
 * As many rows around the cursor as fit.
 * @param above says how many are hidden above the first one
 */
function drawField(field: TextField, above: (hidden: number) => string, help: string, canvas: Canvas): Drawn {
  const { theme, columns } = canvas;
  const { pointer } = theme.symbols;
  const rows = typedRows(field.text, columns);
  const at = rowAt(rows, field.cursor);
  const roomBelow = (hidden: number): number =>
    Math.max(1, canvas.rows - FREE_ROWS - 1 - lineCount(joined(above(hidden), help)));
  const room = roomBelow(rows.length > roomBelow(0) ? rows.length : 0);
  const from = Math.max(0, Math.min(at - Math.floor(room / 2), rows.length - room));
  const lines = rows.map(({ start, end }, i) => {
    const mark = i === 0 ? theme.key(pointer) : ' '.repeat(pointer.length);
    return `${MARGIN}${mark} ${field.text.slice(start, end)}`;
  });
  return {
    text: joined(above(from), `${lines.slice(from, at + 1).join('\n')} `),
    rest: `${field.text.slice(field.cursor, rows[at]?.end)} `,
    below: lines.slice(at + 1, from + room).join('\n'),
    keys: help === '' ? undefined : help,
  };
}

function typingHints(prompt: AnswerPrompt, text: string, keyBar: boolean): readonly Hint[] {
  const { isHeard, isNote, next } = prompt;
  if (keyBar) {
    const keys = offeredKeys(prompt).map(([, { letter, label }]) => [letter, label] as const);
    return [...keys, ['Esc', 'back']];
  }
  const always: readonly Hint[] = [
    ['Esc', 'keys'],
    ['Ctrl-E', 'editor'],
  ];
  if (text === '')
    return [['Enter', isNote ? 'for no note' : isHeard ? 'to discard it' : '= I said it aloud'], ...always];
  const ends = isHeard ? 'accept' : isNote ? 'save' : next ? `continue with ${next}` : 'finish';
  return [['Enter twice or Ctrl-D', `to ${ends}`], ...always];
}

const HEARD = 'This is the transcript of your answer. Correct any mistakes.';

function drawTyping(
  prompt: AnswerPrompt,
  field: TextField,
  keyBar: boolean,
  elapsedMs: number,
  canvas: Canvas,
): Drawn {
  const { theme } = canvas;
  const help = hints(typingHints(prompt, field.text, keyBar), canvas);
  const clock = prompt.isHeard || prompt.isNote ? [] : clocks(prompt, elapsedMs, theme);
  const heading = prompt.isHeard ? HEARD : prompt.heading;
  const above = (hidden: number): string => {
    const more = hidden > 0 ? [theme.dim(`${theme.symbols.ellipsis} ${countOf(hidden, 'line')} above`)] : [];
    return withHeading({ ...prompt, heading }, [...clock, ...more], canvas);
  };
  return drawField(field, above, help, canvas);
}

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

/** Half a window, so that some rows stay in view. */
const pageOf = ({ rows }: PromptSize): number => Math.max(1, Math.floor(rows / 2));

const typedBy = (press: Press): string => (isBare(press) ? clean(press.text) : '');

function edited(field: TextField, press: Press, text = typedBy(press)): TextField {
  const name = nameOf(press);
  const move = ownField(MOVES, name);
  if (move) return moveTo(field, move);
  const deletion = ownField(DELETIONS, name);
  return deletion ? deleteTo(field, deletion) : insertText(field, text);
}

const lineCount = (text: string): number => text.split('\n').length;

type Editing = { readonly kind: 'editor'; readonly text: string };

const QUIT = keyReply('quit');

/** An empty line at its end, or Ctrl-D, ends it. No letter is a key: Esc opens the bar in which one press acts. */
function typing(prompt: AnswerPrompt, elapsedMs: () => number): Drawing<Reply<string> | Editing> {
  let field = fieldOf(prompt.draft ?? '');
  let saved = field.text;
  let keyBar = false;
  const save = (text: string): void => {
    if (text !== saved) prompt.onText(text);
    saved = text;
  };
  const end = () => answered(field.text.trimEnd());
  return {
    keeps: 'text',
    tickMs: SECOND_MS,
    over: prompt.until?.then(() => QUIT),
    press: (press, size, more) => {
      const { text, cursor } = field;
      const name = nameOf(press);
      const by = { up: -1, down: 1, pageup: -pageOf(size), pagedown: pageOf(size) };
      const rows = ownField(by, name);
      if (keyBar) {
        const key = keyOf(press);
        if (key) save(text);
        if (key) return { value: keyReply(key) };
        // What is no key was meant for the answer.
        if (!isEnter(press)) field = insertText(field, typedBy(press));
        keyBar = false;
      } else if (isEnter(press)) {
        const isOnEmptyLastLine = cursor === text.length && (text === '' || text.endsWith('\n'));
        if (isOnEmptyLastLine && !more) return end();
        field = insertText(field, '\n');
      } else if (name === 'ctrl-d') return end();
      else if (name === 'ctrl-e' && prompt.edit) return { value: { kind: 'editor', text } };
      else if (isEscape(name)) keyBar = true;
      else if (rows !== undefined) field = moveRows(field, typedRows(text, size.columns), rows);
      else field = edited(field, press);
      return undefined;
    },
    draw: (canvas) => drawTyping(prompt, field, keyBar, elapsedMs(), canvas),
    // Saved after each line, so a crash loses at most a line, or a second of typing. The end also saves the clock.
    watch: (why) => {
      if (why === 'end' && field.text !== '') saved = '';
      if (why !== 'press' || lineCount(field.text) !== lineCount(saved)) save(field.text);
    },
  };
}

/** Enter ends it; Esc empties it, and Esc or Ctrl-D on an empty line leaves. Newlines become spaces. */
function line(question: string): Drawing<string | undefined> {
  let field = fieldOf('');
  return {
    keeps: 'text',
    press: (press) => {
      if (isEnter(press)) return { value: field.text };
      const name = nameOf(press);
      if ((isEscape(name) || name === 'ctrl-d') && field.text === '') return { value: undefined };
      if (isEscape(name)) field = fieldOf('');
      else if (name === 'ctrl-e') field = moveTo(field, 'line-end');
      else field = edited(field, press, typedBy(press).replaceAll('\n', ' '));
      return undefined;
    },
    draw: (canvas) => drawField(field, () => margined(question, canvas), '', canvas),
  };
}

/** Louder sound may clip, dB. */
const TOO_LOUD_DB = -3;

function renderLevel(levelDb: number | undefined, { dim, warn, good }: Theme): string {
  if (levelDb === undefined || Number.isNaN(levelDb)) return dim('no sound yet');
  return levelDb > TOO_LOUD_DB ? warn('loud') : good(`${Math.round(levelDb)} dB`);
}

function thinking(prompt: AnswerPrompt, elapsedMs: () => number): Drawing<Reply<string>> {
  const keys: readonly Hint[] = [
    ['space', prompt.next ? `continue with ${prompt.next}` : 'show the answer'],
    ['?', 'keys'],
  ];
  const draw = (canvas: Canvas): Drawn =>
    still(withHeading(prompt, clocks(prompt, elapsedMs(), canvas.theme), canvas), hints(keys, canvas));
  return { ...keyPrompt(draw, (press) => (isGo(press) ? '' : undefined)), tickMs: SECOND_MS };
}

const SINCE = 'Already recording, to time your first word.';
/** If drawn less often, the level of a recording looks frozen. */
const LEVEL_MS = 125;

/** Space or Enter stops the recording, a session key leaves the question, other keys do nothing. */
function recording(prompt: RecordPrompt, elapsedMs: () => number): Drawing<Reply<'stopped' | 'over'>> {
  const { limitMs, next, heading, levelDb } = prompt;
  const keys: readonly Hint[] = [
    ['space', next ? `continue with ${next}` : 'stop'],
    ['s', 'skip'],
    ['q', 'quit'],
  ];
  const draw = (canvas: Canvas): Drawn => {
    const { theme } = canvas;
    const [clock = '', ...more] = clocks(prompt, elapsedMs(), theme);
    const parts = [
      `${theme.bad('recording')} ${clock}`,
      renderLevel(levelDb(), theme),
      theme.dim(`ends at ${elapsedText(limitMs)}`),
      ...more,
    ];
    const since = heading ? '' : margined(theme.dim(SINCE), canvas);
    return still(joined(since, withHeading(prompt, parts, canvas)), hints(keys, canvas));
  };
  return {
    ...keyPrompt<'stopped' | 'over'>(draw, (press) => (isGo(press) ? 'stopped' : undefined), 'recording'),
    tickMs: LEVEL_MS,
    over: prompt.ended.then(() => valueReply('over')),
  };
}

type TickingState = { readonly points: Points; readonly at: number; readonly pressedEnter: boolean };

const UP = new Set(['up', 'ctrl-p', 'shift-tab', 'k']);
const DOWN = new Set(['down', 'ctrl-n', 'tab', 'j']);

/** As the keys say it: goes to the `next` unsettled point, or ends the list. */
function enterDoes({
  points,
  at,
  pressedEnter,
}: TickingState): 'next' | 'continue' | 'again: leave all unsettled' {
  if (points.every((point) => point === null)) return pressedEnter ? 'again: leave all unsettled' : 'next';
  return points.includes(null, at + 1) ? 'next' : 'continue';
}

function tickingWindow(blocks: readonly string[], at: number, room: number) {
  const isRoomFor = (from: number, to: number): boolean =>
    from >= 0 && to <= blocks.length && sumOf(blocks.slice(from, to), lineCount) <= room;
  let [from, to] = [at, at + 1];
  while (isRoomFor(from, to + 1) || isRoomFor(from - 1, to)) {
    if (isRoomFor(from, to + 1)) to += 1;
    if (isRoomFor(from - 1, to)) from -= 1;
  }
  return { from, to };
}

/** Width of `yes`, `no`, or a mark. */
const SETTLED = 3;

function settledCell(point: Points[number] | undefined, found: Evidence | undefined, theme: Theme): string {
  const settled = settledText(point, theme);
  if (settled !== undefined) return padTo(settled, SETTLED);
  const mark = (found ? foundMark(found.state, theme.symbols) : theme.symbols.box).padEnd(SETTLED);
  return found?.state === 'contradicted' ? theme.warn(mark) : theme.dim(mark);
}

/** Of what was said, below its point, if there are no rows for all of it. */
const EVIDENCE_LINES = 2;

/** @param most lines of what was said */
function tickingBlock(
  { items, found }: PointsPrompt,
  { points, at }: TickingState,
  i: number,
  { theme, columns }: Canvas,
  most: number,
): string {
  const { pointer, ellipsis } = theme.symbols;
  const mark = `${i === at ? theme.key(pointer) : ' '.repeat(pointer.length)} `;
  const number = theme.dim(String(i + 1).padStart(items.length > 9 ? 2 : 1));
  const marker = `${MARGIN}${mark}${number} ${settledCell(points[i], found?.[i], theme)} `;
  const text = hangText(marker, i === at ? theme.strong(items[i] ?? '') : (items[i] ?? ''), columns - 2);
  const { said = '' } = found?.[i] ?? {};
  if (said === '') return text;
  const indent = textWidth(marker);
  const room = columns - 2 - indent;
  const lines = wrapText(said, room).split('\n');
  const rest = lines.slice(most - 1).join(' ');
  const shown = lines.length > most ? [...lines.slice(0, most - 1), truncateTo(rest, room, ellipsis)] : lines;
  return [text, ...shown.map((one) => theme.dim(one))].join(`\n${' '.repeat(indent)}`);
}

/** Smaller windows need the rows for the points. */
const ROWS_FOR_LEGEND = 20;

function drawTicking(prompt: PointsPrompt, state: TickingState, canvas: Canvas): Drawn {
  const { theme, rows, columns } = canvas;
  const { note = '', items, found } = prompt;
  const { points } = state;
  const isTight = rows < ROWS_FOR_LEGEND;
  const noted = `${prompt.header} ${note}`.trimEnd();
  const question = isTight && MARGIN.length + textWidth(noted) > columns - 2 ? prompt.header : noted;
  const count = `${settledCount(points)} of ${points.length} settled`;
  const counted = `${theme.strong(question)} ${theme.dim(count)}`;
  const fitsCount = !isTight || MARGIN.length + textWidth(counted) <= columns - 2;
  const heading = margined(fitsCount ? counted : theme.strong(question), canvas);
  const legend =
    found && !isTight ? margined(theme.dim(`prep's guess: ${foundLegend(theme)}. You decide.`), canvas) : '';
  const marked = asMarked(points, found);
  const accepts = marked.some((point, i) => point !== points[i]);
  const help = hints(
    [
      ['y', 'yes'],
      ['n', 'no'],
      ...(accepts ? [['a', found ? 'accept marks' : 'all'] as const] : []),
      ['Enter', enterDoes(state)],
      ['?', 'keys'],
    ],
    canvas,
  );
  const blocksOf = (most: number): readonly string[] =>
    items.map((_, i) => tickingBlock(prompt, state, i, canvas, most));
  const short = blocksOf(isTight ? 1 : EVIDENCE_LINES);
  const blank = rows >= ROWS_FOR_LEGEND ? '\n' : '';
  // With a line for what is out of sight.
  const roomBelow = (header: string): number =>
    rows - lineCount(joined(header, legend, help)) - FREE_ROWS - 2 - blank.length;
  // The current point matters more than the question above it.
  const header = roomBelow(heading) < lineCount(short[state.at] ?? '') ? '' : heading;
  const room = roomBelow(header);
  const blocks = [Infinity, 4, 3].map(blocksOf).find((all) => sumOf(all, lineCount) <= room) ?? short;
  const shown = tickingWindow(blocks, state.at, room);
  const isCounted = fitsCount && header !== '';
  const beyond = isCounted ? ' more' : '';
  const hidden = [
    shown.from > 0 ? `${shown.from}${beyond} above` : '',
    shown.to < blocks.length ? `${blocks.length - shown.to}${beyond} below` : '',
  ].filter(Boolean);
  // Otherwise a key that settles points out of sight seems to do nothing.
  if (!isCounted && hidden.length > 0) hidden.unshift(count);
  const more = hidden.length > 0 ? MARGIN + theme.dim(`${theme.symbols.ellipsis} ${hidden.join(', ')}`) : '';
  const list = blocks.slice(shown.from, shown.to).join('\n');
  return still(joined(header, legend, blank + list, more), help);
}

/** `a` ends the list if nothing is left. Its letters take precedence over session keys. */
function ticking(prompt: PointsPrompt): Drawing<Reply<Points>> {
  let { points } = prompt;
  const count = points.length;
  let at = Math.max(0, prompt.at ?? points.indexOf(null));
  let pressedEnter = false;
  const settle = (settled: Points): void => {
    points = settled;
    prompt.onTicks?.(settled);
  };
  const settleOne = (value: 0 | 1): void => settle(points.map((point, i) => (i === at ? value : point)));
  const toNext = (): void => {
    at = Math.max(at, points.indexOf(null, at + 1));
  };
  return {
    keeps: 'list',
    press: (press) => {
      const { name, ctrl, shift, text } = press;
      const move = (ctrl ? 'ctrl-' : shift ? 'shift-' : '') + name;
      // Whoever is ahead of the screen means a rating, so a digit settles nothing.
      const digit = /^\d$/.test(text) ? (Number(text) + 9) % 10 : count;
      const key = keyOf(press);
      if (isEnter(press)) {
        if (enterDoes({ points, at, pressedEnter }) !== 'next') return answered(points);
        pressedEnter = true;
        toNext();
      } else if (press.meta || key) return key && { value: keyReply(key) };
      else if (UP.has(move)) at = (at + count - 1) % count;
      else if (DOWN.has(move)) at = (at + 1) % count;
      else if (move === 'home') at = 0;
      else if (move === 'end') at = count - 1;
      else if (text === ' ') settleOne(points[at] === 1 ? 0 : 1);
      else if (text === 'y' || text === 'n') {
        settleOne(text === 'y' ? 1 : 0);
        toNext();
      } else if (text === 'a') {
        settle(asMarked(points, prompt.found));
        if (!points.includes(null)) return answered(points);
        at = points.indexOf(null);
      } else if (digit < count) at = digit;
      return undefined;
    },
    draw: (canvas) => drawTicking(prompt, { points, at, pressedEnter }, canvas),
  };
}

/** Windows this low have no explanations. */
const LOW = 12;

/** Without a suggestion, Enter only shows what to press, so that nobody records a rating by habit. */
function rating({ choices, suggested, reason }: RatePrompt): Drawing<Reply<Rating>> {
  let pressedEnter = false;
  const enterHint = ({ rating: styles, dim, warn }: Theme): Hint => {
    if (suggested) return ['Enter', `${styles[suggested](suggested)}${reason ? dim(`, for ${reason}`) : ''}`];
    return pressedEnter
      ? [`Press 1-${choices.length}:`, warn('no rating is suggested, so Enter does nothing')]
      : [`1-${choices.length}`, 'rate'];
  };
  const draw = (canvas: Canvas): Drawn => {
    const { theme } = canvas;
    const question = theme.strong('How well did you recall it?');
    const explained = margined(`${question} ${theme.dim('Hard means you recalled it with effort.')}`, canvas);
    const shown = canvas.rows < LOW && explained.includes('\n') ? margined(question, canvas) : explained;
    const buttons = choices.map(
      ({ rating: name, interval }, i) =>
        `${theme.key(String(i + 1))} ${theme.rating[name](name)} ${theme.dim(interval)}`,
    );
    const text = joined(shown, `\n${flowed(buttons, '   ', canvas)}`);
    return still(text, hints([enterHint(theme), ['?', 'keys']], canvas));
  };
  return keyPrompt(draw, (press) => {
    if (!isEnter(press)) return choices.find((_, i) => press.text === String(i + 1))?.rating;
    pressedEnter = true;
    return suggested;
  });
}

/** Ignores the case; Esc and Ctrl-D leave. */
const choosing = ({ question, choices, escape, enter }: ChoicePrompt): Drawing<string | undefined> => ({
  press: (press) => {
    if (isEnter(press)) return enter === undefined ? undefined : { value: enter };
    const name = nameOf(press);
    const typed = isBare(press) ? press.text.toLowerCase() : '';
    const chosen = choices.find(([key]) => key === typed);
    if (chosen) return { value: chosen[0] };
    // `q` quits at every other step.
    return isEscape(name) || name === 'ctrl-d' || typed === 'q' ? { value: undefined } : undefined;
  },
  draw: (canvas) => {
    const keys = choices.map(([key, does]): Hint => [key === enter ? `${key} or Enter` : key, does]);
    const all = escape === undefined ? keys : [...keys, ['Esc', escape] as const];
    return still(margined(canvas.theme.strong(question), canvas), hints(all, canvas));
  },
});

const pausing = (text: string, until?: Promise<unknown>): Drawing<Reply<'go'>> => ({
  ...keyPrompt(
    (canvas) => still(margined(text, canvas)),
    (press) => (isGo(press) ? 'go' : undefined),
  ),
  over: until?.then(() => valueReply('go')),
});

export function livePrompts(screen: Pick<Screen, 'color' | 'fancy' | 'unicode'>): LivePrompts {
  const theme = makeTheme(screen);
  const asking: LivePrompts['asking'] = (ask, { now }) => {
    const run = <Value>(
      step: PromptStep,
      { draw, ...prompt }: Drawing<Value>,
      isAside?: boolean,
    ): Promise<Value | undefined> =>
      ask(step, { ...prompt, draw: (size) => draw({ ...size, theme }) }, isAside);
    const reply = async <T>(step: PromptStep, prompt: Drawing<Reply<T>>): Promise<Reply<T>> =>
      (await run(step, prompt)) ?? QUIT;
    const since =
      ({ startedAt }: Waiting) =>
      (): number =>
        Math.max(0, now() - startedAt);
    const answer = async (prompt: AnswerPrompt): Promise<Reply<string>> => {
      if (prompt.mode === 'think') return reply('thinking', thinking(prompt, since(prompt)));
      const typed = await run('typing', typing(prompt, since(prompt)));
      if (typed?.kind !== 'editor') return typed ?? QUIT;
      const draft = (await prompt.edit?.(typed.text)) ?? typed.text;
      prompt.onText(draft);
      return answer({ ...prompt, draft });
    };
    return {
      line: (question, isAside) => run('line', line(question), isAside),
      choose: (prompt, isAside) => run('line', choosing(prompt), isAside),
      answer,
      record: (prompt) => reply('recording', recording(prompt, since(prompt))),
      points: (prompt) => reply('ticking', ticking(prompt)),
      rate: (prompt) => reply('rating', rating(prompt)),
      pause: (text, until) => reply('pausing', pausing(text, until)),
    };
  };
  return { asking, frame: (page, size, prompt) => drawFrame(page, { ...size, theme }, prompt) };
}

// The whole window of a session: question, text, prompt and keys, all in view at every size. At 110 columns the
// prompt is beside the text.

type Canvas = PromptSize & { readonly theme: Theme };
type Lines = readonly string[];

const SIDE_BY_SIDE = 110;
const READING_SHARE = 0.56;
const SIDE_GAP = 3;
/** For reading, however much the prompt shows. */
const LEAST_READ = 3;
/** What is asked, and the line of the cursor. */
const LEAST_ASKED = 2;
/** Rows that a prompt leaves free, so that drawing it into the lines of a terminal never scrolls. */
const FREE_ROWS = 2;

const rendered = new WeakMap<Rendered, { readonly columns: number; readonly lines: Lines }>();

/** Rendered once per width, because every key redraws the window. */
function linesOf(text: Rendered, columns: number): Lines {
  const known = rendered.get(text);
  if (known?.columns === columns) return known.lines;
  const lines = wrapLines(text(columns), columns).split('\n');
  rendered.set(text, { columns, lines });
  return lines;
}

const isBlank = (text: string | undefined): boolean => text?.trim() === '';

function trimmed(lines: Lines): Lines {
  const first = lines.findIndex((each) => !isBlank(each));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((each) => !isBlank(each)) + 1);
}

const withoutBlanks = (lines: Lines): Lines => lines.filter((one) => !isBlank(one));

/** Drops empty lines first, then cuts. */
function squeezed(lines: Lines, rows: number): Lines {
  if (lines.length <= rows) return lines;
  return withoutBlanks(lines).slice(0, Math.max(0, rows));
}

const fill = (lines: Lines, rows: number): Lines =>
  Array.from({ length: Math.max(0, rows) }, (_, i) => lines[i] ?? '');

type Placed = { readonly lines: Lines; readonly cursor?: { readonly row: number; readonly column: number } };

/** Keeps the line of the cursor, and the first, which says what is asked. */
function placed({ text, rest, below, still: isStill }: Drawn, rows: number): Placed {
  const above = text.split('\n');
  const at = above.length - 1;
  const all = [...above, ...(below === '' ? [] : below.split('\n'))];
  if (isStill) return { lines: squeezed(all, rows) };
  const kept = all.length <= rows ? all : all.filter((each, i) => i === at || !isBlank(each));
  const row = kept.indexOf(all[at] ?? '', Math.max(0, at - (all.length - kept.length)));
  const from = Math.max(0, Math.min(row - rows + 1 + (below === '' ? 0 : 1), row));
  const column = textWidth((above[at] ?? '').slice(0, -rest.length));
  const first = kept[row > from ? 0 : from] ?? '';
  return { lines: [first, ...kept.slice(from + 1, from + rows)], cursor: { row: row - from, column } };
}

function divider(words: string, { columns, theme }: Canvas): string {
  const { symbols, dim } = theme;
  const shown = words === '' ? '' : ` ${words} `;
  const rest = Math.max(0, columns - textWidth(shown) - 2);
  return truncateTo(dim(symbols.line.repeat(2) + shown + symbols.line.repeat(rest)), columns, '');
}

/** The lines above and below the text. */
function edges({ from, rows, lines }: Frame['view'], canvas: Canvas) {
  const hidden = lines - from - rows;
  return {
    above: from > 0 ? divider(`${countOf(from, 'more line')} above (PgUp)`, canvas) : '',
    below: divider(hidden > 0 ? `${countOf(hidden, 'more line')} below (PgDn)` : '', canvas),
  };
}

type Reading = { readonly lines: Lines; readonly starts: readonly number[] };

/** Windows this low have no empty lines around headings. */
const CROWDED_ROWS = 24;
const STYLES = /\x1b\[[\d;]*m/g;

function closeToHeadings(lines: Lines, { theme }: Canvas): Lines {
  const isHeading = (text = ''): boolean =>
    text.replaceAll(STYLES, '').startsWith(theme.symbols.line.repeat(2));
  return lines.filter((one, i) => !isBlank(one) || !(isHeading(lines[i - 1]) || isHeading(lines[i + 1])));
}

function readingOf(body: readonly Rendered[], columns: number, canvas: Canvas, isAlone = false): Reading {
  const all: string[] = [];
  const starts = body.map((part) => {
    const start = all.length;
    const lines = linesOf(part, columns);
    const isCrowded = canvas.rows <= CROWDED_ROWS && !isAlone;
    all.push(...(isCrowded ? closeToHeadings(lines, canvas) : lines));
    return start;
  });
  const first = Math.max(
    0,
    all.findIndex((one) => !isBlank(one)),
  );
  return { lines: trimmed(all), starts: starts.map((start) => Math.max(0, start - first)) };
}

/** A new part starts at the top, however short it is, where what is before it does not fit. */
function viewport({ lines, starts }: Reading, from: Page['from'], rows: number) {
  const { length } = lines;
  // After a change of width, about the same words are in view.
  const wanted = 'part' in from ? starts[from.part] : Math.round((from.line * length) / Math.max(1, from.of));
  const last = 'part' in from ? length - rows : length - 1;
  const first = Math.max(0, Math.min(wanted ?? 0, last));
  return { shown: lines.slice(first, first + rows), view: { from: first, rows, lines: length } };
}

/** The pager shows what does not fit. */
function headIn(lines: Lines, rows: number, { theme, columns }: Canvas): Lines {
  const shown = squeezed(lines, Math.max(1, rows));
  const hidden = withoutBlanks(lines).length - shown.length;
  if (lines.length <= rows || hidden <= 0 || rows < 2) return shown;
  const mark = theme.dim(`  ${theme.symbols.ellipsis} ${countOf(hidden + 1, 'more line')}, v shows all`);
  return [...shown.slice(0, rows - 1), truncateTo(mark, columns, theme.symbols.ellipsis)];
}

type Ask = (columns: number, rows: number) => Placed;

/** Stay free below a text, so that what is read does not move with every line of it. */
const ROWS_TO_TYPE = 3;

function readRows(lines: number, prompt: number, rows: number): number {
  if (lines + prompt <= rows) return lines;
  const most = Math.max(0, rows - Math.min(prompt, LEAST_ASKED));
  const least = Math.min(most, lines, Math.max(LEAST_READ, Math.floor(rows / 2)));
  return Math.max(least, Math.min(lines, rows - prompt));
}

function stacked(head: Lines, ask: Ask, page: Page, rows: number, canvas: Canvas) {
  const { columns } = canvas;
  const reading = readingOf(page.body, columns, canvas, head.length === 0);
  const { lines: asking, cursor: typedAt } = ask(columns, canvas.rows);
  const all = reading.lines.length;
  const length = 'part' in page.from ? all - (reading.starts[page.from.part] ?? 0) : all;
  const isTight = head.length + length + asking.length + 2 > rows;
  const third = Math.min(Math.floor(canvas.rows / 3), Math.ceil(rows / 3));
  const top = headIn(isTight ? withoutBlanks(head) : head, third, canvas);
  const free = Math.max(0, rows - top.length - 2);
  const asked = isTight ? asking.filter((one, i) => i === typedAt?.row || !isBlank(one)) : asking;
  const least = readRows(length, asked.length, free);
  const room = Math.max(least, Math.min(all, free - asking.length - (typedAt ? ROWS_TO_TYPE : 0)));
  const prompt = ask(columns, free - room);
  const { shown, view } = viewport(reading, page.from, room);
  // A question alone needs no line around it, unless it scrolls.
  const isDivided = top.length > 0 || view.rows < view.lines;
  const { above, below } = edges(view, canvas);
  const before = isDivided ? [...top, above, ...shown, below] : [...shown, ''];
  const cursor = prompt.cursor && { ...prompt.cursor, row: prompt.cursor.row + before.length };
  return { rows: fill([...before, ...prompt.lines], rows), cursor, view, promptColumns: columns };
}

function sideBySide(head: Lines, ask: Ask, page: Page, rows: number, canvas: Canvas) {
  const { columns, theme } = canvas;
  const left = Math.min(WIDEST + 1, Math.floor((columns - SIDE_GAP) * READING_SHARE));
  const right = columns - left - SIDE_GAP;
  const top = headIn(head, Math.floor(canvas.rows / 3), canvas);
  const room = Math.max(1, rows - top.length - 2);
  const { shown, view } = viewport(readingOf(page.body, left, canvas), page.from, room);
  const asked = ask(right, room);
  const bar = ` ${theme.dim(theme.symbols.quote)} `;
  const both = fill(shown, room).map((one, i) => `${padTo(one, left)}${bar}${asked.lines[i] ?? ''}`);
  const cursor = asked.cursor && {
    row: asked.cursor.row + top.length + 1,
    column: asked.cursor.column + left + SIDE_GAP,
  };
  const { above, below } = edges(view, canvas);
  return { rows: [...top, above, ...both, below], cursor, view, promptColumns: right };
}

function drawFrame(page: Page, canvas: Canvas, draw?: (size: PromptSize) => Drawn): Frame {
  if (page.help) {
    const how: Rendered = () => `\n${MARGIN}${canvas.theme.dim('Press any key')}`;
    return drawFrame({ ...page, head: () => '', body: [page.help], notices: [how], help: undefined }, canvas);
  }
  const { columns, rows } = canvas;
  const keys = draw?.({ columns, rows }).keys?.split('\n') ?? [];
  const most = Math.ceil(rows / 3);
  const notices = page.notices.reduceRight<Lines>((below, notice) => {
    const both = [...trimmed(linesOf(notice, columns)), ...below];
    return below.length > 0 && both.length > most ? below : both.slice(0, most);
  }, []);
  const footer = squeezed([...notices, ...keys], Math.ceil(rows / 2));
  const ask: Ask = (promptColumns, room) => {
    if (!draw) return { lines: [] };
    const taken = FREE_ROWS + (keys.length === 0 ? 0 : keys.length + 1);
    return placed(draw({ columns: promptColumns, rows: Math.max(1, room) + taken }), room);
  };
  const head = trimmed(linesOf(page.head, columns));
  const reads = page.body.some((part) => trimmed(linesOf(part, columns)).length > 0);
  const free = rows - footer.length;
  const middle = reads && draw && columns >= SIDE_BY_SIDE ? sideBySide : stacked;
  // Without text, the question scrolls in its place.
  const shown = reads ? page : { ...page, body: [page.head] };
  const { rows: lines, cursor, view, promptColumns } = middle(reads ? head : [], ask, shown, free, canvas);
  const all = [...fill(lines, free), ...footer].map((each) => each.trimEnd());
  return { lines: fill(all, rows), cursor, view, promptColumns };
}
