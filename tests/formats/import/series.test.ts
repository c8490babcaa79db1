// What many headings, lines, or files have in common: a word and a number, a mark of difficulty, a sign before each.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (text: string, file = 'exam-questions.md') =>
  readBankFile(openSource(file, text), 'bank').questions;
const titles = (...given: Parameters<typeof read>) => read(...given).map(({ title }) => title);
const answers = (...given: Parameters<typeof read>) => read(...given).map(({ answer }) => answer.text);

const TOPICS = ['locks', 'pages', 'pipes', 'ports', 'queues', 'roots'];
const each = (write: (topic: string, number: number) => string): string =>
  TOPICS.map((topic, i) => write(topic, i + 1)).join('\n');

describe('a heading of only a word and a number', () => {
  it('is no question above several that ask', () => {
    const text = each(
      (topic, i) => `## Question ${i}\n### What are ${topic}?\nText.\n### Why are there ${topic}?\nText.\n`,
    );
    expect(titles(text)).toEqual(
      TOPICS.flatMap((topic) => [`What are ${topic}?`, `Why are there ${topic}?`]),
    );
  });

  it('is no question above one that only says so, whatever is between them', () => {
    const text = each(
      (topic, i) =>
        `## 第 ${i} 题 🟢\n\n**类型：** 单选题\n\n### 题目\n\n如何创建 ${topic}？\n\n### 解析\n\nText on ${topic}.\n`,
    );
    expect(titles(text)).toEqual(TOPICS.map((topic) => `如何创建 ${topic}？`));
  });
});

describe('codes that count, with the words below', () => {
  it.each([
    ['Aufgabe', ['Nennen Sie drei Vorteile.', 'Was ist Viskosität?', 'Ordnen Sie die Verfahren.']],
    ['Problem', ['Prove that it halts.', 'What is a fixed point?', 'Compare both bounds.']],
  ])('are questions if most of these ask: %s', (word, words) => {
    const text = words.map((one, i) => `#### ${word} ${i + 1}\n\n${one}\n\nText ${i}.\n\n`).join('');
    expect(titles(text, 'old.md')).toEqual(words);
    expect(answers(text, 'old.md')).toEqual(words.map((_, i) => `Text ${i}.`));
  });

  it('have their words below a remark', () => {
    const text = each(
      (topic, i) => `Question #${i}\n[Storage | ${i}% weight]\nSet up all ${topic}. Then stop.\n`,
    );
    expect(titles(text)).toEqual(TOPICS.map((topic) => `Set up all ${topic}. Then stop.`));
  });

  it('may have parts, points, and the words in a quotation', () => {
    const text = ['1a) - 4 Punkte', '1b) - 2 Punkte', '2) - 6 Punkte']
      .map((code, i) => `### Aufgabe ${code}\n\n> Erläutern Sie Begriff ${i}.\n\nText.\n\n`)
      .join('');
    expect(titles(text, 'sommer.md')).toEqual([0, 1, 2].map((i) => `Erläutern Sie Begriff ${i}.`));
  });

  it('may have letters, and titles behind them', () => {
    const names = [
      'Nennen Sie vier Schutzziele',
      'RAID 1 und RAID 5',
      'Berechnen Sie die Adresse',
      'VLAN',
      'Subnetting',
    ];
    const text = ['1a', '1b', '2a', '2b', '3a']
      .map((code, i) => `### Aufgabe ${code}) - ${names[i] ?? ''}\n\nText.\n\n`)
      .join('');
    expect(titles(`# Prüfung\n\n${text}`, 'prüfungsfragen.md')).toEqual(names);
  });

  it('are parts of a document if hardly anything below asks', () => {
    const text = each((topic, i) => `## Chapter ${i}\n\nThis one is about ${topic}.\n`);
    expect(titles(text, 'book.md')).toEqual([]);
  });

  it('are lines, too, and names of kinds of questions with a colon', () => {
    const counted = each((topic, i) => `Pergunta ${i}\n\nExplique ${topic} e seus usos.\n\nText.\n`);
    expect(titles(counted)).toEqual(TOPICS.map((topic) => `Explique ${topic} e seus usos.`));
    const named = each((topic) => `Pregunta abierta:<br>\nExplica qué son ${topic}.<br>\nText.\n`);
    expect(titles(named, 'redes.md')).toEqual(TOPICS.map((topic) => `Explica qué son ${topic}.`));
  });

  it('are above the same label in each, which is none of the words', () => {
    const text = each((topic, i) => `Question ${i}\nJS\n. What are ${topic} for?\nREACT\n. Show some.\n`);
    expect(titles(text)).toEqual(TOPICS.map((topic) => `. What are ${topic} for?`));
  });

  it('are tickets above several topics each', () => {
    const text = each((topic, i) => `# ${i}\n## Use of ${topic}\n## History of ${topic}\n`);
    expect(titles(text)).toEqual(TOPICS.flatMap((topic) => [`Use of ${topic}`, `History of ${topic}`]));
  });

  it('in a list of right answers are none', () => {
    const text = each((topic, i) => `## Question ${i}\n\nWhat are ${topic} ?\n\nA) Some\n\nB) Others\n`);
    const key = TOPICS.map((_, i) => `**Question ${i + 1} : Réponse B** - Others.\n\n`).join('');
    expect(titles(`${text}\n## Réponses\n\n${key}`)).toEqual(TOPICS.map((topic) => `What are ${topic} ?`));
  });
});

