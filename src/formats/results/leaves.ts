// The values at the ends of a tree of objects, each with the keys that lead to it. Lists are no branches. Knows no tool.
import type { Json } from '../../core/result.ts';
import { entriesOf, isFields, labelOf } from './fields.ts';

/** A value that is no object, and the keys above it. */
export type Leaf = { readonly keys: readonly string[]; readonly value: Json };

/** The ends of the tree, in order, at most `depth` keys deep; what lies deeper, or has no name, is passed over. */
export function leavesOf(
  value: Json | undefined,
  depth: number,
  above: readonly string[] = [],
): readonly Leaf[] {
  return entriesOf(value).flatMap(([key, child]): readonly Leaf[] => {
    const keys = [...above, key];
    if (labelOf(key) === '') return [];
    if (!isFields(child)) return [{ keys, value: child }];
    return depth > 1 ? leavesOf(child, depth - 1, keys) : [];
  });
}
