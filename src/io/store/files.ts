// Files that the user names: read with clear errors, created but never overwritten.
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Files } from '../../context.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { likeness, nearest } from '../../core/base/spelling.ts';
import type { Lexicon } from '../../core/feedback/lexicon.ts';
import { utf16Text } from '../banks/bank-files.ts';
import { codeOf, reasonOf } from '../programs/system.ts';
import {
  absolutePath,
  type Content,
  ensureFolder,
  moveNew,
  removeFile,
  shownPath,
  writeAside,
  writeFailure,
} from './folder.ts';

export const LARGEST_BYTES = 50 * 1024 * 1024;

function closeNames(path: string): readonly string[] {
  const name = basename(path);
  const names = ifPossible(() => readdirSync(dirname(path))) ?? [];
  return nearest(name, names, 3).filter((other) => likeness(name, other) >= 0.6);
}

export function unreadable(path: string, error: unknown): Failure {
  if (codeOf(error) === 'ENOENT') {
    const close = closeNames(path);
    const hint = close.length === 0 ? 'check the path' : `did you mean ${close.join(', ')}?`;
    return new Failure('file-missing', `No such file: ${shownPath(path)}.`, { hint });
  }
  const message = `${shownPath(path)} cannot be read: ${reasonOf(error)}.`;
  return new Failure('file-unreadable', message, { hint: 'check the path and its permissions' });
}

export function textOf(path: string, bytes: Buffer): string {
  const shown = shownPath(path);
  const wide = utf16Text(bytes);
  if (wide !== undefined) return wide;
  if (!isUtf8(bytes))
    throw new Failure('file-encoding', `${shown} is not UTF-8 text.`, {
      hint: 'check that it is the right file, and save text as UTF-8',
    });
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/**
 * Of a file up to 50 MB.
 * @param isReadAgain a pipe or a device cannot be, and could block prep
 */
export function readBytes(path: string, isReadAgain = false): Buffer {
  try {
    const stats = statSync(path);
    if (stats.size > LARGEST_BYTES)
      throw new Failure('file-too-large', `${shownPath(path)} is larger than 50 MB.`, {
        hint: 'check that it is the right file',
      });
    if (isReadAgain && !stats.isFile() && !stats.isDirectory())
      throw new Failure('file-unreadable', `${shownPath(path)} is a pipe or a device, not a file.`, {
        hint: 'write the results to a file first',
      });
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, error);
  }
}

const REMEDY = 'make its folder writable, or choose another name';

/** Fails with `file-exists`. */
export function create(path: string, content: Content): void {
  const place = absolutePath(path);
  ensureFolder(dirname(place), REMEDY);
  try {
    writeAside(place, content, moveNew);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw writeFailure(shownPath(place), error, REMEDY);
    throw new Failure('file-exists', `${shownPath(place)} already exists.`, { hint: 'choose another name' });
  }
}

/** Undefined when the file is missing or has another format: words are then compared by spelling alone. */
export async function readLexicon(path: string): Promise<Lexicon | undefined> {
  const { openLexicon } = await import('../../core/feedback/lexicon.ts');
  return ifPossible(() => openLexicon(readFileSync(path)));
}

export const openFiles = (): Files => ({
  pathDelimiter: delimiter,
  exists: (path) => existsSync(absolutePath(path)),
  absolute: absolutePath,
  readText: (path) => textOf(absolutePath(path), readBytes(absolutePath(path))),
  readBytes: (path) => readBytes(absolutePath(path)),
  create,
  remove: (path) => removeFile(absolutePath(path), 'make its folder writable'),
  readInput: async () => textOf('stdin', await buffer(process.stdin)),
});
