import type { Input } from '../../cli.ts';
import type { Context, Prompts } from '../../context.ts';
import { dayOf, dayText } from '../../core/base/day.ts';
import type { QuestionId } from '../../core/base/question.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { commandFor, stepAfterSession, withBanks } from '../../core/quiz/next-step.ts';
import { ratedIn, type Session, startSession } from '../../core/quiz/session.ts';
import { countWork, hurried } from '../../core/schedule/queue.ts';
import { rendered, rule, intervalText } from '../../screens/ui/frame.ts';
import { labelIn } from '../../screens/quiz/card.ts';
import type { Summary, SummaryRow } from '../../screens/quiz/summary.ts';
import type { Study } from '../shared/load.ts';
import { modeHere, ownPace, tell, tried } from '../shared/practice.ts';
import { usesFullScreen, withPrompts } from '../shared/screen.ts';
import { dispatch, type KeyHandler, type Quiz, takeTurn } from './turn.ts';

export type SessionOptions = Pick<Session, 'mode' | 'cram'> &
  Pick<Quiz, 'display' | 'voice' | 'predict'> & {
    readonly questions: readonly QuestionId[];
    readonly notice?: string;
  };

/** The last chance to undo. False while the session continues. */
async function confirmsEnd(quiz: Quiz): Promise<boolean> {
  if (quiz.session.done.length === 0) return true;
  quiz.prompts.page(rendered(quiz.display, (look) => rule('Last question', '', look)));
  const reply = await quiz.prompts.pause('That was the last question. Enter to finish, u to undo.');
  if (reply.kind === 'key' && reply.key === 'undo') {
    const { undo } = await import('./keys.ts');
    await tried(quiz, () => undo(quiz));
    return false;
  }
  return reply.kind === 'value' || reply.key === 'quit';
}

async function run(quiz: Quiz): Promise<void> {
  const onKey: KeyHandler = async (turn, key) => (await import('./keys.ts')).quizKeys(quiz)(turn, key);
  for (;;) {
    const { phase, current } = quiz.session;
    if (phase === 'quit') return;
    if (!current) {
      if (await confirmsEnd(quiz)) return;
      continue;
    }
    const head = quiz.bank.questions.get(current.question);
    if (head) await takeTurn(quiz, head, onKey);
    else dispatch(quiz, { type: 'gone' });
  }
}

async function stepsAhead(
  quiz: Quiz,
  rows: readonly SummaryRow[],
): Promise<Pick<Summary, 'next' | 'tomorrow'>> {
  const { context, bank, calendar, params, config, values } = quiz;
  const { aheadText } = await import('../../core/progress/plan.ts');
  const { settings } = config;
  const now = context.clock.now();
  const progress = hurried(await context.journal.progress(params), params, now);
  const work = countWork(bank.questions.values(), progress, settings, { now, calendar });
  const tomorrow = aheadText({ heads: bank.questions.values(), progress, settings, now, params });
  const asked = rows.flatMap(({ question }) => bank.questions.get(question.id) ?? []);
  const missing = new Set(asked.flatMap((head) => unfilledKeys(head, values))).size;
  const when =
    work.nextDue === undefined
      ? undefined
      : `${dayText(dayOf(work.nextDue, calendar), dayOf(now, calendar))}, in ${intervalText(now, work.nextDue, calendar)}`;
  return { next: withBanks(stepAfterSession(work, missing, when), quiz.given), tomorrow };
}

async function summary(quiz: Quiz): Promise<string> {
  const { session, ratings, calendar, display, context } = quiz;
  const rated = ratedIn(session);
  const latest = new Map(rated.map((entry) => [entry.question, entry]));
  const rows = [...latest.values()].flatMap(({ id, rating, elapsedMs, points }): readonly SummaryRow[] => {
    const known = ratings.get(id);
    if (!known) return [];
    const { question, missed, uncited, wrong, schedule } = known;
    const due = session.cram ? undefined : schedule.due;
    return [{ question, rating, elapsedMs, points, missed, uncited, wrong, due }];
  });
  const shown: Summary = {
    rows,
    ratings: rated.map(({ rating }) => rating),
    skipped: session.done.filter(({ what }) => what === 'skipped').length,
    now: context.clock.now(),
    calendar,
    ...(await stepsAhead(quiz, rows)),
  };
  const { renderSummary } = await import('../../screens/quiz/summary.ts');
  return renderSummary(shown, display);
}

/** Passes the session the journal's other steps: own answers, values, notes. */
function watched(context: Context, quizOf: () => Quiz): Context {
  const append: Context['journal']['append'] = (entries) => {
    context.journal.append(entries);
    for (const entry of entries)
      if (entry.type === 'change' || entry.type === 'note') dispatch(quizOf(), { type: 'changed', entry });
  };
  return { ...context, journal: { ...context.journal, append } };
}

export async function runSession(
  context: Context,
  prompts: Prompts,
  study: Study,
  { questions, mode: asked, cram, display, voice, predict, notice }: SessionOptions,
): Promise<number> {
  const id = context.random.id(context.clock.now());
  const interaction = {
    context: watched(context, () => quiz),
    prompts,
    config: study.config,
    display,
    pace: ownPace(context),
  };
  const mode = await modeHere(interaction, asked);
  const session = startSession({ id, mode, cram, questions });
  const quiz: Quiz = { ...study, ...interaction, session, ratings: new Map(), voice, predict };
  if (notice !== undefined) tell(quiz, notice);
  await run(quiz);
  const ended = await summary(quiz);
  prompts.leave();
  prompts.show(ended);
  const left = quiz.session.phase === 'quit' && quiz.session.current?.question;
  if (left && context.drafts.among([left]).length > 0) {
    const command = commandFor(`prep quiz ${left}`, quiz.given);
    tell(quiz, `Your draft of ${labelIn(quiz.bank.questions)(left)} is saved. \`${command}\` resumes it.`);
  }
  return prompts.interrupted() ? 130 : 0;
}

export async function holdSession(
  context: Context,
  study: Study,
  options: SessionOptions,
  look: Pick<Input<'quiz'>, 'inline' | 'plain'>,
): Promise<number> {
  const hold = (prompts: Prompts): Promise<number> => runSession(context, prompts, study, options);
  const full = usesFullScreen(context, look, study.config.settings);
  return withPrompts(context, options.display.plain, hold, full);
}
