// Lines added to the end of a file: on disk when it returns, and apart from a line before them that was torn.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { writeFailure, writeWhole } from './folder.ts';

/** True when the file's last byte ends a line. A torn line must not swallow the one that follows it. */
function endsLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Adds `text`, whole lines, to a file that is made when it is missing (0600). Throws `Failure`. */
export function appendLines(file: string, text: string): void {
  try {
    const descriptor = openSync(file, 'a+', 0o600);
    try {
      writeWhole(descriptor, endsLine(descriptor) ? text : `\n${text}`);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw writeFailure(file, error);
  }
}
