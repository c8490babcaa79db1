// Guides without marks of Markdown: signs, outlines, names of sections, wikis, and keys below a line.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { guideReader } from '../../support/read-guides.ts';

const { read, told, placed, answersOf, crlf } = guideReader('guide.txt');

const SYSTEMS = [
  ['What is a lease?', 'A lock that expires.'],
  ['Why do caches stampede?', 'Many miss at once.'],
  ['How do you shard a table?', 'By the key of a tenant.'],
  ['When is a queue full?', 'When its limit is reached.'],
] as const;

describe('signs at the margin', () => {
  it.each(['■ ', '►\t', '◆ '])('are titles above paragraphs: %j', (sign) => {
    const text = `Interview\n\n${SYSTEMS.map(([asked, said]) => `${sign}${asked}\n\n${said}\n\nAnd more.\n`).join('\n')}`;
    const expected = SYSTEMS.map(([asked, said], i) => [asked, `${said}\n\nAnd more.`, 3 + i * 6]);
    expect(told(text)).toEqual(expected);
    expect(answersOf(crlf(text))).toEqual(
      SYSTEMS.map(([asked, said]) => [asked, `${said}\r\n\r\nAnd more.`]),
    );
  });

  it('are titles above labels of answers', () => {
    const text =
      '■ 自己紹介をしてください。\n回答：エンジニアです。\n\n■ 強みは何ですか？\n回答：粘り強さです。\n\n■ 弱みは何ですか？\n回答：慎重さです。\n';
    expect(told(text)).toEqual([
      ['自己紹介をしてください。', 'エンジニアです。', 1],
      ['強みは何ですか？', '粘り強さです。', 4],
      ['弱みは何ですか？', '慎重さです。', 7],
    ]);
    const listed = SYSTEMS.map(([asked, said]) => `■ ${asked}\nAnswer:\n- ${said}\n- And more.\n`).join('\n');
    expect(answersOf(listed)).toEqual(SYSTEMS.map(([asked, said]) => [asked, `- ${said}\n- And more.`]));
  });

  it('may have a list below one of them', () => {
    const text = SYSTEMS.map(([asked, said], i) =>
      i === 1 ? `■ ${asked}\n\n- Many miss.\n- All at once.\n` : `■ ${asked}\n\n${said}\n`,
    ).join('\n');
    expect(answersOf(text)).toEqual(
      SYSTEMS.map(([asked, said], i) => [asked, i === 1 ? '- Many miss.\n- All at once.' : said]),
    );
  });

  it('are those of a list elsewhere, whatever the line below begins with', () => {
    expect(answersOf('## What do you do?\n\n■ Check it\n■ Report it\n\n## What else?\n\nWait.\n')).toEqual([
      ['What do you do?', '- Check it\n- Report it'],
      ['What else?', 'Wait.'],
    ]);
    const below = SYSTEMS.map(([asked, said]) => `■ ${asked}\n${said}\n`).join('\n');
    expect(answersOf(below)).toEqual(SYSTEMS);
  });
});

it('letters and Roman numbers divide no answer', () => {
  const options = 'A. A thing\nB. A way\nC. A page';
  const quiz = ['a lock', 'a page', 'a port'].map(
    (name, i) => `${i + 1}. What is ${name}?\n${options.replaceAll(/^/gm, '   ')}\n`,
  );
  expect(answersOf(`# Quiz\n\n${quiz.join('\n')}`, 'quiz.md')).toEqual(
    ['a lock', 'a page', 'a port'].map((name) => [`What is ${name}?`, '']),
  );
  const articles = 'I. The first\n\nII. The second';
  expect(answersOf(`## Which articles?\n\n${articles}\n\n## What else?\n\nNone.\n`)).toEqual([
    ['Which articles?', articles],
    ['What else?', 'None.'],
  ]);
});

