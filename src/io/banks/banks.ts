import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS } from '../../core/base/day.ts';
import type { BankStore } from '../../context.ts';
import {
  type Account,
  assembleBanks,
  type Bank,
  type BankContent,
  bankNames,
  type FileContent,
  headOf,
} from '../../core/base/bank.ts';
import type { Constraint, Metric } from '../../core/base/metric.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionHead } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import type { Point, Source, Span } from '../../core/base/span.ts';
import { isDeckFile, readDeckText } from '../archives/decks.ts';
import { absolutePath, cachedJson, readCache, replaceCache, shownPath, sweepOld } from '../store/folder.ts';
import {
  type BankFile,
  emptyContent,
  fileAt,
  fileProblem,
  hasNames,
  listBank,
  namesOf,
  readBankText,
  readLossily,
} from './bank-files.ts';
import type { ShapeReader } from './read.ts';

// Caches what bank files contain, so that a start parses only changed files.

/** Increase this when a reader gives another result for the same file. */
const READERS = 6;
const KEPT_MS = 60 * DAY_MS;

type Content = FileContent<QuestionHead>;

/** Without the file: how it is shown depends on the working folder. */
type Stretch = { readonly start: Point; readonly end: Point };
type CachedHead = Omit<QuestionHead, 'file' | 'bank' | 'label'>;
type CachedMetric = Omit<Metric, 'at' | 'deriveAt'> & { readonly at: Stretch; readonly deriveAt?: Stretch };
type CachedConstraint = Omit<Constraint, 'at'> & { readonly at: Stretch };
type CachedProblem = Omit<Problem, 'at' | 'related'> & { readonly at: Stretch; readonly related?: Stretch };

type CachedContent = {
  readonly questions: readonly CachedHead[];
  readonly metrics: readonly CachedMetric[];
  readonly constraints?: readonly CachedConstraint[];
  readonly problems: readonly CachedProblem[];
  readonly account?: Account;
};

/** Completes heads in place, because they are fresh from the cache file. */
function contentFrom(
  { questions, metrics, constraints = [], problems, account }: CachedContent,
  file: string,
  bank: string,
): Content {
  const place = ({ start, end }: Stretch): Span => ({ file, start, end });
  return {
    file,
    questions: questions.map((head) => Object.assign(head, { file, bank, label: undefined })),
    metrics: metrics.map(({ at, deriveAt, ...metric }) => ({
      ...metric,
      at: place(at),
      deriveAt: deriveAt && place(deriveAt),
    })),
    constraints: constraints.map(({ at, ...constraint }) => ({ ...constraint, at: place(at) })),
    problems: problems.map(({ at, related, ...problem }) => ({
      ...problem,
      at: place(at),
      related: related && place(related),
    })),
    account,
  };
}

type Entry = readonly [
  path: string,
  size: number,
  mtimeMs: number,
  ctimeMs: number,
  content: CachedContent,
  /** A hash of the names in its folder, if they decided how it was read. */
  names?: string,
];

function entriesIn(text: string, version: string): Map<string, Entry> {
  const cached = cachedJson<{ readonly version: string; readonly files: readonly Entry[] }>(text);
  return new Map(cached.version === version ? cached.files.map((entry) => [entry[0], entry]) : []);
}

function entriesOf(cacheFile: string, version: string): Map<string, Entry> {
  try {
    return entriesIn(readCache(cacheFile), version);
  } catch {
    // It is missing or damaged.
    return new Map();
  }
}

/**
 * @param built is used until the home has a cache of its own: the one that came with the build
 * @param build another build starts over
 */
