// `prep drill`: asks at a terminal, lists in a pipe, prints JSON for scripts.
import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { ownField } from '../../core/base/collections.ts';
import { DAY_MS } from '../../core/base/day.ts';
import { Failure, failureText, orFailure } from '../../core/base/problem.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import { nearest } from '../../core/base/spelling.ts';
import { clipped } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { checkItems, feedbackOn } from '../../core/feedback/feedback.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { drawDrill, type DrawnDrill, itemsIn } from '../../core/quiz/drill.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { isVacation } from '../../core/schedule/days-off.ts';
import { unknownNames } from '../../core/schedule/queue.ts';
import type { Drill } from '../../core/settings/config.ts';
import { installEntry } from '../../formats/export/drill-install.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { ANSWER_FIELDS, type DrillAnswer, parseDrillAnswers } from '../../formats/stored/drill-answers.ts';
import { renderDrill, renderDrills } from '../../screens/quiz/status.ts';
import { paragraph } from '../../screens/ui/frame.ts';
import { environmentBanks, loadStudy, noQuestions, readNamed, type Study } from '../shared/load.ts';
import { attemptNow, chooseQuestion, requireKnownNames } from '../shared/question.ts';
import { displayOf, printJson, requireNoJson, usesFullScreen } from '../shared/screen.ts';
import { holdSession } from './quiz.ts';

function chooseDrill({ config: { drills } }: Study, name: string): Drill {
  const chosen = ownField(drills, name);
  if (chosen) return chosen;
  throw new Failure('drill-unknown', `Unknown drill "${name}".`, {
    hint: `your drills: ${nearest(name, Object.keys(drills), 5).join(', ')}; \`prep drill --list\` shows them`,
  });
}

/** A drill of nothing would be done every day. */
function requireSome({ bank }: Study, name: string, { select }: Drill): void {
  const { sections = [], tags = [], ids = [] } = select;
  const filters = { section: sections, tag: tags };
  const kinds = unknownNames(bank.questions.values(), filters).map(({ kind }) => kind);
  const isGone = (kind: string, all: readonly string[]): boolean =>
    all.length > 0 && kinds.filter((one) => one === kind).length === all.length;
  if (isGone('section', sections) || isGone('tag', tags)) requireKnownNames(bank, filters);
  if (ids.length > 0 && !ids.some((id) => bank.questions.has(id)))
    throw new Failure('question-unknown', `No question of the drill "${name}" is loaded.`, {
      hint: 'check its ids in config.json, and your banks with `prep banks`',
    });
}

type Drilling = { readonly context: Context; readonly study: Study; readonly options: Input<'drill'> };

/** Drawn for the start of the day, with what was answered since. */
function drawToday({ context, study, options }: Drilling, name: string) {
  const { count, minutes } = options;
  const { params, now, bank, config, progress } = study;
  const chosen = chooseDrill(study, name);
  if (bank.questions.size > 0) requireSome(study, name, chosen);
  const drill = { ...chosen, count: count ?? chosen.count, minutes: minutes ?? chosen.minutes };
  const { entries } = context.journal.read();
  const { settings } = config;
  return drawDrill({ name, drill, heads: bank.questions, entries, params, now, settings, progress });
}

function drillJson(drawn: DrawnDrill, { bank, values }: Study): JsonFields {
  const items = drawn.items.map(({ question, why, state }) => {
    const head = bank.questions.get(question);
    const unfilled = head ? unfilledKeys(head, values).length : 0;
    const { title = '', section = '' } = head ?? {};
    const [answered, suspended, held] = [state === 'answered', state === 'suspended', state === 'held'];
    return { question, title, section, why, unfilled, answered, suspended, held };
  });
  const { day, name, seed, done } = drawn;
  return { day, drill: name, seed, done, items };
}

type Accepted = { readonly given: DrillAnswer; readonly question: Question };

async function accept(
  { context, study }: Drilling,
  drawn: DrawnDrill,
  given: DrillAnswer,
  earlier: readonly Accepted[],
): Promise<Accepted> {
  const head = chooseQuestion(study, given.question);
  const item = drawn.items.find(({ question }) => question === head.id);
  if (!item)
    throw new Failure('not-in-drill', `${head.id} is not in today's drill "${drawn.name}".`, {
      hint: 'If `prep drill` listed it with `-n` or `--minutes`, use the same option here.',
    });
  if (item.state === 'suspended')
    throw new Failure('suspended', `${head.id} is suspended.`, {
      hint: `Run \`prep unsuspend ${labelOf(head)}\` first.`,
    });
  // After "again", only a better answer is news: a script that runs twice repeats what it said.
  const isBetter = given.rating !== 'again' && study.progress.seen.get(head.id)?.lastRating === 'again';
  if (item.state === 'answered' && !isBetter)
    throw new Failure('answered', `${head.id} was already answered today`);
  if (given.elapsedMs > DAY_MS)
    throw new Failure('elapsed', `"elapsedMs" is ${given.elapsedMs}, which is more than a day`);
  const question = await context.banks.question(head);
  const count = checkItems(question).length;
  if (given.points.length > 0 && given.points.length !== count) {
    const values = `"points" has ${countOf(given.points.length, 'value')}`;
    throw new Failure('points', `${values}, but ${head.id} has ${countOf(count, 'point')}`);
  }
  if (earlier.some((one) => one.question.id === question.id && one.given.rating !== 'again'))
    throw new Failure('answered', `${question.id} was already answered by an earlier line`);
  return { given, question };
}

