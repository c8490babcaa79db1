// Writes an Anki package: a zip with a database of schema 11, which Anki opens since 2012, and an empty list of media. Knows
// the tables; what stands in a note, and the JSON of a collection, is known elsewhere. No file is touched.
import { createHash } from 'node:crypto';
import type { Instant } from '../core/day.ts';
import { decodeEntities } from '../core/entities.ts';
import { ankiDecks, ankiModels, ankiOptions, ankiSettings, deckIds } from '../formats/anki-collection.ts';
import { NOTE_TYPE_ID } from '../formats/anki-notetype.ts';
import type { DeckNote } from '../formats/banks/anki-export.ts';
import { makeDatabase, type Rows } from './sqlite.ts';
import { zipped } from './zip-writer.ts';

const SCHEMA_VERSION = 11;
const SECOND_MS = 1000;
const DAY_S = 86_400;
/** What parts the fields of a note. */
const FIELD_END = '\u001f';
/** What a record says that was never synchronised. */
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

/** The words of a field, by which Anki sorts and finds what is there twice. */
const wordsOf = (html: string): string => decodeEntities(html.replaceAll(/<[^<>]*>/g, '')).trim();

/** The first eight hex digits of the SHA-1, as a number. */
const checksum = (words: string): number =>
  Number.parseInt(createHash('sha1').update(words).digest('hex').slice(0, 8), 16);

/** A note and its one card, made `i` milliseconds after the first. */
function rowsOf(
  notes: readonly DeckNote[],
  decks: ReadonlyMap<string, number>,
  now: Instant,
): readonly Rows[] {
  const changedS = Math.floor(now / SECOND_MS);
  const firstId = now - notes.length;
  const noteRows = notes.map(({ guid, tags, fields }, i) => {
    const words = wordsOf(fields[0] ?? '');
    const listed = tags === '' ? '' : ` ${tags} `;
    const flds = fields.join(FIELD_END);
    return [firstId + i, guid, NOTE_TYPE_ID, changedS, UNSYNCED, listed, flds, words, checksum(words), 0, ''];
  });
  const cardRows = notes.map(({ deck }, i) => {
    const state = [0, 0, i + 1, 0, 0, 0, 0, 0, 0, 0, 0];
    return [firstId + i, firstId + i, decks.get(deck) ?? 1, 0, changedS, UNSYNCED, ...state, ''];
  });
  return [
    { table: 'notes', rows: noteRows },
    { table: 'cards', rows: cardRows },
  ];
}

function collectionRow(cards: number, decks: ReadonlyMap<string, number>, now: Instant): Rows {
  const changedS = Math.floor(now / SECOND_MS);
  const json = [ankiSettings(cards), ankiModels(), ankiDecks(decks, changedS), ankiOptions(), {}].map(
    (part) => JSON.stringify(part),
  );
  const created = changedS - (changedS % DAY_S);
  return { table: 'col', rows: [[1, created, now, now, SCHEMA_VERSION, 0, 0, 0, ...json]] };
}

/**
 * A package of new cards, in the order of the notes.
 * @param now when they are made: an import takes over what is newer than what is there
 */
export async function packNotes(notes: readonly DeckNote[], now: Instant): Promise<Uint8Array> {
  const decks = deckIds(notes.map(({ deck }) => deck));
  const rows = [collectionRow(notes.length, decks, now), ...rowsOf(notes, decks, now)];
  const database = await makeDatabase(TABLES, rows);
  const files = new Map([
    ['collection.anki2', database],
    ['media', new TextEncoder().encode('{}')],
  ]);
  return zipped(files, now);
}
