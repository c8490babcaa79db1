// One question per file: YAML front matter, a title, the answer, then key points, follow-ups and notes.
import type { FileContent } from '../../core/base/bank.ts';
import { slug } from '../../core/base/ids.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { FollowUp, KeyPoint, Question } from '../../core/base/question.ts';
import { type Range, type Source, type Text, trimmedText } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { markedStretches, markedTexts, type MarkKind } from '../markdown/marks.ts';
import { type Heading, outline } from '../markdown/outline.ts';
import { type FrontMatter, readFrontMatter } from '../notation/front-matter.ts';
import {
  type Depth,
  type QuestionDraft,
  type QuestionFields,
  questionOf,
  readQuestionFields,
} from './draft.ts';
import { listItems, markedPoints } from './points.ts';
import { type NamedHeading, nameHeadings, storyOf, storyParts, tellsStory } from './story.ts';

/** `README` may be followed by a language of two letters and its country or script, or by anything after a dot. */
const README = /(?:^|[\\/])readme(?:[-_](?!qa)[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}))?)?(?:\.[^\\/]*)?$/;

/** Questions in these files are for contributors, not for interviews. */
const FOR_CONTRIBUTORS =
  /(?:^|[\\/])(?:contributing|code[-_]of[-_]conduct|changelog|(?:pull[-_]request|issue)[-_]template)(?:\.[^\\/]*)?$/;

/** True for `README.md`, `readme`, `README-ja.md`, `README.zh_CN.md`, `CONTRIBUTING.md`; not for `README-faq.md`. */
export function isReadme(file: string): boolean {
  const lower = file.toLowerCase();
  return README.test(lower) || FOR_CONTRIBUTORS.test(lower);
}

const SECTIONS = { keypoints: '## Key points', followups: '## Follow-ups', notes: '## Notes' } as const;
type SectionName = keyof typeof SECTIONS;
const isSection = (words: string): words is SectionName => Object.hasOwn(SECTIONS, words);

function sectionsOf(headings: readonly NamedHeading[], end: number) {
  const sections: Partial<Record<SectionName, Range>> = {};
  headings.forEach(({ heading, words }, i) => {
    if (heading.level !== 2 || !isSection(words) || sections[words]) return;
    const next = headings
      .slice(i + 1)
      .find((other) => other.heading.level <= 2 && (words !== 'notes' || isSection(other.words)));
    sections[words] = { start: heading.next, end: next?.heading.start ?? end };
  });
  return sections;
}

type Parts = ReturnType<typeof partsOf>;

function partsOf(source: Source, { bodyStart }: FrontMatter) {
  const end = source.text.length;
  const { headings: found, fences } = outline(source.text, bodyStart, end, markedStretches(source.text, end));
  const headings = nameHeadings(source, found);
  const titleAt = headings.findIndex(({ heading }) => heading.level === 1);
  const below = headings.slice(titleAt + 1);
  const section = below.find(({ heading, words }) => heading.level === 2 && isSection(words));
  const answerEnd = section?.heading.start ?? end;
  return {
    source,
    headings,
    below,
    title: headings[titleAt]?.heading,
    answerEnd,
    sections: sectionsOf(below, end),
    story: storyParts(below, answerEnd),
    marked: markedTexts(source, bodyStart, end, fences),
    fences,
  };
}

const TELLING_KEYS = new Set(['id', 'number', 'section', 'difficulty', 'minutes', 'kind']);
/** A whole guide never sets these. */
const OF_ONE = new Set(['id', 'number', 'minutes', 'kind']);
const TELLING_LINE = /^\W{0,10}(?:id|number|difficulty|minutes|kind)['"]?\s{0,5}[:=]/m;
const NUMBERED = /^(?:Q(?:uestion)?\s{0,3}\d+|\d+\s{0,3}[.):])/i;
const SAYS_QUESTION = /^Q(?:uestion)?\s{0,3}\d/i;

const asks = ({ text }: Source, { textEnd }: Heading): boolean => /[?？]/.test(text.charAt(textEnd - 1));

/** Under one question's front matter, an answer may have numbered steps and headings that ask. */
function looksLikeGuide({ source, headings }: Parts, one: Heading | undefined): boolean {
  if (one && asks(source, one)) return false;
  const followUps = headings.findIndex(({ heading, words }) => heading.level <= 2 && words === 'followups');
  const before = (followUps === -1 ? headings : headings.slice(0, followUps)).filter(
    ({ heading }) => heading.level > 1,
  );
  const count = (holds: (opening: string, asking: boolean) => boolean): number =>
    before.filter(({ heading }) => {
      const opening = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 20));
      return holds(opening, asks(source, heading));
    }).length;
  if (one) return count((words, asking) => SAYS_QUESTION.test(words) || (NUMBERED.test(words) && asking)) > 1;
  return count((words) => NUMBERED.test(words)) > 0 || count((_, asking) => asking) > 1;
}

