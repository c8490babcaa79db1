// The attempts at a question side by side: which points and numbers came and went between two of them. What
// cannot be matched, because the question was edited in between, is never guessed.
import { diffArrays } from 'diff';
import type { MetricName } from '../base/metric.ts';
import type { Question } from '../base/question.ts';
import { type NamedPoint, pointsByName } from '../base/attempt.ts';
import type { AttemptEntry } from '../schedule/journal.ts';

// How two texts differ, line by line, as short as it can be shown.

/** An item that only the old list has (`-`), only the new one (`+`), or both (` `). */
type DiffItem = { readonly sign: '-' | '+' | ' '; readonly text: string };

/** A line of either text, or one that stands for lines left out (`…`). */
export type DiffLine = { readonly sign: DiffItem['sign'] | '…'; readonly text: string };

/** Lists that differ in more items than this are not compared: the time grows with the square of the differences. */
const MAX_EDITS = 2000;

const signed = (sign: DiffItem['sign'], texts: readonly string[]): readonly DiffItem[] =>
  texts.map((text) => ({ sign, text }));

/** All items of both lists in order, as many of them as can be taken for common. */
function listDiff(a: readonly string[], b: readonly string[]): readonly DiffItem[] {
  const changes = diffArrays([...a], [...b], { maxEditLength: MAX_EDITS });
  if (!changes) return [...signed('-', a), ...signed('+', b)];
  return changes.flatMap(({ removed, added, value }) => signed(removed ? '-' : added ? '+' : ' ', value));
}

/**
 * The lines that differ between two texts, with one line around each change.
 * @returns nothing for equal texts; stretches that are the same are one line with the sign `…`
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const lines = listDiff(before.split(/\r?\n/), after.split(/\r?\n/));
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some((near) => lines[near] !== undefined && lines[near].sign !== ' ');
  const short: DiffLine[] = [];
  lines.forEach((line, at) => {
    if (isNear(at)) short.push(line);
    else if (short.at(-1)?.sign !== '…') short.push({ sign: '…', text: '' });
  });
  return short;
}

// How two spoken or typed answers differ, word by word. Case and punctuation make no other word.

/** A stretch that only the old text has (`-`), only the new one (`+`), or both: as the new one writes it, and as the old one did. */
export type TextRun =
  | { readonly sign: '-' | '+'; readonly text: string }
  | { readonly sign: ' '; readonly text: string; readonly before: string };

/** Longest text that is compared, in UTF-16 units; of longer ones the beginning is. */
const MAX_LENGTH = 50_000;
/** So few common words between two changes are chance, and make them hard to read. */
const CHANCE = 1;

/** A word with its punctuation, and whether a line ends behind it. */
type Word = { readonly written: string; readonly key: string };

function wordsOf(text: string): readonly Word[] {
  const words = text.slice(0, MAX_LENGTH).match(/\S+/g) ?? [];
  return words.map((written) => {
    const bare = written
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}%]/gu, '');
    return { written, key: bare === '' ? written : bare };
  });
}

/** `old` is empty but for what both have. */
type Run = { readonly sign: TextRun['sign']; readonly words: string[]; readonly old: string[] };

