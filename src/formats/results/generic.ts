// Documents of unknown tools: numbers under the names of their keys, top levels first.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import {
  betterOf,
  isProgress,
  trainingOrder,
  trainingUnit,
  MAX_CANDIDATES,
  type ResultDocument,
  type ResultReader,
  type Syntax,
  type Column,
  columnOf,
  columnsIn,
  type End,
  endsOf,
  isFields,
  labelOf,
  numberAt,
  type Series,
} from './reader.ts';
import { plainNumber, asQuery, columnPath, dottedPath, isList, type Key, pickPath } from './path.ts';

function likelyEnds(name: string): readonly End[] {
  if (isProgress(name)) return /lr|learning/i.test(name) ? ['max', 'last'] : ['last'];
  const better = betterOf(name);
  if (better === undefined) return ['last', 'max', 'min'];
  return [better, 'last', better === 'max' ? 'min' : 'max'];
}

/** `owner` comes first in the labels. */
export function seriesCandidates(
  name: string,
  series: Series,
  ...owner: readonly string[]
): readonly Candidate[] {
  const { numbers, others, last, min, max } = series.column;
  const label = [...owner, name];
  const unit = trainingUnit(name, [min, max]);
  const path = series.last?.path ?? `${series.path} | [-1]`;
  if (numbers === 0 && typeof last === 'string')
    return numberAt(labelOf(...label, 'last'), plainNumber(last), unit, path);
  if (numbers + others === 1) return numberAt(labelOf(...label), last, unit, path);
  return endsOf(series, label, unit, min === max && others === 0 ? ['last'] : likelyEnds(name));
}

export const likeliestFirst = <T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, order: trainingOrder(nameOf(item)) }))
    .filter(({ item }) => labelOf(nameOf(item)) !== '')
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);

const SMALL_LIST = 20;
const NAMED_LIST = 100;
const MAX_PLACES = 100_000;
const NAME_KEYS = 'name id key label title metric model command test benchmark'.split(' ');

/** `named`: the list element above it, found by name. */
type Place = {
  readonly value: Json;
  readonly keys: readonly Key[];
  readonly named?: { readonly at: number; readonly key: string; readonly name: string };
};

function pathOf({ keys, named }: Place): string {
  if (!named) return dottedPath(...keys);
  const rest = keys.slice(named.at + 1).filter((key) => typeof key === 'string');
  if (rest.length < keys.length - named.at - 1) return dottedPath(...keys);
  return pickPath(keys.slice(0, named.at), [[[named.key], named.name]], rest);
}

function labelsOf({ keys, named }: Place): readonly string[] {
  const labels: string[] = [];
  for (const [at, key] of keys.entries()) {
    if (typeof key === 'string') labels.push(key);
    else if (named?.at === at) labels.push(named.name);
    else labels.push(`${labels.pop() ?? ''}[${key}]`);
  }
  return labels;
}

function nameKeyOf(list: readonly Json[]): string | undefined {
  return NAME_KEYS.find((key) => {
    const names = list.map((item) => (isFields(item) && Object.hasOwn(item, key) ? item[key] : undefined));
    const areNames = names.every((name) => typeof name === 'string' && name !== '' && name.length <= 200);
    return areNames && new Set(names).size === names.length;
  });
}

/** A generator, because a large object is never read to its end. Skips long lists. */
function* placesIn(place: Place): Generator<Place> {
  const { value, keys, named } = place;
  if (isFields(value)) {
    for (const key of Object.keys(value)) yield { ...place, value: value[key] ?? null, keys: [...keys, key] };
    return;
  }
  if (!isList(value) || value.length > NAMED_LIST) return;
  const key = named ? undefined : nameKeyOf(value);
  if (key === undefined && (value.length > SMALL_LIST || isSeries(columnsIn(value)))) return;
  for (const [at, child] of value.entries()) {
    const name = key !== undefined && isFields(child) ? child[key] : undefined;
    const known = key !== undefined && typeof name === 'string' && { named: { at: keys.length, key, name } };
    yield { ...place, value: child, keys: [...keys, at], ...known };
  }
}

const areRows = (list: readonly Json[]): boolean => list.length > 1 && list.slice(0, 5).every(isFields);

const REPEATED =
  /^(?:(?:random_?)?seed|fold|split|trial|repeat|repetition|rep|replicate|run)(?:_?(?:id|no|number|index))?$/i;
const FOLLOWING =
  /^(?:global_?)?(?:step|epoch|iter(?:ation)?|batch|time(?:stamp)?|date|elapsed)s?$|^_?(?:step|runtime|timestamp)$/i;

const hasColumn = (columns: ReadonlyMap<string, Column>, names: RegExp): boolean =>
  [...columns.keys()].some((name) => names.test(name.trim()));

/** Seeds, folds or runs side by side, one row each: no row is later or better. */
const areRepeated = (columns: ReadonlyMap<string, Column>): boolean =>
  hasColumn(columns, REPEATED) && !hasColumn(columns, FOLLOWING);

