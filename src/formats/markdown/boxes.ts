// Boxes of task lists: `- [x] done`. A capital at the beginning of an item can be a value to fill in instead: `- [X] ms`.
import { isUnit } from '../../core/values/units.ts';

const IN_LIST = /^[ \t>]*(?:\r?$|(?:[-*+]|\d{1,9}[.)])[ \t])|^[ \t]/;
const HEAD = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xXYZN])\](\S*)[ \t]*(\S*)/;
/** Before and behind. */
const [MOST_LINES, MOST_CHARACTERS] = [8, 800];

/** `Bit` and `a` are words more often. */
const isCounted = (word: string): boolean =>
  /^.{2,}$/.test(word) && !/^\p{Lu}\p{Ll}{2}/u.test(word) && (word.includes('/') || isUnit(word));

/** Of `[X]` at the beginning of an item: a box, unless the list has other letters, or most have a unit. */
export function isTickedBox(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at) + 1;
  const above = text
    .slice(Math.max(0, line - MOST_CHARACTERS), line)
    .split('\n')
    .slice(-MOST_LINES - 1, -1);
  const below = text.slice(line, at + MOST_CHARACTERS).split('\n', MOST_LINES);
  const from = above.findLastIndex((one) => !IN_LIST.test(one)) + 1;
  const to = below.findIndex((one) => !IN_LIST.test(one));
  const list = [...above.slice(from), ...below.slice(0, to === -1 ? below.length : to)];
  const heads = list.flatMap((one) => {
    const [, letter = '', behind = '', next = ''] = HEAD.exec(one) ?? [];
    return letter === '' ? [] : [{ letter, isGap: behind !== '' || isCounted(next) }];
  });
  if (heads.some(({ letter }) => /[ x]/.test(letter))) return true;
  const gaps = heads.filter(({ isGap }) => isGap).length;
  return heads.every(({ letter }) => letter === 'X') && gaps * 2 < heads.length;
}

/** The length of a box that begins there, with what is behind it. */
export const boxLength = (text: string, at: number): number => {
  const box = /^\[([ xX])\][ \t]+/.exec(text.slice(at, at + 20));
  return box && (box[1] !== 'X' || isTickedBox(text, at)) ? box[0].length : 0;
};
