import { describe, expect, it } from 'vitest';
import { berlin } from '../../support/entries.ts';
import { type Instant, parseIso } from '../../../src/core/base/day.ts';
import type { FillRow, Gap } from '../../../src/core/fill/gaps.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import {
  renderAsk,
  renderFillList,
  renderGap,
  renderGroup,
  renderHelp,
  renderReadAgain,
} from '../../../src/screens/fill/fill.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';

const display = (columns: number, color = false): Display => ({
  columns,
  theme: theme({ color, fancy: true }),
  plain: false,
});
const now: Instant | undefined = parseIso('2026-11-24T10:00:00+01:00');
const source = openSource(
  'a.md',
  '---\nid: attention\nnumber: 4\n---\n# 注意力の計算量 of attention \u001B[2J?\n\nIt took **[X]ms** on `cuda` [your GPU].\n',
);
const [question] = readQuestionFile(source, 'b').questions;
const [letter, prompt] = question?.placeholders ?? [];
if (!question || !letter || !prompt || now === undefined)
  throw new Error('the question of these tests is not read');
const moment = { now, calendar: berlin };

const metric: Metric = {
  name: 'ms_128',
  kind: 'number',
  prompt: 'Forward latency of one attention layer at a length of 128 tokens, batch of 1',
  unit: 'ms',
  example: '50',
  min: 1,
  max: 1000,
  measure: 'median of 100 runs',
  at: source.spanAt(0, 1),
};
const heads = new Map<string, { readonly id: string; readonly number?: number }>([
  ['attention', question],
  ['b', { id: 'b', number: 12 }],
]);
const gap: Gap = {
  key: 'ms_128',
  metric,
  placeholder: letter,
  question,
  through: undefined,
  citedBy: ['attention', 'b', 'c', 'd', 'e', 'f'],
};
const sentence = [
  { kind: 'plain', text: 'It took **' },
  { kind: 'open', text: '[X]', key: 'ms_128' },
  { kind: 'plain', text: 'ms** on `cuda`' },
] as const;

const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe('asking', () => {
  it('fits every width, and lets no escape sequence through', () => {
    for (const columns of [40, 80, 120]) {
      const text = [
        renderGroup(question, 1, display(columns)),
        renderGap(gap, sentence, undefined, heads, display(columns)),
        renderHelp(gap, display(columns)),
      ].join('\n');
      expect(widest(text)).toBeLessThanOrEqual(columns);
      expect(text).not.toContain('\u001B');
      expect(text).toContain('注意力');
    }
  });

  it('shows the sentence without its marks, and marks the gap', () => {
    const plain = renderGap(gap, sentence, undefined, heads, display(80));
    expect(plain).toContain('It took [X]ms on cuda');
    expect(plain).toContain('for example 50 ms · also cited by Q12, c, d, e and 1 more');
    const { open } = theme({ color: true, fancy: true });
    expect(renderGap(gap, sentence, undefined, heads, display(80, true))).toContain(open('[X]'));
  });

  it('says through which derived metric a value is cited, and what it is now', () => {
    const text = renderGap(
      { ...gap, through: 'slowdown' },
      sentence,
      { text: '45 ms', origin: 'typed' },
      heads,
      display(80),
    );
    expect(text).toContain('now 45 ms');
    expect(text).toContain('slowdown is computed from it');
  });

  it('asks by name, and for an unnamed placeholder by its hint, or by what is written with its unit', () => {
    const ask = (one: Gap, present?: { readonly text: string; readonly origin: 'typed' }): string =>
      renderAsk(one, present, false, display(40));
    expect(ask(gap)).toBe('ms_128 (Enter = skip, ! = not measured, ? = help):');
    const own: Gap = { ...gap, key: prompt.key, metric: undefined, placeholder: prompt };
    expect(ask(own, { text: 'x', origin: 'typed' })).toBe(
      'your GPU (Enter = keep, - = clear, ! = not measured, ? = help):',
    );
    expect(ask({ ...own, key: letter.key, placeholder: letter })).toBe(
      '[X] ms (Enter = skip, ! = not measured, ? = help):',
    );
    expect(renderHelp(own, display(80))).toContain('Enter it exactly as it should appear in the sentence.');
  });

  it('says what else can be typed as far as it fits', () => {
    expect(renderAsk(gap, undefined, true, display(120))).toBe(
      'ms_128 (Enter = skip, b = back, ! = not measured, q = quit, ? = help):',
    );
    expect(renderAsk(gap, undefined, true, display(80))).toBe(
      'ms_128 (Enter = skip, b = back, ! = not measured, q = quit, ? = help):',
    );
  });

  it('helps with how to measure, the usual range, and what may be written', () => {
    const text = renderHelp(gap, display(120));
    expect(text).toContain('median of 100 runs');
    expect(text).toContain('Usual range: 1 to 1000.');
    expect(text).toContain('units are converted');
  });
});

const shown = (path: string): string => path.replace('/home/ada/', '~/');

