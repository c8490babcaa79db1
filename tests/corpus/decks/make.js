// Makes the Anki packages of this folder anew: `node tests/corpus/decks/make.js` (needs the `zstd` tool). The same notes in the
// two shapes that Anki writes: a plain database of version 11, and one of version 18 that is packed with Zstandard.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import openEngine from 'sql.js/dist/sql-wasm-inline.js';

const MTIME = new Date('2025-03-01T12:00:00Z');
const DOT = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  ),
  (char) => char.charCodeAt(0),
);

const BASIC = 1_700_000_000_001;
const CLOZE = 1_700_000_000_002;
const CODING = 1_700_000_000_003;
const types = [
  { id: BASIC, name: 'Basic', kind: 0, fields: ['Front', 'Back'] },
  { id: CLOZE, name: 'Lückentext', kind: 1, fields: ['Text', 'Back Extra'] },
  { id: CODING, name: 'Coding', kind: 0, fields: ['Key', 'Difficulty', 'Solution', 'Question', 'Link'] },
];
const decks = [
  { id: 1, name: ['Default'] },
  { id: 1_700_000_000_011, name: ['Interview', 'Databases'] },
  { id: 1_700_000_000_012, name: ['Interview', 'Networks'] },
  { id: 1_700_000_000_013, name: ['Cram'] },
];
const [, databases, networks, cram] = decks.map(({ id }) => id);

const notes = [
  {
    id: 1_700_000_100_000,
    guid: 'k#R*4l=yU3',
    type: BASIC,
    deck: databases,
    tags: ' indexes medium ',
    fields: [
      'What does an index cost?',
      '<div>Each insert has to update <b>every</b> index.</div><div><br></div><ul><li>slower writes</li><li>more disk: [FILL IN: index_mb]</li></ul>',
    ],
    cards: 1,
  },
  {
    id: 1_700_000_200_000,
    guid: 'Ab1',
    type: BASIC,
    deck: databases,
    home: databases,
    filtered: cram,
    tags: ' transactions ',
    fields: ['Which of these is a dirty read?<br><img src="dirty%20read.png">', 'The second. [sound:wrong.mp3]'],
    cards: 2,
  },
  {
    id: 1_700_000_300_000,
    guid: 'aB1',
    type: CLOZE,
    deck: networks,
    tags: '',
    fields: ['TCP opens with {{c1::three}} messages: {{c2::SYN, SYN-ACK, ACK::in order}}.', 'Each side says where it starts to count.'],
    cards: 2,
  },
  {
    id: 1_700_000_400_000,
    guid: 'zq~{}"\t',
    type: CODING,
    deck: 1,
    tags: ' leetcode::arrays leech ',
    fields: [
      '121',
      '<b>Hard</b>',
      '<pre><code class="language-python">def best(xs):\n    low, gain = xs[0], 0\n    for x in xs:\n        low = min(low, x)\n        gain = max(gain, x - low)\n    return gain</code></pre>',
      'What is the largest gain of one purchase and one sale?',
      '<a href="https://example.org/121">statement</a>',
    ],
    cards: 1,
  },
  { id: 1_700_000_500_000, guid: 'empty', type: BASIC, deck: 1, tags: '', fields: ['', 'an answer without a question'], cards: 1 },
  {
    id: 1_700_000_600_000,
    guid: 'cover',
    type: CLOZE,
    deck: networks,
    tags: '',
    fields: ['{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.1}}', '<img src="layers.png">'],
    cards: 1,
  },
];
const cards = notes.flatMap((note, i) =>
  Array.from({ length: note.cards }, (_, ord) => ({ id: 1_700_001_000_000 + i * 10 + ord, note, ord })),
);
// Answers: a card that is learnt, reviewed, forgotten, relearnt; a change by hand; one of a card that is gone.
const reviews = [
  { id: 1_720_000_000_000, card: 0, ease: 2, time: 9000, type: 0 },
  { id: 1_720_086_400_000, card: 0, ease: 3, time: 7000, type: 1 },
  { id: 1_721_000_000_000, card: 0, ease: 1, time: 20_000, type: 1 },
  { id: 1_721_000_600_000, card: 0, ease: 1, time: 61_000, type: 2 },
  { id: 1_721_100_000_000, card: 2, ease: 4, time: 3000, type: 3 },
  { id: 1_721_200_000_000, card: 2, ease: 0, time: 0, type: 4 },
  { id: 1_721_300_000_000, card: undefined, ease: 3, time: 1000, type: 1 },
];

