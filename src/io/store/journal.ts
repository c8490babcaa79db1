import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock, DraftStore, JournalStore } from '../../context.ts';
import { type Calendar, instantOf } from '../../core/base/day.ts';
import { Failure, ifPossible, type Problem } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import type { ScheduleParams } from '../../core/schedule/days-off.ts';
import { writtenOrder } from '../../core/schedule/journal.ts';
import { stamped, unstamped } from '../../formats/stored/draft.ts';
import { sealed } from '../../formats/stored/fields.ts';
import { formatEntry, parseJournal } from '../../formats/stored/journal-lines.ts';
import { reasonOf } from '../programs/system.ts';
import { cachedJson, readCache, writeCache } from './cache.ts';
import {
  ensureFolder,
  namesIn,
  reading,
  removeFile,
  replaceFile,
  sweepOld,
  syncPath,
  writeFailure,
} from './folder.ts';
import type { Progress } from '../../core/schedule/progress.ts';

const journalNames = (folder: string): readonly string[] =>
  namesIn(folder)
    // Emacs puts dangling links beside files, with a dot.
    .filter((name) => name.endsWith('.jsonl') && !name.startsWith('.'))
    .toSorted();

const LINE_FEED = 0x0a;

/** Fails with `journal-newer` and `not-readable`. */
export function journalContent(file: string) {
  const text = reading(file, () => readFileSync(file, 'utf8'));
  const content = parseJournal(file, text);
  if (content.newer)
    throw new Failure('journal-newer', `${file} was written by a newer version of prep.`, {
      hint: 'update prep; the file was left untouched',
    });
  return content;
}

// The cached fold of the journal, with the size of each file read. Every start reads it; the memory model, which makes it,
// is loaded only when it is outdated.

/** Due dates depend on the zone of the machine; two with the same offset in each month of a year count as one. */
const zoneMark = ({ calendar }: ScheduleParams): readonly number[] =>
  Array.from({ length: 12 }, (_, month) => calendar.offsetMinutesAt(Date.UTC(2026, month)));

/** Undefined for another build or other parameters, which are in the key. */
function readSnapshot(file: string, key: string) {
  const cached = readCache(file, key);
  if (!cached) return undefined;
  const [files, faults] = cachedJson<readonly [FileMarks, faults: readonly string[]]>(cached(0));
  return { files, faults, progress: () => progressFromJson(cachedJson<ProgressJson>(cached(1))) };
}

type FileMarks = ReturnType<typeof marksOf>;

const marksOf = (folder: string) =>
  journalNames(folder).map((name) => {
    const path = join(folder, name);
    const { size, mtimeMs, ctimeMs } = reading(path, () => statSync(path));
    return { name, size, mtimeMs, ctimeMs };
  });

/** `prep doctor` shows all. */
const MOST_FAULTS = 3;

/** A line that was torn when prep was killed is no fault: it was never confirmed. */
const damageOf = (file: string, problems: readonly Problem[]): readonly string[] =>
  problems.flatMap(({ code, message, hint = '' }) =>
    code === 'journal-torn' ? [] : [`${file}: ${message} ${hint}`],
  );

/** A journal only grows, unless a person removes a line. */
function shrunkFaults(folder: string, files: FileMarks, before: FileMarks): readonly string[] {
  const sizes = new Map(before.map(({ name, size }) => [name, size]));
  return files.flatMap(({ name, size }) => {
    const lost = (sizes.get(name) ?? 0) - size;
    const hint =
      'If you did not shorten it, run `prep restore` with a folder in backups/ to add what is missing.';
    return lost > 0 ? [`${join(folder, name)}: It is ${lost} bytes shorter than it was. ${hint}`] : [];
  });
}

/** Empty for a file that cannot be read. */
export const textIn = (file: string): string => ifPossible(() => readFileSync(file, 'utf8').trim()) ?? '';

/** Two machines that share the folder must not append to the same file. */
export function deviceName(): string {
  // Without a machine id, only the host name tells machines apart.
  const machine = textIn('/etc/machine-id');
  const host =
    hostname()
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-') || 'device';
  return `${host}-${hashText(`${host}/${machine}`).slice(0, 6)}`;
}

/** A torn line must not swallow the next one. */
function endsLine(descriptor: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === LINE_FEED;
}

/** Each line gets a checksum. Creates a missing file (0600). Synced when it returns. Throws `Failure`. */
export function appendLines(file: string, lines: readonly string[]): void {
  const text = lines.map((line) => `${sealed(line)}\n`).join('');
  let isWritten = false;
  try {
    const descriptor = openSync(file, 'a+', 0o600);
    try {
      const { size } = fstatSync(descriptor);
      writeFileSync(descriptor, endsLine(descriptor, size) ? text : `\n\n${text}`);
      isWritten = true;
      fsyncSync(descriptor);
      if (size === 0) syncPath(dirname(file));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!isWritten) throw writeFailure(file, error);
    // Removing the lines again could remove those of another prep.
    throw new Failure('not-synced', `${file} may not have been saved to disk: ${reasonOf(error)}.`, {
      hint: 'the entry may have been stored: check `prep history` before you try again',
    });
  }
}

