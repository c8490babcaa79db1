// The two ends of the pipe: how wide, how colourful, who is there. Nothing of them is opened before
// somebody asks, as Node's streams cost a start 3 ms each.
import { fstatSync, writeSync } from 'node:fs';
import type { Environment, Out, Screen } from '../../context.ts';
import { codeOf, reasonOf } from '../programs/system-error.ts';

/** True when the descriptor is a terminal. Pipes and files are told apart without opening a stream. */
function isTerminal(descriptor: 0 | 1): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  const stream = descriptor === 0 ? process.stdin : process.stdout;
  return stream.isTTY;
}

/** True when a person sits at both ends. */
export const isInteractive = (): boolean => isTerminal(0) && isTerminal(1);

function wantsColor(env: Environment): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return env['TERM'] !== 'dumb' && isTerminal(1);
}

function size(actual: number | undefined, text: string | undefined, otherwise: number): number {
  const given = actual ?? (/^\d{1,4}$/.test(text ?? '') ? Number(text) : 0);
  return given > 0 ? Math.max(20, given) : otherwise;
}

/** How wide help is: as wide as the terminal, else 80 columns. */
export const helpColumns = (): number => (isTerminal(1) ? size(process.stdout.columns, undefined, 80) : 80);

/** What the screen can do. Width and height are asked anew each time, since windows are resized. */
export function openScreen(env: Environment, options: { color: boolean; plain: boolean }): Screen {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    get columns() {
      return size(isTerminal(1) ? process.stdout.columns : undefined, env['COLUMNS'], 80);
    },
    get rows() {
      return size(isTerminal(1) ? process.stdout.rows : undefined, env['LINES'], 24);
    },
    get color() {
      return options.color && wantsColor(env);
    },
    get fancy() {
      return !options.plain && env['TERM'] !== 'dumb' && isTerminal(1);
    },
    unicode: process.platform === 'win32' || locale === '' || /utf-?8/i.test(locale),
  };
}

/** A reader that has seen enough (`prep list | head -1`) is a success. A full disk is nobody's bug. */
function onBroken(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  try {
    writeSync(2, `prep: stdout cannot be written: ${reasonOf(error)}.\n`);
  } catch {
    // Neither end is there; the exit code has to do.
  }
  process.exit(2);
}

let isListening = false;

/** Writes through Node's stream, which waits for a reader that is slow. */
function writeToStream(bytes: Uint8Array): void {
  if (!isListening) process.stdout.on('error', onBroken);
  isListening = true;
  process.stdout.write(bytes);
}

/** Writes at once where the other end takes it; what it does not take goes through the stream. */
export function writeData(text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  // What the stream still holds has to come first.
  if (isListening) return writeToStream(rest);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') return onBroken(error);
  }
  if (rest.length > 0) writeToStream(rest);
}

/** How wide stderr is; undefined where it is no terminal, so that its lines are read by programs. */
export const talkColumns = (): number | undefined =>
  process.stderr.isTTY ? size(process.stderr.columns, undefined, 80) : undefined;

let isTalking = false;

/** Writes to stderr. Talk that nobody reads any more (`prep check 2>&1 | head -1`) changes nothing. */
export function writeTalk(text: string): void {
  if (!isTalking) process.stderr.on('error', () => undefined);
  isTalking = true;
  process.stderr.write(text);
}

/**
 * stdout for data, stderr for talk; `quiet` drops the talk.
 * @param wrap how talk is made to fit a terminal that is so many columns wide
 */
export const openOut = (quiet: boolean, wrap: (text: string, columns: number) => string): Out => ({
  data: writeData,
  talk: (text) => {
    if (quiet) return;
    const columns = talkColumns();
    // What goes back to the start of its line, as progress does, has its own width.
    writeTalk(columns === undefined || text.includes('\r') ? text : wrap(text, columns));
  },
});
