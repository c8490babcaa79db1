// Pace from syllables, and what a person's own transcripts tell of their words.
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/core/base/attempt.ts';
import { calibratePace, paceOf, type PacePair, USUAL_PACE } from '../../../src/core/speech/delivery.ts';

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

const pair = (syllables: number, words: number): PacePair => ({ delivery: delivery({ syllables }), words });

describe('the pace of an answer', () => {
  it('counts pauses', () => {
    expect(paceOf(delivery(), { syllablesPerWord: 1.5, calibrated: true })).toEqual({
      wordsPerMinute: 140,
      calibrated: true,
    });
  });

  it('does not count the time before the first word', () => {
    const calibration = { syllablesPerWord: 1.5, calibrated: false };
    const late = delivery({ firstWordMs: 60_000, durationMs: 128_000 });
    expect(paceOf(late, calibration)).toEqual(paceOf(delivery(), calibration));
  });

  it('is not told of silence', () => {
    const silent = delivery({ speechMs: 0, silenceMs: 0, syllables: 0 });
    expect(paceOf(silent, calibratePace([]))).toEqual({ calibrated: false });
    expect(paceOf(delivery({ speechMs: Number.NaN }), calibratePace([]))).toEqual({ calibrated: false });
  });

  it('has a wide neutral band', () => {
    expect(USUAL_PACE).toEqual({ from: 120, to: 170 });
  });
});

describe('the calibration', () => {
  it('is what is usual until there are 100 words', () => {
    const usual = { syllablesPerWord: 1.4, calibrated: false };
    expect(calibratePace([])).toEqual(usual);
    expect(calibratePace([pair(60, 40), pair(90, 59)])).toEqual(usual);
    expect(calibratePace([pair(60, 40), pair(90, 60)])).toEqual({ syllablesPerWord: 1.5, calibrated: true });
  });

  it('does not count answers of fewer than 20 words', () => {
    expect(calibratePace(Array.from({ length: 20 }, () => pair(19, 19))).calibrated).toBe(false);
  });

  it('takes the middle answer by words, so that a wrong transcript does not decide', () => {
    const good = [pair(130, 100), pair(140, 100), pair(120, 100)];
    expect(calibratePace([...good, pair(210, 100)]).syllablesPerWord).toBe(1.3);
  });

  it('gives longer answers more weight', () => {
    expect(calibratePace([pair(30, 20), pair(30, 20), pair(390, 300)]).syllablesPerWord).toBe(1.3);
  });

  it.each([
    ['sound that was hardly heard', pair(5, 400)],
    ['a transcript of something else', pair(400, 25)],
    ['no syllables', pair(0, 400)],
    ['words that are no number', pair(100, Number.NaN)],
    ['words without end', pair(100, Infinity)],
  ])('leaves out %s', (_, odd) => {
    expect(calibratePace([odd]).calibrated).toBe(false);
    expect(calibratePace([odd, pair(130, 100)])).toEqual({ syllablesPerWord: 1.3, calibrated: true });
  });
});