it('an arrow may stand before a number', () => {
  const text = each((topic, i) => `--> ${i}.Main use of ${topic} ?\n\nA. They are a part of it.\n`);
  expect(titles(text)).toEqual(TOPICS.map((topic) => `Main use of ${topic} ?`));
  expect(answers(text)[0]).toContain('They are a part of it.');
});

it('check boxes before numbers tick off what was learned, and offer nothing', () => {
  const text = `# Exam questions\n\n### Storage\n\n${each(
    (topic, i) => `- [${i < 3 ? 'x' : ' '}] ${i}. Main uses of ${topic}.`,
  )}\n`;
  expect(titles(text)).toEqual(TOPICS.map((topic) => `Main uses of ${topic}.`));
});

describe('headings with a mark of difficulty', () => {
  const text = each(
    (topic, i) => `## L0${i}. On ${topic}\n\n### [Main] Trace of ${topic} ★★\n\nA text of the task.\n`,
  );

  it('are the questions, whatever the numbered ones above are', () => {
    expect(titles(text)).toEqual(TOPICS.map((topic) => `[Main] Trace of ${topic}`));
    expect(titles(text.replaceAll(' ★★', ''))).toEqual(TOPICS.map((topic) => `On ${topic}`));
  });
});

describe('lines with a sign that is no mark of a list', () => {
  it('go on, and have their answers, at the left margin', () => {
    const text = each(
      (topic) =>
        `● How would you look for a fault in ${topic} if users\ncannot reach them at all?\n\nFirst the ${topic}.\n\nThen the rest.\n`,
    );
    expect(titles(text)).toEqual(
      TOPICS.map((topic) => `How would you look for a fault in ${topic} if users cannot reach them at all?`),
    );
    expect(answers(text)[5]).toBe('First the roots.\n\nThen the rest.');
  });
});

describe('a title above', () => {
  it('several lists of options is no question', () => {
    const text = `# All about the parts of a system (120 questions)\n\n${each(
      (topic, i) => `${i}) The main use of ${topic} is in:\n- A. One\n- B. Two\n- C. Three\n`,
    )}`;
    expect(titles(text)).toEqual(TOPICS.map((topic) => `The main use of ${topic} is in:`));
  });

  it('a long list of check boxes is followed by no options', () => {
    const boxes = Array.from(
      'abcdefghijklmnop',
      (letter) => `- [ ] Proof of theorem ${letter}: the main steps`,
    );
    expect(titles(`# List of questions\n\n${boxes.join('\n')}\n`)).toHaveLength(16);
  });
});

it('a file named like its numbered folder, in a series of them, is one question', () => {
  const names = ['01', '02', '03', '04', '05', '06'];
  const source = openSource(
    'exam/04/04.md',
    '# 4. Text processors\n\n## Terms\n\nText.\n\n## Use\n\nText.\n',
  );
  const found = readBankFile({ ...source, siblings: () => names }, 'bank').questions;
  expect(found.map(({ title }) => title)).toEqual(['Text processors']);
});

it('a README in a folder called like a question and a number is one, where two are', () => {
  const source = openSource(
    'basics/Question-2/README.md',
    '# Parallelogram\n\nHeight times base.\n',
    'Question-2',
  );
  const found = (names: readonly string[]) =>
    readBankFile({ ...source, siblings: () => names }, 'bank').questions.map(({ title }) => title);
  expect(found(['Question-1', 'Question-2', 'README.md'])).toEqual(['Parallelogram']);
  expect(found(['Question-2', 'README.md', 'a.md'])).toEqual([]);
});

it('a file of any name in a folder that asks is its question, in a series of them', () => {
  const names = [
    '1. What is a set',
    '2. Why are proofs needed',
    '3. What is a &lt;p&gt;',
    '4. What is b',
    '5. What is c',
  ];
  const source = openSource(
    'exam/3. What is a &lt;p&gt;/Answer.md',
    'It is a paragraph.\n\n### Example\n\nText.\n',
  );
  const found = readBankFile({ ...source, siblings: () => names }, 'bank').questions;
  expect(found.map(({ title }) => title)).toEqual(['What is a <p>']);
});

