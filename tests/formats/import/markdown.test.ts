// What the reader of Markdown makes of files whose shapes, languages and numbers differ, and how it accounts for them.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';

const read = (text: string, file = 'guide.md') =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ title, answer }) => [title, answer.text]);
const titles = (text: string, file?: string) => read(text, file).map(([title]) => title);

const headed = (names: readonly string[], below = (i: number) => `Text ${i}.`) =>
  names.map((name, i) => `### ${name}\n\n${below(i)}\n\n`).join('');

describe('what stands around questions', () => {
  const cards = headed(['What is a lock?', 'What is a page?', 'What is a pipe?', 'What is a port?']);
  const names = titles(cards);

  it('is a fence around the whole file', () => {
    expect(names).toHaveLength(4);
    expect(titles(`\`\`\`markdown\n${cards}\`\`\`\n`)).toEqual(names);
  });

  it('is a rule above the first one, which opens no front matter', () => {
    expect(titles(`---\n\n# Deck\n\n### What is a root?\n\nText.\n\n---\n\n${cards}`)).toEqual([
      'What is a root?',
      ...names,
    ]);
  });

  it('is code with code in it, whose end would open the next', () => {
    const nested = (name: string) =>
      `### ${name}\n\n\`\`\`\nStep 1:\n   \`\`\`python\n   run()\n   \`\`\`\n\`\`\`\n\n`;
    const text = names.map((name) => nested(String(name))).join('');
    const [first] = read(text);
    expect(titles(text)).toEqual(names);
    expect(first?.[1]).toContain('run()');
    // An odd number of them, so that the last would stay open.
    expect(titles(`${text}${nested('What is a queue?')}`)).toEqual([...names, 'What is a queue?']);
  });
});

it('words in bold may go on over several lines', () => {
  const text = [1, 2, 3, 4].map(
    (i) => `**${i}. Files ${i} are made:\n  touch a${i}\nWhat is on the screen?**\n- Nothing.\n\n`,
  );
  expect(titles(text.join(''))).toEqual(
    [1, 2, 3, 4].map((i) => `Files ${i} are made: touch a${i} What is on the screen?`),
  );
});

it('a list above a hidden answer belongs to the words before it', () => {
  const text = ['a lock', 'a page', 'a pipe', 'a port'].map(
    (name) =>
      `Name what is described:\n\n- It is like ${name}.\n- Programs use it.\n\n<details>\n<summary>Answer</summary>\n${name}\n</details>\n\n---\n\n`,
  );
  expect(titles(text.join(''))).toEqual(Array.from({ length: 4 }, () => 'Name what is described:'));
});

it('an answer that unfolds in a numbered item is that item’s, whatever the item says', () => {
  const item = (words: string, i: number) =>
    `${i + 1}. ${words}\n   <details><summary>答案</summary>B</details>\n`;
  const choices = '\n   A. 进程是程序\n   B. 进程是动态的';
  const words = ['下列说法正确的是（ ）', '不属于操作系统的是（ ）'];
  const tasks = ['简述分页的作用。', '什么是虚拟内存'];
  const text = `# 期末考试\n\n一、选择题\n\n${words
    .map((one) => one + choices)
    .map(item)
    .join('')}`;
  const found = titles(`${text}\n二、简答题\n\n${tasks.map(item).join('')}`, '期末.md');
  expect(found).toHaveLength(4);
  expect(found[0]).toContain(words[0]);
  expect(found.slice(2)).toEqual(tasks);
});

it('a ticked list of links offers nothing to choose from', () => {
  const part = (name: string) =>
    `### ${name}\n\n- [x] [Use of ${name}](use.md)\n- [ ] [Cost of ${name}](cost.md)\n\n`;
  expect(titles(`# Contents\n\n${['HTML', 'CSS', 'Vue', 'React'].map(part).join('')}`)).toEqual([]);
});

