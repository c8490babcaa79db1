// Aiken, Moodle's plainest format: a question, options `A. …` or `A) …` a line each, and `ANSWER: B`. Knows those lines, and what
// tools add behind them.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { makerOf, type Stretch } from './made-source.ts';
import { letterOf, optionAnswer, optionList, type Option } from './option-answer.ts';
import { isPlainName } from './plain-file.ts';
import { questionWords } from './question-words.ts';

const OPTION = /^\s*([A-Za-z])[.)]\s+(\S[^\n]*)$/;
const ANSWER =
  /^\s*ANSWER\s{0,3}[:：]\s{0,3}([A-Za-z](?:\s{0,3}(?:,|;|&|and)\s{0,3}[A-Za-z]){0,9})\s*\.?\s*$/i;
const MORE = /^\s*(?:FEEDBACK|EXPLANATION|REASON|RATIONALE|JUSTIFICATION)\s{0,3}[:：]\s{0,3}(\S[^\n]*)$/i;
const HEAD_CHARS = 65_536;
/** Headings and lists of Markdown: there such lines belong to other shapes. */
const MARKDOWN = /^(?:#{1,6} \S|[-*+] \[|<details|---\s*$)/m;

type Line = Stretch & { readonly words: string };
type Listed = { readonly letter: string; readonly words: string[] };

/** A question while its lines are read. */
type Reading = {
  /** Lines of the question. */
  readonly stem: Line[];
  readonly options: Listed[];
  right: readonly string[];
  answerAt: number;
  readonly explanation: string[];
};

const empty = (): Reading => ({ stem: [], options: [], right: [], answerAt: -1, explanation: [] });

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ start, end, words: text.slice(start, end).trimEnd() });
    start = end + 1;
  }
  return lines;
}

/** The letter of the next option; lists that do not begin with A are text. */
const expected = ({ options }: Reading): string => letterOf(options.length);

type Found = { readonly questions: readonly Reading[]; readonly unanswered: readonly Reading[] };

/** Takes the questions out of a text. */
function questionsIn(text: string): Found {
  const questions: Reading[] = [];
  const unanswered: Reading[] = [];
  let reading = empty();
  let blank = false;
  for (const line of linesOf(text)) {
    if (line.words.trim() === '') {
      blank = true;
      continue;
    }
    const done = questions.at(-1);
    const more = done && reading.stem.length === 0 ? MORE.exec(line.words)?.[1] : undefined;
    const answer = reading.options.length > 1 ? ANSWER.exec(line.words)?.[1] : undefined;
    const [, letter = '', words = ''] = OPTION.exec(line.words) ?? [];
    if (more !== undefined) done?.explanation.push(more);
    else if (answer !== undefined) {
      reading.right = answer.toUpperCase().match(/\b[A-Z]\b/g) ?? [];
      reading.answerAt = line.start;
      questions.push(reading);
      reading = empty();
    } else if (letter.toUpperCase() === expected(reading) && reading.stem.length > 0) {
      reading.options.push({ letter: letter.toUpperCase(), words: [words.trim()] });
    } else if (reading.options.length > 1 && blank) {
      // Options, an empty line, and no answer: the next question begins.
      unanswered.push(reading);
      reading = { ...empty(), stem: [line] };
    } else if (reading.options.length > 0) reading.options.at(-1)?.words.push(line.words.trim());
    else {
      // What an empty line parts from the question is a title of the file, unless it asks something itself.
      const above = reading.stem.at(-1)?.words ?? '';
      const isApart = blank && !/^\s/.test(line.words) && !/[?？:]\s*$/.test(above);
      if (isApart) reading = empty();
      reading.stem.push(blank && reading.stem.length > 0 ? { ...line, words: `\n${line.words}` } : line);
    }
    blank = false;
  }
  if (reading.options.length > 1) unanswered.push(reading);
  return { questions, unanswered };
}

function read(source: Source): ForeignBank {
  const { questions, unanswered } = questionsIn(source.text);
  const maker = makerOf(source);
  const made = [...questions, ...unanswered]
    .toSorted((a, b) => (a.stem[0]?.start ?? 0) - (b.stem[0]?.start ?? 0))
    .map((reading) => {
      const at = reading.stem[0]?.start ?? 0;
      const words = questionWords(reading.stem.map((line) => line.words).join('\n'));
      const options = reading.options.map(({ letter, words: lines }): Option => ({
        text: lines.join(' '),
        right: reading.right.includes(letter),
      }));
      const right = options.filter((option) => option.right).map(({ text }) => text);
      const asked = [words.rest, optionList(options)].filter((part) => part !== '').join('\n\n');
      const answerAt = reading.answerAt === -1 ? at : reading.answerAt;
      const found: FoundQuestion = {
        title: words.title,
        titleAt: maker.add(words.title, at),
        ...(asked !== '' && { asked: maker.add(asked, at) }),
        answer: maker.add(optionAnswer(options, reading.explanation.join('\n\n')), answerAt),
        ...(words.number !== undefined && { number: words.number }),
      };
      return { found, reading, points: right.map((text) => maker.add(text, answerAt)) };
    });
  const whole = maker.source();
  const problems = made.flatMap(({ found, reading: { right, answerAt, options } }): readonly Problem[] => {
    const strange = right.find((letter) => !options.some((option) => option.letter === letter));
    if (strange === undefined) return [];
    return [
      {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(answerAt, answerAt),
        message: `There is no option ${strange} for “${found.title.slice(0, 60)}”.`,
        hint: 'Name one of the options above.',
      },
    ];
  });
  return {
    source: whole,
    found: made.map(({ found, points }) => ({
      ...found,
      ...(points.length > 0 && { keyPoints: points.map(({ start, end }) => whole.textAt(start, end)) }),
    })),
    problems,
  };
}

/** Reads Aiken. */
export const aiken: BankReader = {
  name: 'aiken',
  title: 'Aiken (Moodle)',
  recognises: ({ file, text }) => {
    if (!isPlainName(file)) return false;
    const head = text.slice(0, HEAD_CHARS);
    return (
      /^\s*ANSWER\s{0,3}[:：]/im.test(head) && !MARKDOWN.test(head) && questionsIn(head).questions.length > 0
    );
  },
  read,
};
