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
