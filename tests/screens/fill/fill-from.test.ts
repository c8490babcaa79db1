import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/core/base/metric.ts';
import { openSource } from '../../../src/core/base/span.ts';
import type { Reported } from '../../../src/core/fill/bind.ts';
import { proposeMatches } from '../../../src/core/fill/match.ts';
import {
  bindCommand,
  renderChoices,
  renderFound,
  renderProposals,
  renderStored,
  renderRefusal,
  valueText,
} from '../../../src/screens/fill/fill.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const display = (columns: number, plain = false): Display => ({
  columns,
  theme: theme({ color: false, fancy: true }),
  plain,
});

const candidates: readonly Reported[] = [
  {
    label: 'infer --model tf · median',
    value: 0.0451234,
    unit: 's',
    path: 'results[?command==`"infer --model tf"`].median | [0]',
  },
  { label: 'http_req_failed · rate', value: 0.0032, unit: '×', path: 'metrics.http_req_failed.value' },
  { label: 'size', value: 812_345_678, unit: 'B', path: '[0].Size' },
  { label: 'GPU', value: 'RTX 3090', unit: '', path: 'gpu' },
  { label: 'epoch', value: 3, unit: '', path: 'epoch' },
];
const bench = { file: 'runs/bench.json', reading: { title: 'hyperfine', candidates } };

const choices = [
  { value: '45.1 ms', suits: true, label: 'infer --model tf · median', file: 'runs/bench.json' },
  { value: '82%', suits: false, label: '推論の精度 · last', file: 'runs/results.json' },
];

/** Columns of the widest line. */
const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe('values of files', () => {
  it.each([
    [0.0451234, 's', '45.1 ms'],
    [0.000_064, 's', '64 µs'],
    [12.34, 's', '12.3 s'],
    [600, 's', '10 min'],
    [7384, 's', '2.05 h'],
    [0, 's', '0 s'],
    [812_345_678, 'B', '812 MB'],
    [512, 'B', '512 B'],
    [0.8234, '×', '82.3%'],
    [0, '×', '0%'],
    [2.5, '×', '2.5'],
    [98.7, 'ms', '98.7 ms'],
    [997.4, 'requests/s', '997 requests/s'],
    [25_000, '', '25000'],
    [1e300, '', '1e+300'],
    ['RTX\n3090 \u001B[31m', '', 'RTX 3090'],
  ] as const)('%s %s is shown as %s', (value, unit, shown) => {
    expect(valueText({ value, unit })).toBe(shown);
  });
});

describe('choices', () => {
  it('are numbered, with the file where there are several', () => {
    expect(renderChoices(choices, 4, false, display(80, true))).toBe(
      [
        '1  45.1 ms  infer --model tf · median  runs/bench.json',
        '2  82%      推論の精度 · last          runs/results.json',
        'and 4 more; add words to narrow the search',
      ].join('\n'),
    );
    expect(renderChoices(choices.slice(0, 1), 0, true, display(80, true))).toBe(
      '1  45.1 ms  infer --model tf · median',
    );
  });
});

describe('what a file has', () => {
  it('is shared between the files', () => {
    expect(renderFound([bench, { ...bench, file: 'b.json' }], 4, display(80, true)).split('\n')).toEqual([
      'runs/bench.json · hyperfine · 5 values',
      '  infer --model tf · median  45.1 ms',
      '  http_req_failed · rate     0.32%',
      '  and 3 more; `--json` lists them',
      'b.json · hyperfine · 5 values',
      '  infer --model tf · median  45.1 ms',
      '  http_req_failed · rate     0.32%',
      '  and 3 more; `--json` lists them',
    ]);
  });

  it('counts what it does not list', () => {
    const long = {
      ...bench,
      reading: {
        title: 'JSON',
        candidates: Array.from({ length: 90 }, () => candidates[4]).flatMap((one) => one ?? []),
      },
    };
    expect(renderFound([long], 60, display(80, true))).toMatch(/\n {2}and 30 more; `--json` lists them$/);
    expect(
      renderFound([{ ...bench, reading: { title: 'JSON', candidates: [] } }], 60, display(80, true)),
    ).toBe('runs/bench.json · JSON · 0 values');
  });
});

describe('commands to paste', () => {
  it('are quoted for the shell', () => {
    expect(bindCommand("it's.json", 'm', 'a[?b==`"c"`]', ['my bank'])).toBe(
      `prep fill --bank 'my bank' --from 'it'\\''s.json' --set 'm=a[?b==\`"c"\`]'`,
    );
  });

  it('stand below what they bind, unbroken', () => {
    const metric: Metric = {
      name: 'tf_latency_ms',
      kind: 'number',
      prompt: 'Median latency',
      unit: 'ms',
      at: openSource('m', '').spanAt(0, 0),
    };
    const reading = { reader: 'hyperfine', document: null, ...bench.reading };
    const offers = candidates.map((candidate) => ({ file: bench.file, reading, candidate }));
    const found = proposeMatches([{ key: metric.name, metric, words: '' }], offers);
    expect(renderProposals(found, [], (key) => key, display(40, true))).toBe(
      [
        'tf_latency_ms: 0.0451234 s = 45.1 ms,',
        'infer --model tf · median (perhaps)',
        '  prep fill --from runs/bench.json --set \'tf_latency_ms=results[?command==`"infer --model tf"`].median | [0]\'',
      ].join('\n'),
    );
  });
});

describe('every screen', () => {
  const planned = {
    name: 'tf_latency_ms',
    fill: { value: '45.1 ms', source: { file: bench.file, path: candidates[0]?.path ?? '' } },
    converted: '0.0451234 s = 45.1 ms',
  };
  const screens: readonly (readonly [string, (display: Display) => string])[] = [
    ['the list', (one) => renderFound([bench], 60, one)],
    ['choices', (one) => renderChoices(choices, 3, false, one)],
    ['what was bound', (one) => renderStored(planned, undefined, one, (file) => file)],
    [
      'a file that cannot be read',
      (one) =>
        renderRefusal({ error: 'a/broken.json is no JSON at line 1, column 7', hint: 'write it anew' }, one),
    ],
  ];

  it.each(screens)('%s fits 40, 80 and 120 columns', (_, render) => {
    for (const columns of [40, 80, 120])
      for (const plain of [false, true])
        expect(widest(render(display(columns, plain)))).toBeLessThanOrEqual(columns);
  });

  it.each(screens)('%s lets no escape sequence through', (_, render) => {
    expect(render(display(80))).not.toContain('\u001B');
  });

  it('keeps hostile labels and files to one line', () => {
    const hostile: Reported = { label: 'a\n\u001B[2Jb', value: 1, unit: '\u001B[31m', path: 'x\ny' };
    const file = { file: 'a\nb.json', reading: { title: 'JSON', candidates: [hostile] } };
    const shown = renderFound([file], 60, display(80));
    expect(shown).not.toContain('\u001B');
    expect(shown.split('\n').length).toBeLessThanOrEqual(2);
  });
});
