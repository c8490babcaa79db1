// `prep grade`: one rating without a session, for scripts and other front ends.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { bankLabel } from '../../core/base/bank.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { RATINGS } from '../../core/base/attempt.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import { preview, type Schedule } from '../../core/schedule/schedule.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { intervalText } from '../../screens/ui/times.ts';
import { chooseQuestion } from '../shared/choose.ts';
import { loadStudy, type Study } from '../shared/load.ts';

function scheduleJson(schedule: Schedule, study: Study): Readonly<Record<string, unknown>> {
  const { stabilityDays, difficulty, reps, lapses, state } = schedule;
  return { due: isoWithOffset(schedule.due, study.calendar), stabilityDays, difficulty, reps, lapses, state };
}

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
    title: question.title,
    questionHash: question.answerHash,
    bank: bankLabel(question.bank, context.banks),
  };

  context.journal.append([attempt]);

  if (options.json) {
    context.out.data(
      jsonDocument('grade', {
        attempt: attempt.id,
        question: question.id,
        rating,
        schedule: scheduleJson(schedule, study),
      }),
    );
  } else {
    context.out.data(
      `${question.id}: ${rating}, next in ${intervalText(study.now, schedule.due, study.calendar)}.\n`,
    );
  }
  return 0;
}
