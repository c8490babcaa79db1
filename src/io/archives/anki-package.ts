// Anki packages, read and written in memory. Read: a plain database and a JSON list of media, or (since 2022)
// both compressed with Zstandard. Written: schema 11, which Anki opens since 2012.
import { createHash } from 'node:crypto';
import type { Deck } from '../../context.ts';
import type { Instant } from '../../core/base/day.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { Failure } from '../../core/base/problem.ts';
import { isObject, isText, ownField, type UnknownFields } from '../../core/base/collections.ts';
import type { Json, Tables } from '../../core/fill/bind.ts';
import {
  ankiDecks,
  ankiModels,
  ankiOptions,
  ankiSettings,
  deckIds,
  mediaName,
  mediaOfJson,
  mediaOfProtobuf,
  NOTE_TYPE_ID,
} from '../../formats/export/anki-collection.ts';
import { type DeckNote, deckText, firstWords } from '../../formats/import/anki-text.ts';
import { parseJsonText } from '../../formats/notation/json.ts';
import { isZip, kindOfStart, LONGEST_BEGINNING } from '../banks/bank-files.ts';
import { makeDatabase, readWhole, type Rows } from './sqlite.ts';
import { isZstd, readZip, unzipped, unzstd, writeZip, type ZipEntry } from './zip.ts';

const COLUMNS_READ = {
  col: ['models', 'decks'],
  notes: ['id', 'guid', 'mid', 'tags', 'flds'],
  cards: ['id', 'nid', 'did', 'odid', 'ord'],
  notetypes: ['id', 'name'],
  fields: ['ntid', 'ord', 'name'],
  decks: ['id', 'name'],
};
/** Between the fields of a note, and since version 18 between the parts of a nested deck's name. */
const SEPARATOR = '\u001f';

const cellText = (cell: Json | undefined): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
const cellNumber = (cell: Json | undefined): number => Number(cell ?? 0);

function cellFields(cell: Json | undefined): UnknownFields {
  const parsed = parseJsonText(cellText(cell));
  return 'value' in parsed && isObject(parsed.value) ? parsed.value : {};
}

function nameIn(value: unknown): string {
  const name = isObject(value) ? ownField(value, 'name') : undefined;
  return isText(name) ? name : '';
}

type NoteType = { readonly name: string; readonly fields: readonly string[] };

/** In tables since version 15, earlier as JSON. */
function noteTypesIn({ col, notetypes, fields }: Tables): ReadonlyMap<string, NoteType> {
  if (!notetypes)
    return new Map(
      Object.entries(cellFields(col?.[0]?.['models'])).map(([id, model]) => {
        const listed = isObject(model) ? ownField(model, 'flds') : undefined;
        return [id, { name: nameIn(model), fields: Array.isArray(listed) ? listed.map(nameIn) : [] }];
      }),
    );
  const types = new Map<string, { name: string; fields: string[] }>();
  for (const row of notetypes) types.set(cellText(row['id']), { name: cellText(row['name']), fields: [] });
  const inOrder = (fields ?? []).toSorted((a, b) => cellNumber(a['ord']) - cellNumber(b['ord']));
  for (const row of inOrder) types.get(cellText(row['ntid']))?.fields.push(cellText(row['name']));
  return types;
}

const decksIn = ({ col, decks }: Tables): ReadonlyMap<string, string> =>
  new Map(
    decks
      ? decks.map((row) => [cellText(row['id']), cellText(row['name']).replaceAll(SEPARATOR, '::')])
      : Object.entries(cellFields(col?.[0]?.['decks'])).map(([id, deck]) => [id, nameIn(deck)]),
  );

function decksOfNotes(cards: Tables[string]): ReadonlyMap<string, string> {
  const decks = new Map<string, string>();
  for (const card of cards.toSorted((a, b) => cellNumber(a['ord']) - cellNumber(b['ord']))) {
    const note = cellText(card['nid']);
    const home = cellText(card['odid']);
    if (!decks.has(note)) decks.set(note, home === '' || home === '0' ? cellText(card['did']) : home);
  }
  return decks;
}

function notesOf(tables: Tables): readonly DeckNote[] {
  const types = noteTypesIn(tables);
  const decks = decksIn(tables);
  const deckOf = decksOfNotes(tables['cards'] ?? []);
  const rows = (tables['notes'] ?? []).toSorted((a, b) => cellNumber(a['id']) - cellNumber(b['id']));
  return rows.map((row) => {
    const type = types.get(cellText(row['mid']));
    return {
      guid: cellText(row['guid']),
      notetype: type?.name ?? '',
      deck: decks.get(deckOf.get(cellText(row['id'])) ?? '') ?? '',
      tags: cellText(row['tags']),
      names: type?.fields ?? [],
      fields: cellText(row['flds']).split(SEPARATOR),
    };
  });
}

/** Throws `Failure`: damaged, or of another program. */
export async function readCollection(bytes: Uint8Array) {
  const tables = await readWhole(bytes, COLUMNS_READ);
  if (!tables['notes'] || !tables['col'])
    throw new Failure('deck-foreign', 'its database is not an Anki database', {
      hint: 'Export the deck from Anki again: File, Export.',
    });
  return notesOf(tables);
}

/** The most files in a package, and the most bytes that are unpacked of one in total. */
const MOST_FILES = 20_000;
const MOST_BYTES = 500_000_000;

/** One note per line; `words` has the first words of each. */
export type AnkiPackage = Deck & { readonly text: string; readonly words: readonly string[] };

