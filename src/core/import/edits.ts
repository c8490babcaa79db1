// Placeholders without a name are known by the words around them: when these change, so do their keys. Several with the
// same words are counted, so a line that is moved or inserted changes whose they are.
import { freeName } from '../base/bank.ts';
import { groupBy } from '../base/collections.ts';
import type { Placeholder, Question } from '../base/question.ts';
import { wordsIn } from '../feedback/words.ts';
import { cellWords, placeholderWords, segmentsText, sentenceAround, textOf } from '../fill/values.ts';
import type { Config } from '../settings/config.ts';

export type Moved = { readonly from: string; readonly to: string };

/** A value that nothing cites now; `from` is what it is of. */
export type Lost = { readonly key: string; readonly shown: string; readonly from: string };

export type CarriedValues = { readonly moved: readonly Moved[]; readonly lost: readonly Lost[] };

/** The words that may name a placeholder, before and behind it. */
type Beside = {
  readonly key: string;
  /** Its row and column, or its sentence. */
  readonly sentence: string;
  /** With the lines that it is below: a heading, and list items. */
  readonly place: string;
  readonly sides: readonly (readonly string[])[];
};

const PART_END = /[,;](?!\d)/;

const indentOf = (line: string): number => line.search(/\S/);

/** The list items around it, and the last heading. */
function linesAbove(question: Question, placeholder: Placeholder): readonly string[] {
  const { text, at } = textOf(question, placeholder);
  const lines = text.slice(0, placeholder.written.at.start.offset - at.start.offset).split('\n');
  let indent = indentOf(lines.pop() ?? '');
  const around = lines.toReversed().filter((line) => {
    const isOuter = line.trim() !== '' && indentOf(line) < indent;
    if (isOuter) indent = indentOf(line);
    return isOuter;
  });
  return [...around, lines.findLast((line) => line.startsWith('#')) ?? ''];
}

const besidesIn = (question: Question): readonly Beside[] =>
  question.placeholders
    .filter(({ name, hint }) => name === undefined && hint === undefined)
    .map((placeholder) => {
      const { key, written } = placeholder;
      const segments = sentenceAround(question, placeholder, new Map());
      const at = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === key);
      const [before, behind] = [segments[at - 1], segments[at + 1]].map((one) =>
        one?.kind === 'plain' ? one.text.split(PART_END) : [],
      );
      const cell = cellWords(question, placeholder);
      const sentence = cell === '' ? segmentsText(segments).trim() : `${cell}: ${written.text}`;
      const place = [sentence, ...linesAbove(question, placeholder)].join('\n');
      return { key, sentence, place, sides: [wordsIn(before?.at(-1) ?? ''), wordsIn(behind?.[0] ?? '')] };
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

type Pair = readonly [from: string, to: string];

/** Those that stand in the same place of both, as often in one as in the other. */
function pairedBy(
  olds: readonly Beside[],
  news: readonly Beside[],
  placeOf: (one: Beside) => string,
  most = Infinity,
): readonly Pair[] {
  const now = groupBy(news, placeOf);
  return [...groupBy(olds, placeOf)].flatMap(([place, some]) => {
    const others = now.get(place) ?? [];
    if (others.length !== some.length || some.length > most) return [];
    return some.map(({ key }, i): Pair => [key, others[i]?.key ?? key]);
  });
}

/**
 * Which placeholder each one has become; one that is missing has gone. Nothing is guessed: what several could be has
 * gone.
 */
function followed(before: Question, after: Question): ReadonlyMap<string, string> {
  const keys = new Set([...before.placeholderKeys, ...after.placeholderKeys]);
  const isCounted = (key: string): boolean =>
    keys.has(`${key}-2`) || (/-\d+$/.test(key) && keys.has(key.replace(/-\d+$/, '')));
  let [olds, news] = [besidesIn(before), besidesIn(after)];
  const pairs = new Map<string, string>();
  const add = (some: readonly Pair[]): void => {
    for (const [from, to] of some) pairs.set(from, to);
    const taken = new Set(pairs.values());
    olds = olds.filter(({ key }) => !pairs.has(key));
    news = news.filter(({ key }) => !taken.has(key));
  };
  add(pairedBy(olds, news, ({ place }) => place));
  add(pairedBy(olds, news, ({ sentence }) => sentence, 1));
  // The same words beside it, which nothing else has.
  add(pairedBy(olds, news, ({ key }) => key, 1).filter(([key]) => !isCounted(key)));
  const named = olds.flatMap((old) =>
    news.filter((one) => isNamedAs(old, one)).map((one): Pair => [old.key, one.key]),
  );
  add(named.filter(([from, to]) => named.every(([other, its]) => (other === from) === (its === to))));
  return pairs;
}

/** Moves values to the placeholders that have their names now. */
export function carriedValues(
  before: Question,
  after: Question,
  valueOf: (key: string) => string | undefined,
): CarriedValues {
  const [was, is] = [new Set(before.placeholderKeys), new Set(after.placeholderKeys)];
  const pairs = followed(before, after);
  const moved = [...pairs]
    .filter(([from, to]) => from !== to && valueOf(from) !== undefined)
    // Of an earlier text.
    .filter(([, to]) => was.has(to) || valueOf(to) === undefined)
    .map(([from, to]): Moved => ({ from, to }));
  const stays = new Set([...moved.map(({ from }) => from), ...pairs.keys()]);
  const isGone = ({ key, name, hint }: Placeholder): boolean =>
    name === undefined && hint === undefined ? !stays.has(key) : !is.has(key);
  const lost = [...new Map(before.placeholders.map((one) => [one.key, one])).values()].flatMap(
    (placeholder): readonly Lost[] => {
      const { key } = placeholder;
      const shown = isGone(placeholder) ? valueOf(key) : undefined;
      return shown === undefined ? [] : [{ key, shown, from: placeholderWords(before, placeholder) }];
    },
  );
  // What counts the same words now must not have their values.
  const has = (name: string): boolean => was.has(name) || is.has(name) || valueOf(name) !== undefined;
  const aside = lost.flatMap(({ key }): readonly Moved[] =>
    is.has(key) ? [{ from: key, to: freeName({ has }, [`${key}-was`]) }] : [],
  );
  return { moved: [...moved, ...aside], lost };
}

export function withMoved(config: Config, moved: readonly Moved[]): Config {
  const { fills } = config;
  const leaving = new Set(moved.map(({ from }) => from));
  const found = moved.filter(({ from, to }) => fills[from] && (!fills[to] || leaving.has(to)));
  if (found.length === 0) return config;
  const keys = new Map(found.map(({ from, to }) => [from, to]));
  const entries = Object.entries(fills).map(([key, fill]) => [keys.get(key) ?? key, fill] as const);
  return { ...config, fills: Object.fromEntries(entries) };
}
