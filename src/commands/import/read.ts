// Reads what `prep import` starts from: the given files, folders and decks, and the bank that their questions
// go to. A named file that cannot be read, or has no question, ends the import; below a folder, one bad file
// hides no other.
import type { Input } from '../../cli.ts';
import type { Context, Deck, Decks, Linked } from '../../context.ts';
import { type FileContent, partlyRead } from '../../core/base/bank.ts';
import { groupBy, sumOf } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import { Failure, hidesFile, type Problem } from '../../core/base/problem.ts';
import type { QuestionId } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { firstText } from '../../core/base/wording.ts';
import { type Alternative, toldText } from '../../core/import/account.ts';
import {
  type FileChange,
  type Manifest,
  NO_MANIFEST,
  type Present,
  type ReadBankFile,
} from '../../core/import/plan.ts';
import { SHAPES } from '../../formats/import/index.ts';
import { isCopied, mediaIn, percentDecoded } from '../../formats/markdown/html.ts';
import {
  questionContent,
  textsOf,
  writtenQuestion,
  type WrittenQuestion,
} from '../../formats/question/question-writer.ts';
import { mediaName } from '../../formats/export/anki-collection.ts';
import { MANIFEST_NAME, readManifest } from '../../formats/stored/import-manifest.ts';
import { parseJsonText } from '../../formats/notation/json.ts';
import { parseToml } from '../../formats/notation/toml.ts';
import { alternativesText, type ToldFile } from '../../screens/check/problems.ts';
import { told } from '../shared/account.ts';
import { problemFailure } from '../shared/load.ts';
import { progressOn } from '../shared/screen.ts';
import { type ArrivedFile, arrived, readAs, likeEachOther } from './folder.ts';

/** A named file or folder, with everything read from it. */
export type ImportSource = {
  readonly shown: string;
  /** The path that it is remembered by, of a folder. */
  readonly stored?: string;
  /** Folder of its questions below the target; empty for none. */
  readonly folder: string;
  readonly files: readonly ArrivedFile[];
  /** Of the folder; those of its files are with the files. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly string[];
};

export function toldFiles(files: readonly ArrivedFile[]): Promise<readonly ToldFile[]> {
  const byName = new Map(files.map((file) => [file.file, file]));
  const contents = files.map(({ content }) => content);
  return told(partlyRead('', contents), (file) => Promise.resolve(byName.get(file)));
}

function requireShape(shape: string | undefined): void {
  if (shape === undefined || SHAPES.has(shape)) return;
  const names = [...SHAPES.keys()];
  const [close] = slipsOf(shape, names, 1);
  const meant = close === undefined ? '' : `did you mean ${close}? `;
  throw new Failure('shape-unknown', `Unknown format "${shape}".`, {
    hint: `${meant}the formats are ${names.join(', ')}`,
  });
}

/** Named after the source; for a file, without the extension. */
function folderName(path: string, isFolder: boolean): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  return slug(isFolder ? last : last.replace(/\.[^.]*$/, '') || last);
}

const isEmpty = (files: readonly ArrivedFile[]): boolean =>
  files.every(({ content }) => content.questions.length + content.metrics.length === 0);

/** A person could take its headings, or what looks like a question. */
const holdsChoices = ({ account }: Pick<FileContent, 'account'>): boolean =>
  (account?.unread.length ?? 0) > 0 || (account?.beside ?? []).some(({ kind }) => kind === 'heading');

/** Fails with `import-empty` for a source from which the person took nothing. */
export async function requireQuestions(
  context: Context,
  sources: readonly ImportSource[],
  options: Input<'import'>,
): Promise<void> {
  for (const { shown, files } of sources)
    if (isEmpty(files)) throw await emptyFailure(context, shown, files, options);
}

const NAMES_SHOWN = 3;

/** What each format would read in all of them together; most first. */
function inAllFiles(files: readonly ToldFile[]): readonly Alternative[] {
  const all = files.flatMap(({ alternatives }) => alternatives);
  return [...groupBy(all, ({ shape }) => shape)]
    .map(([shape, some]) => ({ shape, questions: sumOf(some, ({ questions }) => questions) }))
    .toSorted((a, b) => b.questions - a.questions);
}

