// Which options of a multiple-choice question are right, and where its explanation begins: `**Answer:** B`, `#### Answer: C`,
// `Correct: A and D`, or marks on the options themselves. Knows lines below options; knows nothing of what is asked.
import type { Choices } from './choices.ts';
import type { Stretch } from './made-source.ts';
import type { SheetLine } from './sheet-lines.ts';

/** What is right. */
export type RightAnswer = {
  /** Indexes of options. */
  readonly right: readonly number[];
  /** The line that says so, as far as it says nothing else; empty when the options are marked. */
  readonly said?: Stretch;
};

const ANSWER =
  /^[\s>]{0,12}(?:#{1,6}\s{1,3})?(?:[-+]\s{1,3})?[*_]{0,3}(?:[✅✔👉]\ufe0f?\s{0,2})?(?:the\s)?(?:(?:correct|right|expected)\s)?(?:answers?|ans|key|solution|correct|correct options?)(?:\s?\(s\))?(?:\s(?:is|are))?(?=[\s*_.:：=–—-])[\s*_`([.:：=–—-]{0,12}/iu;
/** In an element that is called `Answer`, whatever the language. */
const ANY_LABEL =
  /^[\s>]{0,12}(?:#{1,6}\s{1,3})?[*_]{0,3}(?:[^\s:：]{1,30}\s{1,2}){0,3}[^\s:：]{0,30}\s{0,2}[:：][\s*_`([]{0,8}/u;
const BARE_LABEL = /^[\s>]{0,12}(?:#{1,6}\s{1,3})?[*_`([]{0,4}(?=[\p{L}1-9](?:[*_`)\].:\s]|$))/iu;
const LABEL = /^(?:option\s)?([\p{L}1-9])(?![\p{L}\p{M}\p{N}])/iu;
const BETWEEN =
  /^[*_`)\].]{0,4}\s{0,2}(?:,|&|\/|\+|and\b|y\b|und\b|et\b|e\b|и\b|、|，)\s{0,2}(?:and\s)?[*_`([]{0,4}/iu;
const LONGEST_LINE = 600;
/** The line that tells the answer is looked for this far below. */
const MOST_LINES = 60;

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[*_`\\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.;,\s]+$/, '')
    .trim();

/** Labels at the start of `words`: which options they name, and how many characters they take. */
function labelsAt(
  words: string,
  choices: Choices,
): { readonly right: readonly number[]; readonly length: number } {
  const right: number[] = [];
  let length = 0;
  for (let at = 0; at < words.length;) {
    const label = LABEL.exec(words.slice(at, at + 12));
    const index = choices.options.findIndex((one) => one.label === label?.[1]?.toUpperCase());
    if (!label || index === -1) break;
    right.push(index);
    length = at + label[0].length;
    const between = BETWEEN.exec(words.slice(length, length + 24));
    if (!between) break;
    at = length + between[0].length;
  }
  return { right: [...new Set(right)], length };
}

const optionWords = (text: string, choices: Choices): readonly string[] =>
  choices.options.map(({ text: { start, end } }) => plain(text.slice(start, end)));

/** The option whose words stand at the start of `words`. */
function optionNamed(text: string, words: string, choices: Choices): number {
  const said = plain(words);
  if (said === '') return -1;
  const options = optionWords(text, choices);
  const same = options.indexOf(said);
  return same === -1 ? options.findIndex((each) => each.length > 2 && said.startsWith(each)) : same;
}

/** How much of `words` repeats the option named, with its punctuation. */
function repeated(text: string, words: string, choices: Choices, right: readonly number[]): number {
  const start = /^[*_`)\].,;:：\s–—-]*/.exec(words)?.[0].length ?? 0;
  const only = right.length === 1 ? choices.options[right[0] ?? 0] : undefined;
  const option = only && text.slice(only.text.start, only.text.end).trim();
  if (!option || !plain(words.slice(start)).startsWith(plain(option))) return start;
  const after = words.slice(start);
  const length = after.startsWith(option) ? option.length : after.length;
  return start + length + (/^[*_`)\].,;:：\s–—-]*/.exec(after.slice(length))?.[0].length ?? 0);
}

/** `A closure is …` says no letter. */
function isArticle(words: string, length: number): boolean {
  return length === 1 && /^[Aa]\s+[a-z]/.test(words);
}

function answerOn(
  text: string,
  line: SheetLine,
  choices: Choices,
  inElement: boolean,
): RightAnswer | undefined {
  const words = text.slice(line.start, Math.min(line.end, line.start + LONGEST_LINE));
  const opening =
    ANSWER.exec(words) ?? (inElement ? (ANY_LABEL.exec(words) ?? BARE_LABEL.exec(words)) : null);
  if (!opening) return undefined;
  const rest = words.slice(opening[0].length);
  const { right, length } = labelsAt(rest, choices);
  const first = choices.options[right[0] ?? -1];
  const article =
    isArticle(rest, length) &&
    !(first && plain(rest.slice(1)).startsWith(plain(text.slice(first.text.start, first.text.end))));
  const from = line.start + opening[0].length;
  if (right.length > 0 && !article) {
    const more = repeated(text, rest.slice(length), choices, right);
    return { right, said: { start: line.start, end: Math.min(line.end, from + length + more) } };
  }
  const named = optionNamed(text, rest, choices);
  return named === -1 ? undefined : { right: [named], said: { start: line.start, end: line.end } };
}

/** Options that are all in bold but one are no sign; one in bold among others is. */
function boldOption(text: string, choices: Choices): number {
  const bold = choices.options.map(({ text: { start, end } }) =>
    /^(\*\*|__)[^*_].*\1$/.test(text.slice(start, end).trim()),
  );
  return bold.filter(Boolean).length === 1 && bold.length > 2 ? bold.indexOf(true) : -1;
}

/**
 * Finds out which options are right; undefined where nothing says so.
 * @param below lines that may tell it: those below the options, or in the element of the answer
 * @param inElement true for lines of an element that is called `Answer`
 */
export function rightAnswer(
  text: string,
  choices: Choices,
  below: readonly SheetLine[],
  inElement: boolean,
): RightAnswer | undefined {
  const marked = choices.options.flatMap(({ marked: is }, i) => (is ? [i] : []));
  if (marked.length > 0 && (marked.length < choices.options.length || choices.style === 'box'))
    return { right: marked };
  let seen = 0;
  for (const line of below) {
    if (line.code || text.slice(line.start, line.end).trim() === '') continue;
    seen += 1;
    const answer = answerOn(text, line, choices, inElement && seen === 1);
    if (answer) return answer;
    if (seen > MOST_LINES) break;
  }
  const bold = boldOption(text, choices);
  return bold === -1 ? undefined : { right: [bold] };
}