/** Its rows are no things of their own. */
const isSeries = (columns: ReadonlyMap<string, Column>): boolean =>
  hasColumn(columns, REPEATED) || hasColumn(columns, FOLLOWING);

/** For repeated runs: mean and deviation of each column. */
function repeatedCandidates(
  columns: ReadonlyMap<string, Column>,
  { keys }: Place,
  labels: readonly string[],
  root: Json,
): readonly Candidate[] {
  return [...columns]
    .filter(([name]) => !REPEATED.test(name.trim()))
    .flatMap(([name, column]) => {
      const series = { column, path: columnPath(keys, name) };
      const unit = trainingUnit(name, [column.min, column.max]);
      const ends: readonly End[] = column.numbers > 1 ? ['mean ± std', 'std', 'min', 'max'] : ['last'];
      return endsOf(series, [...labels, name], unit, ends, root);
    });
}

/** For each column, without `without`; the likeliest first. */
export const columnsOf = (
  rows: readonly Json[],
  list: readonly Key[],
  labels: readonly string[] = [],
  without: readonly string[] = [],
): readonly Candidate[] =>
  likeliestFirst([...columnsIn(rows)], ([name]) => name)
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, column]) => seriesCandidates(name, { column, path: columnPath(list, name) }, ...labels));

function listCandidates(list: readonly Json[], place: Place, root: Json): readonly Candidate[] {
  const { keys, named } = place;
  const labels = labelsOf(place);
  if (named) return [];
  if (areRows(list)) {
    // Named things are compared, not averaged, so each is offered separately.
    if (list.length <= SMALL_LIST && nameKeyOf(list) !== undefined) return [];
    const columns = columnsIn(list);
    return areRepeated(columns)
      ? repeatedCandidates(columns, place, labels, root)
      : columnsOf(list, keys, labels);
  }
  if (list.length <= SMALL_LIST || list.some((item) => typeof item !== 'number')) return [];
  const column = columnOf(list);
  const last = { value: column.last, path: dottedPath(...keys, -1) };
  return seriesCandidates(
    labels.at(-1) ?? '',
    { column, path: asQuery(keys) || '@', last },
    ...labels.slice(0, -1),
  );
}

/** Keys below the name of a metric. */
const STATISTICS = new Set(['min', 'max', 'mean', 'avg', 'median', 'best', 'last', 'first', 'std', 'value']);

function candidatesAt(place: Place, root: Json): readonly Candidate[] {
  const { value, keys } = place;
  if (isList(value)) return listCandidates(value, place, root);
  const number = typeof value === 'string' ? plainNumber(value) : value;
  if (typeof number !== 'number') return [];
  const name = keys.findLast((key) => typeof key === 'string' && !STATISTICS.has(key));
  const unit = trainingUnit(String(name ?? ''), [number]);
  return numberAt(labelOf(...labelsOf(place)) || 'value', number, unit, pathOf(place));
}

/** Those that an answer likely cites first, then in the order of the document, top levels first. */
export function numbersIn(document: Json): readonly Candidate[] {
  const root: Place = { value: document, keys: [] };
  const waiting = [root];
  const found: { readonly order: number; readonly candidates: readonly Candidate[] }[] = [];
  let count = 0;
  const take = (place: Place): void => {
    const candidates = candidatesAt(place, document);
    const [first] = candidates;
    // An answer rather cites a value that is there once than a row of a table or an item of a list.
    const isItem = !place.named && place.keys.some((key) => typeof key === 'number');
    if (first) found.push({ order: trainingOrder(first.label) + (isItem ? 10 : 0), candidates });
    count += candidates.length;
  };
  take(root);
  // The list grows during the loop.
  for (const place of waiting) {
    if (count >= MAX_CANDIDATES) break;
    for (const inside of placesIn(place)) {
      if (count >= MAX_CANDIDATES) break;
      take(inside);
      if (typeof inside.value === 'object' && inside.value !== null && waiting.length < MAX_PLACES)
        waiting.push(inside);
    }
  }
  const inOrder = found.toSorted((a, b) => a.order - b.order);
  return inOrder.flatMap(({ candidates }) => candidates).slice(0, MAX_CANDIDATES);
}

const TITLES: Readonly<Record<Syntax, string>> = {
  json: 'JSON',
  'json-lines': 'JSON lines',
  yaml: 'YAML',
  toml: 'TOML',
  csv: 'CSV',
  'metric-lines': 'metric lines',
  param: 'MLflow parameter',
  tables: 'SQLite database',
};

export const genericTitle = ({ syntax }: ResultDocument): string => TITLES[syntax];

/** Recognizes everything, so it comes last. */
export const generic: ResultReader = {
  name: 'generic',
  title: 'result file',
  recognises: () => true,
  candidates: ({ value }) => numbersIn(value),
};
