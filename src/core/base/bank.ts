import type { Metric, MetricName } from './metric.ts';
import { hidesFile, lineText, type Problem, sortProblems } from './problem.ts';
import type { Question, QuestionHead, QuestionId } from './question.ts';
import type { Span } from './span.ts';
import { nearest } from './spelling.ts';
import { naturalOrder } from './text.ts';

/**
 * `inside`: in the answer of another question · `names-others`: it has questions below it · `unlike`: those of its kind and
 * level are no questions · `no-text`: there is nothing below it · `documentation`: the whole file reads like notes or a manual.
 */
export const UNREAD_REASONS = ['inside', 'names-others', 'unlike', 'no-text', 'documentation'] as const;

/** Something in a file that looks like a question, and was not read as one. */
export type Unread = {
  readonly line: number;
  readonly kind: string;
  /** Of a heading, from 1. */
  readonly level: number;
  readonly title: string;
  readonly reason: (typeof UNREAD_REASONS)[number];
};

/** What in a Markdown file looks like a question. */
export type Account = {
  readonly read: number;
  /** True when all that was read and all that was not are headings. */
  readonly headings: boolean;
  readonly unread: readonly Unread[];
};

export type FileContent<Item extends QuestionHead = Question> = {
  readonly file: string;
  readonly questions: readonly Item[];
  readonly metrics: readonly Metric[];
  readonly problems: readonly Problem[];
  readonly account?: Account;
};

/** One folder or file of questions. Questions of the user's own bank (`own`) replace others with the same id. */
export type BankContent<Item extends QuestionHead = Question> = {
  readonly bank: string;
  readonly own: boolean;
  readonly files: readonly FileContent<Item>[];
  readonly skipped?: readonly string[];
};

/** A file of which not everything was read as a question. */
export type PartlyRead = Pick<FileContent, 'file' | 'account'> & {
  readonly bank: string;
  readonly questions: number;
};

export type Bank<Item extends QuestionHead = QuestionHead> = {
  /** In bank order: banks as given, files by path with numbers in natural order, questions as written. */
  readonly questions: ReadonlyMap<QuestionId, Item>;
  readonly metrics: ReadonlyMap<MetricName, Metric>;
  readonly problems: readonly Problem[];
  /** Banks (as in `QuestionHead.bank`) that declare metrics. In other banks any metric name is valid. */
  readonly declaring?: ReadonlySet<string>;
  readonly partly?: readonly PartlyRead[];
  /** Files below its folders, but for the user's own, that are not read for their names. */
  readonly skipped?: readonly string[];
};

/** A question without its texts. Ten thousand are made at startup, so no spreads. */
export function headOf(question: Question): QuestionHead {
  const head: { -readonly [Field in keyof QuestionHead]: QuestionHead[Field] } = {
    id: question.id,
    idWritten: question.idWritten,
    section: question.section,
    title: question.title,
    kind: question.kind,
    tags: question.tags,
    difficulty: question.difficulty,
    minutes: question.minutes,
    draft: question.draft,
    suspended: question.suspended,
    placeholderKeys: question.placeholderKeys,
    conditionalKeys: question.conditionalKeys,
    points: question.points,
    followUps: question.followUps,
    answerHash: question.answerHash,
    file: question.file,
    line: question.line,
    bank: question.bank,
  };
  if (question.number !== undefined) head.number = question.number;
  if (question.asked) head.asksMore = true;
  return head;
}

/**
 * Names a bank for the journal: `own`, `shipped`, or the last part of its path, which is the same on all
 * machines.
 */
export function bankLabel(bank: string, known: { readonly own: string; readonly shipped: string }): string {
  if (bank === known.own) return 'own';
  if (bank === known.shipped) return 'shipped';
  return bank.split(/[\\/]/).findLast((part) => part !== '') ?? bank;
}

export function placeOf(item: QuestionHead & { readonly titleAt?: Span }): Span {
  const point = { line: item.line, column: 1, offset: 0 };
  return item.titleAt ?? { file: item.file, start: point, end: point };
}

function fileNumber({ questions }: FileContent<QuestionHead>): number {
  return (questions.length === 1 ? questions[0]?.number : undefined) ?? Infinity;
}

function sortFiles<I extends QuestionHead>(files: readonly FileContent<I>[]): readonly FileContent<I>[] {
  return files.toSorted((a, b) => {
    const [first, second] = [fileNumber(a), fileNumber(b)];
    return first === second ? naturalOrder(a.file, b.file) : first - second;
  });
}

function duplicateId(later: QuestionHead, first: QuestionHead, sameBank: boolean): Problem {
  const written = later.idWritten || first.idWritten;
  return {
    severity: sameBank ? 'error' : 'warning',
    code: 'id-duplicate',
    at: placeOf(later),
    related: placeOf(first),
    message: `The id \`${later.id}\` is taken by ${lineText(placeOf(first))}; this question is left out.`,
    hint: written
      ? 'Give one of the two another id.'
      : 'Write an `id` of its own into the front matter of one.',
  };
}

