// A long guide in one Markdown file: `### Q4: …` headings with answers below, sections above, and much else
// around.
import type { FileContent } from '../../core/base/bank.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { markedStretches } from '../markdown/marks.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { readFrontMatter } from '../notation/front-matter.ts';
import { folderOf, type QuestionDraft, questionOf } from '../question/draft.ts';
import { isReadme } from '../question/question-file.ts';
import { type BodyLine, labelOf, linesOutsideCode } from '../question/story.ts';
import { idGiver, openFences, uniqueNumbers } from './draft.ts';
import { type GuideBody, readGuideBody } from './guide-body.ts';
import {
  type Counted,
  countedHeadings,
  type QuestionWords,
  sectionName,
  wordingBehindNumber,
  wordingBehindWords,
  wordingOf,
} from './guide-headings.ts';
import { saysNothing } from './made-source.ts';
import { difficultyOf, holdsNoQuestions, mayAsk, namesContents, speaksOfItself } from './words.ts';

const LISTED = /^[ \t]{0,8}(?:[-*+]|\d{1,5}[.)])[ \t]+/;
const LINK_TO_PLACE = /\]\(#/;

type GuideReading = {
  readonly wording: QuestionWords;
  readonly section: string;
  readonly sectionDifficulty?: Question['difficulty'];
  readonly start: number;
  readonly end: number;
  readonly fence: number;
};

type Skeleton = {
  readonly judged: readonly JudgedHeading[];
  readonly fences: readonly CodeFence[];
  readonly end: number;
};

/** The lines `- Q6: …` below a heading such as `### Q6-10: […]`. */
function listedQuestions(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  fence: number,
): readonly QuestionWords[] {
  return linesOutsideCode(source, start, end, fences, fence).flatMap((line) => {
    const head = source.text.slice(line.start, Math.min(line.end, line.start + 400));
    const marker = LISTED.exec(head);
    if (!marker || LINK_TO_PLACE.test(head)) return [];
    const from = /^\s*\d/.test(marker[0])
      ? line.start + marker[0].search(/\d/)
      : line.start + marker[0].length;
    const wording = wordingOf(source, from, line.end);
    return wording.titleEnd > wording.titleStart ? [wording] : [];
  });
}

type Place = {
  readonly level: number;
  readonly name: string;
  readonly difficulty?: Question['difficulty'];
  /** Without text of its own, so it names what follows, also at its own level. */
  readonly bare: boolean;
};

/**
 * In order, with problems for ranges without questions.
 * @param section the name for questions outside any section
 */
export function findQuestions(
  source: Source,
  { judged, fences, end }: Skeleton,
  section: string,
): { readonly found: readonly GuideReading[]; readonly problems: readonly Problem[] } {
  const found: GuideReading[] = [];
  const problems: Problem[] = [];
  const open: Place[] = [];
  let fence = 0;
  const ends = endsOf(judged, end);
  judged.forEach(({ heading, wording, role }, i) => {
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    if (role === 'inside') return;
    const isBare = role !== 'section' && open.at(-1)?.bare === true;
    while ((open.at(-1)?.level ?? 0) >= heading.level + (isBare ? 1 : 0)) open.pop();
    if (role === 'section') {
      const name = sectionName(source, heading);
      const written = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 80));
      const difficulty =
        name.length < 30 ? (wording.difficulty ?? difficultyOf(name) ?? difficultyOf(written)) : undefined;
      const bare = saysNothing(source.text, heading.next, judged[i + 1]?.heading.start ?? end);
      open.push({ level: heading.level, name, difficulty, bare });
      return;
    }
    const inner = open.at(-1);
    const place = {
      section: inner?.name ?? section,
      sectionDifficulty: inner?.difficulty,
    };
    const body = { start: heading.next, end: ends[i] ?? end, fence };
    if (role === 'question') {
      found.push({ wording: titled(source, wording, body.start, body.end), ...place, ...body });
      return;
    }
    const listed = listedQuestions(source, body.start, body.end, fences, fence);
    for (const each of listed) {
      found.push({ wording: each, ...place, start: each.titleEnd, end: each.titleEnd, fence });
    }
    if (listed.length === 0) problems.push(emptyRange(source, wording, heading.textStart, heading.textEnd));
  });
  return { found, problems };
}

