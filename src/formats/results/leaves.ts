// The values at the ends of a tree of objects, each with the keys that lead to it, and the numbers among them as candidates.
// Lists are no branches. Knows no tool.
import type { Candidate, Json } from '../../core/result.ts';
import { isFields, labelOf, numberAt } from './fields.ts';
import { dottedPath } from './path.ts';
import { trainingUnit } from './training.ts';

/** A value that is no object, and the keys above it. */
export type Leaf = { readonly keys: readonly string[]; readonly value: Json };

/** What is said of a metric whose name stands one key above. */
const STATISTICS = new Set(['min', 'max', 'mean', 'avg', 'median', 'best', 'last', 'first', 'std', 'value']);

/** The ends of the tree one by one, in order, at most `depth` keys deep; what lies deeper, or has no name, is passed over. */
export function* eachLeaf(
  value: Json | undefined,
  depth: number,
  above: readonly string[] = [],
): Generator<Leaf> {
  if (!isFields(value)) return;
  for (const key of Object.keys(value)) {
    const child = value[key] ?? null;
    if (labelOf(key) === '') continue;
    if (!isFields(child)) yield { keys: [...above, key], value: child };
    else if (depth > 1) yield* eachLeaf(child, depth - 1, [...above, key]);
  }
}

/** All of them. */
export const leavesOf = (
  value: Json | undefined,
  depth: number,
  above: readonly string[] = [],
): readonly Leaf[] => [...eachLeaf(value, depth, above)];

/** The number at an end as a list of one, with the unit that its name tells; none where there is no number. */
export function leafCandidate({ keys, value }: Leaf): readonly Candidate[] {
  if (typeof value !== 'number') return [];
  const name = keys.findLast((key) => !STATISTICS.has(key)) ?? '';
  return numberAt(labelOf(...keys), value, trainingUnit(name, [value]), dottedPath(...keys));
}
