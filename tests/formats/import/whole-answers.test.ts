// Answers of two parts of every kind, below questions of every form: all of it is in the answer of its question.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { writeQuestion, writtenQuestion } from '../../../src/formats/question/question-writer.ts';
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
  const cut = someOf(pairs, 8, at).filter(([first, second]) => {
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

/** Labels, and lists and replies of follow-ups, in front of and behind which an answer may go on. */
const LABELLED: Readonly<Record<string, (word: string) => string>> = {
  answer: (word) => `**Answer:** The ${word} one.`,
  'a tip': (word) => `**Tip:** say ${word} early.`,
  'a marked pitfall': (word) => `⚠️ **Pitfall:** no ${word} here.`,
  numbers: (word) => `**Key numbers:**\n* ${word} at [X] ms`,
  points: (word) => `**Key points:**\n- ${word} is fast\n- and cheap`,
  'points with a quote': (word) => `**Key points:**\n- it is fast\n  > said ${word}\n- and cheap`,
  'points with code': (word) => `**Key points:**\n- it is fast\n\n\`\`\`js\n${word}();\n\`\`\``,
  situation: (word) => `**Situation:** The ${word} was late.`,
  lesson: (word) => `**Lesson:** Ask ${word} first.\n\nAlways.`,
  rule: (word) => `---\n\nBelow ${word} there is more.`,
  'one follow-up': (word) => `**Follow-up:** Why not ${word}?`,
  'a follow-up with a reply': (word) => `Follow-up: "And then?"\n\nIt is ${word}.`,
  'some on one line': (word) => `*Follow-ups:* Why so? / How is ${word}?`,
  'a list of follow-ups': (word) => `**Follow-ups:**\n- Why not ${word}?\n- And then?`,
  'a list right above a label': (word) => `**Follow-ups:**\n- Why so?\n**Tip:** say ${word}.`,
  'a list right above a heading': (word) => `Follow-ups:\n1. Why so?\n#### Numbers\n- [N] ${word}s`,
  'a list with a quote and a table': (word) =>
    `**Follow-up questions:**\n- Why so?\n  > said ${word}\n\n  | a |\n  |---|\n  | x${word} |\n- And then?`,
  'replies at the margin': (word) =>
    `**Likely follow-ups**\n\n1. Why so?\n\nAs ${word}.\n\n2. And then?\n\nNot x${word}.`,
  'bold follow-ups': (word) => `**Follow-ups:**\n\n**Why so?** As ${word}.\n\n**And then?**\n\nNot x${word}.`,
  'headed follow-ups': (word) =>
    `#### Follow-ups\n\n##### Why so?\n\nAs ${word}.\n\n##### And then?\n\n#### Pitfalls\n\nNot x${word}.`,
};

const ALL = Object.values({ ...PARTS, ...LABELLED });
const body = fc.array(fc.nat(ALL.length - 1), { minLength: 1, maxLength: 5 });
const HOLDING = ['headings', 'numbered headings', 'bold lines', 'bold lines with numbers', 'elements'];

test('nothing below a question is lost, whatever follows its follow-ups', () => {
  const guides = fc.tuple(fc.constantFrom(...HOLDING), fc.tuple(body, body, body, body, body));
  fc.assert(
    fc.property(guides, ([name, bodies]) => {
      const words = bodies.map((parts, i) => parts.map((_, at) => `k${'abcde'[i]}${'uvwxy'[at]}word`));
      const text = bodies.map((parts, i) => {
        const all = parts.map((part, at) => ALL[part]?.(words[i]?.[at] ?? '') ?? '');
        // A heading ends a question in bold.
        const said = name.startsWith('bold') ? all.filter((one) => !one.includes('####')) : all;
        return FORMS[name]?.(QUESTIONS[i] ?? '', said.join('\n\n'), i + 1) ?? '';
      });
      const { questions } = readBankFile(openSource('notes.md', `# Systems\n\n${text.join('\n')}`), 'bank');
      // Labels in bold and lists compete with questions in bold.
      const isRead = questions.every(({ title }, i) => title === QUESTIONS[i]);
      fc.pre((isRead && questions.length === QUESTIONS.length) || !name.startsWith('bold'));
      const files = questions.map((one) => writeQuestion(writtenQuestion(one))).join('\n');
      const said = new Set(text.join(' ').match(/x?k\w\wword/g));
      expect([...said].filter((word) => !files.includes(word))).toEqual([]);
    }),
  );
});
