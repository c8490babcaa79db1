// Flashcards, files of one question, bullets and plain headings: what each reader finds in the corpus,
// what it leaves alone, and that no damage stops it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { type BankReader, draftsContent } from '../../../src/formats/import/draft.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';
import { markdownKinds, type MarkdownShape, readMarkdown } from '../../../src/formats/import/markdown.ts';
import { bankCases, bankExpected, bankFound, bankSource } from '../../support/bank-corpus.ts';
import { root } from '../../support/environment.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';
import { rounds } from '../../support/rounds.ts';

/** The reader of Markdown, for files that it takes for this shape. */
const markdown = (name: MarkdownShape, kinds?: MarkdownShape): BankReader => ({
  name,
  title: name,
  recognises: (source) => {
    const { shape, content } = readShaped(source, 'bank');
    return shape === name && content.questions.length > 0;
  },
  read: (source) => readMarkdown(source, { only: kinds && markdownKinds(kinds) }).drafts,
});
const [flashcards, bulletsReader, plainHeadings] = [
  markdown('flashcards'),
  markdown('bullets'),
  markdown('plain-headings'),
] as const;

const readers: readonly BankReader[] = [flashcards, bulletsReader, plainHeadings];
const cases = readers.flatMap((reader) =>
  bankCases(reader.name).map((name) => ({ reader, shape: reader.name, name })),
);
const contentOf = (reader: BankReader, text: string, file = 'notes.md') =>
  draftsContent(reader.read(openSource(file, text)), 'bank');
const takes = (reader: BankReader, text: string, file = 'notes.md') =>
  reader.recognises(openSource(file, text));

describe('files of the corpus', () => {
  it.each(cases)('are read as they were written down: $shape/$name', ({ reader, shape, name }) => {
    const found = bankFound(draftsContent(reader.read(bankSource(shape, name)), 'bank'));
    if (process.env['UPDATE_CORPUS'] === '1') {
      const file = join(root, 'tests/corpus/banks', shape, `${name.replace(/\.[a-z]+$/, '')}.expected.json`);
      writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    }
    expect(found).toEqual(bankExpected(shape, name));
  });

  it.each(cases)('are read so as part of a bank: $shape/$name', ({ shape, name }) => {
    expect(bankFound(readBankFile(bankSource(shape, name), 'bank'))).toEqual(bankExpected(shape, name));
  });

  it.each(cases)('are read alike with CRLF and a BOM: $shape/$name', ({ reader, shape, name }) => {
    const plain = bankSource(shape, name)
      .text.replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n');
    const known = (text: string) =>
      contentOf(reader, text).questions.map((one) => [
        one.id,
        one.section,
        one.answer.text.replaceAll('\r', ''),
        one.followUps,
        one.points,
      ]);
    expect(known(`\ufeff${plain.replaceAll('\n', '\r\n')}`)).toEqual(known(plain));
  });

  it.each(cases)('keep code, and say where it stands: $shape/$name', ({ reader, shape, name }) => {
    const source = bankSource(shape, name);
    for (const { answer } of draftsContent(reader.read(source), 'bank').questions) {
      const fence = /```[^`]*```/.exec(answer.text)?.[0];
      if (fence !== undefined) expect(source.text).toContain(fence);
      const [line = ''] = answer.text.split('\n');
      const { start } = answer.at;
      const written = source.text.split('\n')[start.line - 1]?.slice(start.column - 1) ?? '';
      expect(written.startsWith(line) || line.startsWith(written.replace(/[[\]].*$/s, ''))).toBe(true);
    }
  });
});

describe('flashcards', () => {
  it('take only headings with a tag where some have one', () => {
    const text =
      '# Notes\n\n## Index #card\n\nFinds rows fast.\n\n## Aside\n\nNot a card.\n\n## Lock #card #databases\n\nKeeps others out.\n';
    expect(takes(flashcards, text)).toBe(true);
    expect(contentOf(flashcards, text).questions.map(({ title, tags }) => [title, tags])).toEqual([
      ['Index', []],
      ['Lock', ['databases']],
    ]);
  });

  it('are known by the name of the file where nothing else tells', () => {
    const text = '## Heap\n\nA tree in an array.\n\n## Trie\n\nA tree of prefixes.\n';
    expect([
      takes(flashcards, text, 'notes/trees.md'),
      takes(flashcards, text, 'flashcards/trees.md'),
    ]).toEqual([false, true]);
  });

  it.each([
    [
      'rules between sections',
      '## Use\n\nRun it.\n\n---\n\n## Build\n\nMake it.\n\n---\n\n## Test\n\nTry it.\n',
    ],
    [
      'rules within long texts',
      `## One\n\n${'Text. '.repeat(200)}\n\n---\n\nMore.\n\n## Two\n\n${'Text. '.repeat(200)}\n\n---\n\nMore.\n`,
    ],
    [
      'a text that shows how one is written',
      `A card is written so:\n\nWhat is it?\n?\nThat.\n\n---\n\n${'And so on. '.repeat(2000)}\n`,
    ],
    ['a guide', '## Q1: What?\n\nThis.\n\n***\n\nThat.\n\n## Q2: Why?\n\nSo.\n\n***\n\nThus.\n'],
  ])('are not seen in %s', (_, text) => {
    expect(takes(flashcards, text)).toBe(false);
  });
});