describe('names of sections', () => {
  const part = (name: string, asked: string, said: string): string => `${name}\n\n${asked}\n${said}\n\n`;

  it.each([
    ['in capitals', 'DATABASES', 'QUEUES', ''],
    ['between signs', '=== Databases ===', '=== Queues ===', ''],
    ['below two empty lines', 'Databases', 'Queues', '\n'],
  ])('are short lines apart: %s', (_, first, second, gap) => {
    const [one, other] = [first, second].map((name) => name.replaceAll(/[= ]/g, ''));
    for (const number of [true, false]) {
      const text =
        part(first, `${number ? '1. ' : 'Q: '}What is a lease?`, `${number ? '' : 'A: '}A lock.`) +
        gap +
        part(second, `${number ? '2. ' : 'Q: '}What is a topic?`, `${number ? '' : 'A: '}A log.`);
      const expected = [
        [one, 'What is a lease?', 'A lock.'],
        [other, 'What is a topic?', 'A log.'],
      ];
      expect(placed(text)).toEqual(expected);
      expect(placed(crlf(text))).toEqual(expected);
    }
  });

  const FAQ =
    'Networking\n\nWhat carries traffic?\nCilium.\n\nHow does DNS work?\n● CoreDNS\n● ndots set to 2\n\nStorage\n\nWhich classes exist?\ngp3 and io2\n\nWhat is local?\nNVMe\n';

  it.each(['', 'Platform FAQ\n\n', 'Platform FAQ (copied)\n\n\n'])(
    'stand between questions with answers right below, as above the first: %j',
    (title) => {
      const expected = [
        ['Networking', 'What carries traffic?', 'Cilium.'],
        ['Networking', 'How does DNS work?', '- CoreDNS\n- ndots set to 2'],
        ['Storage', 'Which classes exist?', 'gp3 and io2'],
        ['Storage', 'What is local?', 'NVMe'],
      ];
      expect(placed(title + FAQ, 'faq.txt')).toEqual(expected);
      expect(placed(crlf(title + FAQ), 'faq.txt')).toEqual(
        expected.map((one) => one.map((text) => text?.replaceAll('\n', '\r\n'))),
      );
    },
  );

  it('are no last lines of answers', () => {
    const answers = (text: string) => answersOf(text, 'faq.txt').map(([, answer]) => answer);
    expect(answers(FAQ.replace('Networking\n\n', ''))[1]).toMatch(/Storage$/);
    expect(answers(FAQ.replace('Storage', 'Negative caching of five'))[1]).toMatch(/five$/);
    expect(answers(FAQ.replace('ndots set to 2', 'We use two:'))[1]).toMatch(/Storage$/);
    const apart = FAQ.replaceAll(/(\?)\n/g, '$1\n\n');
    expect(answers(apart)[1]).toMatch(/Storage$/);
  });

  it('are above questions without answers', () => {
    const text =
      'DATABASES\n\n1. What is a lease?\n2. What is a shard?\n\nQUEUES\n\n3. What is a topic?\n4. What is an offset?\n';
    expect(placed(text)).toEqual([
      ['DATABASES', 'What is a lease?', ''],
      ['DATABASES', 'What is a shard?', ''],
      ['QUEUES', 'What is a topic?', ''],
      ['QUEUES', 'What is an offset?', ''],
    ]);
  });

  it.each(['', '1. ', 'Q: '])('are no answers in capitals: %j', (mark) => {
    const pairs = [
      ['Which protocol do you use?', 'TCP'],
      ['Which format?', 'JSON'],
      ['Which database?', 'SQL'],
    ] as const;
    const text = pairs.map(([asked, said], i) => `${mark.replace('1', `${i + 1}`)}${asked}\n\n${said}\n`);
    expect(answersOf(text.join('\n'), 'interview.txt')).toEqual(pairs);
  });

  it('stand beside answers in capitals', () => {
    const text =
      'DATABASES\n\nWhat do you query with?\n\nSQL\n\nWhat is a shard?\n\nA part of a table.\n\nQUEUES\n\nWhat carries a topic?\n\nTCP\n\nWhat is an offset?\n\nA place in it.\n';
    expect(placed(text, 'interview.txt')).toEqual([
      ['DATABASES', 'What do you query with?', 'SQL'],
      ['DATABASES', 'What is a shard?', 'A part of a table.'],
      ['QUEUES', 'What carries a topic?', 'TCP'],
      ['QUEUES', 'What is an offset?', 'A place in it.'],
    ]);
  });
});

