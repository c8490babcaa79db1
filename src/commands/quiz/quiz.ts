import type { Input, Run } from '../../cli.ts';
import type { Context, Prompts } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { dayOf, dayText } from '../../core/base/day.ts';
import { Failure, orFailure } from '../../core/base/problem.ts';
import type { QuestionId } from '../../core/base/question.ts';
import type { WrongNumber } from '../../core/feedback/wrong-numbers.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { commandFor, stepAfterSession, stepInDrill, withBanks } from '../../core/quiz/next-step.ts';
import { ratedIn, type Session, startSession } from '../../core/quiz/session.ts';
import { proposeRelinks } from '../../core/schedule/identity.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import {
  asOfToday,
  buildQueue,
  countWork,
  isTooLateForNew,
  type Limits,
  limitsLeft,
  type Queue,
  UNLIMITED,
} from '../../core/schedule/queue.ts';
import { labelIn } from '../../screens/quiz/card.ts';
import type { Summary, SummaryRow } from '../../screens/quiz/summary.ts';
import { type Display, intervalText, paragraph, rendered, headRule } from '../../screens/ui/frame.ts';
import { loadSettled, loadStudy, noQuestions, type Study } from '../shared/load.ts';
import { modeHere, tell, tried } from '../shared/practice.ts';
import { askQuestion, isPath, requireKnownNames } from '../shared/question.ts';
import { displayOf, requirePerson, usesFullScreen, withPrompts } from '../shared/screen.ts';
import { dispatch, type KeyHandler, type Quiz, takeTurn, watched } from './turn.ts';

export type SessionOptions = Pick<Session, 'mode' | 'cram'> &
  Pick<Quiz, 'display'> & {
    readonly questions: readonly QuestionId[];
    readonly notice?: string;
    /** Its name, for a session of what is left of it today. */
    readonly drill?: string;
  };

