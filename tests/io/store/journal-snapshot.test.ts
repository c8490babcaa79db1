// The snapshot of the journal's fold: it is never used for other files than it was made of, whatever was done to them and to it.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { formatEntry } from '../../../src/formats/stored/journal-lines.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { openJournal } from '../../../src/io/store/journal.ts';
import { anyEntry, attempt, berlin, noon, params } from '../../support/entries.ts';
import { tempHome } from '../../support/home.ts';
import { rounds } from '../../support/rounds.ts';

const open = (home: string, build = 'build') => openJournal(home, build, berlin, () => {});
const linesOf = (entries: readonly Entry[]): string =>
  entries.map((entry) => `${formatEntry(entry, berlin)}\n`).join('');

/** Something that happens to one of three journal files, or to the snapshot. */
type Deed = (home: string) => void;

const anyName = fc.constantFrom('a.jsonl', 'b.jsonl', 'c.jsonl');
const anyLines = fc.array(anyEntry, { minLength: 1, maxLength: 6 }).map(linesOf);
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Changes a file in place and gives it back its times, as some sync tools do. */
function change(home: string, name: string, how: (bytes: Buffer) => Buffer, keepTimes: boolean): void {
  const file = join(home, 'journal', name);
  if (!existsSync(file)) return;
  const { atime, mtime } = statSync(file);
  writeFileSync(file, how(readFileSync(file)));
  if (keepTimes) utimesSync(file, atime, mtime);
}

const append = fc.tuple(anyName, anyLines).map(([name, lines]): Deed => (home) => {
  appendFileSync(join(home, 'journal', name), lines);
});
const tear = fc.tuple(anyName, anyLines, share).map(([name, lines, part]): Deed => (home) => {
  appendFileSync(join(home, 'journal', name), lines.slice(0, Math.floor(lines.length * part)));
});
const truncate = fc.tuple(anyName, share).map(([name, part]): Deed => (home) => {
  const file = join(home, 'journal', name);
  if (existsSync(file)) truncateSync(file, Math.floor(statSync(file).size * part));
});
const edit = fc.tuple(anyName, share, fc.boolean()).map(([name, part, keepTimes]): Deed => (home) => {
  const into = (bytes: Buffer): Buffer => {
    const at = bytes.indexOf('good', Math.floor(bytes.length * part));
    return at < 0
      ? bytes
      : Buffer.concat([bytes.subarray(0, at), Buffer.from('hard'), bytes.subarray(at + 4)]);
  };
  change(home, name, into, keepTimes);
});
const replace = fc.tuple(anyName, anyLines).map(([name, lines]): Deed => (home) => {
  const file = join(home, 'journal', name);
  writeFileSync(`${file}.new`, lines);
  renameSync(`${file}.new`, file);
});
const prepend = fc.tuple(anyName, anyLines).map(([name, lines]): Deed => (home) => {
  change(home, name, (bytes) => Buffer.concat([Buffer.from(lines), bytes]), false);
});
const mark = fc.tuple(anyName, anyLines).map(([name, lines]): Deed => (home) => {
  // A byte order mark within a file spoils its line; at the start of the file it does not.
  appendFileSync(join(home, 'journal', name), `\uFEFF${lines}`);
});
const copy = fc.tuple(anyName, anyName).map(([from, to]): Deed => (home) => {
  const file = join(home, 'journal', from);
  if (existsSync(file)) writeFileSync(join(home, 'journal', to), readFileSync(file));
});
const remove = anyName.map(
  (name): Deed =>
    (home) =>
      rmSync(join(home, 'journal', name), { force: true }),
);
const touch = anyName.map((name): Deed => (home) => {
  const file = join(home, 'journal', name);
  if (existsSync(file)) utimesSync(file, 1, 1);
});
const snapshotOf = (home: string): string => join(home, 'cache', 'progress.json');
const damage = share.map((part): Deed => (home) => {
  const file = snapshotOf(home);
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * part)));
});
const drop: fc.Arbitrary<Deed> = fc.constant((home) => rmSync(snapshotOf(home), { force: true }));
/** What a session adds: later than everything, with ids that sort by time. */
let clock = 0;
const study = fc.array(anyEntry, { minLength: 1, maxLength: 4 }).map((entries): Deed => (home) => {
  const later = entries.map((entry): Entry => ({
    ...entry,
    id: `later-${String(++clock).padStart(9, '0')}`,
    at: noon(800 + clock),
  }));
  appendFileSync(join(home, 'journal', 'a.jsonl'), linesOf(later));
});

const anyDeed = fc.oneof(
  { weight: 4, arbitrary: append },
  { weight: 8, arbitrary: study },
  ...[tear, truncate, edit, replace, prepend, mark, copy, remove, touch, damage, drop].map((arbitrary) => ({
    weight: 1,
    arbitrary,
  })),
);
/** What is asked after it, of a process of its own or of one that lives on. */
const anyAsk = fc.constantFrom('progress', 'progress', 'other params', 'nothing');
const other = { ...params, retention: 0.8 };

type Step = { readonly deed: Deed; readonly ask: string; readonly anew: boolean };
const anyStep: fc.Arbitrary<Step> = fc.record({ deed: anyDeed, ask: anyAsk, anew: fc.boolean() });