function openBankCache(cacheFile: string, built: string, build: string) {
  const version = `${READERS} ${build}`;
  const own = entriesOf(cacheFile, version);
  const entries = own.size > 0 ? own : entriesOf(built, version);
  const used = new Set<string>();
  let changed = false;
  return {
    get: ({ path, shown, size, mtimeMs, ctimeMs }: BankFile, bank: string): Content | undefined => {
      used.add(path);
      const entry = entries.get(path);
      if (entry?.[1] !== size || entry[2] !== mtimeMs || entry[3] !== ctimeMs) return undefined;
      if (entry[5] !== undefined && !hasNames(path, entry[5])) return undefined;
      return contentFrom(entry[4], shown, bank);
    },
    put: (
      { path, size, mtimeMs, ctimeMs }: BankFile,
      { questions, metrics, constraints, problems, account }: Content,
    ): void => {
      changed = true;
      used.add(path);
      const content = { questions, metrics, constraints, problems, account };
      const names = namesOf(path);
      const read = [path, size, mtimeMs, ctimeMs, content] as const;
      entries.set(path, names === undefined ? read : [...read, names]);
    },
    save: (): void => {
      if (!changed && used.size === entries.size) return;
      const files = [...entries.values()].filter(([path]) => used.has(path));
      try {
        replaceCache(cacheFile, JSON.stringify({ version, files }));
        // A single look at a guide leaves a cache that is never used again.
        sweepOld(dirname(cacheFile), /^banks-\w+\.json$/, KEPT_MS);
      } catch {
        // A cache that cannot be written costs only time.
      }
    },
  };
}

type BankReader = ShapeReader & {
  readonly readBankFile: (source: Source, bank: string) => FileContent;
};

type BankOptions = {
  /** One file per set of banks, so that a large set slows only its own starts. */
  readonly cacheFolder: string;
  /** May be missing. */
  readonly own: string;
  readonly shipped: string;
  /** Caches of other builds are not used. */
  readonly build?: string;
  /** A cache of the shipped bank, so that a first start need not read it. */
  readonly built?: string;
};

type Listed = {
  readonly bank: string;
  readonly prefix: string | undefined;
  readonly own: boolean;
  readonly path: string;
  readonly files: readonly BankFile[];
  readonly problems: readonly Problem[];
  readonly skipped: readonly string[];
  /** An earlier bank has some of the same files. */
  readonly shares: boolean;
};

/** A package is kept in memory while it does not change: unpacking it for each question would take seconds. */
function fileReader(notes: Map<string, string>) {
  const decks = new Map<string, { readonly stamp: string; readonly content: FileContent }>();
  return async (reader: BankReader, file: BankFile, bank: string): Promise<FileContent> => {
    const { path, shown, size, mtimeMs, ctimeMs } = file;
    const contentOf = (read: Source | Problem): FileContent =>
      'text' in read ? reader.readBankFile(read, bank) : emptyContent(shown, [read]);
    if (!isDeckFile(path)) return contentOf(readBankText(file));
    const stamp = [size, mtimeMs, ctimeMs, bank].join(' ');
    const known = decks.get(shown);
    if (known?.stamp === stamp) return known.content;
    const deck = await readDeckText(file);
    const content = contentOf(deck);
    decks.set(shown, { stamp, content });
    if ('text' in deck) notes.set(shown, deck.notes);
    return content;
  };
}

/** In order, the own bank last unless it is named; each file once. */
function listBanks(paths: readonly string[], known: Pick<BankOptions, 'own' | 'shipped'>): readonly Listed[] {
  const { own } = known;
  const ownPath = absolutePath(own);
  const given = paths.map((bank) => ({ bank, path: absolutePath(bank) }));
  const hasOwn = given.some(({ path }) => path === ownPath);
  const all = hasOwn ? given : [...given, { bank: own, path: ownPath }];
  const there = existsSync(ownPath) ? all : all.filter(({ path }) => path !== ownPath);
  const names = bankNames(
    there.map(({ path }) => path),
    { own: ownPath, shipped: absolutePath(known.shipped) },
  );
  const seen = new Set<string>();
  return there.map(({ bank, path }) => {
    const { files, problems, skipped } = listBank(bank);
    const fresh = files.filter((file) => !seen.has(file.path));
    for (const file of fresh) seen.add(file.path);
    const isOwn = path === ownPath;
    const shares = fresh.length < files.length;
    const prefix = names.get(path)?.prefix;
    return { bank: isOwn ? own : bank, prefix, own: isOwn, path, files: fresh, problems, skipped, shares };
  });
}

function folderContent<I extends QuestionHead>(
  { path, own, shares, problems }: Listed,
  contents: readonly FileContent<I>[],
): readonly FileContent<I>[] {
  const file = shownPath(path);
  const isEmpty =
    !own &&
    !shares &&
    problems.length === 0 &&
    contents.every((each) =>
      [each.questions, each.metrics, each.problems].every((list) => list.length === 0),
    );
  const hint =
    'Write one question per file with a `# …` title, or a guide with headings such as `### Q1: …`. See `prep docs format`.';
  const all = isEmpty ? [fileProblem('bank-empty', file, 'It has no questions.', hint)] : problems;
  return all.length === 0 ? [] : [emptyContent(file, all)];
}

