// A Markdown file in which questions stand in any of several shapes, taken apart: which lines and elements ask, in which
// section each is, and where what belongs to it ends. Knows where things stand; leaves what stands below a question to others.
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { readFrontMatter } from '../frontmatter.ts';
import { outline, type CodeFence, type Heading } from '../outline.ts';
import { boldCandidates, boldHeads, withTopics, type BoldCandidate } from './bold-heads.ts';
import { furtherQuestions } from './choice-seconds.ts';
import { choiceLists } from './choices.ts';
import { lineHeads, type Free } from './line-heads.ts';
import type { Wording } from './guide-headings.ts';
import type { Judged } from './guide-questions.ts';
import { numberedHeads } from './numbered-heads.ts';
import { judgeDetails, type JudgedDetails } from './sheet-details.ts';
import { headingHeads, placesOf, type Place } from './sheet-headings.ts';
import { sheetLines, type SheetLine } from './sheet-lines.ts';
import { summaryWording } from './sheet-summary.ts';
import {
  byStart,
  insideOf,
  lastBefore,
  nextAfter,
  outermost,
  outside,
  saysNothing,
  type Placed,
} from './stretches.ts';
import type { Stretch } from './made-source.ts';

export type HeadKind = 'heading' | 'numbered' | 'bold' | 'details' | 'line';

/** A question found: its words, and where what belongs to it is. */
export type Head = {
  readonly kind: HeadKind;
  readonly wording: Wording;
  /** True for what can hardly be anything else. */
  readonly sure: boolean;
  /** From the line that asks to where what belongs to it ends. */
  readonly start: number;
  readonly end: number;
  /** Where the text below the words begins. */
  readonly bodyStart: number;
  /** Columns by which the text below is indented because it belongs to a list item; 0 for none. */
  readonly indent: number;
  readonly section: string;
  readonly sectionDifficulty?: Difficulty;
  /** Says itself that it is a question: `Q: …`. */
  readonly labelled?: boolean;
  /** The element whose summary asks. */
  readonly element?: number;
};

export type Sheet = {
  readonly source: Source;
  readonly fences: readonly CodeFence[];
  readonly lines: readonly SheetLine[];
  readonly details: readonly JudgedDetails[];
  /** In order of their start; none inside another. */
  readonly heads: readonly Head[];
};

/** A question as one of the finders gives it: most get their section later. */
export type RawHead = Omit<Head, 'section'> & { readonly section?: string };

/** Elements in which nothing else is looked for. */
const isClosed = ({ kind }: JudgedDetails): boolean =>
  kind === 'question' || kind === 'answer' || kind === 'contents';

/** Whether a title says that the file holds questions. */
const saysBank = ({ text }: Source): boolean =>
  /^\ufeff?#{1,2}[ \t][^\n]{0,200}(?:question|interview|quiz)/im.test(text.slice(0, 3000));

/** Tells of things in order whether they stand in a section that holds no questions. */
function notBarred(places: readonly Place[]): (one: Placed & { readonly sure: boolean }) => boolean {
  const place = lastBefore(places);
  return ({ start, sure }) => {
    const barred = place(start)?.barred;
    return barred === undefined || (barred === 'doubtful' && sure);
  };
}

/** Bold lines that ask, each with its end: the next one, a heading, or a question of another kind. */
function boldIn(
  source: Source,
  candidates: readonly BoldCandidate[],
  {
    stops,
    places,
    asking,
  }: { stops: readonly Placed[]; places: readonly Place[]; asking: readonly Placed[] },
  fewest: number,
): readonly RawHead[] {
  const end = source.text.length;
  const ended = (heads: readonly BoldCandidate[]): readonly BoldCandidate[] => {
    const next = nextAfter(stops, end);
    return heads.map((one, i) => ({ ...one, end: Math.min(next(one.start), heads[i + 1]?.start ?? end) }));
  };
  const free = candidates.filter(notBarred(places));
  const topics = free.filter(({ topic }) => topic);
  const open = ended(free.filter(({ topic }) => !topic));
  const hasAnswer = (one: BoldCandidate): boolean => !saysNothing(source.text, one.bodyStart, one.end);
  const nextAsking = nextAfter(asking, end);
  const isBank = saysBank(source);
  const heads = withTopics(boldHeads(open, fewest, isBank, hasAnswer), topics, isBank);
  return ended(heads).filter((one) => {
    const first = nextAsking(one.start);
    // Bold words right above elements that ask are a name for them.
    return first >= one.end || !saysNothing(source.text, one.bodyStart, first);
  });
}

