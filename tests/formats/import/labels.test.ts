// Labels and signs that tell questions from answers: letters in any language, a sign on the line, an assistant, codes.
import { describe, expect, it } from 'vitest';
import { guideReader } from '../../support/read-guides.ts';

const { read, told, answersOf, titles, crlf } = guideReader('notes.md');

const PAIRS = [
  ['O que é uma fila?', 'Um buffer entre serviços.'],
  ['Por que usar réplicas?', 'Para ler mais rápido.'],
  ['Como funciona um índice?', 'Como o de um livro.'],
] as const;
const guide = (write: (asked: string, said: string, number: number) => string): string =>
  PAIRS.map(([asked, said], i) => write(asked, said, i + 1)).join('\n');

describe('two labels of one letter that alternate', () => {
  it.each([
    ['P: and R:', (asked: string, said: string) => `P: ${asked}\nR: ${said}\n`, 3],
    ['with numbers', (asked: string, said: string, i: number) => `P${i}: ${asked}\nR${i}: ${said}\n`, 3],
    ['with full stops', (asked: string, said: string) => `D. ${asked}\nR. ${said}\n`, 3],
    ['behind what is done', (asked: string, said: string) => `[OK] D. ${asked}\n     R. ${said}\n`, 3],
    ['in bold', (asked: string, said: string) => `**P:** ${asked}\n**R:** ${said}\n`, 3],
    ['in bold before the colon', (asked: string, said: string) => `**P**: ${asked}\n\n**R**: ${said}\n`, 4],
    ['with the question in bold', (asked: string, said: string) => `**P: ${asked}**\n\nR: ${said}\n`, 4],
    ['in a list', (asked: string, said: string) => `- P: ${asked}\n- R: ${said}\n`, 3],
    ['in a nested list', (asked: string, said: string) => `- P: ${asked}\n  - R: ${said}\n`, 3],
    ['in headings', (asked: string, said: string) => `### P: ${asked}\n\nR: ${said}\n`, 4],
    [
      'in a list with numbers',
      (asked: string, said: string, i: number) => `${i}. P: ${asked}\n   R: ${said}\n`,
      3,
    ],
    ['with tabs', (asked: string, said: string) => `P:\t${asked}\n\tR:\t${said}\n`, 3],
    ['above the answers', (asked: string, said: string) => `P: ${asked}\nR:\n${said}\n`, 4],
  ])('are left out: %s', (_, write, lines) => {
    const expected = PAIRS.map(([asked, said], i) => [asked, said, 3 + i * lines]);
    const text = `# Entrevista\n\n${guide(write)}`;
    expect(told(text)).toEqual(expected);
    expect(told(crlf(text), 'notes.txt')).toEqual(expected);
  });

  it('may be alone above their words', () => {
    const text = guide((asked, said) => `P:\n${asked}\nR:\n- ${said}\n- E mais.\n`);
    expect(answersOf(text)).toEqual(PAIRS.map(([asked, said]) => [asked, `- ${said}\n- E mais.`]));
  });

  it('are wide, in Japanese, where questions have the usual letter', () => {
    const text =
      '# 面接\n\nQ1．なぜ当社ですか？\nA1．成長したいからです。\n\nQ2．強みは何ですか？\nA2．粘り強さです。\n\nQ3．弱みは何ですか？\nA3．慎重すぎることです。\n';
    expect(told(text)).toEqual([
      ['なぜ当社ですか？', '成長したいからです。', 3],
      ['強みは何ですか？', '粘り強さです。', 6],
      ['弱みは何ですか？', '慎重すぎることです。', 9],
    ]);
  });

  it('may have answers of every kind, and none yet', () => {
    const rest =
      '\n\nMais um parágrafo.\n\n- um\n- dois\n\n```sql\nSELECT 1; -- R: x\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    const open = '\nP: O que é um lock?\n\nP: O que é um cache?\nR:\n\nP: O que é um log?\nR: Um arquivo.\n';
    const text = guide((asked, said) => `P: ${asked}\nR: ${said}${rest}\n`) + open;
    expect(answersOf(text)).toEqual([
      ...PAIRS.map(([asked, said]) => [asked, said + rest]),
      ['O que é um lock?', ''],
      ['O que é um cache?', ''],
      ['O que é um log?', 'Um arquivo.'],
    ]);
  });

  it('keep words in bold at the end of an answer', () => {
    const text = guide((asked, said) => `**P**: ${asked}\n**R**: ${said} **Sempre**\n`);
    expect(answersOf(text)).toEqual(PAIRS.map(([asked, said]) => [asked, `${said} **Sempre**`]));
  });

  it('with a topic above others without one are sections', () => {
    const text = ['Variables', 'Types', 'Loops']
      .map((name, i) => `**Question ${i + 1}: ${name}**\n\n**Question:** What are ${name}?\n\nNames.\n`)
      .join('\n');
    expect(titles(`# Java interview\n\n${text}`)).toEqual([
      'What are Variables?',
      'What are Types?',
      'What are Loops?',
    ]);
  });

  it('are no options', () => {
    const text = ['a lock', 'a page', 'a port']
      .map((name, i) => `${i + 1}. What is ${name}?\n   A. Is it a thing?\n   C. Is it a way?\n`)
      .join('\n');
    expect(titles(`# Quiz\n\n${text}`, 'quiz.md')).toEqual(
      ['a lock', 'a page', 'a port'].map((name) => `What is ${name}? A. Is it a thing? C. Is it a way?`),
    );
  });

  it('stand around options, which stay with the question', () => {
    const options = 'a) um\nb) dois\nc) três\nd) quatro';
    for (const [mark, list] of [
      ['P', options],
      // The last option has the letter of the questions.
      ['D', options.toUpperCase()],
    ] as const) {
      const text = guide((asked) => `${mark}. ${asked}\n${list}\nR. b) dois\n`);
      expect(
        read(`# Prova\n\n${text}`).map(({ title, answer, asked }) => [title, answer.text, asked?.text]),
      ).toEqual(
        PAIRS.map(([asked]) => [
          asked,
          `**B.** ${mark === 'P' ? 'dois' : 'DOIS'}`,
          list.replaceAll(/^/gm, '- '),
        ]),
      );
    }
  });

  it.each([
    ['Q: ', 'A: '],
    ['P: ', 'R: '],
    ['D. ', 'R. '],
  ])('stand above a list with letters, which is part of the answer: %j', (asker, teller) => {
    const list = '\n\nA. um\nB. dois\nC. três\nD. quatro';
    const text = guide((asked, said) => `${asker}${asked}\n${teller}${said}${list}\n`);
    expect(answersOf(text)).toEqual(PAIRS.map(([asked, said]) => [asked, said + list]));
  });

  it('are no parts of stories', () => {
    const story = (name: string) =>
      `## Tell me about a ${name}\n\nS: The ${name} was late.\nT: What could I do? Ship it.\nA: I cut it.\nR: We shipped.\n\n`;
    const found = read(['conflict', 'failure', 'success'].map(story).join(''), 'stories.md');
    expect(found.map(({ title, star }) => [title, star?.situation?.text, star?.result?.text])).toEqual(
      ['conflict', 'failure', 'success'].map((name) => [
        `Tell me about a ${name}`,
        `The ${name} was late.`,
        'We shipped.',
      ]),
    );
  });

  it('are none if there are only two pairs', () => {
    const text = PAIRS.slice(0, 2).map(([asked, said]) => `P: ${asked}\nR: ${said}\n`);
    expect(titles(`# Entrevista\n\n${text.join('\n')}`)).toEqual(
      PAIRS.slice(0, 2).map(([asked]) => `P: ${asked}`),
    );
  });
});

