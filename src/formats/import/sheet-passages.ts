// The `<details>` elements of a Markdown file, nested and with summaries, and callouts that ask. Tolerates unclosed
// tags. Linear in the length of the file.
import { QUESTION_WORD } from './guide-headings.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { markdownOf } from '../markdown/from-html.ts';
import type { CodeFence, TextLine } from '../markdown/outline.ts';
import { type Fragment, insideOf, type TextMaker, lineFrom } from './made-source.ts';
import { asksAtEnd, mayAsk } from './words.ts';

export type Details = Readonly<ReturnType<typeof detailsIn>[number]> & {
  /** A callout: each line of its body is quoted. */
  readonly quoted?: true;
};

const TAG = /<(\/?)(details|summary)(?:\s[^<>]{0,300})?>/gi;

type Element = {
  readonly start: number;
  /** Where its own tag ends. */
  readonly head: number;
  /** The next tag of an element, at which it ends if it is never closed. */
  next?: number;
  close?: Range;
  summary?: Range;
  bodyStart?: number;
};

export function detailsIn(text: string, fences: readonly CodeFence[]) {
  if (!/<(?:details|summary)/i.test(text)) return [];
  const inCode = insideOf(fences.map(({ start, next }) => ({ start, end: next })));
  const found: Element[] = [];
  const stack: Element[] = [];
  for (const { 0: tag, 1: slash, 2: name, index: start } of text.matchAll(TAG)) {
    // A tag in backticks is only mentioned.
    if (inCode(start) || text.charAt(start - 1) === '`') continue;
    const end = start + tag.length;
    const closes = slash === '/';
    const isSummary = name?.toLowerCase() === 'summary';
    const [last, open] = [found.at(-1), stack.at(-1)];
    if (!isSummary && last) last.next ??= start;
    if (!isSummary && !closes) {
      const one: Element = { start, head: end };
      found.push(one);
      stack.push(one);
    } else if (!open) continue;
    else if (!isSummary) {
      open.close = { start, end };
      stack.pop();
    } else if (!closes) open.summary ??= { start: end, end };
    else if (open.summary && open.bodyStart === undefined) {
      open.summary = { start: open.summary.start, end: start };
      open.bodyStart = end;
    }
  }
  return found.map(({ start, head, next = text.length, close, summary, bodyStart }) => {
    const [bodyEnd, end] = [close?.start ?? next, close?.end ?? next];
    const isWhole = summary && summary.end <= bodyEnd && bodyStart !== undefined;
    const from = isWhole ? bodyStart : head;
    const body = { start: from, end: Math.max(from, bodyEnd) };
    return { start, end, summary: isWhole ? summary : { start: head, end: head }, body };
  });
}

const CALLOUT = /^ {0,3}>[ \t]?\[!(?:question|help|faq)\][-+]?[ \t]+(?=\S)/i;
/** `> **Possible question:** Why?`, `> Q: Why?` */
const QUOTED_LABEL = new RegExp(
  `^ {0,3}>[ \\t]?(\\*\\*|__)?(?:[\\p{L}-]{1,20} ){0,2}${QUESTION_WORD}\\s?\\d{0,4}(?:\\1[:：]|[:：]\\1|[:：])[ \\t]+(?=\\S)`,
  'iu',
);
const QUOTED = /^ {0,3}>[ \t]?/;

/** `> [!question] Why?` in notes of Obsidian, and a label such as `> Question: Why?`, with the quoted lines below. */
export function calloutsIn(text: string, lines: readonly TextLine[]): readonly Details[] {
  const found: Details[] = [];
  let open: Details | undefined;
  for (const { start, end, next, code } of lines) {
    const head = text.slice(start, Math.min(end, start + 80));
    const mark = code ? null : (CALLOUT.exec(head) ?? QUOTED_LABEL.exec(head));
    if (mark) {
      const summary = trimmedRange(text, { start: start + mark[0].length, end });
      open = { start, end: next, summary, body: { start: next, end: next }, quoted: true };
      found.push(open);
    } else if (open && QUOTED.test(head)) {
      open = { ...open, end: next, body: { start: open.body.start, end: next } };
      found[found.length - 1] = open;
    } else open = undefined;
  }
  // A label alone in its quote has its answer behind that.
  return found.filter(
    (one) => CALLOUT.test(text.slice(one.start, one.start + 80)) || one.body.end > one.body.start,
  );
}

export type Part = Range | Fragment;

export type PassageSource = {
  readonly source: Source;
  readonly lines: readonly TextLine[];
  readonly maker: TextMaker;
};

