import { existsSync } from 'node:fs';
import { basename, dirname, join, extname } from 'node:path';
import { DAY_MS } from '../../core/base/day.ts';
import type { BankStore } from '../../context.ts';
import {
  assembleBanks,
  type Bank,
  type BankContent,
  bankNames,
  type FileContent,
  hasMetrics,
} from '../../core/base/bank.ts';
import { Failure } from '../../core/base/problem.ts';
import { headOf, type Question, type QuestionHead } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import { openSource, type Source, type Span } from '../../core/base/span.ts';
import { naturalOrder } from '../../core/base/text.ts';
import type { OpenBankFile, ReadBankFile } from '../../core/import/plan.ts';
import { isAmongQuestions, isProgram, isWebPage, stemOf } from '../../formats/import/file-facts.ts';
import { isDeckFile, readSource } from '../archives/decks.ts';
import { cachedJson, readCache, writeCache } from '../store/cache.ts';
import { absolutePath, isFolder, shownPath, storedPath, sweepOld } from '../store/folder.ts';
import {
  type BankFile,
  collectSooner,
  emptyContent,
  fileAt,
  fileProblem,
  forgetNames,
  hasNames,
  listBank,
  MARKDOWN,
  type NamesUsed,
  namesOf,
  readLossily,
} from './bank-files.ts';

type ShapeReader = Pick<
  typeof import('../../formats/import/index.ts'),
  'readBankFile' | 'readShaped' | 'alternatives'
>;

// Caches what bank files contain, so that a start parses only changed files.

const KEPT_MS = 60 * DAY_MS;

type FileHeads = FileContent<QuestionHead>;

/** What is declared is on a line of its own. */
type Declarations = Pick<FileContent, 'metrics' | 'constraints'>;

type CachedContent = Omit<FileHeads, 'file' | keyof Declarations>;

type Entry = Omit<BankFile, 'shown'> & {
  readonly content: CachedContent;
  /** If they decided how it was read. */
  readonly names?: NamesUsed;
};

/** `id`: a hash of the other lines; `isSound`: no metric is declared twice. */
type CacheHead = { readonly id: string; readonly isSound: boolean };

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
 * The first line is its head, the second has the entries, the third what files declare, which a start has no use for.
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
      if (entry.names !== undefined && !hasNames(entry.names)) return undefined;
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

type Listed = ReturnType<typeof listBanks>[number];

/** A package is kept in memory while it does not change: unpacking it for each question would take seconds. */
function fileReader(notes: Map<string, string>) {
  const decks = new Map<string, { readonly stamp: string; readonly content: FileContent }>();
  return async (reader: ShapeReader, file: BankFile, bank: string, depth?: 'head'): Promise<FileContent> => {
    const { path, shown, size, mtimeMs, ctimeMs } = file;
    const stamp = [size, mtimeMs, ctimeMs, bank].join(' ');
    const known = decks.get(shown);
    if (known?.stamp === stamp) return known.content;
    const read = await readSource(file, notes);
    const isDeck = isDeckFile(path);
    const content =
      'text' in read
        ? reader.readBankFile(read, bank, isDeck ? 'whole' : depth)
        : emptyContent(shown, [read]);
    if (isDeck) decks.set(shown, { stamp, content });
    return content;
  };
}

/** In order, the own bank beside them unless it or none is named; each file once. */
function listBanks(paths: readonly string[], known: Pick<BankOptions, 'own' | 'shipped'>) {
  const { own } = known;
  const ownPath = absolutePath(own);
  const given = paths.map((bank) => ({ bank, path: absolutePath(bank) }));
  const hasOwn = given.some(({ path }) => path === ownPath);
  const all = hasOwn ? given : [...given, { bank: own, path: ownPath }];
  const there = existsSync(ownPath) ? all : all.filter(({ path }) => path !== ownPath);
  const places = there.map(({ path }) => path);
  const names = bankNames(places, { own: ownPath, shipped: absolutePath(known.shipped) });
  const seen = new Set<string>();
  return there.map(({ bank, path }) => {
    const listing = listBank(bank);
    const files = listing.files.filter((file) => !seen.has(file.path));
    for (const file of files) seen.add(file.path);
    const isOwn = path === ownPath;
    const beside = isOwn && !hasOwn && paths.length > 0;
    const about = { bank: isOwn ? own : bank, prefix: names.get(path)?.prefix, own: isOwn, beside, path };
    // `shares`: an earlier bank has some of the same files.
    return { ...listing, ...about, files, shares: files.length < listing.files.length };
  });
}

