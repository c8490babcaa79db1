// Reads what `prep import` starts from: the given files, folders and decks, and the bank that their questions
// go to. A named file that cannot be read, or has no question, ends the import; below a folder, one bad file
// hides no other.
import type { Input } from '../../cli.ts';
import type { Context, Deck, Decks, Linked } from '../../context.ts';
import { type FileContent, partlyRead, type Unread } from '../../core/base/bank.ts';
import { countEach, groupBy, sumOf } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import { Failure, hidesFile, type Problem } from '../../core/base/problem.ts';
import { headOf, type Question, type QuestionHead, type QuestionId } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { firstText } from '../../core/base/wording.ts';
import { type Alternative, type Listed, toldText } from '../../core/import/account.ts';
import { namesOf } from '../../core/import/choose.ts';
import {
  type FileChange,
  type Manifest,
  NO_MANIFEST,
  type Present,
  type ReadBankFile,
} from '../../core/import/plan.ts';
import { namesQuestions } from '../../formats/import/families.ts';
import { pageName, stemOf } from '../../formats/import/file-facts.ts';
import { SHAPES } from '../../formats/import/index.ts';
import { possibleIn, type PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { isReadme } from '../../formats/question/question-file.ts';
import { isCopied, mediaIn, percentDecoded } from '../../formats/markdown/html.ts';
import {
  questionContent,
  textsOf,
  writtenQuestion,
  type WrittenQuestion,
} from '../../formats/question/question-writer.ts';
import { ONLY_LINK } from '../../formats/import/sheet-passages.ts';
import { asksOrTells, namesAnswer } from '../../formats/import/words.ts';
import { mediaName } from '../../formats/export/anki-collection.ts';
import { MANIFEST_NAME, readManifest } from '../../formats/stored/import-manifest.ts';
import { parseJsonText } from '../../formats/notation/json.ts';
import { parseToml } from '../../formats/notation/toml.ts';
import { alternativesText, type ToldFile } from '../../screens/check/problems.ts';
import { told } from '../shared/account.ts';
import { problemFailure } from '../shared/load.ts';
import { progressOn } from '../shared/screen.ts';

/** What an import needs of a question. Many are in memory at once, so most are without places. */
export type Arrived = QuestionHead & {
  readonly written: WrittenQuestion;
  readonly spots: readonly PossibleSpot[];
  /** If it has possible placeholders. */
  readonly whole?: Question;
};

export type ArrivedFile = ReadBankFile<Arrived>;

export const isRead = ({ content }: ArrivedFile): boolean => content.questions.length > 0;

export function arrived(content: FileContent): FileContent<Arrived> {
  // What is a placeholder depends on all questions of a file.
  const possible = possibleIn(content.questions);
  const questions = content.questions.map((whole, i): Arrived => {
    const spots = possible[i] ?? [];
    const written = writtenQuestion(whole);
    return Object.assign(headOf(whole), { written, spots, whole: spots.length > 0 ? whole : undefined });
  });
  return { ...content, questions };
}

export const readAs = (
  file: ArrivedFile,
  read: Pick<ReadBankFile, 'shape' | 'content' | 'telling'>,
): ArrivedFile => ({
  ...file,
  shape: read.shape,
  telling: read.telling,
  content: arrived(read.content),
});

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
      ? 'prep reads Markdown, Org, AsciiDoc, reStructuredText, LaTeX, web pages, tables, JSON, YAML, TOML and Anki decks (`prep docs import`); `--as FORMAT` forces one'
      : `it was read as "${shape}"; leave out --as to let prep detect the format`;
  const names = all.map(({ file }) => file);
  const looked = names.length > 0 ? `prep looked in ${firstText(names, NAMES_SHOWN)}.` : '';
  const broken = one && brokenText(one.file, banks.sourceText);
  const why = problem?.message ?? broken ?? (one ? toldText(one) : looked);
  const message = `No questions found in ${shown}. ${why}`.trimEnd();
  const hint = problem?.hint ?? (broken ? 'save or download it again' : more === '' ? formats : more);
  return new Failure('import-empty', message, { hint });
}

const isTable = ({ shape }: ArrivedFile): boolean => shape === 'table';

/** With its slash; empty for a name alone. */
export const folderOf = (path: string): string => path.replace(/[^\\/]*$/, '');

/** Files of a folder, of which half or more are read in one format, tell of fewer by chance. */
const FEWEST_ALIKE = 3;

