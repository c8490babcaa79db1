// Values in an answer that could fill a metric of its question: offered, never stored automatically. Only clear
// cases: a number with its unit that fits one metric, and no other number fits it.
import { withDigits } from '../values/spoken-numbers.ts';
import { type Accepted, checkValue } from '../values/typed-value.ts';
import { declaredUnit, fitsInto, readUnits } from '../values/units.ts';
import type { Gap } from './gaps.ts';

export type Said = { readonly gap: Gap; readonly accepted: Accepted };

const MEASURED = /(?<![\p{L}\p{N}.,$€£])(\d+(?:\.\d+)?) ?(%|[\p{L}µ]{1,12}(?:\/\p{L}{1,12})?)/gu;
const SENTENCE_END = /[.!?]\s|\n/g;
const TELLING = /[\p{L}\p{N}]{4,}/gu;
/** Common words of prompts. */
const COMMON = new Set(
  'your with from that this time test data model share value number measured over'.split(' '),
);

const tellingWords = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.toLowerCase().replaceAll('_', ' ').matchAll(TELLING)]
      .map(([word]) => word)
      .filter((word) => !COMMON.has(word)),
  );

/** Undefined if it needs a second look. */
function accepted({ metric }: Gap, number: string, unitText: string): Accepted | undefined {
  const unit = declaredUnit(metric?.unit);
  // A label without a dimension, such as `layers`, fits too much.
  const isMeasured = metric?.kind === 'number' && (unit.percent || unit.powers.size > 0);
  const isFitting =
    isMeasured && readUnits(unitText).some((one) => one.percent === unit.percent && fitsInto(one, unit));
  const checked = isFitting ? checkValue(metric, `${number} ${unitText}`) : undefined;
  return checked && !('error' in checked) && checked.warning === undefined ? checked : undefined;
}

export function saidValues(text: string, gaps: readonly Gap[]): readonly Said[] {
  const digits = withDigits(text);
  const ends = [...digits.matchAll(SENTENCE_END)].map(({ index }) => index);
  const numbers = new Map(
    [...digits.matchAll(MEASURED)].map(({ 0: whole, 1: number = '', 2: unit = '', index }) => {
      const sentence = digits.slice(
        ends.findLast((end) => end < index) ?? 0,
        ends.find((end) => end > index),
      );
      return [whole, { number, unit, words: tellingWords(sentence) }] as const;
    }),
  );
  const fitting = gaps.flatMap((gap) =>
    [...numbers.values()].flatMap((one) => {
      const value = accepted(gap, one.number, one.unit);
      const words = tellingWords(`${gap.metric?.name} ${gap.metric?.prompt}`);
      const isNamed = gaps.length === 1 || [...words].some((word) => one.words.has(word));
      return value && isNamed ? [{ gap, accepted: value, one }] : [];
    }),
  );
  return fitting.filter(({ gap, one }) =>
    fitting.every((other) => (other.gap === gap) === (other.one === one)),
  );
}