/** For each heading, the next heading that is not inside it. */
function endsOf(judged: readonly JudgedHeading[], end: number): readonly number[] {
  const ends: number[] = [];
  let next = end;
  for (let i = judged.length - 1; i >= 0; i -= 1) {
    const one = judged[i];
    ends[i] = next;
    if (one && one.role !== 'inside') next = one.heading.start;
  }
  return ends;
}

/** A heading of only `Q4` has its words on the next line. */
function titled(source: Source, wording: QuestionWords, start: number, end: number): QuestionWords {
  if (wording.titleEnd > wording.titleStart) return wording;
  const blank = /^\s*/.exec(source.text.slice(start, Math.min(end, start + 1000)))?.[0].length ?? 0;
  const newline = source.text.indexOf('\n', start + blank);
  const stop = newline === -1 || newline > end ? end : newline;
  const { titleStart, titleEnd, asks } = wordingOf(source, start + blank, stop);
  return { ...wording, titleStart, titleEnd, asks };
}

function emptyRange(source: Source, wording: QuestionWords, start: number, end: number): Problem {
  return {
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, end),
    message: `Questions ${wording.number ?? ''} to ${wording.last ?? ''} are announced here, but their words are missing.`,
    hint: `Write a line such as \`- Q${wording.number ?? ''}: …?\` for each.`,
  };
}

/** Any notation of the number counts. */
const asNumbered = (source: Source, { heading, wording }: JudgedHeading): QuestionWords | undefined =>
  wording.number !== undefined
    ? wording
    : (wordingBehindWords(source, heading) ?? wordingBehindNumber(source, { heading, wording }));

function leftOutOf(source: Source, judged: readonly JudgedHeading[], end: number): readonly Problem[] {
  const asked = judged.filter(({ role, wording }) => role === 'question' && wording.number !== undefined);
  const numbers = new Set(asked.map(({ wording }) => wording.number));
  const levels = new Set(asked.map(({ heading }) => heading.level));
  return judged.flatMap((one, i): readonly Problem[] => {
    const { heading, role } = one;
    if (role !== 'section' || !levels.has(heading.level)) return [];
    const { number, titleStart, titleEnd } = asNumbered(source, one) ?? {};
    if (number === undefined || numbers.has(number)) return [];
    if (holdsNoQuestions(source.text.slice(titleStart, titleEnd))) return [];
    if (saysNothing(source.text, heading.next, judged[i + 1]?.heading.start ?? end)) return [];
    return [
      {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(heading.textStart, heading.textEnd),
        message: `This heading has the number ${number}, and is not read as a question.`,
        hint: `If it is one, let it begin with \`Q${number}:\`.`,
      },
    ];
  });
}

export type JudgedHeading = {
  readonly heading: Heading;
  readonly wording: QuestionWords;
  /** `question` and `range` end the previous question; `inside` belongs to the answer around it. */
  readonly role: 'question' | 'range' | 'inside' | 'section';
  readonly sure: boolean;
};

type HeadingCandidate = {
  readonly heading: Heading;
  readonly wording: QuestionWords;
  readonly answered: boolean;
  readonly empty: boolean;
  readonly nextLevel: number;
  readonly nextAsks: boolean;
};

/** An underlined line like this is the end of a paragraph with a rule below it. */
const SENTENCE_END = /[.!:;,)"”]$/;
const LONGEST_UNDERLINED = 100;
/** In lines: how far below a heading the label of an answer is looked for. */
const LABEL_WITHIN = 40;
const LABEL_WITHIN_CHARS = 20_000;

function isRule(source: Source, heading: Heading): boolean {
  if (source.text.charAt(heading.start) === '#' || heading.level !== 2) return false;
  if (source.text.slice(heading.start, heading.textStart).includes('#')) return false;
  const words = source.text.slice(heading.textStart, heading.textEnd);
  return words.length > LONGEST_UNDERLINED || SENTENCE_END.test(words);
}

function tellsAnswer(source: Source, lines: readonly BodyLine[]): boolean {
  return lines.slice(0, LABEL_WITHIN).some((line) => {
    const label = labelOf(source, line);
    if (!label || label.byDash) return false;
    return label.kind === 'answer' || label.kind === 'star' || label.part === 'situation';
  });
}

