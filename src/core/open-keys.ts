// Which values answers still want. Knows names alone, so that it can be asked at every start.
import type { Bank } from './bank.ts';
import type { Figures, Inputs } from './figures.ts';
import type { QuestionHead } from './question.ts';

/** What cites values. */
type Citing = Pick<QuestionHead, 'placeholderKeys'>;

/** The keys that an answer needs: its own, and those that its derived metrics are computed from. */
export const keysNeeded = ({ placeholderKeys }: Citing, inputs: Inputs): readonly string[] =>
  placeholderKeys.some((key) => inputs.has(key))
    ? [...new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]))]
    : placeholderKeys;

/** What the user still has to give: every key that is cited, directly or through a derived metric, and has no value. */
export const openKeys = ({ questions, metrics }: Bank, figures: Figures): ReadonlySet<string> =>
  openKeysOf(questions.values(), metrics, figures);

/** The same of any questions. */
export function openKeysOf(
  questions: Iterable<Citing>,
  metrics: Bank['metrics'],
  { values, inputs }: Figures,
): ReadonlySet<string> {
  const needed = [...questions].flatMap((one) => keysNeeded(one, inputs));
  return new Set(needed.filter((key) => !values.has(key) && metrics.get(key)?.derive === undefined));
}
