// How much of a story each part takes. A convention of career guides, not a finding: it is shown beside what was told, and
// nothing is graded by it (Situation 15–20 %, Task 10–15 %, Action 50–60 %, Result 15–20 %; a learning is a sentence or two).
import type { StarPart } from './question.ts';

/** Shares of the whole, 0–1. */
export type Share = { readonly least: number; readonly most: number };

export const STORY_SHARES: Readonly<Record<StarPart, Share>> = {
  situation: { least: 0.15, most: 0.2 },
  task: { least: 0.1, most: 0.15 },
  action: { least: 0.5, most: 0.6 },
  result: { least: 0.15, most: 0.2 },
  learning: { least: 0, most: 0.1 },
};

/** `Situation`, as a heading has it. */
export const partTitle = (part: StarPart): string => part.charAt(0).toUpperCase() + part.slice(1);

const percent = (share: number): string => String(Math.round(share * 100));

/** `15–20 %`, `at most 10 %`. */
export function shareText({ least, most }: Share): string {
  return least === 0 ? `at most ${percent(most)} %` : `${percent(least)}–${percent(most)} %`;
}
