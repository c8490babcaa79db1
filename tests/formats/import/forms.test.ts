// The same notes in the forms in which people write them: every question is read, with its whole answer and nothing else.
import { describe, expect, test } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';

type Note = readonly [question: string, first: string, second: string];

const NOTES: readonly Note[] = [
  ['What is a bloom filter?', 'a bit array with several hashes', 'says no for certain'],
  ['How does a lease expire?', 'the holder stops renewing it', 'clocks may drift by seconds'],
  ['Why did you drop the cache?', 'its hit rate was too low', 'stale prices cost more'],
  ['When do you batch writes?', 'the disk is the bottleneck', 'latency has some room'],
  ['Explain backpressure', 'a slow reader slows the writer', 'queues stay short'],
  ['What does fsync cost?', 'one rotation of the disk', 'group commit shares it'],
  ['How did you find the leak?', 'two heap dumps in a row', 'compared by type'],
];
/** All ask with a question mark. */
const ASKING = NOTES.filter(([question]) => question.endsWith('?'));

const each =
  (form: (note: Note, at: number) => string, between = '\n\n') =>
  (notes: readonly Note[]): string =>
    notes.map(form).join(between);

const inSections =
  (form: (note: Note, at: number) => string) =>
  (notes: readonly Note[]): string =>
    `## Storage\n\n${notes.slice(0, 3).map(form).join('\n\n')}\n\n## Work\n\n${notes.slice(3).map(form).join('\n\n')}`;

const FORMS: Readonly<Record<string, (notes: readonly Note[]) => string>> = {
  'numbered, bullets at the margin': each(([q, a, b], i) => `${i + 1}. ${q}\n\n- ${a}\n- ${b}`),
  'numbered, bullets right below': each(([q, a, b], i) => `${i + 1}. ${q}\n- ${a}\n- ${b}`, '\n'),
  'numbers with parentheses': each(([q, a, b], i) => `${i + 1}) ${q}\n- ${a}\n- ${b}`),
  'bold numbers, bullets at the margin': each(([q, a, b], i) => `${i + 1}. **${q}**\n\n- ${a}\n- ${b}`),
  'numbered in sections': inSections(([q, a, b], i) => `${i + 1}. ${q}\n\n- ${a}\n- ${b}`),
  'numbered, text at the margin': each(([q, a, b], i) => `${i + 1}. ${q}\n\n${a}. ${b}.`),
  'numbered, quoted answers': each(([q, a, b], i) => `${i + 1}. ${q}\n\n> ${a}\n> ${b}`),
  'numbered, arrows': each(([q, a, b], i) => `${i + 1}. ${q}\n-> ${a}\n-> ${b}`),
  'bold lines above bullets': each(([q, a, b]) => `**${q}**\n- ${a}\n- ${b}`),
  'bold with numbers inside': each(([q, a, b], i) => `**${i + 1}. ${q}**\n\n- ${a}\n- ${b}`),
  'bold with a colon': each(([q, a, b]) => `**${q}:** ${a}. ${b}.`),
  'bold items with nested lists': each(([q, a, b]) => `- **${q}**\n  - ${a}\n  - ${b}`, '\n'),
  'italic lines': each(([q, a, b]) => `*${q}*\n${a}. ${b}.`),
  'highlighted lines': each(([q, a, b]) => `==${q}==\n${a}. ${b}.`),
  'quoted notes': each(([q, a, b]) => `> **${q}**\n> ${a}. ${b}.`),
  'bold paragraphs in HTML': each(([q, a, b]) => `<p><b>${q}</b></p>\n<p>${a}. ${b}.</p>`, '\n'),
  'Q1. and Ans.': each(([q, a, b], i) => `Q${i + 1}. ${q}\n\nAns. ${a}. ${b}.`),
  'Q and A with dashes': each(([q, a, b]) => `Q - ${q}\nA - ${a}. ${b}.`),
  'plain lines, text right below': each(([q, a, b]) => `${q}\n${a}. ${b}.`),
  'plain lines above bullets': each(([q, a, b]) => `${q}\n- ${a}\n- ${b}`),
  'plain lines between rules': each(([q, a, b]) => `${q}\n\n${a}. ${b}.`, '\n\n---\n\n'),
  letters: each(([q, a, b], i) => `${'abcdefg'.charAt(i)}) ${q}\n   ${a}. ${b}.`),
  emoji: each(([q, a, b]) => `❓ ${q}\n💡 ${a}. ${b}.`),
  'items whose answers go on in bold': each(
    ([q, a, b], i) => `${i + 1}. ${q}\n\n   **${a}**\n\n   **Example**: ${b}.`,
    '\n',
  ),
  'bold lines above bold words': each(([q, a, b]) => `**${q}**\n\n${a}.\n\n**Example**: ${b}.`),
  'bold numbers above bold words': each(
    ([q, a, b], i) => `${i + 1}. **${q}**\n\n${a}.\n\n**Example**: ${b}.`,
  ),
  'numbers above bold words and lists': each(
    ([q, a, b], i) => `${i + 1}. ${q}\n\n**In short**: ${a}.\n\n- ${b}\n- no more`,
  ),
  'bullets whose answers begin in bold': each(([q, a, b]) => `- ${q}\n\t**${a}**, and ${b}`, '\n'),
  'numbers with the answer on the next line': each(([q, a, b], i) => `${i + 1}. ${q}\n   ${a}, ${b}`, '\n'),
  'definition lists': each(([q, a, b]) => `${q}\n: ${a}. ${b}.`),
  'an answer below a heading of the same level': each(([q, a, b]) => `## ${q}\n\n## Answer\n\n${a}. ${b}.`),
  'numbered pairs of headings': each(
    ([q, a, b], i) => `### ${i + 1}. ${q}\n\n### Solution ${i + 1}\n\n${a}. ${b}.`,
  ),
  'codes in pairs of headings': each(
    ([q, a, b], i) => `#### Problem ${i + 1} **\n\n${q}\n\n#### Solution\n\n${a}. ${b}.`,
  ),
  'answers by number at the end': (notes) =>
    `${notes.map(([q], i) => `${i + 1}. ${q}`).join('\n')}\n\n## Answers\n\n${notes.map(([, a, b], i) => `${i + 1}. ${a}. ${b}.`).join('\n')}`,
};