const SYSTEMS = [
  ['What is a lease?', 'A lock that expires.'],
  ['Why do caches stampede?', 'Many miss at once.'],
  ['How do you shard a table?', 'By the key of a tenant.'],
  ['When is a queue full?', 'When its limit is reached.'],
] as const;

describe('a sign between question and answer', () => {
  it.each(['//', '→', '->', '=>', '|', '--'])('parts them on lines of their own: %s', (sign) => {
    const text = `# Systems\n\n${SYSTEMS.map(([asked, said]) => `${asked} ${sign} ${said}`).join('\n')}\n`;
    expect(told(text, 'notes.txt')).toEqual(SYSTEMS.map(([asked, said], i) => [asked, said, 3 + i]));
    expect(answersOf(crlf(text))).toEqual(SYSTEMS);
  });

  it('may be behind a number, above more of the answer, or above none', () => {
    const numbered = SYSTEMS.map(([asked, said], i) => `1.${i + 1} ${asked} // ${said}`).join('\n');
    expect(answersOf(numbered)).toEqual(SYSTEMS);
    const wrapped = SYSTEMS.map(([asked, said], i) =>
      i === 1 ? `${asked} //` : `${asked} // ${said}\nand more of it`,
    );
    expect(answersOf(wrapped.join('\n\n'))).toEqual(
      SYSTEMS.map(([asked, said], i) => [asked, i === 1 ? '' : `${said}\nand more of it`]),
    );
  });

  it('takes the lines that do not ask, too', () => {
    const lines = [...SYSTEMS, ['Idempotency', 'Twice is once.']];
    expect(answersOf(lines.map(([asked, said]) => `${asked} → ${said}`).join('\n'))).toEqual(lines);
  });

  it('is none in code, in a table, and in two lines', () => {
    const lines = SYSTEMS.map(([asked, said]) => `${asked} // ${said}`);
    const code = `\`\`\`\n${lines.join('\n')}\n\`\`\``;
    expect(answersOf(`## What is it?\n\n${code}\n\n## What else?\n\nThis.\n`)).toEqual([
      ['What is it?', code],
      ['What else?', 'This.'],
    ]);
    expect(read(`# X\n\n${lines.slice(0, 2).join('\n')}\n`)).toEqual([]);
    const rows = SYSTEMS.map(([asked, said]) => `| ${asked} | ${said} |`).join('\n');
    expect(answersOf(`| Question | Answer |\n|---|---|\n${rows}\n`)).toEqual(SYSTEMS);
  });
});

