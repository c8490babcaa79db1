// Placeholders without a name are known by the words around them: when these change, so do their keys.
import type { Question } from '../base/question.ts';
import { wordsIn } from '../feedback/words.ts';
import { placeholderWords, sentenceAround } from '../fill/values.ts';
import type { Config } from '../settings/config.ts';

export type Moved = { readonly from: string; readonly to: string };

/** A value that nothing cites now; `from` is what it is of. */
export type Lost = { readonly key: string; readonly shown: string; readonly from: string };

export type CarriedValues = { readonly moved: readonly Moved[]; readonly lost: readonly Lost[] };

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
 */
export function carriedValues(
  before: Question,
  after: Question,
  valueOf: (key: string) => string | undefined,
): CarriedValues {
  const [was, is] = [new Set(before.placeholderKeys), new Set(after.placeholderKeys)];
  const news = besidesIn(after).filter(({ key }) => !was.has(key));
  const pairs = besidesIn(before)
    .filter(({ key }) => !is.has(key))
    .flatMap((old) => news.filter((one) => isNamedAs(old, one)).map((one) => [old.key, one.key] as const));
  const clear = pairs.filter(([from, to]) =>
    pairs.every(([other, its]) => (other === from) === (its === to)),
  );
  const moved = clear
    .filter(([from, to]) => valueOf(from) !== undefined && valueOf(to) === undefined)
    .map(([from, to]) => ({ from, to }));
  for (const { from } of moved) was.delete(from);
  const lost = [...was].flatMap((key): readonly Lost[] => {
    const shown = is.has(key) ? undefined : valueOf(key);
    const placeholder = before.placeholders.find((one) => one.key === key);
    if (shown === undefined || !placeholder) return [];
    return [{ key, shown, from: placeholderWords(before, placeholder) }];
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
