// Where answers stand: below list items, quotes, tickets, bold lines and headings, and in code. None is lost.
import { describe, expect, it } from 'vitest';
import { guideReader } from '../../support/read-guides.ts';

const { read, told, placed, answersOf, crlf } = guideReader('guide.md');

const TOLD = [
  ['How do you tell bad news?', 'Tell the stakeholder early, with a plan.'],
  ['How do you say no?', 'Explain the cost, and offer a smaller step.'],
  ['When is a queue full?', 'When its limit is reached.'],
] as const;

describe('answers that begin like a task', () => {
  it.each([
    ['below a bold item', (asked: string, said: string) => `- **${asked}**\n  ${said}\n`],
    ['below a blank line', (asked: string, said: string) => `- **${asked}**\n\n  ${said}\n\n`],
    ['below an item', (asked: string, said: string) => `- ${asked}\n  ${said}\n`],
    ['below a number', (asked: string, said: string) => `1. **${asked}**\n   ${said}\n`],
    ['at the margin', (asked: string, said: string) => `- ${asked}\n${said}\n\n`],
    ['behind a tab', (asked: string, said: string) => `- **${asked}**\n\t${said}\n`],
  ])('belong to their list items: %s', (_, write) => {
    const text = `# Interview\n\n${TOLD.map(([asked, said]) => write(asked, said)).join('')}`;
    expect(answersOf(text)).toEqual(TOLD);
    expect(answersOf(crlf(text))).toEqual(TOLD);
  });

  it('go on in lines', () => {
    const text = TOLD.map(
      ([asked, said]) => `- ${asked}\n${said}\nExplain the plan to all of them.\n\n`,
    ).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(
      TOLD.map(([asked, said]) => [asked, `${said}\nExplain the plan to all of them.`]),
    );
  });

  it('go on in paragraphs', () => {
    const text = TOLD.map(([asked, said]) => `- **${asked}**\n\n  ${said}\n\n  Write it down.\n\n`).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(
      TOLD.map(([asked, said]) => [asked, `${said}\n\nWrite it down.`]),
    );
  });

  it('are no answers below an item that does not ask', () => {
    const text =
      '# Interview questions\n\n- Databases\n\nExplain how a lease works.\n\nDescribe how a shard moves.\n\n- Queues\n\nExplain how offsets work.\n';
    expect(read(text).filter(({ title }) => title === 'Databases')).toEqual([]);
  });
});

describe('a table in a list item', () => {
  const TABLE =
    '| Question | Cost |\n|---|---|\n| Is it free? | 1 ns |\n| Is it held? | 1 ms |\n| Is it far? | 1 s |';
  const indented = (by: string): string => TABLE.replaceAll(/^/gm, by);

  it.each(['  ', '   ', '    '])('keeps all its rows: %j', (by) => {
    const text = `# Interview\n\n- What does a lock cost?\n\n${indented(by)}\n\n- What does a page cost?\n\n${by}Some.\n`;
    expect(answersOf(text)).toEqual([
      ['What does a lock cost?', TABLE],
      ['What does a page cost?', 'Some.'],
    ]);
  });

  it('has questions of its own at the margin', () => {
    const rows = ['What is a lease?', 'What is a shard?', 'What is a topic?'];
    const text = `# Interview\n\n| Question | Answer |\n|---|---|\n${rows.map((row) => `| ${row} | That. |`).join('\n')}\n`;
    expect(answersOf(text)).toEqual(rows.map((row) => [row, 'That.']));
  });
});

describe('code alone below a list item', () => {
  const ASKED = [
    ['How do you count rows?', '```sql\nSELECT count(*) FROM t;\n```'],
    ['How do you delete all rows?', '```sql\nTRUNCATE t;\n```'],
    ['How do you find duplicates?', '```sql\nSELECT a FROM t\n  GROUP BY a;\n```'],
  ] as const;

  it.each([
    ['bullets', () => '- ', '  ', '\n'],
    ['numbers', (i: number) => `${i}. `, '   ', '\n'],
    ['numbers without a gap', (i: number) => `${i}. `, '   ', ''],
    ['numbers above the margin', (i: number) => `${i}. `, '', '\n'],
  ])('is its answer: %s', (_, mark, by, gap) => {
    const text = ASKED.map(
      ([asked, code], i) => `${mark(i + 1)}${asked}\n${gap}${code.replaceAll(/^/gm, by)}\n\n`,
    );
    expect(answersOf(`# SQL interview\n\n${text.join('')}`)).toEqual(ASKED);
  });

  it('is asked about where the words say so', () => {
    const text =
      '# JS interview\n\n1. What does this print?\n\n   ```js\n   console.log(typeof null);\n   ```\n\n2. What is the output?\n\n   ```js\n   console.log(1 + "1");\n   ```\n';
    expect(answersOf(text)).toEqual([
      ['What does this print?', ''],
      ['What is the output?', ''],
    ]);
  });

  it('is its answer where the words ask how to print', () => {
    const asked = ['How do you print a line?', 'How do you log an error?'];
    const code = '```py\n   f(1)\n   ```';
    const text = asked.map((one, i) => `${i + 1}. ${one}\n\n   ${code}\n\n`).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(
      asked.map((one) => [one, code.replaceAll('\n   ', '\n')]),
    );
  });
});

