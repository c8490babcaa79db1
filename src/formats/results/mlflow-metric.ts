// One metric of a run in MLflow's file store: `mlruns/<experiment>/<run>/metrics/<name>`, a line for each point. The name of
// the metric is in the path alone. Source: MLflow's documentation of backend stores.
import type { Json } from '../../core/result.ts';
import { fieldOf, listOf, numberIn } from './fields.ts';
import { columnPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';
import { numbersIn, seriesCandidates } from './series.ts';
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

function isLater(a: Json, b: Json): boolean {
  for (const key of ORDER) {
    const [ofA, ofB] = [numberIn(a, key) ?? -Infinity, numberIn(b, key) ?? -Infinity];
    if (ofA !== ofB) return ofA > ofB;
  }
  return false;
}

/** The path to it. Words such as `NaN` cannot be sorted among numbers, so that there the later line is taken of equals. */
function latestPath(allNumbers: boolean): string {
  const keys = allNumbers ? ORDER : ORDER.slice(0, 2);
  return `${keys.toReversed().reduce((list, key) => `sort_by(${list}, &${key})`, '@')}[-1].value`;
}

/** A metric of MLflow's file store. */
export const mlflowMetric: ResultReader = {
  name: 'mlflow-metric',
  title: 'MLflow metric',
  recognises: ({ syntax }) => syntax === 'metric-lines',

  candidates: ({ file, value }) => {
    const { name, run } = namesIn(file);
    const points = listOf(value);
    const values = points.map((point) => fieldOf(point, 'value') ?? null);
    const latest = points.reduce<Json>(
      (best, point) => (isLater(point, best) ? point : best),
      points[0] ?? null,
    );
    const isPlain = numbersIn(values).length === values.length;
    const last = { value: fieldOf(latest, 'value'), path: latestPath(isPlain) };
    return seriesCandidates(
      { name, values, path: columnPath('', 'value'), last },
      ...(run === undefined ? [] : [run]),
    );
  },

  unitAt: (path, { file, value }) =>
    keyAt(value, path) === 'value'
      ? trainingUnit(
          namesIn(file).name,
          numbersIn(listOf(value).map((point) => fieldOf(point, 'value') ?? null)),
        )
      : undefined,
};
