// Pace from syllables, or from the words of a transcript.
import { describe, expect, it } from 'vitest';
import { type Attempt, type Delivery } from '../../../src/core/base/attempt.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { estimatedPace, spokenPace, USUAL_PACE } from '../../../src/core/speech/delivery.ts';

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  durationMs: 70_000,
  firstWordMs: 2000,
  speechMs: 48_000,
  pauses: 10,
  longestPauseMs: 2000,
  silenceMs: 12_000,
  syllables: 210,
  ...more,
});

const attempt = (more: Partial<Attempt>): Attempt => ({
  id: '1',
  question: 'attention',
  rating: 'good',
  at: instantOf(0),
  elapsedMs: 70_000,
  mode: 'speak',
  points: [],
  cited: [],
  ...more,
});

describe('the pace of an answer', () => {
  it('counts pauses', () => {
    expect(estimatedPace(delivery())).toBeCloseTo(150);
  });

  it('does not count the time before the first word', () => {
    const late = delivery({ firstWordMs: 60_000, durationMs: 128_000 });
    expect(estimatedPace(late)).toBe(estimatedPace(delivery()));
  });

  it('is not told of silence', () => {
    expect(estimatedPace(delivery({ speechMs: 0, silenceMs: 0, syllables: 0 }))).toBeUndefined();
    expect(estimatedPace(delivery({ speechMs: Number.NaN }))).toBeUndefined();
  });

  it('is that of the words which the person read, and otherwise an estimate', () => {
    const said = { delivery: delivery(), text: 'a word '.repeat(60) };
    expect(spokenPace(attempt({ ...said, transcribed: true }))).toEqual({
      wordsPerMinute: 120,
      estimated: false,
    });
    expect(spokenPace(attempt(said))).toMatchObject({ estimated: true });
    expect(spokenPace(attempt({}))).toBeUndefined();
  });

  it('is none beyond what anybody says', () => {
    expect(spokenPace(attempt({ delivery: delivery({ syllables: 5000 }) }))).toBeUndefined();
  });

  it('has a wide neutral band', () => {
    expect(USUAL_PACE).toEqual({ from: 120, to: 170 });
  });
});
