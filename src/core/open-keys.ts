// Which values answers still want. Knows names alone, so that it can be asked at every start.
import { wantedKeys } from './conditional.ts';
import type { Bank } from './bank.ts';
import type { Figures, Inputs } from './figures.ts';
import type { QuestionHead } from './question.ts';

/** What cites values. */
type Citing = Pick<QuestionHead, 'placeholderKeys' | 'conditionalKeys'>;

/** The keys that an answer needs: its own, and those that its derived metrics are computed from. */
export const keysNeeded = ({ placeholderKeys }: Citing, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

/** The same without what stands in words that are not shown. */
export const keysWanted = (head: Citing, { values, inputs }: Figures): readonly string[] =>
  keysNeeded({ placeholderKeys: wantedKeys(head, values) }, inputs);

/** What the user still has to give: every key that is cited, directly or through a derived metric, and has no value. */
export const openKeys = ({ questions, metrics }: Bank, figures: Figures): ReadonlySet<string> =>
  openKeysOf(questions.values(), metrics, figures);

/** The same of any questions. */
export function openKeysOf(
  questions: Iterable<Citing>,
  metrics: Bank['metrics'],
  { values, inputs }: Figures,
): ReadonlySet<string> {
  const needed = [...questions].flatMap((one) => keysWanted(one, { values, inputs }));
  return new Set(needed.filter((key) => !values.has(key) && metrics.get(key)?.derive === undefined));
}