function folderContent({ path, own, shares, problems }: Listed, contents: readonly FileHeads[]) {
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

/** Only below a folder: a named file may have any name. */
const IMPORTABLE =
  /\.(?:md|mdx|markdown|wiki|mediawiki|org|adoc|asciidoc|rst|tex|ltx|csv|tsv|jsonl?|ya?ml|toml|txt|x?html?|[cm]?[jt]sx?|py|ipynb|apkg|colpkg)$|(?:^|[\\/])(?!licen[cs]e|copying|notice|\w*file$)[^.\\/]+$/i;
/** In these, whatever asks may belong to something else. */
const WITHOUT_MARKS = /\.(?:txt|csv|tsv|jsonl?|ya?ml|toml)$|(?:^|[\\/])[^.\\/]+$/i;
/** What a program is tested with is made up. */
const TEST = /[._-](?:test|spec)\.\w{2,3}$|(?:^|[\\/])test_[^\\/]*$/i;
/** For texts without distinctive features. */
const GENERAL = new Set(['native', 'guide']);
/** With fewer questions, such a file is something else. */
const FEWEST_IN_TEXT = 3;
const REPORT_EVERY = 250;
const MANY_FILES = 10_000;

/** `caches.md` and `caches/README.md`, and the pages made of them: `caches.html`, `caches/index.html`. */
const pageOf = (path: string): string =>
  (/^(?:index|readme)$/i.test(stemOf(path)) ? basename(dirname(path)) : stemOf(path)).toLowerCase();

/** Without pages made of Markdown that is there, too. */
function importableIn(given: string) {
  const { files, skipped, problems } = listBank(given, IMPORTABLE);
  if (files.length > MANY_FILES) collectSooner();
  // What has no number of its own is numbered in this order.
  const all = files.toSorted((a, b) => naturalOrder(a.path, b.path));
  const written = new Set(all.filter(({ path }) => MARKDOWN.test(path)).map(({ path }) => pageOf(path)));
  const isMade = ({ path }: BankFile): boolean => isWebPage(path) && written.has(pageOf(path));
  return {
    files: all.filter((file) => !isMade(file)),
    problems,
    skipped: [...skipped, ...all.filter(isMade).map(({ shown }) => shown)],
  };
}

async function readForImport(
  { readShaped, alternatives }: ShapeReader,
  file: BankFile,
  bank: string,
  isNamed: boolean,
  shape: string | undefined,
  notes: Map<string, string>,
): Promise<ReadBankFile> {
  const { path, shown } = file;
  // The folder of a single named file says nothing about its questions.
  const placed = (source: Source): Source =>
    isNamed ? { ...source, folder: basename(path).replace(/(?<=.)\.[^.]*$/, '') } : source;
  const read = await readSource(file, notes);
  const place = { file: shown, stored: storedPath(path) };
  const inProgram = !isNamed && isProgram(path);
  // What is wrong with a program, written or built, is no concern of prep.
  const isSilent = inProgram || (!isNamed && extname(path) === '');
  if (!('text' in read)) {
    const hash = read.code === 'file-empty' ? hashText(readLossily(path)) : '';
    return { ...place, shape: '', hash, content: emptyContent(shown, isSilent ? [] : [read]) };
  }
  const shaped = readShaped(placed(read), bank, { shape, depth: 'written' });
  const { questions, account } = shaped.content;
  const isFew =
    GENERAL.has(shaped.shape) &&
    questions.length < FEWEST_IN_TEXT &&
    (WITHOUT_MARKS.test(path) || (shaped.telling === 0 && !isAmongQuestions(read)));
  const isOther = inProgram ? GENERAL.has(shaped.shape) || TEST.test(path) : isFew;
  const isForeign = !isNamed && !MARKDOWN.test(path) && !isWebPage(path) && isOther;
  const content: FileContent = isForeign
    ? { ...emptyContent(shown, []), account: account && { ...account, read: 0 } }
    : shaped.content;
  const open = async (): Promise<OpenBankFile> => {
    const again = await readSource(file, notes);
    if (!('text' in again))
      throw new Failure(again.code, `${shown}: ${again.message}`, { hint: again.hint ?? '' });
    const source = placed(again);
    return {
      text: source.text,
      as: ({ as: other, named = source.named, parts, family, text = source.text, ...picked }) => {
        const opened = openSource(source.file, text, source.folder);
        const asked = { ...source, ...opened, path: source.path, named, parts, family };
        const { accounting, ...one } = readShaped(asked, bank, { shape: other, picked, depth: 'written' });
        return { ...one, candidates: accounting?.candidates ?? [] };
      },
      alternatives: () => alternatives(source, bank),
    };
  };
  return { ...place, shape: shaped.shape, hash: hashText(read.text), content, telling: shaped.telling, open };
}

export function openBanks(
  { cacheFolder, own, shipped, build = '', built = '' }: BankOptions,
  loadReader: () => Promise<ShapeReader> = () => import('../../formats/import/index.ts'),
): BankStore {
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
      const content = await readFile(await reader(), file, bank, 'head');
      const withHeads = { ...content, questions: content.questions.map(headOf) };
      if (!content.problems.some(({ code }) => code === 'file-unreadable')) cache.put(file, withHeads);
      return withHeads;
    };
    const contentOf = (file: BankFile, bank: string) => cache.get(file, bank) ?? parsed(file, bank);
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

  const read: BankStore['read'] = async (given, { shape, onProgress }, visit) => {
    const { files, problems, skipped } = importableIn(given);
    const isBelowFolder = isFolder(absolutePath(given));
    // One file at a time: a folder may have ten thousand.
    for (const [at, file] of files.entries()) {
      if (at > 0 && at % REPORT_EVERY === 0) onProgress?.(at, files.length);
      visit(await readForImport(await reader(), file, given, !isBelowFolder, shape, notes));
    }
    return { isFolder: isBelowFolder, problems, skipped };
  };

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

  const sourceText = (file: string): string =>
    notes.get(file) ?? (isDeckFile(file) ? '' : readLossily(absolutePath(file)));

  return { heads, full, read, question, sourceText, shipped, own };
}
