// Stored values against what the bank declares: what cannot be read, and what is out of range. A file edited by hand, or
// a bank that changed since, can bring either. Knows metrics and values; where a value is stored is told to it.
import type { Value, Values } from './fill-value.ts';
import type { Metric, MetricName } from './metric.ts';
import type { Problem } from './problem.ts';
import { checkValue, rangeWarning } from './value.ts';
import type { Span } from './span.ts';

/** Where the value of a metric is stored; undefined when that cannot be told. */
export type PlaceOfFill = (name: MetricName) => Span | undefined;

type Fault = Pick<Problem, 'severity' | 'code'> & { readonly what: string };

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What is wrong with the value of a metric that is not computed. */
function faultOf(metric: Metric, { text, plain, number }: Value): Fault | undefined {
  const stored = plain ?? text;
  const outside = number === undefined ? undefined : rangeWarning(metric, number, stored);
  if (outside !== undefined) return { severity: 'warning', code: 'value-range', what: outside };
  if (number !== undefined) return undefined;
  const checked = checkValue(metric, stored);
  if (!('error' in checked)) return undefined;
  return {
    severity: 'error',
    code: 'value-invalid',
    what: `${quoted(stored)} is stored, and ${checked.error}`,
  };
}

/** Values that do not hold: each at the place where it is stored, or at the metric's declaration. */
export function valueProblems(
  metrics: ReadonlyMap<MetricName, Metric>,
  values: Values,
  placeOf: PlaceOfFill = () => undefined,
): readonly Problem[] {
  return [...metrics].flatMap(([name, metric]): readonly Problem[] => {
    const value = metric.derive === undefined ? values.get(name) : undefined;
    const fault = value && value.origin !== 'notMeasured' ? faultOf(metric, value) : undefined;
    if (!fault) return [];
    const { severity, code, what } = fault;
    const hint = `Run \`prep fill ${name}\` to enter it anew.`;
    return [{ severity, code, at: placeOf(name) ?? metric.at, message: `${name}: ${what}.`, hint }];
  });
}
