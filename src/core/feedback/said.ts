// Values in an answer that open metrics of its question ask for: offered, never stored automatically. A figure is for
// the metric whose name and prompt share most with the words beside it, if no other one shares as much.
import type { Metric } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { sumOf } from '../base/collections.ts';
import type { Values } from '../fill/conditional.ts';
import type { Gap } from '../fill/gaps.ts';
import { type Accepted, checkValue } from '../values/quantity.ts';
import { declaredUnit, fitsInto } from '../values/units.ts';
import { type Claim, claimsIn, digitText } from './figures.ts';
import { isUnreported, type Near, partOf, wordsAround } from './wrong-numbers.ts';
import { formsIn, wordsIn } from './words.ts';

export type Said = { readonly gap: Gap; readonly accepted: Accepted };

/** A metric that a figure may be for; a filled one has no gap. */
type Asking = {
  readonly metric: Metric;
  readonly gap?: Gap;
  readonly names: readonly string[];
  readonly words: ReadonlyMap<string, number>;
};

type Pair = Asking & { readonly claim: Claim; readonly accepted: Accepted; readonly score: number };

/** Words of the prompt may be about anything. */
const OF_PROMPT = 0.5;

function askingFor(metric: Metric, gap?: Gap): readonly Asking[] {
  if (metric.kind !== 'number' || metric.unit === undefined) return [];
  const named = wordsIn(metric.name);
  const words = new Map(wordsIn(metric.prompt).map((stem) => [stem, OF_PROMPT]));
  for (const stem of named) words.set(stem, 1);
  return [{ metric, ...(gap && { gap }), names: formsIn(`${metric.name} ${metric.prompt}`), words }];
}

/** The share of the metric's words that are beside the figure. */
function likeness(near: readonly Near[], { metric, words }: Asking): number {
  const beside = new Map<string, number>();
  for (const { stem, weight } of near) beside.set(stem, Math.max(weight, beside.get(stem) ?? 0));
  const shared = sumOf([...words], ([stem, weight]) => weight * (beside.get(stem) ?? 0));
  return shared / (1 + wordsIn(metric.name).length);
}

/** Undefined if it needs a second look. */
function accepted({ metric, gap }: Asking, { figure }: Claim, text: string): Accepted | undefined {
  const wanted = declaredUnit(metric.unit);
  const isFitting = figure.units.some(
    ({ unit }) => unit.percent === wanted.percent && fitsInto(unit, wanted),
  );
  const checked = isFitting ? checkValue(metric, text.slice(figure.from, figure.unitEnd)) : undefined;
  return checked && !('error' in checked) && (!gap || checked.warning === undefined) ? checked : undefined;
}

/** The likeliest first; each metric and each figure once. None of several that are as likely. */
function assigned(pairs: readonly Pair[]): readonly Pair[] {
  const settled = new Set<Claim | Metric>();
  const isOpen = ({ claim, metric }: Pair): boolean => !settled.has(claim) && !settled.has(metric);
  return pairs
    .toSorted((a, b) => b.score - a.score)
    .filter((pair) => {
      if (!isOpen(pair)) return false;
      const others = pairs.filter(
        (each) => each !== pair && (each.claim === pair.claim || each.metric === pair.metric),
      );
      settled.add(pair.claim).add(pair.metric);
      const rivals = others.filter((each) => each.score === pair.score);
      for (const { claim, metric } of rivals) settled.add(claim).add(metric);
      // Without a word beside it, a figure is only for the one metric that has its unit.
      return pair.score > 0 ? rivals.length === 0 : others.length === 0;
    });
}

/** @param gaps the open ones of the question */
export function saidValues(
  typed: string,
  question: Question,
  gaps: readonly Gap[],
  values: Values,
): readonly Said[] {
  const said = digitText(typed);
  const claims = claimsIn(said, typed);
  const filled = question.placeholderKeys.flatMap((key) => values.metrics?.get(key) ?? []);
  const asking = [
    ...gaps.flatMap((gap) => (gap.metric ? askingFor(gap.metric, gap) : [])),
    ...filled.filter(({ name }) => values.has(name)).flatMap((metric) => askingFor(metric)),
  ];
  const pairs = claims.flatMap((claim): readonly Pair[] => {
    const heard = { text: said.text, claims };
    const { from, to, unitEnd, units } = claim.figure;
    const part = partOf(claim, heard);
    // What is counted names the metric: `8 heads`.
    const high = units[0]?.unit.nouns === '' ? unitEnd : to;
    const near = wordsAround(said.text, { low: from, high }, [], part);
    return asking.flatMap((one) => {
      const value = accepted(one, claim, said.text);
      const isMeant = value && !isUnreported(claim, part, one, heard);
      return isMeant ? [{ ...one, claim, accepted: value, score: likeness(near, one) }] : [];
    });
  });
  return assigned(pairs)
    .toSorted((a, b) => a.claim.figure.from - b.claim.figure.from)
    .flatMap(({ gap, accepted: value }) => (gap ? [{ gap, accepted: value }] : []));
}
