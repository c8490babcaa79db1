// Follow-ups, stories, what the candidate asks back, lists of things to do, and files whose name asks.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (text: string, file = 'guide.md', folder = 'notes', names: readonly string[] = []) =>
  readBankFile({ ...openSource(file, text, folder), siblings: () => names }, 'bank');
const placed = (...given: Parameters<typeof read>) =>
  read(...given).questions.map(({ section, title, answer }) => [section, title, answer.text]);
const answersOf = (...given: Parameters<typeof read>) =>
  read(...given).questions.map(({ title, answer }) => [title, answer.text]);
const unreadIn = (...given: Parameters<typeof read>) =>
  read(...given).account?.unread.map(({ title }) => title);
const followUpsIn = (text: string) =>
  read(text).questions.map(({ title, answer, followUpTexts }) => [
    title,
    answer.text,
    followUpTexts.map((one) => [one.question.text, one.answer.text]),
  ]);
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('follow-ups', () => {
  const guide = (below: string): string =>
    `# Interview\n\n## What is a lease?\n\nA lock that expires.\n\n${below}\n\n## What is a shard?\n\nA part.\n`;
  const found = (...followUps: readonly (readonly [string, string])[]) => [
    ['What is a lease?', 'A lock that expires.', followUps],
    ['What is a shard?', 'A part.', []],
  ];

  it('may be in headings with their label, with answers of every kind below', () => {
    const text = guide(
      '### Follow-up: and if the clock is wrong?\n\nUse a fencing token.\n\nOr two.\n\n### Follow-up question 2: who renews it?\n\n- The holder.\n- Nobody else.\n\n### Possible follow-up: how is it written?\n\n```sql\nSELECT 1;\n```',
    );
    expect(followUpsIn(text)).toEqual(
      found(
        ['and if the clock is wrong?', 'Use a fencing token.\n\nOr two.'],
        ['who renews it?', '- The holder.\n- Nobody else.'],
        ['how is it written?', '```sql\nSELECT 1;\n```'],
      ),
    );
    expect(read(crlf(text)).questions[0]?.followUpTexts.map(({ question }) => question.text)).toEqual([
      'and if the clock is wrong?',
      'who renews it?',
      'how is it written?',
    ]);
  });

  it('in headings may be marked, and have no answer', () => {
    expect(
      followUpsIn(guide('#### **Follow-up:** who renews it?\n\n#### _Follow up: and then?_\n\nIt ends.')),
    ).toEqual(found(['who renews it?', ''], ['and then?', 'It ends.']));
  });

  it('are a question and its answer below an answer', () => {
    const asked = found(['Who renews it?', 'The holder.\n\nOr [X] others.']);
    expect(followUpsIn(guide('Q: Who renews it?\nA: The holder.\n\nOr [X] others.'))).toEqual(asked);
    expect(followUpsIn(guide('- Q1. Who renews it?\n\n**A:** The holder.\n\nOr [X] others.'))).toEqual(asked);
    expect(followUpsIn('# K\n\n## What is a lease?\n\nQ: In a word?\nA: A lock.\n')[0]?.[1]).toBe('A lock.');
  });

  it('may be probes', () => {
    expect(followUpsIn(guide('*Possible probe: and if the clock is wrong?*\n\nUse a token.'))).toEqual(
      found(['and if the clock is wrong?', 'Use a token.']),
    );
    expect(followUpsIn(guide('**Probing questions:**\n- Who renews it?\n- And then?'))).toEqual(
      found(['Who renews it?', ''], ['And then?', '']),
    );
  });

  it('are no headings that only begin like probes', () => {
    const text = guide('### Probe of the market\n\nAt first.\n\n### Problems\n\nThere are two.');
    expect(followUpsIn(text)[0]).toEqual([
      'What is a lease?',
      'A lock that expires.\n\n### Probe of the market\n\nAt first.\n\n### Problems\n\nThere are two.',
      [],
    ]);
  });
});

describe('what stands behind a list item at the margin', () => {
  const list = (behind: string): string =>
    `# Interview questions\n\n## Databases\n\n1. What is a lease?\n   A lock.\n2. Why do replicas lag?\n\n   They apply later.\n\n${behind}\n\n## Networks\n\n1. What is TCP?\n   A stream.\n2. What is UDP?\n   Datagrams.\n`;
  const answerTo = (text: string) => read(text).questions[1]?.answer.text;

  it('belongs to it with a label', () => {
    expect(answerTo(list('Note: some never do.'))).toBe('They apply later.\n\nNote: some never do.');
    const asked =
      '# Interview questions\n\n- What is a lease?\n\n**Answer**:\n\nA lock.\n\nIt ends.\n\n- What is a shard?\n- Why do replicas lag?\n';
    expect(answersOf(asked)[0]).toEqual(['What is a lease?', 'A lock.\n\nIt ends.']);
  });

  it('is none of it without', () => {
    expect(answerTo(list('Now for something else.'))).toBe('They apply later.');
  });
});

