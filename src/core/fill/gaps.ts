// What answers need from the user: unfilled values, where they are cited, and the order to ask for them.
import { type Bank, findQuestion } from '../base/bank.ts';
import { type Metric, type MetricName, type Tier, TIERS } from '../base/metric.ts';
import type { Problem } from '../base/problem.ts';
import type { Placeholder, Question, QuestionHead, QuestionId } from '../base/question.ts';
import { folded, slipsOf } from '../base/spelling.ts';
import { type Refusal, type Accepted, checkValue } from '../values/quantity.ts';
import { type Citing, type CitingHead, shownPlaceholders, wantedKeys, type Values } from './conditional.ts';
import { conditionFault, decisionOf, inputsOfDerived } from './derive.ts';
import { type Figures, type Inputs, placeholderLabel, unitWanted } from './values.ts';
import { withDigits } from '../values/spoken-numbers.ts';
import { declaredUnit, fitsInto, readUnits } from '../values/units.ts';

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

export type Gap = {
  readonly key: string;
  /** The declared metric, or what the words around the placeholder imply. */
  readonly metric?: Metric;
  readonly placeholder: Placeholder;
  readonly question: Question;
  readonly through?: MetricName;
  readonly citedBy: readonly QuestionId[];
};

export type GapGroup = { readonly question: Question; readonly gaps: readonly Gap[] };

export type Citations = {
  readonly bank: Bank<Question>;
  readonly inputs: Inputs;
  readonly citedBy: ReadonlyMap<string, readonly QuestionId[]>;
};

