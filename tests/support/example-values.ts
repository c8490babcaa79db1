import type { Fills } from '../../src/core/base/metric.ts';
import { valuesOf } from '../../src/core/fill/values.ts';

type Valued = Parameters<typeof valuesOf>;

/** The values of somebody who typed each metric's example. */
export function exampleValues(bank: Valued[0], style: Valued[2]): ReturnType<typeof valuesOf> {
  const fills: Fills = Object.fromEntries(
    [...bank.metrics].flatMap(([name, { example }]) =>
      example === undefined ? [] : [[name, { value: example, updatedAt: '' }]],
    ),
  );
  return valuesOf(bank, fills, style);
}
