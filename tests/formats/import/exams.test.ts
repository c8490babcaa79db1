// Exams: tasks that count by letters or give points, several paragraphs between rules, and keys at the end.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { namesAnswer } from '../../../src/formats/import/words.ts';

const read = (text: string, file = 'exam.md', names: readonly string[] = [file]): readonly Question[] =>
  readBankFile({ ...openSource(file, text), siblings: () => names }, 'bank').questions;
const titles = (...given: Parameters<typeof read>): readonly string[] =>
  read(...given).map(({ title }) => title);

describe('tasks', () => {
  it('that count by letters have their words below', () => {
    const parts = ['a (4 Punkte)', 'b', 'ba (2 Punkte)', 'bb (3 Punkte)', 'c (6 Punkte)'];
    const tasks = [
      'Nennen Sie zwei Vorteile von Containern.',
      'Die Firma stellt um. Beschreiben Sie den ersten Schritt.',
      'Erläutern Sie, was ein Image ist.',
      'Erklären Sie den Unterschied zu einer VM.',
      'Beschreiben Sie, wie Logs gesammelt werden.',
    ];
    const text = parts.map((part, i) => `#### Aufgabenteil ${part}\n\n${tasks[i]}\n`).join('\n');
    expect(titles(`# Probeprüfung\n\n### 1. Aufgabe (15 Punkte)\n\nDie Lage.\n\n${text}`)).toEqual(tasks);
  });

  it('are read by their points, and the sum of points is a section', () => {
    const topics = ['Hardware', 'Cache', 'Steckplätze', 'Netzteil', 'Kühlung', 'Speicher'];
    const text = topics.map((topic, i) => `### ${topic} - ${i + 2} Punkte\n\nSiehe Bild ${i}.\n`).join('\n');
    expect(titles(`# Klausurfragen\n\n## Thema Rechner - 27 Punkte\n\n${text}`)).toEqual(
      topics.map((topic, i) => `${topic} - ${i + 2} Punkte`),
    );
  });

  it('with letters below a topic are questions, not its options', () => {
    const asked = [
      'Which pipelines did you build? (any kind)',
      'Do you know Helm? List charts.',
      'Did you run your own cluster?',
    ];
    const text = ['CI', 'Images', 'Metrics', 'Logs']
      .map(
        (topic, i) =>
          `${i + 1}. ${topic}\n\n${asked.map((one, k) => `${'abc'.charAt(k)}. ${one.replace('?', ` for ${topic}?`)}`).join('\n\n')}`,
      )
      .join('\n\n');
    expect(titles(`# Interview questions\n\n${text}\n`)).toHaveLength(12);
  });
});

describe('between rules', () => {
  const block = (i: number): string =>
    `Which store fits case ${i}?\n\nThe data of case ${i} is written once.\nIt is read often.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<details>\n<summary>정답</summary>\n\n- Store ${i}\n\n</details>\n`;

  it('a question has all paragraphs above the hidden answer', () => {
    const found = read(`# Cases\n\n## Round 1\n\n${[1, 2, 3, 4].map(block).join('\n---\n\n')}`);
    expect(found.map(({ title }) => title)).toEqual([1, 2, 3, 4].map((i) => `Which store fits case ${i}?`));
    expect(found[1]?.asked?.text).toContain('The data of case 2 is written once.');
    expect(found[1]?.answer.text.trim()).toBe('- Store 2');
    expect(found[0]?.answer.text).not.toContain('case 2');
  });

  it('rounds with numbers are sections, not codes of one question', () => {
    const rounds = ['2023 round 1', '2023 round 2', '2024 round 1'].map(
      (name, i) => `## ${name}\n\n${[1, 2].map((k) => block(i * 2 + k)).join('\n---\n\n')}`,
    );
    expect(titles(`# Exam questions\n\n${rounds.join('\n')}`)).toHaveLength(6);
  });
});