export function citationsIn(bank: Bank<Question>): Citations {
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

/** The name of the metric, or the placeholder's label. */
export const labelOfGap = ({ key, placeholder }: Pick<Gap, 'key' | 'placeholder'>): string =>
  placeholder.key === key ? placeholderLabel(placeholder) : key;

/** Of the first question that cites it, unless `question` is given. */
export function gapOf(
  { bank, inputs, citedBy }: Citations,
  key: string,
  question = bank.questions.get(citedBy.get(key)?.[0] ?? ''),
): Gap | undefined {
  const direct = question?.placeholders.find((placeholder) => placeholder.key === key);
  const placeholder = direct ?? question?.placeholders.find((one) => inputs.get(one.key)?.includes(key));
  if (!question || !placeholder) return undefined;
  const { example, written } = placeholder;
  // Only a unit asks for a number.
  const unit = unitWanted(placeholder);
  const implied: Metric | undefined =
    unit === undefined
      ? undefined
      : {
          name: placeholder.key,
          kind: 'number',
          prompt: placeholderLabel(placeholder),
          unit,
          example,
          at: written.at,
        };
  return {
    key,
    metric: bank.metrics.get(key) ?? implied,
    placeholder,
    question,
    through: direct ? undefined : placeholder.key,
    citedBy: citedBy.get(key) ?? [],
  };
}

/** Undefined if nearly any value fits. */
export const metricFor = (citations: Citations, key: string): Metric | undefined =>
  citations.bank.metrics.get(key) ?? gapOf(citations, key)?.metric;

/**
 * Tier by tier, grouped by question, each key once: first the questions of the next days, then answers that the
 * fewest values complete, then the most cited. Optional metrics come last.
 * @param soon questions of the next days
 */
export function openGaps(
  bank: Bank<Question>,
  values: Values,
  {
    tiers = TIERS,
    soon = new Set(),
    among = [...bank.questions.values()],
  }: {
    readonly tiers?: readonly Tier[];
    readonly soon?: ReadonlySet<QuestionId>;
    readonly among?: readonly QuestionHead[];
  } = {},
): readonly GapGroup[] {
  const citations = citationsIn(bank);
  const { inputs, citedBy } = citations;
  const open = openKeys({ questions: among }, { values, inputs });
  const tierOf = (key: string): Tier => bank.metrics.get(key)?.tier ?? 'topic';
  const isAsked = (key: string): boolean => open.has(key) || (tierOf(key) === 'optional' && !values.has(key));
  const uses = (keys: Iterable<string>): number =>
    Math.max(0, ...[...keys].map((key) => citedBy.get(key)?.length ?? 0));
  const waiting = among.map((head) => ({ head, keys: new Set(keysNeeded(head, inputs).filter(isAsked)) }));
  return tiers.flatMap((tier) => {
    const groups: GapGroup[] = [];
    for (;;) {
      const [next] = waiting
        .flatMap(({ head, keys }) => {
          const own = [...keys].filter((key) => tierOf(key) === tier);
          const missing = [...keys].filter((key) => open.has(key)).length;
          return own.length === 0 ? [] : [{ head, own, missing, later: soon.has(head.id) ? 0 : 1 }];
        })
        .toSorted((a, b) => a.later - b.later || a.missing - b.missing || uses(b.own) - uses(a.own));
      const question = next && bank.questions.get(next.head.id);
      if (!question) return groups;
      const own = next.own.toSorted((a, b) => uses([b]) - uses([a]));
      for (const { keys } of waiting) for (const key of own) keys.delete(key);
      groups.push({ question, gaps: own.flatMap((key) => gapOf(citations, key, question) ?? []) });
    }
  });
}

export const completedBy = (
  { key, citedBy }: Pick<Gap, 'key' | 'citedBy'>,
  { questions }: Pick<Bank, 'questions'>,
  figures: Figures,
): readonly QuestionId[] =>
  citedBy.filter((id) => {
    const head = questions.get(id);
    const open = head && openKeys({ questions: [head] }, figures);
    return open?.size === 1 && open.has(key);
  });

export const completedBetween = (
  { questions }: Pick<Bank, 'questions'>,
  inputs: Inputs,
  before: Values,
  after: Values,
): readonly QuestionId[] => {
  const misses = (head: QuestionHead, values: Values): boolean =>
    openKeys({ questions: [head] }, { values, inputs }).size > 0;
  return [...questions.values()].flatMap((head) =>
    misses(head, before) && !misses(head, after) ? [head.id] : [],
  );
};

export function openGapsOf(bank: Bank<Question>, question: Question, values: Values): readonly Gap[] {
  const citations = citationsIn(bank);
  const open = openKeys({ questions: [question] }, { values, inputs: citations.inputs });
  return [...open].flatMap((key) => gapOf(citations, key, question) ?? []);
}

/** With its place in the typed text. */
export type Wrong = Refusal & {
  readonly argument: string;
  readonly from: number;
};

export function unknownName(name: string, known: readonly string[]): Refusal {
  const shown = name.slice(0, 80);
  // A label is only the last part of a placeholder's name.
  const label = folded(shown)
    .replace(/ - q\d+$/, '')
    .match(/[\p{L}\p{N}]+/gu)
    ?.join('-');
  const labeled = known.filter((one) => label !== undefined && one.endsWith(`/${label}`)).slice(0, 3);
  const close = labeled.length > 0 ? labeled : slipsOf(name, known, 3);
  const other =
    known.length > 0 ? '`prep fill --list` shows all metrics' : 'no loaded answer cites any value';
  const hint = close.length > 0 ? `did you mean ${close.join(', ')}?` : other;
  return { error: `unknown metric ${shown}`, hint };
}

export function wrongKey({ bank, inputs, citedBy }: Citations, key: string): Refusal | undefined {
  const metric = bank.metrics.get(key);
  if (metric?.derive !== undefined)
    return {
      error: `${key} is computed: ${metric.derive}`,
      hint: `fill ${(inputs.get(key) ?? []).join(', ') || 'what it is computed from'}`,
    };
  if (metric || citedBy.has(key)) return undefined;
  return unknownName(key, [...new Set([...bank.metrics.keys(), ...citedBy.keys()])]);
}

/** By number, id, or the start of an id; undefined for none or several. */
export function questionNamed<I extends QuestionHead>(bank: Bank<I>, name: string): I | undefined {
  const result = findQuestion(bank, name);
  return 'found' in result ? result.found : undefined;
}

/** Filled or not; a question's number or id means all of its unfilled ones. */
export function namedGaps(
  bank: Bank<Question>,
  names: readonly string[],
  values: Values,
): { readonly groups: readonly GapGroup[]; readonly wrong: readonly Wrong[] } {
  const citations = citationsIn(bank);
  const wrong: Wrong[] = [];
  const groups = names.flatMap((name): readonly GapGroup[] => {
    const question =
      bank.metrics.has(name) || citations.citedBy.has(name) ? undefined : questionNamed(bank, name);
    if (question) return [{ question, gaps: openGapsOf(bank, question, values) }];
    const refusal = wrongKey(citations, name);
    const gap = refusal ? undefined : gapOf(citations, name);
    if (gap) return [{ question: gap.question, gaps: [gap] }];
    const error = `no loaded answer cites ${name}`;
    const hint = `to store a value anyway: \`--set ${name}=…\``;
    wrong.push({ argument: name, from: 0, ...(refusal ?? { error, hint }) });
    return [];
  });
  return { groups, wrong };
}

// Mistakes in the user's own answers, which are not part of a bank.

export type OwnGap = { readonly question: QuestionId; readonly placeholder: Placeholder };

export type OwnFault = Omit<Problem, 'at'> & { readonly question: QuestionId; readonly passage: string };

export function notMeasuredFaults(
  cited: Citing,
  values: Values,
): readonly (Omit<Problem, 'at'> & { readonly placeholder: Placeholder })[] {
  return shownPlaceholders(cited, (condition) => decisionOf(condition, values))
    .filter(
      ({ key }) => values.get(key)?.origin === 'notMeasured' && values.metrics?.get(key)?.kind !== 'event',
    )
    .map((placeholder) => {
      const { name } = placeholder;
      return {
        severity: 'warning',
        code: 'not-measured',
        message: `\`${name ?? placeholderLabel(placeholder)}\` was not measured, so this sentence is omitted.`,
        hint:
          name === undefined
            ? 'Reword the sentence without it.'
            : `Reword it without the value, or write it for both cases: \`[IF measured(${name}): … | ELSE: …]\`.`,
        placeholder,
      };
    });
}

export function ownFaults(
  question: QuestionId,
  reading: Citing & { readonly problems: readonly Problem[] },
  values: Values,
): readonly OwnFault[] {
  const broken = reading.problems
    .filter(({ code }) => code.startsWith('condition-') && code !== 'condition-syntax')
    .map((problem) => ({ ...problem, passage: problem.code === 'condition-else' ? 'ELSE:' : '[IF' }));
  const undecided = (reading.conditionals ?? []).flatMap(({ condition: { text } }) => {
    const fault = conditionFault(text, values);
    if (!fault) return [];
    const { code, hint } = fault;
    const message = `The condition \`${text}\` in your own answer cannot be evaluated: ${fault.fault}.`;
    return [{ severity: 'error' as const, code, message, hint, passage: text }];
  });
  const unmeasured = notMeasuredFaults(reading, values).map(({ placeholder, ...fault }) => ({
    ...fault,
    passage: placeholder.written.text,
  }));
  return [...broken, ...undecided, ...unmeasured].map((fault) => ({ ...fault, question }));
}

/** One warning per answer for a placeholder that nothing can fill. */
export function ownGapFaults(
  { metrics, questions }: Bank,
  gaps: readonly OwnGap[],
  values: Values,
): readonly OwnFault[] {
  if (gaps.length === 0) return [];
  const cited = new Set([...questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys));
  const seen = new Set<string>();
  return gaps.flatMap(({ question, placeholder }): readonly OwnFault[] => {
    const { key, kind, name, written } = placeholder;
    const once = `${question}\n${key}`;
    if (kind === 'condition' || metrics.has(key) || cited.has(key) || values.has(key) || seen.has(once))
      return [];
    seen.add(once);
    const [close] = name === undefined ? [] : slipsOf(name, [...metrics.keys()], 1);
    const instead = close === undefined ? '' : `, or write \`${close}\``;
    const label = name ?? placeholderLabel(placeholder);
    const message = `Your own answer to \`${question}\` cites \`${label}\`, which no bank declares and no question cites.`;
    const hint =
      name === undefined
        ? 'Cite a metric by its name: `[FILL IN: name]`.'
        : `Declare it in metrics.md${instead}.`;
    return [
      { severity: 'warning', code: 'metric-undeclared', message, hint, question, passage: written.text },
    ];
  });
}

// Values in an answer that could fill a metric of its question: offered, never stored automatically. Only clear
// cases: a number with its unit that fits one metric, and no other number fits it.

export type Said = { readonly gap: Gap; readonly accepted: Accepted };

const MEASURED = /(?<![\p{L}\p{N}.,$€£])(\d+(?:\.\d+)?) ?(%|[\p{L}µ]{1,12}(?:\/\p{L}{1,12})?)/gu;
const SENTENCE_END = /[.!?]\s|\n/g;
const TELLING = /[\p{L}\p{N}]{4,}/gu;
/** Common words of prompts. */
const COMMON = new Set(
  'your with from that this time test data model share value number measured over'.split(' '),
);

const tellingWords = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.toLowerCase().replaceAll('_', ' ').matchAll(TELLING)]
      .map(([word]) => word)
      .filter((word) => !COMMON.has(word)),
  );

