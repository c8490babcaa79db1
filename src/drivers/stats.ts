// What statistics are made of, read once for the screen, for JSON and for the page.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { dayOf, type Day } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { liveAttempts } from '../core/journal.ts';
import { sinceDay, statsOf, type Stats } from '../core/stats.ts';
import { requireKnownNames } from './choose.ts';
import { loadStudy, type Study } from './load.ts';

/** The first day to count. Fails for what is no day, and for one that is still to come (`usage`). */
function firstDay(text: string | undefined, today: Day): Day | undefined {
  const day = text === undefined ? undefined : sinceDay(text, today);
  if (text !== undefined && day === undefined)
    throw new Failure('usage', `--since takes a day that has begun, not "${text.slice(0, 40)}".`, {
      hint: 'for example --since 2026-11-01, --since 30d or --since 12w',
    });
  return day;
}

/** The figures that the options ask for. */
export async function readStats(
  context: Context,
  options: Input<'stats'>,
): Promise<{ readonly study: Study; readonly stats: Stats; readonly only: readonly string[] }> {
  const study = await loadStudy(context, options);
  requireKnownNames(study.bank, options);
  const since = firstDay(options.since, dayOf(study.now, study.calendar));
  const attempts = liveAttempts(context.journal.read().entries);
  const filters = { section: options.section ?? [], tag: options.tag ?? [] };
  const { section, tag } = filters;
  const wanted = { ...(section.length > 0 && { section }), ...(tag.length > 0 && { tag }) };
  const stats = statsOf({ ...study, heads: study.bank.questions, attempts, filters: wanted, since });
  return { study, stats, only: [...section, ...tag.map((name) => `#${name}`)] };
}
