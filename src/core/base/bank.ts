import type { Constraint, Metric, MetricName } from './metric.ts';
import { hidesFile, lineText, type Problem, sortProblems } from './problem.ts';
import type { Question, QuestionHead, QuestionId } from './question.ts';
import type { Span } from './span.ts';
import { lateMap } from './collections.ts';
import { slug } from './ids.ts';
import { folded, resembling } from './spelling.ts';
import { naturalOrder, titleText } from './text.ts';

/** Looks like a question but was not read as one. */
export type Unread = {
  readonly line: number;
  readonly kind: string;
  /** Of a heading, from 1. */
  readonly level: number;
  readonly title: string;
  /**
   * `inside`: in the answer of another question · `names-others`: it has questions below it · `unlike`: its kind and
   * level are not read as questions · `no-text`: nothing below it · `elsewhere`: another file of the import answers it ·
   * `documentation`: the whole file reads like notes or a manual.
   */
  readonly reason: 'inside' | 'names-others' | 'unlike' | 'no-text' | 'elsewhere' | 'documentation';
};

/**
 * What stands in a file beside the questions, in groups of one kind, if there is so much of it that questions may be among it:
 * in no question, inside answers, or inside the one answer that is much longer than the others.
 */
export type Beside = Pick<Unread, 'kind' | 'level'> & {
  readonly where: 'outside' | 'inside' | 'longest';
  readonly lines: readonly number[];
};

export type Account = {
  readonly read: number;
  /** Only headings were counted. */
  readonly headings: boolean;
  readonly unread: readonly Unread[];
  readonly beside?: readonly Beside[];
};

export type FileContent<Item extends QuestionHead = Question> = {
  readonly file: string;
  readonly questions: readonly Item[];
  readonly metrics: readonly Metric[];
  readonly constraints?: readonly Constraint[];
  /** Whether it has metrics, if these are read only once somebody asks for them. */
  readonly declares?: boolean;
  readonly problems: readonly Problem[];
  readonly account?: Account;
};

export const hasMetrics = (file: FileContent<QuestionHead>): boolean =>
  file.declares ?? file.metrics.length > 0;

/** Questions of the user's own bank (`own`) replace others with the same id. */
export type BankContent<Item extends QuestionHead = Question> = {
  readonly bank: string;
  readonly own: boolean;
  /** It only declares what the questions of the other banks cite and no other bank declares. */
  readonly beside?: boolean;
  readonly prefix?: string;
  readonly files: readonly FileContent<Item>[];
  readonly skipped?: readonly string[];
};

export type PartlyRead = Pick<FileContent, 'file' | 'account'> & {
  readonly bank: string;
  readonly questions: number;
  /** So many files beside it have one question each. */
  readonly apart?: number;
};

export type Bank<Item extends QuestionHead = QuestionHead> = {
  /** In bank order: banks as given, files by path with numbers in natural order, questions as written. */
  readonly questions: ReadonlyMap<QuestionId, Item>;
  readonly metrics: ReadonlyMap<MetricName, Metric>;
  readonly constraints?: readonly Constraint[];
  readonly problems: readonly Problem[];
  /** In other banks any metric name is valid. */
  readonly declaring?: ReadonlySet<string>;
  readonly partly?: readonly PartlyRead[];
  /** Files skipped for their names, outside the user's own bank. */
  readonly skipped?: readonly string[];
  /** The part before the colon of `dq:4`, by the bank's path. */
  readonly prefixes?: ReadonlyMap<string, string>;
  /** Own questions that replace one of another bank. The number and order of that bank are used. */
  readonly replacing?: ReadonlyMap<QuestionId, string>;
  /** Ids of questions of the own bank that are not in it, because other banks were named: their history stays. */
  readonly beside?: ReadonlySet<QuestionId>;
  /** Names everything in it, where a cache has it: whatever is different has another one. */
  readonly version?: string;
};

/** `own`, `shipped`, or the last part of the path, which is the same on all machines. */
export function bankLabel(bank: string, known: { readonly own: string; readonly shipped: string }): string {
  if (bank === known.own) return 'own';
  if (bank === known.shipped) return 'shipped';
  return bank.split(/[\\/]/).findLast((part) => part !== '') ?? bank;
}

export type BankName = { readonly name: string; readonly prefix: string };

const LONGEST_PREFIX = 4;

