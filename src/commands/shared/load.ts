// Loads what nearly every command needs: settings, banks, progress, values.
import type { GlobalOptions } from '../../cli.ts';
import type { Context } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import type { Calendar, Instant } from '../../core/base/day.ts';
import { Failure, hidesFile, lineText, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionHead } from '../../core/base/question.ts';
import { countOf, shellWord } from '../../core/base/wording.ts';
import type { StartFigures } from '../../core/fill/values.ts';
import { type ScheduleParams, scheduleParams } from '../../core/schedule/days-off.ts';
import { carried, proposeRelinks } from '../../core/schedule/identity.ts';
import { asOfToday } from '../../core/schedule/queue.ts';
import type { RelinkEntry } from '../../core/schedule/journal.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { banksOf, type Config } from '../../core/settings/config.ts';

export type BankOptions = {
  readonly bank?: readonly string[] | undefined;
  readonly showsProblems?: boolean;
};

export type Study<I extends QuestionHead = QuestionHead> = StartFigures & {
  readonly config: Config;
  readonly paths: readonly string[];
  readonly missing: readonly string[];
  readonly given: readonly string[];
  readonly bank: Bank<I>;
  readonly progress: Progress;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly params: ScheduleParams;
};

/** Moves the history of questions whose id is gone, if the match is certain, and says so. */
async function relinked(
  context: Context,
  { config, bank, progress, params, now }: Pick<Study, 'config' | 'bank' | 'progress' | 'params' | 'now'>,
) {
  const links = proposeRelinks(progress, bank.questions.values(), context.banks, bank.beside);
  if (links.length === 0) return { progress, config };
  const entries = links.map((link): RelinkEntry => {
    return { type: 'relink', id: context.random.id(now), at: now, ...link };
  });
  // Copies first: history that has moved is not examined again.
  const isAlone = carried(config, links) === config;
  const after = isAlone ? config : await context.config.update((latest) => carried(latest, links));
  context.journal.append(entries);
  for (const { from, to, why } of entries)
    context.out.talk(`The history of ${from} now belongs to ${to} (${why}); \`prep undo\` undoes that.\n`);
  return { config: after, progress: await context.journal.progress(params) };
}

export function problemFailure({ code, at, message, hint }: Problem): Failure {
  const namesFile = message.toLowerCase().startsWith(`${at.file.toLowerCase()} `);
  const place = at.start.line > 1 ? lineText(at) : at.file;
  return new Failure(code, namesFile ? message : `${place}: ${message}`, { hint });
}

/** If no bank of the command line can be read, prep would ask nothing, or only questions of other banks. */
function requireReadable(context: Context, problems: readonly Problem[], given: readonly string[]): void {
  const faults = given.map((path) => {
    const shown = context.results.shown(path);
    return problems.find((problem) => hidesFile(problem) && problem.at.file === shown);
  });
  const [first] = faults;
  if (first && !faults.includes(undefined)) throw problemFailure(first);
}

/** `-` is stdin. */
export const readNamed = async ({ files }: Pick<Context, 'files'>, file: string): Promise<string> =>
  file === '-' ? files.readInput() : files.readText(file);

/** The folder of a file to write has to exist: one that is made of a typo would stay. */
export function requireFolder({ files }: Pick<Context, 'files'>, path: string): void {
  if (!/[\\/]/.test(path) || files.exists(`${path}/..`)) return;
  throw new Failure('folder-missing', `The folder of ${path} does not exist.`, {
    hint: 'check the path, or make the folder first',
  });
}

/** From `PREP_BANK`, joined like PATH. */
export const environmentBanks = ({ env, files }: Context): readonly string[] =>
  (env['PREP_BANK'] ?? '').split(files.pathDelimiter).filter(Boolean);

export function readConfigAloud(context: Context, showsAll = false): Config {
  const { config, problems } = context.config.read();
  const shown = showsAll ? problems : problems.slice(0, 1);
  for (const { message, hint } of shown)
    context.out.talk(`${context.config.file}: warning: ${message}${hint ? ` (${hint})` : ''}\n`);
  const more = problems.length - shown.length;
  if (more > 0) context.out.talk(`${countOf(more, 'more warning')}: \`prep config\` shows all\n`);
  for (const copy of context.config.copies())
    context.out.talk(
      `${copy}: warning: two machines wrote at once (\`prep merge ${shellWord(copy)}\` merges it, \`--dry-run\` shows the differences)\n`,
    );
  return config;
}

/** An unreadable file hides its questions: reported once, with the command that shows all problems. */
function sayFaults(context: Context, bank: Bank, { bank: given }: BankOptions): void {
  const empty = bank.problems.filter(({ code }) => code === 'bank-empty');
  for (const { at, hint } of empty) context.out.talk(`No questions found in ${at.file}. ${hint ?? ''}\n`);
  const errors = bank.problems.filter(({ severity }) => severity === 'error').length - empty.length;
  if (errors === 0) return;
  const check = ['prep check', ...(given ?? [])].join(' ');
  context.out.talk(
    `${countOf(errors, 'error')} in question files may hide questions. Run \`${check}\` for details.\n`,
  );
}

const NO_QUESTIONS =
  'No questions yet. Import a guide (`prep import FILE`), add a question (`prep add`), or turn on the sample bank (`prep banks on shipped`).';

export const noQuestions = ({ given }: Pick<Study, 'given'>): string =>
  given.length === 0
    ? NO_QUESTIONS
    : `${given.join(', ')} ${given.length === 1 ? 'has' : 'have'} no questions.`;

