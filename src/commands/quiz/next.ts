import type { Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { dayOf, daysUntil } from '../../core/base/day.ts';
import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import type { Mock } from '../../core/mock/mock.ts';
import { fillStatusLine, type StatusField } from '../../core/quiz/next-step.ts';
import { buildQueue, countWork, limitsLeft } from '../../core/schedule/queue.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import { questionJson } from '../bank/columns.ts';
import { loadStudy, type Study } from '../shared/load.ts';

// Separate from past.ts, so that other commands load the reader of mocks only if one may be unfinished.

export type WaitingMock = { readonly mock: Mock; readonly stands: string };

export async function waitingMock(context: Context): Promise<WaitingMock | undefined> {
  if (context.waitingMocks().length === 0) return undefined;
  const [{ latestUnfinished }, { standsText }] = await Promise.all([
    import('../mock/past.ts'),
    import('../../core/mock/report.ts'),
  ]);
  const mock = latestUnfinished(context, await context.mocks());
  return mock && { mock, stands: standsText(mock) };
}

const waitingText = ({ stands }: WaitingMock): string =>
  `You have an unfinished mock: ${stands}. \`prep mock --resume\` resumes it.`;

export const waitingJson = (waiting: WaitingMock | undefined): JsonFields | null =>
  waiting
    ? { id: waiting.mock.id, asked: waiting.mock.turns.length, questions: waiting.mock.questions.length }
    : null;

const PLAIN = /^[\x20-\x7e]*$/;

/** Scripts call this often, so cleaning is loaded only for unusual characters. */
const cleaned = async (line: string): Promise<string> =>
  PLAIN.test(line) ? line : (await import('../../screens/ui/width.ts')).oneLine(line);

/** Shell prompts call this often: only the requested field is computed. */
function statusField(field: StatusField, study: Study, question: QuestionHead | undefined): string {
  const { bank, progress, config, now, calendar } = study;
  switch (field) {
    case 'due':
    case 'new':
    case 'streakDays':
      return String(countWork(bank.questions.values(), progress, config.settings, study)[field]);
    case 'unfilled':
      return String(study.unfilled);
    case 'daysLeft':
      return String(daysUntil(config.settings.interviewDate, dayOf(now, calendar)) ?? '');
    case 'label':
      return question ? labelOf(question) : '';
    case 'id':
    case 'title':
    case 'section':
      return question?.[field] ?? '';
  }
}

export const next: Run<'next'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);
  const { bank, progress, config } = study;

  const limits = limitsLeft(config.settings, progress, study);
  const { newOrder } = config.settings;
  const request = { filters: {}, limits, count: 1, newOrder };
  const [first] = buildQueue(bank.questions, progress, request, study).items;
  const question = first && bank.questions.get(first.question);

  if (options.json) {
    const work = countWork(bank.questions.values(), progress, config.settings, study);
    const { unfilled } = study;
    const mock = waitingJson(await waitingMock(context));
    const fields = {
      question: question ? questionJson(question, study) : null,
      due: work.due,
      new: work.new,
      unfilled,
      mock,
    };
    context.out.data(jsonDocument('next', fields));
  } else if (options.format !== undefined) {
    const line = fillStatusLine(options.format, (field) => statusField(field, study, question));
    context.out.data(`${await cleaned(line)}\n`);
  } else {
    if (question) context.out.data(`${await cleaned(`${labelOf(question)} ${question.title}`)}\n`);
    else context.out.talk('Nothing is due today.\n');
    const waiting = await waitingMock(context);
    if (waiting) context.out.talk(`${waitingText(waiting)}\n`);
  }
  return 0;
};
