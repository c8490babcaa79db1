// The draft of an unrated answer: its text, after one line of JSON with its times and its recording, if
// there are any.
import { type Points, type Rating, RATINGS } from '../../core/base/attempt.ts';
import { isMs, isObject, isText } from '../../core/base/unknown.ts';
import { parseJsonText } from '../notation/json.ts';
import * as field from './fields.ts';

export type Unfinished = {
  /** Typed, or recognized from speech. */
  readonly text?: string;
  /** True when the text was recognized and the user has read it over. */
  readonly heard?: boolean;
  /** Id of a recording in progress, while nothing else is known of it. */
  readonly begun?: string;
  /** Path below the home folder, and its length. */
  readonly recording?: string;
  readonly durationMs?: number;
  /** For a story told part by part: the time of each finished part. */
  readonly partsMs?: readonly number[];
  /** The time so far: for a story that of the part in hand. */
  readonly spentMs?: number;
};

const MARK = 'prep-answer ';

export function unfinishedText({ text = '', ...more }: Unfinished): string {
  const known = JSON.stringify(more);
  return known === '{}' ? text : `${MARK}${known}\n${text}`;
}

function moreOf(line: string): Omit<Unfinished, 'text'> | undefined {
  const parsed = parseJsonText(line);
  if (!('value' in parsed) || !isObject(parsed.value)) return undefined;
  const { heard, begun, recording, durationMs, partsMs, spentMs } = parsed.value;
  return {
    heard: heard === true ? true : undefined,
    begun: isText(begun) ? begun : undefined,
    recording: isText(recording) ? recording : undefined,
    durationMs: isMs(durationMs) ? durationMs : undefined,
    partsMs: Array.isArray(partsMs) && partsMs.every(isMs) ? partsMs : undefined,
    spentMs: isMs(spentMs) ? spentMs : undefined,
  };
}

export function readUnfinished(draft: string | undefined): Unfinished {
  if (draft === undefined || draft === '') return {};
  const end = draft.indexOf('\n');
  const more = draft.startsWith(MARK) && end > 0 ? moreOf(draft.slice(MARK.length, end)) : undefined;
  const text = more ? draft.slice(end + 1) : draft;
  return { ...more, text: text === '' ? undefined : text };
}

// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. A bad line rejects
// only itself.

export type DrillAnswer = {
  /** From 1. */
  readonly line: number;
  readonly question: string;
  readonly rating: Rating;
  readonly text: string;
  readonly points: Points;
  readonly elapsedMs: number;
};

type Rejected = { readonly line: number; readonly reason: string };

/** Scripts write `null` for omitted fields. */
const ANSWER = field.object({
  question: field.name,
  rating: field.word(RATINGS),
  text: field.nullish(field.text, ''),
  points: field.nullish(field.points, []),
  elapsedMs: field.nullish(field.ms, 0),
});

/** Skips empty lines. Never throws. */
export function parseDrillAnswers(input: string): {
  readonly answers: readonly DrillAnswer[];
  readonly rejected: readonly Rejected[];
} {
  const answers: DrillAnswer[] = [];
  const rejected: Rejected[] = [];
  const lines = input.replace(/^\uFEFF/, '').split('\n');
  for (const [index, each] of lines.entries()) {
    if (each.trim() === '') continue;
    const parsed = field.parseObject(each);
    const read = 'value' in parsed ? field.checked(ANSWER, parsed.value) : parsed;
    if ('value' in read) answers.push({ line: index + 1, ...read.value });
    else rejected.push({ line: index + 1, reason: read.fault });
  }
  return { answers, rejected };
}
