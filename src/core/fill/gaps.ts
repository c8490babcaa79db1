import { type Bank, findQuestion } from '../base/bank.ts';
import type { Metric, MetricName } from '../base/metric.ts';
import type { Problem } from '../base/problem.ts';
import type { Placeholder, Question, QuestionHead, QuestionId } from '../base/question.ts';
import type { Span } from '../base/span.ts';
import { folded, slipsOf } from '../base/spelling.ts';
import type { Refusal } from '../values/quantity.ts';
import { type Citing, type CitingHead, shownPlaceholders, wantedKeys } from './conditional.ts';
import { conditionFault, decisionOf, inputsOfDerived } from './derive.ts';
import type { Values } from './value.ts';
import { type Figures, type Inputs, placeholderLabel, unitWanted } from './values.ts';

export const keysNeeded = ({ placeholderKeys }: CitingHead, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

export const keysWanted = (head: CitingHead, { values, inputs }: Figures): readonly string[] =>
  keysNeeded({ placeholderKeys: wantedKeys(head, values) }, inputs);

const openKeysOf = (
  head: CitingHead,
  { metrics }: Pick<Bank, 'metrics'>,
  figures: Figures,
): readonly string[] =>
  keysWanted(head, figures).filter(
    (key) => !figures.values.has(key) && metrics.get(key)?.derive === undefined,
  );

export const openKeys = (
  bank: Pick<Bank, 'metrics'> & { readonly questions: { values(): Iterable<CitingHead> } },
  figures: Figures,
): ReadonlySet<string> =>
  new Set([...bank.questions.values()].flatMap((head) => openKeysOf(head, bank, figures)));

export type Gap = {
  readonly key: string;
  /** The declared metric, or one implied by the words around an unnamed placeholder. */
  readonly metric?: Metric;
  readonly placeholder: Placeholder;
  readonly question: Question;
  readonly through?: MetricName;
  readonly citedBy: readonly QuestionId[];
};

export type GapGroup = { readonly question: Question; readonly gaps: readonly Gap[] };

/**
 * A bank with the inputs of its derived metrics, and which questions cite which key, directly or through
 * those, in bank order.
 */
export type Asked = {
  readonly bank: Bank<Question>;
  readonly inputs: Inputs;
  readonly citedBy: ReadonlyMap<string, readonly QuestionId[]>;
};

export function askedIn(bank: Bank<Question>): Asked {
  const inputs = inputsOfDerived(bank.metrics);
  const citedBy = new Map<string, QuestionId[]>();
  for (const head of bank.questions.values()) {
    for (const key of keysNeeded(head, inputs)) {
      const ids = citedBy.get(key);
      if (ids) ids.push(head.id);
      else citedBy.set(key, [head.id]);
    }
  }
  return { bank, inputs, citedBy };
}

/**
 * What a placeholder without a declared metric must hold: a number when there is a unit around it or in its
 * hint, else anything.
 */
function impliedMetric(placeholder: Placeholder): Metric | undefined {
  const { key, example, written } = placeholder;
  const unit = unitWanted(placeholder);
  if (unit === undefined) return undefined;
  return { name: key, kind: 'number', prompt: placeholderLabel(placeholder), unit, example, at: written.at };
}

export const labelOfGap = ({ key, placeholder }: Pick<Gap, 'key' | 'placeholder'>): string =>
  placeholder.key === key ? placeholderLabel(placeholder) : key;

function gapIn({ bank, inputs, citedBy }: Asked, question: Question, key: string): Gap | undefined {
  const direct = question.placeholders.find((placeholder) => placeholder.key === key);
  const placeholder = direct ?? question.placeholders.find((one) => inputs.get(one.key)?.includes(key));
  if (!placeholder) return undefined;
  return {
    key,
    metric: bank.metrics.get(key) ?? impliedMetric(placeholder),
    placeholder,
    question,
    through: direct ? undefined : placeholder.key,
    citedBy: citedBy.get(key) ?? [],
  };
}

const firstCiting = ({ bank, citedBy }: Asked, key: string): Question | undefined =>
  bank.questions.get(citedBy.get(key)?.[0] ?? '');

export const metricFor = (asked: Asked, key: string): Metric | undefined =>
  asked.bank.metrics.get(key) ?? gapOf(asked, key)?.metric;

export function gapOf(asked: Asked, key: string): Gap | undefined {
  const question = firstCiting(asked, key);
  return question && gapIn(asked, question, key);
}

export function openGaps(bank: Bank<Question>, values: Values): readonly GapGroup[] {
  const asked = askedIn(bank);
  const waiting = new Set(openKeys(bank, { values, inputs: asked.inputs }));
  const rank = (key: string): number => -(asked.citedBy.get(key)?.length ?? 0);
  return [...asked.citedBy.keys()]
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((lead) => {
      const question = waiting.has(lead) ? firstCiting(asked, lead) : undefined;
      if (!question) return [];
      const gaps = keysNeeded(question, asked.inputs)
        .filter((key) => waiting.delete(key))
        .toSorted((a, b) => rank(a) - rank(b))
        .flatMap((key) => gapIn(asked, question, key) ?? []);
      return [{ question, gaps }];
    });
}

export function openGapsOf(bank: Bank<Question>, question: Question, values: Values): readonly Gap[] {
  const asked = askedIn(bank);
  return openKeysOf(question, bank, { values, inputs: asked.inputs }).flatMap(
    (key) => gapIn(asked, question, key) ?? [],
  );
}

export type Wrong = Refusal & {
  readonly argument: string;
  /** Offset of the wrong part in `argument`. */
  readonly from: number;
};

/** Names whose last part is `label`: gaps are shown by label, which is not their full name. */
function labelled(label: string, known: readonly string[]): readonly string[] {
  const words = folded(label.slice(0, 80))
    .replace(/ - q\d+$/, '')
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? [] : known.filter((name) => name.endsWith(`/${words.join('-')}`)).slice(0, 3);
}

export function unknownName(name: string, known: readonly string[]): Refusal {
  const meant = labelled(name, known);
  const close = meant.length > 0 ? meant : slipsOf(name, known, 3);
  const other = known.length > 0 ? 'no name is like it' : 'no loaded answer cites any value';
  const hint = close.length > 0 ? `did you mean ${close.join(', ')}?` : other;
  return { error: `there is no metric ${name.slice(0, 80)}`, hint };
}

export function wrongKey({ bank, inputs, citedBy }: Asked, key: string): Refusal | undefined {
  const metric = bank.metrics.get(key);
  if (metric?.derive !== undefined)
    return {
      error: `${key} is computed: ${metric.derive}`,
      hint: `fill ${(inputs.get(key) ?? []).join(', ') || 'what it is computed from'}`,
    };
  if (metric || citedBy.has(key)) return undefined;
  return unknownName(key, [...new Set([...bank.metrics.keys(), ...citedBy.keys()])]);
}

/** By number, id, or prefix; undefined for none or several. */
export function questionNamed<I extends QuestionHead>(bank: Bank<I>, name: string): I | undefined {
  const result = findQuestion(bank, name);
  return 'found' in result ? result.found : undefined;
}

export function namedGaps(
  bank: Bank<Question>,
  names: readonly string[],
  values: Values,
): { readonly groups: readonly GapGroup[]; readonly wrong: readonly Wrong[] } {
  const asked = askedIn(bank);
  const wrong: Wrong[] = [];
  const groups = names.flatMap((name): readonly GapGroup[] => {
    const whole = bank.metrics.has(name) || asked.citedBy.has(name) ? undefined : questionNamed(bank, name);
    if (whole) return [{ question: whole, gaps: openGapsOf(bank, whole, values) }];
    const refusal = wrongKey(asked, name);
    const gap = gapOf(asked, name);
    if (!refusal && gap) return [{ question: gap.question, gaps: [gap] }];
    const uncited = {
      error: `no loaded answer cites ${name}`,
      hint: `to store a value anyway: --set ${name}=…`,
    };
    wrong.push({ argument: name, from: 0, ...(refusal ?? uncited) });
    return [];
  });
  return { groups, wrong };
}

/** A gap in the user's own answer that neither a bank nor a question knows, so no value can be stored for it. */
export type OwnGap = { readonly question: QuestionId; readonly placeholder: Placeholder };

export type PlaceOfOwn = (question: QuestionId, passage: string) => Span | undefined;

export type OwnFault = Omit<Problem, 'at'> & { readonly question: QuestionId; readonly passage: string };

export const notMeasuredIn = (cited: Citing, values: Values): readonly Placeholder[] =>
  shownPlaceholders(cited, (condition) => decisionOf(condition, values)).filter(
    ({ key }) => values.get(key)?.origin === 'notMeasured',
  );

export function notMeasuredWords(placeholder: Placeholder): Pick<Problem, 'message' | 'hint'> {
  const { name } = placeholder;
  const message = `\`${name ?? placeholderLabel(placeholder)}\` was not measured, and this sentence says so in its place.`;
  if (name === undefined) return { message, hint: 'Reword the sentence.' };
  return { message, hint: `Reword it, or write it for both cases: \`[IF measured(${name}): … | ELSE: …]\`.` };
}

export function ownFaults(
  question: QuestionId,
  reading: Citing & { readonly problems: readonly Problem[] },
  values: Values,
): readonly OwnFault[] {
  const broken = reading.problems.flatMap((problem): readonly OwnFault[] => {
    const passage = problem.code === 'condition-else' ? 'ELSE:' : '[IF';
    return problem.code.startsWith('condition-') && problem.code !== 'condition-syntax'
      ? [{ ...problem, question, passage }]
      : [];
  });
  const wrong = (reading.conditionals ?? []).flatMap(({ condition }): readonly OwnFault[] => {
    const fault = conditionFault(condition.text, values);
    if (!fault) return [];
    const message = `The condition \`${condition.text}\` of your own answer cannot be decided: ${fault.fault}.`;
    return [
      { severity: 'error', code: fault.code, message, hint: fault.hint, question, passage: condition.text },
    ];
  });
  const unmeasured = notMeasuredIn(reading, values).map((placeholder): OwnFault => ({
    severity: 'warning',
    code: 'not-measured',
    ...notMeasuredWords(placeholder),
    question,
    passage: placeholder.written.text,
  }));
  return [...broken, ...wrong, ...unmeasured];
}

export function unfillable(
  { metrics, questions }: Bank,
  gaps: readonly OwnGap[],
  values: Values,
): readonly OwnGap[] {
  if (gaps.length === 0) return [];
  const cited = new Set([...questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys));
  const seen = new Set<string>();
  return gaps.filter(({ question, placeholder: { key, kind } }) => {
    if (kind === 'condition') return false;
    const once = `${question}\n${key}`;
    if (metrics.has(key) || cited.has(key) || values.has(key) || seen.has(once)) return false;
    seen.add(once);
    return true;
  });
}

export function ownGapText(
  { question, placeholder }: OwnGap,
  { metrics }: Pick<Bank, 'metrics'>,
): { readonly message: string; readonly hint: string } {
  const { name } = placeholder;
  const message = `Your own answer to \`${question}\` cites \`${name ?? placeholderLabel(placeholder)}\`, which no bank declares and no question asks for.`;
  if (name === undefined) return { message, hint: 'Cite a number by its name: `[FILL IN: name]`.' };
  const [close] = slipsOf(name, [...metrics.keys()], 1);
  const instead = close === undefined ? '' : `, or write \`${close}\``;
  return { message, hint: `Declare it in metrics.md${instead}.` };
}

export const ownGapFaults = (
  bank: Bank<Question>,
  gaps: readonly OwnGap[],
  values: Values,
): readonly OwnFault[] =>
  unfillable(bank, gaps, values).map((gap) => ({
    severity: 'warning',
    code: 'metric-undeclared',
    ...ownGapText(gap, bank),
    question: gap.question,
    passage: gap.placeholder.written.text,
  }));

/** Placed in the file of own answers where possible, else at their questions. */
export const ownFaultProblems = (
  { questions }: Bank<Question>,
  faults: readonly OwnFault[],
  placeOf: PlaceOfOwn = () => undefined,
): readonly Problem[] =>
  faults.flatMap(({ question, passage, ...problem }): readonly Problem[] => {
    const at = placeOf(question, passage) ?? questions.get(question)?.titleAt;
    return at ? [{ ...problem, at }] : [];
  });
