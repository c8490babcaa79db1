import { parseIso } from '../base/day.ts';
import {
  absentText,
  type Fill,
  type Fills,
  type Metric,
  type MetricName,
  type StoredFill,
  withoutKeys,
  type Constraint,
} from '../base/metric.ts';
import type { Conditional, Decision, Placeholder, Question } from '../base/question.ts';
import { labelOf } from '../base/question.ts';
import type { Text, Span } from '../base/span.ts';
import { plainLine } from '../base/text.ts';
import { roundNumber, shortest } from '../values/decimal.ts';
import {
  joinedUnit,
  measure,
  type NumberStyle,
  type Quantity,
  quantityNumber,
  readQuantity,
  relationOf,
  scaleQuantity,
  showQuantity,
} from '../values/quantity.ts';
import {
  CURRENCY_SIGNS,
  isUnit,
  knownUnit,
  MULTIPLIERS,
  affixes,
  conversion,
  declaredUnit,
  NO_UNIT,
  PLURALS,
  readUnits,
  sameMeasure,
  samePercent,
  singleOf,
  type Unit,
  describeUnit,
  isPure,
  sameDimension,
} from '../values/units.ts';
import {
  type Citing,
  type CitingHead,
  conditionsAround,
  conditionsIn,
  isAsSaid,
  isWithin,
  shownText,
  type Segment,
  type Value,
  type Values,
  type Range,
  sentenceAt,
} from './conditional.ts';
import { keptFor } from '../base/collections.ts';
import type { Problem } from '../base/problem.ts';
import { likeness, nearest } from '../base/spelling.ts';
import {
  type Computed,
  evaluate,
  type Expression,
  type Fault,
  type Lookup,
  namesInExpression,
  OVERFLOW_HINT,
  parseExpression,
} from '../values/expression.ts';

function readyValue(
  { value, number = NaN, source }: Pick<Fill, 'value' | 'number' | 'source'>,
  unitText: string | undefined,
  style: NumberStyle,
): Omit<Value, 'origin'> {
  const unit = declaredUnit(unitText);
  const measured = measure(value, unit);
  if ('error' in measured) return { text: plainLine(value) };
  const { quantity } = measured;
  const shown = shownNumber(quantity, quantityNumber(quantity), unit, style);
  const isRounded = source !== undefined && shown.number !== number;
  return isRounded && roundNumber(number, quantity.first.places)?.value === shown.number
    ? { ...shown, exact: number }
    : shown;
}

function fillValue(metric: Metric | undefined, fill: StoredFill, style: NumberStyle): Value {
  if (fill.notMeasured)
    return { text: absentText(metric?.kind), origin: 'notMeasured', updatedAt: fill.updatedAt };
  // People edit the stored text by hand, and a bank may declare another unit later.
  const isNumber = metric ? metric.kind === 'number' : fill.number !== undefined;
  const ready = isNumber
    ? readyValue(fill, metric ? metric.unit : fill.unit, style)
    : { text: plainLine(fill.value) };
  const { updatedAt, changed } = fill;
  return { ...ready, origin: fill.source ? 'file' : 'typed', updatedAt, changed };
}

type Metrics = ReadonlyMap<MetricName, Metric>;

type Cited = { readonly metrics: Metrics; readonly questions?: ReadonlyMap<string, CitingHead> };

export const valuesWith = (
  values: Iterable<readonly [string, Value]>,
  { metrics, decisions }: Pick<Values, 'metrics' | 'decisions'>,
): Values => Object.assign(new Map(values), { metrics, decisions });

/** Stored values, and those computed from them. A fill under the name of a derived metric is ignored. */
export function valuesOf({ metrics, questions }: Cited, fills: Fills, style: NumberStyle): Values {
  const typed = Object.entries(fills).filter(([key]) => metrics.get(key)?.derive === undefined);
  const known = new Map(typed.map(([key, fill]) => [key, fillValue(metrics.get(key), fill, style)]));
  const all = new Map([...known, ...derivedValues(metrics, known, style)]);
  const values = valuesWith(all, { metrics });
  const conditions = conditionsIn(questions?.values() ?? []);
  const decisions = new Map(conditions.map((text) => [text, decide(text, values)]));
  return valuesWith(all, { metrics, decisions });
}

// All values, and the inputs of derived ones. Plain data, so that they can be cached: parsing all expressions
// and units would cost more than the rest of the start.

export type Inputs = ReadonlyMap<MetricName, readonly MetricName[]>;

export type Figures = { readonly values: Values; readonly inputs: Inputs };

/** What a start needs to know of metrics. */
export type StartFigures = Figures & {
  /** Metrics of the tier `core` that are filled by hand. */
  readonly core: readonly MetricName[];
  /** What answers cite that has no value and is not computed (`openKeys`). */
  readonly unfilled: number;
};

export const figuresOf = (
  cited: Cited,
  fills: Fills,
  style: NumberStyle,
): Omit<StartFigures, 'unfilled'> => ({
  values: valuesOf(cited, fills, style),
  inputs: inputsOfDerived(cited.metrics),
  core: [...cited.metrics.values()].flatMap(({ name, tier, derive }) =>
    tier === 'core' && derive === undefined ? [name] : [],
  ),
});

/** Epoch ms; undefined when unknown. */
export function givenAt(key: string, { values, inputs }: Figures): number | undefined {
  let latest: number | undefined;
  for (const name of inputs.get(key) ?? [key]) {
    const at = parseIso(values.get(name)?.updatedAt ?? '');
    if (at === undefined) return undefined;
    latest = Math.max(latest ?? at, at);
  }
  return latest;
}