/** A title that does not ask, in several files with different text below it, is part of an answer in each: `## Common mistakes`. */
async function withoutParts(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const homes = new Map<string, Map<string, ArrivedFile>>();
  for (const file of files)
    for (const one of file.content.questions) {
      if (asks(one) || isOpen(one)) continue;
      const title = slug(one.title);
      const answers = homes.get(title) ?? new Map<string, ArrivedFile>();
      // Copies of a file have the same answer.
      homes.set(title, answers.set(one.answerHash, file));
    }
  const parts = new Set(
    [...homes].flatMap(([title, answers]) => (new Set(answers.values()).size < FEWEST_ALIKE ? [] : title)),
  );
  const reread = files.map(async (file): Promise<ArrivedFile> => {
    const { open, content } = file;
    const isPart = content.questions.some(({ title }) => parts.has(slug(title)));
    const opened = isPart ? await open?.() : undefined;
    if (!open || !opened) return file;
    const again: typeof open = async () => {
      const whole = await open();
      return { ...whole, as: (picked) => whole.as({ parts, ...picked }) };
    };
    return { ...readAs(file, opened.as({ parts })), open: again };
  });
  return parts.size === 0 ? files : Promise.all(reread);
}

/** Of the name of a page; Notion cuts longer titles. */
const SHORTEST_CUT = 30;

/** It has no answer, or only a link to it. */
const isOpen = ({ draft, written }: Arrived): boolean => draft || ONLY_LINK.test(written.answer.trim());

/** Without an answer, and answered in another file under the same words: contents. */
function answeredElsewhere(files: readonly ArrivedFile[]): ReadonlySet<Arrived> {
  const homes = new Map<string, ArrivedFile>();
  for (const file of files)
    for (const one of file.content.questions) if (!isOpen(one)) homes.set(slug(one.title), file);
  return new Set(
    files.flatMap((file) =>
      file.content.questions.filter((one) => isOpen(one) && (homes.get(slug(one.title)) ?? file) !== file),
    ),
  );
}

/** Told like what is not read at all. */
function without(
  { content, ...file }: ArrivedFile,
  isLeft: (one: Arrived) => boolean,
  reason: Unread['reason'],
): ArrivedFile {
  const { unread = [], ...account } = content.account ?? { headings: false };
  const questions = content.questions.filter((one) => !isLeft(one));
  const left = content.questions
    .filter(isLeft)
    .map(({ line, title }): Unread => ({ line, title, kind: 'entry', level: 0, reason }));
  const accounted = { ...account, read: questions.length, unread: [...unread, ...left] };
  return { ...file, content: { ...content, questions, account: accounted } };
}

/**
 * Rows without an answer that name pages beside or below their table are its contents: the pages have the questions, whether or not
 * they look like any.
 */
async function withoutIndexes(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const named = new Set<ArrivedFile>();
  const listed = new Set(answeredElsewhere(files));
  for (const table of files.filter(isTable)) {
    const beside = files.filter((one) => !isTable(one) && one.stored.startsWith(folderOf(table.stored)));
    const pages = new Map(beside.map((one) => [slug(pageName(one.file)), one]));
    const cut = [...pages].filter(([name]) => name.length >= SHORTEST_CUT);
    for (const row of table.content.questions) {
      if (!row.draft) continue;
      const title = slug(row.title);
      const page = pages.get(title) ?? cut.find(([name]) => title.startsWith(name))?.[1];
      if (!page) continue;
      listed.add(row);
      named.add(page);
    }
  }
  if (listed.size === 0) return files;
  const left = files.map(async (file): Promise<ArrivedFile> => {
    const { questions } = file.content;
    if (questions.length === 0) return named.has(file) ? withTitle(file) : file;
    return questions.some((one) => listed.has(one))
      ? without(file, (one) => listed.has(one), 'elsewhere')
      : file;
  });
  return Promise.all(left);
}

const asks = ({ title }: Arrived): boolean => asksOrTells(title);

