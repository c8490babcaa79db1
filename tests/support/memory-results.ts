import { createHash } from 'node:crypto';
import { Failure } from '../../src/core/base/problem.ts';
import type { ResultFiles } from '../../src/context.ts';

const HERE = '/here/';

const stored = (path: string): string =>
  path.startsWith('/') || path.startsWith('~') ? path : HERE + path.replace(/^\.\//, '');

const shown = (path: string): string =>
  stored(path).startsWith(HERE) ? stored(path).slice(HERE.length) : path;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @param texts by path, read at each call, so that a test may change them */
export function memoryResults(texts: Readonly<Record<string, string>>): ResultFiles {
  const textOf = (path: string): string => {
    const [, text] = Object.entries(texts).find(([name]) => stored(name) === stored(path)) ?? [];
    if (text !== undefined) return text;
    throw new Failure('file-missing', `No such file or folder: ${shown(path)}.`, { hint: 'check the path' });
  };
  const below = (folder: string): readonly string[] =>
    Object.keys(texts).filter((name) => stored(name).startsWith(`${stored(folder)}/`));
  return {
    isFolder: (path) => below(path).length > 0,
    stored,
    shown,
    read: (path) =>
      Promise.resolve().then(() => {
        const text = textOf(path);
        return {
          file: { file: shown(path), content: { text } },
          sha256: digestOf(text),
        };
      }),
    digest: (path) => digestOf(textOf(path)),
    find: (folder, onProgress) => {
      const files = below(folder).map(shown);
      onProgress(files.length);
      return Promise.resolve({ files, notes: [] });
    },
  };
}
