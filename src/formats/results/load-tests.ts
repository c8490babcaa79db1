// k6's three summaries. `--summary-export` has the statistics in the metric itself, without its type; the
// object of `handleSummary` has them in `values`, beside `type` and `contains`; the machine-readable one
// has a list of metrics. Source: k6's documentation of metrics and of the end-of-test summary, and the JSON
// Schema of the machine-readable one.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath, plainNumber } from './path.ts';
import {
  type ResultReader,
  unitNamed,
  entriesOf,
  fieldOf,
  isFields,
  labelOf,
  listOf,
  type Named,
  namedElements,
  numberAt,
  numberIn,
  numberUnder,
  textOf,
  listedOf,
  pathsByName,
} from './reader.ts';
import { countBy } from '../../core/base/collections.ts';

const KINDS = ['trend', 'counter', 'gauge', 'rate'] as const;
type Kind = (typeof KINDS)[number];

type K6Metric = {
  readonly name: string;
  readonly kind: Kind;
  /** `time` (always milliseconds), `data` (bytes), `default`; undefined when unknown. */
  readonly contains: string | undefined;
  readonly values: Json;
  readonly pathTo: (stat: string) => string;
};

/** Drops the tags of a submetric: `http_req_duration{expected_response:true}`. */
const base = (name: string): string => name.split('{', 1)[0] ?? name;

/**
 * Those that answers cite first, and what they count. Every run has most of them: any, with its kind, tells k6's
 * export from other files with `metrics`.
 */
const OWN: ReadonlyMap<string, readonly [kind: Kind, counted?: string]> = new Map([
  ['http_req_duration', ['trend']],
  ['http_reqs', ['counter', 'requests']],
  ['http_req_failed', ['rate', 'requests']],
  ['checks', ['rate']],
  ['iteration_duration', ['trend']],
  ['iterations', ['counter', 'iterations']],
  ['data_received', ['counter']],
  ['vus', ['gauge']],
]);
const FIRST = [...OWN.keys()].slice(0, 6);
const OTHERS = /^(?:http_|data_|vus|ws_|grpc_|browser_|group_)/;
const STATS = 'p95 med avg rate p99 p90 max min count'.split(' ');

const OWN_TIMES =
  /^(?:browser_)?http_req_(?!failed$)|^(?:iteration|group|grpc_req|ws_session)_duration$|^ws_(?:connecting|ping)$|^browser_web_vital_(?:fcp|fid|inp|lcp|ttfb)$/;
const OWN_BYTES = /^(?:browser_)?data_(?:sent|received)$/;

/** Some versions write `p95`. */
const PERCENTILE = /^p\(?(\d{1,3}(?:\.\d{1,6})?)\)?$/;
const TREND_STATS: ReadonlySet<string> = new Set(['med', 'avg', 'max', 'min', 'count']);

function unitOf({ name, kind, contains }: K6Metric, stat: string): string {
  const [, counted = ''] = OWN.get(base(name)) ?? [];
  const amount = contains === 'time' ? 'ms' : contains === 'data' ? 'B' : '';
  if (kind === 'trend') return stat === 'count' ? '' : amount;
  if (kind === 'gauge') return amount;
  if (kind === 'rate') return stat === 'rate' || stat === 'value' ? '×' : counted;
  const unit = counted || amount;
  return stat === 'rate' ? `${unit}/s` : unit;
}

/** In `http_req_failed`, `passes` counts the failures: k6 counts what is true. */
const FAILED_LABELS: ReadonlyMap<string, string> = new Map([
  ['value', 'rate'],
  ['passes', 'failed requests'],
  ['matches', 'failed requests'],
  ['fails', 'requests without failure'],
  ['total', 'requests'],
]);

function labelFor({ name, kind }: K6Metric, stat: string): string {
  if (base(name) === 'http_req_failed') return labelOf(name, FAILED_LABELS.get(stat) ?? stat);
  return labelOf(name, kind === 'rate' && stat === 'value' ? 'rate' : stat);
}

