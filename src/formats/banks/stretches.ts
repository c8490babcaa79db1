// Stretches of a file in order, and places asked for in order: what is inside what, what comes next. Knows offsets alone.
import type { Stretch } from './made-source.ts';

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
