// Questions that do not look like any: topics of exams, paragraphs, tables, and records under unknown names.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (file: string, text: string, folder = 'notes', names: readonly string[] = []) =>
  readBankFile({ ...openSource(file, text, folder), siblings: () => names }, 'bank').questions;
const titles = (...given: Parameters<typeof read>) => read(...given).map(({ title }) => title);

const LONG = 'A text of some length about it, in several sentences. It goes into details.\n\n'.repeat(5);
const TOPICS = ['Sets', 'Matrices', 'Series', 'Limits', 'Integrals'];
const topicsOf = (write: (name: string, i: number) => string): string => TOPICS.map(write).join('');

const answersOf = (file: string, text: string) =>
  read(file, text).map(({ title, answer }) => [title, answer.text] as const);

describe('topics of an exam', () => {
  const topics = TOPICS;
  const headed = (mark: (i: number) => string) =>
    topicsOf((name, i) => `## ${mark(i)}${name}\n\n${LONG}### Proof ${name}\n\nText.\n\n`);

  it('are the outermost numbered headings of a file that says so, long as their answers are', () => {
    expect(
      titles(
        'zagadnienia.md',
        headed((i) => `${i + 1}. `),
      ),
    ).toEqual(topics);
    expect(
      titles(
        'zagadnienia.md',
        headed((i) => `K.${i + 1}. `),
      ),
    ).toEqual(topics.map((name, i) => `K.${i + 1}. ${name}`.replace(/^K\.\d\. /, '')));
    expect(
      titles(
        'book.md',
        headed((i) => `${i + 1}. `),
      ),
    ).toEqual([]);
  });

  it('may count on behind words, from the beginning for each subject', () => {
    const tasks = ['React Task 1', 'React Task 2', 'Next.js Task 1', 'Next.js Task 2', 'Next.js Task 3'];
    const text = (names: readonly string[]): string =>
      names.map((name, i) => `## ${name} — Build the ${topics[i]} view with care\n\n${LONG}`).join('');
    expect(titles('interview.md', text(tasks))).toEqual(
      topics.map((name) => `Build the ${name} view with care`),
    );
    expect(titles('interview.md', text(tasks.map((name) => name.replace(/\d/, '7'))))).toEqual([]);
  });

  it('may be in a page for each day', () => {
    const page = '## Why does a page reflow?\n\nText.\n\n## Your last project, told in a minute\n\nText.\n';
    const days = ['day-1', 'day-2', 'day-3', 'day-4', 'day-5', 'LICENSE'];
    expect(titles('docs/day-3/README.md', page, 'day-3', days)).toHaveLength(2);
    expect(titles('docs/day-3/README.md', page, 'day-3')).toEqual([]);
  });

  it('need no number where some of them ask', () => {
    const named = headed(() => '')
      .replace('## Sets', '## What is a set?')
      .replace('## Limits', '## How is a limit defined?')
      .replace('## Series', '## Explain series');
    expect(titles('exam-questions.md', named)).toEqual([
      'What is a set?',
      'Matrices',
      'Explain series',
      'How is a limit defined?',
      'Integrals',
    ]);
    expect(
      titles(
        'your-questions.md',
        topics.map((name, i) => `## ${name}\n\n${LONG.repeat(1 + i * i)}`).join(''),
      ),
    ).toEqual([]);
  });

  it('are below headings that only count', () => {
    const text = topics.map((name, i) => `## ${i + 1}. tétel\n\n### ${name} and more\n\n${LONG}`).join('');
    expect(titles('tetelek.md', text)).toEqual(topics.map((name) => `${name} and more`));
  });

  it('are files with a number in a folder that says so', () => {
    const text = `# 7. Operating systems\n\n${LONG}`;
    expect(titles('07-os.md', text, 'maturita')).toEqual(['Operating systems']);
    expect(titles('os.md', text, 'maturita')).toEqual(['Operating systems']);
    expect(titles('07-os.md', text, 'book')).toEqual([]);
  });
});

describe('paragraphs that ask', () => {
  it('are questions with the text below them, in a bank or where there are many', () => {
    const asked = [
      'What is a page?',
      'What is a block?',
      'How does paging work?',
      'Explain what a page fault is.',
    ];
    const text = asked.map((one) => `${one}\n\n- That.\n\n`).join('');
    expect(read('interview.md', text).map(({ title, answer }) => [title, answer.text])).toEqual(
      asked.map((one) => [one, '- That.']),
    );
    expect(titles('article.md', text)).toEqual([]);
    const many = Array.from({ length: 9 }, (_, i) => `What is number ${i}?\nIt is ${i}.\n\n`).join('');
    expect(titles('article.md', many)).toHaveLength(9);
  });

  it('are none between prose', () => {
    const prose = Array.from({ length: 9 }, (_, i) => `But what is number ${i}?\n\n${LONG}`).join('');
    expect(titles('essay.md', prose)).toEqual([]);
  });
});

