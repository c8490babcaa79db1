// What a guide says about a question above its answer: how hard it is, how long it takes, tags, and comments that hold what
// the front matter of a question file would (`<!-- id: attention-complexity -->`). Knows lines; knows nothing of answers.
import type { Problem } from '../../core/problem.ts';
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { readPlainLines } from '../front-matter-lines.ts';
import { QUESTION_KEYS, readQuestionFields, type QuestionFields } from '../question-fields.ts';
import type { YamlEntry } from '../yaml-node.ts';
import { parseYaml } from '../yaml-text.ts';
import { DIFFICULTY_WORDS, difficultyOf } from './difficulty.ts';
import type { BodyLine, Label } from './guide-labels.ts';

/** What is said of a question. */
export type GuideFacts = {
  /** By lines such as `*Difficulty: hard · Time: 2 minutes*`; what the heading says counts more. */
  readonly lines: Pick<QuestionFields, 'difficulty' | 'minutes' | 'tags'>;
  /** By comments, which count more than anything else. */
  readonly fields: QuestionFields;
  /** Where the exact words of the title stand, when a comment gives them. */
  readonly title?: readonly [number, number];
  readonly problems: readonly Problem[];
};

/** A comment with one field of a front matter. Offsets in the file. */
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

/** The field that a line gives, when it is a comment with one. */
export function fieldComment(source: Source, line: BodyLine): Comment | undefined {
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

/** Rest of a labelled line, as far as facts may stand in it. */
const restOf = (source: Source, { restStart, end }: Label, longest: number): string =>
  source.text.slice(restStart, Math.min(end, restStart + longest));

const LONGEST_FACT = 60;
const LONGEST_LINE = 2000;
const TAGS = /(?:^|[·|•]\s{0,3})[*_]{0,2}Tags[*_]{0,2}\s?[:：][*_]{0,2}\s{0,3}(.*)$/i;
/** Another fact behind the tags. */
const FACT_BEHIND = /\s{0,3}[·|•]\s{0,3}[*_]{0,2}(?:difficulty|level|time|duration)\b.*$/i;
/** A difficulty, and at most another one, a remark, or another fact behind it; anything else is a sentence of an answer. */
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

/** True for a labelled line that tells a fact of the question; `**Time:** O(n)` is a line of an answer. */
export function tellsFact(source: Source, label: Label): boolean {
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

/**
 * Reads what is said of a question.
 * @param labels those of its body that tell facts, in order
 * @param lines the lines above its text
 */
export function readGuideFacts(
  source: Source,
  labels: readonly Label[],
  lines: readonly BodyLine[],
): GuideFacts {
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