function runsOf(before: readonly Word[], after: readonly Word[]): readonly Run[] {
  const items = listDiff(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  for (const { sign } of items) {
    const word = (sign === '-' ? before[i] : after[j])?.written ?? '';
    const old = sign === ' ' ? [before[i]?.written ?? ''] : [];
    if (sign !== '+') i += 1;
    if (sign !== '-') j += 1;
    const last = runs.at(-1);
    if (last?.sign === sign) {
      last.words.push(word);
      last.old.push(...old);
    } else runs.push({ sign, words: [word], old });
  }
  return runs;
}

/** Changes side by side become one change: what went first, then what came. */
function merged(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const flush = (): void => {
    if (gone.length > 0) result.push({ sign: '-', words: gone, old: [] });
    if (come.length > 0) result.push({ sign: '+', words: come, old: [] });
    [gone, come] = [[], []];
  };
  runs.forEach(({ sign, words, old }, at) => {
    const inside = at > 0 && at < runs.length - 1 && gone.length > 0 && come.length > 0;
    if (sign === '-') gone.push(...words);
    else if (sign === '+') come.push(...words);
    else if (inside && words.length <= CHANCE) {
      gone.push(...old);
      come.push(...words);
    } else {
      flush();
      result.push({ sign, words, old });
    }
  });
  flush();
  return result;
}

/**
 * All words of both texts, in order, in stretches of the same sign. Without those of one sign they are the words of the
 * other text.
 */
export const textDiff = (before: string, after: string): readonly TextRun[] =>
  merged(runsOf(wordsOf(before), wordsOf(after))).map(({ sign, words, old }) => {
    const text = words.join(' ');
    return sign === ' ' ? { sign, text, before: old.join(' ') } : { sign, text };
  });

/** The sound of an attempt. */
export type RecordingState = {
  /** Below the home folder, as the attempt has it. */
  readonly path: string;
  /** False when it was removed, to make room or by hand. */
  readonly exists: boolean;
  readonly starred: boolean;
  /** Left out when it is gone. */
  readonly bytes?: number;
};

/** An attempt, and what is known of it besides. */
export type PastAttempt = {
  /** From 1, the oldest first: what people call it. */
  readonly number: number;
  readonly attempt: AttemptEntry;
  readonly recording?: RecordingState;
  /** Words per minute; left out for what was not spoken. `estimated`: from its syllables, not from its words. */
  readonly pace?: {
    readonly wordsPerMinute: number;
    readonly estimated: boolean;
    /** Syllables per minute of speech, without its pauses. */
    readonly articulatedPerMinute?: number;
  };
};

type Asked = Pick<Question, 'kind' | 'answerHash'>;

/**
 * The points of an attempt by name.
 * @param items what is ticked today, as shown
 * @returns undefined when they were not checked, or when the question was edited since: then nobody knows which is which
 */
export function namedPoints(
  { kind, answerHash }: Asked,
  items: readonly string[],
  { points, questionHash }: AttemptEntry,
): readonly NamedPoint[] | undefined {
  if (points.length === 0 || points.length !== items.length) return undefined;
  // The parts of a story are the same, whatever its text.
  const isSame = kind === 'star' || questionHash === undefined || questionHash === answerHash;
  return isSame ? pointsByName(items, points) : undefined;
}

/** Points by name: covered now and not before, before and not now, never. */
type PointsCompared =
  | {
      readonly state: 'named';
      readonly gained: readonly string[];
      readonly lost: readonly string[];
      readonly missed: readonly string[];
    }
  /** The question was edited since one of the two. */
  | { readonly state: 'edited' }
  /** One of the two was not checked point by point. */
  | { readonly state: 'unchecked' };

function comparePoints(
  question: Asked,
  items: readonly string[],
  before: AttemptEntry,
  after: AttemptEntry,
): PointsCompared {
  if (before.points.length === 0 || after.points.length === 0) return { state: 'unchecked' };
  const [old, now] = [before, after].map((attempt) => namedPoints(question, items, attempt));
  if (!old || !now) return { state: 'edited' };
  const those = (was: boolean, is: boolean): readonly string[] =>
    items.filter((_, at) => old[at]?.covered === was && now[at]?.covered === is);
  return {
    state: 'named',
    gained: those(false, true),
    lost: those(true, false),
    missed: those(false, false),
  };
}

export type Compared = {
  readonly before: PastAttempt;
  readonly after: PastAttempt;
  readonly points: PointsCompared;
  readonly citedGained: readonly MetricName[];
  readonly citedLost: readonly MetricName[];
  /** Both texts word by word; left out unless both have one. */
  readonly text?: readonly TextRun[];
};

/**
 * What changed between two attempts at a question.
 * @param items what is ticked today, as shown
 */
export function compareAttempts(
  question: Asked,
  items: readonly string[],
  before: PastAttempt,
  after: PastAttempt,
): Compared {
  const [old, now] = [before.attempt, after.attempt];
  const hasTexts = (old.text ?? '') !== '' && (now.text ?? '') !== '';
  return {
    before,
    after,
    points: comparePoints(question, items, old, now),
    citedGained: now.cited.filter((name) => !old.cited.includes(name)),
    citedLost: old.cited.filter((name) => !now.cited.includes(name)),
    ...(hasTexts && { text: textDiff(old.text ?? '', now.text ?? '') }),
  };
}
