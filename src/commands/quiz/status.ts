import type { GlobalOptions, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { sumOf } from '../../core/base/collections.ts';
import { dayOf, daysUntil } from '../../core/base/day.ts';
import { lackingPlaces } from '../../core/base/metric.ts';
import { labelOf, type QuestionId } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { countFilled, uncomputedKeys } from '../../core/fill/conditional.ts';
import type { Mock } from '../../core/mock/mock.ts';
import { nextStep, withBanks } from '../../core/quiz/next-step.ts';
import { interviewText, vacationUntil } from '../../core/schedule/days-off.ts';
import { buildQueue, countWork, limitsLeft } from '../../core/schedule/queue.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { renderStatus } from '../../screens/quiz/status.ts';
import { intervalText } from '../../screens/ui/frame.ts';
import { questionJson } from '../bank/list.ts';
import { isAllShipped, loadSettled, loadStudy, type Study } from '../shared/load.ts';
import { displayOf, printJson } from '../shared/screen.ts';

type WaitingMock = { readonly mock: Mock; readonly stands: string };

/** Loads the reader of mocks only if one may be unfinished. */
async function waitingMock(context: Context): Promise<WaitingMock | undefined> {
  if (context.waitingMocks().length === 0) return undefined;
  const [{ mockToRemind }, { standsText }] = await Promise.all([
    import('../mock/past.ts'),
    import('../../core/mock/report.ts'),
  ]);
  const mock = mockToRemind(context, await context.mocks());
  return mock && { mock, stands: standsText(mock) };
}

const waitingJson = (waiting: WaitingMock | undefined): JsonFields | null =>
  waiting
    ? { id: waiting.mock.id, asked: waiting.mock.turns.length, questions: waiting.mock.questions.length }
    : null;

export const next: Run<'next'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);
  const { bank, progress, config } = study;

  const limits = limitsLeft(config.settings, progress, study);
  const request = { filters: {}, limits, count: 1 };
  const [first] = buildQueue(bank.questions, progress, request, study).items;
  const question = first && bank.questions.get(first.question);
  const waiting = await waitingMock(context);

  if (options.json) {
    const work = countWork(bank.questions.values(), progress, config, study);
    return printJson(context, 'next', {
      question: question ? questionJson(question, study) : null,
      due: work.due,
      new: work.new,
      unfilled: study.unfilled,
      mock: waitingJson(waiting),
    });
  }
  if (question) context.out.data(`${labelOf(question)} ${titleText(question.title)}\n`);
  else context.out.talk('Nothing is due today.\n');
  if (waiting)
    context.out.talk(`You have an unfinished mock: ${waiting.stands}. \`prep mock --resume\` resumes it.\n`);
  return 0;
};

/** Values whose places are gone; only the questions that lack one are read. */
async function countLeft({ banks }: Context, { bank, config }: Study): Promise<number> {
  const heads = [...lackingPlaces(bank.questions, config.fills)].flatMap(
    (id) => bank.questions.get(id) ?? [],
  );
  if (heads.length === 0) return 0;
  const { valuesLeft } = await import('../fill/effects.ts');
  const questions = await Promise.all(heads.map((head) => banks.question(head)));
  return sumOf(questions, (question) => valuesLeft(question, config).length);
}

/** Not before its last rating, which may have come from elsewhere. */
const isBegun = ({ drafts }: Context, { seen }: Study['progress'], id: QuestionId): boolean =>
  (drafts.changedAt(id) ?? Infinity) > (seen.get(id)?.lastAt ?? -Infinity);

async function statusOf(context: Context, study: Study) {
  const { now, calendar, progress, unfilled } = study;
  const work = countWork(study.bank.questions.values(), progress, study.config, study);
  const nextIn = work.nextDue === undefined ? undefined : intervalText(now, work.nextDue, calendar);
  const { interviewDate } = study.config.settings;
  const today = dayOf(now, calendar);
  const waiting = await waitingMock(context);
  const until = vacationUntil(today, study.params.vacation ?? []);
  const around = {
    isVacation: until !== undefined,
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
    uncited: await countLeft(context, study),
    uncomputed: uncomputedKeys(questions, study.values, study.inputs),
    core: countFilled(study.core, study.values),
    interviewDate,
    daysLeft: daysUntil(interviewDate, today),
    interviewText: interviewText(interviewDate, today),
    waiting,
    unfinishedAnswers: context.drafts
      .among(study.bank.questions.keys())
      .filter((id) => !progress.suspended.has(id) && isBegun(context, progress, id)),
    vacationUntil: until,
    next: withBanks(nextStep(work, unfilled, progress.seen.size > 0, nextIn, around), study.given),
  };
}

export async function status(
  context: Context,
  _args: readonly string[],
  options: GlobalOptions,
): Promise<number> {
  const study = await loadSettled(context, options);
  if (!study) return 130;

  const state = await statusOf(context, study);

  if (!options.json) {
    context.out.data(renderStatus(state, study.bank.questions, displayOf(context, true)));
    return 0;
  }
  const { due, new: fresh, learning, held, unfilled, questions, drafts, streakDays } = state;
  const counts = { due, new: fresh, learning, held, unfilled, questions, drafts, streakDays };
  const dates = { interviewDate: state.interviewDate ?? null, daysLeft: state.daysLeft ?? null };
  const { reviewedToday, unfinishedAnswers } = state;
  const stands = { reviewedToday, unfinishedAnswers, mock: waitingJson(state.waiting), next: state.next };
  return printJson(context, 'status', { ...counts, ...dates, ...stands });
}
