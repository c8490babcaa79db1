// Tools whose files have numbers under fixed keys: benchmarks, load tests, coverage, images.
import type { Reported, Json } from '../../core/fill/bind.ts';
import { equals, follow, isList, keysOf, percentileOf, plainNumber } from './path.ts';
import {
  type ResultReader,
  fieldOf,
  labelFrom,
  labelsOf,
  leavesIn,
  listOf,
  candidateAt,
  numberIn,
  pathOf,
  type Place,
  placesBelow,
  textOf,
  entriesOf,
  cellsOf,
  numbersIn,
  MAX_CANDIDATES,
  seriesCandidates,
} from './reader.ts';
import { unitOfKey } from '../../core/values/units.ts';
import { countBy, groupBy, isObject, meanOf } from '../../core/base/collections.ts';

/** A tool that writes the same numbers for each of several things: what is known of it beyond any other file. */
type Tool = Omit<ResultReader, 'read' | 'units'> & {
  /** Where the things are, or the only one; the document itself if it has no such field. */
  readonly below: string;
  /** Paths of each thing that tell its files from others; none leads to a text. */
  readonly has: readonly string[];
  /** By the last key, the likeliest first; nothing else is offered. */
  readonly units: ReadonlyMap<string, string>;
};

const unitsOf = (...units: readonly (readonly [unit: string, ...keys: readonly string[]])[]) =>
  new Map(units.flatMap(([unit, ...keys]) => keys.map((key) => [key, unit])));

/** Keys that say nothing about a number. */
const FRAMES = new Set(['results', 'benchmarks', 'stats', 'pct']);

/** Of Locust. */
const isTotal = ({ named }: Place): boolean => named?.name === 'Aggregated';

const isField = (value: Json | undefined): boolean => value !== undefined && typeof value !== 'string';

/** The first value of all things, then the second, so that comparable values are adjacent. */
const toolReader = ({ below, has, units, ...tool }: Tool): ResultReader => {
  // Once, for files of a hundred thousand rows.
  const fields = has.map(keysOf);
  const isOwn = (thing: Json): boolean => fields.every((keys) => isField(follow(thing, keys).value));
  return {
    ...tool,
    units,
    read: ({ value }) => {
      const within = fieldOf(value, below);
      const place: Place = { value: within ?? value, keys: within === undefined ? [] : [below] };
      const things = isList(place.value) ? place.value : [place.value];
      if (things.length === 0 || !things.every(isOwn)) return undefined;
      const leaves = groupBy(leavesIn(place), (leaf) => String(leaf.keys.at(-1)));
      const offered = [...units].flatMap(([key, unit]) =>
        (leaves.get(key) ?? [])
          .toSorted((a, b) => Number(isTotal(b)) - Number(isTotal(a)))
          .flatMap((leaf) => {
            const labels = labelsOf(leaf).filter((label) => !FRAMES.has(label));
            return candidateAt(labelFrom(...labels), numberIn(leaf.value), unit, pathOf(leaf));
          }),
      );
      return offered.slice(0, MAX_CANDIDATES);
    },
  };
};

