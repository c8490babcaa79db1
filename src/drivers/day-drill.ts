// The drill of today, as it was drawn when the day began and as far as it was answered since.
import type { Context } from '../context.ts';
import { answeredSince, drawDrill, entriesBefore, type DrawnDrill } from '../core/drill.ts';
import { dayOf } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { foldJournal } from '../core/fold.ts';
import { nearest } from '../core/nearest.ts';
import type { Drill } from '../core/config.ts';
import type { Study } from './load.ts';

/** The drill of that name. Fails with `drill-unknown`, naming those that there are. */
export function chooseDrill(study: Study, name: string): Drill {
  const { drills } = study.config;
  const drill = Object.hasOwn(drills, name) ? drills[name] : undefined;
  if (drill) return drill;
  throw new Failure('drill-unknown', `There is no drill "${name}".`, {
    hint: `there are: ${nearest(name, Object.keys(drills), 5).join(', ')}; \`prep drill --list\` shows them`,
  });
}

/** Draws today's drill of that name; `limits` of the command line come before those of the config. */
export function drillOfToday(
  context: Context,
  study: Study,
  name: string,
  limits: Pick<Drill, 'count' | 'minutes'>,
): DrawnDrill {
  const { calendar, params, bank } = study;
  const drill = { ...chooseDrill(study, name), ...limits };
  const day = dayOf(study.now, calendar);
  const { entries } = context.journal.read();
  const atDayStart = foldJournal(entriesBefore(entries, day, calendar), params);
  const answered = answeredSince(entries, day, calendar);
  return drawDrill(name, drill, bank.questions, atDayStart, answered, day, calendar);
}
