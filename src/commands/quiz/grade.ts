// `prep grade`: one rating without a session, for scripts and other front ends.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { RATINGS } from '../../core/base/rating.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import { preview } from '../../core/schedule/schedule.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { intervalText } from '../../screens/ui/times.ts';
import { chooseQuestion } from '../shared/choose.ts';
import { loadStudy } from '../shared/load.ts';
import { questionStamp } from '../shared/practice.ts';

/** Records one rating now. */
export async function grade(
  context: Context,
  args: readonly string[],
  options: Input<'grade'>,
): Promise<number> {
  const study = await loadStudy(context, options);
  const question = chooseQuestion(study.bank, args[0] ?? '');
  const rating = RATINGS.find((word) => word === args[1]) ?? 'again';

  const before = study.progress.schedules.get(question.id);
  const schedule = preview(before, question.id, study.now, study.params)[rating];
  const attempt: AttemptEntry = {
    type: 'attempt',
    id: context.random.id(study.now),
    question: question.id,
    rating,
    at: study.now,
    elapsedMs: 0,
    mode: study.config.settings.mode,
    points: [],
    cited: [],
    by: 'grade',
    ...questionStamp(context, question),
  };

  context.journal.append([attempt]);

  const { due, stabilityDays, difficulty, reps, lapses, state } = schedule;
  if (options.json) {
    const dueText = isoWithOffset(due, study.calendar);
    const after = { due: dueText, stabilityDays, difficulty, reps, lapses, state };
    const fields = { attempt: attempt.id, question: question.id, rating, schedule: after };
    context.out.data(jsonDocument('grade', fields));
  } else {
    const interval = intervalText(study.now, due, study.calendar);
    context.out.data(`${question.id}: ${rating}, next in ${interval}.\n`);
  }
  return 0;
}