/** `dq` of `dq`, `min` of `ml-interview-notes`, `arc` of `architecture`. */
function shortened(name: string): string {
  const [letters = [], ...others] = name.split('-').map((word) => Array.from(word));
  if (others.length === 0) return letters.length <= LONGEST_PREFIX ? name : letters.slice(0, 3).join('');
  const words = [letters, ...others].slice(0, LONGEST_PREFIX);
  return words.map(([first = '']) => first).join('');
}

/** The first free name, otherwise the last with a number. */
export function freeName(taken: Pick<ReadonlySet<string>, 'has'>, names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  let name = names.find((each) => !taken.has(each));
  for (let count = 2; name === undefined; count += 1)
    if (!taken.has(`${last}-${count}`)) name = `${last}-${count}`;
  return name;
}

function takeName(taken: Set<string>, names: readonly string[]): string {
  const name = freeName(taken, names);
  taken.add(name);
  return name;
}

/**
 * The last part of the path, or the last two if that name is taken. Prefixes are short forms. Neither depends
 * on the order of the banks.
 */
export function bankNames(
  banks: readonly string[],
  { own, shipped }: { readonly own: string; readonly shipped: string },
): ReadonlyMap<string, BankName> {
  const names = new Map<string, BankName>();
  const [takenNames, takenPrefixes] = [new Set(['own', 'shipped']), new Set(['own', 'prep'])];
  for (const bank of banks.toSorted()) {
    const parts = bank.split(/[\\/]/).filter((part) => part !== '');
    const last = (parts.at(-1) ?? bank).replace(/(?<=.)\.[^.]*$/, '');
    const longer = [...parts.slice(-2, -1), last].join(' ');
    if (bank === own) names.set(bank, { name: 'own', prefix: 'own' });
    else if (bank === shipped) names.set(bank, { name: 'shipped', prefix: 'prep' });
    else {
      const name = takeName(takenNames, [slug(last), slug(longer)]);
      names.set(bank, { name, prefix: takeName(takenPrefixes, [shortened(name), name]) });
    }
  }
  return names;
}

export function placeOf(item: QuestionHead & { readonly titleAt?: Span }): Span {
  const point = { line: item.line, column: 1, offset: 0 };
  return item.titleAt ?? { file: item.file, start: point, end: point };
}

const fileNumber = ({ questions }: FileContent<QuestionHead>): number =>
  (questions.length === 1 ? questions[0]?.number : undefined) ?? Number.MAX_SAFE_INTEGER;

const sortFiles = <I extends QuestionHead>(files: readonly FileContent<I>[]): readonly FileContent<I>[] =>
  files.toSorted((a, b) => fileNumber(a) - fileNumber(b) || naturalOrder(a.file, b.file));

function duplicate(what: 'id' | 'number', later: QuestionHead, first: QuestionHead): Problem {
  const isId = what === 'id';
  const effect = isId ? 'this question is left out' : `both go by their ids, ${first.id} and ${later.id}`;
  return {
    severity: isId && first.bank === later.bank ? 'error' : 'warning',
    code: `${what}-duplicate`,
    at: placeOf(later),
    related: placeOf(first),
    message: `The ${what} \`${later[what]}\` is taken by ${lineText(placeOf(first))}; ${effect}.`,
    hint: `Give one of them a different ${what}.`,
  };
}

function duplicateMetric(later: Metric, first: Metric, sameBank: boolean): Problem {
  return {
    severity: sameBank ? 'error' : 'warning',
    code: 'metric-duplicate',
    at: later.at,
    related: first.at,
    message: `The metric \`${later.name}\` is declared in ${first.at.file}:${first.at.start.line} too; that declaration is used.`,
    hint: 'Remove or rename one of them.',
  };
}

/** A file that cannot be read and an empty bank have a problem instead. */
const isPartlyRead = (file: FileContent<QuestionHead>): boolean =>
  (file.account?.unread.length ?? 0) + (file.account?.beside?.length ?? 0) > 0 ||
  (file.questions.length === 0 &&
    !hasMetrics(file) &&
    !file.problems.some((problem) => hidesFile(problem) || problem.code === 'bank-empty'));

/** Fewer files are no pattern. */
const FEWEST_ALONE = 5;
const FEWEST_IN_BANK = 3;

