import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/core/base/day.ts';
import type { AttemptEntry } from '../../../src/core/schedule/journal.ts';
import { formatEntry } from '../../../src/formats/stored/journal-lines.ts';
import { journalContent, openJournal } from '../../../src/io/store/journal.ts';
import { berlin, params } from '../../support/entries.ts';
import { tempHome } from '../../support/home.ts';
import { calendarOf } from '../../support/zones.ts';

const open = (home: string) => openJournal(home, 'build', berlin, () => {});

const attempt = (id: string, question = 'attention', text?: string): AttemptEntry => ({
  type: 'attempt',
  id,
  question,
  rating: 'good',
  at: Date.parse('2026-11-24T08:00:00Z') as Instant,
  elapsedMs: 41_200,
  mode: 'type',
  points: [1, 0],
  cited: [],
  ...(text !== undefined && { text }),
});

function onlyFile(home: string): string {
  const names = readdirSync(join(home, 'journal'));
  expect(names).toHaveLength(1);
  return join(home, 'journal', names[0] ?? '');
}

describe('appending', () => {
  it('makes a private folder and one file for this device', () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    open(home).append([attempt('01B')]);
    const file = onlyFile(home);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('does not let a torn last line swallow the next one', () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    appendFileSync(onlyFile(home), '{"v":1,"id":"01TORN","type":"att');
    expect(
      open(home)
        .read()
        .problems.map((problem) => problem.code),
    ).toEqual(['journal-torn']);
    open(home).append([attempt('01B')]);
    const { entries, problems } = open(home).read();
    expect(entries.map((entry) => entry.id)).toEqual(['01A', '01B']);
    expect(problems.map((problem) => [problem.code, problem.at.start.line])).toEqual([['journal-torn', 2]]);
  });

  it('says in a sentence that the place is taken', () => {
    const home = tempHome();
    mkdirSync(home);
    writeFileSync(join(home, 'journal'), 'a file where the folder should be');
    expect(() => open(home).append([attempt('01A')])).toThrow(/journal.* cannot be (written|read)/);
  });
});

describe('reading', () => {
  it('needs nothing and makes nothing', async () => {
    const home = tempHome();
    expect(open(home).read()).toEqual({ entries: [], problems: [] });
    expect((await open(home).progress(params)).seen.size).toBe(0);
    expect(existsSync(home)).toBe(false);
  });

  it('reads the files of all devices together', () => {
    const home = tempHome();
    open(home).append([attempt('01B')]);
    // As an earlier prep wrote it, without a sum.
    writeFileSync(join(home, 'journal', 'laptop-abc123.jsonl'), `${formatEntry(attempt('01A'), berlin)}\n`);
    expect(
      open(home)
        .read()
        .entries.map((entry) => entry.id),
    ).toEqual(['01A', '01B']);
  });

  it('refuses a file of a newer version and leaves it untouched', () => {
    const home = tempHome();
    mkdirSync(join(home, 'journal'), { recursive: true });
    const text = '{"v":2,"id":"01A","type":"attempt"}\n';
    writeFileSync(join(home, 'journal', 'a.jsonl'), text);
    expect(() => open(home).read()).toThrow(/newer version of prep/);
    expect(readFileSync(join(home, 'journal', 'a.jsonl'), 'utf8')).toBe(text);
  });
});

describe('the cached fold', () => {
  it('is used while nothing changes, and made anew when something does', async () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    // A file that was written this very moment is not taken at its times.
    await setTimeout(40);
    const first = await open(home).progress(params);
    const cache = join(home, 'cache', 'progress.json');
    const { mtimeMs } = statSync(cache);
    expect(await open(home).progress(params)).toEqual(first);
    expect(statSync(cache).mtimeMs).toBe(mtimeMs);
    open(home).append([attempt('01B', 'layer-norm')]);
    const second = await open(home).progress(params);
    expect(second.seen.size).toBe(2);
    for (const other of [{ retention: 0.8 }, { calendar: calendarOf('Asia/Tokyo') }])
      expect((await open(home).progress({ ...params, ...other })).schedules).not.toEqual(second.schedules);
  });

  it('is not trusted when it is damaged', async () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    const first = await open(home).progress(params);
    for (const text of ['', '[]', 'null', '["key",{}]']) {
      writeFileSync(join(home, 'cache', 'progress.json'), text);
      expect(await open(home).progress(params)).toEqual(first);
    }
  });
});

