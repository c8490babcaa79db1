// What questions lack, and which topics have questions and stories.
import type { Question, QuestionHead } from '../base/question.ts';
import { servesOf, topicsOf } from '../stories/stories.ts';

/** Most important first. A story needs no key points: it is checked part by part. */
export const GAPS = ['answer', 'own-answer', 'points', 'numbers', 'follow-ups'] as const;
export type Gap = (typeof GAPS)[number];

export function gapsOf(question: Question, hasOwn: boolean): readonly Gap[] {
  const lacks: Readonly<Record<Gap, boolean>> = {
    answer: question.draft && !hasOwn,
    'own-answer': !question.draft && !hasOwn,
    points: question.pointsProposed && question.kind !== 'star',
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
  for (const head of heads) {
    const isStory = head.kind === 'star' && !head.draft;
    const served = isStory ? servesOf(head).map((name) => name.toLowerCase()) : [];
    for (const name of new Set([...topicsOf(head), ...served])) {
      const topic = topics.get(name) ?? { questions: [], stories: [] };
      topics.set(name, topic);
      (isStory ? topic.stories : topic.questions).push(head);
    }
  }
  return [...topics]
    .map(([name, topic]): Topic => ({ name, ...topic }))
    .toSorted((a, b) => b.questions.length - a.questions.length || b.stories.length - a.stories.length);
}
