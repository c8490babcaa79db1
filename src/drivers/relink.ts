// Moves the history of questions whose id is gone to where they are found again, and says so.
import type { Context } from '../context.ts';
import { proposeRelinks } from '../core/identity.ts';
import type { Instant } from '../core/day.ts';
import type { RelinkEntry } from '../core/journal.ts';
import type { Progress } from '../core/progress.ts';
import type { QuestionHead } from '../core/question.ts';
import type { ScheduleParams } from '../core/schedule.ts';

/** The progress once every history that has one sure new place was moved there. */
export async function relinked(
  context: Context,
  heads: Iterable<QuestionHead>,
  progress: Progress,
  params: ScheduleParams,
  now: Instant,
): Promise<Progress> {
  const { links } = proposeRelinks(progress, heads, context.banks);
  if (links.length === 0) return progress;
  const entries = links.map(({ from, to, why }): RelinkEntry => ({
    type: 'relink',
    id: context.random.id(now),
    at: now,
    from,
    to,
    why,
  }));
  context.journal.append(entries);
  for (const { from, to, why } of entries) {
    context.out.talk(
      `The history of ${from} now belongs to ${to} (${why}); \`prep undo\` takes that back.\n`,
    );
  }
  return context.journal.progress(params);
}
