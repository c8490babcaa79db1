// The questions of an Aiken file, line by line: words, options in the order of their letters, the answer, and what tools add
// below it. Knows those lines; how a question is put into words is aiken.ts' part.
import type { Stretch } from './made-source.ts';
import { letterOf } from './option-answer.ts';

const OPTION = /^\s*([A-Za-z])[.)]\s*(\S[^\n]*)$/;
const ANSWER =
  /^\s*ANSWER\s{0,3}[:：]\s{0,3}([A-Za-z](?:\s{0,3}(?:,|;|&|and)\s{0,3}[A-Za-z]){0,9})\s*\.?\s*$/i;
const ANY_ANSWER = /^\s*ANSWER\s{0,3}[:：]/i;
const MORE = /^\s*(?:FEEDBACK|EXPLANATION|REASON|RATIONALE|JUSTIFICATION)\s{0,3}[:：]\s{0,3}(\S[^\n]*)$/i;
/** What a line ends in that goes on below an empty line. */
const GOES_ON = /[?？:]\s*$/;

type Line = Stretch & { readonly words: string };

/** A question as its lines give it. */
export type AikenQuestion = {
  readonly stem: readonly string[];
  readonly at: number;
  readonly options: readonly { readonly letter: string; readonly text: string }[];
  /** Letters, as they are written behind `ANSWER:`; none when there is no such line. */
  readonly right: readonly string[];
  readonly answerAt: number;
  readonly explanation: readonly string[];
};

export type AikenFile = {
  readonly questions: readonly AikenQuestion[];
  /** Where lines stand that tell the answer of no question. */
  readonly stray: readonly number[];
};

type Reading = {
  stem: string[];
  at: number;
  options: { readonly letter: string; readonly words: string[] }[];
  right: readonly string[];
  answerAt: number;
  explanation: string[];
};

const begun = (line?: Line): Reading => ({
  stem: line ? [line.words] : [],
  at: line?.start ?? -1,
  options: [],
  right: [],
  answerAt: -1,
  explanation: [],
});

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

/** Takes a line of the words of a question. What an empty line parts from it is a title of the file, unless it goes on. */
function addToStem(reading: Reading, line: Line, blank: boolean): Reading {
  const above = reading.stem.at(-1);
  const isApart = blank && above !== undefined && !/^\s/.test(line.words) && !GOES_ON.test(above);
  if (above === undefined || isApart) return begun(line);
  reading.stem.push(blank ? `\n${line.words}` : line.words);
  return reading;
}

/** Takes a line below a question; gives what is being read from then on. */
function addLine(reading: Reading, line: Line, blank: boolean, done: (one: Reading) => void): Reading {
  const [, letter = '', words = ''] = OPTION.exec(line.words) ?? [];
  const upper = letter.toUpperCase();
  if (upper !== '' && upper === letterOf(reading.options.length) && reading.stem.length > 0) {
    reading.options.push({ letter: upper, words: [words.trim()] });
    return reading;
  }
  if (reading.options.length === 0) return addToStem(reading, line, blank);
  if (!blank) {
    reading.options.at(-1)?.words.push(line.words.trim());
    return reading;
  }
  // Options, an empty line, and no answer: the next question begins.
  done(reading);
  return begun(line);
}

/** Reads a file. Linear in its length. */
export function aikenQuestions(text: string): AikenFile {
  const all: Reading[] = [];
  const stray: number[] = [];
  const done = (one: Reading): void => {
    if (one.options.length > 1) all.push(one);
  };
  let reading = begun();
  let blank = false;
  for (const line of linesOf(text)) {
    const more = reading.stem.length === 0 ? MORE.exec(line.words)?.[1] : undefined;
    if (line.words.trim() === '') {
      blank = true;
      continue;
    }
    if (more !== undefined) all.at(-1)?.explanation.push(more);
    else if (ANY_ANSWER.test(line.words)) {
      const answer = ANSWER.exec(line.words)?.[1];
      reading.right = answer?.toUpperCase().match(/\b[A-Z]\b/g) ?? [];
      reading.answerAt = line.start;
      if (answer === undefined || reading.options.length < 2) stray.push(line.start);
      done(reading);
      reading = begun();
    } else reading = addLine(reading, line, blank, done);
    blank = false;
  }
  done(reading);
  const questions = all.map((one): AikenQuestion => ({
    ...one,
    options: one.options.map(({ letter, words }) => ({ letter, text: words.join(' ') })),
  }));
  return { questions, stray };
}