const isFragment = (part: Part): part is Fragment => 'text' in part;

export function linesWithin(lines: readonly TextLine[], { start, end }: Range): readonly TextLine[] {
  const within: TextLine[] = [];
  const first = lineFrom(lines, start);
  const before = lines[first - 1];
  for (let i = before && before.next > start ? first - 1 : first; ; i += 1) {
    const line = lines[i];
    if (!line || line.start >= end) return within;
    within.push({
      start: Math.max(line.start, start),
      end: Math.max(Math.max(line.start, start), Math.min(line.end, end)),
      next: Math.min(line.next, end),
      code: line.code,
    });
  }
}

export function trimmedRange(text: string, { start, end }: Range): Range {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + raw.trimEnd().length) };
}

/** What is around parts of a text, which are in order and may be outside. */
export function gapsBetween({ start, end }: Range, parts: readonly Range[]): readonly Range[] {
  const within = (at: number): number => Math.max(start, Math.min(at, end));
  const stops = [...parts.map((part) => part.start), end];
  return [start, ...parts.map((part) => part.end)].map((from, i) => ({
    start: within(from),
    end: within(stops[i] ?? end),
  }));
}

/**
 * The indentation to remove from each line of a list item's text: that of the first line, unless only that has none, or it
 * goes on the line of the item.
 * @param indent of the item's own words; 0 outside lists
 */
export function columnsToCut(text: string, lines: readonly TextLine[], indent: number): number {
  const widths = lines
    .filter(({ start }) => start === 0 || text[start - 1] === '\n')
    .map(({ start, end }) => text.slice(start, end))
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const moved = widths.filter((width) => width >= Math.min(indent, 3)).length;
  return indent === 0 ? 0 : widths[0] || (moved * 2 > widths.length ? indent : 0);
}

/** Removes up to `columns` of indentation; a tab is removed whole. */
function cutLine(text: string, line: TextLine, columns: number): Fragment {
  let at = line.start;
  for (let width = 0; width < columns && at < line.end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) break;
    width += code === 9 ? 4 : 1;
  }
  return { text: text.slice(at, line.next), from: at, exact: true };
}

function fragmentsOf(
  { source: { text }, lines }: PassageSource,
  part: Part,
  columns: number,
): readonly Fragment[] {
  if (isFragment(part)) return [part];
  if (columns === 0) return [{ text: text.slice(part.start, part.end), from: part.start, exact: true }];
  return linesWithin(lines, part).map((line) => cutLine(text, line, columns));
}

/** The lines of a callout, as they would stand outside of it. */
export const unquoted = ({ source: { text }, lines }: PassageSource, body: Range): readonly Fragment[] =>
  linesWithin(lines, body).map(({ start, end, next }) => {
    const from = start + (QUOTED.exec(text.slice(start, end))?.[0].length ?? 0);
    return { text: text.slice(from, next), from, exact: true };
  });

/** @param empty where nothing is, without parts */
export function passage(desk: PassageSource, parts: readonly Part[], columns: number, empty = 0): Range {
  const [only] = parts;
  if (!only) return { start: empty, end: empty };
  if (parts.length === 1 && columns === 0 && !isFragment(only)) return only;
  return desk.maker.join(parts.flatMap((part) => fragmentsOf(desk, part, columns)));
}

/** Inserted words, reported at `from`. */
export const wordsAt = (text: string, from: number): Fragment => ({ text, from });

export const apart = (stretches: readonly Range[]): readonly Part[] =>
  stretches.flatMap((one, i) => (i === 0 ? [one] : [wordsAt('\n\n', one.start), one]));

/** Breaks, and end tags of earlier elements. */
const BREAK_BEFORE =
  /^(?:\s|<(?:br|hr)\s{0,3}\/?>|<\/(?:br|b|strong|i|em|p|div|span|summary|center)\s{0,3}>)+/i;
const WRAPPED =
  /^<(b|strong|i|em|u|p|div|span|h[1-6]|blockquote|font|big|center|samp)(?:\s[^<>]{0,200})?>([^]*)<\/\1\s{0,3}>$/i;
const MOST_TAGS = 12;

/** Without breaks before it, and tags around it that add nothing. */
export function unwrapped(text: string, { start, end }: Range): Range {
  let [from, to] = [start, end];
  for (let round = 0; round < MOST_TAGS; round += 1) {
    from += BREAK_BEFORE.exec(text.slice(from, to))?.[0].length ?? 0;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    const [, name, inner = ''] = WRAPPED.exec(text.slice(from, to)) ?? [];
    if (name === undefined || new RegExp(`</?${name}[\\s>]`, 'i').test(inner)) break;
    from = text.indexOf('>', from) + 1;
    to = from + inner.length;
  }
  return { start: from, end: Math.max(from, to) };
}

