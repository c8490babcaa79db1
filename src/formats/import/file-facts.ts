// Facts about all questions of a file: front matter, name, and sections.
import { keptFor, sumOf } from '../../core/base/collections.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import { readFrontMatter } from '../notation/front-matter.ts';
import { textOf, type YamlEntry, type YamlNode } from '../notation/yaml.ts';
import { isReadme } from '../question/question-file.ts';
import { QUESTION_WORD } from './guide-headings.ts';
import { mayAsk, namesAnswer, withoutLanguage, wordCount } from './words.ts';

const SECTION_KEYS = ['section', 'deck', 'category', 'topic', 'name', 'title'];
const TAG_KEYS = ['tags', 'keywords', 'topics'];
/** A line of TOML, or of YAML with characters that YAML forbids, such as a colon. */
const FACT_LINE =
  /^[ \t]{0,8}([\w-]{1,40})[ \t]{0,8}[=:][ \t]{0,8}(?:"([^"\n]{0,300})"|'([^'\n]{0,300})'|([^\s"'[{][^\n]{0,300}?))[ \t]*\r?$/gm;

const plainEntries = (front: string): readonly YamlEntry[] =>
  [...front.matchAll(FACT_LINE)].map((match): YamlEntry => {
    const [whole, key = '', double, single, bare] = match;
    const text = double ?? single ?? bare ?? '';
    const start = match.index + whole.lastIndexOf(text);
    const keyStart = match.index + whole.indexOf(key);
    const value = { kind: 'scalar' as const, value: text, text, start, end: start + text.length };
    return { key, keyStart, keyEnd: keyStart + key.length, value };
  });

export function entryOf(entries: readonly YamlEntry[], keys: readonly string[]): YamlNode | undefined {
  for (const key of keys) {
    const found = entries.find((entry) => entry.key.toLowerCase() === key && textsOf(entry.value).length > 0);
    if (found) return found.value;
  }
  return undefined;
}

export const textsIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export function textsOf(node: YamlNode): readonly string[] {
  if (node.kind === 'list') return node.items.map((item) => textOf(item) ?? '').filter(Boolean);
  return textsIn(textOf(node) ?? '');
}

