// What a training run logged under one name, as candidates: the best of it, the last, the other end. Knows how a series
// is named and picked from, and no tool's files.
import type { Candidate, Json } from '../../core/result.ts';
import { entriesOf, labelOf, numberAt } from './fields.ts';
import { evaluatePath, keyAt } from './path.ts';
import { betterOf, isProgress, trainingOrder, trainingUnit } from './training.ts';

/** Values in the order in which they were logged. */
export type Series = {
  readonly name: string;
  readonly values: readonly Json[];
  /** JMESPath of the list of its values, and no more. */
  readonly path: string;
  /** The latest value, where that is not the one that stands last. */
  readonly last?: { readonly value: Json | undefined; readonly path: string };
};

/** The numbers of a list; words such as `NaN` are none. */
export const numbersIn = (values: readonly Json[]): readonly number[] =>
  values.filter((value) => typeof value === 'number');

/** The values of each column of a table, by name. A row that lacks one has no value in it. */
export function columnsOf(rows: readonly Json[]): ReadonlyMap<string, readonly Json[]> {
  const columns = new Map<string, Json[]>();
  for (const row of rows)
    for (const [name, value] of entriesOf(row)) {
      if (value === null) continue;
      const column = columns.get(name);
      if (column) column.push(value);
      else columns.set(name, [value]);
    }
  return columns;
}

/** Which of the series are offered, likeliest first. */
function picksOf(name: string): readonly ('last' | 'max' | 'min')[] {
  if (isProgress(name)) return /lr|learning/i.test(name) ? ['max', 'last'] : ['last'];
  const better = betterOf(name);
  if (better === undefined) return ['last', 'max', 'min'];
  return [better, 'last', better === 'max' ? 'min' : 'max'];
}

/** What can be cited of one series; nothing where it holds no number. `owner` stands first in the labels. */
export function seriesCandidates(
  { name, values, path, last }: Series,
  ...owner: readonly string[]
): readonly Candidate[] {
  const numbers = numbersIn(values);
  const unit = trainingUnit(name, numbers);
  const measured = numbers.length === values.length ? path : `${path} | [?type(@)=='number']`;
  const ends = {
    last: last ?? { value: values.at(-1), path: `${path} | [-1]` },
    max: { value: numbers.reduce((a, b) => Math.max(a, b), -Infinity), path: `max(${measured})` },
    min: { value: numbers.reduce((a, b) => Math.min(a, b), Infinity), path: `min(${measured})` },
  };
  if (values.length === 1) return numberAt(labelOf(...owner, name), values[0], unit, ends.last.path);
  return picksOf(name).flatMap((pick) =>
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
 * @param columns values of each name, where the document is a table: whether they are shares shows in all of them
 */
export function unitAtPath(
  document: Json,
  path: string,
  columns?: ReadonlyMap<string, readonly Json[]>,
): string | undefined {
  const name = keyAt(document, path);
  if (name === undefined) return undefined;
  const found = evaluatePath(document, path);
  const column = columns?.get(name) ?? (typeof found === 'number' ? [found] : []);
  return column.length === 0 ? undefined : trainingUnit(name, numbersIn(column));
}
