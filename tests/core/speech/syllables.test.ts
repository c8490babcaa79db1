// Peaks of loudness with dips of 2 dB to either side, in contours that are written down.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peaksOf } from '../../../src/core/speech/delivery.ts';

const peaks = (...contour: readonly number[]): readonly number[] => peaksOf(Float32Array.from(contour));

describe('the peaks of a contour', () => {
  it('have dips of more than 2 dB before and after', () => {
    expect(peaks(-60, -20, -60, -20, -60)).toEqual([1, 3]);
    expect(peaks(-60, -20, -22.5, -20, -60)).toEqual([1, 3]);
  });

  it('are one where the dip between them is shallower', () => {
    expect(peaks(-60, -20, -21.5, -20, -60)).toEqual([1]);
    expect(peaks(-60, -21, -22.5, -20, -60)).toEqual([3]);
  });

  it('need a rise before them', () => {
    expect(peaks(-20, -60)).toEqual([]);
    expect(peaks(-20, -30, -25, -60)).toEqual([2]);
  });

  it('may be cut off by the end', () => {
    expect(peaks(-60, -20)).toEqual([1]);
  });

  it('are none in what is level, and in nothing', () => {
    expect(peaks()).toEqual([]);
    expect(peaks(-20)).toEqual([]);
    expect(peaks(-20, -20, -20.5, -20)).toEqual([]);
  });

  it('stand at values that are no lower than both neighbours, with a dip between each two', () => {
    const contour = fc.float32Array({ min: -100, max: 0, noNaN: true, maxLength: 60 });
    fc.assert(
      fc.property(contour, (values) => {
        const found = peaksOf(values);
        for (const at of found) {
          expect(values[at]).toBeGreaterThanOrEqual(values[at - 1] ?? -100);
          expect(values[at]).toBeGreaterThanOrEqual(values[at + 1] ?? -100);
        }
        for (const [index, at] of found.slice(1).entries()) {
          const before = found[index] ?? 0;
          const dip = Math.min(...values.subarray(before, at));
          expect(Math.min(values[before] ?? 0, values[at] ?? 0) - dip).toBeGreaterThan(1.999);
        }
      }),
    );
  });
});
