// Finds what is not prose in Markdown: code, links, images, math, HTML. One pass; every search ahead is bounded
// or remembered, so the cost is linear.
import type { Range } from '../../core/base/span.ts';
import { forwardSearch, linesOf, outline } from './outline.ts';

const LONGEST_MATH = 5000;
/** `(url)`, `(<url>)`, `(url "title")`; one level of brackets in the URL. */
const DESTINATION =
  /\([ \t]*(?:<[^<>\n]{0,2000}>|(?:[^\s()<]|\([^\s()]{0,500}\)){0,2000})(?:[ \t\n]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*\)/y;
const REFERENCE = /\[[^[\]\n]{0,200}\]/y;
const TAG =
  /<(\/?)([A-Za-z][A-Za-z0-9-]{0,40})(?:\s{1,20}[A-Za-z_:@][\w:.@-]{0,60}(?:\s{0,5}=\s{0,5}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'=<>`]{1,300}))?){0,20}\s{0,20}\/?>/y;
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>/y;
const OPAQUE = new Set(['code', 'pre', 'script', 'style', 'kbd', 'samp', 'math', 'svg', 'textarea']);
const MONEY = /\$\[[A-Z]\]/y;

type Scan = {
  readonly text: string;
  readonly ahead: (what: string, from: number) => number;
  readonly runs: () => ReadonlyMap<number, number>;
  readonly paragraphEnd: (at: number) => number;
};

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function nextSameRuns(text: string): ReadonlyMap<number, number> {
  const latest = new Map<number, number>();
  const next = new Map<number, number>();
  for (const run of text.matchAll(/`+/g)) {
    const before = latest.get(run[0].length);
    if (before !== undefined) next.set(before, run.index);
    latest.set(run[0].length, run.index);
  }
  return next;
}

const wordLike = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);

function codeSpanEnd(scan: Scan, at: number): number | undefined {
  let open = at;
  while (scan.text.charCodeAt(open) === 96) open += 1;
  const close = scan.runs().get(at);
  return close !== undefined && close < scan.paragraphEnd(at) ? close + open - at : undefined;
}

/** A closing `$` directly follows its content, with no word, number or bracket after it. */
function mathEnd(scan: Scan, at: number): number | undefined {
  const { text, ahead } = scan;
  if (text.startsWith('$$', at)) {
    const close = ahead('$$', at + 2);
    return close === -1 || close - at > LONGEST_MATH ? undefined : close + 2;
  }
  const close = ahead('$', at + 1);
  const newline = ahead('\n', at);
  if (close === -1 || (newline !== -1 && newline < close)) return undefined;
  if (/\s/.test(text.charAt(at + 1)) || /[\s\\]/.test(text.charAt(close - 1))) return undefined;
  if (wordLike(text.charAt(at - 1)) || wordLike(text.charAt(close + 1)) || text.charAt(close + 1) === '[') {
    return undefined;
  }
  const money = matchAt(MONEY, text, at) !== null && /\s/.test(text.slice(at, close));
  return money ? undefined : close + 1;
}

/** `\[X\]ms`, `\[Team\_size]`: editors escape brackets when they export Markdown. A formula holds other signs, or a space first. */
const ESCAPED_BRACKET = /\\\[(?!\s)(?:[^[\]\\^=\n]|\\[_*.!#&~-]){1,299}\\?\]/y;

function latexEnd(scan: Scan, at: number): number | undefined {
  const open = scan.text.charAt(at + 1);
  if (open !== '(' && open !== '[') return undefined;
  const close = scan.ahead(open === '(' ? '\\)' : '\\]', at + 2);
  return close === -1 || close - at > LONGEST_MATH ? undefined : close + 2;
}

function htmlEnd(scan: Scan, at: number): number | undefined {
  const { text, ahead } = scan;
  if (text.startsWith('<!--', at)) {
    const close = ahead('-->', at + 4);
    return close === -1 ? undefined : close + 3;
  }
  const auto = matchAt(AUTOLINK, text, at);
  if (auto) return at + auto[0].length;
  const tag = matchAt(TAG, text, at);
  if (!tag) return undefined;
  const tagEnd = at + tag[0].length;
  const name = tag[2] ?? '';
  if (tag[1] === '/' || !OPAQUE.has(name.toLowerCase()) || tag[0].endsWith('/>')) return tagEnd;
  const close = ahead(`</${name}`, tagEnd);
  return close === -1 ? tagEnd : close;
}

function linkOf(text: string, bracket: Range): Range | undefined {
  const start = text.charAt(bracket.start - 1) === '!' ? bracket.start - 1 : bracket.start;
  const after = text.charAt(bracket.end);
  if (after !== '(' && after !== '[') return undefined;
  const tail = matchAt(after === '(' ? DESTINATION : REFERENCE, text, bracket.end);
  // A conditional is never a link.
  if (text.startsWith('[IF ', bracket.start)) return undefined;
  // Two adjacent placeholders are not a reference link.
  if (!tail || /^\[(?:\s?fill[ _-]?in\b|if\s)/i.test(tail[0])) return undefined;
  return { start, end: bracket.end + tail[0].length };
}

/** By first character; returns the end of a range that is not prose. */
const INERT: Readonly<Record<string, (scan: Scan, at: number) => number | undefined>> = {
  '\\': latexEnd,
  '`': codeSpanEnd,
  $: mathEnd,
  '<': htmlEnd,
};

function runEnd(text: string, at: number): number {
  const char = text.charCodeAt(at);
  let end = at + 1;
  while (text.charCodeAt(end) === char) end += 1;
  return end;
}

export type Notation = { readonly opens: string; readonly pattern: RegExp };

export type Anatomy = ReturnType<typeof anatomyOf>;

const HAS_FENCE = /`{3}|~{3}/;
const PLAIN_FENCE = /^(?:|te?xt|plain|plaintext|md|markdown)$/;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Indented by four columns after a blank line, outside lists. */
function indentedCode(text: string): readonly Range[] {
  if (!text.includes('\n    ') && !text.includes('\n\t')) return [];
  const ranges: Range[] = [];
  let mayBegin = false;
  let inList = false;
  for (const { start, next } of linesOf(text, 0, text.length, [])) {
    const line = text.slice(start, next);
    if (line.trim() === '') mayBegin = !inList;
    else if (mayBegin && /^(?: {4}|\t)/.test(line)) ranges.push({ start, end: next });
    else {
      mayBegin = false;
      inList = LIST_ITEM.test(line) || (inList && /^[ \t]/.test(line));
    }
  }
  return ranges;
}

/** For increasing positions: the next blank line or block of code. */
function paragraphEnds(text: string, blocks: readonly Range[]): (at: number) => number {
  let end = -1;
  let block = 0;
  return (at) => {
    if (at < end) return end;
    const blank = matchAt(/\n[ \t\r]*\n/g, text, at);
    while ((blocks[block]?.start ?? Infinity) < at) block += 1;
    end = Math.min(blank ? blank.index + 1 : text.length, blocks[block]?.start ?? Infinity);
    return end;
  };
}

const byStart = (a: Range, b: Range): number => a.start - b.start;

function bracketReader(scan: Scan) {
  const links: Range[] = [];
  const brackets: Range[] = [];
  const unclosed: number[] = [];
  const open: number[] = [];
  let paragraphEnd = 0;
  const leaveParagraph = (): void => {
    for (const at of open) unclosed.push(at);
    open.length = 0;
  };
  const read = (at: number): void => {
    if (at >= paragraphEnd) leaveParagraph();
    paragraphEnd = scan.paragraphEnd(at);
    if (scan.text.charCodeAt(at) === 91) {
      open.push(at);
      return;
    }
    const start = open.pop();
    if (start === undefined) return;
    const bracket = { start, end: at + 1 };
    brackets.push(bracket);
    const link = linkOf(scan.text, bracket);
    if (link) links.push(link);
  };
  const readEscaped = (at: number): number | undefined => {
    const end = at + (matchAt(ESCAPED_BRACKET, scan.text, at)?.[0].length ?? 0);
    if (end === at) return undefined;
    brackets.push({ start: at, end });
    return end;
  };
  return { links, brackets, unclosed, read, readEscaped, leaveParagraph };
}

/** For increasing positions. `stretches` are in order of their start. */
export function endOfStretches(stretches: readonly Range[]): (at: number) => number {
  let next = 0;
  let end = 0;
  return (at) => {
    for (let range = stretches[next]; range && range.start <= at; range = stretches[next]) {
      end = Math.max(end, range.end);
      next += 1;
    }
    return end;
  };
}

/** `[FILL IN: …]` is no part of a formula, so one that holds it is prose. In `E[X]`, X is a variable. */
const GAP = /^[$\\][^]*\[\s?fill[ _-]?in\b/i;

/** Where something may begin that is not prose, or a bracket. */
const MAY_OPEN = /[[\]\\`$<]/g;

/** One pass over a text. `notations` are others that open with a sign of their own. */
export function anatomyOf(text: string, notations: readonly Notation[]) {
  const mayOpen = new RegExp(`${MAY_OPEN.source}|${notations.map(({ opens }) => opens).join('|')}`, 'g');
  const fences = HAS_FENCE.test(text) ? outline(text, 0, text.length).fences : [];
  const fenced = fences.map(({ start, next, info }) => ({ start, end: next, info }));
  const blocks: readonly Range[] = [...fenced, ...indentedCode(text)].toSorted(byStart);
  let sameRuns: ReadonlyMap<number, number> | undefined;
  const scan: Scan = {
    text,
    ahead: forwardSearch(text),
    runs: () => (sameRuns ??= nextSameRuns(text)),
    paragraphEnd: paragraphEnds(text, blocks),
  };
  const inert: Range[] = [];
  const found = notations.map((): Range[] => []);
  const brackets = bracketReader(scan);
  const readAt = (at: number): number => {
    const char = text.charAt(at);
    if (char === '[' || char === ']') {
      brackets.read(at);
      return at + 1;
    }
    for (const [i, { opens, pattern }] of notations.entries()) {
      const match = text.startsWith(opens, at) ? matchAt(pattern, text, at) : null;
      if (!match) continue;
      const end = at + match[0].length;
      found[i]?.push({ start: at, end });
      return end;
    }
    const escaped = char === '\\' ? brackets.readEscaped(at) : undefined;
    if (escaped !== undefined) return escaped;
    const end = INERT[char]?.(scan, at);
    if (end === undefined || GAP.test(text.slice(at, end)))
      return char === '\\' ? at + 2 : char === '<' ? at + 1 : runEnd(text, at);
    inert.push({ start: at, end });
    return end;
  };
  let block = 0;
  for (let next = matchAt(mayOpen, text, 0); next; next = matchAt(mayOpen, text, mayOpen.lastIndex)) {
    const at = next.index;
    while ((blocks[block]?.end ?? Infinity) <= at) block += 1;
    const inside = blocks[block];
    mayOpen.lastIndex = inside && inside.start <= at ? inside.end : readAt(at);
  }
  brackets.leaveParagraph();
  return {
    /** Ranges that are not prose, by start; they may nest. */
    inert: [...blocks, ...inert, ...brackets.links].toSorted(byStart),
    plainFences: fenced.filter(({ info }) => PLAIN_FENCE.test(info)),
    /** From `[` to after its `]` within one paragraph, in order of the `]`; either may be escaped. */
    brackets: brackets.brackets,
    unclosed: brackets.unclosed,
    notations: found,
  };
}
