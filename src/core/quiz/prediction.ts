// Comparing predicted and actual coverage trains self-assessment (Dunlosky et al. 2011, QJEP 64(3)).
import { type Attempt, coveredShare } from '../base/attempt.ts';
import { meanOf } from '../base/collections.ts';

type Prediction = Pick<Attempt, 'at' | 'question'> & { readonly predicted: number; readonly actual: number };

const DECILES = 10;

function decileOf(list: readonly Prediction[], index: number) {
  const own = list.filter(
    // Floating point: 0.7 × 10 is slightly above 7, 0.29 × 10 slightly below 2.9; neither may cross a border.
    ({ predicted }) => Math.min(DECILES - 1, Math.floor(predicted * DECILES + 1e-9)) === index,
  );
  if (own.length === 0) return [];
  const predicted = meanOf(own.map((one) => one.predicted));
  const actual = meanOf(own.map((one) => one.actual));
  return [{ from: index / DECILES, to: (index + 1) / DECILES, count: own.length, predicted, actual }];
}

export function predictionsOf(
  attempts: readonly Pick<Attempt, 'at' | 'question' | 'predicted' | 'points'>[],
) {
  const list = attempts
    .flatMap(({ at, question, predicted, points }): readonly Prediction[] => {
      const actual = coveredShare(points);
      const isShare = predicted !== undefined && predicted >= 0 && predicted <= 1;
      return isShare && actual !== undefined ? [{ at, question, predicted, actual }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
  const deciles = Array.from({ length: DECILES }, (_, index) => decileOf(list, index)).flat();
  const errors = list.map(({ predicted, actual }) => predicted - actual);
  const [meanBias, meanAbsoluteError] =
    list.length === 0 ? [] : [meanOf(errors), meanOf(errors.map(Math.abs))];
  return { list, meanBias, meanAbsoluteError, deciles };
}

/** Smaller whole numbers are counts of points or typing errors, not percentages. */
const LEAST_PERCENTAGE = 10;

/**
 * `70`, `70%`, `4/5`. A whole number up to the number of points counts points, one from 10 on is a percentage.
 * @returns 0–1; undefined for an invalid text
 */
export function readPrediction(text: string, points: number): number | undefined {
  const [, written = '', sign = '', of] =
    /^(\d{1,4})(?: ?(%)| ?(?:\/|of) ?(\d{1,4}))?$/.exec(text.trim()) ?? [];
  const number = Number(written);
  const isCount = sign === '' && number <= points;
  const whole = of === undefined ? (isCount ? points : 100) : Number(of);
  const isSlip = of === undefined && sign === '' && !isCount && number < LEAST_PERCENTAGE;
  if (written === '' || isSlip || number > whole) return undefined;
  return number === 0 ? 0 : number / whole;
}
