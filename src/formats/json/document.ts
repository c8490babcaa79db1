// The JSON that scripts rely on (docs/json.md): one document on stdout, `v` and `command` first, fields
// added and never renamed.
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Progress } from '../../core/schedule/progress.ts';

/** Fields by name, as `JSON.stringify` takes them: null for what there is none of. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** One document, ready for stdout. */
export function jsonDocument(command: string, fields: JsonFields): string {
  return `${JSON.stringify({ v: 1, command, ...fields })}\n`;
}

/** A problem as every command gives it. */
export function problemJson(problem: Problem): JsonFields {
  const { file, start } = problem.at;
  const { severity, code, message, hint } = problem;
  return { file, line: start.line, column: start.column, severity, code, message, hint: hint ?? null };
}

/** One question as `list --json` gives it. */
export function questionJson(
  head: QuestionHead,
  study: { readonly progress: Progress; readonly values: Values; readonly calendar: Calendar },
): JsonFields {
  const schedule = study.progress.schedules.get(head.id);
  return {
    id: head.id,
    number: head.number ?? null,
    section: head.section,
    title: head.title,
    kind: head.kind,
    tags: head.tags,
    difficulty: head.difficulty,
    minutes: head.minutes,
    draft: head.draft,
    suspended: head.suspended || study.progress.suspended.has(head.id),
    placeholders: head.placeholderKeys.length,
    unfilled: unfilledKeys(head, study.values).length,
    points: head.points,
    followUps: head.followUps,
    state: schedule?.state ?? 'new',
    due: schedule ? isoWithOffset(schedule.due, study.calendar) : null,
    reps: schedule?.reps ?? 0,
    lapses: schedule?.lapses ?? 0,
    file: head.file,
    line: head.line,
  };
}
