// k6's machine-readable summary (`--new-machine-readable-summary`): versioned, and its metrics are a list.
// Source: the published JSON Schema of the format and the types that k6 writes it from; they differ in small things, such
// as the counts of a rate and the spelling of percentiles, and both are read.
import type { Json } from '../../core/result.ts';
import { fieldOf, isFields, listOf, namedElements, numberAt, textOf } from './fields.ts';
import { kindNamed, metricCandidates, unitAtMetric, type K6Metric } from './k6-metrics.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

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
