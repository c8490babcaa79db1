// How two spoken or typed answers differ, word by word. Case and punctuation make no other word.
import { listDiff } from './line-diff.ts';

/** A stretch that only the old text has (`-`), only the new one (`+`), or both: as the new one writes it, and as the old one did. */
export type TextRun =
  | { readonly sign: '-' | '+'; readonly text: string }
  | { readonly sign: ' '; readonly text: string; readonly before: string };

/** Longest text that is compared, in UTF-16 units; of longer ones the beginning is. */
const MAX_LENGTH = 50_000;
/** So few common words between two changes are chance, and make them hard to read. */
const CHANCE = 1;

/** A word with its punctuation, and whether a line ends behind it. */
type Word = { readonly written: string; readonly key: string };

function wordsOf(text: string): readonly Word[] {
  const words = text.slice(0, MAX_LENGTH).match(/\S+/g) ?? [];
  return words.map((written) => {
    const bare = written
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}%]/gu, '');
    return { written, key: bare === '' ? written : bare };
  });
}

/** `old` is empty but for what both have. */
type Run = { readonly sign: TextRun['sign']; readonly words: string[]; readonly old: string[] };

function runsOf(before: readonly Word[], after: readonly Word[]): readonly Run[] {
  const items = listDiff(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  for (const { sign } of items) {
    const word = (sign === '-' ? before[i] : after[j])?.written ?? '';
    const old = sign === ' ' ? [before[i]?.written ?? ''] : [];
    if (sign !== '+') i += 1;
    if (sign !== '-') j += 1;
    const last = runs.at(-1);
    if (last?.sign === sign) {
      last.words.push(word);
      last.old.push(...old);
    } else runs.push({ sign, words: [word], old });
  }
  return runs;
}

/** Changes side by side become one change: what went first, then what came. */
function merged(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const flush = (): void => {
    if (gone.length > 0) result.push({ sign: '-', words: gone, old: [] });
    if (come.length > 0) result.push({ sign: '+', words: come, old: [] });
    [gone, come] = [[], []];
  };
  runs.forEach(({ sign, words, old }, at) => {
    const inside = at > 0 && at < runs.length - 1 && gone.length > 0 && come.length > 0;
    if (sign === '-') gone.push(...words);
    else if (sign === '+') come.push(...words);
    else if (inside && words.length <= CHANCE) {
      gone.push(...old);
      come.push(...words);
    } else {
      flush();
      result.push({ sign, words, old });
    }
  });
  flush();
  return result;
}

/**
 * All words of both texts, in order, in stretches of the same sign. Without those of one sign they are the words of the
 * other text.
 */
export const textDiff = (before: string, after: string): readonly TextRun[] =>
  merged(runsOf(wordsOf(before), wordsOf(after))).map(({ sign, words, old }) => {
    const text = words.join(' ');
    return sign === ' ' ? { sign, text, before: old.join(' ') } : { sign, text };
  });
