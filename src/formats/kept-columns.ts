// The notation of a journal without its words, for a cache: a text of names and two rows of numbers, as a hundred thousand
// objects of JSON would take ten times as long to read. Knows nothing of files; whoever keeps it must tell damage.
import { MODES } from '../core/attempt.ts';
import { instantOf } from '../core/day.ts';
import type { Entry, AttemptEntry } from '../core/journal.ts';
import type { KeptAttempt, KeptEntry } from '../core/kept.ts';
import type { MetricName } from '../core/metric.ts';
import { RATINGS } from '../core/rating.ts';
import { isObject, isText } from '../core/unknown-value.ts';
import { WAYS } from './journal-lines.ts';
import { formatEntry, parseJournal } from './journal-lines.ts';

/** Kept entries as they are written. */
export type KeptColumns = {
  /** JSON: texts that repeat, ids, and the entries that are no attempts. */
  readonly text: string;
  /** For each attempt: instant, time taken, and what was predicted (NaN for nothing). */
  readonly doubles: Float64Array;
  /** For each attempt: numbers of texts (-1 for none), and one that holds what has few values. */
  readonly ints: Int32Array;
};

const DOUBLES = 3;
const INTS = 7;
const UTC = { timeZone: 'UTC', dayStartMinutes: 0 };

// What has few values, bit by bit: rating 0–1, mode 2–3, cram 4, worded 5, how the rating came about 6–8.
const codeOf = ({ rating, mode, cram, worded, by }: KeptAttempt): number =>
  RATINGS.indexOf(rating) +
  MODES.indexOf(mode) * 4 +
  (cram ? 16 : 0) +
  (worded ? 32 : 0) +
  (by === undefined ? 0 : WAYS.indexOf(by) + 1) * 64;

/** Texts that repeat, each once, by the number under which it is known. */
function openTexts(): { readonly texts: string[]; readonly numberOf: (text: string | undefined) => number } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (text: string | undefined): number => {
    if (text === undefined) return -1;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, numberOf };
}

/** The numbers of what lists are written as. Attempts share their lists, so most are known without being written. */
function numbersOf<List extends object>(
  numberOf: (text: string) => number,
  write: (list: List) => string,
): (list: List) => number {
  const known = new Map<List, number>();
  return (list) => {
    let number = known.get(list);
    if (number === undefined) known.set(list, (number = numberOf(write(list))));
    return number;
  };
}

/** The entries as columns. */
export function keptColumns(entries: readonly KeptEntry[]): KeptColumns {
  const attempts = entries.filter((entry) => entry.type === 'attempt');
  const others = entries.flatMap((entry, place) =>
    entry.type === 'attempt' ? [] : [{ place, line: formatEntry(entry, UTC) }],
  );
  const { texts, numberOf } = openTexts();
  const pointsNumber = numbersOf(numberOf, (points: KeptAttempt['points']) => points.join(''));
  const citedNumber = numbersOf(numberOf, (cited: KeptAttempt['cited']) => JSON.stringify(cited));
  const doubles = new Float64Array(attempts.length * DOUBLES);
  const ints = new Int32Array(attempts.length * INTS);
  for (const [i, attempt] of attempts.entries()) {
    const { question, at, elapsedMs, predicted, title, questionHash, bank, points, cited } = attempt;
    const [double, int] = [i * DOUBLES, i * INTS];
    doubles[double] = at;
    doubles[double + 1] = elapsedMs;
    doubles[double + 2] = predicted ?? Number.NaN;
    ints[int] = codeOf(attempt);
    ints[int + 1] = numberOf(question);
    ints[int + 2] = numberOf(title);
    ints[int + 3] = numberOf(questionHash);
    ints[int + 4] = numberOf(bank);
    ints[int + 5] = pointsNumber(points);
    ints[int + 6] = citedNumber(cited);
  }
  const text = JSON.stringify({
    texts,
    ids: attempts.map(({ id }) => id),
    places: others.map(({ place }) => place),
    others: others.map(({ line }) => line).join('\n'),
  });
  return { text, doubles, ints };
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value);

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) && value.every(is) ? value : [];
}

