// Which parts a question file has, and whether a file is a question at all.
import { STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { type Heading, outline } from '../markdown/outline.ts';
import { type Marked, markedStretches, markedTexts } from '../markdown/marks.ts';
import type { FrontMatter } from '../notation/front-matter.ts';

// Files that tell about a folder, whatever else is in them.

/** What may stand behind `README`: a language, and perhaps its country or script; or anything that a point sets off. */
const README = /(?:^|[\\/])readme(?:[-_]([a-z]{2,4})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?)?(?:\.[^\\/]*)?$/i;

/** Pages for those who work on what is in the folder. What they ask, they ask them. */
const FOR_CONTRIBUTORS =
  /(?:^|[\\/])(?:contributing|code[-_]of[-_]conduct|changelog|(?:pull[-_]request|issue)[-_]template)(?:\.[^\\/]*)?$/i;

/** What people write for a language that has another code, mostly that of a country. */
const MEANT = new Set('cn tw jp kr kh ua cz gr dk vn chs cht ptbr zhcn zhtw'.split(' '));
const LONGEST_CODE = 3;

/** Made where it is asked for alone: that takes longer than to read a file. */
const isLanguage = (code: string): boolean =>
  code.length <= LONGEST_CODE &&
  new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code) !== undefined;

/** True for `README.md`, `readme`, `README-ja.md`, `README.zh_CN.md`, `CONTRIBUTING.md`. @param file with or without folders */
export function isReadme(file: string): boolean {
  if (FOR_CONTRIBUTORS.test(file)) return true;
  const found = README.exec(file);
  const code = found?.[1]?.toLowerCase();
  // `README-faq.md` is none: it may well be a bank.
  return found !== null && (code === undefined || MEANT.has(code) || isLanguage(code));
}

/** What stands below a heading: offsets in the file, the heading left out. */
export type Section = { readonly start: number; readonly end: number };

/** The parts of a question file. Without `title` there is no question, but there may be one gone wrong. */
export type Shape = {
  /** True for a question, and for what looks like one gone wrong. */
  readonly isQuestion: boolean;
  readonly title: Heading | undefined;
  readonly answerEnd: number;
  readonly keyPoints: Section | undefined;
  readonly followUps: Section | undefined;
  readonly notes: Section | undefined;
  /** The `###` headings within the follow-ups. */
  readonly followUpHeadings: readonly Heading[];
  readonly isStar: boolean;
  readonly starParts: readonly (Section & { readonly part: StarPart })[];
  /** Headings that seem to be meant for a section, and what to write instead. */
  readonly strangeHeadings: readonly { readonly heading: Heading; readonly hint: string }[];
  readonly otherTitles: readonly Heading[];
  /** Texts that stand between marks, in order. */
  readonly marked: readonly Marked[];
  /** Offsets of fences that are never closed. */
  readonly openFences: readonly number[];
};

/** Longer headings are no names of sections. */
const LONGEST_SECTION = 30;

type SectionName = 'keypoints' | 'followups' | 'notes';

const SECTIONS: ReadonlyMap<string, { readonly name: SectionName; readonly written: string }> = new Map([
  ['keypoints', { name: 'keypoints', written: '## Key points' }],
  ['followups', { name: 'followups', written: '## Follow-ups' }],
  ['notes', { name: 'notes', written: '## Notes' }],
]);
/** Words, without blanks and signs, of headings that seem to be meant for one of the sections. */
const QUESTION_SHAPE_MEANT = /^(?:key[ptm]|mainpoint|keypoint|follo?w?u|folowu|note)/;

/** Front matter keys that only questions have. */
const TELLING_KEYS = new Set(['id', 'number', 'section', 'difficulty', 'minutes', 'kind']);
/** Those that no guide has for all of its questions. */
const OF_ONE = new Set(['id', 'number', 'minutes', 'kind']);
const TELLING_LINE = /^\W{0,10}(?:id|number|difficulty|minutes|kind)['"]?\s{0,5}[:=]/m;
/** Headings of a guide with many questions. */
const NUMBERED = /^(?:Q(?:uestion)?\s{0,3}\d+|\d+\s{0,3}[.):])/i;
const SAYS_QUESTION = /^Q(?:uestion)?\s{0,3}\d/i;

type Named = { readonly heading: Heading; readonly words: string };

function plainWords(source: Source, heading: Heading): string {
  if (heading.textEnd - heading.textStart > LONGEST_SECTION) return '';
  return source.text
    .slice(heading.textStart, heading.textEnd)
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
}

const isQuestionMark = (char: string): boolean => char === '?' || char === '？';

const asks = (source: Source, heading: Heading): boolean =>
  isQuestionMark(source.text.charAt(heading.textEnd - 1));

const opening = (source: Source, { textStart, textEnd }: Heading): string =>
  source.text.slice(textStart, Math.min(textEnd, textStart + 20));

/** The headings below the title that stand above the follow-ups. */
function headingsBefore(headings: readonly Named[]): readonly Heading[] {
  const first = headings.findIndex(({ heading, words }) => heading.level <= 2 && words === 'followups');
  const before = first === -1 ? headings : headings.slice(0, first);
  return before.map(({ heading }) => heading).filter(({ level }) => level > 1);
}

/** True when more than one question seems to be in the file: a guide, which others read. */
function looksLikeGuide(source: Source, headings: readonly Named[]): boolean {
  const before = headingsBefore(headings);
  const numbered = before.filter((heading) => NUMBERED.test(opening(source, heading))).length;
  return numbered > 0 || before.filter((heading) => asks(source, heading)).length > 1;
}

