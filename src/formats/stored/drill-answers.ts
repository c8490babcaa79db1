// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. A bad line rejects
// only itself.
import { RATINGS } from '../../core/base/attempt.ts';
import * as field from './fields.ts';

/** Scripts write `null` for omitted fields. */
const ANSWER = field.object({
  question: field.name,
  rating: field.word(RATINGS),
  text: field.nullish(field.text, ''),
  points: field.nullish(field.points, []),
  elapsedMs: field.nullish(field.ms, 0),
});

/** `line` is from 1. */
export type DrillAnswer = { readonly line: number } & Readonly<field.Checked<typeof ANSWER>>;

/** What a line may say. */
export const ANSWER_FIELDS = Object.keys(ANSWER.entries);

/** Skips empty lines. Never throws. */
export function parseDrillAnswers(input: string) {
  const answers: DrillAnswer[] = [];
  const rejected: { line: number; reason: string }[] = [];
  const unknown = new Set<string>();
  const lines = input.replace(/^\uFEFF/, '').split('\n');
  for (const [index, each] of lines.entries()) {
    if (each.trim() === '') continue;
    const parsed = field.parseObject(each);
    const read = 'value' in parsed ? field.checked(ANSWER, parsed.value) : parsed;
    if ('value' in read) {
      answers.push({ line: index + 1, ...read.value });
      const own = 'value' in parsed ? Object.keys(parsed.value) : [];
      for (const name of own) if (!Object.hasOwn(ANSWER.entries, name)) unknown.add(name);
    } else rejected.push({ line: index + 1, reason: read.fault });
  }
  return { answers, rejected, unknown: [...unknown] };
}
