// How loud speech is at least, in a sound of any loudness and with any steady noise. Knows a contour of loudness alone.

/** The loudest parts but one in a hundred, so that one bang does not decide (as in their script of 2010). */
const LOUDEST = 0.99;
/** Noise is what is louder than this share of the time: even those who never pause leave gaps between sounds. */
const NOISE = 0.05;
/** Steady noise goes up and down by less than this around its level, dB. */
const ABOVE_NOISE_DB = 4;
/** Sound whose loudest moments are not this much above the noise is noise, dB; rumble goes up and down by some 7. */
const LEAST_RANGE_DB = 10;
const LOUDEST_MOMENTS = 0.999;
/** Nobody speaks more softly, dB below full scale: it is a microphone that is off. */
const SOFTEST_DB = -70;

/**
 * The level above which there is speech, dB below full scale; infinite when there is none.
 * @param rangeDb how far below its loudest parts speech may be
 */
export function speechLevelOf(contour: Float32Array, rangeDb: number): number {
  const sorted = contour.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? -Infinity;
  const noise = at(NOISE);
  // Where everything is equally loud there are no gaps, and so no words.
  if (at(LOUDEST_MOMENTS) - noise < LEAST_RANGE_DB) return Infinity;
  return Math.max(at(LOUDEST) - rangeDb, noise + ABOVE_NOISE_DB, SOFTEST_DB);
}
