import type { Conditional, ConditionalKey, Decide, Decision, Placeholder } from '../base/question.ts';
import { isAbbreviated } from '../base/text.ts';
import { lastAtMost, type Span, type Text } from '../base/span.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { NumberStyle } from '../values/quantity.ts';

export type Citing = {
  readonly placeholders: readonly Placeholder[];
  readonly conditionals?: readonly Conditional[];
};

export const isWithin = (inner: Span, outer: Span): boolean =>
  outer.file === inner.file &&
  outer.start.offset <= inner.start.offset &&
  inner.end.offset <= outer.end.offset;

export function conditionsAround(at: Span, conditionals: readonly Conditional[]): ConditionalKey['when'] {
  return conditionals
    .filter((each) => isWithin(at, each.at))
    .map(({ condition, first }) => {
      const is = isWithin(at, condition.at) ? 'open' : isWithin(at, first.at) ? 'holds' : 'fails';
      return [condition.text, is] as const;
    });
}

export const isAsSaid = ([condition, is]: ConditionalKey['when'][number], decide: Decide): boolean => {
  const decision = decide(condition);
  if (is === 'open') return decision === 'open';
  return decision === 'invalid' || (is === 'fails') === (decision === 'fails');
};

export function conditionalKeys({
  placeholders,
  conditionals = [],
}: Citing): readonly ConditionalKey[] | undefined {
  if (conditionals.length === 0) return undefined;
  const all = placeholders.map(({ key, written }) => ({
    key,
    when: conditionsAround(written.at, conditionals),
  }));
  const always = new Set(all.flatMap(({ key, when }) => (when.length === 0 ? [key] : [])));
  const found = all.filter(({ key }) => !always.has(key));
  return found.length === 0 ? undefined : found;
}

export type CitingHead = {
  readonly placeholderKeys: readonly string[];
  readonly conditionalKeys?: readonly ConditionalKey[];
};

export const conditionsIn = (heads: Iterable<CitingHead>): readonly string[] => [
  ...new Set(
    [...heads].flatMap(({ conditionalKeys: keys = [] }) =>
      keys.flatMap(({ when }) => when.map(([condition]) => condition)),
    ),
  ),
];

export function wantedKeys(
  { placeholderKeys, conditionalKeys: conditional }: CitingHead,
  { decisions }: Pick<Values, 'decisions'>,
): readonly string[] {
  if (!conditional) return placeholderKeys;
  const decide: Decide = (condition) => decisions?.get(condition) ?? 'open';
  const depending = new Set(conditional.map(({ key }) => key));
  const shown = conditional.filter(({ when }) => when.every((one) => isAsSaid(one, decide)));
  const needed = new Set(shown.map(({ key }) => key));
  return placeholderKeys.filter((key) => !depending.has(key) || needed.has(key));
}

export const unfilledKeys = (head: CitingHead, values: Values): readonly string[] =>
  wantedKeys(head, values).filter((key) => !values.has(key));

/** Cited ones that lack nothing: what they are computed by, or from, is wrong. */
export function uncomputedKeys(
  heads: Iterable<CitingHead>,
  values: Values,
  inputs: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const faulty = [...inputs.keys()].filter(
    (key) => !values.has(key) && inputs.get(key)?.every((input) => values.has(input)),
  );
  const cited = faulty.length > 0 ? [...heads].flatMap((head) => unfilledKeys(head, values)) : [];
  return faulty.filter((key) => cited.includes(key));
}

/** Of one text. */
export const inOrder = (placeholders: readonly Placeholder[]): readonly Placeholder[] =>
  placeholders.toSorted((a, b) => a.written.at.start.offset - b.written.at.start.offset);

export const keysWithin = ({ placeholders }: Citing, { at }: Text): readonly string[] => [
  ...new Set(placeholders.filter(({ written }) => isWithin(written.at, at)).map(({ key }) => key)),
];

