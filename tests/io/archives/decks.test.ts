// Anki packages: what the two shapes of them give, as banks and for taking over; and those that are none, damaged or too large.
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Failure,
  placeText,
  type Problem,
  problemPlaceText,
  sortProblems,
} from '../../../src/core/base/problem.ts';
import { openSource } from '../../../src/core/base/span.ts';
import * as readers from '../../../src/formats/import/index.ts';
import { readPackage } from '../../../src/io/archives/anki-package.ts';
import { openBanks } from '../../../src/io/banks/banks.ts';
import { openDecks } from '../../../src/io/archives/decks.ts';
import { bankFound } from '../../support/bank-corpus.ts';
import { root } from '../../support/environment.ts';
import { randomFrom } from '../../support/mutate.ts';

const corpus = join(root, 'tests/corpus/decks');
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(corpus, name)));
const expected: unknown = JSON.parse(readFileSync(join(corpus, 'decks.expected.json'), 'utf8'));

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'prep-decks-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(home, name);
  writeFileSync(path, bytes);
  return path;
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error('no failure', { cause: error });
  return error;
}

const open = (load = () => Promise.resolve(readers)) =>
  openBanks(
    { cacheFolder: join(home, 'cache'), own: join(home, 'own'), shipped: join(home, 'shipped') },
    load,
  );

describe.each(['old.apkg', 'new.apkg'])('the package %s', (name) => {
  it('is read as a text with a note per line', async () => {
    const { text, words } = await readPackage(bytesOf(name));
    expect(words).toHaveLength(6);
    expect(bankFound(readers.readBankFile(openSource('deck', text, 'decks'), 'bank'))).toEqual(expected);
  });

  it('gives its files by name, but none that leads elsewhere', async () => {
    const { media } = await readPackage(bytesOf(name));
    expect([...media.keys()].toSorted()).toEqual([
      'dirty read.png',
      'layers.png',
      'not referred to.png',
      'wrong.mp3',
    ]);
    expect(new TextDecoder().decode(media.get('wrong.mp3')?.())).toBe('no sound');
    expect(media.get('layers.png')?.().subarray(1, 4)).toEqual(strToU8('PNG'));
  });

  it('gives what it held or one failure, whatever is damaged', async () => {
    const random = randomFrom(5);
    const sound = bytesOf(name);
    for (let i = 0; i < 50; i += 1) {
      const bytes = i % 10 === 0 ? sound.slice(0, Math.floor(random() * sound.length)) : sound.slice();
      for (let k = 0; k < 3; k += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const read = await readPackage(bytes).catch((error: unknown) => error);
      if (read instanceof Failure) expect(read.message).not.toMatch(/\.$/);
      else expect(read).toHaveProperty('text');
    }
  });
});

describe('a package as a bank', () => {
  it('is loaded as any file, with the number and the first words of the note for problems', async () => {
    const deck = write('deck.apkg', bytesOf('new.apkg'));
    const banks = open();
    const { questions, problems } = await banks.full([deck]);
    expect([...questions.values()].map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    const taking = open();
    const read: Problem[] = [];
    await taking.read(deck, {}, ({ content }) => read.push(...content.problems));
    for (const [store, found] of [
      [banks, problems],
      [taking, read],
    ] as const) {
      expect(sortProblems(found).map(({ at }) => placeText(at).replace(/^.*deck/, 'deck'))).toEqual([
        'deck.apkg, note 5',
        'deck.apkg, note 6',
      ]);
      const words = store.sourceText(found[0]?.at.file ?? '').split('\n');
      expect(words).toHaveLength(6);
      expect(words[4]).toBe('an answer without a question');
    }
  });

  it.each(['deck.apkg', 'Deck.COLPKG'])(
    'has the numbers of its notes for places also as %s',
    async (name) => {
      const banks = open();
      const { problems } = await banks.full([write(name, bytesOf('old.apkg'))]);
      const cached = await open().heads([join(home, name)]);
      for (const found of [problems, cached.problems])
        expect(found.map(({ at }) => placeText(at).slice(home.length + 1))).toEqual([
          `${name}, note 5`,
          `${name}, note 6`,
        ]);
      const [damaged, ...others] = (
        await banks.full([write(`bad-${name}`, bytesOf('old.apkg').slice(0, 300))])
      ).problems;
      expect(others).toEqual([]);
      expect(damaged && problemPlaceText(damaged).slice(home.length + 1)).toBe(`bad-${name}`);
    },
  );

  it('comes from the cache as long as it does not change, and gives whole questions', async () => {
    const deck = write('deck.apkg', bytesOf('old.apkg'));
    const first = await open().heads([deck]);
    const loaded: string[] = [];
    const again = open(() => {
      loaded.push('again');
      return Promise.resolve(readers);
    });
    const heads = await again.heads([deck]);
    expect([...heads.questions.values()]).toEqual([...first.questions.values()]);
    expect(loaded).toEqual([]);
    const [head] = heads.questions.values();
    if (!head) throw new Error('no head');
    expect((await again.question(head)).answer.text).toContain('slower writes');
    write('deck.apkg', bytesOf('new.apkg').slice(0, 900));
    expect((await failureOf(again.question(head))).code).toBe('question-gone');
  });

  it('that cannot be read is a problem in one sentence', async () => {
    const damaged = write('a.apkg', bytesOf('new.apkg').slice(0, 900));
    const { problems, questions } = await open().heads([damaged]);
    expect(questions.size).toBe(0);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['file-unreadable', 'The archive is damaged: its end is missing.'],
    ]);
  });
});

