// Folds the journal, and makes the snapshot of it.
import { dirname, join } from 'node:path';
import { foldJournal } from '../../core/schedule/fold.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import {
  type FileMark,
  journalContent,
  keyText,
  marksOf,
  progressText,
  type Snapshot,
  type SnapshotKey,
} from './journal.ts';
import { writeCache } from './cache.ts';
import { sweepOld } from './folder.ts';

/** Two writes within one tick of the system clock leave a file with the same times. */
const TICK_MS = 12;
/** Matches no file, so the next start folds again. */
const NEVER = -1;

function settled(mark: FileMark): FileMark {
  const ageMs = Math.abs(Date.now() - Math.max(mark.mtimeMs, mark.ctimeMs));
  return ageMs > TICK_MS ? mark : { ...mark, mtimeMs: NEVER, ctimeMs: NEVER };
}

/** `prep doctor` shows all. */
const MOST_FAULTS = 3;

/** A journal only grows, unless a person removes a line. */
function shrunkFaults(
  folder: string,
  files: readonly FileMark[],
  before: readonly FileMark[],
): readonly string[] {
  const sizes = new Map(before.map(({ name, size }) => [name, size]));
  return files.flatMap(({ name, size }) => {
    const lost = (sizes.get(name) ?? 0) - size;
    const hint =
      'If you did not shorten it, run `prep restore` with a folder in backups/ to add what is missing.';
    return lost > 0 ? [`${join(folder, name)}: It is ${lost} bytes shorter than it was. ${hint}`] : [];
  });
}

/**
 * Also writes a new snapshot.
 * @param before the outdated one, if any
 */
export function foldFiles(
  folder: string,
  snapshotFile: string,
  key: SnapshotKey,
  before: Pick<Snapshot, 'files'> | undefined,
): { readonly progress: Progress; readonly faults: readonly string[] } {
  // First, so that times are never younger than what is read.
  const marks = marksOf(folder).map(settled);
  const contents = marks.map(({ name }) => ({ name, ...journalContent(join(folder, name)) }));
  const progress = foldJournal(
    contents.flatMap(({ entries }) => entries),
    key.params,
  );
  // A line that was torn when prep was killed is no fault: it was never confirmed.
  const faults = contents
    .flatMap(({ name, problems }) =>
      problems.flatMap(({ code, message, hint }) =>
        code === 'journal-torn' ? [] : [`${join(folder, name)}: ${message} ${hint ?? ''}`],
      ),
    )
    .slice(0, MOST_FAULTS);
  if (progress.seen.size > 0) {
    const lines = [JSON.stringify([marks, faults]), progressText(progress)];
    if (writeCache(snapshotFile, keyText(key), lines)) sweepOld(dirname(snapshotFile), /\.(\d+)\.tmp$/);
  }
  return { progress, faults: [...shrunkFaults(folder, marks, before?.files ?? []), ...faults] };
}
