// Stored values that no answer asks for: a question was retitled before it was attempted, reworded, or is in a bank that is
// not loaded. Knows names; moves nothing, as only a history tells for certain what has become of a question.
import type { Bank } from './bank.ts';
import type { FillRow } from './fill-plan.ts';
import { groupBy } from './groups.ts';

/** A value that nothing asks for. */
export type Uncited = {
  readonly name: string;
  readonly value: string;
  /** The open gap of the same words in the one question that has most of them. */
  readonly fits?: string;
};

type Parts = readonly [question: string, gap: string];

/** A key in two: `why-is-it-slow` and `fill-in/your-time`. Undefined for the name of a metric. */
function partsOf(key: string): Parts | undefined {
  const at = key.indexOf('/');
  return at < 0 ? undefined : [key.slice(0, at), key.slice(at + 1)];
}

const partsIn = (keys: readonly string[]): readonly Parts[] =>
  keys.flatMap((key) => {
    const parts = partsOf(key);
    return parts ? [parts] : [];
  });

/** The second name of each pair by the first. */
function namesBy(
  all: readonly Parts[],
  pairOf: (parts: Parts) => Parts,
): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(all.map(pairOf), ([first]) => first);
  return new Map([...groups].map(([first, list]) => [first, list.map(([, second]) => second)]));
}

/** The one question that has most of the gaps open; undefined where two have as many, or none has any. */
function questionWith(
  gaps: readonly string[],
  openIn: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const shared = new Map<string, number>();
  for (const gap of gaps)
    for (const question of openIn.get(gap) ?? []) shared.set(question, (shared.get(question) ?? 0) + 1);
  const most = Math.max(...shared.values());
  const [only, ...others] = [...shared].filter(([, count]) => count === most);
  return others.length === 0 ? only?.[0] : undefined;
}

/** The values among the rows of a list that nothing asks for. One that was read from a file fits nowhere: it is bound anew. */
export function uncitedIn(rows: readonly FillRow[], { metrics }: Pick<Bank, 'metrics'>): readonly Uncited[] {
  const uncited = rows.filter(
    ({ name, citedBy, filled }) => filled && citedBy.length === 0 && !metrics.has(name),
  );
  const open = partsIn(rows.flatMap(({ name, filled }) => (filled ? [] : [name])));
  const typed = partsIn(uncited.flatMap(({ name, source }) => (source === null ? [name] : [])));
  const openIn = namesBy(open, ([question, gap]) => [gap, question]);
  const gaps = namesBy(typed, (parts) => parts);
  const places = new Map([...gaps].map(([from, list]) => [from, questionWith(list, openIn)]));
  return uncited.map(({ name, value, source }): Uncited => {
    const [from = '', gap = ''] = partsOf(name) ?? [];
    const to = source === null ? places.get(from) : undefined;
    const fits = to !== undefined && openIn.get(gap)?.includes(to) ? `${to}/${gap}` : undefined;
    return { name, value: value ?? '', fits };
  });
}
