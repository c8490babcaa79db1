// When to sit a mock interview: often towards the end, spaced, with a day of rest before the real one.
import { addDays, daysBetween, type Day } from './day.ts';
import type { Progress } from './progress.ts';
import type { SimulatedDay } from './simulate.ts';

/** What a mock interview takes, with going through its report. */
export const MOCK_MINUTES = 45;
/** Days before the interview; earlier ones follow a week apart. The day before it is left alone. */
const LAST_MOCKS = [2, 5, 9];
const WEEK = 7;
/** No mock sooner than so many days after another. */
const APART = 2;
/** Questions that a mock asks: with fewer seen there is nothing to rehearse yet. */
const MOCK_QUESTIONS = 8;

/** The latest day on which a mock was sat. */
const lastMock = ({ days }: Progress): Day | undefined =>
  [...days].findLast(([, { mocked = 0 }]) => mocked > 0)?.[0];

/** Days that a mock is wished for, the latest first: backwards from the interview, or weekly from the last one. */
function wishedDays(
  first: Day,
  last: Day,
  interviewDay: Day | undefined,
  sat: Day | undefined,
): readonly Day[] {
  const days: Day[] = [];
  if (interviewDay !== undefined) {
    const offset = (at: number): number => LAST_MOCKS[at] ?? 9 + WEEK * (at - LAST_MOCKS.length + 1);
    for (let at = 0; addDays(interviewDay, -offset(at)) >= first; at++)
      days.push(addDays(interviewDay, -offset(at)));
    return days;
  }
  const next = sat === undefined ? first : addDays(sat, WEEK);
  for (let day = next < first ? first : next; day <= last; day = addDays(day, WEEK)) days.unshift(day);
  return days;
}

/**
 * Days on which to sit a mock interview. One that falls into a vacation is sat on the last day of study before it.
 * @param days the days ahead, from today on
 * @param interviewDay while it lies ahead
 */
export function mockDays(
  days: readonly SimulatedDay[],
  progress: Progress,
  interviewDay: Day | undefined,
): ReadonlySet<Day> {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return new Set();
  let seen = progress.seen.size;
  const total = seen + days.reduce((sum, { fresh }) => sum + fresh.length, 0);
  const enough = Math.min(MOCK_QUESTIONS, Math.max(1, total));
  // What is begun on the day itself is too fresh to be asked.
  const ready = days.flatMap(({ day, isVacation, fresh }) => {
    const isReady = !isVacation && seen >= enough;
    seen += fresh.length;
    return isReady ? [day] : [];
  });
  const sat = lastMock(progress);
  const chosen: Day[] = [];
  for (const wished of wishedDays(first, last, interviewDay, sat)) {
    const day =
      interviewDay === undefined
        ? ready.find((each) => each >= wished)
        : ready.findLast((each) => each <= wished);
    const others = [...chosen, ...(sat === undefined ? [] : [sat])];
    const isApart = (each: Day): boolean =>
      others.every((other) => Math.abs(daysBetween(other, each)) >= APART);
    if (day !== undefined && isApart(day)) chosen.push(day);
  }
  return new Set(chosen);
}
