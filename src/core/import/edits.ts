// Edits of a text that was written out with values in it: a placeholder is kept if its figure and a word beside it are
// untouched.
import { literalPattern } from '../base/text.ts';
import type { Segment } from '../fill/conditional.ts';

/** A placeholder as it was written out, and as its template has it. */
type Cited = { readonly key: string; readonly shown: string; readonly from: string };
export type Kept = Cited & { readonly at: number };
/** `edit` is what is between the words beside it now. */
export type Lost = Cited & { readonly edit: string };

export type CarriedEdits = {
  readonly text: string;
  readonly kept: readonly Kept[];
  readonly lost: readonly Lost[];
};

const LAST_WORD = /([\p{L}\p{N}]+)([^\p{L}\p{N}]*)$/u;
const FIRST_WORD = /^([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/u;
/** Signs belong to the number behind them, and digits to the one before them. */
const NEUTRAL = String.raw`[^\p{L}\p{N}.,+\u2212-]{0,8}`;
const NOT_BEHIND_NUMBER = String.raw`(?<![\p{N}.,+\u2212-])`;
const NOT_MORE = String.raw`(?!\.?,?\p{N}|[eE][+\u2212-]?\p{N})`;
const FARTHEST = String.raw`([^\n]{0,60}?)`;

/** Where a value is between its two words, or beside one of them. */
function patternsFor(shown: string, left: string, right: string) {
  const [, before = '', behind = left] = LAST_WORD.exec(left) ?? [];
  const [, ahead = right, after = ''] = FIRST_WORD.exec(right) ?? [];
  const start = `${before === '' ? '^' : String.raw`(?<![\p{L}\p{N}])${before}`}(?:${literalPattern(behind)}|${NEUTRAL})`;
  const end = `(?:${literalPattern(ahead)}|${NEUTRAL})${after === '' ? '$' : String.raw`${after}(?![\p{L}\p{N}])`}`;
  const [opening, value] = [`(?<=${start})`, literalPattern(shown)];
  const free = /[\p{N}.,+\u2212-]$/u.test(behind) ? '' : NOT_BEHIND_NUMBER;
  return {
    kept: [`${opening}${value}(?=${end})`, `${opening}${value}${NOT_MORE}`, `${free}${value}(?=${end})`],
    edited: `${opening}${FARTHEST}(?=${end})`,
  };
}

const textOf = (segments: readonly Segment[]): string => segments.map((each) => each.text).join('');

/**
 * @param rendered the text as it was written out
 * @param fromOf a placeholder as its template has it
 */
export function carryEdits(
  rendered: readonly Segment[],
  fromOf: (key: string) => string,
  came: string,
): CarriedEdits {
  let [text, done] = ['', 0];
  const kept: Kept[] = [];
  const lost: Lost[] = [];
  for (const [i, segment] of rendered.entries()) {
    if (segment.kind === 'plain') continue;
    const cited = { key: segment.key, shown: segment.text, from: fromOf(segment.key) };
    // It was open when the text was written out, and needs no words beside it.
    const isOpen = cited.shown === cited.from;
    const patterns = patternsFor(cited.shown, textOf(rendered.slice(0, i)), textOf(rendered.slice(i + 1)));
    const find = (pattern: string): RegExpExecArray | null => {
      const search = new RegExp(pattern, 'gu');
      search.lastIndex = done;
      return search.exec(came);
    };
    const found = (isOpen ? [literalPattern(cited.shown)] : patterns.kept)
      .map(find)
      .find((match) => match !== null);
    if (!found) {
      lost.push({ ...cited, edit: find(patterns.edited)?.[1]?.trim() ?? '' });
      continue;
    }
    text += came.slice(done, found.index);
    kept.push({ ...cited, at: text.length });
    text += cited.from;
    done = found.index + cited.shown.length;
  }
  return { text: text + came.slice(done), kept, lost };
}