/** How much of each question is read. */
type Depth<I extends QuestionHead> = {
  /** What a cached file gives; undefined when it must be read. */
  readonly cached: (content: Content) => FileContent<I> | undefined;
  readonly fresh: (content: FileContent) => FileContent<I>;
  readonly withLabel?: (item: I, label: string) => I;
};

const withHeads = (content: FileContent): Content => ({
  ...content,
  questions: content.questions.map(headOf),
});

const HEADS: Depth<QuestionHead> = {
  cached: (content) => content,
  fresh: withHeads,
  // In place: copies of ten thousand heads would cost 50 ms.
  withLabel: (head, label) => Object.assign(head, { label }),
};

/** Metrics and texts without questions are cached whole, and take most of the time to read. */
const WHOLE: Depth<Question> = {
  cached: (content) => (content.questions.length === 0 ? { ...content, questions: [] } : undefined),
  fresh: (content) => content,
};

async function assemble<I extends QuestionHead>(
  listed: readonly Listed[],
  cache: ReturnType<typeof openBankCache>,
  read: (file: BankFile, bank: string) => Promise<FileContent>,
  depth: Depth<I>,
): Promise<Bank<I>> {
  const contentOf = async (file: BankFile, bank: string): Promise<FileContent<I>> => {
    const cached = cache.get(file, bank);
    const usable = cached && depth.cached(cached);
    if (usable) return usable;
    const content = await read(file, bank);
    if (!cached && !content.problems.some(({ code }) => code === 'file-unreadable'))
      cache.put(file, withHeads(content));
    return depth.fresh(content);
  };
  const banks: BankContent<I>[] = [];
  for (const each of listed) {
    const contents: FileContent<I>[] = [];
    for (const file of each.files) contents.push(await contentOf(file, each.bank));
    const { bank, own, prefix } = each;
    const files = [...contents, ...folderContent(each, contents)];
    banks.push({ bank, own, prefix, files, skipped: each.skipped });
  }
  const assembled = assembleBanks(banks, depth.withLabel);
  cache.save();
  return assembled;
}

export function openBanks(options: BankOptions, loadReader: () => Promise<BankReader>): BankStore {
  const { cacheFolder, own, shipped, build = '', built = '' } = options;
  const paths = new Map<string, string>();
  const notes = new Map<string, string>();
  const readFile = fileReader(notes);
  let loading: Promise<BankReader> | undefined;
  const reader = (): Promise<BankReader> => (loading ??= loadReader());
  const pathOf = (shown: string): string => paths.get(shown) ?? absolutePath(shown);
  const remember = ({ shown, path }: BankFile): void => void paths.set(shown, path);
  const bankOf = async <I extends QuestionHead>(
    given: readonly string[],
    depth: Depth<I>,
  ): Promise<Bank<I>> => {
    const listed = listBanks(given, { own, shipped });
    for (const { files } of listed) files.forEach(remember);
    const set = hashText(listed.map(({ path }) => path).join('\n'));
    const cache = openBankCache(join(cacheFolder, `banks-${set}.json`), built, build);
    return assemble(listed, cache, async (file, bank) => readFile(await reader(), file, bank), depth);
  };

  const read: BankStore['read'] = async (path, how, visit) =>
    (await import('./read.ts')).readBankFiles(path, how, await reader(), { remember, notes }, visit);

  const question = async ({ id, file: shown, bank, label }: QuestionHead): Promise<Question> => {
    const file = fileAt(pathOf(shown));
    const content = file && (await readFile(await reader(), { ...file, shown }, bank));
    const found = content?.questions.find((each) => each.id === id);
    if (found) return label === undefined ? found : { ...found, label };
    throw new Failure('question-gone', `The question ${id} is no longer in ${shown}.`, {
      hint: 'the file was changed or moved; run the command again',
    });
  };

  const sourceText = (file: string): string => {
    const path = pathOf(file);
    return notes.get(file) ?? (isDeckFile(path) ? '' : readLossily(path));
  };

  return {
    heads: (given) => bankOf(given, HEADS),
    full: (given) => bankOf(given, WHOLE),
    read,
    question,
    sourceText,
    shipped,
    own,
  };
}
