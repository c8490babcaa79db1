// Where code, math, HTML and links end, given where they begin. Knows one kind of notation at a time; every search ahead is
// bounded or remembered, so that a text is read in linear time.

/** Offsets in the text that was given, `end` exclusive. */
export type Range = { readonly start: number; readonly end: number };

const LONGEST_MATH = 5000;
const LONGEST_MUSTACHE = 80;
/** A link's destination: `(url)`, `(<url>)`, `(url "title")`; one level of brackets in the url. */
const DESTINATION =
  /\([ \t]*(?:<[^<>\n]{0,2000}>|(?:[^\s()<]|\([^\s()]{0,500}\)){0,2000})(?:[ \t\n]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*\)/y;
const REFERENCE = /\[[^[\]\n]{0,200}\]/y;
const TAG =
  /<(\/?)([A-Za-z][A-Za-z0-9-]{0,40})(?:\s{1,20}[A-Za-z_:@][\w:.@-]{0,60}(?:\s{0,5}=\s{0,5}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'=<>`]{1,300}))?){0,20}\s{0,20}\/?>/y;
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>/y;
/** Elements whose content is code or markup of another kind. */
const OPAQUE = new Set(['code', 'pre', 'script', 'style', 'kbd', 'samp', 'math', 'svg', 'textarea']);
const MONEY = /\$\[[A-Z]\]/y;

/** What the readers of one kind of notation need to know. */
export type Scan = {
  readonly text: string;
  readonly ahead: (what: string, from: number) => number;
  readonly runs: () => ReadonlyMap<number, number>;
  /** Where the paragraph of the place ends. */
  readonly paragraphEnd: (at: number) => number;
};

/** The match of a sticky or global pattern from `at` on. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Looks for fixed texts ahead of a place that only grows: each stretch of the text is searched once for each of them. */
export function forwardSearch(text: string): (what: string, from: number) => number {
  const found = new Map<string, number>();
  return (what, from) => {
    const known = found.get(what);
    if (known !== undefined && (known === -1 || known >= from)) return known;
    const at = text.indexOf(what, from);
    found.set(what, at);
    return at;
  };
}

/** For each run of backticks, where the next run of the same length begins. */
export function nextSameRuns(text: string): ReadonlyMap<number, number> {
  const latest = new Map<number, number>();
  const next = new Map<number, number>();
  for (const run of text.matchAll(/`+/g)) {
    const before = latest.get(run[0].length);
    if (before !== undefined) next.set(before, run.index);
    latest.set(run[0].length, run.index);
  }
  return next;
}

const wordLike = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);

function codeSpanEnd(scan: Scan, at: number): number | undefined {
  let open = at;
  while (scan.text.charCodeAt(open) === 96) open += 1;
  const close = scan.runs().get(at);
  return close !== undefined && close < scan.paragraphEnd(at) ? close + open - at : undefined;
}

/** Math between dollars. A closing `$` stands right behind its content, and no word, number or bracket follows it. */
function mathEnd(scan: Scan, at: number): number | undefined {
  const { text, ahead } = scan;
  if (text.startsWith('$$', at)) {
    const close = ahead('$$', at + 2);
    return close === -1 || close - at > LONGEST_MATH ? undefined : close + 2;
  }
  const close = ahead('$', at + 1);
  const newline = ahead('\n', at);
  if (close === -1 || (newline !== -1 && newline < close)) return undefined;
  if (/\s/.test(text.charAt(at + 1)) || /[\s\\]/.test(text.charAt(close - 1))) return undefined;
  if (wordLike(text.charAt(at - 1)) || wordLike(text.charAt(close + 1)) || text.charAt(close + 1) === '[') {
    return undefined;
  }
  const money = matchAt(MONEY, text, at) !== null && /\s/.test(text.slice(at, close));
  return money ? undefined : close + 1;
}

function latexEnd(scan: Scan, at: number): number | undefined {
  const open = scan.text.charAt(at + 1);
  if (open !== '(' && open !== '[') return undefined;
  const close = scan.ahead(open === '(' ? '\\)' : '\\]', at + 2);
  return close === -1 || close - at > LONGEST_MATH ? undefined : close + 2;
}

function htmlEnd(scan: Scan, at: number): number | undefined {
  const { text, ahead } = scan;
  if (text.startsWith('<!--', at)) {
    const close = ahead('-->', at + 4);
    return close === -1 ? undefined : close + 3;
  }
  const auto = matchAt(AUTOLINK, text, at);
  if (auto) return at + auto[0].length;
  const tag = matchAt(TAG, text, at);
  if (!tag) return undefined;
  const tagEnd = at + tag[0].length;
  const name = tag[2] ?? '';
  if (tag[1] === '/' || !OPAQUE.has(name.toLowerCase()) || tag[0].endsWith('/>')) return tagEnd;
  const close = ahead(`</${name}`, tagEnd);
  return close === -1 ? tagEnd : close;
}

/** The range of the link or image whose text is `bracket`, when it is one. */
export function linkOf(text: string, bracket: Range): Range | undefined {
  const start = text.charAt(bracket.start - 1) === '!' ? bracket.start - 1 : bracket.start;
  const after = text.charAt(bracket.end);
  if (after !== '(' && after !== '[') return undefined;
  const tail = matchAt(after === '(' ? DESTINATION : REFERENCE, text, bracket.end);
  // Two gaps side by side are no link with a reference.
  if (!tail || /^\[\s?fill[ _-]?in\b/i.test(tail[0])) return undefined;
  return { start, end: bracket.end + tail[0].length };
}

/** Where `{{ … }}` on one line ends; undefined when it is none. */
export function mustacheEnd(text: string, at: number): number | undefined {
  if (text.charCodeAt(at + 1) !== 123) return undefined;
  const close = text.slice(at + 2, at + 2 + LONGEST_MUSTACHE).search(/[{}\n]/);
  return close !== -1 && text.startsWith('}}', at + 2 + close) ? at + 4 + close : undefined;
}

/** Where the notation that begins at `at` ends, when what stands there is no prose. */
export function inertEnd(scan: Scan, at: number): number | undefined {
  switch (scan.text.charAt(at)) {
    case '\\':
      return latexEnd(scan, at);
    case '`':
      return codeSpanEnd(scan, at);
    case '$':
      return mathEnd(scan, at);
    case '<':
      return htmlEnd(scan, at);
    default:
      return undefined;
  }
}

/** Where a run of the same character ends. */
export function runEnd(text: string, at: number): number {
  const char = text.charCodeAt(at);
  let end = at + 1;
  while (text.charCodeAt(end) === char) end += 1;
  return end;
}
