// Caches what bank files contain, so that a start parses only changed files.
import { readFileSync } from 'node:fs';
import type { FileContent } from '../../core/base/bank.ts';
import { type Metric, METRIC_KINDS } from '../../core/base/metric.ts';
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES, type QuestionHead } from '../../core/base/question.ts';
import type { Point, Span } from '../../core/base/span.ts';
import {
  isCount,
  isLeftOutOr,
  isObject,
  isText,
  isTexts,
  type UnknownFields,
} from '../../core/base/unknown.ts';
import { replaceFile } from '../store/folder.ts';
import type { BankFile } from './bank-files.ts';

/** Increase this whenever a reader of questions or metrics gives something else for the same file. */
const READERS = 2;

type Content = FileContent<QuestionHead>;

/** An object as this file writes them; one with a `__proto__` key is refused. */
const isOwn = (value: unknown): value is UnknownFields =>
  isObject(value) && !Object.hasOwn(value, '__proto__');
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isOneOf = (choices: readonly string[], value: unknown): boolean =>
  isText(value) && choices.includes(value);

/** Places without their file: how a file and its bank are shown depends on the working folder. */
type Stretch = { readonly start: Point; readonly end: Point };
type CachedHead = Omit<QuestionHead, 'file' | 'bank'>;
type CachedMetric = Omit<Metric, 'at' | 'deriveAt'> & { readonly at: Stretch; readonly deriveAt?: Stretch };
type CachedProblem = Omit<Problem, 'at' | 'related'> & { readonly at: Stretch; readonly related?: Stretch };

const isPoint = (value: unknown): value is Point =>
  isOwn(value) && isCount(value['line']) && isCount(value['column']) && isCount(value['offset']);
const isStretch = (value: unknown): value is Stretch =>
  isOwn(value) && isPoint(value['start']) && isPoint(value['end']);

const isConditionalKeys = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(
    (each) =>
      isOwn(each) && isText(each['key']) && Array.isArray(each['when']) && each['when'].every(isTexts),
  );

/** Written out test by test, for speed: each start checks up to ten thousand heads. */
const isHead = (value: unknown): value is CachedHead =>
  isOwn(value) &&
  isText(value['id']) &&
  isText(value['section']) &&
  isText(value['title']) &&
  isText(value['answerHash']) &&
  isFlag(value['idWritten']) &&
  isFlag(value['draft']) &&
  isFlag(value['suspended']) &&
  isCount(value['points']) &&
  isCount(value['followUps']) &&
  isCount(value['line']) &&
  isTexts(value['tags']) &&
  isTexts(value['placeholderKeys']) &&
  isLeftOutOr(isConditionalKeys, value['conditionalKeys']) &&
  isNumber(value['minutes']) &&
  isLeftOutOr(isNumber, value['number']) &&
  isLeftOutOr(isFlag, value['asksMore']) &&
  isOneOf(['open', 'star'], value['kind']) &&
  isOneOf(DIFFICULTIES, value['difficulty']);

const isMetric = (value: unknown): value is CachedMetric =>
  isOwn(value) &&
  isText(value['name']) &&
  isText(value['prompt']) &&
  isOneOf(METRIC_KINDS, value['kind']) &&
  isStretch(value['at']) &&
  isLeftOutOr(isText, value['unit']) &&
  isLeftOutOr(isText, value['example']) &&
  isLeftOutOr(isText, value['measure']) &&
  isLeftOutOr(isText, value['derive']) &&
  isLeftOutOr(isStretch, value['deriveAt']) &&
  isLeftOutOr(isNumber, value['min']) &&
  isLeftOutOr(isNumber, value['max']) &&
  isLeftOutOr(isNumber, value['digits']) &&
  (value['better'] === undefined || isOneOf(['higher', 'lower'], value['better']));

const isProblem = (value: unknown): value is CachedProblem =>
  isOwn(value) &&
  isOneOf(['error', 'warning'], value['severity']) &&
  isText(value['code']) &&
  isText(value['message']) &&
  isLeftOutOr(isText, value['hint']) &&
  isStretch(value['at']) &&
  isLeftOutOr(isStretch, value['related']);

const listOf = <T>(value: unknown, is: (item: unknown) => item is T): readonly T[] | undefined =>
  Array.isArray(value) && value.every(is) ? value : undefined;

function contentFrom(cached: unknown, file: string, bank: string): Content | undefined {
  if (!isOwn(cached)) return undefined;
  const questions = listOf(cached['questions'], isHead);
  const metrics = listOf(cached['metrics'], isMetric);
  const problems = listOf(cached['problems'], isProblem);
  if (!questions || !metrics || !problems) return undefined;
  const place = ({ start, end }: Stretch): Span => ({ file, start, end });
  return {
    file,
    // The objects are fresh from the cache file and not shared, so they are completed in place.
    questions: questions.map((head) => Object.assign(head, { file, bank })),
    metrics: metrics.map(({ at, deriveAt, ...metric }) => ({
      ...metric,
      at: place(at),
      deriveAt: deriveAt && place(deriveAt),
    })),
    problems: problems.map(({ at, related, ...problem }) => ({
      ...problem,
      at: place(at),
      related: related && place(related),
    })),
  };
}

type Entry = readonly [path: string, size: number, mtimeMs: number, ctimeMs: number, content: unknown];

const isEntry = (row: unknown): row is Entry =>
  Array.isArray(row) && isText(row[0]) && row.slice(1, 4).every(isNumber);

function entriesIn(text: string, version: string): Map<string, Entry> {
  const parsed: unknown = JSON.parse(text);
  const files = isOwn(parsed) && parsed['version'] === version ? parsed['files'] : [];
  const rows: readonly unknown[] = Array.isArray(files) ? files : [];
  return new Map(rows.filter(isEntry).map((entry) => [entry[0], entry]));
}

/**
 * A missing, damaged, or foreign file counts as an empty cache.
 * @param build names the program, so that another build starts anew
 */
export function openBankCache(cacheFile: string, build: string) {
  const version = `${READERS} ${build}`;
  let entries = new Map<string, Entry>();
  try {
    entries = entriesIn(readFileSync(cacheFile, 'utf8'), version);
  } catch {
    // Then everything is read from the banks themselves.
  }
  const used = new Set<string>();
  let changed = false;
  return {
    get: ({ path, shown, size, mtimeMs, ctimeMs }: BankFile, bank: string): Content | undefined => {
      used.add(path);
      const entry = entries.get(path);
      if (entry?.[1] !== size || entry[2] !== mtimeMs || entry[3] !== ctimeMs) return undefined;
      return contentFrom(entry[4], shown, bank);
    },
    put: ({ path, size, mtimeMs, ctimeMs }: BankFile, { questions, metrics, problems }: Content): void => {
      changed = true;
      used.add(path);
      entries.set(path, [path, size, mtimeMs, ctimeMs, { questions, metrics, problems }]);
    },
    /** Writes changes; entries that were not requested are dropped. */
    save: (): void => {
      if (!changed && used.size === entries.size) return;
      const files = [...entries.values()].filter(([path]) => used.has(path));
      try {
        replaceFile(cacheFile, JSON.stringify({ version, files }));
      } catch {
        // A cache that cannot be written costs only time.
      }
    },
  };
}
