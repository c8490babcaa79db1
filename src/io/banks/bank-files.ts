import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { FileContent } from '../../core/base/bank.ts';
import { Failure, ifPossible, type Problem, type ProblemCode } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import { isWebPage, standsForFolder } from '../../formats/import/file-facts.ts';
import { isReadme } from '../../formats/question/question-file.ts';
import { reasonOf } from '../programs/system.ts';
import { absolutePath, shownPath } from '../store/folder.ts';

const SAVED = 'Save a document as Markdown or plain text, a sheet as CSV, in UTF-8.';

const BEGINNINGS: readonly (readonly [start: RegExp, what: string, hint: string])[] = [
  [/^%PDF-/, 'a PDF', 'Copy its text into a Markdown file, or use the file it was made from.'],
  [
    /^SQLite format 3\0/,
    'a SQLite database',
    'If it is an Anki collection, export its decks in Anki: File, Export, Anki Deck Package.',
  ],
  [/^\{\\rtf/, 'rich text (RTF)', SAVED],
  // Documents of Word, Excel and LibreOffice, and e-books.
  [/^PK(?:\x03\x04|\x05\x06)/, 'an office document or a zip archive', SAVED],
];
export const LONGEST_BEGINNING = 16;

/** `what` follows `It is`. */
export function kindOfStart(start: string) {
  const [, what, hint = ''] = BEGINNINGS.find(([pattern]) => pattern.test(start)) ?? [];
  return what === undefined ? undefined : { what, hint };
}

/** Four bytes are enough. */
export const isZip = ([p, k, third, fourth]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));

const UTF16 = [
  ['utf-16le', /^(?:\xff\xfe|(?:[^\0]\0){4})/],
  ['utf-16be', /^(?:\xfe\xff|(?:\0[^\0]){4})/],
] as const;

/** By its byte order mark, or a zero in each of the first letters: what PowerShell's `>` and Excel's Unicode Text write. */
export function utf16Text(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 8);
  const [encoding] = UTF16.find(([, pattern]) => pattern.test(start)) ?? [];
  const text = encoding && ifPossible(() => new TextDecoder(encoding, { fatal: true }).decode(bytes));
  // Bytes of another kind may begin like that.
  return text === undefined || text.includes('\0') ? undefined : text;
}

export type BankFile = {
  readonly path: string;
  /** Relative inside the working folder, `~/…` inside the home folder. */
  readonly shown: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** By a person, and not found in a folder. */
  readonly named?: boolean;
};

/** In a folder without Markdown, these have the questions. */
const DATA =
  /\.(?:md|mdx|markdown|wiki|mediawiki|org|adoc|asciidoc|rst|tex|ltx|ya?ml|toml|json|jsonl|csv|tsv|txt|x?html?|[cm]?[jt]sx?|py)$/i;
/** Org is read as Markdown. */
export const MARKDOWN = /\.(?:md|mdx|markdown|org)$/i;
const TEX = /\.(?:tex|ltx)$/i;
/** In characters; parsing as many takes ten seconds. */
const LONGEST_LATEX = 1_000_000;
/** Every pattern has `.md`, and the first use of one that ignores case costs a start 0.1 ms. */
const isNamed = (path: string, pattern: RegExp): boolean => path.endsWith('.md') || pattern.test(path);
/** Never question files, or kept by prep beside questions. */
const NO_TEXT =
  /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?|mp[34]|m4a|wav|ogg|flac|webm|mov|avi|woff2?|[ot]tf|eot|zip|gz|tar|css|lock|mine)$|^(?:LICEN[CS]E|Makefile|package\.json)/i;
const LARGEST_BYTES = 50 * 1024 * 1024;
/** In characters. What is made of the text of tens of thousands of questions takes fifty times its size. */
const LARGE_TEXT = 4_000_000;
/** Left alone, the engine lets the heap grow to four times what is in use: 670 MB for a text of 8 MB, instead of 450. */
export const collectSooner = (): void =>
  process.getBuiltinModule('node:v8').setFlagsFromString('--heap-growing-percent=80');
