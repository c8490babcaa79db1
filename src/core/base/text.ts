export const withNewlines = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;

// Control strings (DCS, SOS, OSC, PM, APC) go with their body when it ends properly. A body stops at any
// control character, so the pattern is linear.
const CONTROL_STRING = /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
const CSI = /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g;
const SHORT_ESCAPE = /\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
const CONTROLS =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb]/g;

/**
 * Removes whatever could command a terminal or reorder text: escapes, C0 and C1 controls, bidirectional
 * overrides, noncharacters. Newlines and tabs stay; CRLF and CR become newlines.
 */
export function stripControls(text: string): string {
  // Everything removed begins with one of these, and few texts have any.
  if (text.search(CONTROLS) < 0) return text;
  return withNewlines(text)
    .replace(CONTROL_STRING, '')
    .replace(CSI, '')
    .replace(SHORT_ESCAPE, '')
    .replace(CONTROLS, '');
}

/** `\u00e9` of `é`, as in JSON. */
export const escapedUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** For the middle of a sentence. */
export const withoutFullStop = (text: string): string => text.replace(/(?<=[^.])\.$/u, '');

/** Replacing each single space of a long text takes more than linear time. */
export const oneLine = (text: string): string => text.replaceAll(/\s{2,}|[^\S ]/g, ' ').trim();

// Code comes first, so that what it multiplies is no emphasis.
const EMPHASIS =
  /`[^`]*`|(?<![\p{L}\p{N}*\\])(\*{1,3})(?=\S)((?:[^*`]|`[^`]*`)+)(?<=\S)\1(?![\p{L}\p{N}*])/gu;

/** As screens show it: on one line, without the asterisks of emphasis. Those of `*args` stay. */
export const titleText = (title: string): string =>
  oneLine(stripControls(title)).replaceAll(EMPHASIS, (all, _, words?: string) => words ?? all);

/** For untrusted text: control characters become spaces too. */
export const plainLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/** For a pattern with the flag `u`, which allows no other escapes. */
export const literalPattern = (text: string): string =>
  text.replaceAll(/[\\^$.|?*+()[\]{}/]/g, String.raw`\$&`);

export function clipped(text: string, most = 60): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most).join('').trimEnd()}…` : text;
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers begin with their length, which is less than any letter, so that shorter ones come first. */
const withLengths = (text: string): string =>
  text.replaceAll(/0*(\d+)/g, (_, digits: string) => String.fromCharCode(digits.length) + digits);

/** `2-b.md` before `10-a.md`. A total order: 0 only for equal texts. */
export const naturalOrder = (a: string, b: string): number =>
  compare(withLengths(a), withLengths(b)) || compare(a, b);

const ABBREVIATION =
  /(?:e\.\s?g|i\.\s?e|[zZ]\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|(?<!\p{L})(?:vs|ca|bzw|vgl|ggf|evtl|inkl|Abb|Nr|Dr|Prof|Mio|Mrd|Fig|Eq|approx|resp|cf))$/u;
/** Pages and numbers: `p. 12`. */
const NUMBERED = /(?<!\p{L})(?:pp?|[nN]o|vol|ch|sec)\.\s+\d/u;
/** The first letter of one with a space, and a day before its month. */
const OPEN_ABBREVIATION = /(?<!\p{L})[zZduoie]\.\s(?:B|h|a|ä|e|g)\.$/u;
/** `at 3 a.m. 52 minutes later` */
const TIME = /(?<!\p{L})[ap]\.\s?m\.\s+[\p{Ll}\d]/u;
const DATE = /(?<![\p{L}\p{N}.])\d{1,2}\.\s(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)$/u;

/** A period that ends no sentence. */
export const isAbbreviated = (text: string, at: number): boolean =>
  ABBREVIATION.test(text.slice(Math.max(0, at - 8), at)) ||
  OPEN_ABBREVIATION.test(text.slice(Math.max(0, at - 2), at + 4)) ||
  TIME.test(text.slice(Math.max(0, at - 4), at + 4)) ||
  DATE.test(text.slice(Math.max(0, at - 3), at + 5)) ||
  NUMBERED.test(text.slice(Math.max(0, at - 4), at + 4)) ||
  // A factorial: `12! equivalent solutions`.
  /^[\p{N}\])]!\s+\p{Ll}/u.test(text.slice(Math.max(0, at - 1), at + 4));

/** What ends a sentence, by a pattern whose matches begin with its sign. */
export const sentenceEnds = (text: string, pattern: RegExp): readonly RegExpExecArray[] =>
  [...text.matchAll(pattern)].filter(({ index }) => !isAbbreviated(text, index));

export type Sentence = { readonly text: string; readonly index: number };

/** Without blanks around them. A line break ends one, too. */
export function sentencesIn(text: string): readonly Sentence[] {
  let from = 0;
  return [
    ...sentenceEnds(text, /[.!?]+(?=\s|$)|[。？！]+|\n/g).map(({ 0: end, index }) => index + end.length),
    text.length,
  ]
    .map((to) => {
      const lead = /^[\s.!?。？！]*/.exec(text.slice(from, to))?.[0].length ?? 0;
      const sentence = { text: text.slice(from + lead, to).trimEnd(), index: from + lead };
      from = to;
      return sentence;
    })
    .filter((sentence) => sentence.text !== '');
}
