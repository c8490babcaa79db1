// Whether what a sentence claims of its figures still holds. Precision first: a claim drifts only when its words can be
// understood, it is about figures of the sentence, and none of the pairs that it may be about supports it.
import type { Claim } from './claim.ts';
import { candidates, isJoined } from './claim-about.ts';
import type { Figure } from './claim-figures.ts';
import type { Pair } from './claim-pairs.ts';
import type { Stretch } from './claim-nouns.ts';
import { nearestStatement, statementsFor, supports, type Given } from './claim-statements.ts';
import { isReversed, subjectOf } from './claim-subject.ts';
import { isSupposed } from './claim-supposed.ts';
import type { Sentence } from './claim-text.ts';

/** A claim that its figures do not support. */
export type Drift = Given & {
  readonly claim: Claim;
  readonly pair: Pair;
  /** What the claim is made of, where that is certain. */
  readonly subject?: Figure;
  /** Whether the figures are the other way round than it says. */
  readonly reversed: boolean;
  /** Whether the figure itself holds, so that only the direction is wrong. */
  readonly holds: boolean;
};

const distance = ({ start, end }: Stretch, { a, b }: Pair): number =>
  Math.max(a.at, b.at) < start ? start - Math.min(a.end, b.end) : Math.max(a.at, b.at) - end;

/** The drift of one claim, if none of the pairs that it may be about supports it. */
function driftOf(tokens: Sentence, claim: Claim, pairs: readonly Pair[]): Drift | undefined {
  const judged = candidates(tokens, claim, pairs).map((pair) => {
    const subject = subjectOf(tokens, claim, pair);
    const reversed = claim.way !== undefined && subject !== undefined && isReversed(claim.way, subject, pair);
    const holds = statementsFor(claim, pair).some((stated) => supports(claim, stated, pair));
    return { pair, reversed, holds, ...(subject && { subject }) };
  });
  // Only a comparing word or a verb says which way: `a 4× change` may go either.
  const directed = claim.compared !== undefined || claim.led;
  if (judged.some(({ holds, reversed }) => holds && !(reversed && directed))) return undefined;
  const [nearest] = judged.toSorted(
    (one, other) =>
      Number(other.holds) - Number(one.holds) ||
      Number(isJoined(other.pair)) - Number(isJoined(one.pair)) ||
      distance(claim, one.pair) - distance(claim, other.pair),
  );
  const given = nearest && nearestStatement(claim, nearest.pair, nearest.subject);
  return given && { claim, ...given, ...nearest };
}

/** The claims with numbers in a sentence that do not hold. `pairs` are what they may be about, `from` where the sentence begins. */
export function driftsIn(
  tokens: Sentence,
  claims: readonly Claim[],
  pairs: readonly Pair[],
): readonly Drift[] {
  return claims
    .filter((claim) => !isSupposed(tokens, claim))
    .flatMap((claim) => driftOf(tokens, claim, pairs) ?? []);
}
