// The four ratings, and the one that coverage suggests.

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
/** FSRS and Anki: `hard` means recalled with effort, only `again` means not recalled. */
export type Rating = (typeof RATINGS)[number];

/** The rating that ticked points suggest: all → good, at least 60 % → hard, else again; nothing to tick → undefined. */
export function suggestRating(points: readonly (0 | 1)[]): Rating | undefined {
  if (points.length === 0) return undefined;
  const covered = points.filter((point) => point === 1).length / points.length;
  return covered === 1 ? 'good' : covered >= 0.6 ? 'hard' : 'again';
}
