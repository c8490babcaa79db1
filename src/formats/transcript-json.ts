// The words in the JSON that recognisers print: one document, or one a line. Whisper has `text` or `transcription`, Vosk
// `text` or `monologues`, pocketsphinx `t`. Knows nothing of what else they tell.
import { isObject, ownField } from '../core/unknown-value.ts';

import { parseJsonText } from './json-text.ts';

const MAX_PIECES = 100_000;
const MAX_DEPTH = 8;

/** Texts in a value that a recogniser printed; undefined where none of the known fields is. */
function textsOf(value: unknown, depth = 0): readonly string[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const found = value.slice(0, MAX_PIECES).map((each) => textsOf(each, depth + 1));
    return found.some((each) => each !== undefined) || value.length === 0
      ? found.flatMap((each) => each ?? [])
      : undefined;
  }
  if (!isObject(value)) return undefined;
  for (const name of ['text', 't']) {
    const text = ownField(value, name);
    if (typeof text === 'string') return [text];
  }
  for (const name of ['transcription', 'segments', 'monologues', 'results', 'alternatives', 'utterances']) {
    const list = ownField(value, name);
    if (Array.isArray(list)) return textsOf(list, depth + 1);
  }
  const terms = ownField(value, 'terms');
  if (Array.isArray(terms))
    return [
      terms
        .slice(0, MAX_PIECES)
        .flatMap((term) => textsOf(term, depth + 1) ?? [])
        .join(' '),
    ];
  // What Vosk thinks while it is still listening comes again when it is sure.
  return typeof ownField(value, 'partial') === 'string' ? [] : undefined;
}

function parsed(text: string): unknown {
  const read = parseJsonText(text);
  return 'value' in read ? read.value : undefined;
}

/** Objects that follow each other over several lines, as Vosk prints its results. */
function documentsIn(text: string): readonly unknown[] | undefined {
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  const parts = text
    .split(/\n(?=\{)/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > MAX_PIECES) return undefined;
  const values = parts.map(parsed);
  return values.includes(undefined) ? undefined : values;
}

/**
 * All that was said, if `output` is JSON.
 * @returns undefined for what is no JSON, `unknown` for JSON without a field that holds text
 */
export function spokenIn(output: string): string | undefined {
  const trimmed = output.trim();
  if (!/^[{[]/.test(trimmed)) return undefined;
  const documents = documentsIn(trimmed);
  if (documents === undefined) return undefined;
  const texts = documents.map((each) => textsOf(each));
  if (texts.every((each) => each === undefined)) return 'unknown';
  return texts.flatMap((each) => each ?? []).join(' ');
}
