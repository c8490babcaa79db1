// One metric of a run in MLflow's file store: `mlruns/<experiment>/<run>/metrics/<name>`, a line for each point. The name of
// the metric is in the path alone. Source: MLflow's documentation of backend stores.
import type { Json } from '../../core/result.ts';
import { fieldOf, listOf, numberIn } from './fields.ts';
import { columnPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';
import { columnOf, type Column } from './rows.ts';
import { seriesCandidates, type Series } from './series.ts';
import { trainingUnit } from './training.ts';

/** Characters of a run's id that people see. */
const SHORT_ID = 8;

const isRun = (part: string | undefined): boolean => /^[0-9a-f]{32}$/.test(part ?? '');

/** The name below `metrics/`, where a slash in it makes folders, and the run above it. */
function namesIn(file: string): { readonly name: string; readonly run: string | undefined } {
  const parts = file.split('/');
  const below = parts.findIndex((part, at) => part === 'metrics' && isRun(parts[at - 1]));
  const folder = below === -1 ? parts.lastIndexOf('metrics') : below;
  if (folder === -1 || folder === parts.length - 1) return { name: parts.at(-1) ?? file, run: undefined };
  const run = parts[folder - 1];
  return { name: parts.slice(folder + 1).join('/'), run: isRun(run) ? run?.slice(0, SHORT_ID) : run };
}

/** MLflow takes the point with the highest step, then time, then value; each of them decides among equals alone. */
const ORDER = ['step', 'timestamp', 'value'] as const;

/** What can be compared: words such as `NaN` cannot be sorted among numbers, and then the later line is taken of equals. */
const orderOf = (allNumbers: boolean): readonly string[] => (allNumbers ? ORDER : ORDER.slice(0, 2));

function isEarlier(a: Json, b: Json, order: readonly string[]): boolean {
  const decisive = order.find((key) => numberIn(a, key) !== numberIn(b, key));
  return decisive !== undefined && (numberIn(a, decisive) ?? 0) < (numberIn(b, decisive) ?? 0);
}

/** The latest value, and the path to it. */
function latestOf(points: readonly Json[], allNumbers: boolean): Series['last'] {
  const order = orderOf(allNumbers);
  let latest = points[0];
  for (const point of points) if (latest === undefined || !isEarlier(point, latest, order)) latest = point;
  const sorted = order.toReversed().reduce((list, key) => `sort_by(${list}, &${key})`, '@');
  return { value: fieldOf(latest, 'value'), path: `${sorted}[-1].value` };
}

const columnOfPoints = (points: readonly Json[]): Column =>
  columnOf(points.map((point) => fieldOf(point, 'value') ?? null));

/** A metric of MLflow's file store. */
export const mlflowMetric: ResultReader = {
  name: 'mlflow-metric',
  title: 'MLflow metric',
  recognises: ({ syntax, value }) =>
    syntax === 'metric-lines' &&
    listOf(value).every((point) => orderOf(false).every((key) => numberIn(point, key) !== undefined)),

  candidates: ({ file, value }) => {
    const { name, run } = namesIn(file);
    const points = listOf(value);
    const column = columnOfPoints(points);
    const last = latestOf(points, column.numbers === points.length);
    const series = { name, column, path: columnPath('', 'value'), ...(last && { last }) };
    return seriesCandidates(series, ...(run === undefined ? [] : [run]));
  },

  unitAt: (path, { file, value }) => {
    const { min, max } = columnOfPoints(listOf(value));
    return keyAt(value, path) === 'value' ? trainingUnit(namesIn(file).name, [min, max]) : undefined;
  },
};
