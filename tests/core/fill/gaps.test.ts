import { describe, expect, it } from 'vitest';
import { assembleBanks, type Bank } from '../../../src/core/base/bank.ts';
import {
  applyFills,
  citedGap,
  fillRows,
  fillWord,
  keysCalled,
  planFills,
  rowsNamed,
  type Gap,
  namedGaps,
  fillOrder,
  openGaps,
  openGapsOf,
} from '../../../src/core/fill/gaps.ts';
import { countFilled, openCount } from '../../../src/core/fill/conditional.ts';
import { inputsOfDerived, segmentsText, sentenceAround, valuesOf } from '../../../src/core/fill/values.ts';
import { groupBy } from '../../../src/core/base/collections.ts';
import type { Fill, Fills } from '../../../src/core/base/metric.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const metricsFile = `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms, example: 50, min: 1, max: 1000, measure: median of 100 runs }
  long_ms: { prompt: Latency at 512 tokens, unit: ms, example: 320 }
  slowdown: { prompt: Slowdown, derive: long_ms / short_ms, unit: ×, digits: 1 }
  accuracy: { prompt: Accuracy, unit: "%", example: 82, min: 0, max: 100 }
  gpu: { prompt: The GPU, kind: text, example: one RTX 3090 }
---
`;
const attention = `---
id: attention
number: 4
---
# What does attention cost?

It is quadratic. In my benchmark, e.g. at
128 tokens, it took [FILL IN: short_ms], which is [FILL IN: slowdown] less than at 512! I saw it on [FILL IN: gpu].

- About [X]ms in the first week.

## Follow-ups
### And the accuracy?
It reached [FILL IN: accuracy]. Fine.
`;
const cost = `---
id: cost
---
# What was the accuracy?

On [FILL IN: gpu] it was [FILL IN: accuracy], and [FILL IN: your cloud, e.g., AWS] was cheap.
`;
const growth = `---
id: growth
---
# How does it grow?

