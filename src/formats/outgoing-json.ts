// A question as the JSON of an export has it (docs/json.md): what its file says and its texts, nothing of how it is going.
import type { Outgoing } from '../core/export.ts';
import type { JsonFields } from './json-output.ts';

/** The fields of one question; what is not there is null. */
export const outgoingJson = (question: Outgoing): JsonFields => ({
  id: question.id,
  number: question.number ?? null,
  section: question.section,
  title: question.title,
  kind: question.kind,
  tags: question.tags,
  difficulty: question.difficulty,
  minutes: question.minutes,
  draft: question.draft,
  suspended: question.suspended,
  source: question.source ?? null,
  created: question.created ?? null,
  updated: question.updated ?? null,
  asked: question.asked ?? null,
  answer: question.answer,
  own: question.own,
  star: question.star ?? null,
  keyPoints: question.keyPoints,
  pointAlternatives: question.pointAlternatives ?? question.keyPoints.map(() => []),
  followUpTexts: question.followUps,
  notes: question.notes ?? null,
});