describe('keys', () => {
  const options = (i: number): string =>
    `${i}. What is right in case ${i}?\n   A) one of ${i}\n   B) two of ${i}\n   C) three of ${i}\n`;
  const exam = [1, 2, 3, 4].map(options).join('\n');

  it.each(['Answer key', 'Respuestas'])('below a heading tell the right options: %s', (heading) => {
    const found = read(`# Mock exam\n\n${exam}\n## ${heading}\n\n1. B\n2. A, C\n3. C\n4. A\n`);
    expect(found.map(({ answer }) => answer.text.trim())).toEqual([
      '**B.** two of 1',
      '- **A.** one of 2\n- **C.** three of 2',
      '**C.** three of 3',
      '**A.** one of 4',
    ]);
    expect(found[3]?.asked?.text).toContain('three of 4');
  });

  it('also answer the task without options among the others, and nothing of them is told as not read', () => {
    const text = `# Mock exam\n\n${exam}\n5. Explain slow start in your own words.\n\n${options(6)}\n## Answer key\n\n1. B\n2. A\n3. C\n4. A\n5. cwnd doubles\n6. B\n`;
    const { questions, account } = readBankFile(openSource('exam.md', text), 'bank');
    expect(questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(questions[4]?.answer.text.trim()).toBe('cwnd doubles');
    // There is one only of what is not read.
    expect(account).toBeUndefined();
  });

  it('tell the options of the questions, whatever else has such numbers', () => {
    const design =
      '## Question 1: What comes first?\n\nThe goal.\n\n## Question 2: What then?\n\nData.\n\n## Quiz\n\n';
    const quiz = exam.replaceAll(/^(\d)\. /gm, '**Question $1:** ');
    const found = read(`# Mock exam\n\n${design}${quiz}\n## Answers\n\n1. B\n2. A\n3. C\n4. A\n`);
    expect(found.map(({ answer }) => answer.text.trim()).slice(2)).toEqual([
      '**B.** two of 1',
      '**A.** one of 2',
      '**C.** three of 3',
      '**A.** one of 4',
    ]);
  });

  it('with numbers that no question has change nothing', () => {
    const found = read(`# Mock exam\n\n${exam}\n## Answers\n\n11. b\n12. a\n13. c\n`);
    expect(found).toHaveLength(4);
    expect(found[0]?.answer.text).toBe('');
    expect(found[0]?.asked?.text).toContain('one of 1');
  });

  it('are no answers in steps', () => {
    const steps = '1. first\n2. second\n3. third\n';
    const text = [1, 2, 3]
      .map((i) => `## ${i}. How does part ${i} work?\n\n### Answer\n\n${steps}`)
      .join('\n');
    const found = read(`# Interview questions\n\n${text}`);
    expect(found.map(({ answer }) => answer.text.trim())).toEqual([1, 2, 3].map(() => steps.trim()));
  });

  it('of each part answer that part', () => {
    const part = (name: string, letters: string): string =>
      `## ${name}\n\n${exam}\n### Answers\n\n${letters
        .split('')
        .map((one, i) => `${i + 1}. ${one}`)
        .join('\n')}\n`;
    const found = read(`# Mock exam\n\n${part('North', 'abca')}\n${part('South', 'ccbb')}`);
    expect(found.map(({ answer }) => answer.text.trim().charAt(2))).toEqual('ABCACCBB'.split(''));
  });
});

describe('what else a stranger brought', () => {
  it('steps below a heading such as Setup in a README are none', () => {
    const steps =
      '1. Clone the repository:\n\n   ```sh\n   git clone x\n   ```\n\n2. Run the program:\n\n   It asks.\n';
    const asked = '## Locks\n\n1. Explain a mutex.\n2. Compare it to a lease.\n3. Why is it slow?\n';
    const readme = `# Quiz\n\n## Setup\n\n${steps}\n${asked}`;
    expect(titles(readme, 'quiz/README.md')).toEqual([
      'Explain a mutex.',
      'Compare it to a lease.',
      'Why is it slow?',
    ]);
    expect(titles(readme, 'notes/interview-questions.md')).toHaveLength(5);
  });

  it('a numbered folder with many questions in it is no single question', () => {
    const text = `# Second round\n\n${Array.from({ length: 12 }, (_, i) => `${i + 1}. What is point ${i}?`).join('\n')}\n`;
    expect(titles(text, 'interviews/2/README.md', ['1', '2', '3', '4', '5'])).toHaveLength(12);
  });

  it('a file called questions.md is read as in any other folder', () => {
    const text = '# My exam\n\n1. Explain a.\n\n- x\n\n2. Explain b.\n\n- y\n\n3. Explain c.\n\n- z\n';
    const named = { ...openSource('questions.md', text, 'questions'), siblings: () => ['questions.md'] };
    expect(readBankFile(named, 'bank').questions.map(({ title }) => title)).toEqual([
      'Explain a.',
      'Explain b.',
      'Explain c.',
    ]);
  });

  it('a rule below a heading is not its words', () => {
    const text = [1, 2, 3].map((i) => `## Question ${i}\n\n---\nElaborate on part ${i} of it.\n`).join('\n');
    expect(titles(text)).toEqual([1, 2, 3].map((i) => `Elaborate on part ${i} of it.`));
  });

  it('lines that every answer repeats ask nothing', () => {
    const text = [1, 2, 3, 4]
      .map((i) => `Which tool fits ${i}?\n\nTool ${i}.\n\nWhy?\n\nIt is fast.\n`)
      .join('\n');
    expect(titles(`# Quiz\n\n${text}`, 'quiz.md')).toEqual([1, 2, 3, 4].map((i) => `Which tool fits ${i}?`));
  });

  it('a list of interview questions in notes is read, and the notes are not', () => {
    const notes = ['State', 'Effects', 'Context']
      .map((one) => `## ${one}\n\nIt is explained here at some length.\n\n- a fact\n- another fact\n`)
      .join('\n');
    const asked = [
      'What is state?',
      'When does an effect run?',
      'Why is context slow?',
      'How do you test a hook?',
    ];
    const list = asked.map((one) => `- ${one}`).join('\n');
    expect(titles(`# Hooks\n\n${notes}\n## Interview questions\n\n${list}\n`, 'hooks.md')).toEqual(asked);
  });

  it('a heading right above the front of a card is its section', () => {
    const text =
      '## Kafka\nWhat guarantee do you have?\n?\nAt least once.\n\n## Redis\nWhy is it fast?\n?\nIt is in memory.\n';
    const found = read(text, 'cards.md');
    expect(found.map(({ title, section }) => [title, section])).toEqual([
      ['What guarantee do you have?', 'Kafka'],
      ['Why is it fast?', 'Redis'],
    ]);
  });

  it('the end of a sentence about what is asked is an answer', () => {
    const [one] = read(
      '# DB\n\n- What is a covering index?\n  - has every column of the query\n  - is read alone\n- What is a heap?\n  - does hold the rows\n- What is a page?\n  - 8 kB\n',
    );
    expect(one?.answer.text).toContain('has every column of the query');
  });

  it.each([
    ['Как дать ответ на вопрос', false],
    ['Правильный ответ', true],
    ['Answer key', true],
    ['参考答案', true],
    ['Принятие решений', false],
  ])('%s names an answer: %s', (words, is) => expect(namesAnswer(words)).toBe(is));
});

describe('numbers and labels that alternate with options or hidden answers', () => {
  const shown = (text: string, file?: string) =>
    read(text, file).map(({ title, asked, answer }) => [title, asked?.text ?? '', answer.text]);

  it('are asked with all that stands above the options', () => {
    const one = (at: number): string =>
      `Question ${at}.\nConsider the following activities of team ${at},\nwhich works alone:\nI - Writing a test\nII - Planning it\n\nSelect all that are part of testing.\n\n(A) I\n(B) II\n(C) I and II\nCorrect answer: C\nBoth are.\n`;
    const found = shown([1, 2, 3, 4].map(one).join(''), 'Exam set 1.txt');
    expect(found.map(([title]) => title)).toEqual(
      [1, 2, 3, 4].map((at) => `Consider the following activities of team ${at}, which works alone:`),
    );
    expect(found[0]?.[1]).toContain('II - Planning it\n\nSelect all that are part of testing.');
    expect(found[0]?.[2]).toContain('I and II');
  });

  it('have the examples at the margin, in whichever way they are written', () => {
    const tasks = ['first(1) // 2', 'second(1) // 3', 'third(1) // 4', 'fourth(1) // 5'].map(
      (example, i) =>
        `${i + 1}.${i % 2 === 0 ? '' : ' '}**Task ${i}**: Write a function that adds ${i} to a number.\n\n_Example:_\n\n    ${example}\n\n<details>\n   <summary>Solution:</summary>\n\n   It adds ${i}.\n\n</details>\n\n[From here](https://a.example)\n\n`,
    );
    const found = shown(`# Exercises\n\n${tasks.join('')}`);
    expect(found.map(([title]) => title)).toEqual(
      [0, 1, 2, 3].map((i) => `**Task ${i}**: Write a function that adds ${i} to a number.`),
    );
    expect(found[1]?.[1]).toContain('second(1) // 3');
    expect(found[1]?.[2]).toMatch(/^It adds 1\./);
  });

  it('are none if each has many: they number sections', () => {
    const asked = (at: number): string =>
      `Why does part ${at} fail?\n\n<details><summary>Answer</summary>\n\nIt is part ${at}.\n\n</details>\n\n`;
    const section = (at: number): string =>
      `${at}. **Area ${at}**\n\n${[1, 2, 3, 4].map((i) => asked(at * 10 + i)).join('')}`;
    const found = shown(`# Questions\n\n${[1, 2, 3].map(section).join('')}`);
    expect(found).toHaveLength(12);
  });

  it('lead over a link to the contents below each heading', () => {
    const one = (at: number): string =>
      `# ${at}. What does call ${at} print?\n###### [Contents](#top)\n\n\`\`\`js\ncall(${at});\n\`\`\`\n\n<details><summary>Answer</summary>\n\nIt prints ${at}.\n\n</details>\n\n`;
    const found = shown([1, 2, 3, 4].map(one).join(''));
    expect(found.map(([title]) => title)).toEqual([1, 2, 3, 4].map((at) => `What does call ${at} print?`));
    expect(found[0]?.slice(1)).toEqual(['```js\ncall(1);\n```', 'It prints 1.']);
  });

  it('have their words below facts in a list', () => {
    const one = (at: number): string =>
      `## Question ${at}\n\n- **Points:** 1 | **Level:** K${at}\n- **Select:** 1\n\nWhich of these is right in case ${at}?\n\n- **a)** This\n- **b)** That\n\n**Correct answer:** b\n\n---\n\n`;
    expect(titles([1, 2, 3].map(one).join(''))).toEqual(
      [1, 2, 3].map((at) => `Which of these is right in case ${at}?`),
    );
  });
});

describe('headings with a heading of their answer below them', () => {
  const scenario = (at: number, steps: string): string =>
    `## Scenario ${at}: Cluster ${at} is down\n\n### The problem\n\nAll nodes of cluster ${at} are busy.\n\n**What do you do first?**\n\n### Expected answer\n\n${steps}### Follow-up questions\n\n**Q1: How do you prevent it?**\nWith limits.\n\n`;
  const steps = ['Look at the nodes', 'Find the cause', 'Add nodes']
    .map((name, i) => `#### Step ${i + 1}: ${name}\n\nText.\n\n`)
    .join('');

  it('are questions, and the steps of an answer are none', () => {
    const found = read(
      `# Scenarios for an interview\n\n${[1, 2, 3].map((at) => scenario(at, steps)).join('')}`,
    );
    const asked = found.map(({ title }) => title);
    for (const at of [1, 2, 3]) expect(asked).toContain(`Scenario ${at}: Cluster ${at} is down`);
    expect(asked.filter((title) => /^Step|Look|Find|Add/.test(title))).toEqual([]);
  });

  it('are sections if the answers are a key', () => {
    const part = (name: string, at: number): string =>
      `## ${name}\n\n${[1, 2, 3].map((i) => `${i}. What is right in case ${at + i}?`).join('\n')}\n\n### Answers\n\n1. This\n2. That\n3. Both\n\n`;
    const asked = titles(`# Mock exam\n\n${part('North', 0)}${part('South', 3)}`);
    expect(asked).toEqual([1, 2, 3, 4, 5, 6].map((at) => `What is right in case ${at}?`));
  });
});