function isQuestion(parts: Parts, front: FrontMatter): boolean {
  const { source, headings, title } = parts;
  const telling =
    front.entries.some(({ key }) => TELLING_KEYS.has(key)) ||
    (front.problems.length > 0 &&
      TELLING_LINE.test(source.text.slice(0, Math.min(front.bodyStart + 400, 5000))));
  if (isReadme(source.file)) return telling;
  if (headings.some(({ heading, words }) => heading.level === 2 && words === 'keypoints')) return true;
  const isOne = front.entries.some(({ key }) => OF_ONE.has(key));
  if (looksLikeGuide(parts, isOne ? title : undefined)) return false;
  if (telling || tellsStory(parts.story)) return true;
  const isOnly = headings.filter(({ heading }) => heading.level === 1).length === 1;
  return title !== undefined && isOnly && asks(source, title);
}

// The texts of a question file. Marked text is taken verbatim, other text is trimmed.

const isIn = ({ at }: Text, { start, end }: Range): boolean =>
  at.start.offset >= start && at.start.offset < end;

const markedIn = ({ marked }: Parts, range: Range, kind: MarkKind): readonly Text[] =>
  marked.filter((one) => one.kind === kind && isIn(one.text, range)).map(({ text }) => text);

const withMarks = ({ text }: Source, { at }: Text): Range => ({
  start: text.lastIndexOf('\n', at.start.offset - 2) + 1,
  end: text.indexOf('-->', at.end.offset) + '-->'.length,
});

/** The marked text of this kind, if nothing else is in the range. */
function textIn(parts: Parts, range: Range, kind: MarkKind): Text {
  const whole = trimmedText(parts.source, range.start, range.end);
  const [marked] = markedIn(parts, range, kind);
  if (!marked) return whole;
  const marks = withMarks(parts.source, marked);
  return marks.start <= whole.at.start.offset && marks.end >= whole.at.end.offset ? marked : whole;
}

function askedOf(parts: Parts, title: Heading): Text | undefined {
  const { source, answerEnd } = parts;
  const [asked] = markedIn(parts, { start: title.next, end: answerEnd }, 'asked');
  const isFirst = asked && source.text.slice(title.next, withMarks(source, asked).start).trim() === '';
  return isFirst ? asked : undefined;
}

function keyPointsOf({ source, sections, marked }: Parts): readonly KeyPoint[] {
  const section = sections.keypoints;
  if (!section) return [];
  const points = markedPoints(marked.filter(({ text }) => isIn(text, section)));
  if (points.length > 0) return points.filter(({ text }) => text !== '');
  const items = listItems(source, section.start, section.end, true);
  if (items.length > 0) return items;
  const { text, at } = trimmedText(source, section.start, section.end);
  return text === '' ? [] : [{ text: oneLine(text), at }];
}

function followUpsOf(parts: Parts): readonly FollowUp[] {
  const { source, below } = parts;
  const section = parts.sections.followups;
  if (!section) return [];
  const headed = below
    .filter(({ heading: { level, start } }) => level === 3 && start >= section.start && start < section.end)
    .map(({ heading: { start, next, textStart, textEnd } }) => ({
      question: source.textAt(textStart, textEnd),
      start,
      next,
    }));
  const marked = markedIn(parts, section, 'follow-up').map((question) => {
    const { start, end } = withMarks(source, question);
    return { question, start, next: end };
  });
  const asked = [...headed, ...marked].toSorted((a, b) => a.start - b.start);
  if (asked.length === 0)
    return listItems(source, section.start, section.end).map(({ at: { start, end } }) => ({
      question: source.textAt(start.offset, end.offset),
      answer: source.textAt(end.offset, end.offset),
    }));
  return asked
    .map(({ question, next }, i) => {
      const range = { start: next, end: Math.max(next, asked[i + 1]?.start ?? section.end) };
      return { question, answer: textIn(parts, range, 'reply') };
    })
    .filter(({ question }) => question.text !== '');
}

