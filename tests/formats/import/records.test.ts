// Questions written as records: labeled fields in lists, lines, tables and headings, in several languages and orders.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const CARDS = [
  [
    'Which call does a broker use to send pages?',
    'It calls sendfile, so that pages go from the cache to the card.',
  ],
  ['What does an external table keep when it is dropped?', 'The files stay where they are.'],
  ['Explain the write path of a log-structured store.', 'To the log first, then to a table in memory.'],
  ['Why are small files a problem for a name node?', 'Each of them takes memory.'],
] as const;

type Fields = readonly (readonly [label: string, value: string])[];

const FIELDS: Readonly<Record<string, (asked: string, told: string) => Fields>> = {
  'question and answer': (asked, told) => [
    ['Question', asked],
    ['Answer', told],
  ],
  'facts above the question': (asked, told) => [
    ['Company', 'Initech'],
    ['Difficulty', 'Hard'],
    ['Question', asked],
    ['Answer', told],
  ],
  'facts between the two': (asked, told) => [
    ['Question', asked],
    ['Source', 'a friend'],
    ['Answer', told],
  ],
  'other words for both': (asked, told) => [
    ['Prompt', asked],
    ['Ideal answer', told],
  ],
  German: (asked, told) => [
    ['Frage', asked],
    ['Musterantwort', told],
  ],
  Spanish: (asked, told) => [
    ['Dificultad', 'media'],
    ['Pregunta', asked],
    ['Respuesta', told],
  ],
  Chinese: (asked, told) => [
    ['题干', asked],
    ['来源公司', 'Initech'],
    ['参考答案', told],
  ],
};

const LINES: Readonly<Record<string, (label: string, value: string) => string>> = {
  'items with bold labels': (label, value) => `- **${label}:** ${value}\n`,
  'items with a colon behind': (label, value) => `* **${label}**: ${value}\n`,
  'plain items': (label, value) => `- ${label}: ${value}\n`,
  'bold lines': (label, value) => `**${label}:** ${value}\n\n`,
  'items above their values': (label, value) => `- **${label}**:\n  ${value}\n`,
  'quoted bold words and a dash': (label, value) => `> **${label}** — ${value}\n`,
};

const HEADINGS: Readonly<Record<string, (number: number) => string>> = {
  'a number': (number) => `### Question ${number}\n\n`,
  'a number behind': (number) => `### 第${number}题\n\n`,
  'a code': (number) => `### KFK-00${number} [L2]\n`,
  'a rule': () => '---\n\n',
};

const writtenAs = (
  fields: (asked: string, told: string) => Fields,
  line: (label: string, value: string) => string,
  heading: (number: number) => string,
): string =>
  `# Storage\n\nSome words first.\n\n${CARDS.map(
    ([asked, told], i) =>
      `${heading(i + 1)}${fields(asked, told)
        .map((each) => line(...each))
        .join('')}\n`,
  ).join('')}`;

const cases = Object.entries(FIELDS).flatMap(([fields, fieldsOf]) =>
  Object.entries(LINES).flatMap(([lines, lineOf]) =>
    Object.entries(HEADINGS).map(([heading, headingOf]) => ({
      fields,
      lines,
      heading,
      text: writtenAs(fieldsOf, lineOf, headingOf),
    })),
  ),
);

const readFrom = (text: string) => readBankFile(openSource('storage.md', text), 'bank').questions;

