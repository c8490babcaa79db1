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
