// What nearly every command reads first: the settings, the banks, where the user stands, the values.
import type { Context } from '../context.ts';
import type { Bank } from '../core/bank.ts';
import type { Config } from '../core/config.ts';
import { MINUTE_MS, type Calendar, type Instant } from '../core/day.ts';
import type { Inputs } from '../core/figures.ts';
import type { Values } from '../core/fill-value.ts';
import type { Progress } from '../core/progress.ts';
import type { Question, QuestionHead } from '../core/question.ts';
import { relinked } from './relink.ts';
import type { ScheduleParams } from '../core/schedule.ts';
import { scheduleParams } from '../core/schedule-params.ts';
import { requireReadable } from './unreadable.ts';

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
