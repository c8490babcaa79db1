// The draft of an unrated answer: its text, after an optional line of JSON with times and recording.
import { instantOf } from '../../core/base/day.ts';
import * as field from './fields.ts';

const MARK = 'prep-answer ';

const FIELDS = field.object({
  /** True once the user has read the recognized text. */
  heard: field.optional(field.flag),
  /** Id of a recording in progress. */
  begun: field.optional(field.line),
  /** Path below the home folder, and length. */
  recording: field.optional(field.line),
  durationMs: field.optional(field.ms),
  partsMs: field.optional(field.list<number>(field.ms, 'times in milliseconds')),
  /** So far; in a story, of the current part. */
  spentMs: field.optional(field.ms),
  /** Points settled so far, and the hash of the model answer that they belong to. */
  points: field.optional(field.points),
  pointsOf: field.optional(field.line),
});

export type Unfinished = Readonly<field.Checked<typeof FIELDS>> & { readonly text?: string };

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

// In its file a draft also says when it was written: a copy of the file has another time.

const KNOWN = /^prep-answer \{".*(?=\}\n)/;
const STAMP = /^(prep-answer \{".*),"at":(\d{1,15})(?=\}\n)|^prep-answer \{"at":(\d{1,15})\}\n/;

export const stamped = (draft: string, at: number): string =>
  KNOWN.test(draft) ? draft.replace(KNOWN, `$&,"at":${at}`) : `${MARK}{"at":${at}}\n${draft}`;

/** The draft as it was before; one of an earlier version has no time. */
export function unstamped(file: string) {
  const [whole = '', known = '', ...at] = STAMP.exec(file) ?? [];
  const written = at.find((digits) => digits !== undefined);
  return {
    draft: known + file.slice(whole.length),
    at: written === undefined ? undefined : instantOf(Number(written)),
  };
}
