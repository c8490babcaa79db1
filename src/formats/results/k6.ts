// k6's three summaries. `--summary-export` has the statistics in the metric itself and does not say what they are; the object of
// `handleSummary` has them in `values`, beside `type` and `contains`; the machine-readable one has a list of metrics.
// Source: k6's documentation of metrics and of the end-of-test summary, and the JSON Schema of the machine-readable one.
import type { Candidate, Json } from '../../core/result.ts';
import { dottedPath, follow, keyAt, keysOf } from './path.ts';
import {
  entriesOf,
  fieldOf,
  isFields,
  labelOf,
  listOf,
  namedElements,
  numberAt,
  numberIn,
  textOf,
} from './values.ts';
import type { ResultReader } from './reader.ts';

const KINDS = ['trend', 'counter', 'gauge', 'rate'] as const;
type Kind = (typeof KINDS)[number];

export type K6Metric = {
  readonly name: string;
  readonly kind: Kind;
  /** What the numbers are: `time` (always milliseconds), `data` (bytes), `default`; undefined where nothing says. */
  readonly contains: string | undefined;
  /** Statistics by name. */
  readonly values: Json;
  readonly pathTo: (stat: string) => string;
};

/** The kind of that name. */
export const kindNamed = (word: Json | undefined): Kind | undefined => KINDS.find((kind) => kind === word);

const PERCENTILE = /^p\(?(\d{1,3}(?:\.\d{1,6})?)\)?$/;
const TREND_STATS: ReadonlySet<string> = new Set(['med', 'avg', 'max', 'min', 'count']);

/** True for the name of a statistic of a trend: `p(95)`, and `p95` in some versions. */
export const isTrendStat = (stat: string): boolean => TREND_STATS.has(stat) || PERCENTILE.test(stat);

/** The metric without the tags of a submetric: `http_req_duration{expected_response:true}`. */
const base = (name: string): string => name.split('{', 1)[0] ?? name;

/** What k6's own metrics hold, where the file does not say. */
export function containsOf(name: string): string | undefined {
  const metric = base(name);
  if (/^(?:browser_)?data_(?:sent|received)$/.test(metric)) return 'data';
  if (/^(?:browser_)?http_req_failed$/.test(metric)) return 'default';
  if (/^(?:browser_)?http_req_|^(?:iteration|group|grpc_req|ws_session)_duration$/.test(metric))
    return 'time';
  if (/^ws_(?:connecting|ping)$|^browser_web_vital_(?:fcp|fid|inp|lcp|ttfb)$/.test(metric)) return 'time';
  return undefined;
}

/** Unit of one of what a metric counts, where k6 has a name for it. */
const COUNTED: ReadonlyMap<string, string> = new Map([
  ['http_reqs', 'requests'],
  ['http_req_failed', 'requests'],
  ['iterations', 'iterations'],
]);

function unitOf({ name, kind, contains }: K6Metric, stat: string): string {
  const amount = contains === 'time' ? 'ms' : contains === 'data' ? 'B' : '';
  const counted = COUNTED.get(base(name)) ?? '';
  if (kind === 'trend') return stat === 'count' ? '' : amount;
  if (kind === 'gauge') return amount;
  if (kind === 'rate') return stat === 'rate' || stat === 'value' ? '×' : counted;
  const unit = counted || amount;
  return stat === 'rate' ? `${unit}/s` : unit;
}

/** `passes` counts what is true, which for this metric are the failures. */
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

/** Asked for most, likeliest first. */
const FIRST = [
  ...['p95', 'med', 'avg', 'p99', 'p90'].map((stat) => `http_req_duration ${stat}`),
  'http_reqs rate',
  'http_req_failed rate',
  'http_reqs count',
  'checks rate',
];
/** k6's own, least telling last; metrics that the user made come before them. */
const OWN = [
  'http_req_duration',
  'http_reqs',
  'http_req_failed',
  'checks',
  'iteration_duration',
  'iterations',
];
const STATS = ['p95', 'med', 'avg', 'rate', 'p99', 'p90', 'max', 'min', 'count'];