const TOOLS: readonly Tool[] = [
  // `--export-json` ({ results: [...] }) and `--export-csv`, the same rows without the single runs. Times are
  // seconds; `stddev` is null with one run. Source: hyperfine 1.19's own output, and its export code for
  // memory.
  {
    name: 'hyperfine',
    title: 'hyperfine',
    below: 'results',
    // Model scores have a `mean` too, but no processor times.
    has: ['mean', 'median', 'user', 'system'],
    units: unitsOf(
      ['s', 'median', 'mean', 'min', 'max', 'stddev', 'user', 'system', 'times'],
      ['B', 'memory_usage_byte'],
    ),
  },
  // JSON as saved under `.benchmarks/` and by `--benchmark-json`. Times are seconds, whatever unit the screen
  // shows. Source: the output of pytest-benchmark 5.1.
  {
    name: 'pytest-benchmark',
    title: 'pytest-benchmark',
    below: 'benchmarks',
    has: ['stats.median'],
    units: unitsOf(
      ['s', 'median', 'mean', 'min', 'max', 'stddev'],
      ['/s', 'ops'],
      ['s', 'iqr', 'q1', 'q3', 'total'],
      ['rounds', 'rounds'],
      ['s', 'ld15iqr', 'hd15iqr', 'data'],
    ),
  },
  // `X_stats.csv` (`--csv X`): a row per request and one named Aggregated; response times in milliseconds. Its
  // history and failures are other tables, left to the reader of any CSV. Source: the output of Locust 2.24.
  {
    name: 'locust',
    title: 'Locust statistics',
    below: '',
    has: ['Request Count', 'Failure Count', 'Average Response Time', 'Requests/s'],
    units: unitsOf(
      ['ms', '95%', 'Median Response Time', 'Average Response Time', '99%', '90%'],
      ['requests/s', 'Requests/s'],
      ['requests', 'Request Count', 'Failure Count'],
      ['requests/s', 'Failures/s'],
      ['ms', 'Min Response Time', 'Max Response Time'],
      ['ms', '50%', '66%', '75%', '80%', '98%', '99.9%', '99.99%', '100%'],
      ['B', 'Average Content Size'],
    ),
  },
  // `coverage json`. Percentages are 0–100; newer versions split the percentage in two. Source: the output of
  // coverage.py 7.6.
  {
    name: 'coverage-py',
    title: 'coverage.py report',
    below: 'totals',
    has: ['percent_covered', 'covered_lines', 'num_statements'],
    units: unitsOf(['%', 'percent_covered', 'percent_statements_covered', 'percent_branches_covered']),
  },
  // `coverage-summary.json` by nyc, c8, Vitest and Jest. Percentages are 0–100, or the word "Unknown" if there
  // was nothing to cover. Source: the output of nyc, c8 and Vitest 4.
  {
    name: 'istanbul',
    title: 'Istanbul coverage summary',
    below: 'total',
    has: ['lines.covered', 'statements.covered', 'functions.covered', 'branches.covered'],
    units: unitsOf(['%', 'pct']),
  },
  // `docker image inspect`, and podman's: a list of objects. Sizes are bytes. Source: Docker's API reference.
  {
    name: 'docker',
    title: 'docker inspect',
    below: '',
    has: ['Size', 'RootFS', 'RepoTags'],
    units: unitsOf(['B', 'Size']),
  },
];

// k6's three summaries. `--summary-export` has the statistics in the metric itself, without its type; the
// object of `handleSummary` has them in `values`, beside `type` and `contains`; the machine-readable one
// has a list of metrics. Source: k6's documentation of metrics and of the end-of-test summary, and the JSON
// Schema of the machine-readable one.

const METRICS = [['results', 'metrics'], ['metrics'], ['results', 'checks', 'metrics']] as const;

/** Those that answers cite first. Every run has most of them: any tells k6's files from others with `metrics`. */
const FIRST = 'http_req_duration http_reqs http_req_failed checks iteration_duration iterations'.split(' ');
const OTHERS = /^(?:http_|data_|vus|ws_|grpc_|browser_|group_)/;
const COUNTS = new Map(Object.entries({ http_reqs: 'requests', iterations: 'iterations' }));
const STATS = 'p95 med avg rate value p99 p90 max min count'.split(' ');

const OWN_TIMES =
  /^(?:browser_)?http_req_(?!failed$)|^(?:iteration|group|grpc_req|ws_session)_duration$|^ws_(?:connecting|ping)$|^browser_web_vital_(?:fcp|fid|inp|lcp|ttfb)$/;
const OWN_BYTES = /^(?:browser_)?data_(?:sent|received)$/;

/** Some versions write `p95`. */
const PERCENTILE = /^p\(?(\d{1,3}(?:\.\d{1,6})?)\)?$/;

function k6Metric(place: Place) {
  const name = labelsOf(place).at(-1) ?? '';
  // Without the tags of a submetric: `http_req_duration{expected_response:true}`.
  const [base = name] = name.split('{', 1);
  const inside = isObject(fieldOf(place.value, 'values')) ? ['values'] : [];
  const stats = fieldOf(place.value, ...inside);
  const contains = textOf(place.value, 'contains');
  const isOwn = FIRST.includes(base) || (inside.length > 0 && contains !== undefined);

  const isTime = contains === undefined ? OWN_TIMES.test(base) : contains === 'time';
  const isData = contains === undefined ? OWN_BYTES.test(base) : contains === 'data';
  const amount = isTime ? 'ms' : isData ? 'B' : '';
  const counted = COUNTS.get(base) ?? amount;
  const isShare = textOf(place.value, 'type') === 'rate' || numberIn(stats, 'passes') !== undefined;
  const isTrend = (numberIn(stats, 'avg') ?? numberIn(stats, 'med')) !== undefined;
  const unitOf = (stat: string): string => {
    if (isShare) return stat === 'rate' || stat === 'value' ? '×' : counted;
    if (isTrend) return stat === 'count' ? '' : amount;
    return stat === 'rate' ? `${counted}/s` : counted;
  };

  // The user's own metrics are between k6's first and its others.
  const known = FIRST.indexOf(base);
  const rank = known === -1 ? FIRST.length + Number(OTHERS.test(name)) : known;
  const offered = entriesOf(stats).flatMap(([stat, value]) => {
    // In `http_req_failed`, k6 counts what is true: its `passes` are the failures, so only the rate is offered.
    if (base === 'http_req_failed' && stat !== 'rate' && stat !== 'value') return [];
    const at = STATS.indexOf(stat.replace(PERCENTILE, 'p$1'));
    const label = labelFrom(name, isShare && stat === 'value' ? 'rate' : stat);
    const path = pathOf({ ...place, keys: [...place.keys, ...inside, stat] });
    const found = candidateAt(label, numberIn(value), unitOf(stat), path);
    return found.map((candidate) => ({ candidate, order: rank * 100 + (at === -1 ? STATS.length : at) }));
  });
  return { isOwn: isOwn && entriesOf(stats).some(([, value]) => typeof value === 'number'), offered };
}

