import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BankStore } from '../../context.ts';
import {
  assembleBanks,
  type Bank,
  type BankContent,
  type FileContent,
  headOf,
} from '../../core/base/bank.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionHead } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import type { Source } from '../../core/base/span.ts';
import { isDeckFile, readDeckText } from '../archives/decks.ts';
import { absolutePath, shownPath } from '../store/folder.ts';
import { openBankCache } from './bank-cache.ts';
import {
  type BankFile,
  emptyContent,
  fileAt,
  fileProblem,
  listBank,
  readBankText,
  readLossily,
} from './bank-files.ts';
import type { ShapeReader } from './read.ts';

export type BankReader = ShapeReader & {
  readonly readBankFile: (source: Source, bank: string) => FileContent;
};

export type BankOptions = {
  /** One cache file per set of banks, so that a large set slows only its own starts. */
  readonly cacheFolder: string;
  /** Folder of the user's own bank; it need not exist. */
  readonly own: string;
  readonly shipped: string;
  /** Names this build of prep: caches of other builds are not used. */
  readonly build?: string;
};

type Listed = {
  readonly bank: string;
  readonly own: boolean;
  readonly path: string;
  readonly files: readonly BankFile[];
  readonly problems: readonly Problem[];
  /** True when an earlier bank has some of its files. */
  readonly shares: boolean;
};

/**
 * Reads files in full. A package is read once while it does not change: unpacking it for each question would
 * take seconds.
 */
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

/** The banks in order, the user's own one last unless it is among them; each file once. */
function listBanks(paths: readonly string[], own: string): readonly Listed[] {
  const ownPath = absolutePath(own);
  const given = paths.map((bank) => ({ bank, path: absolutePath(bank) }));
  const hasOwn = given.some(({ path }) => path === ownPath);
  const all = hasOwn || !existsSync(ownPath) ? given : [...given, { bank: own, path: ownPath }];
  const seen = new Set<string>();
  return all.map(({ bank, path }) => {
    const { files, problems } = listBank(bank);
    const fresh = files.filter((file) => !seen.has(file.path));
    for (const file of fresh) seen.add(file.path);
    const isOwn = path === ownPath;
    const shares = fresh.length < files.length;
    return { bank: isOwn ? own : bank, own: isOwn, path, files: fresh, problems, shares };
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
    'A question is a Markdown file with a `# …` title; in a guide each has a heading such as `### Q1: …`. See the README.';
  const all = isEmpty ? [fileProblem('bank-empty', file, 'There is no question in it.', hint)] : problems;
  return all.length === 0 ? [] : [emptyContent(file, all)];
}

async function assemble<I extends QuestionHead>(
  listed: readonly Listed[],
  contentOf: (file: BankFile, bank: string) => Promise<FileContent<I>>,
): Promise<Bank<I>> {
  const banks: BankContent<I>[] = [];
  for (const each of listed) {
    const contents: FileContent<I>[] = [];
    for (const file of each.files) contents.push(await contentOf(file, each.bank));
    banks.push({ bank: each.bank, own: each.own, files: [...contents, ...folderContent(each, contents)] });
  }
  return assembleBanks(banks);
}

export function openBanks(options: BankOptions, loadReader: () => Promise<BankReader>): BankStore {
  const { cacheFolder, own, shipped, build = '' } = options;
  const paths = new Map<string, string>();
  const notes = new Map<string, string>();
  const readFile = fileReader(notes);
  let loading: Promise<BankReader> | undefined;
  const reader = (): Promise<BankReader> => (loading ??= loadReader());
  const pathOf = (shown: string): string => paths.get(shown) ?? absolutePath(shown);
  const remember = ({ shown, path }: BankFile): void => void paths.set(shown, path);
  const list = (banks: readonly string[]): readonly Listed[] => {
    const listed = listBanks(banks, own);
    for (const { files } of listed) files.forEach(remember);
    return listed;
  };

  const heads = async (banks: readonly string[]): Promise<Bank> => {
    const listed = list(banks);
    const set = hashText(listed.map(({ path }) => path).join('\n'));
    const cache = openBankCache(join(cacheFolder, `banks-${set}.json`), build);
    const assembled = await assemble(listed, async (file, bank): Promise<FileContent<QuestionHead>> => {
      const cached = cache.get(file, bank);
      if (cached) return cached;
      const read = await readFile(await reader(), file, bank);
      const content = { ...read, questions: read.questions.map(headOf) };
      if (!content.problems.some(({ code }) => code === 'file-unreadable')) cache.put(file, content);
      return content;
    });
    cache.save();
    return assembled;
  };

  const full = async (banks: readonly string[]): Promise<Bank<Question>> => {
    const listed = list(banks);
    return assemble(listed, async (file, bank) => readFile(await reader(), file, bank));
  };

  const read: BankStore['read'] = async (path, how, visit) =>
    (await import('./read.ts')).readBankFiles(path, how, await reader(), { remember, notes }, visit);

  const question = async ({ id, file: shown, bank }: QuestionHead): Promise<Question> => {
    const file = fileAt(pathOf(shown));
    const content = file && (await readFile(await reader(), { ...file, shown }, bank));
    const found = content?.questions.find((each) => each.id === id);
    if (found) return found;
    throw new Failure('question-gone', `The question ${id} is no longer in ${shown}.`, {
      hint: 'the file was changed or moved; run the command again',
    });
  };

  /** For showing lines of it. A package that was not read has none. */
  const sourceText = (file: string): string => {
    const path = pathOf(file);
    return notes.get(file) ?? (isDeckFile(path) ? '' : readLossily(path));
  };

  return { heads, full, read, question, sourceText, shipped, own };
}