/** A file of data in which nothing can be read. */
function brokenText(file: string, textOf: (file: string) => string): string | undefined {
  const json = /\.json$/i.test(file) ? parseJsonText(textOf(file)) : undefined;
  if (json && 'fault' in json) return json.fault.cutOff ? 'It is cut off.' : 'It is not valid JSON.';
  const toml = /\.toml$/i.test(file) ? parseToml(textOf(file)) : undefined;
  if (!toml || 'value' in toml) return undefined;
  const line = textOf(file).slice(0, toml.offset).split('\n').length;
  return `It is not valid TOML: line ${line}: ${toml.message}.`;
}

/** Says what could be a question in it, and which format would read it. */
async function emptyFailure(
  { banks }: Context,
  shown: string,
  read: readonly ArrivedFile[],
  { as: shape }: Input<'import'>,
): Promise<Failure> {
  const [problem] = read.flatMap(({ content }) => content.problems);
  const all = await toldFiles(read);
  const one = read.length === 1 ? all[0] : undefined;
  const more = shape === undefined ? alternativesText(inAllFiles(all)).trim() : '';
  const formats =
    shape === undefined
      ? 'prep reads Markdown, Org, AsciiDoc, reStructuredText, LaTeX, web pages, tables, JSON, YAML, TOML, data in programs and Anki decks (`prep docs import`); `--as FORMAT` forces one'
      : `it was read as "${shape}"; leave out --as to let prep detect the format`;
  const names = all.map(({ file }) => file);
  const looked = names.length > 0 ? `prep looked in ${firstText(names, NAMES_SHOWN)}.` : '';
  const broken = one && brokenText(one.file, banks.sourceText);
  const why = problem?.message ?? broken ?? (one ? toldText(one) : looked);
  const message = `No questions found in ${shown}. ${why}`.trimEnd();
  const hint = problem?.hint ?? (broken ? 'save or download it again' : more === '' ? formats : more);
  return new Failure('import-empty', message, { hint });
}

async function readOne(
  context: Context,
  path: string,
  inTarget: (stored: string) => boolean,
  options: Input<'import'>,
  isAsked: boolean,
): Promise<ImportSource> {
  const { banks, files, results } = context;
  if (!files.exists(path))
    throw new Failure('file-missing', `No such file or folder: ${path}.`, {
      hint: path === '-' ? 'save the text as guide.md first, or use `prep add -`' : 'check the path',
    });
  if (inTarget(results.stored(path)))
    throw new Failure('import-into-itself', `${path} is in the bank you are importing into.`, {
      hint: 'its questions are already there',
    });
  const shown = results.shown(path);
  const progress = progressOn(context, options.plain ?? options.json ?? false);
  const all: ArrivedFile[] = [];
  const how = {
    shape: options.as,
    onProgress: (done: number, of: number) => progress(`Reading ${done} of ${of} files`),
  };
  const { isFolder, problems, skipped } = await banks.read(path, how, (file) => {
    if (!inTarget(file.stored)) all.push({ ...file, content: arrived(file.content) });
  });
  const read = options.as === undefined ? await likeEachOther(all, results.stored(path)) : all;
  progress('');
  const found = read.flatMap(({ content }) => content.problems);
  const fatal = isFolder ? undefined : found.find(hidesFile);
  if (fatal) throw problemFailure(fatal);
  if (isEmpty(read) && !(isAsked && read.some(({ content }) => holdsChoices(content))))
    throw await emptyFailure(context, shown, read, options);
  return {
    shown,
    stored: isFolder ? results.stored(path) : undefined,
    folder: options.to === undefined ? folderName(files.absolute(path), isFolder) : '',
    files: read,
    problems,
    skipped,
  };
}

type PresentFile = Present & {
  /** The path as shown. */
  readonly shown: string;
  /** Why its question cannot be read; it has no content then. */
  readonly errors?: readonly Problem[];
};

/** The bank that receives the questions: its questions, and the record of earlier imports. */
type ImportTarget = {
  readonly root: string;
  readonly manifest: Manifest;
  readonly manifestHash?: string;
  readonly present: ReadonlyMap<QuestionId, PresentFile>;
  /** Hashes of files that a power cut emptied, by path: they are written again. */
  readonly emptied: ReadonlyMap<string, string>;
  /** Of all files, below the folder, in lower case. */
  readonly paths: ReadonlySet<string>;
};

/** A file that was saved with other line ends says the same. */
export const contentHash = (question: WrittenQuestion): string =>
  hashText(`${questionContent(question).replaceAll('\\r\\n', '\\n')}\n${question.section}`);

