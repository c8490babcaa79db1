// Headings of a guide that have a number as its questions have, and text of their own, and yet are read as none: their author
// should know. Knows judged headings; judges none itself.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { wordingBehindWords, type Wording } from './guide-headings.ts';
import { wordingBehindNumber } from './guide-numbers.ts';
import type { Judged } from './guide-questions.ts';
import { holdsNoQuestions } from './section-words.ts';
import { saysNothing } from './stretches.ts';

/** The heading as a question with a number, however that is written. */
const asNumbered = (source: Source, { heading, wording }: Judged): Wording | undefined =>
  wording.number !== undefined
    ? wording
    : (wordingBehindWords(source, heading) ?? wordingBehindNumber(source, { heading, wording }));

/** A warning for each. @param end where the guide ends */
export function leftOutOf(source: Source, judged: readonly Judged[], end: number): readonly Problem[] {
  const asked = judged.filter(({ role, wording }) => role === 'question' && wording.number !== undefined);
  const numbers = new Set(asked.map(({ wording }) => wording.number));
  const levels = new Set(asked.map(({ heading }) => heading.level));
  return judged.flatMap((one, i): readonly Problem[] => {
    const { heading, role } = one;
    if (role !== 'section' || !levels.has(heading.level)) return [];
    const { number, titleStart, titleEnd } = asNumbered(source, one) ?? {};
    if (number === undefined || numbers.has(number)) return [];
    if (holdsNoQuestions(source.text.slice(titleStart, titleEnd))) return [];
    if (saysNothing(source.text, heading.next, judged[i + 1]?.heading.start ?? end)) return [];
    return [
      {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(heading.textStart, heading.textEnd),
        message: `This heading has the number ${number}, and is not read as a question.`,
        hint: `If it is one, let it begin with \`Q${number}:\`.`,
      },
    ];
  });
}