describe('quotes', () => {
  it('have a label of a question, and its answer', () => {
    const text =
      '# Product interview\n\n> **Possible question:** Why did you leave?\n>\n> I wanted to build.\n> And to learn.\n\n> **Possible question:** What did you ship?\n>\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n>\n> ```js\n> ship();\n> ```\n\nMore text.\n';
    expect(told(text)).toEqual([
      ['Why did you leave?', 'I wanted to build.\nAnd to learn.', 3],
      ['What did you ship?', '| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nship();\n```', 8],
    ]);
    expect(read(crlf(text)).map(({ title, line }) => [title, line])).toEqual([
      ['Why did you leave?', 3],
      ['What did you ship?', 8],
    ]);
  });

  it.each([
    '> Q: Why did you leave?\n> A: To build.\n\n> Q: What did you ship?\n> A: A planner.\n> And a report.\n',
    '> Q: Why did you leave?\n> A: To build.\n>\n> Q: What did you ship?\n> A: A planner.\n> And a report.\n',
  ])('have pairs of letters: %j', (text) => {
    expect(told(`# Product interview\n\n${text}`)).toEqual([
      ['Why did you leave?', 'To build.', 3],
      ['What did you ship?', 'A planner.\nAnd a report.', 6],
    ]);
  });

  it('have tasks in bold above a list or a text', () => {
    const quoted = [
      ['Explain how a lease works.', '- It has a time.\n- It expires.'],
      ['Why do replicas lag?', 'They apply later.'],
      ['Tell me how you pick a key.', '- By tenant.\n- By time.'],
    ] as const;
    const text = quoted.map(([asked, said]) => `> **${asked}**\n\n${said}\n\n`).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(quoted);
  });

  it('below an answer are its follow-ups', () => {
    const text =
      '# Interview\n\n## Why did you leave?\n\nTo build.\n\n> **Follow-up question:** Why then?\n> It was time.\n\n## What did you ship?\n\nA planner.\n';
    expect(answersOf(text)).toEqual([
      ['Why did you leave?', 'To build.'],
      ['What did you ship?', 'A planner.'],
    ]);
    expect(read(text)[0]?.followUpTexts.map(({ question }) => question.text)).toEqual(['Why then?']);
  });
});

describe('tickets', () => {
  const TOPICS = ['Процессы', 'Страницы', 'Потоки', 'Файлы', 'Ядро', 'Сигналы', 'Драйверы', 'Кэш'];
  const ticket = (first: string, second: string, i: number): string =>
    `## Билет ${i + 1}\n\n1. ${first}\n\n   Это ${first}.\n\n2. ${second}\n\n   Это ${second}.\n\n`;

  it('have a question at each number', () => {
    const text = [0, 1, 2, 3].map((i) => ticket(TOPICS[2 * i] ?? '', TOPICS[2 * i + 1] ?? '', i)).join('');
    expect(placed(`# Билеты к экзамену\n\n${text}`, 'экзамен.md')).toEqual(
      TOPICS.map((name, i) => [`Билет ${Math.floor(i / 2) + 1}`, name, `Это ${name}.`]),
    );
  });

  it('are none where the steps of an answer have numbers', () => {
    const steps = '1. Build it.\n\n   In a container.\n\n2. Ship it.\n\n   To all.';
    const text = ['deploy', 'roll back'].map(
      (name, i) => `## Question ${i + 1}\n\nHow do you ${name}?\n\n${steps}\n\n`,
    );
    expect(answersOf(`# Interview\n\n${text.join('')}`)).toEqual([
      ['How do you deploy?', steps],
      ['How do you roll back?', steps],
    ]);
  });
});