function readQuestion(
  parts: Parts,
  title: Heading,
  fields: QuestionFields,
  bank: string,
  depth: Depth,
): ReturnType<typeof questionOf> {
  const { source, sections } = parts;
  const { text, at } = source.textAt(title.textStart, title.textEnd);
  const asked = askedOf(parts, title);
  const answerStart = asked ? withMarks(source, asked).end : title.next;
  const answerRange = { start: answerStart, end: Math.max(answerStart, parts.answerEnd) };
  const answer = textIn(parts, answerRange, 'answer');
  const kind = fields.kind ?? (tellsStory(parts.story) ? 'star' : 'open');
  const draft: QuestionDraft = {
    id: fields.id ?? slug(text),
    idWritten: fields.id !== undefined,
    title: text,
    titleAt: at,
    asked,
    answer,
    star: kind === 'star' ? (storyOf(source, answer, true) ?? {}) : undefined,
    keyPoints: keyPointsOf(parts),
    followUps: followUpsOf(parts),
    notes: sections.notes && textIn(parts, sections.notes, 'notes'),
    native: true,
    // Spread last: at the front it makes V8 allocate 4 KB of hidden classes per question, which live long.
    ...fields,
  };
  return questionOf(source, bank, draft, depth);
}

const SECTION_MEANT = /^(?:key[ptm]|mainpoint|keypoint|follo?w?u|folowu|note)/;

function strangeHeadings({ source, below, answerEnd }: Parts): Problem[] {
  let inNotes = false;
  return below.flatMap(({ heading: { level, start, textStart, textEnd }, words }) => {
    let hint: string | undefined;
    if (level === 2 && isSection(words)) inNotes = words === 'notes';
    else if (level > 2 && isSection(words) && words !== 'notes' && start < answerEnd)
      hint = `Write \`${SECTIONS[words]}\`.`;
    else if (level === 2 && !inNotes && SECTION_MEANT.test(words))
      hint = 'Allowed sections: Key points, Follow-ups and Notes.';
    else if (level === 2 && !inNotes && start > answerEnd)
      hint =
        'Only Key points, Follow-ups and Notes may follow the answer. Move this section up, or under Notes.';
    if (hint === undefined) return [];
    const at = source.spanAt(textStart, textEnd);
    const message = `Unknown section \`${source.text.slice(textStart, textEnd).slice(0, 60)}\`.`;
    return [{ severity: 'warning', code: 'heading-unknown', at, message, hint }];
  });
}

function headingProblems(parts: Parts): readonly Problem[] {
  const { source, below, fences } = parts;
  const problems = strangeHeadings(parts);
  for (const { heading } of below)
    if (heading.level === 1)
      problems.push({
        severity: 'error',
        code: 'question-malformed',
        at: source.spanAt(heading.textStart, heading.textEnd),
        message: 'This file has a second title, but a file holds one question.',
        hint: 'Move it to a file of its own, or write the heading with `##`.',
      });
  for (const { closed, start } of fences)
    if (!closed)
      problems.push({
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(start, lineEnd(source, start)),
        message: 'This code fence is never closed and hides everything below it.',
        hint: 'Close it with a line of the same characters.',
      });
  return problems;
}

const lineEnd = ({ text }: Source, start: number): number => start + text.slice(start).search(/\r?\n|$/);

function missingTitle(source: Source, { bodyStart }: FrontMatter, title: Heading | undefined): Problem {
  const start = title?.start ?? bodyStart + Math.max(0, source.text.slice(bodyStart).search(/\S/));
  return {
    severity: 'error',
    code: 'title-missing',
    at: source.spanAt(start, lineEnd(source, start)),
    message: title ? 'The title is empty.' : 'This looks like a question, but it has no title.',
    hint: 'Write the question as a heading: `# What is …?`',
  };
}

/**
 * A question file in prep's own format. Never throws.
 * @param bank path of the bank as shown
 * @param depth `written` skips everything derived, for callers that only compare texts
 * @returns neither question nor problem for other files, such as a README or notes
 */
export function readQuestionFile(source: Source, bank: string, depth: Depth = 'whole'): FileContent {
  const front = readFrontMatter(source);
  const parts = partsOf(source, front);
  const content = (questions: readonly Question[], problems: readonly Problem[]): FileContent => ({
    file: source.file,
    questions,
    metrics: [],
    problems,
  });
  if (!isQuestion(parts, front)) return content([], []);
  const { fields, problems } = readQuestionFields(source, front.entries);
  const { title } = parts;
  if (!title || title.textEnd === title.textStart)
    return content([], [...front.problems, ...problems, missingTitle(source, front, title)]);
  const read = readQuestion(parts, title, fields, bank, depth);
  const all = [...front.problems, ...problems, ...headingProblems(parts), ...read.problems];
  return content([read.question], all);
}