/** An editor's export escapes brackets. */
const bracketed = (written: string): string => written.replaceAll(/\\([[\]])/g, '$1');

export type BranchOf = (conditional: Conditional) => Decision;

export type ShownText = ReturnType<typeof shownWith>;

/** Before any value is filled in. `branchOf` overrides the outcomes of conditions. */
export const shownWith = (
  text: Text,
  cited: Citing,
  values: Values,
  branchOf: BranchOf = ({ condition }) => decisionOf(condition.text, values),
) => shownText(text, cited, branchOf, (key) => values.get(key)?.origin === 'notMeasured');

/** `p < 0.001` for `p = [X]`, `an 8-fold gain` for `a [X]-fold gain`; other languages have no hyphen there. */
function leadTo(shown: string, lead: string, behind: string): string {
  if (/^[<>≤≥]/.test(shown)) return lead.replace(/= ?$/, '');
  const n = /^(?:8|1[18](?!\d))/.test(shown) ? 'n ' : ' ';
  return /^-\p{L}/u.test(behind) ? lead.replace(/(?<=(?:^|[\s(])a)n? $/i, n) : lead;
}

export function segmentsOf(
  { text, spots }: ShownText,
  values: Values,
  start = 0,
  end = text.length,
): readonly Segment[] {
  const segments: Segment[] = [];
  let done = start;
  const plain = (words: string): void => {
    if (words !== '') segments.push({ kind: 'plain', text: words });
  };
  for (const { placeholder, from, to } of spots) {
    if (from < done || to > end) continue;
    const { key } = placeholder;
    const [value, metric] = [values.get(key), values.metrics?.get(key)];
    const example = metric?.kind === 'event' ? metric.example : undefined;
    const shown = value && textBetween(value, text.slice(0, from), text.slice(to));
    const lead = text.slice(done, from);
    plain(shown === undefined ? lead : leadTo(shown, lead, text.slice(to, to + 2)));
    segments.push(
      shown === undefined
        ? {
            kind: 'open',
            text: example === undefined ? bracketed(text.slice(from, to)) : `(example: ${example})`,
            key,
          }
        : { kind: 'filled', text: shown, key },
    );
    const isNumber = metric === undefined || metric.kind === 'number';
    const unit = value && isNumber ? unitBehind(value, shown, text.slice(to, end)) : undefined;
    plain(unit?.text ?? '');
    done = to + (unit?.length ?? 0);
  }
  plain(text.slice(done, end));
  return segments;
}

/** What the unit in the text becomes: `1 hour`, `24.8 months (21.2–27.9)`, nothing behind `not reached`. */
function unitBehind({ text, plain, unit }: Value, shown = '', behind: string) {
  const one = shown === '1' ? oneUnit(behind, unit) : '';
  if (one !== '') return { text: one, length: one.length + 1 };
  const words = /^[ \u00A0]\p{L}+(?: \p{L}+)?/u.exec(behind)?.[0] ?? '';
  const own = [words, words.replace(/ \p{L}+$/u, '')].find((each) => knownUnit(each.slice(1)));
  if (!own) return undefined;
  const { length } = own;
  if (plain === undefined && !/\d/.test(text)) return { text: '', length };
  const note = / \([^()]*\)$/.exec(plain ?? '')?.[0];
  const isSaid = note === undefined || shown.endsWith(')') || /^ ?\(/.test(behind.slice(length));
  return isSaid ? undefined : { text: own + note, length };
}

/** ` hour` of ` hours on one GPU`, behind a 1. */
function oneUnit(behind: string, own: string | undefined): string {
  const [, gap = '', word = ''] = /^([ \u00A0-]?)(\p{Ll}{3,})s(?![\p{L}\p{N}])/u.exec(behind) ?? [];
  const unit = knownUnit(word);
  const isPlural = unit !== undefined && unit.text === knownUnit(`${word}s`)?.text;
  return isPlural || (word !== '' && own === `${word}s`) ? gap + word : '';
}

/** Inserted values are not parsed again, and a unit around a placeholder is not repeated. */
export const fillText = (text: Text, cited: Citing, values: Values): readonly Segment[] =>
  segmentsOf(shownWith(text, cited, values), values);

export const segmentsText = (segments: readonly Segment[]): string =>
  segments.map(({ text }) => text).join('');

export function textOf(question: Question, { written }: Placeholder): Text {
  const texts = question.followUpTexts.flatMap(({ question: asked, answer }) => [asked, answer]);
  return texts.find(({ at }) => isWithin(written.at, at)) ?? question.answer;
}

function branchAround({ written }: Placeholder, values: Values): BranchOf {
  return ({ condition, first, otherwise }) => {
    if (isWithin(written.at, first.at)) return 'holds';
    return otherwise && isWithin(written.at, otherwise.at) ? 'fails' : decisionOf(condition.text, values);
  };
}

function shownAround(question: Question, placeholder: Placeholder, values: Values) {
  const shown = shownWith(textOf(question, placeholder), question, values, branchAround(placeholder, values));
  const { start, end } = placeholder.written.at;
  return { shown, from: shown.positionOf(start.offset), to: shown.positionOf(end.offset) };
}

/** @returns segments of one line; the asked one is the `open` or `filled` segment of its key */
export function sentenceAround(
  question: Question,
  placeholder: Placeholder,
  values: Values,
): readonly Segment[] {
  const { shown, ...place } = shownAround(question, placeholder, values);
  return sliceFilled(shown, sentenceAt(shown.text, place, shown.spots), values);
}

/** The row of its table, as a line with its bars; undefined if it is in none. */
export function rowAround(question: Question, placeholder: Placeholder, values: Values) {
  const { shown, from, to } = shownAround(question, placeholder, values);
  const { text } = shown;
  const [table, end] = [cellAt(text, from), text.indexOf('\n', to)];
  const row = { from: text.lastIndexOf('\n', from) + 1, to: end === -1 ? text.length : end };
  return table && { head: table.head, row: sliceFilled(shown, row, values) };
}

/** On one line, without a leading list marker. */
export function sliceFilled(shown: ShownText, { from, to }: Range, values: Values): readonly Segment[] {
  return segmentsOf(shown, values, from, to).map((segment, i) => {
    const line = segment.text.replaceAll(/\s*\n\s*/g, ' ');
    return { ...segment, text: i === 0 ? line.replace(/^(?:>|[*+-]\s|\s)+/, '') : line };
  });
}

// How a value reads next to its words: `[X]ms`, `$[X]`, and `[FILL IN: latency] milliseconds` already have the
// unit, and a value in another unit is converted to it.

const UNIT_REACH = 80;
/** Emphasis, a space, a hyphen, an entity, a line end. */
const GAP =
  /^[*_]*(?:[ \u00A0\u2009\u202F\u2010\u2011-]|&(?:nbsp|thinsp);|[ \t]*\r?\n[ \t]*(?:> ?)?(?=[\p{Ll}%×*_]))?[*_]*/u;
const PHRASE = new RegExp(
  `^(?:[%×]-?\\p{L}*|[\\p{L}${CURRENCY_SIGNS}][\\p{L}-]*)(?:(?:/| per )\\p{L}+)*`,
  'u',
);
const TWO_WORDS = /^[\p{L}%]+ \p{L}+(?:(?:\/| per )\p{L}+)*/u;
const PER = /^(?:\/| (?:per|an?|each|every) )(\p{L}+)/u;
/** A letter must directly follow the number. */
const MULTIPLIER = /^(?:(bn|mn|[kKMBGT])|[ \u00A0](thousand|million|billion|trillion))(?![\p{L}\p{N}])/u;
/** Behind a multiplier: `k req/s`, `k hours`. */
const MULTIPLIED = /^[ \u00A0][*_]*((?!times)\p{L}{2,20}(?:\/\p{L}{1,20})?)(?![\p{L}/])/u;
const RATE = /^\/\p{L}{1,20}(?!\p{L})/u;
/** `events` and `-parameter model` are counted, and are no bytes. */
const COUNTED_BEHIND = /^(?:[ \u00A0][*_]*\p{L}{3,20}(?<!s)s(?!\p{L})|-\p{L}{3})/u;
const ABOUT = /[~≈]$/u;
const FACTOR_OF = /\bfactor of (?:about |roughly |nearly )?[*_]*$/iu;

/** `M` of `[N]M rows`, `k req/s`, `$M` of `$[N]M`, `million/year`. */
export function multipleAhead(text: string, money: string): string | undefined {
  const [whole, letter, word = letter] = MULTIPLIER.exec(text) ?? [];
  if (whole === undefined || word === undefined) return undefined;
  const behind = text.slice(whole.length);
  const [rate = ''] = RATE.exec(behind) ?? [];
  if (money !== '') return joinedUnit(money, word + rate);
  const [, unit = ''] = MULTIPLIED.exec(behind) ?? [];
  if (unit.includes('/') || isUnit(unit)) return `${word} ${unit}`;
  return word === 'B' && COUNTED_BEHIND.test(behind) ? 'bn' : word + rate;
}

const endsThere = (text: string, length: number): boolean => !/^[\p{L}\p{N}]/u.test(text.slice(length));

type Shown = { readonly quantity: Quantity; readonly own: Unit; readonly value: Value };

/** Undefined if out of range. Without the note, which would separate number and unit. */
function shownIn({ quantity, value }: Shown, unit: Unit, by?: number): string | undefined {
  const scaled = by ? scaleQuantity(quantity, by) : quantity;
  const style = { thousands: value.thousands ?? 'none' };
  return scaled && showQuantity({ ...scaled, note: '' }, unit, style);
}

/** The longest wording first. `money` is the sign before the number. */
function unitsAhead(text: string, money: string): readonly Unit[] {
  const phrase = PHRASE.exec(text)?.[0] ?? '';
  // `[X] minutes per quarter` counts minutes, even if nothing converts a quarter.
  const [above = ''] = phrase.split(/\/| per /);
  const phrases = [TWO_WORDS.exec(text)?.[0] ?? '', phrase, phrase.split('-')[0] ?? '', above];
  return phrases
    .filter((words) => words !== '' && endsThere(text, words.length))
    .flatMap((words) => readUnits(joinedUnit(money, words)));
}

/** `$0.20` for `[X] per hour` and `[X]/h`, converted to the time unit in the text, and `$5` for `[X]k`. */
function aboveFor(shown: Shown, after: string): string | undefined {
  const { own } = shown;
  const [above = '', ...below] = own.text.split('/');
  const [, period] = PER.exec(after) ?? [];
  const ahead = period === undefined ? undefined : declaredUnit(`${above}/${period}`);
  if (ahead && below.length === 1 && sameMeasure(own, ahead))
    return shownIn(shown, declaredUnit(above), conversion(own, ahead));
  const [, letter, word = letter ?? ''] = MULTIPLIER.exec(after) ?? [];
  const factor = MULTIPLIERS.get(word);
  const { before } = affixes(own, '');
  const isCounted = before !== '' || /[^/]/.test(own.nouns) || singleOf(own);
  if (!factor || !isCounted) return undefined;
  // A rate keeps its time unit: `$[X]k` of $5000/month counts in dollars per month.
  const number = shownIn(shown, NO_UNIT, conversion(declaredUnit(above), { factor }));
  return number && withSign(number, before);
}

/** `0.20` → `$0.20`, `−0.20` → `−$0.20`. */
const withSign = (number: string, sign: string): string =>
  number.replace(/^[~≈<>≤≥\u00A0\u2212]*/u, `$&${sign.replace('$', '$$$$')}`);

function literally(shown: Shown, behind: string): string | undefined {
  const { before, after } = affixes(shown.own, '');
  const suffix = after.trim();
  const stands = (words: string): boolean =>
    words !== '' && behind.startsWith(words) && endsThere(behind, words.length);
  if (stands(suffix)) return withSign(shownIn(shown, NO_UNIT) ?? '', before);
  const [, first = '', last = ''] = /^(\S+) (\p{L}+)$/u.exec(suffix) ?? [];
  const number = stands(last) ? shownIn(shown, NO_UNIT) : undefined;
  return number === undefined ? undefined : `${number}\u00A0${first}`;
}

/** `[X]–[Y] ms`: the unit of both. */
export const OTHER_END = /^[*_]*(?: ?[–-] ?| to )(?:\[[^[\]\n]{1,60}\]|_{3,})/;

/** In full, in other words, in another unit, or in parentheses. */
function withUnitBehind(shown: Shown, after: string, money: string): string | undefined {
  const text = after.slice(0, UNIT_REACH).replace(OTHER_END, '');
  const [, behind = text.replace(GAP, '')] = /^[*_]*[ \u00A0]?\(([^()]{1,40})\)/u.exec(text) ?? [];
  const number = literally(shown, behind);
  if (number !== undefined) return number;
  const { own } = shown;
  for (const ahead of unitsAhead(behind, money)) {
    const isAlike = sameMeasure({ ...own, percent: ahead.percent }, ahead) || samePercent(own, ahead);
    const converted =
      isAlike && ahead.text !== '' ? shownIn(shown, NO_UNIT, conversion(own, ahead)) : undefined;
    if (converted !== undefined) return converted;
  }
  return aboveFor(shown, text.replace(/^[*_]*/, ''));
}

const MONEY_BEFORE = new RegExp(`([${CURRENCY_SIGNS}]|[A-Z]{3}) ?[*_]*$`, 'u');

function moneyBefore(own: Unit, before: string): string {
  const [, sign = ''] = MONEY_BEFORE.exec(before.slice(-10)) ?? [];
  const money = knownUnit(sign)?.text ?? '';
  return money !== '' && own.text.startsWith(money) && affixes(own, '').before !== '' ? money : '';
}

/** `about ~45`, `a factor of 2.3×`, `×2.3×`, `CHF 500 CHF` */
function withoutWhatIsBefore(shown: Shown, before: string): Shown {
  const { quantity, own } = shown;
  const last = before.replace(/[*_\s]+$/u, '');
  const said = last.split(' ').slice(-2);
  const isSaid = [said.join(' '), said.at(-1) ?? ''].some((words) => relationOf(words) === quantity.relation);
  const isAbout = /^[~≈]$/u.test(quantity.relation) && ABOUT.test(last);
  const doubled = isSaid || isAbout || (quantity.relation !== '' && last.endsWith(quantity.relation));
  const isTimes = own.text === '×' && (last.endsWith('×') || FACTOR_OF.test(before));
  const code = /^[A-Z]{3}(?=$|\/)/.exec(own.text)?.[0] ?? '';
  const isCode = code !== '' && knownUnit(code) !== undefined && last.endsWith(code);
  return {
    ...shown,
    quantity: doubled ? { ...quantity, relation: '' } : quantity,
    own: isTimes ? NO_UNIT : isCode ? { ...own, text: own.text.slice(code.length) } : own,
  };
}

const NAMED = /^(\p{L}[\p{L}\p{N} -]{0,20}?) ?(?:[=:] ?(?=[<>≤≥~.\d-])|(?=[<>≤≥]))/u;

/** `0.02` of `p = 0.02`, and `< 0.02` of `p < 0.02`, behind `p = `. */
function withoutName(text: string, before: string): string {
  const [lead = '', name] = NAMED.exec(text) ?? [];
  if (name === undefined) return text;
  const said = new RegExp(`(?<![\\p{L}\\p{N}])${name}[*_]* ?[=:] ?[*_]*$`, 'iu');
  return said.test(before.slice(-40)) ? text.slice(lead.length) : text;
}

export function textBetween(value: Value, before: string, after: string): string {
  // `14 million` in `[X] million products`, where no unit is known.
  const [, letter, multiple = letter ?? ''] = MULTIPLIER.exec(after) ?? [];
  const [, number, own = ''] = /^(.*\d)\s?(\p{L}+)$/u.exec(value.text) ?? [];
  const isSaid = MULTIPLIERS.get(own) === (MULTIPLIERS.get(multiple) ?? 1);
  if (number !== undefined && value.unit === undefined && isSaid) return number;
  const quantity = readQuantity(value.plain ?? '');
  if ('error' in quantity) return withoutName(value.text, before);
  const whole = { quantity, own: declaredUnit(value.unit), value };
  const shown = withoutWhatIsBefore(whole, before.slice(-40));
  const money = moneyBefore(shown.own, before);
  const found = value.unit === undefined ? undefined : withUnitBehind(shown, after, money);
  const isWhole = shown.own === whole.own && shown.quantity === quantity;
  const text = found ?? (isWhole ? value.text : (shownIn(shown, shown.own) ?? value.text));
  return money === '' ? text : text.replace(money, '');
}

/** What it is of, then a unit after a comma, in parentheses, after `in`, or after a space (`behind`). */
const HINTED =
  /^(.+?)(?:\s?[,;:]\s*|\s[–—/-]\s|\s\(|\sin\s|((?<=[\p{L}_]\S*)\s))([\p{L}µ°]{1,20}(?:\/\p{L}{1,20})?|[%‰×$€£¥](?:\/\p{L}{1,20})?)\)?$/u;
const SNAKE_CASE = /^\p{Ll}[\p{Ll}\p{N}]*_[\p{Ll}\p{N}_]+$/u;
/** `launch year`, `office hours`, `taught us`: what is asked for, rather than its unit. */
const isWord = (unit: string): boolean =>
  PLURALS.has(unit) || unit === 'us' || /^(?=.*[aeiou])\p{L}\p{Ll}{3,}$/u.test(unit);
/** `req`, `tokens`; not the `cost` of `cost/month`. */
const isCounted = (above: string): boolean => /^.{1,3}$|s$/u.test(above) || isUnit(above);

/** `p99_before` and `ms` of `p99_before ms`. */
export function unitInHint(hint = ''): { readonly name: string; readonly unit: string } | undefined {
  const [, name = '', behind, unit = ''] = HINTED.exec(hint) ?? [];
  const [above = '', below] = unit.split('/');
  // In `requests/s` only the part after the slash must be known; of single letters only `s` and `h` are unambiguous.
  const isMultiple = behind === undefined && /^(?:[kM]|[a-z]{2,})$/.test(unit) && MULTIPLIERS.has(unit);
  const isKnown = isMultiple || /^[%‰×$€£¥]/u.test(unit) || (unit !== '' && isUnit(below ?? above));
  const isSymbol = below === undefined ? !isWord(unit) : isCounted(above);
  const isOfName = behind === undefined || (isSymbol && !/^(?:your|the|an?)$/i.test(name));
  const isClear = isMultiple || (isOfName && /^(?:[sh]|\P{L}|.{2,})$/u.test(unit));
  return isKnown && (isClear || SNAKE_CASE.test(name)) ? { name, unit } : undefined;
}

export const unitWanted = ({ unitAround, unitInside }: Placeholder): string | undefined =>
  unitAround ?? unitInside;

/** What an import calls `[dup]`. */
const IMPORTED = /^your (?=[\p{Ll}\p{N}_]+$)/u;

export function placeholderLabel({ name, hint, written, unitAround }: Placeholder): string {
  const { before, after } = affixes(declaredUnit(unitAround), '');
  return name ?? hint?.replace(IMPORTED, '') ?? before + bracketed(written.text) + after;
}

const CLAUSE_END = /[.,;:!?()]\s|\||\s[—–-]\s/u;
/** Words before a colon tell what the clause is of: `Before: [X] ms`. */
const BEGINS_CLAUSE = /[.,;!?()]\s|\||\s[—–-]\s/u;
/** A number has its unit with it. */
const WORDS_BEFORE = /(?<!\S)(?:(?:\d\S* )?\S+ ){0,6}\S*$/;
const WORDS_BEHIND = /^\S*(?: (?:\d\S* )?\S+){0,3}/;

/** The others of the sentence, the open ones as dots. */
const asSaid = (segments: readonly Segment[]): string =>
  segments
    .map(({ kind, text }) => (kind === 'open' ? '…' : text.replaceAll(/[*`]/g, '').replaceAll(/\s+/g, ' ')))
    .join('');

const IS_ROW = /^\s*\|/;
const cellsOf = (line: string): readonly string[] => line.replace(IS_ROW, '').split('|').map(plainLine);

/** `1`, `2`, `3`, or `Step 1`, `Step 2`: they only count the rows. */
const areCounts = (cells: readonly string[]): boolean =>
  new Set(cells.map((cell) => cell.replace(/\d+/, ''))).size === 1 &&
  cells.every((cell, i) => Number(/\d+/.exec(cell)?.[0]) === Number(/\d+/.exec(cells[0] ?? '')?.[0]) + i);

/** In a cell that says more than a value and its unit, the words tell what the value is. */
const TELLING_CELL_WORDS = 4;

/** The table around an offset, if it is in one of its rows. No blank line is in a table. */
export function cellAt(text: string, offset: number) {
  const start = text.lastIndexOf('\n\n', offset) + 1;
  const end = text.indexOf('\n\n', offset);
  const before = text.slice(start, offset).split('\n');
  const lines = text.slice(start, end === -1 ? undefined : end).split('\n');
  const top = before.findLastIndex((line) => !IS_ROW.test(line)) + 1;
  const [head = '', row = ''] = [lines[top], lines[before.length - 1]];
  if (before.length < top + 2) return undefined;
  const below = lines.slice(top).findIndex((line) => !IS_ROW.test(line));
  const others = lines.slice(top + 1, below === -1 ? undefined : top + below);
  return { head: cellsOf(head), row: cellsOf(row), others, column: cellsOf(before.at(-1) ?? '').length - 1 };
}

/** Read once for all cells of a table: it may have a thousand rows. */
const tablesIn = keptFor((_text: Text) => new Map<string, ReturnType<typeof readRows>>());

function readRows(lines: string) {
  const rows = lines
    .split('\n')
    .map(cellsOf)
    .filter((cells) => cells.some((one) => /[^\s:-]/.test(one)));
  const columns = rows.length > 1 ? (rows[0] ?? []).keys() : [];
  const counting = [...columns].filter((i) => areCounts(rows.map((cells) => cells[i] ?? '')));
  return { rows, counting: new Set(counting) };
}

function rowsBelow(text: Text, lines: string): ReturnType<typeof readRows> {
  const known = tablesIn(text);
  const read = known.get(lines) ?? readRows(lines);
  known.set(lines, read);
  return read;
}

/**
 * What a cell of a table is: the cells before it that tell its row from the others, and the head of its column. Counts of
 * rows tell nothing beside other words, since the rows below a new one count anew.
 */
export function cellWords(question: Question, placeholder: Placeholder): string {
  const whole = textOf(question, placeholder);
  const table = cellAt(whole.text, placeholder.written.at.start.offset - whole.at.start.offset);
  if (!table) return '';
  const { head, row, column } = table;
  const { rows, counting } = rowsBelow(whole, table.others.join('\n'));
  const words = (row[column] ?? '').replaceAll(/\[[^[\]]*\]/g, '').trim();
  const isSentence = words.split(/\s+/).length >= TELLING_CELL_WORDS;
  const columns = row.slice(0, column).flatMap((cell, i) => (cell === '' ? [] : [i]));
  const telling = columns.filter((i) => !counting.has(i));
  const naming = telling.length === 0 && !isSentence ? columns : telling;
  const isLike = (some: readonly number[]) => rows.filter((cells) => some.every((i) => cells[i] === row[i]));
  const least = naming.findIndex((_, i) => isLike(naming.slice(0, i + 1)).length === 1);
  const names = naming.slice(0, least === -1 ? undefined : least + 1).map((i) => row[i] ?? '');
  if (names.length === 0 && isSentence) return '';
  return [...names, head[column] ?? ''].filter((each) => each !== '').join(', ');
}

/**
 * What a value is of: `months since`, or for a letter the words around it, with the other values: `statement
 * query from 410 ms to [Y] ms`. If `isSaid`, with the value itself.
 */
export function placeholderWords(
  question: Question,
  placeholder: Placeholder,
  values: Values = new Map(),
  isSaid = false,
): string {
  const { key, name, hint, written } = placeholder;
  const isToldBy =
    hint !== undefined && question.placeholders.every((one) => one.key === key || one.hint !== hint);
  if (name !== undefined || isToldBy) return placeholderLabel(placeholder);
  const segments = sentenceAround(question, placeholder, values);
  const at = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === key);
  // Its sentence is omitted.
  if (at === -1 && values.size > 0) return placeholderWords(question, placeholder);
  const [clause = ''] = asSaid(segments.slice(0, at)).split(BEGINS_CLAUSE).slice(-1);
  const [rest = ''] = asSaid(segments.slice(at + 1)).split(CLAUSE_END);
  const [before = ''] = WORDS_BEFORE.exec(clause) ?? [];
  const [behind = ''] = WORDS_BEHIND.exec(rest) ?? [];
  const own = (isSaid ? segments[at]?.text : undefined) ?? bracketed(written.text);
  const words = plainLine(before + own + behind).replace(/[\s.…]+$|\s\([^()]*$/g, '');
  const cell = cellWords(question, placeholder);
  const said = `${before === clause ? '' : '…'}${words}${behind === rest ? '' : '…'}`;
  return (cell === '' ? said : `${cell}: ${said}`).replaceAll(/…{2,}/g, '…');
}

/** What people call a value of a question, or what one of its values is computed from. */
export function wordsFor(question: Question, key: string, values?: Values): string {
  const placeholder = question.placeholders.find((one) => one.key === key);
  return placeholder
    ? placeholderWords(question, placeholder, values, values !== undefined)
    : withoutKeys(key);
}

/** How people see a value, and can type it: `p95_ms`, or `months since (Q12)`. */
export const valueName = (...[question, placeholder, ...how]: Parameters<typeof placeholderWords>): string =>
  placeholder.name ?? `${placeholderWords(question, placeholder, ...how)} (${labelOf(question)})`;

// Derived metrics, in order of their dependencies and with checked units, and the conditions of sentences. A
// derived metric with an unfilled input is unfilled; with an unmeasured one it is not measured. Faults are
// problems with a place in the bank.

type Outcome = Computed | Fault;

const CLOSE = 0.5;

export const NOT_MEASURED: Value = { text: absentText(), origin: 'notMeasured' };

/** Those filled by hand from which it is computed in the end; itself, if it is one of them. */
function inputsOf(metric: Metric, metrics: Metrics, seen = new Set<MetricName>()): readonly Metric[] {
  if (seen.has(metric.name)) return [];
  seen.add(metric.name);
  if (metric.derive === undefined) return [metric];
  return namesInExpression(metric.derive).flatMap(({ name }) => {
    const input = metrics.get(name);
    return input ? inputsOf(input, metrics, seen) : [];
  });
}

export function inputsOfDerived(metrics: Metrics): Inputs {
  const derived = [...metrics.values()].filter(({ derive }) => derive !== undefined);
  return new Map(derived.map((one) => [one.name, inputsOf(one, metrics).map(({ name }) => name)]));
}

/** Conditions ask for the same ones again and again. */
const outcomesWith = keptFor((known: Values, metrics: Metrics) => outcomesOf(metrics, known));

/** Without a value, an optional one counts as not measured, and so does what cannot be computed without it. */
function declaredValue(metric: Metric, metrics: Metrics, known: Values): Computed {
  const value = known.get(metric.name);
  const outcome = metric.derive === undefined ? undefined : outcomesWith(known, metrics).get(metric);
  const unmeasured = value
    ? value.origin === 'notMeasured'
    : outcome
      ? 'unmeasured' in outcome && outcome.unmeasured
      : metric.tier === 'optional';
  return metric.kind === 'number'
    ? { kind: 'number', value: value?.exact ?? value?.number, unit: declaredUnit(metric.unit), unmeasured }
    : { kind: 'text', value: unmeasured ? undefined : value?.text, unmeasured };
}

function unknownMetric(name: string, metrics: Metrics): ReturnType<Lookup> {
  const [close] = nearest(name, [...metrics.keys()], 1);
  const isClose = close !== undefined && likeness(name, close) >= CLOSE;
  const hint = isClose ? `did you mean ${close}?` : 'declare it in metrics.md';
  return { code: 'derive-unknown', fault: `unknown metric ${name}`, hint };
}

function outcomeOf(metric: Metric, expression: Expression, lookup: Lookup): Outcome {
  const { name, kind, digits } = metric;
  const { from, to } = expression;
  const fail = (fault: string, hint: string, code: Fault['code'] = 'derive-unit'): Fault => {
    return { code, fault, hint, from, to };
  };
  const result = evaluate(expression, lookup);
  if ('fault' in result || result.kind === 'unknown') return result;
  if (result.kind === 'condition')
    return fail('the result is a condition, not a value', 'give a value for each case: if(a > b, 1, 0)');
  if (result.kind === 'text')
    return kind === 'number'
      ? fail(`the result is text, but ${name} is a number`, 'declare `kind: text`')
      : result;
  if (kind !== 'number') return fail(`the result is a number, but ${name} is a ${kind}`, 'remove `kind`');
  const { unit } = result;
  const target = declaredUnit(metric.unit);
  // A difference is computed in percent and shown in points.
  const isInPoints = unit.percent && target.text === 'pp';
  if (!isInPoints && (!sameDimension(unit, target) || (target.text === '' && unit.percent))) {
    const found = describeUnit(unit);
    const declaredAs = target.text === '' ? 'without a unit' : `in ${target.text}`;
    return fail(
      `the result is in ${found}, but ${name} is declared ${declaredAs}`,
      isPure(unit) && !unit.percent ? 'remove the unit, or declare ×' : `declare unit: "${found}"`,
    );
  }
  const value = result.value === undefined ? undefined : result.value * conversion(unit, target);
  return value === undefined || roundNumber(value, digits)
    ? { ...result, value, unit: target }
    : fail('the result has more than 40 digits', OVERFLOW_HINT, 'derive-overflow');
}

/** Each is computed when another one, or the loop, asks for it. */
function outcomesOf(metrics: Metrics, known: Values): ReadonlyMap<Metric, Outcome> {
  const outcomes = new Map<Metric, Outcome>();
  /** Those that wait for the one in hand. */
  const path: MetricName[] = [];
  const compute = (metric: Metric, derive: string): Outcome => {
    const before = outcomes.get(metric);
    if (before) return before;
    const parsed = parseExpression(derive);
    path.push(metric.name);
    const outcome = 'fault' in parsed ? parsed : outcomeOf(metric, parsed.expression, lookup);
    path.pop();
    outcomes.set(metric, outcome);
    return outcome;
  };
  const lookup: Lookup = (name) => {
    const metric = metrics.get(name);
    if (!metric) return unknownMetric(name, metrics);
    if (metric.derive === undefined) return declaredValue(metric, metrics, known);
    if (path.includes(name)) {
      const cycle = [...path.slice(-1), ...path.slice(path.indexOf(name))];
      return { code: 'derive-cycle', fault: `it is derived from itself: ${cycle.join(' → ')}` };
    }
    const outcome = compute(metric, metric.derive);
    return 'fault' in outcome ? declaredValue(metric, new Map(), new Map()) : outcome;
  };
  for (const metric of metrics.values()) if (metric.derive !== undefined) compute(metric, metric.derive);
  return outcomes;
}

/** With a no-break space between number and unit. */
export const shownNumber = (
  quantity: Quantity,
  number: number,
  unit: Unit,
  style: NumberStyle,
): Omit<Value, 'origin'> => ({
  text: showQuantity(quantity, unit, style),
  plain: showQuantity(quantity, unit),
  number,
  unit: unit.text || undefined,
  thousands: style.thousands === 'none' ? undefined : style.thousands,
});

/** Those that can be computed from the others, which are known in the units of their metrics. */
export function derivedValues(metrics: Metrics, known: Values, style: NumberStyle): Values {
  const values = new Map<MetricName, Value>();
  for (const [metric, outcome] of outcomesOf(metrics, known)) {
    const { name, digits } = metric;
    if ('fault' in outcome) continue;
    if (outcome.unmeasured) {
      // A metric that depends on an optional value is unfilled, not unmeasured.
      const isUnmeasured = inputsOf(metric, metrics).some(
        (input) => known.get(input.name)?.origin === 'notMeasured',
      );
      if (isUnmeasured) values.set(name, NOT_MEASURED);
    } else if (outcome.kind === 'text' && outcome.value !== undefined)
      values.set(name, { text: plainLine(outcome.value), origin: 'derived' });
    else if (outcome.kind === 'number' && outcome.value !== undefined) {
      const { value: number, unit } = outcome;
      const rounded = roundNumber(number, digits);
      // People say 4×, not 4.0×.
      const first = rounded && shortest(rounded.value);
      const quantity = first && { relation: '', first, unitText: '', note: '' };
      if (quantity) values.set(name, { ...shownNumber(quantity, number, unit, style), origin: 'derived' });
    }
  }
  return values;
}

/** Exact if the expression is on one line, plain or in quotes. */
export function placeInExpression({ text, at }: Text, from: number, to: number): Span {
  const quotes = at.end.offset - at.start.offset - text.length;
  if (at.start.line !== at.end.line || (quotes !== 0 && quotes !== 2)) return at;
  const point = (offset: number): Span['start'] => {
    const by = quotes / 2 + Math.min(offset, text.length);
    return { ...at.start, column: at.start.column + by, offset: at.start.offset + by };
  };
  return { file: at.file, start: point(from), end: point(Math.max(to, from + 1)) };
}

/** Syntax, unknown names, units, cycles; with the values of the user, also divisions by zero. */
export const deriveProblems = (metrics: Metrics, values: Values = new Map()): readonly Problem[] =>
  [...outcomesOf(metrics, values)].flatMap(([{ name, derive: text = '', deriveAt, at: own }, outcome]) => {
    if (!('fault' in outcome)) return [];
    const { code, hint, fault, from, to } = outcome;
    const at = deriveAt ? placeInExpression({ text, at: deriveAt }, from, to) : own;
    return [{ severity: 'error', code, at, message: `${name}: ${fault}`, hint }];
  });

/** `<10` is below ten, and not ten. */
function withinBound(outcome: Computed, { plain = '' }: Partial<Value> = {}): Computed {
  const sign = plain.startsWith('<') ? -1 : plain.startsWith('>') ? 1 : 0;
  if (sign === 0 || outcome.kind !== 'number' || outcome.value === undefined) return outcome;
  return { ...outcome, value: outcome.value + sign * 1e-9 * Math.abs(outcome.value) };
}

function conditionOutcome(condition: string, values: Values): Outcome {
  const parsed = parseExpression(condition);
  if ('fault' in parsed) return parsed;
  const { expression } = parsed;
  const result = evaluate(expression, (name) => {
    const metric = values.metrics?.get(name);
    const value = values.get(name);
    if (metric) return withinBound(declaredValue(metric, values.metrics ?? new Map(), values), value);
    if (!value) return values.metrics ? unknownMetric(name, values.metrics) : { kind: 'unknown' };
    const { origin, text, plain = text, number, unit } = value;
    if (origin === 'notMeasured') return { kind: 'unknown', unmeasured: true };
    return number === undefined
      ? { kind: 'text', value: plain }
      : { kind: 'number', value: number, unit: declaredUnit(unit) };
  });
  if ('fault' in result || result.kind === 'condition') return result;
  if (result.kind === 'unknown' && expression.kind !== 'name') return result;
  const { from, to } = expression;
  const hint = 'compare it, as in a > 4, or use measured(a)';
  return { code: 'derive-unit', fault: 'this is not a condition', hint, from, to };
}

/** A condition on what was not measured is false, unless it asks for that. */
export function decide(text: string, values: Values): Decision {
  const outcome = conditionOutcome(text, values);
  if ('fault' in outcome) return 'invalid';
  if (outcome.unmeasured) return 'fails';
  if (outcome.kind !== 'condition' || outcome.value === undefined) return 'open';
  return outcome.value ? 'holds' : 'fails';
}

export const decisionOf = (text: string, values: Values): Decision =>
  values.decisions?.get(text) ?? decide(text, values);

/** Those of words that a condition does not hide. */
export const shownPlaceholders = ({ placeholders, conditionals = [] }: Citing, values: Values) =>
  placeholders.filter(
    ({ kind, written }) =>
      kind !== 'condition' &&
      conditionsAround(written.at, conditionals).every((one) =>
        isAsSaid(one, (condition) => decisionOf(condition, values)),
      ),
  );

/** `p95_ms is 20 ms and p50_ms is 40 ms, against \`p95_ms >= p50_ms\`` */
export function againstRule({ rule, why }: Constraint, values: Values): string {
  const names = [...new Set(namesInExpression(rule).map(({ name }) => name))];
  const known = names.flatMap((name) => {
    const value = values.get(name);
    return value ? [`${name} is ${value.plain ?? value.text}`] : [];
  });
  return `${known.join(' and ')}, against \`${rule}\`${why === undefined ? '' : `: ${why}`}`;
}

export function isBroken(rule: string, values: Values): boolean {
  const outcome = conditionOutcome(rule, values);
  return !('fault' in outcome) && !outcome.unmeasured && outcome.value === false;
}

/** Undefined for a condition that can be evaluated. */
export function conditionFault(text: string, values: Values): Fault | undefined {
  const outcome = conditionOutcome(text, values);
  return 'fault' in outcome ? outcome : undefined;
}
