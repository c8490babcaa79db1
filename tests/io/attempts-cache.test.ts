// Attempts without their texts, kept between runs: the same from the cache as from the journal, and never stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/io/journal.ts';
import { attempt, berlin, noon, params } from '../support/entries.ts';
import { tempHome } from '../support/home.ts';

const open = (home: string) =>
  openJournal(
    home,
    () => berlin,
    () => {},
  );
const cacheOf = (home: string): string => join(home, 'cache', 'attempts.bin');

describe('attempts', () => {
  it('are the same from the cache as from the journal', async () => {
    const home = tempHome();
    const entry = attempt('1', 'a', 'hard', noon(0), {
      points: [1, 0],
      cited: ['x'],
      predicted: 0.5,
      text: 'words',
    });
    open(home).append([entry, attempt('2', '__proto__', 'good', noon(1))]);
    const first = await open(home).attempts();
    expect(first.map(({ question }) => question)).toEqual(['a', '__proto__']);
    expect(readFileSync(cacheOf(home), 'utf8')).not.toContain('words');
    expect(await open(home).attempts()).toEqual(first);
  });

  it('are read anew after every change, by the same process as well', async () => {
    const home = tempHome();
    const journal = open(home);
    journal.append([attempt('1', 'a', 'good', noon(0))]);
    expect(await journal.attempts()).toHaveLength(1);
    journal.append([attempt('2', 'a', 'good', noon(1))]);
    expect(await journal.attempts()).toHaveLength(2);
    expect((await journal.progress(params)).seen.get('a')?.attempts).toBe(2);
    journal.append([{ type: 'undo', id: '3', at: noon(2), target: '2' }]);
    expect(await journal.attempts()).toHaveLength(1);
  });

  it.each(['', '{', '[]', '["another key",{}]', 'null'])(
    'are read anew where the cache holds %j',
    async (text) => {
      const home = tempHome();
      open(home).append([attempt('1', 'a', 'good', noon(0))]);
      mkdirSync(join(home, 'cache'), { recursive: true, mode: 0o700 });
      writeFileSync(cacheOf(home), text);
      expect(await open(home).attempts()).toHaveLength(1);
      expect(readFileSync(cacheOf(home), 'utf8')).toContain('"texts":["a"');
    },
  );

  it('leave no cache where there is none', async () => {
    const home = tempHome();
    expect(await open(home).attempts()).toEqual([]);
    expect(() => readFileSync(cacheOf(home))).toThrow('ENOENT');
  });
});
