// What k6's three summaries have in common: metrics, their statistics, units and order. Knows no file's shape.
// Source: k6's documentation of metrics and of the end-of-test summary.
import type { Candidate, Json } from '../../core/result.ts';
import { follow, keysOf } from './dotted.ts';
import { entriesOf, labelOf, numberAt, numberIn } from './fields.ts';
import { keyAt } from './path.ts';

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
