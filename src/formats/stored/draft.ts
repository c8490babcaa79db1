// The draft of an unrated answer: its text, after an optional line of JSON with times and recording.
import type { Points } from '../../core/base/attempt.ts';
import { isMs, isObject, isText } from '../../core/base/collections.ts';

export type Unfinished = {
  readonly text?: string;
  /** True once the user has read the recognized text. */
  readonly heard?: boolean;
  /** Id of a recording in progress. */
  readonly begun?: string;
  /** Path below the home folder, and length. */
  readonly recording?: string;
  readonly durationMs?: number;
  readonly partsMs?: readonly number[];
  /** So far; in a story, of the current part. */
  readonly spentMs?: number;
  /** Points settled so far, and the hash of the model answer that they belong to. */
  readonly points?: Points;
  readonly pointsOf?: string;
};

const MARK = 'prep-answer ';

const isPoint = (point: unknown): point is Points[number] => point === 0 || point === 1 || point === null;

export function unfinishedText({ text = '', ...more }: Unfinished): string {
  const known = JSON.stringify(more);
  return known === '{}' ? text : `${MARK}${known}\n${text}`;
}

function moreOf(line: string): Omit<Unfinished, 'text'> | undefined {
  let known: unknown;
  try {
    known = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(known)) return undefined;
  const { heard, begun, recording, durationMs, partsMs, spentMs, points, pointsOf } = known;
  return {
    heard: heard === true ? true : undefined,
    begun: isText(begun) ? begun : undefined,
    recording: isText(recording) ? recording : undefined,
    durationMs: isMs(durationMs) ? durationMs : undefined,
    partsMs: Array.isArray(partsMs) && partsMs.every(isMs) ? partsMs : undefined,
    spentMs: isMs(spentMs) ? spentMs : undefined,
    points: Array.isArray(points) && points.every(isPoint) ? points : undefined,
    pointsOf: isText(pointsOf) ? pointsOf : undefined,
  };
}

export function readUnfinished(draft: string | undefined): Unfinished {
  if (draft === undefined || draft === '') return {};
  const end = draft.indexOf('\n');
  const more = draft.startsWith(MARK) && end > 0 ? moreOf(draft.slice(MARK.length, end)) : undefined;
  const text = more ? draft.slice(end + 1) : draft;
  return { ...more, text: text === '' ? undefined : text };
}
