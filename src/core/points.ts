// Ticked points: how many of them an answer covered, and which. Knows nothing of what they say.

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
