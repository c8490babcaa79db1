// The gaps in the user's own answers for which no value can be stored, as neither a bank nor a question knows them. Knows
// names; knows nothing of where own answers are kept.
import type { Bank } from './bank.ts';
import { shownPlaceholders, type Citing } from './conditional.ts';
import { conditionFault, decisionOf } from './derive.ts';
import type { Values } from './fill-value.ts';
import { slipsOf } from './nearest.ts';
import { type Placeholder } from './placeholder.ts';
import { placeholderLabel } from './unit-around.ts';
import type { Problem } from './problem.ts';
import type { Question, QuestionId } from './question.ts';
import type { Span } from './span.ts';

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

/** A warning for each gap that stays open: where it is kept, or at its question. */
export const ownGapProblems = (
  bank: Bank<Question>,
  gaps: readonly OwnGap[],
  values: Values,
  placeOf: PlaceOfOwn = () => undefined,
): readonly Problem[] =>
  unfillable(bank, gaps, values).flatMap((gap): readonly Problem[] => {
    const question = bank.questions.get(gap.question);
    const at = placeOf(gap.question, gap.placeholder.written.text) ?? question?.titleAt;
    return at ? [{ severity: 'warning', code: 'metric-undeclared', at, ...ownGapText(gap, bank) }] : [];
  });
