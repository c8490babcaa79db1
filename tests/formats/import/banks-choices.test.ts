// Multiple choice in more than one manner in a file: every question stays one of its own, with its options and its answer.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const BOXES = '- [ ] A tree\n- [x] A system of names\n';
const LETTERS = '- A: A protocol\n- B: A cat\n\n<details><summary>Answer</summary>A</details>\n';
const PLAIN = 'A) A protocol\nB) A cat\nAnswer: A\n';

const read = (text: string) =>
  readBankFile(openSource('quiz.md', `# Quiz\n\n${text}`), 'bank').questions.map(
    ({ title, answer, asked }) => [title, answer.text.split('\n')[0], asked?.text.split('\n').length],
  );

const DNS = ['What is DNS?', 'A system of names', 2];
const TCP = ['What is TCP?', '**A.** A protocol', 2];

describe('questions with options of two kinds in one file', () => {
  it.each([
    ['a line, then another', `What is DNS?\n${BOXES}\nWhat is TCP?\n${PLAIN}`],
    ['a bold line, then a plain one', `**What is DNS?**\n\n${BOXES}\nWhat is TCP?\n\n${LETTERS}`],
  ])('are two: %s', (_, text) => {
    expect(read(text)).toEqual([DNS, TCP]);
  });

  it('are one where the second list shows something of the answer', () => {
    const text = `## What is DNS?\n\n${BOXES}\nWhat else is there?\n\n- A: A cache\n- B: A log\n\n## What is TCP?\n\n${LETTERS}`;
    expect(read(text).map(([title]) => title)).toEqual(['What is DNS?', 'What is TCP?']);
  });
});

describe('options below a bold line', () => {
  it('belong to it, whether it asks or not, and not to the heading above', () => {
    const asked = (title: string, right: string): string =>
      `1. **${title}**\n   A) A lock\n   B) A cat\n   *Answer: ${right}*\n\n`;
    const text = `## Part 1: Systems\n\n${asked('A mutex is called:', 'A')}${asked('What is TCP?', 'B')}${asked('A port is termed:', 'B')}`;
    expect(read(text).map(([title]) => title)).toEqual([
      'A mutex is called',
      'What is TCP?',
      'A port is termed',
    ]);
  });
});

it('boxes below a label of the answer are a list in it', () => {
  const text = `### How do you test?\n\n**A:**\n- [x] Unit tests\n- [x] Replay (takes [X] min)\n- [ ] Chaos test\n\n### How do you deploy?\n\nBy hand.\n`;
  const [one] = readBankFile(openSource('guide.md', text), 'bank').questions;
  expect(one?.asked).toBeUndefined();
  expect(one?.answer.text).toBe('- [x] Unit tests\n- [x] Replay (takes [X] min)\n- [ ] Chaos test');
});

describe('boxes below the prose of an answer', () => {
  const steps = '- [ ] steps with commands\n- [x] its owner\n- [ ] a way back\n';
  const runbook = `## What is a runbook?\n\nA page that says what to do when an alert fires.\n\n`;
  const full = (text: string) =>
    readBankFile(openSource('guide.md', `# Guide\n\n${text}`), 'bank').questions.map((one) => ({
      answer: one.answer.text,
      points: one.keyPoints.map((point) => point.text),
    }));

  it.each([
    ['', steps],
    ['with a line above them', `A good one has:\n\n${steps}`],
    ['in two lists', `${steps}\nIt is tested in game days.\n\n* [X] on Mondays\n* [x] with the team\n`],
  ])('are a checklist %s', (_, below) => {
    const [first, ...others] = full(runbook + below);
    expect(others).toEqual([]);
    expect(first?.answer).toBe(`A page that says what to do when an alert fires.\n\n${below}`.trim());
    expect(first?.points.slice(1, 4)).toEqual(['steps with commands', 'its owner', 'a way back']);
  });

  it.each([
    [
      'that is the question',
      `## Question 1\n\nA team needs a page for alerts at night. It has a wiki.\n\n${steps}`,
    ],
    ['that asks', `## What helps here?\n\nAn alert fires at night. What does it need?\n\n${steps}`],
    ['that says how to choose', `## What is in a runbook?\n\nChoose all that apply.\n\n${steps}`],
    [
      'in a file of questions with boxes',
      `${'## What is DNS?\n\n'.concat(BOXES, '\n').repeat(2)}${runbook}${steps}`,
    ],
  ])('are options below words %s', (_, text) => {
    expect(full(text).at(-1)?.answer).toMatch(/^its owner/);
  });
});

