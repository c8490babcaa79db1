import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAR_PARTS, type StarPart } from '../../../src/core/base/question.ts';
import { dividedStory } from '../../../src/core/stories/stories.ts';

const FOUR = STAR_PARTS.slice(0, 4);
const divided = (text: string, parts: readonly StarPart[] = FOUR): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...dividedStory(text, parts)].map(([part, { start, end }]) => [part, text.slice(start, end)]),
  );

describe('a story told in one piece', () => {
  it('is divided by what its sentences say', () => {
    const text =
      'When I joined, our service was slow. Users complained. My task was to bring p95 below 100 ms. I profiled the workers and moved the tokenizer. Then I added a queue. As a result p95 fell from 310 to 95 ms.';
    expect(divided(text)).toEqual({
      situation: 'When I joined, our service was slow. Users complained.',
      task: 'My task was to bring p95 below 100 ms.',
      action: 'I profiled the workers and moved the tokenizer. Then I added a queue.',
      result: 'As a result p95 fell from 310 to 95 ms.',
    });
  });

  it('is divided without full stops, too', () => {
    const text =
      'so um the loss was slow like thirty eight percent of a step and i had to make it faster i fused the kernels and recomputed stuff and in the end it was about twelve percent';
    expect(divided(text)).toEqual({
      situation: 'so um the loss was slow like thirty eight percent of a step',
      task: 'and i had to make it faster',
      action: 'i fused the kernels and recomputed stuff',
      result: 'and in the end it was about twelve percent',
    });
  });

  it('has no part that nothing was said of, and its learning only where it is asked for', () => {
    const text = 'There was a bug. I fixed it. I learned to write a test first.';
    expect(Object.keys(divided(text))).not.toContain('task');
    expect(divided(text, STAR_PARTS)['learning']).toBe('I learned to write a test first.');
  });

  it('is divided by its labels where it has them', () => {
    const text =
      '## Situation\nAs a result of a merge it was slow.\n\n**Action**: I fixed it.\nResult: It shrank.';
    expect(divided(text)).toEqual({
      situation: 'As a result of a merge it was slow.',
      action: 'I fixed it.',
      result: 'It shrank.',
    });
  });

  it('minds a single label, and what the parts of the model answer say', () => {
    expect(divided('Action: I showed a plot.')).toEqual({ action: 'I showed a plot.' });
    expect(divided('Situation: It was slow. I measured it.')).toEqual({
      situation: 'It was slow.',
      action: 'I measured it.',
    });
    const told = dividedStory('The plot was on the wall.', FOUR, (_, part) => Number(part === 'result'));
    expect([...told.keys()]).toEqual(['result']);
  });

  it('is divided in order, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const told = [...dividedStory(text, STAR_PARTS).values()].toSorted((a, b) => a.start - b.start);
        for (const [i, { start, end, score }] of told.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(told[i - 1]?.end ?? 0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
