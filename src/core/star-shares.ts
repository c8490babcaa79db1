// The parts of a story, and the share of the time that each usually takes: a convention of career guides, not science,
// so it is shown and never graded by.
import { STAR_PARTS, type Question, type StarPart } from './question.ts';
import { capitalised } from './wording.ts';

/** Shares of the time, 0–1. */
type Share = { readonly from: number; readonly to: number };

/** The usual share of each part; guides give none for what was learned. */
export const STAR_SHARES: Readonly<Record<StarPart, Share | undefined>> = {
  situation: { from: 0.15, to: 0.2 },
  task: { from: 0.1, to: 0.15 },
  action: { from: 0.5, to: 0.6 },
  result: { from: 0.15, to: 0.2 },
  learning: undefined,
};

const percent = (share: number): number => Math.round(share * 100);

/** `usually 15 to 20 %`, of the time; empty for a part without a usual share. */
export function usualShareText(part: StarPart): string {
  const share = STAR_SHARES[part];
  return share ? `usually ${percent(share.from)} to ${percent(share.to)} %` : '';
}

/** `Situation`. */
export const partName = (part: StarPart): string => capitalised(part);

/** What is planned for a part that guides give no share for. */
const OTHERWISE: Share = { from: 0.05, to: 0.1 };

/** The parts in which a story is told and ticked: those that its model answer has, else all but what was learned. */
export function storyParts({ star }: Pick<Question, 'star'>): readonly StarPart[] {
  const written = STAR_PARTS.filter((part) => star?.[part]);
  return written.length > 0 ? written : STAR_PARTS.filter((part) => part !== 'learning');
}

/** `totalMs` dealt out over `parts` by their usual shares; one time a part, which together make up `totalMs`. */
export function partTargetsMs(parts: readonly StarPart[], totalMs: number): readonly number[] {
  const middles = parts.map((part) => {
    const { from, to } = STAR_SHARES[part] ?? OTHERWISE;
    return (from + to) / 2;
  });
  const sum = middles.reduce((total, middle) => total + middle, 0);
  return middles.map((middle) => (middle / sum) * totalMs);
}
