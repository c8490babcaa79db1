// What a person accepts as questions in a Markdown file, if it differs from what prep reads.
import type { QuestionHead } from '../base/question.ts';
import { asksHere, type Listed } from './account.ts';
import type { Picked } from './plan.ts';

/** The second of two equal titles is `… (2)`, so that a name survives moved lines. */
export function namesOf(candidates: readonly Listed[]): readonly string[] {
  const times = new Map<string, number>();
  return candidates.map(({ kind, title }) => {
    const name = `${kind} ${title}`;
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** By the index of the candidate; undefined if the file has none of them. */
export function choicesOf({ taken = [], dropped = [] }: Picked, candidates: readonly Listed[]) {
  const [takes, drops] = [new Set(taken), new Set(dropped)];
  const choices = namesOf(candidates).flatMap((name, at): readonly (readonly [number, boolean])[] =>
    takes.has(name) ? [[at, true]] : drops.has(name) ? [[at, false]] : [],
  );
  return choices.length === 0 ? undefined : new Map(choices);
}

export type ChoiceRow = {
  /** As typed; it stays while the list changes. */
  readonly number: number;
  /** By which it is remembered. */
  readonly name: string;
  readonly candidate: Listed;
  /** Of a question, that under which it is imported: where a date is the heading, its first line. */
  readonly title: string;
  readonly taken: boolean;
};

/**
 * All that is read, all headings with words, and what looks like a question.
 * @param questions what is read of the candidates, in their order
 * @param before the list as it was: its rows stay, under their numbers
 */
export function choiceRows(
  candidates: readonly Listed[],
  questions: readonly Pick<QuestionHead, 'title' | 'line'>[],
  { taken: takes = [], dropped = [] }: Picked = {},
  before: readonly ChoiceRow[] = [],
): readonly ChoiceRow[] {
  const asks = asksHere(candidates);
  const names = namesOf(candidates);
  const isPicked = new Set([...takes, ...dropped]);
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const titles = new Map<Listed | undefined, string>();
  let next = 0;
  for (const { title, line } of questions) {
    while ((read[next]?.line ?? Infinity) <= line) next += 1;
    // The question of a candidate begins there or below it, before the next one.
    if (!titles.has(read[next - 1])) titles.set(read[next - 1], title);
  }
  const numbers = new Map(before.map(({ name, number }) => [name, number]));
  let last = before.length;
  return candidates.flatMap((candidate, at): readonly ChoiceRow[] => {
    const name = names[at] ?? '';
    const taken = candidate.verdict === 'question';
    // A turn of a chat is a heading without words.
    const mayAsk = candidate.title !== '' && (asks.has(candidate) || candidate.kind === 'heading');
    const isAsked = taken || isPicked.has(name) || mayAsk;
    const isListed = numbers.has(name) || (isAsked && candidate.verdict !== 'label');
    if (!isListed) return [];
    const title = titles.get(candidate) ?? candidate.title;
    return [{ number: numbers.get(name) ?? (last += 1), name, candidate, title, taken }];
  });
}

/** What people call the kinds: headings by their marks, which can also be typed. */
export const kindName = ({ kind, level }: Pick<Listed, 'kind' | 'level'>): string =>
  ({ heading: '#'.repeat(level), listed: 'listed', labelled: 'Q:', item: 'list' })[kind] ?? kind;

/** `8 10-12`, from 1. */
export function rowsNamed<Row extends Pick<ChoiceRow, 'number'>>(
  words: string,
  rows: readonly Row[],
): readonly Row[] | string {
  const chosen: Row[] = [];
  for (const word of words.split(/[\s,]+/)) {
    const [, first, last = first] = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(word) ?? [];
    const some = rows.filter(({ number }) => number >= Number(first) && number <= Number(last));
    if (first === undefined || some.length === 0)
      return `"${word}" is not a number from 1 to ${rows.length}.`;
    chosen.push(...some);
  }
  return chosen;
}

/** Also the name of a kind, for all of it. */
export function rowsMeant(words: string, rows: readonly ChoiceRow[]): readonly ChoiceRow[] | string {
  const family = rows.filter(({ candidate }) => kindName(candidate) === words);
  return family.length > 0 ? family : rowsNamed(words, rows);
}

/** Takes all of the rows, or drops them if all are taken. */
export function changed({ as, taken = [], dropped = [] }: Picked, rows: readonly ChoiceRow[]) {
  const takes = rows.some((row) => !row.taken);
  const others = rows.filter((row) => row.taken !== takes);
  const names = new Set(others.map(({ name }) => name));
  const without = (some: readonly string[]): readonly string[] => some.filter((name) => !names.has(name));
  const picked: Picked = takes
    ? { as, taken: [...without(taken), ...names], dropped: without(dropped) }
    : { as, taken: without(taken), dropped: [...without(dropped), ...names] };
  return { takes, rows: others, picked };
}
