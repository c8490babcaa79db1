// stdin, stdout, and stderr. Streams are opened only when needed: each costs a start 3 ms.
import { fstatSync, writeSync } from 'node:fs';
import type { Environment, Out, Screen } from '../../context.ts';
import { ifPossible } from '../../core/base/problem.ts';
import { codeOf, reasonOf } from '../programs/system.ts';
import { hangUp } from './keyboard.ts';

/** Without opening a stream. */
function isTerminal(descriptor: 0 | 1): boolean {
  const isDevice = ifPossible(() => fstatSync(descriptor).isCharacterDevice()) ?? false;
  return isDevice && (descriptor === 0 ? process.stdin : process.stdout).isTTY;
}

/** Output first: in scripts it is a pipe, and `/dev/null` as input would open a stream. */
export const isInteractive = (): boolean => isTerminal(1) && isTerminal(0);

function wantsColor(env: Environment): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return env['TERM'] !== 'dumb' && isTerminal(1);
}

function size(actual: number | undefined, text: string | undefined, otherwise: number, least = 20): number {
  const given = actual ?? (/^\d{1,4}$/.test(text ?? '') ? Number(text) : 0);
  return given > 0 ? Math.max(least, given) : otherwise;
}

/** Undefined for a pipe. */
export const dataColumns = (): number | undefined =>
  isTerminal(1) ? size(process.stdout.columns, undefined, 80) : undefined;

/** Read each time, because windows are resized. */
export function openScreen(env: Environment, options: { color: boolean; plain: boolean }): Screen {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    get columns() {
      return size(isTerminal(1) ? process.stdout.columns : undefined, env['COLUMNS'], 80);
    },
    get rows() {
      return size(isTerminal(1) ? process.stdout.rows : undefined, env['LINES'], 24, 4);
    },
    get color() {
      return options.color && wantsColor(env);
    },
    get fancy() {
      return !options.plain && env['TERM'] !== 'dumb' && isTerminal(1);
    },
    get piped() {
      return !isTerminal(1);
    },
    unicode: process.platform === 'win32' || locale === '' || /utf-?8/.test(locale.toLowerCase()),
  };
}

/** `EX_IOERR` of sysexits. A script may not repeat a command that did its work. */
const OUTPUT_LOST = 74;

let isBroken = false;

/** The command still does its work: a full disk is no bug of prep, and `prep list | head -1` a success. */
function onBroken(error: unknown): void {
  if (isBroken) return;
  isBroken = true;
  if (codeOf(error) === 'EPIPE') return;
  if (codeOf(error) === 'EIO' && isTerminal(1)) hangUp();
  process.once('exit', () => {
    if (Number(process.exitCode ?? 0) < 2) process.exitCode = OUTPUT_LOST;
  });
  const said = `prep: cannot write to stdout: ${reasonOf(error)}. Changes, if any, are stored.\n`;
  // If neither stream works, only the exit code is left.
  ifPossible(() => writeSync(2, said));
}

/** A session without its screen is over. */
export function endIfBroken(): void {
  if (isBroken) process.exit(0);
}

let isListening = false;

/** Node's stream waits for a slow reader. */
function writeToStream(bytes: Uint8Array): void {
  if (!isListening) process.stdout.on('error', onBroken);
  isListening = true;
  process.stdout.write(bytes);
}

/** Writes at once as much as the other end accepts, and the rest through the stream. */
export function writeData(text: string): void {
  if (isBroken) return;
  let rest: Uint8Array = Buffer.from(text);
  // Text still in the stream must come first.
  if (isListening) return writeToStream(rest);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') return onBroken(error);
  }
  if (rest.length > 0) writeToStream(rest);
}

const isLong = (text: string): boolean =>
  isTerminal(1) && text.trimEnd().split('\n').length >= size(process.stdout.rows, undefined, 24, 1);

export async function writePage(text: string, env: Environment, pages: boolean): Promise<void> {
  if (pages && env['TERM'] !== 'dumb' && isLong(text)) {
    const { pageText } = await import('../programs/runner.ts');
    if (await pageText(text, env)) return;
  }
  writeData(text);
}

export const talkColumns = (): number | undefined =>
  process.stderr.isTTY ? size(process.stderr.columns, undefined, 80) : undefined;

let isTalking = false;

/** A closed stderr (`prep check 2>&1 | head -1`) is ignored. */
export function writeTalk(text: string): void {
  if (!isTalking) process.stderr.on('error', () => undefined);
  isTalking = true;
  process.stderr.write(text);
}

/**
 * stdout for data, stderr for messages; `quiet` drops the messages.
 * @param wrap fits messages, and data for a person, to the columns of a terminal
 * @param page shows long data
 * @param columns of data for a person at a terminal
 */
export function openOut(
  quiet: boolean,
  wrap: (text: string, columns: number) => string,
  page: Out['page'],
  columns: () => number | undefined,
): Out {
  const fitted = (text: string, room: number | undefined): string =>
    room === undefined ? text : wrap(text, room);
  return {
    data: (text) => writeData(fitted(text, columns())),
    page: (text) => page(fitted(text, columns())),
    talk: (text) => {
      // Text with carriage returns, such as progress, handles its own width.
      if (!quiet) writeTalk(text.includes('\r') ? text : fitted(text, talkColumns()));
    },
  };
}
