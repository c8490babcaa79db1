// Edits of texts with values. Where a text was written out with them, a placeholder is kept if its figure and a word
// beside it are untouched; where it has placeholders, a value follows the words that tell which one is its own.
import type { Question } from '../base/question.ts';
import { literalPattern } from '../base/text.ts';
import { wordsIn } from '../feedback/words.ts';
import type { Segment } from '../fill/conditional.ts';
import { placeholderWords, sentenceAround } from '../fill/values.ts';
import type { Config } from '../settings/config.ts';

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

// Placeholders without a name are known by the words around them: when these change, so do their keys.

export type Moved = { readonly from: string; readonly to: string };

export type CarriedValues = {
  readonly moved: readonly Moved[];
  /** Nothing cites them now; `from` is what they are of. */
  readonly lost: readonly Lost[];
};

/** The words that may name a placeholder, before and behind it. */
type Beside = { readonly key: string; readonly sides: readonly (readonly string[])[] };

const PART_END = /[,;](?!\d)/;

const besidesIn = (question: Question): readonly Beside[] =>
  question.placeholders
    .filter(({ name, hint }) => name === undefined && hint === undefined)
    .map((placeholder) => {
      const { key } = placeholder;
      const segments = sentenceAround(question, placeholder, new Map());
      const at = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === key);
      const [before, behind] = [segments[at - 1], segments[at + 1]].map((one) =>
        one?.kind === 'plain' ? one.text.split(PART_END) : [],
      );
      return { key, sides: [wordsIn(before?.at(-1) ?? ''), wordsIn(behind?.[0] ?? '')] };
    });

/** Words may have come or gone on a side. Where others took their places, it is another value. */
function isNamedAs(old: Beside, one: Beside): boolean {
  const told = old.sides.map((names, side) => {
    const now = one.sides[side] ?? [];
    if (names.length === 0 || now.length === 0) return '';
    const [few, many] = names.length < now.length ? [names, now] : [now, names];
    return few.every((word) => many.includes(word)) ? 'same' : 'other';
  });
  return told.some((side) => side === 'same') && told.every((side) => side !== 'other');
}

/**
 * Moves values to the placeholders that have their names now. Nothing is guessed: what several could be stays open.
 * @param sure of keys before and after, for what is known otherwise
 */
export function carriedValues(
  before: Question,
  after: Question,
  valueOf: (key: string) => string | undefined,
  sure: ReadonlyMap<string, string> = new Map(),
): CarriedValues {
  const [was, is] = [new Set(before.placeholderKeys), new Set(after.placeholderKeys)];
  const [known, taken] = [new Set([...is, ...sure.keys()]), new Set([...was, ...sure.values()])];
  const news = besidesIn(after).filter(({ key }) => !taken.has(key));
  const pairs = besidesIn(before)
    .filter(({ key }) => !known.has(key))
    .flatMap((old) => news.filter((one) => isNamedAs(old, one)).map((one) => [old.key, one.key] as const));
  const clear = pairs.filter(([from, to]) =>
    pairs.every(([other, its]) => (other === from) === (its === to)),
  );
  const moved = [...sure, ...clear]
    .filter(([from, to]) => valueOf(from) !== undefined && valueOf(to) === undefined)
    .map(([from, to]) => ({ from, to }));
  for (const { from } of moved) was.delete(from);
  const lost = [...was].flatMap((key): readonly Lost[] => {
    const shown = is.has(key) ? undefined : valueOf(key);
    const placeholder = before.placeholders.find((one) => one.key === key);
    if (shown === undefined || !placeholder) return [];
    return [{ key, shown, from: placeholderWords(before, placeholder), edit: '' }];
  });
  return { moved, lost };
}

export function withMoved(config: Config, moved: readonly Moved[]): Config {
  const { fills } = config;
  const found = moved.filter(({ from, to }) => fills[from] && !fills[to]);
  if (found.length === 0) return config;
  const keys = new Map(found.map(({ from, to }) => [from, to]));
  const entries = Object.entries(fills).map(([key, fill]) => [keys.get(key) ?? key, fill] as const);
  return { ...config, fills: Object.fromEntries(entries) };
}
