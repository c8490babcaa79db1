// The mean of plain numbers. Figures that say what they rest on are in stats-share.ts.

/** The mean; NaN for no numbers. */
export const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
