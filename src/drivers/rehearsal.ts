// Drives a session with prompts: turn after turn until it is finished or left, then the summary.
import type { Context } from '../context.ts';
import type { Prompts } from '../prompting.ts';
import { unfilledKeys } from '../core/conditional.ts';
import type { Mode } from '../core/attempt.ts';
import { dayOf } from '../core/day.ts';
import { stepAfterSession, withBanks } from '../core/next-step.ts';
import { aheadText } from '../core/plan-tomorrow.ts';
import { countWork } from '../core/queue.ts';
import type { QuestionId } from '../core/question.ts';
import { ratedIn, startSession } from '../core/session.ts';
import type { Look } from '../screens/frame.ts';
import { intervalText } from '../screens/interval.ts';
import { renderSummary, type Summary, type SummaryRow } from '../screens/summary.ts';
import { undo } from './leaving.ts';
import type { Study } from './load.ts';
import { ownPace } from './own-pace.ts';
import { happen, type Table } from './table.ts';
import { takeTurn } from './turn.ts';

export type RehearsalOptions = {
  readonly questions: readonly QuestionId[];
  readonly mode: Mode;
  /** True when ratings leave the schedule alone. */
  readonly cram: boolean;
  readonly look: Look;
  /** True when questions are read aloud. */
  readonly voice?: boolean;
  /** True when it is asked beforehand how many points will be covered. */
  readonly predict?: boolean;
};

/** How a session ended. */
export type Rehearsed = {
  /** Questions that were rated, each once. */
  readonly rated: readonly QuestionId[];
  /** True when every question was dealt with, false when the person left. */
  readonly finished: boolean;
  /** True for Ctrl-C. */
  readonly interrupted: boolean;
};

/** Nothing waits any more: a last chance to take something back. False when the session goes on. */
async function mayFinish(table: Table): Promise<boolean> {
  if (table.session.done.length === 0) return true;
  const reply = await table.prompts.pause(
    'That was the last question. Enter finishes, u takes the last step back.',
  );
  if (reply.kind === 'key' && reply.key === 'undo') return !(await undo(table));
  return reply.kind === 'value' || reply.key === 'quit';
}

async function run(table: Table): Promise<void> {
  for (;;) {
    const { phase, current } = table.session;
    if (phase === 'quit') return;
    if (!current) {
      if (await mayFinish(table)) return;
      continue;
    }
    const head = table.bank.questions.get(current.question);
    const startedAt = table.context.clock.now();
    if (head) await takeTurn({ table, head, question: undefined, startedAt });
    else happen(table, { type: 'gone' });
  }
}

function summaryRows(table: Table): readonly SummaryRow[] {
  const latest = new Map(ratedIn(table.session).map((entry) => [entry.question, entry]));
  return [...latest.values()].flatMap((entry) => {
    const rated = table.ratings.get(entry.id);
    if (!rated) return [];
    const { question, missed, uncited, schedule } = rated;
    const { rating, elapsedMs, points } = entry;
    const due = table.session.cram ? {} : { due: schedule.due };
    return [{ question, rating, elapsedMs, points: points.length, missed, uncited, ...due }];
  });
}

/** What to do next, once this session is over, and what the next day of study brings. */
async function stepsAhead(
  table: Table,
  rows: readonly SummaryRow[],
): Promise<Pick<Summary, 'next' | 'tomorrow'>> {
  const { context, bank, calendar, params, config, values } = table;
  const progress = await context.journal.progress(params);
  const now = context.clock.now();
  const moment = { now, calendar };
  const work = countWork(bank.questions.values(), progress, config.settings, moment);
  const { settings } = config;
  const tomorrow = aheadText({ heads: bank.questions.values(), progress, settings, now, params });
  const heads = rows.flatMap(({ question }) => bank.questions.get(question.id) ?? []);
  const open = new Set(heads.flatMap((head) => unfilledKeys(head, values)));
  const when =
    work.nextDue === undefined
      ? undefined
      : `${dayOf(work.nextDue, calendar)}, in ${intervalText(now, work.nextDue, calendar)}`;
  const { sentence, command } = withBanks(stepAfterSession(work, open.size, when), table.given);
  return { next: { why: sentence, command }, ...(tomorrow === undefined ? {} : { tomorrow }) };
}

async function summary(table: Table): Promise<string> {
  const { session, calendar, look, context } = table;
  const rows = summaryRows(table);
  return renderSummary(
    {
      rows,
      ratings: ratedIn(session).map(({ rating }) => rating),
      skipped: session.done.filter(({ what }) => what === 'skipped').length,
      now: context.clock.now(),
      calendar,
      ...(await stepsAhead(table, rows)),
    },
    look,
  );
}

/** Asks `questions` until each was recalled, skipped or suspended, or until the person leaves, and shows the summary. */
export async function rehearse(
  context: Context,
  prompts: Prompts,
  study: Study,
  { questions, mode: wanted, cram, look, voice = false, predict = false }: RehearsalOptions,
): Promise<Rehearsed> {
  const id = context.random.id(context.clock.now());
  const stage = { context, prompts, config: study.config, look, pace: ownPace(context) };
  const mode = wanted === 'speak' ? (await import('./speaking-record.ts')).modeFor(stage, wanted) : wanted;
  const session = startSession({ id, mode, cram, questions });
  const table: Table = { ...study, ...stage, session, ratings: new Map(), voice, predict };
  await run(table);
  prompts.show(await summary(table));
  return {
    rated: [...new Set(ratedIn(table.session).map((entry) => entry.question))],
    finished: table.session.phase === 'finished',
    interrupted: prompts.interrupted(),
  };
}
