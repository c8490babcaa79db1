// The pace that is heard against the pace that was spoken: flite, three voices, four rates, twelve answers whose syllables were
// counted by hand. Four more calibrate each voice; they are spoken at the usual rate, as a person's transcripts are.
import { beforeAll, describe, expect, it } from 'vitest';
import { hum, over, spokenTexts, whiteNoise, type Spoken } from '../support/speech.ts';
import {
  calibratedErrors,
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
const calibrating = spokenTexts.filter((_, at) => at % 4 === 0);
const tested = spokenTexts.filter((_, at) => at % 4 > 0);

/** All twelve texts in one voice, each at one of the rates, so that each rate has three texts. */
const answersOf = (voice: string, disturbed?: (spoken: Spoken) => Samples): Promise<readonly Heard[]> =>
  Promise.all(tested.map((said, at) => hear(said, voice, STRETCHES[at % 4] ?? 1, disturbed)));

describe('the pace of twelve spoken answers', () => {
  const heard = new Map<string, { readonly answers: readonly Heard[]; readonly others: readonly Heard[] }>();

  beforeAll(async () => {
    for (const voice of VOICES) {
      const others = await Promise.all(calibrating.map((said) => hear(said, voice, 1)));
      heard.set(voice, { answers: await answersOf(voice), others });
    }
  });

  const of = (voice: string) => heard.get(voice) ?? { answers: [], others: [] };

  it.each(VOICES)('goes up and down with the true one in the voice of %s', (voice) => {
    expect(rateCorrelation(of(voice).answers)).toBeGreaterThan(0.9);
  });

  it('goes up and down with the true one over all voices', () => {
    expect(rateCorrelation(VOICES.flatMap((voice) => of(voice).answers))).toBeGreaterThan(0.85);
  });

  it('is within a fifth of the true one as it is heard', () => {
    expect(meanOf(rawErrors(VOICES.flatMap((voice) => of(voice).answers)))).toBeLessThan(0.2);
  });

  it.each(VOICES)('is close to the true one once other texts calibrated the voice of %s', (voice) => {
    const { answers, others } = of(voice);
    const errors = calibratedErrors(answers, others);
    expect(meanOf(errors)).toBeLessThan(0.12);
    expect(Math.max(...errors)).toBeLessThan(0.4);
  });

  it.each(VOICES)(
    'tells words a minute, calibrated by the words of other texts, for the voice of %s',
    (voice) => {
      const { answers, others } = of(voice);
      expect(meanOf(wordErrors(answers, others))).toBeLessThan(0.15);
    },
  );

  it('tells words a minute of a voice that it does not know within 20%', () => {
    const answers = VOICES.flatMap((voice) => of(voice).answers);
    expect(meanOf(wordErrors(answers, []))).toBeLessThan(0.2);
  });
});

describe('the pace of answers in a noisy room', () => {
  const rooms: readonly (readonly [string, (spoken: Spoken) => Samples])[] = [
    ['white noise 20 dB below the voice', ({ sound }) => over(sound, 20, whiteNoise(1))],
    ['a steady hum as strong as the voice', ({ sound }) => over(sound, 0, hum)],
  ];

  it.each(rooms)('is as good with %s', async (_, disturbed) => {
    const others = await Promise.all(calibrating.map((said) => hear(said, 'kal', 1)));
    const answers = await answersOf('kal', disturbed);
    expect(rateCorrelation(answers)).toBeGreaterThan(0.85);
    expect(meanOf(calibratedErrors(answers, others))).toBeLessThan(0.12);
  });
});
