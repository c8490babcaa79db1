// Files beside question files that say more of them: `name.yaml`, `name.yml` or `name.json` beside `name.md`. Knows names and
// sizes; knows nothing of what they say.
import { existsSync, readFileSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
const LARGEST_BYTES = 1024 * 1024;

/** A file beside another, and what is known of it. */
export type Sidecar = { readonly path: string; readonly stats: Stats };

/** Those of some names that such a file may have: in most folders none, which a look at each question file need not find. */
export const sidecarNames = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.filter((name) => EXTENSIONS.some((extension) => name.endsWith(extension))));

/**
 * The file beside `path` that says more of it.
 * @param names those in its folder that it may have (`sidecarNames`), when they are known
 */
export function sidecarOf(path: string, names?: ReadonlySet<string>): Sidecar | undefined {
  if (names?.size === 0) return undefined;
  const folder = dirname(path);
  const stem = basename(path).replace(/\.[^.]*$/, '');
  const exists = (name: string): boolean => names?.has(name) ?? existsSync(join(folder, name));
  const name = EXTENSIONS.map((extension) => stem + extension).find(exists);
  if (name === undefined) return undefined;
  const stats = statSync(join(folder, name), { throwIfNoEntry: false });
  return stats?.isFile() ? { path: join(folder, name), stats } : undefined;
}

/** The text of a sidecar; undefined when it cannot be read, or is too large to be one. */
export function sidecarText(path: string): string | undefined {
  try {
    return statSync(path).size <= LARGEST_BYTES ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
