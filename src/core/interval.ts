// What is done to an interval that FSRS proposes: a little fuzz, and the cap that the interview date sets.
// Knows days as numbers; knows neither FSRS nor the calendar.
import { seededRandom } from './random.ts';

export const MAX_INTERVAL_DAYS = 365;
/** One recall in each of three spaced sessions is enough (Rawson & Dunlosky 2011). */
export const SPACED_RECALLS = 3;

/** How far fuzz may move an interval: about 15 % of a short one, 5 % of a long one; under three days nothing. */
function spreadDays(interval: number): number {
  if (interval < 3) return 0;
  const middle = Math.min(Math.max(interval - 7, 0), 13);
  return 0.15 * Math.min(interval, 7) + 0.1 * middle + 0.05 * Math.max(interval - 20, 0);
}

/**
 * Moves an interval so that questions learned on one day do not all return on one day. The same seed moves every
 * interval by the same share of its spread, so a longer interval never becomes the shorter one.
 * @param interval whole days, at least 1
 * @param seed the question and its count of reviews
 */
export function fuzzed(interval: number, seed: string): number {
  const spread = spreadDays(interval);
  return spread === 0 ? interval : Math.round(interval + (seededRandom(seed)() * 2 - 1) * spread);
}

/** The stretch before the interview over which last rehearsals are spread, in days. */
export const LAST_REHEARSALS_DAYS = 7;

/**
 * The longest interval in days, 1–365. While the interview lies ahead a question returns early enough to fit in the
 * spaced recalls that are still wanting, and for a last rehearsal on one of the seven days before the interview: which
 * one depends on the question, as a whole bank in one day would be too much. From that rehearsal on its recalls are what
 * counts: once it had all of them only the maximum holds, and before that it returns on the day before the interview at
 * the latest. From the interview day on only the maximum holds.
 * @param recalls local days with a successful recall so far
 * @param daysLeft days until the interview; 0 or less when it is over or none is set
 * @param share 0–1 exclusive, of the question: where in the last seven days its last rehearsal lies, the later the smaller
 */
export function capDays(recalls: number, daysLeft: number, share: number): number {
  if (daysLeft <= 0) return MAX_INTERVAL_DAYS;
  const wanting = SPACED_RECALLS - recalls;
  const untilLast = daysLeft - 1 - Math.floor(share * LAST_REHEARSALS_DAYS);
  const isLastOver = untilLast < 1;
  if (wanting <= 0) return isLastOver ? MAX_INTERVAL_DAYS : Math.min(MAX_INTERVAL_DAYS, untilLast);
  const forRecalls = Math.floor(daysLeft / wanting);
  return Math.min(
    MAX_INTERVAL_DAYS,
    Math.max(1, Math.min(isLastOver ? daysLeft - 1 : untilLast, forRecalls)),
  );
}

/** The share of a question that `capDays` takes. */
export const lastRehearsalShare = (question: string): number => seededRandom(`${question}#last`)();
