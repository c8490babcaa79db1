// Placeholders in an answer, and the keys of their values. `SYNTAXES` lists every syntax. Only certain matches
// count: whatever could be a citation, an option, an array index or a token is ignored.
import { keptFor } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Conditional, Placeholder, Question } from '../../core/base/question.ts';
import { openSource, type Range, type Source, trimmedText } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { namesInExpression, parseExpression } from '../../core/values/expression.ts';
import { inOrder } from '../../core/fill/conditional.ts';
import { cellAt, multipleAhead, OTHER_END, unitInHint } from '../../core/fill/values.ts';
import { FREQUENCY, isUnit, unitOfName } from '../../core/values/units.ts';
import { isTickedBox } from '../markdown/boxes.ts';
import { type Anatomy, anatomyOf, endOfStretches, matchAt, type Notation } from '../markdown/prose.ts';

const HAS_CONDITION = /\[IF\s|\|\s*ELSE:/;

/** Other people write `[IF APPLICABLE: …]`, so a condition has to begin like one. */
const IF = /\[IF\s+(?=[a-z_("'\d.+-])/y;
const ELSE = /\|\s*ELSE:/y;
const MARKS = /[[\]|]|\n[ \t\r]*\n/g;
/** In characters, spaces included. */
const LONGEST_CONDITION = 600;
const LOOKS_LIKE_CONDITION = /[<>=≤≥≠]|\bmeasured\(/;
const CONDITION_HINT = 'Write `[IF name > 4: words. | ELSE: other words.]`.';

/** `from` is where the condition of an `[IF` begins. */
type OpenBracket = { readonly at: number; readonly from: number | undefined; readonly elses: Range[] };

type Report = (code: Problem['code'], start: number, end: number, message: string, hint?: string) => void;

function colonIn(text: string, from: number, to: number): number | undefined {
  const found = /^(?:[^:"']|"[^"]*"|'[^']*')*:/.exec(
    text.slice(from, Math.min(to, from + LONGEST_CONDITION)),
  )?.[0].length;
  return found === undefined ? undefined : from + found;
}

/**
 * Brackets inside are balanced; an `[IF` may span paragraphs and nest.
 * @param base offset of `text` in its source
 * @param inert ranges of `text` that are not prose, in order
 */
function readConditionals(source: Source, text: string, base: number, inert: readonly Range[]) {
  const conditionals: Conditional[] = [];
  const problems: Problem[] = [];
  if (!HAS_CONDITION.test(text)) return { conditionals, problems };
  const report: Report = (code, start, end, message, hint = CONDITION_HINT) => {
    problems.push({ severity: 'error', code, at: source.spanAt(base + start, base + end), message, hint });
  };
  /** `from` and `last` are where the condition begins, and its closing bracket. */
  const close = ({ at, elses: [first, second] }: OpenBracket, from: number, last: number): void => {
    const end = first?.start ?? last;
    const colon = colonIn(text, from, end);
    if (colon === undefined) {
      if (LOOKS_LIKE_CONDITION.test(text.slice(from, last)))
        report('condition-syntax', at, at + '[IF'.length, 'This condition does not end with a colon.');
      return;
    }
    if (second) {
      const message = 'This condition has a second ELSE.';
      report('condition-else', second.start, second.end, message, 'Remove one of them.');
    }
    const condition = trimmedText(source, base + from, base + colon - 1);
    const parsed = parseExpression(condition.text);
    if ('fault' in parsed) {
      const start = condition.at.start.offset - base + parsed.from;
      report('condition-syntax', start, start + 1, `This condition cannot be read: ${parsed.fault}.`);
    }
    conditionals.push({
      at: source.spanAt(base + at, base + last + 1),
      condition,
      first: trimmedText(source, base + colon, base + end),
      otherwise: first && trimmedText(source, base + first.end, base + (second?.start ?? last)),
    });
  };
  const stack: OpenBracket[] = [];
  const inertEnd = endOfStretches(inert);
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    if (at < inertEnd(at) || text.charAt(at - 1) === '\\') continue;
    const open = stack.at(-1);
    if (mark === '[') {
      const written = matchAt(IF, text, at);
      stack.push({ at, from: written ? at + written[0].length : undefined, elses: [] });
    } else if (mark === ']') {
      stack.pop();
      if (open?.from !== undefined) close(open, open.from, at);
    } else if (mark === '|') {
      const end = at + (matchAt(ELSE, text, at)?.[0].length ?? 0);
      if (end === at) continue;
      if (open?.from === undefined) report('condition-else', at, end, 'This ELSE has no matching `[IF`.');
      else open.elses.push({ start: at, end });
    } else stack.length = stack.findLastIndex(({ from }) => from !== undefined) + 1;
  }
  for (const { at, from } of stack)
    if (from !== undefined && colonIn(text, from, text.length) !== undefined)
      report('condition-unclosed', at, at + 3, 'This `[IF` is never closed.', 'Write `]` after its text.');
  return {
    conditionals: conditionals.toSorted((a, b) => a.at.start.offset - b.at.start.offset),
    problems,
  };
}

/** The metrics that a condition names. */
const citedBy = (source: Source, { condition }: Conditional, inFollowUp: boolean): readonly Placeholder[] =>
  namesInExpression(condition.text).map(({ name, from, to }) => {
    const start = condition.at.start.offset;
    const written = source.textAt(start + from, start + to);
    return { key: name, name, written, kind: 'condition', inFollowUp };
  });

type Around = {
  readonly text: string;
  /** `[words]: https://…` makes every `[words]` a link. */
  readonly labels: ReadonlySet<string>;
};

/** `letters` replace the words of a placeholder without a name or hint. */
type Wanted = Pick<Placeholder, 'name' | 'hint' | 'example'> & { readonly letters?: string };

const LONGEST_PLACEHOLDER = 300;
const FILL_IN = /^\s*fill[\s_-]{0,2}in\b[\s:–—-]*/i;
/** A bracket never continues into another list item, heading or quote. */
const NEXT_BLOCK = /\n[ \t]*(?:[-*+>#]|\d{1,9}[.)])\s/;
const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
/** Words that name no particular value; as names they would connect unrelated placeholders. */
const GENERIC = new Set(
  `amount answer description detail details example examples here metric metrics number numbers percent percentage
  result results something text title value values`.split(/\s+/),
);
/** `your number`, `TBD` and `YYYY-MM-DD` tell no more than `[X]`: the words around it do. */
const BARE =
  /^(?:(?:your )?(?:number|value|metric|result)s?|TB[DCA]|TODO|(?:(?:YYYY|YY|MMM?|DD|HH|SS)[-/:. ]?)*)$/i;
/** `XX in %`, `OLD`. */
const BARE_LETTERS = /^[^\p{Ll}]+(?: in \S+)?$/u;
const ELLIPSIS = /^[.…\s]*$/;
/** Words before an empty `[FILL IN]` that only mention it. */
const MENTION_BEFORE = /(?:\b(?:all|any|each|every|these|those|marked|named|called)|["'“‘«])[\s*_]*$/i;
const MENTION_AFTER =
  /^(?:["'”’»]|[\s*_]*(?:-?placeholders?|markers?|markings?|brackets?|blanks?|tags?|syntax)\b)/i;
/** `X`, `XX`, `X.X`, `$XX,XXX`, `X%`, `X hours`: letters for a number, with a unit or counted noun. */
const NUMBER =
  /^([$€£¥₹]?)(X{1,3}(?:[.,/–-][XY]{1,3})+|X{2,4}|[A-Z])(?:(?<=[XYZN])[+]?(\s?(?:[%×+]|\p{Ll}+)))?((?:[ /].+)?)$/u;
/** `HH:MM`, `YYYY-MM-DD`. */
const DATE = /^(?:(?:YYYY|YY|MMM?|DD|HH|SS)[-/:. ]?){2,6}$/i;
const UNSETTLED = /^(?:TBD|TBC|TBA|TODO)(?:\s*[:–—-]\s.*)?$/;
const PROMPT =
  /^(?:your(?=[\s_'’.-])|(?:mention|insert|describe|explain|enter|paste|summarize|specify|provide|quantify|cite|add your|name your)\s)/i;
const CAPITALS = /^[A-Z][A-Z\d'’&/-]*(?:[ _][A-Z\d'’&/-]+){0,5}$/;
/** What templates ask for; `[MASK]`, `[OPTIONS]`, `[WARN]` are tokens. */
export const ASKED_FOR: ReadonlySet<string> = new Set(
  `address amount audience budget city company competitor customer date deadline department description
  duration email employer frequency industry location manager metric name number percent percentage phone
  position product project recruiter role stakeholder timeframe title url years
  firma unternehmen datum ort stadt straße stelle nachname vorname projekt betrag kunde abteilung gehalt ergebnis
  nom prénom entreprise société poste ville projet montant équipe durée
  nombre apellido apellidos empresa puesto fecha lugar ciudad cantidad proyecto equipo cliente cargo
  nome responsável azienda ruolo importo naam bedrijf functie
  имя компания компании дата название должность город imię nazwisko firmy stanowisko`.split(/\s+/),
);
const CURLY_WORDS = /^[\p{L}][\p{L}\p{N} _.-]*$/u;
const EXAMPLE = /[\s,;(–—-]*\b(?:e\.\s?g\.?|eg\.|for example|for instance)[\s,:]*/i;

/** An example of what a reference says. */
const SOURCE = /^(?:e\.?g|see|cf|as)\b|\b(?:19|20)\d\d\b|\bet al\b/i;

const INSTRUCTION =
  /^(?:similar(?:ly)?\b|same\b|continue\b|continued\b|see\b|as above\b|repeat\b|to be\b|tbd\b|todo\b|[.…]+|(?:your|insert|write|add)\b.{0,60}\banswer\b)|(?:\bcontinue|\bcontinued|\bformat)[.…\s]*$/i;

/** The words in square brackets, without the marks that an export puts before signs. */
export function insideOf(text: string, { start, end }: Range): string {
  const inside = text.slice(start, end);
  if (!inside.startsWith('\\')) return inside.slice(1, -1);
  return inside.slice(2, inside.endsWith('\\]') ? -2 : -1).replaceAll(/\\([_*.!#&~-])/g, '$1');
}

const isWordChar = (char: string): boolean => /[\p{L}\p{N}_]/u.test(char);

/** `your GPU, e.g., single RTX 3090` → hint and example. */
function hintOf(wanted: string): Wanted {
  const words = oneLine(wanted);
  const found = EXAMPLE.exec(words);
  if (!found) return words === '' ? {} : { hint: words };
  const hint = words.slice(0, found.index).trim();
  const open = found[0].includes('(');
  const example = words.slice(found.index + found[0].length).trim();
  const shown = open && example.endsWith(')') ? example.slice(0, -1).trim() : example;
  return { hint: hint || undefined, example: shown || undefined };
}

function isMention(text: string, { start, end }: Range): boolean {
  const [before, after] = [beforeIn(text, start), text.slice(end, end + 24)];
  return MENTION_BEFORE.test(before) || MENTION_AFTER.test(after);
}

function fillIn({ text }: Around, range: Range): Wanted | undefined {
  if (isEndless(text, range) || text.charAt(range.start - 1) === '!') return undefined;
  const inside = insideOf(text, range);
  const opening = inside.startsWith('FILL IN: ') ? 'FILL IN: ' : FILL_IN.exec(inside)?.[0];
  if (opening === undefined) return undefined;
  const wanted = inside.slice(opening.length);
  const word = wanted.trim();
  if (NAME.test(word) && !GENERIC.has(word)) return { name: word };
  if (ELLIPSIS.test(wanted)) return isMention(text, range) ? undefined : {};
  return hintOf(wanted);
}

/** `[N]h[X]m` */
const DURATION_BEFORE = /\][dhm]$/;

/** An image, a footnote, an escape, a link, a wiki link, or an array's index; a label of a link is known. */
function isNotation({ text, labels }: Around, { start, end }: Range): boolean {
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  // Scripts without capitals write no space before it, and `_[X]_` is emphasis.
  const inWord = before === '_' ? isWordChar(text.charAt(start - 2)) : /[\p{Lu}\p{Ll}\p{N}]/u.test(before);
  return (
    /[!^\\\])]/.test(before) ||
    /[([]/.test(after) ||
    (before === '[' && after === ']') ||
    (inWord && !DURATION_BEFORE.test(beforeIn(text, start))) ||
    labels.has(insideOf(text, { start, end }).toLowerCase())
  );
}

const isEndless = (text: string, { start, end }: Range): boolean =>
  end - start > LONGEST_PLACEHOLDER || NEXT_BLOCK.test(text.slice(start, end));

const LINE_PREFIX = /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/;
const TASK_PREFIX = /(?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/;

const beforeIn = (text: string, at: number): string => text.slice(Math.max(0, at - 24), at);

/** A unit of one letter may be a word or a name: `[SEP] B`. */
const hasUnit = (text: string, at: Range): boolean => /^(?:\P{L}|.{2,})$/u.test(unitAround(text, at) ?? '');

/** What another syntax reads, or says that there is none, keeps its meaning in a cell. */
const isBesideUnit = (around: Around, at: Range, inside: string): boolean =>
  unitBeside(around.text, at) !== undefined && !/^N\/?A$/.test(inside) && prompt(around, at) === undefined;

/** In characters, before and behind. */
const LONGEST_SENTENCE = 400;

const NUMBER_LETTER = /(?<![\w\])])\[[NXYZ]\](?![[(])/;
const LISTED_NUMBER = /\p{Ll} \[[NXYZ]\],/u;

/** `[N]` is in the same sentence, or in another item of the list: `[N] daily, [M] weekly`. */
function isBesideNumber(text: string, { start, end }: Range, letter: RegExp): boolean {
  const parts = (from: number, to: number) => text.slice(Math.max(0, from), to).split(/\n\s*\n|[.!?]\s/);
  const [after] = parts(end, end + LONGEST_SENTENCE);
  const near = `${parts(start - LONGEST_SENTENCE, start).at(-1)} ${after}`;
  return letter.test(near);
}

/** `learning rate [X], beta [W], dropout [D].` */
const isListed = (text: string, { start, end }: Range): boolean =>
  /[\p{Ll}\d] $/u.test(beforeIn(text, start)) && /^(?:[,;.]|$)/m.test(text.slice(end, end + 1));

/** A letter that does not mean a number, with nothing that is counted beside it, is a name: `[R] and [A]`. */
const isNumberLetter = (text: string, range: Range, inside: string): boolean =>
  !/^[A-MO-W]$/.test(inside) ||
  hasUnit(text, range) ||
  unitBeside(text, range) !== undefined ||
  /^[\p{L}\p{N}]/u.test(text.slice(range.end)) ||
  (/[KM]/.test(inside) && isBesideNumber(text, range, NUMBER_LETTER)) ||
  (isListed(text, range) && isBesideNumber(text, range, LISTED_NUMBER));

/** `[X]ms`, `[X%]`, `[OLD] ms`. */
function number(around: Around, range: Range): Wanted | undefined {
  const { text } = around;
  const inside = insideOf(text, range);
  const isWord = CAPITALS.test(inside) && inside.length > 2;
  if (isWord && (hasUnit(text, range) || isBesideUnit(around, range, inside)))
    return isNotation(around, range) ? undefined : { letters: inside, hint: inside };
  const [, money = '', letters, behind = '', rest = ''] = NUMBER.exec(inside) ?? [];
  if (letters === undefined || isEndless(text, range) || isNotation(around, range)) return undefined;
  const isItem = inside === 'X' && TASK_PREFIX.test(beforeIn(text, range.start));
  if (isItem && /^\s/.test(text.charAt(range.end)) && isTickedBox(text, range.start)) return undefined;
  const own = money || behind.trim();
  if (own === '' && rest === '') return isNumberLetter(text, range, inside) ? { letters: inside } : undefined;
  const isCounted = letters.includes('/') || /^(?:[$€£¥₹%×+]|\p{L}{3,}s)$/u.test(own) || isUnit(own);
  if (!isCounted) return undefined;
  return rest === '' && isUnit(own) ? { letters: inside, hint: `${letters} in ${own}` } : { hint: inside };
}

/** `COMPANY`, `PRINCIPLE_1_NAME`, `Job Title`. */
function isAsked(inside: string): boolean {
  const words = inside.split(/[ _]/).filter((word) => !/^\d+$/.test(word));
  const isTitle = words.length > 1 && words.length < 5 && words.every((word) => /^[A-Z][\w&/-]*$/.test(word));
  if (!isTitle && !CAPITALS.test(inside)) return false;
  return ASKED_FOR.has((words.at(-1) ?? '').toLowerCase()) || /^(?:SPECIFIC|YOUR)[ _]/.test(inside);
}

function prompt(around: Around, range: Range): Wanted | undefined {
  const { text } = around;
  if (isEndless(text, range)) return undefined;
  const inside = insideOf(text, range).trim();
  const isCertain =
    PROMPT.test(inside) ||
    DATE.test(inside) ||
    (EXAMPLE.test(inside) && !SOURCE.test(inside)) ||
    (UNSETTLED.test(inside) && !LINE_PREFIX.test(beforeIn(text, range.start)) && !isMention(text, range)) ||
    isAsked(inside);
  if (!isCertain || (INSTRUCTION.test(inside) && !UNSETTLED.test(inside))) return undefined;
  return isNotation(around, range) ? undefined : hintOf(inside);
}

/** Blocks, filters or fields of a template language: `{{ name }}` is code there. */
const TEMPLATE_CODE = /\{%-? \w|\{\{-? ?(?:[#/.^>]|\w+(?:\.\w| ?\| ?\w|\())/;

/** `{{name}}`; `{latency} ms` and `{your team}`, since a lone `{name}` may be code. */
function curly({ text }: Around, { start, end }: Range): Wanted | undefined {
  const braces = text.startsWith('{{', start) ? 2 : 1;
  const hint = text.slice(start + braces, end - braces).trim();
  const before = text.charAt(start - 1);
  if (!CURLY_WORDS.test(hint) || before === '\\') return undefined;
  // `${name}` and `${{ env.NAME }}` are code, `${{PRICE}}` is money.
  if (before === '$' && (braces === 1 || !CAPITALS.test(hint))) return undefined;
  if (braces === 2) {
    const isCode = /^\{\{\s\w+\s/.test(text.slice(start, end)) && TEMPLATE_CODE.test(text);
    return isCode || isMention(text, { start, end }) ? undefined : { hint };
  }
  if (/[\p{L}\p{N}_^/{}]/u.test(before) || /[/{}_^(]/.test(text.charAt(end))) return undefined;
  const isCertain = hasUnit(text, { start, end }) || PROMPT.test(hint) || isAsked(hint);
  return isCertain ? { hint } : undefined;
}

const LONGEST_RULE = 200;

/** A line of its own. */
function isRule(text: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_RULE), start);
  return (
    /(?:^|\n)[\s_]*$/.test(before) && /^[^\S\n_]*_*[^\S\n]*(?:$|\n)/.test(text.slice(end, end + LONGEST_RULE))
  );
}

function blank({ text }: Around, range: Range): Wanted | undefined {
  if (isRule(text, range)) return undefined;
  const after = /^[\p{L}\p{N}_*]+/u.exec(text.slice(range.end, range.end + 20))?.[0];
  if (isWordChar(text.charAt(range.start - 1)) || text.charAt(range.start - 1) === '\\') return undefined;
  return after !== undefined && !isUnit(after) ? undefined : {};
}

/** `{hours}` in backticks, as templates write it; without a unit beside it, it may be code. */
function quoted({ text }: Around, range: Range): Wanted | undefined {
  const hint = text.slice(range.start, range.end).replaceAll(/[`{}]/g, '').trim();
  return CURLY_WORDS.test(hint) && hasUnit(text, range) ? { hint } : undefined;
}

const CURLY = /\{(?:\{[^{}\n]{0,79}\}|[^{}[\]`$\n]{1,79})\}/y;

type Syntax = {
  readonly kind: string;
  readonly opens: string;
  readonly pattern?: RegExp;
  readonly read: (around: Around, at: Range) => Wanted | undefined;
  readonly isShared?: true;
  /** Also read in a fence of code; all that open with a bracket or a brace are read in a fence of words. */
  readonly isInCode?: true;
  readonly hasNoUnit?: true;
};

/** For brackets, the first syntax that matches counts. */
const SYNTAXES: readonly Syntax[] = [
  { kind: 'fill-in', opens: '[', read: fillIn, isInCode: true },
  { kind: 'letter', opens: '[', read: number },
  { kind: 'prompt', opens: '[', read: prompt, hasNoUnit: true },
  { kind: 'mustache', opens: '{', pattern: CURLY, read: curly, isShared: true },
  {
    kind: 'mustache',
    opens: '`',
    pattern: /`\{[^{}[\]`$\n]{1,79}\}`(?!`)/y,
    read: quoted,
    isShared: true,
  },
  { kind: 'blank', opens: '___', pattern: /_{3,}/y, read: blank },
];

const BRACKETED = SYNTAXES.filter(({ pattern }) => !pattern);
const OTHERS = SYNTAXES.filter((syntax): syntax is Syntax & Notation => syntax.pattern !== undefined);
const IN_CODE = SYNTAXES.filter(({ isInCode }) => isInCode);
const BRACED = OTHERS.filter(({ opens }) => opens === '{');
const OPENINGS = [...new Set(SYNTAXES.map(({ opens }) => opens))];

type Finding = Range & { readonly syntax: Syntax; readonly wanted: Wanted };

function findingAt(around: Around, { start, end, syntaxes }: Spot): Finding | undefined {
  for (const syntax of syntaxes) {
    const wanted = syntax.read(around, { start, end });
    if (wanted) return { start, end, syntax, wanted };
  }
  return undefined;
}

const CURRENCY = '$€£¥₹';
const SIGNS = '%‰×¢';
/** `$ ` may be a prompt. */
const MONEY_BEFORE = new RegExp(`[${CURRENCY}]$|[${CURRENCY.replace('$', '')}](?=[ \u00a0\u202f]$)`, 'u');
/** `€` and `€/h`; that of `$5` is of the next number. */
const MONEY_BEHIND = new RegExp(`^[${CURRENCY}](?![\\p{L}\\p{N}[{_])(?:/\\p{L}{1,20})?`, 'u');
const ORDINAL = /^(?:st|nd|rd|th)$/i;
/** `ms` or `requests/day`, up to a word boundary. */
const UNIT = /^[\p{L}°]{1,20}(?:\/[\p{L}°]{0,20})?(?![\p{L}\p{N}°/[])/u;
/**
 * The unit or currency sign right after a range of `text`, or the currency sign before it. After a space only known
 * units and `word/word` count, because any word can follow.
 */
function unitAround(text: string, { start, end: own }: Range): string | undefined {
  // `[X]–[Y] ms`, `from [X] to [Y] ms`
  const end = own + (OTHER_END.exec(text.slice(own, own + 80))?.[0].length ?? 0);
  if (DURATION_BEFORE.test(beforeIn(text, start))) return undefined;
  // `[X]:1` is a plain number.
  if (
    /^:1(?!\d)/.test(text.slice(end, end + 3)) ||
    /(?<!\d)1:$/.test(text.slice(Math.max(0, start - 3), start))
  )
    return '';
  const before = MONEY_BEFORE.exec(text.slice(Math.max(0, start - 2), start))?.[0];
  const multiple = multipleAhead(text.slice(end, end + 80), before ?? '');
  if (multiple !== undefined) return multiple;
  if (before !== undefined) return before;
  const apart = /[- \u00a0\u202f]/.test(text.charAt(end));
  const sign = text.charAt(apart ? end + 1 : end);
  if (sign !== '' && SIGNS.includes(sign)) return sign;
  const money = MONEY_BEHIND.exec(text.slice(apart ? end + 1 : end, end + 24))?.[0];
  if (money !== undefined) return money;
  const behind = text.slice(apart ? end + 1 : end, end + 60);
  const unit = FREQUENCY.test(behind) ? '' : (UNIT.exec(behind)?.[0] ?? '');
  const isAround = apart
    ? unit.toLowerCase() !== 'x' && (unit.includes('/') || isUnit(unit))
    : unit !== '' && !ORDINAL.test(unit);
  return isAround ? unit : undefined;
}

/** Of a row or column, as in `| p99 (ms) | [X] |`, if the cell has nothing else. */
function unitOfCell(text: string, { start, end }: Range): string | undefined {
  if (!/\|[ \t]*[*_~≈]*$/.test(beforeIn(text, start)) || !/^[*_]*[ \t]*\|/.test(text.slice(end)))
    return undefined;
  const { row, head, column = 0 } = cellAt(text, start) ?? {};
  return (unitInHint(row?.[0]) ?? unitInHint(head?.[column]))?.unit;
}

const BRACKETED_UNIT = /^[*_]*[ \u00A0]\([^() ]{1,40}\)/;
/** `Memory (GB):` */
const LABEL_BEFORE = /(?<![^\n|.;])[ \t>*+_-]*([^\n|.;:]{1,60}?)[*_]*:[*_]* ?[*_~≈]*$/;

/** `[X] (ms)`, `Memory (GB): [X]`, `| p99 (ms) | [X] |`. */
function unitBeside(text: string, range: Range): string | undefined {
  const [behind = ''] = BRACKETED_UNIT.exec(text.slice(range.end, range.end + 48)) ?? [];
  const [, label] = LABEL_BEFORE.exec(text.slice(Math.max(0, range.start - 80), range.start)) ?? [];
  return (
    (unitInHint(`x${behind.replace(/^[*_]*/, '')}`) ?? unitInHint(label))?.unit ?? unitOfCell(text, range)
  );
}

const AROUND = 60;

const wordsIn = (text: string): readonly string[] => text.match(/\S+/g) ?? [];

function wordsAround(text: string, { start, end }: Range, written: string): string {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const paragraph = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\r\n\r\n'));
  const words = wordsIn(before.slice(paragraph + 1)).slice(-4);
  const left = words.length > 3 || (start > AROUND && paragraph === -1) ? words.slice(1) : words;
  const [behind = ''] = text.slice(end, end + AROUND).split(/\n\r?\n/, 1);
  return [...left, written, ...wordsIn(behind).slice(0, 2)].join(' ');
}

type PlaceholderOwner = {
  readonly question: string;
  readonly inFollowUp: boolean;
  /** How often each key was used in this question. Share one map between the answer and its follow-ups. */
  readonly taken?: Map<string, number>;
  readonly withoutUnits?: boolean;
};

const SPOT_IN_FENCE = /(?<!`)(?:\[[^[\]]{1,300}\]|\{\{?[^{}[\]`$\n]{1,79}\}\}?)/g;
const CODE_LINE =
  /^[ \t]*(?:[$%] |\/\/|(?:import|def|class|function|const|let|var|return|SELECT|usage:)\b)|[;{}][ \t]*$|[│┃┌└├▼→↓←↑]|\w\(.*\)|--?>|\w[[{]|[\w"'] ?[:=] ?[[{][^\]}]*,[^\]}]*[\]}]/i;

/** A placeholder ends in a brace and has words beside it, as code does: it says nothing of its line. */
const MARKED_WORDS =
  /(?<![\w)\]$])(?:\[\p{L}[^[\]{}=]{0,299}\]|\{{1,2} ?\p{L}[^[\]{};=()]{0,299}\}{1,2}|<\p{L}[^<>=]{0,299}>)/gu;

function isOfWords(fence: string): boolean {
  const lines = fence
    .replaceAll(MARKED_WORDS, 'words')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.filter((line) => CODE_LINE.test(line.slice(0, 200))).length * 4 < lines.length;
}

type Spot = Range & { readonly syntaxes: readonly Syntax[] };

/** All spots in prose and in plain fences with words; in other plain fences only metrics. */
function spotsIn(text: string, { brackets, notations, plainFences }: Anatomy): readonly Spot[] {
  const fenced = plainFences.flatMap((fence): readonly Spot[] => {
    const inside = text.slice(fence.start, fence.end);
    const found = [...inside.matchAll(SPOT_IN_FENCE)];
    const ofWords = found.length > 0 && isOfWords(inside);
    return found.map(({ 0: written, index }) => ({
      start: fence.start + index,
      end: fence.start + index + written.length,
      syntaxes: !ofWords ? IN_CODE : written.startsWith('{') ? BRACED : BRACKETED,
    }));
  });
  return [
    ...brackets.map((at) => ({ syntaxes: BRACKETED, ...at })),
    ...OTHERS.flatMap((syntax, i) => (notations[i] ?? []).map((at) => ({ syntaxes: [syntax], ...at }))),
    ...fenced,
  ];
}

function inertIn({ inert, plainFences }: Anatomy): readonly Range[] {
  const plain = new Set(plainFences.map(({ start }) => start));
  return inert.filter(({ start }) => !plain.has(start));
}

const STRAY_ELSE = /\| *ELSE:/;
const FILL_IN_UNCLOSED = /^\[\s?fill[ _-]{0,2}in\b/i;

const labelsOf = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(/^ {0,3}\[([^\]\n]{1,200})\]:/gm), ([, label = '']) => label.toLowerCase()),
  );

const labelsIn = keptFor((source: Source) => labelsOf(source.text));

function findingsIn(source: Source, text: string, parts: Anatomy): readonly Finding[] {
  const around = { text, labels: labelsIn(source) };
  const inertEnd = endOfStretches(inertIn(parts));
  let lastEnd = 0;
  return spotsIn(text, parts)
    .flatMap((spot) => findingAt(around, spot) ?? [])
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < Math.max(inertEnd(start), lastEnd)) return false;
      lastEnd = end;
      return true;
    });
}

/** Brackets that are neither a certain placeholder nor other notation, and the ranges never read, code too. */
export function openSpots(text: string) {
  const parts = anatomyOf(text, OTHERS);
  const around = { text, labels: labelsOf(text) };
  const spots = spotsIn(text, parts).filter(
    (spot) =>
      spot.syntaxes === BRACKETED && !isNotation(around, spot) && findingAt(around, spot) === undefined,
  );
  const code = parts.plainFences.filter(({ start, end }) => !isOfWords(text.slice(start, end)));
  return { spots, inert: [...inertIn(parts), ...code] };
}

/** What only a share of all can be: `share of duplicates`, `cache_hit_rate`; not `request rate`, `recall`. */
const IS_SHARE =
  /(?<![^\s_])(?:(?:share|percentage|proportion)[\s_]of[\s_]|(?:hit|miss|error|failure|success|conversion|churn|retention|bounce|defect|duplicate|rejection|acceptance|approval|decline|timeout|click[\s_-]?through|(?:false|true)[\s_](?:positive|negative))[\s_]rate$)/i;

/** A repeated key in a question gets `-2`, `-3`, …. */
function keyOf(text: string, finding: Finding, question: string, taken: Map<string, number>): string {
  const { kind, isShared } = finding.syntax;
  const { name, letters, hint } = finding.wanted;
  if (name !== undefined) return name;
  const words =
    letters === undefined && hint !== undefined ? hint : wordsAround(text, finding, letters ?? '');
  const key = `${question}/${kind}/${slug(words)}`;
  if (isShared) return key;
  const count = (taken.get(key) ?? 0) + 1;
  taken.set(key, count);
  return count === 1 ? key : `${key}-${count}`;
}

const unclosedIn = (source: Source, text: string, start: number, parts: Anatomy): readonly Problem[] =>
  [...parts.unclosed, ...parts.brackets.filter((at) => isEndless(text, at)).map((at) => at.start)]
    .filter((at) => FILL_IN_UNCLOSED.test(text.slice(at, at + 12)))
    .toSorted((a, b) => a - b)
    .map((at) => ({
      severity: 'warning',
      code: 'placeholder-unclosed',
      at: source.spanAt(start + at, start + at + '[FILL IN'.length),
      message: 'This placeholder is never closed.',
      hint: 'Write `]` after it.',
    }));

export type PlaceholderReading = {
  readonly placeholders: readonly Placeholder[];
  readonly conditionals: readonly Conditional[];
  readonly problems: readonly Problem[];
};

/**
 * Reads the placeholders of `source.text[start, end)`, in order and without overlap, and its conditionals. A
 * lone snake_case word in `[FILL IN: …]` is a metric's name and the key. Other keys are
 * `<question>/<kind>/<hint or words around>`, so they survive edits elsewhere in the text.
 */
export function readPlaceholders(
  source: Source,
  start: number,
  end: number,
  given: PlaceholderOwner,
): PlaceholderReading {
  const text = source.text.slice(start, end);
  if (!OPENINGS.some((opens) => text.includes(opens)) && !STRAY_ELSE.test(text))
    return { placeholders: [], conditionals: [], problems: [] };
  const { question, inFollowUp, taken = new Map<string, number>(), withoutUnits = false } = given;
  const parts = anatomyOf(text, OTHERS);
  const placeholders = findingsIn(source, text, parts).map((finding): Placeholder => {
    const { syntax, wanted } = finding;
    const { hint } = wanted;
    const isBare =
      hint === undefined || BARE.test(hint) || (syntax.kind === 'letter' && BARE_LETTERS.test(hint));
    return {
      key: keyOf(text, finding, question, taken),
      kind: syntax.kind,
      written: source.textAt(start + finding.start, start + finding.end),
      inFollowUp,
      name: wanted.name,
      hint: isBare ? undefined : hint,
      example: wanted.example,
      unitAround:
        withoutUnits || syntax.hasNoUnit
          ? undefined
          : (unitAround(text, finding) ?? unitBeside(text, finding)),
      unitInside: withoutUnits
        ? undefined
        : (unitInHint(hint)?.unit ??
          (unitOfName(wanted.name ?? '') || (IS_SHARE.test(wanted.name ?? hint ?? '') ? '%' : undefined))),
    };
  });
  const { conditionals, problems } = readConditionals(source, text, start, parts.inert);
  const cited = conditionals.flatMap((each) => citedBy(source, each, inFollowUp));
  return {
    placeholders: inOrder([...placeholders, ...cited]),
    conditionals,
    problems: [...unclosedIn(source, text, start, parts), ...problems],
  };
}

type Asked = Pick<Question, 'id' | 'placeholders'>;

/** A placeholder without a hint, with the word before it or the one behind it, if that is no unit. */
function wordsBeside({ key, written, unitAround: unit = '' }: Placeholder): readonly string[] {
  const words = key.slice(key.lastIndexOf('/') + 1).split('-');
  const at = words.indexOf(slug(written.text));
  const pairs = at < 0 ? [] : [words.slice(Math.max(0, at - 1), at + 1), words.slice(at, at + 2)];
  return pairs.flatMap((pair) => (pair.length < 2 || pair[1] === slug(unit) ? [] : pair.join(' ')));
}

/**
 * Of an answer that the user tells in place of the question's. A placeholder is that of the question which alone has
 * its letter, its unit and a word beside it: `from [X]s`.
 */
export function readingOf({ id, placeholders }: Asked, text: string): PlaceholderReading {
  const reading = readPlaceholders(openSource('', text), 0, text.length, { question: id, inFollowUp: false });
  const keyFor = (own: Placeholder): string => {
    if (own.name !== undefined || placeholders.some(({ key }) => key === own.key)) return own.key;
    const isAlike = (one: Placeholder): boolean =>
      one.unitAround === own.unitAround && wordsBeside(one).some((words) => wordsBeside(own).includes(words));
    const [key = own.key, ...others] = new Set(placeholders.filter(isAlike).map((one) => one.key));
    return others.length > 0 ? own.key : key;
  };
  return { ...reading, placeholders: reading.placeholders.map((own) => ({ ...own, key: keyFor(own) })) };
}

/** With other names for metrics, in conditions too. */
export const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  readingOf({ id: '', placeholders: [] }, text)
    .placeholders.filter(({ name = '' }) => names.has(name))
    .reduceRight((done, { name = '', written }) => {
      const start = written.at.start.offset + written.text.lastIndexOf(name);
      return done.slice(0, start) + names.get(name) + done.slice(start + name.length);
    }, text);

const BRACKETED_LINE = /^[-*+>\s]*[*_]{0,3}\[([^[\]]*)\][*_]{0,3}[.…\s]*$/;
/** Said of what is not known or written yet, in the languages that guides come in. */
export const PUT_OFF = [
  'to be (?:confirmed|determined|defined|decided|announced|added|written|filled in|measured|checked|calculated)',
  'noch (?:offen|nachschlagen|ergänzen|schreiben|messen|prüfen|klären|eintragen|nachsehen|ausrechnen)',
  'à (?:écrire|rédiger|compléter|mesurer|vérifier|préciser|calculer|remplir)',
  '(?:por|à|a|da) (?:confirm|d[eé]fini|verifi|calcul|medi|misur)\\p{L}+|por (?:escribir|completar)|(?:a )?preencher|da (?:completare|inserire)',
  'дописать|измерить|замерить|посчитать|уточн(?:яется|ить)|do (?:uzupełnienia|dopisania|zmierzenia|sprawdzenia|ustalenia)',
  'nog (?:niet bekend|meten|invullen|nakijken)|(?:ölçül|doldurul|eklen)ecek',
  String.raw`fill (?:this )?in(?=[ .*_)|]*(?:\n|$))`,
  '(?:확인|측정|추가|작성|입력) (?:필요|예정|중)',
].join('|');
/** Written without spaces around them. */
export const PUT_OFF_CJK =
  '待(?:定|填|测|測|补充?|補|确认|確認)|未(?:測定|計測|確認)|(?:後|あと)で(?:確認|書く|調べる)|要確認|要(?:計測|測定|記入)|未定|(?:測定|計測|確認|集計)中';
const UNFINISHED_LINE = new RegExp(
  String.raw`^[*_(（[]{0,4}(?:${PUT_OFF}|${PUT_OFF_CJK}|(?:tbd|to-?do)(?:[,;:] [^\n]{1,60})?|to write|to be (?:done|completed|answered|continued)|coming soon|(?:no answer|not (?:answered|written|done))(?: (?:yet|so far))?|unanswered|[.…]+)[*_.:)）\]]{0,5}$`,
  'iu',
);
const AROUND_START = /^(?:<!--|[-*+>_(<\s])+/;
const AROUND_END = /(?:-->|[*_)>.…:\s])+$/;
const YOUR_ANSWER =
  /^(?:(?:please )?(?:write|put|add|insert|type|enter|place|give) )?your (?:own )?answer(?: (?:goes )?(?:here|below))?$/i;

const standsForAnswer = (line: string): boolean =>
  line.length <= LONGEST_PLACEHOLDER &&
  YOUR_ANSWER.test(line.replace(AROUND_START, '').replace(AROUND_END, ''));

/** Also for a text of only lines such as `[Similar format …]`, `*Your answer here*`, `TODO`. */
export function isDraftText(text: string): boolean {
  if (text.length > 2000) return text.trim() === '';
  return text.split('\n').every((written) => {
    const line = written.trim();
    const inside = BRACKETED_LINE.exec(line)?.[1]?.trim();
    if (line === '' || UNFINISHED_LINE.test(line) || standsForAnswer(line)) return true;
    return inside !== undefined && !inside.startsWith('IF ') && INSTRUCTION.test(inside);
  });
}
