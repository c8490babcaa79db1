// From a path in a result file to the value that is stored with its binding. Decides; stores nothing.
import type { Context } from '../context.ts';
import { bindValue, type Bound } from '../core/bind.ts';
import type { PlannedFill } from '../core/fill-plan.ts';
import type { Metric } from '../core/metric.ts';
import type { Refusal } from '../core/quantity.ts';
import { sourceOf } from '../core/sync.ts';
import { stateOf } from './bound-files.ts';
import type { Opened } from './fill-from-open.ts';

/** A value of a file that suits a metric, and where it is. */
export type Found = { readonly opened: Opened; readonly path: string; readonly bound: Bound };

/**
 * The value at a path of a file, brought to what the metric wants.
 * @param path dotted or JMESPath; the label of a candidate stands for its path
 * @param unit what the user says that it is in
 */
export async function foundAt(
  opened: Opened,
  path: string,
  metric: Metric | undefined,
  unit: string | undefined,
): Promise<Found | Refusal> {
  const { valueAt } = await import('../formats/results/index.ts');
  const { reading } = opened;
  const labelled = reading.candidates.find(({ label }) => label === path);
  const at = labelled?.path ?? path;
  const found = valueAt(reading, at);
  if ('error' in found) return found;
  const bound = bindValue(metric, found, unit);
  return 'error' in bound ? bound : { opened, path: at, bound };
}

/** What is stored: the value with the whole of its source. */
export async function boundFill(
  { results }: Context,
  name: string,
  { opened, path, bound }: Found,
): Promise<PlannedFill> {
  const state = await stateOf(results, results.stored(opened.file), opened.read, opened.reading);
  const { unit: _unit, ...accepted } = bound;
  return { ...accepted, name, fill: { ...bound.fill, source: sourceOf(bound, path, state) } };
}
