// MLflow's own database, `mlflow.db`: runs, and the latest value of each metric they logged. Whoever read the tables left
// deleted runs out and brought the newest run first. Source: MLflow's database schema.
import { countBy } from '../../core/groups.ts';
import type { Candidate, Json } from '../../core/result.ts';
import { fieldOf, labelOf, listOf, numberAt, numberIn, pickWhere, textOf } from './fields.ts';
import { MAX_CANDIDATES } from './limits.ts';
import { keyAt, pickPath } from './path.ts';
import { plainNumber } from './plain-number.ts';
import type { ResultReader } from './reader.ts';
import { likeliestFirst } from './series.ts';
import { trainingUnit } from './training.ts';

const SHORT_ID = 8;

type Run = { readonly id: string; readonly label: string };

/** Rows of one table by the run that they belong to. */
function byRun(value: Json, table: string): ReadonlyMap<string, readonly Json[]> {
  const rows = new Map<string, Json[]>();
  for (const row of listOf(value, table)) {
    const run = textOf(row, 'run_uuid');
    if (run === undefined) continue;
    const others = rows.get(run);
    if (others) others.push(row);
    else rows.set(run, [row]);
  }
  return rows;
}

const keyOf = (row: Json): string => textOf(row, 'key') ?? '';
const tagOf = (rows: readonly Json[] | undefined, key: string): string | undefined =>
  textOf(
    rows?.find((row) => keyOf(row) === key),
    'value',
  );

/** Runs that are not deleted, newest first, each under a name that no other has. */
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

/** The path to a value of one run, whatever other runs come. */
const pathWithin = (table: string, run: string, key: string): string =>
  pickWhere(
    [table],
    [
      [['run_uuid'], run],
      [['key'], key],
    ],
    'value',
  );

/** What a metric came to; undefined for NaN, which is kept as 0 with a mark, and for infinity, kept as the largest number. */
function valueOf(row: Json): number | undefined {
  const value = numberIn(row, 'value');
  const isNan = fieldOf(row, 'is_nan') === 1 || fieldOf(row, 'is_nan') === true;
  return isNan || Math.abs(value ?? 0) === Number.MAX_VALUE ? undefined : value;
}

function metric(row: Json, label: string, path: string): readonly Candidate[] {
  const value = valueOf(row);
  return value === undefined
    ? []
    : numberAt(labelOf(label, keyOf(row)), value, trainingUnit(keyOf(row), [value]), path);
}

function candidates(value: Json): readonly Candidate[] {
  const [metrics, params] = [byRun(value, 'latest_metrics'), byRun(value, 'params')];
  const rowsOf = ({ id }: Run): readonly Json[] => likeliestFirst(metrics.get(id) ?? [], keyOf);
  const [newest, ...older] = runsOf(value);
  if (newest === undefined) return [];
  const within = (run: Run): readonly Candidate[] =>
    rowsOf(run).flatMap((row) => metric(row, run.label, pathWithin('latest_metrics', run.id, keyOf(row))));
  // The first row of that name is the newest run's, as long as the newest run logged it.
  const following = rowsOf(newest).filter(
    (row) => listOf(value, 'latest_metrics').find((other) => keyOf(other) === keyOf(row)) === row,
  );
  return [
    ...within(newest),
    ...following.flatMap((row) =>
      metric(row, 'newest run', pickPath('latest_metrics', 'key', keyOf(row), 'value')),
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

/** The database of an MLflow tracking server, or of a local run. */
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

  unitAt: (path, { value }) => {
    if (keyAt(value, path) !== 'value') return undefined;
    const keys = new Set(listOf(value, 'latest_metrics').map(keyOf));
    const key = [...keys].find((each) => path.includes(JSON.stringify(each)) || path.includes(`'${each}'`));
    const values = listOf(value, 'latest_metrics').flatMap((row) =>
      keyOf(row) === key ? (valueOf(row) ?? []) : [],
    );
    return key === undefined ? undefined : trainingUnit(key, values);
  },

  revision: ({ value }) => {
    const tags = byRun(value, 'tags');
    const commits = new Set(runsOf(value).map(({ id }) => tagOf(tags.get(id), 'mlflow.source.git.commit')));
    const [commit] = commits;
    // Runs of several revisions are in one file: which of them a value comes from is not for the file to say.
    return commits.size === 1 && commit !== undefined ? { commit } : {};
  },
};
