// MLflow: its database `mlflow.db`, and single metrics of its file store,
// `mlruns/<experiment>/<run>/metrics/<name>`, with one line per point and the name only in the path.
// Source: MLflow's database schema, and its documentation of backend stores.
import { countBy, groupBy } from '../../core/base/collections.ts';
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { columnPath, pickPath, plainNumber } from './path.ts';
import {
  MAX_CANDIDATES,
  MLFLOW_PARAM,
  type ResultReader,
  trainingUnit,
  type Column,
  columnOf,
  fieldOf,
  labelOf,
  listOf,
  numberAt,
  numberIn,
  type Series,
  textOf,
  wordsAt,
} from './reader.ts';
import { likeliestFirst, seriesCandidates } from './generic.ts';

const SHORT_ID = 8;

type Run = { readonly id: string; readonly label: string };

const byRun = (value: Json, table: string): ReadonlyMap<string | undefined, readonly Json[]> =>
  groupBy(listOf(value, table), (row) => textOf(row, 'run_uuid'));

const keyOf = (row: Json): string => textOf(row, 'key') ?? '';
function tagOf(rows: readonly Json[] | undefined, key: string): string | undefined {
  const tag = rows?.find((row) => keyOf(row) === key);
  return textOf(tag, 'value');
}

/** Not deleted, newest first, each under a unique name. */
function runsOf(value: Json): readonly Run[] {
  const tags = byRun(value, 'tags');
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
    const name = textOf(row, 'name') ?? tagOf(tags.get(id), 'mlflow.runName') ?? id.slice(0, SHORT_ID);
    const experiment = isOneExperiment ? undefined : experiments.get(fieldOf(row, 'experiment_id'));
    const running = textOf(row, 'status') === 'RUNNING' ? ' (running)' : '';
    return [{ id, label: `${experiment === undefined ? '' : `${experiment} / `}${name}${running}` }];
  });
  const counts = countBy(named, ({ label }) => label);
  return named.map(({ id, label }) => ({
    id,
    label: counts.get(label) === 1 ? label : `${label} ${id.slice(0, SHORT_ID)}`,
  }));
}

/** A path that stays valid when other runs are added. */
const pathWithin = (table: string, run: string, key: string): string =>
  pickPath(
    [table],
    [
      [['run_uuid'], run],
      [['key'], key],
    ],
    ['value'],
  );

/** Undefined for NaN (stored as 0 with a flag) and infinity (stored as the largest double). */
function valueOf(row: Json): number | undefined {
  const value = numberIn(row, 'value');
  const isNan = fieldOf(row, 'is_nan') === 1 || fieldOf(row, 'is_nan') === true;
  return isNan || Math.abs(value ?? 0) === Number.MAX_VALUE ? undefined : value;
}

function metric(row: Json, label: string, path: string): readonly Candidate[] {
  const [key, value] = [keyOf(row), valueOf(row)];
  return numberAt(labelOf(label, key), value, value === undefined ? '' : trainingUnit(key, [value]), path);
}

function candidates(value: Json): readonly Candidate[] {
  const [metrics, params] = [byRun(value, 'latest_metrics'), byRun(value, 'params')];
  const rowsOf = ({ id }: Run): readonly Json[] => likeliestFirst(metrics.get(id) ?? [], keyOf);
  const [newest, ...older] = runsOf(value);
  if (newest === undefined) return [];
  const within = (run: Run): readonly Candidate[] =>
    rowsOf(run).flatMap((row) => metric(row, run.label, pathWithin('latest_metrics', run.id, keyOf(row))));
  // The newest run comes first in the tables, so its row is the first of that name, if it logged one.
  const following = rowsOf(newest).filter(
    (row) => listOf(value, 'latest_metrics').find((other) => keyOf(other) === keyOf(row)) === row,
  );
  return [
    ...within(newest),
    ...listOf(value, 'runs')
      .filter((row) => textOf(row, 'run_uuid') === newest.id)
      .flatMap((row) =>
        durationOf(row, newest.label, `${pickPath(['runs'], [[['run_uuid'], newest.id]])} | ${DURATION}`),
      ),
    ...following.flatMap((row) =>
      metric(row, 'newest run', pickPath(['latest_metrics'], [[['key'], keyOf(row)]], ['value'])),
    ),
    ...likeliestFirst(params.get(newest.id) ?? [], keyOf).flatMap((row) =>
      numberAt(
        labelOf(newest.label, keyOf(row)),
        plainNumber(textOf(row, 'value') ?? ''),
        '',
        pathWithin('params', newest.id, keyOf(row)),
      ),
    ),
    ...older.flatMap(within),
  ];
}

