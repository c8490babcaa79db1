// The database inside an Anki package: notes, decks, and what was answered when. Knows its tables, of before 2021 (version 11,
// kinds of notes as JSON) and since (18); what the fields of a note mean is the readers' part.
import type { DeckReview } from '../context.ts';
import { instantOf, MINUTE_MS } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import type { Json, Tables } from '../core/result.ts';
import { idOfGuid } from '../formats/anki-guid.ts';
import type { DeckNote } from '../formats/banks/anki-export.ts';
import { parseJsonText } from '../formats/json-text.ts';
import { readWhole } from './sqlite.ts';

/** What a database holds of use here. Notes in the order in which they were made. */
export type Collection = { readonly notes: readonly DeckNote[]; readonly reviews: readonly DeckReview[] };

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
