// Which mocks were not ended, told by the last lines of their files: nothing is parsed, as every bare
// `prep` asks.
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../programs/system-error.ts';
import { readFailure } from './folder.ts';

const NAME = /^([\w-]{1,64})\.jsonl$/;
/** More than the line that ends a mock takes. */
const TAIL_BYTES = 200;
const ENDED = /"type":"(?:closed|abandoned)"[^\n]*\s*$/;

/** The folder of mocks below `home`. */
export const mocksFolder = (home: string): string => join(home, 'mocks');

/** Ids of all mocks in a folder, newest first; none when it is not there. */
export function mockIds(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .toSorted()
      .toReversed();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

/** The end of a file as text. */
function tailOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Ids of the mocks below `home` that no last line ends, newest first. What cannot be read waits for nobody. */
export function waitingMocks(home: string): readonly string[] {
  const folder = mocksFolder(home);
  const isWaiting = (id: string): boolean => {
    try {
      return !ENDED.test(tailOf(join(folder, `${id}.jsonl`)));
    } catch {
      return false;
    }
  };
  try {
    return mockIds(folder).filter(isWaiting);
  } catch {
    return [];
  }
}
