// The one gate that text from files, programs and users passes before it may reach a terminal.
import { withNewlines } from './span.ts';

// Control strings (DCS, SOS, OSC, PM, APC) go with their body when it ends properly; CSI and the short escapes whole.
// A body stops at any control character, so the pattern is linear however many of them never end.
const CONTROL_STRING = /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
const CSI = /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g;
const SHORT_ESCAPE = /\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
const CONTROLS =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb]/g;

/**
 * Takes out of untrusted text everything that could command a terminal or reorder what is read: escape sequences,
 * C0 and C1 controls, bidirectional overrides, noncharacters. Newlines and tabs stay; CRLF and CR become newlines.
 */
export function stripControls(text: string): string {
  // Whatever is taken out begins with one of these, and few texts hold any.
  if (text.search(CONTROLS) < 0) return text;
  return withNewlines(text)
    .replace(CONTROL_STRING, '')
    .replace(CSI, '')
    .replace(SHORT_ESCAPE, '')
    .replace(CONTROLS, '');
}

// Text on one line.

/** The text with one blank for each stretch of blanks and ends of lines, and none at its ends. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** `oneLine` for a text from anywhere: control characters are blanks too. */
export const plainLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

// The order in which people read paths: `2-b.md` before `10-a.md`.

const DIGITS = /\d+/g;

type Part = { readonly text: string; readonly digits: string };

/** Cuts a text into stretches of other characters, each with the digits behind it. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(DIGITS)) {
    parts.push({ text: text.slice(from, match.index), digits: match[0].replace(/^0+(?=\d)/, '') });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), digits: '' });
  return parts;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares two texts, runs of digits by their value. A total order: 0 only for equal texts. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [first, second] = [left[i], right[i]];
    if (!first || !second) break;
    const order =
      compare(first.text, second.text) ||
      first.digits.length - second.digits.length ||
      compare(first.digits, second.digits);
    if (order !== 0) return order;
  }
  return compare(a, b);
}

// Turns of phrase that every part of prep words alike.

/** `1 value`, `3 values`; for nouns with a plain plural. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The text with a capital letter at its beginning. */
export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const two = (number: number): string => String(number).padStart(2, '0');

/** A time as people read it, `m:ss`, or `h:mm:ss` from an hour on. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A share from 0 to 1 as `64 %`. */
export const percentText = (share: number): string => `${Math.round(share * 100)} %`;

/** How far two shares lie apart, as `22 points of 100`: `22 %` would read as a part of one of them. */
export const pointsOf100 = (difference: number): string =>
  `${countOf(Math.round(Math.abs(difference) * 100), 'point')} of 100`;

/** A short time as `1.5 s`. */
export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

// Words as a POSIX shell reads them.

/** A word quoted where the shell would take it for something else. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

// HTML character references in Markdown and HTML, as characters.

/** Names in order of their characters, from a first one on; `-` stands for one without a name here. */
const RUNS: readonly (readonly [number, string])[] = [
  [
    0xa1,
    `iexcl cent pound curren yen brvbar sect uml copy ordf laquo not - reg macr deg plusmn sup2 sup3 acute micro para middot
    cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc
    Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute
    THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth
    ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`,
  ],
  [
    0x391,
    `Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi
    Omega`,
  ],
  [
    0x3b1,
    `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi
    psi omega`,
  ],
  [0x2190, 'larr uarr rarr darr harr'],
  [0x21d0, 'lArr uArr rArr dArr hArr'],
];

/** Names whose characters stand alone, and those that are spaces or nothing on a screen. */
const SINGLE = `amp& lt< gt> quot" apos' hellip… mdash— ndash– lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ lsaquo‹ rsaquo›
  bull• prime′ Prime″ permil‰ trade™ euro€ dagger† Dagger‡ check✓ cross✗ star☆ starf★ lbrack[ rbrack] lbrace{ rbrace} lpar(
  rpar) ast* lowbar_ grave\` vert| num# colon: semi; comma, period. excl! quest? dollar$ percnt% equals= plus+ sol/ bsol\\
  forall∀ part∂ exist∃ empty∅ nabla∇ isin∈ notin∉ ni∋ prod∏ sum∑ minus− lowast∗ radic√ prop∝ infin∞ ang∠ and∧ or∨ cap∩ cup∪
  int∫ there4∴ sim∼ cong≅ asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ nsub⊄ sube⊆ supe⊇ oplus⊕ otimes⊗ perp⊥ sdot⋅ lceil⌈ rceil⌉
  lfloor⌊ rfloor⌋ lang⟨ rang⟩ loz◊ fnofƒ OEligŒ oeligœ ScaronŠ scaronš circˆ tilde˜`;
const SPACES: readonly (readonly [string, string])[] = [
  ['nbsp', '\u00a0'],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['shy', ''],
  ['zwnj', '\u200c'],
  ['zwj', '\u200d'],
];

const NAMED: ReadonlyMap<string, string> = new Map([
  ...RUNS.flatMap(([first, names]) =>
    names.split(/\s+/).map((name, i): readonly [string, string] => [name, String.fromCodePoint(first + i)]),
  ),
  ...SINGLE.split(/\s+/).map((pair): readonly [string, string] => {
    const name = /^[A-Za-z]+4?/.exec(pair)?.[0] ?? '';
    return [name, pair.slice(name.length)];
  }),
  ...SPACES,
]);

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));/g;

function character(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}

/** Replaces character references once, from left to right. The result may hold control characters: clean it after. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return NAMED.get(name ?? '') ?? whole;
  });
}

// What a Markdown text may do to the program that draws it: sizes and depths beyond which it is shown as
// written.

/** Beyond these sizes the time for parsing grows faster than the text. */
const LONGEST_TEXT = 400_000;
const LONGEST_PARAGRAPH = 40_000;
const MOST_EMPHASIS = 1000;
const DEEPEST = 24;
const LONGEST_PREFIX = 12 * DEEPEST;
const PREFIX = /^(?:[ \t]|[>*+-]|\d{1,9}[.)][ \t])*/;

function isDeep(line: string): boolean {
  const prefix = PREFIX.exec(line.slice(0, LONGEST_PREFIX))?.[0] ?? '';
  if (prefix.length === LONGEST_PREFIX) return true;
  const quotes = prefix.split('>').length - 1;
  const items = prefix.match(/(?:[*+-]|\d[.)])[ \t]/g)?.length ?? 0;
  // A line of nothing but dashes or stars is a rule.
  return quotes > DEEPEST || (items > DEEPEST && line.length > prefix.length);
}

/** True for a text that would take too long or nest too deep; linear. */
export function isHostile(text: string): boolean {
  if (text.length > LONGEST_TEXT) return true;
  let length = 0;
  let emphasis = 0;
  for (const line of text.split('\n')) {
    const blank = line.trim() === '';
    length = blank ? 0 : length + line.length + 1;
    emphasis = blank ? 0 : emphasis + line.split(/[*_]/).length - 1;
    if (length > LONGEST_PARAGRAPH || emphasis > MOST_EMPHASIS || isDeep(line)) return true;
  }
  return false;
}
