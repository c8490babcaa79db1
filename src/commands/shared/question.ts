import type { Context } from '../../context.ts';
import type { Rating, Remembered } from '../../core/base/attempt.ts';
import { type Bank, bankLabel, findQuestion, questionTitled } from '../../core/base/bank.ts';
import { type Instant, isoWithOffset } from '../../core/base/day.ts';
import { Failure, lineText } from '../../core/base/problem.ts';
import { labelOf, type Question, type QuestionHead, type QuestionId } from '../../core/base/question.ts';
import { nearest } from '../../core/base/spelling.ts';
import { firstText } from '../../core/base/wording.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { changesBetween, ownOf, reverted, withOwn } from '../../core/schedule/changes.ts';
import type { AttemptEntry, ChangeEntry, LiveEntry } from '../../core/schedule/journal.ts';
import { type QueueFilters, unknownNames } from '../../core/schedule/queue.ts';
import type { Config } from '../../core/settings/config.ts';
import { labelIn } from '../../screens/quiz/card.ts';
import type { Study } from './load.ts';

/** Ids never contain a dot or a slash. */
export const isPath = (name: string): boolean => /[\\/]|\.\w+$/.test(name);

type Known<I extends QuestionHead> = Pick<Study<I>, 'bank' | 'given'>;

/** Fails with `question-unknown` (naming the closest ids or the existing numbers) or `question-ambiguous`. */
export function chooseQuestion<I extends QuestionHead>({ bank, given }: Known<I>, name: string): I {
  const result = findQuestion(bank, name, given);
  if ('found' in result) return result.found;
  const titled = questionTitled(bank, name);
  if (titled) return titled;
  if ('ambiguous' in result) {
    const { ambiguous } = result;
    const telling = new Set(ambiguous.map(labelOf)).size === ambiguous.length;
    const names = ambiguous.map(isNumber(name) && telling ? labelOf : ({ id }) => id);
    throw new Failure('question-ambiguous', `"${name}" matches ${ambiguous.length} questions.`, {
      hint: `choose one: ${firstText(names, 5)}`,
    });
  }
  if ('prefixes' in result)
    throw new Failure('question-unknown', `No question matches "${name}": no bank has that prefix.`, {
      hint: `the prefixes are ${result.prefixes.join(', ')}; \`prep banks\` shows them`,
    });
  const closest =
    result.closest.length > 0
      ? `closest: ${result.closest.join(', ')}`
      : `\`${commandFor('prep list', given)}\` shows all questions`;
  // Its number may be in the part of a file that cannot be read.
  const fault = isNumber(name) && bank.problems.find(({ severity }) => severity === 'error');
  const hint = isPath(name)
    ? 'to study a file or folder, use `--bank PATH`'
    : fault
      ? `it may be in ${lineText(fault.at)}, which has an error: \`prep check\``
      : closest;
  const [least, greatest] = result.numbers ?? [];
  const range = least === undefined ? '' : `; questions are numbered ${least} to ${greatest}`;
  throw new Failure('question-unknown', `No question matches "${name}"${range}.`, { hint });
}

/** If several banks have the number, asks which one is meant; other names stay. */
export async function withMeantNumbers(
  context: Context,
  study: Known<QuestionHead>,
  names: readonly string[],
  options: { readonly json?: boolean; readonly plain?: boolean },
): Promise<readonly string[]> {
  const meant: string[] = [];
  for (const name of names) {
    const isShared = isNumber(name) && 'ambiguous' in findQuestion(study.bank, name, study.given);
    meant.push(isShared ? (await askQuestion(context, study, name, options)).id : name);
  }
  return meant;
}

const isNumber = (name: string): boolean => /^q?\d+$/i.test(name.trim());

/** More than one digit can choose. */
const TOO_MANY = 10;

/** Like `chooseQuestion`, but asks a person which question is meant; without an answer it fails alike. */
export async function askQuestion<I extends QuestionHead>(
  context: Context,
  study: Known<I>,
  name: string,
  { json, plain }: { readonly json?: boolean; readonly plain?: boolean },
): Promise<I> {
  const result = findQuestion(study.bank, name, study.given);
  if (!('ambiguous' in result) || !context.interactive || json || result.ambiguous.length >= TOO_MANY)
    return chooseQuestion(study, name);
  const { askWhich } = await import('../bank/banks.ts');
  return (await askWhich(context, name, result.ambiguous, plain)) ?? chooseQuestion(study, name);
}