it('one list of boxes below a line that does not ask is a list of things to do', () => {
  const text =
    '# SQL round\n\nStatus: In progress\nDate: 12 May\n\n- [ ] Send a note\n- [x] Print the CV\n\n## What is a view?\n\nA query.\n\n## What is a key?\n\nA column.\n';
  const { questions } = readBankFile(openSource('sql.md', text), 'bank');
  expect(questions.map(({ title }) => title)).toEqual(['What is a view?', 'What is a key?']);
});

describe('objects in another language', () => {
  const readJson = (entries: readonly object[]) =>
    readBankFile(openSource('pytania.json', JSON.stringify(entries)), 'bank').questions.map(
      ({ title, answer }) => [title, answer.text],
    );
  const stems = ['Wskaż adres pętli', 'Podaj port DNS', 'Podaj maskę klasy C'];

  it('are multiple choice if a field says which of a list is right', () => {
    const entries = stems.map((pytanie, i) => ({
      pytanie,
      odpowiedzi: [`a${i}`, `b${i}`, `c${i}`],
      poprawne: [`b${i}`],
    }));
    expect(readJson(entries)).toEqual(stems.map((title, i) => [title, `**B.** b${i}`]));
  });

  it('are none if only the question has a known name, and hardly one asks', () => {
    expect(readJson(stems.map((pytanie, i) => ({ pytanie, rodzaj: [`a${i}`], kod: `x${i}` })))).toEqual([]);
  });
});

it('are no options where each has text below it', () => {
  const tasks = ['How is a leader elected?', 'Explain the write path.', 'State the use of a filter.', 'Why?'];
  const text = `# List\n\n${tasks.map((task) => `- [ ] **${task}**\n  Some words on it.\n\n`).join('')}`;
  expect(read(text).map(([title]) => title)).toEqual(tasks);
});

describe('options of which nothing says which is right', () => {
  const NAMES = ['a lock', 'a page', 'a port', 'a lease'];
  const list = (name: string): string => `A. The first of ${name}\nB. The second of ${name}\nC. Both\n`;
  const whole = (body: (name: string, i: number) => string): readonly unknown[] =>
    readBankFile(
      openSource(
        'exam.md',
        `# Exam\n\n${NAMES.map((name, i) => `### What is ${name}?\n\n${body(name, i)}`).join('\n')}`,
      ),
      'bank',
    ).questions.map(({ asked, answer }) => [asked?.text.split('\n').length, answer.text]);

  it('are asked, and the answer is open or what the file explains', () => {
    expect(whole(list)).toEqual(NAMES.map(() => [3, '']));
    expect(whole((name) => `${list(name)}\n**Answer:**\n`)).toEqual(NAMES.map(() => [3, '']));
    expect(whole((name) => `${list(name)}\nExplanation: it is one of two.\n`)).toEqual(
      NAMES.map(() => [3, 'Explanation: it is one of two.']),
    );
  });

  it('are the answer where lists differ in length, or few questions have one', () => {
    const parts = (name: string, i: number): string =>
      ['A', 'B', 'C', 'D', 'E']
        .slice(0, i + 2)
        .map((letter) => `${letter}. Part of ${name}\n`)
        .join('');
    expect(whole(parts).map((one) => (one as readonly unknown[])[0])).toEqual(NAMES.map(() => undefined));
    const two = (name: string, i: number): string => (i < 2 ? list(name) : `It is ${name}.\n`);
    expect(whole(two).map((one) => (one as readonly unknown[])[0])).toEqual(NAMES.map(() => undefined));
  });

  it.each(['Odgovor: b)', '**Točan odgovor:** b', 'Đáp án: B. The second of'])(
    'are told by a label in any language above nothing but letters: %s',
    (label) => {
      const said = label.includes('second') ? (name: string): string => `${label} ${name}` : () => label;
      expect(whole((name) => `${list(name)}\n${said(name)}\n`)).toEqual(
        NAMES.map((name) => [3, `**B.** The second of ${name}`]),
      );
    },
  );

  it('are told by bold words', () => {
    const bold = (name: string): string => list(name).replace(/^B.*$/m, '**$&**');
    const inner = (name: string): string => list(name).replace(/^B\. (.*)$/m, 'B. **$1**');
    for (const mark of [bold, inner])
      expect(whole(mark)).toEqual(NAMES.map((name) => [3, `**B.** The second of ${name}`]));
  });
});