describe('rows of a Markdown table', () => {
  const rows =
    '| 1 | What is a page? | Part of memory. |\n| 2 | Name \\| explain | It \\| is. |\n| 3 | What is a block? | A part. |\n';

  it('are questions where its columns say so, or where a column asks', () => {
    const asking = Array.from(
      { length: 6 },
      (_, i) => `| ${i} | What is number ${i}? | It is ${i}. |\n`,
    ).join('');
    for (const head of ['# | Kérdés | Válasz', 'n | x | y'])
      expect(read('terms.md', `# Terms\n\n| ${head} |\n|---|---|---|\n${asking}`)[5]).toMatchObject({
        title: 'What is number 5?',
        line: 10,
      });
    expect(titles('terms.md', `| # | Question | Answer |\n|---|---|---|\n${rows}`)).toEqual([
      'What is a page?',
      'Name | explain',
      'What is a block?',
    ]);
  });

  it('are none where they are facts, or contents that link to the questions', () => {
    expect(titles('sizes.md', '| Name | Size |\n|---|---|\n| a | 1 |\n| b | 2 |\n| c | 3 |\n')).toEqual([]);
    const linked = rows.replaceAll(/(What[^|]*\?)/g, '[$1](#there)');
    expect(titles('terms.md', `| # | Question | Page |\n|---|---|---|\n${linked}`)).toEqual([]);
  });
});

describe('records under unknown names', () => {
  const asked = ['What is a page?', 'What is a block?', 'How does paging work?'];

  it('are judged by what their fields hold, in tables', () => {
    const csv = `x;y;z\n${asked.map((words, i) => `memory;${words};It is a part of memory, ${i}.`).join('\n')}\n`;
    expect(titles('data.csv', csv)).toEqual(asked);
    expect(titles('data.csv', csv.slice(csv.indexOf('\n') + 1))).toEqual(asked);
  });

  it('are none where nothing asks', () => {
    expect(
      read(
        'data.json',
        JSON.stringify(asked.map((words) => ({ alpha: words.replace('?', ''), beta: 'That.' }))),
      ),
    ).toEqual([]);
  });

  it('need no answer where the names of all fields are known', () => {
    const csv =
      'Area;Argomento Principale;Domanda Specifica\n' +
      'heart;cycle;Phases\nheart;cycle;Tones\nlung;volumes;Volumes\n';
    expect(titles('domande.csv', csv)).toEqual(['Phases', 'Tones', 'Volumes']);
    const json = JSON.stringify(
      ['Binomial', 'Poisson', 'Uniform', 'Normal', 'Beta'].map((question) => ({ category: 'a', question })),
    );
    expect(titles('data.json', json)).toEqual(['Binomial', 'Poisson', 'Uniform', 'Normal', 'Beta']);
  });
});

describe('lines without a mark', () => {
  const topics = [
    'Sprains of the ankle',
    'Fractures of the arm',
    'A torn meniscus',
    'Tears of a ligament',
    'A frozen shoulder',
    'Pain of the back',
  ];

  it('are all that a file called questions has', () => {
    expect(titles('questions.txt', topics.join('\n'))).toEqual(topics);
    expect(titles('questions.txt', topics.join('\n\n'))).toEqual(topics);
    expect(titles('notes.txt', topics.join('\n\n'))).toEqual([]);
    expect(titles('questions.txt', topics.map((name) => name.replaceAll(' ', '\\')).join('\n'))).toEqual([]);
  });

  it('follow a section without a mark, if they are numbered', () => {
    const text =
      '1 Classes\n1.1 What is a class?\n1.2 What is a field?\n2 Types\n2.1 What is a type?\n2.2 Casts\n';
    expect(titles('questions.md', text)).toEqual([
      'What is a class?',
      'What is a field?',
      'What is a type?',
      'Casts',
    ]);
  });
});

it('a table beside headings has questions, if its columns say so, from two rows on', () => {
  const table =
    '| Question | Answer | Status |\n|---|---|---|\n| What is ink? | A dye. | done |\n| What is lead? | | todo |\n';
  const text = `# Notes\n\n## What is chalk?\n\nLime.\n\n## What is wax?\n\nFat.\n\n# Open\n\n${table}`;
  expect(read('notes.md', text).map(({ title, answer, draft }) => [title, answer.text, draft])).toEqual([
    ['What is chalk?', 'Lime.', false],
    ['What is wax?', 'Fat.', false],
    ['What is ink?', 'A dye.', false],
    ['What is lead?', '', true],
  ]);
});