it('a page with many headings is more than one question, whatever its title asks', () => {
  const page = (count: number): string =>
    `---\ntitle: How do I prepare?\n---\n\n${headed('abcdefghijklmnop'.slice(0, count).split(''))}`;
  expect(titles(page(3), 'redis.md')).toEqual(['How do I prepare?']);
  expect(titles(page(16), 'redis.md')).toEqual([]);
});

it('a number may have a letter', () => {
  const names = [
    '1. Explain scope.',
    '2. What is a closure?',
    '2b. Explain immutability.',
    '3. What is this?',
  ];
  expect(titles(headed(names), 'readme.md')).toEqual([
    'Explain scope.',
    'What is a closure?',
    'Explain immutability.',
    'What is this?',
  ]);
});

describe('siblings', () => {
  it('are read alike, in any language and without a question mark', () => {
    const names = [
      'Что такое поток?',
      'Что такое POSIX',
      'Расскажи о сигналах',
      'Зачем нужен fork?',
      'Что такое ядро?',
    ];
    expect(titles(headed(names))).toEqual(names);
    const chinese = ['什么是索引？', '合并二维有序数组', '什么是事务？', '什么是锁？'];
    expect(titles(headed(chinese))).toEqual(chinese);
  });

  it('are none where they repeat, as the names of parts do', () => {
    const text = ['a', 'b', 'c']
      .map((name) => `### What is ${name}?\n\nThat.\n\n### Example\n\nThis.\n\n`)
      .join('');
    expect(titles(text)).toEqual(['What is a?', 'What is b?', 'What is c?']);
  });
});

it('headings are read without a blank after their marks, and tags are none', () => {
  const text =
    '#java #threads\n\n####1. What is a mutex?\nA lock.\n\n####2. What is a fork?\nA copy.\n\n####3. Why threads?\nThey share.\n';
  expect(titles(text)).toEqual(['What is a mutex?', 'What is a fork?', 'Why threads?']);
  expect(titles('#one\n\nWhat is this?\n\n#two\n\nThat.\n')).toEqual([]);
});

describe('marks of questions', () => {
  it('are italics, if whole lines of them ask', () => {
    const lines = [
      'What is a mutex?',
      'What is a fork?',
      'Why do threads share memory?',
      'How does a pipe end?',
    ];
    const text = `# Front-end interview questions\n\n${lines.map((line) => `*${line}*\n\nIt *is* so.\n`).join('\n')}`;
    expect(titles(text)).toEqual(lines);
  });

  it('are labels in bold, in any language, if most are followed by words that ask', () => {
    const asked = ['Widget কী?', 'State কী?', 'Route কী?', 'Key কী?'];
    const bengali = asked.map((line, i) => `**প্রশ্ন ${'১২৩৪'.charAt(i)}:** ${line}\n\n**উত্তর:** Text.\n\n`);
    expect(titles(bengali.join(''), 'questions.md')).toEqual(asked);
    const said = ['One thing.', 'Another one.', 'A third thing.', 'What else?'];
    expect(titles(said.map((line) => `**Note:** ${line}\n\n`).join(''), 'questions.md')).toEqual([]);
  });

  it('are headings of only a number, with the words below', () => {
    const text = ['Widgets', 'Plugins', 'Themes', 'Menus'].map(
      (name, i) => `## #${i + 1}\n\n#### ${name}\n\nText.\n\n`,
    );
    expect(titles(text.join(''))).toEqual(['Widgets', 'Plugins', 'Themes', 'Menus']);
  });

  it('are words and a number without a colon, but not the quarters of a year', () => {
    const text = (word: string) =>
      [1, 2, 3].map((i) => `${word}${i} Choose the result ${i}.\n\nText.\n\n`).join('');
    expect(titles(text('問題'))).toEqual([
      'Choose the result 1.',
      'Choose the result 2.',
      'Choose the result 3.',
    ]);
    expect(titles(text('Q'))).toEqual([]);
  });

  it('are numbers behind a dash', () => {
    const text = ['What is a class?', 'What is a field?', 'Explain inheritance'].map(
      (name, i) => `## - ${i + 1}. ${name}\n\nText.\n\n`,
    );
    expect(titles(text.join(''))).toEqual(['What is a class?', 'What is a field?', 'Explain inheritance']);
  });
});

