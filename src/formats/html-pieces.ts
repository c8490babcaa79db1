// The pieces of Markdown that HTML is put into: marks, code, links, tables, raised and lowered characters. Knows how each
// is written; knows nothing of elements.

/** The length of the longest of some stretches; 0 for none. */
const longest = (stretches: readonly { readonly length: number }[]): number =>
  stretches.reduce((most, { length }) => Math.max(most, length), 0);

/** Code in a line of text, between as many backticks as it takes. Newlines become spaces. */
export function codeSpan(code: string): string {
  const lines = code.split('\n').map((line) => line.trim());
  const text = lines.length > 1 ? lines.join(' ').trim() : code;
  if (text.trim() === '') return '';
  const inside = longest(text.match(/`+/g) ?? []);
  const ticks = '`'.repeat(inside + 1);
  return inside > 0 ? `${ticks} ${text} ${ticks}` : ticks + text + ticks;
}

/** A block of code. What it holds stays as it is, but for a newline at its ends. */
export function fencedCode(code: string, language: string): string {
  const text = code.replace(/^\n/, '').replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(2, longest(text.match(/`{3,}/g) ?? [])) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const LINE_START = /^(?:[-+*] |\d{1,9}[.)] )?/;

/** Puts marks around each line, behind a mark of a list. */
export function marked(text: string, mark: string): string {
  const lines = text.split('\n').map((line) => {
    const start = LINE_START.exec(line)?.[0] ?? '';
    const words = line.slice(start.length).trimEnd();
    return words === '' ? line : start + mark + words + mark + line.slice(start.length + words.length);
  });
  return lines.join('\n');
}

const SCHEME = /^[\s\0-\x20]*([a-z][a-z0-9+.-]*):/i;
const HARMLESS = new Set(['http', 'https', 'mailto', 'ftp', 'file']);

/** Where a link may lead; undefined for a place that is none, such as a script. */
export function destination(href: string): string | undefined {
  const place = href.trim().replace(/[\0-\x1f]/g, '');
  const scheme = SCHEME.exec(place)?.[1]?.toLowerCase();
  // A letter is a drive, a longer word with a dot a host with its port.
  const isScheme = scheme !== undefined && scheme.length > 1 && !scheme.includes('.');
  if (place === '' || (isScheme && !HARMLESS.has(scheme))) return undefined;
  if (!/[\s()<>]/.test(place)) return place;
  return `<${place.replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;
}

const CELL_BREAK = '<br>';

const cellText = (cell: string): string =>
  cell
    .trim()
    .replaceAll(/ *\n\s*/g, CELL_BREAK)
    .replaceAll('|', String.raw`\|`);

const rowOf = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;

/** A table; its first row are the names of the columns. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = longest(rows);
  const [names = [], ...others] = rows;
  const head = [...names, ...Array.from({ length: columns - names.length }, () => '')];
  return [rowOf(head), `|${' --- |'.repeat(columns)}`, ...others.map(rowOf)].join('\n');
}

/** Each character of one row by the one at its place in the other; all are single UTF-16 units. */
const byPlace = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map(Array.from(from, (char, i) => [char, to.charAt(i)]));

const RAISED = byPlace(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyz',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ',
);
const LOWERED = byPlace('0123456789+-−=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

/** A raised or lowered text in characters that are so by themselves; where one has none, behind `^` or `_`. */
export function shifted(text: string, way: 'sup' | 'sub'): string {
  const chars = Array.from(text.trim());
  if (chars.length === 0) return '';
  const own = chars.map((char) => (way === 'sup' ? RAISED : LOWERED).get(char));
  if (own.every((char) => char !== undefined)) return own.join('');
  const mark = way === 'sup' ? '^' : '_';
  return chars.length === 1 ? mark + text.trim() : `${mark}(${text.trim()})`;
}

const ESCAPES =
  /<(?=[A-Za-z/!?])|&(?=#?\w{1,10};)|\\(?=[!-/:-@[-`{-~])|(?<=[\w)\]])\*{1,2}(?=[\w([])|(?<![\w_])_{1,2}(?=\w)(?!_)|(?<=[A-Za-z0-9])_{1,2}(?![\w_])/g;
const LINE_ESCAPES = /^(?:#{1,6}(?=\s|$)|>|[-=]+$|~{3})/;

/** A text so that Markdown shows it as it is, as far as its reader could be misled. Brackets stay, for placeholders are written in them. */
export function escaped(text: string, startsLine: boolean): string {
  const start = startsLine ? LINE_ESCAPES.exec(text) : null;
  const inner = text.replaceAll(ESCAPES, (found) => found.replaceAll(/./g, String.raw`\$&`));
  return start ? `\\${inner}` : inner;
}
