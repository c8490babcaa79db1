// Moves the history of questions whose id is gone to where they are found again, and says so.
import type { Context } from '../context.ts';
import { carried } from '../core/carried.ts';
import type { Config } from '../core/config.ts';
import { proposeRelinks } from '../core/identity.ts';
import type { Instant } from '../core/day.ts';
import type { RelinkEntry } from '../core/journal.ts';
import type { Progress } from '../core/progress.ts';
import type { QuestionHead } from '../core/question.ts';
import type { ScheduleParams } from '../core/schedule.ts';

/** The progress once every history that has one sure new place was moved there, and the config that went along. */
export async function relinked(
  context: Context,
  config: Config,
  heads: Iterable<QuestionHead>,
  progress: Progress,
  params: ScheduleParams,
  now: Instant,
): Promise<{ readonly progress: Progress; readonly config: Config }> {
  const { links } = proposeRelinks(progress, heads, context.banks);
  if (links.length === 0) return { progress, config };
  const entries = links.map(({ from, to, why }): RelinkEntry => ({
    type: 'relink',
    id: context.random.id(now),
    at: now,
    from,
    to,
    why,
  }));
  // The copies first: a history that has moved is not looked at again.
  const isAlone = carried(config, links) === config;
  const after = isAlone ? config : await context.config.update((latest) => carried(latest, links));
  context.journal.append(entries);
  for (const { from, to, why } of entries) {
    context.out.talk(
      `The history of ${from} now belongs to ${to} (${why}); \`prep undo\` takes that back.\n`,
    );
  }
  return { config: after, progress: await context.journal.progress(params) };
}
