// How two texts differ, line by line, as short as it can be shown.
import { diffArrays } from 'diff';

/** An item that only the old list has (`-`), only the new one (`+`), or both (` `). */
type DiffItem = { readonly sign: '-' | '+' | ' '; readonly text: string };

/** A line of either text, or one that stands for lines left out (`…`). */
export type DiffLine = { readonly sign: DiffItem['sign'] | '…'; readonly text: string };

/** Lists that differ in more items than this are not compared: the time grows with the square of the differences. */
const MAX_EDITS = 2000;

const signed = (sign: DiffItem['sign'], texts: readonly string[]): readonly DiffItem[] =>
  texts.map((text) => ({ sign, text }));

/** All items of both lists in order, as many of them as can be taken for common. */
export function listDiff(a: readonly string[], b: readonly string[]): readonly DiffItem[] {
  const changes = diffArrays([...a], [...b], { maxEditLength: MAX_EDITS });
  if (!changes) return [...signed('-', a), ...signed('+', b)];
  return changes.flatMap(({ removed, added, value }) => signed(removed ? '-' : added ? '+' : ' ', value));
}

/**
 * The lines that differ between two texts, with one line around each change.
 * @returns nothing for equal texts; stretches that are the same are one line with the sign `…`
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const lines = listDiff(before.split(/\r?\n/), after.split(/\r?\n/));
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some((near) => lines[near] !== undefined && lines[near].sign !== ' ');
  const short: DiffLine[] = [];
  lines.forEach((line, at) => {
    if (isNear(at)) short.push(line);
    else if (short.at(-1)?.sign !== '…') short.push({ sign: '…', text: '' });
  });
  return short;
}
