import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredPoints } from '../../src/core/coverage.ts';

const POINTS = [
  'Time O(n²·d), score matrix O(n²) memory per head',
  'Projections cost O(n·d²), linear in n',
  'FlashAttention: linear extra memory, but the arithmetic stays',
];
const ANSWER = `Attention takes time, attention needs memory for the score matrix per head. The projections cost linear time.
FlashAttention keeps the arithmetic and needs linear extra memory. Attention, attention.`;
const ticks = (text: string): readonly number[] =>
  coveredPoints(text, POINTS, ANSWER).map((each) => each.covered);

describe('the points that a typed answer seems to cover', () => {
  it('ticks nothing for an empty answer', () => {
    expect(ticks('')).toEqual([0, 0, 0]);
    expect(ticks('  \n ')).toEqual([0, 0, 0]);
  });

  it('ticks a point whose telling words were said, in another form and order', () => {
    expect(ticks('The arithmetic does not change with FlashAttention; the extra memory is linear.')).toEqual([
      0, 0, 1,
    ]);
    expect(ticks('Projecting costs O(n·d²) and is linear in n')).toEqual([0, 1, 0]);
  });

  it('does not tick a point for being on the topic', () => {
    expect(ticks('Attention is about memory and time.')).toEqual([0, 0, 0]);
  });

  it('does not tick for little words in common', () => {
    expect(
      coveredPoints('It is the one that was in the other', ['It was the one in use'], '')[0]?.covered,
    ).toBe(0);
  });

  it('says which words matched, as the point writes them', () => {
    const [, , flash] = coveredPoints('flashattention stays', POINTS, ANSWER);
    expect(flash).toMatchObject({ covered: 0, words: ['FlashAttention', 'stays'] });
  });

  it('ticks every point of an answer that says all of them', () => {
    expect(ticks(POINTS.join('. '))).toEqual([1, 1, 1]);
  });

  it('takes any text, and gives one entry a point', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'binary' })),
        fc.string(),
        (text, points, answer) => {
          expect(coveredPoints(text, points, answer)).toHaveLength(points.length);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('reads a long answer at once', () => {
    const long = 'word '.repeat(200_000);
    expect(coveredPoints(long, ['word and another'], long)[0]?.covered).toBe(0);
  });
});
