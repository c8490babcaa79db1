// `prep check FILE` and `prep quiz FILE` tell what looks like a question and was not read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { quiz } from '../../../src/commands/quiz/quiz.ts';
import { openOnDisk } from '../../support/disk-banks.ts';
import { tempFolder } from '../../support/home.ts';
import type { Memory } from '../../support/memory-context.ts';

const GUIDE = `# Guide

## Q1: What is attention?

It mixes.

### What is a mask?

It hides padding.

### What is a head?

A view.

## Q2: What is a layer?

One step.
`;
const TOLD =
  /guide\.md: 2 of 4 headings read as questions; 2 are inside other answers \(line 7 "What is a mask\?", line 11 "What is a head\?"\)\./;

let home: string;
let folder: string;
beforeEach(() => {
  home = tempFolder();
  folder = tempFolder();
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function checked(paths: readonly string[], exit = 0): Promise<Memory> {
  const memory = openOnDisk(home, { interactive: false });
  expect(await check(memory.context, paths, {})).toBe(exit);
  return memory;
}

describe('prep check', () => {
  it('tells what is inside other answers, beside the problems', async () => {
    const memory = await checked([write('guide.md', GUIDE)]);
    expect(flat(memory.data())).toMatch(TOLD);
    expect(memory.talk()).toBe('2 questions: 0 errors, 0 warnings\n');
  });

  it('says nothing more where everything was read, nor of banks that are not named', async () => {
    const whole = GUIDE.replaceAll('###', '##').replaceAll('Q1: ', '').replaceAll('Q2: ', '');
    expect((await checked([write('whole.md', whole)])).data()).toBe('');
    mkdirSync(join(home, 'questions'));
    writeFileSync(join(home, 'questions', 'guide.md'), GUIDE);
    expect((await checked([join(folder, 'whole.md')])).data()).not.toMatch(/inside/);
  });

  it('names the command whose --as reads clearly more', async () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((name) => `- What is ${name} for?\n`).join('');
    const text = `# Guide\n\n## Q1: What is attention?\n\nIt mixes.\n\n${items}\n## Q2: Why?\n\nSo.\n`;
    const memory = await checked([write('guide.md', text)]);
    expect(flat(memory.data())).toContain('`prep import --as bullets` would read 5 questions.');
  });

  it('says how many headings a file without a question has, if they have text', async () => {
    const text = ['Zoom in', 'Zoom out', 'A new window', 'A new tab'].map(
      (name) => `## ${name}\n\nPress a key.\n\n`,
    );
    const memory = await checked([write('chrome.md', text.join(''))], 1);
    expect(flat(memory.data())).toContain(
      'Nothing in this file looks like a question. It has 4 `##` headings (lines 1, 5, 9, 13) and 4 paragraphs (lines 3, 7, 11, 15). `prep import --as guide` would read 4 questions.',
    );
  });

  it('names a file without a question, with the reason', async () => {
    const memory = await checked([write('guide.md', GUIDE), write('notes.md', '# Notes\n\nText.\n')], 1);
    expect(flat(memory.data())).toMatch(/notes\.md: Nothing in this file looks like a question\./);
  });
  it('says what else a file has, if that is much compared with its questions', async () => {
    const items = ['Heads', 'Masks', 'Layers', 'Softmax', 'Weights'].map((name) => `- ${name}\n`).join('');
    const guide = GUIDE.replaceAll('### ', '**').replaceAll(/(\*\*.*)/g, '$1**');
    const memory = await checked([write('guide.md', `${guide}\n# Topics\n\n${items}`)]);
    expect(flat(memory.data())).toContain('In no question: 5 list items (lines 21, 22, 23, 24, 25).');
  });

  it('says of every placeholder that is in no question where it is', async () => {
    const above = 'We run [X] pods in 3 clusters.\n\n# Notes\n\nUpgrades take [Y] hours.\n\n';
    const memory = await checked([write('guide.md', `${above}${GUIDE}\nIt takes [Z] ms.\n`)]);
    expect(flat(memory.data())).toContain('In no question: 2 placeholders (lines 1, 5).');
  });

  it('says of no line of an answer that it is in no question', async () => {
    const steps = ['Remove', 'Correct', 'Adjust', 'Give both', 'Check'].map(
      (word, i) => `${i + 1}. ${word}\n`,
    );
    const gates = ['Forget', 'Input', 'Output', 'Cell', 'Peephole'].map(
      (word) => `**${word} gate**: decides.\n`,
    );
    const answers = ['So.', `So we:\n\n${steps.join('')}`, gates.join(''), 'So.'];
    const guide = answers.map((text, i) => `**Q${i + 1}. What is part ${i + 1}?**\n\n${text}\n`).join('\n');
    const memory = await checked([write('guide.md', guide)]);
    expect(memory.data()).not.toContain('In no question');
  });

  it('names the answer that is much longer than the others', async () => {
    const guide = ['What is a mask?', 'What is a head?', 'Why?'].map((q) => `## Q: ${q}\n\nSo.\n\n`).join('');
    const rest = ['Zoom', 'Open', 'Print', 'Close', 'Quit'].map(
      (word) =>
        `**${word}**\n\nPress a key for it, and wait for the answer. ${'It takes a while. '.repeat(12)}\n\n`,
    );
    const memory = await checked([write('guide.md', `${guide}${rest.join('')}`)]);
    expect(flat(memory.data())).toContain(
      '3 questions read. Inside an answer much longer than the others: 5 bold lines (lines 13, 17, 21, 25, 29).',
    );
  });

  it('names a file with several questions among files of one', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      write(
        `${name}.md`,
        `# What is ${name} for?\n\n## Use\n\nOne.\n\n## Cost\n\nTwo.\n\n## More\n\nThree.\n`,
      );
    write('f.md', '# Six\n\n## What is f?\n\nF.\n\n## Why f?\n\nSo.\n\n## When f?\n\nNow.\n');
    const memory = await checked([folder]);
    expect(flat(memory.data()).replace(/^.*(?=It gives)/, '')).toMatch(
      /^It gives 3 questions; 5 files beside it give one each\. In a terminal/,
    );
  });
});

describe('prep quiz', () => {
  it('tells it before the first question, from the cache as well', async () => {
    const guide = write('guide.md', GUIDE);
    for (const _ of ['read', 'cached']) {
      const memory = openOnDisk(home, { interactive: false, screen: { fancy: false } });
      // The prompts in memory have no answers; what comes before them counts.
      await quiz(memory.context, [guide], { plain: true }).catch(() => undefined);
      expect(flat(memory.talk())).toMatch(TOLD);
    }
  });

  it('says nothing where everything was read', async () => {
    const memory = openOnDisk(home, { interactive: false, screen: { fancy: false } });
    const guide = write('guide.md', '# Guide\n\n## Q1: What?\n\nThat.\n\n## Q2: Why?\n\nSo.\n');
    await quiz(memory.context, [guide], { plain: true }).catch(() => undefined);
    expect(memory.talk()).toBe('');
  });
});
