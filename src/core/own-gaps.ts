// The gaps in the user's own answers for which no value can be stored, as neither a bank nor a question knows them. Knows
// names; knows nothing of where own answers are kept.
import type { Bank } from './bank.ts';
import type { Values } from './fill.ts';
import { slipsOf } from './nearest.ts';
import { placeholderLabel, type Placeholder } from './placeholder.ts';
import type { Problem } from './problem.ts';
import type { Question, QuestionId } from './question.ts';
import type { Span } from './span.ts';

/** A gap in the own answer to a question. */
export type OwnGap = { readonly question: QuestionId; readonly placeholder: Placeholder };

/** Where a gap stands in the file of own answers; undefined when that cannot be told. */
export type PlaceOfOwn = (gap: OwnGap) => Span | undefined;

/** The gaps that stay open for good: no bank declares them, no question cites them. Each once an answer. */
export function unfillable(
  { metrics, questions }: Bank,
  gaps: readonly OwnGap[],
  values: Values,
): readonly OwnGap[] {
  if (gaps.length === 0) return [];
  const cited = new Set([...questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys));
  const seen = new Set<string>();
  return gaps.filter(({ question, placeholder: { key } }) => {
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
    const at = placeOf(gap) ?? question?.titleAt;
    return at ? [{ severity: 'warning', code: 'metric-undeclared', at, ...ownGapText(gap, bank) }] : [];
  });