const k6: ResultReader = {
  name: 'k6',
  title: 'k6 summary',
  read: ({ value }) => {
    const places = METRICS.flatMap((keys) => [
      ...placesBelow({ value: fieldOf(value, ...keys) ?? null, keys }),
    ]);
    const metrics = places.map(k6Metric);
    if (!metrics.some(({ isOwn }) => isOwn)) return undefined;
    const inOrder = metrics.flatMap(({ offered }) => offered).toSorted((a, b) => a.order - b.order);
    return inOrder.map(({ candidate }) => candidate);
  },
};

// JMeter's results as CSV: a row for each request, in milliseconds. Nobody cites a single one. Source: JMeter's manual on
// the format of its logs.

const MOST_LABELS = 20;

const isRequest = (row: Json): boolean =>
  [numberIn(row, 'timeStamp'), numberIn(row, 'elapsed'), textOf(row, 'label'), textOf(row, 'success')].every(
    (cell) => cell !== undefined,
  );

const jmeter: ResultReader = {
  name: 'jmeter',
  title: 'JMeter results',
  units: unitsOf(['ms', 'elapsed']),
  read: ({ value }) => {
    const rows = isList(value) ? value : [];
    if (rows.length === 0 || !rows.every(isRequest)) return undefined;
    // Spreadsheets write FALSE.
    const no =
      rows.flatMap((row) => textOf(row, 'success') ?? []).find((word) => /^false$/i.test(word)) ?? 'false';
    const byLabel = [...groupBy(rows, (row) => textOf(row, 'label') ?? '')].slice(0, MOST_LABELS);
    const all = { name: 'total', own: rows, where: '' };
    const things = byLabel.map(([name, own]) => ({ name, own, where: equals(['label'], name) }));
    return (things.length > 1 ? [all, ...things] : things).flatMap(({ name, own, where }) => {
      const times = own.map((row) => numberIn(row, 'elapsed') ?? NaN);
      const failed = own.filter((row) => textOf(row, 'success') === no).length;
      const [rowsOf, failedOf] = [where, [where, equals(['success'], no)].filter(Boolean).join(' && ')].map(
        (conditions) => (conditions === '' ? '[*]' : `[?${conditions}]`),
      );
      const offer = (label: string, found: number | null, unit: string, path: string) =>
        candidateAt(labelFrom(name, label), found, unit, path);
      const statistic = (label: string, percent: number) =>
        offer(label, percentileOf(times, percent), 'ms', `percentile(${rowsOf}.elapsed, \`${percent}\`)`);
      return [
        ...statistic('median', 50),
        ...statistic('p90', 90),
        ...statistic('p95', 95),
        ...statistic('p99', 99),
        ...offer('mean', meanOf(times), 'ms', `avg(${rowsOf}.elapsed)`),
        ...statistic('max', 100),
        ...offer('error rate', failed / own.length, '×', `length(${failedOf}) / length(${rowsOf})`),
        ...offer('requests', own.length, 'requests', `length(${rowsOf})`),
      ];
    });
  },
};

// Saved answers of Prometheus: the HTTP API's envelope (`/api/v1/query`), and the output of
// `promtool query instant -o json` without one. Values are texts; a missing value is `NaN`. Source:
// Prometheus' documentation of its API and of metric names, and the output of Prometheus 2.53.

/** With a value such as `[time, "0.095"]`. */
function isSeries(one: Json): boolean {
  const [time, text] = listOf(one, 'value');
  return isObject(fieldOf(one, 'metric')) && typeof time === 'number' && typeof text === 'string';
}

const labelsIn = (series: Json) =>
  entriesOf(series, 'metric').flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  );

/** By Prometheus' naming rules. Sums and rates drop the name, so their unit is unknown. */
const seriesUnit = (metric: string): string =>
  /[_:]ratio(?:_rate\w*)?$/.test(metric) ? '×' : unitOfKey(metric);

