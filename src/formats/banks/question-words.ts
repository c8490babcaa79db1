// The words of a question that a field gives in one text: its title, and what else stands there, such as code to look at.
// Knows lines and paragraphs; knows nothing of answers.
import { oneLine } from '../../core/one-line.ts';
import { fencedCode } from '../html-pieces.ts';
import { asksAtEnd } from './asking.ts';

/** A question's words: the title on one line, and the rest of them as Markdown, empty when there is none. */
export type QuestionWords = { readonly title: string; readonly rest: string; readonly number?: number };

const LEAD =
  /^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:(?:Q|Question|Frage|Pregunta|Domanda|Вопрос)\s{0,2}[.#:]?\s{0,2}(\d{1,5})?\s{0,2}[.):：-]|(\d{1,5})\s{0,2}[.)](?!\d))(?:\*\*)?\s{1,4}(?=\S)/iu;
const FENCE = /^[ \t]{0,3}(`{3,}|~{3,})/;
const INDENT = /^(?: {4}|\t)/;
/** What lines of code have and lines of words have not. */
const CODE_LINE =
  /[;{}]\s{0,9}$|^\s{0,40}[\w.]{1,60}\([^()]{0,120}\)\s?:?$|^\s{0,40}(?:(?:const|let|var|int|auto|val|my)\s)?[\w.[\]"']{1,60}\s?[-+*/%:]?=\s?\S|^\s{0,40}(?:#include|from \w+ import|import \w+$|def \w+\(|class \w+|SELECT\s.{1,200}\sFROM\s|for \w+ in\s|if .{1,100}:$|else:$|return\b)/;
/** Longer words are a text with a question in it. */
const LONGEST_TITLE = 400;
const LONGEST_SENTENCE = 300;

/** A title without the marks of Markdown that only say that it is one. */
function bare(title: string): string {
  const words = oneLine(title).replace(/^#{1,6} /, '');
  const bold = /^(\*\*|__)([^*_]{1,600})\1$/.exec(words)?.[2];
  return bold ?? words;
}

/** A paragraph, or code in its fence. */
type Part = { readonly text: string; readonly code: boolean };

/** How many of `lines` from `from` on are a block of code; 0 when none begins there. */
function codeLength(lines: readonly string[], from: number): number {
  const mark = FENCE.exec(lines[from] ?? '')?.[1];
  if (mark !== undefined) {
    const end = lines.findIndex((line, i) => i > from && line.trim().startsWith(mark));
    return (end === -1 ? lines.length : end + 1) - from;
  }
  let length = 0;
  while (INDENT.test(lines[from + length] ?? '')) length += 1;
  return length;
}

const isCode = (lines: readonly string[]): boolean =>
  lines.length > 0 &&
  lines.filter((line) => CODE_LINE.test(line.slice(0, 300))).length * 3 >= lines.length * 2;

/** A paragraph as a part: words below a line that asks may be code that was not set apart. */
function partsOf(lines: readonly string[], isFirst: boolean): readonly Part[] {
  const [first = '', ...others] = lines;
  if (isFirst && others.length > 0 && /[?？:]\s*$/.test(first) && isCode(others))
    return [
      { text: first, code: false },
      { text: fencedCode(others.join('\n'), ''), code: true },
    ];
  if (!isFirst && isCode(lines)) return [{ text: fencedCode(lines.join('\n'), ''), code: true }];
  return [{ text: lines.join('\n').trim(), code: false }];
}

/** The paragraphs and blocks of code of a text. */
function taken(text: string): readonly Part[] {
  const lines = text.split('\n');
  const parts: Part[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) parts.push(...partsOf(open, parts.length === 0));
    open = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const length = codeLength(lines, at);
    if (length > 0) {
      close();
      const block = lines.slice(at, at + length);
      const fence = FENCE.test(block[0] ?? '');
      const inside = block.map((line) => line.replace(INDENT, '')).join('\n');
      parts.push({ text: fence ? block.join('\n') : fencedCode(inside.trimEnd(), ''), code: true });
      at += length - 1;
    } else if ((lines[at] ?? '').trim() === '') close();
    else open.push(lines[at] ?? '');
  }
  close();
  return parts;
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

const join = (some: readonly Part[]): string => some.map(({ text }) => text).join('\n\n');

/** The title, and what else there is: what stands around the paragraph that asks, or all of a long text. */
function parted(parts: readonly Part[]): readonly [title: string, rest: string] {
  const asking = parts.findLastIndex(({ text, code }) => !code && asksAtEnd(text));
  const words = parts.findIndex(({ code }) => !code);
  const at = asking === -1 ? words : asking;
  const one = parts[at];
  // Code alone has no words: its first line has to do.
  if (!one)
    return [oneLine((parts[0]?.text ?? '').replace(/^[`~]{3,}[^\n]*\n/, '')).slice(0, 120), join(parts)];
  const plain = parts.every(({ code }) => !code);
  if (asking === -1 && plain && oneLine(join(parts)).length <= LONGEST_TITLE)
    return [oneLine(join(parts)), ''];
  const short = oneLine(one.text).length <= LONGEST_TITLE;
  return short ? [one.text, join(parts.filter((_, i) => i !== at))] : [sentenceOf(one.text), join(parts)];
}

/** Takes the words of a question apart. `2. What is …?` has the number 2. */
export function questionWords(text: string): QuestionWords {
  const lead = LEAD.exec(text.slice(0, 200));
  const number = lead?.[1] ?? lead?.[2];
  const [title, rest] = parted(taken(lead ? text.slice(lead[0].length) : text));
  // Bold that began before the number ends behind the words.
  const words = lead?.[0].includes('**') ? title.replace(/\*\*\s*$/, '') : title;
  return { title: bare(words), rest, ...(number !== undefined && { number: Number(number) }) };
}
