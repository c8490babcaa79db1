// Pauses and the first word, in speech that is put together with silences of known lengths.
import { beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf } from '../../src/core/speech/delivery.ts';
import type { Delivery } from '../../src/core/base/attempt.ts';
import type { Samples } from '../../src/core/speech/sound.ts';
import { inARow, over, silence, soundOf, speak, trimmed, whiteNoise } from '../support/speech.ts';

const WITHIN_MS = 60;

/** Phrases that begin and end with a loud sound, and have no gap of their own. */
const PHRASES = ['Our own loader ran alone', 'I measured it in the morning', 'Everyone on my team knew why'];

describe.each(['kal', 'slt', 'rms'])('an answer in the voice of %s', (voice) => {
  let phrases: readonly Samples[] = [];
  let perSecond = 0;

  beforeAll(async () => {
    phrases = await Promise.all(PHRASES.map(async (text) => trimmed(await speak(text, voice, 1))));
    perSecond = phrases[0]?.perSecond ?? 0;
  });

  const answer = (before: number, gaps: readonly number[], after: number): Samples => {
    const [first, second, third] = phrases;
    if (!first || !second || !third) throw new Error('nothing was spoken');
    const quiet = (ms: number): Samples => silence(ms, perSecond);
    const [one = 0, other = 0] = gaps;
    return inARow(quiet(before), first, quiet(one), second, quiet(other), third, quiet(after));
  };
  const spokenMs = (): number =>
    phrases.reduce((sum, { samples }) => sum + (samples.length * 1000) / perSecond, 0);
  const near = (actual: number | undefined, expected: number): void =>
    expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(WITHIN_MS);

  function expectMeasured(delivery: Delivery): void {
    near(delivery.firstWordMs, 1500);
    expect(delivery.pauses).toBe(2);
    near(delivery.longestPauseMs, 1200);
    expect(Math.abs(delivery.silenceMs - 1700)).toBeLessThanOrEqual(2 * WITHIN_MS);
    expect(Math.abs(delivery.speechMs - spokenMs())).toBeLessThanOrEqual(3 * WITHIN_MS);
  }

  it('has its pauses and its first word measured within 60 ms each', () => {
    const sound = answer(1500, [500, 1200], 800);
    const delivery = deliveryOf(sound);
    expectMeasured(delivery);
    near(delivery.durationMs, (sound.samples.length * 1000) / perSecond);
  });

  it('is measured as well with white noise 20 dB below the voice', () => {
    expectMeasured(deliveryOf(over(answer(1500, [500, 1200], 800), 20, whiteNoise(2))));
  });

  it('has no pause where the silence is shorter than 300 ms', () => {
    const { pauses, longestPauseMs, silenceMs } = deliveryOf(answer(300, [150, 200], 300));
    expect({ pauses, longestPauseMs, silenceMs }).toEqual({ pauses: 0, longestPauseMs: 0, silenceMs: 0 });
  });

  it('does not begin with a breath, a click or a knock on a key', () => {
    const noise = whiteNoise(3);
    const before = soundOf(2000, perSecond, (at) => {
      if (at > 0.3 && at < 0.7) return 0.01 * noise();
      if (at > 1.2 && at < 1.205) return 0.5;
      return at > 1.6 && at < 1.65 ? 0.3 * Math.exp((1.6 - at) * 200) * noise() : 0;
    });
    near(deliveryOf(inARow(before, answer(0, [0, 0], 0))).firstWordMs, 2000);
  });
});