describe('what is below a list of follow-ups', () => {
  const LIST = '**Follow-ups:**\n- Why not Rust?\n- How long does it take? A week.';
  const ASKED = [
    ['Why not Rust?', ''],
    ['How long does it take?', 'A week.'],
  ];
  const below = (text: string) =>
    followUpsIn(`# Interview\n\n### Why Go?\n\n${text}\n\n### What is a shard?\n\nA part.\n`)[0]?.slice(1);

  it.each([
    'Remember that the build takes [X] minutes.',
    '⚠️ **Pitfall:** no benchmarks.',
    '**Numbers:**\n* [Y] req/s',
    '> quoted',
    '| a |\n|---|\n| b |',
    '```go\nfmt.Println()\n```',
    '#### Tips\n\n- short',
  ])('is of the answer: %j', (text) => {
    const answer = `Fast builds.\n\n${text}`;
    expect(below(`Fast builds.\n\n${LIST}\n\n${text}`)).toEqual([answer, ASKED]);
    expect(below(`**Answer:** Fast builds.\n\n${LIST}\n\n---\n\n${text}`)).toEqual([answer, ASKED]);
  });

  it('is the answer, where none is above', () => {
    expect(below(`${LIST}\n\n**Answer:** Fast builds.`)).toEqual(['Fast builds.', ASKED]);
    expect(below(`Fast builds.\n\n${LIST}\n\n**Answer:** As above.`)).toEqual([
      'Fast builds.\n\n**Answer:** As above.',
      ASKED,
    ]);
  });

  it('may begin without a blank line, with a label or a heading', () => {
    for (const text of ['**Tip:** be short', '#### Numbers\n- [N] services'])
      expect(below(`Fast builds.\n\n${LIST}\n${text}`)).toEqual([`Fast builds.\n\n${text}`, ASKED]);
  });

  it('has its place in the file', () => {
    const text = `# Interview\n\n### Why Go?\n\nSo.\n\n${LIST}\n\nIt takes [X] ms.\n\n### Why not?\n\nNo.\n`;
    const [one] = read(text).questions;
    expect(one?.placeholders.map(({ written: { at } }) => [at.start.line, at.start.column])).toEqual([
      [11, 10],
    ]);
  });

  it('is a part of a story', () => {
    const story = '**Situation:** Late.\n\n**Task:** Ship.\n\n**Action:** Cut.';
    const { questions } = read(
      `# Interview\n\n### Tell me about a failure\n\n${story}\n\n${LIST}\n\n**Result:** Shipped.\n\n### Why Go?\n\nSo.\n`,
    );
    expect(questions[0]?.star?.result?.text).toBe('Shipped.');
  });

  it('is a reply, where there are replies in between', () => {
    const replies = '1. Why not Rust?\n\nIt is slow.\n\n2. How long?\n\nA week.';
    expect(below(`Fast builds.\n\nFollow-ups:\n\n${replies}\n\n**Tip:** be short`)).toEqual([
      'Fast builds.\n\n**Tip:** be short',
      [
        ['Why not Rust?', 'It is slow.'],
        ['How long?', 'A week.'],
      ],
    ]);
  });

  it.each([
    '#### Why not Rust?\n\nSlow.\n\n#### How long?\n\nA week.',
    '##### Rust\n\nSlow.\n\n##### How long?\n\nA week.',
    '**Why not Rust?** Slow.\n\n**How long?**\n\nA week.',
  ])('begins after all questions in headings or in bold: %j', (asked) => {
    const [answer, followUps] = below(`Fast.\n\n#### Follow-ups\n\n${asked}\n\n#### Numbers\n\n[X] ms`) ?? [];
    expect(answer).toBe('Fast.\n\n#### Numbers\n\n[X] ms');
    expect(followUps).toEqual([
      [expect.stringMatching(/Rust\??$/), 'Slow.'],
      ['How long?', 'A week.'],
    ]);
  });

  it('follows all that are asked on the line of the label', () => {
    expect(below('Fast.\n\n*Follow-ups:* Why not Rust? / How long?\n\nBe short.')).toEqual([
      'Fast.\n\nBe short.',
      [
        ['Why not Rust?', ''],
        ['How long?', ''],
      ],
    ]);
  });
});

