// Reads files of a bank into heads: all of them here, or half of them in a second thread, since ten thousand files are
// mostly parsing and most machines have a core to spare. The thread runs this very program, told so by an environment variable.
import type { FileContent } from '../core/bank.ts';
import { headOf } from '../core/bank.ts';
import type { QuestionHead } from '../core/question.ts';
import type { Source } from '../core/span.ts';
import { emptyContent, readBankText, type BankFile } from './bank-files.ts';

/** Reads one file in whatever format it is. */
export type BankReader = { readonly readBankFile: (source: Source, bank: string) => FileContent };

export type Unread = { readonly bank: string; readonly file: BankFile };

type Heads = FileContent<QuestionHead>;

/** Set in the second thread. */
export const PART_VARIABLE = 'PREP_BANK_PART';
/** Below this many files a thread takes longer to start than it saves. */
const WORTH_A_THREAD = 1500;

/** One file, in full; a file that cannot be read gives a problem. */
export function readBankFile(reader: BankReader, { bank, file }: Unread): FileContent {
  const read = readBankText(file);
  return 'text' in read ? reader.readBankFile(read, bank) : emptyContent(file.shown, [read]);
}

const readHeads = (reader: BankReader, unread: readonly Unread[]): readonly Heads[] =>
  unread.map((each) => {
    const content = readBankFile(reader, each);
    return { ...content, questions: content.questions.map(headOf) };
  });

/** Has a second thread read `unread`; undefined when it could not. */
async function inThread(script: string, unread: readonly Unread[]): Promise<readonly Heads[] | undefined> {
  const { Worker } = await import('node:worker_threads');
  return new Promise((resolve) => {
    const worker = new Worker(script, { workerData: unread, env: { ...process.env, [PART_VARIABLE]: '1' } });
    worker.once('message', (heads: readonly Heads[]) => resolve(heads));
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}

/**
 * The heads of all files, in order.
 * @param script the program to run in a second thread; none when left out
 */
export async function readAllHeads(
  unread: readonly Unread[],
  loadReader: () => Promise<BankReader>,
  script: string | undefined,
): Promise<readonly Heads[]> {
  if (script === undefined || unread.length < WORTH_A_THREAD) return readHeads(await loadReader(), unread);
  // The thread has to start first, so it gets a little less than half.
  const middle = Math.ceil(unread.length * 0.53);
  const rest = unread.slice(middle);
  const second = inThread(script, rest);
  const reader = await loadReader();
  // The thread is started before the parsing begins that keeps this one busy.
  await new Promise((resolve) => setImmediate(resolve));
  const first = readHeads(reader, unread.slice(0, middle));
  return [...first, ...((await second) ?? readHeads(reader, rest))];
}

/** What the second thread does: reads its part and posts the heads. False when this is no such thread. */
export async function readPart(loadReader: () => Promise<BankReader>): Promise<boolean> {
  const { parentPort, workerData } = await import('node:worker_threads');
  if (!parentPort) return false;
  const unread: readonly Unread[] = workerData;
  parentPort.postMessage(readHeads(await loadReader(), unread));
  return true;
}