export function fileFacts(source: Source) {
  const { entries: read, bodyStart, problems } = readFrontMatter(source);
  const front = problems.length > 0 ? source.text.slice(0, Math.min(bodyStart, 4000)) : '';
  const keys = new Set(read.map(({ key }) => key));
  const entries = [...read, ...plainEntries(front).filter(({ key }) => !keys.has(key))];
  const isRead = Array.from(front.matchAll(/^[\w-]{1,40}(?=[ \t]{0,8}[:=])/gm), ([key]) => key).every((key) =>
    entries.some((entry) => entry.key === key),
  );
  const named = entryOf(entries, SECTION_KEYS);
  const tagged = entryOf(entries, TAG_KEYS);
  return {
    entries,
    bodyStart,
    section: named && textOf(named),
    tags: tagged && textsOf(tagged).map((tag) => tag.replace(/^#/, '')),
    problems: isRead && entries.length > 0 ? [] : problems,
  };
}

/** Only the word, which is no title in prep's own format. */
const QUESTION_HEADING = new RegExp(
  `^ {0,3}#{1,3}[ \\t]{1,4}${QUESTION_WORD}[ \\t]{0,3}(?:\\([a-z]{2}\\))?[:：]?[ \\t]{0,10}\\r?$`,
  'imu',
);
const LONGEST_TOP = 8000;
const HEADING = /^ {0,3}#{1,6}[ \t]{1,4}(\S.{0,80})$/gm;

/** The question is below a heading of only the word, and its answer below another. */
export const asksBelowHeading = ({ text }: Source): boolean =>
  QUESTION_HEADING.test(text.slice(0, LONGEST_TOP)) &&
  [...text.matchAll(HEADING)].some(([, words = '']) => namesAnswer(withoutLanguage(words)));

export const isWebPage = (file: string): boolean => /\.x?html?$/i.test(file);

export const isProgram = (file: string): boolean => /\.(?:[cm]?[jt]sx?|py)$/i.test(file);

export function stemOf(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  return name.replace(/(?<=.)\.[^.]*$/, '');
}

/** Names of fewer files tell little. */
const FEWEST_ASKING = 5;
/** Which say that they are questions: `Question-1`. */
const FEWEST_COUNTED = 2;
const COUNTED_NAME = /(?:^|[^\p{L}])question[\s_.-]?\d{1,5}$/iu;

const spacedName = (name: string): string =>
  name.replaceAll(/[_-]+/g, ' ').replace(/^\d{1,4}[.)]?\s+(?=\p{L})/u, '');

/** Without a leading number: `12 What is a mutex.md` and `12 What is a mutex/answer.md` ask `What is a mutex`. */
export const wordsOfName = (file: string): string =>
  decodeEntities(spacedName(standsForAsking(file) ? folderOf(file) : stemOf(file)));

/** `What is a mutex`, `Why volatile?`. */
function asksInName(name: string): boolean {
  const words = spacedName(name);
  return /[?？]/.test(words) || (wordCount(words) >= 3 && mayAsk(words));
}

/** A word that asks, and its verb: `What is a mutex`; `How to deploy` and `What I learned` name notes. */
const WITH_VERB =
  /^\P{L}*(?:\p{L}+['’](?:s|est)|\p{L}+(?: \p{L}+)? (?:is|are|was|were|do|does|did|has|have|can|could|should|would|will|happens|ist|sind|es|son|est|sont|é|são|è|sono|такое|jest|je))(?!\p{L})/iu;
export const isAskingName = (name: string): boolean =>
  asksInName(name) && (/[?？]/.test(name) || WITH_VERB.test(name));

/** `7.md`, `Q12/README.md`, `3) Classes and objects, their members and methods.md` */
const NUMBERED_NAME = /^(?:q(?:uestion)?[\s_.-]?)?(\d{1,3})(?:[).\s_-]+(?=\D)|$)/i;
/** Chapters of a book have numbers and short names. */
const WORDS_OF_TOPIC = 5;

/** `12-closures`, `q7`; neither a date nor the part of a chapter. */
const COUNTED = /^(?:q(?:uestion)?[\s_.-]?)?\d{1,5}(?=$|[\s_.-])(?!\.\d|-\d\d-\d\d)|^q[-_]/i;
export const hasNumber = (file: string): boolean => COUNTED.test(stemOf(file));

/** The names of a series: numbers that count on from 1, alone or each with as many words as a question. */
function areNumbered(names: readonly string[]): boolean {
  const numbered = names.filter((name) => NUMBERED_NAME.test(name));
  const numbers = new Set(numbered.map((name) => Number(NUMBERED_NAME.exec(name)?.[1])));
  if (numbers.size < FEWEST_ASKING || numbered.length * 5 < names.length * 4) return false;
  const words = sumOf(numbered, (name) => wordCount(name.replace(NUMBERED_NAME, '')));
  return (
    Math.min(...numbers) <= 1 &&
    Math.max(...numbers) <= numbers.size * 1.25 &&
    (words === 0 || words >= numbered.length * WORDS_OF_TOPIC)
  );
}

/** Names of pages or folders of which each has one question. */
function areSeries(names: readonly string[]): boolean {
  const counted = names.filter((name) => COUNTED_NAME.test(name)).length;
  const asking = names.filter((name) => asksInName(name)).length + counted;
  const areAsking = asking >= FEWEST_ASKING || counted >= FEWEST_COUNTED;
  return (areAsking && asking * 2 >= names.length) || areNumbered(names);
}

const COUNTED_FOLDER = /^([^\d.]*)\d{1,4}$/;

const folderOf = (file: string): string => file.split(/[\\/]/).at(-2) ?? '';

const standsForAsking = (file: string): boolean => asksInName(folderOf(file)) && !asksInName(stemOf(file));

const isIndex = (file: string): boolean => isReadme(file) || stemOf(file).toLowerCase() === 'index';

/** `12/README.md`, `12/12.md`, `day-3/README.md`, `3. Monads/index.md` and `12 What is a mutex/answer.md` do. */
export const standsForFolder = (file: string): boolean =>
  ((isReadme(file) || stemOf(file) === folderOf(file)) && COUNTED_FOLDER.test(folderOf(file))) ||
  (isIndex(file) && NUMBERED_NAME.test(folderOf(file))) ||
  standsForAsking(file);

/** One of several that stand for folders with numbers is a page, and not the README of a repository. */
export function isPageOfSeries({ path, siblings }: Source): boolean {
  const [, stem] = COUNTED_FOLDER.exec(folderOf(path)) ?? [];
  const alike = (siblings?.() ?? []).filter((name) => COUNTED_FOLDER.exec(name)?.[1] === stem);
  return isReadme(path) && stem !== undefined && (alike.length >= FEWEST_ASKING || areSeries(alike));
}

const seriesIn = keptFor((names: readonly string[]) => ({
  pages: areSeries(names.filter(isPage).map(stemOf)),
  folders: areSeries(names.filter((name) => !/\.[a-z]{1,8}$/i.test(name))),
}));

export function isAmongQuestions({ path, siblings }: Source): boolean {
  const { pages, folders } = seriesIn(siblings?.() ?? []);
  return isReadme(path) || standsForFolder(path) ? folders : pages;
}

const isPage = (name: string): boolean =>
  /\.(?:md|mdx|markdown|org|adoc|asciidoc|rst|tex|ltx)$/i.test(name) && !isReadme(name);

const OTHER_PAGE =
  /^(?:code_of_conduct|contributing|change(?:log|s)|licen[cs]e|security|todo|awesome|requirements|architecture|(?:pull_request|issue)_template)$/i;
/** Pages about a repository have uppercase names, unless they name questions. */
const CAPITALS = /^(?!.*(?:README|QUESTION|CARD|DECK|INTERVIEW|QUIZ|Q&A))[A-Z][A-Z_ -]{3,60}$/;

/** Standard pages of a repository, in any case; others with uppercase names, unless most names in the folder are. */
export function isOtherPage({ file, siblings }: Source): boolean {
  const stem = stemOf(file);
  if (OTHER_PAGE.test(stem) || !CAPITALS.test(stem)) return OTHER_PAGE.test(stem);
  const stems = (siblings?.() ?? []).filter(isPage).map(stemOf);
  const uppercase = stems.filter((name) => CAPITALS.test(name) && !OTHER_PAGE.test(name)).length;
  return uppercase < FEWEST_ASKING || uppercase * 4 < stems.length * 3;
}

/** At the end of the names of pages and tables that Notion exports. */
const NOTION_ID = / [\da-f]{32}$/;
/** Folders can have a shorter one. */
const FOLDER_ID = / (?=\S*\d)(?=\S*[a-f])[\da-f]{6,32}$/;
/** Lines right below the title, such as `Status: Done`. */
const PROPERTIES = /^(\ufeff?\s*#[ \t][^\n]*\n\s*)((?:\p{Lu}[^\n:]{0,60}: [^\n]*(?:\n|$))+)(?=\s*(?:\n|$))/u;

/** Without what Notion adds to a page: its properties, as blanks, so that all places stay, and the id of its folder. */
export function ofNotion(source: Source): Source {
  if (!NOTION_ID.test(stemOf(source.file))) return source;
  const text = source.text.replace(
    PROPERTIES,
    (_, title: string, lines: string) => title + lines.replaceAll(/[^\n]/g, ' '),
  );
  const folder = source.folder?.replace(FOLDER_ID, '');
  return { ...source, ...openSource(source.file, text, folder), path: source.path };
}

/** The words in the name of a page, without the id. */
export const pageName = (file: string): string => stemOf(file).replace(NOTION_ID, '');
