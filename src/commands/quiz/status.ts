import type { GlobalOptions } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { dayOf, daysUntil } from '../../core/base/day.ts';
import { countFilled } from '../../core/fill/conditional.ts';
import { nextStep, withBanks } from '../../core/quiz/next-step.ts';
import {
  interviewEveText,
  interviewPassedText,
  parseVacation,
  vacationUntil,
} from '../../core/schedule/days-off.ts';
import { countWork } from '../../core/schedule/queue.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { renderStatus } from '../../screens/quiz/status.ts';
import { theme } from '../../screens/ui/theme.ts';
import { intervalText } from '../../screens/ui/frame.ts';
import { isAllShipped, isFirstRun, loadStudy, type Study } from '../shared/load.ts';
import { waitingJson, waitingMock } from './next.ts';

async function statusOf(context: Context, study: Study) {
  const { now, calendar, progress, unfilled } = study;
  const work = countWork(study.bank.questions.values(), progress, study.config.settings, study);
  const nextIn = work.nextDue === undefined ? undefined : intervalText(now, work.nextDue, calendar);
  const { interviewDate, vacation = '' } = study.config.settings;
  const today = dayOf(now, calendar);
  const waiting = await waitingMock(context);
  const around = {
    isInterviewDay: interviewDate === today,
    hasMock: waiting !== undefined,
    // Whoever chose the sample questions knows whose they are.
    isShipped: study.config.banks.length === 0 && isAllShipped(context, study.bank),
  };
  const questions = [...study.bank.questions.values()];
  return {
    ...work,
    ownQuestions: questions.filter(({ bank }) => bank === context.banks.own).length,
    unfilled,
    core: countFilled(study.core, study.values),
    interviewDate,
    daysLeft: daysUntil(interviewDate, today),
    interviewText: interviewEveText(interviewDate, today) ?? interviewPassedText(interviewDate, today),
    waiting,
    unfinishedAnswers: context.drafts.among(study.bank.questions.keys()),
    vacationUntil: vacationUntil(today, parseVacation(vacation) ?? []),
    next: withBanks(nextStep(work, unfilled, progress.seen.size > 0, nextIn, around), study.given),
  };
}

export async function status(
  context: Context,
  _args: readonly string[],
  options: GlobalOptions,
): Promise<number> {
  let study = await loadStudy(context, options);
  if (isFirstRun(context, study, options)) {
    const { settleBanks } = await import('../bank/banks.ts');
    if (!(await settleBanks(context, study, options))) return 130;
    study = await loadStudy(context, options);
  }

  const state = await statusOf(context, study);

  if (!options.json) {
    context.out.data(
      renderStatus(state, study.bank.questions, context.screen.columns, theme(context.screen)),
    );
    return 0;
  }
  const { due, new: fresh, learning, held, unfilled, questions, drafts, streakDays } = state;
  const counts = { due, new: fresh, learning, held, unfilled, questions, drafts, streakDays };
  const dates = { interviewDate: state.interviewDate ?? null, daysLeft: state.daysLeft ?? null };
  const { reviewedToday, unfinishedAnswers, next } = state;
  const mock = waitingJson(state.waiting);
  context.out.data(
    jsonDocument('status', { ...counts, ...dates, reviewedToday, unfinishedAnswers, mock, next }),
  );
  return 0;
}
