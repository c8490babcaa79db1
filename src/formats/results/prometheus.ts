// Saved answers of Prometheus: the HTTP API's envelope (`/api/v1/query`), and the output of
// `promtool query instant -o json` without one. Values are texts; a missing value is `NaN`. Source:
// Prometheus' documentation of its API and of metric names, and the output of Prometheus 2.53.
import { countBy } from '../../core/base/collections.ts';
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath, type Key } from './path.ts';
import { plainNumber, type ResultReader, unitNamed } from './reader.ts';
import {
  entriesOf,
  fieldOf,
  isFields,
  labelOf,
  listedOf,
  listOf,
  numberAt,
  pathsByName,
  textOf,
} from './values.ts';

const KINDS = ['vector', 'scalar'] as const;

type Answer = {
  readonly kind: (typeof KINDS)[number];
  readonly result: Json;
  readonly keys: readonly string[];
};

const isNumberText = (text: string): boolean =>
  /^(?:NaN|[+-]?Inf)$/.test(text) || plainNumber(text) !== undefined;

/** `[time, "value"]`, the time in seconds since 1970. */
function isSample(value: Json | undefined): boolean {
  const [time, text, ...others] = listOf(value);
  const isTimed = typeof time === 'number' && time > 1e8 && time < 1e11;
  return isTimed && typeof text === 'string' && isNumberText(text) && others.length === 0;
}

function isSound(kind: Answer['kind'], result: Json): boolean {
  if (kind === 'scalar') return isSample(result);
  if (!Array.isArray(result)) return false;
  return listOf(result).every(
    (series) => isFields(fieldOf(series, 'metric')) && isSample(fieldOf(series, 'value')),
  );
}

function answerOf(document: Json): Answer | undefined {
  const result = fieldOf(document, 'data', 'result');
  if (result === undefined) {
    if (listOf(document).length === 0) return undefined;
    const kind = KINDS.find((each) => isSound(each, document));
    return kind && { kind, result: document, keys: [] };
  }
  const kind = KINDS.find((each) => each === fieldOf(document, 'data', 'resultType'));
  const isAnswer = textOf(document, 'status') === 'success' && kind !== undefined && isSound(kind, result);
  return isAnswer ? { kind, result, keys: ['data', 'result'] } : undefined;
}

/** `key` is name and text in one, for comparing. */
type Label = { readonly name: string; readonly text: string; readonly key: string };

const labelsOf = (series: Json): readonly Label[] =>
  entriesOf(series, 'metric').flatMap(([name, text]) =>
    typeof text === 'string' ? [{ name, text, key: `${name}=${text}` }] : [],
  );

/** `up{job="api"}`, as Prometheus writes it. */
function nameOf(series: Json, labels: readonly Label[]): string {
  const metric = textOf(series, 'metric', '__name__') ?? '';
  const inside = labels
    .filter(({ name }) => name !== '__name__')
    .map(({ name, text }) => `${name}=${JSON.stringify(text)}`);
  return inside.length === 0 ? metric || 'value' : `${metric}{${inside.join(', ')}}`;
}

/** By Prometheus' naming rules. Sums and rates drop the name, so their unit is unknown. */
function unitOf(series: Json): string {
  const name = textOf(series, 'metric', '__name__') ?? '';
  if (/_(?:count|bucket)$/.test(name)) return '';
  const [, unit = ''] = /_(seconds|bytes|ratio|percent)(?:_total|_sum)?$/.exec(name) ?? [];
  return unit === 'ratio' ? '×' : unitNamed(unit);
}

type Series = {
  readonly series: Json;
  readonly labels: readonly Label[];
  readonly pathTo: (...rest: readonly Key[]) => string;
};

/** Finds each series by a label of its own, otherwise by all labels that differ. */
function seriesOf(document: Json, { result, keys }: Answer): readonly Series[] {
  const all = listOf(result);
  const counts = countBy(all.flatMap(labelsOf), ({ key }) => key);
  const tellingIn = (series: Json): readonly Label[] =>
    labelsOf(series).filter(({ key }) => all.length === 1 || (counts.get(key) ?? 0) < all.length);
  // A series with further labels would match all labels of another.
  const namesIn = (series: Json): string => String(tellingIn(series).map(({ name }) => name));
  const haveSameNames = new Set(all.map(namesIn)).size === 1;
  const paths = pathsByName(document, keys, (series) => {
    const names = tellingIn(series).map(({ name, text }) => [['metric', name], text] as const);
    if (all.length === 1 || names.length === 0) return [];
    return [...names.map((name) => [name]), ...(haveSameNames ? [names] : [])];
  });
  return all.flatMap((series, index) => {
    const pathTo = paths[index];
    return pathTo ? [{ series, labels: tellingIn(series), pathTo }] : [];
  });
}

const numberFrom = (sample: Json | undefined): number | undefined =>
  plainNumber(textOf(listOf(sample)[1]) ?? '');

function candidatesOf(document: Json, answer: Answer): readonly Candidate[] {
  const { kind, result, keys } = answer;
  if (kind === 'scalar') return numberAt('value', numberFrom(result), '', dottedPath(...keys, 1));
  return listedOf(seriesOf(document, answer), ({ series, labels, pathTo }) => {
    const label = labelOf(nameOf(series, labels));
    return numberAt(label, numberFrom(fieldOf(series, 'value')), unitOf(series), pathTo('value', 1));
  });
}

export const prometheus: ResultReader = {
  name: 'prometheus',
  title: 'Prometheus query',
  recognises: ({ value }) => answerOf(value) !== undefined,
  candidates: ({ value }) => {
    const answer = answerOf(value);
    return answer ? candidatesOf(value, answer) : [];
  },
  unitAt: (path, document) => {
    const answer = answerOf(document);
    // `[0]` of a sample is its time.
    if (!answer || answer.kind === 'scalar') return undefined;
    if (!/\[1\]\)*(?: \| \[0\])?$/.test(path) || path.includes('length(')) return undefined;
    // The path's series is unknown, so all series need the same unit.
    const units = new Set(listOf(answer.result).map((series) => unitOf(series)));
    return units.size === 1 ? [...units][0] : undefined;
  },
};