/** The user's own metrics are between k6's first and its others. */
function rank({ name }: K6Metric, stat: string): number {
  const known = FIRST.indexOf(base(name));
  const place = STATS.indexOf(stat === 'value' ? 'rate' : stat.replace(PERCENTILE, 'p$1'));
  const metric = known !== -1 ? known : FIRST.length + Number(OTHERS.test(name));
  return metric * 100 + (place === -1 ? STATS.length : place);
}

const metricCandidates = (metrics: readonly K6Metric[]): readonly Candidate[] =>
  metrics
    .flatMap((metric) => entriesOf(metric.values).map(([stat, value]) => ({ metric, stat, value })))
    .toSorted((a, b) => rank(a.metric, a.stat) - rank(b.metric, b.stat))
    .flatMap(({ metric, stat, value }) =>
      numberAt(labelFor(metric, stat), value, unitOf(metric, stat), metric.pathTo(stat)),
    );

function kindOf(metric: Json): Kind | undefined {
  const has = (...stats: readonly string[]): boolean =>
    stats.every((stat) => numberIn(metric, stat) !== undefined);
  if (has('passes', 'fails', 'value')) return 'rate';
  if (has('count', 'rate')) return 'counter';
  if (has('value', 'min', 'max')) return 'gauge';
  const stats = entriesOf(metric).filter(([stat]) => stat !== 'thresholds');
  const isTrend = stats.every(
    ([stat, value]) => (TREND_STATS.has(stat) || PERCENTILE.test(stat)) && numberIn(value) !== undefined,
  );
  return stats.length > 0 && isTrend ? 'trend' : undefined;
}

const inMetrics = (document: Json): readonly Named[] =>
  entriesOf(document, 'metrics').map(([name, element]) => ({
    name,
    element,
    pathTo: (...rest) => dottedPath('metrics', name, ...rest),
  }));

/** Undefined if there is none, or one of the items is not a metric. */
function metricsOf(
  items: readonly Named[],
  metricOf: (item: Named) => K6Metric | undefined,
): readonly K6Metric[] | undefined {
  const metrics = items.flatMap((item) => metricOf(item) ?? []);
  return items.length > 0 && metrics.length === items.length ? metrics : undefined;
}

function exported(document: Json): readonly K6Metric[] | undefined {
  const metrics = metricsOf(inMetrics(document), ({ name, element, pathTo }) => {
    const kind = kindOf(element);
    const contains = OWN_TIMES.test(base(name)) ? 'time' : OWN_BYTES.test(base(name)) ? 'data' : undefined;
    return kind && { name, kind, contains, values: element, pathTo };
  });
  return metrics?.some(({ name, kind }) => OWN.get(name)?.[0] === kind) === true ? metrics : undefined;
}

function describedMetric({ name, element, pathTo }: Named): K6Metric | undefined {
  const kind = KINDS.find((each) => each === fieldOf(element, 'type'));
  const values = fieldOf(element, 'values');
  if (kind === undefined || !isFields(values)) return undefined;
  const contains = textOf(element, 'contains');
  return { name, kind, contains, values, pathTo: (stat) => pathTo('values', stat) };
}

function summarized(document: Json): readonly K6Metric[] | undefined {
  const metrics = metricsOf(inMetrics(document), describedMetric);
  return metrics?.every(({ contains }) => contains !== undefined) === true ? metrics : undefined;
}

const LISTS = [['results', 'metrics'], ['metrics'], ['results', 'checks', 'metrics']] as const;

function machineReadable(document: Json): readonly K6Metric[] | undefined {
  const items = LISTS.flatMap((list) => namedElements(document, list, 'name'));
  const listed = LISTS.flatMap((list) => listOf(document, ...list));
  if (textOf(document, 'version') === undefined || listed.length !== items.length) return undefined;
  return metricsOf(items, describedMetric);
}

const reader = (
  name: string,
  title: string,
  metricsIn: (document: Json) => readonly K6Metric[] | undefined,
  duration?: { readonly keys: readonly string[]; readonly unit: string },
): ResultReader => ({
  name,
  title,
  recognises: ({ value }) => metricsIn(value) !== undefined,
  candidates: ({ value }) => [
    ...metricCandidates(metricsIn(value) ?? []),
    ...(duration ? numberUnder('test duration', value, duration.keys, duration.unit) : []),
  ],
});