describe('a wiki', () => {
  const WIKI = `== Databases ==

; What is a lease?
: A lock that expires.
: And more.

; What is a shard?
: A part of a table.
:* with a key
:* on a node

== Queues ==

; What is a topic?
: A '''log'''.
`;

  it('has terms that ask, definitions, and headings', () => {
    expect(placed(WIKI)).toEqual([
      ['Databases', 'What is a lease?', 'A lock that expires.\nAnd more.'],
      ['Databases', 'What is a shard?', 'A part of a table.\n- with a key\n- on a node'],
      ['Queues', 'What is a topic?', 'A **log**.'],
    ]);
    expect(told(WIKI).map(([, , line]) => line)).toEqual([3, 7, 14]);
    expect(read(crlf(WIKI)).map(({ section, title }) => [section, title])).toEqual(
      placed(WIKI).map(([section, title]) => [section, title]),
    );
  });

  it.each(['; like this\n\nor so.', '; like this\n: or so\n\n== no heading =='])(
    'is none where a comment begins with a semicolon: %j',
    (said) => {
      const text = `## How do you comment?\n\n${said}\n\n## What is a list?\n\n: a list\n`;
      expect(answersOf(text)).toEqual([
        ['How do you comment?', said],
        ['What is a list?', ': a list'],
      ]);
    },
  );
});

describe('a key below a line', () => {
  it.each(['PAGE 2: ANSWERS', '=== Answers ===', 'Answers:'])('gives answers by number: %s', (name) => {
    const text = `1. What is a lease?\n2. What is a shard?\n3. What is a topic?\n\n${name}\n\n1. A lock that expires.\n2. A part of a table.\n3. A log.\n`;
    const expected = [
      ['What is a lease?', 'A lock that expires.', 1],
      ['What is a shard?', 'A part of a table.', 2],
      ['What is a topic?', 'A log.', 3],
    ];
    expect(told(text, 'exam.txt')).toEqual(expected);
    expect(told(crlf(text), 'exam.txt')).toEqual(expected);
  });

  it('is none if what is below asks', () => {
    expect(
      answersOf('Answers\n\n1. What is a lease?\n2. What is a shard?\n3. What is a topic?\n', 'exam.txt'),
    ).toEqual([
      ['What is a lease?', ''],
      ['What is a shard?', ''],
      ['What is a topic?', ''],
    ]);
  });
});

describe('paragraphs that begin with a question', () => {
  const text =
    'Air traffic interview\nWhiteley, 6 Feb\n\nWhy do you want to be a controller?\nI like decisions.\n\nWhat do you know about the job?\nAerodrome, approach, area.\n\nGive an example of working under pressure\n• head lifeguard\n• three incidents\n\nWhat would you do if you fail?\n??\n\nStrengths\nspatial thinking\n\nShift work, does it suit you?\nYes, did nights.\n\nRemember: shoes, smile!!\n';
  const TITLES = [
    'Why do you want to be a controller?',
    'What do you know about the job?',
    'Give an example of working under pressure',
    'What would you do if you fail?',
    'Strengths',
    'Shift work, does it suit you?',
  ];

  it('have others like them among them, which do not ask', () => {
    expect(read(text).map(({ title }) => title)).toEqual(TITLES);
    expect(read(crlf(text)).map(({ title }) => title)).toEqual(TITLES);
  });

  it('are not answered by a sentence', () => {
    const more = text.replace(
      'spatial thinking',
      'spatial thinking.\n\nThis is one more paragraph.\nIt goes on',
    );
    expect(read(more).map(({ title }) => title)).toEqual(TITLES);
  });
});