By [FILL IN: slowdown], and the accuracy is [FILL IN: accuracy].
`;

const bank: Bank<Question> = assembleBanks([
  {
    bank: 'b',
    own: false,
    files: [
      readMetricsFile(openSource('metrics.md', metricsFile), 'b'),
      ...[attention, cost, growth].map((text, i) => readQuestionFile(openSource(`${i}.md`, text), 'b')),
    ],
  },
]);
const fill = (value: string): Fill => ({ value, updatedAt: '2026-11-24T10:00:00+01:00' });
const valuesWith = (fills: Fills): ReturnType<typeof valuesOf> =>
  valuesOf(bank, fills, { thousands: 'none' });
const none = valuesWith({});
const letterKey =
  bank.questions.get('attention')?.placeholders.find(({ kind }) => kind === 'letter')?.key ?? '';
const cloudKey = bank.questions.get('cost')?.placeholders.find(({ hint }) => hint !== undefined)?.key ?? '';

describe('what is open', () => {
  const keysOf = (gaps: readonly Gap[]) =>
    [...groupBy(gaps, ({ question }) => question.id)].map(([id, own]) => [id, own.map(({ key }) => key)]);

  it('is asked for by question, what the fewest values complete first, each once; a derived metric asks for its inputs', () => {
    expect(keysOf(openGaps(bank, none))).toEqual([
      ['cost', ['accuracy', 'gpu', cloudKey]],
      ['growth', ['long_ms', 'short_ms']],
      ['attention', [letterKey]],
    ]);
  });

  it('begins with the questions of the next days, and can be asked of some questions alone', () => {
    expect(keysOf(openGaps(bank, none, { soon: new Map([['attention', 0]]) }))).toEqual([
      ['attention', ['accuracy', 'short_ms', 'long_ms', 'gpu', letterKey]],
      ['cost', [cloudKey]],
    ]);
    const soon = new Map([
      ['growth', 1],
      ['attention', 0],
    ]);
    expect(keysOf(openGaps(bank, none, { soon })).map(([id]) => id)).toEqual(['attention', 'cost']);
    soon.set('attention', 2);
    expect(keysOf(openGaps(bank, none, { soon })).map(([id]) => id)).toEqual(['growth', 'attention', 'cost']);
    const among = [...bank.questions.values()].filter(({ id }) => id === 'growth');
    expect(keysOf(openGaps(bank, none, { among }))).toEqual([
      ['growth', ['long_ms', 'short_ms', 'accuracy']],
    ]);
  });

  it('begins with the values of a headline', () => {
    const head = { id: 'a', placeholderKeys: ['x', 'y', 'z'], headlineKeys: ['z'] };
    const other = { id: 'b', placeholderKeys: ['y', 'w'] };
    const order = fillOrder(
      [other, head],
      new Map(),
      { values: none, inputs: new Map() },
      new Map([['a', 0]]),
    );
    expect(order.map(({ head: { id }, keys }) => [id, keys])).toEqual([
      ['a', ['z', 'y', 'x']],
      ['b', ['w']],
    ]);
  });

  it('says where else a value is cited, and through which derived metric', () => {
    const gaps = openGaps(bank, none, { soon: new Map([['attention', 0]]) });
    expect(gaps.find(({ key }) => key === 'accuracy')).toMatchObject({
      citedBy: ['attention', 'cost', 'growth'],
    });
    const long = gaps.find(({ key }) => key === 'long_ms');
    expect(long).toMatchObject({ through: 'slowdown', citedBy: ['attention', 'growth'] });
    expect(gaps.find(({ key }) => key === 'short_ms')?.through).toBeUndefined();
  });

  it('shrinks as values come in', () => {
    const values = valuesWith({
      accuracy: fill('82%'),
      long_ms: fill('320 ms'),
      gpu: fill('one'),
      [letterKey]: fill('9 ms'),
    });
    expect(keysOf(openGaps(bank, values))).toEqual([
      ['attention', ['short_ms']],
      ['cost', [cloudKey]],
    ]);
  });

  it('can be asked of one question, in the order of its answer', () => {
    const growing = bank.questions.get('growth');
    expect(growing && openGapsOf(bank, growing, none).map(({ key }) => key)).toEqual([
      'long_ms',
      'short_ms',
      'accuracy',
    ]);
  });

  it('takes the unit around an unnamed placeholder for its own', () => {
    const gaps = openGaps(bank, none);
    expect(gaps.find(({ key }) => key === letterKey)?.metric).toMatchObject({ kind: 'number', unit: 'ms' });
    expect(gaps.find(({ key }) => key === cloudKey)).toMatchObject({ metric: undefined });
  });

  it('is empty in an empty bank', () => {
    expect(openGaps({ questions: new Map(), metrics: new Map(), problems: [] }, none)).toEqual([]);
  });
});

describe('asking by name', () => {
  it('asks for a filled value too, and for all that a question still wants', () => {
    const values = valuesWith({ gpu: fill('one') });
    const { found: gaps, wrong } = namedGaps(bank, ['gpu', 'growth'], values);
    expect(wrong).toEqual([]);
    expect(gaps.map(({ key }) => key)).toEqual(['gpu', 'long_ms', 'short_ms', 'accuracy']);
  });

  it('says what is wrong with every other name', () => {
    const { found: gaps, wrong } = namedGaps(bank, ['acuracy', 'slowdown'], none);
    expect(gaps).toEqual([]);
    expect(wrong).toMatchObject([
      { error: 'unknown metric acuracy', hint: expect.stringContaining('accuracy') },
      {
        error: 'slowdown is computed: long_ms / short_ms',
        hint: 'fill long_ms, short_ms',
      },
    ]);
  });

  it('finds a hint by its words before the comma', () => {
    const text =
      '# Who?\n\nWe are [FILL IN: team size, people] and ship [FILL IN: deploys, per day] times a day.\n';
    const own = assembleBanks([
      { bank: 'b', own: false, files: [readQuestionFile(openSource('q.md', text), 'b')] },
    ]);
    const called = keysCalled(own, {});
    expect(
      ['team_size', 'team size, people', 'deploys', 'people'].map((name) => called(name).length),
    ).toEqual([1, 1, 1, 0]);
  });

  it('takes marks for no name', () => {
    expect(namedGaps(bank, ['???'], none).wrong).toMatchObject([
      { hint: '`prep fill --list` shows all metrics' },
    ]);
  });

  it('takes no name for a slip of another that only happens to be the nearest', () => {
    const { wrong } = namedGaps(bank, ['weather'], none);
    expect(wrong).toMatchObject([{ hint: '`prep fill --list` shows all metrics' }]);
  });
});

describe('the sentence around a gap', () => {
  const sentenceOf = (key: string, values = none): string => {
    const question = bank.questions.get('attention');
    const placeholder = question?.placeholders.find((one) => one.key === key);
    return question && placeholder ? segmentsText(sentenceAround(question, placeholder, values)) : '';
  };

  it('is one line, from stop to stop, with the other values put in', () => {
    expect(sentenceOf('gpu')).toBe('I saw it on [FILL IN: gpu].');
    expect(sentenceOf('slowdown', valuesWith({ short_ms: fill('50 ms') }))).toBe(
      'In my benchmark, e.g. at 128 tokens, it took 50\u00A0ms, which is [FILL IN: slowdown] less than at 512!',
    );
  });

  it('is the list item, or the sentence of the follow-up, that the gap stands in', () => {
    expect(sentenceOf(letterKey)).toBe('About [X]ms in the first week.');
    expect(sentenceOf('accuracy')).toBe('It reached [FILL IN: accuracy].');
  });

  it('keeps the emphasis that it begins with, and no mark of a list or quote', () => {
    const text = '---\nid: a\n---\n# Why?\n\nSlow. *Result:* It took [X] ms.\n\n> - **p95:** it is [Y] ms.\n';
    const [question] = readQuestionFile(openSource('a.md', text), 'b').questions;
    const sentences = question?.placeholders.map((one) => segmentsText(sentenceAround(question, one, none)));
    expect(sentences).toEqual(['*Result:* It took [X] ms.', '**p95:** it is [Y] ms.']);
  });
});

describe('the sentence that is shown for a value', () => {
  const own = assembleBanks([
    {
      bank: 'b',
      own: false,
      files: [
        readMetricsFile(
          openSource(
            'metrics.md',
            `---
