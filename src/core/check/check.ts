// What `prep check` finds beyond reading: mistakes that only show in the whole question or bank.
import type { Bank } from '../base/bank.ts';
import { groupBy } from '../base/collections.ts';
import { type Metric, type MetricName, wordsOfKey } from '../base/metric.ts';
import { type Problem, sortProblems } from '../base/problem.ts';
import { labelOf, type Placeholder, type Question, STAR_PARTS } from '../base/question.ts';
import type { Span } from '../base/span.ts';
import { likeness, slipsOf } from '../base/spelling.ts';
import { clipped, oneLine } from '../base/text.ts';
import { listText } from '../base/wording.ts';
import { findPoints } from '../feedback/find.ts';
import { wordsOf } from '../feedback/words.ts';
import { type Citing, unfilledKeys, type Value, type Values } from '../fill/conditional.ts';
import {
  againstRule,
  conditionFault,
  deriveProblems,
  inputsOfDerived,
  isBroken,
  placeholderLabel,
  placeInExpression,
  type Inputs,
  valuesWith,
} from '../fill/values.ts';
import { disordersIn, fillWord, type Left, leftFor, unfilledGapsOf, unmeasuredIn } from '../fill/gaps.ts';
import { partName } from '../stories/stories.ts';
import { namesInExpression } from '../values/expression.ts';
import { checkValue, rangeWarning } from '../values/quantity.ts';

type CheckOptions = {
  readonly values: Values;
  readonly requireFilled: boolean;
  /** By the user. */
  readonly isAnswered?: (question: Question['id']) => boolean;
  /** Of own answers. */
  readonly own?: readonly Problem[];
};

const warning = (code: Problem['code'], at: Span, message: string, hint: string): Problem => ({
  severity: 'warning',
  code,
  at,
  message,
  hint,
});

export function checkBank(
  bank: Bank<Question>,
  { values: given, requireFilled, isAnswered = () => false, own = [] }: CheckOptions,
): readonly Problem[] {
  const { metrics } = bank;
  // Conditions are checked against the declarations, whatever has a value.
  const values = valuesWith(given, { metrics, decisions: given.decisions });
  const questions = [...bank.questions.values()];
  const inputs = inputsOfDerived(metrics);
  return sortProblems([
    ...bank.problems,
    ...questions.flatMap((question) => [
      ...unwrittenId(question),
      ...(isAnswered(question.id) ? [] : missingAnswer(question)),
      ...missingParts(question),
      ...unsupportedPoints(question),
      ...wrongConditions(question, values),
      ...notMeasured(question, values),
      ...disordered(question, values),
      ...(requireFilled ? openPlaceholders(question, { bank, inputs }, values) : []),
      ...undeclared(question, bank),
    ]),
    ...own,
    ...deriveProblems(metrics, values),
    ...valueProblems(metrics, values),
    ...constraintProblems(bank, values),
  ]);
}

const disordered = (question: Question, values: Values): readonly Problem[] =>
  disordersIn(question, values).map(({ error }) => {
    const hint = `Run \`prep fill ${labelOf(question)}\` to enter them again.`;
    return warning(
      'value-constraint',
      question.titleAt,
      `Your values contradict each other: ${error}.`,
      hint,
    );
  });

function constraintProblems({ constraints = [] }: Bank<Question>, values: Values): readonly Problem[] {
  return constraints.flatMap((constraint): readonly Problem[] => {
    const { rule, at } = constraint;
    const fault = conditionFault(rule, values);
    if (fault) {
      const place = placeInExpression({ text: rule, at }, fault.from, fault.to);
      const message = `The constraint \`${rule}\` cannot be evaluated: ${fault.fault}.`;
      return [{ severity: 'error', code: 'constraint-invalid', at: place, message, hint: fault.hint }];
    }
    if (!isBroken(rule, values)) return [];
    const names = namesInExpression(rule).map(({ name }) => name);
    return [
      warning(
        'value-constraint',
        at,
        `Your values contradict each other: ${againstRule(constraint, values)}.`,
        `Run \`prep fill ${names.join(' ')}\` to enter them again.`,
      ),
    ];
  });
}

// Stored values that became unreadable or out of range, by an edit or a change of the bank.

function valueFault(metric: Metric, { text, plain, number, origin }: Value): string | undefined {
  if (origin === 'notMeasured') return undefined;
  const stored = plain ?? text;
  if (number !== undefined) return rangeWarning(metric, number, stored);
  const checked = checkValue(metric, stored);
  if (!('error' in checked)) return undefined;
  return `the stored value ${JSON.stringify(clipped(stored))} is invalid: ${checked.error}`;
}

