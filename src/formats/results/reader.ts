import { plainLine } from '../../core/base/text.ts';
import { type Reported, isSetting, type Json, type Results, UNIT_OF_NONE } from '../../core/fill/bind.ts';
import { readQuantity, withoutGroups } from '../../core/values/quantity.ts';
import { betterOf, hasAny, isLoss, isShare, nameWords } from '../../core/values/scores.ts';
import {
  declaredUnit,
  inSnakeCase,
  knownUnit,
  MULTIPLIERS,
  singular,
  STATISTIC,
  unitOfKey,
} from '../../core/values/units.ts';
import { groupBy, isObject, wordSet } from '../../core/base/collections.ts';
import {
  type Conditions,
  dottedPath,
  type Key,
  MAX_PATH_CHARS,
  pickPath,
  plainNumber,
  asQuery,
  equals,
  meanAndDeviation,
  spreadOf,
  isList,
} from './path.ts';

/** `metric-lines` are MLflow's `timestamp value step` lines; `report` is what a load test or a benchmark prints. */
export type Syntax = 'json' | 'json-lines' | 'yaml' | 'toml' | 'csv' | 'report' | 'metric-lines' | 'tables';

/** A CSV file is a list of objects by column, without empty cells, with numbers as numbers. */
export type ResultDocument = {
  readonly file: string;
  readonly syntax: Syntax;
  readonly value: Json;
};

export type ResultReader = {
  /** Stable: JSON has it. */
  readonly name: string;
  readonly title: string;
  /** The likeliest first; undefined for a document that is not the tool's, by its content. */
  readonly read: (document: ResultDocument) => readonly Reported[] | undefined;
  readonly units?: ReadonlyMap<string, string>;
};

export const MAX_CANDIDATES = 1000;

export const MAX_TEXT_VALUE_CHARS = 200;

type Fields = { readonly [key: string]: Json };

/** Undefined where a key is missing. Inherited names (`constructor`) count as missing. */
export function fieldOf(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

export function listOf(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = fieldOf(value, ...keys);
  return Array.isArray(found) ? found : [];
}

export function entriesOf(
  value: Json | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, Json])[] {
  const found = fieldOf(value, ...keys);
  return isObject(found) ? Object.entries(found) : [];
}