describe('labels', () => {
  const hidden = (summary: string) => `<details><summary>${summary}</summary>\n\nText.\n\n</details>\n\n`;

  it('are headings that repeat, even above what unfolds', () => {
    const names = ['What is a?', 'What is b?', 'What is c?'];
    const text = names.map((name) => `## ${name}\n\nLook.\n\n#### Ví dụ:\n\n${hidden('Answer')}`).join('');
    expect(titles(text)).toEqual(names);
  });

  it('are summaries that repeat, even if they ask', () => {
    const names = ['What is a?', 'What is b?', 'What is c?', 'What is d?'];
    expect(titles(names.map((name) => `### ${name}\n\n${hidden('How to answer')}`).join(''))).toEqual(names);
  });
});

describe('headings above lists', () => {
  it('are sections if the lists ask', () => {
    const list = ['What is Node?', 'Explain the event loop', 'How do you scale?'];
    const text = ['One Ltd', 'Two Ltd', 'Three Ltd', 'Four Ltd'].map(
      (name) => `# ${name}\n\n${list.map((words, i) => `${i + 1}. ${words} at ${name}\n`).join('')}\n`,
    );
    expect(read(text.join(''), 'interview-questions.md')).toHaveLength(12);
  });
});

describe('a numbered list', () => {
  it('has nothing but questions if it is nearly the whole file and some of it asks', () => {
    const names = [
      'What is a mutex?',
      'Explain threads',
      'Locks and latches',
      'Describe a fork',
      'Pipes',
      'What is a signal?',
    ];
    const text = names.map((name, i) => `${i + 1}. ${name}\n\n   Text ${i} about it.\n`).join('\n');
    expect(titles(text, 'theory.txt')).toEqual(names);
    // Beside as much other text, only what asks is a question.
    expect(titles(`${text}\n# Notes\n\n${'Other text. '.repeat(60)}\n`, 'theory.txt')).not.toContain('Pipes');
  });
});

describe('several shapes in one file', () => {
  const text =
    '# My guide\n\n### What is bias?\n\nOne.\n\n### 2) How does dropout work?\n\nTwo.\n\n**Q: What is a GAN?**\n\nThree.\n\nQ: What is attention?\n\nFour.\n\n#### Q12. What is BERT?\n\nFive.\n\n### Tell me about a conflict\n\nSix.\n\n### Explain checkpointing\n\nSeven.\n';

  it('are read together', () => {
    expect(read(text)).toEqual([
      ['What is bias?', 'One.'],
      ['How does dropout work?', 'Two.'],
      ['What is a GAN?', 'Three.'],
      ['What is attention?', 'Four.'],
      ['What is BERT?', 'Five.'],
      ['Tell me about a conflict', 'Six.'],
      ['Explain checkpointing', 'Seven.'],
    ]);
  });

  it('are accounted for, each candidate with its place, kind and verdict', () => {
    const told = readShaped(openSource('guide.md', text), 'bank').accounting;
    expect(told?.candidates.map(({ line, kind, verdict }) => `${line} ${kind} ${verdict}`)).toEqual([
      '1 heading section',
      '3 heading question',
      '7 heading question',
      '11 bold question',
      '15 labelled question',
      '19 heading question',
      '23 heading question',
      '27 heading question',
    ]);
  });
});

describe('what repeats at the end of answers', () => {
  it.each(['**[⬆ Volver a índice](#índice)**', '[к оглавлению](#java-core)', '[↥ вернуться к началу](#top)'])(
    'is no part of them: %s',
    (footer) => {
      const text = headed(['¿A?', '¿B?', '¿C?', '¿D?'], (i) => `Text ${i}.\n\n${footer}`);
      expect(read(text).map(([, answer]) => answer)).toEqual(['Text 0.', 'Text 1.', 'Text 2.', 'Text 3.']);
    },
  );

  it('is kept where it is an answer', () => {
    const text = headed(['A?', 'B?', 'C?', 'D?'], () => 'True');
    expect(read(text).map(([, answer]) => answer)).toEqual(['True', 'True', 'True', 'True']);
  });
});

