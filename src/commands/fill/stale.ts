import type { ResultFiles } from '../../context.ts';
import type { Fills } from '../../core/base/metric.ts';

function isChanged(results: ResultFiles, file: string, sha256: string): boolean {
  try {
    return results.digest(file) !== sha256;
  } catch {
    // Gone or out of reach: `prep fill --sync` says which.
    return true;
  }
}

/**
 * Names of values whose file changed or is gone, all or among `names`. Each file is read once; only digests
 * are compared.
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
    const isStale = changed.get(key) ?? isChanged(results, file, sha256);
    changed.set(key, isStale);
    if (isStale) stale.add(name);
  }
  return stale;
}
