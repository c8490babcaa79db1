import type { Run } from '../../cli.ts';
import { type Day, dayMeant, dayOf } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { statsOf } from '../../core/progress/stats.ts';
import { liveAttempts } from '../../core/schedule/journal.ts';
import { figuresJson } from '../../formats/json/document.ts';
import { renderStats } from '../../screens/progress/stats.ts';
import { loadStudy } from '../shared/load.ts';
import { requireKnownNames } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';

/** Fails with `day-invalid` or `day-future`. */
function firstDay(text: string | undefined, today: Day): Day | undefined {
  const day = text === undefined ? undefined : dayMeant('--since', text, today, 'back');
  if (day !== undefined && day > today)
    throw new Failure('day-future', `--since cannot be ${day}, which is in the future.`, {
      hint: 'give an earlier day',
    });
  return day;
}

export const stats: Run<'stats'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);
  requireKnownNames(study.bank, options);
  const since = firstDay(options.since, dayOf(study.now, study.calendar));
  const attempts = liveAttempts(context.journal.read().entries);
  const { section, tag } = options;
  const filters = { section, tag };
  const figures = statsOf({ ...study, heads: study.bank.questions, attempts, filters, since });
  if (options.json) {
    // Of a question, scripts get the id.
    const leastReady = figures.leastReady.map(({ question }) => question.id);
    context.out.data(figuresJson('stats', { ...figures, leastReady }));
    return 0;
  }
  const display = displayOf(context, options.plain ?? false);
  const only = [...(section ?? []), ...(tag ?? []).map((name) => `#${name}`)];
  await context.out.page(renderStats(figures, only, display));
  return 0;
};
