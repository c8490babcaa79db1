// How two texts differ, line by line, as short as it can be shown. Knows lines; knows nothing of what they mean.

/** A line that only the old text has (`-`), only the new one (`+`), both (` `), or that stands for lines left out (`…`). */
export type DiffLine = { readonly sign: '-' | '+' | ' ' | '…'; readonly text: string };

/** Texts whose lines make more pairs than this are not compared line by line. */
const MOST_PAIRS = 1_000_000;

/** Lengths of the longest common subsequences of the rest of both lists, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = b.length - 1; j >= 0; j -= 1)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return rows;
}

/** An item that only the old list has (`-`), only the new one (`+`), or both (` `). */
export type DiffItem = { readonly sign: '-' | '+' | ' '; readonly text: string };

const signed = (sign: DiffItem['sign'], texts: readonly string[]): readonly DiffItem[] =>
  texts.map((text) => ({ sign, text }));

function changes(a: readonly string[], b: readonly string[]): readonly DiffItem[] {
  if (a.length * b.length > MOST_PAIRS) return [...signed('-', a), ...signed('+', b)];
  const lengths = commonLengths(a, b);
  const lines: DiffItem[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one !== undefined && one === other) {
      lines.push({ sign: ' ', text: one });
      i += 1;
      j += 1;
    } else if (
      one !== undefined &&
      (other === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      lines.push({ sign: '-', text: one });
      i += 1;
    } else {
      lines.push({ sign: '+', text: other ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** How many lines two lists begin with alike. */
function sameStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count += 1;
  return count;
}

/** Leaves out lines that are the same, but for one on either side of a change. */
function withoutSame(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some((near) => lines[near] !== undefined && lines[near].sign !== ' ');
  const short: DiffLine[] = [];
  lines.forEach((line, at) => {
    if (isNear(at)) short.push(line);
    else if (short.at(-1)?.sign !== '…') short.push({ sign: '…', text: '' });
  });
  return short;
}

/** All items of both lists in order, as many of them as can be taken for common. Long lists that differ throughout are not. */
export function listDiff(a: readonly string[], b: readonly string[]): readonly DiffItem[] {
  const start = sameStart(a, b);
  const end = sameStart(a.slice(start).toReversed(), b.slice(start).toReversed());
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...signed(' ', a.slice(0, start)), ...middle, ...signed(' ', a.slice(a.length - end))];
}

/**
 * The lines that differ between two texts, with one line around each change.
 * @returns nothing for equal texts; stretches that are the same are one line with the sign `…`
 */
export const lineDiff = (before: string, after: string): readonly DiffLine[] =>
  before === after ? [] : withoutSame(listDiff(before.split(/\r?\n/), after.split(/\r?\n/)));
