// A journal of more bytes than a string may have, read by every command that reads all of it.
import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatEntry } from '../../src/formats/stored/journal-lines.ts';
import { runPrep, runPrepJson } from '../support/cli.ts';
import { attempt, berlin, noon } from '../support/entries.ts';
import { tempHome } from '../support/home.ts';

const ATTEMPTS = 1300;
const LONGEST_STRING = 0x1fffffe8;

it('a journal of more than 512 MiB is read, added to, and goes on from its snapshot', async () => {
  const home = tempHome();
  const file = join(home, 'journal', 'a.jsonl');
  mkdirSync(join(home, 'journal'), { recursive: true });
  const text = 'It costs n squared. '.repeat(22_000);
  for (let i = 0; i < ATTEMPTS; i++) {
    const entry = attempt(`id-${String(i).padStart(5, '0')}`, `q-${i % 40}`, 'good', noon(i / 100), { text });
    appendFileSync(file, `${formatEntry(entry, berlin)}\n`);
  }
  expect(statSync(file).size).toBeGreaterThan(LONGEST_STRING);
  const count = async (): Promise<number> => {
    const { checks } = await runPrepJson<{ checks: readonly { name: string; detail: string }[] }>(
      ['doctor', '--json'],
      { home },
    );
    return Number.parseInt(checks.find(({ name }) => name === 'journal')?.detail ?? '', 10);
  };
  expect((await runPrep(['next'], { home })).status).toBe(0);
  expect(await count()).toBe(ATTEMPTS);
  expect((await runPrep(['grade', 'attention-complexity', 'good'], { home })).status).toBe(0);
  for (const args of [['next'], ['stats', '--json'], ['history', 'attention-complexity'], ['undo']])
    expect({ args, ...(await runPrep(args, { home })) }).toMatchObject({ args, status: 0 });
  expect(await count()).toBe(ATTEMPTS + 2);
});
