// Any document, when no tool is known to write it: its numbers under the names of their keys, nearest to
// the top first.
import type { Candidate, Json } from '../../core/fill/sync.ts';
import { asQuery, dottedPath, isList, type Key, keyAt, pickPath } from './path.ts';
import {
  MAX_CANDIDATES,
  plainNumber,
  type ResultDocument,
  type ResultReader,
  type Syntax,
  unitOfKey,
} from './reader.ts';
import { areRows, columnCandidates, isFields, labelOf, numberAt } from './values.ts';

/** Lists up to this length are offered one by one. */
const SMALL_LIST = 20;
/** So are longer ones, when each of their elements has a name. */
const NAMED_LIST = 100;
/** Lists and objects that are looked into, whatever is found there. */
const MAX_PLACES = 100_000;
/** Where an element of a list has its name, likeliest first. */
const NAME_KEYS = [
  'name',
  'id',
  'key',
  'label',
  'title',
  'metric',
  'model',
  'command',
  'test',
  'benchmark',
] as const;

/** A value, and how it is reached. `named` is the element of a list that a key of it tells from the others. */
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

/** The key under which every element has a short text of its own. */
function nameKeyOf(list: readonly Json[]): string | undefined {
  return NAME_KEYS.find((key) => {
    const names = list.map((item) => (isFields(item) && Object.hasOwn(item, key) ? item[key] : undefined));
    const areNames = names.every((name) => typeof name === 'string' && name !== '' && name.length <= 200);
    return areNames && new Set(names).size === names.length;
  });
}

/**
 * What is directly in a list or object, one by one, since a large object is never looked at to its end; of
 * long lists, nothing.
 */
function* placesIn(place: Place): Generator<Place> {
  const { value, keys, named } = place;
  if (isFields(value)) {
    for (const key of Object.keys(value)) yield { ...place, value: value[key] ?? null, keys: [...keys, key] };
    return;
  }
  if (!isList(value) || value.length > NAMED_LIST) return;
  const key = named ? undefined : nameKeyOf(value);
  if (value.length > SMALL_LIST && key === undefined) return;
  for (const [at, child] of value.entries()) {
    const name = key !== undefined && isFields(child) ? child[key] : undefined;
    const known = key !== undefined && typeof name === 'string' && { named: { at: keys.length, key, name } };
    yield { ...place, value: child, keys: [...keys, at], ...known };
  }
}

const isContainer = (value: Json): boolean => typeof value === 'object' && value !== null;

/** What a long list of numbers comes to. */
function ofNumbers(list: readonly Json[], place: Place, unit: string): readonly Candidate[] {
  const numbers = list.filter((item) => typeof item === 'number');
  if (list.length <= SMALL_LIST || numbers.length < list.length || place.named) return [];
  const label = (what: string): string => labelOf(...labelsOf(place), what);
  const path = place.keys.length === 0 ? '@' : asQuery(place.keys);
  return [
    ...numberAt(label('last'), numbers.at(-1), unit, dottedPath(...place.keys, -1)),
    ...numberAt(
      label('min'),
      numbers.reduce((a, b) => Math.min(a, b)),
      unit,
      `min(${path})`,
    ),
    ...numberAt(
      label('max'),
      numbers.reduce((a, b) => Math.max(a, b)),
      unit,
      `max(${path})`,
    ),
  ];
}

function candidatesAt(place: Place): readonly Candidate[] {
  const { value, keys } = place;
  const number = typeof value === 'string' ? plainNumber(value) : value;
  if (typeof number !== 'number' && !isList(value)) return [];
  const unit = unitOfKey(keys.findLast((key) => typeof key === 'string') ?? '');
  if (!isList(value))
    return numberAt(labelOf(...labelsOf(place)) || 'value', number ?? null, unit, pathOf(place));
  if (!areRows(value) || place.named) return ofNumbers(value, place, unit);
  // Things that have names are compared, not averaged: each is offered by itself.
  if (value.length <= SMALL_LIST && nameKeyOf(value) !== undefined) return [];
  return columnCandidates(value, keys, labelsOf(place));
}

/** The candidates of a document, level by level. */
function candidatesOf(document: Json): readonly Candidate[] {
  const root: Place = { value: document, keys: [] };
  const found: Candidate[] = [...candidatesAt(root)];
  const waiting = [root];
  for (let at = 0; at < waiting.length && found.length < MAX_CANDIDATES; at++) {
    const place = waiting[at];
    if (!place) break;
    for (const inside of placesIn(place)) {
      if (found.length >= MAX_CANDIDATES) break;
      found.push(...candidatesAt(inside));
      if (isContainer(inside.value) && waiting.length < MAX_PLACES) waiting.push(inside);
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
  tables: 'SQLite database',
};

/** What a document that no tool is known for is called. */
export const genericTitle = ({ syntax }: ResultDocument): string => TITLES[syntax];

/** Recognises everything, and so comes last. */
export const generic: ResultReader = {
  name: 'generic',
  title: 'result file',
  recognises: () => true,
  candidates: ({ value }) => candidatesOf(value),
  unitAt: (path, { value }) => {
    const key = keyAt(value, path);
    return key === undefined ? undefined : unitOfKey(key);
  },
};