/** The same of a file that tells of one question and has a title, whose answer may well have headings: steps with numbers, and some that ask. */
function isSurelyGuide(source: Source, title: Heading, headings: readonly Named[]): boolean {
  if (asks(source, title)) return false;
  const sure = headingsBefore(headings).filter((heading) => {
    const words = opening(source, heading);
    return SAYS_QUESTION.test(words) || (NUMBERED.test(words) && asks(source, heading));
  });
  return sure.length > 1;
}

function isQuestion(
  source: Source,
  front: FrontMatter,
  headings: readonly Named[],
  isStar: boolean,
): boolean {
  const telling =
    front.entries.some(({ key }) => TELLING_KEYS.has(key)) ||
    (front.problems.length > 0 &&
      TELLING_LINE.test(source.text.slice(0, Math.min(front.bodyStart + 400, 5000))));
  if (isReadme(source.file)) return telling;
  if (headings.some(({ heading, words }) => heading.level === 2 && words === 'keypoints')) return true;
  const title = headings.find(({ heading }) => heading.level === 1)?.heading;
  const isNamed = title !== undefined && front.entries.some(({ key }) => OF_ONE.has(key));
  if (isNamed ? isSurelyGuide(source, title, headings) : looksLikeGuide(source, headings)) return false;
  if (telling || isStar) return true;
  const titles = headings.filter(({ heading }) => heading.level === 1);
  const only = titles.length === 1 ? titles[0]?.heading : undefined;
  return only !== undefined && asks(source, only);
}

/** From each heading of level 2 to the next; what `## Notes` holds goes on to the next known section. */
function sectionsOf(
  headings: readonly Named[],
  from: number,
  end: number,
): ReadonlyMap<SectionName, Section> {
  const sections = new Map<SectionName, Section>();
  headings.forEach(({ heading, words }, i) => {
    const known = SECTIONS.get(words);
    if (i < from || heading.level !== 2 || !known || sections.has(known.name)) return;
    const next = headings
      .slice(i + 1)
      .find((other) => other.heading.level <= 2 && (known.name !== 'notes' || SECTIONS.has(other.words)));
    sections.set(known.name, { start: heading.next, end: next?.heading.start ?? end });
  });
  return sections;
}

function starPartsOf(headings: readonly Named[], answerEnd: number): Shape['starParts'] {
  const parts = headings.filter(({ heading }) => heading.level === 2 && heading.start < answerEnd);
  return parts.flatMap(({ heading, words }, i) => {
    const part = STAR_PARTS.find((name) => name === words);
    return part ? [{ part, start: heading.next, end: parts[i + 1]?.heading.start ?? answerEnd }] : [];
  });
}

const tellsStory = (parts: Shape['starParts']): boolean =>
  parts.some(({ part }) => part === 'situation') && parts.length > 1;

/**
 * The parts of a story that is told under `## Situation`, `## Task` … in `source.text[start, end)`.
 * @param declared true when it is known to be a story: then any part counts
 * @returns undefined where no story is told in this way
 */
export function storyIn(
  source: Source,
  start: number,
  end: number,
  declared: boolean,
): Shape['starParts'] | undefined {
  const { headings } = outline(source.text, start, end, markedStretches(source.text, end));
  const named = headings.map((heading): Named => ({ heading, words: plainWords(source, heading) }));
  const parts = starPartsOf(named, end);
  return tellsStory(parts) || (declared && parts.length > 0) ? parts : undefined;
}

function strangeIn(headings: readonly Named[], answerEnd: number): Shape['strangeHeadings'] {
  let inNotes = false;
  return headings.flatMap(({ heading, words }) => {
    const known = SECTIONS.get(words);
    if (known && heading.level === 2) inNotes = known.name === 'notes';
    if (known && heading.level === 2) return [];
    if (known && known.name !== 'notes' && heading.level > 2 && heading.start < answerEnd) {
      return [{ heading, hint: `Write \`${known.written}\`.` }];
    }
    if (heading.level !== 2 || inNotes) return [];
    if (QUESTION_SHAPE_MEANT.test(words))
      return [{ heading, hint: 'The sections are Key points, Follow-ups and Notes.' }];
    return heading.start > answerEnd
      ? [
          {
            heading,
            hint: 'Behind the answer only Key points, Follow-ups and Notes are read; move it up or under Notes.',
          },
        ]
      : [];
  });
}

/** Finds the parts of a question file, and judges whether it is one. */
export function shapeOf(source: Source, front: FrontMatter): Shape {
  const end = source.text.length;
  const { headings, fences } = outline(source.text, front.bodyStart, end, markedStretches(source.text, end));
  const named = headings.map((heading): Named => ({ heading, words: plainWords(source, heading) }));
  const titleIndex = headings.findIndex(({ level }) => level === 1);
  const title = headings[titleIndex];
  const below = named.slice(titleIndex + 1);
  const sections = sectionsOf(below, 0, end);
  const firstSection = below.find(({ heading, words }) => heading.level === 2 && SECTIONS.has(words));
  const answerEnd = firstSection?.heading.start ?? end;
  const followUps = sections.get('followups');
  const starParts = starPartsOf(below, answerEnd);
  const isStar = tellsStory(starParts);
  return {
    isQuestion: isQuestion(source, front, named, isStar),
    title,
    answerEnd,
    keyPoints: sections.get('keypoints'),
    followUps,
    notes: sections.get('notes'),
    followUpHeadings: headings.filter(
      ({ level, start }) => level === 3 && followUps && start >= followUps.start && start < followUps.end,
    ),
    isStar,
    starParts,
    strangeHeadings: strangeIn(below, answerEnd),
    otherTitles: below.map(({ heading }) => heading).filter(({ level }) => level === 1),
    marked: markedTexts(source, front.bodyStart, end, fences, 0),
    openFences: fences.filter(({ closed }) => !closed).map(({ start }) => start),
  };
}
