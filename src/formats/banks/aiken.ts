// Aiken, Moodle's plainest format: a question, options `A. …` or `A) …` a line each, and `ANSWER: B`. Knows how such a question
// is put into words; its lines are aiken-questions.ts' part.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { aikenQuestions, type AikenQuestion } from './aiken-questions.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { makerOf, type Maker, type Stretch } from './made-source.ts';
import { optionAnswer, optionList } from './option-answer.ts';
import { isPlainName } from './plain-file.ts';
import { questionWords } from './question-words.ts';

const HEAD_CHARS = 65_536;
/** Headings and lists of Markdown: there such lines belong to other shapes. */
const MARKDOWN = /^(?:#{1,6} \S|[-*+] \[|<details|---\s*$)/m;

type Placed = { readonly found: FoundQuestion; readonly points: readonly Stretch[] };

function placed(question: AikenQuestion, maker: Maker): Placed {
  const { at, right, explanation } = question;
  const words = questionWords(question.stem.join('\n'));
  const options = question.options.map(({ letter, text }) => ({ text, right: right.includes(letter) }));
  const asked = [words.rest, optionList(options)].filter((part) => part !== '').join('\n\n');
  const answerAt = question.answerAt === -1 ? at : question.answerAt;
  const found: FoundQuestion = {
    title: words.title,
    titleAt: maker.add(words.title, at),
    ...(asked !== '' && { asked: maker.add(asked, at) }),
    answer: maker.add(optionAnswer(options, explanation.join('\n\n')), answerAt),
    ...(words.number !== undefined && { number: words.number }),
  };
  const points = options.filter((option) => option.right).map(({ text }) => maker.add(text, answerAt));
  return { found, points };
}

function warning(source: Source, at: number, message: string, hint: string): Problem {
  return { severity: 'warning', code: 'question-malformed', at: source.spanAt(at, at), message, hint };
}

/** Answers that name no option of their question. */
function strange(source: Source, { right, options, answerAt }: AikenQuestion): readonly Problem[] {
  const missing = right.find((letter) => !options.some((option) => option.letter === letter));
  return missing === undefined
    ? []
    : [warning(source, answerAt, `There is no option ${missing} above.`, 'Name one of the options.')];
}

function read(source: Source): ForeignBank {
  const { questions, stray } = aikenQuestions(source.text);
  const maker = makerOf(source);
  const all = questions.map((question) => placed(question, maker));
  const made = maker.source();
  const lost = stray.map((at) =>
    warning(
      source,
      at,
      'This answers no question with options above it.',
      'Write at least two options, and `ANSWER: A`.',
    ),
  );
  return {
    source: made,
    found: all.map(({ found, points }) => {
      const keyPoints = points.map(({ start, end }) => made.textAt(start, end));
      return keyPoints.length > 0 ? { ...found, keyPoints } : found;
    }),
    problems: [...questions.flatMap((question) => strange(source, question)), ...lost],
  };
}

function recognises({ file, text }: Source): boolean {
  const head = text.slice(0, HEAD_CHARS);
  if (!isPlainName(file) || !/^\s*ANSWER\s{0,3}[:：]/im.test(head) || MARKDOWN.test(head)) return false;
  const { questions, stray } = aikenQuestions(head);
  return questions.some(({ right }) => right.length > 0) && questions.length > stray.length;
}

/** Reads Aiken. */
export const aiken: BankReader = { name: 'aiken', title: 'Aiken (Moodle)', recognises, read };
