import { describe, expect, it } from 'vitest';
import { withoutKeys } from '../../../src/core/base/metric.ts';

describe('the key of a placeholder, for a person', () => {
  it.each([
    ['eval_loss', 'eval_loss'],
    ['how-fast-is-it/letter/p95-latency-is-x-ms-at', '"p95 latency is … ms at"'],
    ['how-good/fill-in/arc-challenge-acc-norm', '"arc challenge acc norm"'],
    [
      'You said 299 ms; how-fast/letter/p95-is-x-ms is 64.5 ms.',
      'You said 299 ms; "p95 is … ms" is 64.5 ms.',
    ],
    ['see https://example.com/letter/abc-def', 'see https://example.com/letter/abc-def'],
  ])('%s becomes %s', (text, expected) => {
    expect(withoutKeys(text)).toBe(expected);
  });

  it('names its question where several are meant', () => {
    expect(withoutKeys('how-fast/letter/from-x-to-y', () => 'Q1')).toBe('"from … to …" in Q1');
  });
});
