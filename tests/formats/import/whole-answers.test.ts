// Answers of two parts of every kind, below questions of every form: all of it is in the answer of its question.
import { expect, test } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { someOf } from '../../support/rounds.ts';

const QUESTIONS = [
  'What is a mutex?',
  'How does MVCC work?',
  'Why did you choose Kafka?',
  'When do you shard?',
  'What does fsync cost?',
];

/** Apart from those that may begin something else: a numbered list below a number, and a line of only bold words. */
const PARTS: Readonly<Record<string, (word: string) => string>> = {
  prose: (word) => `It is ${word} in short.`,
  lines: (word) => `One line on ${word}\nand the next line.`,
  'a bold label': (word) => `**Example**: ${word} here.`,
  'bold words': (word) => `**${word}** opens once.`,
  italics: (word) => `*Hint ${word}*`,
  bullets: (word) => `- first ${word}\n- second`,
  stars: (word) => `* first ${word}\n* second`,
  code: (word) => `\`\`\`js\nconst ${word} = 1;\n\`\`\``,
  'a quote': (word) => `> said ${word} once`,
  'a table': (word) => `| a | b |\n|---|---|\n| ${word} | 2 |`,
  'a label': (word) => `Note: ${word} matters.`,
  math: (word) => `$$\nx = ${word}\n$$`,
  'a link': (word) => `[${word}](https://a.example/b)`,
  'a task': (word) => `Use ${word} to check it.`,
  HTML: (word) => `<b>${word}</b> is fast.`,
  'steps below a colon': (word) => `Steps for ${word}:\n\n- one\n- two`,
};

const indented = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by);

const FORMS: Readonly<Record<string, (question: string, answer: string, number: number) => string>> = {
  headings: (question, answer) => `### ${question}\n\n${answer}\n`,
  'headings without a gap': (question, answer) => `### ${question}\n${answer}\n`,
  'numbered headings': (question, answer, number) => `## ${number}. ${question}\n\n${answer}\n`,
  'bold lines': (question, answer) => `**${question}**\n\n${answer}\n`,
  'bold lines with numbers': (question, answer, number) => `**${number}. ${question}**\n\n${answer}\n`,
  numbers: (question, answer, number) => `${number}. ${question}\n\n${indented(answer, '   ')}\n`,
  'numbers with a tab': (question, answer, number) => `${number}. ${question}\n\n${indented(answer, '\t')}\n`,
  'numbers at the margin': (question, answer, number) => `${number}. ${question}\n\n${answer}\n`,
  'bold numbers at the margin': (question, answer, number) => `${number}. **${question}**\n\n${answer}\n`,
  bullets: (question, answer) => `- ${question}\n${indented(answer, '  ')}`,
  'bold bullets': (question, answer) => `- **${question}**\n\n${indented(answer, '    ')}\n`,
  elements: (question, answer) => `<details>\n<summary>${question}</summary>\n\n${answer}\n\n</details>\n`,
};

const pairs = Object.keys(PARTS).flatMap((first) =>
  Object.keys(PARTS).flatMap((second) => (first === second ? [] : [[first, second] as const])),
);

const forms = Object.entries(FORMS).map(([name, form], at) => [name, form, at] as const);

test.each(forms)('%s', (_, form, at) => {
  const cut = someOf(pairs, 4, at).filter(([first, second]) => {
    const words = QUESTIONS.map((_question, i) => [`ka${i}x`, `kb${i}x`] as const);
    const answers = words.map(([a, b]) => `${PARTS[first]?.(a)}\n\n${PARTS[second]?.(b)}`);
    const text = QUESTIONS.map((question, i) => form(question, answers[i] ?? '', i + 1)).join('\n');
    const { questions } = readBankFile(openSource('notes.md', `# Systems\n\n${text}`), 'bank');
    const isWhole = questions.every(
      ({ title, answer }, i) =>
        title === QUESTIONS[i] && words[i]?.every((word) => answer.text.includes(word)),
    );
    return questions.length !== QUESTIONS.length || !isWhole;
  });
  expect(cut.map((names) => names.join(', then '))).toEqual([]);
});
