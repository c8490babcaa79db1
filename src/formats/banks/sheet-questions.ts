// The questions of a Markdown file in which they stand in any of several shapes, gathered once for all readers of such
// files, and which of the shapes the file is written in. Knows heads and their texts; leaves the shapes to their finders.
import { countBy } from '../../core/groups.ts';
import type { Source } from '../../core/span.ts';
import { outline } from '../outline.ts';
import { isReadme } from '../readme.ts';
import { openFences } from './fence-problems.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { readGuideBody, type GuideBody } from './guide-body.ts';
import { legendOf, signsAtEnd, type Legend } from './legend.ts';
import { makerBehind, type Stretch } from './made-source.ts';
import { cutOf, type Cut } from './sheet-cuts.ts';
import { sheetOf, type Head, type HeadKind } from './sheet.ts';

/** How a Markdown file writes its questions. `guide`: as plain headings, which the reader of guides reads. */
export type Shape =
  'details' | 'numbered-headings' | 'bold-questions' | 'q-headings' | 'multiple-choice' | 'guide';

type Gathered = {
  readonly cuts: readonly Cut[];
  /** The shape that most of the questions are in; undefined for a file that holds too few. */
  readonly shape: Shape | undefined;
  readonly bank: () => ForeignBank;
};

const SHAPE_OF: Readonly<Record<HeadKind, Shape>> = {
  heading: 'guide',
  numbered: 'numbered-headings',
  bold: 'bold-questions',
  details: 'details',
  line: 'multiple-choice',
};

