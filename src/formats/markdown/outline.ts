import type { Range } from '../../core/base/span.ts';

/** An ATX (`## …`) or underlined heading. `next` is where the next line begins. */
export type Heading = {
  readonly level: number;
  readonly start: number;
  readonly next: number;
  /** The words without marks and surrounding whitespace: `text.slice(textStart, textEnd)`. */
  readonly textStart: number;
  readonly textEnd: number;
};

export type CodeFence = {
  readonly start: number;
  readonly next: number;
  readonly info: string;
  readonly closed: boolean;
};

const FENCE_OPENS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/;
const FENCE_CLOSES = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
/** List items, quotes and tables can't be the words of an underlined heading. */
const NO_PARAGRAPH = /^ {0,3}(?:[-*+>|]|\d{1,9}[.)][ \t])|^ {4}|^\t/;

type Line = Range & { readonly next: number };

function lineAt(text: string, start: number, limit: number): Line {
  const newline = text.indexOf('\n', start);
  const next = newline === -1 || newline >= limit ? limit : newline + 1;
  let end = next > start && text.charCodeAt(next - 1) === 10 ? next - 1 : next;
  if (end > start && text.charCodeAt(end - 1) === 13) end -= 1;
  return { start, end, next };
}

export type TextLine = Line & { readonly code: boolean };

/** @param fences of the text, in order */
export function linesOf(
  text: string,
  start: number,
  end: number,
  fences: readonly CodeFence[],
): readonly TextLine[] {
  const lines: TextLine[] = [];
  let fence = 0;
  for (let at = start; at < end;) {
    while ((fences[fence]?.next ?? Infinity) <= at) fence += 1;
    const { end: stop, next } = lineAt(text, at, end);
    lines.push({ start: at, end: stop, next, code: (fences[fence]?.start ?? Infinity) <= at });
    at = next;
  }
  return lines;
}

function firstOf(text: string, line: Line) {
  let at = line.start;
  while (at < line.end && text.charCodeAt(at) === 32) at += 1;
  return { at, code: at < line.end ? text.charCodeAt(at) : -1 };
}

function headingOf(
  level: number,
  { start, next }: Pick<Line, 'start' | 'next'>,
  words: string,
  from: number,
): Heading {
  const textStart = from + words.length - words.trimStart().length;
  return { level, start, next, textStart, textEnd: Math.max(textStart, from + words.trimEnd().length) };
}

