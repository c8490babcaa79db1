import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Offer,
  PROPOSED,
  proposeMatches,
  searchOffers,
  STRONG,
  type Wanted,
  wordsBeside,
} from '../../../src/core/fill/match.ts';
import type { Metric } from '../../../src/core/base/metric.ts';
import type { Reported } from '../../../src/core/fill/bind.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { anyCharacter } from '../../support/characters.ts';

const at = openSource('metrics.md', '').spanAt(0, 0);

/** Everything to fill of the sample bank, as its metrics.md has it. */
const bank: readonly Wanted[] = readMetricsFile(
  openSource('metrics.md', readFileSync('tests/corpus/first-edition/metrics.md', 'utf8')),
  'questions',
)
  .metrics.filter((metric) => metric.derive === undefined)
  .map((metric) => ({ key: metric.name, metric, words: '' }));

/** A metric of somebody's own bank. */
const own = (name: string, prompt: string, unit?: string, more: Partial<Metric> = {}): Wanted => ({
  key: name,
  metric: { name, kind: 'number', prompt, at, ...(unit !== undefined && { unit }), ...more },
  words: '',
});

type Row = readonly [label: string, value: number | string, unit: string];

const file = (path: string, title: string, rows: readonly Row[]): readonly Offer[] => {
  const candidates = rows.map(([label, value, unit]): Reported => ({
    label,
    value,
    unit,
    path: label.replaceAll(' · ', '.'),
  }));
  const reading = { reader: title, title, document: null, candidates };
  return candidates.map((candidate) => ({ file: path, reading, candidate }));
};

const hyperfine = (path: string, ...commands: readonly (readonly [string, number])[]): readonly Offer[] =>
  file(
    path,
    'hyperfine benchmark',
    (
      [
        ['median', 1],
        ['mean', 1.02],
        ['min', 0.9],
        ['max', 1.3],
        ['stddev', 0.05],
        ['user', 0.8],
        ['system', 0.1],
      ] as const
    ).flatMap(([key, factor]) =>
      commands.map(([command, median]): Row => [`${command} · ${key}`, median * factor, 's']),
    ),
  );

const k6 = (path: string): readonly Offer[] =>
  file(path, 'k6 summary', [
    ...['http_req_duration', 'http_req_waiting', 'http_req_blocked', 'iteration_duration'].flatMap(
      (name, i): readonly Row[] => [
        [`${name} · p(95)`, 98.7 + i, 'ms'],
        [`${name} · avg`, 58.2 + i, 'ms'],
        [`${name} · med`, 51.9 + i, 'ms'],
        [`${name} · max`, 312 + i, 'ms'],
      ],
    ),
    ['http_reqs · rate', 997.4, 'requests/s'],
    ['http_reqs · count', 59_844, 'requests'],
    ['http_req_failed · rate', 0.0032, '×'],
    ['checks · rate', 0.9981, '×'],
    ['vus · max', 200, ''],
    ['data_received · rate', 81_233, 'B/s'],
  ]);

const locust = file('load/run_stats.csv', 'Locust statistics', [
  ['Aggregated · 95%', 120, 'ms'],
  ['Aggregated · 50%', 48, 'ms'],
  ['Aggregated · Average Response Time', 61.3, 'ms'],
  ['Aggregated · Requests/s', 412.7, 'requests/s'],
  ['Aggregated · Failures/s', 0.4, '/s'],
  ['Aggregated · Request Count', 24_762, 'requests'],
  ['POST /predict · 95%', 131, 'ms'],
  ['POST /predict · Requests/s', 206.1, 'requests/s'],
]);

const results = (path: string): readonly Offer[] =>
  file(path, 'Hugging Face results', [
    ['eval_accuracy', 0.8234, '×'],
    ['eval_loss', 0.4121, ''],
    ['train_loss', 0.2981, ''],
    ['eval_runtime', 41.2, 's'],
    ['train_runtime', 7384, 's'],
    ['eval_samples_per_second', 606.2, 'samples/s'],
    ['epoch', 3, ''],
  ]);

const trainerState = file('out/trainer_state.json', 'Hugging Face trainer state', [
  ['eval_accuracy · last', 0.8211, '×'],
  ['eval_accuracy · best', 0.8299, '×'],
  ['eval_loss · last', 0.4471, ''],
  ['eval_loss · best', 0.4012, ''],
  ['loss · last', 0.2981, ''],
  ['grad_norm · last', 1.7, ''],
  ['epoch', 3, ''],
]);

const dvc = file('metrics.json', 'DVC metrics', [
  ['test.accuracy', 0.8187, '×'],
  ['test.f1', 0.8102, '×'],
  ['test.loss', 0.4121, ''],
  ['train.accuracy', 0.9713, '×'],
  ['train.loss', 0.0812, ''],
]);

const wandb = file('wandb/run-20260302_100000-k3v9q2xa/files/wandb-summary.json', 'W&B summary', [
  ['val/acc', 0.8129, '×'],
  ['train/acc', 0.981, '×'],
  ['val/loss', 0.44, ''],
  ['temperature', 0.0712, ''],
  ['recall@1', 0.0821, '×'],
  ['recall@5', 0.2314, '×'],
  ['gpu.0.temp', 71, ''],
  ['_runtime', 28_811.3, 's'],
  ['_step', 4680, ''],
]);

const lightning = file('lightning_logs/version_3/metrics.csv', 'Lightning CSV log', [
  ['test_acc · last', 0.8177, '×'],
  ['val_acc · last', 0.8203, '×'],
  ['val_acc · best', 0.8255, '×'],
  ['train_loss_step · last', 0.21, ''],
  ['train_loss_epoch · last', 0.24, ''],
  ['epoch', 11, ''],
]);

const istanbul = file('coverage/coverage-summary.json', 'Istanbul coverage summary', [
  ['total · lines', 84.21, '%'],
  ['total · statements', 83.4, '%'],
  ['total · functions', 79.1, '%'],
  ['total · branches', 71.3, '%'],
  ['total · lines · covered', 42, ''],
  ['total · lines · total', 50, ''],
  ['src/match.ts · lines', 91.2, '%'],
]);