export type Range = { readonly from: number; readonly to: number };

const MARKER = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+(?:\[[ xX]\][ \t]+)?)?$/;
/** The end of a sentence, a paragraph, a table cell, or a list item. */
const BREAK = /[.!?]["'”’)*_]*(?=\s)|\n[ \t]*\n|\n[ \t]*(?=[-*+>|#]|\d+[.)] )|\|/gu;
const LEADING = /^\s*(?:[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)?\s*/;
/** With the line break after it. */
const HEADING = /^\s*#{1,6}[ \t][^\n]*\n/;
const CLOSING = /^[.,;:!?)\]…]/;

/** A search from before the start would look at the first character. */
const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

const BLANK_LINE = /^[ \t\r]*(?:\n|$)/;
const BLANK_BEFORE = /(?:^|\n)[ \t\r]*\n$/;

/** What goes with words that are cut: an empty line, parentheses around nothing, and a second blank. */
function leftBehind(text: string, at: number): Range {
  const start = lineStart(text, at);
  const [rest = ''] = /^[^\n]*\n?/.exec(text.slice(at)) ?? [];
  const [before, isEmpty] = [text.slice(start, at), rest.trim() === ''];
  if (isEmpty && MARKER.test(before)) {
    const end = at + rest.length;
    if (end === text.length) return { from: text.slice(0, start).trimEnd().length, to: end };
    const isApart = start === 0 || BLANK_BEFORE.test(text.slice(Math.max(0, start - 200), start));
    return { from: start, to: end + (isApart ? (BLANK_LINE.exec(text.slice(end))?.[0].length ?? 0) : 0) };
  }
  const isEnclosed = before.endsWith('(') && rest.startsWith(')');
  const [left, right] = isEnclosed ? [before.slice(0, -1), rest.slice(1)] : [before, rest];
  const [from, to] = [start + left.length, at + rest.length - right.length];
  const blanksBefore = left.length - left.trimEnd().length;
  const blanksBehind = /^[ \t]*/.exec(right)?.[0].length ?? 0;
  const isLead = MARKER.test(left);
  const isClosed = blanksBehind === 0 && CLOSING.test(right) && !isLead;
  if (isClosed || right.trim() === '') return { from: from - blanksBefore, to: to + blanksBehind };
  return { from, to: isLead || blanksBefore > 0 ? to + blanksBehind : to };
}

/** Without a heading, a space or a list marker before it. No sentence ends in `whole`, which is in order. */
export function sentenceAt(text: string, { from, to }: Range, whole: readonly Range[] = []): Range {
  let start = 0;
  let end = text.length;
  let passed = 0;
  for (const { 0: found, index } of text.matchAll(BREAK)) {
    while ((whole[passed]?.to ?? Infinity) < index + found.length) passed += 1;
    if ((whole[passed]?.from ?? Infinity) <= index || isAbbreviated(text, index)) continue;
    if (index + found.length <= from) start = index + found.length;
    if (index < to) continue;
    end = /^[\n|]/.test(found) ? index : index + found.length;
    break;
  }
  start += HEADING.exec(text.slice(start, from))?.[0].length ?? 0;
  const lead = LEADING.exec(text.slice(start, from))?.[0].length ?? 0;
  return { from: start + lead, to: start + text.slice(start, end).trimEnd().length };
}