metrics:
  layers: { prompt: Layers, unit: layers, example: 6 }
  heads: { prompt: Heads, unit: heads, example: 8 }
  maps: { prompt: Maps, unit: maps, derive: layers * heads }
---
`,
          ),
          'b',
        ),
        ...[
          '[IF layers > 4: It is deep. | ELSE: It is flat.] It has [FILL IN: maps]. It ended well.',
          'It has [FILL IN: layers] with [FILL IN: heads] each. All [FILL IN: layers] agree.',
        ].map((answer, i) =>
          readQuestionFile(openSource(`${i}.md`, `---\nid: q${i}\n---\n# Why?\n\n${answer}\n`), 'b'),
        ),
      ],
    },
  ]);
  const inputs = inputsOfDerived(own.metrics);
  const shown = (fills: Fills): readonly unknown[] => {
    const values = valuesOf(own, fills, { thousands: 'none' });
    const [gap] = namedGaps(own, ['layers'], values).found;
    if (!gap) return [];
    const cited = citedGap(gap, { values, inputs });
    return [segmentsText(cited.sentence), cited.gap.through];
  };
  const unmeasured: Fills[string] = { notMeasured: {}, updatedAt: '' };

  it('cites it or what is computed from it, not a condition on it', () => {
    expect(shown({})).toEqual(['It has [FILL IN: maps].', 'maps']);
  });

  it('is none where its own is omitted', () => {
    expect(shown({ heads: unmeasured })).toEqual(['', 'maps']);
  });

  it('is there when a value is asked for again', () => {
    expect(shown({ layers: unmeasured })).toEqual(['It has [FILL IN: maps].', 'maps']);
  });
});

it('counts what was not measured as neither filled nor open', () => {
  const values = valuesWith({ gpu: fill('one'), accuracy: { notMeasured: {}, updatedAt: '' } });
  const count = countFilled(['gpu', 'accuracy', 'long_ms'], values);
  expect(count).toEqual({ filled: 1, unmeasured: 1, of: 3 });
  expect(openCount(count)).toBe(1);
});

