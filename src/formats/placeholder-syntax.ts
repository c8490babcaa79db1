// How placeholders are written in answers: which brackets, blanks and braces want a value of the user's.
// Certain rules only: what might as well be a citation, an option, an array index or a token is left alone.
// Knows notation; knows nothing of which metrics are declared and of the values they have.
import { knownUnit } from '../core/unit-names.ts';
import type { Placeholder, PlaceholderKind } from '../core/placeholder.ts';
import type { Problem } from '../core/problem.ts';
import type { Source } from '../core/span.ts';
import { anatomyOf, type Anatomy, type Range } from './inert-text.ts';
import { slug } from './slug.ts';

/** Where a text belongs, for keys of its unnamed placeholders. */
export type PlaceholderOwner = {
  readonly question: string;
  readonly inFollowUp: boolean;
  /** Counts how often each key was given out in this question. Share one map between its answer and its follow-ups. */
  readonly taken?: Map<string, number>;
};

/** What a stretch of text was found to be, before it has a key. */
type Finding = Range & {
  readonly kind: PlaceholderKind;
  readonly name?: string;
  readonly hint?: string;
  readonly example?: string;
};

const LONGEST = 300;
const FILL_IN = /^\s*fill[\s_-]{0,2}in\b[\s:–—-]*/i;
const FILL_IN_UNCLOSED = /^\[\s?fill[ _-]{0,2}in\b/i;
const FILL_IN_IN_FENCE = /\[FILL[ _-]?IN:[^[\]\n]{1,300}\]/g;
/** Begins another block: a list item, heading or quote never continues what a bracket began. */
const NEXT_BLOCK = /\n[ \t]*(?:[-*+>#]|\d{1,9}[.)])\s/;
const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
/** Single words that say what is wanted and do not name it. */
const GENERIC = new Set(
  `accuracy_or_score amount answer company count date description detail details duration example examples figure
  here hint it link list metric metrics name number numbers percent percentage place reason result results role
  something text this time title unit units url value values what word words x y z`.split(/\s+/),
);
const ELLIPSIS = /^[.…\s]*$/;
/** Texts around an empty `[FILL IN]` that talk about it rather than use it. */
const MENTION_BEFORE =
  /(?:\b(?:all|any|each|every|the|these|those|your|with|a|like|marked|named|called)|["'“‘«])[\s*_]*$/i;
const MENTION_AFTER =
  /^(?:["'”’»]|[\s*_]*(?:-?placeholders?|markers?|markings?|brackets?|fields?|gaps?|spots?|blanks?|tags?|tokens?|entries|slots?|sections?|parts?|items?)\b)/i;

const LETTER = /^(?:[A-Z]|X{2,4}|X{1,3}[.,]X{1,3})$/;
/** Words before a lone letter in brackets that make it notation. */
const NOTATION_BEFORE =
  /(?:\b(?:axis|chord|dims?|dimensions?|hit|keys?|option|press|shapes?|tokens?|type|vector)|[=:∈])\s*$/i;
const PROMPT =
  /^(?:your(?=[\s_'’.-])|(?:mention|insert|describe|specify|provide|quantify|cite|add your|name your)\s)/i;
const NAMED_THING = /^(?:[A-Z][\w&/-]{0,30} ){1,3}(?:Name|Title|URL|Link)$/;
const MUSTACHE_WORDS = /^[\p{L}][\p{L}\p{N} _.-]*$/u;
const EXAMPLE = /[\s,;(–—-]*\b(?:e\.\s?g\.?|eg\.|for example|for instance)[\s,:]*/i;

/** Lines that say that an answer is missing. */
const INSTRUCTION =
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

function fillIn(text: string, range: Range): Finding | undefined {
  const inside = text.slice(range.start + 1, range.end - 1);
  const opening = FILL_IN.exec(inside);
  if (!opening) return undefined;
  const wanted = inside.slice(opening[0].length);
  const before = text.slice(Math.max(0, range.start - 24), range.start);
  const mention = MENTION_BEFORE.test(before) || MENTION_AFTER.test(text.slice(range.end, range.end + 24));
  if (ELLIPSIS.test(wanted)) return mention ? undefined : { ...range, kind: 'fill-in' };
  const name = nameOf(wanted);
  return { ...range, kind: 'fill-in', ...(name === undefined ? hintOf(wanted) : { name }) };
}

/** True where a bracket is part of other notation: an index, a footnote, a reference, a definition, a wiki link. */
function isNotation(text: string, { start, end }: Range): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (before === '!' || before === '^' || before === '\\' || after === '(' || after === '[') return true;
  if (before === '[' && after === ']') return true;
  if (before === ']' || (isWordChar(before) && !/\][xX×]$/.test(text.slice(Math.max(0, start - 2), start))))
    return true;
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

/** Labels that link definitions anywhere in the file give a meaning to, in lower case. */
const labelsOfSource = new WeakMap<Source, ReadonlySet<string>>();
function labelsIn(source: Source): ReadonlySet<string> {
  const known = labelsOfSource.get(source);
  if (known) return known;
  const labels = new Set<string>();
  for (const line of source.text.matchAll(/^ {0,3}\[([^\]\n]{1,200})\]:/gm))
    labels.add((line[1] ?? '').toLowerCase());
  labelsOfSource.set(source, labels);
  return labels;
}

function bracketed(
  source: Source,
  text: string,
  options: () => boolean,
): (range: Range) => Finding | undefined {
  return (range) => {
    if (range.end - range.start > LONGEST) return undefined;
    const inside = text.slice(range.start + 1, range.end - 1);
    if (inside.includes('\n') && NEXT_BLOCK.test(inside)) return undefined;
    const written = fillIn(text, range);
    if (written) return text.charAt(range.start - 1) === '!' ? undefined : written;
    if (isNotation(text, range)) return undefined;
    const finding = letter(text, range, options) ?? prompt(text, range);
    return finding && labelsIn(source).has(inside.toLowerCase()) ? undefined : finding;
  };
}

function mustache(text: string, range: Range): Finding | undefined {
  const hint = text.slice(range.start + 2, range.end - 2).trim();
  const before = text.charAt(range.start - 1);
  if (!MUSTACHE_WORDS.test(hint) || before === '$' || before === '\\') return undefined;
  return { ...range, kind: 'mustache', hint };
}

function blank(text: string, range: Range): Finding | undefined {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineEnd = text.indexOf('\n', range.end);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  if (line.length < 2000 && /^[\s_]*$/.test(line)) return undefined;
  const after = /^[\p{L}\p{N}_*]+/u.exec(text.slice(range.end, range.end + 20))?.[0];
  if (isWordChar(text.charAt(range.start - 1)) || text.charAt(range.start - 1) === '\\') return undefined;
  return after !== undefined && !knownUnit(after) ? undefined : { ...range, kind: 'blank' };
}

/** Leaves out what begins inside one of `inert`, and what begins inside an earlier finding. Both are in order. */
function outside(findings: readonly Finding[], inert: readonly Range[]): readonly Finding[] {
  let next = 0;
  let inertEnd = 0;
  let taken = 0;
  return findings.filter(({ start, end }) => {
    for (let range = inert[next]; range && range.start <= start; range = inert[next]) {
      inertEnd = Math.max(inertEnd, range.end);
      next += 1;
    }
    if (start < inertEnd || start < taken) return false;
    taken = end;
    return true;
  });
}

const isFinding = (finding: Finding | undefined): finding is Finding => finding !== undefined;

function findingsIn(source: Source, text: string, parts: Anatomy): readonly Finding[] {
  let options: boolean | undefined;
  const judge = bracketed(source, text, () => (options ??= hasOptions(text)));
  const found = [
    ...parts.brackets.map(judge),
    ...parts.mustaches.map((range) => mustache(text, range)),
    ...parts.blanks.map((range) => blank(text, range)),
  ].filter(isFinding);
  const prose = outside(
    found.toSorted((a, b) => a.start - b.start || b.end - a.end),
    parts.inert,
  );
  const fenced = parts.plainFences.flatMap((fence) =>
    [...text.slice(fence.start, fence.end).matchAll(FILL_IN_IN_FENCE)].map((match) =>
      fillIn(text, { start: fence.start + match.index, end: fence.start + match.index + match[0].length }),
    ),
  );
  return [...prose, ...fenced.filter(isFinding)].toSorted((a, b) => a.start - b.start);
}

const CURRENCY = /[$€£¥₹]$/;
const UNIT_ATTACHED = /^(?:%|‰|×|°[CF]?|[\p{L}µ]{1,12}(?:\/[\p{L}]{1,12})?(?![\p{L}\p{N}_]))/u;
const UNIT_APART = /^[ \u00a0\u202f]([\p{L}µ%‰×]{1,20}(?:\/[\p{L}]{1,20})?)(?![\p{L}\p{N}_])/u;
const ORDINAL = /^(?:st|nd|rd|th)$/i;

/** The unit that stands right behind `end`, or the currency sign right before `start`. */
function unitAround(text: string, { start, end }: Range): string | undefined {
  const currency = CURRENCY.exec(text.slice(Math.max(0, start - 1), start))?.[0];
  if (currency !== undefined) return currency;
  const after = text.slice(end, end + 48);
  const attached = UNIT_ATTACHED.exec(after)?.[0];
  if (attached !== undefined) return ORDINAL.test(attached) ? undefined : attached;
  const apart = UNIT_APART.exec(after)?.[1];
  if (apart === undefined || apart === 'x' || apart === 'X') return undefined;
  return apart.includes('/') || knownUnit(apart) ? apart : undefined;
}

/** Three words before and two behind, within the paragraph. */
function wordsAround(text: string, { start, end }: Range, written: string): string {
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(end, end + 60);
  const paragraph = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\r\n\r\n'));
  const cut = start > 60 && paragraph === -1;
  const behind = after.split(/\r?\n\r?\n/)[0] ?? '';
  const words = before
    .slice(paragraph + 1)
    .split(/\s+/)
    .filter(Boolean);
  const left = (cut ? words.slice(1) : words).slice(-3);
  const right = behind.split(/\s+/).filter(Boolean).slice(0, 2);
  return [...left, written, ...right].join(' ');
}

/** The key of a placeholder; the second of a kind in a question that would have the same gets `-2`. */
function keyOf(text: string, finding: Finding, owner: PlaceholderOwner, taken: Map<string, number>): string {
  if (finding.name !== undefined) return finding.name;
  const { kind, hint } = finding;
  const letters = kind === 'letter' ? text.slice(finding.start + 1, finding.end - 1) : '';
  const key = `${owner.question}/${kind}/${slug(hint ?? wordsAround(text, finding, letters))}`;
  // A template variable means the same wherever it stands.
  if (kind === 'mustache') return key;
  const count = (taken.get(key) ?? 0) + 1;
  taken.set(key, count);
  return count === 1 ? key : `${key}-${count}`;
}

const HAS_CANDIDATE = /\[|\{\{|___/;

/**
 * The placeholders of `source.text[start, end)`, in order, never overlapping.
 * A lone snake_case word in `[FILL IN: …]` is a metric's name and the key; all others get keys of their own,
 * `<question>/<kind>/<hint or words around>`, which an edit elsewhere in the text leaves alone.
 */
export function findPlaceholders(
  source: Source,
  start: number,
  end: number,
  owner: PlaceholderOwner,
): readonly Placeholder[] {
  const text = source.text.slice(start, end);
  if (!HAS_CANDIDATE.test(text)) return [];
  const taken = owner.taken ?? new Map<string, number>();
  return findingsIn(source, text, anatomyOf(text)).map((finding): Placeholder => {
    const { kind, name, hint, example } = finding;
    const unit = kind === 'prompt' ? undefined : unitAround(text, finding);
    return {
      key: keyOf(text, finding, owner, taken),
      ...(name !== undefined && { name }),
      kind,
      written: source.textAt(start + finding.start, start + finding.end),
      ...(hint !== undefined && { hint }),
      ...(example !== undefined && { example }),
      ...(unit !== undefined && { unitAround: unit }),
      inFollowUp: owner.inFollowUp,
    };
  });
}

/** `[FILL IN: …` that no `]` closes before its paragraph ends. */
export function findUnclosed(source: Source, start: number, end: number): readonly Problem[] {
  const text = source.text.slice(start, end);
  if (!/\[\s?fill/i.test(text)) return [];
  const parts = anatomyOf(text);
  const endless = parts.brackets.filter(
    (range) => range.end - range.start > LONGEST || NEXT_BLOCK.test(text.slice(range.start, range.end)),
  );
  return [...parts.unclosed, ...endless.map((range) => range.start)]
    .filter((at) => FILL_IN_UNCLOSED.test(text.slice(at, at + 12)))
    .toSorted((a, b) => a - b)
    .map((at) => ({
      severity: 'warning',
      code: 'placeholder-unclosed',
      at: source.spanAt(start + at, start + at + '[FILL IN'.length),
      message: 'This placeholder is never closed.',
      hint: 'Write `]` behind it.',
    }));
}

const BRACKETED_LINE = /^[-*+>\s]*[*_]{0,3}\[([^[\]]*)\][*_]{0,3}[.…\s]*$/;
const UNFINISHED_LINE = /^[*_]{0,3}(?:tbd|todo|[.…]+)[*_]{0,3}[.:]?$/i;

/** True for an answer that is still to be written: nothing, or only lines such as `[Similar format …]`, `[Same as Q3]`, `TODO`. */
export function isDraftText(text: string): boolean {
  if (text.length > 2000) return text.trim() === '';
  return text.split('\n').every((written) => {
    const line = written.trim();
    const inside = BRACKETED_LINE.exec(line)?.[1]?.trim();
    return line === '' || UNFINISHED_LINE.test(line) || (inside !== undefined && INSTRUCTION.test(inside));
  });
}
