// From what the user typed to the question that is meant.
import type { Bank } from '../core/bank.ts';
import { Failure } from '../core/failure.ts';
import type { QuestionHead } from '../core/question.ts';
import { findQuestion } from '../core/search.ts';

/**
 * The question that `name` (number, id, or a unique start of an id) means.
 * Fails with `question-unknown` (naming the three closest ids) or `question-ambiguous`.
 */
export function chooseQuestion<I extends QuestionHead>(bank: Bank<I>, name: string): I {
  const result = findQuestion(bank, name);
  if ('found' in result) return result.found;
  if ('ambiguous' in result) {
    const ids = result.ambiguous.slice(0, 5).map((question) => question.id);
    throw new Failure('question-ambiguous', `"${name}" can mean ${result.ambiguous.length} questions.`, {
      hint: `say which: ${ids.join(', ')}${result.ambiguous.length > ids.length ? ' …' : ''}`,
    });
  }
  const hint =
    result.closest.length > 0 ? `closest: ${result.closest.join(', ')}` : '`prep list` shows all questions';
  throw new Failure('question-unknown', `There is no question "${name}".`, { hint });
}
