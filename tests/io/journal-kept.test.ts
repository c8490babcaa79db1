// What is kept of the journal between runs: continued, it is the same as read anew, whatever was done to the files and caches.
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
import { foldJournal } from '../../src/core/fold.ts';
import { attemptFacts } from '../../src/core/stats-facts.ts';
import { formatEntry } from '../../src/formats/journal-lines.ts';
import type { Entry } from '../../src/core/journal.ts';
import { openJournal } from '../../src/io/journal.ts';
import { anyEntry, attempt, berlin, noon, params } from '../support/entries.ts';
import { tempHome } from '../support/home.ts';

const open = (home: string) =>
  openJournal(
    home,
    () => berlin,
    () => {},
  );
const linesOf = (entries: readonly Entry[]): string =>
  entries.map((entry) => `${formatEntry(entry, berlin)}\n`).join('');

/** Something that happens to one of three journal files, or to a cache. */
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
const anyCache = fc.constantFrom('progress.json', 'attempts.bin');
const damage = fc.tuple(anyCache, share).map(([name, part]): Deed => (home) => {
  const file = join(home, 'cache', name);
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * part)));
});
const flip = share.map((part): Deed => (home) => {
  const file = join(home, 'cache', 'attempts.bin');
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length * part * 0.999);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
});
const drop = anyCache.map(
  (name): Deed =>
    (home) =>
      rmSync(join(home, 'cache', name), { force: true }),
);

const anyDeed = fc.oneof(
  { weight: 8, arbitrary: append },
  ...[tear, truncate, edit, replace, prepend, mark, copy, remove, touch, damage, flip, drop].map(
    (arbitrary) => ({
      weight: 1,
      arbitrary,
    }),
  ),
);
/** What is asked after it, of a process of its own or of one that lives on. */
const anyAsk = fc.constantFrom('progress', 'attempts', 'both', 'other params', 'nothing');
const other = { ...params, retention: 0.8 };

type Step = { readonly deed: Deed; readonly ask: string; readonly anew: boolean };
const anyStep: fc.Arbitrary<Step> = fc.record({ deed: anyDeed, ask: anyAsk, anew: fc.boolean() });

async function holds(journal: ReturnType<typeof open>, ask: string): Promise<void> {
  const { entries } = journal.read();
  if (ask === 'progress' || ask === 'both')
    expect(await journal.progress(params)).toEqual(foldJournal(entries, params));
  if (ask === 'other params') expect(await journal.progress(other)).toEqual(foldJournal(entries, other));
  if (ask === 'attempts' || ask === 'both') expect(await journal.attempts()).toEqual(attemptFacts(entries));
}

/** Long enough for a file to be told from one that was changed a moment later. */
const settle = () => setTimeout(40);

describe('what is kept of the journal', () => {
  it('is the same as read anew, whatever is done to the files and the caches', async () => {
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
        await holds(open(home), 'both');
      }),
      { numRuns: 60 },
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

  it('does not hand on a cached fold that was damaged', async () => {
    const home = tempHome();
    const file = join(home, 'cache', 'progress.json');
    open(home).append(['a', 'b', 'c'].map((question) => attempt(question, question, 'good', noon(0))));
    await open(home).progress(params);
    const text = readFileSync(file, 'utf8');
    const damaged = text.replace('"attempts":[1,1,1]', '"attempts":[1,7,1]');
    expect(damaged).not.toBe(text);
    writeFileSync(file, damaged);
    open(home).append([attempt('4', 'a', 'good', noon(1))]);
    const { entries } = open(home).read();
    expect(await open(home).progress(params)).toEqual(foldJournal(entries, params));
  });

  it('is not trusted with a single bit that is wrong', async () => {
    const home = tempHome();
    open(home).append([attempt('1', 'a', 'good', noon(0), { points: [1, 0], cited: ['x'] })]);
    const facts = await open(home).attempts();
    const file = join(home, 'cache', 'attempts.bin');
    const sound = readFileSync(file);
    for (let at = 0; at < sound.length; at += 7) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect(await open(home).attempts()).toEqual(facts);
    }
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

  it('is read no more than once while nothing changes', async () => {
    const home = tempHome();
    open(home).append([attempt('1', 'a', 'good', noon(0), { text: 'words' })]);
    await settle();
    await open(home).progress(params);
    await open(home).attempts();
    const caches = ['progress.json', 'attempts.bin'].map((name) => join(home, 'cache', name));
    const times = caches.map((file) => statSync(file).mtimeMs);
    expect((await open(home).progress(params)).seen.size).toBe(1);
    expect(await open(home).attempts()).toHaveLength(1);
    expect(caches.map((file) => statSync(file).mtimeMs)).toEqual(times);
    for (const file of caches) expect(readFileSync(file, 'latin1')).not.toContain('words');
  });

  it('is continued without another look at what a fold had looked at, and with one after any change', async () => {
    const home = tempHome();
    const [journal, kept] = [join(home, 'journal'), join(home, 'cache', 'attempts.bin')];
    open(home).append([attempt('1', 'a', 'good', noon(0)), attempt('2', 'b', 'good', noon(0))]);
    await open(home).progress(params);
    const first = readFileSync(kept);
    for (const [id, question] of ['c', 'd'].entries()) {
      open(home).append([attempt(`${id + 3}`, question, 'hard', noon(1))]);
      await settle();
      await open(home).progress(params);
      await holds(open(home), 'both');
    }
    const [name = ''] = readdirSync(journal);
    change(home, name, (bytes) => Buffer.from(bytes.toString().replace('good', 'easy')), true);
    await settle();
    await holds(open(home), 'both');
    await settle();
    // A cache of another time, which is no beginning of what the fold was made from.
    writeFileSync(kept, first);
    await holds(open(home), 'both');
  });

  it('is not written anew for a few lines', async () => {
    const home = tempHome();
    open(home).append([attempt('1', 'a', 'good', noon(0))]);
    await open(home).progress(params);
    const file = join(home, 'cache', 'attempts.bin');
    const { mtimeMs } = statSync(file);
    open(home).append([attempt('2', 'a', 'good', noon(1))]);
    expect((await open(home).progress(params)).seen.get('a')?.attempts).toBe(2);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    open(home).append([attempt('3', 'a', 'good', noon(2), { text: 'long '.repeat(60_000) })]);
    expect((await open(home).progress(params)).seen.get('a')?.attempts).toBe(3);
    expect(statSync(file).mtimeMs).not.toBe(mtimeMs);
  });

  it('clears away what a killed write left behind, once it is old', async () => {
    const home = tempHome();
    const [old, young] = ['attempts.bin.7.tmp', 'progress.json.8.tmp'].map((name) =>
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
    expect(await open(home).attempts()).toEqual([]);
    expect(existsSync(home)).toBe(false);
    open(home).append([attempt('1', 'a', 'good', noon(0))]);
    writeFileSync(join(home, 'cache'), 'a file where the folder should be');
    expect(await open(home).attempts()).toHaveLength(1);
    expect((await open(home).progress(params)).seen.size).toBe(1);
  });
});
