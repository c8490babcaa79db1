// Whether what is claimed is claimed at all: wishes, forecasts, questions, denials and other people's figures are not.
// Knows words; knows nothing of figures.
import type { Stretch } from './claim-nouns.ts';
import type { Sentence } from './claim-text.ts';
import { CONDITIONS, DENIALS, SUPPOSING } from './claim-words.ts';

/** Whether a clause ends at a token of that text. */
export const isMark = (text: string): boolean => /^[,;:()–—]$/u.test(text);

const supposes = ({ text }: { readonly text: string }): boolean =>
  SUPPOSING.has(text) || /'(?:d|ll)$/.test(text);

/** Whether a stretch of a sentence is a wish, a forecast, a question, a denial, or somebody else's figure. */
export function isSupposed(tokens: Sentence, { start, end }: Stretch): boolean {
  if (tokens.at(-1)?.text === '?' || tokens.some(({ text }) => CONDITIONS.has(text))) return true;
  if (tokens.slice(0, start).some(supposes)) return true;
  const stop = tokens.findIndex(({ text }, at) => at >= end && isMark(text));
  if (tokens.slice(start, stop === -1 ? undefined : stop).some(supposes)) return true;
  const clause = tokens.slice(0, start).findLastIndex(({ text }) => isMark(text));
  return tokens.slice(clause + 1, start).some(({ text }) => DENIALS.has(text) || text.endsWith("n't"));
}
