// The journal on disk: one append-only file a device, read together. An entry counts as written when it is on disk.
import { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalStore } from '../context.ts';
import type { Calendar } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { mergeEntries, type Entry } from '../core/journal.ts';
import type { Problem } from '../core/problem.ts';
import { progressFromJson, progressToJson, type Progress } from '../core/progress.ts';
import { hashText } from '../core/random.ts';
import type { ScheduleParams } from '../core/schedule.ts';
import { formatEntry, parseJournal } from '../formats/journal-lines.ts';
import { ensureFolder, readFailure, replaceFile, writeFailure, writeWhole } from './folder.ts';
import { codeOf } from './system-error.ts';

/** Raised whenever the fold gives other results over the same entries. */
const CACHE_VERSION = 2;

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

/** What the fold depends on: the files' sizes and times, and the parameters. */
function cacheKey(folder: string, params: ScheduleParams): string {
  const stats = fileNames(folder).map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs];
  });
  return JSON.stringify([CACHE_VERSION, stats, params]);
}

function readCached(file: string, key: string): Progress | undefined {
  try {
    const cached: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(cached) || cached[0] !== key) return undefined;
    return progressFromJson(cached[1]);
  } catch {
    // A cache that is missing or damaged is made anew.
    return undefined;
  }
}

function writeCached(file: string, key: string, progress: Progress): void {
  try {
    replaceFile(file, JSON.stringify([key, progressToJson(progress)]));
  } catch {
    // A cache that cannot be written costs time and nothing else.
  }
}

/** True when the file's last byte ends a line. A torn line must not swallow the one that follows it. */
function endsLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

function appendLines(file: string, text: string): void {
  try {
    const descriptor = openSync(file, 'a+', 0o600);
    try {
      writeWhole(descriptor, endsLine(descriptor) ? text : `\n${text}`);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw writeFailure(file, error);
  }
}

/**
 * Opens the journal of `home`.
 * @param calendar gives the zone whose offset the written instants carry
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openJournal(home: string, calendar: () => Calendar, beforeWrite: () => void): JournalStore {
  const folder = join(home, 'journal');
  const cacheFile = join(home, 'cache', 'progress.json');
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
    const key = cacheKey(folder, params);
    const cached = readCached(cacheFile, key);
    if (cached) return cached;
    const { foldJournal } = await import('../core/fold.ts');
    const folded = foldJournal(readFiles(folder).entries, params);
    if (folded.seen.size > 0) writeCached(cacheFile, key, folded);
    return folded;
  };
  return { read: () => readFiles(folder), append, progress };
}