const COMMON = `
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_revlog_cid ON revlog (cid);
`;
const NEW = `
CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase, mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase, config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid;
CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase, mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
`;

function fill(database, col) {
  database.run(`INSERT INTO col VALUES (1, 1700000000, 0, 0, ?, 0, 0, 0, ?, ?, ?, '{}', '{}')`, col);
  for (const { id, guid, type, tags, fields } of notes)
    database.run(`INSERT INTO notes VALUES (?, ?, ?, 0, -1, ?, ?, ?, 0, 0, '')`, [id, guid, type, tags, fields.join('\x1f'), fields[0]]);
  for (const { id, note, ord } of cards) {
    const [deck, home] = note.filtered === undefined ? [note.deck, 0] : [note.filtered, note.home];
    database.run(`INSERT INTO cards VALUES (?, ?, ?, ?, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, 0, '')`, [id, note.id, deck, ord, home]);
  }
  for (const { id, card, ease, time, type } of reviews)
    database.run('INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, 2500, ?, ?)', [id, cards[card]?.id ?? 5, ease, time, type]);
}

const byId = (list) => JSON.stringify(Object.fromEntries(list.map((each) => [each.id, each])));

function oldDatabase(engine) {
  const database = new engine.Database();
  database.exec(COMMON);
  const models = types.map(({ id, name, kind, fields }) => ({ id, name, type: kind, flds: fields.map((field, ord) => ({ name: field, ord })) }));
  const homes = decks.map(({ id, name }) => ({ id, name: name.join('::') }));
  // Version 1 of the scheduler: a card that is learnt has three buttons.
  fill(database, [11, '{"curDeck":1}', byId(models), byId(homes)]);
  return database.export();
}

function newDatabase(engine) {
  const database = new engine.Database();
  database.exec(COMMON);
  // The order of texts that Anki brings along; the tables are made without it and get it once they are full.
  database.exec(NEW.replaceAll(' COLLATE unicase', ''));
  for (const { id, name, fields } of types) {
    database.run(`INSERT INTO notetypes VALUES (?, ?, 0, 0, x'')`, [id, name]);
    fields.forEach((field, ord) => database.run(`INSERT INTO fields VALUES (?, ?, ?, x'')`, [id, ord, field]));
  }
  for (const { id, name } of decks) database.run(`INSERT INTO decks VALUES (?, ?, 0, 0, x'', x'')`, [id, name.join('\x1f')]);
  fill(database, [18, '', '', '']);
  database.exec(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'name text NOT NULL', 'name text NOT NULL COLLATE unicase') WHERE type = 'table'`);
  return database.export();
}

function zstd(bytes) {
  const { stdout, status } = spawnSync('zstd', ['-q', '-c', '-19'], { input: bytes, maxBuffer: 1e9 });
  if (status !== 0) throw new Error('the zstd tool is missing');
  return new Uint8Array(stdout);
}

const media = [
  ['dirty read.png', DOT],
  ['layers.png', DOT],
  ['wrong.mp3', strToU8('no sound')],
  ['not referred to.png', DOT],
  ['../climbs.png', DOT],
];

/** A field of a message of protobuf that holds bytes, all shorter than 128. */
const field = (number, bytes) => [(number << 3) | 2, bytes.length, ...bytes];
const mediaList = () =>
  Uint8Array.from(media.flatMap(([name, bytes]) => field(1, [...field(1, strToU8(name)), 0x10, bytes.length, ...field(3, new Uint8Array(20))])));

const stored = (bytes) => [bytes, { level: 0, mtime: MTIME }];
const engine = await openEngine();
const write = (name, files) => writeFileSync(join(import.meta.dirname, name), zipSync(files, { mtime: MTIME }));

write('old.apkg', {
  'collection.anki2': oldDatabase(engine),
  media: strToU8(JSON.stringify(Object.fromEntries(media.map(([name], i) => [i, name])))),
  ...Object.fromEntries(media.map(([, bytes], i) => [i, stored(bytes)])),
});
write('new.apkg', {
  meta: stored(Uint8Array.of(8, 3)),
  'collection.anki21b': stored(zstd(newDatabase(engine))),
  'collection.anki2': stored(strToU8('tells an older Anki to update')),
  media: stored(zstd(mediaList())),
  ...Object.fromEntries(media.map(([, bytes], i) => [i, stored(zstd(bytes))])),
});