/** Elements whose summary asks, and which stand in no other element that asks or answers. */
function detailsHeads(source: Source, closed: readonly JudgedDetails[]): readonly RawHead[] {
  return closed
    .filter(({ kind }) => kind === 'question')
    .map((one) => ({
      kind: 'details',
      wording: summaryWording(source, one),
      sure: one.sure,
      start: one.start,
      end: one.end,
      bodyStart: one.body.start,
      indent: 0,
      element: one.index,
    }));
}

/** Lines that belong to no question, cut at headings and at questions. */
function freeLines(
  lines: readonly SheetLine[],
  taken: readonly Stretch[],
  answers: readonly Stretch[],
  judged: readonly Judged[],
): readonly Free[] {
  const sections = judged.filter(({ role }) => role === 'section').map(({ heading }) => heading);
  const free: { lines: SheetLine[]; heading?: Heading; answers: Stretch[] }[] = [];
  const inTaken = insideOf(taken);
  const inAnswer = insideOf(answers);
  const sectionOf = lastBefore(sections);
  let last: Heading | undefined;
  let cut = true;
  let answer = 0;
  for (const line of lines) {
    const section = sectionOf(line.start);
    if (inTaken(line.start) || (section && line.start < section.next)) cut = true;
    else {
      if (cut)
        free.push({ lines: [], answers: [], ...(section && section !== last && { heading: section }) });
      free.at(-1)?.lines.push(inAnswer(line.end) ? { ...line, code: true } : line);
      [cut, last] = [false, section];
    }
    for (let one = answers[answer]; one && one.start < line.next; one = answers[answer]) {
      if (!cut) free.at(-1)?.answers.push(one);
      answer += 1;
    }
  }
  return free;
}

/** Puts sections to heads, which are in order. Headings know theirs. */
function placed(heads: readonly RawHead[], places: readonly Place[]): readonly Head[] {
  const place = lastBefore(places);
  return heads.map((head): Head => {
    const one = place(head.start);
    if (head.kind === 'heading') return { ...head, section: head.section ?? '' };
    const difficulty = one?.difficulty;
    return { ...head, section: one?.name ?? '', ...(difficulty && { sectionDifficulty: difficulty }) };
  });
}

/** Takes a file apart. Never throws; linear in its length. */
export function sheetOf(source: Source): Sheet {
  const { bodyStart } = readFrontMatter(source);
  const end = source.text.length;
  const { headings, fences } = outline(source.text, bodyStart, end);
  const lines = sheetLines(source.text, bodyStart, end, fences);
  const details = judgeDetails(source, fences);
  const closed = outermost(details.filter(isClosed));
  const prose = lines.filter(({ code }) => !code);
  const open = outside(prose, closed);
  const numbered = numberedHeads(source, open, outside(headings, closed), end);
  const shut = outermost([...closed, ...numbered].toSorted(byStart));
  const elements = outside(detailsHeads(source, closed), numbered);
  const bold = boldCandidates(source, outside(open, numbered));
  const asking = [...elements, ...bold.filter(({ sure }) => sure)].toSorted(byStart);
  const lists = choiceLists(source.text, open);
  const inner = { asking, lists };
  const { heads: headed, judged } = headingHeads(source, outside(headings, shut), fences, inner);
  const labelled = bold.filter((one) => one.labelled);
  const hiding = closed.filter(({ kind }) => kind === 'answer');
  const further = furtherQuestions(source, open, headed, lists, hiding);
  const cutting = [...numbered, ...(labelled.length > 1 ? labelled : []), ...further].toSorted(byStart);
  const nextCut = nextAfter(cutting, end);
  const cutHeaded = headed.map((one) => ({ ...one, end: Math.min(one.end, nextCut(one.start)) }));
  const strong = [...numbered, ...cutHeaded].toSorted(byStart);
  const places = placesOf(source, judged, details);
  const asked = elements.filter(notBarred(places));
  const ends = judged.filter(({ role }) => role !== 'inside').map(({ heading }) => heading);
  const stops = [...numbered, ...ends].toSorted(byStart);
  const around = { stops, places, asking: asked };
  const bolds = boldIn(source, outside(bold, strong), around, headed.length >= 2 ? 3 : 2);
  const upper = [...strong, ...bolds].toSorted(byStart);
  const known = [...upper, ...outside(asked, upper)].toSorted(byStart);
  const answers = outside(closed, known).filter(({ kind }) => kind === 'answer');
  const others = closed.filter(({ kind }) => kind !== 'answer');
  const taken = outermost([...known, ...others].toSorted(byStart));
  const free = lineHeads(source, freeLines(lines, taken, answers, judged));
  const own = new Set(free.map(({ start }) => start));
  const names = places.filter(({ start }) => !own.has(start));
  return { source, fences, lines, details, heads: placed([...known, ...free].toSorted(byStart), names) };
}
