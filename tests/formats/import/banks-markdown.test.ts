// Markdown in which questions unfold, stand in bold, in numbered or `Q.` headings, or have options: what is found in the
// corpus, that texts stay as they are, and that nothing else is taken.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource, type Text } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';
import { bankCases, bankExpected, bankFound, bankSource } from '../../support/bank-corpus.ts';
import { anyCharacter } from '../../support/characters.ts';
import { root } from '../../support/environment.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';

const SHAPES = ['details', 'numbered-headings', 'bold-questions', 'guide', 'multiple-choice'];
const cases = SHAPES.flatMap((shape) => bankCases(shape).map((name) => ({ shape, name })));
/** Files that only look like banks. */
const isNone = (name: string): boolean => /notes|no-questions/.test(name);
const banks = cases.filter(({ name }) => !isNone(name));

const takenBy = (text: string, file = 'bank.md'): readonly string[] => {
  const { shape, content } = readShaped(openSource(file, text), 'bank');
  return content.questions.length > 0 ? [shape] : [];
};
const read = (text: string, file = 'bank.md'): readonly Question[] =>
  readBankFile(openSource(file, text), 'bank').questions;

describe('files of the corpus', () => {
  it.each(cases)('are read as they were written down: $shape/$name', ({ shape, name }) => {
    const found = bankFound(readBankFile(bankSource(shape, name), 'bank'));
    if (process.env['UPDATE_CORPUS'] === '1') {
      const file = join(root, 'tests/corpus/banks', shape, `${name.replace(/\.[a-z]+$/, '')}.expected.json`);
      writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    }
    expect(found).toEqual(bankExpected(shape, name));
  });

  it.each(banks)('are named for their shape: $shape/$name', ({ shape, name }) => {
    expect(takenBy(bankSource(shape, name).text, name)).toEqual([shape]);
  });

  it.each(banks)('are read alike with CRLF and a BOM: $shape/$name', ({ shape, name }) => {
    const { text } = bankSource(shape, name);
    const plain = (found: readonly Question[]): unknown =>
      found.map((one) => [
        one.id,
        one.section,
        one.answer.text.replaceAll('\r', ''),
        one.followUps,
        one.draft,
      ]);
    expect(plain(read(`\ufeff${text.replaceAll('\n', '\r\n')}`, name))).toEqual(plain(read(text, name)));
  });

  it.each(cases.filter(({ name }) => isNone(name)))('hold no question: $shape/$name', ({ shape, name }) => {
    expect(takenBy(bankSource(shape, name).text, name)).toEqual([]);
  });
});

describe('files of other kinds', () => {
  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'questions/README.md',
    'questions/SOURCES.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ])('are left alone: %s', (file) => {
    expect(takenBy(readFileSync(join(root, file), 'utf8'), file)).toEqual([]);
  });

  it.each([
    ['bank.csv', '**What?**\n\nThat.\n\n**Why?**\n\nSo.\n'],
    ['todo.md', '# To do\n\n- [x] write\n- [ ] read\n\n## Later\n\n- [x] sleep\n- [ ] eat\n'],
    [
      'steps.md',
      '# Install\n\n**1. Download**\n\nGet it.\n\n**2. Run**\n\nStart it.\n\n**3. Done**\n\nThat is all.\n',
    ],
    [
      'faq.md',
      '# Manual\n\n<details><summary>Changelog</summary>\n\n- 1.0\n\n</details>\n\n<details><summary>Code</summary>\n\nx\n\n</details>\n',
    ],
  ])('are left alone: %s', (file, text) => {
    expect(takenBy(text, file)).toEqual([]);
  });
});

const only = (text: string): Question => {
  const [question, ...more] = read(text);
  expect(more).toEqual([]);
  expect(question).toBeDefined();
  return question ?? fail();
};
const fail = (): never => {
  throw new Error('no question');
};

