import type { Problem } from '../../core/base/problem.ts';
import type { Difficulty, FollowUp, KeyPoint, StarPart } from '../../core/base/question.ts';
import { type Source, type Text, trimmedText } from '../../core/base/span.ts';
import { markedTexts } from '../markdown/marks.ts';
import type { CodeFence } from '../markdown/outline.ts';
import { parseYaml, readPlainLines, type YamlEntry } from '../notation/yaml.ts';
import { QUESTION_KEYS, type QuestionFields, readQuestionFields } from '../question/draft.ts';
import { listItems, pointItems } from '../question/points.ts';
import {
  type BodyLine,
  type Label,
  labelledStory,
  labelOf,
  linesOutsideCode,
  withLetters,
} from '../question/story.ts';
import { endWithoutFooters, isFooter as isFooterLine } from './draft.ts';
import { markedBody } from './guide-headings.ts';
import { DIFFICULTY_WORDS, difficultyOf } from './words.ts';

type GuideFacts = {
  /** From lines such as `*Difficulty: hard · Time: 2 minutes*`; the heading wins over these. */
  readonly lines: Pick<QuestionFields, 'difficulty' | 'minutes' | 'tags'>;
  /** From comments, which win over everything else. */
  readonly fields: QuestionFields;
  readonly title?: readonly [number, number];
  readonly problems: readonly Problem[];
};

/** A comment with one field of the front matter: `<!-- id: attention-complexity -->`. Offsets in the file. */
type Comment = {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly end: number;
};

const KEYS: ReadonlySet<string> = new Set<string>([...QUESTION_KEYS, 'title']);
const OPENS = /^<!--[ \t]{1,3}([a-z]{2,12}):[ \t]{1,3}/;
const CLOSES = /[ \t]{1,3}-->[ \t]{0,10}$/;
const LONGEST_MARK = 60;

function fieldComment(source: Source, line: BodyLine): Comment | undefined {
  const opening = OPENS.exec(source.text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK)));
  const key = opening?.[1];
  if (!opening || key === undefined || !KEYS.has(key)) return undefined;
  const start = line.start + opening[0].indexOf(key);
  const tail = Math.max(line.start + opening[0].length, line.end - LONGEST_MARK);
  const closing = CLOSES.exec(source.text.slice(tail, line.end));
  return closing
    ? { key, start, keyEnd: line.start + opening[0].length, end: tail + closing.index }
    : undefined;
}

function entriesOf(source: Source, { start, end }: Comment): readonly YamlEntry[] {
  const text = source.text.slice(start, end);
  return readPlainLines(text, start) ?? parseYaml(text, start).entries;
}

const restOf = (source: Source, { restStart, end }: Label, longest: number): string =>
  source.text.slice(restStart, Math.min(end, restStart + longest));

const LONGEST_FACT = 60;
const LONGEST_LINE = 2000;
const TAGS = /(?:^|[·|•]\s{0,3})[*_]{0,2}Tags[*_]{0,2}\s?[:：][*_]{0,2}\s{0,3}(.*)$/i;
const FACT_BEHIND = /\s{0,3}[·|•]\s{0,3}[*_]{0,2}(?:difficulty|level|time|duration)\b.*$/i;
/** With at most another difficulty, a remark, or a fact after it; else it is a sentence of an answer. */
const DIFFICULTY = new RegExp(
  `^[^\\p{L}\\p{N}]{0,20}(?:(?<![\\p{L}\\p{N}])(?:${DIFFICULTY_WORDS})(?:[ -]level)?|[\\p{Extended_Pictographic}★☆✩✭])[^\\p{L}\\p{N}·|•,;/(–—-]{0,20}(?:$|[·|•,;/(–—-]|(?:to|or|and)\\s)`,
  'iu',
);
const MINUTES =
  /^[\s*_`([~≈]{0,4}(?:about |approx(?:\.|imately)? |around |ca\.? |up to |max\.? )?\d{1,3}(?:\.\d{1,2})?\s?(?:(?:[-–]|to)\s?\d{1,3}\s?)?\+?[\s-]?min/i;

function minutesIn(rest: string): number | undefined {
  const number = Number(/\d{1,3}(?:\.\d{1,2})?(?=[^\d]{0,8}min)/.exec(rest)?.[0]);
  return number > 0 ? number : undefined;
}

function tagsIn(source: Source, label: Label): readonly string[] | undefined {
  const rest = restOf(source, label, LONGEST_LINE).replace(/[\s*_]{1,4}$/, '');
  const list = label.kind === 'tags' ? rest : TAGS.exec(rest)?.[1];
  const tags = list
    ?.replace(FACT_BEHIND, '')
    .split(',')
    .map((tag) => tag.replace(/^[\s`#]+|[\s`]+$/g, ''));
  return tags?.every((tag) => tag !== '') ? tags : undefined;
}

function tellsFact(source: Source, label: Label): boolean {
  if (label.kind === 'tags') return true;
  const rest = restOf(source, label, LONGEST_FACT);
  return (
    (label.kind === 'difficulty' && DIFFICULTY.test(rest)) || (label.kind === 'minutes' && MINUTES.test(rest))
  );
}