/**
 * The files of a bank that were not read completely. If most have one question each, headings in their answers are nothing unusual;
 * a file with several is.
 */
export function partlyRead(bank: string, files: readonly FileContent<QuestionHead>[]): readonly PartlyRead[] {
  const full = files.filter(({ questions }) => questions.length > 0);
  const alone = full.filter(({ questions }) => questions.length === 1).length;
  const arePages = alone >= FEWEST_ALONE && alone * 3 > full.length * 2;
  return files.flatMap((one): readonly PartlyRead[] => {
    const { file, questions, account } = one;
    const apart = arePages && questions.length >= FEWEST_IN_BANK ? alone : undefined;
    const isPage = arePages && questions.length === 1 && account?.unread.length === 0;
    if (apart === undefined && (isPage || !isPartlyRead(one))) return [];
    return [{ bank, file, questions: questions.length, account, apart }];
  });
}

/** `place`: the bank whose place it takes, for an own item that replaces another bank's. */
type Taken<T> = { readonly item: T; readonly bank: number; readonly own: boolean; readonly place: number };

/**
 * The first item wins, except that an own item replaces another bank's.
 * @param isCopy the own item takes the other's place
 * @returns the earlier item if the new one is a duplicate
 */
function claim<T>(
  taken: Map<string, Taken<T>>,
  name: string,
  item: T,
  bank: number,
  own: boolean,
  isCopy: (mine: T, other: T) => boolean = () => true,
): Taken<T> | undefined {
  const first = taken.get(name);
  if (first && (first.bank === bank || (!own && !first.own))) return first;
  const keepsPlace = !first || (own ? isCopy(item, first.item) : isCopy(first.item, item));
  if (!first || own) {
    if (!keepsPlace) taken.delete(name);
    taken.set(name, { item, bank, own, place: (keepsPlace ? first?.place : undefined) ?? bank });
    return undefined;
  }
  if (!keepsPlace) return undefined;
  if (first.place !== first.bank) return first;
  taken.delete(name);
  taken.set(name, { ...first, place: bank });
  return undefined;
}

/** With the name of its file, if its bank has a question with the same title already. */
function besideOthers<I extends QuestionHead>(
  item: I,
  taken: ReadonlyMap<QuestionId, Taken<I>>,
  bank: number,
): I {
  if (item.idWritten || taken.get(item.id)?.bank !== bank) return item;
  const file = item.file.split(/[\\/]/).at(-1) ?? '';
  const id = freeName(taken, [`${item.id}-${slug(file.replace(/(?<=.)\.[^.]*$/, ''))}`]);
  return { ...item, id, idInFile: item.id };
}

const sameMeaning = (a: Metric, b: Metric): boolean =>
  a.unit === b.unit && a.kind === b.kind && a.derive === b.derive;

const itemsOf = <T>(taken: ReadonlyMap<string, Taken<T>>): ReadonlyMap<string, T> =>
  new Map([...taken].map(([name, { item }]) => [name, item]));

/** With a number of its own, it is another question of the same title. */
const isCopyOf = (mine: QuestionHead, other: QuestionHead): boolean =>
  mine.number === undefined || mine.number === other.number;

type WithLabel<I> = (item: I, label: string) => I;

/** Longer ids push aside what is beside them, and break where a command is wrapped. */
const LONG_ID = 24;
const SHORT_ID = 12;

