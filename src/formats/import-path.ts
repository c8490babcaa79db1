// Where an imported question goes: a path that every system takes, that leads nowhere else, and that nobody has.
import { slug } from './slug.ts';

/** Names that systems keep for devices, and those that prep takes for something else than a question. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|readme|metrics|node-modules|media)$/;

const named = (name: string): string => (RESERVED.test(name) ? `${name}-question` : name);

/**
 * `folder/section/id.md`, with `-2` … behind the name where somebody has it.
 * @param folder below the target; empty for none
 * @param taken paths that are taken, in lower case; the one that is given out is added
 */
export function importPath(folder: string, section: string, id: string, taken: Set<string>): string {
  const folders = [folder, section === '' ? '' : named(slug(section))].filter((name) => name !== '');
  const path = (count: number): string =>
    [...folders, `${named(id)}${count === 1 ? '' : `-${count}`}.md`].join('/');
  let count = 1;
  while (taken.has(path(count).toLowerCase())) count += 1;
  taken.add(path(count).toLowerCase());
  return path(count);
}

/** The way from one file to another, both below the same folder: `../media/tree.png`. */
export function linkBetween(from: string, to: string): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
