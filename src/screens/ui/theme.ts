// How things look: the one home of chalk. Meaning never hangs on colour alone: an open placeholder keeps
// its brackets, a rating its name.
import { Chalk } from 'chalk';
import type { Screen } from '../../context.ts';
import type { Rating } from '../../core/base/attempt.ts';

/** Puts a style around a text; newlines inside are fine. */
export type Style = (text: string) => string;

/** Every style by what it means. */
export type Theme = {
  readonly title: Style;
  readonly strong: Style;
  readonly emphasis: Style;
  readonly dim: Style;
  readonly good: Style;
  readonly warn: Style;
  readonly bad: Style;
  /** A value of the user's inside an answer. */
  readonly filled: Style;
  /** A placeholder that has no value yet; its text keeps the brackets. */
  readonly open: Style;
  readonly code: Style;
  /** A key to press. */
  readonly key: Style;
  readonly link: Style;
  readonly struck: Style;
  readonly rating: Readonly<Record<Rating, Style>>;
  readonly symbols: Symbols;
  /** False when no style changes anything: then structure must show in characters. */
  readonly color: boolean;
};

/** Single characters that carry meaning. */
const UNICODE_SYMBOLS = {
  bullet: '•',
  tick: '✓',
  cross: '✗',
  box: '☐',
  boxTicked: '☑',
  bar: '█',
  barEmpty: '░',
  /** Columns of a chart, the lowest first, up to a full one. */
  steps: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  /** How full a day of the calendar is, from nothing up. */
  heat: ['·', '░', '▒', '▓', '█'],
  /** On top of a column that goes on. */
  more: '↑',
  line: '─',
  quote: '│',
  arrow: '→',
  pointer: '❯',
  dot: '·',
  ellipsis: '…',
};

type Symbols = Readonly<typeof UNICODE_SYMBOLS>;

/** Their stand-ins where the screen has no others. */
const ASCII_SYMBOLS: Symbols = {
  bullet: '*',
  tick: '+',
  cross: 'x',
  box: '[ ]',
  boxTicked: '[x]',
  bar: '#',
  barEmpty: '.',
  steps: ['.', ':', '-', '=', '+', '*', '%', '#'],
  heat: ['.', ':', '+', '%', '#'],
  more: '^',
  line: '-',
  quote: '|',
  arrow: '->',
  pointer: '>',
  dot: '-',
  ellipsis: '...',
};

/**
 * The theme for a screen. Sixteen colours only, so that the user's terminal palette decides the shades.
 * @param screen its `color`, `fancy` and `unicode` are looked at
 */
export function theme(screen: Pick<Screen, 'color' | 'fancy' | 'unicode'>): Theme {
  // An instance of its own: chalk's shared one looks at the machine and ignores NO_COLOR.
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
    rating: { again: paint.red, hard: paint.yellow, good: paint.green, easy: paint.cyan },
    symbols: screen.fancy && screen.unicode !== false ? UNICODE_SYMBOLS : ASCII_SYMBOLS,
    color: screen.color,
  };
}

/** The symbol of what is there, or of what is missing, in its colour. */
export const tickOrCross = (there: boolean, { good, bad, symbols }: Theme): string =>
  there ? good(symbols.tick) : bad(symbols.cross);
