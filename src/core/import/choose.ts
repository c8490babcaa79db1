// What a person accepts as questions in a Markdown file, if it differs from what prep reads.
import type { QuestionHead } from '../base/question.ts';
import { asksHere, type Listed } from './account.ts';
import type { Chosen, Picked } from './plan.ts';

/** The second of two equal titles is `… (2)`, so that a name survives moved lines. */
function namesOf(candidates: readonly Listed[]): readonly string[] {
  const times = new Map<string, number>();
  return candidates.map(({ kind, title }) => {
    const name = `${kind} ${title}`;
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** What to remember of choices; undefined for none. */
export function pickedOf(
  shape: string | undefined,
  choices: Chosen,
  candidates: readonly Listed[],
): Picked | undefined {
  if (shape === undefined && choices.size === 0) return undefined;
  const names = namesOf(candidates);
  const chosen = (wanted: boolean): readonly string[] =>
    [...choices].flatMap(([at, taken]) => (taken === wanted ? (names[at] ?? []) : []));
  return { as: shape, taken: chosen(true), dropped: chosen(false) };
}

export function choicesOf({ taken = [], dropped = [] }: Picked, candidates: readonly Listed[]): Chosen {
  const [takes, drops] = [new Set(taken), new Set(dropped)];
  return new Map(
    namesOf(candidates).flatMap((name, at): readonly (readonly [number, boolean])[] =>
      takes.has(name) ? [[at, true]] : drops.has(name) ? [[at, false]] : [],
    ),
  );
}

export type ChoiceRow = {
  /** As typed; it stays while the list changes. */
  readonly number: number;
  /** Its index among the candidates of the file. */
  readonly at: number;
  readonly candidate: Listed;
  /** Of a question, that under which it is imported: where a date is the heading, its first line. */
  readonly title: string;
  readonly taken: boolean;
};

/**
 * All that is read, all headings, and what looks like a question.
 * @param questions what is read of the candidates, in their order
 * @param before the list as it was: its rows stay, under their numbers
 */
export function choiceRows(
  candidates: readonly Listed[],
  questions: readonly Pick<QuestionHead, 'title' | 'line'>[],
  choices: Chosen,
  before: readonly ChoiceRow[] = [],
): readonly ChoiceRow[] {
  const asks = asksHere(candidates);
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const titles = new Map<Listed | undefined, string>();
  let next = 0;
  for (const { title, line } of questions) {
    while ((read[next]?.line ?? Infinity) <= line) next += 1;
    // The question of a candidate begins there or below it, before the next one.
    if (!titles.has(read[next - 1])) titles.set(read[next - 1], title);
  }
  const numbers = new Map(before.map(({ at, number }) => [at, number]));
  let last = before.length;
  return candidates.flatMap((candidate, at): readonly ChoiceRow[] => {
    const taken = candidate.verdict === 'question';
    const isAsked = taken || choices.has(at) || asks.has(candidate) || candidate.kind === 'heading';
    const isListed = numbers.has(at) || (isAsked && candidate.verdict !== 'label');
    if (!isListed) return [];
    const title = titles.get(candidate) ?? candidate.title;
    return [{ number: numbers.get(at) ?? (last += 1), at, candidate, title, taken }];
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
export function changed(choices: Chosen, rows: readonly ChoiceRow[]) {
  const takes = rows.some(({ taken }) => !taken);
  const others = rows.filter(({ taken }) => taken !== takes);
  const made: Chosen = new Map([...choices, ...others.map(({ at }) => [at, takes] as const)]);
  return { takes, rows: others, choices: made };
}