const firstOf = <T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined => {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) return result;
  }
  return undefined;
};

function readGuideFacts(source: Source, labels: readonly Label[], lines: readonly BodyLine[]): GuideFacts {
  const above = lines.at(-1)?.next ?? 0;
  const rest = (label: Label): string => restOf(source, label, LONGEST_FACT);
  const timed = labels.filter(({ kind }) => kind === 'minutes' || kind === 'difficulty');
  const difficulty = firstOf(
    labels.filter(({ kind }) => kind === 'difficulty'),
    (label): Difficulty | undefined => difficultyOf(rest(label)),
  );
  const minutes = firstOf(timed, (label) => minutesIn(rest(label)));
  const tags = firstOf(
    labels.filter(({ start }) => start < above),
    (label) => tagsIn(source, label),
  );
  const comments = lines.map((line) => fieldComment(source, line)).filter((one) => one !== undefined);
  const title = comments.find(({ key }) => key === 'title');
  const entries = comments.filter(({ key }) => key !== 'title').flatMap((one) => entriesOf(source, one));
  const { fields, problems } = readQuestionFields(source, entries);
  return {
    lines: {
      difficulty,
      minutes,
      tags,
    },
    fields,
    title: title && ([title.keyEnd, title.end] as const),
    problems,
  };
}

// Follow-ups are on the line of their label, in a list below it, or in the paragraph below it.