describe('a pasted chat with an assistant', () => {
  const guideOf = (person: (said: string) => string, assistant: string): string =>
    `${person('Give me two questions on queues')}\n\n${assistant}\n\n## What is a queue?\n\nA buffer.\n\n## What is a topic?\n\nA log.\n\n` +
    `${person('More please, and can you make them harder?')}\n\n${assistant}\n\n## What is an offset?\n\nA place in a log.\n`;
  const READ = [
    ['What is a queue?', 'A buffer.'],
    ['What is a topic?', 'A log.'],
    ['What is an offset?', 'A place in a log.'],
  ];

  it.each([
    ['as copied', guideOf((said) => `You said:\n${said}`, 'ChatGPT said:')],
    ['in bold', guideOf((said) => `**You:**\n\n${said}`, '**ChatGPT:**')],
    ['on one line', guideOf((said) => `You: ${said}`, 'ChatGPT:')],
    ['on one line in bold', guideOf((said) => `**User:** ${said}`, '**Assistant**')],
    ['with CRLF', crlf(guideOf((said) => `You said:\n${said}`, 'ChatGPT said:'))],
  ])('holds what the person asked for apart: %s', (_, text) => {
    expect(answersOf(text)).toEqual(READ);
  });

  it('is none where an answer only speaks of one', () => {
    const text =
      '## What is an assistant?\n\nA program.\n\nAssistant\n\nYou: a person.\n\n## What is a user?\n\nWho asks.\n';
    expect(answersOf(text)).toEqual([
      ['What is an assistant?', 'A program.\n\nAssistant\n\nYou: a person.'],
      ['What is a user?', 'Who asks.'],
    ]);
  });
});

