// The journal on disk: one append-only file a device, read together. An entry counts as written when it is on disk.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalStore } from '../context.ts';
import type { Calendar } from '../core/day.ts';
import { mergeEntries, type Entry } from '../core/journal.ts';
import type { Problem } from '../core/problem.ts';
import { hashText } from '../core/random.ts';
import { formatEntry } from '../formats/journal-lines.ts';
import { ensureFolder, writeFailure, writeWhole } from './folder.ts';
import { journalContent, journalNames, journalState, journalText, stateOf } from './journal-files.ts';
import { progressIn, readSnapshot } from './journal-snapshot.ts';

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

/** True when the file's last byte ends a line. A torn line must not swallow the one that follows it. */
function endsLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Adds `text`, whole lines, to a file that is made when it is missing (0600); on disk when it returns. Throws `Failure`. */
export function appendLines(file: string, text: string): void {
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

function readFiles(folder: string): { entries: readonly Entry[]; problems: readonly Problem[] } {
  const contents = journalNames(folder).map((name) => {
    const file = join(folder, name);
    return journalContent(file, journalText(file));
  });
  return {
    entries: mergeEntries(...contents.map(({ entries }) => entries)),
    problems: contents.flatMap(({ problems }) => problems),
  };
}

/**
 * Opens the journal of `home`.
 * @param build names this build of prep: a snapshot of another one is not used
 * @param calendar gives the zone whose offset the written instants carry
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openJournal(
  home: string,
  build: string,
  calendar: () => Calendar,
  beforeWrite: () => void,
): JournalStore {
  const folder = join(home, 'journal');
  const snapshotFile = join(home, 'cache', 'progress.json');
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
    const key = { build, params };
    const snapshot = readSnapshot(snapshotFile, key);
    const isCurrent = snapshot && stateOf(snapshot.files) === journalState(folder);
    const current = isCurrent ? progressIn(snapshot) : undefined;
    if (current) return current;
    const { foldFiles } = await import('./journal-fold.ts');
    return foldFiles(folder, snapshotFile, key, snapshot);
  };
  return { read: () => readFiles(folder), append, progress };
}
