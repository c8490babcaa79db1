// A bank of many files, through the built program.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrepJson } from '../support/cli.ts';
import { tempFolder, tempHome } from '../support/home.ts';

const COUNT = 1600;

type Listed = { questions: { id: string; line: number; placeholders: number }[] };

it('is read whole and in order, and the cache then holds the same', async () => {
  const bank = tempFolder();
  mkdirSync(join(bank, 'deep'));
  for (let at = 1; at <= COUNT; at++) {
    const text = `---\nid: q-${at}\n---\n# What is part ${at}?\n\nIt took [FILL IN: part_ms].\n`;
    writeFileSync(join(bank, at % 2 === 0 ? 'deep' : '', `${at}.md`), at === 7 ? 'No question.\n' : text);
  }
  const home = tempHome();
  const list = (): Promise<Listed> => runPrepJson<Listed>(['list', '--json', '--bank', bank], { home });
  const first = await list();
  expect(first.questions).toHaveLength(COUNT - 1);
  expect(new Set(first.questions.map((question) => question.id)).size).toBe(COUNT - 1);
  expect(first.questions.every((question) => question.placeholders === 1 && question.line === 4)).toBe(true);
  const folder = first.questions.filter((question) => Number(question.id.slice(2)) % 2 === 1);
  const numbers = folder.map((question) => Number(question.id.slice(2)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(await list()).toEqual(first);
});
