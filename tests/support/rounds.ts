// How long campaigns are: short on every change, long in `npm run soak`, which tries each file that imports this.
import fc from 'fast-check';

const isLong = process.env['PREP_SOAK'] === '1';

/** Long campaigns are run as a whole, or with `PREP_SOAK_PART=6` a sixth of each. */
const part = Number(process.env['PREP_SOAK_PART'] ?? 1);
export const ofCampaign = (all: number): number => Math.ceil(all / part);

/** Runs of a law, or damaged texts. */
export const rounds = (few: number, many: number): number => (isLong ? Math.max(few, ofCampaign(many)) : few);

/** Every `nth` of them, from the one at `from` on; more in the long campaigns. */
export function someOf<T>(all: readonly T[], nth: number, from = 0): readonly T[] {
  const step = isLong ? Math.min(nth, part) : nth;
  return all.filter((_, at) => at % step === from % step);
}

// A setup file of both configurations.
fc.configureGlobal({ numRuns: rounds(30, 500) });
