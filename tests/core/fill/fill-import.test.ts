// What becomes of values that come in from a file, beside those that are stored.
import { describe, expect, it } from 'vitest';
import { assembleBanks } from '../../../src/core/base/bank.ts';
import { applyImport, type FillEntry, type ImportRow, planImport } from '../../../src/core/fill/plan.ts';
import type { Fill, Fills } from '../../../src/core/base/metric.ts';
import { citationsIn } from '../../../src/core/fill/gaps.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const metrics = `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms, max: 1000 }
  long_ms: { prompt: Latency at 512 tokens, unit: ms }
  slowdown: { prompt: Slowdown, derive: long_ms / short_ms, unit: × }
  gpu: { prompt: The GPU, kind: text }
constraints:
  - short_ms <= long_ms
---
`;
const question = '---\nid: cost\n---\n# What does it cost?\n\nIt took [X] ms and [FILL IN: short_ms].\n';
const bank = assembleBanks([
  {
    bank: 'b',
    own: false,
    files: [
      readMetricsFile(openSource('metrics.md', metrics), 'b'),
      readQuestionFile(openSource('cost.md', question), 'b'),
    ],
  },
]);
const citations = citationsIn(bank);
const [letter = ''] = [...bank.questions.values()].flatMap((one) => one.placeholderKeys);
const [given, now] = ['2026-11-20T08:00:00.000+01:00', '2026-11-24T10:00:00.000+01:00'];
const fill = (value: string, more: Partial<Fill> = {}): Fill => ({ value, updatedAt: given, ...more });
const entry = (name: string, value: string, more: Partial<Fill> = {}): FillEntry => ({
  name,
  fill: fill(value, more),
  place: () => undefined,
});
const plan = (fills: Fills, entries: readonly FillEntry[], replace = false): readonly ImportRow[] =>
  planImport(citations, fills, entries, replace, now);
const only = (fills: Fills, one: FillEntry, replace = false): ImportRow => {
  const [row, ...more] = plan(fills, [one], replace);
  if (!row || more.length > 0) throw new Error('one row is wanted');
  return row;
};

describe('a value that is not stored yet', () => {
  it('is stored in the unit of its metric, with the time that it was given', () => {
    expect(only({}, entry('short_ms', '0.32 s'))).toEqual({
      name: 'short_ms',
      status: 'new',
      old: null,
      new: '320 ms',
      message: '0.32 s = 320 ms',
      fill: { value: '320 ms', number: 320, unit: 'ms', updatedAt: given },
    });
    expect(only({}, entry('short_ms', '45', { updatedAt: '' })).fill?.updatedAt).toBe(now);
    expect(only({}, entry('short_ms', '0.45', { unit: 's' })).new).toBe('450 ms');
    expect(only({}, entry(letter, '45')).new).toBe('45 ms');
  });

  it('is refused where it is out of range or does not fit another, unless it is forced', () => {
    const out = [entry('short_ms', '45000 ms')];
    expect(plan({}, out)).toMatchObject([
      { status: 'refused', message: expect.stringContaining('above the expected range') },
    ]);
    expect(planImport(citations, {}, out, false, now, true)).toMatchObject([{ status: 'new' }]);
    const both = [entry('short_ms', '400 ms'), entry('long_ms', '300 ms')];
    expect(plan({}, both)).toMatchObject([
      { status: 'new' },
      { status: 'refused', message: expect.stringContaining('against `short_ms <= long_ms`; add `--force`') },
    ]);
    expect(plan({ long_ms: fill('500 ms') }, both)).toMatchObject([{ status: 'new' }, { status: 'kept' }]);
  });

  it('keeps where it was read from, and that nobody changed it', () => {
    const source = { file: '~/r.json', path: 'a.b', read: '0.32 s', unit: 's' };
    expect(only({}, entry('short_ms', '0.32 s', { source })).fill?.source).toEqual({
      ...source,
      read: '320 ms',
    });
    const edited = { ...source, read: '0.4 s' };
    expect(only({}, entry('short_ms', '0.32 s', { source: edited })).fill?.source).toEqual(edited);
  });

  it('is kept as it is where no loaded answer cites it, and says so', () => {
    const row = only({}, entry('other_bank', '45 ± 3 ms', { number: 45, unit: 'ms' }));
    expect(row).toMatchObject({ status: 'new', message: 'no loaded answer cites it' });
    expect(row.fill).toEqual({ value: '45 ± 3 ms', number: 45, unit: 'ms', updatedAt: given });
    expect(only({}, entry('__proto__', 'x')).status).toBe('new');
  });
});

describe('a value that is refused', () => {
  it('says why', () => {
    expect(only({}, entry('short_ms', '12 parsecs'))).toMatchObject({ status: 'refused', new: '12 parsecs' });
    expect(only({}, entry('slowdown', '6.4')).message).toBe(
      'slowdown is computed: long_ms / short_ms; fill long_ms, short_ms',
    );
    expect(only({}, entry('gpu', 'a\u001B[2J')).message).toContain('control characters');
    const at = { line: 3, column: 5, offset: 20 };
    expect(only({}, { name: 'gpu', fill: { error: 'no', hint: 'yes' }, place: () => at })).toMatchObject({
      status: 'refused',
      new: null,
      message: 'no; yes',
      at,
    });
    expect(only({}, entry('n'.repeat(501), 'x')).status).toBe('refused');
  });

  it('is the second of a name', () => {
    const rows = plan({}, [entry('gpu', 'A100'), entry('gpu', 'H100')], true);
    expect(rows.map(({ status }) => status)).toEqual(['new', 'refused']);
    const stored = plan({ gpu: fill('A100') }, [entry('gpu', 'A100'), entry('gpu', 'A100')]);
    expect(stored.map(({ status }) => status)).toEqual(['same', 'refused']);
  });
});

describe('a value beside a stored one', () => {
  it('is the same when it means the same, and changes nothing', () => {
    const row = only({ short_ms: fill('0.32 s') }, entry('short_ms', '320 ms', { updatedAt: now }));
    expect(row).toMatchObject({ status: 'same', old: '0.32 s', new: '320 ms' });
    expect(row.fill).toBeUndefined();
    expect(only({ slowdown: fill('6.4×') }, entry('slowdown', '6.4×')).status).toBe('same');
  });

  it('is left out, newer or older, unless it may replace it', () => {
    for (const updatedAt of [now, '2020-01-01T00:00:00Z']) {
      const one = entry('short_ms', '48 ms', { updatedAt });
      const kept = only({ short_ms: fill('45 ms') }, one);
      expect(kept).toMatchObject({ status: 'kept', old: '45 ms', new: '48 ms', message: null });
      expect(kept.fill).toBeUndefined();
      expect(only({ short_ms: fill('45 ms') }, one, true)).toMatchObject({
        status: 'changed',
        fill: { value: '48 ms', updatedAt },
      });
    }
  });

  it('differs when it was read from somewhere else', () => {
    const source = { file: '~/r.json', path: 'a.b' };
    const row = only({ gpu: fill('A100') }, entry('gpu', 'A100', { source }));
    expect(row).toMatchObject({ status: 'kept', message: 'only its source differs' });
    expect(only({ gpu: fill('A100', { source }) }, entry('gpu', 'A100', { source })).status).toBe('same');
  });
});

describe('the plan carried out', () => {
  const before = { short_ms: fill('45 ms'), gpu: fill('A100') };
  const rows = plan(
    before,
    [entry('short_ms', '48 ms'), entry('long_ms', '320 ms'), entry('gpu', '')],
    false,
  );

  it('changes what it says and nothing else', () => {
    expect(applyImport(before, rows)).toEqual({
      ...before,
      long_ms: { value: '320 ms', number: 320, unit: 'ms', updatedAt: given },
    });
  });

  it('twice changes nothing more', () => {
    const entries = [entry('short_ms', '48 ms'), entry('long_ms', '320 ms'), entry('gpu', 'H100')];
    const once = applyImport(before, plan(before, entries, true));
    expect(plan(once, entries, true).map(({ status }) => status)).toEqual(['same', 'same', 'same']);
  });
});