function attemptOf({ context, study }: Drilling, session: string, { given, question }: Accepted) {
  const { text, elapsedMs, points, rating } = given;
  const cited = text === '' ? [] : feedbackOn(text, question, study.values).cited;
  const typed = text === '' ? {} : { text };
  const how = { elapsedMs, mode: 'type', points, cited, ...typed, session, by: 'drill' } as const;
  return attemptNow(context, study.now, question, rating, how);
}

async function recordAnswers(drilling: Drilling, drawn: DrawnDrill, text: string): Promise<number> {
  const { context, study, options } = drilling;
  const parsed = parseDrillAnswers(text);
  const accepted: Accepted[] = [];
  const rejected = [...parsed.rejected];
  for (const given of parsed.answers) {
    const one = await orFailure(() => accept(drilling, drawn, given, accepted));
    if (one instanceof Failure) rejected.push({ line: given.line, reason: failureText(one) });
    else accepted.push(one);
  }
  rejected.sort((a, b) => a.line - b.line);

  const session = context.random.id(study.now);
  context.journal.append(accepted.map((one) => attemptOf(drilling, session, one)));
  printJson(context, 'drill', { recorded: accepted.length, rejected });
  for (const { line, reason } of rejected)
    context.out.talk(`${options.answers === '-' ? 'stdin' : options.answers}:${line}: ${reason}\n`);
  const left = firstText(
    parsed.unknown.map((name) => clipped(name)),
    4,
  );
  if (left !== '') context.out.talk(`Not read: ${left}. A line can have ${ANSWER_FIELDS.join(', ')}.\n`);
  return rejected.length > 0 ? 1 : 0;
}

async function ask({ context, study, options }: Drilling, drawn: DrawnDrill): Promise<number> {
  const display = displayOf(context, options.plain === true || !context.screen.fancy);
  if (study.bank.questions.size === 0) {
    context.out.data(`${paragraph(noQuestions(study), display)}\n`);
    return 0;
  }
  const questions = itemsIn(drawn, 'left').map(({ question }) => question);
  const { settings } = study.config;
  // Above the summary of a session, it would be out of date.
  if (questions.length === 0 || !usesFullScreen(context, options, settings))
    context.out.data(renderDrill(drawn, study.bank.questions, display));
  if (questions.length === 0) return 0;
  if (!context.interactive && !options.plain) {
    const command = display.theme.key(commandFor(`prep drill ${drawn.name}`, study.given));
    context.out.data(`${paragraph(`To answer them, run: ${command}`, display)}\n`);
    return 0;
  }
  const mode = options.mode ?? chooseDrill(study, drawn.name).mode ?? settings.mode;
  const session = { questions, mode, cram: false, display, drill: drawn.name };
  return holdSession(context, study, session, options);
}

/** On vacation, and from the interview on, nothing reminds. */
const isDayOff = ({ day }: DrawnDrill, { params: { interviewDay, vacation = [] } }: Study): boolean =>
  (interviewDay !== undefined && day >= interviewDay) || isVacation(day, vacation);

/** A scheduler has neither this shell's variables (also `XDG_CONFIG_HOME`) nor its folder, so both become options. */
function scheduledWords(context: Context, name: string, { bank }: Input<'drill'>) {
  const banks = (bank ?? environmentBanks(context)).map((path) => ['--bank', context.files.absolute(path)]);
  return [...context.launch, '--home', context.home, ...banks.flat(), 'drill', name, '--check'];
}

export const drill: Run<'drill'> = async (context, args, options) => {
  const name = args[0] ?? 'daily';
  const { answers: source } = options;
  if (options.install) requireNoJson(options, 'drill --install');
  if (source !== undefined) {
    const text = await readNamed(context, source);
    // A second script at the same time sees the answers of the first.
    return context.journal.alone(async () => {
      const drilling = { context, study: await loadStudy(context, options), options };
      return recordAnswers(drilling, drawToday(drilling, name), text);
    });
  }
  const study = await loadStudy(context, options);
  if (options.list) {
    const drills = Object.entries(study.config.drills).map(([key, each]) => ({ name: key, ...each }));
    if (options.json) return printJson(context, 'drill', { drills });
    context.out.data(renderDrills(drills, displayOf(context, false)));
    return 0;
  }
  if (options.install) {
    chooseDrill(study, name);
    context.out.data(installEntry(options.install, scheduledWords(context, name, options), name));
    return 0;
  }

  const drawn = drawToday({ context, study, options }, name);
  if (!options.check && !options.json) return ask({ context, study, options }, drawn);
  const isLeft = !drawn.done && !isDayOff(drawn, study);
  if (options.json) printJson(context, 'drill', drillJson(drawn, study));
  else if (isLeft) context.out.data(renderDrill(drawn, study.bank.questions, displayOf(context, true)));
  return options.check && isLeft ? 1 : 0;
};