describe('texts', () => {
  const body = [
    '| a | b |',
    '|---|---|',
    '| `x` | ![image](a.png) |',
    '',
    '```js',
    'const  a =  "**no bold**";\t',
    '```',
    '',
    'Math: $a_i * b_i$ and `code`, <kbd>Ctrl</kbd>.',
  ].join('\n');
  const numbered = body.replaceAll(/^(?=.)/gm, '   ');

  it.each([
    ['an element', `<details>\n<summary>What?</summary>\n\n${body}\n\n</details>\n`],
    [
      'an element below a heading',
      `## What is it?\n\n<details><summary>Answer</summary>\n\n${body}\n\n</details>\n`,
    ],
    ['a callout', `> [!question]- What?\n${body.replaceAll(/^/gm, '> ')}\n`],
    ['a bold line', `**What?**\n\n${body}\n\n**Why?**\n\nSo.\n`],
    ['a numbered heading', `1. ### What?\n\n${numbered}\n`],
    ['options', `### Q1. What?\n\n- [x] a\n- [ ] b\n\n${body}\n`],
    ['a `Q.` heading', `## Q. What?\n\n${body}\n\n[back to top](#top)\n`],
  ])('stay byte for byte in %s', (_, text) => {
    expect(read(text)[0]?.answer.text).toContain(body);
  });

  it('keep the line and column of the file, also where an indent was taken away or HTML was changed', () => {
    const text = [
      '1. ### What does it cost?',
      '',
      '   First line.',
      '',
      '   It took [X]ms of [Y]ms.',
      '',
      '2. ### And this?',
      '',
      '   <details><summary>Answer</summary>',
      '',
      '   It took [Z]ms.',
      '',
      '   </details>',
    ].join('\n');
    const placed = read(text).flatMap(({ placeholders }) =>
      placeholders.map(
        ({ written }) => `${written.at.start.line}:${written.at.start.column} ${written.text}`,
      ),
    );
    expect(placed).toEqual(['5:12 [X]', '5:21 [Y]', '11:12 [Z]']);
    const callout = only(
      '# Notes\n\n> [!faq] What does it cost?\n>\n> It took [X]ms.\n\n> [!note] Not this.\n',
    );
    expect(callout.placeholders.map(({ written }) => written.at.start)).toMatchObject([
      { line: 5, column: 11 },
    ]);
    const html = '<details><summary>What?</summary>\n<ul>\n<li>It took [X]ms</li></ul>\n</details>';
    expect(only(html).placeholders.map(({ written }) => written.at.start.line)).toEqual([3]);
  });

  it('end with the end of an element that unfolds in them', () => {
    const toggle = '<details>\n<summary>Example</summary>\n\nThe server fetches it.\n\n</details>';
    const answers = read(
      `# Guide\n\n## What is SSRF?\n\nForged.\n\n${toggle}\n\n---\n\n## What is XSS?\n\nInjected.\n\n${toggle}\n`,
    ).map(({ answer }) => answer.text);
    expect(answers).toEqual([`Forged.\n\n${toggle}`, `Injected.\n\n${toggle}`]);
  });

  it('never give the right option away before the answer', () => {
    for (const { shape, name } of banks) {
      for (const { asked } of read(bankSource(shape, name).text, name))
        expect(asked?.text ?? '').not.toMatch(/\[x\]|✅/i);
    }
  });
});

describe('the right options', () => {
  const letters = '- A: one\n- B: two\n- C: three\n';
  const answerOf = (below: string, options = letters): string | undefined =>
    read(`### Question 1: Which?\n\n${options}\n${below}\n`).at(0)?.answer.text;

  it.each([
    ['**Answer:** B', '**B.** two'],
    ['Answer: b', '**B.** two'],
    ['**Correct Answer: (B)**', '**B.** two'],
    ['#### Answer: B', '**B.** two'],
    ['> **Answer: B** two', '**B.** two'],
    ['Answer: B) two', '**B.** two'],
    ['Ans. two', '**B.** two'],
    ['Answer: B, because it is.', '**B.** two\n\nbecause it is.'],
    ['Answers: A and C', '- **A.** one\n- **C.** three'],
    ['Answer: A, B & C', '- **A.** one\n- **B.** two\n- **C.** three'],
    ['<details><summary>Solution</summary>\n\nB\n\nFor it is.\n\n</details>', '**B.** two\n\nFor it is.'],
    ['<details><summary>Lösung</summary>\n\nRichtig: B\n\n</details>', '**B.** two'],
  ])('are told by %s', (below, answer) => {
    expect(answerOf(below)).toBe(answer);
  });

  it.each([
    ['- A: one\n- B: two ✅\n- C: three\n', '**B.** two'],
    ['- A: one\n- B: two (correct)\n- C: three\n', '**B.** two'],
    ['A) one\nB) ✅ two\n', '**B.** two'],
    ['* [ ] one\n* [X] two\n', 'two'],
  ])('are told by marks in %j', (options, answer) => {
    expect(answerOf('', options)).toBe(answer);
  });

  it('are not known where nothing tells them, and the question is read all the same', () => {
    expect(
      read(`### Q1. Which?\n\n${letters}\n**Answer:** Z\n\n### Q2. And?\n\n- [x] a\n- [ ] b\n`).map(
        (one) => one.draft,
      ),
    ).toEqual([false, false]);
  });
});

