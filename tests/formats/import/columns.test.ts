// Tables and records with more than a question and an answer: every column goes somewhere.
import { expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const NAMES = [
  'Question',
  'Short answer',
  'First follow-up',
  'Follow-up 2',
  'Asked at',
  'Notes',
  'Example',
  'Owner',
];
const ROWS = [
  ['What is a mutex?', 'A lock', 'Who owns it?', 'And a spinlock?', 'Acme, Foo', 'ask Dana', '', 'Dana K'],
  ['What is a latch?', 'A gate', '', 'How many?', '', '', 'It opened after [N] ms', 'Kim'],
  ['What is a barrier?', 'All wait', '', '-', '', '', '', ''],
];
const joined = (separator: string) => [NAMES, ...ROWS].map((row) => row.join(separator)).join('\n');
const markdown = [NAMES, NAMES.map(() => '---'), ...ROWS].map((row) => `| ${row.join(' | ')} |`).join('\n');
const json = JSON.stringify(
  ROWS.map((row) => Object.fromEntries(NAMES.map((name, at) => [name, row[at] ?? '']))),
);

it.each([
  ['table.md', `# Interview grid\n\n${markdown}\n`],
  ['table.csv', joined(',').replace('Acme, Foo', '"Acme, Foo"')],
  ['table.tsv', joined('\t')],
  ['table.txt', joined('|')],
  ['table.json', json],
])('each column of %s goes where its name says, below the answer, or to the notes', (file, text) => {
  const { questions, problems } = readBankFile(openSource(file, text), 'bank');
  const read = questions.map(({ answer, followUpTexts, tags, notes, placeholderKeys }) => ({
    answer: answer.text,
    followUps: followUpTexts.map(({ question }) => question.text),
    tags,
    notes: notes?.text,
    values: placeholderKeys.length,
  }));
  const none = { followUps: [], tags: [], notes: undefined, values: 0 };
  expect(read).toEqual([
    {
      answer: 'A lock',
      followUps: ['Who owns it?', 'And a spinlock?'],
      tags: ['Acme', 'Foo'],
      notes: 'ask Dana\n\n**Owner**\n\nDana K',
      values: 0,
    },
    {
      ...none,
      answer: 'A gate\n\n**Example**\n\nIt opened after [N] ms',
      followUps: ['How many?'],
      notes: '**Owner**\n\nKim',
      values: 1,
    },
    { ...none, answer: 'All wait' },
  ]);
  expect(problems).toEqual([]);
});

it('follow-ups in one cell are parted at breaks, and at question marks', () => {
  const rows = [
    '| What is a CDN? | Caches near users | How do you purge?<br>• What is stale? |',
    '| What is CORS? | Browser rule<br>for origins | Is it *security*? What of `a`? |',
    '| What is TLS? | Encryption | 1. What is a handshake? |',
  ];
  const text = `# Grid\n\n| Question | Answer | Follow-ups |\n|---|---|---|\n${rows.join('\n')}\n`;
  const { questions, problems } = readBankFile(openSource('grid.md', text), 'bank');
  expect(questions.map((one) => one.followUpTexts.map(({ question }) => question.text))).toEqual([
    ['How do you purge?', 'What is stale?'],
    ['Is it *security*?', 'What of `a`?'],
    ['What is a handshake?'],
  ]);
  expect(questions[1]?.answer.text).toBe('Browser rule<br>for origins');
  expect(questions[1]?.followUpTexts[0]?.question.at.start).toMatchObject({ line: 6, column: 49 });
  expect(problems).toEqual([]);
});

it('options in a table of Markdown are those of the question', () => {
  const text =
    '# Quiz\n\n| Question | A | B | C | Correct | Explanation |\n|---|---|---|---|---|---|\n' +
    '| Which is faster? | L1 | RAM | L2 | A | It is on the core. |\n| Which is larger? | L1 | RAM | L2 | B | By far. |\n';
  const { questions } = readBankFile(openSource('quiz.md', text), 'bank');
  expect(questions.map(({ asked, answer }) => [asked?.text, answer.text])).toEqual([
    ['- A. L1\n- B. RAM\n- C. L2', '**A.** L1\n\nIt is on the core.'],
    ['- A. L1\n- B. RAM\n- C. L2', '**B.** RAM\n\nBy far.'],
  ]);
});

it('ids, dates, flags and kinds of records are left out', () => {
  const entry = {
    question: 'What is a mutex?',
    answer: 'A lock',
    type: 'open',
    key_2: 'a1',
    at: '2026-01-01',
  };
  const text = JSON.stringify([entry, { ...entry, question: 'What is a latch?', done: 'True', votes: '12' }]);
  const { questions } = readBankFile(openSource('a.json', text), 'bank');
  expect(questions.map(({ answer, notes }) => [answer.text, notes])).toEqual([
    ['A lock', undefined],
    ['A lock', undefined],
  ]);
});

it('dates and figures under a name that a person gave are in the notes', () => {
  const text = [
    'Question,Answer,Confidence,Last asked,votes,ID,Seen',
    'What is a mutex?,A lock,3,2026-09-01,12,7,',
    'What is a latch?,A gate,,,9,8,—',
    'What is a fence?,An order,4,,9,9,Yes',
  ].join('\n');
  const { questions } = readBankFile(openSource('a.csv', text), 'bank');
  expect(questions.map(({ notes }) => notes?.text)).toEqual([
    '**Confidence**\n\n3\n\n**Last asked**\n\n2026-09-01',
    undefined,
    '**Confidence**\n\n4\n\n**Seen**\n\nYes',
  ]);
});
