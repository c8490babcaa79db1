// The journal without its words, kept in a cache and continued: what was appended is read, the rest is not parsed again. A
// file counts as continued only when its earlier bytes still have the same SHA-256, whatever its times say, as hands and sync
// tools change files too. In every other case all files are read anew.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeEntries, type Entry } from '../core/journal.ts';
import { keptOf, withMore, type KeptEntry } from '../core/kept.ts';
import { readFailure } from './folder.ts';
import type { FileMark } from './journal-cache.ts';
import { journalContent, journalNames } from './journal-files.ts';

const LINE_FEED = 0x0a;
/** Two writes within one tick of a system's clock leave a file with the same times. */
const TICK_MS = 12;

/** All entries without their words, merged, and the files that they came from. */
export type Kept = { readonly files: readonly FileMark[]; readonly entries: readonly KeptEntry[] };

/** SHA-256 in hex. */
export const sha256Of = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** A file as it stands, and where it stood before: with the same bytes up to there, if at all. */
type Look = { readonly mark: FileMark; readonly bytes: Buffer; readonly continues: ReadonlySet<FileMark> };

/** A time that no file has: whoever looks at the file's times next looks at its bytes. */
const NEVER = -1;

function readBytes(file: string): { bytes: Buffer; mtimeMs: number; ctimeMs: number } {
  try {
    const descriptor = openSync(file, 'r');
    try {
      // Looked at first, and no more is taken than was there: times then never are younger than the bytes.
      const { size, mtimeMs, ctimeMs } = fstatSync(descriptor);
      const settled = Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) > TICK_MS;
      const times = settled ? { mtimeMs, ctimeMs } : { mtimeMs: NEVER, ctimeMs: NEVER };
      return { bytes: readFileSync(descriptor).subarray(0, size), ...times };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Looks at a file against how it stood at earlier times. */
function lookAt(folder: string, name: string, known: readonly FileMark[]): Look {
  const { bytes, ...times } = readBytes(join(folder, name));
  const size = bytes.length;
  const whole = size === 0 || bytes[size - 1] === LINE_FEED;
  const hash = createHash('sha256');
  const continues = new Set<FileMark>();
  let done = 0;
  for (const mark of known.toSorted((a, b) => a.size - b.size)) {
    // A line that was torn may since have been completed: then it is another line.
    if (mark.size > size || (!mark.whole && mark.size < size)) continue;
    hash.update(bytes.subarray(done, mark.size));
    done = mark.size;
    if (hash.copy().digest('hex') === mark.sha256) continues.add(mark);
  }
  const sha256 = hash.update(bytes.subarray(done)).digest('hex');
  return { mark: { name, size, ...times, sha256, whole }, bytes, continues };
}

function entriesIn(folder: string, { mark, bytes }: Look, start: number, end: number): readonly Entry[] {
  if (start >= end) return [];
  const text = bytes.toString('utf8', start, end);
  // The line break keeps a byte order mark within the file from being taken for one at its start.
  return journalContent(join(folder, mark.name), start === 0 ? text : `\n${text}`).entries;
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
  const younger = looks.flatMap((look) =>
    entriesIn(folder, look, middleOf(look.mark.name), look.bytes.length),
  );
  const before = withMore(kept.entries, older);
  const entries = before && withMore(before, younger);
  return entries && { entries, ...(isAfter ? { before } : {}) };
}

/**
 * The journal as it stands, continued from what was kept when files only grew or were added since.
 * @param since how the files stood at another time, not earlier, whose entries are wanted as `before`
 */
export function readKept(folder: string, kept: Kept | undefined, since: readonly FileMark[]): Continued {
  const marks = [...(kept?.files ?? []), ...since];
  const looks = journalNames(folder).map((name) =>
    lookAt(
      folder,
      name,
      marks.filter((mark) => mark.name === name),
    ),
  );
  const files = looks.map(({ mark }) => mark);
  const more = kept && continued(folder, looks, kept, since);
  if (more) {
    const { entries, ...rest } = more;
    return { now: { files, entries }, goesOn: true, ...rest };
  }
  const all = looks.flatMap((look) => entriesIn(folder, look, 0, look.bytes.length));
  return { now: { files, entries: mergeEntries(all).map(keptOf) } };
}