it('passes over the links that editors put beside a file', async () => {
  const home = tempHome();
  open(home).append([attempt('01A')]);
  const file = onlyFile(home);
  symlinkSync('me@host.1:2', join(home, 'journal', `.#${basename(file)}`));
  expect(open(home).read().entries).toHaveLength(1);
  expect((await open(home).progress(params)).seen.size).toBe(1);
});

describe('a line with a sum', () => {
  it('is read as it was written or told with its place, whichever bit of it flips', async () => {
    const home = tempHome();
    open(home).append([attempt('01A'), attempt('01B', 'layer-norm', 'Größe: 45 ms'), attempt('01C')]);
    const file = onlyFile(home);
    const bytes = readFileSync(file);
    const { entries: written } = open(home).read();
    const first = bytes.indexOf(0x0a) + 1;
    const end = bytes.indexOf(0x0a, first) + 1;
    let told = 0;
    for (let at = first; at < end; at++)
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(file, flipped);
        const { entries, problems } = open(home).read();
        // A flip in the last line feed joins two lines, and one may divide a line.
        const isWhole = entries.every((entry) => written.some((each) => isDeepStrictEqual(each, entry)));
        expect({ at, bit, isWhole, isTold: problems.length > 0 || entries.length === 3 }).toMatchObject({
          isWhole: true,
          isTold: true,
        });
        expect(readFileSync(file).equals(flipped)).toBe(true);
        if (problems.length > 0) told++;
      }
    expect(told).toBeGreaterThan((end - first) * 7);
    const changed = bytes.toString('utf8').replace('45 ms', '46 ms');
    writeFileSync(file, changed);
    expect(open(home).read().problems).toMatchObject([
      {
        code: 'journal-damaged',
        at: { file, start: { line: 2 } },
        message: expect.stringContaining('changed after prep wrote it'),
      },
    ]);
    const journal = open(home);
    await journal.progress(params);
    expect(journal.faults()).toEqual([expect.stringContaining(`${file}: Line 2 cannot be used`)]);
    // A snapshot keeps what it left out.
    await setTimeout(40);
    for (const next of [open(home), open(home)]) {
      await next.progress(params);
      expect(next.faults()).toHaveLength(1);
    }
    // A person who edits a line takes the sum out.
    writeFileSync(file, changed.replace(/(46 ms".*),"sum":"\w+"/, '$1'));
    expect(open(home).read()).toMatchObject({ problems: [], entries: [{}, { text: 'Größe: 46 ms' }, {}] });
  });

  it('says when a file has become shorter than it was', async () => {
    const home = tempHome();
    open(home).append([attempt('01A'), attempt('01B')]);
    await open(home).progress(params);
    const text = readFileSync(onlyFile(home), 'utf8');
    writeFileSync(onlyFile(home), text.slice(0, text.indexOf('\n') + 1));
    const journal = open(home);
    await journal.progress(params);
    expect(journal.faults()).toEqual([expect.stringMatching(/is \d+ bytes shorter than it was/)]);
  });
});

it('gives each unusable line its place, and reads the rest', () => {
  const home = tempHome();
  const entries = Array.from({ length: 60 }, (_, i) =>
    attempt(`id-${i}`, `q${i}`, `Größe 中文 ${'x'.repeat(i)}`),
  );
  open(home).append(entries);
  const file = onlyFile(home);
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.splice(20, 0, '{"v":1,oops', '<<<<<<< HEAD', '', '\uFEFFoops');
  writeFileSync(file, `${lines.join('\n')}{"v":1,"torn`);
  const { entries: read, problems } = journalContent(file);
  expect(read).toEqual(entries);
  expect(problems.map(({ code, at }) => [code, at.start.line])).toEqual([
    ['journal-damaged', 21],
    ['journal-conflict', 22],
    ['journal-damaged', 24],
    ['journal-torn', 65],
  ]);
});
