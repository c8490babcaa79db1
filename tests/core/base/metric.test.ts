import { expect, it } from 'vitest';
import { withoutKeys } from '../../../src/core/base/metric.ts';

it.each([
  ['eval_loss', 'eval_loss'],
  ['how-fast/letter/p95-latency-is-x-ms-at', '"p95 latency is … ms at" in how-fast'],
  ['how-good/fill-in/arc-challenge-acc-norm', '"arc challenge acc norm" in how-good'],
])('the key %s is %s for a person', (key, expected) => {
  expect(withoutKeys(key)).toBe(expected);
  expect(withoutKeys('how-fast/letter/from-x-to-y')).toBe('"from … to …" in how-fast');
});