const pointsIn = (text: string): readonly (0 | 1)[] => Array.from(text, (point) => (point === '1' ? 1 : 0));
const namesIn = (text: string): readonly MetricName[] => listOf(JSON.parse(text) as unknown, isText);

/** What a text means, worked out once for each of them: attempts share their lists. */
function remembered<T>(texts: readonly string[], read: (text: string) => T): (number: number) => T {
  const known = new Map<number, T>();
  return (number) => {
    let value = known.get(number);
    if (value === undefined) known.set(number, (value = read(texts[number] ?? '')));
    return value;
  };
}

type Draft = { -readonly [Field in keyof KeptAttempt]: KeptAttempt[Field] };

function attemptsIn(
  texts: readonly string[],
  ids: readonly string[],
  { doubles, ints }: KeptColumns,
): readonly KeptAttempt[] {
  const pointsOf = remembered(texts, pointsIn);
  const citedOf = remembered(texts, namesIn);
  // A hundred thousand times while nothing is compiled yet: so no lists, no calls, and no place -1 for what is not there.
  return ids.map((id, i) => {
    const first = i * INTS;
    const code = ints[first] ?? 0;
    const kept: Draft = {
      type: 'attempt',
      id,
      question: texts[ints[first + 1] ?? 0] ?? '',
      rating: RATINGS[code & 3] ?? 'again',
      at: instantOf(doubles[i * DOUBLES] ?? 0),
      elapsedMs: doubles[i * DOUBLES + 1] ?? 0,
      mode: MODES[(code >> 2) & 3] ?? 'think',
      points: pointsOf(ints[first + 5] ?? 0),
      cited: citedOf(ints[first + 6] ?? 0),
      cram: (code & 16) !== 0,
      worded: (code & 32) !== 0,
    };
    const predicted = doubles[i * DOUBLES + 2] ?? Number.NaN;
    const title = ints[first + 2] ?? -1;
    const questionHash = ints[first + 3] ?? -1;
    const bank = ints[first + 4] ?? -1;
    if (!Number.isNaN(predicted)) kept.predicted = predicted;
    const by = code < 64 ? undefined : WAYS[(code >> 6) - 1];
    if (by !== undefined) kept.by = by;
    if (title >= 0) kept.title = texts[title] ?? '';
    if (questionHash >= 0) kept.questionHash = texts[questionHash] ?? '';
    if (bank >= 0) kept.bank = texts[bank] ?? '';
    return kept;
  });
}

/** Puts the entries that are no attempts back in their places. */
function inPlaces(
  attempts: readonly KeptAttempt[],
  places: readonly number[],
  others: readonly KeptEntry[],
): readonly KeptEntry[] {
  if (others.length === 0) return attempts;
  const byPlace = new Map(others.map((entry, i) => [places[i], entry]));
  const waiting = attempts.values();
  return Array.from({ length: attempts.length + others.length }).flatMap(
    (_, place) => byPlace.get(place) ?? waiting.next().value ?? [],
  );
}

const isOther = (entry: Entry): entry is Exclude<Entry, AttemptEntry> => entry.type !== 'attempt';

/** The entries that `keptColumns` wrote; undefined when its parts do not belong together. Throws when the text is no JSON. */
export function keptFrom(columns: KeptColumns): readonly KeptEntry[] | undefined {
  const parsed: unknown = JSON.parse(columns.text);
  if (!isObject(parsed)) return undefined;
  const texts = listOf(parsed['texts'], isText);
  const ids = listOf(parsed['ids'], isText);
  const places = listOf(parsed['places'], isPlace);
  const others = parseJournal('', String(parsed['others'])).entries.filter(isOther);
  const { doubles, ints } = columns;
  const fits =
    places.length === others.length &&
    doubles.length === ids.length * DOUBLES &&
    ints.length === ids.length * INTS;
  return fits ? inPlaces(attemptsIn(texts, ids, columns), places, others) : undefined;
}