describe('setting and clearing', () => {
  const plan = (
    set: readonly string[],
    unset: readonly string[] = [],
    fills: Fills = {},
  ): ReturnType<typeof planFills> => planFills(bank, fills, { thousands: 'none' }, { set, unset });

  it('plans every value in the unit of its metric', () => {
    expect(plan(['short_ms=0.05 s', 'gpu=one RTX = 3090', `${letterKey}=0.009 s`])).toEqual({
      set: [
        { name: 'short_ms', fill: { value: '50 ms', number: 50, unit: 'ms' }, converted: '0.05 s = 50 ms' },
        { name: 'gpu', fill: { value: 'one RTX = 3090' } },
        { name: letterKey, fill: { value: '9 ms', number: 9, unit: 'ms' }, converted: '0.009 s = 9 ms' },
      ],
      notMeasured: [],
      unset: [],
      wrong: [],
    });
  });

  it('reports everything that is wrong, with its place and what to do', () => {
    expect(
      plan(
        ['accuracy=12 parsecs', 'slowdown=2', 'acuracy=1', 'gpu', '=1', 'gpu=', 'short_ms=50'],
        ['nothing'],
      ).wrong,
    ).toMatchObject([
      {
        error: expect.stringContaining("accuracy: can't convert parsecs to %"),
      },
      { error: expect.stringContaining('is computed') },
      { hint: expect.stringContaining('accuracy') },
      { hint: 'for example accuracy=82%' },
      { hint: 'for example accuracy=82%' },
      { error: 'gpu: the value is empty' },
      { error: 'unknown metric nothing' },
    ]);
  });

  it('takes each name once', () => {
    expect(plan(['gpu=a', 'gpu=b'], ['gpu']).wrong.map(({ error }) => error)).toEqual([
      'gpu is given twice',
      'gpu is given twice',
    ]);
  });

  it('clears what is stored, also what nothing cites any more, and lets the rest be', () => {
    const fills = { gpu: fill('one'), old: fill('7') };
    const { unset, wrong } = plan([], ['gpu', 'old', 'accuracy'], fills);
    expect({ unset, wrong }).toEqual({ unset: ['gpu', 'old'], wrong: [] });
    expect(applyFills(fills, { set: [], unset }, '')).toEqual({});
  });

  it('clears all that a question cites by its number', () => {
    const question = [...bank.questions.values()].find(({ placeholderKeys }) =>
      placeholderKeys.includes(letterKey),
    );
    const fills = { [letterKey]: fill('9 ms'), old: fill('7') };
    expect(plan([], [question?.id ?? ''], fills)).toMatchObject({ unset: [letterKey], wrong: [] });
    expect(plan([], [`${question?.number}`], fills)).toMatchObject({ unset: [letterKey], wrong: [] });
    expect(fillWord(letterKey, { id: 'a', number: 3 })).toBe('3');
    expect(fillWord('gpu', { id: 'a', number: 3 })).toBe('gpu');
  });

  it('stores with the time, and leaves other values alone', () => {
    const { set } = plan(['accuracy=82']);
    expect(applyFills({ gpu: fill('one') }, { set, unset: [] }, '2026-11-25T08:00:00+01:00')).toEqual({
      gpu: fill('one'),
      accuracy: { value: '82%', number: 82, unit: '%', updatedAt: '2026-11-25T08:00:00+01:00' },
    });
  });

  it('refuses names of the language as any other unknown name', () => {
    expect(plan(['__proto__=1', 'constructor=1'], ['toString']).wrong).toHaveLength(3);
    expect(Object.hasOwn(applyFills({}, { set: [], unset: ['__proto__'] }, ''), '__proto__')).toBe(false);
  });
});

describe('the list', () => {
  const fills = { short_ms: fill('50 ms'), long_ms: fill('320 ms'), old: fill('7') };
  const rows = fillRows(bank, fills, valuesWith(fills), new Set());

  it('has every declared metric, every placeholder of its own, and what is stored besides', () => {
    expect(rows.map(({ name }) => name)).toEqual([
      'short_ms',
      'long_ms',
      'slowdown',
      'accuracy',
      'gpu',
      letterKey,
      cloudKey,
      'old',
    ]);
  });

  it('has the documented fields', () => {
    expect(rows[0]).toEqual({
      name: 'short_ms',
      label: 'short_ms',
      kind: 'number',
      tier: 'topic',
      unit: 'ms',
      prompt: 'Latency at 128 tokens',
      value: '50 ms',
      number: 50,
      derived: false,
      filled: true,
      source: null,
      state: 'filled',
      reason: null,
      updatedAt: '2026-11-24T10:00:00+01:00',
      stale: false,
      missing: [],
      citedBy: ['attention', 'growth'],
    });
    expect(rows[2]).toMatchObject({
      value: '6.4×',
      number: 6.4,
      derived: true,
      filled: true,
      updatedAt: null,
    });
    expect(rows[3]).toMatchObject({
      value: null,
      number: null,
      filled: false,
      citedBy: ['attention', 'cost', 'growth'],
    });
    expect(rows[5]).toMatchObject({
      label: 'About [X]ms in the first… (Q4)',
      prompt: 'About [X]ms in the first week.',
    });
    expect(rows[6]).toMatchObject({
      label: 'cloud (cost)',
      kind: 'text',
      prompt: 'your cloud',
      filled: false,
    });
    expect(rows[7]).toMatchObject({ label: 'old', prompt: '', value: '7', filled: true, citedBy: [] });
  });

  it('says of a filled placeholder what it was asked for, with the gap', () => {
    const filled = { ...fills, [letterKey]: fill('9 ms') };
    const row = fillRows(bank, filled, valuesWith(filled), new Set()).find(({ name }) => name === letterKey);
    expect(row).toMatchObject({ value: '9 ms', prompt: 'About [X]ms in the first week.' });
  });

  it('can be asked for by question', () => {
    const [question] = bank.questions.values();
    if (!question) throw new Error('no question');
    const cited = rows.filter(({ citedBy }) => citedBy.includes(question.id));
    expect(cited.length).toBeGreaterThan(0);
    expect(rowsNamed(rows, [question.id], bank, {})).toEqual({ found: cited, wrong: [] });
    const gaps = namedGaps(bank, [question.id], new Map()).found;
    expect(gaps).toHaveLength(question.placeholderKeys.length);
    expect(gaps.every((gap) => gap.question.id === question.id)).toBe(true);
  });

  it('can be asked for some names', () => {
    expect(rowsNamed(rows, ['gpu', 'slowdown'], bank, {}).found.map(({ name }) => name)).toEqual([
      'gpu',
      'slowdown',
    ]);
    expect(rowsNamed(rows, ['gpus'], bank, {}).wrong).toMatchObject([
      { hint: expect.stringContaining('gpu') },
    ]);
  });
});

