// What a reader of other people's question files finds, and how questions are made of it. One reader a
// shape; this is what they share.
import type { FileContent } from '../../core/base/bank.ts';
import { countBy } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import type { Problem } from '../../core/base/problem.ts';
import { type Difficulty, type KeyPoint, type QuestionKind, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { type Source, type Text, trimmedText } from '../../core/base/span.ts';
import type { CodeFence } from '../markdown/outline.ts';
import { type QuestionDraft, questionOf } from '../question/draft.ts';
import { type BodyLine, storyOf } from '../question/story.ts';
import type { Stretch } from './made-source.ts';

/** A question as it was found. Stretches are of the source that it came with; blanks around them do not matter. */
export type FoundQuestion = {
  /** Plain words, without marks of the shape. */
  readonly title: string;
  readonly titleAt: Stretch;
  /** What is asked beyond the title: code to look at, options to choose from. Shown with the question. */
  readonly asked?: Stretch;
  /** Empty for a question without an answer. */
  readonly answer: Stretch;
  /** Written down in the file as a stable name; else the title gives it. */
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly keyPoints?: readonly KeyPoint[];
  readonly followUps?: readonly {
    readonly question: Stretch;
    readonly answer: Stretch;
  }[];
  readonly star?: Readonly<Partial<Record<StarPart, Stretch>>>;
  /** True to look for the parts of a story in the answer. */
  readonly findsStory?: boolean;
  readonly notes?: Stretch;
  /** Free text or a URL. */
  readonly origin?: string;
  /** Said in the file; else a question with parts of a story is one. */
  readonly kind?: QuestionKind;
  readonly suspended?: boolean;
  readonly created?: string;
  readonly updated?: string;
};

/** What a file of another shape holds: the questions, in the source that their stretches are of. */
export type ForeignBank = {
  /** The file itself, or what was made of it. */
  readonly source: Source;
  readonly found: readonly FoundQuestion[];
  readonly problems: readonly Problem[];
  /** True when prep itself wrote all of it: numbers that come twice and blanks around texts are meant. */
  readonly exact?: boolean;
};

/** A reader of one shape of question file. Pure; never throws; linear in the length of the file. */
export type BankReader = {
  /** Stable: `prep import --as NAME` and documents use it. */
  readonly name: string;
  /** What people call the shape: `Anki deck or text export`. */
  readonly title: string;
  /** Judges by content; the file's name is a hint. True only when the file can hardly be anything else. */
  readonly recognises: (source: Source) => boolean;
  readonly read: (source: Source) => ForeignBank;
};

/**
 * Gives out ids: a title that comes again gets `-2`, `-3` ….
 * @param written ids that stand in the file, which no title may get
 */
export function idGiver(written: Iterable<string> = []): (title: string) => string {
  const taken = new Set(written);
  const times = new Map<string, number>();
  return (title) => {
    const base = slug(title);
    let count = times.get(base) ?? 0;
    let id = base;
    do {
      count += 1;
      id = count === 1 ? base : `${base}-${count}`;
    } while (taken.has(id));
    times.set(base, count);
    taken.add(id);
    return id;
  };
}

/** Numbers that stand for one question only: sections that count from 1 again have no numbers to call by. */
export function uniqueNumbers(numbers: Iterable<number | undefined>): ReadonlySet<number> {
  const counts = countBy(numbers, (number) => number);
  return new Set(
    [...counts].flatMap(([number, count]) => (number !== undefined && count === 1 ? [number] : [])),
  );
}

function draftOf({ source, exact }: ForeignBank, one: FoundQuestion, id: string): QuestionDraft {
  const { origin, findsStory, star, ...said } = one;
  const text = ({ start, end }: Stretch): Text =>
    exact ? source.textAt(start, end) : trimmedText(source, start, end);
  const answer = text(one.answer);
  const story = findsStory ? storyOf(source, answer, one.kind === 'star') : undefined;
  const parts = STAR_PARTS.map(
    (part) => [part, story?.[part] ?? (star?.[part] && text(star[part]))] as const,
  );
  return {
    ...said,
    id,
    idWritten: one.id !== undefined,
    titleAt: source.spanAt(one.titleAt.start, one.titleAt.end),
    asked: one.asked && text(one.asked),
    answer,
    star: (story ?? star) && Object.fromEntries(parts.filter(([, part]) => part)),
    followUps: (one.followUps ?? []).map(({ question, answer: reply }) => ({
      question: text(question),
      answer: text(reply),
    })),
    notes: one.notes && text(one.notes),
    source: origin,
  };
}

/**
 * Makes questions of what a reader found. A question without a title is left out.
 * @param bank path of the bank as it is to be shown
 */
export function foreignContent(read: ForeignBank, bank: string): FileContent {
  const { source, found, problems, exact } = read;
  const given = found.map(({ number }) => number);
  const numbers = exact ? new Set(given.filter((number) => number !== undefined)) : uniqueNumbers(given);
  const idOf = idGiver(found.flatMap(({ id }) => id ?? []));
  const made = found
    .filter(({ title }) => title.trim() !== '')
    .map((one) => {
      const draft = draftOf(read, one, one.id ?? idOf(one.title));
      const isUnique = one.number !== undefined && numbers.has(one.number);
      return questionOf(source, bank, isUnique ? draft : { ...draft, number: undefined });
    });
  return {
    file: source.file,
    questions: made.map(({ question }) => question),
    metrics: [],
    problems: [...problems, ...made.flatMap((each) => each.problems)],
  };
}

// Lines at the end of an answer that do not belong to it: rules, links to the top, anchors, ends of
// elements.

/** A tag that holds no words. */
const TAG = String.raw`<\/?(?:br|hr|div|p|a|b|details|center|sub|sup|span)(?:\s[^<>]{0,200})?\/?>`;
const TAGS = new RegExp(String.raw`^(?:${TAG}\s{0,3}){1,6}$`, 'i');
/** What tools put between sections. */
const COMMENT = /^<!--\s{0,3}[A-Z][A-Z_ -]{2,40}\s{0,3}-->$/;
const RULE = /^(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,})$/;
const TO_TOP = new RegExp(
  String.raw`^(?:<[^<>]{1,200}>\s{0,3}){0,4}[*_]{0,3}\[{0,2}[^\w\n]{0,8}(?:(?:back|return|go|jump|scroll)\s{1,2})?(?:to\s{1,2})?(?:the\s{1,2})?(?:top|contents|index|toc|table of contents)\b[^\w\n]{0,8}(?:\]\([^()\s]{0,200}\))?[*_]{0,3}[^\w\n<]{0,4}(?:\s{0,3}<[^<>]{1,200}>){0,4}$`,
  'i',
);
const LONGEST = 400;