describe('laws', () => {
  const piece = fc.constantFrom(
    '<details>\n',
    '<details><summary>What?</summary>\n',
    '<details><summary><b>Answer</b></summary>\n',
    '</details>\n',
    '<summary>\n',
    '</summary>',
    '1. ### What?\n',
    '  2.  ## Why\n',
    '- ### How?\n',
    '**What?**\n',
    '**Q:** Why\n',
    '1. **How?** So.\n',
    '__Where?__\n',
    '## Q. When?\n',
    '### Q1: Who?\n',
    '- [ ] a\n',
    '- [x] b\n',
    '- A: a\n',
    'B) b\n',
    '**Answer:** A\n',
    '#### Answer: B\n',
    '    indented [X]ms\n',
    '\tTab\n',
    '```js\n',
    '```\n',
    '<ul><li><b>Situation:</b> s</li>',
    '</ul>\n',
    '<p>',
    '</p>\n',
    '<!--\n',
    '-->\n',
    '---\n',
    '\n',
    'text\n',
    '# H\n',
    '[back to top](#top)\n',
    '__proto__\n',
    '\r\n',
    'é漢👩‍💻',
    '> ',
    '*ToDo*\n',
  );
  const slices = (question: Question): readonly Text[] => [
    question.answer,
    ...(question.asked ? [question.asked] : []),
    ...question.followUpTexts.flatMap((one) => [one.question, one.answer]),
    ...Object.values(question.star ?? {}),
  ];

  const expectSound = (text: string, questions = read(text)): void => {
    const lines = text.split('\n');
    for (const question of questions) {
      expect(question.title.trim()).not.toBe('');
      for (const { at, text: slice } of slices(question)) {
        expect(at.end.offset - at.start.offset).toBe(slice.length);
        expect(at.start.line).toBeLessThanOrEqual(lines.length);
      }
    }
  };

  it('reads whatever people write, and throws on nothing', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => expectSound(pieces.join(''))),
      { seed: 5 },
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => expectSound(text)),
      { seed: 6 },
    );
  });

  it('reads damaged files of the corpus', () => {
    const random = randomFrom(7);
    const samples = banks.map(({ shape, name }) => bankSource(shape, name).text);
    for (let i = 0; i < 40; i += 1) expectSound(mutated(samples, random));
  });

  const filler = 'It depends on the length, which I measured at [X]ms and [FILL IN: your latency]. '.repeat(
    4,
  );
  const many = (make: (i: number) => string): string =>
    Array.from({ length: 100 }, (_, i) => make(i)).join('');
  it.each([
    [
      'details',
      many((i) => `<details>\n<summary><b>What is ${i}?</b></summary><br>\n\n${filler}\n\n</details>\n\n`),
    ],
    [
      'details',
      many((i) => `<details><summary>What is ${i}?</summary><ul><li>${filler}</li></ul></details>\n\n`),
    ],
    [
      'numbered-headings',
      many((i) => `${i}. ### What is ${i}?\n\n    ${filler}\n\n    - One\n\n    **[⬆ Top](#top)**\n\n`),
    ],
    ['bold-questions', many((i) => `**What is number ${i}?**\n\n${filler}\n\n- One\n\n<br/>\n\n`)],
    ['guide', many((i) => `## Q. What is number ${i}?\n\n${filler}\n\n- One\n\n<br/>\n\n`)],
    ['multiple-choice', many((i) => `### Q${i}. What is it?\n\n- [ ] one\n- [x] two\n\n${filler}\n\n`)],
  ])('reads all of a hundred: %s', (shape, text) => {
    expect(takenBy(text)).toEqual([shape]);
    expect(readBankFile(openSource('bank.md', text), 'bank').questions).toHaveLength(100);
  });

  it.each([
    '<details>',
    '<details><summary>',
    '<summary>a?',
    '</details>',
    '<b>',
    '<p>a',
    '<!--',
    '<',
    '1. ### a\n',
    '1. #',
    '**a?**\n',
    '**',
    '**a\n',
    '- [x] a\n',
    '- [ ] ',
    '- A: a\n',
    'A. a\n',
    'A. a\nB. b\n',
    '## Q. a\n',
    '```\n',
    ' ',
    '-',
    '\n',
    '*_',
    '?',
    '?👶',
    '[x](#',
    'Answer: ',
  ])('reads on above many %j', (unit) => {
    const units = unit.repeat(Math.ceil(5_000 / unit.length));
    const text = `<details><summary>a?</summary>b</details>\n\n**c?** d\n\n${units}`;
    const source = openSource('bank.md', text);
    const { questions } = readBankFile(source, 'bank');
    // Among hundreds of empty bold lines that ask, one element makes no bank.
    if (!unit.startsWith('**a')) expect(questions.map(({ title }) => title)).toContain('a?');
    expectSound(text, questions);
  });
});

