// The snapshot of the journal's fold in the cache: how far each file had been read, and what followed from it. Read at every
// start, so it loads nothing that a start does not need anyway.
import { readFileSync } from 'node:fs';
import type { Fold } from '../core/fold.ts';
import type { Progress } from '../core/progress.ts';
import type { ScheduleParams } from '../core/schedule.ts';
import { foldFromJson, progressFromJson } from '../formats/progress-json.ts';
import { replaceFile } from './folder.ts';

/** How a file of the journal was when it was read. */
export type FileMark = {
  readonly name: string;
  /** Up to here it was read. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** SHA-256 of the bytes up to there, in hex. */
  readonly sha256: string;
  /** True when its last line is whole: what comes after it is another line. */
  readonly whole: boolean;
};

/** A fold, and the journal that it was made from. */
export type Snapshot = {
  readonly files: readonly FileMark[];
  /** SHA-256 of the two texts, in hex. */
  readonly sha256: unknown;
  /** Progress as JSON: all that a start needs while nothing changed. */
  readonly progress: string;
  /** The rest of the fold as JSON: needed to fold more on top. */
  readonly rest: string;
};

/** What a fold depends on besides the journal. */
export type SnapshotKey = { readonly build: string; readonly params: ScheduleParams };

const keyText = ({ build, params }: SnapshotKey): string => JSON.stringify([build, params]);

const isMark = (value: unknown): value is FileMark =>
  typeof value === 'object' && value !== null && 'name' in value && 'size' in value && 'sha256' in value;

/** The snapshot, when it was made by the same build with the same parameters. */
export function readSnapshot(file: string, key: SnapshotKey): Snapshot | undefined {
  try {
    const [head = '', progress = '', rest = ''] = readFileSync(file, 'utf8').split('\n');
    const parsed: unknown = JSON.parse(head);
    if (!Array.isArray(parsed) || parsed[0] !== keyText(key)) return undefined;
    const [, sha256, files] = parsed as readonly unknown[];
    return Array.isArray(files) && files.every(isMark) ? { files, sha256, progress, rest } : undefined;
  } catch {
    // A snapshot that is missing or damaged is made again.
    return undefined;
  }
}

/** The progress in it; undefined when it is damaged. */
export function progressIn({ progress }: Snapshot): Progress | undefined {
  try {
    return progressFromJson(JSON.parse(progress));
  } catch {
    return undefined;
  }
}

/** The whole fold in it; undefined when it is damaged. */
export function foldIn({ progress, rest }: Snapshot): Fold | undefined {
  try {
    return foldFromJson(JSON.parse(progress), JSON.parse(rest));
  } catch {
    return undefined;
  }
}

/** Fails when it cannot be written. */
export const writeSnapshot = (
  file: string,
  key: SnapshotKey,
  { files, sha256, progress, rest }: Snapshot,
): void => replaceFile(file, `${JSON.stringify([keyText(key), sha256, files])}\n${progress}\n${rest}\n`);
