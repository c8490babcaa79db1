import { diffArrays } from 'diff';

export type Sign = '-' | '+' | ' ';

/** Items only in the old list (`-`), only in the new one (`+`), or in both (` `, as in the new one). */
export type Run = { readonly sign: Sign; readonly items: readonly string[] };

/** Lists with more differences are not compared: the time grows with the square of the differences. */
const MAX_EDITS = 2000;

export function listDiff(
  before: readonly string[],
  after: readonly string[],
  isSame = (one: string, other: string): boolean => one === other,
): readonly Run[] {
  const changes = diffArrays([...before], [...after], { comparator: isSame, maxEditLength: MAX_EDITS });
  return (
    changes?.map(({ removed, added, value }) => ({
      sign: removed ? '-' : added ? '+' : ' ',
      items: value,
    })) ?? [
      { sign: '-', items: before },
      { sign: '+', items: after },
    ]
  );
}
