// What an import read of each file, and what the files of one folder say of each other: which titles are parts of answers,
// which tables are contents, where the answers are, and how a page is read in which nothing asks.
import type { FileContent, Unread } from '../../core/base/bank.ts';
import { countEach, groupBy, sumOf } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import { headOf, type Question, type QuestionHead } from '../../core/base/question.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import type { Listed } from '../../core/import/account.ts';
import { namesOf } from '../../core/import/choose.ts';
import type { OpenBankFile, ReadBankFile } from '../../core/import/plan.ts';
import { namesQuestions } from '../../formats/import/families.ts';
import { pageName, stemOf } from '../../formats/import/file-facts.ts';
import { readFrontMatter } from '../../formats/notation/front-matter.ts';
import { possibleIn, type PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { isReadme } from '../../formats/question/question-file.ts';
import { writtenQuestion, type WrittenQuestion } from '../../formats/question/question-writer.ts';
import { ONLY_LINK } from '../../formats/import/sheet-passages.ts';
import { asksOrTells, namesAnswer } from '../../formats/import/words.ts';

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

/** Read with what the rest of its folder tells, also when it is opened again. */
const readWith = (
  file: ArrivedFile,
  opened: OpenBankFile,
  told: Pick<Source, 'named' | 'parts' | 'family'>,
): ArrivedFile => ({
  ...readAs(file, opened.as(told)),
  open: async () => {
    const again = (await file.open?.()) ?? opened;
    return { ...again, as: (picked) => again.as({ ...told, ...picked }) };
  },
});

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
    const isPart = file.content.questions.some(({ title }) => parts.has(slug(title)));
    const opened = isPart ? await file.open?.() : undefined;
    return opened ? readWith(file, opened, { parts }) : file;
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
    const key = (await answers.open?.())?.text.replace(/^\s*#{1,2}[ \t]+(?!\d)[^\n]*\n/, '');
    const opened = key === undefined ? undefined : await file.open?.();
    const content = opened && arrived(opened.as({ text: `${opened.text}\n\n# Answers\n\n${key}` }).content);
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

async function withTitles(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const titled = new Set(await pagesOfTasks(files.filter(({ file }) => !isReadme(file))));
  return Promise.all(files.map(async (file) => (titled.has(file) ? withTitle(file) : file)));
}

/** Where half of the pages or more have questions, the others are read as if a person named them, if that gives several. */
async function asNamed(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const pages = files.filter(({ file }) => !isReadme(file));
  const rest = new Set(pages.filter((one) => !isRead(one)));
  if (rest.size * 2 > pages.length) return files;
  return Promise.all(
    files.map(async (file) => {
      const opened = rest.has(file) ? await file.open?.() : undefined;
      const named = opened && readWith(file, opened, { named: true });
      return named && named.content.questions.length >= FEWEST_ALIKE ? named : file;
    }),
  );
}

/** On average; pages with more headings are judged by themselves. */
const MOST_EACH = 3;
/** In characters. */
const LONGEST_TOGETHER = 2_000_000;

/**
 * Pages in which nothing is read, read as one: each may have too few questions to tell them from notes. They are below headings of
 * one level, in nearly every page; a heading of the first level is the title of its page.
 */
async function asOnePage(pages: readonly ArrivedFile[]): Promise<ReadonlyMap<ArrivedFile, ArrivedFile>> {
  const none = new Map<ArrivedFile, ArrivedFile>();
  const opened = new Map<ArrivedFile, OpenBankFile>();
  let text = '';
  for (const file of pages) {
    const open = await file.open?.();
    if (!open) continue;
    opened.set(file, open);
    text += `${open.text.slice(readFrontMatter(openSource(file.file, open.text)).bodyStart)}\n\n`;
    if (text.length > LONGEST_TOGETHER) return none;
  }
  const [first] = opened.size < FEWEST_ALIKE ? [] : opened.values();
  const read = first?.as({ text }).candidates.filter(({ verdict }) => verdict === 'question') ?? [];
  const [family, ...others] = new Set(read.map((one) => one.family));
  const areHeadings = read.every(({ kind, level }) => kind === 'heading' && level > 1);
  if (family === undefined || others.length > 0 || !areHeadings) return none;
  const each = [...opened].map(([file, open]) => [file, readWith(file, open, { family })] as const);
  const asking = each.filter(([, file]) => isRead(file));
  const titles = asking.flatMap(([, { content }]) => content.questions.map(({ title }) => title));
  // The same headings in several files are parts of answers.
  const areOwn = new Set(titles).size * 2 > titles.length && titles.length <= each.length * MOST_EACH;
  return areOwn && asking.length * 5 >= each.length * 4 ? new Map(asking) : none;
}

async function readTogether(files: readonly ArrivedFile[]): Promise<readonly ArrivedFile[]> {
  const pages = files.filter((one) => !isReadme(one.file) && !isRead(one) && one.telling !== undefined);
  const read = new Map<ArrivedFile, ArrivedFile>();
  const folders = [...groupBy(pages, ({ stored }) => folderOf(stored)).values()];
  for (const some of folders.length > 1 ? [pages, ...folders] : folders)
    for (const [file, one] of await asOnePage(some.filter((each) => !read.has(each)))) read.set(file, one);
  return files.map((file) => read.get(file) ?? file);
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

/**
 * The files of a folder as the rest of it says that they are read.
 * @param top as stored: its README introduces all
 */
export async function likeEachOther(
  files: readonly ArrivedFile[],
  top: string,
): Promise<readonly ArrivedFile[]> {
  const asked = await withAnswers(await withoutIndexes(await withoutParts(files)));
  return withoutTopics(await readTogether(await asNamed(await withTitles(asked))), top);
}