export const mlflowDb: ResultReader = {
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

  revision: ({ value }) => {
    const tags = byRun(value, 'tags');
    const commits = new Set(runsOf(value).map(({ id }) => tagOf(tags.get(id), 'mlflow.source.git.commit')));
    const [commit] = commits;
    // With several revisions, the file does not say which one a value comes from.
    return commits.size === 1 && commit !== undefined ? { commit } : {};
  },
};

const isRun = (part: string | undefined): boolean => /^[0-9a-f]{32}$/.test(part ?? '');

/** The name below `metrics/`, where slashes make folders, and the run above it. */
function namesIn(file: string): { readonly name: string; readonly run: string | undefined } {
  const parts = file.split('/');
  const below = parts.findIndex((part, at) => part === 'metrics' && isRun(parts[at - 1]));
  const folder = below === -1 ? parts.lastIndexOf('metrics') : below;
  if (folder === -1 || folder === parts.length - 1) return { name: parts.at(-1) ?? file, run: undefined };
  const run = parts[folder - 1];
  return { name: parts.slice(folder + 1).join('/'), run: isRun(run) ? run?.slice(0, SHORT_ID) : run };
}

/**
 * The latest value and its path. MLflow takes the point with the highest step, then time, then value. With
 * words such as `NaN`, which cannot be sorted, the later line counts.
 */
function latestOf(points: readonly Json[], areNumbers: boolean): Series['last'] {
  const order = ['step', 'timestamp', ...(areNumbers ? ['value'] : [])];
  const isEarlier = (a: Json, b: Json | undefined): boolean => {
    const key = order.find((each) => numberIn(a, each) !== numberIn(b, each));
    return key !== undefined && (numberIn(a, key) ?? 0) < (numberIn(b, key) ?? 0);
  };
  let latest = points[0];
  for (const point of points) if (!isEarlier(point, latest)) latest = point;
  const sorted = order.toReversed().reduce((list, key) => `sort_by(${list}, &${key})`, '@');
  return { value: fieldOf(latest, 'value'), path: `${sorted}[-1].value` };
}

const columnOfPoints = (points: readonly Json[]): Column =>
  columnOf(points.map((point) => fieldOf(point, 'value') ?? null));

export const mlflowMetric: ResultReader = {
  name: 'mlflow-metric',
  title: 'MLflow metric',
  recognises: ({ syntax, value }) =>
    syntax === 'metric-lines' &&
    listOf(value).every((point) => ['step', 'timestamp'].every((key) => numberIn(point, key) !== undefined)),

  candidates: ({ file, value }) => {
    const { name, run } = namesIn(file);
    const points = listOf(value);
    const column = columnOfPoints(points);
    const last = latestOf(points, column.numbers === points.length);
    const series = { column, path: columnPath([], 'value'), last };
    return seriesCandidates(name, series, ...(run === undefined ? [] : [run]));
  },
};

export const mlflowParam: ResultReader = {
  name: 'mlflow-param',
  title: 'MLflow parameter',
  recognises: ({ syntax }) => syntax === 'param',
  candidates: ({ file, value }) => {
    const [, run = '', name = ''] = MLFLOW_PARAM.exec(file) ?? [];
    const label = labelOf(run.slice(0, SHORT_ID), name);
    return typeof value === 'number' ? numberAt(label, value, '', '@') : wordsAt(label, value, '@');
  },
};

const DURATION = 'end_time - start_time';

function durationOf(run: Json, label: string, path: string): readonly Candidate[] {
  const [start, end] = [numberIn(run, 'start_time'), numberIn(run, 'end_time')];
  return start === undefined || end === undefined || end <= start
    ? []
    : numberAt(labelOf(label, 'run duration'), end - start, 'ms', path);
}

export const mlflowRun: ResultReader = {
  name: 'mlflow-run',
  title: 'MLflow run',
  recognises: ({ syntax, value }) =>
    syntax === 'yaml' && textOf(value, 'run_id') !== undefined && numberIn(value, 'start_time') !== undefined,
  candidates: ({ value }) =>
    durationOf(
      value,
      textOf(value, 'run_name') ?? textOf(value, 'run_id')?.slice(0, SHORT_ID) ?? '',
      DURATION,
    ),
};
