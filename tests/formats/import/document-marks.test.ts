// Lists and tables as word processors and converters write them.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const questionsIn = (text: string, file = 'guide.md') =>
  readBankFile(openSource(file, text), 'bank').questions;
const pointsOf = (answer: string, more = '') =>
  questionsIn(
    `# Guide\n\n**What do you do?**\n\n${answer}\n\n**What else?**\n\nWe wait for it.\n${more}`,
  )[0]?.keyPoints.map(({ text }) => text);

const FIRST = 'Check the residuals of the model';
const SECOND = 'Report the restricted mean';

describe('marks of lists', () => {
  it.each([
    '•\t',
    '· ',
    '·  ',
    'o   ',
    'o\t',
    'o ',
    '§  ',
    '–  ',
    '— ',
    '▪ ',
    '\uf0b7\t',
    '\uf0a7 ',
    '\uf0d8\u00a0',
    'Ø  ',
    '    • ',
  ])('are those that the lines repeat: %j', (mark) => {
    expect(pointsOf(`${mark}${FIRST}\n${mark}${SECOND}`)).toEqual([FIRST, SECOND]);
    expect(pointsOf(`${mark}${FIRST}\n\n${mark}${SECOND}`)).toEqual([FIRST, SECOND]);
    expect(pointsOf(`We do two things:\n${mark}${FIRST}\r\n${mark}${SECOND}`)).toEqual([FIRST, SECOND]);
  });

  it('begin items over several lines', () => {
    expect(pointsOf(`·  Check the residuals\n   of the model\n·  ${SECOND}`)).toEqual([FIRST, SECOND]);
  });

  it('nest as Word does at the margin, and as LibreOffice does', () => {
    const nested = '- First of all\n  - With a part\n    - And its part\n  - With another\n- Then the rest';
    const word = '•\tFirst of all\no\tWith a part\n\uf0a7\tAnd its part\no\tWith another\n•\tThen the rest';
    const [one] = questionsIn(`## What is it?\n\n${word}\n`);
    expect(one?.answer.text).toBe(nested);
    const libre =
      '    • First of all\n        ◦ With a part\n            ▪ And its part\n        ◦ With another\n    • Then the rest';
    const [other] = questionsIn(`## What is it?\n\n${libre}\n`);
    expect(other?.answer.text.replaceAll(/^( *)\1/gm, '$1')).toBe(nested);
  });

  it.each([
    'The first step – as we know –\nis simple and the line wraps\n– as it does here – and\n– again here.',
    'The table has two\no que se espera\no que se mede',
    '§ 433 BGB regelt den Kaufvertrag.\n§ 434 BGB regelt den Sachmangel.',
    '— Donald Knuth wrote that once',
    '```\n· not a list\n· not a list\n```',
  ])('are not what text begins with: %j', (answer) => {
    expect(questionsIn(`## What is it?\n\n${answer}\n`)[0]?.answer.text).toBe(answer);
  });

  it('are those of cells, too', () => {
    const csv = 'question,answer\nWhat is it?,"• One lock\n• Two locks"\nWhat else?,A counter of permits.\n';
    expect(questionsIn(csv, 'guide.csv')[0]?.answer.text).toBe('- One lock\n- Two locks');
  });

  it('keep the places of what follows', () => {
    const found = questionsIn('## What is it?\n\n•\tOne lock\no\tTwo locks\n\n## What else?\n\nA counter.\n');
    expect(found.map(({ line }) => line)).toEqual([1, 6]);
  });
});

