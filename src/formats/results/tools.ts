// Tools whose files list numbers under fixed keys: benchmarks, load tests, coverage, images.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath, plainNumber, pickPath } from './path.ts';
import {
  type ResultDocument,
  type ResultReader,
  fieldOf,
  isFields,
  labelOf,
  listOf,
  type Named,
  namedElements,
  numberAt,
  numberIn,
  pathsByName,
  textOf,
  unitNamed,
  entriesOf,
  trainingUnit,
  columnOf,
  likeliestFirst,
  MAX_CANDIDATES,
  seriesCandidates,
} from './reader.ts';
import { countBy, groupBy } from '../../core/base/collections.ts';

/** `of`: the length or the maximum of a list. */
type Value = readonly [label: string, keys: readonly string[], unit?: string, of?: 'length' | 'max'];

const under = (unit: string, ...keys: readonly string[]): readonly Value[] =>
  keys.map((key) => [key, [key], unit]);

const partAt = (name: string, document: Json, ...keys: readonly string[]): Named => ({
  name,
  element: fieldOf(document, ...keys) ?? null,
  pathTo: (...rest) => dottedPath(...keys, ...rest),
});

function valueOf({ name, element, pathTo }: Named, [part, keys, unit = '', of]: Value): readonly Candidate[] {
  const [label, path] = [name === '' ? part : labelOf(name, part), pathTo(...keys)];
  const found = fieldOf(element, ...keys);
  if (of === undefined) return numberAt(label, found, unit, path);
  const list = listOf(found);
  const number =
    of === 'length' ? list.length : list.reduce<number>((a, b) => Math.max(a, numberIn(b) ?? 0), 0);
  // hyperfine writes 0 if it cannot measure memory.
  return number === 0 ? [] : numberAt(label, number, unit, `${of}(${path})`);
}

const hasNumbers = (value: Json | undefined, ...keys: readonly string[]): boolean =>
  keys.every((key) => numberIn(value, key) !== undefined);

const isListOf = (items: readonly Json[], holds: (item: Json) => boolean): boolean =>
  items.length > 0 && items.every((item) => holds(item));

/** A row of the table of tools that write the same numbers for each of several things. */
type Tool = Omit<ResultReader, 'candidates'> & {
  readonly things: (document: ResultDocument) => readonly Named[];
  readonly values: readonly Value[];
};

/** The first value of all things, then the second, so that comparable values are adjacent. */
const toolReader = ({ things, values, ...tool }: Tool): ResultReader => ({
  ...tool,
  candidates: (document) => {
    const all = things(document).slice(0, MAX_CANDIDATES);
    return values.flatMap((value) => all.flatMap((thing) => valueOf(thing, value)));
  },
});

const rowKeys = ({ syntax }: ResultDocument): readonly string[] => (syntax === 'csv' ? [] : ['results']);

function benchmarksIn(document: Json): readonly Named[] {
  const short = namedElements(document, ['benchmarks'], 'name');
  if (new Set(short.map(({ name }) => name)).size === short.length) return short;
  const full = namedElements(document, ['benchmarks'], 'fullname');
  return full.length === short.length ? full : short;
}

const isTotal = (row: Json): boolean => textOf(row, 'Name') === 'Aggregated';

const COUNTED = ['lines', 'statements', 'functions', 'branches'];

const isImage = (item: Json): boolean =>
  hasNumbers(item, 'Size') && isFields(fieldOf(item, 'RootFS')) && fieldOf(item, 'RepoTags') !== undefined;

const imagesIn = (document: Json): readonly Named[] =>
  listOf(document).map((element, index) => {
    const id = (textOf(element, 'Id') ?? '').replace(/^sha256:/, '').slice(0, 12);
    const pathTo: Named['pathTo'] = (...rest) => dottedPath(index, ...rest);
    return { element, name: textOf(listOf(element, 'RepoTags')[0]) ?? id, pathTo };
  });

