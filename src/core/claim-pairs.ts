// Which two figures of a sentence are compared with each other, and which of them with which: `from B to A`, `A against B`,
// `A instead of B`. Knows the words between figures; knows nothing of claims.
import { comparable, type Figure, type Scope } from './claim-figures.ts';
import type { Token } from './claim-tokens.ts';
import { EARLIER, LATER } from './claim-words.ts';
import { conversionNumber } from './units.ts';

/**
 * What joins a pair. `change`: `a` is the later state, `b` the earlier one. `instead`, `against`: `a` is what is spoken of, `b` what it is
 * compared with; after `against` the sentence may go on about either. `loose`: both just stand there.
 */
export type Link = 'change' | 'instead' | 'against' | 'loose';

export type Pair = { readonly a: Figure; readonly b: Figure; readonly link: Link };

/** Most tokens between two figures that are joined by a word. */
const REACH = 14;
/** Figures of one kind beyond which nobody can tell which two are meant. */
const MOST_ALIKE = 4;

const HEDGES = new Set([
  'about',
  'around',
  'roughly',
  'just',
  'over',
  'under',
  'nearly',
  'almost',
  'a',
  'the',
  '$',
  '€',
  '~',
]);
const AGAINST = new Set(['against', 'versus', 'vs', 'compared', 'where', 'opposed']);
const BREAKS = new Set([';', '|']);

/** Whether `word` stands within the last `reach` tokens before `at`, with nothing but small words between. */
function rightBefore(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 4); back -= 1) {
    const { text, kind } = tokens[back] ?? { text: '', kind: 'mark' };
    if (words.includes(text)) return true;
    if (kind === 'placeholder' || (kind === 'mark' && text !== '(') || !(HEDGES.has(text) || back === at - 1))
      return false;
  }
  return false;
}

/** Whether a preposition of that kind leads to the figure: `to only the best [X]` counts, `to it; [X]` does not. */
function leads(tokens: readonly Token[], figure: Figure, words: readonly string[]): boolean {
  return rightBefore(tokens, figure.at, words);
}

/** How two neighbours of one kind are joined; undefined when no word joins them. */
function linkOf(tokens: readonly Token[], first: Figure, second: Figure): Pair | undefined {
  const between = tokens.slice(first.end, second.at);
  const words = between.map(({ text }) => text);
  if (between.length > REACH || words.some((word) => BREAKS.has(word))) return undefined;
  const older = (): Pair => ({ a: first, b: second, link: 'change' });
  const newer = (): Pair => ({ a: second, b: first, link: 'change' });
  const toSecond = leads(tokens, second, ['to', '→', '->']);
  if (toSecond && leads(tokens, first, ['from'])) return newer();
  if (toSecond && words.length === 1) return newer();
  if (words.includes('down') || words.includes('up')) {
    if (leads(tokens, second, ['to'])) return newer();
    if (leads(tokens, second, ['from'])) return older();
  }
  if (leads(tokens, second, ['from']) && leads(tokens, first, ['to', 'at', 'is', 'now'])) return older();
  // `3.4 vs 2.6` between the two is a comparison of others.
  const word = words.findIndex((one) => AGAINST.has(one) || one === 'instead' || one === 'rather');
  if (word === -1 || between.slice(word).some(({ kind }) => kind === 'number'))
    return leads(tokens, second, ['previously', 'formerly', 'originally', 'was']) ? older() : undefined;
  if (words.includes('instead') || words.includes('rather')) return { a: first, b: second, link: 'instead' };
  return { a: first, b: second, link: 'against' };
}

const says = (figure: Figure, set: ReadonlySet<string>): boolean =>
  [...figure.label, ...figure.words].some((word) => set.has(word));

/** A pair that no word joins; names and words beside it may still tell which is the earlier state. */
function loose(first: Figure, second: Figure): Pair {
  const [one, other] = [
    says(first, EARLIER) && !says(first, LATER),
    says(second, EARLIER) && !says(second, LATER),
  ];
  if (one && !other && says(second, LATER)) return { a: second, b: first, link: 'change' };
  if (other && !one && says(first, LATER)) return { a: first, b: second, link: 'change' };
  // `took [X] in June and takes [Y] now`
  if (says(second, NOW) && !says(first, NOW)) return { a: second, b: first, link: 'change' };
  return { a: first, b: second, link: 'loose' };
}

const NOW = new Set(['now', 'today']);

/** Whether the units are of one order: milliseconds beside seconds, and no hours. */
function isNear({ unit: a }: Figure, { unit: b }: Figure): boolean {
  const factor = conversionNumber(a, b);
  return a.text === b.text || (factor <= 1001 && factor >= 1 / 1001 && a.powers.size > 0);
}

/** The figures in groups that can be compared with each other. */
function alike(figures: readonly Figure[]): readonly (readonly Figure[])[] {
  const groups: Figure[][] = [];
  for (const figure of figures) {
    const group = groups.find(([one]) => one !== undefined && comparable(one, figure));
    if (group) group.push(figure);
    else groups.push([figure]);
  }
  return groups;
}

/** Joined pairs first: those are meant unless the words of a claim say otherwise. Only placeholders pair loosely. */
function pairsIn(tokens: readonly Token[], group: readonly Figure[]): readonly Pair[] {
  const joined = group.flatMap((second, i) => {
    const first = group[i - 1];
    const pair = first && linkOf(tokens, first, second);
    return pair && (first.key !== '' || second.key !== '') && first.key !== second.key ? [pair] : [];
  });
  const own = group.filter(({ key }) => key !== '');
  if (own.length > MOST_ALIKE) return joined;
  const rest = own.flatMap((second, i) =>
    own.slice(0, i).flatMap((first) => {
      const known = joined.some(({ a, b }) => (a === first && b === second) || (a === second && b === first));
      return known || first.key === second.key || !isNear(first, second) ? [] : [loose(first, second)];
    }),
  );
  return [...joined, ...rest];
}

/** Every pair of figures that a claim in the sentence may be about. Ratios of ratios are left alone. */
export function pairsOf({ tokens, figures }: Pick<Scope, 'tokens' | 'figures'>): readonly Pair[] {
  // `improved by [X] %` is a change already.
  const stands = figures.filter(({ at }) => tokens[at - 1]?.text !== 'by');
  return alike(stands)
    .filter(([one]) => one !== undefined && one.measure !== 'times')
    .flatMap((group) => pairsIn(tokens, group));
}
