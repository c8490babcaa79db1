// Questions for tests, without their texts.
import type { QuestionHead, QuestionId } from '../../src/core/base/question.ts';

export function head(id: QuestionId, more: Partial<QuestionHead> = {}): QuestionHead {
  return {
    id,
    idWritten: true,
    section: 'Architecture',
    title: `Title of ${id}`,
    kind: 'open',
    tags: [],
    difficulty: 'medium',
    minutes: 2,
    draft: false,
    suspended: false,
    placeholderKeys: [],
    points: 3,
    followUps: 0,
    answerHash: 'hash',
    file: `${id}.md`,
    line: 1,
    bank: 'bank',
    ...more,
  };
}

export function bankOf(...heads: readonly QuestionHead[]): ReadonlyMap<QuestionId, QuestionHead> {
  return new Map(heads.map((each) => [each.id, each]));
}
