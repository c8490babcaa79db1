// Where Markdown holds something other than prose: code, links, images, math, HTML. Knows notation; knows nothing of
// placeholders. One pass from left to right; every search ahead is bounded or remembered, so the cost is linear.
import {
  forwardSearch,
  inertEnd,
  linkOf,
  matchAt,
  mustacheEnd,
  nextSameRuns,
  runEnd,
  type Range,
  type Scan,
} from './inert-ends.ts';
import { outline, type CodeFence } from './outline.ts';

/** What a text is made of, for whoever looks for brackets in its prose. */
export type Anatomy = {
  /** Stretches that are no prose, in order of their start; they may nest. */
  readonly inert: readonly Range[];
  /** Fences of no programming language, bodies only. */
  readonly plainFences: readonly Range[];
  /** `[` and its `]` within one paragraph, in order of the `]`: `end` is behind the `]`. */
  readonly brackets: readonly Range[];
  /** `[` that no `]` of the same paragraph closes. */
  readonly unclosed: readonly number[];
  /** `{{ … }}` on one line. */
  readonly mustaches: readonly Range[];
  /** Runs of three and more `_`. */
  readonly blanks: readonly Range[];
};

const HAS_FENCE = /`{3}|~{3}/;
const PLAIN_FENCE = /^(?:|te?xt|plain|plaintext|md|markdown)$/;
/** Where something other than prose may begin, by the code of the character. */
const OPENS: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  '\\`$<[]{_'.includes(String.fromCharCode(code)),
);
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Blocks indented by four columns after a blank line, outside lists. */
function indentedCode(text: string): readonly Range[] {
  if (!text.includes('\n    ') && !text.includes('\n\t')) return [];
  const ranges: Range[] = [];
  let mayBegin = false;
  let inList = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(start, next);
    if (line.trim() === '') mayBegin = !inList;
    else if (mayBegin && /^(?: {4}|\t)/.test(line)) ranges.push({ start, end: next });
    else {
      mayBegin = false;
      inList = LIST_ITEM.test(line) || (inList && /^[ \t]/.test(line));
    }
    start = next;
  }
  return ranges;
}

/** Ends of paragraphs for places that only grow: the next blank line, the next block of code, or the end. */
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

/** Brackets and what they make, gathered while a text is read from left to right. */
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
  return { links, brackets, unclosed, read, leaveParagraph };
}

/** The next place from `at` on where something other than prose may begin; the length of the text when there is none. */
function nextOpening(text: string, at: number): number {
  let found = at;
  while (found < text.length && OPENS[text.charCodeAt(found)] !== true) found += 1;
  return found;
}

const rangeOf = ({ start, next }: CodeFence): Range => ({ start, end: next });

/** Takes a text apart. Linear in its length, whatever it holds. */
export function anatomyOf(text: string): Anatomy {
  const fences = HAS_FENCE.test(text) ? outline(text, 0, text.length).fences : [];
  const blocks = [...fences.map(rangeOf), ...indentedCode(text)].toSorted(byStart);
  let sameRuns: ReadonlyMap<number, number> | undefined;
  const scan: Scan = {
    text,
    ahead: forwardSearch(text),
    runs: () => (sameRuns ??= nextSameRuns(text)),
    paragraphEnd: paragraphEnds(text, blocks),
  };
  const inert: Range[] = [];
  const mustaches: Range[] = [];
  const blanks: Range[] = [];
  const brackets = bracketReader(scan);
  /** Reads what begins at `at`; returns where to go on. */
  const readAt = (at: number): number => {
    const char = text.charAt(at);
    if (char === '[' || char === ']') {
      brackets.read(at);
      return at + 1;
    }
    const end = char === '{' ? mustacheEnd(text, at) : char === '_' ? runEnd(text, at) : inertEnd(scan, at);
    if (end === undefined) return char === '\\' ? at + 2 : char === '<' ? at + 1 : runEnd(text, at);
    if (char === '{') mustaches.push({ start: at, end });
    else if (char !== '_') inert.push({ start: at, end });
    else if (end - at >= 3) blanks.push({ start: at, end });
    return end;
  };
  let block = 0;
  for (let at = 0; at < text.length;) {
    const found = nextOpening(text, at);
    while ((blocks[block]?.end ?? Infinity) <= found) block += 1;
    const inside = blocks[block];
    at = inside && inside.start <= found ? inside.end : found < text.length ? readAt(found) : found;
  }
  brackets.leaveParagraph();
  return {
    inert: [...blocks, ...inert, ...brackets.links].toSorted(byStart),
    plainFences: fences.filter(({ info }) => PLAIN_FENCE.test(info)).map(rangeOf),
    brackets: brackets.brackets,
    unclosed: brackets.unclosed,
    mustaches,
    blanks,
  };
}
