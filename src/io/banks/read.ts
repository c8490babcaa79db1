import { basename } from 'node:path';
import type { FileContent } from '../../core/base/bank.ts';
import { Failure } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import type { Source } from '../../core/base/span.ts';
import type { BankFilesRead, BankReadOptions, OpenBankFile, ReadBankFile } from '../../core/import/plan.ts';
import { readSource } from '../archives/decks.ts';
import { absolutePath, isFolder, storedPath } from '../store/folder.ts';
import { type BankFile, emptyContent, listBank, MARKDOWN, readLossily } from './bank-files.ts';

export type ShapeReader = Pick<
  typeof import('../../formats/import/index.ts'),
  'readBankFile' | 'readShaped' | 'alternatives'
>;

/** Only below a folder: a named file may have any name. */
const IMPORTABLE = /\.(?:md|mdx|markdown|org|csv|tsv|jsonl?|ya?ml|txt|apkg|colpkg)$/i;
/** For texts without distinctive features. */
const GENERAL = new Set(['native', 'guide']);
/** With fewer questions, such a file is something else. */
const FEWEST_IN_TEXT = 3;
const REPORT_EVERY = 250;

async function readOne(
  reader: ShapeReader,
  file: BankFile,
  bank: string,
  isNamed: boolean,
  { shape }: BankReadOptions,
  notes: Map<string, string>,
): Promise<ReadBankFile> {
  const { path, shown } = file;
  const read = await readSource(file, notes);
  const place = { file: shown, stored: storedPath(path) };
  if (!('text' in read)) {
    const hash = read.code === 'file-empty' ? hashText(readLossily(path)) : '';
    return { ...place, shape: '', hash, content: emptyContent(shown, [read]) };
  }
  const hash = hashText(read.text);
  const shaped = reader.readShaped(sourceFor(read, isNamed, path), bank, { shape });
  const isForeign =
    !isNamed &&
    !MARKDOWN.test(path) &&
    GENERAL.has(shaped.shape) &&
    shaped.content.questions.length < FEWEST_IN_TEXT;
  const { account } = shaped.content;
  const content: FileContent = isForeign
    ? { ...emptyContent(shown, []), account: account && { ...account, read: 0 } }
    : shaped.content;
  const open = async (): Promise<OpenBankFile> => {
    const again = await readSource(file, notes);
    if (!('text' in again))
      throw new Failure(again.code, `${shown}: ${again.message}`, { hint: again.hint ?? '' });
    const source = sourceFor(again, isNamed, path);
    return {
      as: (other, choices) => {
        const { accounting, ...one } = reader.readShaped(source, bank, { shape: other, choices });
        return { ...one, candidates: accounting?.candidates ?? [] };
      },
      alternatives: () => reader.alternatives(source, bank),
    };
  };
  return { shape: shaped.shape, hash, content, open, ...place };
}

/** The folder of a single named file says nothing about its questions. */
function sourceFor(source: Source, isNamed: boolean, path: string): Source {
  const stem = basename(path).replace(/\.[^.]*$/, '') || basename(path);
  return isNamed ? { ...source, folder: stem } : source;
}

/**
 * One file at a time: a folder may have ten thousand.
 * @param notes receives those of decks
 * @param visit receives each file
 */
export async function readBankFiles(
  given: string,
  options: BankReadOptions,
  reader: ShapeReader,
  notes: Map<string, string>,
  visit: (file: ReadBankFile) => void,
): Promise<BankFilesRead> {
  const { files, problems, skipped } = listBank(given, IMPORTABLE);
  const isBelowFolder = isFolder(absolutePath(given));
  for (const [at, file] of files.entries()) {
    if (at > 0 && at % REPORT_EVERY === 0) options.onProgress?.(at, files.length);
    visit(await readOne(reader, file, given, !isBelowFolder, options, notes));
  }
  return { isFolder: isBelowFolder, problems, skipped };
}
