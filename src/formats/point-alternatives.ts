// Other words for a key point, as files have them: `- also: quadratic memory, n squared` below the point. Knows how they
// are written on one line and read again; knows nothing of the files that they stand in.
import { oneLine } from '../core/one-line.ts';
import type { KeyPoint } from '../core/question.ts';
import type { Text } from '../core/span.ts';

/** What a nested item begins with that gives other words for its point. */
const ALSO = /^also:(?=\s|$)/i;
/** A comma inside a number (`1,000`) parts nothing. */
const BETWEEN = /,(?=\s|$)|;/;

/** The phrases of a line, each of them once: `quadratic memory, n squared`. */
export const phrasesOf = (line: string): readonly string[] => [
  ...new Set(
    line
      .split(BETWEEN)
      .map(oneLine)
      .filter((phrase) => phrase !== ''),
  ),
];

/** The phrases as one line, which `phrasesOf` reads as the same. */
export const phrasesText = (phrases: readonly string[]): string => phrases.join(', ');

/** What a nested item says when it gives other words, without its name; undefined for any other item. */
export const alsoSaid = (item: string): string | undefined =>
  ALSO.test(item) ? item.replace(ALSO, '') : undefined;

/** The nested items that give the phrases, as a list of Markdown has them; empty without phrases. */
export const alsoItems = (phrases: readonly string[]): string =>
  phrases.length === 0 ? '' : `\n  - also: ${phrasesText(phrases)}`;

/** A key point with its other words, which are left out where there are none. */
export const pointWith = ({ text, at }: Text, phrases: readonly string[]): KeyPoint => ({
  text,
  at,
  ...(phrases.length > 0 && { also: phrases }),
});

/** The other words of each point, in their order; empty when no point has any. */
export const alternativesOf = (points: readonly KeyPoint[]): readonly (readonly string[])[] =>
  points.some(({ also }) => also) ? points.map(({ also }) => also ?? []) : [];
