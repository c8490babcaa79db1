// The output of speech recognizers as plain text: lines, with times or without (SRT), and several kinds of
// JSON, without marks for noise and silence and without escapes. Sources: the outputs of whisper.cpp,
// vosk-transcriber and pocketsphinx.
import { oneLine, stripControls } from '../../core/base/text.ts';
import { isObject, ownField } from '../../core/base/collections.ts';
import { parseJsonText } from '../notation/json.ts';

const MAX_PIECES = 100_000;
const MAX_DEPTH = 8;

/** Under `text` for Whisper and Vosk, under `t` for pocketsphinx. Undefined for other JSON. */
function textsOf(value: unknown, depth = 0): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  if (isObject(value)) {
    const text = ownField(value, 'text') ?? ownField(value, 't');
    if (typeof text === 'string') return [text];
    // Vosk repeats its partial results in the final one.
    if (typeof ownField(value, 'partial') === 'string') return [];
  }
  const inside = Object.values(value)
    .slice(0, MAX_PIECES)
    .map((each) => textsOf(each, depth + 1));
  const isKnown = inside.some((each) => each !== undefined) || (Array.isArray(value) && inside.length === 0);
  return isKnown ? inside.flatMap((each) => each ?? []) : undefined;
}

function parsed(text: string): unknown {
  const read = parseJsonText(text);
  return 'value' in read ? read.value : undefined;
}

/** Consecutive objects of several lines each, as Vosk prints its results. */
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

/** @returns undefined for anything but JSON, `unknown` for JSON without a known text field */
function spokenIn(output: string): string | undefined {
  const trimmed = output.trim();
  const documents = /^[{[]/.test(trimmed) ? documentsIn(trimmed) : undefined;
  const texts = documents?.map((each) => textsOf(each));
  if (texts?.every((each) => each === undefined)) return 'unknown';
  return texts?.flatMap((each) => each ?? []).join(' ');
}

/** An hour of speech takes about 60 kB, and its JSON thirty times that. */
export const MAX_TRANSCRIPT_BYTES = 4_000_000;
const MAX_CHARS = 200_000;
/** In characters; real text this long contains letters. */
const ENOUGH = 40;

/** `fault`: what the program did (`printed …`). */
type Transcript = { readonly text: string } | { readonly fault: string };

/** Zero-width characters would split words invisibly. */
const WIDTHLESS = /[\u200b-\u200f\ufeff]/g;

const TIME = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}`;
/** `00:00:01,000 --> 00:00:02,500 align:start`, on its own line or in brackets before a text. */
const TIMES = new RegExp(String.raw`^\s*\[?\s*${TIME}\s*-->\s*${TIME}(?:\]|[^\n]*$)`);
const NOISE = String.raw`(?:blank[ _]audio|music(?: playing)?|silence|noise|applause|laughter|laughs?|inaudible|cough(?:s|ing)?|sighs?|breath(?:s|ing)?|sniff(?:s|ing)?|typing|keyboard clicking|clears throat|clicking|beep|speaking in foreign language|foreign|unknown|background noise|no speech|pause)`;
/** `[BLANK_AUDIO]`, `(silence)`, `<sil>`, `++NOISE++`, `*laughs*`. */
const MARKS = new RegExp(
  String.raw`\[\s*${NOISE}\s*\]|\(\s*${NOISE}\s*\)|<\/?(?:sil|unk|s|eps|${NOISE})>|\[unk\]|\*\s*${NOISE}\s*\*|\+\+\w{1,30}\+\+|[♪♫]+|\[_(?:BEG|TT_\d+)_\]`,
  'giu',
);
/** `the(2)`: pocketsphinx numbers the pronunciations of a word. */
const VARIANT = /(?<=\p{L})\(\d\)/gu;

/** Drops the times of subtitles, and the numbers above them. */
function withoutTimes(text: string): string {
  const lines = text.split('\n');
  return lines
    .filter((line, at) => !/^\d+\s*$/.test(line) || !TIMES.test(lines[at + 1] ?? ''))
    .map((line) => line.replace(TIMES, ''))
    .join('\n');
}

function tidy(text: string): string {
  return text
    .replaceAll(MARKS, ' ')
    .replaceAll(VARIANT, '')
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter(Boolean)
    .join(' ');
}

/**
 * Never throws; empty when nothing was recognized.
 * @param bytes all of the standard output
 */
export function readTranscript(bytes: Uint8Array): Transcript {
  if (bytes.length > MAX_TRANSCRIPT_BYTES) return { fault: 'printed too much for a transcript' };
  const noText = { fault: 'printed something that is not text' };
  let raw: string;
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return noText;
  }
  if (raw.includes('\0')) return noText;
  const plain = stripControls(raw).replaceAll(WIDTHLESS, '');
  const lost = raw.length - plain.length;
  const spoken = spokenIn(plain);
  if (spoken === 'unknown') return { fault: 'printed JSON, but prep found no text in it' };
  const text = tidy(spoken ?? withoutTimes(plain));
  if (text.length > MAX_CHARS) return { fault: 'printed too much for a transcript' };
  const hasWords = /\p{L}|\p{N}/u.test(text);
  return hasWords || (text.length <= ENOUGH && lost <= ENOUGH) ? { text } : noText;
}