describe('lines above their answers', () => {
  const lines = [1, 2, 3].map((at) => `${at}️⃣ What is ${at}?\nAnswer:\nIt is that.\n`).join('\n');

  it('are questions of their own, and a line that has nothing below it is none', () => {
    const text = `# Notes & Q&A\n\n${lines}\n✅ More`;
    expect(read(text).map(({ title, number }) => `${number} ${title}`)).toEqual([
      '1 What is 1?',
      '2 What is 2?',
      '3 What is 3?',
    ]);
  });

  it('may be what an interviewer says', () => {
    const text = [1, 2, 3]
      .map((at) => `🧔🏽‍♂ **Interviewer**: Explain ${at}.\n👨‍🦰 **Me**: It is so.\n`)
      .join('\n');
    expect(read(text).map(({ title }) => title)).toEqual(['Explain 1.', 'Explain 2.', 'Explain 3.']);
  });
});

describe('questions on lines', () => {
  it('begin at their number, not at the foot of a page above it', () => {
    const one = (at: number): string =>
      `Page ${at} of 3\n${at} Which of these is number ${at}?\na. This one.\nb. That one.\nAnswer: a\n`;
    expect(read([1, 2, 3].map(one).join('')).map(({ title }) => title)).toEqual(
      [1, 2, 3].map((at) => `Which of these is number ${at}?`),
    );
  });
});

it('a short file may have one question below its title', () => {
  const text = '# My notes\n\n### How fast is it?\n\nThe p99 is 12 ms at 300 rps.\n';
  expect(read(text, 'speed.md').map(({ title }) => title)).toEqual(['How fast is it?']);
  expect(read(`${text}\n${'It is a long story of notes. '.repeat(80)}\n`, 'speed.md')).toEqual([]);
});

it('a number has its words below it, behind facts with a label', () => {
  const one = (at: number): string =>
    `## Question ${at}\n**Category:** Logic\n\n${at === 2 ? 'Choose the odd one out.' : `Which of these is ${at}?`}\n\n- [ ] **A)** this\n- [x] **B)** that\n\n`;
  expect(read([1, 2, 3].map(one).join('')).map(({ title }) => title)).toEqual([
    'Which of these is 1?',
    'Choose the odd one out.',
    'Which of these is 3?',
  ]);
});