const NAMES_SHOWN = 12;

/** Fails with `section-unknown` or `tag-unknown`, naming the existing ones, the most similar first. */
export function requireKnownNames(bank: Bank, filters: QueueFilters): void {
  const [unknown] = unknownNames(bank.questions.values(), filters);
  if (!unknown) return;
  const { kind, name, known } = unknown;
  const names = firstText(nearest(name, known, known.length), NAMES_SHOWN);
  throw new Failure(`${kind}-unknown`, `Unknown ${kind} "${name}".`, {
    hint: names === '' ? `no question has a ${kind}` : `choose one of: ${names}`,
  });
}

/** How people see questions, and the values of `entries` by their keys; only the questions of those are read. */
export async function labelsFor(
  { banks }: Pick<Context, 'banks'>,
  heads: ReadonlyMap<QuestionId, QuestionHead>,
  entries: readonly LiveEntry[],
): Promise<(name: string) => string> {
  const questions = new Map<QuestionId, Question>();
  for (const { name } of entries.flatMap((entry) => (entry.type === 'change' && entry.values) || [])) {
    const head = heads.get(name.replace(/\/.*/, ''));
    const question = head && (await banks.question(head).catch(() => undefined));
    if (question) questions.set(question.id, question);
  }
  const valueName = (await import('../../core/fill/gaps.ts')).valueNameIn({ questions });
  const label = labelIn(heads);
  return (name) => (name.includes('/') ? valueName(name) : label(name));
}

export const questionStamp = (
  { banks }: Pick<Context, 'banks'>,
  { title, answerHash, bank }: QuestionHead,
): Remembered => ({ title, questionHash: answerHash, bank: bankLabel(bank, banks) });

/** Of a script: no session has it. */
export const attemptNow = (
  context: Pick<Context, 'banks' | 'random'>,
  at: Instant,
  question: QuestionHead,
  rating: Rating,
  how: Omit<AttemptEntry, 'type' | 'id' | 'question' | 'rating' | 'at' | keyof Remembered>,
): AttemptEntry => ({
  type: 'attempt',
  id: context.random.id(at),
  question: question.id,
  rating,
  at,
  ...how,
  ...questionStamp(context, question),
});

// Texts of the user in the config file: values and own answers. The journal keeps earlier ones.

export function recordChanges(context: Context, before: Config, after: Config): void {
  const changes = changesBetween(before, after);
  const at = context.clock.now();
  if (changes) context.journal.append([{ type: 'change', id: context.random.id(at), at, ...changes }]);
}

/** Records changes of own answers and values in the journal first, so that no version can be lost. */
export const recorded =
  (context: Context, change: (config: Config) => Config) =>
  (before: Config): Config => {
    const after = change(before);
    recordChanges(context, before, after);
    return after;
  };

/** `undone` is false if the config file or a new file was changed since: then nothing is. */
export async function revertChange(context: Context, step: ChangeEntry) {
  const { files, banks } = context;
  const changed = (step.files ?? []).map((file) => ({ ...file, path: `${banks.own}/${file.name}` }));
  const textAt = (path: string) => (files.exists(path) ? files.readText(path) : undefined);
  if (changed.some(({ path, after }) => textAt(path) !== after))
    return { config: context.config.read().config, undone: false };
  let undone = false;
  const config = await context.config.update((present) => {
    const before = reverted(present, step);
    undone = before !== undefined;
    return before ?? present;
  });
  for (const { path, before } of changed)
    if (before === undefined) files.remove(path);
    else files.create(path, before);
  return { config, undone };
}

export function storeOwn(context: Context, question: QuestionId, text: string): Promise<Config> {
  const stored = recorded(context, (config) => {
    const updatedAt = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
    return withOwn(config, question, text === '' ? undefined : { text, updatedAt });
  });
  return context.config.update(stored);
}

export const ownAnswer = (config: Config, question: QuestionId): string | undefined =>
  ownOf(config, question)?.text;