describe('text at the left margin', () => {
  it('belongs to the item above it where a list is written so', () => {
    const text =
      '# Interview questions\n\n1. What is a?\n\nAn a.\n\n2. What is b?\n\nA b.\n\n3. What is c?\n\nA c.\n';
    expect(read(text)).toEqual([
      ['What is a?', 'An a.'],
      ['What is b?', 'A b.'],
      ['What is c?', 'A c.'],
    ]);
  });
});

describe('cards of note-taking programs', () => {
  it('are lines with two colons, and two sides with a mark between', () => {
    const text =
      '# Cards\n\n## Net\n\nWhat is TCP::A protocol\nPort of SSH:::22\n\nA long question\n?\nA long answer\n';
    expect(read(text)).toEqual([
      ['What is TCP', 'A protocol'],
      ['Port of SSH', '22'],
      ['A long question', 'A long answer'],
    ]);
  });

  it('are items with a tag, and what is nested in them', () => {
    const text =
      '- What is a mutex? #card\n  - A lock.\n- A semaphore #card\n  - A counter.\n- Just a note\n';
    expect(read(text)).toEqual([
      ['What is a mutex?', '- A lock.'],
      ['A semaphore', '- A counter.'],
    ]);
  });
});

describe('a file of one question', () => {
  it('has its title in the front matter or above, and all below is the answer', () => {
    const body = 'It depends.\n\n## Why\n\nSo.\n';
    expect(read(`---\ntitle: ¿Qué es una clausura?\ndifficulty: hard\n---\n\n${body}`, 'q1.md')).toEqual([
      ['¿Qué es una clausura?', body.trim()],
    ]);
    expect(
      titles(`---\ntitle: Closures\ncategory: JavaScript\n---\n\n${body}`, 'questions/closures.md'),
    ).toEqual(['Closures']);
  });

  it.each([
    ['What is hoisting?', 'docs/hoisting.mdx', 1],
    ['Explain hoisting.', 'docs/hoisting.mdx', 0],
    ['Hoisting', 'js-questions/hoisting.mdx', 0],
  ])('has no answer yet if its title asks: %s in %s', (title, file, count) => {
    expect(titles(`---\ntitle: ${title}\ntags: [js]\n---\n`, file)).toHaveLength(count);
  });

  it.each(['README.md', 'notes/closures.md'])('is none where nothing says so: %s', (file) => {
    expect(titles('---\ntitle: Closures\n---\n\nIt depends.\n\n## Why\n\nSo.\n', file)).toEqual([]);
  });
});

/** Files that people write, and the questions in them. */
const below = 'It depends on the load.';
const sections = (mark: string, names: readonly string[]) =>
  names.map((name) => `${mark}${name}\n\n${below}\n\n`).join('');
const folded = (summaries: readonly string[]) =>
  summaries.map((said) => `<details>\n<summary>${said}</summary>\n\n${below}\n\n</details>\n\n`).join('');
const coded = (asked: readonly string[]) =>
  asked.map((words, i) => `${i + 1}. ${words}\n\n\`\`\`js\nlet a = ${i};\n\`\`\`\n\n`).join('');

