// What statistics need of each attempt: everything but its texts, small enough to be cached for a hundred thousand of them.
// Knows its own plain-JSON form: columns, since a hundred thousand objects would take ten times as long to read.
import type { Attempt } from './attempt.ts';
import { instantOf } from './day.ts';
import {
  historiesOf,
  liveEntries,
  mergeEntries,
  type AttemptEntry,
  type Entry,
  type LiveEntry,
} from './journal.ts';
import type { MetricName } from './metric.ts';
import type { QuestionId } from './question.ts';
import { RATINGS } from './rating.ts';

/** An attempt without its texts. */
export type AttemptFacts = Pick<
  Attempt,
  'question' | 'at' | 'elapsedMs' | 'rating' | 'points' | 'cited' | 'predicted'
> & {
  /** True for `--cram`: it left the schedule alone. */
  readonly cram: boolean;
  /** True when its words are known: typed, or recognised from a recording. Only then could it be seen to cite anything. */
  readonly worded: boolean;
};

function factsOfAttempt(entry: AttemptEntry, question: string): AttemptFacts {
  const { at, elapsedMs, rating, points, cited, predicted, cram, text } = entry;
  const facts = { question, at, elapsedMs, rating, points, cited, cram: cram === true };
  const worded = (text ?? '').trim() !== '';
  return predicted === undefined ? { ...facts, worded } : { ...facts, worded, predicted };
}

/**
 * The attempts that are in force, in order of time, each with the question that owns it now.
 * @param entries all entries, undos included, in any order, repeats allowed
 */
export function attemptFacts(entries: readonly Entry[]): readonly AttemptFacts[] {
  const live = liveEntries(mergeEntries(entries));
  const owners = new Map<LiveEntry, QuestionId>();
  for (const [question, list] of historiesOf(live).attempts)
    for (const entry of list) owners.set(entry, question);
  return live.flatMap((entry) =>
    entry.type === 'attempt' ? factsOfAttempt(entry, owners.get(entry) ?? entry.question) : [],
  );
}

/** Texts that repeat, each once, by the number under which it is known. */
function openNames(): { readonly names: string[]; readonly numberOf: (name: string) => number } {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  return { names, numberOf };
}

const CRAM = 4;
const WORDED = 8;

/** Rating, cram and words as one digit of base 16. */
const codeOf = ({ rating, cram, worded }: AttemptFacts): string =>
  (RATINGS.indexOf(rating) + (cram ? CRAM : 0) + (worded ? WORDED : 0)).toString(16);

/** The facts as plain JSON, for a cache. */
export function factsToJson(facts: readonly AttemptFacts[]): unknown {
  const [questions, points, cited] = [openNames(), openNames(), openNames()];
  return {
    questions: questions.names,
    points: points.names,
    cited: cited.names,
    question: facts.map(({ question }) => questions.numberOf(question)),
    at: facts.map(({ at }) => at),
    elapsedMs: facts.map(({ elapsedMs }) => elapsedMs),
    codes: facts.map(codeOf).join(''),
    ticked: facts.map((each) => points.numberOf(each.points.join(''))),
    citing: facts.map((each) => cited.numberOf(JSON.stringify(each.cited))),
    predicted: facts.flatMap(({ predicted }, i) => (predicted === undefined ? [] : [[i, predicted]])),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const textsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every(isText) ? value : undefined;

/** A column of `length` numbers from `least` (0 when left out) to `most`. */
function numbersIn(value: unknown, length: number, most: number, least = 0): readonly number[] | undefined {
  const holds = (item: unknown): item is number => typeof item === 'number' && item >= least && item <= most;
  return Array.isArray(value) && value.length === length && value.every(holds) ? value : undefined;
}

function pointsIn(text: string): readonly (0 | 1)[] | undefined {
  return /^[01]*$/.test(text) ? Array.from(text, (point) => (point === '1' ? 1 : 0)) : undefined;
}

function namesIn(text: string): readonly MetricName[] | undefined {
  return textsIn(JSON.parse(text));
}

/** Reads each of some texts; undefined when one cannot be read. */
function eachOf<T>(value: unknown, read: (text: string) => T | undefined): readonly T[] | undefined {
  const all = textsIn(value)?.map(read);
  return all?.every((one) => one !== undefined) ? all : undefined;
}

const isPair = (pair: unknown): pair is [number, number] =>
  Array.isArray(pair) && typeof pair[0] === 'number' && typeof pair[1] === 'number';

function predictedIn(value: unknown): ReadonlyMap<number, number> | undefined {
  return Array.isArray(value) && value.every(isPair) ? new Map(value) : undefined;
}

/** The facts that `factsToJson` wrote; undefined when any part is not what it should be. Throws on damaged lists of names. */
export function factsFromJson(json: unknown): readonly AttemptFacts[] | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object: nothing is said of its fields
  const raw = json as Readonly<Record<string, unknown>>;
  const codes = raw['codes'];
  if (!isText(codes) || !/^[0-9a-f]*$/.test(codes)) return undefined;
  const questions = textsIn(raw['questions']);
  const points = eachOf(raw['points'], pointsIn);
  const cited = eachOf(raw['cited'], namesIn);
  const { length } = codes;
  const owner = numbersIn(raw['question'], length, (questions?.length ?? 0) - 1);
  const at = numbersIn(raw['at'], length, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const elapsed = numbersIn(raw['elapsedMs'], length, Number.MAX_SAFE_INTEGER);
  const ticked = numbersIn(raw['ticked'], length, (points?.length ?? 0) - 1);
  const citing = numbersIn(raw['citing'], length, (cited?.length ?? 0) - 1);
  const predicted = predictedIn(raw['predicted']);
  if (!questions || !points || !cited || !owner || !at || !elapsed || !ticked || !citing || !predicted)
    return undefined;
  return Array.from(at, (instant, i) => {
    const code = Number.parseInt(codes[i] ?? '0', 16);
    const share = predicted.get(i);
    return {
      question: questions[owner[i] ?? 0] ?? '',
      at: instantOf(instant),
      elapsedMs: elapsed[i] ?? 0,
      rating: RATINGS[code % CRAM] ?? 'again',
      points: points[ticked[i] ?? 0] ?? [],
      cited: cited[citing[i] ?? 0] ?? [],
      cram: (code & CRAM) !== 0,
      worded: (code & WORDED) !== 0,
      ...(share === undefined ? {} : { predicted: share }),
    };
  });
}
