// What answers need from the user: unfilled values, where they are cited, and the order to ask for them.
import { type Bank, findQuestion } from '../base/bank.ts';
import { countBy, countEach, groupBy, keptFor, lateMap, ownField, sumOf } from '../base/collections.ts';
import {
  type Fill,
  type Metric,
  type MetricName,
  type Tier,
  TIERS,
  type Fills,
  withoutKeys,
  wordsOfKey,
} from '../base/metric.ts';
import { slug } from '../base/ids.ts';
import {
  labelOf,
  type Placeholder,
  type Question,
  type QuestionHead,
  type QuestionId,
} from '../base/question.ts';
import { folded, likeness, slipsOf } from '../base/spelling.ts';
import {
  type Refusal,
  type Accepted,
  checkValue,
  droppedReason,
  DECIMAL_COMMA,
  NOTHING,
  type NumberStyle,
  type Typing,
} from '../values/quantity.ts';
import { type Citing, type CitingHead, isWithin, wantedKeys, type Values } from './conditional.ts';
import {
  againstRule,
  decisionOf,
  shownPlaceholders,
  fillText,
  inputsOfDerived,
  isBroken,
  type Figures,
  type Inputs,
  cellWords,
  placeholderLabel,
  placeholderWords,
  wordsFor,
  valueName,
  unitInHint,
  unitWanted,
  valuesWith,
  sentenceAround,
  segmentsText,
} from './values.ts';
import type { Text } from '../base/span.ts';
import { clipped, plainLine } from '../base/text.ts';
import { firstText, listText } from '../base/wording.ts';
import { namesInExpression } from '../values/expression.ts';
import { declaredUnit, isUnit } from '../values/units.ts';