describe('questions that do not look like any', () => {
  it.each<readonly [what: string, file: string, text: string, asked: readonly string[]]>([
    [
      'English topics among questions',
      'sql-interview.md',
      sections('### ', [
        'What is a join?',
        'Call by value',
        'How do indexes work?',
        'Normal forms',
        'Why views?',
      ]),
      ['What is a join?', 'Call by value', 'How do indexes work?', 'Normal forms', 'Why views?'],
    ],
    [
      'Chinese topics in a file of questions',
      '面试题.md',
      sections('### ', ['合并二维有序数组', '什么是闭包', '讲讲事件循环', '虚拟列表', '跨域方案']),
      ['合并二维有序数组', '什么是闭包', '讲讲事件循环', '虚拟列表', '跨域方案'],
    ],
    [
      'a numbered file',
      '面接/3-gc.md',
      '# ガベージコレクション\n\n到達できないものを消す。\n',
      ['ガベージコレクション'],
    ],
    [
      'a file in a folder of questions',
      'quiz/shcho.mdx',
      `---\ntitle: Що таке замикання\n---\n\n${below}\n`,
      ['Що таке замикання'],
    ],
    [
      'a title with a colon',
      'questions/q7.md',
      `---\ntitle: Calls twice: ¿por qué?\n---\n\n${below}\n`,
      ['Calls twice: ¿por qué?'],
    ],
    ['a title of any level', 'CSS/questions/1.md', `### Что такое POSIX\n\n${below}\n`, ['Что такое POSIX']],
    [
      'a title with a label',
      'docs/box.md',
      `# 面试官：说说你对闭包的理解\n\n## 一、是什么\n\n${below}\n`,
      ['说说你对闭包的理解'],
    ],
    [
      'summaries with a gap',
      'x.md',
      folded(['_____ ends a loop', 'A set has no ____ elements', 'Print ____']),
      ['_____ ends a loop', 'A set has no ____ elements', 'Print ____'],
    ],
    [
      'Korean summaries',
      'x.md',
      folded(['배열을 뒤집기', '문자열 압축', '두 수의 합']),
      ['배열을 뒤집기', '문자열 압축', '두 수의 합'],
    ],
    [
      'a numbered list',
      'x.md',
      '# Angular interview questions\n\n1. What is angular\n2. explain module\n3. data binding\n',
      ['What is angular', 'explain module', 'data binding'],
    ],
    [
      'a link to the contents',
      'x.md',
      '# Interview\n\n#### [[⬆]](#contents) General:\n\n* What is SOLID?\n* What is DRY?\n* Why test?\n',
      ['What is SOLID?', 'What is DRY?', 'Why test?'],
    ],
    [
      'numbered questions whose answers are bullets without an indent',
      'domande.md',
      "# Reti\n\n1. A quale livello appartiene il DNS?\n- Al livello applicativo.\n- Usa UDP.\n\n2. Che algoritmo usa OSPF?\n- Link state.\n- Dijkstra.\n\n3. Che cos'è ARP?\n- Un protocollo.\n- Traduce indirizzi.\n\n4. Come si apre una connessione?\n- SYN.\n- ACK.\n\n5. Che cos'è una porta?\n- Un numero.\n- Di 16 bit.\n",
      [
        'A quale livello appartiene il DNS?',
        'Che algoritmo usa OSPF?',
        "Che cos'è ARP?",
        'Come si apre una connessione?',
        "Che cos'è una porta?",
      ],
    ],
    [
      'numbers without a space',
      '面试题.md',
      sections('### ', [
        '1.python中的装饰器',
        '2.static方法',
        '3.#include的作用',
        '4.scrapy和requests的区别？',
      ]),
      ['python中的装饰器', 'static方法', '#include的作用', 'scrapy和requests的区别？'],
    ],
    [
      'numbers without a point',
      'interview_python/README.md',
      `# Language\n\n${sections('## ', ['1 Arguments', '2 Classes', '3 Closures', '4 Generators', '5 Decorators'])}# System\n\n${sections('## ', ['1 Scheduling', '2 Deadlocks', '3 Paging', '4 Files', '5 Signals'])}`,
      [
        'Arguments',
        'Classes',
        'Closures',
        'Generators',
        'Decorators',
        'Scheduling',
        'Deadlocks',
        'Paging',
        'Files',
        'Signals',
      ],
    ],
    [
      'words that count',
      '每日一题.md',
      sections('### ', [
        'Day1:写出执行结果',
        'Day2:写出执行结果',
        'Day3:什么是闭包？',
        'Day4:节流',
        'Day5:什么是防抖？',
      ]),
      ['写出执行结果', '写出执行结果', '什么是闭包？', '节流', '什么是防抖？'],
    ],
    [
      'lists below headings of one level',
      'README.md',
      `# 면접 질문\n\n#### 일반\n\n* 무엇을 공부하셨나요?\n* 왜 그런가요?\n* 어떤 것들인가요?\n\n#### CSS\n\n* 차이점을 설명해주세요.\n* 동작을 설명해주세요.\n\n#### 성능\n\n* 도구는 무엇인가요?\n* 이유는 무엇인가요?\n`,
      [
        '무엇을 공부하셨나요?',
        '왜 그런가요?',
        '어떤 것들인가요?',
        '차이점을 설명해주세요.',
        '동작을 설명해주세요.',
        '도구는 무엇인가요?',
        '이유는 무엇인가요?',
      ],
    ],
    [
      'a README that says what it is for',
      'git/README.md',
      `# Git\n\nGuía para entrevistas técnicas.\n\n${sections('## ', ['¿Qué es Git?', 'Comandos de Git', '¿Qué es un tag?', 'Diferencias entre git y svn'])}`,
      ['¿Qué es Git?', 'Comandos de Git', '¿Qué es un tag?', 'Diferencias entre git y svn'],
    ],
    [
      'Polish tasks that are whole sentences',
      'podstawowa.md',
      sections('## ', [
        'Porównać siłę wyrazu automatu skończonego oraz maszyny Turinga.',
        'Omówić zagadnienia redundancji i normalizacji w relacyjnej bazie danych.',
        'Jaki jest cel uzgadniania trójetapowego w protokole TCP?',
        'Metody i narzędzia projektowania systemów wieloagentowych i aktorowych.',
      ]),
      [
        'Porównać siłę wyrazu automatu skończonego oraz maszyny Turinga.',
        'Omówić zagadnienia redundancji i normalizacji w relacyjnej bazie danych.',
        'Jaki jest cel uzgadniania trójetapowego w protokole TCP?',
        'Metody i narzędzia projektowania systemów wieloagentowych i aktorowych.',
      ],
    ],
    [
      'numbers in Bengali',
      'javascript.md',
      sections('### ', ['১. JavaScript কী?', '২. Closure কী?', '৩. Hoisting কী?', '৪. Scope কী?']),
      ['JavaScript কী?', 'Closure কী?', 'Hoisting কী?', 'Scope কী?'],
    ],
  ])('are read: %s', (_, file, text, asked) => {
    expect(titles(text, file)).toEqual(asked);
  });

  it('are none in a file whose headings name files and commands', () => {
    const about = ['Start', 'Cards', 'Themes', 'Data', 'Order'].map(
      (name) =>
        `## ${name}\n\nEdit \`data/${name.toLowerCase()}.json\` and run it again, as shown there.\n\n`,
    );
    expect(titles(about.join(''), 'flashcards.md')).toEqual([]);
    expect(titles(about.join('').replace(/ `[^`]*`/g, ' it'), 'flashcards.md')).toHaveLength(5);
  });

  it.each<readonly [what: string, file: string, text: string]>([
    [
      'tips in a README',
      'behavioral-interviews/README.md',
      '# Tips\n\n1. **Listen:** Attend.\n2. **Be brief:** Stop.\n3. **Be honest:** Do.\n',
    ],
    [
      'notes about interviews',
      'interview-prep.md',
      sections('## ', ['Logistics', 'Preparation', 'Practice', 'Dress code', 'Afterwards', 'Salary']),
    ],
    [
      'a list of links',
      'js-challenges/README.md',
      Array.from(
        { length: 12 },
        (_, i) => `## Part ${'abcdefghijkl'[i] ?? ''}\n\n- [One](a.md)\n- [Two](b.md)\n\n`,
      ).join(''),
    ],
    [
      'names in C++ and decks of decks',
      'x.md',
      'std::vector::push\nTARGET DECK: Java::Interview::Part\nFILE TAGS: a::b::c\n',
    ],
    ['a dated post', 'blog/2022-07-09-questions-i-like.md', `# How I got a job\n\n${below}\n`],
  ])('are not: %s', (_, file, text) => {
    expect(titles(text, file)).toEqual([]);
  });
});

