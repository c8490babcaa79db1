// How hard authors say a question is: words, stars, coloured circles. Knows the marks; knows nothing of where they stand.
import type { Difficulty } from '../../core/question.ts';

const WORDS: ReadonlyMap<string, Difficulty> = new Map([
  ['easy', 'easy'],
  ['beginner', 'easy'],
  ['beginners', 'easy'],
  ['basic', 'easy'],
  ['basics', 'easy'],
  ['junior', 'easy'],
  ['entry', 'easy'],
  ['medium', 'medium'],
  ['intermediate', 'medium'],
  ['moderate', 'medium'],
  ['mid', 'medium'],
  ['hard', 'hard'],
  ['difficult', 'hard'],
  ['advanced', 'hard'],
  ['senior', 'hard'],
  ['expert', 'hard'],
]);

/** Every word that names a difficulty, for patterns. */
export const DIFFICULTY_WORDS = [...WORDS.keys()].join('|');

const FILLED_STAR = /[⭐★🌟✭]/gu;
const EMPTY_STAR = /[☆✩]/gu;
const CIRCLES: readonly (readonly [RegExp, Difficulty])[] = [
  [/🟢|🟩/u, 'easy'],
  [/🟡|🟠|🟨|🟧/u, 'medium'],
  [/🔴|🟥/u, 'hard'],
];

function ofStars(text: string): Difficulty | undefined {
  const filled = text.match(FILLED_STAR)?.length ?? 0;
  const empty = text.match(EMPTY_STAR)?.length ?? 0;
  if (filled === 0) return undefined;
  if (empty === 0) return filled === 1 ? 'easy' : filled === 2 ? 'medium' : 'hard';
  const share = filled / (filled + empty);
  return share <= 0.4 ? 'easy' : share < 0.7 ? 'medium' : 'hard';
}

/** The difficulty that a mark means: `Hard`, `⭐⭐`, `★★☆`, `🔴`; undefined for anything else. Short texts only. */
export function difficultyOf(mark: string): Difficulty | undefined {
  const word = /\p{L}+/u.exec(mark)?.[0].toLowerCase();
  const named = word === undefined ? undefined : WORDS.get(word);
  return named ?? ofStars(mark) ?? CIRCLES.find(([pattern]) => pattern.test(mark))?.[1];
}