describe('siblings are read alike', () => {
  const six = ['one', 'two', 'three', 'four', 'five', 'six'];
  const of = (write: (name: string, at: number) => string): string => six.map(write).join('');
  const topics = (name: string): string => `Topic ${name}`;

  it.each<readonly [what: string, text: string, titles: readonly string[]]>([
    [
      'numbers of parts in bold, and marks behind a number',
      `# Exam questions\n\n${of((name, at) => `**1.${at + 1}** It is fine to do ${name}.  \n**Answer:** No.\n\n`)}`,
      six.map((name) => `It is fine to do ${name}.`),
    ],
    [
      'marks behind a number in bold',
      of((name, at) => `**Q${at + 1}.${at % 2 === 0 ? ' ★' : ''}** What is ${name}?\n\nThis.\n\n`),
      six.map((name) => `What is ${name}?`),
    ],
    [
      'elements with names of their own below headings',
      `# Fragenkatalog\n\n${['A', 'B', 'C', 'D'].map((name) => `## Teil ${name}\n\nAus der Datei.\n${['x', 'y', 'z'].map((part) => `<details><summary>Thema ${name}${part}</summary>\n\n- Ja.\n\n</details>\n`).join('')}\n`).join('')}`,
      ['A', 'B', 'C', 'D'].flatMap((name) => ['x', 'y', 'z'].map((part) => `Thema ${name}${part}`)),
    ],
    [
      'items in bold of which nearly all ask',
      `# OS\n\n${[...six, ...six].map((name, at) => `- **${at === 4 ? 'Benefits of threads' : `What is ${name} ${at}?`}**\n    - It is so.\n\n`).join('')}`,
      [...six, ...six].map((name, at) => (at === 4 ? 'Benefits of threads' : `What is ${name} ${at}?`)),
    ],
    [
      'headings with numbers, and none without beside them',
      `# HR interview\n\n${[...six, ...six].map((name, at) => `# ${at + 1}. Tell me of ${name}\n\nI did it.\n\n${at % 6 === 5 ? '# More of the same\n\nRead this.\n\n' : ''}`).join('')}`,
      [...six, ...six].map((name) => `Tell me of ${name}`),
    ],
    [
      'headings with numbers in one section, and without in another',
      `# Lernfragen\n\n## Teil 1\n\n${of((name, at) => `##### ${at + 1}. Das ist immer ${name}.\n\nJa.\n\n`)}## Aus Klausuren\n\n##### Das stimmt immer.\n\nNein.\n`,
      [...six.map((name) => `Das ist immer ${name}.`), 'Das stimmt immer.'],
    ],
    [
      'a label with a remark in parentheses',
      of((name, at) => `Question${at % 2 === 0 ? '(Done)' : ''} : Find the ${name} of an array.\n\n`),
      six.map((name) => `Find the ${name} of an array.`),
    ],
    [
      'a number and a dash',
      `Nivel básico\n\n${of((name, at) => `${at + 1}- ¿Qué es ${name}?\n\nEs eso.\n\n`)}`,
      six.map((name) => `¿Qué es ${name}?`),
    ],
    [
      'a line in italics above what asks',
      `# Quiz\n\n${of((name, at) => `## Question ${at + 1}\n\n*Lesson L0${at} · Basics*\n\nWhat is ${name}?\n\n- **A)** this\n- **B)** that\n\n`)}`,
      six.map((name) => `What is ${name}?`),
    ],
    [
      'one ticked box each below words in bold',
      `# Metodo\n\n${of((name, at) => `## ${at + 583} - Metodo\n\n**${at % 2 === 0 ? `Impariamo ${name} quando` : `Che cosa è ${name}?`}**\n\n- [ ] A. Uno\n- [x] B. Due\n\n`)}`,
      six.map((name, at) => (at % 2 === 0 ? `Impariamo ${name} quando` : `Che cosa è ${name}?`)),
    ],
    [
      'marks between codes and options',
      of((name, at) => `G1A0${at} (C)\nOn which of these is ${name} allowed?\nA. This\nB. That\n~~\n`),
      six.map((name) => `On which of these is ${name} allowed?`),
    ],
    [
      'a word for questions in a title with a number',
      `# Interviews\n\n${['General questions', 'Question about work', 'Tools', 'Teams'].map((name, at) => `## ${at + 1}. ${name}:\n- What of it ${at}?\n- Why not ${at}?\n\n`).join('')}`,
      [0, 1, 2, 3].flatMap((at) => [`What of it ${at}?`, `Why not ${at}?`]),
    ],
    [
      'a code above the line that asks',
      of((name, at) => `T1A0${at} (C) [97.1]\nWhich of these is ${name}?\nA. This\nB. That\n~~\n\n`),
      six.map((name) => `Which of these is ${name}?`),
    ],
    [
      'tasks between lines that ask',
      `# Questions\n\n## Python\n\n${of((name) => `What is ${name} in it?\nExplain the use of ${name}\n`)}`,
      six.flatMap((name) => [`What is ${name} in it?`, `Explain the use of ${name}`]),
    ],
    [
      'blanks to fill in between items that ask',
      `# Exam questions\n\n## Part 1\n\n${of((name, at) => (at % 2 === 0 ? `* A ${name} has a ___ structure.\n` : `* What is ${name} for?\n`))}`,
      six.map((name, at) => (at % 2 === 0 ? `A ${name} has a ___ structure.` : `What is ${name} for?`)),
    ],
    [
      'tasks in lists below headings that name topics',
      `# Python questions\n\n${of((name, at) => `## ${at + 1} ${topics(name)}\n\n### ${at + 1}.1 ${topics(name)} in detail\n\n- Explain the paradigm ${name} well.\n- Write a program for ${name}.\n\n`)}`,
      six.flatMap((name) => [`Explain the paradigm ${name} well.`, `Write a program for ${name}.`]),
    ],
  ])('%s', (_, text, titles) => {
    expect(read(text).map(({ title }) => title)).toEqual(titles);
  });

  it('and a label of an answer is none', () => {
    const text = `## DIP\n\n### Question 5\n\nWhat is it?\n\n### Answers\n\n**Question 5 Answer:**\n\nThis.\n\n## LSP\n\n### Question 6\n\nWhat is that?\n\n### Answers\n\n**Question 6 Answer:**\n\nThat.\n`;
    expect(read(text).map(({ title }) => title)).not.toContain('Answer:');
  });
});
