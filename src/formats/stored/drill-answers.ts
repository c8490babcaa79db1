// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. One bad line
// rejects that line only.
import { type Points, type Rating, RATINGS } from '../../core/base/attempt.ts';
import * as field from './fields.ts';

export type DrillAnswer = {
  /** Line in the input, from 1. */
  readonly line: number;
  readonly question: string;
  readonly rating: Rating;
  readonly text: string;
  readonly points: Points;
  readonly elapsedMs: number;
};

export type Rejected = { readonly line: number; readonly reason: string };

/** Scripts write `null` for what they leave out. */
const ANSWER = field.object({
  question: field.name,
  rating: field.word(RATINGS),
  text: field.nullish(field.text, ''),
  points: field.nullish(field.points, []),
  elapsedMs: field.nullish(field.ms, 0),
});

/** Reads all lines; empty ones are passed over. Never throws. */
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
