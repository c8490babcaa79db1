// The output of speech recognizers as plain text: lines, and several kinds of JSON, without marks for noise and silence and
// without escapes. Sources: the outputs of whisper.cpp, vosk-transcriber and pocketsphinx.
import { oneLine, stripControls } from '../../core/base/text.ts';
import { isObject, ownField } from '../../core/base/collections.ts';
import { parseJsonText } from '../notation/json.ts';

const MAX_DEPTH = 8;

/** Under `text` for Whisper and Vosk, under `t` for pocketsphinx. */
function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  const text = isObject(value) ? (ownField(value, 'text') ?? ownField(value, 't')) : undefined;
  if (typeof text === 'string') return [text];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}

function parsed(text: string): unknown {
  const read = parseJsonText(text);
  return 'value' in read ? read.value : undefined;
}

/** Undefined for anything but JSON. Vosk and pocketsphinx print several objects one after the other. */
function spokenIn(output: string): string | undefined {
  const text = output.trim();
  if (!/^[{[]/.test(text)) return undefined;
  const whole = parsed(text);
  const documents = whole === undefined ? text.split(/\n(?=\{)/).map(parsed) : [whole];
  if (documents.includes(undefined)) return undefined;
  return documents.flatMap((each) => textsIn(each)).join(' ');
}

/** An hour of speech takes about 60 kB, and its JSON thirty times that. */
export const MAX_TRANSCRIPT_BYTES = 4_000_000;
const MAX_CHARS = 200_000;

/** Zero-width characters would split words invisibly. */
const WIDTHLESS = /[\u200b-\u200f\ufeff]/g;

const NOISE = String.raw`(?:blank[ _]audio|music(?: playing)?|silence|noise|applause|laughter|laughs?|inaudible|cough(?:s|ing)?|sighs?|breath(?:s|ing)?|sniff(?:s|ing)?|typing|keyboard clicking|clears throat|clicking|beep|speaking in foreign language|foreign|unknown|background noise|no speech|pause)`;
/** `[BLANK_AUDIO]`, `(silence)`, `<sil>`, `++NOISE++`, `*laughs*`. */
const MARKS = new RegExp(
  String.raw`\[\s*${NOISE}\s*\]|\(\s*${NOISE}\s*\)|<\/?(?:sil|unk|s|eps|${NOISE})>|\[unk\]|\*\s*${NOISE}\s*\*|\+\+\w{1,30}\+\+|[♪♫]+|\[_(?:BEG|TT_\d+)_\]`,
  'giu',
);
/** `the(2)`: pocketsphinx numbers the pronunciations of a word. */
const VARIANT = /(?<=\p{L})\(\d\)/gu;

function tidy(text: string): string {
  return text
    .replaceAll(MARKS, ' ')
    .replaceAll(VARIANT, '')
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter(Boolean)
    .join(' ');
}

/** Never throws; empty when nothing was recognized. `fault`: what the program did (`printed …`). */
export function readTranscript(bytes: Uint8Array) {
  let raw: string;
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'printed something that is not text' };
  }
  const plain = stripControls(raw).replaceAll(WIDTHLESS, '');
  const text = tidy(spokenIn(plain) ?? plain);
  if (text.length > MAX_CHARS) return { fault: 'printed too much for a transcript' };
  return { text: /\p{L}|\p{N}/u.test(text) ? text : '' };
}
