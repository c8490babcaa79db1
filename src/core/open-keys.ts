// Which values answers still want. Knows names alone, so that it can be asked at every start.
import type { Bank } from './bank.ts';
import type { Figures, Inputs } from './figures.ts';
import type { QuestionHead } from './question.ts';

/** The keys that an answer needs: its own, and those that its derived metrics are computed from. */
export const keysNeeded = ({ placeholderKeys }: QuestionHead, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

/** What the user still has to give: every key that is cited, directly or through a derived metric, and has no value. */
export function openKeys(bank: Bank, { values, inputs }: Figures): ReadonlySet<string> {
  const needed = [...bank.questions.values()].flatMap((head) => keysNeeded(head, inputs));
  return new Set(needed.filter((key) => !values.has(key) && bank.metrics.get(key)?.derive === undefined));
}
