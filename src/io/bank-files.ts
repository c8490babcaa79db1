// The files of a bank on disk: which there are, and their text. Knows folders, links, sizes and encodings;
// knows nothing of questions.
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileContent } from '../core/bank.ts';
import { Failure } from '../core/failure.ts';
import type { Problem, ProblemCode } from '../core/problem.ts';
import { openSource, type Source } from '../core/span.ts';
import { isUtf16, kindOfBytes } from './file-kinds.ts';
import { absolutePath, shownPath } from './paths.ts';
import { sidecarNames, sidecarOf, sidecarText } from './sidecars.ts';
import { reasonOf } from './system-error.ts';

/** A file of a bank, as found. */
export type BankFile = {
  readonly path: string;
  /** The path as it is shown: relative inside the working folder, `~/…` inside the home folder. */
  readonly shown: string;
  readonly size: number;
  /** The later ones of the file and of its sidecar. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Path of the file beside it that says more of it. */
  readonly sidecar?: string;
};

/** What a bank holds: its files, and folders or files that could not be looked at. */
export type Listing = { readonly files: readonly BankFile[]; readonly problems: readonly Problem[] };

const MARKDOWN = /\.(?:md|markdown)$/i;
const LARGEST_BYTES = 50 * 1024 * 1024;
const MOST_FILES = 200_000;

/** A problem with a file or folder as a whole, or at one place of its text. */
export function fileProblem(
  code: ProblemCode,
  shown: string,
  message: string,
  hint: string,
  source?: Source,
  offset = 0,
): Problem {
  const at = (source ?? openSource(shown, '')).spanAt(offset, offset);
  return { severity: 'error', code, at, message, hint };
}

const unreadable = (path: string, error: unknown): Problem =>
  fileProblem(
    'file-unreadable',
    shownPath(path),
    `It cannot be read: ${reasonOf(error)}.`,
    'Check the path and its permissions.',
  );

const fileOf = (path: string, { size, mtimeMs, ctimeMs }: Stats): BankFile => ({
  path,
  shown: shownPath(path),
  size,
  mtimeMs,
  ctimeMs,
});

/** A Markdown file with the one beside it. `names`: of such files in its folder, when they are known. */
function withSidecar(file: BankFile, names?: ReadonlySet<string>): BankFile {
  const sidecar = MARKDOWN.test(file.path) ? sidecarOf(file.path, names) : undefined;
  if (!sidecar) return file;
  const mtimeMs = Math.max(file.mtimeMs, sidecar.stats.mtimeMs);
  return {
    ...file,
    sidecar: sidecar.path,
    mtimeMs,
    ctimeMs: Math.max(file.ctimeMs, sidecar.stats.ctimeMs),
  };
}

/** The file at an absolute path; undefined when there is none. */
export function fileAt(path: string): BankFile | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? withSidecar(fileOf(path, stats)) : undefined;
}

/** Files below a folder with names that are wanted. Each folder is visited once, however many links lead to it. */
function walk(root: string, wanted: RegExp): Listing {
  const files: BankFile[] = [];
  const problems: Problem[] = [];
  const visited = new Set<string>();
  const waiting = [root];
  /** What the name stands for, links followed. */
  const look = (path: string, names: ReadonlySet<string>): void => {
    const stats = statSync(path);
    if (stats.isDirectory()) waiting.push(path);
    else if (stats.isFile() && wanted.test(path)) files.push(withSidecar(fileOf(path, stats), names));
  };
  const visit = (folder: string): void => {
    const { dev, ino } = statSync(folder);
    if (ino !== 0 && visited.has(`${dev}:${ino}`)) return;
    visited.add(`${dev}:${ino}`);
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = sidecarNames(entries.map(({ name }) => name));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isSymbolicLink() || wanted.test(entry.name)) attempt(path, () => look(path, names));
    }
  };
  const attempt = (path: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      // A link that leads nowhere matters only when it is named as a question is.
      if (wanted.test(path)) problems.push(unreadable(path, error));
    }
  };
  for (
    let folder = waiting.pop();
    folder !== undefined && files.length < MOST_FILES;
    folder = waiting.pop()
  ) {
    const path = folder;
    try {
      visit(path);
    } catch (error) {
      problems.push(unreadable(path, error));
    }
  }
  return { files, problems };
}

/**
 * Lists the files of a bank: the Markdown files below a folder (dot folders and `node_modules` left out), or the one
 * file that is named, whatever its extension. Throws `Failure` when there is nothing at the path.
 * @param wanted names of files below a folder; without it, those of Markdown
 */
export function listBank(given: string, wanted: RegExp = MARKDOWN): Listing {
  const path = absolutePath(given);
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return walk(path, wanted);
    if (stats.isFile()) return { files: [withSidecar(fileOf(path, stats))], problems: [] };
  } catch (error) {
    throw new Failure('bank-missing', `The bank ${given} cannot be read: ${reasonOf(error)}.`, {
      hint: 'check the path after --bank, in PREP_BANK or under banks in the config',
      cause: error,
    });
  }
  throw new Failure('bank-missing', `The bank ${given} is neither a file nor a folder.`, {
    hint: 'name a Markdown file, or a folder of them',
  });
}

/** The text of a file, or why there is none. */
export function readBankText({ path, shown, size, sidecar }: BankFile): Source | Problem {
  if (size > LARGEST_BYTES) {
    const message = `It is larger than ${LARGEST_BYTES / 1024 / 1024} MB.`;
    return fileProblem('file-too-large', shown, message, 'Split it, or leave it out of the bank.');
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return unreadable(path, error);
  }
  const kind = kindOfBytes(bytes);
  if (kind) return fileProblem('file-encoding', shown, `It is ${kind.what}, not text.`, kind.hint);
  if (isUtf16(bytes)) {
    return fileProblem('file-encoding', shown, 'It is written in UTF-16.', 'Save it as UTF-8.');
  }
  const text = bytes.toString('utf8');
  const beside = sidecar === undefined ? undefined : () => sidecarText(sidecar);
  const source = openSource(shown, text, basename(dirname(path)), beside);
  if (isUtf8(bytes)) return source;
  if (bytes.includes(0))
    return fileProblem(
      'file-encoding',
      shown,
      'It is not text.',
      'Is it the right file? Questions are read from text in UTF-8.',
    );
  // A replacement character that the file has itself may come before the fault; then that is the place shown.
  const offset = Math.max(0, text.indexOf('\uFFFD'));
  return fileProblem('file-encoding', shown, 'It is not valid UTF-8.', 'Save it as UTF-8.', source, offset);
}

/** The text of a file for showing lines of it, wrong bytes replaced; empty when it cannot be read or is too large. */
export function readLossily(path: string): string {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= LARGEST_BYTES ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

/** A file that gave nothing but problems. */
export const emptyContent = (file: string, problems: readonly Problem[]): FileContent => ({
  file,
  questions: [],
  metrics: [],
  problems,
});
