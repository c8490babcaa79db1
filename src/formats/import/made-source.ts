// Texts made from parts of a file (unquoted, converted, unindented, joined). Problems get the line and column
// of the original.
import { lastAtMost, type Range, type Source, type Text } from '../../core/base/span.ts';
import { linesOf, outline } from '../markdown/outline.ts';

/** Of the file at `from`; `exact` if each character is. */
export type Fragment = { readonly text: string; readonly from: number; readonly exact?: boolean };

const spansOf =
  (file: string, pointAt: Source['pointAt']): Source['spanAt'] =>
  (start, end) => ({ file, start: pointAt(start), end: pointAt(end) });

function sourceWith(file: Source, text: string, pointAt: Source['pointAt']): Source {
  const spanAt = spansOf(file.file, pointAt);
  const textAt: Source['textAt'] = (start, end) => ({ text: text.slice(start, end), at: spanAt(start, end) });
  return { ...file, text, pointAt, spanAt, textAt };
}

const BETWEEN = '\n\n';

/** @param own text of the file at the beginning, where offsets stay the same */
function maker(file: Source, own: readonly string[]) {
  const texts = [...own];
  const fragments: Fragment[] = [];
  const starts: number[] = [];
  const ownEnd = own[0]?.length ?? -1;
  let end = own[0]?.length ?? -BETWEEN.length;
  const join = (parts: readonly Fragment[]): Range => {
    const start = end + BETWEEN.length;
    end = start;
    for (const part of parts) {
      fragments.push(part);
      starts.push(end);
      end += part.text.length;
    }
    texts.push(parts.map(({ text }) => text).join(''));
    return { start, end };
  };
  const pointAt: Source['pointAt'] = (offset) => {
    const at = lastAtMost(starts, offset);
    const [fragment, start] = [fragments[at], starts[at] ?? 0];
    if (!fragment || offset <= ownEnd) return file.pointAt(offset);
    const along = fragment.exact === true ? Math.min(Math.max(0, offset - start), fragment.text.length) : 0;
    return { ...file.pointAt(fragment.from + along), offset };
  };
  const textOf = (parts: readonly Fragment[]): Text => {
    const { start, end: stop } = join(parts);
    return { text: texts.at(-1) ?? '', at: spansOf(file.file, pointAt)(start, stop) };
  };
  return {
    /** Adds a text made from parts of the file, with its place in the collected text. */
    textOf,
    add: (text: string, from: number): Text => textOf([{ text, from }]),
    join,
    /** Offsets count in the collected text; lines and columns in the file. */
    source: (): Source =>
      texts.length === own.length && own.length > 0 ? file : sourceWith(file, texts.join(BETWEEN), pointAt),
  };
}

export type TextMaker = ReturnType<typeof maker>;

export const makerOf = (file: Source): TextMaker => maker(file, []);

/** Starts with the whole file, so its ranges stay valid. Returns the file itself if nothing is added. */
export const makerBehind = (file: Source): TextMaker => maker(file, [file.text]);

export function madeOfLines(file: Source, lines: readonly Fragment[]): Source {
  const made = makerOf(file);
  made.join(lines.map(({ text, ...place }) => ({ text: `${text}\n`, ...place })));
  return made.source();
}

/** Without the mark of the byte order, and carriage returns. */
export function rawLines({ text }: Source): readonly Fragment[] {
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text
    .slice(from)
    .split('\n')
    .map((line) => {
      const at = from;
      from += line.length + 1;
      return { text: line.replace(/\r$/, ''), from: at };
    });
}

export type WrittenLine = Fragment & { readonly code: boolean };

export const writtenLines = ({ text }: Source): readonly WrittenLine[] =>
  linesOf(text, 0, text.length, outline(text, 0, text.length).fences).map(({ start, next, code }) => ({
    from: start,
    text: text.slice(start, next).replace(/\n$/, ''),
    exact: true,
    code,
  }));

/** For the text of a deck, where the line of a place is the number of a note. */
export const countedSource = (file: Source): Source =>
  sourceWith(file, file.text, (offset) => ({ ...file.pointAt(offset), column: 1, inDeck: true }));

export type Placed = { readonly start: number };

export const byStart = (a: Placed, b: Placed): number => a.start - b.start;

export function outermost<T extends Range>(stretches: readonly T[]): readonly T[] {
  let end = -1;
  return stretches.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

/** For increasing positions. `stretches` are in order and don't overlap. */
export function insideOf(stretches: readonly Range[]): (offset: number) => boolean {
  let at = 0;
  return (offset) => {
    while ((stretches[at]?.end ?? Infinity) <= offset) at += 1;
    return (stretches[at]?.start ?? Infinity) <= offset;
  };
}

/** Of the first that begins at or after `offset`. */
export function lineFrom(lines: readonly { readonly start: number }[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last item that begins at or before a position. `items` are in order. */
export const lastBefore =
  <T extends Placed>(items: readonly T[]) =>
  (offset: number): T | undefined =>
    items[lineFrom(items, offset + 1) - 1];

const NO_WORDS = /^(?:[\s*_-]|<\/?(?:br|hr|p|b|div|ul|center|a)(?:\s[^<>]{0,200})?\/?>|<\?[^<>]{0,200}>)*$/i;
const LONGEST_WITHOUT_WORDS = 2000;

export const saysNothing = (text: string, start: number, end: number): boolean =>
  end - start < LONGEST_WITHOUT_WORDS && NO_WORDS.test(text.slice(start, Math.max(start, end)));
