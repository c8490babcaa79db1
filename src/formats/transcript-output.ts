// What recognisers print, as plain text: lines, subtitles (SRT, WebVTT), and JSON of several makes; without the marks for
// noise and silence, and without escapes. Knows bytes alone, and trusts none of them.
// Sources: the outputs of whisper.cpp, vosk-transcriber and pocketsphinx; https://www.w3.org/TR/webvtt1/.
import { stripControls } from '../core/controls.ts';
import { oneLine } from '../core/one-line.ts';
import { spokenIn } from './transcript-json.ts';

/** The most that a recogniser may print, bytes: an hour of speech takes some 60 kB, and its JSON thirty times that. */
export const MAX_TRANSCRIPT_BYTES = 4_000_000;
/** The longest text that is taken for an answer, in characters. */
const MAX_CHARS = 200_000;
/** Text of that many characters has letters somewhere. */
const ENOUGH = 40;

/** What was said, perhaps nothing; or why the output cannot be used, as what its program did (`printed …`). */
export type Transcript = { readonly text: string } | { readonly fault: string };

/** Characters without width, which would part words that look whole. */
const WIDTHLESS = /[\u200b-\u200f\ufeff]/g;

const TIME = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}`;
/** `00:00:01,000 --> 00:00:02,500 align:start`, alone on a line or in brackets before a text. */
const TIMES = new RegExp(String.raw`^\s*\[?\s*${TIME}\s*-->\s*${TIME}(?:\]|[^\n]*$)`);
const WORD_TIME = new RegExp(
  String.raw`<(?:${TIME}|/?[cvbiu](?:[.\s][^<>\n]{0,200})?|/?lang[^<>\n]{0,40}|/?ruby|/?rt)>`,
  'g',
);
const VTT_BLOCK = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)/;

const NOISE = String.raw`(?:blank[ _]audio|music(?: playing)?|silence|noise|applause|laughter|laughs?|inaudible|cough(?:s|ing)?|sighs?|breath(?:s|ing)?|sniff(?:s|ing)?|typing|keyboard clicking|clears throat|clicking|beep|speaking in foreign language|foreign|unknown|background noise|no speech|pause)`;
/** `[BLANK_AUDIO]`, `(silence)`, `<sil>`, `++NOISE++`, `*laughs*`. */
const MARKS = new RegExp(
  String.raw`\[\s*${NOISE}\s*\]|\(\s*${NOISE}\s*\)|<\/?(?:sil|unk|s|eps|${NOISE})>|\[unk\]|\*\s*${NOISE}\s*\*|\+\+\w{1,30}\+\+|[♪♫]+|\[_(?:BEG|TT_\d+)_\]`,
  'giu',
);
/** `the(2)`: another way to say a word, as pocketsphinx numbers them. */
const VARIANT = /(?<=\p{L})\(\d\)/gu;

/** The lines of subtitles without numbers and times; those of other texts without times alone. */
function withoutTimes(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let isBlock = false;
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') isBlock = false;
    else if (VTT_BLOCK.test(line) && (at === 0 || isVtt(lines))) isBlock = true;
    if (isBlock) continue;
    // A number or a name above a line of times belongs to it.
    if (!TIMES.test(line) && TIMES.test(lines[at + 1] ?? '') && !(lines[at - 1] ?? '').trim()) continue;
    kept.push(line.replace(TIMES, ''));
  }
  return kept.join('\n').replaceAll(WORD_TIME, '');
}

const isVtt = (lines: readonly string[]): boolean => /^WEBVTT(?:\s|$)/.test(lines[0] ?? '');

/** Words in paragraphs: no marks, one blank between words. */
function tidy(text: string): string {
  return text
    .replaceAll(MARKS, ' ')
    .replaceAll(VARIANT, '')
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter(Boolean)
    .join(' ');
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text that was recognised. Never throws; empty when nothing was heard.
 * @param bytes all of the standard output
 */
export function readTranscript(bytes: Uint8Array): Transcript {
  if (bytes.length > MAX_TRANSCRIPT_BYTES) return { fault: 'printed more than a transcript can be' };
  const raw = decoded(bytes);
  if (raw === undefined || raw.includes('\0')) return { fault: 'printed something that is no text' };
  const plain = stripControls(raw).replaceAll(WIDTHLESS, '');
  const lost = raw.length - plain.length;
  const spoken = spokenIn(plain);
  if (spoken === 'unknown') return { fault: 'printed JSON in which prep finds no text' };
  const text = tidy(spoken ?? withoutTimes(plain));
  if (text.length > MAX_CHARS) return { fault: 'printed more than a transcript can be' };
  if (!/\p{L}|\p{N}/u.test(text) && (text.length > ENOUGH || lost > ENOUGH))
    return { fault: 'printed something that is no text' };
  return { text };
}
