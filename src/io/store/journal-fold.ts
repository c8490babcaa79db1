// Updates the fold of the journal when its snapshot is out of date: appended lines are folded on top of the
// snapshot; after any other change the whole journal is folded.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fold, foldEntries, foldMore } from '../../core/schedule/fold.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import {
  foldFromJson,
  type FoldRestJson,
  type ProgressJson,
  progressToJson,
  restToJson,
} from '../../formats/stored/progress-cache.ts';
import { cachedJson, readFailure, replaceCache, sweepKilled } from './folder.ts';
import {
  type FileMark,
  journalContent,
  journalNames,
  keyText,
  type Snapshot,
  type SnapshotKey,
} from './journal.ts';

const LINE_FEED = 0x0a;
/** Two writes within one tick of a system's clock leave a file with the same times. */
const TICK_MS = 12;
/** A time that no file has: the next start then compares bytes. */
const NEVER = -1;

type JournalFile = {
  readonly mark: FileMark;
  readonly bytes: Buffer;
  readonly known: number | undefined;
};

function timesOf({ mtimeMs, ctimeMs }: Stats): Pick<FileMark, 'mtimeMs' | 'ctimeMs'> {
  const isSettled = Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) > TICK_MS;
  return isSettled ? { mtimeMs, ctimeMs } : { mtimeMs: NEVER, ctimeMs: NEVER };
}

function readJournalFile(folder: string, name: string, before: FileMark | undefined): JournalFile {
  const file = join(folder, name);
  try {
    // Times first, and no more bytes than the size: so times are never younger than the bytes.
    const stats = statSync(file);
    const bytes = readFileSync(file).subarray(0, stats.size);
    const hash = createHash('sha256');
    let known: number | undefined = 0;
    if (before) {
      hash.update(bytes.subarray(0, before.size));
      // A torn line may have been completed since: then it is another line.
      const mayContinue = before.whole ? before.size <= bytes.length : before.size === bytes.length;
      known = mayContinue && hash.copy().digest('hex') === before.sha256 ? before.size : undefined;
    }
    const sha256 = hash.update(bytes.subarray(before?.size ?? 0)).digest('hex');
    const whole = bytes.length === 0 || bytes.at(-1) === LINE_FEED;
    return { mark: { name, size: bytes.length, ...timesOf(stats), sha256, whole }, bytes, known };
  } catch (error) {
    throw readFailure(file, error);
  }
}

function entriesFrom(folder: string, { mark, bytes }: JournalFile, from: number): readonly Entry[] {
  if (from >= bytes.length) return [];
  const file = join(folder, mark.name);
  let text: string;
  try {
    text = bytes.toString('utf8', from);
  } catch (error) {
    // Strings have a maximum length.
    throw readFailure(file, error);
  }
  // The line break keeps a byte order mark within the file from counting as one at its start.
  return journalContent(file, from === 0 ? text : `\n${text}`).entries;
}

function extendSnapshot(
  folder: string,
  files: readonly JournalFile[],
  snapshot: Snapshot,
  params: SnapshotKey['params'],
): Fold | undefined {
  const names = new Set(files.map(({ mark }) => mark.name));
  const isGrown =
    snapshot.files.every(({ name }) => names.has(name)) && files.every(({ known }) => known !== undefined);
  if (!isGrown) return undefined;
  const before = foldFromJson(
    cachedJson<ProgressJson>(snapshot.progress),
    cachedJson<FoldRestJson>(snapshot.rest),
  );
  const added = files.flatMap((file) => entriesFrom(folder, file, file.known ?? 0));
  return foldMore(before, added, params);
}

function writeSnapshot(file: string, key: SnapshotKey, marks: readonly FileMark[], fold: Fold): void {
  const cache = dirname(file);
  const progress = JSON.stringify(progressToJson(fold.progress));
  const rest = JSON.stringify(restToJson(fold));
  const head = JSON.stringify([keyText(key), marks]);
  try {
    replaceCache(file, `${head}\n${progress}\n${rest}\n`);
    sweepKilled(cache, /\.(\d+)\.tmp$/);
    // Earlier versions stored the attempts separately.
    rmSync(join(cache, 'attempts.bin'), { force: true });
  } catch {
    // A snapshot that cannot be written costs the next start only time.
  }
}

/**
 * The current fold of the journal; writes a new snapshot.
 * @param snapshot the existing one for the same key, if any
 */
export function foldFiles(
  folder: string,
  snapshotFile: string,
  key: SnapshotKey,
  snapshot: Snapshot | undefined,
): Progress {
  const marks = new Map(snapshot?.files.map((mark) => [mark.name, mark]));
  const files = journalNames(folder).map((name) => readJournalFile(folder, name, marks.get(name)));
  const fold =
    (snapshot && extendSnapshot(folder, files, snapshot, key.params)) ??
    foldEntries(
      files.flatMap((file) => entriesFrom(folder, file, 0)),
      key.params,
    );
  const now = files.map(({ mark }) => mark);
  if (fold.progress.seen.size > 0) writeSnapshot(snapshotFile, key, now, fold);
  return fold.progress;
}
