// The journal without its words, kept in a cache and continued: what was appended is read, the rest is not parsed again. A
// file counts as continued only when its earlier bytes still have the same SHA-256, whatever its times say, as hands and sync
// tools change files too. In every other case all files are read anew.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { mergeEntries, type Entry } from '../core/journal.ts';
import { keptOf, withMore, type KeptEntry } from '../core/kept.ts';
import { readFailure } from './folder.ts';
import type { FileMark } from './journal-cache.ts';
import { journalContent, journalNames } from './journal-files.ts';

const LINE_FEED = 0x0a;
/** Two writes within one tick of a system's clock leave a file with the same times. */
const TICK_MS = 12;
const PIECE_BYTES = 256 * 1024;

/** All entries without their words, merged, and the files that they came from. */
export type Kept = { readonly files: readonly FileMark[]; readonly entries: readonly KeptEntry[] };

/** SHA-256 in hex. */
export const sha256Of = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** A file as it stands, and where it stood before: with the same bytes up to there, if at all. */
type Look = {
  readonly mark: FileMark;
  readonly continues: ReadonlySet<FileMark>;
  /** What it holds from `start` on: all of it, or what came after what was kept. */
  readonly bytes: Buffer;
  readonly start: number;
};

/** How a file stood when it was kept, and at a time that is asked for. */
type Marks = {
  readonly kept?: FileMark | undefined;
  readonly since?: FileMark | undefined;
  /** True when the bytes of that time were seen to begin with those that were kept. */
  readonly isChecked?: boolean;
};

/** A time that no file has: whoever looks at the file's times next looks at its bytes. */
const NEVER = -1;

function timesOf({ mtimeMs, ctimeMs }: Stats): Pick<FileMark, 'mtimeMs' | 'ctimeMs'> {
  const isSettled = Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) > TICK_MS;
  return isSettled ? { mtimeMs, ctimeMs } : { mtimeMs: NEVER, ctimeMs: NEVER };
}

/** Hashes the first `end` bytes, piece by piece: all at once they would fill the memory for nothing. */
function hashTo(descriptor: number, end: number, hash: Hash): void {
  const piece = Buffer.allocUnsafe(Math.min(end, PIECE_BYTES));
  for (let done = 0; done < end;) {
    const count = readSync(descriptor, piece, 0, Math.min(piece.length, end - done), done);
    if (count === 0) return;
    hash.update(piece.subarray(0, count));
    done += count;
  }
}

