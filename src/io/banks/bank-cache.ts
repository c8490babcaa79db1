// What the files of banks gave, kept between runs, so that a start parses only what changed.
import { readFileSync } from 'node:fs';
import type { FileContent } from '../../core/base/bank.ts';
import {
  isCount,
  isLeftOutOr,
  isObject,
  isText,
  isTexts,
  type UnknownFields,
} from '../../core/base/unknown.ts';
import { type Metric, METRIC_KINDS } from '../../core/base/metric.ts';
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES, type QuestionHead } from '../../core/base/question.ts';
import type { Point, Span } from '../../core/base/span.ts';
import { replaceFile } from '../store/folder.ts';
import type { BankFile } from './bank-files.ts';

/** Changes whenever a reader of questions or metrics gives something else for the same file. */
const READERS = 2;

type Content = FileContent<QuestionHead>;

/** An object as this file writes them; one that tries to bring a prototype along is none. */
const isOwn = (value: unknown): value is UnknownFields =>
  isObject(value) && !Object.hasOwn(value, '__proto__');
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isOneOf = (choices: readonly string[], value: unknown): boolean =>
  isText(value) && choices.includes(value);

/** File and bank of cached things are not used: how they are shown depends on where prep is run. */
type Placeless<T> = Omit<T, 'at' | 'deriveAt' | 'related'>;
type CachedHead = Omit<QuestionHead, 'file' | 'bank'> & { file?: string; bank?: string };
const KINDS = ['open', 'star'];
const BETTER = ['higher', 'lower'];
type Stretch = { readonly start: Point; readonly end: Point };
type CachedMetric = Placeless<Metric> & { readonly at: Stretch; readonly deriveAt?: Stretch };
type CachedProblem = Placeless<Problem> & { readonly at: Stretch; readonly related?: Stretch };

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

/** Written out test by test: ten thousand heads are looked at in each start. */
function isHead(value: unknown): value is CachedHead {
  return (
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
    isOneOf(KINDS, value['kind']) &&
    isOneOf(DIFFICULTIES, value['difficulty'])
  );
}

function isMetric(value: unknown): value is CachedMetric {
  return (
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
    (value['better'] === undefined || isOneOf(BETTER, value['better']))
  );
}

function isProblem(value: unknown): value is CachedProblem {
  if (!isOwn(value)) return false;
  const { severity, code, message, hint, at, related } = value;
  return (
    isOneOf(['error', 'warning'], severity) &&
    [code, message].every(isText) &&
    isLeftOutOr(isText, hint) &&
    isStretch(at) &&
    isLeftOutOr(isStretch, related)
  );
}

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(is) ? value : undefined;
}

/** Puts file and bank back; undefined for an entry that is not as this file writes it. */
function contentFrom(cached: unknown, file: string, bank: string): Content | undefined {
  if (!isOwn(cached)) return undefined;
  const questions = listOf(cached['questions'], isHead);
  const metrics = listOf(cached['metrics'], isMetric);
  const problems = listOf(cached['problems'], isProblem);
  if (!questions || !metrics || !problems) return undefined;
  const place = ({ start, end }: Stretch): Span => ({ file, start, end });
  return {
    file,
    // The objects are fresh from the cache file and nobody else's, so they are completed in place.
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

type Entry = {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly content: unknown;
};

function entriesIn(text: string, version: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const parsed: unknown = JSON.parse(text);
  if (!isOwn(parsed) || parsed['version'] !== version || !Array.isArray(parsed['files'])) return entries;
  for (const row of parsed['files'] as readonly unknown[]) {
    if (!Array.isArray(row)) continue;
    const [path, size, mtimeMs, ctimeMs, content] = row as readonly unknown[];
    if (isText(path) && isNumber(size) && isNumber(mtimeMs) && isNumber(ctimeMs)) {
      entries.set(path, { size, mtimeMs, ctimeMs, content });
    }
  }
  return entries;
}

/** What earlier runs read, by absolute path. */
export type BankCache = {
  /** What the file gave when it was as it is now. */
  readonly get: (file: BankFile, bank: string) => Content | undefined;
  readonly put: (file: BankFile, content: Content) => void;
  /** Writes what changed; what was not asked for is forgotten. A cache that cannot be written is none. */
  readonly save: () => void;
};

/**
 * Opens the cache. A missing, damaged or foreign file is an empty cache.
 * @param build names the program, so that another build starts anew
 */
export function openBankCache(cacheFile: string, build: string): BankCache {
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
    get: (file, bank) => {
      used.add(file.path);
      const entry = entries.get(file.path);
      const { size, mtimeMs, ctimeMs } = file;
      if (entry?.size !== size || entry.mtimeMs !== mtimeMs || entry.ctimeMs !== ctimeMs) return undefined;
      return contentFrom(entry.content, file.shown, bank);
    },
    put: ({ path, size, mtimeMs, ctimeMs }, { questions, metrics, problems }) => {
      changed = true;
      used.add(path);
      entries.set(path, { size, mtimeMs, ctimeMs, content: { questions, metrics, problems } });
    },
    save: () => {
      if (!changed && used.size === entries.size) return;
      const kept = [...entries].filter(([path]) => used.has(path));
      const files = kept.map(([path, { size, mtimeMs, ctimeMs, content }]) => [
        path,
        size,
        mtimeMs,
        ctimeMs,
        content,
      ]);
      try {
        replaceFile(cacheFile, JSON.stringify({ version, files }));
      } catch {
        // A cache that cannot be written costs time and nothing else.
      }
    },
  };
}
