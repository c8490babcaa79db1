import type { Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { dayMeant, dayOf, readAsText } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { planOf } from '../../core/progress/plan.ts';
import { foldJournal } from '../../core/schedule/fold.ts';
import { asOfToday } from '../../core/schedule/queue.ts';
import { figuresJson } from '../../formats/json/document.ts';
import { renderPlan } from '../../screens/progress/plan.ts';
import { loadStudy, type Study } from '../shared/load.ts';
import { displayOf } from '../shared/screen.ts';

/** The study with another interview day, on which every due date depends. */
function studyUntil(context: Context, text: string, study: Study): Study {
  const { now, calendar, config } = study;
  const today = dayOf(now, calendar);
  const day = dayMeant('--until', text, today);
  if (day <= today)
    throw new Failure('day-past', `${day} is not in the future.`, { hint: 'give a later day' });
  const read = readAsText(text, day, today);
  if (read !== undefined) context.out.talk(`${read}\n`);
  const params = { ...study.params, interviewDay: day };
  const settings = { ...config.settings, interviewDate: day };
  const folded = foldJournal(context.journal.read().entries, params);
  const heads = study.bank.questions.values();
  const progress = asOfToday({ heads, progress: folded, settings, now, params });
  return { ...study, config: { ...config, settings }, params, progress };
}

export const plan: Run<'plan'> = async (context, _args, options) => {
  const loaded = await loadStudy(context, options);
  const { until } = options;
  const study = until === undefined ? loaded : studyUntil(context, until, loaded);
  const { settings } = study.config;
  const heads = study.bank.questions;
  const from = { ...study, heads: heads.values(), metrics: study.bank.metrics, settings };
  const made = planOf(from, options.days);
  const days = made.days.slice(0, options.days);
  if (options.json) {
    context.out.data(figuresJson('plan', { ...made, days }));
    return 0;
  }
  const display = displayOf(context, options.plain ?? false);
  await context.out.page(renderPlan({ plan: made, heads, settings, display, shownDays: options.days }));
  return 0;
};
