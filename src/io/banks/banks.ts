// Banks on disk: heads from the cache where files did not change, whole questions from the files
// themselves.
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

/** Reads one file in whatever format it is. */
export type BankReader = ShapeReader & {
  readonly readBankFile: (source: Source, bank: string) => FileContent;
};

export type BankOptions = {
  /** Folder for caches, one file for each set of banks, so that a large one slows no start but its own. */
  readonly cacheFolder: string;
  /** Folder of the user's own bank; it need not exist. */
  readonly own: string;
  /** Folder of the bank that ships with prep. */
  readonly shipped: string;
  /** Names this build of prep: what another one cached is not used. */
  readonly build?: string;
};

/** A bank to load, with the files that no earlier bank holds. */
type Listed = {
  readonly bank: string;
  readonly own: boolean;
  readonly path: string;
  readonly files: readonly BankFile[];
  readonly problems: readonly Problem[];
  /** True when an earlier bank holds some of its files. */
  readonly shares: boolean;
};

/** The text of a file, or why there is none. */
const readText = (file: BankFile): ReturnType<typeof readBankText> | ReturnType<typeof readDeckText> =>
  isDeckFile(file.path) ? readDeckText(file) : readBankText(file);

/** One file, in full; a file that cannot be read gives a problem. */
const contentOf = (reader: BankReader, read: Source | Problem, shown: string, bank: string): FileContent =>
  'text' in read ? reader.readBankFile(read, bank) : emptyContent(shown, [read]);

/** Packages that were read: to unpack one for each question of a session would take seconds. */
type ReadDeck = { readonly stamp: string; readonly content: FileContent };

/** Text of a file for showing lines of it. Of a package that was not read there is none. */
const textAt = (path: string): string => (isDeckFile(path) ? '' : readLossily(path));

/** Reads files, packages once as long as they do not change. @param notes takes the first words of the notes in them */
function fileReader(notes: Map<string, string>) {
  const decks = new Map<string, ReadDeck>();
  return async (reader: BankReader, file: BankFile, bank: string): Promise<FileContent> => {
    const stamp = [file.size, file.mtimeMs, file.ctimeMs, bank].join(' ');
    const known = decks.get(file.shown);
    if (known?.stamp === stamp) return known.content;
    const text = readText(file);
    if (!(text instanceof Promise)) return contentOf(reader, text, file.shown, bank);
    const source = await text;
    const content = contentOf(reader, source, file.shown, bank);
    decks.set(file.shown, { stamp, content });
    if ('text' in source) notes.set(file.shown, source.notes);
    return content;
  };
}

const headsOf = (content: FileContent): FileContent<QuestionHead> => ({
  ...content,
  questions: content.questions.map(headOf),
});

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

/** What a bank's own folder gave besides its files: what could not be read, and that there is nothing. */
function folderContent<I extends QuestionHead>(
  listed: Listed,
  contents: readonly FileContent<I>[],
): readonly FileContent<I>[] {
  const shown = shownPath(listed.path);
  const found = contents.some(({ questions, metrics, problems }) =>
    [questions, metrics, problems].some((list) => list.length > 0),
  );
  const message = 'There is no question in it.';
  const hint =
    'A question is a Markdown file with a `# …` title; in a guide each has a heading such as `### Q1: …`. See the README.';
  const isEmpty = !found && !listed.own && !listed.shares && listed.problems.length === 0;
  const empty = isEmpty ? [fileProblem('bank-empty', shown, message, hint)] : [];
  const problems = [...listed.problems, ...empty];
  return problems.length === 0 ? [] : [{ file: shown, questions: [], metrics: [], problems }];
}

function assemble<I extends QuestionHead>(
  listed: readonly Listed[],
  contentsOf: (bank: Listed) => readonly FileContent<I>[],
): Bank<I> {
  return assembleBanks(
    listed.map((bank): BankContent<I> => {
      const contents = contentsOf(bank);
      return { bank: bank.bank, own: bank.own, files: [...contents, ...folderContent(bank, contents)] };
    }),
  );
}

const goneFrom = ({ id, file }: QuestionHead): Failure =>
  new Failure('question-gone', `The question ${id} is no longer in ${file}.`, {
    hint: 'the file was changed or moved; run the command again',
  });

/**
 * Opens banks on disk.
 * @param loadReader loads the readers; called when the first file has to be parsed
 */
export function openBanks(options: BankOptions, loadReader: () => Promise<BankReader>): BankStore {
  const { cacheFolder, own, shipped, build = '' } = options;
  /** Absolute paths, and the first words of the notes of packages, by the path shown. */
  const paths = new Map<string, string>();
  const notes = new Map<string, string>();
  const readFile = fileReader(notes);
  const remember = (file: BankFile): void => void paths.set(file.shown, file.path);
  const list = (banks: readonly string[]): readonly Listed[] => {
    const listed = listBanks(banks, own);
    for (const { files } of listed) files.forEach(remember);
    return listed;
  };

  const heads = async (banks: readonly string[]): Promise<Bank> => {
    const listed = list(banks);
    const set = hashText(listed.map(({ path }) => path).join('\n'));
    const cache = openBankCache(join(cacheFolder, `banks-${set}.json`), build);
    const known = new Map<BankFile, FileContent<QuestionHead>>();
    for (const { bank, files } of listed) {
      for (const file of files) {
        const content = cache.get(file, bank);
        if (content) known.set(file, content);
      }
    }
    const missing = listed.flatMap(({ bank, files }) =>
      files.filter((file) => !known.has(file)).map((file) => ({ bank, file })),
    );
    const reader = missing.length > 0 ? await loadReader() : undefined;
    for (const { bank, file } of missing) {
      if (!reader) break;
      const content = headsOf(await readFile(reader, file, bank));
      known.set(file, content);
      if (!content.problems.some(({ code }) => code === 'file-unreadable')) cache.put(file, content);
    }
    cache.save();
    return assemble(listed, ({ files }) => files.flatMap((file) => known.get(file) ?? []));
  };

  const full = async (banks: readonly string[]): Promise<Bank<Question>> => {
    const listed = list(banks);
    const reader = await loadReader();
    const contents = new Map<BankFile, FileContent>();
    for (const { bank, files } of listed)
      for (const file of files) contents.set(file, await readFile(reader, file, bank));
    return assemble(listed, ({ files }) => files.flatMap((file) => contents.get(file) ?? []));
  };

  const read: BankStore['read'] = async (path, how, visit) =>
    (await import('./read.ts')).readBankFiles(path, how, await loadReader(), { remember, notes }, visit);

  const question = async (head: QuestionHead): Promise<Question> => {
    const gone = goneFrom(head);
    const path = paths.get(head.file) ?? absolutePath(head.file);
    const file = fileAt(path);
    if (!file) throw gone;
    const reader = await loadReader();
    const { questions } = await readFile(reader, { ...file, shown: head.file }, head.bank);
    const found = questions.find(({ id }) => id === head.id);
    if (!found) throw gone;
    return found;
  };

  const sourceText = (file: string): string =>
    notes.get(file) ?? textAt(paths.get(file) ?? absolutePath(file));

  return { heads, full, read, question, sourceText, shipped, own };
}