it('tells where values were read from, each file once', () => {
  const row: FillRow = {
    name: 'accuracy',
    label: 'accuracy',
    kind: 'number',
    tier: 'topic',
    unit: '%',
    prompt: 'Accuracy',
    value: '82%',
    number: 82,
    derived: false,
    filled: true,
    state: 'filled' as const,
    reason: null,
    source: {
      file: '/home/ada/project/metrics.json',
      path: 'test.accuracy',
      unit: '×',
      sha256: '0123456789abcdef',
    },
    updatedAt: '2026-11-24T09:00:00+01:00',
    stale: false,
    missing: [],
    citedBy: ['attention'],
  };
  const loss = {
    ...row,
    name: 'loss',
    label: 'loss',
    stale: true,
    source: { file: '/home/ada/project/old.json', path: 'test.loss' },
  };
  const rows = [row, { ...row, name: 'f1', label: 'f1' }, loss];
  expect(renderFillList(rows, heads, moment, shown, display(80))).toBe(
    [
      'Metric    Value  From                    Age      Cited by',
      'accuracy  82%    ~/project/metrics.json  today    Q4',
      'f1        82%    ~/project/metrics.json  today    Q4',
      'loss      82%    ~/project/old.json      changed  Q4',
    ].join('\n'),
  );
  for (const columns of [40, 120])
    expect(widest(renderFillList(rows, heads, moment, shown, display(columns)))).toBeLessThanOrEqual(columns);
});

it('cuts a sentence to read again after two lines', () => {
  const again = (read: string): string =>
    renderReadAgain(
      [
        {
          citing: {
            question: 'b',
            text: { text: '', at: source.spanAt(0, 0) },
            placeholders: [],
            isOwn: false,
            at: undefined,
            editedAt: undefined,
          },
          at: letter.written.at,
          metrics: [],
          sentence: read,
        },
      ],
      heads,
      display(60),
    )
      .split('\n')
      .slice(1)
      .join('\n');
  const words = 'The first one was cheaper at a length of 128 tokens: 0.5 h against';
  const long = again(
    `${words} two hours of the other one, which is more than anybody would wait for it here.`,
  );
  expect(long).toMatch(/ …$/);
  expect(widest(long)).toBeLessThanOrEqual(60);
});

it('cuts no number and no words on a narrow screen', () => {
  const row: FillRow = {
    name: 'vljepa_imdb_accuracy',
    label: 'vljepa_imdb_accuracy',
    kind: 'number',
    tier: 'core',
    unit: '%',
    prompt: 'Accuracy',
    value: '81.9 ± 0.4%',
    number: 81.9,
    derived: false,
    filled: true,
    state: 'filled',
    reason: null,
    source: null,
    updatedAt: null,
    stale: false,
    missing: [],
    citedBy: ['attention', 'b'],
  };
  const gpu: FillRow = {
    ...row,
    name: 'gpu',
    label: 'gpu',
    value: 'one RTX 3090 in a shared machine',
    number: null,
  };
  const unmeasured: FillRow = { ...gpu, name: 'layers', label: 'layers', value: null, state: 'notMeasured' };
  expect(renderFillList([row, gpu, unmeasured], heads, moment, shown, display(40))).toBe(
    [
      'Metric                Value',
      'vljepa_imdb_accuracy  81.9 ± 0.4%',
      'gpu                   one RTX 3090 in a',
      '                      shared machine',
      'layers                not measured',
    ].join('\n'),
  );
});

it('lists values at 40, 80 and 120 columns', () => {
  const row: FillRow = {
    name: 'attention/letter/took-ms-on-a-very-long-name',
    label: 'took [X] ms (Q4)',
    kind: 'number',
    tier: 'topic',
    unit: 'ms',
    prompt: 'Latency',
    value: '45 ms',
    number: 45,
    derived: false,
    filled: true,
    state: 'filled' as const,
    reason: null,
    source: null,
    updatedAt: '2026-11-24T09:00:00+01:00',
    stale: false,
    missing: [],
    citedBy: ['attention', 'b'],
  };
  const rows = [row, { ...row, name: '_', label: '_', value: null, filled: false, updatedAt: 'long ago' }];
  for (const columns of [40, 80, 120]) {
    const text = renderFillList(rows, heads, moment, shown, display(columns));
    expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(text).toContain('45 ms');
  }
  expect(renderFillList(rows, heads, moment, shown, display(80))).toBe(
    [
      'Metric            Value  From   Age    Cited by',
      'took [X] ms (Q4)  45 ms  typed  today  Q12',
      '_                                      Q4, Q12',
    ].join('\n'),
  );
});

it('counts the age of a value in days as people have them, from 04:00 on', () => {
  const ages = ['2026-11-24T04:01', '2026-11-24T03:59', '2026-11-23T10:01', '2026-11-22T23:00'].map((at) => {
    const named = {
      name: 'hours',
      label: 'hours',
      kind: 'number',
      tier: 'core',
      unit: 'h',
      prompt: 'Hours',
    } as const;
    const filled = { value: '3 h', number: 3, derived: false, filled: true, state: 'filled' } as const;
    const rest = { reason: null, source: null, stale: false, missing: [], citedBy: ['attention'] };
    const rows = [{ ...named, ...filled, ...rest, updatedAt: `${at}:00+01:00` }];
    return /typed +(today|\d+ d)/.exec(renderFillList(rows, heads, moment, shown, display(80)))?.[1];
  });
  expect(ages).toEqual(['today', '1 d', '1 d', '2 d']);
});