const headingLine = ({ start, textEnd, next }: Heading): BodyLine => ({ start, end: textEnd, next });

/** A heading `A` with only a deeper one below is a section, not an answer. */
const isSectionA = (
  { text }: Source,
  { textStart, textEnd, next, level }: Heading,
  after?: Heading,
): boolean =>
  /^\W*A\W*$/i.test(text.slice(textStart, Math.min(textEnd, textStart + 20))) &&
  after !== undefined &&
  after.level > level &&
  saysNothing(text, next, after.start);

const mayBeQuestion = ({ kind, asks }: QuestionWords): boolean => kind !== 'plain' || asks;

function candidates(
  source: Source,
  real: readonly Heading[],
  wordings: readonly QuestionWords[],
  fences: readonly CodeFence[],
  end: number,
): readonly HeadingCandidate[] {
  let fence = 0;
  return real.flatMap((heading, i): readonly HeadingCandidate[] => {
    const [wording, nextWording] = [wordings[i], wordings[i + 1]];
    if (!wording) return [];
    const next = real[i + 1];
    const stop = next?.start ?? end;
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    const labelStop = Math.min(stop, heading.next + LABEL_WITHIN_CHARS);
    const lines = linesOutsideCode(source, heading.next, labelStop, fences, fence);
    // The label can be a heading itself, one level deeper.
    const isBelow = next && next.level > heading.level && !isSectionA(source, next, real[i + 2]);
    const below = isBelow ? [...lines, headingLine(next)] : lines;
    const candidate: HeadingCandidate = {
      heading,
      wording,
      answered: labelOf(source, headingLine(heading)) === undefined && tellsAnswer(source, below),
      empty: source.text.slice(heading.next, Math.min(stop, heading.next + 2000)).trim() === '',
      nextLevel: next?.level ?? 0,
      nextAsks: nextWording !== undefined && mayBeQuestion(nextWording),
    };
    return [candidate];
  });
}

type GuideStyle = {
  readonly levels: ReadonlySet<number>;
  readonly goingOn: Counted['goingOn'];
  readonly numberedLevels: ReadonlySet<number>;
  readonly onlyTitle: Heading | undefined;
  readonly asking: ReadonlyMap<number, Asking>;
};

/** From the first heading of a level that asks to the last; `nearlyAll`: almost all between them ask. */
type Asking = { readonly first: number; readonly last: number; readonly nearlyAll: boolean };

/** With this many headings that ask, others of their level count as questions too. */
const FEWEST_ASKING = 5;
const NEARLY_ALL = 0.8;
/**
 * Up to this many headings numbered `1.2 Title`, one that asks is enough; articles have such headings, too.
 */
const MOST_PARTS_FOR_ONE = 8;