/** `###Title`, a heading until 2017, is common in old guides; `#word` is a tag. */
const ATX = /^(?:(#{1,6})(?![^ \t])|(#{2,6})(?=.?[\p{L}\p{N}]))/u;
const CLOSING = /(?:^|[ \t])#+[ \t]*$/;

function atxHeading(text: string, line: Line, at: number): Heading | undefined {
  const written = text.slice(at, line.end);
  const level = ATX.exec(written)?.[0].length;
  return level === undefined
    ? undefined
    : headingOf(level, line, written.slice(level).replace(CLOSING, ''), at + level);
}

/** A fence with this indentation belongs to a list item and ends with it at the latest. */
const IN_LIST = 2;

/**
 * An unclosed fence reaches to `limit`. One in a list item ends before a heading at the start of a line when
 * the next fence opens after that: its closing line was forgotten.
 * @param nested if fences with a language, or indented more, open others inside
 */
function fenceFrom(text: string, line: Line, limit: number, nested: boolean): CodeFence | undefined {
  const opening = FENCE_OPENS.exec(text.slice(line.start, line.end));
  const mark = opening?.[1];
  if (mark === undefined || (mark.startsWith('`') && opening?.[2]?.includes('`'))) return undefined;
  const info = (opening?.[2] ?? '').trim().toLowerCase();
  const column = opening?.[0].indexOf(mark) ?? 0;
  let heading: number | undefined;
  const inner: number[] = [];
  for (let at = line.next; at < limit;) {
    const inside = lineAt(text, at, limit);
    at = inside.next;
    const { at: first, code } = firstOf(text, inside);
    if (code === 35 && column >= IN_LIST && first === inside.start && atxHeading(text, inside, first))
      heading ??= inside.start;
    if (code !== mark.charCodeAt(0) && code !== 9 && code !== 62) continue;
    const written = text.slice(inside.start, inside.end);
    const closing = FENCE_CLOSES.exec(written)?.[1];
    if (nested && FENCE_OPENS.test(written)) {
      const indent = first - inside.start;
      if (closing !== undefined && indent === inner.at(-1)) {
        inner.pop();
        continue;
      }
      if (closing === undefined || indent > (inner.at(-1) ?? column)) {
        inner.push(indent);
        continue;
      }
    }
    if (closing?.startsWith(mark)) return { start: line.start, next: at, info, closed: true };
    const isOutside = closing === undefined || first - inside.start < column;
    const opensAnother = heading !== undefined && isOutside && FENCE_OPENS.test(written);
    if (opensAnother) break;
  }
  return { start: line.start, next: heading ?? limit, info, closed: false };
}

/** For increasing positions: searches each part of the text once per searched string. */
export function forwardSearch(text: string): (what: string, from: number) => number {
  const found = new Map<string, number>();
  return (what, from) => {
    const known = found.get(what);
    if (known !== undefined && (known === -1 || known >= from)) return known;
    const at = text.indexOf(what, from);
    found.set(what, at);
    return at;
  };
}

/** For a comment that spans lines: the start of the line after it. */
function afterComment(
  text: string,
  at: number,
  line: Line,
  limit: number,
  ahead: (what: string, from: number) => number,
): number | undefined {
  if (!text.startsWith('<!--', at)) return undefined;
  const end = ahead('-->', at + 4);
  return end === -1 || end < line.end ? undefined : lineAt(text, end, limit).next;
}

function underlined(text: string, words: Line, line: Line): Heading | undefined {
  const mark = UNDERLINE.exec(text.slice(line.start, line.end))?.[1];
  if (mark === undefined || NO_PARAGRAPH.test(text.slice(words.start, words.end))) return undefined;
  const place = { start: words.start, next: line.next };
  return headingOf(mark.startsWith('=') ? 1 : 2, place, text.slice(words.start, words.end), words.start);
}

const HAS_FENCE = /`{3}|~{3}/;

/** Cheap test on the first character: a mark, whitespace, a quote or a list item. */
const opensFence = (code: number): boolean => code < 65 || code === 96 || code === 126;

/** The end of the range to skip, if the line `text[start, end)` opens one. */
export type Stretches = (start: number, end: number) => number | undefined;

type Outline = { readonly headings: readonly Heading[]; readonly fences: readonly CodeFence[] };

/**
 * Headings inside fences and comments don't count; the words of an underlined heading are one line. Fences inside another
 * would close it and hide what is between the next ones; where a last one stays open, they are read as nested if that closes all.
 * @param closed ranges that begin with a comment and count as fences without info
 */
export function outline(text: string, start: number, end: number, closed?: Stretches): Outline {
  const flat = outlineOf(text, { start, end }, closed, false);
  if (flat.fences.every((fence) => fence.closed)) return flat;
  const nested = outlineOf(text, { start, end }, closed, true);
  return nested.fences.every((fence) => fence.closed) ? nested : flat;
}

function outlineOf(
  text: string,
  { start, end }: Range,
  closed: Stretches | undefined,
  nested: boolean,
): Outline {
  const headings: Heading[] = [];
  const fences: CodeFence[] = [];
  // Tested per range, because callers pass a long file in pieces.
  const mayHoldFences = HAS_FENCE.test(text.slice(start, end));
  const ahead = forwardSearch(text.slice(0, end));
  let words: Line | undefined;
  let paragraph = false;
  for (let at = start; at < end;) {
    const line = lineAt(text, at, end);
    at = line.next;
    const { at: first, code } = firstOf(text, line);
    const stretch = code === 60 ? closed?.(line.start, line.end) : undefined;
    if (stretch !== undefined) {
      fences.push({ start: line.start, next: stretch, info: '', closed: true });
      at = stretch;
      [words, paragraph] = [undefined, false];
      continue;
    }
    const fence =
      mayHoldFences && code !== -1 && opensFence(code) ? fenceFrom(text, line, end, nested) : undefined;
    const heading =
      first - line.start > 3
        ? undefined
        : code === 35
          ? atxHeading(text, line, first)
          : words && (code === 61 || code === 45)
            ? underlined(text, words, line)
            : undefined;
    if (fence) fences.push(fence);
    if (heading) headings.push(heading);
    at = fence?.next ?? (code === 60 ? afterComment(text, first, line, end, ahead) : undefined) ?? at;
    const plain = code !== -1 && !fence && !heading;
    words = plain && !paragraph ? line : undefined;
    paragraph = plain;
  }
  return { headings, fences };
}
