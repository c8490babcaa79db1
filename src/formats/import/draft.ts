// What readers of other people's question files share: the questions that they find, and how these become
// questions of prep.
import type { FileContent, Unread } from '../../core/base/bank.ts';
import { countBy } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import type { CodeFence } from '../markdown/outline.ts';
import { anatomyOf } from '../markdown/prose.ts';
import { type Depth, type QuestionDraft, questionOf } from '../question/draft.ts';
import { storyOf } from '../question/story.ts';

/**
 * Texts are ranges of the source of the bank. An `id` is a stable name in the file; without one, it comes from the title. Without
 * a `kind`, a question with parts of a story is one.
 */
export type Draft = Omit<QuestionDraft, 'id' | 'idWritten'> & {
  readonly id?: string;
  readonly findsStory?: boolean;
  /** Written by prep: a repeated number is intended. */
  readonly exact?: boolean;
};

export type Drafts = {
  readonly source: Source;
  readonly found: readonly Draft[];
  readonly problems: readonly Problem[];
  /** Where texts that ask were not read, for want of others like them. */
  readonly unlike?: readonly Pick<Unread, 'line' | 'title'>[];
};

export const problemAt = (
  source: Source,
  at: number,
  severity: Problem['severity'],
  problem: Pick<Problem, 'code' | 'message' | 'hint'>,
): Problem => ({ severity, at: source.spanAt(at, at), ...problem });

export const noQuestion = (what: 'row' | 'entry', hint: string) =>
  ({ code: 'title-missing', message: `This ${what} has no question.`, hint }) as const;

/** Pure; never throws; linear in the length of the file. */
export type BankReader = {
  /** Stable: `prep import --as NAME` and documents use it. */
  readonly name: string;
  readonly title: string;
  /** By content, with the file's name as a hint. True only if the file can hardly be anything else. */
  readonly recognises: (source: Source) => boolean;
  readonly read: (source: Source) => Drafts;
};

/**
 * A repeated title gets `-2`, `-3`, ….
 * @param written ids in the file, which no title may get
 */
function idGiver(written: Iterable<string>): (title: string) => string {
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

/** Readers take the escapes of Markdown out of titles; in math, a backslash is LaTeX. */
const withFormulas = (title: string, written: string): string =>
  (written.includes('\\') ? anatomyOf(written, []).inert : [])
    .map(({ start, end }) => written.slice(start, end))
    .filter((one) => /^(?:\$|\\[([])/.test(one))
    .reduce(
      (all, one) => all.replace(oneLine(one.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')), () => one),
      title,
    );

export function draftsContent(read: Drafts, bank: string, depth?: Depth): FileContent {
  const { source, found, problems, unlike = [] } = read;
  const numbers = countBy(found, ({ number }) => number);
  const idOf = idGiver(found.flatMap(({ id }) => id ?? []));
  const questions: Question[] = [];
  const told = [...problems];
  for (const one of found) {
    if (one.title.trim() === '') continue;
    // Sections that each count from 1 cannot be referred to by number.
    const isKept = one.exact || numbers.get(one.number) === 1;
    const { start, end } = one.titleAt;
    // Spread in front of these, it would take a hidden class for each of them.
    const draft = Object.assign(
      { ...one },
      {
        title: withFormulas(one.title, source.text.slice(start.offset, end.offset)),
        id: one.id ?? idOf(one.title),
        idWritten: one.id !== undefined,
        number: isKept ? one.number : undefined,
        star: one.findsStory ? storyOf(source, one.answer, one.kind === 'star') : one.star,
      },
    );
    const made = questionOf(source, bank, draft, depth);
    questions.push(made.question);
    told.push(...made.problems);
  }
  const unread = unlike.map((one): Unread => ({ ...one, kind: 'entry', level: 0, reason: 'unlike' }));
  return {
    file: source.file,
    questions,
    metrics: [],
    problems: told,
    ...(unread.length > 0 && { account: { read: questions.length, headings: false, unread } }),
  };
}

const TAG = String.raw`<\/?(?:br|hr|div|p|a|b|details|center|sub|sup|span)(?:\s[^<>]{0,200})?\/?>`;
const TAGS = new RegExp(String.raw`^(?:${TAG}\s{0,3}){1,6}$`, 'i');
const COMMENT = /^<!--\s{0,3}[A-Z][A-Z_ -]{2,40}\s{0,3}-->$/;
export const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const TO_TOP = new RegExp(
  String.raw`^(?:<[^<>]{1,200}>\s{0,3}){0,4}[*_]{0,3}\[{0,2}[^\w\n]{0,8}(?:(?:back|return|go|jump|scroll)\s{1,2})?(?:to\s{1,2})?(?:the\s{1,2})?(?:top|contents|index|toc|table of contents)\b[^\w\n]{0,8}(?:\]\([^()\s]{0,200}\))?[*_]{0,3}[^\w\n<]{0,4}(?:\s{0,3}<[^<>]{1,200}>){0,4}$`,
  'i',
);
/** A mark of a list, or a plugin's review data. */
const NO_TEXT = /^(?:[*+•-]+|<!--\s?SR:.*-->)$/;
const LONGEST = 400;

export const isTags = (line: string): boolean => line.length <= LONGEST && TAGS.test(line.trim());

/** The end of an element that unfolds is no footer of the answer in which it begins. */
export function closesElement(line: string, above: string): boolean {
  const count = (tag: RegExp): number => above.match(tag)?.length ?? 0;
  return /<\/details>/i.test(line) && count(/<details\b/gi) > count(/<\/details>/gi);
}

export function isFooter(line: string): boolean {
  const words = line.trim();
  if (words === '') return true;
  if (words.length > LONGEST) return false;
  return [RULE, COMMENT, TAGS, TO_TOP, NO_TEXT].some((pattern) => pattern.test(words));
}

/** An unclosed code fence hides the rest of the file. */
export function openFences(source: Source, fences: readonly CodeFence[]): readonly Problem[] {
  return fences
    .filter(({ closed }) => !closed)
    .map(({ start }): Problem => {
      const newline = source.text.indexOf('\n', start);
      return {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(start, newline === -1 ? source.text.length : newline),
        message: 'This code fence is never closed and hides everything below it.',
        hint: 'Close it with a line of the same characters.',
      };
    });
}