/** True for a line of tags that hold no words. */
export const isTags = (line: string): boolean => line.length <= LONGEST && TAGS.test(line.trim());

/** True for a line that is a footer, or blank. */
export function isFooter(line: string): boolean {
  const words = line.trim();
  if (words === '') return true;
  if (words.length > LONGEST) return false;
  return RULE.test(words) || COMMENT.test(words) || TAGS.test(words) || TO_TOP.test(words);
}

/** Where a text ends without the lines at its end that say nothing. Lines are in order; those of code are none. */
function endWithout(
  lines: readonly (BodyLine & { readonly code?: boolean })[],
  end: number,
  saysNothing: (line: BodyLine) => boolean,
): number {
  let at = end;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i];
    // A line that does not touch what was cut so far: code stands between.
    if (!line || line.code || line.next < at || !saysNothing(line)) break;
    at = line.start;
  }
  return at;
}

/** Where a text ends when footers at its end are left out. */
export const endWithoutFooters = (
  text: string,
  end: number,
  lines: readonly (BodyLine & { readonly code?: boolean })[],
): number => endWithout(lines, end, (line) => isFooter(text.slice(line.start, line.end)));

/** Comments by which programs remember something. */
const REMEMBERED = /^[ \t]{0,3}<!--(?:[^-]|-(?!->)){0,300}-->[ \t]*$/;

/**
 * The part of `[start, end)` that says something: rules, links to the top, anchors and comments at its ends belong to no
 * answer.
 * @param lines of the file that stand outside code, in order
 */
export function bodyStretch(
  { text }: Source,
  lines: readonly BodyLine[],
  start: number,
  end: number,
): Stretch {
  const saysNothing = (one: BodyLine): boolean => {
    const line = text.slice(one.start, one.end);
    return isFooter(line) || (line.length < 320 && REMEMBERED.test(line));
  };
  const own = lines.filter((line) => line.start >= start && line.start < end);
  const stop = endWithout(own, end, saysNothing);
  let from = start;
  for (const line of own) {
    if (line.start !== from || line.next > stop || !saysNothing(line)) break;
    from = line.next;
  }
  return { start: from, end: Math.max(from, stop) };
}

/** A problem for each code fence that is never closed, and hides what follows. */
export function openFences(source: Source, fences: readonly CodeFence[]): readonly Problem[] {
  return fences
    .filter(({ closed }) => !closed)
    .map(({ start }): Problem => {
      const newline = source.text.indexOf('\n', start);
      return {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(start, newline === -1 ? source.text.length : newline),
        message: 'This code fence is never closed, and hides all that follows.',
        hint: 'Close it with a line of the same marks.',
      };
    });
}