/** @param build snapshots of other builds are not used */
export function openJournal(
  home: string,
  build: string,
  calendar: Calendar,
  beforeWrite: () => void,
): JournalStore {
  const folder = join(home, 'journal');
  const snapshotFile = join(home, 'cache', 'progress.json');
  const read: JournalStore['read'] = () => {
    const contents = journalNames(folder).map((name) => journalContent(join(folder, name)));
    return {
      entries: writtenOrder(contents.map(({ entries }) => entries)),
      problems: contents.flatMap(({ problems }) => problems),
    };
  };
  const append: JournalStore['append'] = (entries) => {
    if (entries.length === 0) return;
    beforeWrite();
    ensureFolder(folder);
    const lines = entries.map((entry) => formatEntry(entry, calendar));
    appendLines(join(folder, `${deviceName()}.jsonl`), lines);
  };
  let faults: readonly string[] = [];
  const progress: JournalStore['progress'] = async (params) => {
    const key = JSON.stringify([build, params, zoneMark(params)]);
    const snapshot = readSnapshot(snapshotFile, key);
    // First: whatever is appended while they are read has another size.
    const marks = marksOf(folder);
    if (snapshot && JSON.stringify(snapshot.files) === JSON.stringify(marks)) {
      faults = snapshot.faults;
      return snapshot.progress();
    }
    const { foldJournal } = await import('../../core/schedule/fold.ts');
    const contents = marks.map(({ name }) => ({ name, ...journalContent(join(folder, name)) }));
    const all = contents.flatMap(({ entries }) => entries);
    const folded = foldJournal(all, params);
    const damage = contents.flatMap(({ name, problems }) => damageOf(join(folder, name), problems));
    const told = damage.slice(0, MOST_FAULTS);
    if (folded.seen.size > 0) {
      const lines = [JSON.stringify([marks, told]), progressText(folded)];
      if (writeCache(snapshotFile, key, lines)) sweepOld(dirname(snapshotFile), /\.(\d+)\.tmp$/);
    }
    faults = [...shrunkFaults(folder, marks, snapshot?.files ?? []), ...told];
    return folded;
  };
  const alone: JournalStore['alone'] = async (work) => {
    ensureFolder(folder);
    const { withLock } = await import('./lock.ts');
    return withLock(folder, work);
  };
  return { read, append, alone, progress, faults: () => faults };
}

/** A hash, because an id may contain any character. */
const draftFile = (name: string): string => `${hashText(name)}.txt`;

export function openDrafts(home: string, clock: Pick<Clock, 'now'>): DraftStore {
  const folder = join(home, 'drafts');
  const path = (name: string): string => join(folder, draftFile(name));
  const stored = (name: string) => unstamped(ifPossible(() => readFileSync(path(name), 'utf8')) ?? '');
  let isSwept = false;
  return {
    read: (name) => stored(name).draft || undefined,
    write: (name, text) => {
      if (text === '') removeFile(path(name));
      else replaceFile(path(name), stamped(text, clock.now()));
      if (!isSwept) sweepOld(folder, /\.(\d+)\.tmp$/);
      isSwept = true;
    },
    changedAt: (name) => {
      const { at } = stored(name);
      if (at !== undefined) return at;
      // Drafts of earlier versions have no other time.
      const ms = reading(folder, () => statSync(path(name), { throwIfNoEntry: false }))?.mtimeMs;
      return ms === undefined ? undefined : instantOf(Math.round(ms));
    },
    among: (names) => {
      const files = new Set(namesIn(folder));
      return files.size === 0 ? [] : [...names].filter((name) => files.has(draftFile(name)));
    },
  };
}

// Progress as plain JSON, for a cache that every start reads. Rows are objects, since the engine's parser makes them at once:
// an array per column is a third shorter, and putting 270 rows together from it took 3 ms, which is ten times as long. The cache
// shows damage and names the build that wrote it, so values are not checked one by one.

type ProgressJson = {
  readonly [Field in keyof Progress]: Progress[Field] extends ReadonlyMap<infer Key, infer Value>
    ? readonly (readonly [Key, Value])[]
    : Progress[Field] extends ReadonlySet<infer Item>
      ? readonly Item[]
      : Progress[Field];
};

export const progressText = (progress: Progress): string =>
  JSON.stringify(progress, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );

export const progressFromJson = (json: ProgressJson): Progress => ({
  ...json,
  schedules: new Map(json.schedules),
  seen: new Map(json.seen),
  days: new Map(json.days),
  suspended: new Set(json.suspended),
  notes: new Map(json.notes),
});