async function holds(journal: ReturnType<typeof open>, ask: string): Promise<void> {
  const { entries } = journal.read();
  if (ask === 'progress') expect(await journal.progress(params)).toEqual(foldJournal(entries, params));
  if (ask === 'other params') expect(await journal.progress(other)).toEqual(foldJournal(entries, other));
}

/** Long enough for a file to be told from one that was changed a moment later. */
const settle = () => setTimeout(40);

describe('the snapshot of the journal', () => {
  it('gives what a fold of everything gives, whatever is done to the files and to itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 12 }), async (steps) => {
        const home = tempHome();
        mkdirSync(join(home, 'journal'), { recursive: true });
        let journal = open(home);
        for (const { deed, ask, anew } of steps) {
          deed(home);
          if (anew) journal = open(home);
          await holds(journal, ask);
        }
        await holds(open(home), 'progress');
      }),
      { numRuns: rounds(20, 60) },
    );
  });

  it('is not fooled by a change of the same size in the same moment', async () => {
    const home = tempHome();
    const file = join(home, 'journal', 'a.jsonl');
    mkdirSync(join(home, 'journal'), { recursive: true });
    for (let round = 0; round < 40; round++) {
      const rating = round % 2 === 0 ? 'good' : 'hard';
      writeFileSync(file, linesOf([attempt('1', 'a', rating, noon(0))]));
      expect((await open(home).progress(params)).seen.get('a')?.lastRating).toBe(rating);
    }
  });

  /** Changes the snapshot, with a sum that fits. */
  const forge = (home: string, how: (text: string) => string): void => {
    const text = readFileSync(snapshotOf(home), 'utf8');
    writeFileSync(snapshotOf(home), how(text.slice(0, text.length / 2)).repeat(2));
  };
  const sevenAttempts = (progress: string): string =>
    progress.replace('["a",{"attempts":1', '["a",{"attempts":7');
  const studied = async (): Promise<string> => {
    const home = tempHome();
    open(home).append(['a', 'b', 'c'].map((question, i) => attempt(`1${i}`, question, 'good', noon(i / 10))));
    await settle();
    await open(home).progress(params);
    return home;
  };

  it('is not used when it was damaged', async () => {
    const home = await studied();
    const file = snapshotOf(home);
    writeFileSync(file, sevenAttempts(readFileSync(file, 'utf8')));
    const { entries } = open(home).read();
    expect(await open(home).progress(params)).toEqual(foldJournal(entries, params));
  });

  it('of another build is not used', async () => {
    const home = await studied();
    forge(home, sevenAttempts);
    expect((await open(home).progress(params)).seen.get('a')?.attempts).toBe(7);
    expect((await open(home, 'other').progress(params)).seen.get('a')?.attempts).toBe(1);
  });

  it('takes a line that was torn for another once it is whole', async () => {
    const home = tempHome();
    const file = join(home, 'journal', 'a.jsonl');
    const lines = linesOf([attempt('1', 'a', 'good', noon(0)), attempt('2', 'b', 'good', noon(0))]);
    mkdirSync(join(home, 'journal'), { recursive: true });
    writeFileSync(file, lines.slice(0, -60));
    expect((await open(home).progress(params)).seen.size).toBe(1);
    appendFileSync(file, lines.slice(-60));
    expect((await open(home).progress(params)).seen.size).toBe(2);
  });

  it('is written no more than once while nothing changes, and holds no words', async () => {
    const home = tempHome();
    open(home).append([attempt('1', 'a', 'good', noon(0), { text: 'words' })]);
    await settle();
    await open(home).progress(params);
    const { mtimeMs } = statSync(snapshotOf(home));
    expect((await open(home).progress(params)).seen.size).toBe(1);
    expect(statSync(snapshotOf(home)).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(snapshotOf(home), 'utf8')).not.toContain('words');
  });

  it('is of no use once an earlier line was edited, whatever the times of the file say', async () => {
    const home = await studied();
    open(home).append([attempt('4', 'd', 'hard', noon(1))]);
    await open(home).progress(params);
    const [name = ''] = readdirSync(join(home, 'journal'));
    change(home, name, (bytes) => Buffer.from(bytes.toString().replace('good', 'easy')), true);
    await settle();
    await holds(open(home), 'progress');
  });

  it('removes what a killed write left behind, once it is old', async () => {
    const home = tempHome();
    const [old, young] = ['progress.json.999999999.tmp', 'progress.json.999999998.tmp'].map((name) =>
      join(home, 'cache', name),
    );
    if (old === undefined || young === undefined) throw new Error('two names were given');
    mkdirSync(join(home, 'cache'), { recursive: true });
    for (const file of [old, young]) writeFileSync(file, 'half');
    utimesSync(old, 1, 1);
    open(home).append([attempt('1', 'a', 'good', noon(0))]);
    await open(home).progress(params);
    expect([old, young].map((file) => existsSync(file))).toEqual([false, true]);
  });

  it('leaves no cache where there is none, and goes on where none can be written', async () => {
    const home = tempHome();
    expect((await open(home).progress(params)).seen.size).toBe(0);
    expect(existsSync(home)).toBe(false);
    open(home).append([attempt('1', 'a', 'good', noon(0))]);
    writeFileSync(join(home, 'cache'), 'a file where the folder should be');
    expect((await open(home).progress(params)).seen.size).toBe(1);
  });
});