export const k6Export = reader('k6-export', 'k6 summary export', exported);
export const k6Summary = reader('k6-summary', 'k6 summary', summarized, {
  keys: ['state', 'testRunDurationMs'],
  unit: 'ms',
});
export const k6Machine = reader('k6-machine', 'k6 machine-readable summary', machineReadable, {
  keys: ['config', 'duration'],
  unit: 's',
});

// Saved answers of Prometheus: the HTTP API's envelope (`/api/v1/query`), and the output of
// `promtool query instant -o json` without one. Values are texts; a missing value is `NaN`. Source:
// Prometheus' documentation of its API and of metric names, and the output of Prometheus 2.53.

const ANSWER_KINDS = ['vector', 'scalar'] as const;

type Answer = {
  readonly kind: (typeof ANSWER_KINDS)[number];
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
    const kind = ANSWER_KINDS.find((each) => isSound(each, document));
    return kind && { kind, result: document, keys: [] };
  }
  const kind = ANSWER_KINDS.find((each) => each === fieldOf(document, 'data', 'resultType'));
  const isAnswer = textOf(document, 'status') === 'success' && kind !== undefined && isSound(kind, result);
  return isAnswer ? { kind, result, keys: ['data', 'result'] } : undefined;
}

type Label = readonly [name: string, text: string];

const labelsOf = (series: Json): readonly Label[] =>
  entriesOf(series, 'metric').flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : []));

/** By Prometheus' naming rules. Sums and rates drop the name, so their unit is unknown. */
function seriesUnit(series: Json): string {
  const name = textOf(series, 'metric', '__name__') ?? '';
  if (/_(?:count|bucket)$/.test(name)) return '';
  const [, unit = ''] = /_(seconds|bytes|ratio|percent)(?:_total|_sum)?$/.exec(name) ?? [];
  return unit === 'ratio' ? '×' : unitNamed(unit);
}

/** Each under the labels in which the series differ, and found by one of its own, otherwise by all of them. */
function seriesOf(document: Json, { result, keys }: Answer): readonly Named[] {
  const all = listOf(result);
  const counts = countBy(all.flatMap(labelsOf), String);
  const told = all.map((series) =>
    labelsOf(series).filter((label) => all.length === 1 || (counts.get(String(label)) ?? 0) < all.length),
  );
  // A series with further labels would match all labels of another.
  const haveSameNames = new Set(told.map((labels) => String(labels.map(([name]) => name)))).size === 1;
  const paths = pathsByName(document, keys, (series) => {
    const names = (told[all.indexOf(series)] ?? []).map(([name, text]) => [['metric', name], text] as const);
    if (all.length === 1 || names.length === 0) return [];
    return [...names.map((name) => [name]), ...(haveSameNames ? [names] : [])];
  });
  return all.flatMap((element, index) => {
    const pathTo = paths[index];
    const inside = (told[index] ?? [])
      .filter(([name]) => name !== '__name__')
      .map(([name, text]) => `${name}=${JSON.stringify(text)}`);
    const metric = textOf(element, 'metric', '__name__') ?? '';
    // `up{job="api"}`, as Prometheus writes it.
    const name = inside.length === 0 ? metric || 'value' : `${metric}{${inside.join(', ')}}`;
    return pathTo ? [{ name, element, pathTo }] : [];
  });
}

const numberFrom = (sample: Json | undefined): number | undefined =>
  plainNumber(textOf(listOf(sample)[1]) ?? '');

function candidatesOf(document: Json, answer: Answer): readonly Candidate[] {
  const { kind, result, keys } = answer;
  if (kind === 'scalar') return numberAt('value', numberFrom(result), '', dottedPath(...keys, 1));
  return listedOf(seriesOf(document, answer), ({ name, element, pathTo }) =>
    numberAt(labelOf(name), numberFrom(fieldOf(element, 'value')), seriesUnit(element), pathTo('value', 1)),
  );
}

export const prometheus: ResultReader = {
  name: 'prometheus',
  title: 'Prometheus query',
  recognises: ({ value }) => answerOf(value) !== undefined,
  candidates: ({ value }) => {
    const answer = answerOf(value);
    return answer ? candidatesOf(value, answer) : [];
  },
};