/** A file of questions without answers, and the only one beside it that is called answers and has the answers under the same numbers. */
async function withAnswers(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const changed = new Map<ArrivedFile, readonly ArrivedFile[]>();
  for (const some of groupBy(files, ({ stored }) => folderOf(stored)).values()) {
    const [answers, ...others] = some.filter(
      ({ file, content: { questions } }) =>
        namesAnswer(stemOf(file)) && questions.filter(asks).length * 2 <= questions.length,
    );
    const asking = some.filter(
      (one) =>
        one !== answers &&
        one.content.questions.length >= FEWEST_ALIKE &&
        one.content.questions.filter(isOpen).length * 2 > one.content.questions.length,
    );
    const [file, ...more] = asking;
    if (!answers || !file || others.length + more.length > 0) continue;
    const said = (await answers.open?.())?.text;
    const opened = said === undefined ? undefined : await file.open?.();
    const content = opened && arrived(opened.as({ answers: said }).content);
    const left = content?.questions.filter(isOpen).length ?? Infinity;
    const { questions, account } = file.content;
    if (!content || content.questions.length !== questions.length || left * 2 > questions.length) continue;
    changed.set(file, [{ ...file, content: { ...content, account } }]);
    changed.set(answers, []);
  }
  return files.flatMap((file) => changed.get(file) ?? [file]);
}

/** In fewer, no form is usual. */
const FEWEST_OTHERS = 10;
const HARDLY_ANY = 0.15;

const tellingIn = ({ telling, content: { questions } }: ArrivedFile): number =>
  telling === undefined ? questions.length : Math.max(telling, questions.filter(asks).length);

/**
 * Hardly any of its questions asks, gives a task or says that it is one; nor does its name or title.
 * @param top the folder of all files: its README introduces them, under a title of all
 */
async function hasTopics(one: ArrivedFile, top: string): Promise<boolean> {
  const { file, stored, content, open } = one;
  const { length } = content.questions;
  const isIntroduction = isReadme(file) && folderOf(stored).slice(0, -1) === top;
  if (length < (isIntroduction ? 1 : 2) || tellingIn(one) >= length * HARDLY_ANY) return false;
  if (isIntroduction) return true;
  if (namesQuestions(stemOf(file))) return false;
  const [title] = (await open?.())?.as({}).candidates ?? [];
  return !(title?.kind === 'heading' && title.level === 1 && namesQuestions(title.title));
}

/** Where most of a folder asks, files of topics are notes beside the questions. */
async function withoutTopics(files: readonly ArrivedFile[], top: string): Promise<readonly ArrivedFile[]> {
  const topics = new Set<ArrivedFile>();
  for (const file of files) if (await hasTopics(file, top)) topics.add(file);
  const questionsIn = (some: readonly ArrivedFile[]): number =>
    sumOf(some, ({ content }) => content.questions.length);
  const rest = files.filter((file) => !topics.has(file));
  const asked = questionsIn(rest);
  if (asked * 2 < questionsIn([...topics]) || sumOf(rest, tellingIn) * 2 < asked) return files;
  return files.map((file) =>
    topics.has(file) && asked >= Math.max(FEWEST_OTHERS, file.content.questions.length)
      ? without(file, () => true, 'documentation')
      : file,
  );
}

/** Of the pages with one heading. */
const MOST_TELL = 0.6;

/** The only heading of a page, or the one right below its topic that holds all others: `# Networks` above `## Explain TCP`. */
function headingOfAll(candidates: readonly Listed[]): Listed | undefined {
  const headings = candidates.filter(({ kind }) => kind === 'heading');
  const [first, second = first, ...parts] = headings;
  if (!first || !second || headings.length === 1) return first;
  const isTopic = !first.ownText && [second, ...parts].every(({ level }) => level > first.level);
  return isTopic && parts.every(({ level }) => level > second.level) ? second : undefined;
}

/** How many headings of a page that has no question are on each of its levels, outermost first. */
function headingsByLevel({ content: { account } }: ArrivedFile): readonly number[] {
  const found = [
    ...(account?.beside ?? []).flatMap(({ kind, level, lines }) =>
      kind === 'heading' ? lines.map(() => level) : [],
    ),
    ...(account?.unread ?? []).flatMap(({ kind, level }) => (kind === 'heading' ? [level] : [])),
  ];
  return [...countEach(found)].toSorted(([a], [b]) => (a ?? 0) - (b ?? 0)).map(([, times]) => times);
}