describe('codes in front of questions are no part of titles', () => {
  it('in brackets', () => {
    const text =
      '# 面接\n\n【Q1】自己紹介をしてください。\n\nエンジニアです。\n\n【Q2】強みは何ですか？\n\n粘り強さです。\n';
    expect(told(text)).toEqual([
      ['自己紹介をしてください。', 'エンジニアです。', 3],
      ['強みは何ですか？', '粘り強さです。', 7],
    ]);
    expect(
      answersOf('# Talk\n\n[Q1] What is a lease?\n\nA lock.\n\n[Q2] Describe a shard.\n\nA part.\n'),
    ).toEqual([
      ['What is a lease?', 'A lock.'],
      ['Describe a shard.', 'A part.'],
    ]);
  });

  it('without a sign', () => {
    const text =
      '# Talk\n\nQ1 What makes a lease expire?\nIts time.\n\nQ2 Describe how a shard moves.\nIn parts.\n';
    const expected = [
      ['What makes a lease expire?', 'Its time.'],
      ['Describe how a shard moves.', 'In parts.'],
    ];
    expect(answersOf(text)).toEqual(expected);
    expect(answersOf(crlf(text))).toEqual(expected);
  });

  it('but not quarters of a year', () => {
    const text =
      '# Talk\n\nQ: How did sales go?\nA: They fell.\n\nQ3 revenue fell.\n\nQ4 was better.\n\nQ: What did you do?\nA: We called.\n';
    expect(answersOf(text)).toEqual([
      ['How did sales go?', 'They fell.\n\nQ3 revenue fell.\n\nQ4 was better.'],
      ['What did you do?', 'We called.'],
    ]);
  });

  it.each([
    ['headings', (words: string) => `## ${words}\n\n`],
    ['bold lines', (words: string) => `**${words}**\n\n`],
    ['list items', (words: string) => `- ${words}\n  `],
  ])('as words for questions, in %s', (_, write) => {
    const text = [
      ['Interview question: What is a lease?', 'A lock.'],
      ['Likely question – What is a shard?', 'A part.'],
      ['Possible question: Why do replicas lag?', 'They apply later.'],
    ].map(([words = '', said = '']) => `${write(words)}${said}\n\n`);
    expect(answersOf(`# Prep\n\n${text.join('')}`)).toEqual([
      ['What is a lease?', 'A lock.'],
      ['What is a shard?', 'A part.'],
      ['Why do replicas lag?', 'They apply later.'],
    ]);
  });

  it('unless the question is about them', () => {
    const asked = ['Interview questions and how they differ?', 'What is a likely question – really?'];
    expect(titles(`# Prep\n\n${asked.map((one) => `## ${one}\n\nIt depends.\n\n`).join('')}`)).toEqual(asked);
  });
});

describe('two labels of several words that alternate', () => {
  const DEBRIEF = [
    ['What does volatile do?', 'Prevents optimization.'],
    ['How do you debounce a button?', 'Delay 20 ms.'],
    ['Implement a ring buffer.', 'Something with a mutex.'],
    ['Where does your stack go?', 'Up to 4 kB.'],
  ] as const;
  const debrief = (write: (asked: string, said: string) => string): string =>
    DEBRIEF.map(([asked, said]) => write(asked, said)).join('\n');

  it.each([
    ['in bold', (asked: string, said: string) => `**They asked:** ${asked}\n**I said:** ${said}\n`],
    ['plain', (asked: string, said: string) => `They asked: ${asked}\n\nMy reply: ${said}\n`],
    ['of one word', (asked: string, said: string) => `Prompt: ${asked}\nReply: ${said}\n`],
  ])('are left out: %s', (_, write) => {
    const text = `# Debriefs\n\n## Monday, by phone\n\n${debrief(write)}`;
    expect(answersOf(text)).toEqual(DEBRIEF);
    expect(answersOf(crlf(text))).toEqual(DEBRIEF);
  });

  it('leave a third label in the answer', () => {
    const text = debrief(
      (asked, said) => `**They asked:** ${asked}\n**I said:** ${said}\n**Better:** more.\n`,
    );
    expect(answersOf(text)).toEqual(DEBRIEF.map(([asked, said]) => [asked, `${said}\n**Better:** more.`]));
  });

  it.each([
    [
      'below headings that ask',
      debrief((asked, said) => `## ${asked}\n\n**Probe deeper:** Why?\n**Say then:** ${said}\n`),
    ],
    ['that do not ask', debrief((_, said) => `**Strong side:** fast.\n**Weak side:** ${said}\n`)],
    [
      'of which the second asks, too',
      debrief((asked) => `**First one:** ${asked}\n**Other one:** ${asked}\n`),
    ],
  ])('are words of the text: %s', (_, text) => {
    const found = read(`# Interview\n\n${text}`).map(({ title }) => title);
    expect(found).toEqual(text.startsWith('##') ? DEBRIEF.map(([asked]) => asked) : []);
  });
});

describe('a label in corner brackets', () => {
  it('is left out, whatever the questions say', () => {
    const text =
      '■ 基本\n\n【Q】自己紹介をお願いします。\n【A】山本と申します。\n\n【Q】志望動機は？\n【A】\n・長所\n・短所\n\n【Q】5年後のキャリアは？\n【A】設計です。\n';
    expect(answersOf(text)).toEqual([
      ['自己紹介をお願いします。', '山本と申します。'],
      ['志望動機は？', '- 長所\n- 短所'],
      ['5年後のキャリアは？', '設計です。'],
    ]);
  });
});

describe('bold words that differ in their numbers', () => {
  const TICKETS = [
    ['Що таке константа Міхаеліса?', 'Концентрація субстрату.'],
    ['Чому еритроцити отримують енергію з гліколізу?', 'Бо не мають мітохондрій.'],
    ['Механізм дії ціаніду', 'Зв’язує залізо.'],
    ['Скільки АТФ дає глюкоза?', '30–32.'],
  ] as const;
  const tickets = TICKETS.map(
    ([asked, said], i) => `**Білет ${i * 3 + 1}, пит. ${i + 1}.** ${asked}\n\n${said}\n`,
  );

  it('are left out in front of questions', () => {
    const text = `# Конспект\n\n## Ферменти\n\n**Km** мала. **Vmax** велика.\n\n## Питання\n\n${tickets.join('\n')}`;
    expect(answersOf(text)).toEqual(TICKETS);
  });

  it('stay in front of steps', () => {
    const text = [1, 2, 3].map((i) => `**Step ${i}.** Open the valve.\n\nWait.\n`).join('\n');
    expect(read(`# Manual\n\n${text}`)).toEqual([]);
  });
});

describe('labels that are cut short or in brackets, with numbers behind', () => {
  it('are left out in front of a tab', () => {
    const text =
      'OBRONA – PULA PYTAŃ\n\nPyt. 1\tCo to jest transmitancja?\nOdp.\tStosunek transformat.\n\nPyt. 2\tPodać kryterium Hurwitza.\nOdp.\tWyznaczniki są dodatnie.\n\nPyt. 3\tCzym różni się PI od PD?\nOdp.\t- PI usuwa uchyb\n- PD przyspiesza\n\nPyt. 4\tCo to jest windup?\nOdp.\tCałka rośnie.\n';
    expect(answersOf(text)).toEqual([
      ['Co to jest transmitancja?', 'Stosunek transformat.'],
      ['Podać kryterium Hurwitza.', 'Wyznaczniki są dodatnie.'],
      ['Czym różni się PI od PD?', '- PI usuwa uchyb\n- PD przyspiesza'],
      ['Co to jest windup?', 'Całka rośnie.'],
    ]);
  });

  it('are known words, which need not ask', () => {
    const text =
      '面接メモ\n\n■志望動機\n\n【質問1】自己紹介をお願いします。\n【回答】\n山口と申します。\n\n【質問2】弊社を志望する理由を教えてください。\n【回答】\n共感しました。\n・年4回\n\n【質問3】残業は可能ですか。\n【回答】可能です。\n\n■逆質問\n・チーム構成を教えていただけますか。\n・目標は何ですか。\n';
    expect(read(text, '面接対策.txt').map(({ title }) => title)).toEqual([
      '自己紹介をお願いします。',
      '弊社を志望する理由を教えてください。',
      '残業は可能ですか。',
    ]);
  });
});

describe('a bold label that is repeated', () => {
  it('is no question, although the answer is below it', () => {
    const text = [
      'Walk me through your background.',
      'Why do you want to leave?',
      'Estimate the applicants per year.',
    ]
      .map(
        (asked, i) =>
          `### ${i + 1}. "${asked}"\n\n**Why they ask it:** To see.\n\n**Sample answer:**\n> I started.\n`,
      )
      .join('\n---\n\n');
    expect(read(`# Interview\n\n${text}`).map(({ title }) => title)).toEqual([
      '"Walk me through your background."',
      '"Why do you want to leave?"',
      '"Estimate the applicants per year."',
    ]);
  });
});

describe('cards on a line', () => {
  it('may have an address behind the sign', () => {
    const text =
      'Which prefix is link-local? :: fe80::/10\nWhat replaced ARP? :: NDP\nShorten 2001:0db8:0000:ff00 :: 2001:db8::ff00\n';
    expect(answersOf(text)).toEqual([
      ['Which prefix is link-local?', 'fe80::/10'],
      ['What replaced ARP?', 'NDP'],
      ['Shorten 2001:0db8:0000:ff00', '2001:db8::ff00'],
    ]);
  });
});

describe('`Q.` in Korean', () => {
  it('begins a question in front of every letter and number', () => {
    const text =
      'Q. 1분 자기소개 부탁드립니다.\n\nA. 안녕하십니까.\n\nQ. 본인의 단점은 무엇인가요?\n\nA. 설명이 깁니다.\n\nQ. 강점은 무엇인가요?\n\nA. 끈기입니다.\n';
    expect(answersOf(text)).toEqual([
      ['1분 자기소개 부탁드립니다.', '안녕하십니까.'],
      ['본인의 단점은 무엇인가요?', '설명이 깁니다.'],
      ['강점은 무엇인가요?', '끈기입니다.'],
    ]);
  });
});

describe('bold and italic lines', () => {
  it('ask if they give a task, whatever most of them do', () => {
    const asked = [
      'Describe a project that you led.',
      'What did you stop?',
      'How did you know that you were the cause?',
      'Talk about a decision you got wrong.',
      'Explain a trade-off you made.',
      'What is the riskiest part of the system?',
      'Name two people who grew because of you.',
      'Walk us through a document.',
    ];
    const text = asked.map((one) => `***${one}***\n\nText of it.\n`).join('\n');
    expect(titles(`# Interview panel\n\n## Scope\n\n${text}`)).toEqual(asked);
  });
});

it('the word for a question may have the number of a section, at the margin', () => {
  const text = guide((asked, said, i) => `Pergunta 3.${i} ${asked}\n\n${said}\n`);
  expect(answersOf(text)).toEqual(PAIRS.map(([asked, said]) => [asked, said]));
});