/** The bytes between two places, as far as they are there. */
function bytesBetween(descriptor: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, start + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

const isAsAt = (mark: FileMark, { size, mtimeMs, ctimeMs }: Stats): boolean =>
  mark.size === size && mark.mtimeMs === mtimeMs && mark.ctimeMs === ctimeMs;

function lookInto(descriptor: number, name: string, { kept, since, isChecked }: Marks): Look {
  // Looked at first, and no more is taken than was there: times then never are younger than the bytes.
  const stats = fstatSync(descriptor);
  if (isChecked && kept && since && isAsAt(since, stats)) {
    const bytes = bytesBetween(descriptor, kept.size, since.size);
    return { mark: since, continues: new Set([kept, since]), bytes, start: kept.size };
  }
  // A line that was torn may since have been completed: then it is another line.
  const mayGoOn = ({ size, whole }: FileMark): boolean => size === stats.size || (whole && size < stats.size);
  const start = kept && mayGoOn(kept) ? kept.size : 0;
  const marks = [kept, since]
    .filter((mark) => mark !== undefined)
    .filter((mark) => mayGoOn(mark) && mark.size >= start)
    .toSorted((one, other) => one.size - other.size);
  const hash = createHash('sha256');
  hashTo(descriptor, start, hash);
  const bytes = bytesBetween(descriptor, start, stats.size);
  const continues = new Set<FileMark>();
  let done = 0;
  for (const mark of marks) {
    hash.update(bytes.subarray(done, mark.size - start));
    done = mark.size - start;
    if (hash.copy().digest('hex') === mark.sha256) continues.add(mark);
  }
  const sha256 = hash.update(bytes.subarray(done)).digest('hex');
  const size = start + bytes.length;
  const whole = bytes.length === 0 ? (kept?.whole ?? true) : bytes.at(-1) === LINE_FEED;
  return { mark: { name, size, ...timesOf(stats), sha256, whole }, continues, bytes, start };
}

/** Looks at a file against how it stood at earlier times. Throws `Failure` when it cannot be read. */
function lookAt(folder: string, name: string, marks: Marks): Look {
  const file = join(folder, name);
  try {
    const descriptor = openSync(file, 'r');
    try {
      return lookInto(descriptor, name, marks);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readFailure(file, error);
  }
}

function textIn(file: string, { bytes, start }: Look, from: number, to: number): string {
  try {
    return bytes.toString('utf8', from - start, to - start);
  } catch (error) {
    // There is a longest text.
    throw readFailure(file, error);
  }
}

function entriesIn(folder: string, look: Look, from: number, to: number): readonly Entry[] {
  if (from >= to) return [];
  const file = join(folder, look.mark.name);
  const text = textIn(file, look, from, to);
  // The line break keeps a byte order mark within the file from being taken for one at its start.
  return journalContent(file, from === 0 ? text : `\n${text}`).entries;
}

/** Where the files stood, by name; undefined when one of them did more than grow since, or is gone. */
function endsOf(files: readonly FileMark[], looks: readonly Look[]): ReadonlyMap<string, number> | undefined {
  const still = new Set(looks.flatMap(({ continues }) => [...continues]));
  return files.every((mark) => still.has(mark))
    ? new Map(files.map(({ name, size }) => [name, size]))
    : undefined;
}

/** The journal as it stands. */
export type Continued = {
  readonly now: Kept;
  /** True when it was continued from what was kept. */
  readonly goesOn?: boolean;
  /** The entries of the time that was asked for: the same objects. */
  readonly before?: readonly KeptEntry[];
};

/** Continues what was kept; undefined when files did more than grow, or an id comes twice. */
function continued(
  folder: string,
  looks: readonly Look[],
  kept: Kept,
  since: readonly FileMark[],
): { readonly entries: readonly KeptEntry[]; readonly before?: readonly KeptEntry[] } | undefined {
  const [starts, middles] = [endsOf(kept.files, looks), endsOf(since, looks)];
  if (!starts) return undefined;
  const isAfter = middles && [...starts].every(([name, size]) => size <= (middles.get(name) ?? -1));
  const startOf = (name: string): number => starts.get(name) ?? 0;
  const middleOf = (name: string): number => (isAfter ? middles.get(name) : undefined) ?? startOf(name);
  const older = looks.flatMap((look) =>
    entriesIn(folder, look, startOf(look.mark.name), middleOf(look.mark.name)),
  );
  const younger = looks.flatMap((look) => entriesIn(folder, look, middleOf(look.mark.name), look.mark.size));
  const before = withMore(kept.entries, older);
  const entries = before && withMore(before, younger);
  return entries && { entries, ...(isAfter ? { before } : {}) };
}

const byName = (files: readonly FileMark[]): ReadonlyMap<string, FileMark> =>
  new Map(files.map((mark) => [mark.name, mark]));

/** Names files by their bytes. */
export const filesId = (files: readonly FileMark[]): string =>
  sha256Of(JSON.stringify(files.map(({ name, size, sha256 }) => [name, size, sha256])));

/**
 * The journal as it stands, continued from what was kept when files only grew or were added since.
 * @param since how the files stood at another time, not earlier, whose entries are wanted as `before`
 * @param isChecked true when the files of that time were seen to begin with the bytes of those that were kept
 */
export function readKept(
  folder: string,
  kept: Kept | undefined,
  since: readonly FileMark[],
  isChecked = false,
): Continued {
  const names = journalNames(folder);
  if (kept) {
    const [ofKept, ofSince] = [byName(kept.files), byName(since)];
    const looks = names.map((name) =>
      lookAt(folder, name, { kept: ofKept.get(name), since: ofSince.get(name), isChecked }),
    );
    const more = continued(folder, looks, kept, since);
    if (more) {
      const { entries, ...rest } = more;
      return { now: { files: looks.map(({ mark }) => mark), entries }, goesOn: true, ...rest };
    }
  }
  const looks = names.map((name) => lookAt(folder, name, {}));
  const all = looks.flatMap((look) => entriesIn(folder, look, 0, look.mark.size));
  return { now: { files: looks.map(({ mark }) => mark), entries: mergeEntries(all).map(keptOf) } };
}
