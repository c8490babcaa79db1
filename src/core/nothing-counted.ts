// What is said in place of figures when no attempt counts: there is none at all, none in the days that were asked for, or
// no question that was asked for. Knows which of these it is; knows no figure.
import type { Stats } from './stats.ts';

/** True when sections and tags were asked for that no question has together. */
export const isNothingAsked = ({ filtered, readiness }: Stats): boolean =>
  filtered && readiness.overall.questions === 0;

/** Why no attempt is counted, as a sentence. @param stats of no attempt */
export function nothingCountedText(stats: Stats): string {
  if (isNothingAsked(stats)) return 'No question matches.';
  const where = stats.filtered ? ' at these questions' : '';
  if (stats.since !== undefined) return `There is no attempt${where} since ${stats.since}.`;
  return stats.filtered ? `There is no attempt${where} yet.` : 'There is no attempt to count yet.';
}