describe('the first part of a story', () => {
  const NAMES = ['conflict', 'failure', 'success'];
  it.each([
    ['bold lines', (part: string, said: string) => `**${part}**\n\n${said}\n\n`],
    ['bold labels', (part: string, said: string) => `**${part}:** ${said}\n\n`],
    ['lines', (part: string, said: string) => `${part}: ${said}\n`],
    ['letters', (part: string, said: string) => `${part.charAt(0)}: ${said}\n`],
    ['bold letters', (part: string, said: string) => `**${part.charAt(0)}:** ${said}\n`],
  ])('stays, where all answers begin with it: %s', (_, write) => {
    const story = (name: string): string =>
      write('Situation', `The ${name} was late.`) +
      write('Task', 'Ship it.') +
      write('Action', 'I cut it.') +
      write('Result', 'We shipped.');
    const text = NAMES.map((name) => `## Tell me about a ${name}\n\n${story(name)}\n`).join('');
    const { questions } = read(`# Stories\n\n${text}`, 'stories.md');
    expect(questions.map(({ title, answer }) => [title, answer.text])).toEqual(
      NAMES.map((name) => [`Tell me about a ${name}`, story(name).trim()]),
    );
    expect(questions.map(({ star }) => [star?.situation?.text, star?.result?.text])).toEqual(
      NAMES.map((name) => [`The ${name} was late.`, 'We shipped.']),
    );
  });

  it('is no label of whole answers', () => {
    const text = NAMES.map((name) => `## What is a ${name}?\n\nR: A ${name} is late.\n\n`).join('');
    expect(answersOf(`# Interview\n\n${text}`)).toEqual(
      NAMES.map((name) => [`What is a ${name}?`, `A ${name} is late.`]),
    );
  });
});

it('questions inside an answer are told without their marks', () => {
  const text =
    'Q: What is a lease?\nA: A lock.\n\nQ: What is a shard?\nA: A part.\n\nQ: Why?\nA:\n\n1. **What is sharding?** Splitting.\n2. **What is replication?**\n   Copies.\n';
  expect(unreadIn(text)).toEqual(['What is sharding?', 'What is replication?']);
});

describe('what the candidate asks back', () => {
  const OWN = [
    ['Mine', 'What is a lease?', 'A lock.'],
    ['Mine', 'What is a shard?', 'A part.'],
  ];
  const BACK = [
    'What does the team do on a Monday?',
    'How do you review code?',
    'Who decides what is built?',
  ];
  const guide = (name: string, back = BACK.map((one) => `- ${one}\n`).join('')): string =>
    `# Interview\n\n## Mine\n\n### What is a lease?\n\nA lock.\n\n### What is a shard?\n\nA part.\n\n## ${name}\n\n${back}`;

  it.each([
    'Questions for them',
    'My questions for the interviewer',
    'Questions I will ask',
    'Fragen an das Unternehmen',
    'Rückfragen an Sie',
    'Preguntas para la empresa',
    'Perguntas para o entrevistador',
    'Domande da fare',
    'Вопросы работодателю',
    '逆質問',
    '三、反问',
  ])('is no part of a guide, and told: %s', (name) => {
    expect(placed(guide(name))).toEqual(OWN);
    expect(unreadIn(guide(name))).toEqual(BACK);
    const headed = guide(name, BACK.map((one) => `### ${one}\n\nListen.\n\n`).join(''));
    expect(placed(headed)).toEqual(OWN);
    expect(unreadIn(headed)).toEqual(BACK);
  });

  it.each([
    'Questions for backend engineers',
    'Questions for the team lead',
    'Questions they may ask',
    'Fragen an Entwickler',
  ])('is not what others are asked: %s', (name) => {
    expect(placed(guide(name))).toEqual([...OWN, ...BACK.map((one) => [name, one, ''])]);
  });

  it('is none of other sections, where its own is the first', () => {
    const text = `# Questions to ask them\n\n${BACK.map((one) => `- ${one}\n`).join('')}\n# Mine\n\n## What is a lease?\n\nA lock.\n\n## What is a shard?\n\nA part.\n`;
    expect(placed(text)).toEqual(OWN);
    expect(unreadIn(text)).toEqual(BACK);
  });

  it('is all of a file that is called so', () => {
    for (const name of ['Questions to ask the interviewer', 'Questions for the company']) {
      const text = `# ${name}\n\n${BACK.map((one) => `- ${one}\n`).join('')}- What broke last?\n`;
      expect(answersOf(text, 'questions-to-ask.md')).toEqual(
        [...BACK, 'What broke last?'].map((one) => [one, '']),
      );
    }
  });
});