/** Its own, and the inputs of its derived metrics. */
export const keysNeeded = ({ placeholderKeys }: CitingHead, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

/** Without the keys of words that are not shown. */
export const keysWanted = (head: CitingHead, { values, inputs }: Figures): readonly string[] =>
  keysNeeded({ placeholderKeys: wantedKeys(head, values) }, inputs);

/** Keys without a value, each once, without computed ones. */
export function openKeys(
  { questions }: { readonly questions: { values(): Iterable<CitingHead> } },
  figures: Figures,
): ReadonlySet<string> {
  const { values, inputs } = figures;
  const open = new Set<string>();
  for (const head of questions.values())
    for (const key of keysWanted(head, figures)) if (!values.has(key) && !inputs.has(key)) open.add(key);
  return open;
}

export type Gap = NonNullable<ReturnType<typeof gapOf>>;

/** What its answers cite: many ask for it, and it is the same for all. */
const citationsIn = keptFor((bank: Bank<Question>) => {
  const inputs = inputsOfDerived(bank.metrics);
  const all = [...bank.questions.values()].flatMap((head) =>
    keysNeeded(head, inputs).map((key) => ({ key, id: head.id })),
  );
  return { inputs, citedBy: groupBy(all, ({ key }) => key) };
});

export const citedKeys = (bank: Bank<Question>): readonly string[] => [...citationsIn(bank).citedBy.keys()];

const citingIds = (bank: Bank<Question>, key: string): readonly QuestionId[] =>
  (citationsIn(bank).citedBy.get(key) ?? []).map(({ id }) => id);

/** What is written, with the words around it where that could be another. */
export function labelOfGap({ key, placeholder, question }: Gap): string {
  const { text } = placeholder.written;
  const isOne = question.placeholders.filter(({ written }) => written.text === text).length < 2;
  return isOne && placeholder.key === key && cellWords(question, placeholder) === ''
    ? placeholderLabel(placeholder)
    : wordsFor(question, key);
}

/** Those of its own before those of what is computed from it. A condition comes last: it only decides by the value. */
const citingIn = ({ placeholders }: Question, key: string, inputs: Inputs): readonly Placeholder[] => {
  const rank = ({ key: cited, kind }: Placeholder): number =>
    (kind === 'condition' ? 2 : 0) + (cited === key ? 0 : 1);
  return placeholders
    .filter((one) => one.key === key || inputs.get(one.key)?.includes(key))
    .toSorted((a, b) => rank(a) - rank(b));
};

/** Of these, more than 100% cannot be; by so many percent they can change. */
const SHARE =
  /(?<!\p{L})(?:rates?|shares?|accuracy|precision|recall|coverage|availability|uptime|utili[sz]ation)(?!\p{L})/iu;
const CHANGE = /(?<!\p{L})(?:by|up|down|uplift|gains?|growth|increase|change|more|faster|higher)(?!\p{L})/iu;

/** Nothing falls by more than all of it. */
const FALL =
  /(?<!\p{L})(?:(?:fell|falls?|drop\p{L}*|shr[aiu]nk\p{L}*|decreas\p{L}*|declin\p{L}*|reduc\p{L}*|cut|lowered|down)(?: \S+){0,4} by|reduction|decrease|savings?)\W*$/iu;
const LESS = /^\W*(?:less|fewer|smaller|lower|cheaper|shorter)(?!\p{L})/iu;

function isShare(question: Question, placeholder: Placeholder): boolean {
  const [before = '', behind = ''] = placeholderWords(question, placeholder).split(placeholder.written.text);
  const words = /\p{L}{2}/u.test(before) ? before : behind;
  return (SHARE.test(words) && !CHANGE.test(words)) || FALL.test(before) || LESS.test(behind);
}

/** No two are called the same. */
function namesIn(question: Question): readonly (readonly [key: string, name: string])[] {
  const names = new Map(question.placeholders.map((one) => [one.key, valueName(question, one)]));
  return [...groupBy(names, ([, name]) => name)].flatMap(([name, own]) =>
    own.map(([key], i) => [key, i === 0 ? name : name.replace(/(?= \(\S+\)$)/, ` #${i + 1}`)] as const),
  );
}

/** How people see a value that is known by its key, and can type it. It does not change with other values. */
export function valueNameIn({ questions }: Pick<Bank<Question>, 'questions'>): (key: string) => string {
  const names = lateMap(() => new Map([...questions.values()].flatMap(namesIn)));
  return (key) => {
    const [, id = ''] = /^([^/]+)\//.exec(key) ?? [];
    const question = questions.get(id);
    const name = id === '' ? undefined : names.get(key);
    // Its place is gone.
    return name ?? (question ? `${wordsOfKey(key)} (${labelOf(question)})` : withoutKeys(key));
  };
}

/** Of the first question that cites it, unless one is asked about. */
export function gapOf(bank: Bank<Question>, key: string, asked?: Question) {
  const citedBy = citingIds(bank, key);
  const question = asked ?? bank.questions.get(citedBy[0] ?? '');
  const [placeholder] = question ? citingIn(question, key, citationsIn(bank).inputs) : [];
  if (!question || !placeholder) return undefined;
  const { example, written, key: name } = placeholder;
  // Only a unit asks for a number.
  const unit = unitWanted(placeholder);
  const range = unit === '%' && isShare(question, placeholder) ? { min: 0, max: 100 } : {};
  const prompt = placeholderLabel(placeholder);
  const implied = { name, kind: 'number', prompt, unit, example, ...range } as const;
  /** The declared one, or what the words around the placeholder imply. */
  const metric: Metric | undefined =
    bank.metrics.get(key) ?? (unit === undefined ? undefined : { ...implied, at: written.at });
  const through = name === key ? undefined : name;
  return { key, metric, placeholder, question, through, citedBy };
}

/** The words of a hint may mean the same in several places; one word, such as `number`, tells too little. */
export function nameOfGap({ key, placeholder, metric }: Gap): string {
  const words = wordsIn(placeholder.hint ?? '');
  return words.includes(' ') ? `${words}, ${metric?.unit}` : key;
}

/** With the placeholder whose sentence shows the value; no segments where all such sentences are omitted. */
export function citedGap(gap: Gap, { values, inputs }: Figures) {
  const { key, question } = gap;
  // The sentence of what was not measured is omitted, and so are those of what is computed from it.
  const isOwn = (name: string): boolean => name === key || inputs.get(name)?.includes(key) === true;
  const isAgain = values.get(key)?.origin === 'notMeasured';
  const shown = isAgain
    ? valuesWith(
        [...values].filter(([name]) => !isOwn(name)),
        values,
      )
    : values;
  for (const placeholder of citingIn(question, key, inputs)) {
    const sentence = placeholder.kind === 'condition' ? [] : sentenceAround(question, placeholder, shown);
    if (!sentence.some((segment) => segment.kind !== 'plain' && segment.key === placeholder.key)) continue;
    const through = placeholder.key === key ? undefined : placeholder.key;
    return { gap: { ...gap, placeholder, through }, sentence };
  }
  return { gap, sentence: [] };
}

/**
 * The order to ask in. Tier by tier, grouped by question, each key once: first the questions of the next days, day by
 * day, then answers that the fewest values complete, then the most cited; of one question, those of its headline.
 * Optional metrics come last.
 * @param soon questions of the next days, each with its day
 */
export function fillOrder<Head extends CitingHead & Pick<QuestionHead, 'id' | 'headlineKeys'>>(
  heads: readonly Head[],
  metrics: ReadonlyMap<MetricName, Metric>,
  { values, inputs }: Figures,
  soon: ReadonlyMap<QuestionId, number>,
  tiers: readonly Tier[] = TIERS,
): readonly { readonly head: Head; readonly keys: readonly string[] }[] {
  const open = openKeys({ questions: heads }, { values, inputs });
  const tierOf = (key: string): Tier => metrics.get(key)?.tier ?? 'topic';
  const isAsked = (key: string): boolean => open.has(key) || (tierOf(key) === 'optional' && !values.has(key));
  const waiting = heads.map((head) => ({
    head,
    day: soon.get(head.id) ?? Number.MAX_VALUE,
    keys: keysNeeded(head, inputs).filter(isAsked),
    headline: new Set(keysNeeded({ placeholderKeys: head.headlineKeys ?? [] }, inputs)),
  }));
  const uses = countEach(waiting.flatMap(({ keys }) => keys));
  const usesOf = (key: string): number => uses.get(key) ?? 0;
  const asked = new Set<string>();
  return tiers.flatMap((tier) => {
    const queue = waiting
      .map(({ head, day, keys, headline }) => {
        const below = (key: string): number => (headline.has(key) ? 0 : 1);
        const left = keys.filter((key) => !asked.has(key));
        const own = left
          .filter((key) => tierOf(key) === tier)
          .toSorted((a, b) => below(a) - below(b) || usesOf(b) - usesOf(a));
        const missing = left.filter((key) => open.has(key)).length;
        return { head, day, own, missing, uses: Math.max(0, ...own.map(usesOf)) };
      })
      .toSorted((a, b) => a.day - b.day || a.missing - b.missing || b.uses - a.uses);
    return queue.flatMap(({ head, own }) => {
      const keys = own.filter((key) => !asked.has(key));
      for (const key of keys) asked.add(key);
      return keys.length === 0 ? [] : [{ head, keys }];
    });
  });
}

export function openGaps(
  bank: Bank<Question>,
  values: Values,
  {
    tiers = TIERS,
    soon = new Map(),
    among = [...bank.questions.values()],
  }: {
    readonly tiers?: readonly Tier[];
    readonly soon?: ReadonlyMap<QuestionId, number>;
    readonly among?: readonly QuestionHead[];
  } = {},
): readonly Gap[] {
  const { inputs } = citationsIn(bank);
  const order = fillOrder(among, bank.metrics, { values, inputs }, soon, tiers);
  return order.flatMap(({ head, keys }) =>
    keys.flatMap((key) => gapOf(bank, key, bank.questions.get(head.id)) ?? []),
  );
}

export function completedBetween(
  { questions }: Pick<Bank, 'questions'>,
  inputs: Inputs,
  before: Values,
  after: Values,
): readonly QuestionId[] {
  const misses = (head: QuestionHead, values: Values): boolean =>
    openKeys({ questions: [head] }, { values, inputs }).size > 0;
  const completed = [...questions.values()].filter((head) => misses(head, before) && !misses(head, after));
  return completed.map(({ id }) => id);
}

export function openGapsOf(bank: Bank<Question>, question: Question, values: Values): readonly Gap[] {
  const open = openKeys({ questions: [question] }, { values, inputs: citationsIn(bank).inputs });
  return unfilledGapsOf(bank, question, values).filter(({ key }) => open.has(key));
}

/** Those without a value, also if nothing needs it as long as it is unknown. */
export function unfilledGapsOf(bank: Bank<Question>, question: Question, values: Values): readonly Gap[] {
  const { inputs } = citationsIn(bank);
  const keys = keysNeeded(question, inputs).filter((key) => !values.has(key) && !inputs.has(key));
  return keys.flatMap((key) => gapOf(bank, key, question) ?? []);
}

function unknownName(name: string, known: readonly string[]): Refusal {
  const shown = name.slice(0, 80);
  const called = known.filter((label) => namesOf(label).some((one) => wordsIn(one) === wordsIn(name)));
  const error = `${shown} is the name of ${called.length} values`;
  if (called.length > 1) return { error, hint: `use the question too: ${firstText(called, 4)}` };
  const close = slipsOf(name, [...new Set(known.map(withoutQuestion))], 3);
  const other =
    known.length > 0 ? '`prep fill --list` shows all metrics' : 'no loaded answer cites any value';
  const hint = close.length > 0 ? `did you mean ${close.join(', ')}?` : other;
  return { error: `unknown metric ${shown}`, hint };
}

function wrongKey(bank: Bank<Question>, key: string): Refusal | undefined {
  const { inputs, citedBy } = citationsIn(bank);
  const metric = bank.metrics.get(key);
  if (metric?.derive !== undefined)
    return {
      error: `${key} is computed: ${metric.derive}`,
      hint: `fill ${(inputs.get(key) ?? []).join(', ') || 'what it is computed from'}`,
    };
  if (metric || citedBy.has(key)) return undefined;
  const known = new Set([...bank.metrics.keys(), ...citedBy.keys()]);
  return unknownName(key, [...known].map(valueNameIn(bank)));
}

/** What to type for `prep fill`: a metric's name, or the shortest name of the question of a placeholder. */
export const fillWord = (
  key: string,
  { id, number, label }: Pick<QuestionHead, 'id' | 'number' | 'label'>,
): string => (key.includes('/') ? (label ?? String(number ?? id)) : key);

/** What each name means, and what is wrong with the others. */
function eachNamed<Found>(names: readonly string[], read: (name: string) => readonly Found[] | Refusal) {
  const all = names.map(read);
  return {
    found: all.flatMap((one) => ('error' in one ? [] : one)),
    wrong: all.flatMap((one) => ('error' in one ? [one] : [])),
  };
}

/** The value that is named, or the question whose values are meant. */
function meantBy(bank: Bank<Question>, name: string): Question | Refusal | undefined {
  const refusal = wrongKey(bank, name);
  const result = refusal && findQuestion(bank, name);
  return result && 'found' in result ? result.found : refusal;
}

/** Filled or not; a question's number or id means all of its unfilled ones. */
export const namedGaps = (bank: Bank<Question>, names: readonly string[], values: Values) =>
  eachNamed(names, (name): readonly Gap[] | Refusal => {
    const meant = meantBy(bank, name);
    if (meant) return 'error' in meant ? meant : openGapsOf(bank, meant, values);
    const gap = gapOf(bank, name);
    const hint = `to store a value anyway: \`--set ${name}=…\``;
    return gap ? [gap] : { error: `no loaded answer cites ${name}`, hint };
  });

// What was not measured is not shown.

/** Their sentences are omitted. */
export const unmeasuredIn = (cited: Citing, values: Values): readonly Placeholder[] =>
  shownPlaceholders(cited, values).filter(
    ({ key }) => values.get(key)?.origin === 'notMeasured' && values.metrics?.get(key)?.kind !== 'event',
  );

export function omittedText({ at }: Text, cited: Citing, values: Values): string {
  const within = unmeasuredIn(cited, values).filter(({ written }) => isWithin(written.at, at));
  const names = [...new Set(within.map(placeholderLabel))];
  const were = names.length === 1 ? 'was' : 'were';
  return names.length === 0
    ? ''
    : `prep leaves out what cites ${listText(names)}, which ${were} not measured.`;
}

/** Sentences that are no longer shown, each once; `isNew`: words that are shown because a value was not measured. */
export function omittedBetween(
  { questions }: Pick<Bank<Question>, 'questions'>,
  before: Values,
  after: Values,
): readonly { readonly question: QuestionId; readonly sentence: string; readonly isNew: boolean }[] {
  const isNowUnmeasured = (key: string): boolean =>
    after.get(key)?.origin === 'notMeasured' && before.get(key)?.origin !== 'notMeasured';
  return [...questions.values()].flatMap((question) => {
    const now = unmeasuredIn(question, after).filter(({ key }) => isNowUnmeasured(key));
    const gone = now.map((one) => segmentsText(sentenceAround(question, one, before)).trim());
    const said = (question.conditionals ?? []).flatMap(({ condition: { text }, first, otherwise }) => {
      const [was, is] = [before, after].map((values) =>
        decisionOf(text, values) === 'fails' ? otherwise : first,
      );
      const isSwitched = is !== was && namesInExpression(text).some(({ name }) => isNowUnmeasured(name));
      return is && isSwitched ? [segmentsText(fillText(is, question, after)).trim()] : [];
    });
    const listed = (sentences: readonly string[], isNew: boolean) =>
      [...new Set(sentences)]
        .filter((sentence) => sentence !== '')
        .map((sentence) => ({ question: question.id, sentence, isNew }));
    return [...listed(gone, false), ...listed(said, true)];
  });
}

// What `prep fill` decides, as plans; commands store them.

export type PlannedFill = Accepted & {
  readonly name: string;
  /** If it is not the present. */
  readonly updatedAt?: string | undefined;
  /** The only value that it may take the place of. */
  readonly was?: string;
};

export type FillChange = {
  readonly set: readonly PlannedFill[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly { readonly name: string; readonly reason?: string }[];
};

type Arguments = {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly notMeasured?: readonly string[];
  /** Accepts values with a warning. */
  readonly force?: boolean;
};

/** The reason after `!` or `not measured`, perhaps empty; undefined for any other line. */
export const notMeasuredReason = (line: string): string | undefined =>
  /^!?\s*(?:does not apply|not applicable|n\/a)\.?$/i.test(line)
    ? 'does not apply'
    : /^(?:!|not measured\b|did not happen\b)[\s:,-]*(.*)$/i.exec(line)?.[1];

/** `users` of `[N] users`, `[FILL IN] **users**`, `[FILL IN: users per day] users` and `[FILL IN: virtual users] virtual users`. */
const COUNTED = /^ [*_]*(\p{L}+ )??(\p{L}{3,}(?<!s)s)(?!\p{L})/u;

/** `hour` of `$[X] per hour` and `[X] MB/hour`. */
const PER = /^ ?(?:\p{L}{1,12} )?[\p{L}%]{0,12}(?:\/| (?:per|an?|each|every) )(\p{L}+)/u;

/** It can be no more now: `fell from 7.4% to [X]%`. */
const FELL_FROM =
  /(?<!\p{L})(?:fell|falls?|drop\p{L}*|decreas\p{L}*|declin\p{L}*|reduc\p{L}*|cut|lowered|down)(?: \S+){0,3}? from (\d+(?:\.\d+)?) ?(?:%|percent) to \W*$/iu;

function behindOf({ answer }: Question, { written }: Placeholder): string {
  return answer.text.slice(written.at.end.offset - answer.at.start.offset);
}

const beforeOf = ({ answer }: Question, { written }: Placeholder): string =>
  answer.text.slice(0, Math.max(0, written.at.start.offset - answer.at.start.offset));

export const isNamed = ({ name, hint, kind }: Placeholder): boolean =>
  name !== undefined || (hint !== undefined && kind !== 'letter');

export function countedBy(question: Question, placeholder: Placeholder): string | undefined {
  const [, of = '', counted = ''] = COUNTED.exec(behindOf(question, placeholder)) ?? [];
  return (of === '' && !isNamed(placeholder)) || placeholder.hint?.includes(of + counted)
    ? counted || undefined
    : undefined;
}

export function typingOf(
  gap: Gap | undefined,
  { fills, settings: { thousands } }: { readonly fills: Fills; readonly settings: NumberStyle },
): Typing {
  const isGrouped = thousands === 'auto' || thousands === 'none' ? undefined : thousands === 'point';
  if (!gap) return { isGrouped };
  const { key, question, placeholder } = gap;
  const stored = ownField(fills, key);
  return {
    isGrouped,
    hasCommas: DECIMAL_COMMA.test(question.answer.text),
    counted: countedBy(question, placeholder),
    per: PER.exec(behindOf(question, placeholder))?.[1],
    isShare: isShare(question, placeholder),
    most: Number(FELL_FROM.exec(beforeOf(question, placeholder))?.[1] ?? Infinity),
    replaced: stored?.number === undefined ? undefined : stored,
  };
}

/** For `--set NAME=VALUE…` (also `EVENT=no`, and `NAME=n/a` for a number), `--not-measured NAME[=REASON]…`, `--unset NAME…`. */
export const planFills = (bank: Bank<Question>, fills: Fills, settings: NumberStyle, given: Arguments) =>
  planFillsFrom(bank, fills, given, 'value', (metric, value, gap) => {
    const checked = checkValue(metric, value, typingOf(gap, { fills, settings }));
    return 'error' in checked && NOTHING.test(value)
      ? { ...checked, hint: 'if it was not measured, use --not-measured NAME' }
      : checked;
  });

/** A question's number or id means all that it cites. A value that nothing cites can still be cleared. */
export function keysNamed(bank: Bank<Question>, fills: Fills, name: string): readonly string[] | Refusal {
  const meant = Object.hasOwn(fills, name) ? undefined : meantBy(bank, name);
  if (!meant) return [name];
  return 'error' in meant ? meant : keysNeeded(meant, citationsIn(bank).inputs);
}

/** Reports all faults together. `read` gives the value of what follows the equals sign of `--set`. */
export function planFillsFrom<Value extends Accepted>(
  bank: Bank<Question>,
  fills: Fills,
  { set, unset, notMeasured = [], force = false }: Arguments,
  what: 'path' | 'value',
  read: (metric: Metric | undefined, text: string, gap: Gap | undefined) => Value | Refusal,
) {
  const nameOf = valueNameIn(bank);
  const names = new Set<string>();
  const secondOf = (name: string): Refusal | undefined => {
    if (names.has(name)) return { error: `${nameOf(name)} is given twice`, hint: 'give it once' };
    names.add(name);
    return undefined;
  };
  const dropped: { readonly name: string; readonly reason: string | undefined }[] = [];
  const planned = eachNamed(set, (argument) => {
    const at = argument.indexOf('=');
    const example = what === 'path' ? 'results[0].accuracy' : '82%';
    if (at < 1)
      return {
        error: `${clipped(argument)}: expected NAME=${what.toUpperCase()}`,
        hint: `for example accuracy=${example}`,
      };
    const name = argument.slice(0, at).trim();
    const refusal = wrongKey(bank, name) ?? secondOf(name);
    if (refusal) return refusal;
    const [gap, text] = [gapOf(bank, name), argument.slice(at + 1)];
    const metric = bank.metrics.get(name) ?? gap?.metric;
    const isNumber = bank.metrics.get(name)?.kind === 'number';
    const reason = droppedReason(metric, text) ?? (isNumber ? notMeasuredReason(text.trim()) : undefined);
    if (what === 'value' && reason !== undefined) {
      dropped.push({ name, reason: plainLine(reason) || undefined });
      return [];
    }
    const value = read(metric, text, gap);
    if ('error' in value) return { ...value, error: `${nameOf(name)}: ${value.error}` };
    if (value.warning === undefined || force) return [{ ...value, name }];
    const hint = `add \`--force\` to store ${value.fill.value} anyway`;
    return { error: `${nameOf(name)}: ${value.warning}`, hint };
  });
  const denied = eachNamed(notMeasured, (argument) => {
    const [, written = '', reason = ''] = /^([^=]*)=?([^]*)$/.exec(argument) ?? [];
    const name = written.trim();
    return wrongKey(bank, name) ?? secondOf(name) ?? [{ name, reason: plainLine(reason) || undefined }];
  });
  const cleared = eachNamed(unset, (argument): readonly string[] | Refusal => {
    const meant = keysNamed(bank, fills, argument);
    if ('error' in meant) return meant;
    const [second] = meant.flatMap((name) => secondOf(name) ?? []);
    return second ?? meant.filter((name) => Object.hasOwn(fills, name));
  });
  return {
    set: planned.found,
    notMeasured: [...denied.found, ...dropped],
    unset: cleared.found,
    wrong: [...planned.wrong, ...denied.wrong, ...cleared.wrong],
  };
}

/** Each is at least what those of a lower rank are. */
const STATISTIC = /(?<![\p{L}\p{N}])(?:median|p(\d{2,3})|max(?:imum)?)(?![\p{L}\p{N}])/giu;
/** Besides units, all that may stand between the statistics of one thing. */
const LITTLE =
  /^(?:and|the|an?|is|was|are|were|at|about|from|to|went|und|der|die|das|ist|war|liegt|bei|von|auf)$/i;
const END_OF_CHANGE = /\b(?:from|to|von|auf)(?= \W*$)/i;
const PART_OF = /^\s(?:out )?of\s(?:the |our )?$/;
const WITH_PART = /^\s\p{L}+, of (?:which|these|them)\s$/u;

type Statistic = { readonly name: string; readonly rank: number };

const statisticsIn = (text: string): readonly Statistic[] =>
  [...text.matchAll(STATISTIC)].map(([name, percentile]) => ({
    name,
    rank:
      percentile === undefined
        ? /^med/i.test(name)
          ? 50
          : Infinity
        : Number(`${percentile.slice(0, 2)}.${percentile.slice(2)}`),
  }));

const isBetween = (text: string): boolean =>
  (text.replaceAll(STATISTIC, '').match(/[\p{L}\p{N}%]+/gu) ?? []).every(
    (word) => isUnit(word) || LITTLE.test(word),
  );

/** The texts of a question, as its placeholders and the words around them. */
const gapsIn = (question: Question) =>
  [question.answer, ...question.followUpTexts.map(({ answer }) => answer)].map((text) => {
    const [keys, around]: [string[], string[]] = [[], ['']];
    for (const segment of fillText(text, question, new Map())) {
      if (segment.kind === 'plain') around.push((around.pop() ?? '') + segment.text);
      else {
        keys.push(segment.key);
        around.push('');
      }
    }
    return { keys, around };
  });

/**
 * Placeholders that only a statistic tells apart, one after another: `the median is [X] ms and the p95 [X] ms`, or
 * `p95 went from [X] ms to [X] ms, and the median from [X] ms to [X] ms`.
 */
function statisticsOf(question: Question) {
  return gapsIn(question).flatMap(({ keys, around }) => {
    const ends = [...keys.keys()].filter((i) => i + 1 === keys.length || !isBetween(around[i + 1] ?? ''));
    return ends.flatMap((end, i) => {
      const start = (ends[i - 1] ?? -1) + 1;
      const inner = around.slice(start + 1, end + 1).map(statisticsIn);
      const before = statisticsIn((around[start] ?? '').split(/[.;]\s|\n/).at(-1) ?? '').slice(-1);
      const behind = statisticsIn((around[end + 1] ?? '').split(/[.;:,]\s|\n/)[0] ?? '').slice(0, 1);
      const leads = around.slice(start, end + 1).map((words) => END_OF_CHANGE.exec(words)?.[0]);
      const isOne = ({ length }: readonly Statistic[], at: number): boolean =>
        length === 1 || (length === 0 && before.length === 1 && /to|auf/i.test(leads[at + 1] ?? ''));
      if (before.length + behind.length !== 1 || !inner.every(isOne)) return [];
      const all = [...before, ...inner.flat(), ...behind];
      return [
        leads.flatMap((lead, at) => {
          const statistic = all[inner.slice(0, at).flat().length];
          return statistic ? [{ ...statistic, lead, key: keys[start + at] ?? '' }] : [];
        }),
      ];
    });
  });
}

/** `[X] of [X] rollbacks`, and not `[X] of [X]-core machines`; `[X] rollbacks, of which [X] were ours`. */
const partsOf = (question: Question) =>
  gapsIn(question).flatMap(({ keys, around }) =>
    keys.slice(1).flatMap((second, at) => {
      const [first = '', between = '', behind = ''] = [keys[at], around[at + 1], around[at + 2]];
      const isPart = PART_OF.test(between) && /^(?:\s\p{Ll}|[.,;]|$)/u.test(behind);
      const [part, whole] = isPart ? [first, second] : [second, first];
      if (!isPart && !(WITH_PART.test(between) && /^\s\p{Ll}/u.test(behind))) return [];
      return [
        [
          { name: 'the part', rank: 0, lead: undefined, key: part },
          { name: 'the whole', rank: 1, lead: undefined, key: whole },
        ],
      ];
    }),
  );

/** A median above its p95, a part above its whole: no declared rule says so, but none can be. */
export const disordersIn = (question: Question, values: Values) =>
  [...statisticsOf(question), ...partsOf(question)].flatMap((all) => {
    const known = all.flatMap((one) => {
      const { number, unit, text, plain = text } = values.get(one.key) ?? {};
      // `[X] times, of which …`
      const own = unit === '×' ? undefined : unit;
      return number === undefined ? [] : [{ ...one, number, unit: own, shown: plain }];
    });
    const pairs = known.flatMap((low) => known.map((high) => ({ low, high })));
    return pairs.flatMap(({ low, high }) =>
      low.rank < high.rank && low.lead === high.lead && low.unit === high.unit && low.number > high.number
        ? [
            {
              keys: [low.key, high.key],
              error: `${high.name} is ${high.shown}, and ${low.name} is ${low.shown}, which is more`,
            },
          ]
        : [],
    );
  });

/** Rules that a change breaks, directly or through a derived metric, each with the last value that breaks it. */
export function brokenBy(
  { constraints = [], questions }: Pick<Bank<Question>, 'constraints' | 'questions'>,
  { set }: FillChange,
  { values, inputs }: Figures,
): readonly { readonly by: PlannedFill; readonly error: string }[] {
  const declared = constraints.flatMap((constraint) => {
    const { rule } = constraint;
    const names = namesInExpression(rule).flatMap(({ name }) => inputs.get(name) ?? [name]);
    return set.some(({ name }) => names.includes(name)) && isBroken(rule, values)
      ? [{ keys: names, error: againstRule(constraint, values) }]
      : [];
  });
  const disorders = [...questions.values()].flatMap((question) =>
    set.some(({ name }) => question.placeholderKeys.includes(name)) ? disordersIn(question, values) : [],
  );
  return [...declared, ...disorders].flatMap(({ keys, error }) => {
    const by = set.findLast(({ name }) => keys.includes(name));
    return by ? [{ by, error }] : [];
  });
}

export function applyFills(
  fills: Fills,
  { set, unset, notMeasured = [] }: FillChange,
  updatedAt: string,
): Fills {
  const after = new Map(Object.entries(fills));
  for (const { name, reason } of notMeasured)
    after.set(name, { notMeasured: reason === undefined ? {} : { reason }, updatedAt });
  for (const { name, fill, was, updatedAt: then = updatedAt } of set) {
    const before = after.get(name);
    if (was !== undefined && before?.value !== was) continue;
    const isNew = before?.value !== undefined && before.value !== fill.value;
    after.set(name, { ...fill, updatedAt: then, changed: isNew || before?.changed === true || undefined });
  }
  for (const name of unset) after.delete(name);
  return Object.fromEntries(after);
}

/** Not in the order to ask in: a script knows the list. */
export function inListOrder(bank: Bank<Question>, gaps: readonly Gap[]): readonly Gap[] {
  const byKey = new Map(gaps.map((gap) => [gap.key, gap]));
  return [...keysIn(bank, {})].flatMap((key) => byKey.get(key) ?? []);
}

export type FillRow = ReturnType<typeof fillRows>[number];

const keysIn = (bank: Bank<Question>, fills: Fills): ReadonlySet<string> =>
  new Set([...bank.metrics.keys(), ...citedKeys(bank), ...Object.keys(fills)]);

/** Declared metrics, placeholders, and stored values that nothing cites, in this order. */
export function fillRows(bank: Bank<Question>, fills: Fills, values: Values, stale: ReadonlySet<string>) {
  const nameOf = valueNameIn(bank);
  const keys = [...keysIn(bank, fills)];
  const times = countBy(keys, nameOf);
  return keys.map((name) => {
    const fill = ownField(fills, name);
    const [gap, value] = [gapOf(bank, name), values.get(name)];
    const declared = bank.metrics.get(name);
    const metric = declared ?? gap?.metric;
    const derived = metric?.derive !== undefined;
    const isUnmeasured = value?.origin === 'notMeasured';
    const state = isUnmeasured ? ('notMeasured' as const) : value ? ('filled' as const) : ('open' as const);
    const needed = derived ? (citationsIn(bank).inputs.get(name) ?? []) : [];
    const unmeasured = needed.filter((input) => values.get(input)?.origin === 'notMeasured');
    const reason = derived
      ? `${unmeasured.join(', ')} ${unmeasured.length === 1 ? 'was' : 'were'} not measured`
      : fill?.notMeasured?.reason;
    return {
      name,
      /** Of two whose places are gone and that had the same words, only the key tells which is meant. */
      label: gap === undefined && (times.get(nameOf(name)) ?? 0) > 1 ? name : nameOf(name),
      kind: metric?.kind ?? 'text',
      tier: (declared && (declared.tier ?? 'topic')) || null,
      unit: metric?.unit ?? value?.unit ?? null,
      /** The metric's prompt, an author's hint, or the sentence. */
      prompt: declared?.prompt ?? gap?.placeholder.hint ?? (gap ? sentenceOf(gap) : ''),
      value: (isUnmeasured ? undefined : (value?.plain ?? value?.text)) ?? null,
      number: value?.number ?? null,
      derived,
      filled: state === 'filled',
      state,
      reason: (isUnmeasured ? reason : undefined) ?? null,
      source: (derived ? undefined : fill?.source) ?? null,
      updatedAt: (derived ? undefined : fill?.updatedAt) ?? null,
      /** The file that it was read from changed or disappeared. */
      stale: !derived && stale.has(name),
      /** Empty if the expression or a value is wrong. */
      missing: value ? [] : needed.filter((input) => !values.has(input)),
      citedBy: citingIds(bank, name),
    };
  });
}

export const wordsIn = (text: string): string => (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** `recall at 10` of `recall at 10 (Q8)`. */
export const withoutQuestion = (label: string): string => label.replace(/ \(\S+\)$/, '');

/** `p95, ms` and `p95` of `p95, ms (Q8)`, `team size` of `team size, people`, with the question or without. */
function namesOf(label: string): readonly string[] {
  const bare = withoutQuestion(label);
  const question = label.slice(bare.length);
  const name = unitInHint(bare)?.name ?? bare.replace(/, [^,]+$/, '');
  return [bare, name].flatMap((one) => [one, one + question]);
}

/** Punctuation does not matter where there are words: `€ ___ (Q3)` is not Q3. */
const spelled = (name: string): string =>
  wordsIn(withoutQuestion(name)) === '' ? name.trim() : wordsIn(name);

/** Tells the keys of what is called so, with its question or without. */
export function keysCalled(bank: Bank<Question>, fills: Fills): (typed: string) => readonly string[] {
  const called = lateMap(() => {
    const nameOf = valueNameIn(bank);
    const all = [...keysIn(bank, fills)].flatMap((key) =>
      namesOf(nameOf(key)).map((name) => ({ key, name })),
    );
    return groupBy(all, ({ name }) => spelled(name));
  });
  return (typed) => {
    if (bank.metrics.has(typed)) return [typed];
    return [...new Set(called.get(spelled(typed))?.map(({ key }) => key))];
  };
}

/** With fewer, the words beside two placeholders are the same by chance. */
const FEWEST_WORDS = 3;

/** A value whose place in the text of its question is gone. */
export type Left = { readonly key: string; readonly fill: Fill };

/** What was a placeholder is written out with the word behind it, or before it: `in 70 minutes`. */
export function saysItself(text: string, key: string, value: string): boolean {
  const figure = wordsIn(/^[^\s\p{L}%]*\d[^\s\p{L}%]*/u.exec(value)?.[0] ?? value);
  const [before = '', behind] = wordsOfKey(key).split('…');
  const [next, last] = [behind?.trim().split(' ')[0], before.trim().split(' ').at(-1)];
  const said = behind === undefined ? figure : next ? `${figure} ${next}` : `${last} ${figure}`;
  return ` ${wordsIn(text)} `.includes(` ${said.trim()} `);
}

/** @param cited keys of the user's own answer */
export function leftOf(question: Question, fills: Fills, cited: readonly string[]): readonly Left[] {
  const { id, placeholderKeys, answer, followUpTexts } = question;
  const text = [answer, ...followUpTexts.map((followUp) => followUp.answer)]
    .map((one) => one.text)
    .join('\n');
  return Object.entries(fills).flatMap(([key, fill]): readonly Left[] => {
    const isLeft =
      key.startsWith(`${id}/`) && !placeholderKeys.includes(key) && !cited.includes(key) && !fill.notMeasured;
    return isLeft && !saysItself(text, key, fill.value) ? [{ key, fill }] : [];
  });
}

/** The key of a placeholder without a name, in a table with the words of its row and column. */
export function keyOfPlace(question: Question, placeholder: Placeholder): string {
  const { key } = placeholder;
  const cell = key.includes('/') ? cellWords(question, placeholder) : '';
  return cell === '' ? key : key.replace(/[^/]*$/, slug(`${cell} ${placeholder.written.text}`));
}

const behindId = (key: string): string => key.replace(/^[^/]*/, '');

/** What an earlier text of another question had in just these words: a part of it that is a question of its own now. */
export function leftElsewhere({ question, placeholder }: Gap, fills: Fills): readonly Left[] {
  const its = keyOfPlace(question, placeholder);
  if (wordsOfKey(its).split(' ').length < FEWEST_WORDS) return [];
  return Object.entries(fills).flatMap(([from, fill]) => {
    const [words, was] = behindId(from).split(/-was-(?=\d+$)/);
    return was !== undefined && words === behindId(its) && !fill.notMeasured ? [{ key: from, fill }] : [];
  });
}

const sidesOf = (key: string): readonly (readonly string[])[] =>
  wordsOfKey(key)
    .split('…')
    .map((side) => side.split(' ').filter((word) => word !== '' && !isUnit(word)));

const isAt = (sides: readonly (readonly string[])[], side: number, word: string): number =>
  Number(sides[side]?.includes(word) === true);

/** Of those in its unit, the one whose words are most like its own. */
export function leftFor(gap: Gap, left: readonly Left[]): Left | undefined {
  const { key, metric, question, placeholder } = gap;
  if (metric?.kind === 'event') return undefined;
  const isIn = (unit: string | undefined): boolean =>
    declaredUnit(unit).text === declaredUnit(metric?.unit).text;
  const suited = left.filter(({ fill }) => {
    const checked = checkValue(metric, fill.value);
    return !('error' in checked) && checked.warning === undefined && isIn(fill.unit);
  });
  if (suited.length < 2) return suited[0];
  const segments = sentenceAround(question, placeholder, new Map());
  const at = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === placeholder.key);
  const far = [segments.slice(at + 1), segments.slice(0, at)].map((side) =>
    wordsIn(segmentsText(side)).split(' '),
  );
  const isLone = segments.every(({ kind }, i) => kind === 'plain' || i === at);
  const near = isLone ? far.toReversed() : sidesOf(key);
  const having = countEach(suited.flatMap((one) => [...new Set(sidesOf(one.key).flat())]));
  /** A word that several have tells less, and one that is on the other side now is of another value, if there is one. */
  const alike = (one: Left): number => {
    const words = sidesOf(one.key).flatMap((own, side) => own.map((word) => ({ word, side })));
    return sumOf(
      words,
      ({ word, side }) =>
        (isAt(near, side, word) + (isLone ? 1 : -1) * isAt(far, side, word)) / (having.get(word) ?? 1) ** 2,
    );
  };
  const spelledAlike = (one: Left): number => likeness(wordsOfKey(one.key), wordsOfKey(key));
  return suited.toSorted((a, b) => alike(b) - alike(a) || spelledAlike(b) - spelledAlike(a))[0];
}

const sentenceOf = ({ question, placeholder }: Gap): string =>
  segmentsText(sentenceAround(question, placeholder, new Map())).trim();

export const rowsNamed = (
  rows: readonly FillRow[],
  names: readonly string[],
  bank: Bank<Question>,
  fills: Fills,
) =>
  eachNamed(names, (name) => {
    const named = rows.filter((row) => row.name === name);
    const keys = named.length > 0 ? [] : keysNamed(bank, fills, name);
    return 'error' in keys ? keys : [...named, ...rows.filter((row) => keys.includes(row.name))];
  });