/** The text and the placeholders that are left, without the sentences that cite an omitted key. */
export function shownText(
  { text: written, at }: Text,
  { placeholders, conditionals = [] }: Citing,
  branchOf: (conditional: Conditional) => Decision,
  isOmitted: (key: string) => boolean,
) {
  const base = at.start.offset;
  const cited = placeholders.filter(({ kind }) => kind !== 'condition');
  const dropped = cited.filter(({ key }) => isOmitted(key));
  let text = written;
  const isWhole = conditionals.length + dropped.length === 0;
  /** The original offset of each character that is left, if anything is cut. */
  const offsets = Array.from({ length: isWhole ? 0 : text.length }, (_, offset) => base + offset);
  const positionOf = (offset: number): number => {
    if (isWhole) return Math.min(written.length, Math.max(0, offset - base));
    const last = lastAtMost(offsets, offset);
    return (offsets[last] ?? Infinity) < offset ? last + 1 : last;
  };
  const placeOf = ({ start, end }: Span): Range => ({
    from: positionOf(start.offset),
    to: positionOf(end.offset),
  });
  const cut = ({ from, to }: Range): void => {
    text = text.slice(0, from) + text.slice(to);
    offsets.splice(from, to - from);
  };
  const vanished: number[] = [];
  for (const conditional of conditionals) {
    const whole = placeOf(conditional.at);
    const isHere = whole.from < whole.to && conditional.at.file === at.file;
    const decision = isHere ? branchOf(conditional) : 'invalid';
    if (decision === 'invalid') continue;
    const branch = decision === 'fails' ? conditional.otherwise : conditional.first;
    const kept = branch && branch.text !== '' ? placeOf(branch.at) : undefined;
    if (!kept) vanished.push(conditional.at.start.offset);
    cut({ from: kept?.to ?? whole.from, to: whole.to });
    if (kept) cut({ from: whole.from, to: kept.from });
  }
  // Two adjacent cuts are one. From the right, so that earlier positions stay valid.
  const places = new Set(vanished.map(positionOf));
  for (const place of [...places].toSorted((a, b) => b - a)) cut(leftBehind(text, place));
  for (const { at: span } of dropped.map((one) => one.written)) {
    const place = placeOf(span);
    const isLeft = place.to - place.from === span.end.offset - span.start.offset;
    if (!isLeft || place.from === place.to || span.file !== at.file) continue;
    const sentence = sentenceAt(text, place);
    cut(sentence);
    cut(leftBehind(text, sentence.from));
  }
  // A place inside a cut maps to the cut.
  const isCut = (offset: number): boolean => !isWhole && offsets[positionOf(offset)] !== offset;
  const left = cited.filter((one) => isWithin(one.written.at, at) && !isCut(one.written.at.start.offset));
  const spots = inOrder(left).map((placeholder) => ({ placeholder, ...placeOf(placeholder.written.at) }));
  return { text, spots, positionOf };
}

export type Value = {
  readonly text: string;
  readonly plain?: string;
  readonly number?: number;
  /** As a file has it, if it is shown rounded: what is computed counts all of its digits. */
  readonly exact?: number;
  readonly unit?: string;
  /** How `text` groups its digits; absent for plain digits. */
  readonly thousands?: NumberStyle['thousands'];
  /** `notMeasured` values show as "not measured". */
  readonly origin: 'typed' | 'file' | 'derived' | 'notMeasured';
  readonly updatedAt?: string;
  readonly changed?: true | undefined;
};

/**
 * By metric name or placeholder key, including those not measured. `metrics` gives conditions the units of
 * unfilled values; `decisions` are the outcomes of conditions.
 */
export type Values = ReadonlyMap<string, Value> & {
  readonly metrics?: ReadonlyMap<MetricName, Metric>;
  readonly decisions?: ReadonlyMap<string, Decision>;
};

export type Segment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'filled'; readonly text: string; readonly key: string }
  | { readonly kind: 'open'; readonly text: string; readonly key: string };

export type FilledCount = { readonly filled: number; readonly unmeasured: number; readonly of: number };

/** What was not measured is not filled. */
export function countFilled(names: readonly string[], values: Pick<Values, 'get'>): FilledCount {
  const given = names.flatMap((name) => values.get(name) ?? []);
  const unmeasured = given.filter(({ origin }) => origin === 'notMeasured').length;
  return { filled: given.length - unmeasured, unmeasured, of: names.length };
}

export const openCount = ({ filled, unmeasured, of }: FilledCount): number => of - filled - unmeasured;
