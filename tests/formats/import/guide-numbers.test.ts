// How the headings of a guide count: which numbers make a question, however they are written, and what is said of the others.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';

const BODY = '\n\nIt depends.\n\n';
const guide = (...headings: readonly string[]): string =>
  headings.map((heading) => `${/^#+ /.test(heading) ? '' : '### '}${heading}${BODY}`).join('');
const read = (text: string) => readShaped(openSource('guide.md', text), 'bank', { shape: 'guide' }).content;
const titles = (...headings: readonly string[]): readonly string[] =>
  read(guide(...headings)).questions.map(({ number, title }) => `${number ?? '-'} ${title}`);
describe('a number without a point', () => {
  it('counts where four or more headings count on', () => {
    expect(titles('1 Why is it slow?', '2 Batching', '3 What is it?', '4 Caches')).toEqual([
      '1 Why is it slow?',
      '2 Batching',
      '3 What is it?',
      '4 Caches',
    ]);
  });

  it('is a word of the title elsewhere', () => {
    expect(titles('Q4: Why?', '5 ways to fail', 'Q5: How?')).toEqual(['4 Why?', '5 How?']);
    expect(titles('Why is it slow?', '3 ways to win?', 'What is it?')).toEqual([
      '- Why is it slow?',
      '- 3 ways to win?',
      '- What is it?',
    ]);
  });
});

describe('a number of a question', () => {
  it.each([
    ['Q1a: Why?', 'Q1b: Batching', '- Why?', '- Batching'],
    ['Q) Why?', 'Q) Batching', '- Why?', '- Batching'],
    ['Q-3 Why?', 'Q-4 Batching', '3 Why?', '4 Batching'],
    ['Que 3: Why?', 'Ques. 4: Batching', '3 Why?', '4 Batching'],
    ['1、什么是闭包', '2、事件循环是什么？', '1 什么是闭包', '2 事件循环是什么？'],
    ['Q3。 為什麼？', '问题4、快取', '3 為什麼？', '4 快取'],
    ['Domanda 3: Perché?', 'Pergunta 4: O que', '3 Perché?', '4 O que'],
    ['(Q3) Why?', '[Q4] Batching', '3 Why?', '4 Batching'],
    ['Q3/9: Why?', 'Question 4 of 9: Batching', '3 Why?', '4 Batching'],
    ['Q3 | Why?', 'Q4 → Batching', '3 Why?', '4 Batching'],
    ['Q3\\. Why?', '4\\. Batching', '3 Why?', '4 Batching'],
    ['#3: Why?', 'No. 4: Batching', '3 Why?', '4 Batching'],
    ['3.Why?', '4.Batching', '3 Why?', '4 Batching'],
    ['1.1 Why?', '1.2 Batching', '- Why?', '- Batching'],
    ['1️⃣ Why?', '2️⃣ Batching', '1 Why?', '2 Batching'],
    ['Q3 -Why?', 'Q4 -Batching', '3 Why?', '4 Batching'],
    ['Q3- Why?', 'Q4- Batching', '3 Why?', '4 Batching'],
    ['12️⃣ Why?', '13️⃣ Batching', '12 Why?', '13 Batching'],
    ['1️⃣0️⃣ Why?', '1️⃣1️⃣: Batching', '10 Why?', '11 Batching'],
  ])('may be written as in %j and %j', (one, other, ...expected) => {
    expect(titles(one, other)).toEqual(expected);
  });
});

it('of a part is that of no question: what goes on after Q2 is no 3.1', () => {
  expect(titles('Q1: Why?', 'Q2: How?', '3.1. Notes', '3.2 More notes')).toEqual(['1 Why?', '2 How?']);
});

describe('a number with a point', () => {
  it('makes a question beside others that say so, at the same level', () => {
    expect(titles('1. Tokens', '2. Masks', 'Q3: Why?', 'Q4: How?', '#### 1. Notes')).toEqual([
      '1 Tokens',
      '2 Masks',
      '3 Why?',
      '4 How?',
    ]);
  });
});

describe('numbers that count on across levels', () => {
  it('are those of questions, whatever level a few have', () => {
    expect(titles('## 1. Caches', '2. Batching', '3. Masks', '#### 4. Tokens')).toEqual([
      '1 Caches',
      '2 Batching',
      '3 Masks',
      '4 Tokens',
    ]);
  });

  it('count on at their own level first: chapters have numbers, too', () => {
    expect(titles('## 1. Speed', '1. Why?', '2. How?', '## 2. Memory', '3. Which?', '4. When?')).toEqual([
      '1 Why?',
      '2 How?',
      '3 Which?',
      '4 When?',
    ]);
  });
});

