// When there is sound, and the silences between. Knows levels over time: no voices, no words.

/** Silences shorter than this belong to the speech, ms (de Jong & Wempe 2009). */
export const PAUSE_MS = 300;

/** From a moment to a moment after it, ms. */
export type Stretch = { readonly startMs: number; readonly endMs: number };

/** The stretches in which a contour is above a level. @param stepMs time between two of its values */
export function stretchesAbove(contour: Float32Array, level: number, stepMs: number): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = -1;
  for (let at = 0; at <= contour.length; at++) {
    const loud = at < contour.length && (contour[at] ?? 0) > level;
    if (loud && start < 0) start = at;
    if (!loud && start >= 0) {
      found.push({ startMs: start * stepMs, endMs: at * stepMs });
      start = -1;
    }
  }
  return found;
}

/** Joins stretches that follow each other in less than a time. */
export function joined(stretches: readonly Stretch[], withinMs: number): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches) {
    const last = all.at(-1);
    if (last && next.startMs - last.endMs < withinMs)
      all[all.length - 1] = { startMs: last.startMs, endMs: next.endMs };
    else all.push(next);
  }
  return all;
}

/** The lengths of the gaps between stretches, ms. */
export const gapsOf = (stretches: readonly Stretch[]): readonly number[] =>
  stretches.slice(1).map(({ startMs }, at) => startMs - (stretches[at]?.endMs ?? startMs));
