// Answers of Prometheus that were saved: the HTTP API's envelope (`/api/v1/query`, `/api/v1/query_range`),
// and what `promtool query -o json` prints, which has none. Values are texts; a series without one says
// `NaN`. Source: Prometheus' documentation of its API and of metric names, and the output of Prometheus
// 2.53.
import { countBy } from '../../core/base/collections.ts';
import type { Candidate, Json } from '../../core/fill/sync.ts';
import { asQuery, dottedPath, type Key, pickPath } from './path.ts';
import { MAX_PATH_CHARS, plainNumber, type ResultReader } from './reader.ts';
import { entriesOf, fieldOf, isFields, labelOf, listedOf, listOf, numberAt, textOf } from './values.ts';

/** Where the result is, what it is, and the keys that lead there. */
type Answer = {
  readonly kind: 'vector' | 'matrix' | 'scalar';
  readonly result: Json;
  readonly keys: readonly string[];
};

/** `[time, "value"]`. Times are seconds since 1970. */
const isSample = (value: Json | undefined): boolean => {
  const [time, text, ...others] = listOf(value);
  const timed = typeof time === 'number' && time > 1e8 && time < 1e11;
  return timed && typeof text === 'string' && isNumberText(text) && others.length === 0;
};

const isNumberText = (text: string): boolean =>
  /^(?:NaN|[+-]?Inf)$/.test(text) || plainNumber(text) !== undefined;

/** True where every series of the list has labels and samples that are sound. */
const areSeries = (result: Json, areSamples: (series: Json) => boolean): boolean =>
  Array.isArray(result) &&
  listOf(result).every((series) => isFields(fieldOf(series, 'metric')) && areSamples(series));

const holds: Readonly<Record<Answer['kind'], (result: Json) => boolean>> = {
  scalar: isSample,
  vector: (result) => areSeries(result, (series) => isSample(fieldOf(series, 'value'))),
  matrix: (result) =>
    areSeries(result, (series) => {
      const samples = listOf(series, 'values');
      return samples.length > 0 && samples.every((sample) => isSample(sample));
    }),
};
const KINDS = ['vector', 'matrix', 'scalar'] as const;

function answerOf(document: Json): Answer | undefined {
  const result = fieldOf(document, 'data', 'result');
  if (result !== undefined) {
    const kind = KINDS.find((each) => each === fieldOf(document, 'data', 'resultType'));
    const sound = textOf(document, 'status') === 'success' && kind !== undefined && holds[kind](result);
    return sound ? { kind, result, keys: ['data', 'result'] } : undefined;
  }
  if (listOf(document).length === 0) return undefined;
  const kind = KINDS.find((each) => holds[each](document));
  return kind && { kind, result: document, keys: [] };
}

/** A label of a series; `key` is both in one, for comparing. */
type Label = { readonly name: string; readonly text: string; readonly key: string };

const labelsOf = (series: Json): readonly Label[] =>
  entriesOf(series, 'metric').flatMap(([name, text]) =>
    typeof text === 'string' ? [{ name, text, key: `${name}=${text}` }] : [],
  );

/** `up{job="api"}`, as Prometheus writes it. */
function nameOf(series: Json, labels: readonly Label[]): string {
  const inside = labels.filter(({ name: label }) => label !== '__name__');
  const name = textOf(series, 'metric', '__name__') ?? '';
  if (inside.length === 0) return name === '' ? 'value' : name;
  return `${name}{${inside.map(({ name: label, text }) => `${label}=${JSON.stringify(text)}`).join(', ')}}`;
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ['seconds', 's'],
  ['bytes', 'B'],
  ['ratio', '×'],
  ['percent', '%'],
]);

/**
 * What Prometheus' naming rules say of the unit. Sums and rates leave the name out, and then nothing is
 * known.
 */
function unitOf(series: Json): string {
  const name = textOf(series, 'metric', '__name__') ?? '';
  if (/_(?:count|bucket)$/.test(name)) return '';
  const [, unit = ''] = /_(seconds|bytes|ratio|percent)(?:_total|_sum)?$/.exec(name) ?? [];
  return UNITS.get(unit) ?? '';
}

/** Characters that are put around a path to make it a computation. */
const ROOM = 40;

type Series = {
  readonly series: Json;
  /** Those that are not the same everywhere. */
  readonly labels: readonly Label[];
  readonly pathTo: (...rest: readonly Key[]) => string;
};

