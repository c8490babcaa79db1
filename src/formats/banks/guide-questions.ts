// Which headings of a guide are questions, and which are sections, parts of an answer, or anything else.
// Knows levels and wordings; leaves what stands below a question to others.
import type { Source } from '../../core/span.ts';
import type { CodeFence, Heading } from '../outline.ts';
import { mayAsk } from './asking.ts';
import { labelOf, linesOutsideCode, type BodyLine } from './guide-labels.ts';
import type { Wording } from './guide-headings.ts';
import { countedHeadings, type Counted } from './guide-numbers.ts';
import { holdsNoQuestions, namesContents, speaksOfItself } from './section-words.ts';
import { saysNothing } from './stretches.ts';

export type Judged = {
  readonly heading: Heading;
  readonly wording: Wording;
  /** `question` and `range` end what was before; `inside` belongs to the answer around it. */
  readonly role: 'question' | 'range' | 'inside' | 'section';
  /** True for what can hardly be anything else: it says `Q4`, or a label marks its answer. */
  readonly sure: boolean;
};

type Candidate = {
  readonly heading: Heading;
  readonly wording: Wording;
  readonly answered: boolean;
  readonly empty: boolean;
  /** Level of the next heading; 0 at the end. */
  readonly nextLevel: number;
  /** True where the next heading may be a question. */
  readonly nextAsks: boolean;
};

/** Underlined text of this kind is the last line of a paragraph with a rule below it. */
const SENTENCE_END = /[.!:;,)"”]$/;
const LONGEST_UNDERLINED = 100;
/** The label of an answer stands within so many lines. */
const LABEL_WITHIN = 40;
const LABEL_WITHIN_CHARS = 20_000;

function isRule(source: Source, heading: Heading): boolean {
  if (source.text.charAt(heading.start) === '#' || heading.level !== 2) return false;
  if (source.text.slice(heading.start, heading.textStart).includes('#')) return false;
  const words = source.text.slice(heading.textStart, heading.textEnd);
  return words.length > LONGEST_UNDERLINED || SENTENCE_END.test(words);
}

/** True where the first labels below a heading are those of an answer or of a story. */
function tellsAnswer(source: Source, lines: readonly BodyLine[]): boolean {
  return lines.slice(0, LABEL_WITHIN).some((line) => {
    const label = labelOf(source, line);
    if (!label || label.byDash) return false;
    return label.kind === 'answer' || label.kind === 'star' || label.part === 'situation';
  });
}

const headingLine = ({ start, textEnd, next }: Heading): BodyLine => ({ start, end: textEnd, next });

/** True for a heading `A` with nothing but a deeper one below: a section of that letter, no answer. */
const isSectionA = (
  { text }: Source,
  { textStart, textEnd, next, level }: Heading,
  after?: Heading,
): boolean =>
  /^\W*A\W*$/i.test(text.slice(textStart, Math.min(textEnd, textStart + 20))) &&
  after !== undefined &&
  after.level > level &&
  saysNothing(text, next, after.start);

const mayBeQuestion = ({ kind, asks }: Wording): boolean => kind !== 'plain' || asks;

