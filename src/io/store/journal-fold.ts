// Updates an outdated snapshot of the journal's fold: appended lines are folded on top of it; after any other
// change the whole journal is folded.
import { createHash } from 'node:crypto';
import { rmSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../core/base/problem.ts';
import { type Fold, foldEntries, foldMore } from '../../core/schedule/fold.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import {
  type FileMark,
  journalContent,
  journalNames,
  keyText,
  LINE_FEED,
  partsOf,
  progressToJson,
  type Snapshot,
  type SnapshotKey,
} from './journal.ts';
import { readFailure, replaceCache, sweepOld } from './folder.ts';

/** Two writes within one tick of the system clock leave a file with the same times. */
const TICK_MS = 12;
/** Matches no file, so the next start compares bytes. */
const NEVER = -1;

/** @property known how many of its bytes are unchanged since the snapshot; undefined if some changed */
type JournalFile = { readonly mark: FileMark; readonly known: number | undefined };

function timesOf({ mtimeMs, ctimeMs }: Stats): Pick<FileMark, 'mtimeMs' | 'ctimeMs'> {
  const isSettled = Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) > TICK_MS;
  return isSettled ? { mtimeMs, ctimeMs } : { mtimeMs: NEVER, ctimeMs: NEVER };
}

function readJournalFile(folder: string, name: string, before: FileMark | undefined): JournalFile {
  const file = join(folder, name);
  try {
    // Times first, and no more bytes than the size, so that times are never younger than the bytes.
    const stats = statSync(file);
    const { size } = stats;
    const hash = createHash('sha256');
    /** The last byte. */
    const take = (from: number, to: number): number => {
      let [last, left] = [LINE_FEED, to - from];
      for (const part of partsOf(file, from, to)) {
        hash.update(part);
        last = part.at(-1) ?? last;
        left -= part.length;
      }
      if (left > 0) throw new Error('it got shorter while prep was reading it');
      return last;
    };
    const split = Math.min(before?.size ?? 0, size);
    const lastBefore = take(0, split);
    // A torn line may have been completed, which makes it a different line.
    const mayContinue = !before || before.size === size || (before.whole && before.size < size);
    const isSame = !before || (mayContinue && hash.copy().digest('hex') === before.sha256);
    const last = split < size ? take(split, size) : lastBefore;
    const mark = { name, size, ...timesOf(stats), sha256: hash.digest('hex'), whole: last === LINE_FEED };
    return { mark, known: isSame ? split : undefined };
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Drops what a fold does not need: large journals would not fit in memory. Whether there is a text stays. */
function withoutTexts(entry: Entry): Entry {
  return entry.type === 'attempt' ? { ...entry, text: entry.text && '…', followUps: undefined } : entry;
}

type Contents = { readonly entries: readonly Entry[]; readonly faults: readonly string[] };

/** `prep doctor` shows all. */
const MOST_FAULTS = 3;

/** A line that was torn when prep was killed is no fault: it was never confirmed. */
function contentsFrom(
  folder: string,
  files: readonly JournalFile[],
  from: (file: JournalFile) => number,
): Contents {
  const entries: Entry[] = [];
  const faults: string[] = [];
  for (const file of files) {
    const path = join(folder, file.mark.name);
    if (from(file) >= file.mark.size) continue;
    try {
      const content = journalContent(path, from(file), file.mark.size, withoutTexts);
      for (const entry of content.entries) entries.push(entry);
      for (const { code, message, hint } of content.problems)
        if (code !== 'journal-torn') faults.push(`${path}: ${message} ${hint ?? ''}`);
    } catch (error) {
      throw error instanceof Failure ? error : readFailure(path, error);
    }
  }
  return { entries, faults: faults.slice(0, MOST_FAULTS) };
}

type Folded = { readonly fold: Fold; readonly faults: readonly string[] };

function extendSnapshot(
  folder: string,
  files: readonly JournalFile[],
  snapshot: Snapshot,
  params: SnapshotKey['params'],
): Folded | undefined {
  const names = new Set(files.map(({ mark }) => mark.name));
  const isGrown =
    snapshot.files.every(({ name }) => names.has(name)) && files.every(({ known }) => known !== undefined);
  if (!isGrown) return undefined;
  const { timesMs, greatestId } = snapshot.rest();
  const before = { progress: snapshot.progress(), timesMs: new Map(timesMs), greatestId };
  const { entries, faults } = contentsFrom(folder, files, ({ known }) => known ?? 0);
  const fold = foldMore(before, entries, params);
  return fold && { fold, faults: [...snapshot.faults, ...faults].slice(0, MOST_FAULTS) };
}

/** A journal only grows, unless a person removes a line. */
function shrunkFaults(
  folder: string,
  files: readonly JournalFile[],
  marks: ReadonlyMap<string, FileMark>,
): readonly string[] {
  return files.flatMap(({ mark: { name, size } }) => {
    const before = marks.get(name)?.size ?? 0;
    const hint =
      'If you did not shorten it, run `prep restore` with a folder in backups/ to add what is missing.';
    return size < before
      ? [`${join(folder, name)}: It is ${before - size} bytes shorter than it was. ${hint}`]
      : [];
  });
}

function foldAll(folder: string, files: readonly JournalFile[], params: SnapshotKey['params']): Folded {
  const { entries, faults } = contentsFrom(folder, files, () => 0);
  return { fold: foldEntries(entries, params), faults };
}

function writeSnapshot(
  file: string,
  key: SnapshotKey,
  marks: readonly FileMark[],
  { fold, faults }: Folded,
): void {
  const cache = dirname(file);
  const progress = JSON.stringify(progressToJson(fold.progress));
  const rest = JSON.stringify({ timesMs: [...fold.timesMs], greatestId: fold.greatestId });
  const head = JSON.stringify([keyText(key), marks, faults]);
  try {
    replaceCache(file, [head, progress, rest]);
    sweepOld(cache, /\.(\d+)\.tmp$/);
    // Earlier versions stored attempts separately.
    rmSync(join(cache, 'attempts.bin'), { force: true });
  } catch {
    // Without a snapshot, the next start only takes longer.
  }
}

/**
 * Also writes a new snapshot.
 * @param snapshot the existing one for the same key, if any
 */
export function foldFiles(
  folder: string,
  snapshotFile: string,
  key: SnapshotKey,
  snapshot: Snapshot | undefined,
): { readonly progress: Progress; readonly faults: readonly string[] } {
  const marks = new Map(snapshot?.files.map((mark) => [mark.name, mark]));
  const files = journalNames(folder).map((name) => readJournalFile(folder, name, marks.get(name)));
  const folded =
    (snapshot && extendSnapshot(folder, files, snapshot, key.params)) ?? foldAll(folder, files, key.params);
  const now = files.map(({ mark }) => mark);
  const { progress } = folded.fold;
  if (progress.seen.size > 0) writeSnapshot(snapshotFile, key, now, folded);
  return { progress, faults: [...shrunkFaults(folder, files, marks), ...folded.faults] };
}