it('a file with an uppercase name is no page about the repository where most names are such', () => {
  const source = openSource(
    'EVENT_LOOP.md',
    each((topic) => `## Why are there ${topic}?\n\nText.\n`).slice(0, 60),
  );
  const countAmong = (names: readonly string[]) =>
    readBankFile({ ...source, siblings: () => names }, 'bank').questions.length;
  const others = ['JSON', 'SQL_BASICS', 'EVENT_LOOP', 'HTTP', 'UNIT_TESTS'].map((name) => `${name}.md`);
  expect(countAmong(['README.md', ...others])).toBe(2);
  expect(countAmong(['README.md', 'EVENT_LOOP.md', ...others.map((name) => name.toLowerCase())])).toBe(0);
});

it('what unfolds in the README of a program is none, if nothing asks', () => {
  const below = each(
    (topic) => `<details>\n<summary>${topic}</summary>\n\nRun \`npm i ${topic}\`.\n\n</details>\n`,
  );
  const readme = `# Tool\n\n## Features\n\nText.\n\n## Usage\n\nText.\n\n## Installation\n\n${below}`;
  expect(titles(readme, 'README.md')).toEqual([]);
  expect(titles(`# Parts\n\n${below}`, 'parts.md')).toEqual(TOPICS);
});

it('numbered lines are read beside a single item that asks', () => {
  const text = each((topic, i) => `${i}\u{fe0f}\u{20e3} How do you make ${topic}?\n\nExplanation:\nText.\n`);
  expect(titles(`4. Work on data\nwhat to do?\n\n${text}`, 'viva.md')).toEqual(
    expect.arrayContaining(TOPICS.map((topic) => `How do you make ${topic}?`)),
  );
});

describe('a list below a heading that names answers', () => {
  it('has none of the questions, which stand in a list above', () => {
    const asked = each((topic, i) => `${i}. What are ${topic} for?`);
    const told = each((topic, i) => `${i}. Difference of ${topic}: they pass through`);
    const text = `Questions\n-----\n\n${asked}\n\nRéponses\n-----\n\n${told}\n`;
    expect(titles(text)).toEqual(TOPICS.map((topic) => `What are ${topic} for?`));
    // In words that nobody knows, the numbers tell.
    expect(titles(text.replace('Réponses', 'Suite'))).toEqual(titles(text));
    const further = text.replace('Réponses', 'Suite').replaceAll(/^(\d)\. Diff/gm, '1$1. Diff');
    expect(titles(further)).toHaveLength(12);
  });

  it('has its answers', () => {
    const asked = '1. Présentez-vous.\n2. Quel était le but ?\n3. Combien de dossiers ?\n';
    const text = `# Entretien\n\n## Les questions\n\n${asked}\n## Ce que je dis\n\n1. Dix ans ici.\n2. Payer juste.\n3. Peu.\n`;
    const { questions } = readBankFile(openSource('entretien.md', text), 'bank');
    expect(questions.map(({ answer }) => answer.text)).toEqual(['Dix ans ici.', 'Payer juste.', 'Peu.']);
  });
});

it('list items that say that they are questions are, below the names of their subjects', () => {
  const list = ['Arrays', 'Stacks', 'Queues'].map(
    (name) => `- ${name}\n    - Q1 - The second least of ${name}\n    - Q2 - Two ${name} in one\n`,
  );
  expect(titles(`# Practice\n\n${list.join('')}`, 'README.md')).toEqual([
    'The second least of Arrays',
    'Two Arrays in one',
    'The second least of Stacks',
    'Two Stacks in one',
    'The second least of Queues',
    'Two Queues in one',
  ]);
});

it('words with a label, above options, are those of the heading of only a number', () => {
  const text = each(
    (topic, i) => `### Question ${i}\n**True or False:** There are ${topic}.\n\nA) True\nB) False\n\n---\n`,
  );
  expect(titles(text)[2]).toBe('True or False: There are pipes.');
  expect(answers(text)[2]).toBe('');
});