function candidates(
  source: Source,
  real: readonly Heading[],
  wordings: readonly Wording[],
  fences: readonly CodeFence[],
  end: number,
): readonly Candidate[] {
  let fence = 0;
  return real.flatMap((heading, i): readonly Candidate[] => {
    const [wording, nextWording] = [wordings[i], wordings[i + 1]];
    if (!wording) return [];
    const next = real[i + 1];
    const stop = next?.start ?? end;
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    const labelStop = Math.min(stop, heading.next + LABEL_WITHIN_CHARS);
    const lines = linesOutsideCode(source, heading.next, labelStop, fences, fence);
    // The label may be a heading of its own, one level below.
    const isBelow = next && next.level > heading.level && !isSectionA(source, next, real[i + 2]);
    const below = isBelow ? [...lines, headingLine(next)] : lines;
    const candidate: Candidate = {
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

/** What is known of the whole guide before single headings are judged. */
type Manner = {
  /** Levels at which headings say `Q4`. */
  readonly levels: ReadonlySet<number>;
  readonly goingOn: Counted['goingOn'];
  /** Levels at which some numbered heading is a question for certain. */
  readonly numberedLevels: ReadonlySet<number>;
  readonly onlyTitle: Heading | undefined;
  /** Levels at which most headings ask. */
  readonly asking: ReadonlyMap<number, Asking>;
};

/** From the first heading of a level that asks to the last; `nearlyAll` when hardly any between them does not. */
type Asking = { readonly first: number; readonly last: number; readonly nearlyAll: boolean };

/** As many headings of a level have to ask before those beside them are taken for questions too. */
const FEWEST_ASKING = 5;
const NEARLY_ALL = 0.8;
/** Of so many headings numbered as parts are, `1.2 Title`, one has to ask: those of articles are, too. */
const MOST_PARTS_FOR_ONE = 8;

const givesTask = (source: Source, { textStart, textEnd }: Heading): boolean =>
  mayAsk(source.text.slice(textStart, textEnd).replace(/^\[/, ''));

function askingLevels(source: Source, all: readonly Candidate[]): Manner['asking'] {
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

const isTask = ({ text }: Source, { titleStart, titleEnd }: Wording): boolean =>
  mayAsk(text.slice(titleStart, titleEnd));

function numberedLevels(source: Source, all: readonly Candidate[]): Manner['numberedLevels'] {
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

function mannerOf(source: Source, all: readonly Candidate[], goingOn: Counted['goingOn']): Manner {
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

/** True for a heading among others that ask, and that gives a task or stands between them. */
function goesAlong(source: Source, { heading, empty }: Candidate, manner: Manner): boolean {
  const asking = manner.asking.get(heading.level);
  if (!asking || empty) return false;
  return (
    givesTask(source, heading) ||
    (asking.nearlyAll && heading.start > asking.first && heading.start < asking.last)
  );
}

/** True for a heading that does not say that it is a question, and yet is one. */
function seemsQuestion(source: Source, one: Candidate, manner: Manner): boolean {
  const { heading, wording, empty, nextLevel, nextAsks } = one;
  if (heading === manner.onlyTitle) return false;
  const numbered = wording.kind === 'numbered';
  // Nothing but deeper headings below: a section, whatever its words; but an answer may begin with a heading.
  const amongAsking = wording.asks && manner.asking.has(heading.level);
  if (empty && nextLevel > heading.level && (nextAsks || !(numbered || amongAsking))) return false;
  if (manner.levels.size > 0)
    return (manner.goingOn.has(heading) && !empty) || (wording.asks && manner.levels.has(heading.level));
  if (numbered) return wording.asks || manner.numberedLevels.has(heading.level);
  // Where questions are numbered, other headings that ask stand beside them or are none.
  if (manner.numberedLevels.size > 0) return wording.asks && manner.numberedLevels.has(heading.level);
  return wording.asks || goesAlong(source, one, manner);
}

/**
 * Judges every heading of a guide.
 * @param end where the guide ends
 */
export function judgeHeadings(
  source: Source,
  headings: readonly Heading[],
  fences: readonly CodeFence[],
  end: number,
): readonly Judged[] {
  const real = headings.filter((heading) => !isRule(source, heading));
  const { wordings, goingOn } = countedHeadings(source, real);
  const all = candidates(source, real, wordings, fences, end);
  const manner = mannerOf(source, all, goingOn);
  let within = Infinity;
  let barred = Infinity;
  return all.map((one): Judged => {
    const { heading, wording, answered } = one;
    if (heading.level <= within) within = Infinity;
    if (heading.level <= barred) barred = Infinity;
    const judged = (role: Judged['role'], sure = false): Judged => ({ heading, wording, role, sure });
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