const plainStat = (stat: string): string =>
  stat === 'value' ? 'rate' : stat.replace(PERCENTILE, (_, percent: string) => `p${percent}`);

function rankOfMetric(name: string): number {
  const known = OWN.indexOf(base(name));
  if (known !== -1) return known + 1;
  return /^(?:http_|data_|vus|ws_|grpc_|browser_|group_)/.test(name) ? OWN.length + 1 : 0;
}

function rank({ name }: K6Metric, stat: string): number {
  const first = FIRST.indexOf(`${name} ${plainStat(stat)}`);
  if (first !== -1) return first - FIRST.length;
  const place = STATS.indexOf(plainStat(stat));
  return rankOfMetric(name) * 100 + (place === -1 ? STATS.length : place);
}

/** Every number of the metrics, likeliest first. */
export function metricCandidates(metrics: readonly K6Metric[]): readonly Candidate[] {
  const ranked = metrics.flatMap((metric) =>
    entriesOf(metric.values).flatMap(([stat, value]) =>
      numberAt(labelFor(metric, stat), value, unitOf(metric, stat), metric.pathTo(stat)).map((candidate) => ({
        candidate,
        rank: rank(metric, stat),
      })),
    ),
  );
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}

/** True where the path names the metric: as a word of its own, since names are parts of others. */
function names(path: string, { name }: K6Metric): boolean {
  const at = path.indexOf(name);
  if (at === -1 || name === '') return false;
  return !/\w/.test(path[at - 1] ?? '') && !/\w/.test(path[at + name.length] ?? '');
}

/** The metric that a path leads into: followed where it is plain, else the one with the longest name in it. */
function metricAt(path: string, document: Json, metrics: readonly K6Metric[]): K6Metric | undefined {
  const { value } = follow(document, keysOf(path).slice(0, -1));
  const followed = value === undefined ? undefined : metrics.find(({ values }) => values === value);
  if (followed) return followed;
  const named = metrics.filter((metric) => names(path.replaceAll('\\', ''), metric));
  return named.toSorted((a, b) => b.name.length - a.name.length)[0];
}

/** Unit of the number at a path into one of the metrics. */
export function unitAtMetric(path: string, document: Json, metrics: readonly K6Metric[]): string | undefined {
  const stat = keyAt(document, path);
  const metric = metricAt(path, document, metrics);
  if (!metric || stat === undefined || numberIn(metric.values, stat) === undefined) return undefined;
  return unitOf(metric, stat);
}

/** Metrics that every run has, with their kind: any of them tells k6's export from other files with `metrics`. */
const ALWAYS: ReadonlyMap<string, K6Metric['kind']> = new Map([
  ['http_req_duration', 'trend'],
  ['http_reqs', 'counter'],
  ['http_req_failed', 'rate'],
  ['iteration_duration', 'trend'],
  ['iterations', 'counter'],
  ['data_received', 'counter'],
  ['vus', 'gauge'],
  ['checks', 'rate'],
]);

/** Kind of a metric of the export, told by its statistics alone. */
function kindOf(metric: Json): K6Metric['kind'] | undefined {
  const has = (...stats: readonly string[]): boolean =>
    stats.every((stat) => numberIn(metric, stat) !== undefined);
  if (has('passes', 'fails', 'value')) return 'rate';
  if (has('count', 'rate')) return 'counter';
  if (has('value', 'min', 'max')) return 'gauge';
  const stats = entriesOf(metric).filter(([stat]) => stat !== 'thresholds');
  const trend =
    stats.length > 0 && stats.every(([stat, value]) => isTrendStat(stat) && numberIn(value) !== undefined);
  return trend ? 'trend' : undefined;
}