/** Each under the labels in which the series differ, and found by them unless they fit another, too. */
function seriesIn(all: readonly Json[], keys: readonly string[]): readonly Reported[] {
  const counts = countBy(all.flatMap(labelsIn), String);
  return all.flatMap((series, index) => {
    const told = labelsIn(series).filter(
      (label) => all.length === 1 || (counts.get(String(label)) ?? 0) < all.length,
    );
    const fits = (other: Json): boolean =>
      told.every(([name, text]) => fieldOf(other, 'metric', name) === text);
    const inside = told
      .filter(([name]) => name !== '__name__')
      .map(([name, text]) => `${name}=${JSON.stringify(text)}`);
    const metric = textOf(series, 'metric', '__name__') ?? '';
    // `up{job="api"}`, as Prometheus writes it.
    const name = inside.length === 0 ? metric || 'value' : `${metric}{${inside.join(', ')}}`;
    const conditions = told.map(([key, text]) => [['metric', key], text] as const);
    const isAlone = all.length > 1 && all.filter(fits).length === 1;
    const named = isAlone ? { at: keys.length, name, conditions } : undefined;
    const path = pathOf({ value: series, keys: [...keys, index, 'value', 1], named });
    const value = plainNumber(textOf(listOf(series, 'value')[1]) ?? '');
    return candidateAt(labelFrom(name), value, seriesUnit(metric), path);
  });
}

const prometheus: ResultReader = {
  name: 'prometheus',
  title: 'Prometheus query',
  read: ({ value }) => {
    const keys = fieldOf(value, 'data', 'result') === undefined ? [] : ['data', 'result'];
    const all = listOf(value, ...keys).slice(0, MAX_CANDIDATES);
    return all.length > 0 && all.every(isSeries) ? seriesIn(all, keys) : undefined;
  },
};

// Tools that train or track runs.

// MLflow: its database `mlflow.db`, and single metrics of its file store,
// `mlruns/<experiment>/<run>/metrics/<name>`, with one line per point and the name only in the path.
// Source: MLflow's database schema, and its documentation of backend stores.

const SHORT_ID = 8;
const NEWEST = 'newest run';

/** Without NaN (stored as 0 with a flag) and infinity (stored as the largest double). */
const isMeasured = (row: Json): boolean =>
  Number(fieldOf(row, 'is_nan') ?? 0) === 0 && Math.abs(numberIn(row, 'value') ?? 0) !== Number.MAX_VALUE;

/** The metrics of each run by its name, newest first, and of the newest run. Empty for other databases. */
export function runsIn(tables: Json): { readonly [run: string]: Json } {
  const metrics = groupBy(listOf(tables, 'latest_metrics').filter(isMeasured), (row) =>
    textOf(row, 'run_uuid'),
  );
  const runs = listOf(tables, 'runs')
    .filter((row) => textOf(row, 'lifecycle_stage') !== 'deleted' && textOf(row, 'run_uuid') !== undefined)
    .toSorted((a, b) => (numberIn(b, 'start_time') ?? 0) - (numberIn(a, 'start_time') ?? 0))
    .map((row) => {
      const id = textOf(row, 'run_uuid') ?? '';
      const rows = metrics.get(id) ?? [];
      const values = rows.map((each) => [textOf(each, 'key') ?? '', fieldOf(each, 'value') ?? null] as const);
      return { id, name: textOf(row, 'name') ?? '', values: Object.fromEntries(values) };
    });
  const counts = countBy(runs, ({ name }) => name);
  const named = runs.map(({ id, name, values }) => {
    const isOnly = name !== '' && counts.get(name) === 1;
    return [isOnly ? name : `${name} ${id.slice(0, SHORT_ID)}`.trim(), values] as const;
  });
  return Object.fromEntries([...named.slice(0, 1).map(([, values]) => [NEWEST, values] as const), ...named]);
}

const mlflowDb: ResultReader = {
  name: 'mlflow-db',
  title: 'MLflow database',
  read: ({ syntax, value }) =>
    syntax === 'tables' && fieldOf(value, NEWEST) !== undefined ? numbersIn(runsIn(value)) : undefined,
};

const mlflowMetric: ResultReader = {
  name: 'mlflow-metric',
  title: 'MLflow metric',
  read: ({ file, syntax, value }) => {
    if (syntax !== 'metric-lines') return undefined;
    const cells = cellsOf(listOf(value).map((point) => fieldOf(point, 'value') ?? null));
    // The name below `metrics/`, where slashes make folders. The file's name tells the run.
    const name = file.replace(/^(?:.*[0-9a-f]{32}\/metrics|.*)\//, '');
    return seriesCandidates([name], { cells, path: '[*].value' });
  },
};

export const RESULT_READERS: readonly ResultReader[] = [
  ...TOOLS.map(toolReader),
  k6,
  jmeter,
  prometheus,
  mlflowDb,
  mlflowMetric,
];