it('beside lines such as `Q.`, the rest is told', () => {
  const text = [
    '# Ship (draft)',
    'Q: Who steers?\nA: Ann.',
    'Q. How did you dock it?',
    '```\n# is it fast?\n```\nWith a rope.\nWas it enough? Nearly [X] m.',
    'Q: When?\nIn May.',
    '### Engine\nIt has [FILL IN: horse power] hp.',
    '???',
  ].join('\n\n');
  const { questions, account } = readBankFile(openSource('ship.md', text), 'bank');
  expect(questions.map(({ title }) => title)).toEqual(['Who steers?', 'How did you dock it?', 'When?']);
  expect(questions[1]?.answer.text).toMatch(/^```[^]*Nearly \[X\] m\.$/);
  expect(account?.unread).toMatchObject([{ title: 'Engine', reason: 'unlike' }]);
});

describe('labels of answers', () => {
  it('are left out in any language', () => {
    const text =
      '# Interview\n\n**Frage:** Wie alt?\n**Antwort:** Zehn.\n\nFrage: Wie groß?\nAntwort: Elf.\n';
    expect(read('a.md', text).map(({ title, answer }) => [title, answer.text])).toEqual([
      ['Wie alt?', 'Zehn.'],
      ['Wie groß?', 'Elf.'],
    ]);
    const french =
      '# Entretien\n\n## Pourquoi ?\n**Réponse :** Pour rien.\n\n## Comment ?\n\n### Réponse\n\nAinsi.\n';
    expect(read('a.md', french).map(({ answer }) => answer.text)).toEqual(['Pour rien.', 'Ainsi.']);
    const inside =
      '# Interview\n\n## Was kommt an?\n\nDie Anfrage, und dann:\n\n- Kopf\n\n  Ответ: 200\n\n## Wer?\n\nDer.\n';
    expect(read('a.md', inside)[0]?.answer.text).toMatch(/^Die Anfrage[^]*Ответ: 200$/);
  });
});

describe('labels in front of answers', () => {
  const asked = ['What is a lock?', 'What is a lease?', 'What is a saga?', 'What is a quorum?'];
  const guide = (write: (title: string, i: number) => string): string => asked.map(write).join('');
  const expected = asked.map((title, i) => [title, `Text ${i}.`]);

  const forms: readonly (readonly [label: string, write: (title: string, i: number) => string])[] = [
    [
      'Question 3 and Answer 3',
      (title: string, i: number) => `### Question ${i}\n${title}\n\n**Answer ${i}:** Text ${i}.\n\n`,
    ],
    ['Q3 and A3', (title: string, i: number) => `**Q${i}: ${title}**\n\nA${i}: Text ${i}.\n\n`],
    ['Q3 and A3 on plain lines', (title: string, i: number) => `Q${i}: ${title}\nA${i}: Text ${i}.\n\n`],
    ['headings Q3 and A3', (title: string, i: number) => `## Q${i}\n${title}\n## A${i}\nText ${i}.\n\n`],
    [
      'headings Question 3 and Answer 3',
      (title: string, i: number) => `## Question ${i}\n${title}\n## Answer ${i}\nText ${i}.\n\n`,
    ],
    [
      'headings Q1-3 and A1-3',
      (title: string, i: number) => `# Q1-${i}:\n${title}\n\n# A1-${i}:\nText ${i}.\n\n`,
    ],
    ...['Ans. ', 'Ans:- ', 'Ans - ', 'A. ', 'Solution: ', '**Sol:** ', '👉 Answer: ', 'R : ', 'О: '].map(
      (label): readonly [string, (title: string, i: number) => string] => [
        label,
        (title, i) => `Q${i}. ${title}\n${label}Text ${i}.\n\n`,
      ],
    ),
    ['Ans 3.', (title: string, i: number) => `Q${i}. ${title}\nAns ${i}. Text ${i}.\n\n`],
    ['on one line', (title: string, i: number) => `Question: ${title} Answer: Text ${i}.\n\n`],
    ['a list of definitions', (title: string, i: number) => `**${title}**\n\n: Text ${i}.\n\n`],
    ['(3)', (title: string, i: number) => `## (${i}) ${title}\n\nText ${i}.\n\n`],
    ['③', (title: string, i: number) => `## ${'①②③④'.charAt(i)} ${title}\n\nText ${i}.\n\n`],
  ];

  it.each(forms)('are left out, and no answer is lost: %s', (_, write) => {
    expect(answersOf('a.md', guide(write))).toEqual(expected);
  });

  it('leave no letters that only say which option is right', () => {
    const key = ['b', '**d**', 'a', 'c', 'a', 'b', 'd', 'c'].map((letter, i) => `${i + 1}. ${letter}\n`);
    expect(titles('exam-questions.md', `# Corrections\n\n${key.join('')}`)).toEqual([]);
  });

  it('are none in front of options', () => {
    const options = '   A. One thing\n   B. Another thing\n   C. A third thing\n';
    const text = guide((title, i) => `${i + 1}. ${title}\n${options}\n`);
    expect(JSON.stringify(read('a.md', text)).match(/A\. One thing/g)?.length).toBeGreaterThan(3);
  });

  it('are none in an answer', () => {
    const text = guide((title, i) => `## ${title}\n\nOf level ${i}:\n\nA1: beginners\n\n`);
    expect(read('a.md', text)[0]?.answer.text).toBe('Of level 0:\n\nA1: beginners');
  });
});

