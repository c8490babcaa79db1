// Pieces of Markdown that prep writes for people to read: lists with ticks, and the words of others as quotations. Knows
// nothing of what they say.
import type { NamedPoint } from '../core/points.ts';
import { onOneLine, seen } from './html-text.ts';

/** A text from anywhere as a quotation, so that nothing in it is a heading of the file. */
export const quoted = (text: string): string =>
  seen(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/** Points by name, each with its tick; empty without one. */
export const tickList = (points: readonly NamedPoint[]): string =>
  points.map(({ text, covered }) => `- [${covered ? 'x' : ' '}] ${onOneLine(text)}`).join('\n');
