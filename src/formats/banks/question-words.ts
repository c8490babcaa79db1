// The words of a question that a field gives in one text: its title, and what else stands there, such as code to look at.
// Knows lines and paragraphs; knows nothing of answers.
import { fencedCode } from '../html-pieces.ts';
import { asksAtEnd } from './asking.ts';

/** A question's words: the title on one line, and the rest of them as Markdown, empty when there is none. */
export type QuestionWords = { readonly title: string; readonly rest: string; readonly number?: number };

const LEAD =
  /^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:(?:Q|Question|Frage|Pregunta|Domanda|Вопрос)\s{0,2}[.#:]?\s{0,2}(\d{1,5})?\s{0,2}[.):：-]|(\d{1,5})\s{0,2}[.)](?!\d))(?:\*\*)?\s{1,4}(?=\S)/iu;
const CODE = /^[ \t]{0,3}(?:`{3,}|~{3,})|^(?: {4}|\t)/m;
const INDENT = /^(?: {4}|\t)/;
/** Longer words are a text with a question in it. */
const LONGEST_TITLE = 400;
const LONGEST_SENTENCE = 300;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A title without the marks of Markdown that only say that it is one. */
function bare(title: string): string {
  const words = oneLine(title).replace(/^#{1,6} /, '');
  const bold = /^(\*\*|__)([^*_]{1,600})\1$/.exec(words)?.[2];
  return bold ?? words;
}

const join = (some: readonly string[]): string =>
  some
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join('\n\n');

/** Code that is set apart by its indent, in a fence: at the start of a text an indent says nothing. */
function asFence(code: string): string {
  if (!INDENT.test(code)) return code;
  const lines = code.split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && !INDENT.test(line));
  const inside = (end === -1 ? lines : lines.slice(0, end)).map((line) => line.replace(INDENT, ''));
  const below = end === -1 ? '' : `\n\n${lines.slice(end).join('\n')}`;
  return fencedCode(inside.join('\n').trimEnd(), '') + below;
}

/** A title for a long text: its last sentence that asks, else its first. */
function sentenceOf(text: string): string {
  const sentences = oneLine(text).split(/(?<=[.!?。？！]["”)*]{0,2})\s+/);
  const asking = sentences.findLast((each) => asksAtEnd(each) && each.length <= LONGEST_SENTENCE);
  const first = sentences[0] ?? '';
  return (
    asking ?? (first.length <= LONGEST_SENTENCE ? first : `${first.slice(0, LONGEST_SENTENCE).trimEnd()} …`)
  );
}

/** The title, and what else there is: paragraphs around the one that asks, or all of a text that is one paragraph. */
function parted(text: string): readonly [title: string, rest: string] {
  const start = CODE.exec(text)?.index;
  const words = start === undefined ? text : text.slice(0, start);
  const code = start === undefined ? '' : asFence(text.slice(start).trimEnd());
  const whole = oneLine(words);
  if (whole.length <= LONGEST_TITLE) return [whole, code];
  const paragraphs = words.split(/\n[ \t]*\n/).filter((each) => each.trim() !== '');
  const at = Math.max(
    0,
    paragraphs.findLastIndex((each) => asksAtEnd(each)),
  );
  const title = paragraphs[at] ?? '';
  const others = [...paragraphs.slice(0, at), ...paragraphs.slice(at + 1)];
  const short = paragraphs.length > 1 && oneLine(title).length <= LONGEST_TITLE;
  const rest = short ? join(others) : words.trim();
  return [short ? title : sentenceOf(title), code === '' ? rest : `${rest}\n\n${code}`];
}

/** Takes the words of a question apart. `2. What is …?` has the number 2. */
export function questionWords(text: string): QuestionWords {
  const lead = LEAD.exec(text.slice(0, 200));
  const number = lead?.[1] ?? lead?.[2];
  const words = lead ? text.slice(lead[0].length) : text;
  const [title, rest] = parted(words);
  // Code alone has no words: its first line has to do.
  const shown =
    bare(title) === '' ? oneLine(rest.replace(/^[`~]{3,}[^\n]*\n/, '')).slice(0, 120) : bare(title);
  return { title: shown, rest, ...(number !== undefined && { number: Number(number) }) };
}
