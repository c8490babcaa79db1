// What is heard in sounds that are made of numbers: a voice of which everything is known, noises, and sounds of no length.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../../src/core/speech/delivery.ts';
import type { Delivery } from '../../../src/core/base/attempt.ts';
import type { Samples } from '../../../src/core/speech/sound.ts';
import { hum, inARow, over, silence, soundOf, whiteNoise } from '../../support/speech.ts';

const RATE = 16_000;
const SYLLABLE_MS = 200;

/** What a throat or a motor does at 120 Hz. */
const buzz = (at: number): number =>
  [1, 0.6, 0.5, 0.8, 0.9, 0.5, 0.2, 0.1].reduce(
    (sum, part, index) => sum + part * Math.sin(2 * Math.PI * 120 * (index + 1) * at),
    0,
  );

/** A vowel that swells and fades within its syllable. */
const vowel = (at: number): number => 0.15 * Math.sin((Math.PI * (at % 0.2)) / 0.2) ** 2 * buzz(at);

const syllables = (count: number, perSecond = RATE): Samples =>
  soundOf(count * SYLLABLE_MS, perSecond, vowel);

/** Ten syllables after a second, a pause of 800 ms, six more, a silence of 400 ms at the end. */
const answer = (perSecond = RATE): Samples =>
  inARow(
    silence(1000, perSecond),
    syllables(10, perSecond),
    silence(800, perSecond),
    syllables(6, perSecond),
    silence(400, perSecond),
  );

const changed = (
  { perSecond, samples }: Samples,
  change: (value: number, at: number) => number,
): Samples => ({
  perSecond,
  samples: samples.map((value, index) => change(value, index / perSecond)),
});

function expectAnswer(delivery: Delivery): void {
  expect(delivery).toMatchObject({ durationMs: 5400, pauses: 1 });
  expect(Math.abs((delivery.firstWordMs ?? 0) - 1000)).toBeLessThanOrEqual(60);
  expect(Math.abs(delivery.longestPauseMs - 800)).toBeLessThanOrEqual(60);
  expect(delivery.silenceMs).toBe(delivery.longestPauseMs);
  expect(Math.abs(delivery.speechMs - 3200)).toBeLessThanOrEqual(120);
}

const nothing = (durationMs: number): Delivery => ({
  durationMs,
  speechMs: 0,
  pauses: 0,
  longestPauseMs: 0,
  silenceMs: 0,
});

describe('a voice', () => {
  it.each([8000, 16_000])('is heard at %s samples a second', (perSecond) => {
    expectAnswer(deliveryOf(answer(perSecond)));
  });

  it.each([0.02, 0.3])('is heard at %s of its loudness', (share) => {
    expectAnswer(deliveryOf(changed(answer(), (value) => value * share)));
  });

  it('is heard with an offset', () => {
    expectAnswer(deliveryOf(changed(answer(), (value) => value * 0.5 + 0.4)));
  });

  it('is heard when it was too loud for the microphone', () => {
    const clipped = changed(answer(), (value) => Math.max(-0.2, Math.min(0.2, value * 2)));
    expectAnswer(deliveryOf(clipped));
  });

  it('is heard with white noise 20 dB below it', () => {
    expectAnswer(deliveryOf(over(answer(), 20, whiteNoise(1))));
  });

  it.each([20, 6])('is heard with a hum %s dB below it', (snrDb) => {
    expectAnswer(deliveryOf(over(answer(), snrDb, hum)));
  });

  it('is heard between clicks', () => {
    const click = (at: number): number => (at % 0.37 < 0.002 ? 0.7 : 0);
    expectAnswer(deliveryOf(changed(answer(), (value, at) => value + click(at))));
  });

  it('is heard when it speaks for a second within two minutes', () => {
    const long = inARow(silence(60_000, RATE), syllables(5), silence(60_000, RATE));
    const noise = whiteNoise(2);
    const delivery = deliveryOf(changed(long, (value) => value + 0.001 * noise()));
    expect(delivery).toMatchObject({ pauses: 0 });
    expect(Math.abs((delivery.firstWordMs ?? 0) - 60_000)).toBeLessThanOrEqual(60);
  });

  it('is measured alike at any loudness', () => {
    const one = deliveryOf(answer());
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 2, noNaN: true }), (share) => {
        expect(deliveryOf(changed(answer(), (value) => value * share))).toEqual(one);
      }),
      { numRuns: 5 },
    );
  });
});

describe('a sound without a voice', () => {
  const noise = whiteNoise(3);
  let rumble = 0;
  const brown = (): number => (rumble = rumble * 0.999 + 0.003 * noise());
  const sounds: readonly (readonly [string, (at: number) => number])[] = [
    ['silence', () => 0],
    ['an offset', () => 0.4],
    ['white noise', () => 0.1 * noise()],
    ['soft white noise', () => 0.001 * noise()],
    ['a rumble', brown],
    ['a hum', (at) => 0.1 * hum(at)],
    ['a motor that goes up and down', (at) => 0.05 * (1 + 0.4 * Math.sin(4 * Math.PI * at)) * buzz(at)],
    ['a loud hum that is cut off', (at) => Math.sign(hum(at))],
    ['a tone', (at) => 0.3 * Math.sin(2 * Math.PI * 300 * at)],
    ['clicks', (at) => (at % 0.5 < 0.001 ? 0.8 : 0)],
    ['clicks over a hum', (at) => 0.1 * hum(at) + (at % 0.5 < 0.001 ? 0.8 : 0)],
    ['keys', (at) => 0.5 * Math.exp((at % 0.3) * -160) * noise()],
    ['no numbers', () => Number.NaN],
  ];

  it.each(sounds)('has no first word: %s', (_, value) => {
    expect(deliveryOf(soundOf(20_000, RATE, value))).toEqual(nothing(20_000));
  });
});

describe('a sound of hardly any length', () => {
  it('is measured', () => {
    expect(deliveryOf({ perSecond: RATE, samples: new Float32Array() })).toEqual(nothing(0));
    expect(deliveryOf({ perSecond: RATE, samples: Float32Array.of(1) })).toEqual(nothing(0));
    expect(deliveryOf(soundOf(10, RATE, (at) => Math.sin(2 * Math.PI * 300 * at)))).toEqual(nothing(10));
  });

  it('never makes it throw', () => {
    const sound = fc.record({
      perSecond: fc.constant(RATE),
      samples: fc.float32Array({ maxLength: 400 }),
    });
    fc.assert(
      fc.property(sound, (samples) => {
        const { speechMs, silenceMs, durationMs } = deliveryOf(samples);
        for (const value of [speechMs, silenceMs]) expect(value).toBeGreaterThanOrEqual(0);
        expect(speechMs + silenceMs).toBeLessThanOrEqual(durationMs + 5);
      }),
    );
  });
});
