// How an answer was delivered, measured from its sound alone: no words are known here. Never a grade.
import { thinned } from './loudness.ts';
import { spokenIn } from './pauses.ts';
import type { Samples } from './sound.ts';
import { nucleiOf } from './syllables.ts';

/** Fewer samples a second hold no speech. */
const MIN_PER_SECOND = 1000;
/** More tell nothing more of speech, and take longer. */
const WANTED_PER_SECOND = 16_000;

/** What the sound of one answer tells. Times in ms. */
export type Delivery = {
  /** Length of the recording. */
  readonly durationMs: number;
  /** From its start to the first sound of speech; left out when nothing was said. */
  readonly firstWordMs?: number;
  /** From the first sound of speech to the last, without the pauses between. */
  readonly speechMs: number;
  /** Silences of at least 300 ms between the first sound of speech and the last. */
  readonly pauses: number;
  readonly longestPauseMs: number;
  /** All those silences together. */
  readonly silenceMs: number;
  /** Syllable nuclei that were heard. */
  readonly syllables: number;
};

/**
 * Measures how an answer was delivered. Takes any sound, also one of no length; silence, noise and hum have no syllables.
 * Within 60 ms where the silences are quiet; syllables within some 10 % of what was said, fewer the faster the speech is.
 */
export function deliveryOf(samples: Samples): Delivery {
  const durationMs = Math.round((samples.samples.length / Math.max(1, samples.perSecond)) * 1000);
  const sound = thinned(samples, WANTED_PER_SECOND);
  const nuclei = sound.perSecond < MIN_PER_SECOND ? [] : nucleiOf(sound);
  const speech = nuclei.length > 0 ? spokenIn(sound, nuclei) : [];
  const [first, last] = [speech[0], speech.at(-1)];
  if (!first || !last)
    return { durationMs, speechMs: 0, pauses: 0, longestPauseMs: 0, silenceMs: 0, syllables: 0 };
  const silences = speech.slice(1).map(({ startMs }, at) => startMs - (speech[at]?.endMs ?? startMs));
  const silenceMs = silences.reduce((sum, ms) => sum + ms, 0);
  return {
    durationMs,
    firstWordMs: first.startMs,
    speechMs: last.endMs - first.startMs - silenceMs,
    pauses: silences.length,
    longestPauseMs: Math.max(0, ...silences),
    silenceMs,
    syllables: nuclei.length,
  };
}
