// Anki packages (`.apkg`, `.colpkg`), read from memory: the archive, which database in it counts, and its
// media. Older ones hold a plain database and a list in JSON; since 2022 database, list and media are
// packed with Zstandard. Nothing is written.
import type { Deck, DeckReview } from '../../context.ts';
import { instantOf, MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Json, Tables } from '../../core/fill/bind.ts';
import { idOfGuid, mediaIn, mediaOfJson, mediaOfProtobuf } from '../../formats/export/anki-collection.ts';
import { ankiExport, type DeckNote, type ExportedNote } from '../../formats/import/anki-text.ts';
import { parseJsonText } from '../../formats/notation/json.ts';
import { type FileKind, kindOfArchive, kindOfBytes } from '../banks/bank-files.ts';
import { readWhole } from './sqlite.ts';
import { isZip, isZstd, readZip, unzipped, unzstd, type ZipEntry } from './zip.ts';

// The database inside an Anki package: notes, decks, and what was answered when.

/** What a database holds of use here. Notes in the order in which they were made. */
type Collection = { readonly notes: readonly DeckNote[]; readonly reviews: readonly DeckReview[] };

type Row = { readonly [column: string]: Json };

const WANTED = {
  col: ['conf', 'models', 'decks'],
  notes: ['id', 'guid', 'mid', 'tags', 'flds'],
  cards: ['id', 'nid', 'did', 'odid', 'ord'],
  revlog: ['id', 'cid', 'ease', 'time', 'type'],
  notetypes: ['id', 'name'],
  fields: ['ntid', 'ord', 'name'],
  decks: ['id', 'name'],
};
/** Parts the fields of a note, and since version 18 the names of a deck and those that it is in. */
const BETWEEN = '\u001f';
const LATEST_MS = 32_503_680_000_000;
const LONGEST_MS = 60 * MINUTE_MS;

const text = (cell: Json | undefined): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
const number = (cell: Json | undefined): number => Number(cell ?? 0);

/** The entries of a JSON object in a cell. */
function entriesOf(cell: Json | undefined): readonly (readonly [string, unknown])[] {
  const parsed = parseJsonText(text(cell));
  return 'value' in parsed && typeof parsed.value === 'object' && parsed.value !== null
    ? Object.entries(parsed.value)
    : [];
}

const entry = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A kind of note: its name, and those of its fields in their order. */
type Kind = { readonly name: string; readonly fields: readonly string[] };

function oldKinds(col: Row | undefined): ReadonlyMap<string, Kind> {
  return new Map(
    entriesOf(col?.['models']).map(([id, model]) => {
      const fields = entry(model, 'flds');
      const names = Array.isArray(fields) ? fields.map((field: unknown) => word(entry(field, 'name'))) : [];
      return [id, { name: word(entry(model, 'name')), fields: names }];
    }),
  );
}

function newKinds(tables: Tables): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, { name: string; fields: string[] }>();
  for (const row of tables['notetypes'] ?? [])
    kinds.set(text(row['id']), { name: text(row['name']), fields: [] });
  const inOrder = (tables['fields'] ?? []).toSorted((a, b) => number(a['ord']) - number(b['ord']));
  for (const row of inOrder) kinds.get(text(row['ntid']))?.fields.push(text(row['name']));
  return kinds;
}

const oldDecks = (col: Row | undefined): ReadonlyMap<string, string> =>
  new Map(entriesOf(col?.['decks']).map(([id, deck]) => [id, word(entry(deck, 'name'))]));

const newDecks = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [text(row['id']), text(row['name']).replaceAll(BETWEEN, '::')]));

/** The deck of each note: that of its first card, and of a card in a filtered deck the one that it came from. */
function decksOfNotes(cards: readonly Row[]): ReadonlyMap<string, string> {
  const first = new Map<string, readonly [ord: number, deck: string]>();
  for (const card of cards) {
    const [note, ord] = [text(card['nid']), number(card['ord'])];
    const known = first.get(note);
    const home = text(card['odid']);
    if (!known || ord < known[0])
      first.set(note, [ord, home === '' || home === '0' ? text(card['did']) : home]);
  }
  return new Map([...first].map(([note, [, deck]]) => [note, deck]));
}

function notesOf(tables: Tables): readonly DeckNote[] {
  const [col] = tables['col'] ?? [];
  const isNew = tables['notetypes'] !== undefined;
  const kinds = isNew ? newKinds(tables) : oldKinds(col);
  const decks = tables['decks'] ? newDecks(tables['decks']) : oldDecks(col);
  const homes = decksOfNotes(tables['cards'] ?? []);
  const rows = (tables['notes'] ?? []).toSorted((a, b) => number(a['id']) - number(b['id']));
  return rows.map((row) => {
    const kind = kinds.get(text(row['mid']));
    return {
      guid: text(row['guid']),
      notetype: kind?.name ?? '',
      deck: decks.get(homes.get(text(row['id'])) ?? '') ?? '',
      tags: text(row['tags']),
      names: kind?.fields ?? [],
      fields: text(row['flds']).split(BETWEEN),
    };
  });
}

const KINDS = ['learn', 'review', 'relearn', 'filtered'] as const;

/** A button as it is counted since 2018; before, a card that was being learnt had three, and the second was `good`. */
function easeOf(ease: number, type: number, isOld: boolean): 1 | 2 | 3 | 4 | undefined {
  const button = isOld && (type === 0 || type === 2) && ease > 1 ? ease + 1 : ease;
  return button === 1 || button === 2 || button === 3 || button === 4 ? button : undefined;
}

/** What was answered, in order of time. Changes that were made by hand are left out. */
function reviewsOf(tables: Tables): readonly DeckReview[] {
  const guids = new Map((tables['notes'] ?? []).map((row) => [text(row['id']), text(row['guid'])]));
  const notes = new Map((tables['cards'] ?? []).map((row) => [text(row['id']), text(row['nid'])]));
  const conf = tables['notetypes'] ? [] : entriesOf(tables['col']?.[0]?.['conf']);
  const isOld = conf.length > 0 && Number(conf.find(([key]) => key === 'schedVer')?.[1] ?? 1) < 2;
  const reviews = (tables['revlog'] ?? []).flatMap((row): readonly DeckReview[] => {
    const guid = guids.get(notes.get(text(row['cid'])) ?? '');
    const [at, type] = [number(row['id']), number(row['type'])];
    const [ease, kind] = [easeOf(number(row['ease']), type, isOld), KINDS[type]];
    if (guid === undefined || guid === '' || !ease || !kind || !(at > 0 && at < LATEST_MS)) return [];
    const elapsedMs = Math.min(Math.max(0, number(row['time'])), LONGEST_MS);
    return [{ question: idOfGuid(guid), guid, at: instantOf(Math.floor(at)), ease, elapsedMs, kind }];
  });
  return reviews.toSorted((a, b) => a.at - b.at);
}

/** Reads the database of a package. Throws `Failure`: damaged, or of another program. */
export async function readCollection(bytes: Uint8Array): Promise<Collection> {
  const tables = await readWhole(bytes, WANTED, 'unicase');
  if (!tables['notes'] || !tables['col']) {
    throw new Failure('deck-foreign', 'the database in it is not one of Anki', {
      hint: 'Export the deck from Anki again: File, Export.',
    });
  }
  return { notes: notesOf(tables), reviews: reviewsOf(tables) };
}

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
