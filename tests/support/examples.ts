import type { Bank } from '../../src/core/base/bank.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { valuesOf } from '../../src/core/fill/values.ts';
import { type NumberStyle, PLAIN_STYLE } from '../../src/core/values/quantity.ts';

type Cited = Pick<Bank, 'metrics'> & Parameters<typeof valuesOf>[0];

/** As if every value were the example of its metric. */
export function exampleValues(bank: Cited, style: NumberStyle = PLAIN_STYLE): Values {
  const examples = [...bank.metrics.values()].flatMap(({ name, example }) =>
    example === undefined ? [] : [[name, { value: example, updatedAt: '' }] as const],
  );
  return valuesOf(bank, Object.fromEntries(examples), style);
}