describe('headings below questions', () => {
  it('are parts of answers, if none asks, and the outer level has the questions', () => {
    const text = [
      '# Tell me about your garden',
      'Two acres of it.',
      '# Describe the pond',
      'Deep.',
      '# What was your worst harvest?',
      '## Setting\nA wet May.',
      '## What I did\nI dug a ditch.',
      '## Result\nTwo pears.',
      '# Trees',
      '## What is a graft?\nTwo trees in one.',
      '## What is a scion?\nThe upper one.',
      '# Other',
    ].join('\n\n');
    expect(read('garden-questions.md', text).map(({ title, section }) => [title, section])).toEqual([
      ['Tell me about your garden', 'notes'],
      ['Describe the pond', 'notes'],
      ['What was your worst harvest?', 'notes'],
      ['What is a graft?', 'Trees'],
      ['What is a scion?', 'Trees'],
    ]);
  });
});

describe('items of several lines', () => {
  const told = (text: string): readonly unknown[] =>
    read('list.md', text).map(({ title, answer }) => [title, answer.text]);

  it('have their answer below the first line, if it asks or is the sentence of a task', () => {
    const list = [
      '1. How do you seed a cloud?\n   With salt.\n   From above.\n\n   Never in May.',
      '2. Explain hail.\n   Ice that went up again and again.\n     a. in summer\n     b. in storms',
      '3. Describe your longest forecast.\n\tTwelve days.',
      '4. What is dew?',
    ];
    expect(told(list.join('\n'))).toEqual([
      ['How do you seed a cloud?', 'With salt.\nFrom above.\n\nNever in May.'],
      ['Explain hail.', 'Ice that went up again and again.\n  a. in summer\n  b. in storms'],
      ['Describe your longest forecast.', 'Twelve days.'],
      ['What is dew?', ''],
    ]);
  });

  it('can have labels of answers below them', () => {
    const list = (of: string) =>
      ['a', 'b', 'c', 'd'].map((at, i) => `${i + 1}. What is ${of}${at}?\n   Odpowiedź: ${at}\n`).join('');
    expect(
      told(`# Odpowiedzi\n\n## Part 1. First\n\n${list('x')}\n## Part 2. Second\n\n${list('y')}`)[7],
    ).toEqual(['What is yd?', 'd']);
  });

  it('are one title where lines are only wrapped', () => {
    const list = ['seed a cloud', 'measure the wind', 'name a storm', 'chase a storm'];
    const text = list
      .map((what, at) => `${at + 1}. How would you ${what}, if you were\n   asked to do so?\n`)
      .join('');
    expect(told(text)).toEqual(
      list.map((what) => [`How would you ${what}, if you were asked to do so?`, '']),
    );
  });

  it('are none in notes', () => {
    const list = '1. Should it rain?\n   It may.\n2. Who pays?\n   We do.\n3. When is it?\n   In May.\n';
    expect(titles('minutes.md', `# Minutes of May\n\n${LONG.repeat(2)}\n${list}`)).toEqual([]);
  });
});