const MOST_FILES = 200_000;

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

export function fileAt(path: string): BankFile | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? fileOf(path, stats) : undefined;
}

/** Each folder is visited once, however many links lead to it. */
function filesBelow(root: string, pattern: RegExp) {
  const files: BankFile[] = [];
  const problems: Problem[] = [];
  const skipped: string[] = [];
  const visited = new Set<string>();
  const waiting = [root];
  /** Links to a folder that contains the bank are skipped: `root -> /` would read the whole machine. */
  const take = (path: string): void => {
    try {
      const stats = statSync(path);
      const isFolder = stats.isDirectory();
      if (isFolder && !realpathSync(root).startsWith(join(realpathSync(path), sep))) waiting.push(path);
      else if (stats.isFile() && isNamed(path, pattern)) files.push(fileOf(path, stats));
    } catch (error) {
      // A broken link matters only if it is named like a question file.
      if (isNamed(path, pattern)) problems.push(unreadable(path, error));
    }
  };
  const visit = (folder: string): void => {
    const { dev, ino } = statSync(folder);
    if (ino !== 0 && visited.has(`${dev}:${ino}`)) return;
    visited.add(`${dev}:${ino}`);
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      // Not `join`, which takes a path apart letter by letter: this one is whole.
      const path = folder.endsWith(sep) ? folder + entry.name : folder + sep + entry.name;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isSymbolicLink() || isNamed(entry.name, pattern)) take(path);
      else if (!NO_TEXT.test(entry.name)) skipped.push(shownPath(path));
    }
  };
  while (waiting.length > 0 && files.length < MOST_FILES) {
    const folder = waiting.pop() ?? root;
    try {
      visit(folder);
    } catch (error) {
      problems.push(unreadable(folder, error));
    }
  }
  return { files, problems, skipped };
}

/**
 * Below a folder (dot folders and `node_modules` skipped), or the named file, whatever its extension. Throws
 * `Failure` if the path does not exist.
 * @param pattern of names below a folder
 */
export function listBank(given: string, pattern: RegExp = MARKDOWN): ReturnType<typeof filesBelow> {
  const path = absolutePath(given);
  around.clear();
  try {
    if (statSync(path).isDirectory()) {
      const listing = filesBelow(path, pattern);
      // Tables, YAML and JSON beside Markdown usually belong to something else.
      const markdown = listing.files.findLast((file) => !isReadme(file.path));
      return markdown || pattern !== MARKDOWN ? listing : filesBelow(path, DATA);
    }
    const file = fileAt(path);
    if (file) return { files: [{ ...file, named: true }], problems: [], skipped: [] };
  } catch (error) {
    throw new Failure('bank-missing', `The bank ${given} cannot be read: ${reasonOf(error)}.`, {
      hint: 'check the path after --bank or in PREP_BANK; `prep banks` lists yours, `prep banks remove` takes one off',
    });
  }
  throw new Failure('bank-missing', `${given} is not a file or folder.`, {
    hint: 'name a Markdown file, or a folder of them',
  });
}

/** Names of the files in a folder. */
type Around = { readonly names: readonly string[]; readonly hash: string };

const around = new Map<string, Around>();
/** Of files whose reading also used names: the folder that has them. */
const readByNames = new Map<string, string>();

export function forgetNames(): void {
  around.clear();
  readByNames.clear();
}

function namesIn(folder: string): Around {
  let known = around.get(folder);
  if (!known) {
    // Without them, nothing but the file decides how it is read.
    const names = ifPossible(() => readdirSync(folder)) ?? [];
    known = { names, hash: hashText(names.toSorted().join('\n')) };
    around.set(folder, known);
  }
  return known;
}

/** A folder, and a hash of the names in it. */
export type NamesUsed = { readonly folder: string; readonly hash: string };

/** If reading the file depended on them. */
export function namesOf(path: string): NamesUsed | undefined {
  const folder = readByNames.get(path);
  return folder === undefined ? undefined : { folder, hash: namesIn(folder).hash };
}

