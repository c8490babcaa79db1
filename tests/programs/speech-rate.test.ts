// The pace that is heard against the pace that was spoken: flite, three voices, four rates, sixteen answers whose syllables
// were counted by hand.
import { beforeAll, describe, expect, it } from 'vitest';
import { hum, over, spokenTexts, whiteNoise, type Spoken } from '../support/speech.ts';
import {
  hear,
  meanOf,
  rateCorrelation,
  rawErrors,
  wordErrors,
  type Heard,
} from '../support/speech-figures.ts';
import type { Samples } from '../../src/core/speech/sound.ts';

const VOICES = ['kal', 'slt', 'awb'];
const STRETCHES = [0.7, 0.9, 1.15, 1.5];

/** All texts in one voice, each at one of the rates, so that each rate has four texts. */
const answersOf = (voice: string, disturbed?: (spoken: Spoken) => Samples): Promise<readonly Heard[]> =>
  Promise.all(spokenTexts.map((said, at) => hear(said, voice, STRETCHES[at % 4] ?? 1, disturbed)));

describe('the pace of spoken answers', () => {
  const heard = new Map<string, readonly Heard[]>();

  beforeAll(async () => {
    for (const voice of VOICES) heard.set(voice, await answersOf(voice));
  });

  const of = (voice: string) => heard.get(voice) ?? [];

  it.each(VOICES)('goes up and down with the true one in the voice of %s', (voice) => {
    expect(rateCorrelation(of(voice))).toBeGreaterThan(0.9);
  });

  it('goes up and down with the true one over all voices', () => {
    expect(rateCorrelation(VOICES.flatMap((voice) => of(voice)))).toBeGreaterThan(0.85);
  });

  it('is within a fifth of the true one as it is heard', () => {
    expect(meanOf(rawErrors(VOICES.flatMap((voice) => of(voice))))).toBeLessThan(0.2);
  });

  it('tells words a minute of a voice within 20%', () => {
    const answers = VOICES.flatMap((voice) => of(voice));
    expect(meanOf(wordErrors(answers))).toBeLessThan(0.2);
  });
});

describe('the pace of answers in a noisy room', () => {
  const rooms: readonly (readonly [string, (spoken: Spoken) => Samples])[] = [
    ['white noise 20 dB below the voice', ({ sound }) => over(sound, 20, whiteNoise(1))],
    ['a steady hum as strong as the voice', ({ sound }) => over(sound, 0, hum)],
  ];

  it.each(rooms)('is as good with %s', async (_, disturbed) => {
    const answers = await answersOf('kal', disturbed);
    expect(rateCorrelation(answers)).toBeGreaterThan(0.85);
    expect(meanOf(rawErrors(answers))).toBeLessThan(0.12);
  });
});