function manifestOf({ files }: Context, root: string): Pick<ImportTarget, 'manifest' | 'manifestHash'> {
  const path = `${root}/${MANIFEST_NAME}`;
  if (!files.exists(path)) return { manifest: NO_MANIFEST };
  const text = files.readText(path);
  const read = readManifest(text);
  if ('manifest' in read) return { manifest: read.manifest, manifestHash: hashText(text) };
  throw new Failure('manifest-damaged', `${path} cannot be used: ${read.error}; nothing was written.`, {
    hint: read.isNewer
      ? 'update prep'
      : 'restore it from a backup, or remove it (every file that differs then counts as yours)',
  });
}

/** An existing file, and the name it is known by: the id of its question, or its path. */
function presentIn(read: ReadBankFile, path: string): readonly (readonly [QuestionId, PresentFile])[] {
  const { file: shown, hash, shape } = read;
  const { metrics, questions } = read.content;
  if (metrics.length > 0 || shape === 'metrics') return [[path, { path, shown, hash, content: hash }]];
  return questions
    .filter(({ native }) => native === true)
    .map((question) => {
      const content = contentHash(writtenQuestion(question));
      return [question.id, { path, shown, hash, content, number: question.number }];
    });
}

const ID_LINE = /^id:[ \t]*["']?([^\s"']+)/m;

async function readTarget(context: Context, root: string): Promise<ImportTarget> {
  const { banks, files, results } = context;
  const present = new Map<QuestionId, PresentFile>();
  const emptied = new Map<string, string>();
  const paths = new Set<string>();
  if (!files.exists(root)) return { root, manifest: NO_MANIFEST, present, emptied, paths };
  const base = results.stored(root).length + 1;
  const remembered = manifestOf(context, root);
  const { isFolder } = await banks.read(root, {}, (file) => {
    const path = file.stored.slice(base).replaceAll('\\', '/');
    if (file.content.problems.some(({ code }) => code === 'file-empty')) {
      emptied.set(path, file.hash);
      return;
    }
    paths.add(path.toLowerCase());
    for (const [id, one] of presentIn(file, path))
      if (!present.has(id) || present.get(id)?.errors) present.set(id, one);
    const errors = file.content.problems.filter(({ severity }) => severity === 'error');
    const text = errors.length === 0 ? '' : banks.sourceText(file.file);
    const [, id] = ID_LINE.exec(text) ?? [];
    if (id === undefined || present.has(id)) return;
    const { number } = remembered.manifest.questions.get(id) ?? {};
    present.set(id, { path, shown: file.file, hash: hashText(text), content: '', number, errors });
  });
  if (!isFolder)
    throw new Failure('target-is-file', `${results.shown(root)} is a file, not a folder.`, {
      hint: 'name a folder with --to',
    });
  return { root, present, emptied, paths, ...remembered };
}

/** One that is there has no content. */
type MediaPlace = Pick<FileChange, 'path'> & Partial<FileChange>;
/** Where the media of one file go, by its links. */
export type DeckMedia = ReadonlyMap<string, MediaPlace>;

const inDeck =
  ({ media }: Deck): ReturnType<Decks['linked']> =>
  (deck, link) => {
    const name = [link, percentDecoded(link)].find((one) => media.has(one)) ?? '';
    const content = media.get(name);
    return content && { path: `${deck}/${name}`, content };
  };

export const fileName = (path: string): string => path.replace(/^.*[\\/]/s, '');

/** `tree.png`, `tree-2.png` … */
export function numberedName(name: string, count: number): string {
  if (count === 1) return name;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${count}` : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
}

export const pathOf = (...parts: readonly string[]): string => parts.filter(Boolean).join('/');

/**
 * Where it is already, as for an export that comes back, otherwise beside the questions of its source, under its own name if
 * this is free. Undefined for a name that is no file's.
 * @param others folders of other sources
 */
async function placeOf(
  { fileSets }: Context,
  root: string,
  folder: string,
  others: ReadonlySet<string>,
  { path: from, content }: Linked,
  used: Set<string>,
): Promise<MediaPlace | undefined> {
  const name = mediaName(fileName(from));
  if (name === undefined) return undefined;
  for (const other of others) {
    const path = pathOf(other, 'media', name);
    if ((await fileSets.compare(root, path, content)) === 'same') return { path };
  }
  for (let count = 1; ; count += 1) {
    const path = pathOf(folder, 'media', numberedName(name, count));
    if (used.has(path.toLowerCase())) continue;
    const there = await fileSets.compare(root, path, content);
    if (there === 'other') continue;
    used.add(path.toLowerCase());
    return there === 'free' ? { path, content } : { path };
  }
}

/** What the files of all sources show: with a deck, or beside them. */
async function mediaOf(context: Context, { root, present }: ImportTarget, sources: readonly ImportSource[]) {
  const others = new Set(Array.from(present.values(), ({ path }) => path.replace(/[^/]*$|\/.*$/s, '')));
  const { decks } = context;
  const used = new Set<string>();
  const media = new Map<string, DeckMedia>();
  for (const { shown, folder, files } of sources) {
    const linked = decks.linked(shown);
    /** By where they are. */
    const placed = new Map<string, MediaPlace>();
    for (const { stored, content } of files) {
      const links = new Set(content.questions.flatMap(({ written }) => textsOf(written).flatMap(mediaIn)));
      if (links.size === 0) continue;
      const find = decks.isDeck(stored) ? inDeck(await decks.open(stored)) : linked;
      const own = new Map<string, MediaPlace>();
      media.set(stored, own);
      for (const link of links) {
        const file = isCopied(link) ? find(stored, link) : undefined;
        const place =
          file && (placed.get(file.path) ?? (await placeOf(context, root, folder, others, file, used)));
        if (place) own.set(link, place);
        if (place) placed.set(file.path, place);
      }
    }
  }
  return media;
}

/** The files as a person chose to read them at an earlier import. */
async function pickedAgain(files: readonly ArrivedFile[], { files: known }: Manifest) {
  return Promise.all(
    files.map(async (file) => {
      const { as, taken, dropped } = known.get(file.stored) ?? {};
      const isPicked = [as, taken, dropped].some((each) => each !== undefined);
      const open = isPicked ? await file.open?.() : undefined;
      if (!open) return file;
      const picked = { as, taken, dropped };
      return { ...readAs(file, open.as(picked)), picked };
    }),
  );
}

/** While its front matter cannot be read, a file that was imported before changes nothing: it may lack its tags. */
function keptAsImported(files: readonly ArrivedFile[], { questions }: Manifest): readonly ArrivedFile[] {
  const imported = new Set(Array.from(questions.values(), ({ file }) => file));
  const isKept = ({ stored, content }: ArrivedFile): boolean =>
    imported.has(stored) &&
    content.problems.some(({ code }) => /^front-matter-(?:syntax|language)$/.test(code));
  return files.map((file) =>
    isKept(file) ? { ...file, content: { ...file.content, questions: [] } } : file,
  );
}

export type ImportInput = {
  readonly options: Input<'import'>;
  /** A person chooses what is read. */
  readonly isAsked: boolean;
  readonly sources: readonly ImportSource[];
  readonly target: ImportTarget;
  /** By the path that a file is remembered by. */
  readonly media: ReadonlyMap<string, DeckMedia>;
  /** All that were read whole, and those that are gone from the folders: what they gave may be gone, too. */
  readonly told: readonly string[];
};

/** A mistake may hide questions, which are not gone then. */
const isWhole = ({ content }: ArrivedFile): boolean =>
  content.problems.every(({ severity }) => severity !== 'error');

const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder) && /[\\/]/.test(path.charAt(folder.length));

/**
 * Fails with `file-missing`, `import-empty`, `import-into-itself`, `manifest-damaged`, or as a file itself
 * does.
 * @param isAsked a person can add questions that prep does not read
 */
export async function readImport(
  context: Context,
  paths: readonly string[],
  options: Input<'import'>,
  isAsked: boolean,
): Promise<ImportInput> {
  const root = options.to ?? context.banks.own;
  requireShape(options.as);
  const folder = context.results.stored(root);
  const inTarget = (path: string): boolean => path === folder || isBelow(path, folder);
  const sources: ImportSource[] = [];
  for (const path of new Set(paths)) sources.push(await readOne(context, path, inTarget, options, isAsked));
  const target = await readTarget(context, root);
  for (const [at, source] of sources.entries()) {
    const { files } = source;
    const again = options.as === undefined ? await pickedAgain(files, target.manifest) : files;
    sources[at] = { ...source, files: keptAsImported(again, target.manifest) };
  }
  const media = await mediaOf(context, target, sources);
  const isMissing = (file: string): boolean =>
    sources.some(({ stored }) => stored !== undefined && isBelow(file, stored)) &&
    !context.files.exists(file);
  const known = new Set(Array.from(target.manifest.questions.values(), ({ file }) => file));
  const read = sources.flatMap(({ files }) => files.filter(isWhole).map(({ stored }) => stored));
  return { options, isAsked, sources, target, media, told: [...read, ...[...known].filter(isMissing)] };
}