export function sharedStart(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** The first words of long ids, enough to tell them from all others. */
function shortIds(ids: Iterable<QuestionId>): ReadonlyMap<QuestionId, string> {
  const sorted = [...ids].toSorted();
  const short = new Map<QuestionId, string>();
  for (const [i, id] of sorted.entries()) {
    if (id.length <= LONG_ID) continue;
    const [before = '', after = ''] = [sorted[i - 1], sorted[i + 1]];
    const shared = Math.max(sharedStart(id, before), sharedStart(id, after));
    const end = id.indexOf('-', Math.max(shared + 1, SHORT_ID));
    if (end !== -1) short.set(id, id.slice(0, end));
  }
  return short;
}

/**
 * If several banks have numbers, each number gets the prefix of its bank. Questions of a bank that share a number go
 * by their ids, as those without one; of a long id, the first words. Runs over ten thousand questions at each start.
 */
function labeled<I extends QuestionHead>(
  taken: ReadonlyMap<QuestionId, Taken<I>>,
  banks: readonly BankContent<I>[],
  withLabel: WithLabel<I>,
  problems: Problem[],
): Pick<Bank<I>, 'questions' | 'replacing'> {
  const numbered = new Set<number>();
  const firsts = new Map<string, I>();
  const sharing = new Set<I>();
  const replacing = new Map<QuestionId, string>();
  let hasLong = false;
  for (const [id, { item, bank, place, own }] of taken) {
    if (item.number === undefined) hasLong ||= id.length > LONG_ID;
    else {
      numbered.add(place);
      const first = firsts.get(`${place} ${item.number}`);
      if (first) sharing.add(first).add(item);
      else firsts.set(`${place} ${item.number}`, item);
      // The files of a guide may each begin at 1.
      if (first && own) problems.push(duplicate('number', item, first));
    }
    if (bank !== place) replacing.set(id, banks[place]?.bank ?? '');
  }
  hasLong ||= sharing.size > 0;
  if (numbered.size < 2 && !hasLong) return { questions: itemsOf(taken), replacing };
  const short = hasLong ? shortIds(taken.keys()) : new Map<QuestionId, string>();
  const questions = new Map<QuestionId, I>();
  for (const [id, { item, place }] of taken) {
    const prefix = numbered.size < 2 ? undefined : banks[place]?.prefix;
    const told = prefix === undefined ? undefined : `${prefix}:${item.number}`;
    const isNamed = item.number !== undefined && !sharing.has(item);
    const label = isNamed ? told : (short.get(id) ?? (sharing.has(item) ? id : undefined));
    questions.set(id, label === undefined ? item : withLabel(item, label));
  }
  return { questions, replacing };
}

const NAMES = /[a-z]\w*/g;

/** Also what a derived metric is computed from. */
function addCited(
  metrics: Map<MetricName, Metric>,
  beside: Iterable<Metric>,
  questions: Iterable<QuestionHead>,
): void {
  const declared = new Map([...beside].map((metric) => [metric.name, metric]));
  if (declared.size === 0) return;
  const add = (name: string): void => {
    const metric = metrics.has(name) ? undefined : declared.get(name);
    if (!metric) return;
    metrics.set(name, metric);
    metric.derive?.match(NAMES)?.forEach(add);
  };
  for (const { placeholderKeys } of questions) placeholderKeys.forEach(add);
  for (const { derive } of metrics.values()) derive?.match(NAMES)?.forEach(add);
}

function declarationsIn(
  banks: readonly BankContent<QuestionHead>[],
  besides: readonly FileContent<QuestionHead>[],
  questions: Iterable<QuestionHead>,
) {
  const metrics = new Map<MetricName, Taken<Metric>>();
  const constraints = new Map<string, Constraint>();
  const problems: Problem[] = [];
  for (const [index, { own, files }] of banks.entries()) {
    for (const file of files) {
      for (const constraint of file.constraints ?? [])
        if (!constraints.has(constraint.rule)) constraints.set(constraint.rule, constraint);
      for (const metric of file.metrics) {
        const first = claim(metrics, metric.name, metric, index, own);
        const same = first && first.bank !== index && sameMeaning(metric, first.item);
        if (first && !same) problems.push(duplicateMetric(metric, first.item, first.bank === index));
      }
    }
  }
  const declared = new Map(itemsOf(metrics));
  const others = besides.flatMap((file) => file.metrics);
  addCited(declared, others, questions);
  return { metrics: declared, constraints: [...constraints.values()], problems };
}

/**
 * An own question replaces another bank's with the same id; any other duplicate id, and a second declaration
 * of a metric, is reported.
 * @param isSound no metric is declared twice, so metrics need not be read before somebody asks for them
 */
export function assembleBanks<I extends QuestionHead>(
  given: readonly BankContent<I>[],
  withLabel: WithLabel<I> = (item, label) => ({ ...item, label }),
  isSound = false,
): Bank<I> {
  const all = given.map((bank) => ({ ...bank, files: sortFiles(bank.files) }));
  const banks = all.filter(({ beside }) => !beside);
  const besides = all.filter(({ beside }) => beside).flatMap(({ files }) => files);
  const questions = new Map<QuestionId, Taken<I>>();
  const problems: Problem[] = [];
  const declaring = new Set<string>();
  const partly: PartlyRead[] = [];
  banks.forEach(({ bank, own, files }, index) => {
    partly.push(...partlyRead(bank, files));
    for (const file of files) {
      if (hasMetrics(file)) declaring.add(bank);
      for (const problem of file.problems) problems.push(problem);
      for (const read of file.questions) {
        const item = besideOthers(read, questions, index);
        const first = claim(questions, item.id, item, index, own, isCopyOf);
        if (first) problems.push(duplicate('id', item, first.item));
      }
    }
  });
  let made: ReturnType<typeof declarationsIn> | undefined;
  const declarations = () => (made ??= declarationsIn(banks, besides, itemsOf(questions).values()));
  if (!isSound) problems.push(...declarations().problems);
  return {
    ...labeled(questions, banks, withLabel, problems),
    metrics: made?.metrics ?? lateMap(() => declarations().metrics),
    get constraints() {
      return declarations().constraints;
    },
    problems: sortProblems(problems),
    declaring,
    partly,
    beside: new Set(besides.flatMap((file) => file.questions.map(({ id }) => id))),
    skipped: all.flatMap(({ own, skipped = [] }) => (own ? [] : skipped)),
    prefixes: new Map(
      banks.flatMap(({ bank, prefix }) => (prefix === undefined ? [] : [[bank, prefix] as const])),
    ),
  };
}

/** The bank that gives a question its number and order. */
export const homeOf = ({ replacing }: Pick<Bank, 'replacing'>, { id, bank }: QuestionHead): string =>
  replacing?.get(id) ?? bank;

type Match<I> =
  | { readonly found: I }
  | { readonly ambiguous: readonly I[] }
  /** `numbers`: the least and greatest, if no question has the number. */
  | { readonly closest: readonly QuestionId[]; readonly numbers?: readonly [number, number] }
  | { readonly prefixes: readonly string[] };

const CLOSEST = 3;

function missing(
  questions: readonly QuestionHead[],
  typed: string,
  number: string | undefined,
): Match<never> {
  const numbers = questions.flatMap((question) => question.number ?? []);
  if (number !== undefined && numbers.length > 0)
    return { closest: [], numbers: [Math.min(...numbers), Math.max(...numbers)] };
  const ids = questions.map(({ id }) => id);
  return { closest: resembling(typed, ids, CLOSEST) };
}

/**
 * By number (`4`, `Q4`), id, or the unambiguous start of an id. A prefix names the bank: `dq:4`.
 * @param preferred banks whose number is meant even if others have it
 */
export function findQuestion<I extends QuestionHead>(
  bank: Bank<I>,
  name: string,
  preferred: readonly string[] = [],
): Match<I> {
  const exact = bank.questions.get(name.trim()) ?? bank.questions.get(name.trim().toLowerCase());
  if (exact) return { found: exact };
  const [, prefix, typed = name.trim()] = /^([^\s:]+):(\S+)$/.exec(name.trim()) ?? [];
  const prefixes = [...(bank.prefixes?.values() ?? [])];
  if (prefix !== undefined && !prefixes.includes(prefix.toLowerCase())) return { prefixes };
  const questions = [...bank.questions.values()].filter(
    (question) => prefix === undefined || bank.prefixes?.get(homeOf(bank, question)) === prefix.toLowerCase(),
  );
  const same = questions.find(({ id }) => id === typed);
  if (same) return { found: same };
  const number = /^q?(\d{1,6})$/i.exec(typed)?.[1];
  const start = typed.toLowerCase();
  const matches =
    number === undefined
      ? questions.filter(({ id }) => start !== '' && id.startsWith(start))
      : questions.filter((question) => question.number === Number(number));
  const near = matches.filter((question) => preferred.includes(homeOf(bank, question)));
  const [only] = near.length === 1 ? near : matches.length === 1 ? matches : [];
  if (only) return { found: only };
  if (matches.length > 1) return { ambiguous: matches };
  return missing(questions, typed, number);
}

/** The title or its unambiguous start, ignoring case. */
export function questionTitled<I extends QuestionHead>({ questions }: Bank<I>, words: string): I | undefined {
  const start = folded(titleText(words));
  const titled = [...questions.values()].filter(({ title }) => folded(titleText(title)).startsWith(start));
  const exact = titled.find(({ title }) => titleText(title).length === titleText(words).length);
  return exact ?? (start !== '' && titled.length === 1 ? titled[0] : undefined);
}
