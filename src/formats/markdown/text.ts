// Marks by which a file says exactly where a text begins and where it ends: comments, so that no reader of
// the file sees them. Whatever stands between two marks is that text, byte for byte.
import { hashText } from '../../core/base/random.ts';
import type { Source, Text } from '../../core/base/span.ts';
import type { CodeFence, Stretches } from './outline.ts';

/**
 * What a marked text is. `asked` belongs to the title; `also` gives other words for the point
 * before it, a `reply` answers the follow-up before it.
 */
export type MarkKind = 'asked' | 'answer' | 'notes' | 'point' | 'also' | 'follow-up' | 'reply';

const KINDS: readonly MarkKind[] = ['asked', 'answer', 'notes', 'point', 'also', 'follow-up', 'reply'];
const OPENS = /^<!-- prep: (asked|answer|notes|point|also|follow-up|reply)( \d{1,6})? -->[ \t]*$/;
const CLOSES = /^<!-- prep: end( \d{1,6})? -->[ \t]*\r?$/gm;
const CLOSE = '<!-- prep: end';

/** Where each kind of closing mark stands, in order: the end of its line. */
function closingMarks(text: string, limit: number): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const match of text.slice(0, limit).matchAll(CLOSES)) {
    const end = match.index + match[0].length;
    const ends = found.get(match[1] ?? '');
    if (ends) ends.push(end);
    else found.set(match[1] ?? '', [end]);
  }
  return found;
}

/**
 * Finds the stretches of a file that marks enclose. The closing marks are looked for once, when the first one opens.
 * Stretches are asked for in the order of the text.
 */
export function markedStretches(text: string, limit: number): Stretches {
  let closing: ReadonlyMap<string, readonly number[]> | undefined;
  const passed = new Map<string, number>();
  return (start, end) => {
    const opening = OPENS.exec(text.slice(start, Math.min(end, start + 60)));
    if (!opening) return undefined;
    closing ??= closingMarks(text, limit);
    const name = opening[2] ?? '';
    const ends = closing.get(name) ?? [];
    let at = passed.get(name) ?? 0;
    while ((ends[at] ?? Infinity) <= end) at += 1;
    passed.set(name, at);
    const close = ends[at];
    return close === undefined ? undefined : Math.min(limit, close + 1);
  };
}

/** A text between marks, and what it is. */
export type Marked = { readonly kind: MarkKind; readonly text: Text };

function markedAt(source: Source, { start, next }: CodeFence): Marked | undefined {
  const newline = source.text.indexOf('\n', start);
  const opening = OPENS.exec(source.text.slice(start, newline).replace(/\r$/, ''));
  const kind = KINDS.find((one) => one === opening?.[1]);
  if (!kind) return undefined;
  const from = newline + 1;
  let to = source.text.lastIndexOf(CLOSE, next) - 1;
  if (source.text.charCodeAt(to - 1) === 13) to -= 1;
  return { kind, text: source.textAt(from, Math.max(from, to)) };
}

/**
 * The marked texts that begin in `source.text[start, end)`, in order.
 * @param fences of the whole file, in order; `first` is the index of the first that may matter
 */
export function markedTexts(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  first: number,
): readonly Marked[] {
  const marked: Marked[] = [];
  for (let i = first; (fences[i]?.start ?? Infinity) < end; i += 1) {
    const fence = fences[i];
    const one = fence && fence.start >= start ? markedAt(source, fence) : undefined;
    if (one) marked.push(one);
  }
  return marked;
}

/**
 * Writes texts between marks. A closing mark that stands in a text itself closes nothing: the marks then get a number.
 * @param texts all that is to be marked in one question
 */
export function marker(texts: readonly string[]): (kind: MarkKind, text: string) => string {
  let name = '';
  for (let i = 2; texts.some((text) => text.includes(`<!-- prep: end${name} -->`)); i += 1) name = ` ${i}`;
  return (kind, text) =>
    // A carriage return at the end would be taken for that of the line.
    `<!-- prep: ${kind}${name} -->\n${text}${text.endsWith('\r') ? '\r' : ''}\n<!-- prep: end${name} -->`;
}

// Names of files as addresses write them.

/** The name without `%20` and the like; as it is where they are no text. */
export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// Links of a text to files that come along with a deck: found, and led to where the files are put.

/** `](name)`, `](<name>)`, `](name "title")`; `src="name"`. */
const LINK =
  /(\]\([ \t]{0,3})(?:<([^<>\n]{1,500})>|((?:[^()\n"]|\([^()\n]{0,200}\)){1,500}?))(?=(?:[ \t]{1,3}"[^"\n]{0,300}")?[ \t]{0,3}\))|(\ssrc=")([^"\n]{1,500})(?=")/g;

/**
 * A text whose links to `names` lead to their new places.
 * @param names new places by the name of the file
 * @param onUsed told each name that is linked
 */
export function relinkMedia(
  text: string,
  names: ReadonlyMap<string, string>,
  onUsed: (name: string) => void,
): string {
  if (names.size === 0 || !/\]\(|\ssrc="/.test(text)) return text;
  return text.replace(LINK, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [open, angled, bare, attribute, source] = groups;
    const written = (angled ?? bare ?? source ?? '').trim();
    const name = [written, percentDecoded(written)].find((one) => names.has(one));
    const place = name === undefined ? undefined : names.get(name);
    if (name === undefined || place === undefined) return whole;
    onUsed(name);
    return `${open ?? attribute ?? ''}${encodeURI(place).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))}`;
  });
}

// Ids from titles: short, readable, stable. A change here would change the ids of questions whose files
// give none, and cut them from their history.

const LONGEST = 80;

/** Accents of the Latin, Greek and Cyrillic scripts; marks of other scripts carry meaning and stay. */
const ACCENTS = /[\u0300-\u036f]+/g;
const APOSTROPHES = /['’ʼ]/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
const BETWEEN_ASCII_WORDS = /[^a-z0-9]+/g;
const ASCII = /^[\x20-\x7e]*$/;

function words(title: string): string {
  if (ASCII.test(title))
    return title.toLowerCase().replace(APOSTROPHES, '').replace(BETWEEN_ASCII_WORDS, '-');
  const plain = title.normalize('NFKD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  return plain.replace(ACCENTS, '').replace(APOSTROPHES, '').replace(BETWEEN_WORDS, '-');
}

function withoutEndDashes(text: string): string {
  const start = text.startsWith('-') ? 1 : 0;
  return text.slice(start, text.endsWith('-') ? Math.max(start, text.length - 1) : text.length);
}

/** The first `LONGEST` units, without cutting a character in two. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const last = text.charCodeAt(LONGEST - 1);
  return withoutEndDashes(text.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST - 1 : LONGEST));
}

/**
 * The kebab-case id of a title: letters and digits of any script in lower case, `-` between words, at most 80 UTF-16 units.
 * Never empty: a title without letters and digits gives `question-` and a hash of the title.
 */
export function slug(title: string): string {
  const id = shortened(withoutEndDashes(words(title)));
  return id === '' ? `question-${hashText(title)}` : id;
}
