import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS } from '../../core/base/day.ts';
import type { BankStore } from '../../context.ts';
import {
  assembleBanks,
  type Bank,
  type BankContent,
  bankNames,
  type FileContent,
  hasMetrics,
  headOf,
} from '../../core/base/bank.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionHead } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import type { Span } from '../../core/base/span.ts';
import { isDeckFile, readSource } from '../archives/decks.ts';
import { cachedJson, readCache, writeCache } from '../store/cache.ts';
import { absolutePath, shownPath, sweepOld } from '../store/folder.ts';
import {
  type BankFile,
  emptyContent,
  fileAt,
  fileProblem,
  forgetNames,
  hasNames,
  listBank,
  namesOf,
  readLossily,
} from './bank-files.ts';
import type { ShapeReader } from './read.ts';

// Caches what bank files contain, so that a start parses only changed files.

const KEPT_MS = 60 * DAY_MS;

type FileHeads = FileContent<QuestionHead>;

/** What is declared is on a line of its own. */
type Declarations = Pick<FileContent, 'metrics' | 'constraints'>;

type CachedContent = Omit<FileHeads, 'file' | keyof Declarations>;

type Entry = Omit<BankFile, 'shown'> & {
  readonly content: CachedContent;
  /** A hash of the names in its folder, if they decided how it was read. */
  readonly names?: string;
};

/** The first line. The second has the entries; the third what files declare, which a start has no use for. */
type CacheHead = {
  /** A hash of the other lines. */
  readonly id: string;
  /** No metric is declared twice. */
  readonly isSound: boolean;
};

type Placed = { readonly at: Span; readonly deriveAt?: Span; readonly related?: Span };

/** In place: the objects are fresh from the cache. How a file is shown depends on the working folder. */
function inFile<T extends Placed>(file: string, items: readonly T[] = []): readonly T[] {
  for (const { at, deriveAt, related } of items)
    for (const span of [at, deriveAt, related]) if (span) Object.assign(span, { file });
  return items;
}

function contentFrom(
  { questions, problems, account, declares }: CachedContent,
  declared: () => Declarations | undefined,
  file: string,
  bank: string,
): FileHeads {
  return {
    file,
    questions: questions.map((head) => Object.assign(head, { file, bank, label: undefined })),
    declares,
    get metrics() {
      return inFile(file, declared()?.metrics);
    },
    get constraints() {
      return inFile(file, declared()?.constraints);
    },
    problems: inFile(file, problems),
    account,
  };
}

/**
 * A missing, damaged, or foreign file counts as empty: everything is then read from the banks.
 * @param built is used until the home has a cache of its own: the one that came with the build
 * @param build another build starts over
 */
function openBankCache(cacheFile: string, built: string, build: string) {
  const cached = readCache(cacheFile, build) ?? readCache(built, build);
  const head = cached && cachedJson<CacheHead>(cached(0));
  const known = cached ? cachedJson<readonly Entry[]>(cached(1)) : [];
  const entries = new Map(known.map((entry) => [entry.path, entry]));
  let declarations: Map<string, Declarations> | undefined;
  const declared = (): Map<string, Declarations> =>
    (declarations ??= new Map(cached && cachedJson<readonly (readonly [string, Declarations])[]>(cached(2))));
  const used = new Set<string>();
  let changed = false;
  const isCurrent = (): boolean => head !== undefined && !changed && used.size === entries.size;
  return {
    get: (
      { path, shown, size, mtimeMs, ctimeMs }: BankFile,
      bank: string,
      isWanted: (content: CachedContent) => boolean = () => true,
    ): FileHeads | undefined => {
      used.add(path);
      const entry = entries.get(path);
      if (entry && !isWanted(entry.content)) return undefined;
      if (entry?.size !== size || entry.mtimeMs !== mtimeMs || entry.ctimeMs !== ctimeMs) return undefined;
      if (entry.names !== undefined && !hasNames(path, entry.names)) return undefined;
      return contentFrom(entry.content, () => declared().get(path), shown, bank);
    },
    put: (
      { path, size, mtimeMs, ctimeMs }: BankFile,
      { questions, metrics, constraints, problems, account }: FileHeads,
    ): void => {
      changed = true;
      used.add(path);
      const content = { questions, problems, account, declares: metrics.length > 0 };
      entries.set(path, { path, size, mtimeMs, ctimeMs, content, names: namesOf(path) });
      if (metrics.length > 0 || constraints) declared().set(path, { metrics, constraints });
      else declared().delete(path);
    },
    isSound: (): boolean => isCurrent() && head?.isSound === true,
    save: async ({ problems }: Bank): Promise<string | undefined> => {
      if (isCurrent()) return head?.id;
      const files = [...entries.values()].filter(({ path }) => used.has(path));
      const declaring = [...declared()].filter(([path]) => used.has(path));
      const lines = [files, declaring].map((line) => JSON.stringify(line));
      const { createHash } = await import('node:crypto');
      const id = createHash('sha256').update(lines.join('\n')).digest('base64');
      const isSound = !problems.some(({ code }) => code === 'metric-duplicate');
      if (!writeCache(cacheFile, build, [JSON.stringify({ id, isSound }), ...lines])) return undefined;
      // A single look at a guide leaves a cache that is never used again.
      sweepOld(dirname(cacheFile), /^banks-\w+\.json$/, KEPT_MS);
      return id;
    },
  };
}

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

type Listed = Omit<BankContent, 'files'> & {
  readonly path: string;
  readonly files: readonly BankFile[];
  readonly problems: readonly Problem[];
  /** An earlier bank has some of the same files. */
  readonly shares: boolean;
};