export function numberIn(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function textOf(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldOf(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

export const labelFrom = (...parts: readonly string[]): string => parts.map(plainLine).join(' · ');

/** At most one candidate: none without a number or a short text, or if its path is too long. */
export function candidateAt(
  label: string,
  value: Json | undefined,
  unit: string,
  path: string,
): readonly Reported[] {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  const isText = typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT_VALUE_CHARS;
  return (isNumber || isText) && path.length <= MAX_PATH_CHARS ? [{ label, value, unit, path }] : [];
}

// A text beside a number says its unit: `{"score": 184233, "scoreUnit": "ops/s"}`.

const UNIT_KEY =
  /^(?:(.+)_)?(?:units?|uom|unit_of_measure(?:ment)?|currency|einheit|währung|unité|unidad|unità)$/;
/** In an object with a `unit` alone, what it is the unit of. */
const MEASURED =
  /^(?:value|wert|amount|price|cost|score|time|result|min|max|mean|avg|average|median|std|stddev|p_?\d+|before|after|old|new|baseline|current|now|vorher|nachher)$/;
const UNITLESS = /^(?:1|none|unitless|dimensionless|counts?|numbers?)$/i;
const SHARE = /^(?:fraction|ratio|share)$/i;
const MAX_UNIT_CHARS = 40;

/** A time for each operation is a time: `us/op`. */
function statedUnit(text: string): string | undefined {
  const stated = text.trim();
  if (stated === '' || stated.length > MAX_UNIT_CHARS) return undefined;
  if (UNITLESS.test(stated)) return UNIT_OF_NONE;
  if (SHARE.test(stated)) return '×';
  const { text: unit, powers } = declaredUnit(stated);
  return powers.get('time') === 1 ? (unit.split('/')[0] ?? unit) : unit;
}

/** @param keys of the value: of a hundred thousand, they take 50 ms to list */
export function unitsBeside(value: Json | undefined, keys = keysIn(value ?? null)) {
  const stated = (keys.length > MAX_CANDIDATES ? [] : keys).flatMap((key) => {
    const [whole, of = ''] = UNIT_KEY.exec(inSnakeCase(key)) ?? [];
    const unit = whole === undefined ? undefined : statedUnit(textOf(value, key) ?? '');
    return unit === undefined ? [] : [{ of, unit }];
  });
  stated.sort((a, b) => b.of.length - a.of.length);
  const isAlone = (): boolean => keys.filter((key) => numberIn(value, key) !== undefined).length === 1;
  return (key: string): string | undefined => {
    if (stated.length === 0) return undefined;
    const name = inSnakeCase(key);
    return stated.find(({ of }) =>
      of === ''
        ? MEASURED.test(name) || isAlone()
        : `_${name}_`.startsWith(`_${of}_`) || name.endsWith(`_${of}`),
    )?.unit;
  };
}

/** Without empty ones, which the path of a column passes over. */
export function cellsOf(values: readonly Json[]) {
  let [numbers, min, max] = [0, Infinity, -Infinity];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    numbers += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { values, last: values.at(-1) ?? null, numbers, others: values.length - numbers, min, max };
}

type Cells = ReturnType<typeof cellsOf>;

// What metric names tell: the unit, whether more is better, how likely an answer cites them.

/** Progress and setup of a run. */
const PROGRESS = wordSet('epoch epochs step steps lr learning grad iteration iterations flos');
/** Units that trainers write into names. */
function namedUnit(name: string): string | undefined {
  const [, runtime, counted] =
    /(?:^|[\s_/.])(?:(runtime)|(samples|steps|tokens|requests|queries|images|frames|rows|records|events|messages)(?:_per_|\/)s(?:ec(?:ond)?)?)$/i.exec(
      name,
    ) ?? [];
  return runtime ? 's' : counted && `${counted.toLowerCase()}/s`;
}

/** `×` for a share of one, empty if unknown. */
export function trainingUnit(name: string, values: readonly number[]): string {
  const named = namedUnit(name) ?? unitOfKey(name);
  if (named !== '') return named;
  return isShare(nameWords(name)) && values.every((value) => value >= 0 && value <= 1) ? '×' : '';
}

export const isTrainingName = (name: string): boolean => betterOf(name) !== undefined;

/** Progress, speed, or set by a schedule: no value is the best. */
export const isProgress = (name: string): boolean =>
  !isTrainingName(name) && (namedUnit(name) !== undefined || hasAny(nameWords(name), PROGRESS));

/** By how likely an answer cites it: quality before loss, held-out data before training, progress last. */
export function trainingOrder(name: string): number {
  const words = nameWords(name);
  const trained = words.some((word) => /^train(?:ing)?$/.test(word)) ? 1 : 0;
  if (isLoss(words)) return 2 + trained;
  if (isTrainingName(name)) return trained;
  return isProgress(name) && namedUnit(name) === undefined ? 6 : 4 + trained;
}

// Documents of unknown tools: numbers under the names of their keys, top levels first.

type End = 'last' | 'max' | 'min' | 'mean ± std' | 'std';

/** The last of a history first: its best was chosen afterwards. */
function likelyEnds(name: string, areRepeats: boolean): readonly End[] {
  if (areRepeats) return ['mean ± std', 'std', 'min', 'max'];
  if (isProgress(name)) return /lr|learning/i.test(name) ? ['last', 'max'] : ['last'];
  return betterOf(name) === 'min' ? ['last', 'min', 'max'] : ['last', 'max', 'min'];
}

export type Series = {
  readonly cells: Cells;
  readonly path: string;
  /** If it is stated beside the values. */
  readonly unit?: string | undefined;
  /** Of one measurement; otherwise, each value follows the one before. */
  readonly areRepeats?: boolean;
  readonly lastPath?: string;
};

/** @param names the last is its own, the others are of what it belongs to */
export function seriesCandidates(
  names: readonly string[],
  { cells, path, areRepeats = false, lastPath = `${path} | [${areRepeats ? 0 : -1}]`, ...stated }: Series,
): readonly Reported[] {
  const { values, numbers, others, last, min, max } = cells;
  const name = names.at(-1) ?? '';
  const unit = stated.unit ?? trainingUnit(name, [min, max]);
  const isSame = min === max && others === 0;
  // Equal values that nothing says were measured are a setting.
  const isConstant = areRepeats && isSame && unit === '' && !isTrainingName(name);
  const label = labelFrom(...names);
  if (values.length === 1 || isConstant) return measuredAt(label, last, unit, lastPath);
  if (areRepeats && numbers < 2) return [];
  if (numbers === 0) return measuredAt(labelFrom(label, 'last'), last, unit, lastPath);
  // A diverged run has words such as NaN among its numbers.
  const all = others === 0 ? path : `${path} | [?type(@)=='number']`;
  // Only repeats have a spread.
  const repeated = areRepeats ? values : [];
  const found = {
    last: { value: typeof last === 'number' ? last : null, path: lastPath },
    max: { value: max, path: `max(${all})` },
    min: { value: min, path: `min(${all})` },
    std: { value: spreadOf(repeated)?.std, path: `std(${all})` },
    'mean ± std': { value: meanAndDeviation(repeated), path: `mean_std(${all})` },
  };
  const ends = isSame && !areRepeats ? (['last'] as const) : likelyEnds(name, areRepeats);
  return ends.flatMap((end) => candidateAt(labelFrom(label, end), found[end].value, unit, found[end].path));
}

const SMALL_LIST = 20;
const NAMED_LIST = 100;
const MAX_PLACES = 100_000;
const NAME_KEYS = 'name id key label title metric model command test benchmark fullname'.split(' ');
/** Locust names a request by its method, too. */
const NAMES: readonly (readonly string[])[] = [...NAME_KEYS.map((key) => [key]), ['Type', 'Name']];

/**
 * `named`: the list element above it, found by name; `unit`: stated beside it, or beside what it is in; `within`: what has
 * it as a field.
 */
export type Place = {
  readonly value: Json;
  readonly keys: readonly Key[];
  readonly unit?: string;
  readonly within?: Fields;
  readonly named?: { readonly at: number; readonly name: string; readonly conditions: Conditions };
};

export function pathOf({ keys, named }: Place): string {
  const path = named && pickPath(keys.slice(0, named.at), named.conditions, keys.slice(named.at + 1));
  return path !== undefined && path.length <= MAX_PATH_CHARS ? path : dottedPath(...keys);
}

export function labelsOf({ keys, named }: Place): readonly string[] {
  const labels: string[] = [];
  for (const [at, key] of keys.entries()) {
    if (typeof key === 'string') labels.push(key);
    else if (named?.at === at) labels.push(named.name);
    else labels.push(`${labels.pop() ?? ''}[${key}]`);
  }
  return labels;
}

const nameIn = (item: Json, keys: readonly string[]): string =>
  keys.flatMap((key) => textOf(item, key) ?? []).join(' ');

function nameKeysOf(list: readonly Json[]): readonly string[] | undefined {
  return NAMES.find((keys) => {
    const names = list.map((item) => nameIn(item, keys));
    return names.every((name) => name !== '' && name.length <= 200) && new Set(names).size === names.length;
  });
}

/** What a place offers as a whole, and the places below it that are left. */
type Offered = { readonly candidates: readonly Reported[]; readonly below?: Iterable<Place> };

const COUNT = /^(?:n|num|count|samples|runs|rounds|loops|iterations)$/;

/** A generator, because a large object is never read to its end. */
function* fieldsBelow(place: Place, value: Fields): Generator<Place> {
  const all = keysIn(value);
  const stated = unitsBeside(value, all);
  const isAbove = place.unit !== undefined;
  /** The nearest: beside it, in its key, or of what it is in. */
  const unitOf = (key: string): string | undefined => {
    const named = isAbove || isObject(value[key]) ? unitOfKey(key) : '';
    const isOther = COUNT.test(key) || (isTrainingName(key) && place.unit !== '%');
    return stated(key) ?? (named || (isOther ? undefined : place.unit));
  };
  for (const key of all) {
    const unit = unitOf(key);
    const below = { ...place, value: value[key] ?? null, keys: [...place.keys, key], unit, within: value };
    // What the client of Weights & Biases adds, and its pictures and tables.
    const isOfClient = /^_(?:wandb|timestamp)$/.test(key) || fieldOf(below.value, '_type') !== undefined;
    if (!isOfClient) yield below;
  }
}

/** `Memory (GB)` */
const unitBehind = (name: string): string | undefined =>
  (/\(\S+\)$/.test(name) && unitOfKey(name)) || undefined;

const itemsBelow = (place: Place, list: readonly Json[], names?: readonly string[]): readonly Place[] =>
  list.map((value, i): Place => {
    const at = place.keys.length;
    const conditions = names?.map((key) => [[key], fieldOf(value, key) ?? null] as const);
    const named = names && conditions ? { at, name: nameIn(value, names), conditions } : place.named;
    const unit = place.unit ?? (named && unitBehind(named.name));
    return { ...place, value, keys: [...place.keys, i], named, unit };
  });

/** Items under their names, if each has one of its own. */
export const placesBelow = (place: Place): Iterable<Place> => {
  const { value, named } = place;
  if (isList(value)) return itemsBelow(place, value, named ? undefined : nameKeysOf(value));
  return isObject(value) ? fieldsBelow(place, value) : [];
};

/** Every value that is neither a list nor an object. */
export function* leavesIn(place: Place): Generator<Place> {
  if (!isList(place.value) && !isObject(place.value)) yield place;
  for (const below of placesBelow(place)) yield* leavesIn(below);
}

// A table is a history (a row for each step), repeats of one measurement (a row for each seed), or both, and may hold
// several things: their rows are told apart by words and settings, and never pooled.

const REPEATED =
  /^(?:(?:random_?)?seed|fold|split|trial|repeat|repetition|rep|replicate|run)(?:_?(?:id|no|number|index))?$/i;
const FOLLOWING =
  /^(?:global_?)?(?:step|epoch|iter(?:ation)?|batch|time(?:stamp)?|date|elapsed)s?$|^_?(?:step|runtime|timestamp)$/i;
/** Columns that are set before a run, even if no value occurs twice. */
const SETTING =
  /(?:^|_)(?:lr|learning_?rate|(?:batch|hidden)_?size|batch|d_model|dim|layers|heads|hidden|tokens|len|length|dropout|temperature|weight_decay|threads|workers|users|vus|concurrency)$/i;
/** Parts of the data, and what sums up the rest, are different things, unlike the numbered splits of a cross-validation. */
const PART =
  /^(?:train|val(?!ue)|eval|test|dev|valid|predict|(?:mean|avg|average|std|stdev|median|total|all|overall)$)/i;
/** Columns that number the rows, with the name that a table without one gets. */
const NUMBERING = /^(?:(?:\w+_)?(?:id|idx|index)|unnamed: 0|column 1)$/i;
const MAX_THINGS = 20;
/** A bound, a share, or a missing value. */
const NO_NAME = /^(?:[<>≤≥].*\d|[\d.,]+\s?%|n\/?a|nan)$/i;
const SWITCH = /^(?:true|false|yes|no|on|off)$/i;

/** A column of runs is named by the label of a value: `config · seed`. */
const lastPart = (name: string): string => name.split(' · ').at(-1)?.trim() ?? '';

const isMeasured = (name: string, { min, max }: Cells): boolean =>
  isTrainingName(name) || trainingUnit(name, [min, max]) !== '';

/** Of one epoch each, even where no column counts them. */
const isHistoryName = (name: string): boolean => {
  const words = nameWords(name);
  const isRepeat = words.some((word) => REPEATED.test(singular(word)) || word === 'cv' || word === 'test');
  return !isRepeat && (isLoss(words) || words.some((word) => PART.test(word)));
};

type Column = Cells & { readonly name: string; readonly keys: readonly string[] };

const MAX_NESTED = 4;

/** What is nested in a row is a column, too: `metrics · f1`. */
function columnsIn(rows: readonly Fields[]): readonly Column[] {
  const columns = new Map<string, { readonly keys: readonly string[]; readonly values: Json[] }>();
  const addAll = (fields: Fields, above: readonly string[]): void => {
    const start = above.map((key) => `${key}\0`).join('');
    for (const key of Object.keys(fields)) {
      const value = fields[key] ?? null;
      if (isObject(value) && above.length + 1 < MAX_NESTED) addAll(value, [...above, key]);
      else {
        const column = columns.get(start + key) ?? { keys: [...above, key], values: [] };
        if (column.values.length === 0 && columns.size < MAX_CANDIDATES) columns.set(start + key, column);
        if (value !== null) column.values.push(value);
      }
    }
  };
  for (const row of rows) addAll(row, []);
  return [...columns.values()].map(({ keys, values }) => ({
    name: keys.join(' · '),
    keys,
    ...cellsOf(values),
  }));
}

const isText =
  (like: RegExp) =>
  (cell: Json): boolean =>
    typeof cell === 'string' && like.test(cell);

const cellOf = (row: Fields, { keys }: Column): Json => fieldOf(row, ...keys) ?? null;

const cellKey = (row: Fields, columns: readonly Column[]): string =>
  JSON.stringify(columns.map((column) => cellOf(row, column)));

const distinct = (rows: readonly Fields[], columns: readonly Column[]): number =>
  new Set(rows.map((row) => cellKey(row, columns))).size;

function thingsIn(rows: readonly Fields[], telling: readonly Column[]) {
  const groups = telling.length === 0 ? [rows] : [...groupBy(rows, (row) => cellKey(row, telling)).values()];
  return groups.map((own) => {
    const cells = telling.map((column) => ({ ...column, cell: own[0] ? cellOf(own[0], column) : null }));
    return {
      labels: cells.map(({ name, cell }) =>
        typeof cell === 'string' && !SWITCH.test(cell)
          ? cell
          : `${lastPart(name)}=${typeof cell === 'string' ? cell : JSON.stringify(cell)}`,
      ),
      rows: own,
      /** JMESPath conditions that only its rows meet. */
      conditions: cells.map(({ keys, cell }) => equals(keys, cell)),
    };
  });
}

/**
 * Whole numbers that only rise or only fall are what the rest was measured at: lead times, sizes. In what may be a history,
 * those in equal steps count its rows.
 */
function isScale({ name, values }: Column, isHistory: boolean): boolean {
  const steps = values.slice(1).map((value, i) => Number(value) - Number(values[i]));
  const isOneWay = steps.every((step) => step > 0) || steps.every((step) => step < 0);
  const isCounting = isHistory && new Set(steps).size < 2;
  const isShort = values.length > 2 && values.length <= MAX_THINGS;
  return isShort && isOneWay && !isCounting && values.every(Number.isInteger) && !isTrainingName(name);
}

/** @param areRuns each row is a run of its own, so that no row follows another */
function tableOf(list: readonly Json[], areRuns = false) {
  const rows = list.filter((row) => isObject(row));
  const columns = columnsIn(rows);
  const named = (names: RegExp): readonly Column[] =>
    columns.filter(({ name }) => names.test(lastPart(name)));
  const repeats = named(REPEATED).filter(({ values }) => !values.some(isText(PART)));
  const isTraining = columns.some(({ name }) => isHistoryName(name));
  // Without a loss, it is the size of a batch.
  const isSize = ({ name }: Column): boolean => !isTraining && /^batch$/i.test(lastPart(name));
  const order = areRuns ? [] : named(FOLLOWING).filter((column) => !isSize(column));
  const numbering = named(NUMBERING).filter(({ others }) => others === 0);
  const counting = [...repeats, ...order, ...numbering];

  const isUnordered = !areRuns && repeats.length + order.length === 0;
  const mayBeHistory = order.length > 0 || (isUnordered && isTraining);
  const isPlain = isUnordered && columns.every(({ others }) => others === 0);
  const [first] = columns;
  const mayBeScale = isPlain && first?.values.length === rows.length && !numbering.includes(first);
  const scale = mayBeScale && isScale(first, mayBeHistory) ? [first] : [];
  const isHistory = mayBeHistory && scale.length === 0;

  const areUnique = repeats.length > 0 && distinct(rows, repeats) === rows.length;
  const mayTell = (column: Column): boolean => {
    const { name, values, numbers, others } = column;
    if (values.length < rows.length || counting.includes(column)) return false;
    const kinds = new Set<Json>();
    if (values.some((value) => kinds.add(value).size > MAX_THINGS) || kinds.size < 2) return false;
    const count = kinds.size;
    if (numbers > 0) {
      const isRepeating = count * 2 <= rows.length && !isMeasured(name, column) && !isProgress(name);
      return others === 0 && (SETTING.test(lastPart(name)) || isRepeating);
    }
    // A name of each row, such as a checkpoint, tells no things.
    const isId = order.length > 0 || (areUnique && !NAME_KEYS.includes(lastPart(name)));
    return !(isId && count === rows.length) && !values.every(isText(NO_NAME));
  };
  const telling: Column[] = [];
  for (const column of scale.length > 0 ? scale : columns.filter(mayTell)) {
    // In a history, a setting may follow a schedule: it tells rows apart only where nothing else does.
    const known = [...telling, ...repeats, ...order];
    const isSchedule = order.length === 0 || distinct(rows, [...known, column]) === distinct(rows, known);
    if (column.numbers === 0 || !isHistory || !isSchedule) telling.push(column);
  }
  const things = thingsIn(rows, telling);
  const isMeasure = (column: Column): boolean =>
    numbering.includes(column) ||
    (column.numbers > 0 && (columns.length - numbering.length === 1 || isMeasured(column.name, column)));
  const areRepeats = areRuns || repeats.length + telling.length > 0 || columns.every(isMeasure);
  const isMixed = things.length > MAX_THINGS || (!isHistory && !areRepeats);
  if (isMixed) return { kind: 'things', columns, repeats: [], things: thingsIn(rows, []) } as const;
  const kind = isHistory && repeats.length === 0 ? 'history' : 'repeats';
  const aside = new Set([...telling, ...repeats, ...(kind === 'repeats' ? counting : [])]);
  const values = columns.filter((column) => !aside.has(column));
  // Of several histories, what each ended with was measured.
  return { kind, columns: values, repeats: order.length > 0 ? repeats : [], things } as const;
}

type Table = ReturnType<typeof tableOf>;

const lastOfEach = (rows: readonly Fields[], repeats: readonly Column[]): readonly Fields[] =>
  [...groupBy(rows, (row) => cellKey(row, repeats)).values()].flatMap((own) => own.slice(-1));

/** Mean and deviation of each column, for each thing; of a history, those of the last rows. */
function tableCandidates(
  { kind, columns, repeats, things }: Table,
  base: string,
  labels: readonly string[],
  units: ReadonlyMap<string, string> = new Map(),
): readonly Reported[] {
  const inOrder = columns
    .filter(({ name }) => labelFrom(name) !== '')
    .toSorted((a, b) => trainingOrder(a.name) - trainingOrder(b.name));
  const seeds = repeats.map(({ keys }) => `to_string(${asQuery(keys)})`).join(', ');
  return inOrder.flatMap((column) =>
    things.flatMap(({ labels: own, rows, conditions }) => {
      const cell = asQuery(column.keys);
      const filled = rows.filter((row) => cellOf(row, column) !== null);
      const ended = repeats.length === 0 ? filled : lastOfEach(filled, repeats);
      const present = [...conditions, `${cell}!=\`null\``].join(' && ');
      const where = conditions.length === 0 ? '[*]' : `[?${conditions.join(' && ')}]`;
      const path =
        repeats.length === 0
          ? `${base}${where}.${cell}`
          : `values(group_by(${base}[?${present}], &join('/', [${seeds}])))[*][-1].${cell}`;
      return seriesCandidates([...labels, ...own, column.name], {
        cells: cellsOf(ended.map((row) => cellOf(row, column))),
        path,
        unit:
          units.get(column.name) ??
          unitOfColumn(filled, column) ??
          (trainingUnit(column.name, []) === '' ? unitBehind(own.at(-1) ?? '') : undefined),
        areRepeats: kind === 'repeats',
      });
    }),
  );
}

/** If all rows state the same. */
function unitOfColumn(rows: readonly Fields[], { keys }: Column): string | undefined {
  const unitIn = (row: Fields | undefined): string | undefined =>
    unitsBeside(fieldOf(row, ...keys.slice(0, -1)))(keys.at(-1) ?? '');
  const unit = unitIn(rows[0]);
  // Most tables state none: a look at one row is enough for them.
  return unit !== undefined && rows.every((row) => unitIn(row) === unit) ? unit : undefined;
}

const SEVERAL =
  /_time$|(?:^|_)(?:scores|times|latencies|results|runs|folds|seeds|trials|repeats|measurements)$/i;

const keysIn = (value: Json): readonly string[] => (isObject(value) ? Object.keys(value) : []);

const isNumbers = (list: Json | undefined): list is readonly Json[] =>
  list !== undefined && isList(list) && list.length > 1 && list.every((item) => typeof item === 'number');

/** Of a list of numbers that were measured: one for each epoch, or repeats. */
function listKind({ value, keys, unit, within }: Place): 'history' | 'repeats' | 'things' {
  const name = keys.at(-1) ?? '';
  if (!isNumbers(value) || typeof name !== 'string') return 'things';
  const siblings = entriesOf(within);
  const isOfEpochs = ([other, list]: readonly [string, Json]): boolean =>
    isHistoryName(other) && isNumbers(list) && list.length === value.length;
  const areFolds = siblings.some(([other]) => /^(?:fit|score)_time$/.test(other));
  if (!areFolds && siblings.some(isOfEpochs)) return 'history';
  const areMeasured =
    unit !== undefined || keys.length === 0 || SEVERAL.test(name) || isMeasured(name, cellsOf(value));
  return areMeasured ? 'repeats' : 'things';
}

/** Skips long lists. */
function listAt(list: readonly Json[], place: Place): Offered {
  const { keys, named, unit } = place;
  // The numbers of seeds and folds were not measured.
  const areRuns = unit === undefined && REPEATED.test(singular(String(keys.at(-1))));
  if (areRuns && list.every(Number.isInteger)) return { candidates: [] };
  const isSmall = list.length <= SMALL_LIST;
  const nameKeys = named || list.length > NAMED_LIST ? undefined : nameKeysOf(list);
  const table = list.length > 1 && list.slice(0, 5).every(isObject) ? tableOf(list) : undefined;
  const kind = table?.kind ?? listKind(place);
  // Lines of a log, of which none says what the others do, are no things: the table has all that they say.
  const areLines = table?.columns.every(({ values }) => values.length < list.length) === true;
  const isOpen = nameKeys !== undefined || (isSmall && kind === 'things' && !areLines);
  const below = isOpen ? itemsBelow(place, list, nameKeys) : [];
  // Named things are compared, not averaged, so each is offered separately.
  if (named || (table && isSmall && nameKeys !== undefined)) return { candidates: [], below };
  const [labels, path] = [labelsOf(place), asQuery(keys)];
  if (table) return { candidates: tableCandidates(table, path, labels), below };
  if (kind === 'things' && (isSmall || !isNumbers(list))) return { candidates: [], below };
  const names = [...labels.slice(0, -1), labels.at(-1) ?? 'values'];
  const series = { cells: cellsOf(list), path: path || '@', unit, areRepeats: kind === 'repeats' };
  return { candidates: seriesCandidates(names, { ...series, lastPath: dottedPath(...keys, -1) }), below };
}

/** A number, or a text such as `81.95%`, `30 min`, `12.1 ± 0.2 ms`, `2.4M`, `61 300`. */
function measuredAt(label: string, value: Json, unit: string, path: string): readonly Reported[] {
  if (typeof value === 'number') return candidateAt(label, value, unit, path);
  const read =
    typeof value === 'string' && /^[<>≤≥]?=? ?[+-]?\d/.test(value) ? readQuantity(value) : undefined;
  if (!read || 'error' in read || read.note !== '' || read.spread?.kind === '–') return [];
  const { unitText } = read;
  const isBare = unitText === '' && typeof value === 'string' && withoutGroups(value) === value;
  const isCount = isBare || (unitText !== 'B' && MULTIPLIERS.has(unitText));
  const { text = '×' } = isCount ? { text: '' } : (knownUnit(unitText) ?? {});
  return text === '×' ? [] : candidateAt(label, value, text || unit, path);
}

function offeredAt(place: Place): Offered {
  const { value, keys, unit = '' } = place;
  if (isList(value)) return listAt(value, place);
  if (isObject(value)) return { candidates: [], below: fieldsBelow(place, value) };
  const [label, path] = [labelFrom(...labelsOf(place)) || 'value', pathOf(place)];
  const number = typeof value === 'string' ? plainNumber(plainLine(value)) : value;
  if (typeof number !== 'number') return { candidates: measuredAt(label, value, unit, path) };
  const name = keys.findLast((key) => typeof key === 'string' && !STATISTIC.test(key));
  const known = place.unit ?? trainingUnit(String(name ?? ''), [number]);
  return { candidates: candidateAt(label, number, known, path) };
}

/** Those that an answer likely cites first, then in the order of the document, top levels first. */
export function numbersIn(document: Json): readonly Reported[] {
  const waiting: Iterable<Place>[] = [[{ value: document, keys: [] }]];
  const found: { readonly order: number; readonly candidates: readonly Reported[] }[] = [];
  let count = 0;
  // The list grows during the loop.
  for (const places of waiting)
    for (const place of places) {
      if (count >= MAX_CANDIDATES) break;
      const { candidates, below } = offeredAt(place);
      const [first] = candidates;
      // An answer rather cites a value that is there once than a row of a table or an item of a list.
      const isItem = !place.named && place.keys.some((key) => typeof key === 'number');
      const rank = (isItem ? 10 : 0) + (isSetting(labelsOf(place)) ? 20 : 0);
      if (first) found.push({ order: trainingOrder(first.label) + rank, candidates });
      count += candidates.length;
      if (below && waiting.length < MAX_PLACES) waiting.push(below);
    }
  const inOrder = found.toSorted((a, b) => a.order - b.order);
  return inOrder.flatMap(({ candidates }) => candidates).slice(0, MAX_CANDIDATES);
}

/** One row of values for each run; what they have in common is offered with its mean and deviation. */
export function repeatedRuns(
  runs: readonly (readonly Reported[])[],
): Pick<Results, 'document' | 'candidates'> {
  const [first = []] = runs;
  // Readers may name the run in a label, but the path to a value is the same in all.
  const labels = new Map(first.map(({ path, label }) => [path, label]));
  const rows = runs.map((candidates) =>
    Object.fromEntries(candidates.map(({ label, value, path }) => [labels.get(path) ?? label, value])),
  );
  const units = new Map(first.map(({ label, unit }) => [label, unit]));
  const table = tableOf(rows, true);
  const columns = table.columns.filter(({ name, numbers }) => units.has(name) && numbers === runs.length);
  const candidates = tableCandidates({ ...table, columns }, '', [], units);
  return { document: rows, candidates: candidates.slice(0, MAX_CANDIDATES) };
}