const QUOTED = /^[\s*_]{0,4}["“«„]([^"“”«»„\n]{1,1000})["”»“][\s*_]{0,4}/;
const ASKED = /[?？]["'”’»)*_]{0,3}(?=\s|$)/;
const LONGEST_QUESTION = 1000;
const ANSWER_LABEL =
  /^\s{0,200}(?:[-*+]\s{1,3})?(?:\*\*|__)?(?:Answer|A)(?:(?:\*\*|__)\s?[:：]|[:：](?:\*\*|__)?)\s{0,3}/i;
const ITEM_BEFORE = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const PREFIX = /^Q?\d{0,3}[.):]\s{1,3}/i;

function bare(source: Source, start: number, end: number): Text {
  const text = source.text.slice(start, end);
  const before = /^[\s*_"“«„]{0,40}/.exec(text)?.[0].length ?? 0;
  const from = start + before + (PREFIX.exec(text.slice(before, before + 12))?.[0].length ?? 0);
  const tail = source.text.slice(Math.max(from, end - 40), end);
  const after = /[\s*_"”»]{0,40}$/.exec(tail)?.[0].length ?? 0;
  return source.textAt(from, Math.max(from, end - after));
}

function answerFrom(source: Source, start: number, end: number): Text {
  const label = ANSWER_LABEL.exec(source.text.slice(start, Math.min(end, start + 260)))?.[0].length ?? 0;
  return trimmedText(source, start + label, Math.max(start + label, end));
}

/** The answer begins after the quotes, the question mark, or the line. */
function followUpAt(source: Source, start: number, lineEnd: number, end: number): FollowUp {
  const line = source.text.slice(start, Math.min(lineEnd, start + LONGEST_QUESTION));
  const quoted = QUOTED.exec(line);
  const asked = ASKED.exec(line);
  const length = quoted ? quoted[0].length : asked ? asked.index + asked[0].length : lineEnd - start;
  const questionEnd = Math.min(lineEnd, start + length);
  return { question: bare(source, start, questionEnd), answer: answerFrom(source, questionEnd, end) };
}

function below(source: Source, label: Label, end: number): readonly FollowUp[] {
  const from = label.next + (/^\s*/.exec(source.text.slice(label.next, end))?.[0].length ?? 0);
  const lineStart = source.text.lastIndexOf('\n', from - 1) + 1;
  const first = source.text.slice(lineStart, Math.min(end, lineStart + 200));
  if (ITEM_BEFORE.test(first)) {
    return listItems(source, label.next, end).map(({ at }) => {
      const newline = source.text.indexOf('\n', at.start.offset);
      const lineEnd = newline === -1 || newline > at.end.offset ? at.end.offset : newline;
      return followUpAt(source, at.start.offset, lineEnd, at.end.offset);
    });
  }
  if (from >= end) return [];
  const newline = source.text.indexOf('\n', from);
  return [followUpAt(source, from, newline === -1 || newline > end ? end : newline, end)];
}

/** In order. An answer extends to the next follow-up or list of key points. */
function followUpsIn(source: Source, labels: readonly Label[], bodyEnd: number): readonly FollowUp[] {
  return labels
    .flatMap((label, i) => {
      if (label.kind !== 'follow-up') return [];
      const next = labels.slice(i + 1).find(({ kind }) => kind === 'follow-up' || kind === 'points');
      const end = Math.min(next?.start ?? bodyEnd, bodyEnd);
      const rest = source.text.slice(label.restStart, label.end).trim();
      return rest === '' ? below(source, label, end) : [followUpAt(source, label.restStart, label.end, end)];
    })
    .filter(({ question }) => question.text !== '');
}

export type GuideBody = {
  /** From marks; or code, a table or a list above the label of the answer. */
  readonly asked?: Text;
  readonly answer: Text;
  readonly labelled: boolean;
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  readonly followUps: readonly FollowUp[];
  readonly notes?: Text;
  readonly facts: GuideFacts;
};

const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Code, a list, a table or an image belongs to the question. */
const SHOWS = /^[ \t]{0,8}(?:`{3}|~{3}|[-*+][ \t]|\||\d{1,2}[.)][ \t])|!\[|<img/m;

const lineText = (source: Source, line: BodyLine): string => source.text.slice(line.start, line.end);

const isFooter = (source: Source, line: BodyLine): boolean => isFooterLine(lineText(source, line));

const endWithoutFooter = (source: Source, end: number, lines: readonly BodyLine[]): number =>
  endWithoutFooters(source.text, end, lines);

function listEnd(source: Source, label: Label, lines: readonly BodyLine[], end: number): number | undefined {
  let last: number | undefined;
  for (const line of lines) {
    if (line.start < label.next) continue;
    const text = lineText(source, line);
    if (ITEM.test(text) || (last !== undefined && /^[ \t]+\S/.test(text))) last = line.next;
    else if (text.trim() !== '') return last;
    if (line.start >= end) break;
  }
  return last;
}

type Points = {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
  readonly endsAnswer: boolean;
};

function pointsOf(
  source: Source,
  labels: readonly Label[],
  lines: readonly BodyLine[],
  end: number,
): Points | undefined {
  for (const [i, label] of labels.entries()) {
    if (label.kind !== 'points' || source.text.slice(label.restStart, label.end).trim() !== '') continue;
    const stop = listEnd(source, label, lines, end);
    if (stop === undefined) continue;
    const next = labels[i + 1]?.start ?? end;
    const after = source.text.slice(stop, Math.max(stop, next)).trim();
    return { label, start: label.next, end: Math.min(stop, end), endsAnswer: after === '' };
  }
  return undefined;
}

function linesAbove(
  source: Source,
  start: number,
  lines: readonly BodyLine[],
  facts: ReadonlySet<number>,
): readonly BodyLine[] {
  let at = start;
  const end = lines.findIndex((line) => {
    const isAbove =
      line.start === at &&
      (facts.has(line.start) || fieldComment(source, line) !== undefined || isFooter(source, line));
    at = line.next;
    return !isAbove;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/**
 * @param start where the line after the heading begins
 * @param end where the next question or section begins
 * @param fences of the whole file; `fence` is the index of the first relevant one
 */
export function readGuideBody(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  fence: number,
): GuideBody {
  const all = linesOutsideCode(source, start, end, fences, fence);
  const bodyEnd = Math.max(start, endWithoutFooter(source, end, all));
  const lines = all.filter((line) => line.start < bodyEnd);
  const labels = withLetters(
    source,
    lines.map((line) => labelOf(source, line)).filter((label) => label !== undefined),
  );
  const telling = labels.filter((label) => tellsFact(source, label));
  const above = linesAbove(source, start, lines, new Set(telling.map((label) => label.start)));
  const facts = readGuideFacts(source, telling, above);
  const marked = markedTexts(source, start, end, fences, fence);
  if (marked.length > 0) {
    const body = markedBody(source, marked, start, facts.fields.kind === 'star');
    return { ...body, labelled: true, facts };
  }
  const textStart = above.at(-1)?.next ?? start;
  const opening = labels.find(({ kind }) => kind === 'answer' || kind === 'star');
  const followUp = labels.find(({ kind }) => kind === 'follow-up');
  // A follow-up's answer can have its own label.
  const own = opening && (!followUp || opening.start < followUp.start) ? opening : undefined;
  const answerStart = own ? own.restStart : textStart;
  const points = pointsOf(source, labels, lines, bodyEnd);
  const ends = [bodyEnd];
  if (followUp && followUp.start >= answerStart) ends.push(followUp.start);
  if (points && points.endsAnswer && points.label.start >= answerStart) ends.push(points.label.start);
  const stop = Math.min(...ends);
  const stopLines = lines.filter((line) => line.start >= answerStart && line.start < stop);
  const answerEnd = Math.max(answerStart, endWithoutFooter(source, stop, stopLines));
  const answer = trimmedText(source, answerStart, answerEnd);
  const notesEnd = own
    ? Math.min(own.start, points && points.label.start < own.start ? points.label.start : own.start)
    : textStart;
  const notes = trimmedText(source, textStart, Math.max(textStart, notesEnd));
  const star = labelledStory(source, labels, answer);
  return {
    answer,
    labelled: own !== undefined,
    star,
    keyPoints: points ? pointItems(source, points.start, points.end) : [],
    followUps: followUpsIn(source, labels, bodyEnd),
    ...(notes.text !== '' && (SHOWS.test(notes.text) ? { asked: notes } : { notes })),
    facts,
  };
}
