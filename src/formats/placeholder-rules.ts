// Which brackets, braces and blanks are placeholders. Certain rules only: what might as well be a citation, an option,
// an array index or a token is left alone. Knows one candidate and the words around it; finding candidates is elsewhere.
import { knownUnit } from '../core/unit-table.ts';
import type { PlaceholderKind } from '../core/placeholder.ts';
import type { Range } from './inert-ends.ts';

/** What a stretch of text was found to be, before it has a key. */
export type Finding = Range & {
  readonly kind: PlaceholderKind;
  readonly name?: string;
  readonly hint?: string;
  readonly example?: string;
};

/** Brackets that hold more are no placeholder. */
export const LONGEST_PLACEHOLDER = 300;
const FILL_IN = /^\s*fill[\s_-]{0,2}in\b[\s:–—-]*/i;
/** Begins another block: a list item, heading or quote never continues what a bracket began. */
export const NEXT_BLOCK = /\n[ \t]*(?:[-*+>#]|\d{1,9}[.)])\s/;
const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
/** Single words that only say that something is wanted; as names they would tie unrelated gaps together. */
const GENERIC = new Set(
  `amount answer description detail details example examples here metric metrics number numbers percent percentage
  result results something text title value values`.split(/\s+/),
);
const ELLIPSIS = /^[.…\s]*$/;
/** Texts around an empty `[FILL IN]` that talk about it rather than use it. */
const MENTION_BEFORE = /(?:\b(?:all|any|each|every|these|those|marked|named|called)|["'“‘«])[\s*_]*$/i;
const MENTION_AFTER =
  /^(?:["'”’»]|[\s*_]*(?:-?placeholders?|markers?|markings?|brackets?|fields?|gaps?|spots?|blanks?|tags?|tokens?|entries|slots?|sections?|parts?|items?)\b)/i;

const LETTER = /^(?:[A-Z]|X{2,4}|X{1,3}[.,]X{1,3})$/;
/** Words before a lone letter in brackets that make it notation. */
const NOTATION_BEFORE = /\b(?:axis|chord|dims?|dimensions?|hit|keys?|option|press|shapes?|type)\s*$/i;
const PROMPT =
  /^(?:your(?=[\s_'’.-])|(?:mention|insert|describe|specify|provide|quantify|cite|add your|name your)\s)/i;
const NAMED_THING = /^(?:[A-Z][\w&/-]{0,30} ){1,3}(?:Name|Title|URL|Link)$/;
const MUSTACHE_WORDS = /^[\p{L}][\p{L}\p{N} _.-]*$/u;
const EXAMPLE = /[\s,;(–—-]*\b(?:e\.\s?g\.?|eg\.|for example|for instance)[\s,:]*/i;

/** What stands in brackets to say that the answer is missing. */
export const INSTRUCTION =
  /^(?:similar(?:ly)?\b|same\b|continue\b|continued\b|see\b|as above\b|repeat\b|to be\b|tbd\b|todo\b|[.…]+|(?:your|insert|write|add)\b.{0,60}\banswer\b)|(?:\bcontinue|\bcontinued|\bformat)[.…\s]*$/i;

const isWordChar = (char: string): boolean => /[\p{L}\p{N}_]/u.test(char);

/** `your GPU, e.g., single RTX 3090` → hint and example. */
function hintOf(wanted: string): { hint?: string; example?: string } {
  const words = wanted.replace(/\s+/g, ' ').trim();
  const found = EXAMPLE.exec(words);
  if (!found) return words === '' ? {} : { hint: words };
  const hint = words.slice(0, found.index).trim();
  const open = found[0].includes('(');
  const example = words.slice(found.index + found[0].length).trim();
  const shown = open && example.endsWith(')') ? example.slice(0, -1).trim() : example;
  return { ...(hint === '' ? {} : { hint }), ...(shown === '' ? {} : { example: shown }) };
}

function nameOf(wanted: string): string | undefined {
  const word = wanted.trim();
  return NAME.test(word) && !GENERIC.has(word) ? word : undefined;
}

/** True where `[FILL IN]` is talked about rather than used. */
function isMention(text: string, { start, end }: Range): boolean {
  return (
    MENTION_BEFORE.test(text.slice(Math.max(0, start - 24), start)) ||
    MENTION_AFTER.test(text.slice(end, end + 24))
  );
}

/** `[FILL IN: …]`, with a name or a hint. */
export function fillIn(text: string, range: Range): Finding | undefined {
  const inside = text.slice(range.start + 1, range.end - 1);
  const opening = inside.startsWith('FILL IN: ') ? 'FILL IN: ' : FILL_IN.exec(inside)?.[0];
  if (opening === undefined) return undefined;
  const wanted = inside.slice(opening.length);
  const name = nameOf(wanted);
  if (name !== undefined) return { start: range.start, end: range.end, kind: 'fill-in', name };
  if (ELLIPSIS.test(wanted)) return isMention(text, range) ? undefined : { ...range, kind: 'fill-in' };
  return { ...range, kind: 'fill-in', ...hintOf(wanted) };
}

/** True when a word, or a name with underscores, stands right before: `arr[i]`. In `[X]x[Y]` and `_[X]_` none does. */
function belongsToWord(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before === '_') return isWordChar(text.charAt(start - 2));
  return isWordChar(before) && !/\][xX×]$/.test(text.slice(Math.max(0, start - 2), start));
}

/** True where a bracket is part of other notation: an index, a footnote, a reference, a definition, a wiki link. */
function isNotation(text: string, { start, end }: Range): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (before === '!' || before === '^' || before === '\\' || after === '(' || after === '[') return true;
  if (before === '[' && after === ']') return true;
  if (before === ']' || before === ')' || belongsToWord(text, start)) return true;
  return after === ':' && /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, start - 4), start));
}

const LINE_PREFIX = /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/;
const TASK_PREFIX = /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/;

function letter(text: string, range: Range, options: () => boolean): Finding | undefined {
  const inside = text.slice(range.start + 1, range.end - 1);
  if (!LETTER.test(inside)) return undefined;
  const before = text.slice(Math.max(0, range.start - 24), range.start);
  if (inside === 'X' && TASK_PREFIX.test(before) && /^\s/.test(text.charAt(range.end))) return undefined;
  if (NOTATION_BEFORE.test(before)) return undefined;
  return LINE_PREFIX.test(before) && options() ? undefined : { ...range, kind: 'letter' };
}

function prompt(text: string, range: Range): Finding | undefined {
  const inside = text.slice(range.start + 1, range.end - 1).trim();
  if (!(PROMPT.test(inside) || NAMED_THING.test(inside)) || INSTRUCTION.test(inside)) return undefined;
  return { ...range, kind: 'prompt', ...hintOf(inside) };
}

/** True when lines begin with `[A]` and `[B]`: options of a multiple-choice question. */
function hasOptions(text: string): boolean {
  const letters = new Set<string>();
  for (const line of text.matchAll(/^[ \t]*(?:[-*+][ \t]+)?\[([AB])\][ \t]/gm)) letters.add(line[1] ?? '');
  return letters.size === 2;
}

/**
 * Judges brackets of a text: which of them are placeholders.
 * @param isLabel tells whether a link definition gives words (in lower case) a meaning
 */
export function bracketReader(
  text: string,
  isLabel: (words: string) => boolean,
): (range: Range) => Finding | undefined {
  let known: boolean | undefined;
  const options = (): boolean => (known ??= hasOptions(text));
  return (range) => {
    if (range.end - range.start > LONGEST_PLACEHOLDER) return undefined;
    const inside = text.slice(range.start + 1, range.end - 1);
    if (inside.includes('\n') && NEXT_BLOCK.test(inside)) return undefined;
    const written = fillIn(text, range);
    if (written) return text.charAt(range.start - 1) === '!' ? undefined : written;
    if (isNotation(text, range)) return undefined;
    const finding = letter(text, range, options) ?? prompt(text, range);
    return finding && isLabel(inside.toLowerCase()) ? undefined : finding;
  };
}

/** `{{name}}`. */
export function mustache(text: string, range: Range): Finding | undefined {
  const hint = text.slice(range.start + 2, range.end - 2).trim();
  const before = text.charAt(range.start - 1);
  if (!MUSTACHE_WORDS.test(hint) || before === '$' || before === '\\') return undefined;
  return { ...range, kind: 'mustache', hint };
}

const LONGEST_RULE = 200;

/** True when the line holds nothing but underscores and blanks: a rule across the page. */
function isRule(text: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_RULE), start);
  const after = text.slice(end, end + LONGEST_RULE);
  const left = before.slice(before.lastIndexOf('\n') + 1);
  const right = /^[^\n]*/.exec(after)?.[0] ?? '';
  return /^[\s_]*$/.test(left) && /^[\s_]*$/.test(right);
}

/** `____` between words. */
export function blank(text: string, range: Range): Finding | undefined {
  if (isRule(text, range)) return undefined;
  const after = /^[\p{L}\p{N}_*]+/u.exec(text.slice(range.end, range.end + 20))?.[0];
  if (isWordChar(text.charAt(range.start - 1)) || text.charAt(range.start - 1) === '\\') return undefined;
  return after !== undefined && !knownUnit(after) ? undefined : { ...range, kind: 'blank' };
}
