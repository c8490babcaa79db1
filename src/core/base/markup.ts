// What Markdown and HTML share: character references, and limits on size and depth.
/** Names of consecutive characters, from the given code on; `-` marks a character without a name here. */
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

/** Names of single characters, and of those that show as a space or nothing on a screen. */
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

/**
 * Replaces character references once, from left to right. The result may hold control characters: clean it
 * afterwards.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return NAMED.get(name ?? '') ?? whole;
  });
}

/** Beyond these sizes and depths a Markdown parser takes more than linear time or overflows the stack. */
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

/** True for Markdown that is shown as written because it would take too long to parse or nests too deep. Linear. */
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
