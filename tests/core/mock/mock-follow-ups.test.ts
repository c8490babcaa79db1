import { describe, expect, it } from 'vitest';
import { followUpsFor, type HeardAnswer, nextFollowUp } from '../../../src/core/mock/mock.ts';

const question = {
  kind: 'open' as const,
  title: 'How fast is attention?',
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

  it('are asked about what was missed when the question has none of its own', () => {
    expect(followUpsFor(bare, heard({ missed: MISSED })).map(({ kind }) => kind)).toEqual([
      'why',
      'ten-times',
    ]);
    const own = { ...question, followUps: question.followUps.slice(0, 1) };
    expect(followUpsFor(own, heard({ missed: MISSED })).map(({ kind }) => kind)).toEqual(['file', 'why']);
  });

  it('ask for a number where numbers are there and none was cited', () => {
    const kinds = followUpsFor(bare, heard({ missed: MISSED, withoutNumbers: true })).map(({ kind }) => kind);
    expect(kinds).toEqual(['number', 'why']);
    expect(followUpsFor(bare, heard({ missed: [], withoutNumbers: true })).map(({ kind }) => kind)).toEqual([
      'number',
    ]);
  });

  it('are asked once at most where nothing was missed', () => {
    expect(followUpsFor(question, heard({ missed: [] }))).toHaveLength(1);
    expect(followUpsFor(bare, heard({ missed: [] }))).toEqual([]);
  });

  it('suit a story where it is one', () => {
    const story = { ...bare, kind: 'star' as const };
    const texts = followUpsFor(story, heard()).map(({ text }) => text);
    expect(texts).toEqual(['Why did you do it that way?', 'What would you do differently today?']);
  });

  it('suit a question about one’s own work, which has no cause', () => {
    const asked = (title: string) => followUpsFor({ ...bare, title }, heard()).map(({ text }) => text);
    expect(asked('How did you train it?')).toEqual([
      'Why did you do it that way?',
      'What would you do differently today?',
    ]);
    expect(asked('How would you train it?')[0]).toBe('Why is that the case? What causes it?');
  });

  it('come one after the other, two at most, and none twice', () => {
    const fitting = followUpsFor(question, heard());
    const [first, second] = fitting;
    if (!first || !second) throw new Error('two were expected');
    expect(nextFollowUp({ followUps: [] }, fitting)).toBe(first);
    expect(nextFollowUp({ followUps: [first] }, fitting)).toBe(second);
    expect(nextFollowUp({ followUps: [first, second] }, fitting)).toBeUndefined();
    // After a resume with other values the order may be another.
    expect(nextFollowUp({ followUps: [second] }, fitting)).toBe(first);
  });
});
