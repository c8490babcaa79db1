// Signs that a file explains itself: `Legend: 👶 easy, ⭐️ medium, 🚀 expert`. Knows one line; knows nothing of questions.
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { DIFFICULTY_WORDS, difficultyOf } from './difficulty.ts';

/** Meanings of signs, by the sign without what only varies its look. */
export type Legend = ReadonlyMap<string, Difficulty>;

const PAIR = new RegExp(
  String.raw`(\p{Extended_Pictographic})\ufe0f?[\s:=–—-]{0,6}(${DIFFICULTY_WORDS})\b|\b(${DIFFICULTY_WORDS})[\s:=–—-]{0,6}(\p{Extended_Pictographic})`,
  'giu',
);
/** A legend stands near the beginning. */
const WITHIN = 6000;
const FEWEST = 2;
const SIGNS_AT_END = /(?:[\s\u200d]|\ufe0f|\p{Extended_Pictographic})+$/u;
const LONGEST_SIGNS = 30;

/** The legend of a file; empty for one without. */
export function legendOf({ text }: Source): Legend {
  const lines = text.slice(0, WITHIN).split('\n');
  const legend = new Map<string, Difficulty>();
  for (const line of lines) {
    const pairs = [...line.slice(0, 300).matchAll(PAIR)];
    if (pairs.length < FEWEST && !/legend|difficulty|level/i.test(line)) continue;
    for (const pair of pairs) {
      const difficulty = difficultyOf(pair[2] ?? pair[3] ?? '');
      if (difficulty) legend.set(pair[1] ?? pair[4] ?? '', difficulty);
    }
  }
  return legend.size >= FEWEST ? legend : new Map<string, Difficulty>();
}

/** Emoji at the end of a title, and what they mean. They are no words of the question. */
export function signsAtEnd(
  title: string,
  legend: Legend,
): { readonly length: number; readonly difficulty?: Difficulty } {
  const signs = SIGNS_AT_END.exec(title.slice(-LONGEST_SIGNS))?.[0] ?? '';
  if (signs.length >= title.length) return { length: 0 };
  const meant = [...legend].find(([sign]) => signs.includes(sign))?.[1];
  return { length: signs.length, difficulty: meant };
}
