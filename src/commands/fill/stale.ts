// Which values were read from a file that has changed since, or is gone. Compares digests, and parses nothing.
import type { ResultFiles } from '../../context.ts';
import type { Fills } from '../../core/base/metric.ts';

/** True when the file has other content than `sha256`, or cannot be read. */
function isChanged(results: ResultFiles, file: string, sha256: string): boolean {
  try {
    return results.digest(file) !== sha256;
  } catch {
    // Gone or out of reach; `prep fill --sync` says which.
    return true;
  }
}

/**
 * Names of bound values whose file changed or is gone since it was read. Each file is looked at once.
 * @param names only these; all when left out
 */
export function staleFills(
  results: ResultFiles,
  fills: Fills,
  names?: ReadonlySet<string>,
): ReadonlySet<string> {
  const changed = new Map<string, boolean>();
  const stale = new Set<string>();
  for (const [name, { source }] of Object.entries(fills)) {
    if (!source || (names && !names.has(name))) continue;
    const { file, sha256 = '' } = source;
    const key = `${file}\n${sha256}`;
    const is = changed.get(key) ?? isChanged(results, file, sha256);
    changed.set(key, is);
    if (is) stale.add(name);
  }
  return stale;
}
