// What questions lack, and which topics have questions and stories.
import type { QuestionHead } from '../base/question.ts';
import { commonTopics, servesOf, topicsOf } from '../stories/stories.ts';

/** Most important first. A story needs no key points: it is checked part by part. */
export const GAPS = ['answer', 'own-answer', 'points', 'numbers', 'follow-ups'] as const;
export type BankGap = (typeof GAPS)[number];

export function gapsOf(question: QuestionHead, hasOwn: boolean): readonly BankGap[] {
  const lacks: Readonly<Record<BankGap, boolean>> = {
    answer: question.draft && !hasOwn,
    'own-answer': !question.draft && !hasOwn,
    points: question.points === 0 && question.kind !== 'star',
    numbers: question.placeholderKeys.length === 0,
    'follow-ups': question.followUps === 0,
  };
  return GAPS.filter((gap) => lacks[gap]);
}

export type Topic = {
  /** In lower case. */
  readonly name: string;
  readonly questions: readonly QuestionHead[];
  readonly stories: readonly QuestionHead[];
};

/** Most questions first; a draft of a story says nothing yet. */
export function topicsIn(heads: readonly QuestionHead[]): readonly Topic[] {
  const topics = new Map<string, { questions: QuestionHead[]; stories: QuestionHead[] }>();
  const common = commonTopics(heads);
  for (const head of heads) {
    const isStory = head.kind === 'star' && !head.draft;
    const served = isStory ? servesOf(head).map((name) => name.toLowerCase()) : [];
    for (const name of new Set([...topicsOf(head), ...served])) {
      if (common.has(name)) continue;
      const topic = topics.get(name) ?? { questions: [], stories: [] };
      topics.set(name, topic);
      (isStory ? topic.stories : topic.questions).push(head);
    }
  }
  return [...topics]
    .map(([name, topic]): Topic => ({ name, ...topic }))
    .toSorted((a, b) => b.questions.length - a.questions.length || b.stories.length - a.stories.length);
}
