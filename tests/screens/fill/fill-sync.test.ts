import { describe, expect, it } from 'vitest';
import type { SyncRow } from '../../../src/core/fill/sync.ts';
import {
  renderDerivedChanges,
  renderNote,
  renderSyncSentences,
  renderSyncSummary,
  renderSyncTable,
} from '../../../src/screens/fill/fill.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const display = (columns: number, more: { color?: boolean; unicode?: boolean } = {}): Display => ({
  columns,
  theme: theme({ color: false, fancy: true, ...more }),
  plain: true,
});
const row = (more: Partial<SyncRow>): SyncRow => ({
  name: 'attention_ms_128',
  file: 'runs/bench.json',
  path: 'results[0].median',
  status: 'changed',
  old: '45 ms',
  new: '52.2 ms',
  oldNumber: 45,
  newNumber: 52.2,
  unit: 'ms',
  changePercent: 16,
  message: null,
  warning: null,
  ...more,
});
const gone = { new: null, newNumber: null, changePercent: null } as const;
const ROWS: readonly SyncRow[] = [
  row({}),
  row({
    name: 'imdb_accuracy',
    old: '82.1%',
    new: '84.3%',
    oldNumber: 82.1,
    newNumber: 84.3,
    unit: '%',
    changePercent: 2.68,
  }),
  row({
    name: 'loss',
    old: '0.4',
    new: '0.39',
    oldNumber: 0.4,
    newNumber: 0.39,
    unit: null,
    changePercent: -2.5,
  }),
  row({
    name: 'gpu',
    old: 'RTX 3090',
    new: 'RTX 4090',
    oldNumber: null,
    newNumber: null,
    changePercent: null,
  }),
  row({ name: 'p95', status: 'path-gone', ...gone, message: 'load.json: there is no `p(95)`' }),
  row({ name: 'size', status: 'file-gone', ...gone, message: 'No such file or folder: image.json' }),
  row({ name: 'stars', status: 'unreadable', ...gone, message: 'gh.json: it is cut off' }),
  row({
    name: 'batch',
    status: 'edited',
    old: '64',
    new: '32',
    message: 'it was changed by hand after it was read',
  }),
  row({ name: '注意力/问题/延迟毫秒数', status: 'same', new: '45 ms' }),
];