export const hasNames = ({ folder, hash }: NamesUsed): boolean => namesIn(folder).hash === hash;

export function readBankText({ path, shown, size, named }: BankFile): Source | Problem {
  if (size > LARGEST_BYTES) {
    const message = `It is larger than ${LARGEST_BYTES / 1024 / 1024} MB.`;
    return fileProblem('file-too-large', shown, message, 'Split it, or move it out of the bank.');
  }
  try {
    // Node decodes faster than it hands out bytes; only what may be no text is looked at as bytes.
    const text = withLineEnds(readFileSync(path, 'utf8'));
    if (/^\0*$/.test(text)) {
      // A power cut leaves files that were being written.
      const hint = 'Restore it from a backup, import its source again, or remove it.';
      return { ...fileProblem('file-empty', shown, 'It is empty.', hint), severity: 'warning' };
    }
    if (text.length > LARGE_TEXT) collectSooner();
    const kind = kindOfStart(text.slice(0, LONGEST_BEGINNING));
    if (kind) return fileProblem('file-encoding', shown, `It is ${kind.what}, not text.`, kind.hint);
    if (TEX.test(path) && text.length > LONGEST_LATEX) {
      const hint = 'Split it, or convert it: `pandoc -t gfm -o NAME.md FILE`.';
      return fileProblem('file-too-large', shown, 'It is LaTeX of more than 1 MB.', hint);
    }
    const isOdd = text.includes('\uFFFD') || text.includes('\0');
    const bytes = isOdd ? readFileSync(path) : undefined;
    const other = bytes && (utf16Text(bytes) ?? (isWebPage(path) ? inOwnCharset(bytes) : undefined));
    const fault = bytes && other === undefined ? byteFault(shown, text, bytes) : undefined;
    return fault ?? { ...sourceOf(path, shown, other === undefined ? text : withLineEnds(other)), named };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Old Macs ended lines with a carriage return alone. Places stay the same. */
const withLineEnds = (text: string): string => (text.includes('\n') ? text : text.replaceAll('\r', '\n'));

const CHARSET = /<meta\s[^<>]{0,200}charset\s{0,3}=\s{0,3}["']?(?!utf-?(?:8|16))([\w-]{1,40})/i;

/** A page that names it: Word writes that of the system. */
function inOwnCharset(bytes: Buffer): string | undefined {
  const [, charset] = CHARSET.exec(bytes.toString('latin1', 0, 4000)) ?? [];
  if (charset === undefined || isUtf8(bytes)) return undefined;
  // Without `stream`, Node 20 takes Windows-1252 for Latin-1.
  return ifPossible(() => new TextDecoder(charset).decode(bytes, { stream: true }));
}

function sourceOf(path: string, shown: string, text: string): Source {
  const siblings = () => {
    const own = dirname(path);
    const folder = standsForFolder(path) ? dirname(own) : own;
    readByNames.set(path, folder);
    return namesIn(folder).names;
  };
  return { ...openSource(shown, text, basename(dirname(path))), path, siblings };
}

function byteFault(shown: string, text: string, bytes: Buffer): Problem | undefined {
  if (isUtf8(bytes)) return undefined;
  if (bytes.includes(0)) return fileProblem('file-encoding', shown, 'It is not text.', SAVED);
  // The file may have replacement characters of its own before that byte: then an earlier place is shown.
  const offset = Math.max(0, text.indexOf('\uFFFD'));
  const source = openSource(shown, text);
  const hint = 'Save it as UTF-8; in Word: Save As, Plain Text, Other encoding.';
  return fileProblem('file-encoding', shown, 'It is not valid UTF-8.', hint, source, offset);
}

/** Invalid bytes are replaced; empty if it cannot be read or is too large. */
export function readLossily(path: string): string {
  const read = () => ((fileAt(path)?.size ?? Infinity) <= LARGEST_BYTES ? readFileSync(path, 'utf8') : '');
  return ifPossible(read) ?? '';
}

export const emptyContent = (file: string, problems: readonly Problem[]): FileContent<never> => ({
  file,
  questions: [],
  metrics: [],
  problems,
});
