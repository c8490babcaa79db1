// Pace from the words of a transcript.
import { describe, expect, it } from 'vitest';
import { type Attempt, type Delivery } from '../../../src/core/base/attempt.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { spokenPace, USUAL_PACE } from '../../../src/core/speech/delivery.ts';

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  durationMs: 70_000,
  firstWordMs: 2000,
  speechMs: 48_000,
  pauses: 10,
  longestPauseMs: 2000,
  silenceMs: 12_000,
  ...more,
});

const paceOf = (more: Partial<Attempt>): number | undefined =>
  spokenPace({
    id: '1',
    question: 'attention',
    rating: 'good',
    at: instantOf(0),
    elapsedMs: 70_000,
    mode: 'speak',
    points: [],
    cited: [],
    delivery: delivery(),
    text: 'a word '.repeat(60),
    transcribed: true,
    ...more,
  });

describe('the pace of an answer', () => {
  it('counts pauses, and not the time before the first word', () => {
    expect(paceOf({})).toBe(120);
    expect(paceOf({ delivery: delivery({ firstWordMs: 60_000, durationMs: 128_000 }) })).toBe(120);
  });

  it('is told of a transcript that the person read, and of sound', () => {
    expect(paceOf({ transcribed: false })).toBeUndefined();
    expect(paceOf({ delivery: undefined })).toBeUndefined();
    expect(paceOf({ delivery: delivery({ speechMs: 0, silenceMs: 0 }) })).toBeUndefined();
    expect(paceOf({ delivery: delivery({ speechMs: Number.NaN }) })).toBeUndefined();
  });

  it('is none beyond what anybody says', () => {
    expect(paceOf({ text: 'a word '.repeat(1000) })).toBeUndefined();
  });

  it('has a wide neutral band', () => {
    expect(USUAL_PACE).toEqual({ from: 120, to: 170 });
  });
});
