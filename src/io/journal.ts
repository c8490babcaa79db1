// The journal on disk: one append-only file a device, read together. An entry counts as written when it is on disk.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalStore } from '../context.ts';
import type { Calendar } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { mergeEntries, type Entry } from '../core/journal.ts';
import type { Problem } from '../core/problem.ts';
import { progressFromJson, progressToJson } from '../core/progress.ts';
import { hashText } from '../core/random.ts';
import { formatEntry, parseJournal } from '../formats/journal-lines.ts';
import { appendLines } from './append.ts';
import { ensureFolder, readFailure, replaceFile } from './folder.ts';
import { codeOf } from './system-error.ts';

/** Raised whenever the fold gives other results over the same entries. */
const CACHE_VERSION = 3;
/** The same for what statistics are made from. */
const FACTS_VERSION = 1;

/** Name of this device's file: two machines that share the folder must never append to the same one. */
function deviceName(): string {
  let machine = '';
  try {
    machine = readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    // Not every system has one; the host name alone then tells machines apart.
  }
  const host =
    hostname()
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-') || 'device';
  return `${host}-${hashText(`${host}/${machine}`).slice(0, 6)}`;
}

function fileNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw readFailure(file, error);
  }
}

function readFiles(folder: string): { entries: readonly Entry[]; problems: readonly Problem[] } {
  const parsed = fileNames(folder).map((name) => {
    const file = join(folder, name);
    const result = parseJournal(file, textOf(file));
    if (result.newer) {
      throw new Failure('journal-newer', `${file} was written by a newer prep.`, {
        hint: 'update prep; the file was left untouched',
      });
    }
    return result;
  });
  return {
    entries: mergeEntries(...parsed.map((result) => result.entries)),
    problems: parsed.flatMap((result) => result.problems),
  };
}

/** What all that follows from the journal depends on: the files' sizes and times. */
function stateOf(folder: string): readonly (readonly [name: string, size: number, mtimeMs: number])[] {
  return fileNames(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs];
  });
}

function readCached<T>(file: string, key: string, fromJson: (json: unknown) => T | undefined): T | undefined {
  try {
    const cached: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(cached) || cached[0] !== key) return undefined;
    return fromJson(cached[1]);
  } catch {
    // A cache that is missing or damaged is made anew.
    return undefined;
  }
}

function writeCached(file: string, key: string, json: unknown): void {
  try {
    replaceFile(file, JSON.stringify([key, json]));
  } catch {
    // A cache that cannot be written costs time and nothing else.
  }
}

/**
 * Opens the journal of `home`.
 * @param calendar gives the zone whose offset the written instants carry
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openJournal(home: string, calendar: () => Calendar, beforeWrite: () => void): JournalStore {
  const folder = join(home, 'journal');
  const cacheFile = (name: string): string => join(home, 'cache', name);
  let latest: { readonly state: string; readonly entries: readonly Entry[] } | undefined;
  /** The entries, read once for all that is made from the same files. */
  const entriesNow = (): readonly Entry[] => {
    const state = JSON.stringify(stateOf(folder));
    if (latest?.state !== state) latest = { state, entries: readFiles(folder).entries };
    return latest.entries;
  };
  const append: JournalStore['append'] = (entries) => {
    if (entries.length === 0) return;
    beforeWrite();
    ensureFolder(folder);
    const zone = calendar();
    appendLines(
      join(folder, `${deviceName()}.jsonl`),
      entries.map((entry) => `${formatEntry(entry, zone)}\n`).join(''),
    );
  };
  const progress: JournalStore['progress'] = async (params) => {
    const key = JSON.stringify([CACHE_VERSION, stateOf(folder), params]);
    const cached = readCached(cacheFile('progress.json'), key, progressFromJson);
    if (cached) return cached;
    const { foldJournal } = await import('../core/fold.ts');
    const folded = foldJournal(entriesNow(), params);
    if (folded.seen.size > 0) writeCached(cacheFile('progress.json'), key, progressToJson(folded));
    return folded;
  };
  // In a file of its own: what is read at every start must stay small.
  const attempts: JournalStore['attempts'] = async () => {
    const { attemptFacts, factsFromJson, factsToJson } = await import('../core/stats-facts.ts');
    const key = JSON.stringify([FACTS_VERSION, stateOf(folder)]);
    const cached = readCached(cacheFile('attempts.json'), key, factsFromJson);
    if (cached) return cached;
    const facts = attemptFacts(entriesNow());
    if (facts.length > 0) writeCached(cacheFile('attempts.json'), key, factsToJson(facts));
    return facts;
  };
  return { read: () => readFiles(folder), append, progress, attempts };
}
