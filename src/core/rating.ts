// The four ratings, and the one that coverage suggests.
import { coveredShare, type Points } from './points.ts';

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
/** FSRS and Anki: `hard` means recalled with effort, only `again` means not recalled. */
export type Rating = (typeof RATINGS)[number];

/** The rating that ticked points suggest: all → good, at least 60 % → hard, else again; nothing to tick → undefined. */
export function suggestRating(points: Points): Rating | undefined {
  const covered = coveredShare(points);
  if (covered === undefined) return undefined;
  return covered === 1 ? 'good' : covered >= 0.6 ? 'hard' : 'again';
}