const givesTask = (source: Source, { textStart, textEnd }: Heading): boolean =>
  mayAsk(source.text.slice(textStart, textEnd).replace(/^\[/, ''));

function askingLevels(source: Source, all: readonly HeadingCandidate[]): GuideStyle['asking'] {
  const levels = new Map<number, Asking>();
  for (const level of new Set(all.map(({ heading }) => heading.level))) {
    const same = all.filter((one) => one.heading.level === level && !one.empty);
    const asking = same.filter(({ wording }) => wording.asks).length;
    if (asking < FEWEST_ASKING || asking * 2 < same.length) continue;
    const alike = same.filter(({ heading, wording }) => wording.asks || givesTask(source, heading));
    levels.set(level, {
      first: alike[0]?.heading.start ?? 0,
      last: alike.at(-1)?.heading.start ?? 0,
      nearlyAll: alike.length >= same.length * NEARLY_ALL,
    });
  }
  return levels;
}

const isTask = ({ text }: Source, { titleStart, titleEnd }: QuestionWords): boolean =>
  mayAsk(text.slice(titleStart, titleEnd));

function numberedLevels(source: Source, all: readonly HeadingCandidate[]): GuideStyle['numberedLevels'] {
  const numbered = all.filter(({ wording }) => wording.kind === 'numbered');
  const levels = new Set(numbered.map(({ heading }) => heading.level));
  const areQuestions = (level: number): boolean => {
    const same = numbered.filter(({ heading }) => heading.level === level);
    const sure = same.filter(({ wording, answered }) => wording.asks || answered).length;
    const parts = same.filter(({ wording }) => wording.number === undefined).length;
    if (sure === 0 || parts * 2 <= same.length) return sure > 0;
    const asking = same.filter(
      ({ wording, answered }) => wording.asks || answered || isTask(source, wording),
    );
    return asking.length * MOST_PARTS_FOR_ONE >= same.length;
  };
  return new Set([...levels].filter(areQuestions));
}

function mannerOf(source: Source, all: readonly HeadingCandidate[], goingOn: Counted['goingOn']): GuideStyle {
  const levels = new Set(
    all.filter(({ wording }) => wording.kind === 'question').map(({ heading }) => heading.level),
  );
  const titles = all.filter(({ heading }) => heading.level === 1);
  return {
    levels,
    goingOn,
    numberedLevels: numberedLevels(source, all),
    onlyTitle: titles.length === 1 && all.length > 1 ? titles[0]?.heading : undefined,
    asking: askingLevels(source, all),
  };
}

/** A heading among others that ask, which gives a task or is between them. */
function goesAlong(source: Source, { heading, empty }: HeadingCandidate, manner: GuideStyle): boolean {
  const asking = manner.asking.get(heading.level);
  if (!asking || empty) return false;
  return (
    givesTask(source, heading) ||
    (asking.nearlyAll && heading.start > asking.first && heading.start < asking.last)
  );
}

function seemsQuestion(source: Source, one: HeadingCandidate, manner: GuideStyle): boolean {
  const { heading, wording, empty, nextLevel, nextAsks } = one;
  if (heading === manner.onlyTitle) return false;
  const numbered = wording.kind === 'numbered';
  // A heading with only deeper ones below is a section; but an answer can begin with a heading.
  const amongAsking = wording.asks && manner.asking.has(heading.level);
  if (empty && nextLevel > heading.level && (nextAsks || !(numbered || amongAsking))) return false;
  if (manner.levels.size > 0)
    return (manner.goingOn.has(heading) && !empty) || (wording.asks && manner.levels.has(heading.level));
  if (numbered) return wording.asks || manner.numberedLevels.has(heading.level);
  // Among numbered questions, other headings that ask are questions of the same level or none.
  if (manner.numberedLevels.size > 0) return wording.asks && manner.numberedLevels.has(heading.level);
  return wording.asks || goesAlong(source, one, manner);
}

export function judgeHeadings(
  source: Source,
  headings: readonly Heading[],
  fences: readonly CodeFence[],
  end: number,
): readonly JudgedHeading[] {
  const real = headings.filter((heading) => !isRule(source, heading));
  const { wordings, goingOn } = countedHeadings(source, real);
  const all = candidates(source, real, wordings, fences, end);
  const manner = mannerOf(source, all, goingOn);
  let within = Infinity;
  let barred = Infinity;
  return all.map((one): JudgedHeading => {
    const { heading, wording, answered } = one;
    if (heading.level <= within) within = Infinity;
    if (heading.level <= barred) barred = Infinity;
    const judged = (role: JudgedHeading['role'], sure = false): JudgedHeading => ({
      heading,
      wording,
      role,
      sure,
    });
    const words = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 80));
    if (wording.kind === 'range') {
      within = Infinity;
      return judged('range');
    }
    const ofItself = within === Infinity && speaksOfItself(words);
    if (
      wording.kind === 'question' ||
      (answered && within === Infinity && !ofItself && barred === Infinity)
    ) {
      within = heading.level;
      return judged('question', true);
    }
    if (within !== Infinity) return judged('inside');
    if (holdsNoQuestions(words) && !namesContents(words)) barred = Math.min(barred, heading.level);
    if (barred !== Infinity || !seemsQuestion(source, one, manner)) return judged('section');
    within = heading.level;
    return judged('question');
  });
}

type Guide = { readonly content: FileContent; readonly questions: number; readonly sure: number };

const WRITTEN_ID = /^#{1,6}[ \t][^\n]*\n\s{0,4}<!-- id:/m;
const NAMED = /^#{1,6} Q\d{0,7}: /m;
const MARK = /^<!-- prep: answer/m;