describe('footnotes', () => {
  const notes = [
    '[^1]: A function.',
    '[^two]: A typed queue,',
    '    for [N] readers.',
    '',
    '    It closes.',
    '[^3]: See `man futex`.',
    '[^4]: Nobody cites it.',
  ].join('\n');
  const answersOf = (text: string) =>
    questionsIn(`# Go interview\n\n${text}\n\n${notes}\n`).map(({ title, answer }) => [title, answer.text]);
  const READ = [
    ['What is a goroutine?', 'A function.'],
    ['What is a channel?', 'A typed queue,\nfor [N] readers.\n\nIt closes.'],
  ];

  it.each([
    '1. What is a goroutine?[^1]\n2. What is a channel?[^two]',
    '## What is a goroutine? [^1]\n\n## What is a channel?[^two]\n',
    '**What is a goroutine?**[^1]\n\n**What is a channel?[^two]**',
  ])('are the answers of what asks: %j', (text) => {
    const others = { '1': '3. What is a mutex?\n   A lock.', '#': '## What is a mutex?\n\nA lock.' };
    const more = Object.entries(others).find(([mark]) => text.startsWith(mark))?.[1];
    const whole = `${text}\n${more ?? '\n**What is a mutex?**\n\nA lock.'}`;
    expect(answersOf(whole).slice(0, 2)).toEqual(READ);
    const [, channel] = questionsIn(`# Go interview\n\n${whole}\n\n${notes}\n`);
    expect(channel?.placeholderKeys).toHaveLength(1);
  });

  it('are in parentheses where an answer cites them, and stay where nothing does', () => {
    const text = '## What is a mutex?\n\nA lock[^3] of `a[^3]:`.\n\n## What is a latch?\n\nA gate[^9].';
    expect(answersOf(text)).toEqual([
      ['What is a mutex?', 'A lock (See `man futex`) of `a[^3]:`.'],
      [
        'What is a latch?',
        expect.stringMatching(/^A gate\[\^9\]\.\n\n\[\^1\]: A function\.[^]*\[\^4\]: Nobody/),
      ],
    ]);
  });
});

it('takes lines behind a sign that asks for questions, whether they have a question mark or not', () => {
  const asked = ['Fale um pouco sobre você.', 'O que é fato gerador?', 'Homologação: dê exemplos.'];
  const text = asked.map((words) => `❓ ${words}\n✅ A situação da lei.\n\n`).join('');
  expect(questionsIn(text).map(({ title }) => title)).toEqual(asked);
});

it('ends a title at its question mark, with an aside behind it', () => {
  const items = [
    '- [x] Who closes a channel? (10 Feb)\n  The sender.',
    '- [ ] Value or pointer receiver? (4 Feb)\n  Be consistent.',
    '- [x] What is a nil map? (3 Feb)\n  One that panics on write.',
  ];
  expect(
    questionsIn(`# Go\n\n${items.join('\n')}\n`).map(({ title, answer }) => [title, answer.text]),
  ).toEqual(items.map((item) => item.slice(6).split('\n  ')));
});

it('ends a title behind an aside that goes on below', () => {
  const items = [
    'What happens when a broker dies? (acks=all)\n  It depends.',
    'Why Parquet? (Acme,\n  second round)\n  Columns.',
    'What is a lag? (3 Feb)\n  A delay.',
  ];
  const found = questionsIn(`# Kafka questions\n\n- [ ] ${items.join('\n- [ ] ')}\n`).map(
    ({ title, answer }) => [title, answer.text],
  );
  expect(found).toEqual([
    ['What happens when a broker dies? (acks=all)', 'It depends.'],
    ['Why Parquet? (Acme, second round)', 'Columns.'],
    ['What is a lag? (3 Feb)', 'A delay.'],
  ]);
});

describe('lines in quotes', () => {
  const titles = (text: string) => questionsIn(`# Defence questions\n\n${text}`).map(({ title }) => title);
  const asked = [
    'Why Landsat?',
    'What is new here?',
    'Pires: explain equation 4.2',
    'Who could misuse it?',
    'Should we worry?',
    'Why no lag?',
    'What next?',
  ];
  const quoted = asked.map((words) => `> ${words}\n\nA coefficient of 0.3 K.\n`).join('\n');

  it('are questions if most ask and have text below them', () => {
    expect(titles(quoted)).toEqual(asked);
  });

  it('are parts of answers below headings that ask, and where they explain', () => {
    expect(titles(`## Why us?\n\n${quoted}\n## Why now?\n\nIt is time.\n`)).toEqual(['Why us?', 'Why now?']);
    expect(titles(quoted.replaceAll(/^> .*/gm, '> 解释：它说明一切'))).toEqual([]);
  });
});