const TOOLS: readonly Tool[] = [
  // `--export-json` ({ results: [...] }) and `--export-csv`, the same rows without the single runs. Times are
  // seconds; `stddev` is null with one run. Source: hyperfine 1.19's own output, and its export code for
  // memory.
  {
    name: 'hyperfine',
    title: 'hyperfine',
    // Model scores have a `mean` too, but no processor times.
    recognises: (document) =>
      isListOf(
        listOf(document.value, ...rowKeys(document)),
        (row) => textOf(row, 'command') !== undefined && hasNumbers(row, 'mean', 'median', 'user', 'system'),
      ),
    things: (document) => namedElements(document.value, rowKeys(document), 'command'),
    values: [
      ...under('s', 'median', 'mean', 'min', 'max', 'stddev', 'user', 'system'),
      ['peak memory', ['memory_usage_byte'], 'B', 'max'],
      ['runs', ['times'], 'runs', 'length'],
    ],
    units: new Map([
      ['times', 's'],
      ['memory_usage_byte', 'B'],
    ]),
  },
  // JSON as saved under `.benchmarks/` and by `--benchmark-json`. Times are seconds, whatever unit the screen
  // shows. Source: the output of pytest-benchmark 5.1.
  {
    name: 'pytest-benchmark',
    title: 'pytest-benchmark',
    recognises: ({ value }) =>
      isListOf(
        listOf(value, 'benchmarks'),
        (row) => textOf(row, 'name') !== undefined && numberIn(row, 'stats', 'median') !== undefined,
      ),
    things: ({ value }) => benchmarksIn(value),
    values: [
      ...under('s', 'median', 'mean', 'min', 'max', 'stddev'),
      ...under('/s', 'ops'),
      ...under('s', 'iqr', 'q1', 'q3', 'total'),
      ...under('rounds', 'rounds'),
    ].map(([label, keys, unit]) => [label, ['stats', ...keys], unit]),
    units: new Map(['ld15iqr', 'hd15iqr', 'data'].map((key) => [key, 's'])),
  },
  // `X_stats.csv` (`--csv X`): a row per request and one named Aggregated; response times in milliseconds. Its
  // history and failures are other tables, left to the reader of any CSV. Source: the output of Locust 2.24.
  {
    name: 'locust',
    title: 'Locust statistics',
    recognises: ({ syntax, value }) =>
      syntax === 'csv' &&
      listOf(value).some(isTotal) &&
      listOf(value).every((row) =>
        hasNumbers(row, 'Request Count', 'Failure Count', 'Average Response Time', 'Requests/s'),
      ),
    things: ({ value }) =>
      namedElements(value, [], 'Name', 'Type')
        .map((row) => ({ ...row, name: [textOf(row.element, 'Type') ?? [], row.name].flat().join(' ') }))
        .toSorted((a, b) => Number(isTotal(b.element)) - Number(isTotal(a.element))),
    values: [
      ...under('ms', '95%', 'Median Response Time', 'Average Response Time', '99%', '90%'),
      ...under('requests/s', 'Requests/s'),
      ...under('requests', 'Request Count', 'Failure Count'),
      ...under('requests/s', 'Failures/s'),
      ...under('ms', 'Min Response Time', 'Max Response Time'),
      ...under('ms', '50%', '66%', '75%', '80%', '98%', '99.9%', '99.99%', '100%'),
      ...under('B', 'Average Content Size'),
    ],
  },
  // `coverage json`. Percentages are 0–100; newer versions split the percentage in two. Source: the output of
  // coverage.py 7.6.
  {
    name: 'coverage-py',
    title: 'coverage.py report',
    recognises: ({ value }) =>
      hasNumbers(fieldOf(value, 'totals'), 'percent_covered', 'covered_lines', 'num_statements'),
    things: ({ value }) => [partAt('total', value, 'totals')],
    values: [
      ['covered', ['percent_covered'], '%'],
      ['statements covered', ['percent_statements_covered'], '%'],
      ['branches covered', ['percent_branches_covered'], '%'],
    ],
  },
  // `coverage-summary.json` by nyc, c8, Vitest and Jest. Percentages are 0–100, or the word "Unknown" if there
  // was nothing to cover. Source: the output of nyc, c8 and Vitest 4.
  {
    name: 'istanbul',
    title: 'Istanbul coverage summary',
    recognises: ({ value }) =>
      COUNTED.every((kind) => {
        const percent = fieldOf(value, 'total', kind, 'pct');
        const isKnown = percent === 'Unknown' || numberIn(percent) !== undefined;
        return isKnown && numberIn(value, 'total', kind, 'covered') !== undefined;
      }),
    things: ({ value }) =>
      COUNTED.some((kind) => hasNumbers(fieldOf(value, 'total', kind), 'pct'))
        ? [partAt('total', value, 'total')]
        : [],
    values: COUNTED.map((kind): Value => [kind, [kind, 'pct'], '%']),
  },
  // `docker image inspect`, and podman's: a list of objects. Sizes are bytes. Source: Docker's API reference.
  {
    name: 'docker',
    title: 'docker inspect',
    recognises: ({ value }) => isListOf(listOf(value), isImage),
    things: ({ value }) => imagesIn(value),
    values: [
      ['size', ['Size'], 'B'],
      ['layers', ['RootFS', 'Layers'], '', 'length'],
    ],
  },
];

