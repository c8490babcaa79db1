import { describe, expect, it } from 'vitest';
import { checkItems, feedbackOn } from '../../../src/core/feedback/feedback.ts';
import { quizQuestion } from '../../support/quiz-bank.ts';

const first = (items: readonly string[]): readonly string[] => items.map((item) => item.split(':')[0] ?? '');

describe('what is checked', () => {
  it('is the key points of an open question, and nothing for a draft', () => {
    expect(checkItems(quizQuestion('wide'))).toEqual(['全角は二桁', 'ﾊﾝｶｸ は一桁']);
    expect(checkItems(quizQuestion('draft'))).toEqual([]);
  });

  it('is the parts of a story that its file has, else the four of every story', () => {
    const story = quizQuestion('story');
    expect(first(checkItems(story))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const { star: _star, ...bare } = story;
    expect(first(checkItems(bare))).toEqual(['Situation', 'Task', 'Action', 'Result']);
    const learned = { ...story, star: { ...story.star, learning: story.answer } };
    expect(first(checkItems(learned))).toContain('Learning');
  });
});

describe('feedback', () => {
  const states = (id: string, typed: string): readonly string[] =>
    feedbackOn(typed, quizQuestion(id), new Map()).points.map(({ state }) => state);

  it('finds nothing in stories and in answers without text', () => {
    const story = quizQuestion('story');
    expect(states('story', story.answer.text)).toEqual(['missing', 'missing', 'missing', 'missing']);
    expect(states('latency', '  ')).toEqual(['missing', 'missing', 'missing']);
  });

  it('finds what the text says, and quotes the sentence', () => {
    const typed = 'Well. Quadratic time in the length.';
    expect(states('latency', typed)).toEqual(['found', 'missing', 'missing']);
    const [point] = feedbackOn(typed, quizQuestion('latency'), new Map()).points;
    expect(typed.slice(point?.quote?.start, point?.quote?.end)).toBe('Quadratic time in the length.');
  });
});
