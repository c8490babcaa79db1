// Paths as people write them and as they are shown to them. Knows the home folder and the working folder; knows nothing of
// what is at a path.
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';

/** The absolute path of what a user wrote: `~/` is the home folder. */
export function absolutePath(given: string): string {
  return given === '~' || /^~[\\/]/.test(given) ? join(homedir(), given.slice(1)) : resolve(given);
}

/** What follows a folder in a path; undefined when the path is not inside it. */
const below = (path: string, folder: string): string | undefined =>
  path.startsWith(folder) && path.charAt(folder.length) === sep ? path.slice(folder.length + 1) : undefined;

/** Names an absolute path so that it holds in every working folder: `~/…` inside the home folder. */
export function storedPath(path: string): string {
  const home = below(path, homedir());
  return home === undefined ? path : `~${sep}${home}`;
}

/** Shows an absolute path as short as it is clear. */
export function shownPath(path: string): string {
  const here = below(path, process.cwd());
  return here !== undefined && !here.startsWith('~') ? here : storedPath(path);
}