/** Comments below headings are unique to guides, whatever else the file holds. */
export const hasComments = ({ text }: Source): boolean =>
  (text.includes('<!-- id:') && WRITTEN_ID.test(text)) || (MARK.test(text) && NAMED.test(text));

type Read = { readonly one: GuideReading; readonly body: GuideBody };

function bodyOf(source: Source, one: GuideReading, fences: readonly CodeFence[]): Read {
  const start = Math.max(one.start, one.wording.titleEnd);
  return { one, body: readGuideBody(source, start, Math.max(start, one.end), fences, one.fence) };
}

const titleOf = ({ one, body }: Read): readonly [number, number] =>
  body.facts.title ?? [one.wording.titleStart, one.wording.titleEnd];

/** Comments win, then the heading, then lines below it, then the section. */
function draftOf(source: Source, read: Read, id: string, numbered: boolean): QuestionDraft {
  const { wording, section, sectionDifficulty } = read.one;
  const { facts, asked, answer, star, keyPoints, followUps, notes } = read.body;
  const { lines, fields } = facts;
  const title = source.textAt(...titleOf(read));
  return {
    ...fields,
    id,
    idWritten: fields.id !== undefined,
    number: fields.number ?? (numbered ? wording.number : undefined),
    section: fields.section ?? section,
    tags: fields.tags ?? lines.tags,
    difficulty: fields.difficulty ?? wording.difficulty ?? lines.difficulty ?? sectionDifficulty,
    minutes: fields.minutes ?? wording.minutes ?? lines.minutes,
    title: title.text,
    titleAt: title.at,
    asked,
    answer,
    star,
    keyPoints,
    followUps,
    notes,
  };
}

/** A README with fewer questions, or much other content, answers its users' questions. */
const FEWEST_IN_README = 5;
const LEAST_SHARE_OF_README = 0.6;

function isBank(judged: readonly JudgedHeading[], end: number): boolean {
  if (judged.filter(({ sure }) => sure).length >= 2) return true;
  const outer = judged.filter(({ role }) => role !== 'inside');
  const lengths = outer.map(({ heading, role }, i) =>
    role === 'question' ? (outer[i + 1]?.heading.start ?? end) - heading.start : 0,
  );
  const covered = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.filter(Boolean).length >= FEWEST_IN_README && covered >= end * LEAST_SHARE_OF_README;
}

/**
 * Never throws; linear in the length of the file.
 * @param bank path of the bank as it is shown
 * @returns undefined for a file with fewer than two questions and no label that marks an answer
 */
export function readGuide(source: Source, bank: string): Guide | undefined {
  const front = readFrontMatter(source);
  const end = source.text.length;
  const { headings, fences } = outline(source.text, front.bodyStart, end, markedStretches(source.text, end));
  const judged = judgeHeadings(source, headings, fences, end);
  const sure = judged.filter((one) => one.sure).length;
  const asked = judged.filter(({ role }) => role === 'question').length;
  if (isReadme(source.file) ? !isBank(judged, end) : asked < 2 && sure < 1) return undefined;
  const { found, problems } = findQuestions(source, { judged, fences, end }, folderOf(source, bank));
  const unique = uniqueNumbers(found.map(({ wording }) => wording.number));
  const bodies = found
    .filter(({ wording }) => wording.titleEnd > wording.titleStart)
    .map((one) => bodyOf(source, one, fences));
  const idOf = idGiver(bodies.flatMap(({ body }) => body.facts.fields.id ?? []));
  const read = bodies.map((each) => {
    const id = each.body.facts.fields.id ?? idOf(source.text.slice(...titleOf(each)));
    const draft = draftOf(source, each, id, unique.has(each.one.wording.number ?? -1));
    const { question, problems: open } = questionOf(source, bank, draft);
    return { question, problems: [...each.body.facts.problems, ...open] };
  });
  const content: FileContent = {
    file: source.file,
    questions: read.map(({ question }) => question),
    metrics: [],
    problems: [
      ...front.problems,
      ...problems,
      ...leftOutOf(source, judged, end),
      ...openFences(source, fences),
      ...read.flatMap((one) => one.problems),
    ],
  };
  return { content, questions: asked, sure };
}
