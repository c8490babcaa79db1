// What a claim says of two figures, in their units, against what they give. Knows numbers; knows nothing of which two are meant.
import type { Claim, How, Stated } from './claim.ts';
import type { Figure } from './claim-figures.ts';
import type { Interval } from './claim-numbers.ts';
import type { Pair } from './claim-pairs.ts';
import { conversionNumber, NO_UNIT, type Unit } from './units.ts';

/** Whether an amount of money can be a price in the unit of a figure: `$40` beside figures in `$/month`. */
export const isPriceOf = ({ powers }: Unit, { measure, unit }: Figure): boolean =>
  measure === 'money' && powers.size === 1 && [...powers.keys()].every((name) => unit.powers.get(name) === 1);

const unitFits = ({ unit }: Stated, figure: Figure): boolean => {
  if (!unit || isPriceOf(unit, figure)) return true;
  const points = unit.powers.has('pp');
  if (points) return ['percent', 'points', 'plain'].includes(figure.measure);
  return (
    unit.powers.size === figure.unit.powers.size &&
    [...unit.powers].every(([name, power]) => figure.unit.powers.get(name) === power)
  );
};

/** A difference in dollars beside prices per month is one per month as well. */
function inUnitOf(stated: Stated, figure: Figure): Stated {
  if (!stated.unit || !isPriceOf(stated.unit, figure) || figure.unit.powers.size === 1) return stated;
  const { low, high } = stated.interval;
  const factor = conversionNumber(figure.unit, NO_UNIT) / conversionNumber(stated.unit, NO_UNIT);
  return { ...stated, interval: { low: low * factor, high: high * factor }, unit: figure.unit };
}

/** The statements of a claim that can be made of a pair; a difference needs its unit. */
export const statementsFor = (claim: Claim, { a }: Pair): readonly Stated[] =>
  claim.stated.filter((stated) => unitFits(stated, a)).map((stated) => inUnitOf(stated, a));

/** What the data give: from the lowest to the highest that ranges allow. Undefined where nothing can be computed. */
export function computed(how: How, { a, b }: Pair): Interval | undefined {
  const [small, large] = a.low + a.high <= b.low + b.high ? [a, b] : [b, a];
  if (how === 'difference') return { low: Math.max(0, large.low - small.high), high: large.high - small.low };
  if (small.low <= 0) return undefined;
  const low = Math.max(1, large.low / small.high);
  const high = large.high / small.low;
  if (how === 'times') return { low, high };
  if (how === 'rise') return { low: low - 1, high: high - 1 };
  return how === 'share' ? { low: 1 / high, high: 1 / low } : { low: 1 - 1 / low, high: 1 - 1 / high };
}

/** How much a claim that was written more exactly than the data may be off. */
function slack(claim: Claim, { how }: Stated, { a, b }: Pair, value: number): number {
  if (claim.decimals <= Math.min(a.decimals, b.decimals)) return 0;
  if (how === 'difference') return a.half + b.half;
  const scale = how === 'times' || how === 'share' ? value : 1 + value;
  return scale * (a.half / Math.abs(a.low || 1) + b.half / Math.abs(b.low || 1));
}

const tiny = 1e-9;

/** Whether the data support the statement; what cannot be computed is not held against it. */
export function supports(claim: Claim, stated: Stated, pair: Pair): boolean {
  const data = computed(stated.how, pair);
  if (!data) return true;
  const by = slack(claim, stated, pair, data.high) + tiny;
  return data.low - by <= stated.interval.high && stated.interval.low <= data.high + by;
}

/** A statement, and the number that the data give for it. */
export type Given = { readonly stated: Stated; readonly gives: number };

/** How far a number is from what was written, as a factor; an open end is no distance. */
function offBy(value: number, { low, high }: Interval): number {
  const written =
    Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : Number.isFinite(low) ? low : high;
  return Math.abs(Math.log(Math.max(value, tiny) / Math.max(written, tiny)));
}

/**
 * The statement to tell people of: of percentages the difference in points, as most people mean it, else the one that suits the
 * order of the figures, or comes nearest to what was written.
 * @param subject the figure that the claim is made of, where that is certain
 */
export function nearestStatement(claim: Claim, pair: Pair, subject: Figure | undefined): Given | undefined {
  const given = statementsFor(claim, pair).flatMap((stated) => {
    const data = computed(stated.how, pair);
    return data ? [{ stated, gives: (data.low + data.high) / 2 }] : [];
  });
  const { measure } = pair.a;
  const points = given.find(({ stated }) => stated.how === 'difference' && measure !== 'plain');
  // `50 % slower` takes half as long again; `faster` may be said of the time or of the speed.
  const only = claim.way === 'slower' ? given[0] : undefined;
  const other = subject === pair.a ? pair.b : pair.a;
  const how = subject && (subject.low > other.low ? 'rise' : 'cut');
  const ordered = claim.way === 'faster' ? undefined : given.find(({ stated }) => stated.how === how);
  const likely = given.filter(({ stated }) => stated.how !== 'difference' || given.length === 1);
  const [nearest] = likely.toSorted(
    (a, b) => offBy(a.gives, a.stated.interval) - offBy(b.gives, b.stated.interval),
  );
  return points ?? only ?? ordered ?? nearest;
}