/** At the metric's declaration. */
export function valueProblems(metrics: ReadonlyMap<MetricName, Metric>, values: Values): readonly Problem[] {
  return [...metrics].flatMap(([name, metric]): readonly Problem[] => {
    const value = metric.derive === undefined ? values.get(name) : undefined;
    const fault = value && valueFault(metric, value);
    if (!value || fault === undefined) return [];
    const { at } = metric;
    const [message, hint] = [`${name}: ${fault}.`, `Run \`prep fill ${name}\` to enter it again.`];
    // It can be read and is only unusual.
    if (value.number !== undefined) return [warning('value-range', at, message, hint)];
    return [{ severity: 'error', code: 'value-invalid', at, message, hint }];
  });
}

/** One or two letters differ. */
const SLIP = 0.85;

const digitsOf = (name: string): string => name.replaceAll(/\D+/g, ' ');

/** A different letter, not a different number as in `p95_ms` and `p99_ms`. */
const isSlip = (name: string, { metrics }: Pick<Bank, 'metrics'>): boolean =>
  [...metrics.keys()].some((other) => likeness(other, name) >= SLIP && digitsOf(other) === digitsOf(name));

/** The first of each key. */
const firstOfEach = (placeholders: readonly Placeholder[]): readonly Placeholder[] =>
  [...groupBy(placeholders, ({ key }) => key).values()].flatMap(([first]) => first ?? []);

/** Nothing can fill it. */
function undeclaredAt(
  { name, written: { at } }: Placeholder,
  { metrics }: Pick<Bank, 'metrics'>,
  message: string,
): Problem {
  const [close] = name === undefined ? [] : slipsOf(name, [...metrics.keys()], 1);
  const instead = close === undefined ? '' : `, or write \`${close}\``;
  const hint =
    name === undefined
      ? 'Write it as the question does, or cite a metric by its name: `[FILL IN: name]`.'
      : `Declare it in metrics.md${instead}.`;
  return warning('metric-undeclared', at, message, hint);
}

/** If the bank declares nothing, only slips of declared names. */
function undeclared({ bank: own, placeholders }: Question, bank: Bank<Question>): readonly Problem[] {
  // Conditions have their own problem.
  const all = placeholders.filter(({ kind, key }) => kind !== 'condition' && !bank.metrics.has(key));
  return firstOfEach(all).flatMap((placeholder): readonly Problem[] => {
    const { name } = placeholder;
    if (name === undefined || !(bank.declaring?.has(own) || isSlip(name, bank))) return [];
    return [undeclaredAt(placeholder, bank, `No bank declares the metric \`${name}\`.`)];
  });
}

/** Placeholders of an own answer that nothing can fill. */
function unfillable(
  { placeholders }: Citing,
  bank: Pick<Bank, 'metrics' | 'questions'>,
  values: Values,
): readonly Problem[] {
  // Asked of few: most own answers have none that is open.
  const isCited = (key: string): boolean =>
    [...bank.questions.values()].some(({ placeholderKeys }) => placeholderKeys.includes(key));
  const unknown = placeholders.filter(
    ({ key, kind }) => kind !== 'condition' && !bank.metrics.has(key) && !values.has(key) && !isCited(key),
  );
  return firstOfEach(unknown).map((placeholder) => {
    const label = placeholder.name ?? placeholderLabel(placeholder);
    const message = `prep knows no value for \`${label}\`.`;
    return undeclaredAt(placeholder, bank, message);
  });
}

/** In the user's own answer, which is not part of a bank: at the title of its question. */
export function ownProblems(
  bank: Pick<Bank, 'metrics' | 'questions'>,
  { id, titleAt }: Pick<Question, 'id' | 'titleAt'>,
  { text, ...reading }: Citing & { readonly text: string; readonly problems: readonly Problem[] },
  values: Values,
): readonly Problem[] {
  const found = [
    ...reading.problems.filter(({ code }) => code.startsWith('condition-')),
    ...wrongConditions(reading, values),
    ...notMeasured(reading, values),
    ...unfillable(reading, bank, values),
  ];
  return found.map(({ at, message, ...problem }) => {
    const passage = clipped(oneLine(text.slice(at.start.offset, at.end.offset)));
    return {
      ...problem,
      at: titleAt,
      message: `Your own answer to \`${id}\`, \`${passage}\`: ${message}`,
    };
  });
}

/** At the title of their question. */
export function leftProblems(
  bank: Bank<Question>,
  question: Question,
  left: readonly Left[],
  values: Values,
): readonly Problem[] {
  const gaps = left.length > 0 ? unfilledGapsOf(bank, question, values) : [];
  return left.map((one) => {
    const { key, fill } = one;
    const message = `This question no longer cites ${fill.value} (${wordsOfKey(key)}).`;
    const again = gaps.some((gap) => leftFor(gap, [one]))
      ? `Run \`prep fill ${fillWord(key, question)}\` to use it`
      : 'Write its sentence again';
    return warning('value-uncited', question.titleAt, message, `${again}, or \`prep fill --unset ${key}\`.`);
  });
}

/** With fewer words, one more or less decides nothing. */
const FEWEST_WORDS = 2;
const FEWEST_LEFT = 3;