/** Nothing but the question mark tells where these end. */
const FORMS_OF_ASKING: typeof FORMS = {
  'one line': each(([q, a, b]) => `- ${q} ${a}; ${b}`, '\n'),
  'one line with dashes': each(([q, a, b]) => `- ${q} - ${a}; ${b}`, '\n'),
  'one line with arrows': each(([q, a, b]) => `- ${q} → ${a}; ${b}`, '\n'),
  'open boxes': each(([q, a, b]) => `- [ ] ${q}\n  ${a}. ${b}.`, '\n'),
};

const ALL = [
  ...Object.entries(FORMS).map(([name, form]) => [name, form, NOTES] as const),
  ...Object.entries(FORMS_OF_ASKING).map(([name, form]) => [name, form, ASKING] as const),
];

test.each(
  ALL.flatMap(([name, form, notes]) =>
    ['notes.md', 'interview-questions.md'].map((file) => [file, name, form, notes] as const),
  ),
)('%s: %s', (file, _, form, notes) => {
  const source = openSource(file, `# Systems\n\n${form(notes)}\n`, 'prep');
  const { questions } = readBankFile({ ...source, siblings: () => [file] }, 'bank');
  expect(questions.map(({ title }) => title)).toEqual(notes.map(([question]) => question));
  for (const [at, [, ...parts]] of notes.entries()) {
    const answer = questions[at]?.answer.text ?? '';
    const found = notes.flatMap(([, ...said]) => said.filter((part) => answer.includes(part)));
    expect(found).toEqual(parts);
    expect(questions[at]?.followUps).toBe(0);
  }
});