const coveragePy = file('coverage.json', 'coverage.py report', [
  ['total · covered', 87.5, '%'],
  ['total · branches covered', 80.1, '%'],
  ['total · covered lines', 70, ''],
  ['total · statements', 80, ''],
  ['app/model.py · covered', 92.1, '%'],
]);

const docker = (path: string): readonly Offer[] =>
  file(path, 'Docker image', [
    ['sentiment:1.4 · size', 812_345_678, 'B'],
    ['sentiment:1.4 · layers', 14, ''],
  ]);

const github = file('gh.json', 'GitHub repository', [
  ['stars', 1834, 'stars'],
  ['forks', 212, 'forks'],
  ['open issues', 17, 'issues'],
  ['url', 'https://github.com/ada/sentiment', ''],
  ['name', 'sentiment', ''],
]);

const pytestBenchmark = file('.benchmarks/Linux/0001_run.json', 'pytest-benchmark run', [
  ['test_attention[128] · median', 0.0512, 's'],
  ['test_attention[512] · median', 0.331, 's'],
  ['test_attention[128] · mean', 0.0533, 's'],
  ['test_attention[512] · mean', 0.334, 's'],
  ['test_attention[128] · stddev', 0.002, 's'],
  ['test_attention[128] · ops', 19.5, '/s'],
]);

const params = file('params.yaml', 'values', [
  ['model.d_model', 512, ''],
  ['model.n_heads', 8, ''],
  ['model.layers', 6, ''],
  ['data.max_tokens', 256, ''],
  ['train.lr', 0.0003, ''],
  ['train.micro_batch', 32, ''],
  ['train.effective_batch', 128, ''],
  ['train.epochs', 10, ''],
  ['seed', 17, ''],
]);

const generic = file('report.json', 'values', [
  ['latency_ms.p95', 88.4, ''],
  ['latency_ms.p50', 41.2, ''],
  ['latency_ms.mean', 47.9, ''],
  ['throughput_rps', 640, ''],
  ['peak_memory_mb', 6210.4, 'MB'],
  ['num_parameters', 29_884_416, ''],
  ['build_seconds', 187.4, 's'],
  ['error_rate', 0.004, ''],
  ['version', '1.4.0', ''],
]);

/** A service, as somebody else prepares it. */
const service: readonly Wanted[] = [
  own('p95_latency', '95th percentile latency of the API under load', 'ms', { better: 'lower', max: 60_000 }),
  own('p50_latency', 'Median latency of the API', 'ms', { better: 'lower' }),
  own('avg_latency', 'Average latency', 'ms', { better: 'lower' }),
  own('throughput', 'Requests per second at peak', 'requests/s', { better: 'higher' }),
  own('error_rate', 'Share of failed requests', '%', { better: 'lower' }),
  own('latency_target', 'Latency that was promised', 'ms'),
  own('coverage', 'Test coverage', '%', { better: 'higher' }),
  own('branch_coverage', 'Branch coverage', '%'),
  own('image_size', 'Size of the container image', 'MB'),
  own('github_stars', 'Stars of the repository', undefined),
  own('build_time', 'Time of a clean build', 'min'),
  own('peak_memory', 'Peak memory of the worker', 'GB'),
  own('model_params', 'Parameters of the model', 'M parameters'),
  own('team_size', 'People in the team', 'people'),
  own('monthly_cost', 'Monthly bill', '$/month'),
];

/** A model, as somebody else prepares it. */
const model: readonly Wanted[] = [
  own('val_accuracy', 'Validation accuracy', '%', { better: 'higher', min: 0, max: 100 }),
  own('train_accuracy', 'Training accuracy', '%', { better: 'higher', min: 0, max: 100 }),
  own('test_f1', 'F1 on the test set', undefined, { better: 'higher' }),
  own('val_loss', 'Validation loss', undefined, { better: 'lower' }),
  own('epochs', 'Epochs of training', 'epochs'),
  own('train_hours', 'Training time', 'h', { min: 0.01 }),
  own('learning_rate', 'Learning rate', undefined),
];

const pgbench = file('results/pgbench.log', 'text report', [
  ['duration', 60, 's'],
  ['number of transactions actually processed', 183_204, ''],
  ['number of failed transactions', 0, ''],
  ['latency average', 5.238, 'ms'],
  ['initial connection time', 22.119, 'ms'],
  ['tps', 3054.6, ''],
  ['scaling factor', 100, ''],
  ['number of clients', 16, ''],
  ['number of threads', 4, ''],
]);

/** A name in a guide, which declares none. */
const inGuide = (name: string, unit?: string): Wanted => ({
  ...(unit === undefined ? { key: name, metric: undefined } : own(name, name, unit)),
  words: name,
});

const guide: readonly Wanted[] = [
  inGuide('pg_tps', 'tps'),
  inGuide('pg_latency_ms', 'ms'),
  inGuide('pg_clients'),
  inGuide('charge_rps', 'rps'),
  inGuide('charge_p95_ms', 'ms'),
  inGuide('charge_p50_ms', 'ms'),
];

type Case = {
  readonly name: string;
  readonly wanted: readonly Wanted[];
  readonly offers: readonly Offer[];
  /** Label by metric; what is not named must not be proposed. */
  readonly expected: Readonly<Record<string, string>>;
};

