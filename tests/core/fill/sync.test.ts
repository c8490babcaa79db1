import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, FillSource, Metric } from '../../../src/core/base/metric.ts';
import { applyFills } from '../../../src/core/fill/gaps.ts';
import { valuesOf } from '../../../src/core/fill/values.ts';
import type { FileValue } from '../../../src/core/fill/bind.ts';
import {
  changeOf,
  countSync,
  derivedChanges,
  type FileState,
  sourceOf,
  type SyncOutcome,
  type SyncRow,
  syncStep,
  taken,
} from '../../../src/core/fill/sync.ts';
import { openSource } from '../../../src/core/base/span.ts';

const at = openSource('metrics.md', 'x').spanAt(0, 1);
const metric = (name: string, more: Partial<Metric> = {}): Metric => ({
  name,
  kind: 'number',
  prompt: 'what it is',
  at,
  ...more,
});
const LATENCY = metric('latency', { unit: 'ms', min: 1, max: 1000 });
const ACCURACY = metric('accuracy', { unit: '%' });
const PLAIN = { thousands: 'none' } as const;

const source: FillSource = {
  file: '/runs/bench.json',
  path: 'results[0].median',
  unit: 's',
  read: '45 ms',
  sha256: 'old',
};
const fill: Fill = {
  value: '45 ms',
  number: 45,
  unit: 'ms',
  updatedAt: '2026-11-20T11:00:00.000+01:00',
  source,
};
const state: FileState = { file: '/runs/bench.json', sha256: 'new' };
const found = (value: FileValue['value'], unit = 's'): SyncOutcome => ({
  kind: 'found',
  found: { value, unit },
  state,
});
const SAME: SyncOutcome = { kind: 'same' };

/** One step with `stored` under the name of `wanted`. */
function step(outcome: SyncOutcome, stored: Fill = fill, wanted: Metric | null = LATENCY) {
  const name = wanted?.name ?? 'q/prompt/gpu';
  const metrics = new Map(wanted ? [[wanted.name, wanted]] : []);
  const value = valuesOf({ metrics }, { [name]: stored }, PLAIN).get(name);
  const one = { name, fill: stored, source: stored.source ?? source, shown: 'bench.json' };
  return syncStep(one, wanted ?? undefined, value, outcome);
}
const edited: Fill = { ...fill, value: '50 ms', number: 50 };

