// Which file of an earlier import a file goes on from: itself, or one that was renamed or downloaded anew. Knows what the
// two hold; knows nothing of disks.
import { groupBy } from './groups.ts';
import type { Imported, Manifest, Upstream } from './imported.ts';

/** Files this small are too easily alike by chance: their answers have to be the same, too. */
const SMALL = 3;

/** How many questions of a file each earlier file had, too, under the same key. */
function sharedWith(
  upstream: readonly Upstream[],
  byKey: ReadonlyMap<string, readonly Imported[]>,
  sizes: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const shared = new Map<string, number>();
  for (const { head } of upstream) {
    for (const { file, answerHash } of byKey.get(head.id) ?? []) {
      const isSmall = Math.max(upstream.length, sizes.get(file) ?? 0) < SMALL;
      if (isSmall && !head.idWritten && answerHash !== head.answerHash) continue;
      shared.set(file, (shared.get(file) ?? 0) + 1);
    }
  }
  return shared;
}

/**
 * For each file the one of an earlier import that it goes on from. A file that was not imported before goes on from one
 * that is not imported now, when at least half of the questions of the larger of the two are in both.
 */
export function originsOf(
  files: ReadonlyMap<string, readonly Upstream[]>,
  { questions }: Manifest,
): ReadonlyMap<string, string> {
  const before = groupBy(questions.values(), ({ file }) => file);
  const sizes = new Map([...before].map(([file, list]) => [file, list.length]));
  const free = [...questions.values()].filter(({ file }) => !files.has(file));
  const byKey = groupBy(free, ({ key }) => key);
  const taken = new Set<string>();
  const origins = new Map<string, string>();
  for (const [file, upstream] of files) {
    if (before.has(file)) {
      origins.set(file, file);
      continue;
    }
    const shared = [...sharedWith(upstream, byKey, sizes)].filter(([other]) => !taken.has(other));
    const [best] = shared.toSorted(([, one], [, other]) => other - one);
    const larger = Math.max(upstream.length, sizes.get(best?.[0] ?? '') ?? 0);
    if (!best || best[1] * 2 < larger) continue;
    taken.add(best[0]);
    origins.set(file, best[0]);
  }
  return origins;
}
