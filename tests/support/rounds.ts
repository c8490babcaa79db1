// How long campaigns are: short on every change, long in `npm run soak`, which tries each file that imports this.
import fc from 'fast-check';

const isLong = process.env['PREP_SOAK'] === '1';

/** How much of a long campaign is run: all of it, or with `PREP_SOAK_PART=4` a fourth. */
export const ofCampaign = (all: number): number =>
  Math.ceil(all / Number(process.env['PREP_SOAK_PART'] ?? 1));

/** Runs of a law, or damaged texts. */
export const rounds = (few: number, many: number): number => (isLong ? Math.max(few, ofCampaign(many)) : few);

/** Each `nth` of them, from the one at `from` on; all in the long campaigns. */
export const someOf = <T>(all: readonly T[], nth: number, from = 0): readonly T[] =>
  isLong ? all : all.filter((_, at) => at % nth === from % nth);

// A setup file of both configurations.
fc.configureGlobal({ numRuns: rounds(30, 500) });
