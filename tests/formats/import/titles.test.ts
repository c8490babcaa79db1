import { expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const titlesIn = (text: string, file = 'math-interview-questions.md') =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ title }) => title);

it.each([
  [String.raw`What is $\|x\|$ for \(\mathbb{R}^n\)?`, String.raw`What is $\|x\|$ for \(\mathbb{R}^n\)?`],
  [String.raw`Why does $$\{a\}\,b$$ hold?`, String.raw`Why does $$\{a\}\,b$$ hold?`],
  [String.raw`Is **\$5** more than \$6 in $\{a\}$?`, String.raw`Is **$5** more than $6 in $\{a\}$?`],
  [String.raw`What is a\_b?`, 'What is a_b?'],
])('escapes leave a title, but not its math: %s', (written, title) => {
  expect(titlesIn(`# Math\n\n## ${written}\n\nThis.\n\n## What else is there?\n\nThat.\n`)[0]).toBe(title);
  expect(titlesIn(`1. ${written}\n   This.\n2. What else is there?\n   That.\n`)[0]).toBe(title);
  expect(
    titlesIn(`**${written.replaceAll('**', '')}**\n\nThis.\n\n**What else is there?**\n\nThat.\n`)[0],
  ).toBe(title.replaceAll('**', ''));
  expect(
    titlesIn(`| Question | Answer |\n|---|---|\n| ${written} | This |\n| What else? | That |\n`)[0],
  ).toBe(title);
});

it('a letter for the difficulty is no part of a title', () => {
  const asked = [
    '[E] What is a norm?',
    '[M] What is a group?',
    '[H] What is a ring?',
    '[N] What is a field?',
  ];
  for (const text of [
    asked.map((each, at) => `${at + 1}. ${each}\n   This.\n`).join(''),
    asked.map((each, at) => `## Q${at + 1}: ${each}\n\nThis.\n`).join('\n'),
    asked.map((each) => `**${each.replace('[M]', '(Medium)')}**\n\nThis.\n`).join('\n'),
  ]) {
    const { questions } = readBankFile(openSource('math.md', `# Math interview\n\n${text}`), 'bank');
    expect(questions.map(({ title, difficulty }) => [title, difficulty])).toEqual([
      ['What is a norm?', 'easy'],
      ['What is a group?', 'medium'],
      ['What is a ring?', 'hard'],
      ['[N] What is a field?', 'medium'],
    ]);
  }
});

const noteNamed = (name: string, text: string, folder = 'Interview', named = false) =>
  readBankFile({ ...openSource(`${folder}/${name}.md`, text, folder), named }, 'bank').questions.map(
    ({ title, answer }) => [title, answer.text],
  );

it.each([
  'What is backpressure',
  'What’s a lease',
  'Why do caches stampede',
  'O que é um lease',
  'Was ist ein Lease',
])('the name of a note without a question is its title: %s', (name) => {
  const text = 'It tells the producer to slow down.\n\n## Queues\n\nBound at [X] items.';
  expect(noteNamed(name, `---\ntags: [a]\n---\n${text}\n`)).toEqual([[name, text]]);
  expect(noteNamed(name, text, 'Notes', true)).toEqual([[name, text]]);
  expect(noteNamed(name, text, 'Notes')).toEqual([]);
});

it.each(['What I learned', 'How to deploy Kafka', 'List of companies', 'Why Rust', 'Is it worth it'])(
  'the name of a note that does not ask is none: %s',
  (name) => {
    expect(noteNamed(name, 'It tells the producer to slow down.\n')).toEqual([]);
  },
);

it('the name of a note with a title is none', () => {
  expect(noteNamed('what-is-DNS', '# What is DNS\n\nA phonebook.\n')).toEqual([
    ['What is DNS', 'A phonebook.'],
  ]);
});

it('the name of a note with questions is none', () => {
  const text = '## What is a lease?\n\nA lock.\n\n## What is a topic?\n\nA log.\n';
  expect(noteNamed('What do they ask', text).map(([title]) => title)).toEqual([
    'What is a lease?',
    'What is a topic?',
  ]);
});
