// Key points that their answer does not contain. Precision first: a point counts as contained when half of its words,
// whatever their endings, occur in the answer. Knows words; knows nothing of meaning.
import { wordsOf, type Word } from './coverage-words.ts';
import type { Problem } from './problem.ts';
import type { Question } from './question.ts';

/** Points of fewer words are not judged: one word more or less decides nothing. */
const FEWEST_WORDS = 2;
const ENOUGH = 0.5;
/** Words that agree in so many first letters are taken for forms of one word. */
const SAME_BEGINNING = 5;
/** Scripts that put no blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function wordIndex(text: string): (stem: string) => boolean {
  const known = new Set<string>();
  for (const { stem } of wordsOf(text)) {
    known.add(stem);
    if (stem.length > SAME_BEGINNING) known.add(stem.slice(0, SAME_BEGINNING));
  }
  return (stem) =>
    known.has(stem) || (stem.length > SAME_BEGINNING && known.has(stem.slice(0, SAME_BEGINNING)));
}

/** Written key points of which the answer has fewer than half the words, in none of the ways that they are put. */
export function unsupportedPoints(question: Question): readonly Problem[] {
  if (question.draft || question.pointsProposed) return [];
  let has: ((stem: string) => boolean) | undefined;
  return question.keyPoints.flatMap(({ text, at, also = [] }): readonly Problem[] => {
    const words = wordsOf(text);
    if (words.length < FEWEST_WORDS || UNSPACED.test(text)) return [];
    has ??= wordIndex(question.answer.text);
    const index = has;
    const missing = words.filter(({ stem }) => !index(stem));
    const isIn = (some: readonly Word[]): boolean =>
      some.length >= FEWEST_WORDS && some.filter(({ stem }) => index(stem)).length >= ENOUGH * some.length;
    if ([words, ...also.map(wordsOf)].some(isIn)) return [];
    const named = missing.slice(0, 4).map(({ written }) => `“${written}”`);
    return [
      {
        severity: 'warning',
        code: 'point-unsupported',
        at,
        message: `The answer does not seem to contain this point: it has nothing of ${named.join(', ')}.`,
        hint: 'Say it in the answer, or drop the point.',
      },
    ];
  });
}