/** A package is kept in memory while it does not change: unpacking it for each question would take seconds. */
function fileReader(notes: Map<string, string>) {
  const decks = new Map<string, { readonly stamp: string; readonly content: FileContent }>();
  return async (reader: ShapeReader, file: BankFile, bank: string): Promise<FileContent> => {
    const { path, shown, size, mtimeMs, ctimeMs } = file;
    const stamp = [size, mtimeMs, ctimeMs, bank].join(' ');
    const known = decks.get(shown);
    if (known?.stamp === stamp) return known.content;
    const read = await readSource(file, notes);
    const content = 'text' in read ? reader.readBankFile(read, bank) : emptyContent(shown, [read]);
    if (isDeckFile(path)) decks.set(shown, { stamp, content });
    return content;
  };
}

/** In order, the own bank beside them unless it or none is named; each file once. */
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
    const listing = listBank(bank);
    const files = listing.files.filter((file) => !seen.has(file.path));
    for (const file of files) seen.add(file.path);
    const isOwn = path === ownPath;
    const beside = isOwn && !hasOwn && paths.length > 0;
    const about = { bank: isOwn ? own : bank, prefix: names.get(path)?.prefix, own: isOwn, beside, path };
    return { ...listing, ...about, files, shares: files.length < listing.files.length };
  });
}

function folderContent(
  { path, own, shares, problems }: Listed,
  contents: readonly FileHeads[],
): readonly FileContent<never>[] {
  const file = shownPath(path);
  const isEmpty =
    !own &&
    !shares &&
    problems.length === 0 &&
    !contents.some((each) => each.questions.length + each.problems.length > 0 || hasMetrics(each));
  const hint =
    'Write one question per file with a `# …` title, or a guide with headings such as `### Q1: …`. See `prep docs format`.';
  const all = isEmpty ? [fileProblem('bank-empty', file, 'It has no questions.', hint)] : problems;
  return all.length === 0 ? [] : [emptyContent(file, all)];
}

async function assemble<I extends QuestionHead>(
  listed: readonly Listed[],
  contentOf: (file: BankFile, bank: string) => FileContent<I> | Promise<FileContent<I>>,
  withLabel?: (item: I, label: string) => I,
  isSound?: () => boolean,
): Promise<Bank<I>> {
  const banks: BankContent<I>[] = [];
  for (const each of listed) {
    const contents: FileContent<I>[] = [];
    for (const file of each.files) {
      const content = contentOf(file, each.bank);
      // Ten thousand of them come from the cache at once.
      contents.push(content instanceof Promise ? await content : content);
    }
    banks.push({ ...each, files: [...contents, ...folderContent(each, contents)] });
  }
  return assembleBanks(banks, withLabel, isSound?.());
}

/** In place: copies of ten thousand heads would cost 50 ms. */
const withLabel = (head: QuestionHead, label: string): QuestionHead => Object.assign(head, { label });

export function openBanks(options: BankOptions, loadReader: () => Promise<ShapeReader>): BankStore {
  const { cacheFolder, own, shipped, build = '', built = '' } = options;
  forgetNames();
  const notes = new Map<string, string>();
  const readFile = fileReader(notes);
  let loading: Promise<ShapeReader> | undefined;
  const reader = (): Promise<ShapeReader> => (loading ??= loadReader());
  const open = (given: readonly string[]) => {
    const listed = listBanks(given, { own, shipped });
    const set = hashText(listed.map(({ path, beside }) => (beside ? `${path}/` : path)).join('\n'));
    return { listed, cache: openBankCache(join(cacheFolder, `banks-${set}.json`), built, build) };
  };

  const heads = async (given: readonly string[]): Promise<Bank> => {
    const { listed, cache } = open(given);
    const parsed = async (file: BankFile, bank: string): Promise<FileHeads> => {
      const content = await readFile(await reader(), file, bank);
      const withHeads = { ...content, questions: content.questions.map(headOf) };
      if (!content.problems.some(({ code }) => code === 'file-unreadable')) cache.put(file, withHeads);
      return withHeads;
    };
    const contentOf = (file: BankFile, bank: string): FileHeads | Promise<FileHeads> =>
      cache.get(file, bank) ?? parsed(file, bank);
    const assembled = await assemble(listed, contentOf, withLabel, cache.isSound);
    const version = await cache.save(assembled);
    if (version === undefined) return assembled;
    const isBeside = listed.some(({ beside }) => beside);
    return Object.assign(assembled, { version: isBeside ? `${version} beside` : version });
  };

  const full = async (given: readonly string[]): Promise<Bank<Question>> => {
    const { listed, cache } = open(given);
    return assemble<Question>(listed, async (file, bank) => {
      // Metrics and texts without questions are cached whole, and take most of the time to read.
      const cached = cache.get(file, bank, ({ questions }) => questions.length === 0);
      if (cached) return { ...cached, questions: [] };
      return readFile(await reader(), file, bank);
    });
  };

  const read: BankStore['read'] = async (path, how, visit) =>
    (await import('./read.ts')).readBankFiles(path, how, await reader(), notes, visit);

  const question = async (head: QuestionHead): Promise<Question> => {
    const { id, idInFile = id, file: shown, bank, label } = head;
    const file = fileAt(absolutePath(shown));
    const content = file && (await readFile(await reader(), { ...file, shown }, bank));
    const found = content?.questions.find((each) => each.id === idInFile);
    if (found) return label === undefined && idInFile === id ? found : { ...found, id, label };
    throw new Failure('question-gone', `The question ${id} is no longer in ${shown}.`, {
      hint: 'the file was changed or moved; run the command again',
    });
  };

  const sourceText = (file: string): string => {
    const path = absolutePath(file);
    return notes.get(file) ?? (isDeckFile(path) ? '' : readLossily(path));
  };

  return { heads, full, read, question, sourceText, shipped, own };
}
