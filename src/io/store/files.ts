// Files that the user names: read with clear errors, created but never overwritten.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import type { Files } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { codeOf, reasonOf } from '../programs/system.ts';
import { absolutePath, ensureFolder, writeFailure } from './folder.ts';

const LARGEST_BYTES = 50 * 1024 * 1024;

function readFailure(path: string, error: unknown): Failure {
  const code = codeOf(error);
  if (code === 'ENOENT') {
    return new Failure('file-missing', `There is no file ${path}.`, { hint: 'check the path', cause: error });
  }
  const message = `${path} cannot be read: ${reasonOf(error)}.`;
  return new Failure('file-unreadable', message, {
    hint: 'check the path and its permissions',
    cause: error,
  });
}

function readText(path: string): string {
  let bytes: Buffer;
  const place = absolutePath(path);
  try {
    const { size } = statSync(place);
    if (size > LARGEST_BYTES)
      throw new Failure('file-too-large', `${path} is larger than 50 MB.`, { hint: 'is it the right file?' });
    bytes = readFileSync(place);
  } catch (error) {
    throw error instanceof Failure ? error : readFailure(path, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure('file-encoding', `${path} is not UTF-8 text.`, {
      hint: 'save it as UTF-8',
      cause: error,
    });
  }
}

const REMEDY = 'make its folder writable, or choose another name';

function create(path: string, content: string | Uint8Array): void {
  if (path === '')
    throw new Failure('file-nameless', 'The file to write has no name.', { hint: 'give it one' });
  const place = absolutePath(path);
  ensureFolder(dirname(place), REMEDY);
  try {
    writeFileSync(place, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw writeFailure(path, error, REMEDY);
    throw new Failure('file-exists', `${path} exists already.`, {
      hint: 'choose another name',
      cause: error,
    });
  }
}

async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

export const openFiles = (): Files => ({
  pathDelimiter: delimiter,
  exists: (path) => existsSync(absolutePath(path)),
  absolute: absolutePath,
  readText,
  createText: create,
  createBytes: create,
  readInput,
});