describe('paragraphs of Chinese', () => {
  it('are no questions because they have such a word among others', () => {
    const count = (text: string): number =>
      readBankFile(openSource('面试/经验.md', `# 面试经验\n\n${text}`), 'bank').questions.length;
    const topics = ['缓存', '队列', '租约', '分片', '索引', '日志'];
    const essay = topics.map(
      (topic) =>
        `没有人告诉他${topic}的规则是如何制定出来的，所以一旦出现了新的情况，旧的经验就没有用了，他只好去问别人，事情就这样拖了下去，最后谁也不想再管${topic}了。\n\n`,
    );
    expect(count(`${essay.join('')}那么该怎么办？\n\n他还能学到什么？\n`)).toBe(0);
    expect(count(topics.map((topic) => `${topic}是如何工作的\n\n`).join(''))).toBe(6);
  });
});

describe('numbers with parts', () => {
  it('lead questions above labels of answers, whether they ask or not', () => {
    const text =
      '## 1. Ledger\n\n1.1 What is a chart of accounts?\nAns: A list.\n\n1.2 Posting keys\nAns: Two digits.\n     40 - debit\n     50 - credit\n\n## 2. Payables\n\n2.1 Explain the payment program.\nAns: Steps:\n     i)  parameters\n\n2.2 What is GR/IR?\nAns: An account.\n';
    expect(placed(text).map(([section, title]) => [section, title])).toEqual([
      ['Ledger', 'What is a chart of accounts?'],
      ['Ledger', 'Posting keys'],
      ['Payables', 'Explain the payment program.'],
      ['Payables', 'What is GR/IR?'],
    ]);
  });
});

describe('numbers with a full stop and a dash', () => {
  it('count questions, of which some do not ask', () => {
    const text = [
      '1.- ¿Cuándo se aprobó la Constitución?\nEn 1978.',
      '2.- ¿Qué es una ley orgánica?\nLa que dice el artículo 81.',
      '3.- Fases del procedimiento\nIniciación y finalización.',
      '4.- ¿Quién elige al alcalde?\nLos concejales.',
    ].join('\n\n');
    expect(answersOf(text)).toEqual([
      ['¿Cuándo se aprobó la Constitución?', 'En 1978.'],
      ['¿Qué es una ley orgánica?', 'La que dice el artículo 81.'],
      ['Fases del procedimiento', 'Iniciación y finalización.'],
      ['¿Quién elige al alcalde?', 'Los concejales.'],
    ]);
  });
});

describe('headings of a wiki', () => {
  it('ask as those of Markdown do', () => {
    const text =
      "'''FAQ''' of the panel\n\n== Scope ==\n\n=== Describe your role ===\nI own pricing.\n\n=== What did you stop? ===\n* a project\n* a queue\n\n=== Who disagreed? ===\n'''One''' did.\n\n== Nobody answered ==\n# Why now?\n# Why you?\n# Why here?\n";
    expect(placed(text, 'panel-faq.wiki')).toEqual([
      ['Scope', 'Describe your role', 'I own pricing.'],
      ['Scope', 'What did you stop?', '* a project\n* a queue'],
      ['Scope', 'Who disagreed?', '**One** did.'],
      ['Nobody answered', 'Why now?', ''],
      ['Nobody answered', 'Why you?', ''],
      ['Nobody answered', 'Why here?', ''],
    ]);
  });
});

describe('boxes in front of bold questions', () => {
  it('are no options', () => {
    const text =
      "## Questions they'll ask\n\n- [x] **How do you build a forecast?** → From an analogue.\n- [ ] **A line goes down on Thursday.** → Ask how long.\n- [x] **What is S&OP to you?** → One set of numbers.\n- [ ] **Why leave?** → The site closes.\n";
    expect(answersOf(text)).toEqual([
      ['How do you build a forecast?', '→ From an analogue.'],
      ['A line goes down on Thursday.', '→ Ask how long.'],
      ['What is S&OP to you?', '→ One set of numbers.'],
      ['Why leave?', '→ The site closes.'],
    ]);
  });
});

