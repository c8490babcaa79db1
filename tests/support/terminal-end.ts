// Reads the output of a program on a pseudo-terminal to its last byte. When the last process closes a terminal,
// Node considers it ended with up to some kilobytes unread, and the library closes it 200 ms later. So it is
// held open here, a mark is written after all output once the program has ended, and only then is it closed.
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { IPty } from '@lydell/node-pty';

/** Terminals do not show this sequence. */
const MARK = '\x1b]7777;the end\x07';
const LOOK_EVERY_MS = 10;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** False if there is no room for it yet. */
function writeMark(descriptor: number): boolean {
  try {
    writeSync(descriptor, MARK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Holds the terminal of `child` open until everything is read.
 * @returns `read` takes the output so far and returns it without the mark; once the mark is there, it lets the
 * terminal close. `hangUp` closes it at once, as a closed window does.
 */
export function holdOpen(child: IPty): { read: (output: string) => string; hangUp: () => void } {
  const [socket, path]: unknown[] = [Reflect.get(child, '_socket'), Reflect.get(child, 'ptsName')];
  if (!(socket instanceof Readable) || typeof path !== 'string')
    throw new Error('the library for terminals has changed');
  const close = socket.destroy.bind(socket);
  socket.destroy = (error) => (error ? close(error) : socket);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const timer = setInterval(() => {
    if (!isAlive(child.pid) && writeMark(descriptor)) clearInterval(timer);
  }, LOOK_EVERY_MS);
  const hangUp = (): void => {
    clearInterval(timer);
    closeSync(descriptor);
    close();
  };
  const read = (output: string): string => {
    if (!output.endsWith(MARK)) return output;
    hangUp();
    return output.slice(0, -MARK.length);
  };
  return { read, hangUp };
}