describe('the unit of a value that no metric is declared for', () => {
  const unitOf = (written: string): string | undefined => {
    const file = readQuestionFile(openSource('q.md', `# Why?\n\nIt took ${written} then.\n`), 'b');
    const own = assembleBanks([{ bank: 'b', own: false, files: [file] }]);
    return openGaps(own, new Map())[0]?.metric?.unit;
  };

  it.each([
    ['[FILL IN: p95 before, ms]', 'ms'],
    ['[FILL IN: mean latency (ms)]', 'ms'],
    ['[FILL IN: response time in ms]', 'ms'],
    ['[FILL IN: duration of the test, s]', 's'],
    ['[FILL IN: error rate, %]', '%'],
    ['[FILL IN: load, requests/s]', 'requests/s'],
    ['[FILL IN: size of the image, MB]', 'MB'],
    ['[FILL IN: p95, s] ms', 'ms'],
    ['[FILL IN: p99_before ms]', 'ms'],
    ['[FILL IN: p99 before ms]', 'ms'],
    ['[FILL IN: budget_minutes min]', 'min'],
    ['[FILL IN: budget_minutes minutes]', 'minutes'],
    ['[FILL IN: rps_per_pod req/s]', 'req/s'],
    ['[FILL IN: load of one pod rps]', 'rps'],
    ['[FILL IN: infra_cost $/month]', '$/month'],
    ['[FILL IN: mean throughput requests/s]', 'requests/s'],
    ['[FILL IN: scale_seconds s]', 's'],
    ['[FILL IN: battery_voltage V]', 'V'],
    ['[FILL IN: temps de réponse: ms]', 'ms'],
    ['[FILL IN: Ladezeit – s]', 's'],
    ['[FILL IN: peak memory GiB]', 'GiB'],
    ['[FILL IN: build cost EUR, e.g., 40]', 'EUR'],
    ['[insert p95 ms]', 'ms'],
    ['[FILL IN: p99_before_ms]', 'ms'],
    ['[FILL IN: index_gb]', 'GB'],
    ['[FILL IN: throttle_mb_s]', 'MB/s'],
    ['[FILL IN: train_minutes]', 'min'],
    ['[FILL IN: cost_usd]', 'usd'],
    ['[FILL IN: size_mb] kB', 'kB'],
    ['[FILL IN: gain] times faster', 'times'],
    ['[FILL IN: gain]x', 'x'],
  ])('of %s is %s', (written, unit) => {
    expect(unitOf(written)).toBe(unit);
  });

  it.each([
    '[FILL IN: your name, please]',
    '[FILL IN: how it ran in production]',
    '[FILL IN: the language, C]',
    '[FILL IN: grade (A)]',
    '[FILL IN: your role in AI/ML]',
    '[FILL IN: your team, dev/ops]',
    '[FILL IN: p95 before]',
    '[FILL IN: ms]',
    '[FILL IN: score at 6 h]',
    '[FILL IN: launch year]',
    '[FILL IN: office hours]',
    '[FILL IN: number of times]',
    '[FILL IN: what it taught us]',
    '[FILL IN: the cost/month]',
    '[FILL IN: your qps]',
    '[FILL IN: plan B]',
    '[FILL IN: your team dev/ops]',
    '[FILL IN: launch_year]',
    '[FILL IN: loss_min]',
    '[FILL IN: deploys, per day] times a day',
    '[FILL IN: deploys] times daily',
  ])('is unknown of %s', (written) => {
    expect(unitOf(written)).toBeUndefined();
  });
});

