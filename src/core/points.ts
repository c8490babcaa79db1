// Ticked points: how many of them an answer covered. Knows nothing of what they say.

/** One entry a point: 1 covered, 0 missed. Empty when they were not checked, or when there are none. */
export type Points = readonly (0 | 1)[];

/** How many were covered. */
export const coveredCount = (points: Points): number => points.filter((point) => point === 1).length;

/** Share of them that was covered, 0–1; undefined when there are none. */
export const coveredShare = (points: Points): number | undefined =>
  points.length === 0 ? undefined : coveredCount(points) / points.length;
