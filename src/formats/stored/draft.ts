// The draft of an unrated answer: its text, after an optional line of JSON with times and recording.
import type { Points } from '../../core/base/attempt.ts';
import * as field from './fields.ts';

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

const FIELDS = field.object({
  heard: field.optional(field.flag),
  begun: field.optional(field.line),
  recording: field.optional(field.line),
  durationMs: field.optional(field.ms),
  partsMs: field.optional(field.list<number>(field.ms, 'times in milliseconds')),
  spentMs: field.optional(field.ms),
  points: field.optional(field.points),
  pointsOf: field.optional(field.line),
});

export function unfinishedText({ text = '', ...more }: Unfinished): string {
  const known = JSON.stringify(more);
  return known === '{}' ? text : `${MARK}${known}\n${text}`;
}

export function readUnfinished(draft: string | undefined): Unfinished {
  if (draft === undefined || draft === '') return {};
  const end = draft.indexOf('\n');
  const known =
    draft.startsWith(MARK) && end > 0 ? field.parseObject(draft.slice(MARK.length, end)) : undefined;
  if (!known || 'fault' in known) return { text: draft };
  const read = field.checked(FIELDS, known.value);
  // Times that were edited by hand are dropped; the text never is.
  const more = 'value' in read ? read.value : {};
  return { ...more, text: draft.slice(end + 1) || undefined };
}
