// A package that prep writes: a database as Anki has them, in an archive that any program opens, and the same notes when it is
// read again. (Anki's own importer of version 2.1.15 took such packages in, updated its notes from a second one, and found
// nothing to mend.)
import { createHash } from 'node:crypto';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/base/day.ts';
import { NOTE_FIELDS, NOTE_TYPE_ID } from '../../../src/formats/export/anki-collection.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { outgoing } from '../../../src/formats/export/outgoing.ts';
import { packNotes, readCollection } from '../../../src/io/archives/anki-package.ts';
import { readZip, unzipped } from '../../../src/io/archives/zip.ts';
import { questions } from '../../bank/shipped.ts';

const NOW = instantOf(1_764_000_000_000);
const notes = ankiNotes(questions.map((question) => outgoing(question, undefined, 'open', new Map())));
const bytes = await packNotes(notes, NOW, new Map());
const fileOf = (name: string): Uint8Array => {
  const entry = readZip(bytes, { entries: 10, bytes: 1e8 }).get(name);
  if (!entry) throw new Error(`there is no ${name}`);
  return unzipped(bytes, entry);
};
const engine = await initSqlJs();
const database = new engine.Database(fileOf('collection.anki2'));

function rows(sql: string): readonly (readonly unknown[])[] {
  const statement = database.prepare(sql);
  const found: (readonly unknown[])[] = [];
  while (statement.step()) found.push(statement.get());
  statement.free();
  return found;
}

describe('the database', () => {
  it('is sound, and has the tables and indexes of schema 11', () => {
    expect(rows('PRAGMA integrity_check')).toEqual([['ok']]);
    expect(rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").flat()).toEqual([
      'cards',
      'col',
      'graves',
      'notes',
      'revlog',
    ]);
    expect(rows("SELECT count(*) FROM sqlite_schema WHERE type = 'index'")).toEqual([[7]]);
    expect(rows('SELECT id, ver, crt, mod FROM col')).toEqual([[1, 11, 1_763_942_400, NOW]]);
  });

  it('has a new card for each note, in their order', () => {
    expect(rows('SELECT guid FROM notes ORDER BY id').flat()).toEqual(notes.map(({ guid }) => guid));
    const cards = rows('SELECT nid, ord, type, queue, due, reps FROM cards ORDER BY id');
    const ids = rows('SELECT id FROM notes ORDER BY id').flat();
    expect(cards).toEqual(ids.map((id, i) => [id, 0, 0, 0, i + 1, 0]));
    expect(Math.max(...ids.map(Number))).toBeLessThan(NOW);
    expect(rows('SELECT DISTINCT mid, mod, usn FROM notes')).toEqual([[NOTE_TYPE_ID, NOW / 1000, -1]]);
  });

  it('sorts notes by their words and knows their checksums', () => {
    for (const [flds, words, sum] of rows('SELECT flds, sfld, csum FROM notes')) {
      const [first = '', ...rest] = String(flds).split('\u001f');
      expect(rest).toHaveLength(NOTE_FIELDS.length - 1);
      expect(words).not.toMatch(/<|&quot;/);
      expect(first.length).toBeGreaterThanOrEqual(String(words).length);
      const digits = createHash('sha1').update(String(words)).digest('hex').slice(0, 8);
      expect(sum).toBe(Number.parseInt(digits, 16));
    }
  });

  it('has every deck that a card is in, and what that is in', () => {
    const [[decks, models]] = rows('SELECT decks, models FROM col') as [[string, string]];
    const known = JSON.parse(decks) as Record<string, { readonly name: string }>;
    const used = rows('SELECT DISTINCT did FROM cards').flat();
    expect(used.map((id) => known[String(id)]?.name ?? '').toSorted()).toEqual(
      [...new Set(notes.map(({ deck }) => deck))].toSorted(),
    );
    expect(Object.values(known).map(({ name }) => name)).toContain('prep');
    expect(Object.keys(JSON.parse(models) as object)).toEqual([String(NOTE_TYPE_ID)]);
  });
});

describe('a package', () => {
  it('is read again as the same notes', async () => {
    const read = await readCollection(fileOf('collection.anki2'));
    expect(read.map((note) => ({ ...note, names: [...note.names], tags: note.tags.trim() }))).toEqual(
      notes.map((note) => ({ ...note, names: [...NOTE_FIELDS] })),
    );
    expect(new TextDecoder().decode(fileOf('media'))).toBe('{}');
  });

  it('is the same whenever it is made at the same time', async () => {
    expect(Buffer.from(await packNotes(notes, NOW, new Map())).equals(Buffer.from(bytes))).toBe(true);
  });

  it('keeps long and odd texts', async () => {
    const odd = ['', 'x'.repeat(100_000), '日本語 👩‍💻'.repeat(200), "'; DROP TABLE notes; --"];
    const many = odd.map((text, i) => ({
      ...(notes[0] as (typeof notes)[0]),
      guid: `g${i}`,
      fields: NOTE_FIELDS.map(() => text),
    }));
    const packed = await packNotes(many, NOW, new Map());
    const entry = readZip(packed, { entries: 2, bytes: 1e8 }).get('collection.anki2');
    const read = await readCollection(entry ? unzipped(packed, entry) : new Uint8Array());
    expect(read.map(({ fields }) => fields[3])).toEqual(odd);
  });
});