/** Pages that give a task in the one heading that holds all others, where most of a folder do or have one question: `Design a rate limiter`. */
async function pagesOfTasks(pages: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const isOne = (file: ArrivedFile): boolean => {
    if (isRead(file)) return file.content.questions.length === 1;
    const [first, second = 1] = headingsByLevel(file);
    return first === 1 && second === 1;
  };
  const areMany = (some: readonly ArrivedFile[]): boolean => {
    const alone = some.filter(isOne).length;
    return alone >= FEWEST_ALIKE && alone * 2 >= some.length;
  };
  const folders = [...groupBy(pages, ({ stored }) => folderOf(stored)).values()];
  // Folders of few pages are judged by all of them, too.
  const candidates = areMany(pages) ? folders : folders.filter(areMany);
  const others = candidates
    .flat()
    .filter((file) => (isRead(file) ? file.content.questions.length > 1 : isOne(file)));
  const titles = await Promise.all(
    others.map(async (file) => {
      const listed = (await file.open?.())?.as({}).candidates ?? [];
      const title = headingOfAll(listed);
      // Where the first heading is that title, the reader has already decided.
      return isRead(file) && title === listed.find(({ kind }) => kind === 'heading') ? undefined : title;
    }),
  );
  const telling = new Set(others.filter((_, i) => asksOrTells(titles[i]?.title ?? '')));
  const doTell = (some: readonly ArrivedFile[]): boolean => {
    const silent = some.filter((file) => isOne(file) && !isRead(file) && !telling.has(file)).length;
    return silent <= some.filter(isOne).length * (1 - MOST_TELL);
  };
  const byAll = areMany(pages) && doTell(pages);
  return candidates
    .filter((some) => (byAll || areMany(some)) && doTell(some))
    .flatMap((some) => some.filter((file) => telling.has(file)));
}

/**
 * A file of a folder in which nothing asks is read as most of the others are, if that gives several questions; where most files
 * have questions, it is read as if it was named.
 */
async function likeOthers(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const pages = files.filter(({ file }) => !isReadme(file));
  const byShape = groupBy(pages.filter(isRead), ({ shape }) => shape);
  const [[shape, most] = ['', []]] = [...byShape].toSorted(([, one], [, other]) => other.length - one.length);
  const areAlike = most.length >= FEWEST_ALIKE && most.length * 2 >= pages.length;
  const titled = new Set(await pagesOfTasks(pages));
  const read = pages.filter(isRead).length;
  const isMostly = read > 0 && read * 2 >= pages.length;
  return Promise.all(
    files.map(async (file) => {
      if (titled.has(file)) return withTitle(file);
      const isOther = (areAlike || isMostly) && !isRead(file) && pages.includes(file);
      const opened = isOther ? await file.open?.() : undefined;
      if (!opened) return file;
      const isOffered =
        areAlike && opened.alternatives().some((one) => one.shape === shape || one.shape === 'guide');
      const other = opened.as(isOffered ? { as: shape } : { named: isMostly });
      const isMore = isOffered || other.content.questions.length >= FEWEST_ALIKE;
      return isMore ? readAs(file, other) : file;
    }),
  );
}

/** In a folder. */
const FEWEST_ON_SHEETS = 6;
/** With more pages, it is a manual. */
const MOST_SHEETS = 100;

/** A folder with hardly any question, in which most pages are cheat sheets: their headings are the topics. */
async function asSheets(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const pages = files.filter((one) => !isReadme(one.file) && !isRead(one));
  if (pages.length < 2 || pages.length > MOST_SHEETS || pages.length * 2 < files.length) return files;
  const sheets = new Map<ArrivedFile, ArrivedFile>();
  for (const file of pages) {
    const sheet = (await file.open?.())?.as({ named: 'sheet' });
    if (sheet && sheet.content.questions.length >= 2) sheets.set(file, readAs(file, sheet));
  }
  const all = [...sheets.values()].flatMap(({ content }) => content.questions.map(({ title }) => title));
  // The same headings in several files are parts of answers.
  const areTopics = all.length >= FEWEST_ON_SHEETS && new Set(all).size === all.length;
  const areSheets = sheets.size >= 2 && sheets.size * 2 > pages.length && areTopics;
  return areSheets ? files.map((file) => sheets.get(file) ?? file) : files;
}

/** The heading of all is the question, or else the first. */
async function withTitle(file: ArrivedFile): Promise<ArrivedFile> {
  const open = await file.open?.();
  const { candidates = [] } = open?.as({}) ?? {};
  const title = headingOfAll(candidates) ?? candidates.find(({ kind }) => kind === 'heading');
  const name = title && namesOf(candidates)[candidates.indexOf(title)];
  if (!open || name === undefined) return file;
  const picked = { taken: [name] };
  return { ...readAs(file, open.as(picked)), picked };
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
  const likely =
    options.as === undefined &&
    (await likeOthers(await withAnswers(await withoutIndexes(await withoutParts(all)))));
  const read = likely ? await withoutTopics(await asSheets(likely), results.stored(path)) : all;
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
