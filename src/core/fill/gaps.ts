// What answers need from the user: which values are missing, where they are cited, and in which order to ask for them.
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

/** The keys that an answer needs: its own, and those that its derived metrics are computed from. */
export const keysNeeded = ({ placeholderKeys }: CitingHead, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

/** The same without the keys of words that are not shown. */
export const keysWanted = (head: CitingHead, { values, inputs }: Figures): readonly string[] =>
  keysNeeded({ placeholderKeys: wantedKeys(head, values) }, inputs);

/** What the user still has to give for a question: keys that are cited, directly or through a derived metric, and have no value. */
const openKeysOf = (
  head: CitingHead,
  { metrics }: Pick<Bank, 'metrics'>,
  figures: Figures,
): readonly string[] =>
  keysWanted(head, figures).filter(
    (key) => !figures.values.has(key) && metrics.get(key)?.derive === undefined,
  );

/** The same of all questions, which are a map or a list, each key once. */
export const openKeys = (
  bank: Pick<Bank, 'metrics'> & { readonly questions: { values(): Iterable<CitingHead> } },
  figures: Figures,
): ReadonlySet<string> =>
  new Set([...bank.questions.values()].flatMap((head) => openKeysOf(head, bank, figures)));

/** Something that needs a value of the user's. */
export type Gap = {
  /** Metric name or placeholder key: what the value is stored under. */
  readonly key: string;
  /** What the value must be: the declared metric, or what the words around an unnamed placeholder imply. */
  readonly metric?: Metric;
  /** Where it is first cited, or where a metric that is computed from it is. */
  readonly placeholder: Placeholder;
  readonly question: Question;
  /** The derived metric that stands in the answer, when this one is cited only through it. */
  readonly through?: MetricName;
  readonly citedBy: readonly QuestionId[];
};

/** The gaps of one question. */
export type GapGroup = { readonly question: Question; readonly gaps: readonly Gap[] };

/** A bank with what its derived metrics need, and which questions cite which key, directly or through those, in bank order. */
export type Asked = {
  readonly bank: Bank<Question>;
  readonly inputs: Inputs;
  readonly citedBy: ReadonlyMap<string, readonly QuestionId[]>;
};

/** Looks through a bank once. */
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

/** What a placeholder that no metric is declared for must hold: a number when a unit stands around it or in its hint, else anything. */
function impliedMetric(placeholder: Placeholder): Metric | undefined {
  const { key, example, written } = placeholder;
  const unit = unitWanted(placeholder);
  if (unit === undefined) return undefined;
  return { name: key, kind: 'number', prompt: placeholderLabel(placeholder), unit, example, at: written.at };
}

/** What people call the value: the name of its metric, or what its placeholder is called. */
export const labelOfGap = ({ key, placeholder }: Pick<Gap, 'key' | 'placeholder'>): string =>
  placeholder.key === key ? placeholderLabel(placeholder) : key;

/** The gap of `key` as `question` shows it. */
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

/** The metric that a value under `key` must suit; undefined where nearly anything will do. */
export const metricFor = (asked: Asked, key: string): Metric | undefined =>
  asked.bank.metrics.get(key) ?? gapOf(asked, key)?.metric;

/** The gap of `key` as the first question that cites it shows it. */
export function gapOf(asked: Asked, key: string): Gap | undefined {
  const question = firstCiting(asked, key);
  return question && gapIn(asked, question, key);
}

/**
 * Everything that answers cite and that has no value yet, grouped by question, each key once: the most cited leads and takes
 * the others of its question along.
 */
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

/** What one question still needs, in the order in which its answer has it. */
export function openGapsOf(bank: Bank<Question>, question: Question, values: Values): readonly Gap[] {
  const asked = askedIn(bank);
  return openKeysOf(question, bank, { values, inputs: asked.inputs }).flatMap(
    (key) => gapIn(asked, question, key) ?? [],
  );
}

/** A wrong name or value, with its place in what the user typed. */
export type Wrong = Refusal & {
  readonly argument: string;
  /** Offset of the wrong part in `argument`. */
  readonly from: number;
};

/** Names whose last part is what `label` says: a gap is shown by its label, which is not its name. */
function labelled(label: string, known: readonly string[]): readonly string[] {
  const words = folded(label.slice(0, 80))
    .replace(/ - q\d+$/, '')
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? [] : known.filter((name) => name.endsWith(`/${words.join('-')}`)).slice(0, 3);
}

/** Says that there is no such name, and which are close. */
export function unknownName(name: string, known: readonly string[]): Refusal {
  const meant = labelled(name, known);
  const close = meant.length > 0 ? meant : slipsOf(name, known, 3);
  const other = known.length > 0 ? 'no name is like it' : 'no loaded answer cites any value';
  const hint = close.length > 0 ? `did you mean ${close.join(', ')}?` : other;
  return { error: `there is no metric ${name.slice(0, 80)}`, hint };
}

/** Why `key` cannot be filled by hand; undefined when it can. */
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

/** The question that a name of no value means: its number, its id, or a start of it; undefined for none or several. */
export function questionNamed<I extends QuestionHead>(bank: Bank<I>, name: string): I | undefined {
  const result = findQuestion(bank, name);
  return 'found' in result ? result.found : undefined;
}

/** The gaps that were asked for by name, filled or not; a question's number or id stands for all of its open ones. */
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

// The gaps in the user's own answers for which no value can be stored, as neither a bank nor a question
// knows them.

/** A gap in the own answer to a question. */
export type OwnGap = { readonly question: QuestionId; readonly placeholder: Placeholder };

/** Where a passage of an own answer stands in the file of own answers; undefined when that cannot be told. */
export type PlaceOfOwn = (question: QuestionId, passage: string) => Span | undefined;

/** What is wrong in an own answer, and the passage that it is about. */
export type OwnFault = Omit<Problem, 'at'> & { readonly question: QuestionId; readonly passage: string };

/** The placeholders of what is shown where no value stands, since nothing was measured. */
export const notMeasuredIn = (cited: Citing, values: Values): readonly Placeholder[] =>
  shownPlaceholders(cited, (condition) => decisionOf(condition, values)).filter(
    ({ key }) => values.get(key)?.origin === 'notMeasured',
  );

/** What to say of a sentence that shows "not measured". */
export function notMeasuredWords(placeholder: Placeholder): Pick<Problem, 'message' | 'hint'> {
  const { name } = placeholder;
  const message = `\`${name ?? placeholderLabel(placeholder)}\` was not measured, and this sentence says so in its place.`;
  if (name === undefined) return { message, hint: 'Reword the sentence.' };
  return { message, hint: `Reword it, or write it for both cases: \`[IF measured(${name}): … | ELSE: …]\`.` };
}

/** What is wrong in an own answer: conditions that cannot be read or decided, and what was not measured. */
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

/** The gaps that stay open for good: no bank declares them, no question cites them. Each once an answer. */
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

/** What to say of a gap that stays open. */
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

/** A warning for each gap that stays open. */
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

/** The faults of own answers where these are kept, else at their questions. */
export const ownFaultProblems = (
  { questions }: Bank<Question>,
  faults: readonly OwnFault[],
  placeOf: PlaceOfOwn = () => undefined,
): readonly Problem[] =>
  faults.flatMap(({ question, passage, ...problem }): readonly Problem[] => {
    const at = placeOf(question, passage) ?? questions.get(question)?.titleAt;
    return at ? [{ ...problem, at }] : [];
  });