describe('labels of answers at the margin', () => {
  const GUIDE = [
    ['Databases', 'Leases of a lock', 'A lock that expires.'],
    ['Databases', 'Shards of a table', 'A part of a table.'],
    ['Queues', 'Topics', 'A log.'],
    ['Queues', 'Offsets', 'A place.'],
  ] as const;
  const guideOf = (write: (name: string, said: string, number: number) => string): string =>
    ['Databases', 'Queues']
      .map((part) => {
        const own = GUIDE.filter(([section]) => section === part);
        return `## ${part}\n\n${own.map(([, name, said], i) => write(name, said, i + 1)).join('')}`;
      })
      .join('');

  it.each([
    ['bullets', (name: string, said: string) => `- ${name}\n\nAnswer: ${said}\n\n`],
    ['numbers', (name: string, said: string, i: number) => `${i}. ${name}\n\n**Answer:** ${said}\n\n`],
    ['bold lines', (name: string, said: string) => `**${name}**\n\nAnswer: ${said}\n\n`],
    ['bold lines right above', (name: string, said: string) => `**${name}**\nAnswer: ${said}\n\n`],
  ])('belong to what is right above: %s', (_, write) => {
    const text = `# Interview\n\n${guideOf(write)}`;
    expect(placed(text)).toEqual(GUIDE);
    expect(placed(crlf(text))).toEqual(GUIDE);
  });

  it('may have more below them, of every kind', () => {
    const more = '\n\nAnd more.\n\n```sql\nSELECT 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    expect(
      placed(`# Interview\n\n${guideOf((name, said) => `- ${name}\n\nAnswer: ${said}${more}\n\n`)}`),
    ).toEqual(GUIDE.map(([section, name, said]) => [section, name, said + more]));
  });

  it('may have another label below', () => {
    const text = guideOf((name, said, i) =>
      i === 1
        ? `- ${name}\n\n**Answer:** ${said}\n\n**Tip:** Say why.\n\n`
        : `- ${name}\n\n**Answer:** ${said}\n\n`,
    );
    expect(placed(`# Interview\n\n${text}`)).toEqual(
      GUIDE.map(([section, name, said], i) => [
        section,
        name,
        i % 2 === 0 ? `${said}\n\n**Tip:** Say why.` : said,
      ]),
    );
  });

  it('may have text in bold below, but not the name of a section', () => {
    const text =
      '# Interview\n\n- What is a lease?\n\nAnswer: A lock.\n\n**Tip:** Say why.\n\n**Queues**\n\n- What is a topic?\n\nAnswer: A log.\n\n**Note:** Or two.\n\nAnd more.\n';
    expect(answersOf(text)).toEqual([
      ['What is a lease?', 'A lock.\n\n**Tip:** Say why.'],
      ['What is a topic?', 'A log.\n\n**Note:** Or two.\n\nAnd more.'],
    ]);
  });

  it.each([
    ['the last', ['A log.', '- A place.\n- A number.']],
    ['the first', ['- A log.\n- In order.', 'A place.']],
    ['all', ['- A log.\n- In order.', '- A place.\n- A number.']],
  ])('may be above a list, below numbers: %s', (_, [first = '', second = '']) => {
    const text = `# Interview\n\n1. What is a topic?\n\n**Answer:**\n\n${first}\n\n2. What is an offset?\n\n**Answer:**\n\n${second}\n`;
    expect(answersOf(text)).toEqual([
      ['What is a topic?', first],
      ['What is an offset?', second],
    ]);
  });

  it.each(['- ', '* '])('alone may be above a list with the sign of the questions: %j', (mark) => {
    for (const gap of ['', '\n']) {
      const item = (asked: string, said: string): string =>
        `${mark}${asked}\n${gap}Answer:\n${gap}${said}\n\n`;
      const lists = [`${mark}A log.\n${mark}In order.`, `${mark}A place.`] as const;
      const text = item('What is a topic?', lists[0]) + item('What is an offset?', lists[1]);
      expect(answersOf(`# Interview\n\n${text}`)).toEqual([
        ['What is a topic?', lists[0]],
        ['What is an offset?', lists[1]],
      ]);
    }
  });

  it('may be alone, and have no answer yet', () => {
    const asked = ['What is a topic?', 'Your strengths', 'Why us?', 'Your weaknesses'];
    const text = asked.map((one) => `- ${one}\n\nAnswer:\n\n`).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(asked.map((one) => [one, '']));
  });

  it('belong to the heading where a list only gives what to consider', () => {
    const text =
      '# Interview\n\n## How do you deploy?\n\nConsider:\n\n- the size\n\nAnswer: In steps.\n\n## How do you roll back?\n\nConsider:\n\n- the time\n\nAnswer: At once.\n';
    expect(answersOf(text)).toEqual([
      ['How do you deploy?', 'In steps.'],
      ['How do you roll back?', 'At once.'],
    ]);
  });
});