// k6's three summaries. `--summary-export` has the statistics in the metric itself, without its type; the
// object of `handleSummary` has them in `values`, beside `type` and `contains`; the machine-readable one
// has a list of metrics. Source: k6's documentation of metrics and of the end-of-test summary, and the JSON
// Schema of the machine-readable one.

const KINDS = ['trend', 'counter', 'gauge', 'rate'] as const;
type Kind = (typeof KINDS)[number];

/** `element` has its statistics. */
type K6Metric = Named & {
  readonly kind: Kind;
  /** `time` (always milliseconds), `data` (bytes), `default`; undefined when unknown. */
  readonly contains: string | undefined;
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
const STATS = 'p95 med avg rate value p99 p90 max min count'.split(' ');

const OWN_TIMES =
  /^(?:browser_)?http_req_(?!failed$)|^(?:iteration|group|grpc_req|ws_session)_duration$|^ws_(?:connecting|ping)$|^browser_web_vital_(?:fcp|fid|inp|lcp|ttfb)$/;
const OWN_BYTES = /^(?:browser_)?data_(?:sent|received)$/;

/** Some versions write `p95`. */
const PERCENTILE = /^p\(?(\d{1,3}(?:\.\d{1,6})?)\)?$/;

function unitOf({ name, kind, contains }: K6Metric, stat: string): string {
  const [, counted = ''] = OWN.get(base(name)) ?? [];
  const amount = contains === 'time' ? 'ms' : contains === 'data' ? 'B' : '';
  if (kind === 'trend') return stat === 'count' ? '' : amount;
  if (kind === 'gauge') return amount;
  if (kind === 'rate') return stat === 'rate' || stat === 'value' ? '×' : counted;
  const unit = counted || amount;
  return stat === 'rate' ? `${unit}/s` : unit;
}

/** The user's own metrics are between k6's first and its others. */
function rank({ name }: K6Metric, stat: string): number {
  const [known, place] = [FIRST.indexOf(base(name)), STATS.indexOf(stat.replace(PERCENTILE, 'p$1'))];
  const metric = known === -1 ? FIRST.length + Number(OTHERS.test(name)) : known;
  return metric * 100 + (place === -1 ? STATS.length : place);
}

/** In `http_req_failed`, k6 counts what is true: its `passes` are the failures, so only the rate is offered. */
const isMisleading = ({ name }: K6Metric, stat: string): boolean =>
  base(name) === 'http_req_failed' && stat !== 'rate' && stat !== 'value';

const metricCandidates = (metrics: readonly K6Metric[]): readonly Candidate[] =>
  metrics
    .flatMap((metric) => entriesOf(metric.element).map(([stat, value]) => ({ metric, stat, value })))
    .filter(({ metric, stat }) => !isMisleading(metric, stat))
    .toSorted((a, b) => rank(a.metric, a.stat) - rank(b.metric, b.stat))
    .flatMap(({ metric, stat, value }) => {
      const told = metric.kind === 'rate' && stat === 'value' ? 'rate' : stat;
      return numberAt(labelOf(metric.name, told), value, unitOf(metric, stat), metric.pathTo(stat));
    });

const inMetrics = (document: Json): readonly Named[] =>
  entriesOf(document, 'metrics').map(([name]) => ({ ...partAt('', document, 'metrics', name), name }));

/** Told by a statistic that no kind before it has. */
const TELLING: readonly (readonly [stat: string, kind: Kind])[] = [
  ['passes', 'rate'],
  ['rate', 'counter'],
  ['value', 'gauge'],
  ['med', 'trend'],
  ['avg', 'trend'],
];

function exported(document: Json): readonly K6Metric[] {
  const metrics = inMetrics(document).flatMap((metric): readonly K6Metric[] => {
    const [, kind] = TELLING.find(([stat]) => hasNumbers(metric.element, stat)) ?? [];
    const name = base(metric.name);
    const contains = OWN_TIMES.test(name) ? 'time' : OWN_BYTES.test(name) ? 'data' : undefined;
    return kind ? [{ ...metric, kind, contains }] : [];
  });
  return metrics.some(({ name, kind }) => OWN.get(name)?.[0] === kind) ? metrics : [];
}

/** None if one of the items is not a metric. */
function described(items: readonly Named[]): readonly K6Metric[] {
  const metrics = items.flatMap(({ name, element, pathTo }): readonly K6Metric[] => {
    const kind = KINDS.find((each) => each === fieldOf(element, 'type'));
    const values = fieldOf(element, 'values');
    if (!kind || !isFields(values)) return [];
    const contains = textOf(element, 'contains');
    return [{ name, kind, contains, element: values, pathTo: (...rest) => pathTo('values', ...rest) }];
  });
  return metrics.length === items.length ? metrics : [];
}

function summarized(document: Json): readonly K6Metric[] {
  const metrics = described(inMetrics(document));
  return metrics.some(({ contains }) => contains !== undefined) ? metrics : [];
}

const LISTS = [['results', 'metrics'], ['metrics'], ['results', 'checks', 'metrics']] as const;

function machineReadable(document: Json): readonly K6Metric[] {
  const items = LISTS.flatMap((list) => namedElements(document, list, 'name'));
  const listed = LISTS.flatMap((list) => listOf(document, ...list));
  const isWhole = textOf(document, 'version') !== undefined && listed.length === items.length;
  return isWhole ? described(items) : [];
}

const k6Reader = (
  name: string,
  title: string,
  metricsIn: (document: Json) => readonly K6Metric[],
): ResultReader => ({
  name,
  title,
  recognises: ({ value }) => metricsIn(value).length > 0,
  candidates: ({ value }) => metricCandidates(metricsIn(value)),
});

const K6: readonly ResultReader[] = [
  k6Reader('k6-export', 'k6 summary export', exported),
  k6Reader('k6-summary', 'k6 summary', summarized),
  k6Reader('k6-machine', 'k6 machine-readable summary', machineReadable),
];

// Saved answers of Prometheus: the HTTP API's envelope (`/api/v1/query`), and the output of
// `promtool query instant -o json` without one. Values are texts; a missing value is `NaN`. Source:
// Prometheus' documentation of its API and of metric names, and the output of Prometheus 2.53.

type Answer = { readonly result: Json; readonly keys: readonly string[] };

/** `[time, "value"]`, the time in seconds since 1970. */
function isSample(value: Json | undefined): boolean {
  const [time, text, ...others] = listOf(value);
  const isTimed = typeof time === 'number' && time > 1e8 && time < 1e11;
  const isNumber = /^(?:NaN|[+-]?Inf)$/.test(textOf(text) ?? '') || numberFrom(value) !== undefined;
  return isTimed && isNumber && others.length === 0;
}

/** Of a list of series, or a single sample. */
function answerOf(document: Json): Answer | undefined {
  const keys = fieldOf(document, 'data', 'result') === undefined ? [] : ['data', 'result'];
  const result = fieldOf(document, ...keys) ?? null;
  const isWhole = keys.length === 0 ? listOf(result).length > 0 : textOf(document, 'status') === 'success';
  const areSeries =
    Array.isArray(result) &&
    listOf(result).every((one) => isFields(fieldOf(one, 'metric')) && isSample(fieldOf(one, 'value')));
  return isWhole && (areSeries || isSample(result)) ? { result, keys } : undefined;
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

const prometheus: ResultReader = {
  name: 'prometheus',
  title: 'Prometheus query',
  recognises: ({ value }) => answerOf(value) !== undefined,
  candidates: ({ value }) => {
    const { result = null, keys = [] } = answerOf(value) ?? {};
    if (isSample(result)) return numberAt('value', numberFrom(result), '', dottedPath(...keys, 1));
    const series = seriesOf(value, { result, keys }).slice(0, MAX_CANDIDATES);
    return series.flatMap(({ name, element, pathTo }) =>
      numberAt(labelOf(name), numberFrom(fieldOf(element, 'value')), seriesUnit(element), pathTo('value', 1)),
    );
  },
};

// Tools that train or track runs.

// MLflow: its database `mlflow.db`, and single metrics of its file store,
// `mlruns/<experiment>/<run>/metrics/<name>`, with one line per point and the name only in the path.
// Source: MLflow's database schema, and its documentation of backend stores.

const SHORT_ID = 8;

type Run = ReturnType<typeof runsOf>[number];

const keyOf = (row: Json): string => textOf(row, 'key') ?? '';

/** Not deleted, newest first, each under a unique name. */
function runsOf(value: Json) {
  const of = (table: string): ((id: string) => readonly Json[]) => {
    const rows = groupBy(listOf(value, table), (row) => textOf(row, 'run_uuid'));
    return (id) => rows.get(id) ?? [];
  };
  const [metricsOf, paramsOf, tagsOf] = [of('latest_metrics'), of('params'), of('tags')];
  const experiments = new Map(
    listOf(value, 'experiments').map((row) => [fieldOf(row, 'experiment_id'), textOf(row, 'name')]),
  );
  const rows = listOf(value, 'runs')
    .filter((row) => textOf(row, 'lifecycle_stage') !== 'deleted')
    .toSorted((a, b) => (numberIn(b, 'start_time') ?? 0) - (numberIn(a, 'start_time') ?? 0));
  const isOneExperiment = new Set(rows.map((row) => fieldOf(row, 'experiment_id'))).size < 2;
  const named = rows.flatMap((row) => {
    const id = textOf(row, 'run_uuid');
    if (id === undefined) return [];
    const tags = new Map(tagsOf(id).map((tag) => [keyOf(tag), textOf(tag, 'value')]));
    const name = textOf(row, 'name') ?? tags.get('mlflow.runName') ?? id.slice(0, SHORT_ID);
    const experiment = isOneExperiment ? undefined : experiments.get(fieldOf(row, 'experiment_id'));
    const running = textOf(row, 'status') === 'RUNNING' ? ' (running)' : '';
    const label = `${experiment === undefined ? '' : `${experiment} / `}${name}${running}`;
    const [metrics, params] = [likeliestFirst(metricsOf(id), keyOf), likeliestFirst(paramsOf(id), keyOf)];
    return [{ id, label, metrics, params }];
  });
  const counts = countBy(named, ({ label }) => label);
  return named.map((run) =>
    counts.get(run.label) === 1 ? run : { ...run, label: `${run.label} ${run.id.slice(0, SHORT_ID)}` },
  );
}

/** A path that stays valid when other runs are added. */
function pathWithin(table: string, run: string, key: string): string {
  const conditions = [[['run_uuid'], run] as const, [['key'], key] as const];
  return pickPath([table], conditions, ['value']);
}

/** Undefined for NaN (stored as 0 with a flag) and infinity (stored as the largest double). */
function metricValue(row: Json): number | undefined {
  const value = numberIn(row, 'value');
  const isNan = fieldOf(row, 'is_nan') === 1 || fieldOf(row, 'is_nan') === true;
  return isNan || Math.abs(value ?? 0) === Number.MAX_VALUE ? undefined : value;
}

function loggedMetric(row: Json, label: string, path: string): readonly Candidate[] {
  const [key, value] = [keyOf(row), metricValue(row)];
  return numberAt(labelOf(label, key), value, value === undefined ? '' : trainingUnit(key, [value]), path);
}

const loggedIn = ({ id, label, metrics }: Run): readonly Candidate[] =>
  metrics.flatMap((row) => loggedMetric(row, label, pathWithin('latest_metrics', id, keyOf(row))));

function candidates(value: Json): readonly Candidate[] {
  const runs = runsOf(value);
  const [newest] = runs;
  if (newest === undefined) return [];
  // The newest run comes first in the tables, so its row is the first of that name, if it logged one.
  const following = newest.metrics.filter(
    (row) => listOf(value, 'latest_metrics').find((other) => keyOf(other) === keyOf(row)) === row,
  );
  return [
    ...loggedIn(newest),
    ...following.flatMap((row) =>
      loggedMetric(row, 'newest run', pickPath(['latest_metrics'], [[['key'], keyOf(row)]], ['value'])),
    ),
    ...newest.params.flatMap((row) => {
      const [key, number] = [keyOf(row), plainNumber(textOf(row, 'value') ?? '')];
      return numberAt(labelOf(newest.label, key), number, '', pathWithin('params', newest.id, key));
    }),
    ...runs.slice(1).flatMap(loggedIn),
  ];
}

const mlflowDb: ResultReader = {
  name: 'mlflow-db',
  title: 'MLflow database',

  recognises: ({ syntax, value }) => {
    const tables = ['runs', 'latest_metrics'].map((table) => fieldOf(value, table));
    const rows = listOf(value, 'latest_metrics');
    const isOurs = rows.every(
      (row) => textOf(row, 'run_uuid') !== undefined && textOf(row, 'key') !== undefined,
    );
    return syntax === 'tables' && tables.every(Array.isArray) && isOurs;
  },

  candidates: ({ value }) => candidates(value).slice(0, MAX_CANDIDATES),
};

/** The name below `metrics/`, where slashes make folders. The file's name tells the run. */
const nameIn = (file: string): string => file.replace(/^(?:.*[0-9a-f]{32}\/metrics|.*)\//, '');

const mlflowMetric: ResultReader = {
  name: 'mlflow-metric',
  title: 'MLflow metric',
  recognises: ({ syntax, value }) =>
    syntax === 'metric-lines' &&
    listOf(value).every((point) => ['step', 'timestamp'].every((key) => numberIn(point, key) !== undefined)),

  candidates: ({ file, value }) => {
    const column = columnOf(listOf(value).map((point) => fieldOf(point, 'value') ?? null));
    return seriesCandidates(nameIn(file), { column, path: '[*].value' });
  },
};

export const READERS: readonly ResultReader[] = [
  ...TOOLS.map(toolReader),
  ...K6,
  prometheus,
  mlflowDb,
  mlflowMetric,
];
