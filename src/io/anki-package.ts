// Anki packages (`.apkg`, `.colpkg`), read from memory: the archive, which database in it counts, and its media. Older ones hold
// a plain database and a list in JSON; since 2022 database, list and media are packed with Zstandard. Nothing is written.
import { Failure } from '../core/failure.ts';
import { mediaIn, mediaOfJson, mediaOfProtobuf } from '../formats/anki-media.ts';
import { ankiExport, type ExportedNote } from '../formats/banks/anki-export.ts';
import type { Deck } from '../context.ts';
import { readCollection } from './anki-collection.ts';
import { kindOfArchive, kindOfBytes, type FileKind } from './file-kinds.ts';
import { readZip, unzipped, type ZipEntry } from './zip.ts';
import { isZip } from './zip-start.ts';
import { isZstd, unzstd } from './zstd.ts';

/** What a package may come to when it is unpacked, all of it and its database alone. */
const MOST_FILES = 20_000;
const MOST_BYTES = 500_000_000;
const LARGEST_DATABASE = 256_000_000;
const LARGEST_LIST = 16_000_000;

/** A package: what a deck gives, and its notes as Anki's text export of them. */
export type AnkiPackage = Deck & { readonly text: string; readonly places: readonly ExportedNote[] };

/** The archive, and how much may still come out of it. */
type Archive = {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  left: number;
};

/** Databases that a package may have. The newest counts: the others only tell an older Anki to update. */
const DATABASES = ['collection.anki21b', 'collection.anki21', 'collection.anki2'] as const;

const foreign = (message: string): Failure =>
  new Failure('deck-foreign', message, {
    hint: 'Export the deck from Anki: File, Export, Anki Deck Package.',
  });

/** A file that is something else altogether: exporting it from Anki is no remedy. */
const other = ({ what, hint }: FileKind): Failure =>
  new Failure('deck-foreign', `it is ${what}, and neither text nor a deck of Anki`, { hint });

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A file of the archive, unpacked twice where it is packed twice. */
function contentOf(archive: Archive, entry: ZipEntry, largest: number): Uint8Array {
  const most = Math.min(largest, archive.left);
  const tooLarge = new Failure('deck-too-large', `unpacked it is larger than ${Math.round(most / 1e6)} MB`, {
    hint: 'Export fewer decks at once, or leave the media out.',
  });
  if (entry.size > most) throw tooLarge;
  const stored = unzipped(archive.bytes, entry);
  const content = isZstd(stored) ? unpacked(stored, most) : stored;
  if (!content) throw tooLarge;
  archive.left -= content.length;
  return content;
}

function unpacked(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    return unzstd(bytes, most);
  } catch (cause) {
    throw new Failure('deck-damaged', 'a file in it is damaged', {
      hint: 'Get it again, or export it anew.',
      cause,
    });
  }
}

function databaseOf(archive: Archive): Uint8Array {
  for (const name of DATABASES) {
    const entry = archive.entries.get(name);
    if (entry) return contentOf(archive, entry, LARGEST_DATABASE);
  }
  if (archive.entries.has('meta') && archive.entries.has('media')) {
    throw new Failure('deck-newer', 'it was made by a newer Anki than prep knows', {
      hint: 'Export it again with "Support older Anki versions".',
    });
  }
  const kind = kindOfArchive(archive.entries);
  throw kind ? other(kind) : foreign('it is an archive of another kind, without a deck of Anki');
}

/** Names of media by the names of their entries. A list that cannot be read is none. */
function mediaNames(archive: Archive): ReadonlyMap<string, string> {
  const entry = archive.entries.get('media');
  if (!entry) return new Map();
  const list = contentOf(archive, entry, LARGEST_LIST);
  const isJson = list[0] === 0x7b;
  return isJson ? mediaOfJson(decode(list)) : mediaOfProtobuf(list, decode);
}

function mediaOf(archive: Archive, wanted: ReadonlySet<string>): Deck['media'] {
  const media = new Map<string, () => Uint8Array>();
  if (wanted.size === 0) return media;
  for (const [number, name] of mediaNames(archive)) {
    const entry = archive.entries.get(number);
    if (entry && wanted.has(name)) media.set(name, () => contentOf(archive, entry, MOST_BYTES));
  }
  return media;
}

/**
 * Reads a package. Throws `Failure` with a message for a sentence that begins with the name of the file: no package of Anki,
 * damaged, locked, too large when it is unpacked, with names that lead out of its folder.
 */
export async function readPackage(bytes: Uint8Array): Promise<AnkiPackage> {
  if (!isZip(bytes)) {
    const kind = kindOfBytes(bytes);
    throw kind ? other(kind) : foreign(bytes.length === 0 ? 'it is empty' : 'it is no package of Anki');
  }
  const entries = readZip(bytes, { entries: MOST_FILES, bytes: MOST_BYTES });
  const archive: Archive = { bytes, entries, left: MOST_BYTES };
  const { notes, reviews } = await readCollection(databaseOf(archive));
  const wanted = new Set(notes.flatMap(({ fields }) => fields.flatMap(mediaIn)));
  const { text, notes: places } = ankiExport(notes);
  return { notes: notes.length, text, places, media: mediaOf(archive, wanted), reviews };
}
