// k6's two older summaries, which differ by one level: `--summary-export` has the statistics in the metric itself and does
// not say what they are; the object of `handleSummary` has them in `values`, beside `type` and `contains`.
import type { Json } from '../../core/result.ts';
import { entriesOf, fieldOf, isFields, numberAt, numberIn, textOf } from './fields.ts';
import {
  containsOf,
  isTrendStat,
  kindNamed,
  metricCandidates,
  unitAtMetric,
  type K6Metric,
} from './k6-metrics.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

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
