// Documents of unknown tools: numbers under the names of their keys, top levels first.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { asQuery, columnPath, dottedPath, isList, type Key, pickPath } from './path.ts';
import {
  MAX_CANDIDATES,
  plainNumber,
  type ResultDocument,
  type ResultReader,
  type Syntax,
  unitOfKey,
} from './reader.ts';
import { trainingUnit } from './training.ts';
import { type Column, columnOf, columnsIn, endsOf, isFields, labelOf, numberAt } from './values.ts';

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
  if (key === undefined && (value.length > SMALL_LIST || areRepeated(columnsIn(value)))) return;
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

/** Seeds, folds or runs side by side, one row each: no row is later or better. */
const areRepeated = (columns: ReadonlyMap<string, Column>): boolean =>
  [...columns.keys()].some((name) => REPEATED.test(name.trim())) &&
  ![...columns.keys()].some((name) => FOLLOWING.test(name.trim()));

const columnCandidates = (rows: readonly Json[], { keys }: Place, labels: readonly string[], root: Json) => {
  const columns = columnsIn(rows);
  const isRepeated = areRepeated(columns);
  return [...columns].flatMap(([name, column]) => {
    if (isRepeated && REPEATED.test(name.trim())) return [];
    const path = columnPath(keys, name);
    const value = typeof column.last === 'string' ? plainNumber(column.last) : column.last;
    const last = { value, path: `${path} | [-1]` };
    const hasRange = column.numbers > 1 && column.min < column.max;
    const unit = isRepeated ? trainingUnit(name, [column.min, column.max]) : unitOfKey(name);
    if (isRepeated && column.numbers > 1)
      return endsOf(
        { column, path, last },
        [...labels, name],
        unit,
        ['mean ± std', 'std', 'min', 'max'],
        root,
      );
    return endsOf(
      { column, path, last },
      [...labels, name],
      unit,
      hasRange ? ['last', 'min', 'max'] : ['last'],
    );
  });
};

function listCandidates(list: readonly Json[], place: Place, unit: string, root: Json): readonly Candidate[] {
  const { keys, named } = place;
  const labels = labelsOf(place);
  if (named) return [];
  if (areRows(list))
    // Named things are compared, not averaged, so each is offered separately.
    return list.length <= SMALL_LIST && nameKeyOf(list) !== undefined
      ? []
      : columnCandidates(list, place, labels, root);
  if (list.length <= SMALL_LIST || list.some((item) => typeof item !== 'number')) return [];
  const column = columnOf(list);
  const last = { value: column.last, path: dottedPath(...keys, -1) };
  return endsOf({ column, path: keys.length === 0 ? '@' : asQuery(keys), last }, labels, unit, [
    'last',
    'min',
    'max',
  ]);
}

function candidatesAt(place: Place, root: Json): readonly Candidate[] {
  const { value, keys } = place;
  const unit = unitOfKey(keys.findLast((key) => typeof key === 'string') ?? '');
  if (isList(value)) return listCandidates(value, place, unit, root);
  const number = typeof value === 'string' ? plainNumber(value) : value;
  if (typeof number !== 'number') return [];
  return numberAt(labelOf(...labelsOf(place)) || 'value', number, unit, pathOf(place));
}

function candidatesOf(document: Json): readonly Candidate[] {
  const root: Place = { value: document, keys: [] };
  const found: Candidate[] = [...candidatesAt(root, document)];
  const waiting = [root];
  // The list grows during the loop.
  for (const place of waiting) {
    if (found.length >= MAX_CANDIDATES) break;
    for (const inside of placesIn(place)) {
      if (found.length >= MAX_CANDIDATES) break;
      found.push(...candidatesAt(inside, document));
      if (typeof inside.value === 'object' && inside.value !== null && waiting.length < MAX_PLACES)
        waiting.push(inside);
    }
  }
  return found.slice(0, MAX_CANDIDATES);
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
  candidates: ({ value }) => candidatesOf(value),
};