describe('list items of which one in each list is marked', () => {
  const quiz = (right: (words: string) => string, wrong = (words: string): string => words): string =>
    [
      ['The driver runs', 'on the client', 'in a browser'],
      ['A lease is', 'a lock that expires', 'a page'],
      ['Which is no queue?', 'A port', 'A log'],
      ['DNS stands for', 'a system of names', 'a cat'],
    ]
      .map(([title = '', yes = '', no = '']) => `${title}\n\n- ${wrong(no)}\n- ${right(yes)}\n`)
      .join('\n');

  it.each([
    ['behind it', quiz((words) => `${words} ✅`)],
    ['in front', quiz((words) => `✔ ${words}`)],
    [
      'and the others crossed out',
      quiz(
        (words) => `${words} ✅`,
        (words) => `❌ ${words}`,
      ),
    ],
    ['by words', quiz((words) => `${words} (correct)`)],
    ['in bold', quiz((words) => `**${words}**`)],
  ])('are options, and do not show the mark: %s', (_, text) => {
    expect(read(text)).toEqual([
      ['The driver runs', 'on the client', 2],
      ['A lease is', 'a lock that expires', 2],
      ['Which is no queue?', 'A port', 2],
      ['DNS stands for', 'a system of names', 2],
    ]);
    const { questions } = readBankFile(openSource('quiz.md', text), 'bank');
    expect(questions[0]?.asked?.text).toBe('- [ ] in a browser\n- [ ] on the client');
  });

  it('are points of an answer where several in a list are marked', () => {
    const points = (at: number): string =>
      `- ✅ It is quick\n- ✅ It is safe in case ${at}\n- ❌ It is hard\n`;
    const guide = [1, 2, 3, 4].map((at) => `## When do you use log ${at}?\n\n${points(at)}\n`).join('');
    expect(read(guide).map(([, , asked]) => asked)).toEqual([1, 2, 3, 4].map(() => undefined));
    expect(readBankFile(openSource('guide.md', guide), 'bank').questions[0]?.answer.text).toBe(
      points(1).trimEnd(),
    );
  });

  it('are points of an answer where most lists mark none', () => {
    const notes = [1, 2, 3].map((at) => `## Why ${at}?\n\n- **It is quick**\n- It is safe\n\n`);
    const plain = [4, 5, 6].map((at) => `## Why ${at}?\n\n- It is quick\n- It is safe\n\n`);
    expect(read([...notes, ...plain].join('')).map(([, , asked]) => asked)).toEqual(
      [1, 2, 3, 4, 5, 6].map(() => undefined),
    );
  });
});

it('questions of a quiz may have the same words', () => {
  const boxed = (title: string): string =>
    `#### ${title}\n\nUm processo [fim].\n\nMarca só uma resposta.\n\n${BOXES}\n`;
  const same = Array.from({ length: 3 }, () => 'Escolhe o fim certo da frase.');
  const titles = [...[1, 2, 3, 4, 5].map((at) => `What is DNS ${at}?`), ...same];
  expect(read(titles.map(boxed).join('')).map(([title]) => title)).toEqual(titles);
});

it('a list of contents that ticks off what is written is no quiz', () => {
  const done = (title: string): string =>
    `### ${title}\n\n- [x] [One](a.md)\n- [x] [Two](b.md)\n- [ ] Three\n\n`;
  const contents = ['HTML', 'CSS', 'Storage', 'Forms'].map(done).join('');
  expect(readBankFile(openSource('interview.md', contents), 'bank').questions).toEqual([]);
});
