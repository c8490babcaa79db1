// How the headings of a guide count: whatever stands before a number or behind it, one that goes on where the heading before
// it ended is read as that one is. Knows words and levels; knows nothing of what stands below a heading.
import type { Source } from '../../core/span.ts';
import type { Heading } from '../outline.ts';
import { mayAsk } from './asking.ts';
import { wordingBehindWords, wordingOf, wordingOfHeading, type Wording } from './guide-headings.ts';

export type Counted = {
  /** The words of each heading, in order. */
  readonly wordings: readonly Wording[];
  /** Headings such as `3. …` that go on with the numbers of those that say `Q2`, or lead up to them. */
  readonly goingOn: ReadonlySet<Heading>;
};

type Numbered = { readonly heading: Heading; readonly wording: Wording };

const isQuestion = ({ kind, number }: Wording): boolean => kind === 'question' && number !== undefined;

/**
 * The level at which words may stand before a number, as in `Behavioral Q6: …`: the highest that has numbers, among others. One
 * alone may name anything, and one in an answer belongs to it. Undefined where none is sure.
 */
function levelOfWords(
  headings: readonly Heading[],
  plain: readonly Wording[],
  behind: readonly (Wording | undefined)[],
): number | undefined {
  for (const level of [1, 2, 3, 4, 5, 6]) {
    const at = headings.flatMap((heading, i) => (heading.level === level ? [i] : []));
    const isAsked = at.some((i) => plain[i] && isQuestion(plain[i]));
    const numbers = at.map(
      (i) => behind[i]?.number ?? (plain[i]?.kind === 'question' ? plain[i].number : undefined),
    );
    if (new Set(numbers.filter((number) => number !== undefined)).size > 1) return level;
    if (isAsked) return at.some((i) => behind[i]) ? level : undefined;
  }
  return undefined;
}

/** What the headings of a level are that have no words before a number. */
type Others = { readonly numbered: boolean; readonly asks: boolean };

/** A lone `Behavioral Q6: …` is one of the headings of its level where those are numbered, or where it asks as they do. */
function alone(source: Source, found: Wording, others: Others | undefined): Wording | undefined {
  if (others?.numbered) return { ...found, kind: 'numbered' };
  const asks = found.asks || mayAsk(source.text.slice(found.titleStart, found.titleEnd));
  return asks && others?.asks ? { ...found, kind: 'plain', asks } : undefined;
}

/** The words of each heading, words before its number left out where they are no part of it. */
function behindWords(source: Source, headings: readonly Heading[]): readonly Wording[] {
  const plain = headings.map((heading) => wordingOfHeading(source, heading));
  const behind = headings.map((heading) => wordingBehindWords(source, heading));
  if (behind.every((one) => one === undefined)) return plain;
  const level = levelOfWords(headings, plain, behind);
  const isOnlyWay = level === undefined && !plain.some(isQuestion);
  const others = new Map<number, Others>();
  headings.forEach(({ level: at }, i) => {
    const [wording, before] = [plain[i], others.get(at)];
    if (!wording || behind[i]) return;
    const numbered = wording.kind === 'numbered' || (before?.numbered ?? false);
    others.set(at, { numbered, asks: wording.asks || (before?.asks ?? false) });
  });
  return plain.map((wording, i) => {
    const [at, found] = [headings[i]?.level ?? 0, behind[i]];
    if (!found) return wording;
    if (at === level) return found;
    return (isOnlyWay ? alone(source, found, others.get(at)) : undefined) ?? wording;
  });
}

const BARE = /^[#([]?(\d{1,3})[)\]]?\s{1,3}(?=[\p{L}"'“‘*_`])/u;

/** Reads a heading of which a number opens the words without a point behind it: `5 Title`. */
export function wordingBehindNumber(source: Source, { heading, wording }: Numbered): Wording | undefined {
  if (wording.kind !== 'plain' || wording.number !== undefined) return undefined;
  const words = source.text.slice(wording.titleStart, Math.min(wording.titleEnd, wording.titleStart + 20));
  const number = BARE.exec(words);
  if (!number) return undefined;
  const { kind: _, ...rest } = wordingOf(source, wording.titleStart + number[0].length, heading.textEnd);
  return { ...rest, kind: 'numbered', number: Number(number[1]) };
}

/** Headings of one level, where `5 Title` counts as `5. Title` does if it follows a 4, or begins a row of such. */
function withBareNumbers(source: Source, level: readonly Numbered[]): readonly Numbered[] {
  const bare = level.map((one) => wordingBehindNumber(source, one));
  if (bare.every((one) => one === undefined)) return level;
  const isAsked = level.some(({ wording }) => isQuestion(wording));
  const known = (at: number | undefined): number | undefined =>
    at === undefined ? undefined : (bare[at]?.number ?? level[at]?.wording.number);
  const numbered = level.flatMap((_, i) => (known(i) === undefined ? [] : [i]));
  const counts = new Map<number, Wording>();
  numbered.forEach((i, at) => {
    const [one, number = 0] = [bare[i], known(i)];
    const [before, after] = [numbered[at - 1], numbered[at + 1]];
    if (!one) return;
    const isCounted = before !== undefined && (!bare[before] || counts.has(before));
    const follows = isCounted && (level[before]?.wording.last ?? known(before)) === number - 1;
    const begins =
      !isAsked && after !== undefined && bare[after] !== undefined && known(after) === number + 1;
    // One that tells of `3 ways` stands beside the question of that number.
    if ((follows || begins) && known(after) !== number) counts.set(i, one);
  });
  return level.map((one, i) => ({ ...one, wording: counts.get(i) ?? one.wording }));
}

/** Numbered headings that go on with the numbers of questions, and those from the first on that lead up to them. */
function goingOnIn(level: readonly Numbered[]): readonly Heading[] {
  const counted = level.filter(({ wording }) => wording.number !== undefined && wording.kind !== 'plain');
  const first = counted.findIndex(({ wording }) => isQuestion(wording));
  if (first < 0) return [];
  const number = counted[first]?.wording.number ?? 0;
  const leading = counted.slice(0, first);
  const leads = leading.every(({ wording }, i) => wording.number === number - first + i);
  let last: number | undefined;
  const following = counted.filter(({ wording }, i) => {
    const goesOn =
      wording.number === (last ?? Infinity) + 1 && counted[i + 1]?.wording.number !== wording.number;
    if (wording.kind !== 'numbered' || goesOn) last = wording.last ?? wording.number;
    return goesOn;
  });
  return [...(leads && number > first ? leading : []), ...following].flatMap(({ heading, wording }) =>
    wording.kind === 'numbered' ? [heading] : [],
  );
}

/** Reads the words of all headings, and how they count. */
export function countedHeadings(source: Source, headings: readonly Heading[]): Counted {
  const wordings = behindWords(source, headings);
  const all = headings.flatMap((heading, i): readonly Numbered[] => {
    const wording = wordings[i];
    return wording ? [{ heading, wording }] : [];
  });
  const words = new Map(all.map(({ heading, wording }) => [heading, wording]));
  const goingOn = new Set<Heading>();
  for (const level of new Set(headings.map((heading) => heading.level))) {
    const same = withBareNumbers(
      source,
      all.filter(({ heading }) => heading.level === level),
    );
    for (const { heading, wording } of same) words.set(heading, wording);
    for (const heading of goingOnIn(same)) goingOn.add(heading);
  }
  return { wordings: [...words.values()], goingOn };
}