export const isNamedBank = (bank: string): boolean => bank === 'own' || bank === 'shipped';

/** The own bank and the sample bank have their names, even if the setting has their paths. */
export function bankAt({ banks: { own, shipped }, files }: Pick<Context, 'banks' | 'files'>, given: string) {
  const path = given === 'own' ? own : given === 'shipped' ? shipped : files.absolute(given);
  return { bank: path === own ? 'own' : path === shipped ? 'shipped' : path, path };
}

/**
 * The command line comes first, then PREP_BANK, then the banks that are on. Banks of the command line are used as they
 * are; to the others, the own bank belongs. A bank that was chosen may be on another machine or disk: `missing`.
 */
export function bankPaths(
  context: Context,
  { bank: given = [] }: BankOptions,
  config: Pick<Config, 'banks'>,
) {
  if (given.length > 0) return { named: given, paths: given, missing: [] };
  const named = environmentBanks(context);
  if (named.length > 0) return { named, paths: withOwnBank(context, named), missing: [] };
  return { named, ...chosenPaths(context, config) };
}

/** Those of the list that are on. */
export function chosenPaths(context: Context, config: Pick<Config, 'banks'>) {
  const chosen = chosenBanks(context, config).filter(({ isOff }) => !isOff);
  const missing = chosen.flatMap(({ bank, path }) =>
    isNamedBank(bank) || context.files.exists(path) ? [] : [path],
  );
  return { paths: chosen.map(({ path }) => path).filter((path) => !missing.includes(path)), missing };
}

export function withOwnBank({ banks: { own }, files }: Context, paths: readonly string[]): readonly string[] {
  const ownPath = files.absolute(own);
  return paths.some((path) => files.absolute(path) === ownPath) ? paths : [...paths, own];
}

/** In order, by absolute path (`~/…` is stored inside the home folder). */
export const chosenBanks = (context: Pick<Context, 'banks' | 'files'>, { banks }: Pick<Config, 'banks'>) =>
  banksOf({ banks: banks.map((one) => ({ ...one, bank: bankAt(context, one.bank).bank })) }).map((one) => ({
    ...one,
    path: bankAt(context, one.bank).path,
  }));

export const isAllShipped = ({ banks }: Pick<Context, 'banks'>, { questions }: Bank): boolean =>
  questions.size > 0 && [...questions.values()].every(({ bank }) => bank === banks.shipped);

/** A person has only the sample bank, has stored nothing, and was not asked yet. */
function isFirstRun(context: Context, { config, bank, progress, given }: Study, json = false): boolean {
  return (
    !json &&
    given.length === 0 &&
    environmentBanks(context).length === 0 &&
    config.banks.length === 0 &&
    progress.seen.size === 0 &&
    [config.fills, config.answers].every((stored) => Object.keys(stored).length === 0) &&
    isAllShipped(context, bank) &&
    // Last: asking a terminal opens its streams.
    context.interactive
  );
}

async function loadWith<I extends QuestionHead>(
  context: Context,
  options: BankOptions,
  open: (paths: readonly string[]) => Promise<Bank<I>>,
): Promise<Study<I>> {
  const read = readConfigAloud(context);
  const { named, paths, missing } = bankPaths(context, options, read);
  const calendar = context.clock.calendar(read.settings);
  const params = scheduleParams(read, calendar);
  const now = context.clock.now();
  const bank = await open(paths);
  for (const path of missing) {
    const shown = context.results.stored(path);
    const remedy = `\`prep banks remove ${shellWord(shown)}\` takes it off your list`;
    context.out.talk(`The bank ${shown} is missing. ${remedy}.\n`);
  }
  if (!options.showsProblems) {
    requireReadable(context, bank.problems, named);
    sayFaults(context, bank, options);
  }
  const folded = await context.journal.progress(params);
  for (const fault of context.journal.faults()) context.out.talk(`${fault}\n`);
  const found = { config: read, bank, progress: folded, params, now };
  const { progress: stored, config } = await relinked(context, found);
  const heads = bank.questions.values();
  const progress = asOfToday({ heads, progress: stored, settings: config.settings, now, params });
  const style = { thousands: config.settings.thousands };
  const figures = await context.figures.of(bank, config.fills, style);
  const given = options.bank ?? [];
  return { config, paths, missing, given, bank, progress, ...figures, now, calendar, params };
}

/** What the user has answered is no draft. */
function withAnswered({ bank, config, ...study }: Study): Study {
  const answered = Object.keys(config.answers).flatMap((id) => {
    const head = bank.questions.get(id);
    return head?.draft ? [[head.id, { ...head, draft: false }] as const] : [];
  });
  const questions = answered.length === 0 ? bank.questions : new Map([...bank.questions, ...answered]);
  return { ...study, config, bank: { ...bank, questions } };
}

export const loadStudy = async (context: Context, options: BankOptions): Promise<Study> =>
  withAnswered(await loadWith(context, options, context.banks.heads));

/** After a first run, with the banks that the person chose. Undefined after Ctrl-C. */
export async function loadSettled(context: Context, options: GlobalOptions): Promise<Study | undefined> {
  const study = await loadStudy(context, options);
  if (!isFirstRun(context, study, options.json)) return study;
  const { settleBanks } = await import('../bank/banks.ts');
  return (await settleBanks(context, study, options.plain)) ? loadStudy(context, options) : undefined;
}

export const loadFullStudy = (context: Context, options: BankOptions): Promise<Study<Question>> =>
  loadWith(context, options, context.banks.full);