describe('bold lines with answers below', () => {
  it('ask if most of them do, whatever they say', () => {
    const text =
      '# **Interview**\n\n**Why us?**\nThe people.\n\n**100 passengers, one seat. Who gets it?**\nOne half.\n\n**A time you led a team**\n- no budget\n- a deadline\n\n**Explain star schema**\nOne table of facts.\n\n**What is your weakness?**\nI take over.\n\n**Note:**\nBreathe.\n';
    expect(read(text).map(({ title }) => title)).toEqual([
      'Why us?',
      '100 passengers, one seat. Who gets it?',
      'A time you led a team',
      'Explain star schema',
      'What is your weakness?',
    ]);
  });
});

describe('first lines of paragraphs', () => {
  it('are questions among those that ask, also if they tell what to do and end with a full stop', () => {
    const pair = ['Tell us about a conflict in the cockpit.', 'I said it plainly in the debrief.'] as const;
    const all = [...SYSTEMS, pair, ['Where do you want to be?', 'In the left seat.']] as const;
    expect(answersOf(all.map((each) => `${each.join('\n')}\n`).join('\n'))).toEqual(all);
  });
});

describe('indented lines', () => {
  const ANSWERED = [
    ['Kinds of orders for work', 'written, spoken, none'],
    ['How do you prepare a place of work?', 'switch off, check, earth'],
    ['Colors of wires', 'blue is neutral'],
    ['What do you do after a shock?', 'switch off, call for help'],
  ] as const;

  it.each([
    ['of lines at the margin', ''],
    ['of bullets', '• '],
    ['of a numbered list', '1. '],
  ])('are the answers %s', (_, mark) => {
    const text = ANSWERED.map(([asked, said]) => `${mark}${asked}\n\t${said}`).join('\n');
    expect(answersOf(`Exam of an electrician, questions of the board\n\n${text}\n`)).toEqual(ANSWERED);
    expect(answersOf(crlf(`Exam of an electrician, questions of the board\n\n${text}\n`))).toEqual(ANSWERED);
  });

  it('may be missing', () => {
    const text = ANSWERED.map(([asked, said], i) => (i === 2 ? asked : `${asked}\n\t${said}`)).join('\n');
    expect(answersOf(`Questions of the board\n\n${text}\n`)).toEqual(
      ANSWERED.map(([asked, said], i) => [asked, i === 2 ? '' : said]),
    );
  });

  it('that only wrap a title are a part of it', () => {
    const long = 'Explain at length how a board of three examiners asks about the safety of work at height,';
    const text = ANSWERED.map(([, said], i) => `${i + 1}. ${long}\n   and about ${said}?`).join('\n');
    expect(answersOf(`${text}\n`).map(([title]) => title)).toEqual(
      ANSWERED.map(([, said]) => `${long} and about ${said}?`),
    );
  });

  it('of a program are none', () => {
    const code =
      'int main()\n{\n    return 0;\n}\nint other()\n{\n    return 1;\n}\nint last()\n{\n    return 2;\n}\n';
    expect(answersOf(code)).toEqual([]);
  });
});

it('signs of East Asian lists need no blank, and lines in brackets are titles', () => {
  const asked = [
    '自己紹介をお願いします',
    'なぜ当社なのか',
    '転職理由は何ですか?',
    '5年後どうなっていたいですか',
  ];
  const expected = asked.map((title) => [title, '一分で話す。']);
  const titles = asked.map((title) => `【${title}】\n一分で話す。\n`).join('\n');
  expect(answersOf(`面接\n\n${titles}`, 'questions.txt')).toEqual(expected);
  const listed = asked.map((title) => `・${title}\n 一分で話す。`).join('\n');
  expect(answersOf(`面接\n\n${listed}\n`, 'questions.txt')).toEqual(expected);
});