describe('the table', () => {
  it('tells name, old, new, change and file', () => {
    expect(renderSyncTable(ROWS, display(120))).toBe(
      [
        'Metric                  Old       New       Change      File',
        'attention_ms_128        45 ms     52.2 ms   +16%        runs/bench.json',
        'imdb_accuracy           82.1%     84.3%     +2.2 pts    runs/bench.json',
        'loss                    0.4       0.39      -2.5%       runs/bench.json',
        'gpu                     RTX 3090  RTX 4090  ─           runs/bench.json',
        'p95                     45 ms               gone        runs/bench.json',
        'size                    45 ms               no file     runs/bench.json',
        'stars                   45 ms               unreadable  runs/bench.json',
        'batch                   64        32        by hand     runs/bench.json',
        '注意力/问题/延迟毫秒数  45 ms     45 ms                 runs/bench.json',
      ].join('\n'),
    );
  });

  it('drops the file before the change where there is little room', () => {
    const narrow = renderSyncTable(ROWS.slice(0, 2), display(40)).split('\n');
    expect(narrow[0]).toMatch(/^Metric +Old +New +Change$/);
    expect(narrow[1]).toBe('attention_ms_…  45 ms  52.2 ms  +16%');
  });

  it.each([40, 80, 120])(
    'has no line wider than %i columns, and lets no escape sequence through',
    (columns) => {
      const hostile = row({ name: 'a\u001B[2Jb', file: `${'long/'.repeat(40)}x\u0007.json`, old: 'x\ny' });
      const table = renderSyncTable([...ROWS, hostile], display(columns));
      expect(Math.max(...table.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
      expect(table).not.toMatch(/[\u0007\u001B]/);
      expect(table.split('\n')).toHaveLength(ROWS.length + 2);
    },
  );

  it('is plain ASCII on a screen that has nothing else, as far as it is ours', () => {
    const ascii = renderSyncTable(ROWS.slice(0, 8), display(40, { unicode: false }));
    expect(ascii).toMatch(/^[\x20-\x7E\n]*$/);
  });

  it('rounds changes as people say them, and never to nothing', () => {
    const changes = [123.456, 9.99, 0.0123, -1234, 0].map((changePercent) => row({ changePercent }));
    const cells = renderSyncTable(changes, display(120)).split('\n').slice(1);
    expect(cells.map((line) => /([+-]?[\d.]+%)/.exec(line)?.[1])).toEqual([
      '+123%',
      '+10%',
      '+0.012%',
      '-1234%',
      '0%',
    ]);
  });
});

describe('the sentences', () => {
  it('tell each reason once, and whose values stay for it', () => {
    const message = 'No such file or folder: a.json (did you mean b.json?)';
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => row({ name, status: 'file-gone', message }));
    const two = ['g', 'h'].map((name) => row({ name, status: 'unreadable', message: 'b.json is empty' }));
    const one = row({ name: 'p95', status: 'path-gone', message: 'load.json: there is no `p(95)`' });
    expect(renderSyncSentences([...many, one, ...two], display(200)).split('\n')).toEqual([
      'No such file or folder: a.json (did you mean b.json?): a, b, c, d and 2 more keep their values.',
      'load.json: there is no `p(95)`: p95 keeps 45 ms.',
      'b.json is empty: g and h keep their values.',
    ]);
  });

  it('say how a value that was set by hand can be taken from the file', () => {
    const edited = row({
      status: 'edited',
      name: 'a b',
      message: 'it was changed by hand after it was read',
    });
    expect(renderSyncSentences([edited], display(200)).replaceAll('\n', ' ')).toBe(
      "a b: it was changed by hand after it was read, so it keeps 45 ms. To use 52.2 ms from runs/bench.json: `prep fill --sync 'a b'`.",
    );
  });

  it('name what is to be looked at again, and are empty when there is nothing', () => {
    expect(renderSyncSentences([row({ warning: '2 s is above the expected range' })], display(200))).toBe(
      'Please check: attention_ms_128: 2 s is above the expected range.',
    );
    expect(renderSyncSentences([row({})], display(80))).toBe('');
    expect(renderNote('the latest changes are elsewhere', display(80))).toBe(
      'The latest changes are elsewhere.',
    );
  });

  it.each([40, 80, 120])('fit %i columns', (columns) => {
    const text = [
      renderSyncSentences(ROWS, display(columns)),
      renderSyncSentences([row({ warning: 'w'.repeat(200) })], display(columns)),
      renderSyncSummary(9, { changed: 2, gone: 3, kept: 1 }, false, display(columns)),
    ].join('\n');
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
  });
});

it('tells computed values that follow', () => {
  const changes = [
    { ...row({ name: 'slowdown', old: '6.4×', new: '7.1×' }) },
    { ...row({ name: 'ratio', old: '2', new: null }) },
  ];
  expect(renderDerivedChanges(changes, display(80)).split('\n')).toEqual([
    'slowdown 6.4× → 7.1×, computed',
    'ratio 2 → no longer computed',
  ]);
  expect(renderDerivedChanges([], display(80))).toBe('');
});

describe('the summary', () => {
  const of = (all: number, changed: number, gone_: number, kept: number, stored = true): string =>
    renderSyncSummary(all, { changed, gone: gone_, kept }, stored, display(200)).replaceAll('\n', ' ');

  it('says in one sentence what it came to', () => {
    expect(of(0, 0, 0, 0)).toBe('No value was read from a result file. `prep fill --from FILE` reads them.');
    expect(of(1, 0, 0, 0)).toBe('The value matches its file.');
    expect(of(50, 0, 0, 0)).toBe('All 50 values match their files.');
    expect(of(50, 2, 1, 1)).toBe(
      '2 values changed, 1 value could not be reread, 1 value kept, 46 values unchanged.',
    );
  });

  it('says that nothing was stored when nothing was', () => {
    expect(of(2, 1, 1, 0, false)).toBe(
      '1 value changed, 1 value could not be reread. Nothing was stored. Run `prep fill --sync` to store the new values.',
    );
    expect(of(2, 0, 2, 0, false)).toBe('2 values could not be reread.');
  });
});
