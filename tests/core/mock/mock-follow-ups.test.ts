import { describe, expect, it } from 'vitest';
import { followUpsFor, type HeardAnswer, nextFollowUp } from '../../../src/core/mock/mock.ts';

const question = {
  kind: 'open' as const,
  followUps: ['What does FlashAttention change about memory?', 'How does training time grow with depth?'],
};
const heard = (more: Partial<HeardAnswer> = {}): HeardAnswer => ({
  withoutNumbers: false,
  ...more,
});
const bare = { ...question, followUps: [] };
const MISSED = ['Attention memory grows with the square of the sequence', 'Projections are linear'];

describe('follow-ups', () => {
  it('are the question’s own, the nearest to what was missed first', () => {
    const near = { ...question, followUps: question.followUps.toReversed() };
    expect(followUpsFor(near, heard({ missed: ['Memory is quadratic'] }))).toEqual([
      { kind: 'file', text: question.followUps[0], index: 1 },
      { kind: 'file', text: question.followUps[1], index: 0 },
    ]);
  });

  it('come in their order when nothing is known of the answer', () => {
    expect(followUpsFor(question, heard()).map(({ index }) => index)).toEqual([0, 1]);
  });

  it('are none where the question has none and nothing specific is to be asked', () => {
    expect(followUpsFor(bare, heard({ missed: MISSED }))).toEqual([]);
    expect(followUpsFor({ ...bare, kind: 'star' }, heard())).toEqual([]);
  });

  it('ask for a number where numbers are there and none was cited', () => {
    const kinds = (missed: readonly string[], of: Parameters<typeof followUpsFor>[0] = bare) =>
      followUpsFor(of, heard({ missed, withoutNumbers: true })).map(({ kind }) => kind);
    expect([kinds(MISSED), kinds([])]).toEqual([['number'], ['number']]);
    const own = { ...question, followUps: question.followUps.slice(0, 1) };
    expect(kinds(MISSED, own)).toEqual(['file', 'number']);
  });

  it('are asked once at most where nothing was missed', () => {
    expect(followUpsFor(question, heard({ missed: [] }))).toHaveLength(1);
    expect(followUpsFor(bare, heard({ missed: [] }))).toEqual([]);
  });

  it('suit a story where it is one', () => {
    const [asked] = followUpsFor({ ...bare, kind: 'star' }, heard({ withoutNumbers: true }));
    expect(asked?.text).toBe('Which number shows the result?');
  });

  it('come one after the other, two at most, and none twice', () => {
    const fitting = followUpsFor(question, heard());
    const [first, second] = fitting;
    if (!first || !second) throw new Error('two were expected');
    expect(nextFollowUp([{ followUps: [] }], fitting)).toBe(first);
    expect(nextFollowUp([{ followUps: [first] }], fitting)).toBe(second);
    expect(nextFollowUp([{ followUps: [first, second] }], fitting)).toBeUndefined();
    // After a resume with other values the order may be another.
    expect(nextFollowUp([{ followUps: [second] }], fitting)).toBe(first);
    // A question for a value comes once in a mock; that of another question with the same place is another.
    const [number] = followUpsFor(bare, heard({ withoutNumbers: true }));
    const asked = number ? [number] : [];
    expect(nextFollowUp([{ followUps: [] }], asked)).toBe(number);
    expect(nextFollowUp([{ followUps: asked }, { followUps: [] }], asked)).toBeUndefined();
    expect(nextFollowUp([{ followUps: [first] }, { followUps: [] }], fitting)).toBe(first);
  });
});