describe('a record', () => {
  it.each(cases)('is read: $fields, as $lines, below $heading', ({ text }) => {
    const questions = readFrom(text);
    expect(questions.map(({ title }) => title)).toEqual(CARDS.map(([asked]) => asked));
    for (const [i, { answer }] of questions.entries()) expect(answer.text).toContain(CARDS[i]?.[1]);
    // Nothing of the questions in their answers.
    for (const { answer, title } of questions) expect(answer.text).not.toContain(title);
  });

  it('is read with line ends of Windows and a mark of the byte order', () => {
    const text = cases[0]?.text ?? '';
    expect(readFrom(`\ufeff${text.replaceAll('\n', '\r\n')}`).map(({ title }) => title)).toEqual(
      readFrom(text).map(({ title }) => title),
    );
  });

  it('may be a table of two columns', () => {
    const text = CARDS.map(
      ([asked, told], i) =>
        `### Card ${i + 1}\n\n| Field | Value |\n|---|---|\n| Question | ${asked} |\n| Answer | ${told} |\n\n`,
    ).join('');
    expect(readFrom(text).map(({ title, answer }) => [title, answer.text])).toEqual(CARDS);
  });

  it('may have headings as its labels', () => {
    const text = CARDS.map(
      ([asked, told], i) =>
        `## Question ${i + 1}\n\n### Prompt\n\n${asked}\n\n### Model answer\n\n${told}\n\n### Rubric\n\n- names the layers\n\n`,
    ).join('');
    const questions = readFrom(text);
    expect(questions.map(({ title }) => title)).toEqual(CARDS.map(([asked]) => asked));
    for (const [i, { answer }] of questions.entries()) expect(answer.text).toContain(CARDS[i]?.[1]);
  });

  it('may be below an item with its question and number', () => {
    const text = CARDS.map(
      ([asked, told], i) =>
        `${i + 1}. **Pregunta**: ${asked}\n   - **Por qué**: interesa.\n   - **Respuesta modelo**: ${told}\n   - **Errores**: ninguno.\n`,
    ).join('');
    const questions = readFrom(text);
    expect(questions.map(({ title, number }) => [number, title])).toEqual(
      CARDS.map(([asked], i) => [i + 1, asked]),
    );
    for (const [i, { answer }] of questions.entries()) expect(answer.text).toContain(CARDS[i]?.[1]);
  });

  it.each([
    [
      'a callout',
      (asked: string, told: string, i: number) =>
        `> [!question] Card ${i}\n> **Prompt:** ${asked}\n> **Level:** Entry\n> **Model answer:** ${told}\n\n`,
    ],
    [
      'definitions',
      (asked: string, told: string) =>
        `Question\n: ${asked}\n\nPurpose\n: Depth.\n\nSuggested answer\n: ${told}\n\n---\n\n`,
    ],
    [
      'labels in italics',
      (asked: string, told: string) =>
        `_Pergunta:_ ${asked}\n\n_Dificuldade:_ alta\n\n_Resposta esperada:_ ${told}\n\n---\n\n`,
    ],
    [
      'labels alone',
      (asked: string, told: string) =>
        `**Question**\n${asked}\n\n**Company**\nInitech\n\n**Solution**\n${told}\n\n---\n\n`,
    ],
    [
      'a list below its topic',
      (asked: string, told: string, i: number) =>
        `${i}. Card: On call\n   - Question: ${asked}\n   - Time: 10 min\n   - Sample answer: ${told}\n`,
    ],
    [
      'an answer by no usual name',
      (asked: string, told: string, i: number) =>
        `### ${i}. A topic\n\n- **The question**: ${asked}\n- **Why**: Depth.\n- **What to say**: ${told}\n\n`,
    ],
  ])('may be written as %s, below a line with a colon', (_, write) => {
    const text = `# Storage\n\nTotal time: 60 minutes. Choose three cards.\n\n${CARDS.map(([asked, told], i) => write(asked, told, i + 1)).join('')}`;
    const questions = readFrom(text);
    expect(questions.map(({ title }) => title)).toEqual(CARDS.map(([asked]) => asked));
    for (const [i, { answer }] of questions.entries()) expect(answer.text).toContain(CARDS[i]?.[1]);
  });

  it('may be two', () => {
    const text = CARDS.slice(0, 2)
      .map(
        ([asked, told], i) =>
          `## Card ${'FG'[i]} – Locks\nPrompt: ${asked}\nTime: 2 min\nModel answer: ${told}\n\n`,
      )
      .join('');
    expect(readFrom(text).map(({ title }) => title)).toEqual(CARDS.slice(0, 2).map(([asked]) => asked));
  });

  it('offers options on one line, of which one is right', () => {
    const text = CARDS.map(
      ([asked], i) =>
        `### Q-${i + 1}\n- **Question:** ${asked}\n- **Options:** A. one  B. two  C. three\n- **Answer:** B\n- **Explanation:** It counts.\n\n`,
    ).join('');
    const [first] = readFrom(text);
    expect(first?.asked?.text).toMatch(/one\n.*two\n.*three/);
    expect(first?.answer.text).toMatch(/^\*\*B\.\*\* two/);
    expect(first?.answer.text).toContain('It counts.');
  });

  it('below a heading that counts may have its answer below a heading of its own', () => {
    const text = CARDS.map(
      ([asked, told], i) =>
        `## SAQ-00${i + 1} [L3]\n**题干**：${asked}\n\n### 标准答案\n\n${told}\n\n#### 1. First part\n\nMore words.\n\n`,
    ).join('');
    const questions = readFrom(text);
    expect(questions.map(({ title }) => title)).toEqual(CARDS.map(([asked]) => asked));
    for (const { answer } of questions) expect(answer.text).toContain('More words.');
  });

  it('is told by its lines in the file', () => {
    const text = writtenAs(
      FIELDS['facts above the question'] ?? (() => []),
      LINES['plain items'] ?? (() => ''),
      () => '',
    );
    const asked = text.split('\n').flatMap((line, i) => (line.startsWith('- Question:') ? [i + 1] : []));
    expect(readFrom(text).map(({ line }) => line)).toEqual(asked);
  });
});

describe('no record', () => {
  it('is a list of questions below a label', () => {
    const text = ['Queues', 'Locks', 'Caches']
      .map(
        (topic) =>
          `## ${topic}\n\n**Interview questions:**\n\n- What are ${topic} for?\n- When do ${topic} fail?\n\n**Model answers:**\n\n- They decouple.\n\n`,
      )
      .join('');
    expect(readFrom(text).map(({ title }) => title)).toContain('When do Queues fail?');
  });

  it('is a table of the fields of a program', () => {
    const names = ['due', 'new', 'held', 'question', 'answer'];
    const table = `| field | meaning |\n|---|---|\n${names.map((name) => `| \`${name}\` | its ${name} |`).join('\n')}\n`;
    expect(
      readFrom(`# Output\n\n${[1, 2, 3].map((part) => `## Part ${part}\n\n${table}`).join('\n')}`),
    ).toEqual([]);
  });
});