/**
 * Written key points with fewer than half of their words in the answer, of which feedback finds nothing, either.
 * Prefers missing a fault to a false alarm: where most points are so, they say what the answer leaves to them.
 */
function unsupportedPoints(question: Question): readonly Problem[] {
  if (question.draft || question.pointsProposed) return [];
  const { text: answer } = question.answer;
  const stems = new Set(wordsOf(answer).map(({ stem }) => stem));
  const found = question.keyPoints.flatMap(({ text, at }, i): readonly Problem[] => {
    const words = wordsOf(text);
    const missing = words.filter(({ stem }) => !stems.has(stem));
    if (words.length < FEWEST_WORDS || missing.length * 2 <= words.length) return [];
    if (findPoints(answer, question)[i]?.state !== 'missing') return [];
    const named = missing.slice(0, 4).map(({ written }) => `“${written}”`);
    const message = `The answer does not seem to contain this point; it never mentions ${named.join(', ')}.`;
    return [warning('point-unsupported', at, message, 'Add it to the answer, or remove the point.')];
  });
  return found.length >= FEWEST_LEFT && found.length * 2 > question.keyPoints.length ? [] : found;
}

const NEEDED_PARTS = STAR_PARTS.filter((part) => part !== 'learning');

function unwrittenId(question: Question): readonly Problem[] {
  if (!question.native || question.idWritten) return [];
  const message = `The id \`${question.id}\` comes from the title and changes with it.`;
  const hint = `Write \`id: ${question.id}\` in the front matter to keep the history.`;
  return [warning('id-unwritten', question.titleAt, message, hint)];
}

function missingAnswer(question: Question): readonly Problem[] {
  if (!question.draft) return [];
  const message = 'This question has no answer yet.';
  const hint = 'Write the answer below the title.';
  return [warning('answer-missing', question.titleAt, message, hint)];
}

function missingParts(question: Question): readonly Problem[] {
  if (question.kind !== 'star' || question.draft) return [];
  const missing = NEEDED_PARTS.filter((part) => (question.star?.[part]?.text ?? '') === '');
  if (missing.length === 0) return [];
  const names = missing.map(partName);
  const message = `The story has no ${names.join(' and no ')}.`;
  const hint = question.native
    ? `Write it below \`## ${names[0] ?? ''}\`.`
    : 'Write it as a part of its own.';
  return [warning('star-part-missing', question.titleAt, message, hint)];
}

type Computing = { readonly bank: Bank<Question>; readonly inputs: Inputs };

function whatIsMissing(key: string, { bank, inputs }: Computing, values: Values) {
  if (bank.metrics.get(key)?.derive === undefined)
    return { lacks: 'has no value.', hint: `Run \`prep fill ${key}\`.` };
  const open = (inputs.get(key) ?? []).filter((input) => !values.has(input));
  if (open.length === 0)
    return { lacks: 'cannot be computed.', hint: `See the problem with the metric \`${key}\`.` };
  const lacks = `is computed from unfilled values: ${listText(open)}.`;
  return { lacks, hint: `Run \`prep fill ${open.join(' ')}\`.` };
}

function openPlaceholders(question: Question, computing: Computing, values: Values): readonly Problem[] {
  const unfilled = new Set(unfilledKeys(question, values));
  const open = question.placeholders.filter(({ key }) => unfilled.has(key));
  return firstOfEach(open).map(({ written: { at, text }, key }) => {
    const { lacks, hint } = whatIsMissing(key, computing, values);
    const message = `${text.slice(0, 80)} ${lacks}`;
    return { severity: 'error', code: 'placeholder-open', at, message, hint };
  });
}

const wrongConditions = ({ conditionals = [] }: Citing, values: Values): readonly Problem[] =>
  conditionals.flatMap(({ condition }): readonly Problem[] => {
    const fault = conditionFault(condition.text, values);
    // Already reported when the file was read.
    if (!fault || fault.code === 'derive-syntax') return [];
    const at = placeInExpression(condition, fault.from, fault.to);
    const message = `The condition \`${condition.text}\` cannot be evaluated: ${fault.fault}.`;
    // A guide taken out of its bank lacks its metrics.
    const isAlone = fault.code === 'derive-unknown' && (values.metrics?.size ?? 0) === 0;
    return [{ severity: isAlone ? 'warning' : 'error', code: fault.code, at, message, hint: fault.hint }];
  });

const notMeasured = (cited: Citing, values: Values): readonly Problem[] =>
  firstOfEach(unmeasuredIn(cited, values)).map((placeholder) => {
    const { name, written } = placeholder;
    return warning(
      'not-measured',
      written.at,
      `\`${name ?? placeholderLabel(placeholder)}\` was not measured, so this sentence is omitted.`,
      name === undefined
        ? 'Reword the sentence without it.'
        : `Reword it without the value, or write it for both cases: \`[IF measured(${name}): … | ELSE: …]\`.`,
    );
  });
