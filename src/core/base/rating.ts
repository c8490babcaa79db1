// The four ratings, and the one that coverage suggests.
// Ticked points: how many of them an answer covered, and which.

/** One entry a point: 1 covered, 0 missed. Empty when they were not checked, or when there are none. */
export type Points = readonly (0 | 1)[];

/** How many were covered. */
export const coveredCount = (points: Points): number => points.reduce<number>((sum, point) => sum + point, 0);

/** Share of them that was covered, 0–1; undefined when there are none. */
export const coveredShare = (points: Points): number | undefined =>
  points.length === 0 ? undefined : coveredCount(points) / points.length;

/** A point as it was shown, and whether it was ticked. */
export type NamedPoint = { readonly text: string; readonly covered: boolean };

/** Points with what they say. @param items one a point, in the same order */
export const pointsByName = (items: readonly string[], points: Points): readonly NamedPoint[] =>
  items.map((text, at) => ({ text, covered: points[at] === 1 }));

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
/** FSRS and Anki: `hard` means recalled with effort, only `again` means not recalled. */
export type Rating = (typeof RATINGS)[number];

/** The rating that ticked points suggest: all → good, at least 60 % → hard, else again; nothing to tick → undefined. */
export function suggestRating(points: Points): Rating | undefined {
  const covered = coveredShare(points);
  if (covered === undefined) return undefined;
  return covered === 1 ? 'good' : covered >= 0.6 ? 'hard' : 'again';
}
