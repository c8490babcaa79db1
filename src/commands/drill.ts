// `prep drill`: the scripted session of the day. At a terminal it quizzes, in a script it prints JSON.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { unfilledKeys } from '../core/conditional.ts';
import type { DrawnDrill } from '../core/drill.ts';
import { Failure, failureText } from '../core/failure.ts';
import { isVacation, parseVacation } from '../core/vacation.ts';
import { countOf } from '../core/wording.ts';
import { chooseDrill, drillOfToday } from '../drivers/day-drill.ts';
import { acceptAnswers, recordAnswers } from '../drivers/drill-answers.ts';
import { environmentBanks, loadStudy, type Study } from '../drivers/load.ts';
import { lookOf } from '../drivers/look.ts';
import { runSession } from '../drivers/quiz-session.ts';
import { parseDrillAnswers } from '../formats/drill-json.ts';
import { installEntry } from '../formats/drill-install.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderDrill, renderDrills } from '../screens/drill.ts';
import { oneLine } from '../screens/width.ts';

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
