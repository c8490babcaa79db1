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
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/core/base/day.ts';
import type { AttemptEntry } from '../../../src/core/schedule/journal.ts';
import { openJournal } from '../../../src/io/store/journal.ts';
import { tempHome } from '../../support/home.ts';

const CALENDAR = { timeZone: 'Europe/Berlin', dayStartMinutes: 240 };
const PARAMS = { retention: 0.9, calendar: CALENDAR };

const open = (home: string) =>
  openJournal(
    home,
    'build',
    () => CALENDAR,
    () => {},
  );

const attempt = (id: string, question = 'attention'): AttemptEntry => ({
  type: 'attempt',
  id,
  question,
  rating: 'good',
  at: Date.parse('2026-11-24T08:00:00Z') as Instant,
  elapsedMs: 41_200,
  mode: 'type',
  points: [1, 0],
  cited: [],
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
    expect(problems.map((problem) => [problem.code, problem.at.start.line])).toEqual([
      ['journal-damaged', 2],
    ]);
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
    expect((await open(home).progress(PARAMS)).seen.size).toBe(0);
    expect(existsSync(home)).toBe(false);
  });

  it('reads the files of all devices together', () => {
    const home = tempHome();
    open(home).append([attempt('01B')]);
    const line = readFileSync(onlyFile(home), 'utf8').replace('01B', '01A');
    writeFileSync(join(home, 'journal', 'laptop-abc123.jsonl'), line);
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
    expect(() => open(home).read()).toThrow(/newer prep/);
    expect(readFileSync(join(home, 'journal', 'a.jsonl'), 'utf8')).toBe(text);
  });
});

describe('the cached fold', () => {
  it('is used while nothing changes, and made anew when something does', async () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    // A file that was written this very moment is not taken at its times.
    await setTimeout(40);
    const first = await open(home).progress(PARAMS);
    const cache = join(home, 'cache', 'progress.json');
    const { mtimeMs } = statSync(cache);
    expect(await open(home).progress(PARAMS)).toEqual(first);
    expect(statSync(cache).mtimeMs).toBe(mtimeMs);
    open(home).append([attempt('01B', 'layer-norm')]);
    expect((await open(home).progress(PARAMS)).seen.size).toBe(2);
    expect((await open(home).progress({ ...PARAMS, retention: 0.8 })).schedules).not.toEqual(first.schedules);
  });

  it('is not trusted when it is damaged', async () => {
    const home = tempHome();
    open(home).append([attempt('01A')]);
    const first = await open(home).progress(PARAMS);
    for (const text of ['', '[]', 'null', '["key",{}]']) {
      writeFileSync(join(home, 'cache', 'progress.json'), text);
      expect(await open(home).progress(PARAMS)).toEqual(first);
    }
  });
});

it('passes over the links that editors put beside a file', async () => {
  const home = tempHome();
  open(home).append([attempt('01A')]);
  const file = onlyFile(home);
  symlinkSync('me@host.1:2', join(home, 'journal', `.#${basename(file)}`));
  expect(open(home).read().entries).toHaveLength(1);
  expect((await open(home).progress(PARAMS)).seen.size).toBe(1);
});
