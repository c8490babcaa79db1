// Headings of guides that say more than `Q4`: words before the number, and marks of difficulty in the names of sections.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (text: string) => readBankFile(openSource('guide.md', text), 'bank').questions;
const titles = (text: string) => read(text).map(({ number, title }) => [number, title]);

describe('beside numbers that ask and count on', () => {
  const asked = ['a tree', 'a heap', 'a trie', 'a ring', 'a list', 'a graph'];
  const file = (below: (name: string) => string): string =>
    asked.map((name, i) => `### ${i + 1}. What is ${name}?\n\nNodes.\n\n${below(name)}`).join('');
  const numbered = asked.map((name, i) => [i + 1, `What is ${name}?`]);

  it('lists of headings that begin anew are parts of answers, with the headings around them', () => {
    const parts = '### 1. Order\n\nKept.\n\n### 2. Speed\n\nHigh.\n\n## Summary\n\nUse it.\n\n';
    const text = file((name) => (name === 'a graph' ? '' : `## Why ${name} is fast\n\nBecause.\n\n${parts}`));
    expect(titles(text)).toEqual(numbered);
    expect(read(text)[0]?.answer.text).toMatch(/^Nodes\.\n\n## Why a tree[^]*Use it\.$/);
  });

  it('sections are none, which have no text of their own', () => {
    const text = file((name) =>
      name === 'a heap' || name === 'a ring'
        ? '### 1. Order\n\nKept.\n\n### 2. Speed\n\nHigh.\n\n## More\n\n'
        : '',
    );
    expect(titles(text)).toEqual(numbered);
    expect(read(text).map(({ section }) => section)).toEqual([
      'bank',
      'bank',
      'More',
      'More',
      'More',
      'More',
    ]);
  });
});

describe('numbered topics above sentences that ask', () => {
  const topics = ['Primes', 'Even numbers', 'Pairs of terms', 'Sums'];
  const options = '- A) 1\n- B) 2\n- C) 4';
  const exam = (asked: readonly string[], head = '', tail = `${options}\n\nAnswer: B\n\n`) =>
    asked.map((words, i) => `### ${head}${i + 1}: ${topics[i] ?? ''}\n\n${words}\n\n${tail}`).join('');
  const asked = ['Which is prime?', 'Which is even?', '**Question:** Match both.'];

  it('have their titles below, and are kept with the notes', () => {
    const questions = read(`# Quiz\n\n${exam(asked, 'Question ')}`);
    expect(questions.map(({ title, notes, asked: shown }) => [title, notes?.text, shown?.text])).toEqual(
      ['Which is prime?', 'Which is even?', 'Match both.'].map((title, i) => [title, topics[i], options]),
    );
  });

  it('stay titles where fewer do, and above a line that introduces a list', () => {
    const some = read(
      `# Quiz\n\n${exam(['Which is prime?', 'Text.', 'Which is even?', 'Text.'], 'Question ')}`,
    );
    expect(some[0]?.title).toBe('Primes');
    const lists = read(
      `# Exercises\n\n${exam(['Write a page that:', 'Write a test that:', 'Write a hook that:'], 'Question ', '- works\n\n')}`,
    );
    expect(lists[0]?.title).toBe('Primes');
  });
});

it('the one heading below most of those that only count names the answer, in any language', () => {
  const text = ['tallet 15', 'et navn', 'en liste', 'en funksjon']
    .map(
      (what, i) => `## Oppgave ${i + 1}\nLagre ${what} i en variabel.\n\n### Løsning\n\nSvaret er ${i}.\n\n`,
    )
    .join('');
  expect(titles(text)).toEqual([
    [1, 'Lagre tallet 15 i en variabel.'],
    [2, 'Lagre et navn i en variabel.'],
    [3, 'Lagre en liste i en variabel.'],
    [4, 'Lagre en funksjon i en variabel.'],
  ]);
  expect(read(text).map(({ answer }) => answer.text)).toEqual([0, 1, 2, 3].map((i) => `Svaret er ${i}.`));
});

describe('the name of a section', () => {
  it.each([
    ['Databases ⭐⭐⭐', 'Databases', 'hard'],
    ['⭐ Basics', 'Basics', 'easy'],
    ['★★☆ Caching', 'Caching', 'medium'],
    ['Caching (★★★)', 'Caching', 'hard'],
    ['Networks 🔴', 'Networks', 'hard'],
    ['Networks (12) 🟢', 'Networks', 'easy'],
    ['Networks 🟢 (Q1-10)', 'Networks', 'easy'],
    ['C++ & C#', 'C++ & C#', 'medium'],
    ['⭐⭐', '⭐⭐', 'medium'],
  ])('is without marks of difficulty, which count for its questions: %s', (heading, section, difficulty) => {
    const questions = read(`## ${heading}\n### Q1: A?\nText.\n### Q2: B?\nText.\n`);
    expect(questions.map((one) => [one.section, one.difficulty])).toEqual([
      [section, difficulty],
      [section, difficulty],
    ]);
  });
});

describe('a heading that asks, with deeper headings alone below it', () => {
  const asking = ['a tree', 'a heap', 'a trie', 'a ring', 'a list']
    .map((name) => `## What is ${name}?\n\nNodes.\n\n`)
    .join('');

  it('is a question among others that ask, and its parts are the answer', () => {
    const text = `${asking}## What do trees give us?\n\n### Order\n\nKept.\n\n### Speed\n\nLogarithmic.\n`;
    expect(titles(text).at(-1)).toEqual([undefined, 'What do trees give us?']);
    expect(read(text).at(-1)?.answer.text).toMatch(/^### Order[^]*Logarithmic\.$/);
  });

  it('is a section where the deeper ones ask, or where no others ask beside it', () => {
    const asked = `${asking}## What else?\n\n### Why balance?\n\nSpeed.\n\n### When to rotate?\n\nLate.\n`;
    expect(titles(asked).map(([, title]) => title)).not.toContain('What else?');
    const alone =
      '# Notes\n\n## Why trees?\n\n### Order\n\nKept.\n\n### Why balance?\n\nSpeed.\n\n### How?\n\nSo.\n';
    expect(titles(alone).map(([, title]) => title)).toEqual(['Order', 'Why balance?', 'How?']);
  });
});

describe('the name of a section', () => {
  const fold = (asked: string, answer: string) =>
    `<details>\n<summary>${asked}</summary>\n\n${answer}\n</details>\n\n`;
  const first = fold('What is a quota?', 'A limit.') + fold('What is a taint?', 'A mark.');

  it.each(['Licenses', 'Resources limits', 'References and borrowing', 'Index types'])(
    'may begin like that of a part without questions: %s',
    (name) => {
      const text = `# Questions\n\n${first}## ${name}\n\n${fold('Describe them', 'They are many.')}`;
      expect(titles(text).map(([, title]) => title)).toContain('Describe them');
    },
  );

  it.each(['License', 'Resources', 'Useful links', 'References & further reading', 'Index of questions'])(
    'says that no more questions come: %s',
    (name) => {
      const text = `# Questions\n\n${first}## ${name}\n\n${fold('Describe them', 'They are many.')}`;
      expect(titles(text).map(([, title]) => title)).not.toContain('Describe them');
    },
  );
});

describe('contents above deeper headings', () => {
  const contents = '# Interview questions\n\n## Contents\n\n- [Trees](#trees)\n\n';

  it('bar no heading that asks', () => {
    const text = `${contents}### What is a tree?\n\nNodes.\n\n### What is a heap?\n\nA tree in a list.\n`;
    expect(titles(text).map(([, title]) => title)).toEqual(['What is a tree?', 'What is a heap?']);
  });

  it('bar no task in the sections below', () => {
    const asked = [
      'What is a tree?',
      'What is a heap?',
      'Which trees stay balanced?',
      'Describe tries in short.',
    ];
    const text = `${contents}### Trees\n\n${asked.map((one) => `- **${one}** - [Read](https://example.com/a)\n`).join('')}`;
    expect(titles(text).map(([, title]) => title)).toEqual(asked);
  });
});

describe('the label of an answer', () => {
  it.each([
    '**Answer:**',
    '**Answer**:',
    '*Answer:*',
    '_Answer_:',
    '***Answer:***',
    '**_Answer_**:',
    'Answer:',
    '> *A:*',
  ])('is no part of it: %s', (label) => {
    const [question] = read(`### Q1: Why?\n\n${label} It depends.\n\n*Follow-up:* And then?\n`);
    expect([question?.answer.text, question?.followUpTexts.map((one) => one.question.text)]).toEqual([
      'It depends.',
      ['And then?'],
    ]);
  });

  it('and an item of a list that begins with `a:` is none', () => {
    expect(read('### Q1: Why?\n\nIt took:\n\n- a: 1 ms\n- b: 2 ms\n')[0]?.answer.text).toContain('- a: 1 ms');
  });

  it.each([
    ['Antwort', 'Nachfrage', '„Und dann?“', 'Und dann?'],
    ['Antwort', 'Mögliche Nachfragen', 'Und dann?', 'Und dann?'],
    ['Réponse', 'Relance', '« Et après ? »', 'Et après ?'],
    ['答案', '追问', '然后呢？', '然后呢？'],
  ])('and %s and %s divide an answer in other languages: %s', (answer, more, written, then) => {
    const [question] = read(`### Q1: A?\n\n**${answer}**: It depends.\n\n**${more}**: ${written}\nYes.\n`);
    expect(question?.answer.text).toBe('It depends.');
    expect(question?.followUpTexts.map((one) => [one.question.text, one.answer.text])).toEqual([
      [then, 'Yes.'],
    ]);
  });
});

describe('headings with the numbers of parts', () => {
  const parts = (names: readonly string[]) =>
    `# Trees\n\n${names.map((name, i) => `## 2.${i + 1} ${name}\n\nText of it.\n\n`).join('')}`;
  const names = ['Nodes', 'Edges', 'Roots', 'Leaves', 'Paths', 'Depth', 'Height', 'Order'];

  it('are those of an article where hardly any asks', () => {
    expect(titles(parts([...names, 'Why balance?']))).toEqual([]);
  });

  it('are those of questions where some ask or give a task', () => {
    const all = [...names, 'Why balance?', 'Explain rotation'];
    expect(titles(parts(all)).map(([, title]) => title)).toEqual(all);
  });
});

describe('a dash behind the parts of a story', () => {
  const story = ['Situation', 'Task', 'Action', 'Result'].map((part) => `- **${part}** – it was.\n`).join('');

  it('divides it as a colon does', () => {
    const [question] = read(`### Q1: A conflict\n\n${story}`);
    expect(
      Object.entries(question?.star ?? {}).map(([part, { text }]) => `${part} ${text.split('\n')[0]}`),
    ).toEqual(['situation', 'task', 'action', 'result'].map((part) => `${part} it was.`));
  });

  it('makes no guide of an article about stories, and no label of a letter', () => {
    expect(read(`# Preparing\n\n## 1. The format\n\n${story}\n## 2. Practice\n\nOften.\n`)).toEqual([]);
    const [question] = read('### Q1: ACID?\n\nIt is:\n\n- **A** – atomic\n- **C** – consistent\n');
    expect(question?.answer.text).toMatch(/^It is:/);
  });
});

describe('numbers of Chinese headings', () => {
  it('stand between two letters, or right before the words', () => {
    expect(titles('# 题库\n\n### 第 1 题：索引\n\n树。\n\n### 第2题 缓存和一致性\n\n快。\n')).toEqual([
      [1, '索引'],
      [2, '缓存和一致性'],
    ]);
    expect(titles('# 题库\n\n## 1.什么是索引？\n\n树。\n\n## 2.缓存和一致性\n\n快。\n')).toEqual([
      [1, '什么是索引？'],
      [2, '缓存和一致性'],
    ]);
  });
});