function duplicateMetric(later: Metric, first: Metric, sameBank: boolean): Problem {
  return {
    severity: sameBank ? 'error' : 'warning',
    code: 'metric-duplicate',
    at: later.at,
    related: first.at,
    message: `The metric \`${later.name}\` is declared in ${first.at.file}:${first.at.start.line} as well; that one counts.`,
    hint: 'Remove one declaration, or rename one of the two.',
  };
}

/** True for a file in which something was left unread, or that has nothing; one that cannot be read has a problem instead. */
export const isPartlyRead = ({ questions, metrics, problems, account }: FileContent<QuestionHead>): boolean =>
  (account?.unread.length ?? 0) > 0 ||
  (questions.length + metrics.length === 0 &&
    !problems.some((problem) => hidesFile(problem) || problem.code === 'bank-empty'));

type Taken<T> = { readonly item: T; readonly bank: number };

/**
 * Adds an item under its name. The first one wins, except that the user's own bank replaces other banks'
 * items.
 * @returns the earlier item when the new one is a duplicate
 */
function claim<T>(
  taken: Map<string, Taken<T>>,
  name: string,
  item: T,
  bank: number,
  own: boolean,
): Taken<T> | undefined {
  const first = taken.get(name);
  if (!first || (own && first.bank !== bank)) {
    taken.set(name, { item, bank });
    return undefined;
  }
  return first;
}

const sameMeaning = (a: Metric, b: Metric): boolean =>
  a.unit === b.unit && a.kind === b.kind && a.derive === b.derive;

const itemsOf = <T>(taken: ReadonlyMap<string, Taken<T>>): ReadonlyMap<string, T> =>
  new Map([...taken].map(([name, { item }]) => [name, item]));

/**
 * Merges banks. A question of the user's own bank replaces another bank's question with the same id, in its
 * place; any other duplicate id is left out and reported, and so is a second declaration of a metric.
 */
export function assembleBanks<I extends QuestionHead>(banks: readonly BankContent<I>[]): Bank<I> {
  const questions = new Map<QuestionId, Taken<I>>();
  const metrics = new Map<MetricName, Taken<Metric>>();
  const problems: Problem[] = [];
  const declaring = new Set<string>();
  const partly: PartlyRead[] = [];
  banks.forEach(({ bank, own, files }, index) => {
    for (const file of sortFiles(files)) {
      if (isPartlyRead(file))
        partly.push({ bank, file: file.file, questions: file.questions.length, account: file.account });
      for (const problem of file.problems) problems.push(problem);
      for (const item of file.questions) {
        const first = claim(questions, item.id, item, index, own);
        if (first) problems.push(duplicateId(item, first.item, first.bank === index));
      }
      for (const metric of file.metrics) {
        declaring.add(bank);
        const first = claim(metrics, metric.name, metric, index, own);
        const same = first && first.bank !== index && sameMeaning(metric, first.item);
        if (first && !same) problems.push(duplicateMetric(metric, first.item, first.bank === index));
      }
    }
  });
  return {
    questions: itemsOf(questions),
    metrics: itemsOf(metrics),
    problems: sortProblems(problems),
    declaring,
    partly,
    skipped: banks.flatMap(({ own, skipped = [] }) => (own ? [] : skipped)),
  };
}

type Match<I> =
  | { readonly found: I }
  | { readonly ambiguous: readonly I[] }
  /** `numbers`: the least and the greatest there are, for a number that no question has. */
  | { readonly closest: readonly QuestionId[]; readonly numbers?: readonly [number, number] };

const CLOSEST = 3;

function missing(
  questions: readonly QuestionHead[],
  typed: string,
  number: string | undefined,
): Match<never> {
  const numbered = questions.flatMap(({ id, number: own }) =>
    number === undefined || own === undefined ? [] : [{ id, own, away: Math.abs(own - Number(number)) }],
  );
  if (numbered.length === 0) {
    const ids = questions.map(({ id }) => id);
    return { closest: nearest(typed, ids, CLOSEST) };
  }
  const inOrder = numbered.map(({ own }) => own).toSorted((a, b) => a - b);
  const [least, greatest] = [inOrder.at(0) ?? 0, inOrder.at(-1) ?? 0];
  const isBetween = Number(number) > least && Number(number) < greatest;
  const closest = isBetween ? numbered.toSorted((a, b) => a.away - b.away).slice(0, CLOSEST) : [];
  return { closest: closest.map(({ id }) => id), numbers: [least, greatest] };
}

/** Finds a question by number (`4`, `Q4`), by id, or by a prefix that only one id has. */
export function findQuestion<I extends QuestionHead>(bank: Bank<I>, name: string): Match<I> {
  const typed = name.trim();
  const exact = bank.questions.get(typed) ?? bank.questions.get(typed.toLowerCase());
  if (exact) return { found: exact };
  const questions = [...bank.questions.values()];
  const number = /^q?(\d{1,6})$/i.exec(typed)?.[1];
  const start = typed.toLowerCase();
  const matches =
    number === undefined
      ? questions.filter((question) => start !== '' && question.id.startsWith(start))
      : questions.filter((question) => question.number === Number(number));
  const [only] = matches;
  if (only && matches.length === 1) return { found: only };
  if (matches.length > 1) return { ambiguous: matches };
  return missing(questions, typed, number);
}