describe('a file that the user names', () => {
  const decks = openDecks();

  it('is a package by its name', () => {
    expect(decks.isDeck(join(home, 'none.apkg'))).toBe(true);
    expect(decks.isDeck(join(home, 'none.COLPKG'))).toBe(true);
    expect(decks.isDeck(join(home, 'none.txt'))).toBe(false);
    expect(decks.isDeck(write('x', bytesOf('old.apkg')))).toBe(false);
  });

  it('gives its media', async () => {
    const { media } = await decks.open(write('deck.apkg', bytesOf('new.apkg')));
    expect(media.size).toBe(4);
  });

  it('is refused when it is larger than 300 MB, and not read', async () => {
    const path = join(home, 'large.apkg');
    const file = openSync(path, 'w');
    ftruncateSync(file, 2 ** 31);
    closeSync(file);
    const { code, message } = await failureOf(decks.open(path));
    expect([code, message]).toEqual(['deck-too-large', `${path}: it is larger than 300 MB.`]);
  });

  it('is refused when it is missing or a folder', async () => {
    mkdirSync(join(home, 'folder.apkg'));
    expect((await failureOf(decks.open(join(home, 'none.apkg')))).message).toMatch(
      /none\.apkg: it cannot be read: it does not exist\.$/,
    );
    expect((await failureOf(decks.open(join(home, 'folder.apkg')))).code).toBe('file-unreadable');
  });

  const cases: readonly (readonly [string, string, Uint8Array | Zippable, string])[] = [
    ['empty', 'deck-foreign', new Uint8Array(), 'it is empty'],
    ['a text', 'deck-foreign', strToU8('What?\tThat.\n'), 'it is not an Anki package'],
    [
      'an archive of another kind',
      'deck-foreign',
      { 'notes.txt': strToU8('What?') },
      'a zip archive, not text',
    ],
    [
      'a document of Word',
      'deck-foreign',
      { '[Content_Types].xml': strToU8('<t/>'), 'word/document.xml': strToU8('<w/>') },
      'it is an office document or a zip archive, not text or an Anki deck',
    ],
    [
      'a database without its package',
      'deck-foreign',
      strToU8('SQLite format 3\0'),
      'it is a SQLite database, not text or an Anki deck',
    ],
    ['of a newer Anki', 'deck-newer', { meta: Uint8Array.of(8, 9), media: new Uint8Array() }, 'newer Anki'],
    [
      'climbing out',
      'zip-unsafe',
      { 'collection.anki2': strToU8('x'), '../../x': strToU8('x') },
      'points outside the folder',
    ],
    [
      'without a database',
      'database-damaged',
      { 'collection.anki2': strToU8('no database') },
      'cannot be read',
    ],
    [
      'packed wrongly',
      'zip-damaged',
      { 'collection.anki21b': Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 7, 7, 7) },
      'is damaged',
    ],
    [
      'a bomb',
      'zip-too-large',
      Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`${i}`, new Uint8Array()])),
      '20001 files',
    ],
  ];

  it.each(cases)('is refused when it is %s', async (_, code, content, words) => {
    const bytes = content instanceof Uint8Array ? content : zipSync(content, { level: 0 });
    const failure = await failureOf(decks.open(write('x.apkg', bytes)));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/x\.apkg: \S.*[^.]\.$/);
    expect(failure.hint).toBeTruthy();
  });

  it('is refused when the database in it is of another program, or has nothing to say', async () => {
    const engine = await initSqlJs();
    const database = new engine.Database();
    database.exec('CREATE TABLE notes (id INTEGER)');
    const bytes = zipSync({ 'collection.anki2': database.export() });
    expect((await failureOf(decks.open(write('x.apkg', bytes)))).code).toBe('deck-foreign');
    database.exec('CREATE TABLE col (conf TEXT, models TEXT, decks TEXT)');
    const { text } = await readPackage(zipSync({ 'collection.anki2': database.export() }));
    expect(text).not.toMatch(/^[^#]/m);
  });
});