const CASES: readonly Case[] = [
  {
    name: 'two commands of hyperfine for the two models of the bank',
    wanted: bank,
    offers: hyperfine(
      'bench.json',
      ['python infer.py --model tf', 0.0451],
      ['python infer.py --model vljepa', 0.182],
    ),
    expected: {
      tf_latency_ms: 'python infer.py --model tf · median',
      vljepa_latency_ms: 'python infer.py --model vljepa · median',
    },
  },
  {
    name: 'a model written in two words and in full',
    wanted: bank,
    offers: hyperfine('bench.json', ['../predict transformer', 0.0451], ['../predict vl-jepa', 0.182]),
    expected: {
      tf_latency_ms: '../predict transformer · median',
      vljepa_latency_ms: '../predict vl-jepa · median',
    },
  },
  {
    name: 'a measurement of before and one of after',
    wanted: bank,
    offers: [
      ...hyperfine('bench/before.json', ['infer tf', 0.112]),
      ...hyperfine('bench/after.json', ['infer tf', 0.0451]),
    ],
    expected: { tf_latency_before_ms: 'infer tf · median', tf_latency_ms: 'infer tf · median' },
  },
  {
    name: 'a command that names no model',
    wanted: bank,
    offers: hyperfine('bench.json', ['python infer.py', 0.0451]),
    expected: {},
  },
  {
    name: 'commands that have nothing to do with the bank',
    wanted: bank,
    offers: hyperfine('build.json', ['npm run build', 12.4], ['npm test', 31.2]),
    expected: {},
  },
  {
    name: 'attention at two lengths',
    wanted: bank,
    offers: pytestBenchmark,
    expected: {
      attention_ms_128: 'test_attention[128] · median',
      attention_ms_512: 'test_attention[512] · median',
    },
  },
  {
    name: 'a load test for the bank',
    wanted: bank,
    offers: k6('k6/summary.json'),
    expected: { p95_ms: 'http_req_duration · p(95)', mean_latency_ms: 'http_req_duration · avg' },
  },
  {
    name: 'the load test of before the fix',
    wanted: bank,
    offers: k6('k6/before/summary.json'),
    expected: { p95_before_ms: 'http_req_duration · p(95)' },
  },
  {
    name: 'Locust for the bank',
    wanted: bank,
    offers: locust,
    expected: { p95_ms: 'Aggregated · 95%', mean_latency_ms: 'Aggregated · Average Response Time' },
  },
  {
    name: 'results that do not say of which model',
    wanted: bank,
    offers: results('all_results.json'),
    expected: { imdb_accuracy: 'eval_accuracy' },
  },
  {
    name: 'results in the folder of a model',
    wanted: bank,
    offers: results('runs/vljepa/all_results.json'),
    expected: { vljepa_imdb_accuracy: 'eval_accuracy', vljepa_train_hours: 'train_runtime' },
  },
  {
    name: 'results in the folders of both models',
    wanted: bank,
    offers: [...results('runs/tf/all_results.json'), ...results('runs/vljepa/all_results.json')],
    expected: {
      imdb_accuracy: 'eval_accuracy',
      tf_train_hours: 'train_runtime',
      vljepa_imdb_accuracy: 'eval_accuracy',
      vljepa_train_hours: 'train_runtime',
    },
  },
  {
    name: 'a trainer state',
    wanted: bank,
    offers: trainerState,
    expected: { imdb_accuracy: 'eval_accuracy · last' },
  },
  { name: 'DVC for the bank', wanted: bank, offers: dvc, expected: { imdb_accuracy: 'test.accuracy' } },
  {
    name: 'W&B for the bank',
    wanted: bank,
    offers: wandb,
    expected: { temperature: 'temperature', recall_at_1: 'recall@1' },
  },
  {
    name: 'Lightning for the bank',
    wanted: bank,
    offers: lightning,
    expected: { imdb_accuracy: 'test_acc · last' },
  },
  {
    name: 'Istanbul for the bank',
    wanted: bank,
    offers: istanbul,
    expected: { test_coverage: 'total · lines' },
  },
  {
    name: 'coverage.py for the bank',
    wanted: bank,
    offers: coveragePy,
    expected: { test_coverage: 'total · covered' },
  },
  {
    name: 'an image for the bank',
    wanted: bank,
    offers: docker('img.json'),
    expected: { image_after: 'sentiment:1.4 · size' },
  },
  {
    name: 'an image of before for the bank',
    wanted: bank,
    offers: docker('img-before.json'),
    expected: { image_before: 'sentiment:1.4 · size' },
  },
  { name: 'a repository for the bank', wanted: bank, offers: github, expected: { repo_url: 'url' } },
  {
    name: 'a configuration for the bank',
    wanted: bank,
    offers: params,
    expected: {
      d_model: 'model.d_model',
      heads: 'model.n_heads',
      layers: 'model.layers',
      max_tokens: 'data.max_tokens',
      micro_batch: 'train.micro_batch',
      effective_batch: 'train.effective_batch',
    },
  },
  {
    name: 'a load test for a service',
    wanted: service,
    offers: k6('summary.json'),
    expected: {
      p95_latency: 'http_req_duration · p(95)',
      p50_latency: 'http_req_duration · med',
      avg_latency: 'http_req_duration · avg',
      throughput: 'http_reqs · rate',
      error_rate: 'http_req_failed · rate',
    },
  },
  {
    name: 'Locust for a service',
    wanted: service,
    offers: locust,
    expected: {
      p95_latency: 'Aggregated · 95%',
      p50_latency: 'Aggregated · 50%',
      avg_latency: 'Aggregated · Average Response Time',
      throughput: 'Aggregated · Requests/s',
    },
  },
  {
    name: 'coverage for a service',
    wanted: service,
    offers: istanbul,
    expected: { coverage: 'total · lines', branch_coverage: 'total · branches' },
  },
  {
    name: 'coverage.py for a service',
    wanted: service,
    offers: coveragePy,
    expected: { coverage: 'total · covered', branch_coverage: 'total · branches covered' },
  },
  {
    name: 'an image for a service',
    wanted: service,
    offers: docker('img.json'),
    expected: { image_size: 'sentiment:1.4 · size' },
  },
  {
    name: 'a repository for a service',
    wanted: service,
    offers: github,
    expected: { github_stars: 'stars' },
  },
  {
    name: 'a report of their own for a service',
    wanted: service,
    offers: generic,
    expected: {
      p95_latency: 'latency_ms.p95',
      p50_latency: 'latency_ms.p50',
      avg_latency: 'latency_ms.mean',
      throughput: 'throughput_rps',
      peak_memory: 'peak_memory_mb',
      model_params: 'num_parameters',
      build_time: 'build_seconds',
      error_rate: 'error_rate',
    },
  },
  {
    name: 'a build for a service',
    wanted: service,
    offers: hyperfine('bench.json', ['npm run build', 74.1], ['npm run lint', 9.2]),
    expected: { build_time: 'npm run build · median' },
  },
  {
    name: 'a training run for a service',
    wanted: service,
    offers: results('all_results.json'),
    expected: {},
  },
  {
    name: 'DVC for a model',
    wanted: model,
    offers: dvc,
    expected: { train_accuracy: 'train.accuracy', test_f1: 'test.f1' },
  },
  {
    name: 'W&B for a model',
    wanted: model,
    offers: wandb,
    expected: { val_accuracy: 'val/acc', train_accuracy: 'train/acc', val_loss: 'val/loss' },
  },
  {
    name: 'Hugging Face for a model',
    wanted: model,
    offers: results('all_results.json'),
    expected: {
      val_accuracy: 'eval_accuracy',
      val_loss: 'eval_loss',
      train_hours: 'train_runtime',
      epochs: 'epoch',
    },
  },
  {
    name: 'Lightning for a model',
    wanted: model,
    offers: lightning,
    expected: { val_accuracy: 'val_acc · last', epochs: 'epoch' },
  },
  {
    name: 'a load test and pgbench for a guide',
    wanted: guide,
    offers: [...k6('k6.json'), ...pgbench],
    expected: {
      pg_tps: 'tps',
      pg_latency_ms: 'latency average',
      pg_clients: 'number of clients',
      charge_rps: 'http_reqs · rate',
      charge_p95_ms: 'http_req_duration · p(95)',
      charge_p50_ms: 'http_req_duration · med',
    },
  },
  { name: 'a load test for a model', wanted: model, offers: k6('summary.json'), expected: {} },
];

