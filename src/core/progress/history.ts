import { type NamedPoint, pointsByName, settledCount } from '../base/attempt.ts';
import { listDiff, type Sign } from '../base/diff.ts';
import type { Question } from '../base/question.ts';
import type { WrongNumber } from '../feedback/wrong-numbers.ts';
import type { AttemptEntry } from '../schedule/journal.ts';
import type { spokenPace } from '../speech/delivery.ts';

/** `…` marks skipped lines. */
export type DiffLine = { readonly sign: Sign | '…'; readonly text: string };

/**
 * With one line around each change.
 * @returns empty for equal texts
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const lines = listDiff(before.split(/\r?\n/), after.split(/\r?\n/)).flatMap(({ sign, items }) =>
    items.map((text): DiffLine => ({ sign, text })),
  );
  const isNear = (at: number): boolean =>
    [at - 1, at, at + 1].some((near) => lines[near] !== undefined && lines[near].sign !== ' ');
  const short: DiffLine[] = [];
  lines.forEach((line, at) => {
    if (isNear(at)) short.push(line);
    else if (short.at(-1)?.sign !== '…') short.push({ sign: '…', text: '' });
  });
  return short;
}

/** Common words as the new text writes them. */
export type TextRun = { readonly sign: Sign; readonly text: string };

/** Ignores case and punctuation. */
function wordKey(word: string): string {
  const bare = word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}%]/gu, '');
  return bare === '' ? word : bare;
}

export function textDiff(before: string, after: string): readonly TextRun[] {
  const [old = [], present = []] = [before, after].map((text) => text.match(/\S+/g) ?? []);
  const keys = new Map([...old, ...present].map((word) => [word, wordKey(word)]));
  const runs = listDiff(old, present, (one, other) => keys.get(one) === keys.get(other));
  return runs.map(({ sign, items }) => ({ sign, text: items.join(' ') }));
}

export type RecordingState = {
  readonly path: string;
  /** Absent when the recording is gone. */
  readonly bytes?: number;
};

export type PastAttempt = {
  /** From 1, oldest first. */
  readonly number: number;
  readonly attempt: AttemptEntry;
  readonly recording?: RecordingState;
  /** Figures that are none of the present values. */
  readonly wrong?: readonly WrongNumber[];
  /** Absent unless spoken. */
  readonly pace?: ReturnType<typeof spokenPace>;
};

type Asked = Pick<Question, 'kind' | 'answerHash'>;

/**
 * @param items today's, as shown
 * @returns undefined when the points were not checked, or cannot be matched after an edit
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

function comparePoints(question: Asked, items: readonly string[], before: AttemptEntry, after: AttemptEntry) {
  if (settledCount(before.points) === 0 || settledCount(after.points) === 0)
    return { state: 'unchecked' } as const;
  const [old, now] = [before, after].map((attempt) => namedPoints(question, items, attempt));
  if (!old || !now) return { state: 'edited' } as const;
  const those = (was: boolean, is: boolean): readonly string[] =>
    items.filter((_, at) => old[at]?.covered === was && now[at]?.covered === is);
  return {
    state: 'named' as const,
    gained: those(false, true),
    lost: those(true, false),
    missed: those(false, false),
    /** In either of them. */
    unsettled: items.filter((_, at) => old[at]?.covered === null || now[at]?.covered === null),
  };
}

export type Compared = ReturnType<typeof compareAttempts>;

/**
 * Never guesses what cannot be matched after an edit.
 * @param items today's, as shown
 */
export function compareAttempts(
  question: Asked,
  items: readonly string[],
  before: PastAttempt,
  after: PastAttempt,
) {
  const [old, now] = [before.attempt, after.attempt];
  const hasTexts = (old.text ?? '') !== '' && (now.text ?? '') !== '';
  return {
    before,
    after,
    points: comparePoints(question, items, old, now),
    citedGained: now.cited.filter((name) => !old.cited.includes(name)),
    citedLost: old.cited.filter((name) => !now.cited.includes(name)),
    text: hasTexts ? textDiff(old.text ?? '', now.text ?? '') : undefined,
  };
}