describe('a large deck', () => {
  it('of three hundred notes is read whole', async () => {
    const engine = await initSqlJs();
    const database = new engine.Database();
    database.exec(`
      CREATE TABLE col (id INTEGER, conf TEXT, models TEXT, decks TEXT);
      INSERT INTO col VALUES (1, '{}', '{"1":{"name":"Basic","flds":[{"name":"Front"},{"name":"Back"}]}}', '{"1":{"name":"A::B"}}');
      CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, tags TEXT, flds TEXT);
      CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, odid INTEGER, ord INTEGER);
      WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 300)
        INSERT INTO notes SELECT n, 'g' || n, 1, ' t ', '<b>What</b> is number ' || n || '?' || char(31) || '<div>It is</div><ul><li>odd or</li><li>even</li></ul>' FROM c;
      INSERT INTO cards SELECT id, id, 1, 0, 0 FROM notes;
    `);
    const deck = write('deck.apkg', zipSync({ 'collection.anki2': database.export() }, { level: 1 }));
    const { questions } = await open().full([deck]);
    expect(questions.size).toBe(300);
  });
});

describe('what a file shows', () => {
  const linked = (given: string, link: string, from = given): string | undefined => {
    const found = openDecks().linked(join(home, given))(join(home, from), link);
    return found && new TextDecoder().decode(found.content());
  };

  it('is beside it, or in the folder of media of CrowdAnki', () => {
    mkdirSync(join(home, 'deck', 'media'), { recursive: true });
    write('deck/deck.json', '{}');
    write('deck/media/heap (1).png', 'heap');
    expect(linked('deck/deck.json', 'heap (1).png')).toBe('heap');
    expect(linked('deck/deck.json', 'heap%20%281%29.png?raw=true')).toBe('heap');
    expect(linked('deck/deck.json', 'x'.repeat(400))).toBeUndefined();
  });

  it('is nothing outside of what is imported, whatever leads there', () => {
    mkdirSync(join(home, 'notes', 'deep'), { recursive: true });
    write('secret.png', 'secret');
    write('notes/deep/bus.png', 'bus');
    symlinkSync(join(home, 'secret.png'), join(home, 'notes', 'link.png'));
    for (const link of ['../secret.png', 'link.png', join(home, 'secret.png'), '..', 'deep'])
      expect(linked('notes', link, 'notes/a.md')).toBeUndefined();
    expect(linked('notes', '../notes/deep/bus.png', 'notes/a.md')).toBe('bus');
  });

  it('is named alone in a vault or in a folder that is imported, if it is the only one of its name', () => {
    mkdirSync(join(home, 'notes', 'deep'), { recursive: true });
    mkdirSync(join(home, 'notes', 'more'));
    write('notes/deep/bus.png', 'bus');
    expect(linked('notes', 'bus.png', 'notes/more/a.md')).toBe('bus');
    expect(linked('notes/more/a.md', 'bus.png')).toBeUndefined();
    mkdirSync(join(home, 'notes', '.obsidian'));
    expect(linked('notes/more/a.md', 'bus.png')).toBe('bus');
    mkdirSync(join(home, 'notes', 'other'));
    write('notes/other/bus.png', 'other');
    expect(linked('notes', 'bus.png', 'notes/more/a.md')).toBeUndefined();
  });
});
