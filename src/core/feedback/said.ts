// Values in an answer that open metrics of its question ask for: offered, never stored automatically.
import { sumOf } from '../base/collections.ts';
import type { Metric } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import type { Values } from '../fill/conditional.ts';
import { countedBy, type Gap } from '../fill/gaps.ts';
import { placeholderLabel } from '../fill/values.ts';
import { type Accepted, checkValue } from '../values/quantity.ts';
import { declaredUnit } from '../values/units.ts';
import { feedbackOn } from './feedback.ts';
import type { Lexicon } from './lexicon.ts';
import { isInside } from './words.ts';
import { openFiguresIn } from './wrong-numbers.ts';

type OpenFigure = ReturnType<typeof openFiguresIn>[number];

export type Said = { readonly gap: Gap; readonly accepted: Accepted };

// Chosen on 252 answers with 381 values, all of them open: 226 are offered, besides 57 wrong ones.
const ENOUGH = 1.75;
/** How much worse all figures and metrics together fit without it. */
const LEAD = 0.5;
const STEP = 0.01;

/**
 * Each figure for one metric and each metric once, so that their scores have about the highest sum: in an auction,
 * a figure bids for its best metric what that is worth to it beyond its second best.
 */
function assigned(found: readonly OpenFigure[]): readonly OpenFigure[] {
  const sold = new Map<string, { readonly one: OpenFigure; readonly price: number }>();
  const worth = ({ metric, score }: OpenFigure): number => score - (sold.get(metric)?.price ?? 0);
  const bidders = [...new Set(found.map(({ figure }) => figure))];
  for (let bidder = bidders.pop(); bidder; bidder = bidders.pop()) {
    const [one, next] = found
      .filter(({ figure }) => figure === bidder)
      .toSorted((a, b) => worth(b) - worth(a));
    if (!one || worth(one) <= 0) continue;
    const before = sold.get(one.metric);
    const lead = worth(one) - Math.max(0, next ? worth(next) : 0);
    sold.set(one.metric, { one, price: (before?.price ?? 0) + lead + STEP });
    if (before) bidders.push(before.one.figure);
  }
  return [...sold.values()].map(({ one }) => one);
}

/** Nouns that it counts: of `184,000 files`, and of the 3,100 in `from 184,000 files to 3,100`. */
const nounsOf = ({ units, said, last }: OpenFigure['figure']): string =>
  (units[0] ?? (said.side === 'after' ? last?.units[0] : undefined))?.unit.nouns ?? '';

/** Files are no seconds and no dollars. */
function isOfOtherKind({ figure }: OpenFigure, metric: Metric | undefined): boolean {
  const unit = declaredUnit(metric?.unit);
  const hasDimension = unit.powers.size > 0 || unit.percent;
  return hasDimension && !figure.units[0]?.unit.powers.size && nounsOf(figure) !== '';
}

const totalOf = (found: readonly OpenFigure[]): number => sumOf(assigned(found), ({ score }) => score);

/** The open ones of the best assignment that no other one nearly replaces. */
function clearIn(found: readonly OpenFigure[]): readonly OpenFigure[] {
  const total = totalOf(found);
  return assigned(found).filter(
    (one) =>
      one.isOpen && one.score >= ENOUGH && totalOf(found.filter((each) => each !== one)) < total - LEAD,
  );
}

/** Letters before what they count, which needs no unit: `[X] messages`; not `$[X] a month`. */
const countOf = ({ key, placeholder, question }: Gap): readonly Metric[] =>
  countedBy(question, placeholder) === undefined || placeholder.unitAround !== undefined
    ? []
    : [{ name: key, kind: 'number', prompt: placeholderLabel(placeholder), at: placeholder.written.at }];

/** `6 of the 8 brokers` */
const isWhole = ({ figure }: OpenFigure): boolean =>
  /\d of (?:the |our |all |my )*$/u.test(figure.clause.before);

/** A bare number that the answer says itself, as the planned 20 beside the hours that it took, is no value that it asks for. */
const isWritten = ({ said }: OpenFigure, { answer }: Question): boolean => {
  const [figure] = /^\d[\d.,]*$/.exec(said) ?? [];
  const written = answer.text.matchAll(/(?<![\p{L}\d.,])\d[\d.,]*(?<![.,])/gu);
  return figure !== undefined && [...written].some(([own]) => own === figure);
};

/** @param gaps the open ones of the question */
export function saidValues(
  typed: string,
  question: Question,
  gaps: readonly Gap[],
  values: Values,
  lexicon?: Lexicon,
): readonly Said[] {
  // A computed one without a value is nothing to fill, but a figure may be about it.
  const computed = question.placeholderKeys.flatMap((key) => values.metrics?.get(key) ?? []);
  const asked = [
    ...gaps.flatMap((gap) => gap.metric ?? countOf(gap)),
    ...computed.filter(({ name }) => !values.has(name)),
  ];
  const open = new Map(
    asked.flatMap((metric) => (metric.kind === 'number' ? [[metric.name, metric] as const] : [])),
  );
  const { points, wrongNumbers } = feedbackOn(typed, question, values, lexicon);
  // Of sentences that say something else than a point, and of wrong figures.
  const doubted = [
    ...points.flatMap(({ reason, quote }) => (reason?.startsWith('says ') ? (quote ?? []) : [])),
    ...wrongNumbers.map(({ place }) => place),
  ];
  const isDoubted = ({ figure }: OpenFigure): boolean => doubted.some((each) => isInside(figure.place, each));
  const figures = openFiguresIn(typed, question, open, values, lexicon);
  return clearIn(figures.filter((one) => !one.isOpen || !isWritten(one, question)))
    .filter((one) => !isDoubted(one) && !isWhole(one) && !isOfOtherKind(one, open.get(one.metric)))
    .toSorted((a, b) => a.figure.from - b.figure.from)
    .flatMap(({ metric, number, said }) => {
      const gap = gaps.find(({ key }) => key === metric);
      const accepted =
        gap &&
        [said, String(Number(number.toPrecision(6)))]
          .map((text) => checkValue(gap.metric, text))
          .find((each) => !('error' in each));
      // What needs a second look is not offered.
      return gap && accepted && !('error' in accepted) && accepted.warning === undefined
        ? [{ gap, accepted }]
        : [];
    });
}