describe('bold lines between questions', () => {
  const parts = (write: (asked: string, said: string, number: number) => string): string =>
    `**DATABASES**\n\n${write('What is a lease?', 'A lock.', 1)}${write('What is a shard?', 'A part.', 2)}` +
    `**QUEUES**\n\n${write('What is a topic?', 'A log.', 3)}${write('What is an offset?', 'A place.', 4)}`;
  const READ = [
    ['DATABASES', 'What is a lease?', 'A lock.'],
    ['DATABASES', 'What is a shard?', 'A part.'],
    ['QUEUES', 'What is a topic?', 'A log.'],
    ['QUEUES', 'What is an offset?', 'A place.'],
  ];

  it.each([
    ['bold italics', (asked: string, said: string) => `***${asked}***\n\n${said}\n\n`],
    ['letters', (asked: string, said: string) => `Q: ${asked}\nA: ${said}\n\n`],
    ['numbers', (asked: string, said: string, i: number) => `${i}. ${asked}\n\n   ${said}\n\n`],
    ['bold numbers', (asked: string, said: string, i: number) => `**${i}. ${asked}**\n\n${said}\n\n`],
  ])('name sections, with and without a title of the file: %s', (_, write) => {
    expect(placed(`# Interview\n\n${parts(write)}`)).toEqual(READ);
    expect(placed(parts(write), 'interview.md')).toEqual(READ);
    expect(placed(crlf(`# Interview\n\n${parts(write)}`))).toEqual(READ);
  });

  it('keep lines of bold italics that do not ask, beside those that do', () => {
    const text = parts(
      (asked, said) => `***${asked.replace('What is a shard?', 'Shards')}***\n\n${said}\n\n`,
    );
    expect(placed(text, 'interview.md')).toEqual(
      READ.map(([section, asked, said]) => [section, asked === 'What is a shard?' ? 'Shards' : asked, said]),
    );
  });

  it('stay in an answer at its end', () => {
    const ends = ['**It expires by itself**', '**It moves with its tenant**', '**Never in place**'];
    const pairs = [
      ['What is a lease?', `A lock.\n\n${ends[0]}`],
      ['What is a shard?', `A part.\n\n${ends[1]}`],
      ['What is a topic?', `A log.\n\n${ends[2]}`],
      ['What is an offset?', 'A place.\n\n**Key term: log**'],
    ];
    for (const text of [
      pairs.map(([asked, said]) => `Q: ${asked}\nA: ${said}\n\n`).join(''),
      pairs.map(([asked, said]) => `### ${asked}\n\n${said}\n\n`).join(''),
    ])
      expect(answersOf(`# Interview\n\n${text}`)).toEqual(pairs);
  });
});

describe('a heading that gives a task and has no text', () => {
  it('is a question without an answer where the others are questions', () => {
    const text =
      '# Interview\n\n## What is a lease?\n\nA lock.\n\n## Tell me about your last project\n\n## Describe your team\n\nFive people.\n\n## Why us?\n\nThe work.\n';
    expect(told(text, 'questions.md')).toEqual([
      ['What is a lease?', 'A lock.', 3],
      ['Tell me about your last project', '', 7],
      ['Describe your team', 'Five people.', 9],
      ['Why us?', 'The work.', 13],
    ]);
    expect(read(text, 'questions.md').map(({ section }) => section)).toEqual(
      Array.from({ length: 4 }, () => 'Interview'),
    );
  });

  it('is a section where it does not give one', () => {
    const text =
      '# Interview\n\n## Databases\n\n### What is a lease?\n\nA lock.\n\n### What is a shard?\n\nA part.\n\n## Queues\n\n### What is a topic?\n\nA log.\n';
    expect(placed(text, 'questions.md')).toEqual([
      ['Databases', 'What is a lease?', 'A lock.'],
      ['Databases', 'What is a shard?', 'A part.'],
      ['Queues', 'What is a topic?', 'A log.'],
    ]);
  });
});