test.each(['\t', '    '])('a list below an answer on the line of its question is a list (%j)', (indent) => {
  const text = each(([q, a, b]) => `- **${q}** ${a}\n${indent}- ${b}\n${indent}- and more`, '\n')(NOTES);
  const { questions } = readBankFile(openSource('notes.md', `# Systems\n\n${text}\n`), 'bank');
  expect(questions.map(({ answer }) => answer.text)).toEqual(
    NOTES.map(([, a, b]) => `${a}\n- ${b}\n- and more`),
  );
});

describe('a list below a question of a list', () => {
  const below = (text: string) =>
    readBankFile(openSource('notes.md', text), 'bank').questions.map(({ title, answer, followUps }) => [
      title,
      answer.text,
      followUps,
    ]);

  test('has steps, one of which reads like a task', () => {
    const text =
      '# Linux\n\n- How do you build a kernel?\n  - Download it\n  - Create a bootloader image\n  - Copy it\n  - Reboot\n- What is udev?\n  - device nodes\n- What is an initrd?\n  - first root\n';
    expect(below(text)).toEqual([
      ['How do you build a kernel?', '- Download it\n- Create a bootloader image\n- Copy it\n- Reboot', 0],
      ['What is udev?', '- device nodes', 0],
      ['What is an initrd?', '- first root', 0],
    ]);
  });

  test('has follow-ups, numbered, of which one gives a task in other words', () => {
    const text =
      '# Vectors\n\n1. Dot product\n    1. What does it mean?\n    2. The same of two functions\n2. What is a norm?\n3. What is a span?\n4. What is a basis?\n';
    expect(below(text).slice(0, 2)).toEqual([
      ['Dot product', '', 2],
      ['What is a norm?', '', 0],
    ]);
  });
});

test('headings that ask are questions at whatever level they are, if some are outside of all others', () => {
  const heading = (level: number) => each(([q, a, b]) => `${'#'.repeat(level)} ${q}\n\n${a}. ${b}.`);
  const text = `# Systems\n\n${heading(4)(NOTES.slice(0, 3))}\n\n${heading(3)(NOTES.slice(3, 5))}\n\n${heading(4)(NOTES.slice(5))}\n`;
  const { questions } = readBankFile(openSource('notes.md', text), 'bank');
  expect(questions.map(({ title }) => title)).toEqual(NOTES.map(([question]) => question));
});

test('tasks with numbers and the answer on the next line, at the margin', () => {
  const text = each(([, a], i) => `${i + 1}. How to tell that ${a}\nread the log of part ${i + 1}`)(NOTES);
  const { questions } = readBankFile(openSource('shell.md', `# Shell\n\n${text}\n`), 'bank');
  expect(questions.map(({ title, answer }) => [title, answer.text])).toEqual(
    NOTES.map(([, a], i) => [`How to tell that ${a}`, `read the log of part ${i + 1}`]),
  );
});

