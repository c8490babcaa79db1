// What nearly every command reads first: the settings, the banks, where the user stands, the values.
import type { Context } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import { type Calendar, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import { Failure, hidesFile, lineText, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionHead } from '../../core/base/question.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Inputs } from '../../core/fill/values.ts';
import { carried, proposeRelinks } from '../../core/schedule/identity.ts';
import type { RelinkEntry } from '../../core/schedule/journal.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { type ScheduleParams, scheduleParams } from '../../core/schedule/days-off.ts';
import type { Config } from '../../core/settings/config.ts';

// Moves the history of questions whose id is gone to where they are found again, and says so.

/** The progress once every history that has one sure new place was moved there, and the config that went along. */
async function relinked(
  context: Context,
  config: Config,
  heads: Iterable<QuestionHead>,
  progress: Progress,
  params: ScheduleParams,
  now: Instant,
): Promise<{ readonly progress: Progress; readonly config: Config }> {
  const { links } = proposeRelinks(progress, heads, context.banks);
  if (links.length === 0) return { progress, config };
  const entries = links.map(({ from, to, why }): RelinkEntry => ({
    type: 'relink',
    id: context.random.id(now),
    at: now,
    from,
    to,
    why,
  }));
  // The copies first: a history that has moved is not looked at again.
  const isAlone = carried(config, links) === config;
  const after = isAlone ? config : await context.config.update((latest) => carried(latest, links));
  context.journal.append(entries);
  for (const { from, to, why } of entries) {
    context.out.talk(
      `The history of ${from} now belongs to ${to} (${why}); \`prep undo\` takes that back.\n`,
    );
  }
  return { config: after, progress: await context.journal.progress(params) };
}

// Files that a command was given by name and that cannot be read: the command ends with what is wrong with
// them. What else is wrong in a file hides no more than its place.

const sentence = ({ at, message }: Problem): string =>
  message.toLowerCase().startsWith(`${at.file.toLowerCase()} `)
    ? message
    : at.start.line > 1
      ? `${lineText(at)}: ${message}`
      : `${at.file}: ${message}`;

/** The first problem by which nothing of its file can be read. */
export const hidingProblem = (problems: readonly Problem[]): Problem | undefined => problems.find(hidesFile);

/** A problem as the end of a command. */
export const problemFailure = (problem: Problem): Failure =>
  new Failure(problem.code, sentence(problem), problem.hint === undefined ? {} : { hint: problem.hint });

/**
 * Fails as the first of the banks does when all that were named are files that cannot be read: without them nothing would be
 * asked, or only what nobody named. Where one of several can be read, it counts.
 * @param given paths of the command line
 */
function requireReadable({ results }: Context, problems: readonly Problem[], given: readonly string[]): void {
  if (hidingProblem(problems) === undefined) return;
  const found = given.map((path) => {
    const shown = results.shown(path);
    return hidingProblem(problems.filter(({ at }) => at.file === shown));
  });
  const [first] = found;
  if (first && found.every((problem) => problem !== undefined)) throw problemFailure(first);
}

/** Devices that share a journal need not agree to the minute. */
const CLOCK_TOLERANCE_MS = 60 * MINUTE_MS;

/** Options that choose banks; every command has them. */
export type BankOptions = {
  readonly bank?: readonly string[] | undefined;
  /** True for a command that shows every problem of the banks itself. */
  readonly tellsProblems?: boolean;
};

export type Study<I extends QuestionHead = QuestionHead> = {
  readonly config: Config;
  /** The banks that were loaded, as given. */
  readonly paths: readonly string[];
  /** Those that the command line named. */
  readonly given: readonly string[];
  readonly bank: Bank<I>;
  readonly progress: Progress;
  readonly values: Values;
  /** The metrics to fill behind each derived one. */
  readonly inputs: Inputs;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly params: ScheduleParams;
};

/** Banks that `PREP_BANK` names. */
export const environmentBanks = ({ env, files }: Context): readonly string[] =>
  (env['PREP_BANK'] ?? '').split(files.pathDelimiter).filter(Boolean);

/** Banks that the command line names, else the environment. */
const namedBanks = (context: Context, { bank = [] }: BankOptions): readonly string[] =>
  bank.length > 0 ? bank : environmentBanks(context);

/** Banks to load: `--bank`, else `PREP_BANK` (paths joined as in PATH), else the config's, else the one that ships. */
function bankPaths(context: Context, config: Config, options: BankOptions): readonly string[] {
  const named = namedBanks(context, options);
  if (named.length > 0) return named;
  return config.banks.length > 0 ? config.banks : [context.banks.shipped];
}

/** Reads the config, and says on stderr what does not hold in it. */
export function readConfigAloud(context: Context): Config {
  const { config, problems } = context.config.read();
  for (const { at, message, hint } of problems) {
    const place = `${at.file}:${at.start.line}:${at.start.column}`;
    context.out.talk(`${place}: warning: ${message}${hint ? ` (${hint})` : ''}\n`);
  }
  return config;
}

/** Minutes below two hours, hours below two days, else days. */
function durationText(ms: number): string {
  const hours = ms / (60 * MINUTE_MS);
  if (hours < 2) return `${Math.round(ms / MINUTE_MS)} minutes`;
  return hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
}

/** A clock behind the journal gives odd intervals; nothing is lost by it, but its owner should know. */
function sayClockWentBack(context: Context, { latestAt }: Progress, now: Instant): void {
  if (latestAt === undefined || latestAt - now < CLOCK_TOLERANCE_MS) return;
  context.out.talk(
    `The clock stands ${durationText(latestAt - now)} before the latest entry of the journal; is it right?\n`,
  );
}

/** A file that cannot be read hides its questions, and an empty bank all of them: said once, with the way to all of it. */
function sayFaults(context: Context, bank: Bank, { bank: given }: BankOptions): void {
  const empty = bank.problems.filter(({ code }) => code === 'bank-empty');
  for (const { at, hint } of empty) context.out.talk(`There is no question in ${at.file}. ${hint ?? ''}\n`);
  const errors = bank.problems.filter(({ severity }) => severity === 'error').length - empty.length;
  if (errors === 0) return;
  const check = ['prep check', ...(given ?? [])].join(' ');
  const some = errors === 1 ? '1 error in question files hides' : `${errors} errors in question files hide`;
  context.out.talk(`${some} what is there: \`${check}\` shows more.\n`);
}

async function loadWith<I extends QuestionHead>(
  context: Context,
  options: BankOptions,
  open: (paths: readonly string[]) => Promise<Bank<I>>,
): Promise<Study<I>> {
  const read = readConfigAloud(context);
  const paths = bankPaths(context, read, options);
  const calendar = context.clock.calendar(read.settings);
  const params = scheduleParams(read, calendar);
  const now = context.clock.now();
  const bank = await open(paths);
  if (!options.tellsProblems) {
    requireReadable(context, bank.problems, namedBanks(context, options));
    sayFaults(context, bank, options);
  }
  const stored = await context.journal.progress(params);
  sayClockWentBack(context, stored, now);
  const heads = bank.questions.values();
  const { progress, config } = await relinked(context, read, heads, stored, params, now);
  const style = { thousands: config.settings.thousands };
  const { values, inputs } = await context.figures.of(bank.metrics, config.fills, style, bank.questions);
  return { config, paths, given: options.bank ?? [], bank, progress, values, inputs, now, calendar, params };
}

/** Loads heads only: quick, for lists, queues and counts. */
export const loadStudy = (context: Context, options: BankOptions): Promise<Study> =>
  loadWith(context, options, context.banks.heads);

/** Loads every question in full. */
export const loadFullStudy = (context: Context, options: BankOptions): Promise<Study<Question>> =>
  loadWith(context, options, context.banks.full);