/** The metrics of the export; undefined where one of them is none. */
function exported(document: Json): readonly K6Metric[] | undefined {
  const metrics = entriesOf(document, 'metrics').map(([name, metric]) => ({
    name,
    metric,
    kind: kindOf(metric),
  }));
  if (!metrics.some(({ name, kind }) => kind !== undefined && ALWAYS.get(name) === kind)) return undefined;
  const known = metrics.flatMap(({ name, metric, kind }): readonly K6Metric[] =>
    kind === undefined
      ? []
      : [
          {
            name,
            kind,
            contains: containsOf(name),
            values: metric,
            pathTo: (stat) => dottedPath('metrics', name, stat),
          },
        ],
  );
  return known.length === metrics.length ? known : undefined;
}

/** The metrics of `handleSummary`; undefined where one of them is none. */
function summarised(document: Json): readonly K6Metric[] | undefined {
  const metrics = entriesOf(document, 'metrics');
  const known = metrics.flatMap(([name, metric]): readonly K6Metric[] => {
    const kind = kindNamed(fieldOf(metric, 'type'));
    const contains = textOf(metric, 'contains');
    const values = fieldOf(metric, 'values');
    if (kind === undefined || contains === undefined || !isFields(values)) return [];
    return [{ name, kind, contains, values, pathTo: (stat) => dottedPath('metrics', name, 'values', stat) }];
  });
  return known.length > 0 && known.length === metrics.length ? known : undefined;
}

export const k6Export: ResultReader = {
  name: 'k6-export',
  title: 'k6 summary export',
  recognises: ({ value }) => exported(value) !== undefined,
  candidates: ({ value }) => metricCandidates(exported(value) ?? []),
  unitAt: (path, { value }) => unitAtMetric(path, value, exported(value) ?? []),
};

const DURATION = 'testRunDurationMs';

export const k6Summary: ResultReader = {
  name: 'k6-summary',
  title: 'k6 summary',
  recognises: ({ value }) => summarised(value) !== undefined,
  candidates: ({ value }) => [
    ...metricCandidates(summarised(value) ?? []),
    ...numberAt('test duration', fieldOf(value, 'state', DURATION), 'ms', dottedPath('state', DURATION)),
  ],
  unitAt: (path, { value }) =>
    keyAt(value, path) === DURATION ? 'ms' : unitAtMetric(path, value, summarised(value) ?? []),
};

/** Where metrics may stand. */
const LISTS = [['results', 'metrics'], ['metrics'], ['results', 'checks', 'metrics']] as const;

function metricsOf(document: Json, list: readonly string[]): readonly K6Metric[] {
  return namedElements(document, list, 'name').flatMap(({ name, element, pathTo }): readonly K6Metric[] => {
    const kind = kindNamed(fieldOf(element, 'type'));
    const values = fieldOf(element, 'values');
    if (kind === undefined || !isFields(values)) return [];
    const contains = textOf(element, 'contains');
    return [{ name, kind, contains, values, pathTo: (stat) => pathTo('values', stat) }];
  });
}

const allMetrics = (document: Json): readonly K6Metric[] =>
  LISTS.flatMap((list) => metricsOf(document, list));

export const k6Machine: ResultReader = {
  name: 'k6-machine',
  title: 'k6 machine-readable summary',
  recognises: ({ value }) => {
    if (textOf(value, 'version') === undefined) return false;
    const listed = LISTS.flatMap((list) => listOf(value, ...list));
    return listed.length > 0 && listed.length === allMetrics(value).length;
  },
  candidates: ({ value }) => [
    ...metricCandidates(allMetrics(value)),
    ...numberAt('test duration', fieldOf(value, 'config', 'duration'), 's', dottedPath('config', 'duration')),
  ],
  unitAt: (path, { value }) =>
    keyAt(value, path) === 'duration' ? 's' : unitAtMetric(path, value, allMetrics(value)),
};
