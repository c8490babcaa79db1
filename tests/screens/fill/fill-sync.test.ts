import { describe, expect, it } from 'vitest';
import type { SyncRow } from '../../../src/core/fill/sync.ts';
import {
  renderDerivedChanges,
  renderNote,
  renderSynced,
  renderSyncSummary,
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

describe('the sentences', () => {
  it('tell name, old, new, change and file, or why the value stays', () => {
    expect(renderSynced(ROWS, display(200)).split('\n')).toEqual([
      'attention_ms_128 45 ms → 52.2 ms (+16%), from runs/bench.json',
      'imdb_accuracy 82.1% → 84.3% (+2.2 pts), from runs/bench.json',
      'loss 0.4 → 0.39 (-2.5%), from runs/bench.json',
      'gpu RTX 3090 → RTX 4090, from runs/bench.json',
      'load.json: there is no `p(95)`: p95 keeps 45 ms.',
      'No such file or folder: image.json: size keeps 45 ms.',
      'gh.json: it is cut off: stars keeps 45 ms.',
      'batch: it was changed by hand after it was read, so it keeps 64. To use 32 from runs/bench.json:',
      '`prep fill --sync batch`.',
      '注意力/问题/延迟毫秒数 = 45 ms, as in runs/bench.json',
    ]);
  });

  it('say how a value that was set by hand can be taken from the file', () => {
    const edited = row({ status: 'edited', name: 'a b', message: 'it was changed by hand' });
    expect(renderSynced([edited], display(400))).toContain("--sync 'a b'`.");
    expect(renderSynced([{ ...edited, status: 'doubtful' }], display(400))).toContain("'a b' --force`.");
  });

  it('name what is to be looked at again, and are empty when there is nothing', () => {
    expect(renderSynced([row({ warning: '2 s is above the expected range' })], display(200))).toContain(
      '\nPlease check: attention_ms_128: 2 s is above the expected range.',
    );
    expect(renderSynced([], display(80))).toBe('');
    expect(renderNote('the latest changes are elsewhere', display(80))).toBe(
      'The latest changes are elsewhere.',
    );
  });

  it.each([40, 80, 120])('fit %i columns, and let no escape sequence through', (columns) => {
    const hostile = row({ name: 'a\u001B[2Jb', file: `${'long/'.repeat(40)}x\u0007.json`, old: 'x\ny' });
    const text = [
      renderSynced([...ROWS, hostile], display(columns)),
      renderSynced([row({ warning: 'w'.repeat(200) })], display(columns)),
      renderSyncSummary(9, { changed: 2, gone: 3, kept: 1 }, false, display(columns)),
    ].join('\n');
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
    expect(text).not.toMatch(/[\u0007\u001B]/);
  });

  it('are plain ASCII on a screen that has nothing else, as far as it is ours', () => {
    const ascii = renderSynced(ROWS.slice(0, 8), display(40, { unicode: false }));
    expect(ascii).toMatch(/^[\x20-\x7E\n]*$/);
  });

  it('round changes as people say them, and never to nothing', () => {
    const changes = [123.456, 9.99, 0.0123, -1234, 0].map((changePercent) => row({ changePercent }));
    const lines = renderSynced(changes, display(120)).split('\n');
    expect(lines.map((line) => /([+-]?[\d.]+%)/.exec(line)?.[1])).toEqual([
      '+123%',
      '+10%',
      '+0.012%',
      '-1234%',
      '0%',
    ]);
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