/** What was proposed for each metric of a case, beside what is right. */
const rows = CASES.flatMap(({ name, wanted, offers, expected }) => {
  const leads = new Map(proposeMatches(wanted, offers).map(({ key, ranked }) => [key, ranked[0]]));
  return [...new Set([...leads.keys(), ...Object.keys(expected)])].map((key) => {
    const lead = leads.get(key);
    const label = lead?.offer.candidate.label;
    return { name, key, expected: expected[key], label, score: lead?.score ?? 0 };
  });
});
const labelled = rows.filter(({ expected }) => expected !== undefined);
const proposed = rows.filter(({ label }) => label !== undefined);
const right = proposed.filter(({ label, expected }) => label === expected);
const strong = proposed.filter(({ score }) => score >= STRONG);
const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)}%`;

describe('the labelled table', () => {
  it(`of ${labelled.length} pairs in ${CASES.length} cases finds ${percent(right.length, labelled.length)}, and ${percent(right.length, proposed.length)} of what is proposed is right`, () => {
    expect(labelled.length).toBeGreaterThanOrEqual(40);
    expect(right.length / proposed.length).toBeGreaterThanOrEqual(0.9);
    expect(right.length / labelled.length).toBeGreaterThanOrEqual(0.9);
  });

  it('is not sure of a name whose beginning no file has', () => {
    expect(strong.filter(({ name }) => name.endsWith('for a guide'))).toEqual([]);
  });

  it('has no wrong proposal among those that Enter takes', () => {
    expect(strong.length).toBeGreaterThan(20);
    expect(strong.filter(({ label, expected }) => label !== expected)).toEqual([]);
  });

  it('scores between the threshold and one', () => {
    expect(proposed.filter(({ score }) => score < PROPOSED || score > 1)).toEqual([]);
  });
});

/** Key, label and stored value of each proposal. */
const told = (wanted: readonly Wanted[], offers: readonly Offer[]): readonly string[] =>
  proposeMatches(wanted, offers).map(
    ({ key, ranked: [lead] }) => `${key}: ${lead?.offer.candidate.label} = ${lead?.bound.fill.value}`,
  );

describe('proposing', () => {
  it('gives the values as they would be stored', () => {
    expect(told(bank, k6('summary.json'))).toEqual([
      'p95_ms: http_req_duration · p(95) = 98.7 ms',
      'mean_latency_ms: http_req_duration · avg = 58.2 ms',
    ]);
  });

  it('never offers a percentage for milliseconds, nor a value out of range, however the names agree', () => {
    const wanted = [own('error_latency', 'Latency', 'ms', { min: 10, max: 100 })];
    const offer = (value: number, unit: string): readonly Offer[] =>
      file('a.json', 'values', [['error_latency', value, unit]]);
    expect(told(wanted, offer(12, '%'))).toEqual([]);
    expect(told(wanted, offer(5, 'ms'))).toEqual([]);
    expect(told(wanted, offer(0.05, 's'))).toEqual(['error_latency: error_latency = 50 ms']);
  });

  it('takes a bare number for a time only where its name speaks of one', () => {
    const wanted = [own('train_hours', 'Wall-clock training', 'h')];
    const offer = (label: string): readonly Offer[] => file('a.json', 'values', [[label, 2.5, '']]);
    expect(told(wanted, offer('train_time'))).toEqual(['train_hours: train_time = 2.5 h']);
    expect(told(wanted, offer('train'))).toEqual([]);
  });

  it('takes tests for tests, and not the suites that are counted before them', () => {
    const report = file('vitest.json', 'JSON', [
      ['numTotalTestSuites', 12, ''],
      ['numTotalTests', 140, ''],
    ]);
    expect(told(bank, report)).toEqual(['test_count: numTotalTests = 140 tests']);
  });

  it('takes no rows of the test set for tests', () => {
    const report = (label: string): readonly Offer[] => file('eval.json', 'JSON', [[label, 25_000, '']]);
    for (const label of ['test · n', 'test · num', 'eval · test · samples'])
      expect(proposeMatches(bank, report(label))).toEqual([]);
    expect(told(bank, report('test · count'))).toEqual([]);
    expect(told(bank, report('tests · count'))).toEqual(['test_count: tests · count = 25000 tests']);
  });

  it('takes no time for another that has only the unit in common', () => {
    const wanted = [{ ...own('q/letter/ms-down-to-x-ms', '[X] ms', 'ms'), words: 'time' }];
    const times = (label: string): readonly Offer[] => file('log.csv', 'CSV', [[label, 300.3, 's']]);
    expect(proposeMatches(wanted, times('seconds · last'))).toEqual([]);
    const bare = (label: string) =>
      proposeMatches(wanted, file('eval.json', 'JSON', [[label, 1, '']])).length;
    expect([bare('latency · bs'), bare('latency · mean')]).toEqual([0, 1]);
  });

  it('takes a bare number for a time where it has the very name, and is not sure of it', () => {
    const [proposal] = proposeMatches(
      [own('warmup', 'Before the first request', 'ms')],
      file('bench.json', 'JSON', [
        ['warmup', 45.1, ''],
        ['warmup · first', 3, ''],
      ]),
    );
    expect(proposal?.ranked[0]).toMatchObject({ offer: { candidate: { label: 'warmup' } } });
    expect(proposal?.ranked[0]?.score).toBeLessThan(STRONG);
  });

  it('proposes one candidate once, and a statistic of the same series only to who asks for it', () => {
    for (const { wanted, offers } of CASES) {
      const leads = proposeMatches(wanted, offers).map(({ ranked }) => ranked[0]?.offer);
      expect(new Set(leads).size).toBe(leads.length);
    }
    const twins = [own('api_latency', 'Latency', 'ms'), own('api_delay', 'Delay', 'ms')];
    expect(told(twins, hyperfine('a.json', ['curl api', 0.1]))).toEqual([]);
  });

  const hint = (words: string): Wanted => ({ key: `q/fill-in/${words}`, metric: undefined, words });

  it('finds a baseline by what it is called, written as one word or two', () => {
    const scores = file('eval.json', 'JSON', [
      ['metrics · macro_f1', 0.879, '×'],
      ['baseline_tfidf · macro_f1', 0.801, '×'],
      ['int8 · macro_f1', 0.868, '×'],
      ['recall_at_10', 0.412, '×'],
      ['popularity · recall_at_10', 0.236, '×'],
    ]);
    const wanted = ['macro F1 of the TF-IDF baseline', 'recall at 10 of popularity baseline', 'recall at 10'];
    expect(told(wanted.map(hint), scores)).toEqual([
      'q/fill-in/macro F1 of the TF-IDF baseline: baseline_tfidf · macro_f1 = 0.801',
      'q/fill-in/recall at 10 of popularity baseline: popularity · recall_at_10 = 0.236',
      'q/fill-in/recall at 10: recall_at_10 = 0.412',
    ]);
    // What was before a change is another value of the same thing.
    const before = hint('recall at 10 of popularity before tuning');
    expect(told([before], scores)).toEqual([]);
  });

  it('offers no count for a rate', () => {
    const [proposal] = proposeMatches([hint('max requests per second')], locust);
    const units = proposal?.ranked.map(({ offer }) => offer.candidate.unit);
    expect(new Set(units)).toEqual(new Set(['requests/s']));
  });

  it.each([
    ['CRPS at 24 h', 'mm/h', 'crps_24h'],
    ['% outside raw 90% band', '%', 'pct_outside_raw_90'],
    ['coverage after calibration', undefined, 'coverage_90_calibrated'],
    ['median NSE on the test years', undefined, 'median_nse'],
  ])('finds %j in other words', (words, unit, label) => {
    const { metric } = own('q/fill-in/value', words, unit);
    const wanted = { key: 'q/fill-in/value', metric: unit === undefined ? undefined : metric, words };
    const cells = [label, 'hbv_median_nse', 'nse_drop', 'rank_24h'].map((each): Row => [each, 0.5, '']);
    const [proposal] = proposeMatches([wanted, hint('NSE at 6 h')], file('eval.json', 'JSON', cells));
    expect(proposal?.ranked.map(({ offer }) => offer.candidate.label)[0]).toBe(label);
  });

  it('takes the last of several for no median', () => {
    const wanted = own('median_kge', 'Median KGE over all basins');
    const ends = file('kge.csv', 'CSV', [
      ['kge · last', 0.655, ''],
      ['kge · max', 0.9, ''],
    ]);
    expect(told([wanted], ends)).toEqual([]);
    expect(told([wanted], file('kge.json', 'JSON', [['kge', 0.801, '']]))).toEqual([
      'median_kge: kge = 0.801',
    ]);
  });

  it('takes the last of a history, and the best only for a metric that asks for it', () => {
    const history = file('a.csv', 'log', [
      ['val_loss · min', 0.3, ''],
      ['val_loss · last', 0.4, ''],
      ['val_acc · last', 0.8, '×'],
      ['val_acc · max', 0.9, '×'],
    ]);
    expect(told(model, history)).toEqual([
      'val_accuracy: val_acc · last = 80%',
      'val_loss: val_loss · last = 0.4',
    ]);
    const best = [
      own('best_acc', 'Best validation accuracy', '%', { better: 'higher' }),
      own('best_loss', 'Best validation loss', undefined, { better: 'lower' }),
    ];
    expect(told(best, history)).toEqual(['best_acc: val_acc · max = 90%', 'best_loss: val_loss · min = 0.3']);
  });

  it('knows from the name which end of a history is the best, and which the worst', () => {
    const history = file('h.jsonl', 'log', [
      ['val_wer · last', 0.0614, '×'],
      ['val_wer · min', 0.0612, '×'],
      ['val_wer · max', 0.1421, '×'],
      ['step_latency_ms · last', 190, 'ms'],
      ['step_latency_ms · min', 187, 'ms'],
      ['step_latency_ms · max', 210, 'ms'],
    ]);
    const endOf = (key: string, prompt: string, unit: string) => told([own(key, prompt, unit)], history);
    expect(endOf('best_val_wer', 'Best validation WER', '%')).toEqual([
      'best_val_wer: val_wer · min = 6.12%',
    ]);
    expect(endOf('worst_val_wer', 'Worst validation WER', '%')).toEqual([
      'worst_val_wer: val_wer · max = 14.2%',
    ]);
    expect(endOf('best_step_latency_ms', 'Best step latency', 'ms')).toEqual([
      'best_step_latency_ms: step_latency_ms · min = 187 ms',
    ]);
    const gained = file('g.jsonl', 'log', [
      ['gain · last', 3, ''],
      ['gain · max', 4, ''],
    ]);
    expect(told([own('best_gain', 'Best gain', undefined)], gained)).not.toContain(
      'best_gain: gain · max = 4',
    );
  });

  it('is sure of the very name, with its mean, whatever the run and the size of the number', () => {
    const [spread, only] = ['70.00 ± 0.46 (n=3)', '88.0 ± 2.0 (n=3)'];
    const table = file('01234567/r10.csv', 'CSV', [
      ['recall_at_1 · mean ± std', spread, ''],
      ['recall_at_1 · max', 70.4, ''],
      ['p95_ms · mean ± std', only, 'ms'],
      ['p95_ms · max', 92, 'ms'],
      ['rps_high', 40, ''],
      ['tf_train_hours', 0.5, ''],
    ]);
    expect(told(bank, table)).toEqual([
      'recall_at_1: recall_at_1 · mean ± std = 70.00 ± 0.46% (n=3)',
      'tf_train_hours: tf_train_hours = 0.5 h',
      'rps_high: rps_high = 40 requests/s',
      'p95_ms: p95_ms · mean ± std = 88.0 ± 2.0 ms (n=3)',
    ]);
    const scores = proposeMatches(bank, table).map(({ ranked: [lead] }) => lead?.score);
    expect(scores).toEqual([1, 1, 1, 1]);
  });

  const things = (label: string, ...names: readonly string[]): readonly Offer[] =>
    file(
      'a.csv',
      'CSV',
      names.map((name, i): Row => [`${name} · ${label}`, 0.8 + i / 100, '×']),
    );
  const asked = (wanted: readonly Wanted[], offers: readonly Offer[]): readonly string[] =>
    proposeMatches(wanted, offers).map(
      ({ key, ranked, isOpen }) =>
        `${key}${isOpen ? '?' : ''} ${ranked.map(({ offer }) => offer.candidate.label).join(' | ')}`,
    );

  it('takes none of several things that no word of the metric tells apart', () => {
    const files = ['a', 'b', 'c'].flatMap((name, i) =>
      file(`${name}/metrics.json`, 'JSON', [['imdb_accuracy', 0.8 + i / 100, '×']]),
    );
    const same = 'imdb_accuracy | imdb_accuracy | imdb_accuracy';
    expect(asked(bank, files)).toEqual([`imdb_accuracy? ${same}`]);
    expect(asked(bank, things('imdb_accuracy', 'lr=0.1', 'lr=0.01'))).toEqual([
      'imdb_accuracy? lr=0.01 · imdb_accuracy | lr=0.1 · imdb_accuracy',
    ]);
    // Words of other metrics rule out both, and what they measure still fits.
    expect(asked(bank, things('accuracy', 'small', 'big'))).toEqual([
      'imdb_accuracy? big · accuracy | small · accuracy',
    ]);
    for (const { ranked } of proposeMatches(bank, files))
      expect(ranked.every(({ score }) => score < PROPOSED)).toBe(true);
  });

  it('takes the thing that the prompt names, the whole, and what is left by other metrics', () => {
    const counts = file('models.json', 'JSON', [
      ['transformer · params', 25_300_000, ''],
      ['vljepa · params', 90_100_000, ''],
    ]);
    expect(told(bank, counts)).toEqual([
      'tf_params: transformer · params = 25.3 M parameters',
      'vljepa_params: vljepa · params = 90.1 M parameters',
    ]);
    expect(told(bank, things('accuracy', 'transformer', 'lstm'))).toEqual([
      'imdb_accuracy: transformer · accuracy = 80%',
    ]);
    expect(told(bank, things('test_accuracy', 'total', 'short', 'long'))).toEqual([
      'imdb_accuracy: total · test_accuracy = 80%',
    ]);
    expect(told(bank, things('imdb_accuracy', 'base', 'vljepa'))).toEqual([
      'imdb_accuracy: base · imdb_accuracy = 80%',
      'vljepa_imdb_accuracy: vljepa · imdb_accuracy = 81%',
    ]);
  });

  it('takes a loss for none that has a name of its own', () => {
    const plateau = [own('plateau_loss', 'Loss at which the run got stuck')];
    const offer = (label: string): readonly Offer[] => file('a.json', 'JSON', [[label, 4.2, '']]);
    expect(told(plateau, offer('loss'))).toEqual([]);
    expect(told(plateau, offer('plateau_loss'))).toEqual(['plateau_loss: plateau_loss = 4.2']);
  });

  it('takes figures of images, parameters, deviations and seeds for nothing else', () => {
    expect(told(bank, file('img.json', 'docker inspect', [['app:latest · layers', 6, '']]))).toEqual([]);
    expect(told(bank, file('wandb-summary.json', 'W&B summary', [['params', 25_300_000, '']]))).toEqual([]);
    expect(told(bank, file('a.csv', 'CSV', [['test · accuracy · std', 0.01, '×']]))).toEqual([]);
    expect(told(bank, file('params/seed', 'MLflow parameter', [['seed', 3, '']]))).toEqual([]);
  });

  it('takes the time of a whole run for that of a training', () => {
    const run = (label: string): readonly Offer[] =>
      file('meta.yaml', 'MLflow run', [[label, 1_800_000, 'ms']]);
    expect(told(bank, run('tf-base · run duration'))).toEqual([
      'tf_train_hours: tf-base · run duration = 0.5 h',
    ]);
    const named = proposeMatches(bank, run('run duration'), new Set(['tf_train_hours']));
    expect(named.map(({ key, ranked }) => `${key}: ${ranked.length}`)).toEqual(['tf_train_hours: 1']);
    expect(told([own('run_time', 'Run time', 'min')], run('run duration'))).toHaveLength(1);
  });

  it('proposes the rate of a load test, whose level no report names, and no number without that unit', () => {
    const wanted = [own('rps_high', 'Highest level of the main load test, your planned peak', 'requests/s')];
    expect(told(wanted, k6('summary.json'))).toEqual(['rps_high: http_reqs · rate = 997 requests/s']);
    expect(told(wanted, file('report.json', 'values', [['throughput · total', 997.4, '']]))).toEqual([]);
    const named = proposeMatches(bank, k6('k6/summary.json'), new Set(['rps_high']));
    expect(named.find(({ key }) => key === 'rps_high')?.ranked[0]?.offer.candidate.label).toBe(
      'http_reqs · rate',
    );
  });

  it('is never sure of one of two that are alike', () => {
    const wanted = [own('image_size', 'Size of the image', 'MB')];
    const images = [
      ...docker('a/img.json'),
      ...file('b/img.json', 'Docker image', [['api:2 · size', 9e7, 'B']]),
    ];
    const [proposal] = proposeMatches(wanted, images);
    expect(proposal?.ranked).toHaveLength(2);
    expect(proposal?.ranked[0]?.score).toBeLessThan(STRONG);
  });

  it('lists what comes near for a metric that was named, and proposes none of it', () => {
    const offers = hyperfine('bench.json', ['infer lstm --batch --stream --greedy', 0.0451]);
    const wanted = [own('lstm_step_ms', 'Time of one step', 'ms')];
    expect(proposeMatches(wanted, offers)).toEqual([]);
    const [listed] = proposeMatches(wanted, offers, new Set(['lstm_step_ms']));
    expect(listed?.ranked.length).toBeGreaterThan(0);
    expect(listed?.ranked.every(({ score }) => score < PROPOSED)).toBe(true);
  });

  it('does not hang on the order of the metrics', () => {
    for (const { wanted, offers } of CASES)
      expect(told(wanted.toReversed(), offers)).toEqual(told(wanted, offers).toReversed());
  });

  it('survives names and labels of any kind', () => {
    const words = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 80 }),
      fc.constantFrom(
        '__proto__',
        'constructor · toString',
        'p(95) p(95',
        '_'.repeat(2000),
        '95%'.repeat(300),
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), words, words, (labels, name, prompt) => {
        const offers = file(
          prompt,
          name,
          labels.map((label): Row => [label, 0.5, 'ms']),
        );
        const wanted = [own(name, prompt, 'ms'), { key: name, metric: undefined, words: prompt }];
        for (const { ranked } of proposeMatches(wanted, offers, new Set([name])))
          for (const { score } of ranked) expect(score).toBeLessThanOrEqual(1);
      }),
      { seed: 4 },
    );
  });
});

describe('searching', () => {
  const offers = [...k6('k6/summary.json'), ...hyperfine('bench.json', ['infer tf', 0.05])];
  const labels = (words: string): readonly string[] =>
    searchOffers(words, offers).map(({ candidate }) => candidate.label);

  it('finds what has all the words, in any part', () => {
    expect(labels('infer med')).toEqual(['infer tf · median']);
    expect(labels('bench stddev')).toEqual(['infer tf · stddev']);
    expect(labels('requests/s')).toEqual(['http_reqs · rate']);
    expect(labels('nothing like it')).toEqual([]);
    expect(labels('  ')).toEqual([]);
  });

  it('knows other words for the same', () => {
    expect(labels('latency p95')).toEqual(['http_req_duration · p(95)', 'iteration_duration · p(95)']);
  });
});

it('takes the time of a clock for no duration', () => {
  const clock = file('tb.csv', 'CSV', [['Wall time · last', 1_763_130_000, '']]);
  expect(proposeMatches([own('runtime_s', 'Wall time of the run', 's')], clock)).toEqual([]);
});

describe('how long a load test ran', () => {
  const summary = file('load.json', 'k6 summary', [
    ['http_req_duration · med', 28.9, 'ms'],
    ['test duration', 60_012, 'ms'],
  ]);
  const labelsFor = (prompt: string): readonly string[] =>
    proposeMatches([own('q/fill-in/x', prompt, 'ms')], summary, new Set(['q/fill-in/x'])).flatMap(
      ({ ranked }) => ranked.map(({ offer }) => offer.candidate.label),
    );

  it.each(['latency', 'median latency', 'test latency', 'time in ms'])('is no %s', (prompt) => {
    expect(labelsFor(prompt)).toEqual(['http_req_duration · med']);
  });

  it.each(['duration of the test', 'test duration', 'length of the load test'])('is the %s', (prompt) => {
    expect(labelsFor(prompt)).toEqual(['test duration']);
  });
});

describe('what was set or counted', () => {
  const setup = file('lm_eval.json', 'JSON', [
    ['results · hellaswag · acc_norm,none', 0.76, '×'],
    ['versions · hellaswag', 1, ''],
    ['configs · hellaswag · num_fewshot', 10, ''],
    ['n-samples · hellaswag · effective', 10_042, ''],
    ['n-samples · arc · effective', 1172, ''],
    ['config · batch_size', 16, ''],
    ['config · effective_batch', 128, ''],
  ]);
  const ranked = (wanted: Wanted): readonly string[] =>
    proposeMatches([wanted], setup, new Set([wanted.key])).flatMap((one) =>
      one.ranked.map(({ offer }) => offer.candidate.label),
    );

  it('is no measurement of something with a word in common', () => {
    expect(ranked(own('hellaswag_acc_norm', 'HellaSwag accuracy', '%'))).toEqual([
      'results · hellaswag · acc_norm,none',
    ]);
    expect(ranked(own('effective_rank', 'Effective rank of the embeddings', 'dimensions'))).toEqual([]);
    expect(ranked(own('attention_batch', 'Batch of the benchmark', 'sequences'))).toEqual([]);
  });

  it('is no rate of a month', () => {
    const counted = file('load.json', 'JSON', [['requests', 30_000, '']]);
    expect(told([own('requests_per_month', 'Real requests', 'requests/month')], counted)).toEqual([]);
  });

  it('is what a metric means that has its whole name', () => {
    expect(ranked(own('effective_batch', 'Effective batch', 'pairs'))).toEqual(['config · effective_batch']);
    expect(ranked(own('batch_size', 'Batch size'))).toContain('config · batch_size');
  });
});

describe('the words of a match', () => {
  it('are a percentile only where the value is one', () => {
    const wrk = file('wrk.txt', 'text report', [
      ['Latency · avg', 31, 'ms'],
      ['Connecting time', 2, 'ms'],
    ]);
    expect(told([own('p95_ms', '95th percentile of the latency', 'ms')], wrk)).toEqual([]);
  });
});

describe('a value that fits two metrics', () => {
  const metrics = [
    own('p95_ms', '95th percentile of the latency', 'ms'),
    own('q/letter/p95', 'p95 latency', 'ms'),
  ];
  const loaded = file('vegeta.json', 'Vegeta report', [['latencies · p95', 64, 'ms']]);

  it('is for the one that is named, and otherwise for none, nor for a third', () => {
    const key = 'q/letter/p95';
    const [named] = proposeMatches(metrics, loaded, new Set([key]));
    expect(named).toMatchObject({ key, isOpen: false });
    const third = own('old/letter/p95', 'p95 of the tail', 'ms');
    expect(proposeMatches([...metrics, third], loaded)).toEqual([]);
  });

  it.each([[0], [1]])(
    'is for the one that has its very name, whatever the words of the other say',
    (first) => {
      const named: Wanted = { key: 'load_rps', metric: undefined, words: 'load_rps' };
      const other: Wanted = {
        ...own('q/letter/throughput-went-from', '[X] rps', 'rps'),
        words: 'Throughput ',
      };
      const wanted = first === 0 ? [named, other] : [other, named];
      expect(told(wanted, file('load.json', 'JSON', [['load_rps', 1200, '']]))).toEqual([
        'load_rps: load_rps = 1200',
      ]);
      const tail = [own('api_latency_ms', '95th percentile of the latency', 'ms')];
      expect(told(tail, file('load.json', 'JSON', [['api_latency_ms', 391, 'ms']]))).toEqual([
        'api_latency_ms: api_latency_ms = 391 ms',
      ]);
    },
  );
});

describe('a placeholder with a unit and no words', () => {
  const wanted: Wanted = { ...own('q/blank/x', '___ ms', 'ms'), words: 'time' };
  const job = file('recon.json', 'JSON', [['duration_minutes', 11.4, 'min']]);

  it('is no sure match, and none where its clause says which end of a change it is', () => {
    const [proposal] = proposeMatches([wanted], job);
    expect(proposal?.ranked[0]?.score).toBeLessThan(STRONG);
    expect(proposeMatches([{ ...wanted, words: 'time before' }], job)).toEqual([]);
  });
});

describe('a hint that says all that a file without units says', () => {
  const hint = (words: string, unit: string): Wanted => ({
    ...own(`q/fill-in/${words}`, words, unit),
    words,
  });

  it.each([
    ['backfill hours', 'h', 'backfill · hours', 31, 1],
    ['outbox lag poller p95', 's', 'outbox_lag_p95{job="poller"} · last', 5.77, 0.7],
    ['backfill hours', 'h', 'backfill · batch', 5000, undefined],
    ['outbox lag poller p95', 's', 'outbox_lag_p95{job="debezium"} · last', 0.305, undefined],
  ])('%s in %s and %s', (words, unit, label, value, score) => {
    const [proposal] = proposeMatches([hint(words, unit)], file('a.yaml', 'YAML', [[label, value, '']]));
    if (score === undefined) expect(proposal).toBeUndefined();
    else expect(proposal?.ranked[0]?.score).toBeCloseTo(score, 1);
  });
});

describe('a name of a file', () => {
  const leads = (wanted: Wanted, label: string, value: number, unit = '') =>
    proposeMatches([wanted], file('a.json', 'JSON', [[label, value, unit]])).length > 0;

  it('that divides by a thousand is none of a price for one', () => {
    const price = (prompt: string) => own('q/fill-in/cost', prompt, '$');
    const label = 'cost_per_1k_queries_usd';
    expect(leads({ ...price('cost per query'), words: 'cost per query' }, label, 0.42)).toBe(false);
    expect(leads({ ...price('cost per 1k queries'), words: 'cost per 1k queries' }, label, 0.42)).toBe(true);
  });

  it('that begins with one small letter is one word', () => {
    expect(leads(own('ndcg_at_10', 'NDCG at 10'), 'nDCG@10', 0.71)).toBe(true);
  });
});

describe('the words beside a placeholder', () => {
  it.each([
    ['Final eval loss ', ', eval accuracy ', true, undefined, 'Final eval loss '],
    [', eval accuracy ', '%.', false, '%', 'eval accuracy '],
    ['p95 latency is ', 'ms at ', true, 'ms', 'p95 latency is '],
    [' tps at a latency of ', ' ms with', false, 'ms', ' at a latency of '],
    ['ms at ', ' req/s', false, 'req/s', 'throughput'],
    ['It needed ', ' GB of heap for 14M documents', true, 'GB', 'It needed  heap'],
    ['Failed ', '% of requests', true, '%', 'Failed '],
    ['Training took ', ' hours', true, 'h', 'Training took '],
    ['R: p95 dropped from 140 ms to ', ' ms and we shipped', true, 'ms', 'p95 '],
    ['', ' ops/s for the cached version against ', true, 'ops/s', ' for the cached version '],
    [' ops/s to ', ' ops/s', false, 'ops/s', 'throughput'],
    [' to ', '', false, undefined, ''],
    [' ms with the snapshot, vs ', ' ms before.', false, 'ms', 'time before'],
  ])('%j %j are %s', (before, behind, isFirst, unit, words) => {
    expect(wordsBeside(before, behind, isFirst, unit)).toBe(words);
  });
});