describe('a file of one question, below a heading of only that word, or of the file', () => {
  const read = (text: string, file = 'notes.md') =>
    readBankFile(openSource(file, text), 'bank').questions.map(({ title, answer, difficulty, notes }) => [
      title,
      answer.text,
      difficulty,
      notes?.text,
    ]);

  it('is one question, whatever headings its answer has', () => {
    const text =
      '---\nid: q-7\ndifficulty: easy\n---\n# Question\n\nWhat?\n\n# Answer\n\nThis.\n\n# 1. Why?\n\nSo.\n\n# 2. How?\n\nThus.\n';
    expect(read(text)).toEqual([
      ['What?', 'This.\n\n# 1. Why?\n\nSo.\n\n# 2. How?\n\nThus.', 'easy', undefined],
    ]);
  });

  it('may be in two languages: the last is asked', () => {
    const text =
      '---\ntitle: T\n---\n# Вопрос (RU)\n\n> Что?\n\n# Question (EN)\n\n> What?\n\n## Ответ (RU)\n\nЭто.\n\n## Answer (EN)\n\nThis.\n';
    expect(read(text)).toEqual([['What?', 'This.', 'medium', '## Ответ (RU)\n\nЭто.']]);
  });

  it('reads a card whose sides are below headings', () => {
    const card =
      '# Note\n\n```\nguid: a\n```\n\n### Tags\n\n## Front\n\nWo gilt ein Patent:\n\n## Back\n\nIm Inland.\n';
    expect(read(card)).toEqual([['Wo gilt ein Patent:', 'Im Inland.', 'medium', undefined]]);
  });

  it('may be called like its file', () => {
    const text = '# exam-02\n\nA region is down. What should you do?\n\nA. Wait.\n\nB. Fail over.\n';
    expect(read(text, 'exam-02.md')).toEqual([
      ['A region is down. What should you do?', 'A. Wait.\n\nB. Fail over.', 'medium', undefined],
    ]);
    expect(read(text, 'exam.md')).toEqual([]);
    expect(read(text.replace('?', '.'), 'exam-02.md')).toEqual([]);
  });

  it.each([
    ['a page with a solution', '# Exercise\n\nDo it.\n\n## Solution\n\nDone.\n'],
    ['a question to be written', '# Question\n\n# Answer\n\nThis.\n'],
  ])('is not seen in %s', (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('bullets', () => {
  const asked = (text: string) => contentOf(markdown('bullets', 'bullets'), text).questions;

  it('split an answer off the line of its question, and leave what goes on with it', () => {
    const text =
      '- What is a mutex? A lock that one thread holds at a time.\n- Have you used one? If so, for what?\n- What is a lock? Explain with an example.\n- Is it fair? No.\n';
    expect(asked(text).map(({ title, answer }) => [title, answer.text])).toEqual([
      ['What is a mutex?', 'A lock that one thread holds at a time.'],
      ['Have you used one? If so, for what?', ''],
      ['What is a lock? Explain with an example.', ''],
      ['Is it fair?', 'No.'],
    ]);
  });

  it('take the indent away from answers within items, and keep code in them', () => {
    const text =
      '- What is printed?\n\n  The sum:\n\n  ```js\n  if (a) {\n    b();\n  }\n  ```\n\n- Why?\n- How?\n';
    expect(asked(text)[0]?.answer.text).toBe('The sum:\n\n```js\nif (a) {\n  b();\n}\n```');
  });

  it('read follow-ups with their answers', () => {
    const text = '- What?\n  - Why is it so?\n    - Because.\n  - And how?\n- Who?\n- When?\n';
    expect(asked(text)[0]?.followUpTexts.map(({ question, answer }) => [question.text, answer.text])).toEqual(
      [
        ['Why is it so?', '- Because.'],
        ['And how?', ''],
      ],
    );
  });

  it.each([
    [
      'contents',
      '- [What is a mutex?](#a)\n- [What is a lock?](#b)\n- [Why?](#c)\n- [How?](#d)\n- [Who?](#e)\n',
    ],
    [
      'reading matter',
      '- [What is a mutex?](https://example.org/1) - a talk\n- [Why locks?](https://example.org/2)\n- [How?](https://example.org/3)\n',
    ],
    [
      'steps',
      '1. Create a file\n2. Run it. What do you see?\n3. List the files. Is it there?\n4. Remove it.\n',
    ],
    [
      'a page with a few questions',
      `# Tool\n\n${'It does a lot of things.\n\n'.repeat(80)}- New here?\n- Lost?\n- Stuck?\n`,
    ],
    [
      'a guide',
      '# G\n\n## What?\n\n- Is it this?\n- Or that?\n\n## Why?\n\n- So?\n- Or so?\n\n## How?\n\n- Thus?\n',
    ],
    [
      'things to know',
      '- Know your stack\n- Sleep well\n- Have you read the job description?\n- Eat\n- Breathe\n- Ask?\n- Smile\n',
    ],
  ])('are not seen in %s', (_, text) => {
    expect(takes(bulletsReader, text)).toBe(false);
  });
});

describe('plain headings', () => {
  const glossary = (title: string, common = '') =>
    `# ${title}\n\n${['Heap', 'Trie', 'Graph', 'Stack', 'Queue', 'Set', 'Map'].map((name) => `## ${name}\n\nWhat a ${name} is, in a line.\n\n`).join('')}${common}`;

  it('are taken where the title says what the file is, and else left alone', () => {
    expect(takes(plainHeadings, glossary('Data structures: questions and answers'))).toBe(true);
    expect(takes(plainHeadings, glossary('Data structures'))).toBe(false);
    expect(takes(plainHeadings, glossary('Data structures'), 'data-structures-questions.md')).toBe(true);
    expect(takes(plainHeadings, glossary('Questions'), 'CONTRIBUTING.md')).toBe(false);
  });

  it('are read from any file that is said to be one', () => {
    expect(
      contentOf(markdown('plain-headings', 'plain-headings'), glossary('Data structures')).questions.map(
        ({ title }) => title,
      ),
    ).toHaveLength(7);
  });

  it.each([
    [
      'a README',
      '# Tool\n\n## Installation\n\nRun it.\n\n## Usage\n\nUse it.\n\n## API\n\nCall it.\n\n## Why\n\nSo.\n\n## License\n\nMIT\n',
    ],
    [
      'how-to pages',
      ['install', 'configure', 'run', 'test', 'deploy']
        .map((verb) => `## How to ${verb} it\n\nLike this.\n`)
        .join('\n'),
    ],
    [
      'steps',
      ['Create a file', 'Write a test', 'Design the schema', 'Implement it', 'Use it']
        .map((step) => `## ${step}\n\nLike this.\n`)
        .join('\n'),
    ],
    [
      'an article about interviews',
      `# Interview questions: how they are made\n\n${['Week 1', 'Week 2', 'Week 3'].map((week) => `## ${week}\n\n${'A long text. '.repeat(200)}\n`).join('\n')}`,
    ],
    [
      'lists of questions by section',
      `# Interview questions\n\n${['Java', 'Web', 'SQL', 'Git', 'Go', 'C'].map((name) => `## ${name}\n\n- What is it?\n- Why?\n\n`).join('')}`,
    ],
  ])('are not seen in %s', (_, text) => {
    expect(takes(plainHeadings, text)).toBe(false);
  });
});

describe('damage', () => {
  it.each(readers)('gives questions or problems, and never more: $name', (reader) => {
    const random = randomFrom(7);
    for (const name of bankCases(reader.name)) {
      const { text } = bankSource(reader.name, name);
      for (let round = 0; round < rounds(5, 15); round += 1) {
        const damaged = mutated([text], random);
        const source = openSource(name, damaged);
        expect(typeof reader.recognises(source)).toBe('boolean');
        const { questions, problems } = draftsContent(reader.read(source), 'bank');
        expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
        const lines = damaged.split('\n').length;
        for (const { at } of problems) expect(at.start.line).toBeLessThanOrEqual(lines);
        for (const { line, answer } of questions) {
          expect(line).toBeLessThanOrEqual(lines);
          expect(answer.at.start.line).toBeLessThanOrEqual(lines);
        }
      }
    }
  });
});