it('below a folder of cards, each heading with text is one', () => {
  const fronts = [
    'Get a secret',
    'Lists',
    'Use quotes',
    'One hour in seconds',
    'Undo',
    'Ports',
    'Logs',
    'Roles',
  ];
  const text = fronts.map((front) => `## ${front}\n\nIt is short.\n`).join('\n');
  const titlesIn = (folder: string) =>
    readBankFile(openSource('vault.md', `# Vault\n\n${text}`, folder), 'bank').questions.map(
      ({ title }) => title,
    );
  expect(titlesIn('bank/cards')).toEqual(fronts);
  expect(titlesIn('bank/notes')).toEqual([]);
});

describe('answers are whole', () => {
  it.each([
    coded(['What does it do?', 'What does it print?', 'Why is it slow?']),
    coded(['Что выведет?', 'А этот?', 'Почему?']),
  ])('with code at the left margin', (text) => {
    const { questions } = readBankFile(openSource('x.md', text), 'bank');
    expect(
      questions.map(({ asked, answer }) => `${asked?.text ?? ''}${answer.text}`.includes('let a')),
    ).toEqual([true, true, true]);
  });

  it.each(['[[↑] 맨 위로](#Git)', '**[⬆ 回到顶部](#目录)**', '[к оглавлению](#a)'])(
    'without the line that most end with, and with links to their sources: %s',
    (top) => {
      const source = (i: number): string => `[Source](https://a.example/${i})`;
      const text = headed(['¿A?', '¿B?', '¿C?', '¿D?'], (i) => `Text ${i}.\n\n${source(i)}\n\n${top}`);
      expect(read(text).map(([, answer = '']) => answer.split('\n').at(-1))).toEqual(
        [0, 1, 2, 3].map(source),
      );
    },
  );

  it.each(['- Ответ', '**回答**'])('without a label that all of them have: %s', (label) => {
    const text = headed(['¿A?', '¿B?', '¿C?', '¿D?'], (i) => `${label}\n\nText ${i}.`);
    expect(read(text).map(([, answer]) => answer)).toEqual(['Text 0.', 'Text 1.', 'Text 2.', 'Text 3.']);
  });
});

