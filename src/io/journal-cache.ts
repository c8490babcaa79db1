// The cached fold: a line of JSON that tells what it was made from, and the fold. Read at every start, so it loads nothing.
import { readFileSync } from 'node:fs';
import type { Progress } from '../core/progress.ts';
import { progressFromJson } from '../formats/progress-json.ts';
import type { ScheduleParams } from '../core/schedule.ts';
import { replaceFile } from './folder.ts';

/** Raised whenever the fold gives other results over the same entries. */
const VERSION = 5;

/** How a file of the journal stood when it was read. */
export type FileMark = {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly sha256: string;
  /** True when its last line is whole: what comes after it is another line. */
  readonly whole: boolean;
};

/** A fold as it is cached. */
export type CachedFold = {
  /** The journal that it is the fold of. */
  readonly files: readonly FileMark[];
  /** Of `text`, in hex. */
  readonly sha256: unknown;
  /** Names the files of an earlier time (`filesId`) with whose bytes these were seen to begin. */
  readonly after?: unknown;
  /** The fold as JSON. */
  readonly text: string;
};

const isMark = (value: unknown): value is FileMark =>
  typeof value === 'object' && value !== null && 'name' in value && 'size' in value && 'sha256' in value;

/** What a fold hangs on but the journal. */
const madeWith = (params: ScheduleParams): string => JSON.stringify([VERSION, params]);

/** The fold that is cached, when it was made by this version with the same parameters. */
export function readFold(file: string, params: ScheduleParams): CachedFold | undefined {
  try {
    const whole = readFileSync(file, 'utf8');
    const end = whole.indexOf('\n');
    const head: unknown = JSON.parse(whole.slice(0, end));
    if (!Array.isArray(head) || head[0] !== madeWith(params)) return undefined;
    const [, sha256, files, after] = head as readonly unknown[];
    return Array.isArray(files) && files.every(isMark)
      ? { files, sha256, after, text: whole.slice(end + 1) }
      : undefined;
  } catch {
    // A cache that is missing or damaged is made anew.
    return undefined;
  }
}

/** The fold itself; undefined when it is damaged. */
export function foldIn({ text }: CachedFold): Progress | undefined {
  try {
    return progressFromJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Keeps a fold. Fails when it cannot be written. */
export const writeFold = (
  file: string,
  params: ScheduleParams,
  { sha256, files, after, text }: CachedFold,
): void => replaceFile(file, `${JSON.stringify([madeWith(params), sha256, files, after])}\n${text}`);
