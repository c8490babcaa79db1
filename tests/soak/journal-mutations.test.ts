// Journals with hostile values in their fields, beyond what random characters reach: chains and rings of undos and
// relinks, names that objects inherit, times out of order.
import { expect, it } from 'vitest';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import { mergeEntries } from '../../src/core/schedule/journal.ts';
import { progressFromJson, progressText } from '../../src/io/store/journal.ts';
import { seededRandom, shuffled } from '../../src/core/base/random.ts';
import { formatEntry, parseJournal } from '../../src/formats/stored/journal-lines.ts';
import { berlin, params } from '../support/entries.ts';
import { ofCampaign } from '../support/rounds.ts';

const COUNT = ofCampaign(2000);
const LINES = 25;

const NAMES = [
  'a',
  'b',
  'c',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '',
  'x'.repeat(501),
  '\u0000\u001b[2J',
];
const TYPES = [
  'attempt',
  'attempt',
  'attempt',
  'undo',
  'suspend',
  'unsuspend',
  'relink',
  'note',
  'constructor',
  '',
];
const TIMES = [
  '2026-11-24T09:00:00.000+01:00',
  '1900-01-01T00:00:00Z',
  '8999-12-31T23:59:59.999+00:00',
  '2011-12-30T12:00:00Z',
  'now',
  '',
];
const HOSTILE = [
  null,
  true,
  -1,
  0,
  1e308,
  1.5,
  '',
  [],
  {},
  [[]],
  { length: 3 },
  '1',
  [1, 0, 1],
  [0, 2],
  'good',
  { __proto__: 1 },
];
const FIELDS = [
  'v',
  'id',
  'question',
  'rating',
  'at',
  'elapsedMs',
  'mode',
  'points',
  'cited',
  'text',
  'by',
  'cram',
  'title',
  'target',
  'from',
  'to',
  'bank',
];

/** One line: mostly sound, with up to two fields replaced by a hostile value, or cut somewhere. */
function hostileLine(random: () => number): string {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const id = (): string => `id${Math.floor(random() * LINES)}`;
  const fields = new Map<string, unknown>([
    ['v', 1],
    ['id', id()],
    ['type', pick(TYPES)],
    ['question', pick(NAMES.slice(0, 7))],
    ['rating', pick(['again', 'hard', 'good', 'easy'])],
    ['at', pick(TIMES.slice(0, 4))],
    ['elapsedMs', Math.floor(random() * 1e6)],
    ['mode', 'type'],
    ['points', [1, 0]],
    ['cited', ['m']],
    ['text', 'said'],
    ['target', id()],
    ['from', pick(NAMES.slice(0, 7))],
    ['to', pick(NAMES.slice(0, 7))],
  ]);
  for (let i = Math.floor(random() * 3); i > 0; i--) {
    const value = pick<unknown>([...HOSTILE, ...NAMES, ...TIMES]);
    if (random() < 0.4) fields.set(pick(FIELDS) ?? 'v', value);
  }
  // Written by hand: a map with a `__proto__` key must reach the text.
  const text = `{${[...fields].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  return random() < 0.05 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

it(`${COUNT} hostile journals are read, folded in any order, cached and written back`, () => {
  const random = seededRandom('hostile journals');
  const untouched = Object.getOwnPropertyNames(Object.prototype).join();
  let entriesRead = 0;
  for (let at = 0; at < COUNT; at++) {
    const text = Array.from({ length: LINES }, () => hostileLine(random)).join('\n');
    const { entries } = parseJournal('journal.jsonl', text);
    entriesRead += entries.length;
    const progress = foldJournal(entries, params);
    expect(foldJournal(shuffled(mergeEntries(entries), random), params), text).toEqual(progress);
    expect(progressFromJson(JSON.parse(progressText(progress))), text).toEqual(progress);
    const written = entries.map((entry) => `${formatEntry(entry, berlin)}\n`).join('');
    expect(parseJournal('journal.jsonl', written), text).toMatchObject({ entries, problems: [] });
  }
  expect(entriesRead).toBeGreaterThan(COUNT * 5);
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(untouched);
});