describe('a heading of only a code that counts', () => {
  it('has other headings of its level in its answer, up to the next', () => {
    const one = (n: number, words: string): string =>
      `### Question ${n}:\n\n> **${words}**\n\n#### Answer\n\n### What is behind it?\n\nA log.\n\n### 1. Replay\n\nIt is replayed.\n\n`;
    const { questions } = read(
      one(4, 'What is a WAL?') +
        one(5, 'Why is it fast?') +
        one(6, 'When does it end?') +
        one(7, 'Who reads it?'),
    );
    expect(questions.slice(0, 3).map(({ number, title }) => `${number} ${title}`)).toEqual([
      '4 What is a WAL?',
      '5 Why is it fast?',
      '6 When does it end?',
    ]);
    expect(questions[0]?.answer.text).toContain('### What is behind it?');
  });
});

it('is of a title that only begins like the others', () => {
  const asked = [1, 2, 3, 4, 5].map((n) => `What happened in incident ${n}?`);
  expect(titles(...asked.map((title, at) => `Q${at + 1}: ${title}`))).toEqual(
    asked.map((title, at) => `${at + 1} ${title}`),
  );
});

describe('a numbered label above the wording', () => {
  const asked = (text: string) =>
    readShaped(openSource('quiz.md', text), 'bank').content.questions.map(({ title }) => title);

  it('names nothing, even with notes in brackets behind it', () => {
    const one = (n: number, words: string): string =>
      `**Question ${n}** [Vendor: Acme] (Level: P)\n**Context:** A node is down.\n${words}\n\nA) 1\nB) 2\nC) 3\n\n**Answer:** C\n\n---\n\n`;
    expect(asked(`# Quiz\n\n${one(1, 'How many are left?')}${one(2, 'Which one leads?')}`)).toEqual([
      'How many are left?',
      'Which one leads?',
    ]);
  });

  it('and its topic give way to a line that says it is the question', () => {
    const words = ['What is a branch?', 'Who may merge?', 'What is a commit?', 'Why rebase?'];
    const written = words.map(
      (each, i) =>
        `## Questão ${i + 1}: Topic ${i}\n\n<?quiz?>\nquestion: ${each}\nanswer: A copy.\n<?/quiz?>\n\n`,
    );
    expect(asked(`# Day 6\n\n${written.join('')}`)).toEqual(words);
  });
});

it('of a label that counts on from the heading above it begins the next question', () => {
  const text =
    '#### 3) What changes?\n\nOnly additive.\n\n**Q4** Why Iceberg?\n\nSnapshots.\n\n#### 5) And the cost?\n\n2 EUR.\n';
  const { questions } = readShaped(openSource('guide.md', text), 'bank').content;
  expect(questions.map(({ number, title }) => `${number ?? '-'} ${title}`)).toEqual([
    '3 What changes?',
    '4 Why Iceberg?',
    '5 And the cost?',
  ]);
});

it.each(['%)', '(%)'])('letters that count on below each section are no words of the titles: %s', (mark) => {
  const sections = [1, 2].map((at) => {
    const asked = [`What is part ${at}?`, `Name the costs of part ${at}`, `Why does part ${at} fail?`];
    const headings = asked.map((each, i) => `### ${mark.replace('%', 'abc'.charAt(i))} ${each}${BODY}`);
    return `## Point ${at}\n\n${headings.join('')}`;
  });
  expect(read(sections.join('')).questions.map(({ title }) => title)).toEqual(
    [1, 2].flatMap((at) => [
      `What is part ${at}?`,
      `Name the costs of part ${at}`,
      `Why does part ${at} fail?`,
    ]),
  );
});

it('a fence in a list that was never closed ends before the heading that a fence with a language follows', () => {
  const open = '- In a file:\n\n  ```plaintext\n  user:x:1000\n\nThat is all.\n';
  const code = '  ```bash\n  reboot\n  ```\n';
  const text = `## What is a shell?\n\n${open}\n## What is a kernel?\n\nIt depends.\n\n## What is a reboot?\n\n${code}`;
  expect(read(text).questions.map(({ title }) => title)).toEqual([
    'What is a shell?',
    'What is a kernel?',
    'What is a reboot?',
  ]);
});
