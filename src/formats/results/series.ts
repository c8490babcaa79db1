// What a training run logged under one name, as candidates: the best of it, the last, the other end. Knows how a series
// is named and picked from, and no tool's files.
import type { Candidate, Json } from '../../core/result.ts';
import { labelOf, numberAt } from './fields.ts';
import { evaluatePath, keyAt } from './path.ts';
import { numbersPath, type Column } from './rows.ts';
import { betterOf, isProgress, trainingOrder, trainingUnit } from './training.ts';

/** Values that were logged one after another under one name. */
export type Series = {
  readonly name: string;
  readonly column: Column;
  /** JMESPath of the list of its values, and no more. */
  readonly path: string;
  /** The latest value, where that is not the one that stands last. */
  readonly last?: { readonly value: Json | undefined; readonly path: string };
};

/** Which of the series are offered, likeliest first. */
function picksOf(name: string): readonly ('last' | 'max' | 'min')[] {
  if (isProgress(name)) return /lr|learning/i.test(name) ? ['max', 'last'] : ['last'];
  const better = betterOf(name);
  if (better === undefined) return ['last', 'max', 'min'];
  return [better, 'last', better === 'max' ? 'min' : 'max'];
}

/** What can be cited of one series; nothing where it holds no number. `owner` stands first in the labels. */
export function seriesCandidates(series: Series, ...owner: readonly string[]): readonly Candidate[] {
  const { name, column, path } = series;
  const { numbers, others, min, max } = column;
  if (numbers === 0) return [];
  const unit = trainingUnit(name, [min, max]);
  const ends = {
    last: series.last ?? { value: column.last, path: `${path} | [-1]` },
    max: { value: max, path: `max(${numbersPath(path, column)})` },
    min: { value: min, path: `min(${numbersPath(path, column)})` },
  };
  if (numbers + others === 1) return numberAt(labelOf(...owner, name), column.last, unit, ends.last.path);
  const picks = min === max && others === 0 ? (['last'] as const) : picksOf(name);
  return picks.flatMap((pick) =>
    numberAt(labelOf(...owner, name, pick), ends[pick].value, unit, ends[pick].path),
  );
}

/** Items in the order in which answers are likely to cite them; equals stay as they stand. What has no name is left out. */
export const likeliestFirst = <T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, order: trainingOrder(nameOf(item)) }))
    .filter(({ item }) => labelOf(nameOf(item)) !== '')
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);

/**
 * Unit of a number at a path that the user wrote, by the name of what is there; undefined where the path does not tell.
 * @param columns by name, where the document is a table: whether they are shares shows in all of their values
 */
export function unitAtPath(
  document: Json,
  path: string,
  columns?: ReadonlyMap<string, Column>,
): string | undefined {
  const name = keyAt(document, path);
  if (name === undefined) return undefined;
  const column = columns?.get(name);
  if (column) return trainingUnit(name, [column.min, column.max]);
  const found = evaluatePath(document, path);
  return typeof found === 'number' ? trainingUnit(name, [found]) : undefined;
}