describe('headings that only name', () => {
  const KINDS = ['Regression', 'Smoke', 'Load', 'Stress', 'Unit', 'Contract'];
  const named = (below: (name: string) => string) =>
    KINDS.map((name, i) => `### 1.${i + 1} ${name}\n\n${below(name)}\n\n`).join('');

  it('are questions themselves where answers go on with another one', () => {
    const text = named((name) => `It is run often. When is ${name} not?\n\nNever.`);
    const asked = text.replaceAll(/(### [\d.]+) (.*)/g, '$1 What is $2?');
    expect(titles('interview.md', asked)).toContain('What is Regression?');
  });
});

describe('tables', () => {
  const rows = ['a lock', 'a page', 'a block', 'a thread', 'a fiber', 'a signal'];
  const table = (cell: (name: string) => string): string =>
    `# Interview\n\n| # | Question | Level |\n|---|---|---|\n${rows.map((name, i) => `| ${i + 1} | ${cell(name)} | easy |\n`).join('')}`;

  it('need no answers where nothing else is a question', () => {
    expect(
      titles(
        'interview.md',
        table((name) => `Explain ${name}`),
      ),
    ).toEqual(rows.map((name) => `Explain ${name}`));
    expect(
      titles(
        'interview.md',
        table((name) => `[Explain ${name}](#${name.slice(2)})`),
      ),
    ).toEqual([]);
    const headed = `${table((name) => `Explain ${name}`)}\n## What is a kernel?\n\n${LONG}\n\n## What is a shell?\n\nIt asks.\n\n## What is a driver?\n\nIt drives.\n`;
    expect(titles('interview.md', headed)).toEqual([
      'What is a kernel?',
      'What is a shell?',
      'What is a driver?',
    ]);
  });

  it('have columns of options in any language', () => {
    const csv =
      'Vraag ID;Vraag;Optie A;Optie B;Optie C;Correct Antwoord\n' +
      rows.map((name, i) => `${i + 1};Wat is ${name}?;een;twee;drie;B\n`).join('');
    expect(read('vragen.csv', csv).map(({ title, answer }) => [title, answer.text.includes('twee')])).toEqual(
      rows.map((name) => [`Wat is ${name}?`, true]),
    );
  });
});

describe('what belongs to what', () => {
  it('text and lists between two numbers are the answer of the first, at the left margin, too', () => {
    const text = [
      '1. What is a saga?\n\nLocal transactions.\n\n- with compensations',
      '2. What is backpressure?\n\n| a | b |\n|---|---|\n| c | d |',
      '3. Explain CAP.\nConsistency, availability.\nPick two.',
      '4. What is a cache?\n\n> A copy.',
    ].join('\n\n');
    expect(answersOf('notes.md', text)).toEqual([
      ['What is a saga?', 'Local transactions.\n\n- with compensations'],
      ['What is backpressure?', '| a | b |\n|---|---|\n| c | d |'],
      ['Explain CAP.', 'Consistency, availability.\nPick two.'],
      ['What is a cache?', '> A copy.'],
    ]);
  });

  it('bullets between two numbers that ask are questions of their own', () => {
    const text =
      '1. Explain locks.\n\n- What is a mutex?\n- What is a monitor?\n\n2. Explain threads.\n\n- What is a fiber?';
    expect(titles('interview-questions.md', text)).toContain('What is a monitor?');
  });

  it('a line above options inside a list item does not end the list', () => {
    const item = (i: number) =>
      `${i}. **Topic ${i} of the exam**\n   What is right here?\n   - [ ] this\n   - [x] that\n`;
    const text = `# Exam questions\n\n${[1, 2, 3, 4, 5, 6].map(item).join('\n')}`;
    expect(read('exam.md', text)).toHaveLength(6);
  });

  it('an example with a hidden answer belongs to the heading that asks', () => {
    const one = (i: number) =>
      `## What does line ${i} print?\n\n#### Example\n\n\`print(${i})\`\n\n<details><summary>Answer</summary>\n\n${i}\n\n</details>\n\n`;
    expect(titles('quiz.md', [1, 2, 3, 4].map(one).join(''))).toEqual(
      [1, 2, 3, 4].map((i) => `What does line ${i} print?`),
    );
  });

  it('a heading above nothing but a list of questions names the list', () => {
    const text =
      '## Data engineer\n\n1. What is a lake?\n2. What is a mart?\n3. Why partition?\n4. Explain the ETL process.\n\n## What is a lake like?\n\nWide.\n\n## Why partition at all?\n\nFor speed.\n';
    const found = titles('questions.md', text);
    expect(found).not.toContain('Data engineer');
    expect(found).toEqual(expect.arrayContaining(['What is a mart?', 'Why partition at all?']));
  });

  it('more tasks than topics with numbers are the questions, and not the topics above them', () => {
    const chapters = topicsOf((name, i) => `### ${i + 1}. ${name}\n\n${LONG}`);
    const tasks = Array.from({ length: 8 }, (_, i) => `**${i + 1}. Walk me through part ${i}.**\nText.\n\n`);
    const found = titles('llm.md', `# Models for interviews\n\n${chapters}${tasks.join('')}`);
    expect(found).toEqual(Array.from({ length: 8 }, (_, i) => `Walk me through part ${i}.`));
  });

  it('headings of notes ask below one that announces questions, whatever their kind is elsewhere', () => {
    const notes = topicsOf(
      (name) => `## ${name}\n\n${LONG}### More\n\nText.\n\n### Details of ${name}\n\nText.\n\n`,
    );
    const asked = ['Are sets ordered?', 'When does a series converge?', 'Is a limit unique?'];
    const section = asked.map((title) => `### ${title}\n\nText.\n\n`).join('');
    const file = (above: string): string =>
      `# Notes\n\n${notes}## ${above}\n\n${section}## Summary\n\nText.\n`;
    expect(titles('notes.md', file('Important interview questions'))).toEqual(asked);
    expect(titles('notes.md', file('Exercises in your own words'))).toEqual(asked);
    expect(titles('notes.md', file('Open ends'))).toEqual([]);
  });

  const PARTS = {
    'Interview questions': (name: string) => [
      `What is ${name} and whom does it bind?`,
      `Explain how you test ${name}.`,
    ],
    'Model answers': (name: string) => [`“We define what ${name} is.”`, '“Then we assess it, in steps.”'],
    'Common pitfalls': (name: string) => [
      `Do all of ${name} at the end.`,
      `No plan for ${name}, which costs a month.`,
    ],
    'Questions to ask them': (name: string) => [`Which of your systems have ${name}?`, `Who owns ${name}?`],
  };
  const NAMES = ['Part 11', 'CAPA', 'Change control', 'Zones'];
  it.each([
    ['bold lines', 1, (words: string) => `**${words}**\n\n`, '- '],
    ['bold lines with a colon', 4, (words: string) => `**${words}:**\n`, '- '],
    ['lines with a colon', 2, (words: string) => `${words}:\n`, '1. '],
    ['bold items', 2, (words: string) => `- **${words}**\n`, '  - '],
    ['headings', 4, (words: string) => `### ${words}\n\n`, '- '],
  ])('lists below %s that announce questions, or recur, are judged apart', (_, many, lead, mark) => {
    const listOf =
      (name: string) =>
      ([words, items]: [string, (name: string) => string[]]) =>
        `${lead(words)}${items(name)
          .map((item) => `${mark}${item}\n`)
          .join('')}\n`;
    const sections = NAMES.slice(0, many).map(
      (name) => `## ${name}\n\n${Object.entries(PARTS).map(listOf(name)).join('')}`,
    );
    const text = `# Notes on GMP\n\n${sections.join('')}`;
    const asked = NAMES.slice(0, many).flatMap(PARTS['Interview questions']);
    expect(titles('gmp-interview.md', text)).toEqual(asked);
  });

  it('a list of topics is one whole, also where few of the items below a topic ask', () => {
    const asked = TOPICS.map((name) => [`What is one of the ${name}?`, `Why use ${name}?`]);
    const lists = [
      ...asked,
      ['Create one', 'Try and catch', 'Finally', 'What is thrown?', 'Explain the rest.'],
    ];
    const text = lists.map(
      (list, i) => `${i + 1}. **Part ${i}**\n${list.map((each) => `   - ${each}\n`).join('')}\n`,
    );
    const found = titles('java.md', `# Java Interview Questions\n\n## Core\n\n${text.join('')}`);
    expect(found.filter((title) => title.startsWith('Part'))).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(['Create one', 'What is thrown?', 'Explain the rest.']));
  });

  it('topics with numbers outweigh their parts, of which some ask', () => {
    const names = Array.from('abcdefghijkl', (letter) => letter.toUpperCase().repeat(4));
    const topic = (i: number) =>
      `# ${i}. ${names[i - 1]} in general\n\n## ${i % 3 === 0 ? `What is it, ${i}?` : `Notion ${i}`}\n\n${LONG}## Use ${i}\n\n${LONG}`;
    const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(titles('pytania.md', numbers.map(topic).join(''))).toEqual(
      names.map((name) => `${name} in general`),
    );
  });
});

describe('other notations', () => {
  it('reads headings and lists of HTML, with their places, but not in code', () => {
    const text =
      '<h2 dir="rtl">1: What is <b>a slice</b>?</h2>\n\n* a view\n\n<h2 dir="rtl">2: What is a map?</h2>\n\nA table.\n\n```html\n<h2>Why?</h2>\n```\n';
    const [first, second] = read('go-questions.md', text);
    expect([first, second].map((one) => one?.title.replace(/\s+/g, ' ').trim())).toEqual([
      'What is a slice ?',
      'What is a map?',
    ]);
    expect(second?.answer.text).toBe('A table.\n\n```html\n<h2>Why?</h2>\n```');
    expect(second?.answer.at.start.line).toBe(7);
    const list = `<ul>\n${['What is a slice?', 'Why maps?', 'How do channels block?'].map((words) => `<li>${words}</li>`).join('\n')}\n</ul>\n`;
    expect(titles('interview-questions.md', list)).toHaveLength(3);
  });

  it('reads a line and its answer below it, if a file is nothing else', () => {
    const pairs = [
      'the command to list files\nls',
      'the parent folder is\n..',
      'to end a process\nkill -9',
      'to make a file\ntouch',
      'the acronym CLI stands for the following three long words\ncommand line interface',
      'to see who you are\nwhoami',
      'to change the folder\ncd',
      'to print a text\necho',
    ];
    expect(answersOf('shell-questions.md', pairs.join('\n\n'))[0]).toEqual([
      'the command to list files',
      'ls',
    ]);
  });

  it('reads the word for a question in other languages, and a tab behind it', () => {
    expect(titles('a.md', '### Soal 1: Tuple\n\nx\n\n### Soal 2: Set\n\ny\n')).toEqual(['Tuple', 'Set']);
    expect(answersOf('b.txt', 'Q:\tWhat is RAM?\n\nA:\tMemory.\n\nQ:\tWhat is ROM?\n\nA:\tFixed.\n')).toEqual(
      [
        ['What is RAM?', 'Memory.'],
        ['What is ROM?', 'Fixed.'],
      ],
    );
  });

  it('has no question in a row of figures, nor in numbers above lists', () => {
    const table =
      '| Page | Questions |\n|---|---|\n| [Grid](grid.md) | 8 |\n| [Flex](flex.md) | 7 |\n| [Box](box.md) | 6 |\n';
    expect(titles('README.md', `# CSS questions\n\n${table}`)).toEqual([]);
    const day = (i: number) => `## ${i}\n\n- What is ${i} for?\n- Why ${i} here?\n- How is ${i} made?\n\n`;
    expect(titles('questions.md', [1, 2, 3, 4].map(day).join(''))).toHaveLength(12);
  });
});

describe('a series of files with numbers', () => {
  const page =
    '# Recursion and brute force\n\n## Recursion\n\nIt calls itself.\n\n## Brute force\n\nAll of it.\n';
  const numbers = Array.from({ length: 9 }, (_, i) => String(i + 1));

  it('has a question in each, in folders, too, and chapters with short names have none', () => {
    expect(
      titles(
        '3.md',
        page,
        'x',
        numbers.map((n) => `${n}.md`),
      ),
    ).toEqual(['Recursion and brute force']);
    expect(titles('3/README.md', page, '3', numbers)).toEqual(['Recursion and brute force']);
    expect(
      titles(
        '03-recursion.md',
        page,
        'x',
        numbers.map((n) => `0${n}-recursion.md`),
      ),
    ).toEqual([]);
    const long = numbers.map((n) => `${n}) Members of a class, and what they may see.md`);
    const text = '> In full: members, methods, constants.\n\nA class has members.\n';
    expect(titles(long[2] ?? '', text, 'x', long)).toEqual(['Members of a class, and what they may see']);
  });
});

describe('beside questions that are read', () => {
  const asked = ['shards', 'segments', 'merges']
    .map((topic) => `### What are ${topic}?\n\nParts.\n\n`)
    .join('');

  it('what has answers and asks in a bank is one, too', () => {
    const fast =
      '## Rapid fire\n\n- **Is it fast?** Yes.\n- **Is NaN equal?** No.\n- **Name one odd number** 7.\n';
    expect(titles('notes.md', `# Interview\n\n${asked}${fast}`).slice(3)).toEqual([
      'Is it fast?',
      'Is NaN equal?',
      'Name one odd number',
    ]);
    const others = ['Shards', 'Segments', 'Merges', 'Caches', 'Logs', 'Disks', 'Alerts'].map(
      (name) => `## ${name}\n\nParts.\n\n`,
    );
    expect(titles('notes.md', `# Search\n\n${others.join('')}${asked}${fast}`)).toHaveLength(3);
  });

  it('are sections in other forms: headings of topics, list items, and what has no question mark', () => {
    const lists =
      '## Phone\n\n- Explain CSRF tokens to me\n  They bind a form.\n- What is a salt?\n  A value.\n- Who signs?\n  A CA.\n\n';
    const wiki = '## Wiki\n\n### Blue or green?\n\nBoth.\n\n### Thundering herd\n\nJitter.\n\n';
    const bold = '## Team\n\n**Why do you leave?**\n\nIt moved.\n\n**How do you test?**\n\nOften.\n\n';
    expect(titles('interview.md', `# Interview\n\n${lists}${wiki}${bold}`)).toEqual([
      'Explain CSRF tokens to me',
      'What is a salt?',
      'Who signs?',
      'Blue or green?',
      'Thundering herd',
      'Why do you leave?',
      'How do you test?',
    ]);
  });

  it('are headings above a section that holds others, with no more than their own text', () => {
    const text =
      '# Interview\n\n## Project\n\n**Did it help?**\n\nYes.\n\n**How good is it?**\n\nGood.\n\n## Why not trees\n\nNo need.\n\n## What about GDPR\n\nConsent.\n\n### More theory\n\n1) Which cutoff?\nFive.\n2) Which loss?\nLog loss.\n';
    const all = read('interview.md', text);
    expect(all.map(({ title }) => title)).toEqual([
      'Did it help?',
      'How good is it?',
      'Why not trees',
      'What about GDPR',
      'Which cutoff?',
      'Which loss?',
    ]);
    expect(all[3]?.answer.text).toBe('Consent.');
  });

  it('are all of a named sheet for interviews, or of ten topics', () => {
    const sheet = (title: string, many: number): readonly string[] => {
      const topics = Array.from(
        { length: many },
        (_, i) => `## Topic ${'ABCDEFGHIJ'.charAt(i)}x\n\nA word on it.\n\n`,
      );
      const text = `# ${title}\n\n${topics.join('')}`;
      return readBankFile({ ...openSource('sheet.md', text, 'x'), named: true }, 'bank').questions.map(
        (one) => one.title,
      );
    };
    expect(sheet('Cluster sheet for interviews', 6)).toHaveLength(6);
    expect(sheet('Cluster', 6)).toEqual([]);
    expect(sheet('Cluster', 10)).toHaveLength(10);
  });

  it('are no lines of a table of contents', () => {
    const contents = ['shards', 'segments', 'merges']
      .map((one) => `[What are ${one}?](#${one})\n\n`)
      .join('');
    expect(titles('interview.md', `# Interview\n\n${contents}${asked}`)).toHaveLength(3);
  });

  it('a heading that asks above them is one if it has a text of its own', () => {
    const text = (own: string) => `# Search\n\n## Ranking\n\n## How is it kept fresh?\n\n${own}${asked}`;
    expect(titles('notes.md', text('By merges.\n\n'))).toContain('How is it kept fresh?');
    expect(titles('notes.md', text(''))).toHaveLength(3);
  });

  it('a short heading before all that ask, or behind them, is none', () => {
    const more = 'a b c d e f g h i'
      .split(' ')
      .map((topic) => `### Why ${topic}?\n\nOrder.\n\n`)
      .join('');
    const around = (last: string) =>
      `### Main title\n\nLinks.\n\n${asked}### Pages\n\nOf disks.\n\n${more}### ${last}\n\nText.\n`;
    expect(titles('notes.md', around('Handy'))).toHaveLength(13);
    expect(titles('notes.md', around('Handy'))).toContain('Pages');
    expect(titles('notes.md', around('Order of all locks'))).toContain('Order of all locks');
  });

  it('an arrow may part one from its answer', () => {
    const lines = ['list', 'filter', 'judge'].map(
      (topic, i) => `${i + 1}. What is a ${topic}? -> A way to look ahead in lists.\n`,
    );
    expect(answersOf('questions.md', lines.join(''))).toEqual(
      ['list', 'filter', 'judge'].map((topic) => [`What is a ${topic}?`, 'A way to look ahead in lists.']),
    );
  });
});

it('lines of terms with commas are cards in a file or folder that is called so', () => {
  const rows = 'heel stance,Moa seogi\nspark,Chagi\nlow block,"Arae makki, right"\n';
  expect(titles('terms.csv', rows, 'TaekwondoFlashcards')).toEqual(['heel stance', 'spark', 'low block']);
  expect(titles('terms.csv', rows, 'data')).toEqual([]);
});

it('topics beside a few with a label are questions where their file is one of topics', () => {
  const names = [
    ...TOPICS,
    'Sums',
    'Proofs',
    'Groups',
    'Rings',
    'Fields',
    'Norms',
    'Bases',
    'Maps',
    'Trees',
    'Cuts',
  ];
  const all = [
    ...names,
    'Walks',
    'Flows',
    'Codes',
    'Duals',
    'Poles',
    'Cones',
    'Knots',
    'Tiles',
    'Q. Why a ring?',
    'Q. What is the order of a group?',
  ];
  const text = all.map((name) => `## ${name}\n\nA few words about it.\n\n`).join('');
  expect(titles('README.md', `# Interview questions\n\n${text}`, 'algebra-interview-qna')).toHaveLength(
    all.length,
  );
});

it('a link between brackets behind what is asked is no part of it', () => {
  const text = `# Interview questions\n\n- What is AIDL? [[info]](https://example.com/a)\n  - A language.\n- Describe Activities. [[ref]](https://example.com/b)\n- What is a lease? ([source](https://example.com/c))\n- Why use [Kafka](https://example.com/d)?\n`;
  expect(answersOf('android.md', text)).toEqual([
    ['What is AIDL?', '[[info]](https://example.com/a)\n- A language.'],
    ['Describe Activities.', '[[ref]](https://example.com/b)'],
    ['What is a lease?', '([source](https://example.com/c))'],
    ['Why use [Kafka](https://example.com/d)?', ''],
  ]);
});

it('entries of a list called questions are questions if they have texts, whatever names their fields have', () => {
  const topics = TOPICS.map((title) => ({ id: title, title, content: `<p>${title} in a few words.</p>` }));
  const json = JSON.stringify({ categories: { maths: { title: 'Maths', questions: topics } } });
  expect(titles('data.json', json)).toEqual(TOPICS);
  expect(titles('data.json', json.replace('questions', 'chapters'))).toEqual([]);
});