describe('a value that its text multiplies', () => {
  const auto = { thousands: 'auto' } as const;
  /** What is typed into the only gap of a text: how the text reads then, and its unit, or what prep asks. */
  const typed = (written: string, value: string): string => {
    const text = `It took ${written} then.`;
    const own = assembleBanks([
      {
        bank: 'b',
        own: false,
        files: [readQuestionFile(openSource('q.md', `# Why?\n\n${text}\n`), 'b')],
      },
    ]);
    const [gap] = openGaps(own, new Map());
    if (!gap) return 'no gap';
    const plan = planFills(own, {}, auto, { set: [`${gap.key}=${value}`], unset: [] });
    const [change] = plan.set;
    if (!change) return plan.wrong.map(({ error }) => error.replace(/.*\): /, '')).join();
    const fills = applyFills({}, { set: [change], unset: [] }, '2026-12-01T08:00:00Z');
    const shown = segmentsText(sentenceAround(gap.question, gap.placeholder, valuesOf(own, fills, auto)));
    return `${shown.replace(/^It took | then\.$/g, '')} in ${change.fill.unit}`.replaceAll('\u00A0', ' ');
  };

  it.each([
    ['$[X]M', '6', '$6M in $M'],
    ['$[X]M', '6 million', '$6M in $M'],
    ['$[X]k', '$12,000', '$12k in $k'],
    ['$[X]k', '12000', '$12000k or $12k? If it is a plain count, write $12000'],
    ['€[X]k a year', '90', '€90k a year in €k'],
    ['€[X]k a year', '€90k/year', '€90k a year in €k'],
    ['$[X]k/month', '5', '$5k/month in $k/month'],
    ['$[X] million', '2.5', '$2.5 million in $ million'],
    ['$[FILL IN: cost]k', '15', '$15k in $k'],
    ['[X]B events', '2 billion', '2B events in bn'],
    ['[X]B events a day', '2,000,000,000 events a day', '2B events a day in bn'],
    ['[X]B a day', '2 GB', '2,000,000,000B a day in B'],
    ['[X]k hours', '36,000,000 s', '10k hours in k hours'],
    ['[X]B-parameter models', '7', '7B-parameter models in bn'],
    ['[X]k req/s', '12,000 req/s', '12k req/s in k req/s'],
    ['[X] million rows', '4M rows', '4 million rows in million'],
    ['[X]k active users', '35,000 users', '35k active users in k'],
    ['[X]k active users', '35000', '35000 k or 35 k? Write one of them'],
    ['an [X]-fold gain', '7', 'a 7-fold gain in ×'],
    ['a [X]-fold gain', '8', 'an 8-fold gain in ×'],
    ['a [X]-hour job', '110', 'a 110-hour job in h'],
    ['a [X] ms', '8', 'a 8 ms in ms'],
    ['[FILL IN: parameters, M]', '11689512', '11689512 M or 11.689512 M? Write one of them'],
    ['[X] s', '1:30', "can't convert 1:30: it could be minutes or hours"],
    ['$[X]M', '$6', '$6 would be $0.000006M'],
    ['[X] days', '140 s', '140 s would be 0.001620 days'],
    ['[X] ¢', '0.4', '0.4 ¢ in ¢'],
    ['[X]:1', '45k msgs/s', "can't convert k msgs/s to a plain number"],
    ['1:[X]', '12', '1:12 in undefined'],
    ['a reduction by [X]%', '162', '162% is above the expected range (0 to 100)'],
    ['[FILL IN: payload reduction, %]', '-62', '-62% is below the expected range (0 to 100)'],
    ['[X]% less', '162', '162% is above the expected range (0 to 100)'],
    ['[X]% more', '162', '162% more in %'],
  ])('%s takes %s', (written, value, expected) => {
    expect(typed(written, value)).toBe(expected);
  });
});
