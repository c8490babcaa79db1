// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. A bad line rejects
// only itself.
import { type Points, type Rating, RATINGS } from '../../core/base/attempt.ts';
import * as field from './fields.ts';

export type DrillAnswer = {
  /** From 1. */
  readonly line: number;
  readonly question: string;
  readonly rating: Rating;
  readonly text: string;
  readonly points: Points;
  readonly elapsedMs: number;
};

type Rejected = { readonly line: number; readonly reason: string };

/** Scripts write `null` for omitted fields. */
const ANSWER = field.object({
  question: field.name,
  rating: field.word(RATINGS),
  text: field.nullish(field.text, ''),
  points: field.nullish(field.points, []),
  elapsedMs: field.nullish(field.ms, 0),
});

/** Skips empty lines. Never throws. */
export function parseDrillAnswers(input: string): {
  readonly answers: readonly DrillAnswer[];
  readonly rejected: readonly Rejected[];
} {
  const answers: DrillAnswer[] = [];
  const rejected: Rejected[] = [];
  const lines = input.replace(/^\uFEFF/, '').split('\n');
  for (const [index, each] of lines.entries()) {
    if (each.trim() === '') continue;
    const parsed = field.parseObject(each);
    const read = 'value' in parsed ? field.checked(ANSWER, parsed.value) : parsed;
    if ('value' in read) answers.push({ line: index + 1, ...read.value });
    else rejected.push({ line: index + 1, reason: read.fault });
  }
  return { answers, rejected };
}