const HTML =
  /<(?:ul|ol|li|p|h[1-6]|dl|b|strong|i|em|u|code|br|pre|blockquote|a|span|div)(?:\s[^<>]{0,300})?\/?>/i;
/** Elements that Markdown can't express. */
const KEPT = /<(?:img|table|svg|math|iframe|video|picture|details|kbd|sub|sup)[\s>]/i;
const PRE = /<pre[\s>][\s\S]{0,20000}?<\/pre>/gi;
const MARKDOWN =
  /^[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]|^ {0,3}(?:#{1,6}[ \t]|>|\|)|\*\*|`|\]\(|\$|^ {0,3}(?:-{3,}|_{3,})[ \t]*$/m;

/** A text of only HTML becomes Markdown. */
export function withoutHtml(text: string, stretch: Range): Part {
  const written = text.slice(stretch.start, stretch.end);
  const isHtml = HTML.test(written) && !KEPT.test(written) && !MARKDOWN.test(written.replace(PRE, ''));
  return isHtml ? wordsAt(markdownOf(written), stretch.start) : stretch;
}

/** The question ends at an empty line, or at a list. */
const WORDS_END = /\r?\n[ \t]*(?:\r?\n|(?:[-*+]|\d{1,2}[.)])[ \t])/;

export function summaryParts(source: Source, { summary }: Details) {
  const whole = unwrapped(source.text, summary);
  const stop = source.text.slice(whole.start, whole.end).search(WORDS_END);
  const middle = stop === -1 ? whole.end : whole.start + stop;
  return {
    words: unwrapped(source.text, { start: whole.start, end: middle }),
    rest: { start: middle, end: whole.end },
  };
}

const ESCAPED = /\\[<&]/g;
const asEntity = (sign: string): string => (sign === '\\<' ? '&lt;' : '&amp;');

export function titleWords(text: string): string {
  // Elements in code are what the title is about.
  const words = text
    .split(/(`[^`]*`)/)
    .map((part, i) =>
      i % 2 === 0 && /[<&]/.test(part) ? markdownOf(part.replaceAll(ESCAPED, asEntity)) : part,
    )
    .join('');
  return words
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=[?？])[:：]$/, '');
}

// What follows a list item's question: an answer, or links.

const GOES_ON =
  /^(?:[([]|(?:if|please|for example|e\.\s?g|i\.\s?e|and|or|hint|bonus|show|use|provide|elaborate|justify)\b)/i;
const SHORTEST_ANSWER = 25;
const IN_SHORT = /^(?:yes|no|nope|not|never|always|both|neither|none|(?:it )?depends)\b[^?？؟]*$/i;
const ASKED = /[?？؟]["'”’»)*_`]{0,4}(?=[\s–—:-]|$)/g;
const LAST_LINK = String.raw`!?\[[^[\]\n]{1,80}\]\]?\([^()\s]{1,600}\)[)\]]?\.?\s*$`;
/** `[[answer](page.md#word)]`, `[[info]](https://…)`, `([source](https://…))`, and nothing else. */
export const ONLY_LINK = new RegExp(String.raw`^[([]?${LAST_LINK}`);
/** Between brackets, behind words that need no question mark. */
const LINK_BEHIND = new RegExp(String.raw`\s(?=[([]${LAST_LINK})`);

/** @param areUsual whether most lines of the list have one, so that a short one is no doubt */
export function inlineAnswer(
  words: string,
  areUsual = false,
): { readonly asked: number; readonly answer: number } | undefined {
  const mark = [...words.matchAll(ASKED)].at(-1);
  const asked = mark ? mark.index + mark[0].length : LINK_BEHIND.exec(words)?.index;
  if (asked === undefined || asksAtEnd(words)) return undefined;
  const between = /^(?:[-=]{1,2}>|[\s*_–—:→-])*/.exec(words.slice(asked))?.[0] ?? '';
  const rest = words.slice(asked + between.length);
  const ownLine = between.includes('\n') && rest !== '';
  const longEnough = ownLine || rest.length >= (areUsual ? 2 : SHORTEST_ANSWER) || IN_SHORT.test(rest);
  const answers =
    ONLY_LINK.test(rest) || (longEnough && !GOES_ON.test(rest) && !mayAsk(rest) && !/[?？؟]/.test(rest));
  return answers ? { asked, answer: asked + between.length } : undefined;
}
