// What follows from the journal, made anew from as little as is sound: the fold from the last one and the entries since, the
// attempts from the journal without its words. Loaded only when the cached fold no longer is that of the journal.
import { join } from 'node:path';
import { foldMerged } from '../core/fold.ts';
import type { Progress } from '../core/progress.ts';
import { progressToJson } from '../formats/progress-json.ts';
import type { ScheduleParams } from '../core/schedule.ts';
import { factsOf, type AttemptFacts } from '../core/stats-facts.ts';
import { foldIn, writeFold, type CachedFold } from './journal-cache.ts';
import { journalState, stateOf } from './journal-files.ts';
import { filesId, readKept, sha256Of, type Continued, type Kept } from './journal-kept.ts';
import { loadKept, saveKept, sweepKilled } from './kept-file.ts';

/** So much may come after what is on disk before that is written anew: to read it again costs less. */
const NEAR_BYTES = 256 * 1024;

/** Two folds of one journal. */
export type Folds = {
  /** @param cached the fold that is cached for the same parameters, if any */
  readonly progress: (params: ScheduleParams, cached: CachedFold | undefined) => Progress;
  /** @param cached the fold that is cached, if any */
  readonly attempts: (cached: CachedFold | undefined) => readonly AttemptFacts[];
};

const bytesOf = ({ files }: Kept): number => files.reduce((sum, { size }) => sum + size, 0);

/** A cache that cannot be written costs time and nothing else. */
function tryTo(write: () => void): void {
  try {
    write();
  } catch {
    // Then the next start makes it anew.
  }
}

/** @param foldFile the cached fold, @param cache the folder that it is in */
export function openFolds(folder: string, cache: string, foldFile: string): Folds {
  const file = join(cache, 'attempts.bin');
  let stored = loadKept(file);
  let latest = stored;
  const readNow = (cached: CachedFold | undefined): Continued => {
    if (latest && stateOf(latest.files) === journalState(folder)) return { now: latest };
    const isChecked = latest !== undefined && cached?.after === filesId(latest.files);
    const read = readKept(folder, latest, cached?.files ?? [], isChecked);
    // What was not continued is worth keeping at once.
    if (!read.goesOn) stored = undefined;
    latest = read.now;
    return read;
  };
  const keep = (now: Kept): void => {
    if (now === stored || now.entries.length === 0) return;
    if (stored && bytesOf(now) - bytesOf(stored) < NEAR_BYTES) return;
    tryTo(() => saveKept(file, now));
    tryTo(() => sweepKilled(cache));
    stored = now;
  };
  return {
    progress: (params, cached) => {
      const { now, before } = readNow(cached);
      // Damage that still reads as a fold must not live on in what is made from it.
      const isSound = before && cached && cached.sha256 === sha256Of(cached.text);
      const earlier = isSound ? foldIn(cached) : undefined;
      const folded = foldMerged(
        now.entries,
        params,
        before && earlier && { progress: earlier, merged: before },
      );
      const text = JSON.stringify(progressToJson(folded));
      keep(now);
      const after = stored && filesId(stored.files);
      const made = { files: now.files, sha256: sha256Of(text), after, text };
      if (folded.seen.size > 0) tryTo(() => writeFold(foldFile, params, made));
      return folded;
    },
    attempts: (cached) => {
      const { now } = readNow(cached);
      keep(now);
      return factsOf(now.entries);
    },
  };
}