/** Undefined if it needs a second look. */
function accepted({ metric }: Gap, number: string, unitText: string): Accepted | undefined {
  const unit = declaredUnit(metric?.unit);
  // A label without a dimension, such as `layers`, fits too much.
  const isMeasured = metric?.kind === 'number' && (unit.percent || unit.powers.size > 0);
  const isFitting =
    isMeasured && readUnits(unitText).some((one) => one.percent === unit.percent && fitsInto(one, unit));
  const checked = isFitting ? checkValue(metric, `${number} ${unitText}`) : undefined;
  return checked && !('error' in checked) && checked.warning === undefined ? checked : undefined;
}

export function saidValues(text: string, gaps: readonly Gap[]): readonly Said[] {
  const digits = withDigits(text);
  const ends = [...digits.matchAll(SENTENCE_END)].map(({ index }) => index);
  const numbers = new Map(
    [...digits.matchAll(MEASURED)].map(({ 0: whole, 1: number = '', 2: unit = '', index }) => {
      const sentence = digits.slice(
        ends.findLast((end) => end < index) ?? 0,
        ends.find((end) => end > index),
      );
      return [whole, { number, unit, words: tellingWords(sentence) }] as const;
    }),
  );
  const fitting = gaps.flatMap((gap) =>
    [...numbers.values()].flatMap((one) => {
      const value = accepted(gap, one.number, one.unit);
      const words = tellingWords(`${gap.metric?.name} ${gap.metric?.prompt}`);
      const isNamed = gaps.length === 1 || [...words].some((word) => one.words.has(word));
      return value && isNamed ? [{ gap, accepted: value, one }] : [];
    }),
  );
  return fitting.filter(({ gap, one }) =>
    fitting.every((other) => (other.gap === gap) === (other.one === one)),
  );
}