describe('a list of things to do', () => {
  const ASKED = [
    ['What is a lease?', 'A lock.'],
    ['What is a shard?', 'A part.'],
    ['Why do replicas lag?', 'They apply later.'],
  ] as const;
  const TASKS = [
    'Print the resume and the letter',
    'Check the train to the office',
    'Sleep well before the day',
  ];

  it.each([
    ['numbers', (i: number) => `${i + 1}. `, '   '],
    ['bullets', () => '- ', '  '],
  ])('is none beside answered questions: %s', (_, mark, by) => {
    const asked = ASKED.map(([one, said], i) => `${mark(i)}${one}\n${by}${said}\n`).join('');
    const tasks = TASKS.map((one, i) => `${mark(i)}${one}\n`).join('');
    const text = `# Interview questions\n\n## Databases\n\n${asked}\n## Before the day\n\n${tasks}`;
    expect(answersOf(text, 'interview-questions.md')).toEqual(ASKED);
    // Of questions, the answers may be missing.
    const open = `# Interview questions\n\n## Databases\n\n${asked}\n## Queues\n\n${mark(0)}What is a topic?\n${mark(1)}Why keep offsets?\n`;
    expect(answersOf(open, 'interview-questions.md')).toEqual([
      ...ASKED,
      ['What is a topic?', ''],
      ['Why keep offsets?', ''],
    ]);
  });
});

describe('a file whose name asks', () => {
  const NAMES = [
    'O que é exactly-once.md',
    'O que é um índice composto.md',
    'Como funciona o MVCC no banco.md',
    'Por que usar filas em vez de chamadas.md',
    'Quando usar réplicas de leitura.md',
    'Qual é a diferença entre fila e log.md',
  ];
  const [FILE = ''] = NAMES;

  it.each([
    'É uma garantia de entrega.\n\nCada mensagem conta uma vez.\n\n- com ids\n- com transações',
    'É a garantia de que tudo conta uma vez.\nMas por que importa?\n\nCada mensagem conta uma vez.',
    '- com ids\n- com transações',
    '| a | b |\n|---|---|\n| 1 | 2 |\n\n```sql\nSELECT 1;\n```',
    'É a garantia.\n\n## Como se faz?\n\nCom ids.',
  ])('has its whole body as the answer: %j', (body) => {
    for (const text of [`---\ntags: [filas]\n---\n\n${body}\n`, `${body}\n`]) {
      const { questions } = read(text, FILE, 'perguntas', NAMES);
      expect(questions.map(({ title, answer }) => [title, answer.text])).toEqual([
        ['O que é exactly once', body],
      ]);
    }
    expect(
      read(`---\r\ntags: [filas]\r\n---\r\n\r\n${crlf(body)}\r\n`, FILE, 'perguntas', NAMES).questions,
    ).toHaveLength(1);
  });

  it('has the title of its heading', () => {
    expect(answersOf('# O que é exactly-once?\n\nUma garantia.\n', FILE, 'perguntas', NAMES)).toEqual([
      ['O que é exactly-once?', 'Uma garantia.'],
    ]);
  });

  it('is a question only among others', () => {
    expect(answersOf('Uma garantia.\n\nCada uma conta.\n', FILE)).toEqual([]);
    expect(answersOf('Uma por dia.\n\nE depois outra.\n', 'Leia primeiro.md', 'perguntas', NAMES)).toEqual(
      [],
    );
  });
});

it('keeps a schema that is called like a story', () => {
  const text = '## Star or snowflake?\n\nStar: denormalized dimensions. Snowflake: less redundancy.\n';
  const { questions } = read(`${text}\n## Why joins?\n\nFor what is apart.\n`, 'interview.md');
  expect(questions[0]?.answer.text).toBe('Star: denormalized dimensions. Snowflake: less redundancy.');
});

describe('bold words and questions in front of a text', () => {
  const ASKED = ['What is a lease?', 'Explain the write path.', 'How is a leader elected?'];
  const said = (one: string): string =>
    `**Why does that help with ${one.length}?** Because of the cache.\n\nAnd does it matter? Yes, to ${one.length} users.`;

  it.each([
    ['Q: and A:', (one: string) => `Q: ${one}\nA: Some words.\n\n${said(one)}\n\n`],
    ['numbers in bold', (one: string, i: number) => `**${i + 1}. ${one}**\n\n${said(one)}\n\n`],
    [
      'a list, with text at the margin',
      (one: string, i: number) => `${i + 1}. **${one}**\n\n${said(one)}\n\n`,
    ],
    ['a plain list', (one: string, i: number) => `${i + 1}) ${one}\n\n${said(one)}\n\n`],
  ])('belong to the answer of the question above: %s', (_, write) => {
    const found = answersOf(`# Storage interview\n\n${ASKED.map(write).join('')}`);
    expect(found.map(([title]) => title)).toEqual(ASKED);
    for (const [title = '', answer] of found) expect(answer).toContain(said(title));
  });
});
