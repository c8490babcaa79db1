// Values in an answer that open metrics of its question ask for: offered, never stored automatically.
import type { Question } from '../base/question.ts';
import type { Values } from '../fill/conditional.ts';
import type { Gap } from '../fill/gaps.ts';
import { type Accepted, checkValue } from '../values/quantity.ts';
import type { Lexicon } from './lexicon.ts';
import { type OpenFigure, openFiguresIn } from './wrong-numbers.ts';

export type Said = { readonly gap: Gap; readonly accepted: Accepted };

// Chosen on 148 answers with 394 values: 246 are offered, besides 30 wrong ones.
const ENOUGH = 3;
/** Over every other metric for the figure, and every other figure for the metric. */
const LEAD = 0.6;

/** The likeliest first; each metric and each figure once, and none that has a rival. */
function assigned(found: readonly OpenFigure[]): readonly OpenFigure[] {
  const settled = new Set<OpenFigure['figure'] | string>();
  const isOpen = ({ figure, metric }: OpenFigure): boolean => !settled.has(figure) && !settled.has(metric);
  return found
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((a, b) => b.score - a.score)
    .filter((one) => {
      if (!isOpen(one)) return false;
      const hasRival = found.some(
        (each) =>
          (each.figure === one.figure) !== (each.metric === one.metric) &&
          isOpen(each) &&
          each.score > one.score - LEAD,
      );
      settled.add(one.figure).add(one.metric);
      return one.isOpen && !hasRival;
    });
}

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
    ...gaps.flatMap(({ metric }) => metric ?? []),
    ...computed.filter(({ name }) => !values.has(name)),
  ];
  const open = new Map(
    asked.flatMap((metric) => (metric.kind === 'number' ? [[metric.name, metric] as const] : [])),
  );
  return assigned(openFiguresIn(typed, question, open, values, lexicon))
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