describe('a short guide that a person names', () => {
  const titlesOf = (text: string, named: boolean, file = 'notes.md') =>
    readBankFile({ ...openSource(file, text), named }, 'bank').questions.map(({ title }) => title);

  test.each([
    [
      'bold lines',
      '# Notes\n\n**Tell me about yourself**\n\nI build.\n\n**Why this company?**\n\nBecause.\n',
      ['Tell me about yourself', 'Why this company?'],
    ],
    [
      'headings',
      '### Tell me about yourself\nI build.\n\n### Why did you leave?\nGrowth.\n\n### Strengths\nI test.\n',
      ['Tell me about yourself', 'Why did you leave?', 'Strengths'],
    ],
    ['one line', 'What is a mutex?\n\nA lock.\n', ['What is a mutex?']],
    [
      'lines and their answers',
      'What is a saga?\nA sequence.\n\nWhat is 2PC?\nPrepare, then commit.\n',
      ['What is a saga?', 'What is 2PC?'],
    ],
    [
      'paragraphs in turn',
      'What is a saga?\n\nA sequence.\n\nExplain the two-phase commit.\n\nPrepare, then commit.\n',
      ['What is a saga?', 'Explain the two-phase commit.'],
    ],
  ])('is read, and not where it is one of many: %s', (_, text, titles) => {
    expect(titlesOf(text, true)).toEqual(titles);
    expect(titlesOf(text, false)).toEqual([]);
  });

  test('may have topics, if it is called questions', () => {
    const text =
      '# Interview questions\n\n## Walk me through your project\n\nIt reads.\n\n## Biggest failure\n\nA loss.\n';
    expect(titlesOf(text, true)).toEqual(['Walk me through your project', 'Biggest failure']);
  });

  test('may be a cheat sheet: topics in several sections, with a few words below each', () => {
    const sheet = (words: string): string =>
      ['Caching', 'Storage', 'Edge']
        .map((one) => `## ${one}\n\n### ${one} limits\n\n${words}\n\n### ${one} costs\n\n${words}\n\n`)
        .join('');
    expect(titlesOf(`# System design\n\n${sheet('Measure first.')}`, true)).toEqual(
      ['Caching', 'Storage', 'Edge'].flatMap((one) => [`${one} limits`, `${one} costs`]),
    );
    expect(titlesOf(`# System design\n\n${sheet('Measure first.')}`, false)).toEqual([]);
    const flat = Array.from(
      { length: 10 },
      (_, i) => `### Topic ${'abcdefghij'.charAt(i)}x\n\nMeasure first.\n\n`,
    );
    expect(titlesOf(`# Topics\n\n${flat.join('')}`, true)).toHaveLength(10);
    expect(titlesOf(`# Topics\n\n${flat.slice(1).join('')}`, true)).toEqual([]);
    expect(titlesOf(`# A book\n\n${sheet('It is a long story. '.repeat(40))}`, true)).toEqual([]);
  });

  test.each([
    ['a manual', '# Tool\n\n## Installation\n\nRun it.\n\n## Usage\n\nCall it.\n'],
    ['a diary', '# Trip\n\n- buy milk\n- call Jo?\n\n## Day 1\n\nWe went.\n'],
    [
      'an article',
      '# Attention\n\nWhy does it work? Because of keys.\n\n## Heads\n\nText.\n\n## Cost\n\nText.\n',
    ],
    [
      'an essay',
      '# Why queues lie\n\n## The loan\n\nA cost.\n\n## What to measure\n\nAge.\n\n## End\n\nDraw it.\n',
    ],
  ])('is no %s', (_, text) => {
    expect(titlesOf(text, true)).toEqual([]);
  });

  test('may have a bold line that does not ask among those that do', () => {
    const text =
      '**What did you sell and to whom?**\nPackaging machines to dairies, nine months a deal.\n\n**Sell me this pen.**\nAsk first, and do not describe the pen.\n\n**Why sales?**\nBecause of the people, and of the machines that run for years.\n\n**What do you say to "too expensive"?**\nCompared to what?\n\n' +
      '## From the sheet\n\nQ1: Which tools?\nA1: A terrible table. It has been there for years.\n\nQ2: How long is your notice?\nA2: Two months.\n';
    expect(titlesOf(text, false, 'interview.md')).toContain('Sell me this pen.');
  });

  test('may have a list that asks beside labels', () => {
    const list =
      '1. How do you plan?\n   In weeks.\n2. What do you sell?\n   Machines.\n3. Why us?\n   People.\n\n';
    const labels = ['won', 'lost', 'liked'].map(
      (one) => `**Q: What have you ${one}?**\n\nA: ${'A deal. '.repeat(20)}\n\n`,
    );
    const text = `# Sales\n\n## From them\n\n${list}## My own\n\n${labels.join('')}`;
    expect(titlesOf(text, true)).toHaveLength(6);
  });

  test('of lines without any mark is called so', () => {
    const source = {
      ...openSource('notes.md', 'What is a saga?\nA sequence.\n\nWhat is 2PC?\nPrepare.\n'),
      named: true,
    };
    expect(readShaped(source, 'bank').shape).toBe('plain-lines');
  });
});