/** The last chance to undo. False while the session continues. */
async function confirmsEnd(quiz: Quiz): Promise<boolean> {
  if (quiz.session.done.length === 0) return true;
  quiz.prompts.page(rendered(quiz.display, (look) => headRule('Last question', '', look)));
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

type Wanted = Pick<SessionOptions, 'drill' | 'questions'>;

async function stepsAhead(quiz: Quiz, rows: readonly SummaryRow[], { drill, questions }: Wanted) {
  const { context, paths, bank, calendar, params, config, values } = quiz;
  const { aheadText } = await import('../../core/progress/plan.ts');
  const { settings } = config;
  const now = context.clock.now();
  const folded = await context.journal.progress(params);
  // Files may have changed since the session began; a question that got another title gets its history at the next start.
  const { questions: present, beside } = (await tried(quiz, () => context.banks.heads(paths))) ?? bank;
  const links = proposeRelinks(folded, present.values(), context.banks, beside);
  const heads = [...present.values()].filter(({ id }) => !links.some(({ to }) => to === id));
  const progress = asOfToday({ heads, progress: folded, settings, now, params });
  const work = countWork(heads, progress, config, { now, calendar });
  const tomorrow = aheadText({ heads, progress, settings, now, params });
  const asked = rows.flatMap(({ question }) => present.get(question.id) ?? []);
  const missing = new Set(asked.flatMap((head) => unfilledKeys(head, values))).size;
  const when =
    work.nextDue === undefined
      ? undefined
      : `${dayText(dayOf(work.nextDue, calendar), dayOf(now, calendar))}, in ${intervalText(now, work.nextDue, calendar)}`;
  const rated = new Set(rows.map(({ question }) => question.id));
  const left = questions.filter(
    (id) => present.has(id) && !rated.has(id) && !progress.suspended.has(id),
  ).length;
  const next =
    drill !== undefined && left > 0 ? stepInDrill(left, drill) : stepAfterSession(work, missing, when);
  return { next: withBanks(next, quiz.given), tomorrow };
}

/** Of the attempts at a question, until a later one cites the value. */
const stillWrong = (attempts: readonly AttemptEntry[], ratings: Quiz['ratings']): readonly WrongNumber[] =>
  attempts.reduce<readonly WrongNumber[]>((before, { id, cited }) => {
    const { wrong = [] } = ratings.get(id) ?? {};
    const corrected = new Set([...cited, ...wrong.map(({ metric }) => metric)]);
    return [...before.filter(({ metric }) => !corrected.has(metric)), ...wrong];
  }, []);

async function summary(quiz: Quiz, options: Wanted): Promise<string> {
  const { session, ratings, calendar, display, context } = quiz;
  const rated = ratedIn(session);
  const attempts = groupBy(rated, ({ question }) => question);
  const rows = [...attempts.values()].flatMap((own): readonly SummaryRow[] => {
    const last = own.at(-1);
    const known = last && ratings.get(last.id);
    const due = session.cram ? undefined : known?.schedule.due;
    return known ? [{ ...last, ...known, due, wrong: stillWrong(own, ratings) }] : [];
  });
  const shown: Summary = {
    rows,
    attempts: rated,
    skipped: session.done.filter(({ what }) => what === 'skipped').length,
    now: context.clock.now(),
    calendar,
    ...(await stepsAhead(quiz, rows, options)),
  };
  const { renderSummary } = await import('../../screens/quiz/summary.ts');
  return renderSummary(shown, display);
}

export async function runSession(
  context: Context,
  prompts: Prompts,
  study: Study,
  { questions, mode: asked, cram, display, notice, drill }: SessionOptions,
): Promise<number> {
  const id = context.random.id(context.clock.now());
  const interaction = { context: watched(context, () => quiz), prompts, config: study.config, display };
  const mode = await modeHere(interaction, asked);
  const session = startSession({ id, mode, cram, questions });
  const quiz: Quiz = { ...study, ...interaction, session, ratings: new Map(), unstored: new Set() };
  if (notice !== undefined) tell(quiz, notice);
  const stopped = await orFailure(() => run(quiz));
  const ended = await summary(quiz, { drill, questions });
  prompts.leave();
  prompts.show(ended);
  if (stopped) throw stopped;
  const left = quiz.session.phase === 'quit' && quiz.session.current?.question;
  if (left && context.drafts.among([left]).length > 0) {
    const name = labelIn(quiz.bank.questions)(left);
    const command = commandFor(`prep quiz ${name}`, quiz.given);
    tell(quiz, `Your draft of ${name} is saved. \`${command}\` resumes it.`);
  }
  return prompts.interrupted() ? 130 : quiz.unstored.size > 0 ? 1 : 0;
}

export async function holdSession(
  context: Context,
  study: Study,
  options: SessionOptions,
  look: Pick<Input<'quiz'>, 'inline' | 'plain'>,
): Promise<number> {
  const full = usesFullScreen(context, look, study.config.settings);
  const hold = (prompts: Prompts): Promise<number> => runSession(context, prompts, study, options);
  return withPrompts(context, options.display.plain, hold, full);
}

const isNamed = ({ given }: Study, { section, tag }: Input<'quiz'>): boolean =>
  given.length > 0 || section !== undefined || tag !== undefined;

function chooseQueue(
  study: Study,
  named: readonly QuestionId[] | undefined,
  options: Input<'quiz'>,
  given?: Limits,
): Queue {
  const { bank, progress, config } = study;
  const { count, minutes, seed } = options;
  requireKnownNames(bank, options);
  const limits =
    given ?? limitsLeft(config.settings, progress, study, options.new || isNamed(study, options));
  const request = { filters: options, limits, named, count, minutes, seed };
  return buildQueue(bank.questions, progress, request, study);
}

function nothingText(study: Study, held: number, options: Input<'quiz'>, display: Display): string {
  const { bank, progress, config, now, calendar, given } = study;
  if (bank.questions.size === 0) return paragraph(noQuestions(study), display);
  if (options.all)
    return paragraph('All questions that match are suspended. See `prep unsuspend --help`.', display);
  const why =
    held === 0
      ? ''
      : isTooLateForNew(config.settings, progress, dayOf(now, calendar))
        ? ' The interview is so close that prep starts no new questions; `prep quiz --new` starts some anyway.'
        : ` You have reached today's limits; ${held} more ${held === 1 ? 'question is' : 'questions are'} left.`;
  const command = commandFor(`prep quiz --all${options.cram ? ' --cram' : ''}`, given);
  const none = options.weak
    ? 'No question is weak.'
    : options.new
      ? 'No question is new.'
      : 'Nothing is due.';
  return paragraph(`${none}${why} \`${command}\` studies anyway.`, display);
}

async function unreadHere(context: Context, { bank, given }: Study): Promise<string | undefined> {
  if (given.length === 0) return undefined;
  const { namedUnread } = await import('../shared/account.ts');
  const files = namedUnread(bank, context).map((one) => ({ ...one, alternatives: [] }));
  if (files.length === 0 && (bank.skipped ?? []).length === 0) return undefined;
  const { unreadText } = await import('../../screens/check/problems.ts');
  return unreadText(files, bank.skipped ?? []);
}

export const quiz: Run<'quiz'> = async (context, args, options) => {
  requirePerson(
    context,
    options,
    'quiz',
    'scripts can use `prep drill --json`, then `--answers FILE` to record',
  );
  const paths = args.filter((arg) => context.files.exists(arg));
  const names = args.filter((arg) => !paths.includes(arg));
  const missing = names.find(isPath);
  if (missing !== undefined)
    throw new Failure('file-missing', `No such file or folder: ${missing}.`, {
      hint: 'check the path, or use the number or id of a question',
    });
  const study =
    args.length === 0
      ? await loadSettled(context, options)
      : await loadStudy(context, paths.length > 0 ? { bank: paths } : options);
  if (!study) return 130;

  const named: QuestionId[] = [];
  for (const name of names) named.push((await askQuestion(context, study, name, options)).id);
  const ids = named.length > 0 ? named : undefined;
  let queue = chooseQueue(study, ids, options);
  const display = displayOf(context, options.plain === true || !context.screen.fancy);
  if (queue.items.length === 0 && queue.held > 0 && isNamed(study, options)) {
    context.out.talk(
      `You have reached today's limits; asking ${queue.held} more because you named a source.\n`,
    );
    queue = chooseQueue(study, ids, options, UNLIMITED);
  }
  const questions = queue.items.map(({ question }) => question);
  const unread = await unreadHere(context, study);
  const isAbove = questions.length > 0 && usesFullScreen(context, options, study.config.settings);
  if (unread !== undefined && !isAbove)
    context.out.talk(`${paragraph(unread, { ...display, plain: true })}\n`);
  if (questions.length === 0) {
    context.out.data(`${nothingText(study, queue.held, options, display)}\n`);
    return 0;
  }
  const { mode = study.config.settings.mode, cram = false } = options;
  const notice = isAbove ? unread : undefined;
  return holdSession(context, study, { questions, mode, cram, display, notice }, options);
};
