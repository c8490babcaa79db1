// Texts that a reader made of parts of a file (quotes undone, HTML turned into Markdown, an indent taken
// away, an answer put together). What is found in them keeps the line and column of the place that they
// were made from.
import { lastAtMost, openSource, type Source, type Text } from '../../core/base/span.ts';

/** A stretch of a source's text, `end` exclusive. */
export type Stretch = { readonly start: number; readonly end: number };

/** A text that was made of what stands at `from` in the file; with `exact`, a copy of what stands there. */
export type Fragment = { readonly text: string; readonly from: number; readonly exact?: boolean };

/** Collects texts, with an empty line between them, so that none runs into the next. */
export type Maker = {
  /** Takes a text that was made of what stands at `from`, and says where it now is. */
  readonly add: (text: string, from: number) => Stretch;
  /** As `add`, for a text that is itself part of a question. */
  readonly addText: (text: string, from: number) => Text;
  /** As `add`, for a text of several fragments, with nothing between them. */
  readonly join: (fragments: readonly Fragment[]) => Stretch;
  /** All texts as one. Offsets count in that; lines and columns are those of the file. */
  readonly source: () => Source;
};

const spansOf =
  (file: string, pointAt: Source['pointAt']): Source['spanAt'] =>
  (start, end) => ({ file, start: pointAt(start), end: pointAt(end) });

/** A text that was made of a file. @param pointAt the place in the file of an offset in `text` */
function sourceWith(file: Source, text: string, pointAt: Source['pointAt']): Source {
  const spanAt = spansOf(file.file, pointAt);
  const textAt: Source['textAt'] = (start, end) => ({ text: text.slice(start, end), at: spanAt(start, end) });
  return { ...openSource(file.file, text, file.folder), pointAt, spanAt, textAt };
}

const BETWEEN = '\n\n';

/** @param own text of the file before all others, where offsets stay what they are */
function maker(file: Source, own: readonly string[]): Maker {
  const texts = [...own];
  const fragments: Fragment[] = [];
  const starts: number[] = [];
  const ownEnd = own[0]?.length ?? -1;
  let end = own[0]?.length ?? -BETWEEN.length;
  const join: Maker['join'] = (parts) => {
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
  const add: Maker['add'] = (text, from) => join([{ text, from }]);
  const pointAt: Source['pointAt'] = (offset) => {
    const at = lastAtMost(starts, offset);
    const [fragment, start] = [fragments[at], starts[at] ?? 0];
    if (!fragment || offset <= ownEnd) return file.pointAt(offset);
    const along = fragment.exact === true ? Math.min(Math.max(0, offset - start), fragment.text.length) : 0;
    return { ...file.pointAt(fragment.from + along), offset };
  };
  return {
    add,
    addText: (text, from) => {
      const { start, end: stop } = add(text, from);
      return { text, at: spansOf(file.file, pointAt)(start, stop) };
    },
    join,
    source: () =>
      texts.length === own.length && own.length > 0 ? file : sourceWith(file, texts.join(BETWEEN), pointAt),
  };
}

/** Begins with nothing. */
export const makerOf = (file: Source): Maker => maker(file, []);

/** Begins with the file itself: everything else in it can be used as it stands. It is the file when nothing is added. */
export const makerBehind = (file: Source): Maker => maker(file, [file.text]);

/**
 * A text that stands for things one after the other which nobody sees as its lines: what is found has the number of the thing
 * as its line, from 1, and no column.
 * @param starts where each of them begins, in order
 */
export const countedSource = (file: Source, starts: readonly number[]): Source =>
  sourceWith(file, file.text, (offset) => ({
    line: lastAtMost(starts, offset) + 1,
    column: 1,
    offset,
    inDeck: true,
  }));

// Stretches of a file in order, and places asked for in order: what is inside what, what comes next.

/** What has a place. */
export type Placed = { readonly start: number };

export const byStart = (a: Placed, b: Placed): number => a.start - b.start;

/** Those that lie in none of the others; stretches are in order of their start. */
export function outermost<T extends Stretch>(stretches: readonly T[]): readonly T[] {
  let end = -1;
  return stretches.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

/** Tells of places that only grow whether they are inside one of `stretches`, which are in order and apart. */
export function insideOf(stretches: readonly Stretch[]): (offset: number) => boolean {
  let at = 0;
  return (offset) => {
    while ((stretches[at]?.end ?? Infinity) <= offset) at += 1;
    return (stretches[at]?.start ?? Infinity) <= offset;
  };
}

/** The items, in order, that begin in none of `stretches`, which are in order and apart. */
export function outside<T extends Placed>(items: readonly T[], stretches: readonly Stretch[]): readonly T[] {
  if (stretches.length === 0) return items;
  const inside = insideOf(stretches);
  return items.filter(({ start }) => !inside(start));
}

/** Gives, for places that only grow, the last of `items` that begins at or before; items are in order. */
export function lastBefore<T extends Placed>(items: readonly T[]): (offset: number) => T | undefined {
  let next = 0;
  return (offset) => {
    while ((items[next]?.start ?? Infinity) <= offset) next += 1;
    return items[next - 1];
  };
}

/** Gives, for places that only grow, the start of the first of `items` behind them; `end` when there is none. */
export function nextAfter(items: readonly Placed[], end: number): (offset: number) => number {
  let at = 0;
  return (offset) => {
    while ((items[at]?.start ?? Infinity) <= offset) at += 1;
    return items[at]?.start ?? end;
  };
}

/** Tags and marks that are no words: breaks, ends of elements, rules. */
const NO_WORDS = /^(?:[\s*_-]|<\/?(?:br|hr|p|b|div|ul|center|a)(?:\s[^<>]{0,200})?\/?>)*$/i;
const LONGEST_WITHOUT_WORDS = 2000;

/** True for a stretch of a text that holds no words: blanks, breaks, rules. */
export const saysNothing = (text: string, start: number, end: number): boolean =>
  end - start < LONGEST_WITHOUT_WORDS && NO_WORDS.test(text.slice(start, Math.max(start, end)));

// What was made of a stretch of a file, kept with the file: readers of several shapes look at the same lines and headings
// before one of them reads it.

type Remembered<Made> = { readonly end: number; readonly made: Made };

/**
 * `make` for stretches of a file, run once for each. What it makes must follow from the text of the file alone.
 * Of two stretches with the same start the one asked for last is kept.
 */
export function rememberedStretches<Made>(
  make: (source: Source, start: number, end: number) => Made,
): (source: Source, start: number, end: number) => Made {
  const files = new WeakMap<Source, Map<number, Remembered<Made>>>();
  return (source, start, end) => {
    let stretches = files.get(source);
    if (!stretches) files.set(source, (stretches = new Map()));
    const known = stretches.get(start);
    if (known?.end === end) return known.made;
    const made = make(source, start, end);
    stretches.set(start, { end, made });
    return made;
  };
}