/**
 * The series, each with a path that finds it by its labels: one that no other has, else all that are not the
 * same everywhere. By its place where it is alone, or labels cannot tell.
 */
function seriesOf({ result, keys }: Answer): readonly Series[] {
  const all = listOf(result).map((series) => ({ series, labels: labelsOf(series) }));
  const counts = countBy(
    all.flatMap(({ labels }) => labels),
    ({ key }) => key,
  );
  const count = ({ key }: Label): number => counts.get(key) ?? 0;
  const telling = all.map(({ labels }) =>
    labels.filter((label) => all.length === 1 || count(label) < all.length),
  );
  // A series with further labels would match all labels of another, so every series must have the same.
  const sameNames = new Set(telling.map((labels) => labels.map(({ name }) => name).join())).size === 1;
  const different = new Set(telling.map((labels) => labels.map(({ key }) => key).join())).size === all.length;
  return all.map(({ series }, index) => {
    const labels = telling[index] ?? [];
    const one = labels.find((label) => count(label) === 1);
    const conditions = one ? [one] : sameNames && different ? labels : [];
    const pathTo = (...rest: readonly Key[]): string => {
      const texts = conditions.map(({ name, text }) => [['metric', name], text] as const);
      const picked = all.length === 1 || texts.length === 0 ? '' : pickPath(keys, texts, rest);
      return picked !== '' && picked.length < MAX_PATH_CHARS - ROOM
        ? picked
        : asQuery([...keys, index, ...rest]);
    };
    return { series, labels, pathTo };
  });
}

const numberFrom = (sample: Json | undefined): number | undefined =>
  plainNumber(textOf(listOf(sample)[1]) ?? '');

const vectorCandidates = (answer: Answer): readonly Candidate[] =>
  listedOf(seriesOf(answer), ({ series, labels, pathTo }) =>
    numberAt(
      labelOf(nameOf(series, labels)),
      numberFrom(fieldOf(series, 'value')),
      unitOf(series),
      pathTo('value', 1),
    ),
  );

/** Of a list with something in it. */
const SUMMARIES: readonly (readonly [name: string, of: (numbers: readonly number[]) => number])[] = [
  ['avg', (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length],
  ['max', (numbers) => numbers.reduce((a, b) => Math.max(a, b))],
  ['min', (numbers) => numbers.reduce((a, b) => Math.min(a, b))],
];

function matrixCandidates(answer: Answer): readonly Candidate[] {
  return listedOf(seriesOf(answer), ({ series, labels, pathTo }): readonly Candidate[] => {
    const label = nameOf(series, labels);
    const samples = listOf(series, 'values').map((sample) => numberFrom(sample));
    const numbers = samples.filter((each) => each !== undefined);
    const last = numberAt(labelOf(label, 'last'), samples.at(-1), unitOf(series), pathTo('values', -1, 1));
    if (numbers.length === 0 || numbers.length !== samples.length) return last;
    const column = `${pathTo('values')}[*].to_number([1])`;
    return [
      ...last,
      ...SUMMARIES.flatMap(([of, compute]) =>
        numberAt(labelOf(label, of), compute(numbers), unitOf(series), `${of}(${column})`),
      ),
    ];
  });
}

function scalarCandidates({ result, keys }: Answer): readonly Candidate[] {
  return numberAt('value', numberFrom(result), '', dottedPath(...keys, 1));
}

const CANDIDATES = { vector: vectorCandidates, matrix: matrixCandidates, scalar: scalarCandidates };

export const prometheus: ResultReader = {
  name: 'prometheus',
  title: 'Prometheus query',
  recognises: ({ value }) => answerOf(value) !== undefined,
  candidates: ({ value }) => {
    const answer = answerOf(value);
    return answer ? CANDIDATES[answer.kind](answer) : [];
  },
  unitAt: (path, { value }) => {
    const answer = answerOf(value);
    // `[0]` of a sample is its time.
    if (answer?.kind !== 'vector' && answer?.kind !== 'matrix') return undefined;
    if (!/\[1\]\)*(?: \| \[0\])?$/.test(path) || path.includes('length(')) return undefined;
    // Only where every series has the same unit does it not matter which one the path leads to.
    const units = new Set(listOf(answer.result).map((series) => unitOf(series)));
    return units.size === 1 ? [...units][0] : undefined;
  },
};
