// `prep drill`: the scripted session of the day. At a terminal it quizzes, in a script it prints JSON.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { bankLabel } from '../../core/base/bank.ts';
import { dayOf, isoWithOffset } from '../../core/base/day.ts';
import { nearest } from '../../core/base/spelling.ts';
import { Failure, failureText } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { citedIn } from '../../core/feedback/cited.ts';
import { tickItems } from '../../core/feedback/coverage.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { answeredSince, drawDrill, type DrawnDrill, entriesBefore } from '../../core/quiz/drill.ts';
import { type SessionEvent, startSession, step } from '../../core/quiz/session.ts';
import { isVacation, parseVacation } from '../../core/schedule/days-off.ts';
import { foldJournal } from '../../core/schedule/fold.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import type { Drill } from '../../core/settings/config.ts';
import { installEntry } from '../../formats/export/drill-install.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { type DrillAnswer, parseDrillAnswers, type Rejected } from '../../formats/stored/drill-answers.ts';
import { renderDrill, renderDrills } from '../../screens/quiz/drill.ts';
import { oneLine } from '../../screens/ui/width.ts';
import { chooseQuestion } from '../shared/choose.ts';
import { environmentBanks, loadStudy, type Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { runSession } from './session.ts';

// The drill of today, as it was drawn when the day began and as far as it was answered since.

/** The drill of that name. Fails with `drill-unknown`, naming those that there are. */
function chooseDrill(study: Study, name: string): Drill {
  const { drills } = study.config;
  const drill = Object.hasOwn(drills, name) ? drills[name] : undefined;
  if (drill) return drill;
  throw new Failure('drill-unknown', `There is no drill "${name}".`, {
    hint: `there are: ${nearest(name, Object.keys(drills), 5).join(', ')}; \`prep drill --list\` shows them`,
  });
}

/** Draws today's drill of that name; `limits` of the command line come before those of the config. */
function drillOfToday(
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

// Records answers that a script gives, through the same session machine that a person's answers go through.

/** One answer, with the question it belongs to. */
type Accepted = { readonly answer: DrillAnswer; readonly question: Question };

/** Checks an answer against the drill. Fails with the reason for its rejection. */
async function accept(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  answer: DrillAnswer,
): Promise<Accepted> {
  const head = chooseQuestion(study.bank, answer.question);
  const item = drawn.items.find(({ question }) => question === head.id);
  if (!item) throw new Failure('not-in-drill', `${head.id} is not in today's drill "${drawn.name}"`);
  const answeredBadly = study.progress.seen.get(head.id)?.lastRating === 'again';
  if (item.answered && !answeredBadly) throw new Failure('answered', `${head.id} was answered today already`);
  const question = await context.banks.question(head);
  const wanted = tickItems(question).length;
  if (answer.points.length > 0 && answer.points.length !== wanted)
    throw new Failure(
      'points',
      `"points" has ${answer.points.length} entries, and ${head.id} has ${wanted} points`,
    );
  return { answer, question };
}

/** The answers that can be recorded, and the others with their reasons. A second answer to one question is rejected. */
async function acceptAnswers(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  answers: readonly DrillAnswer[],
): Promise<{ readonly accepted: readonly Accepted[]; readonly rejected: readonly Rejected[] }> {
  const accepted: Accepted[] = [];
  const rejected: Rejected[] = [];
  for (const answer of answers) {
    try {
      const one = await accept(context, study, drawn, answer);
      const settled = accepted.some(
        (each) => each.question.id === one.question.id && each.answer.rating !== 'again',
      );
      if (settled) throw new Failure('answered', `${one.question.id} is answered by an earlier line`);
      accepted.push(one);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      rejected.push({ line: answer.line, reason: failureText(error) });
    }
  }
  return { accepted, rejected };
}

/** What the session machine makes of one answer. */
function entriesOf(
  context: Context,
  study: Study,
  session: string,
  { answer, question }: Accepted,
): readonly Entry[] {
  const { text, elapsedMs, points, rating } = answer;
  const cited = text === '' ? [] : citedIn(text, question, study.values);
  const remembered = {
    title: question.title,
    questionHash: question.answerHash,
    bank: bankLabel(question.bank, context.banks),
  };
  const events: readonly SessionEvent[] = [
    { type: 'reveal', text, elapsedMs },
    { type: 'tick', points },
    {
      type: 'rate',
      rating,
      at: study.now,
      id: context.random.id(study.now),
      cited,
      by: 'drill',
      ...remembered,
    },
  ];
  const entries: Entry[] = [];
  let state = startSession({ id: session, mode: 'type', cram: false, questions: [question.id] });
  for (const event of events) {
    const result = step(state, event);
    state = result.session;
    entries.push(...result.entries);
  }
  return entries;
}

/** Writes accepted answers: ratings to the journal, texts as the latest answers. */
async function recordAnswers(context: Context, study: Study, accepted: readonly Accepted[]): Promise<void> {
  const session = context.random.id(study.now);
  context.journal.append(accepted.flatMap((one) => entriesOf(context, study, session, one)));
  const typed = accepted.filter(({ answer }) => answer.text !== '');
  if (typed.length === 0) return;
  const at = isoWithOffset(study.now, study.calendar);
  await context.config.update((config) => {
    const answers = typed.map(({ answer: { text, rating }, question: { id } }) => {
      const before = Object.hasOwn(config.answers, id) ? config.answers[id] : undefined;
      return [id, { ...before, latest: { text, at, rating } }] as const;
    });
    return { ...config, answers: { ...config.answers, ...Object.fromEntries(answers) } };
  });
}

/** How many titles fit a notification. */
const NOTIFIED = 3;

function drillJson(drawn: DrawnDrill, { bank, values }: Study): string {
  const items = drawn.items.map(({ question, why, answered }) => {
    const head = bank.questions.get(question);
    const unfilled = head ? unfilledKeys(head, values).length : 0;
    return { question, title: head?.title ?? '', section: head?.section ?? '', why, unfilled, answered };
  });
  const { day, name, seed, done } = drawn;
  return jsonDocument('drill', { day, drill: name, seed, done, items });
}

/** Lists the drills that there are. */
function list(context: Context, { config }: Study, json: boolean): number {
  const drills = Object.entries(config.drills).map(([name, each]) => ({ name, ...each }));
  context.out.data(json ? jsonDocument('drill', { drills }) : renderDrills(drills, lookOf(context, false)));
  return 0;
}

/** Records what a script answered. Exit 1 when a line was rejected. */
async function answer(context: Context, study: Study, drawn: DrawnDrill, source: string): Promise<number> {
  const text = source === '-' ? await context.files.readInput() : context.files.readText(source);

  const parsed = parseDrillAnswers(text);
  const { accepted, rejected } = await acceptAnswers(context, study, drawn, parsed.answers);
  const all = [...parsed.rejected, ...rejected].toSorted((a, b) => a.line - b.line);

  await recordAnswers(context, study, accepted);
  context.out.data(jsonDocument('drill', { recorded: accepted.length, rejected: all }));
  for (const { line, reason } of all)
    context.out.talk(`${source === '-' ? 'stdin' : source}:${line}: ${reason}\n`);
  return all.length > 0 ? 1 : 0;
}

/** Says on the desktop what waits. A machine that cannot is told on stderr, as the exit code still says what matters. */
async function notify(context: Context, { items, name }: DrawnDrill, { bank }: Study): Promise<void> {
  const open = items.filter(({ answered }) => !answered);
  const titles = open.map(({ question }) => bank.questions.get(question)?.title ?? question);
  const title = `prep: ${countOf(open.length, 'question')} in the drill "${name}"`;
  try {
    await context.run.notify(title, oneLine(titles.slice(0, NOTIFIED).join('; ')));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.out.talk(`${failureText(error)}\n`);
  }
}

/** Exit 1 while something waits. In a vacation nothing does, whoever asks. */
async function check(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  options: Input<'drill'>,
): Promise<number> {
  const { vacation } = study.config.settings;
  const isFree = isVacation(drawn.day, parseVacation(vacation ?? '') ?? []);
  const waits = !drawn.done && !isFree;
  if (options.json) context.out.data(drillJson(drawn, study));
  else if (waits) context.out.data(renderDrill(drawn, study.bank.questions, lookOf(context, true)));
  if (options.notify && waits) await notify(context, drawn, study);
  return waits ? 1 : 0;
}

/** Asks what is not answered yet. */
async function ask(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  options: Input<'drill'>,
): Promise<number> {
  const plain = options.plain === true || !context.screen.fancy;
  const look = lookOf(context, plain);
  const questions = drawn.items.filter(({ answered }) => !answered).map(({ question }) => question);
  context.out.data(renderDrill(drawn, study.bank.questions, look));
  if (questions.length === 0) return 0;
  const { mode } = { mode: study.config.settings.mode, ...chooseDrill(study, drawn.name), ...options };
  const prompts = await context.prompts(plain);
  try {
    const { voice = false, predict = false } = options;
    const asked = { questions, mode, cram: false, look, voice, predict };
    const { interrupted } = await runSession(context, prompts, study, asked);
    return interrupted ? 130 : 0;
  } finally {
    prompts.close();
  }
}

/** Where data and questions are, said to a scheduler that knows neither this shell's variables nor its folder. */
function whereabouts(context: Context, { home, bank }: Input<'drill'>): readonly string[] {
  const isElsewhere = home !== undefined || Boolean(context.env['PREP_HOME']);
  const banks = bank ?? environmentBanks(context);
  return [
    ...(isElsewhere ? ['--home', context.home] : []),
    ...banks.flatMap((path) => ['--bank', context.files.absolute(path)]),
  ];
}

/** The drill of the day: printed, checked, answered by a script, or asked. */
export async function drill(
  context: Context,
  args: readonly string[],
  options: Input<'drill'>,
): Promise<number> {
  if (options.notify && !options.check && !options.install)
    throw new Failure('usage', '--notify goes with --check or --install.', {
      hint: 'prep drill --check --notify',
    });
  const study = await loadStudy(context, options);
  const name = args[0] ?? 'daily';
  if (options.list) return list(context, study, options.json ?? false);
  if (options.install) {
    chooseDrill(study, name);
    const words = [...context.launch, ...whereabouts(context, options), 'drill', name, '--check'];
    if (options.notify) words.push('--notify');
    context.out.data(installEntry(options.install, words, name));
    return 0;
  }

  const { count, minutes } = options;
  const drawn = drillOfToday(context, study, name, {
    ...(count === undefined ? {} : { count }),
    ...(minutes === undefined ? {} : { minutes }),
  });

  if (options.answers !== undefined) return answer(context, study, drawn, options.answers);
  if (options.check) return check(context, study, drawn, options);
  if (options.json || (!context.interactive && !options.plain)) {
    context.out.data(drillJson(drawn, study));
    return 0;
  }
  return ask(context, study, drawn, options);
}