describe('one value', () => {
  it('is doubtful if it became ten times as large or small', () => {
    const rps: Fill = {
      value: '900',
      number: 900,
      updatedAt: '',
      source: { file: 'a.json', path: 'rps', read: '900' },
    };
    const status = (value: number): unknown => step(found(value, ''), rps, metric('rps')).row.status;
    expect([8000, 0, 91].map(status)).toEqual(['changed', 'changed', 'changed']);
    expect([9000, 90, 9].map(status)).toEqual(['doubtful', 'doubtful', 'doubtful']);
    expect(step(found(9000, ''), rps, metric('rps')).row.message).toBe(
      '9000 is far from the value so far, 900',
    );
    expect(step(found(9, ''), rps, metric('rps')).row.message).toBe('9 is far from the value so far, 900');
    for (const [was, now] of [
      ['0.17%', 0.017],
      ['0.23%', 0.023],
    ] as const) {
      const share = { value: was, number: Number.parseFloat(was), unit: '%', updatedAt: '' };
      const read = { ...share, source: { file: 'a.json', path: 'fraud', unit: '×', read: was } };
      expect(step(found(now, ''), read, metric('fraud', { unit: '%' })).row.status, was).toBe('doubtful');
    }
    const { number: _, ...words } = {
      ...rps,
      value: '15k',
      source: { file: 'a.json', path: 'rps', read: '15k' },
    };
    expect(step(found(12_000, ''), words, null).row).toMatchObject({ status: 'changed', new: '12000' });
  });

  it('is compared with all digits that were read', () => {
    const was = { value: '11.9%', number: 11.89, unit: '%', updatedAt: '' };
    const read = { ...was, source: { file: 'a.json', path: 'wer', unit: '×', read: '11.9%' } };
    const { oldNumber, newNumber } = step(found(0.1289, ''), read, ACCURACY).row;
    expect(Number(newNumber) - Number(oldNumber)).toBeCloseTo(1, 6);
  });

  it('is the same while its file is, and nothing is stored', () => {
    expect(step(SAME)).toEqual({
      row: {
        name: 'latency',
        file: 'bench.json',
        path: 'results[0].median',
        status: 'same',
        old: '45 ms',
        new: '45 ms',
        oldNumber: 45,
        newNumber: 45,
        unit: 'ms',
        changePercent: 0,
        message: null,
        warning: null,
      },
    });
  });

  it('changes with its file, in the unit and with the state that its binding keeps', () => {
    const { row, change } = step(found(0.0522));
    expect(row).toMatchObject({ status: 'changed', old: '45 ms', new: '52.2 ms', newNumber: 52.2 });
    expect(row.changePercent).toBe(16);
    expect(change).toEqual({
      from: fill,
      to: {
        value: '52.2 ms',
        number: 52.2,
        unit: 'ms',
        source: {
          file: '/runs/bench.json',
          path: 'results[0].median',
          unit: 's',
          read: '52.2 ms',
          sha256: 'new',
        },
      },
    });
  });

  it('is the same when only other things in its file changed, or digits that are not shown', () => {
    const { row, change } = step(found(0.045));
    expect(row).toMatchObject({ status: 'same', new: '45 ms' });
    expect(change?.to.source).toMatchObject({ sha256: 'new', read: '45 ms' });
    const shown = { ...fill, value: '45.1 ms', number: 45.1, source: { ...source, read: '45.1 ms' } };
    expect(step(found(0.04512345), shown).row.status).toBe('same');
  });

  it('is lost with its file or its path, and keeps what it was', () => {
    const lost = { kind: 'lost', status: 'path-gone', message: 'bench.json: there is no `a`' } as const;
    const { row, change } = step(lost);
    expect(row).toMatchObject({ status: 'path-gone', old: '45 ms', new: null, newNumber: null });
    expect([row.message, row.changePercent, change]).toEqual([lost.message, null, undefined]);
  });

  it('cannot be read when it does not suit the metric any more', () => {
    const { row, change } = step(found('fast', ''));
    expect([row.status, change]).toEqual(['unreadable', undefined]);
    expect(row.message).toMatch(/^bench\.json: "fast" is not a number, but latency needs one \(/);
  });

  it('is in the unit that the file has now, unless a person gave another', () => {
    const given: Fill = { ...fill, source: { ...source, given: true } };
    expect(step(found(48, 'ms')).change?.to).toMatchObject({ value: '48 ms', source: { file: source.file } });
    expect(step(found(48, 'ms')).change?.to.source?.unit).toBeUndefined();
    expect(step(found(800, 'us')).row).toMatchObject({ status: 'doubtful', new: '0.8 ms' });
    expect(step(found(0.048, '')).row.new).toBe('48 ms');
    expect(step(found(0.048, '1')).row.new).toBe('48 ms');
    expect(step(found(0.048, 'ms'), given)).toMatchObject({
      row: { status: 'changed', new: '48 ms' },
      change: { to: { source: { unit: 's', given: true } } },
    });
    expect(step(found(48, 'MB')).row.status).toBe('unreadable');
  });

  it('reads what was bound by hand, with neither reader nor digest', () => {
    const bare: Fill = {
      value: '45ms',
      updatedAt: '',
      source: { file: '~/b.json', path: 'median', unit: 's' },
    };
    expect(step(found(0.045), bare).row.status).toBe('same');
    expect(step(found(0.045), bare).change?.to).toMatchObject({ number: 45, unit: 'ms' });
    expect(step(found(0.05), bare).row).toMatchObject({ status: 'changed', old: '45 ms', new: '50 ms' });
  });
});

describe('a value that a person changed', () => {
  it('stays, though its file is the same', () => {
    const { row, change } = step(SAME, edited);
    expect(row).toMatchObject({ status: 'edited', old: '50 ms', new: '45 ms', newNumber: 45 });
    expect(row.message).toBe('it was changed by hand after it was read');
    expect(change?.to).toEqual({ value: '45 ms', number: 45, unit: 'ms', source });
  });

  it('stays when its file changed too', () => {
    const { row, change } = step(found(0.06), edited);
    expect(row).toMatchObject({ status: 'edited', old: '50 ms', new: '60 ms', changePercent: 20 });
    expect(change?.to).toMatchObject({ value: '60 ms', source: { read: '60 ms' } });
  });

  it('is the file’s again when that has the same by now', () => {
    const { row, change } = step(found(0.05), edited);
    expect(row.status).toBe('same');
    expect(change?.to).toMatchObject({ value: '50 ms', source: { read: '50 ms' } });
  });

  it('is overwritten only when that is wanted', () => {
    const kept = step(found(0.06), edited);
    const now = '2026-11-24T10:00:00.000+01:00';
    expect(applyFills({ latency: edited }, changeOf([kept]), now)).toEqual({ latency: edited });
    const fills = applyFills({ latency: edited }, changeOf([taken(kept)]), now);
    expect(fills['latency']).toMatchObject({ value: '60 ms', updatedAt: now });
    expect(taken(kept).row).toMatchObject({ status: 'changed', message: null });
  });

  it('is not overwritten by what cannot be understood', () => {
    const words: Fill = { ...edited, source: { ...source, read: 'fast' } };
    const kept = step(SAME, words);
    expect(kept.row).toMatchObject({ status: 'edited', new: null });
    expect(taken(kept)).toBe(kept);
  });
});

describe('what to look at again', () => {
  it('is a value that left the range: it is not taken without asking', () => {
    expect(step(found(2)).row.status).toBe('doubtful');
    expect(step(found(2)).row.message).toBe('2000 ms is above the expected range (1 to 1000)');
  });
});

describe('the change', () => {
  const percentOf = (before: string, after: FileValue['value'], wanted = metric('n')): number | null => {
    const stored: Fill = { value: before, updatedAt: '', source: { file: 'a', path: 'b' } };
    return step(found(after, ''), stored, wanted).row.changePercent;
  };

  it('is relative to the size of the old value, and there is none from zero and between words', () => {
    expect(percentOf('80', 84)).toBe(5);
    expect(percentOf('-80', -84)).toBe(-5);
    expect(percentOf('0', 3)).toBeNull();
    expect(percentOf('slow', 'fast', metric('n', { kind: 'text' }))).toBeNull();
    expect(percentOf('3', 4)).toBe(33.33);
  });

  it('keeps the share that a percentage was bound as', () => {
    const stored: Fill = {
      value: '1%',
      number: 1,
      unit: '%',
      updatedAt: '',
      source: { file: 'a', path: 'b', unit: '%', read: '1%' },
    };
    expect(step(found(0.9, ''), stored, ACCURACY).row).toMatchObject({ new: '0.9%', changePercent: -10 });
  });
});

describe('all values', () => {
  const row = (status: SyncRow['status']): SyncRow => ({ ...step(SAME).row, status });

  it('are counted by what has become of them', () => {
    const rows = (['same', 'changed', 'path-gone', 'file-gone', 'unreadable', 'edited'] as const).map(row);
    expect(countSync(rows)).toEqual({ changed: 1, gone: 3, kept: 1 });
  });

  it('keep their time when they stayed the same, and everything when somebody else changed them meanwhile', () => {
    const now = '2026-11-24T10:00:00.000+01:00';
    const same = step(found(0.045));
    const fills = applyFills({ latency: fill }, changeOf([same]), now);
    expect(fills['latency']).toMatchObject({ updatedAt: fill.updatedAt, source: { sha256: 'new' } });
    const other = { latency: { ...fill, value: '1 ms' } };
    expect(applyFills(other, changeOf([step(found(0.06))]), now)).toEqual(other);
    expect(applyFills({}, changeOf([step(found(0.06))]), now)).toEqual({});
  });

  it('leave alone what has nothing to do with them, whatever its name', () => {
    const fills = Object.fromEntries([
      ['__proto__', { ...fill, value: 'kept' }],
      ['latency', fill],
    ]);
    const after = applyFills(fills, changeOf([step(found(0.06))]), 'now');
    expect(Object.keys(after)).toEqual(['__proto__', 'latency']);
    expect(Object.getOwnPropertyDescriptor(after, '__proto__')?.value).toBe(fills['__proto__']);
  });

  it('take computed ones along', () => {
    const metrics = new Map([
      ['a', metric('a', { unit: 'ms' })],
      ['b', metric('b', { unit: 'ms' })],
      ['slowdown', metric('slowdown', { unit: '×', derive: 'b / a', digits: 1 })],
      ['sum', metric('sum', { unit: 'ms', derive: 'a + a' })],
    ]);
    const values = (b: string) =>
      valuesOf({ metrics }, { a: { value: '50 ms', updatedAt: '' }, b: { value: b, updatedAt: '' } }, PLAIN);
    expect(derivedChanges(values('320 ms'), values('355 ms'))).toEqual([
      {
        name: 'slowdown',
        old: '6.4×',
        new: '7.1×',
      },
    ]);
    expect(derivedChanges(values('320 ms'), values('320.1 ms'))).toEqual([]);
    expect(derivedChanges(values('many'), values('320 ms'))[0]).toMatchObject({ old: null, new: '6.4×' });
    expect(derivedChanges(values('320 ms'), values('many'))[0]).toMatchObject({ new: null });
  });
});

describe('laws', () => {
  const numbers = fc.double({ min: 1e-4, max: 900, noNaN: true });

  it('a second look at the same file changes nothing', () => {
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const bind = (value: number, stored: Fill): Fill => {
          const one = taken(step(found(value), stored));
          const fills = applyFills({ latency: stored }, changeOf([one]), 'later');
          const { latency = stored } = fills;
          return latency.notMeasured ? stored : latency;
        };
        const once = bind(after, bind(before, fill));
        const again = step(found(after), once);
        expect(again.row.status).toBe('same');
        expect(again.change?.to).toEqual({ ...once, updatedAt: undefined, changed: undefined });
      }),
      { seed: 1 },
    );
  });

  it('nothing that a person typed is ever lost without a word', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), numbers, (typed, value) => {
        fc.pre(typed !== '45 ms');
        const stored = { ...fill, value: typed };
        const one = step(found(value), stored);
        const fills = applyFills({ latency: stored }, changeOf([one]), 'later');
        expect(fills['latency']?.value).toBe(typed);
        expect(['edited', 'same']).toContain(one.row.status);
      }),
      { seed: 2 },
    );
  });
});

it('keeps no unit in a binding that is in the metric’s own', () => {
  const bound = { fill: { value: '45 ms' }, unit: '' };
  expect(sourceOf(bound, 'a', { file: '/b.json', sha256: 'c' })).toEqual({
    file: '/b.json',
    path: 'a',
    sha256: 'c',
    read: '45 ms',
  });
});
