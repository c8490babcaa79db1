// The only importer of chalk. Meaning never depends on color alone: a placeholder keeps its brackets, a
// rating its name.
import { Chalk } from 'chalk';
import type { Screen } from '../../context.ts';
import {
  FOUND_NAMES,
  type NamedPoint,
  NOT_CHECKED,
  POINT_STATES,
  type Points,
  type PointState,
  type Rating,
} from '../../core/base/attempt.ts';

/** The text may contain newlines. */
export type Style = (text: string) => string;

export type Theme = ReturnType<typeof theme>;

const UNICODE_SYMBOLS = {
  bullet: '•',
  tick: '✓',
  cross: '✗',
  box: '☐',
  boxTicked: '☑',
  steps: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  line: '─',
  quote: '│',
  arrow: '→',
  pointer: '❯',
  dot: '·',
  ellipsis: '…',
};

type Symbols = Readonly<typeof UNICODE_SYMBOLS>;

const ASCII_SYMBOLS: Symbols = {
  bullet: '*',
  tick: '+',
  cross: 'x',
  box: '[ ]',
  boxTicked: '[x]',
  steps: ['.', ':', '-', '=', '+', '*', '%', '#'],
  line: '-',
  quote: '|',
  arrow: '->',
  pointer: '>',
  dot: '-',
  ellipsis: '...',
};

/** Sixteen colors only, so that the user's terminal palette decides the shades. */
export function theme(screen: Pick<Screen, 'color' | 'fancy' | 'unicode' | 'piped'>) {
  // Chalk's shared instance inspects the machine and ignores NO_COLOR.
  const paint = new Chalk({ level: screen.color ? 1 : 0 });
  return {
    title: paint.bold,
    strong: paint.bold,
    emphasis: paint.italic,
    dim: paint.dim,
    good: paint.green,
    warn: paint.yellow,
    bad: paint.red,
    filled: paint.cyan,
    open: paint.black.bgYellow,
    code: paint.magenta,
    key: paint.cyan.bold,
    link: paint.underline,
    struck: paint.strikethrough,
    rating: { again: paint.red, hard: paint.yellow, good: paint.green, easy: paint.cyan } satisfies Record<
      Rating,
      Style
    >,
    symbols: screen.fancy && screen.unicode !== false ? UNICODE_SYMBOLS : ASCII_SYMBOLS,
    color: screen.color,
    piped: screen.piped === true,
  };
}

export const tickOrCross = (there: boolean, { good, bad, symbols }: Theme): string =>
  there ? good(symbols.tick) : bad(symbols.cross);

/** An unsettled point is never shown as missed. */
export const pointMarks = ({ covered }: NamedPoint, style: Theme) =>
  covered === null
    ? { mark: style.dim(style.symbols.dot), after: style.dim(` (${NOT_CHECKED})`) }
    : { mark: tickOrCross(covered, style), after: '' };

/** A word, which cannot be mistaken for a mark of prep. */
export const settledText = (point: Points[number] | undefined, { good, bad }: Theme): string | undefined =>
  point === 1 ? good('yes') : point === 0 ? bad('no') : undefined;

export const foundMark = (state: PointState, { tick, cross, dot }: Symbols): string =>
  ({ found: tick, maybe: '?', contradicted: cross, missing: dot })[state];

/** `✓ found, ? maybe, ✗ said otherwise, · not found` */
export const foundLegend = ({ symbols }: Theme): string =>
  POINT_STATES.map((state) => `${foundMark(state, symbols)} ${FOUND_NAMES[state]}`).join(', ');
