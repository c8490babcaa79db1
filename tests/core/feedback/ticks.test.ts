import { describe, expect, it } from 'vitest';
import { tickedBeforehand, tickItems } from '../../../src/core/feedback/coverage.ts';
import { quizQuestion } from '../../support/quiz-bank.ts';

const first = (items: readonly string[]): readonly string[] => items.map((item) => item.split(':')[0] ?? '');

describe('what is ticked', () => {
  it('is the key points of an open question, and nothing for a draft', () => {
    expect(tickItems(quizQuestion('wide'))).toEqual(['全角は二桁', 'ﾊﾝｶｸ は一桁']);
    expect(tickItems(quizQuestion('draft'))).toEqual([]);
  });

  it('is the parts of a story that its file has, else the four of every story', () => {
    const story = quizQuestion('story');
    expect(first(tickItems(story))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const { star: _star, ...bare } = story;
    expect(first(tickItems(bare))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const learned = { ...story, star: { ...story.star, learning: story.answer } };
    expect(first(tickItems(learned))).toContain('Learning');
  });
});

describe('what is ticked beforehand', () => {
  it('is nothing for stories and for answers without text', () => {
    const story = quizQuestion('story');
    expect(tickedBeforehand(story, story.answer.text).map(({ covered }) => covered)).toEqual([0, 0, 0, 0]);
    expect(tickedBeforehand(quizQuestion('latency'), '  ').map(({ covered }) => covered)).toEqual([0, 0, 0]);
  });

  it('is what the text seems to cover', () => {
    const ticks = tickedBeforehand(quizQuestion('latency'), 'Quadratic time in the length.');
    expect(ticks.map(({ covered }) => covered)).toEqual([1, 0, 0]);
  });
});