describe('numbered lines', () => {
  const QUESTIONS = ['How do you deploy?', 'Explain the request flow.', 'What is an admission controller?'];
  const steps = (close: string): string =>
    ['First this.', 'Then that.'].map((one, i) => `${i + 1}${close} ${one}\n\n`).join('');

  it.each([
    ['.', ')'],
    [')', '.'],
  ])('marked `1%s` have lines marked `1%s` between them in their answers', (outer, inner) => {
    const text = QUESTIONS.map((asked, i) => `${i + 1}${outer} ${asked}\n\n${steps(inner)}`).join(
      '=====\n\n',
    );
    expect(
      read(text).map(({ title, answer }) => [title, answer.text.includes(`2${inner} Then that.`)]),
    ).toEqual(QUESTIONS.map((asked) => [asked, true]));
  });

  it('are the questions where they count on across headings, whatever numbers these and the steps below have', () => {
    const text = TOPICS.map(
      (topic, i) =>
        `### ${i + 1}. About ${topic}\n\n${[1, 2].map((part) => `${2 * i + part}. **Part ${part} of ${topic}**: Discuss it.\n\nText.\n\n1. Step\n2. Step\n\n`).join('')}`,
    ).join('');
    expect(titles(text, 'training-exercises.md')).toEqual(
      TOPICS.flatMap((topic) => [1, 2].map((part) => `Part ${part} of ${topic}`)),
    );
  });
});

describe('codes whose words begin alike', () => {
  it('have the next paragraph, too', () => {
    const text = each(
      (topic, i) =>
        `### Question ${i} of 6\nSelect the answer that fits.\n\n[Answer choice] are called ${topic}.\n\nYour Answer\n${topic}\n\nText.\n`,
    );
    expect(titles(text)).toEqual(
      TOPICS.map((topic) => `Select the answer that fits. [Answer choice] are called ${topic}.`),
    );
  });

  it('have all that is above the answer, also among questions that have words', () => {
    const asked = TOPICS.map((topic, i) => `# Q${i + 1}. What are ${topic}?\n\n### Answer\n\nText.\n\n`).join(
      '',
    );
    const cases = [1, 2, 3]
      .map(
        (i) =>
          `# Scenario ${i}\n\nUser ${i} lost the key.\n\nWhat do you do?\n\n### Answer\n\nStep ${i}.\n\n`,
      )
      .join('');
    expect(titles(asked + cases).slice(TOPICS.length)).toEqual(
      [1, 2, 3].map((i) => `User ${i} lost the key. What do you do?`),
    );
    expect(answers(asked + cases).slice(TOPICS.length)).toEqual([1, 2, 3].map((i) => `Step ${i}.`));
  });
});

it('a file called after its only heading with a number is one question, if it has one answer', () => {
  const text =
    '# Case 7\n\nA bank wants tokens.\n\n**How safe are they?**\n\n## Answer\n\n### Parts\n\nText.\n';
  const [one, ...others] = read(text, 'case-07.md');
  expect(others).toEqual([]);
  expect(one).toMatchObject({ title: 'Case 7' });
  expect(one?.asked?.text).toBe('A bank wants tokens.\n\n**How safe are they?**');
  expect(one?.answer.text).toBe('### Parts\n\nText.');
});

it('the first heading of a file with a number is its question, if no other asks', () => {
  const text =
    '### Your server is slow. How do you mend it?\n\nI look.\n\n### Step 1: Check the load\n\nText.\n\n## Summary\n\nText.\n';
  expect(titles(text, '04-high-load.md')).toEqual(['Your server is slow. How do you mend it?']);
});

it('tasks in German have their verb at the end, and files of questions compound names', () => {
  const TASKS = ['Begriff A definieren', 'Vorteile benennen', 'Das Prinzip erläutern', 'Ein Beispiel nennen'];
  const text = `# Lernkontrollfragen\n\n${TASKS.map((task) => `#### ${task}\n\nText.\n\n`).join('')}`;
  expect(titles(text, 'lkf.md')).toEqual(TASKS);
  expect(titles(text.replace('Lernkontrollfragen', 'Abfragen'), 'sql.md')).toEqual([]);
});

it('bold questions beside others are read, if most of the file is questions', () => {
  const labelled = each(
    (topic) => `Q: what are ${topic}\nA: parts of a list with a lot of words behind them\n`,
  );
  const bold =
    '1. **What motivates you?** Things.\n2. **How do you rest?** Well.\n3. **Describe your ideal manager.** Kind.\n';
  expect(titles(`${labelled}\n# Part 3\n\n${bold}`, 'pasted.md')).toHaveLength(TOPICS.length + 3);
});

it('a property of a page is no card', () => {
  const page =
    '- type:: #prep\n  company:: [[Larkspur]]\n- ## Perception\n\t- collapsed:: true\n\t- How does a filter differ? #card\n\t\t- It linearises.\n\t- Why no lidar? #card\n\t\t- Rain.\n';
  expect(titles(page, 'page.md')).toEqual(['How does a filter differ?', 'Why no lidar?']);
});

it('a number may be parted from what it asks by a dash', () => {
  const text =
    'Q1 - How do you manage a peer?\n\nOpenly.\n\nQ2 - Tell me about an audit that went badly.\n\nLate.\n';
  expect(titles(text, 'people.md')).toEqual([
    'How do you manage a peer?',
    'Tell me about an audit that went badly.',
  ]);
});
