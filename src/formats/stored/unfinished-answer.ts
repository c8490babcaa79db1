// An answer that was begun and not rated yet, as its draft keeps it: the text, and before it, where there
// is more to keep than text, one line with the recording and the times.
import { isMs, isObject, isText } from '../../core/base/unknown.ts';
import { parseJsonText } from '../notation/json.ts';

export type Unfinished = {
  /** What was typed, or what a recogniser heard. */
  readonly text?: string;
  /** True when the text was heard, and read over so far. */
  readonly heard?: boolean;
  /** Id of the recording that was begun, as long as nothing more is known of it. */
  readonly begun?: string;
  /** Path of its sound below the home folder, and the length of it. */
  readonly recording?: string;
  readonly durationMs?: number;
  /** Of a story that is told part by part: time for each part that is done, and for the one in hand so far. */
  readonly partsMs?: readonly number[];
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