/** `left`: bytes that may still be unpacked. */
type Archive = {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  left: number;
};

/** The newest counts: the others only tell an older Anki to update. */
const DATABASES = ['collection.anki21b', 'collection.anki21', 'collection.anki2'];

function foreign(bytes: Uint8Array): Failure {
  const kind = kindOfStart(String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING)));
  const what = kind ? `${kind.what}, not text or an Anki deck` : 'not an Anki package';
  return new Failure('deck-foreign', `it is ${bytes.length === 0 ? 'empty' : what}`, {
    hint: kind?.hint ?? 'Export the deck from Anki: File, Export, Anki Deck Package.',
  });
}

/** Unpacked twice if it is compressed twice. */
function contentOf(archive: Archive, entry: ZipEntry): Uint8Array {
  const most = archive.left;
  const stored = entry.size > most ? undefined : unzipped(archive.bytes, entry);
  const content = stored && isZstd(stored) ? unzstd(stored, most) : stored;
  if (!content)
    throw new Failure('deck-too-large', `unpacked it is larger than ${Math.round(most / 1e6)} MB`, {
      hint: 'Export fewer decks at once, or leave the media out.',
    });
  archive.left -= content.length;
  return content;
}

function databaseOf(archive: Archive): Uint8Array {
  const { entries } = archive;
  const newest = DATABASES.map((name) => entries.get(name)).find(Boolean);
  if (newest) return contentOf(archive, newest);
  if (entries.has('meta') && entries.has('media'))
    throw new Failure('deck-newer', 'it was made by a newer Anki than prep supports', {
      hint: 'Export it again with "Support older Anki versions".',
    });
  throw foreign(archive.bytes);
}

/** An unreadable list of names counts as empty. */
function mediaOf(archive: Archive): Deck['media'] {
  const media = new Map<string, () => Uint8Array>();
  const entry = archive.entries.get('media');
  if (!entry) return media;
  const list = contentOf(archive, entry);
  const isJson = list[0] === 0x7b;
  for (const [number, name] of isJson ? mediaOfJson(new TextDecoder().decode(list)) : mediaOfProtobuf(list)) {
    const file = archive.entries.get(number);
    if (file && mediaName(name) !== undefined) media.set(name, () => contentOf(archive, file));
  }
  return media;
}

/** Throws `Failure` for a sentence that begins with the file name. */
export async function readPackage(bytes: Uint8Array): Promise<AnkiPackage> {
  if (!isZip(bytes)) throw foreign(bytes);
  const entries = readZip(bytes, { entries: MOST_FILES, bytes: MOST_BYTES });
  const archive: Archive = { bytes, entries, left: MOST_BYTES };
  const notes = await readCollection(databaseOf(archive));
  return { text: deckText(notes), words: notes.map(firstWords), media: mediaOf(archive) };
}

const SCHEMA_VERSION = 11;
const SECOND_MS = 1000;
const DAY_S = 86_400;
const UNSYNCED = -1;

const TABLES = `
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`;

/** As Anki sorts and compares notes. */
const wordsOf = (html: string): string => decodeEntities(html.replaceAll(/<[^<>]*>/g, '')).trim();

/** The first eight hex digits of the SHA-1, as a number. */
const checksum = (words: string): number =>
  Number.parseInt(createHash('sha1').update(words).digest('hex').slice(0, 8), 16);

/**
 * In the order of the notes.
 * @param now Anki replaces older notes by newer ones
 * @param media files by the names in notes
 */
export async function packNotes(
  notes: readonly DeckNote[],
  now: Instant,
  media: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const decks = deckIds(notes.map(({ deck }) => deck));
  const changedS = Math.floor(now / SECOND_MS);
  const createdS = changedS - (changedS % DAY_S);
  const json = [ankiSettings(notes.length), ankiModels(), ankiDecks(decks, changedS), ankiOptions(), {}];
  const dates = [1, createdS, now, now, SCHEMA_VERSION, 0, 0, 0];
  const collection = [...dates, ...json.map((part) => JSON.stringify(part))];
  // One card per note, each a millisecond after the one before it.
  const firstId = now - notes.length;
  const noteRows = notes.map(({ guid, tags, fields }, i) => {
    const words = wordsOf(fields[0] ?? '');
    const listed = tags === '' ? '' : ` ${tags} `;
    const flds = fields.join(SEPARATOR);
    return [firstId + i, guid, NOTE_TYPE_ID, changedS, UNSYNCED, listed, flds, words, checksum(words), 0, ''];
  });
  const cardRows = notes.map(({ deck }, i) => {
    const state = [0, 0, i + 1, 0, 0, 0, 0, 0, 0, 0, 0];
    return [firstId + i, firstId + i, decks.get(deck) ?? 1, 0, changedS, UNSYNCED, ...state, ''];
  });
  const filled: readonly Rows[] = [
    { table: 'col', rows: [collection] },
    { table: 'notes', rows: noteRows },
    { table: 'cards', rows: cardRows },
  ];
  const database = await makeDatabase(TABLES, filled);
  const names = JSON.stringify(Object.fromEntries([...media.keys()].entries()));
  const parts: Uint8Array[] = [];
  writeZip(
    [
      ['collection.anki2', () => database],
      ['media', () => new TextEncoder().encode(names)],
      ...[...media.values()].map((bytes, at) => [String(at), () => bytes] as const),
    ],
    (part) => parts.push(part),
  );
  return new Uint8Array(Buffer.concat(parts));
}
