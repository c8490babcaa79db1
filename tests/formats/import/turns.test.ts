// Chats and transcripts: what one asks are questions, what the other says are their answers.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (text: string, file = 'notes.md') => readBankFile(openSource(file, text), 'bank').questions;
const told = (text: string, file?: string) =>
  read(text, file).map(({ title, answer, line }) => [title, answer.text, line]);

const SAGA = [
  'What is a saga?',
  'A sequence of local transactions, each with a compensation that undoes it.',
];
const LEASE = [
  'Why do leases expire?',
  'Because whoever holds one may be gone and never come back to free it.',
];

describe('two who speak in turns', () => {
  it('may be a panel and one person', () => {
    const panel = ['Sarah', 'Kofi', 'Sarah', 'Kofi'];
    const asked = [...[SAGA, LEASE].map(([words = '']) => words), 'Why so late?', 'What would you change?'];
    const text = asked.map((words, i) => `**${panel[i]}:** ${words}\n\n**Me:** ${SAGA[1]}\n\n`).join('');
    expect(told(text, 'panel.md').map(([title]) => title)).toEqual(asked);
  });

  it.each([
    ['a chat', (asked: string, said: string) => `[12:03] Me: ${asked}\n[12:04] Bot: ${said}\n`, 2],
    [
      'a messenger',
      (asked: string, said: string) =>
        `12/03/2026, 12:03 - Eva: ${asked}\n12/03/2026, 12:04 - Tom: ${said}\n`,
      2,
    ],
    ['an assistant', (asked: string, said: string) => `**You:** ${asked}\n\n**Model:** ${said}\n\n`, 4],
    ['headings', (asked: string, said: string) => `## User\n${asked}\n\n## Assistant\n${said}\n\n`, 6],
    ['bold names', (asked: string, said: string) => `**Eva**\n\n${asked}\n\n**Tom**\n\n${said}\n\n`, 8],
    [
      'a transcript',
      (asked: string, said: string) => `[00:00:03] Dana: ${asked}\n[00:00:09] Me: ${said}\n`,
      2,
    ],
  ])('give questions and answers: %s', (_, turn, lines) => {
    const text = [SAGA, LEASE].map(([asked = '', said = '']) => turn(asked, said)).join('');
    expect(told(text, 'chat.txt')).toEqual([
      [...SAGA, 1],
      [...LEASE, 1 + lines],
    ]);
  });

  it('begin with a title, thank each other, and answer in several paragraphs with code', () => {
    const text = `# My chat

**You:** Hi! What is a saga?

**Model:** A sequence of local transactions.

\`\`\`
Me: begin
\`\`\`

Note: each has a compensation.

**You:** ok, thanks

**You:** Explain leases.

**Model:** A lock that expires.
`;
    expect(told(text)).toEqual([
      [
        'What is a saga?',
        'A sequence of local transactions.\n\n```\nMe: begin\n```\n\nNote: each has a compensation.',
        3,
      ],
      ['Explain leases.', 'A lock that expires.', 15],
    ]);
  });
});

describe('labels are no speakers', () => {
  const FIELDS = [SAGA, LEASE].map(([asked = '', said = '']) => ({ asked, said }));
  it('below headings of their own', () => {
    const text = FIELDS.map(
      ({ asked, said }, i) =>
        `## ${i === 0 ? 'Sagas' : 'Leases'}\n\n**Interpretation:** ${asked}\n\n**Usage:** ${said}\n\n`,
    ).join('');
    expect(read(text)).toEqual([]);
  });

  it('with a third that is as frequent', () => {
    const text = FIELDS.map(({ asked, said }) => `Aim: ${asked}\nUsage: ${said}\nCost: low\n`).join('');
    expect(read(text)).toEqual([]);
  });

  it('if what asks is longer than what answers', () => {
    const text = FIELDS.map(({ asked, said }) => `Aim: ${said} ${asked}\nUsage: ${asked.slice(0, 9)}\n`).join(
      '',
    );
    expect(read(text)).toEqual([]);
  });

  it('if other headings ask', () => {
    const text = FIELDS.map(
      ({ asked, said }) => `## ${asked}\n\nIt depends.\n\nInterviewers look for: Why?\n\nModel: ${said}\n\n`,
    ).join('');
    expect(read(text).map(({ title }) => title)).toEqual([SAGA[0], LEASE[0]]);
  });
});

describe('a list of answers below its list of questions', () => {
  const ASKED = [SAGA[0], LEASE[0], 'Explain two-phase commit.'];
  const TOLD = [SAGA[1], `${LEASE[1]}\n\n  A second paragraph about clocks.`, 'All vote, then all commit.'];
  const listed = (items: readonly (string | undefined)[], mark: (i: number) => string) =>
    items.map((item, i) => `${mark(i)}${item}\n`).join('');
  const dash = () => '- ';
  const number = (i: number) => `${i + 1}. `;
  const section = (lead: (words: string) => string, mark: (i: number) => string) =>
    `## Part\n\n${lead('Questions')}${listed(ASKED, mark)}\n${lead('Model answers')}${listed(TOLD, mark)}\n`;

  it.each([
    ['bold words', (words: string) => `**${words}**\n\n`],
    ['bold words with a colon', (words: string) => `**${words}:**\n`],
    ['a line with a colon', (words: string) => `${words}:\n`],
    ['headings', (words: string) => `### ${words}\n\n`],
  ])('gives each question its own, below %s, in every section', (_, lead) => {
    for (const mark of [dash, number, () => '1. '])
      for (const sections of [1, 3]) {
        const found = told(`# Notes\n\n${section(lead, mark).repeat(sections)}`, 'interview.md');
        const all = Array.from({ length: sections }, () => ASKED).flat();
        expect(found.map(([title]) => title)).toEqual(all);
        for (const [i, [, answer]] of found.entries())
          expect(answer).toBe(TOLD[i % 3]?.replace('\n\n  ', '\n\n'));
      }
  });

  it('goes by the numbers, of which some may have no answer yet', () => {
    const text = `**Questions**\n\n${listed(ASKED, number)}\n**Answers**\n\n1. ${SAGA[1]}\n3. All vote.\n`;
    expect(told(text, 'interview.md').map(([title, answer]) => [title, answer])).toEqual([
      SAGA,
      [LEASE[0], ''],
      [ASKED[2], 'All vote.'],
    ]);
  });

  it('gives none where there are fewer answers without numbers', () => {
    const text = `**Questions**\n\n${listed(ASKED, dash)}\n**Answers**\n\n- One.\n- Two.\n`;
    expect(told(text, 'interview.md').map(([title, answer]) => [title, answer])).toEqual(
      ASKED.map((title) => [title, '']),
    );
  });
});
