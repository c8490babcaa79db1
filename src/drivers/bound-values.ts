// Which bound values a command means by the names that it was given.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { Fills } from '../core/metric.ts';
import { questionNamed, unknownName } from '../core/gaps.ts';
import { keysNeeded } from '../core/open-keys.ts';
import type { BoundFill } from '../core/sync.ts';
import type { Study } from './load.ts';

const boundFills = ({ results }: Context, fills: Fills): readonly BoundFill[] =>
  Object.entries(fills).flatMap(([name, fill]) => {
    const { source } = fill;
    return source ? [{ name, fill, source, shown: results.shown(source.file) }] : [];
  });

/** The bound values that a name means: its own, or all that a question cites. Throws `Failure` when there is none. */
function boundUnder(
  name: string,
  bound: readonly BoundFill[],
  { bank, config, inputs }: Study,
): readonly BoundFill[] {
  const own = bound.filter((one) => one.name === name);
  if (own.length > 0) return own;
  const question = Object.hasOwn(config.fills, name) ? undefined : questionNamed(bank, name);
  const keys = new Set(question ? keysNeeded(question, inputs) : []);
  const cited = bound.filter((one) => keys.has(one.name));
  if (cited.length > 0) return cited;
  const hint = 'to bind one: prep fill --from FILE --set NAME=PATH';
  if (question)
    throw new Failure('not-bound', `Nothing that ${name} cites is bound to a result file.`, { hint });
  if (Object.hasOwn(config.fills, name) || bank.metrics.has(name))
    throw new Failure('not-bound', `${name} is not bound to a result file.`, { hint });
  const unknown = unknownName(
    name,
    bound.map((one) => one.name),
  );
  throw new Failure(
    'name-unknown',
    `Nothing that is called ${name.slice(0, 80)} is bound to a result file.`,
    { hint: unknown.hint },
  );
}

/** The values that the names mean; all bound ones when there are no names. Throws `Failure` for a name that means none. */
export function boundNamed(context: Context, study: Study, names: readonly string[]): readonly BoundFill[] {
  const bound = boundFills(context, study.config.fills);
  return names.length === 0 ? bound : [...new Set(names.flatMap((name) => boundUnder(name, bound, study)))];
}