describe('marks that people write', () => {
  const names = [
    'What is a mutex?',
    'Why do threads share memory?',
    'How does a lock fail?',
    'What is a race?',
  ];

  it.each([
    ['a number without a blank', (name: string, i: number) => `${i + 1}.${name}  \n`],
    ['a number and a dash', (name: string, i: number) => `${i + 1} - ${name}\n\n`],
    [
      'a sign and a number in HTML',
      (name: string, i: number) => `:blue_book: <strong><b>${i + 1})</b></strong> ${name}\n\nText ${i}.\n\n`,
    ],
    ['the front of a card in bold', (name: string, i: number) => `- **${name}** :: Text ${i}.\n\n`],
    [
      'options in letters, with none marked as right',
      (name: string, i: number) => `${i + 1}) ${name}\n* A) one\n* B) two ${i}\n\n`,
    ],
  ])('name a question: %s', (_, written) => {
    expect(titles(`# Threads: interview questions\n\n${names.map(written).join('')}`)).toEqual(names);
  });

  it('name a topic in headings that are the items of a list', () => {
    const topics = ['waves and their kinds', 'the parts of a radio', 'fields', 'sources of light', 'lenses'];
    expect(titles(topics.map((name) => `- ### ${name}\n  - one thing\n  - another\n\n`).join(''))).toEqual(
      topics,
    );
  });

  it('are no cards in the names of a program', () => {
    const text =
      '# C++: interview questions\n\n1. What is `a::b`?\n2. How does std::move work?\n3. What is a lock?\n';
    expect(titles(text)).toEqual(['What is `a::b`?', 'How does std::move work?', 'What is a lock?']);
  });

  it('begin with the tag of a card', () => {
    expect(
      titles('- #card Elaborate\n\t- Explain with details\n- #card Expound\n\t- Explain in full\n'),
    ).toEqual(['Elaborate', 'Expound']);
  });
});
