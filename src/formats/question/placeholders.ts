// Placeholders in the text of an answer, and words that depend on values: where they are, what each is, and
// the keys that values are stored under. `SYNTAXES` names every notation of a placeholder. Certain rules
// only: what might as well be a citation, an option, an array index or a token is left alone.
import type { Conditional, Placeholder, PlaceholderKind } from '../../core/base/question.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { namesInCondition, syntaxFault } from '../../core/values/expression.ts';
import { knownUnit } from '../../core/values/unit-table.ts';
import { type Anatomy, anatomyOf, type Range } from '../markdown/prose.ts';
import { slug } from '../../core/base/ids.ts';

/** What a stretch of text was found to be, before it has a key. */
export type Finding = Range & {
  readonly kind: PlaceholderKind;
  readonly name?: string;
  readonly hint?: string;
  readonly example?: string;
};

/** What the readers of a notation may ask of the text around it. */
type Around = {
  readonly text: string;
  /** True when lines begin with `[A]` and `[B]`: options of a multiple-choice question. */
  readonly hasOptions: () => boolean;
  /** Whether a link definition gives words (in lower case) a meaning. */
  readonly isLabel: (words: string) => boolean;
};

/** Brackets that hold more are no placeholder. */
const LONGEST_PLACEHOLDER = 300;
const FILL_IN = /^\s*fill[\s_-]{0,2}in\b[\s:–—-]*/i;
/** Begins another block: a list item, heading or quote never continues what a bracket began. */
const NEXT_BLOCK = /\n[ \t]*(?:[-*+>#]|\d{1,9}[.)])\s/;
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
function fillIn({ text }: Around, range: Range): Finding | undefined {
  if (isEndless(text, range) || text.charAt(range.start - 1) === '!') return undefined;
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

/** Brackets that are too long, or that another block begins in. */
const isEndless = (text: string, { start, end }: Range): boolean =>
  end - start > LONGEST_PLACEHOLDER || NEXT_BLOCK.test(text.slice(start, end));

/** True where a bracket is part of other notation, or words that a link definition gives a meaning to. */
const isOtherNotation = ({ text, isLabel }: Around, range: Range): boolean =>
  isNotation(text, range) || isLabel(text.slice(range.start + 1, range.end - 1).toLowerCase());

const LINE_PREFIX = /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/;
const TASK_PREFIX = /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/;

/** `[X]ms`. */
function letter(around: Around, range: Range): Finding | undefined {
  const { text } = around;
  const inside = text.slice(range.start + 1, range.end - 1);
  if (!LETTER.test(inside) || isOtherNotation(around, range)) return undefined;
  const before = text.slice(Math.max(0, range.start - 24), range.start);
  if (inside === 'X' && TASK_PREFIX.test(before) && /^\s/.test(text.charAt(range.end))) return undefined;
  if (NOTATION_BEFORE.test(before)) return undefined;
  return LINE_PREFIX.test(before) && around.hasOptions() ? undefined : { ...range, kind: 'letter' };
}

/** `[your …]`, `[Company Name]`. */
function prompt(around: Around, range: Range): Finding | undefined {
  if (isEndless(around.text, range)) return undefined;
  const inside = around.text.slice(range.start + 1, range.end - 1).trim();
  if (!(PROMPT.test(inside) || NAMED_THING.test(inside)) || INSTRUCTION.test(inside)) return undefined;
  if (isOtherNotation(around, range)) return undefined;
  return { ...range, kind: 'prompt', ...hintOf(inside) };
}

function hasOptions(text: string): boolean {
  const letters = new Set<string>();
  for (const line of text.matchAll(/^[ \t]*(?:[-*+][ \t]+)?\[([AB])\][ \t]/gm)) letters.add(line[1] ?? '');
  return letters.size === 2;
}

/** `{{name}}`. */
function mustache({ text }: Around, range: Range): Finding | undefined {
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
function blank({ text }: Around, range: Range): Finding | undefined {
  if (isRule(text, range)) return undefined;
  const after = /^[\p{L}\p{N}_*]+/u.exec(text.slice(range.end, range.end + 20))?.[0];
  if (isWordChar(text.charAt(range.start - 1)) || text.charAt(range.start - 1) === '\\') return undefined;
  return after !== undefined && !knownUnit(after) ? undefined : { ...range, kind: 'blank' };
}

/** A notation of placeholders: what it opens with, as the anatomy of a text lists it, and which of those are placeholders. */
type Syntax = {
  readonly kind: PlaceholderKind;
  readonly opens: 'brackets' | 'mustaches' | 'blanks';
  readonly read: (around: Around, at: Range) => Finding | undefined;
};

/** Every notation of a placeholder. Of those that open alike, the first that can be read counts. */
const SYNTAXES: readonly Syntax[] = [
  { kind: 'fill-in', opens: 'brackets', read: fillIn },
  { kind: 'letter', opens: 'brackets', read: letter },
  { kind: 'prompt', opens: 'brackets', read: prompt },
  { kind: 'mustache', opens: 'mustaches', read: mustache },
  { kind: 'blank', opens: 'blanks', read: blank },
];

function aroundOf(text: string, isLabel: Around['isLabel']): Around {
  let known: boolean | undefined;
  return { text, hasOptions: () => (known ??= hasOptions(text)), isLabel };
}

function findingAt(around: Around, opens: Syntax['opens'], at: Range): Finding | undefined {
  for (const syntax of SYNTAXES) {
    const finding = syntax.opens === opens ? syntax.read(around, at) : undefined;
    if (finding) return finding;
  }
  return undefined;
}

/** Tells which brackets of a text are placeholders, link definitions aside. */
export function bracketJudge(text: string): (at: Range) => boolean {
  const around = aroundOf(text, () => false);
  return (at) => findingAt(around, 'brackets', at) !== undefined;
}

const CURRENCY = '$€£¥₹';
const SIGNS = '%‰×';
const ORDINAL = /^(?:st|nd|rd|th)$/i;
const LONGEST_UNIT = 20;

const isLetter = (code: number): boolean =>
  (code > 64 && code < 91) ||
  (code > 96 && code < 123) ||
  (code > 127 && /\p{L}|°/u.test(String.fromCharCode(code)));

/** Where the letters that begin at `at` end; `at` itself when there are none, or too many for a unit. */
function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end - at <= LONGEST_UNIT && isLetter(text.charCodeAt(end))) end += 1;
  return end - at > LONGEST_UNIT ? at : end;
}

/** A unit of letters, `ms` or `requests/day`, that begins at `at` and ends with its word. */
function lettersAt(text: string, at: number): string | undefined {
  let end = lettersEnd(text, at);
  if (end === at) return undefined;
  if (text.charAt(end) === '/') end = Math.max(end, lettersEnd(text, end + 1));
  return /[\p{L}\p{N}[]/u.test(text.charAt(end)) ? undefined : text.slice(at, end);
}

/**
 * The unit that stands right behind a range of `text`, or the currency sign right before it.
 * Behind a blank only known units and `word/word` count, for any word may follow.
 */
export function unitAround(text: string, { start, end }: Range): string | undefined {
  const before = text.charAt(start - 1);
  if (before !== '' && CURRENCY.includes(before)) return before;
  const apart = /[ \u00a0\u202f]/.test(text.charAt(end));
  const sign = text.charAt(apart ? end + 1 : end);
  if (sign !== '' && SIGNS.includes(sign)) return sign;
  const unit = lettersAt(text, apart ? end + 1 : end);
  if (unit === undefined || !apart) return unit === undefined || ORDINAL.test(unit) ? undefined : unit;
  if (unit.toLowerCase() === 'x') return undefined;
  return unit.includes('/') || knownUnit(unit) ? unit : undefined;
}

const isSpace = (code: number): boolean =>
  code === 32 || (code > 8 && code < 14) || (code > 127 && /\s/.test(String.fromCharCode(code)));

/** As much of the text around a range is looked at on either side. */
const AROUND = 60;

/** The last words of `text[from, to)`, at most `most`, in order. */
function lastWords(text: string, from: number, to: number, most: number): readonly string[] {
  const words: string[] = [];
  for (let end = to; end > from && words.length < most;) {
    let start = end;
    while (start > from && !isSpace(text.charCodeAt(start - 1))) start -= 1;
    if (start < end) words.unshift(text.slice(start, end));
    end = start - 1;
  }
  return words;
}

/** The first words of `text[from, to)`, at most `most`, up to the end of the paragraph. */
function firstWords(text: string, from: number, to: number, most: number): readonly string[] {
  const words: string[] = [];
  for (let start = from; start < to && words.length < most;) {
    let end = start;
    while (end < to && !isSpace(text.charCodeAt(end))) end += 1;
    if (end > start) words.push(text.slice(start, end));
    else if (text.charAt(start) === '\n' && /^\r?\n/.test(text.slice(start + 1, Math.min(to, start + 3))))
      break;
    start = end > start ? end : end + 1;
  }
  return words;
}

/** Three words before a range, what is written in it, and two words behind; all within the paragraph. */
export function wordsAround(text: string, { start, end }: Range, written: string): string {
  const from = Math.max(0, start - AROUND);
  const before = text.slice(from, start);
  const paragraph = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\r\n\r\n'));
  const words = lastWords(text, from + paragraph + 1, start, 4);
  // The first of all may be the rest of a word.
  const left = words.length > 3 || (start > AROUND && paragraph === -1) ? words.slice(1) : words;
  const right = firstWords(text, end, Math.min(text.length, end + AROUND), 2);
  return [...left, written, ...right].join(' ');
}

/** Where a text belongs, for keys of its unnamed placeholders. */
export type PlaceholderOwner = {
  readonly question: string;
  readonly inFollowUp: boolean;
  /** Counts how often each key was given out in this question. Share one map between its answer and its follow-ups. */
  readonly taken?: Map<string, number>;
};

const FILL_IN_IN_FENCE = /\[FILL[ _-]?IN:[^[\]\n]{1,300}\]/g;
const FILL_IN_UNCLOSED = /^\[\s?fill[ _-]{0,2}in\b/i;
const HAS_CONDITION = /\[IF\s|\|\s*ELSE:/;
const HAS_CANDIDATE = /\[|\{\{|___|\| *ELSE:/;

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

function findingsIn(source: Source, text: string, parts: Anatomy): readonly Finding[] {
  const around = aroundOf(text, (words) => labelsIn(source).has(words));
  const found = (['brackets', 'mustaches', 'blanks'] as const).flatMap((opens) =>
    parts[opens].flatMap((at) => findingAt(around, opens, at) ?? []),
  );
  const prose = outside(
    found.toSorted((a, b) => a.start - b.start || b.end - a.end),
    parts.inert,
  );
  const fenced = parts.plainFences.flatMap((fence) =>
    [...text.slice(fence.start, fence.end).matchAll(FILL_IN_IN_FENCE)].flatMap(({ 0: written, index }) => {
      const start = fence.start + index;
      return fillIn(around, { start, end: start + written.length }) ?? [];
    }),
  );
  return [...prose, ...fenced].toSorted((a, b) => a.start - b.start);
}

/** The key of a placeholder; the second of a kind in a question that would have the same gets `-2`. */
function keyOf(text: string, finding: Finding, owner: PlaceholderOwner, taken: Map<string, number>): string {
  if (finding.name !== undefined) return finding.name;
  const { kind, hint } = finding;
  const letters = kind === 'letter' ? text.slice(finding.start + 1, finding.end - 1) : '';
  const key = `${owner.question}/${kind}/${slug(hint ?? wordsAround(text, finding, letters))}`;
  // A template variable means the same wherever it stands.
  if (kind === 'mustache') return key;
  let count = (taken.get(key) ?? 0) + 1;
  // Words around another one may happen to end in the same number.
  while (count > 1 && taken.has(`${key}-${count}`)) count += 1;
  taken.set(key, count);
  if (count === 1) return key;
  taken.set(`${key}-${count}`, 1);
  return `${key}-${count}`;
}

function placeholderOf(
  source: Source,
  text: string,
  start: number,
  finding: Finding,
  owner: PlaceholderOwner,
  taken: Map<string, number>,
): Placeholder {
  const { kind, name, hint, example } = finding;
  const unit = kind === 'prompt' ? undefined : unitAround(text, finding);
  const placeholder: { -readonly [Field in keyof Placeholder]: Placeholder[Field] } = {
    key: keyOf(text, finding, owner, taken),
    kind,
    written: source.textAt(start + finding.start, start + finding.end),
    inFollowUp: owner.inFollowUp,
  };
  if (name !== undefined) placeholder.name = name;
  if (hint !== undefined) placeholder.hint = hint;
  if (example !== undefined) placeholder.example = example;
  if (unit !== undefined) placeholder.unitAround = unit;
  return placeholder;
}

/** `[FILL IN: …` that no `]` closes before its paragraph, or its list item, ends. */
function unclosedIn(source: Source, text: string, start: number, parts: Anatomy): readonly Problem[] {
  const endless = parts.brackets.filter(
    ({ start: from, end }) => end - from > LONGEST_PLACEHOLDER || NEXT_BLOCK.test(text.slice(from, end)),
  );
  if (endless.length === 0 && parts.unclosed.length === 0) return [];
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

/** `[IF` before what may be a condition: `[IF APPLICABLE: …]` is other people's own notation. */
const IF = /\[IF\s+(?=[a-z_("'\d.+-])/y;
const ELSE = /\|\s*ELSE:/y;
const MARKS = /[[\]|]|\n[ \t\r]*\n/g;
/** As long as an expression may be, and blanks. */
const LONGEST_CONDITION = 600;
const LOOKS_LIKE_CONDITION = /[<>=≤≥≠]|\bmeasured\(/;

/** A bracket; `condition` is where the condition of an `[IF` begins, `elses` the stretches of `| ELSE:` in it. */
type OpenBracket = { readonly at: number; readonly condition: number | undefined; readonly elses: Range[] };
type If = OpenBracket & { readonly condition: number };
const isIf = (open: OpenBracket): open is If => open.condition !== undefined;

/** Every `[IF` of a text with where it ends, those that do not end, and what looks like an ELSE outside them. */
type Ifs = {
  readonly closed: readonly (If & { readonly end: number })[];
  readonly unclosed: readonly If[];
  readonly strays: readonly Range[];
};

type Conditionals = {
  readonly conditionals: readonly Conditional[];
  readonly problems: readonly Problem[];
};

const CONDITION_HINT = 'Write `[IF name > 4: words. | ELSE: other words.]`.';

/** Where the words behind a condition begin: behind the first colon outside quotation marks. */
function colonIn(text: string, from: number, to: number): number | undefined {
  const found = /^(?:[^:"']|"[^"]*"|'[^']*')*:/.exec(
    text.slice(from, Math.min(to, from + LONGEST_CONDITION)),
  )?.[0].length;
  return found === undefined ? undefined : from + found;
}

/** A stretch without the blanks around it. */
function trimmed(text: string, from: number, to: number): Range {
  const words = text.slice(from, to);
  const start = from + words.length - words.trimStart().length;
  return { start: Math.min(start, to), end: Math.max(Math.min(start, to), from + words.trimEnd().length) };
}

/** Looks for `[IF …]` outside code, links and the like. Brackets within are balanced; it may span paragraphs, and nest. */
function ifsIn(text: string, inert: readonly Range[]): Ifs {
  const closed: (If & { readonly end: number })[] = [];
  const strays: Range[] = [];
  const stack: OpenBracket[] = [];
  let next = 0;
  let inertEnd = 0;
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    for (let range = inert[next]; range && range.start <= at; range = inert[next]) {
      inertEnd = Math.max(inertEnd, range.end);
      next += 1;
    }
    if (at < inertEnd || text.charAt(at - 1) === '\\') continue;
    const open = stack.at(-1);
    if (mark === '[') {
      const opening = stickyMatch(IF, text, at);
      stack.push({ at, condition: opening === undefined ? undefined : at + opening.length, elses: [] });
    } else if (mark === ']') {
      stack.pop();
      if (open && isIf(open)) closed.push({ ...open, end: at + 1 });
    } else if (mark === '|') {
      const written = stickyMatch(ELSE, text, at);
      if (written !== undefined)
        (open && isIf(open) ? open.elses : strays).push({ start: at, end: at + written.length });
    } else {
      // Other brackets end with their paragraph.
      stack.length = stack.findLastIndex(isIf) + 1;
    }
  }
  return { closed: closed.toSorted((a, b) => a.at - b.at), unclosed: stack.filter(isIf), strays };
}

const opening = ({ at }: If): Range => ({ start: at, end: at + '[IF'.length });

/** Reads the words of a text that depend on conditions; what is wrong with them has its place. */
function conditionalsIn(source: Source, text: string, base: number, { inert }: Anatomy): Conditionals {
  const problems: Problem[] = [];
  const report = (code: Problem['code'], at: Range, message: string, hint = CONDITION_HINT): void => {
    const place = source.spanAt(base + at.start, base + at.end);
    problems.push({ severity: 'error', code, at: place, message, hint });
  };
  const textAt = ({ start, end }: Range): Conditional['first'] => source.textAt(base + start, base + end);
  const { closed, unclosed, strays } = ifsIn(text, inert);
  const conditionals = closed.flatMap((one): readonly Conditional[] => {
    const [first, second] = one.elses;
    const last = one.end - 1;
    const colon = colonIn(text, one.condition, first?.start ?? last);
    if (colon === undefined) {
      if (LOOKS_LIKE_CONDITION.test(text.slice(one.condition, last)))
        report('condition-syntax', opening(one), 'No colon ends this condition.');
      return [];
    }
    if (second)
      report('condition-else', second, 'A second ELSE for the same condition.', 'Remove one of the two.');
    const condition = textAt(trimmed(text, one.condition, colon - 1));
    const fault = syntaxFault(condition.text);
    const start = condition.at.start.offset - base + (fault?.from ?? 0);
    const what = `This condition cannot be read: ${fault?.fault}.`;
    if (fault) report('condition-syntax', { start, end: start + 1 }, what);
    return [
      {
        at: source.spanAt(base + one.at, base + one.end),
        condition,
        first: textAt(trimmed(text, colon, first?.start ?? last)),
        ...(first && { otherwise: textAt(trimmed(text, first.end, second?.start ?? last)) }),
      },
    ];
  });
  for (const stray of strays) report('condition-else', stray, 'This ELSE belongs to no `[IF`.');
  for (const one of unclosed)
    if (colonIn(text, one.condition, text.length) !== undefined)
      report(
        'condition-unclosed',
        opening(one),
        'This `[IF` is never closed.',
        'Write `]` behind its words.',
      );
  return { conditionals, problems };
}

function stickyMatch(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The metrics that conditions name. */
const conditionNames = (
  source: Source,
  conditionals: readonly Conditional[],
  { inFollowUp }: PlaceholderOwner,
): readonly Placeholder[] =>
  conditionals.flatMap(({ condition }) =>
    namesInCondition(condition.text).map(({ name, from, to }): Placeholder => {
      const start = condition.at.start.offset;
      return {
        key: name,
        name,
        kind: 'condition',
        written: source.textAt(start + from, start + to),
        inFollowUp,
      };
    }),
  );

/** Placeholders and conditional words of a text, and what was begun there and never closed. */
export type PlaceholderReading = Conditionals & { readonly placeholders: readonly Placeholder[] };

const NONE: PlaceholderReading = { placeholders: [], conditionals: [], problems: [] };

const byPlace = (a: Placeholder, b: Placeholder): number =>
  a.written.at.start.offset - b.written.at.start.offset;

/**
 * Reads the placeholders of `source.text[start, end)`, in order, never overlapping, and the words that depend on conditions.
 * A lone snake_case word in `[FILL IN: …]` is a metric's name and the key; all others get keys of their own,
 * `<question>/<kind>/<hint or words around>`, which an edit elsewhere in the text leaves alone.
 */
export function readPlaceholders(
  source: Source,
  start: number,
  end: number,
  owner: PlaceholderOwner,
): PlaceholderReading {
  const text = source.text.slice(start, end);
  if (!HAS_CANDIDATE.test(text)) return NONE;
  const taken = owner.taken ?? new Map<string, number>();
  const parts = anatomyOf(text);
  const placeholders = findingsIn(source, text, parts).map((finding) =>
    placeholderOf(source, text, start, finding, owner, taken),
  );
  const unclosed = unclosedIn(source, text, start, parts);
  if (!HAS_CONDITION.test(text)) return { placeholders, conditionals: [], problems: unclosed };
  const { conditionals, problems } = conditionalsIn(source, text, start, parts);
  const names = conditionNames(source, conditionals, owner);
  return {
    placeholders: names.length === 0 ? placeholders : [...placeholders, ...names].toSorted(byPlace),
    conditionals,
    problems: [...unclosed, ...problems],
  };
}

const BRACKETED_LINE = /^[-*+>\s]*[*_]{0,3}\[([^[\]]*)\][*_]{0,3}[.…\s]*$/;
const UNFINISHED_LINE =
  /^[*_]{0,3}(?:tbd|to-?do|to be (?:done|written|completed|added|answered|continued)|coming soon|[.…]+)[*_]{0,3}[.:]?[*_]{0,3}$/i;
/** Marks around words that stand for an answer: `*Your answer here*`, `(your answer)`. */
const AROUND_START = /^(?:<!--|[-*+>_(<\s])+/;
const AROUND_END = /(?:-->|[*_)>.…:\s])+$/;
const YOUR_ANSWER =
  /^(?:(?:please )?(?:write|put|add|insert|type|enter|place|give) )?your (?:own )?answer(?: (?:goes )?(?:here|below))?$/i;

const standsForAnswer = (line: string): boolean =>
  line.length <= LONGEST_PLACEHOLDER &&
  YOUR_ANSWER.test(line.replace(AROUND_START, '').replace(AROUND_END, ''));

/** True for an answer that is still to be written: nothing, or only lines such as `[Similar format …]`, `*Your answer here*`, `TODO`. */
export function isDraftText(text: string): boolean {
  if (text.length > 2000) return text.trim() === '';
  return text.split('\n').every((written) => {
    const line = written.trim();
    const inside = BRACKETED_LINE.exec(line)?.[1]?.trim();
    if (line === '' || UNFINISHED_LINE.test(line) || standsForAnswer(line)) return true;
    return inside !== undefined && !inside.startsWith('IF ') && INSTRUCTION.test(inside);
  });
}
