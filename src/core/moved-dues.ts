// How many questions come back on another day when the model of memory changes. Knows schedules; no model.
import { dayNumberOf, type Calendar } from './day.ts';
import type { QuestionId } from './question.ts';
import type { Schedule } from './schedule.ts';

/** Of `questions`, those that come due on an earlier day than before, and those that do on a later one. */
export type MovedDues = { readonly questions: number; readonly sooner: number; readonly later: number };

type Schedules = ReadonlyMap<QuestionId, Pick<Schedule, 'due'>>;

/** Compares the days on which the same questions come due. */
export function movedDues(before: Schedules, after: Schedules, calendar: Calendar): MovedDues {
  let [sooner, later] = [0, 0];
  for (const [id, { due }] of after) {
    const moved = dayNumberOf(due, calendar) - dayNumberOf(before.get(id)?.due ?? due, calendar);
    if (moved < 0) sooner++;
    if (moved > 0) later++;
  }
  return { questions: after.size, sooner, later };
}