const Q_HEADING = /^[#\s*_]{0,12}Q\s{0,2}[.:)：]?[\s*_]/i;

/** `## Q. What …` */
function isQHeading(source: Source, { head }: Cut): boolean {
  const line = source.text.lastIndexOf('\n', head.wording.titleStart - 1) + 1;
  return Q_HEADING.test(source.text.slice(line, Math.min(line + 40, head.wording.titleStart + 1)));
}

function shapeOf(source: Source, cut: Cut): Shape {
  if (cut.choice) return 'multiple-choice';
  if (cut.head.kind === 'heading' && cut.head.wording.number === undefined && isQHeading(source, cut))
    return 'q-headings';
  return cut.hidden ? 'details' : SHAPE_OF[cut.head.kind];
}

/** How much of the file its questions take. */
function share(source: Source, cuts: readonly Cut[]): number {
  const covered = cuts.reduce((sum, { head }) => sum + head.end - head.start, 0);
  return covered / Math.max(1, source.text.trim().length);
}

/** One question has to be most of its file; a few may be less of it, many may be anything. */
const LEAST_SHARE_OF_ONE = 0.5;
const LEAST_SHARE = 0.25;
const MANY = 8;
const FEWEST_CERTAIN = 2;

/** The shape of most questions that are certain; of two as frequent the more telling one. */
function mainShape(source: Source, cuts: readonly Cut[]): Shape | undefined {
  const sure = cuts.filter((cut) => cut.head.sure || cut.choice || cut.hidden);
  const counts = countBy(sure, (cut) => shapeOf(source, cut));
  const telling = [...counts].filter(([shape]) => shape !== 'guide');
  const ownCount = telling.reduce((sum, [, count]) => sum + count, 0);
  // Beside headings that say `Q4` one question of another shape is as good as many.
  const own = cuts.filter((cut) => shapeOf(source, cut) !== 'guide' || cut.head.wording.kind === 'question');
  const covered = share(source, own);
  const certain = sure.filter(
    ({ head, choice }) => choice || head.labelled === true || head.kind === 'numbered',
  );
  const one = ownCount === 1 && covered >= LEAST_SHARE_OF_ONE && !isReadme(source.file);
  const many = ownCount >= MANY || certain.length >= FEWEST_CERTAIN;
  const enough = one || many || (ownCount >= 2 && covered >= LEAST_SHARE);
  if (!enough) return (counts.get('guide') ?? 0) > 0 ? 'guide' : undefined;
  return telling.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function textOf({ at }: { readonly at: GuideBody['answer']['at'] }): Stretch {
  return { start: at.start.offset, end: at.end.offset };
}

/** A title without marks that closed before a sign at its end. */
const withoutMarks = (title: string): string =>
  title.split('**').length % 2 === 0 ? title.replace(/\s*\*\*([.…:：]?)$/u, '$1') : title;

/** Where the words of the title stand; all of what they were made from when they stand nowhere as they are. */
function titleAt(source: Source, { head }: Cut, title: string): Stretch {
  const { titleStart: start, titleEnd } = head.wording;
  const end = start + title.length;
  return source.text.startsWith(title, start) ? { start, end } : { start, end: titleEnd };
}

/** A question with what labels in its answer tell. */
function foundOf(source: Source, cut: Cut, legend: Legend): FoundQuestion {
  const { head, answer: whole, followUps, choice } = cut;
  const { wording } = head;
  const { fences } = outline(source.text, whole.start, whole.end);
  const body = readGuideBody(source, whole.start, whole.end, fences, 0);
  const { fields, lines } = body.facts;
  const { notes } = body;
  const asked = cut.asked ?? (body.asked && textOf(body.asked));
  const signs = signsAtEnd(cut.title, legend);
  const title = withoutMarks(cut.title.slice(0, cut.title.length - signs.length));
  const difficulty =
    fields.difficulty ?? signs.difficulty ?? wording.difficulty ?? lines.difficulty ?? head.sectionDifficulty;
  const number = fields.number ?? wording.number ?? cut.number;
  const minutes = fields.minutes ?? wording.minutes ?? lines.minutes;
  const tags = fields.tags ?? lines.tags;
  const section = fields.section ?? (head.section === '' ? undefined : head.section);
  const parts = Object.entries(body.star ?? {}).map(([part, text]) => [part, textOf(text)] as const);
  return {
    title,
    titleAt: titleAt(source, cut, title),
    answer: choice ? whole : textOf(body.answer),
    asked,
    id: fields.id,
    number,
    section,
    tags,
    difficulty,
    minutes,
    ...(body.keyPoints.length > 0 && { keyPoints: body.keyPoints }),
    followUps: [
      ...body.followUps.map(({ question, answer }) => ({
        question: textOf(question),
        answer: textOf(answer),
      })),
      ...followUps,
    ],
    ...(parts.length > 0 && { star: Object.fromEntries(parts) }),
    ...(notes && !choice && { notes: textOf(notes) }),
    origin: fields.source,
  };
}

/** Where nearly all answers unfold, a heading that asks and hides nothing speaks to the reader of the file. */
const NEARLY_ALL = 0.9;
const FEWEST_HIDDEN = 10;

function withoutChatter(cuts: readonly Cut[]): readonly Cut[] {
  const headed = cuts.filter(({ head }) => head.kind === 'heading');
  const hidden = headed.filter((cut) => cut.hidden).length;
  if (hidden < FEWEST_HIDDEN || hidden < headed.length * NEARLY_ALL) return cuts;
  return cuts.filter(
    ({ head, ...cut }) =>
      head.kind !== 'heading' || cut.hidden || cut.choice || head.wording.kind !== 'plain',
  );
}

/** A quiz has at least as many questions, half of them with options that are told. */
const FEWEST_IN_QUIZ = 3;

function gather(source: Source): Gathered {
  const sheet = sheetOf(source);
  const maker = makerBehind(source);
  const desk = { source, lines: sheet.lines, maker };
  let from = 0;
  const firsts = sheet.heads.map((head) => {
    while ((sheet.details[from]?.end ?? Infinity) <= head.start) from += 1;
    return from;
  });
  const cutAt = (head: Head, i: number, untold: boolean): Cut =>
    cutOf(desk, sheet, head, firsts[i] ?? 0, untold);
  const told = sheet.heads.map((head, i) => cutAt(head, i, false));
  // In a quiz a list of options is one, also where the right one was forgotten.
  const isQuiz = told.filter(({ choice }) => choice).length * 2 >= Math.max(FEWEST_IN_QUIZ, told.length);
  const all = isQuiz ? told.map((cut, i) => (cut.choice ? cut : cutAt(cut.head, i, true))) : told;
  const cuts = withoutChatter(all);
  const bank = (): ForeignBank => {
    const whole = maker.source();
    const legend = legendOf(source);
    return {
      source: whole,
      found: cuts.map((cut) => foundOf(whole, cut, legend)),
      problems: openFences(source, sheet.fences),
    };
  };
  return { cuts, shape: mainShape(source, cuts), bank };
}

const OTHER_FILE = /\.(?:csv|tsv|json|jsonl|ya?ml|toml|html?|xml|apkg|colpkg|gift|ipynb)$/i;
/** Lines in bold that a label opens ask nothing: `**Follow-up**: "Why?"`. Others of the kind are told apart line by line. */
const MAY_HOLD =
  /<summary|^[ \t]{0,4}(?:\d{1,4}[.)]|[-*+])[ \t]{1,5}#{1,6}[ \t]|^(?!\*\*(?:Answer|Follow-up)(?:\*\*)?:)[^\n]{0,12}(?:\*\*|__)(?:[^\n]{0,1000}[?？]|Q)|^[ \t]{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\[[xX✓✔]\]|^[ \t]{0,8}(?:[-*+][ \t]{1,4})?(?:\*\*)?[([]?[Aa][).:\]]|^[ \t]{0,8}[-*+][ \t]{1,4}(?:\*\*)?1[).:]|^#{1,6}[ \t]{1,3}(?:\*\*)?Q[ .:)]/mu;

/** Kept with the file, as every reader asks for it; undefined for one that can hold none in these shapes. */
const gathered = new WeakMap<Source, Gathered | undefined>();

/** The questions of a file; undefined for one that can hold none in these shapes. */
function gatherQuestions(source: Source): Gathered | undefined {
  if (gathered.has(source)) return gathered.get(source);
  const mayHold = !OTHER_FILE.test(source.file) && MAY_HOLD.test(source.text);
  const made = mayHold ? gather(source) : undefined;
  gathered.set(source, made);
  return made;
}

/** Reads the questions of a file, whatever shape each is in. */
const read = (source: Source): ForeignBank =>
  gatherQuestions(source)?.bank() ?? { source, found: [], problems: [] };

const TITLES: readonly (readonly [Exclude<Shape, 'guide'>, string])[] = [
  ['details', 'Answers that unfold in Markdown'],
  ['numbered-headings', 'Numbered headings in Markdown'],
  ['bold-questions', 'Bold questions in Markdown'],
  ['q-headings', 'Cheat sheet with `Q.` headings'],
  ['multiple-choice', 'Multiple choice in Markdown'],
];

/** One reader for each shape: they differ in which files they take, and read these alike. */
export const sheetReaders: readonly BankReader[] = TITLES.map(([name, title]) => ({
  name,
  title,
  recognises: (source) => gatherQuestions(source)?.shape === name,
  read,
}));
