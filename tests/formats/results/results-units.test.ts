// Units that a file states beside its numbers, and reports that tools print for people.
import { describe, expect, it } from 'vitest';
import { readResult, valueAt } from '../../../src/formats/results/index.ts';
import type { Reported } from '../../../src/core/fill/bind.ts';
import {
  expectFoundAgain,
  expectSourceAsInCorpus,
  readingOf,
  resultFiles,
} from '../../support/result-corpus.ts';

const readingsOf = (source: string) =>
  new Map(resultFiles(source).map((name) => [name, readingOf(source, name)] as const));

const candidatesOf = (document: unknown): readonly Reported[] => {
  const read = readResult({ file: 'a.json', content: { text: JSON.stringify(document) } });
  return 'error' in read ? [] : read.candidates;
};

const unitsOf = (document: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(candidatesOf(document).map(({ label, unit }) => [label, unit]));

describe('result files', () => {
  it.each(['units', 'reports'])('of the corpus are read as expected: %s', (source) => {
    expectSourceAsInCorpus(source, readingsOf(source));
    for (const reading of readingsOf(source).values()) expectFoundAgain(reading);
  });
});

describe('a unit beside a number', () => {
  it('is that of the number it is named after, and of what is below that', () => {
    expect(unitsOf({ score: 3, scoreError: 1, others: 2, scoreUnit: 'ops/s' })).toEqual({
      score: 'ops/s',
      scoreError: 'ops/s',
      others: '',
    });
    expect(unitsOf({ real_time: 3, cpu_time: 1, times: 2, time_unit: 'ns' })).toEqual({
      real_time: 'ns',
      cpu_time: 'ns',
      times: '',
    });
    expect(unitsOf({ total: 1, total_unit: 's', total_data: 2, total_data_unit: 'bytes' })).toEqual({
      total: 's',
      total_data: 'B',
    });
    expect(unitsOf({ scoreUnit: 'us/op', scorePercentiles: { p50: 1 }, scores: [1, 2] })).toMatchObject({
      'scorePercentiles · p50': 'µs',
    });
  });

  it('is without a name that of the measured number, or of the only one', () => {
    expect(unitsOf({ unit: 'ms', mean: 3, p99: 5, count: 4 })).toEqual({ mean: 'ms', p99: 'ms', count: '' });
    expect(unitsOf({ uom: 'MB', peak: 3, name: 'heap' })).toEqual({ peak: 'MB' });
    expect(unitsOf({ units: 'MB', peak: 3, least: 2 })).toEqual({ peak: '', least: '' });
  });

  it('may say that there is none, and says nothing if it is empty or no text', () => {
    expect(unitsOf({ value: 3, unit: 'unitless' })).toEqual({ value: '1' });
    expect(unitsOf({ value: 0.3, unit: 'fraction' })).toEqual({ value: '×' });
    for (const unit of ['', ' ', null, 3, ['ms'], 'm'.repeat(50)])
      expect(unitsOf({ value: 3, note: 'a', unit })['value']).toBe('');
  });

  it('is found for any path to the number', () => {
    const reading = readingOf('units', 'jmh.json');
    expect(valueAt(reading, '[1].primaryMetric.score')).toEqual({ value: 48.2, unit: 'µs' });
    expect(valueAt(reading, '[0].primaryMetric.score')).toEqual({ value: 184_233.51, unit: 'ops/s' });
  });

  it('goes before what the name of the number tells', () => {
    expect(unitsOf({ accuracy: 0.8, accuracy_unit: 'percent' })).toEqual({ accuracy: '%' });
  });
});

describe('settings of a run', () => {
  it('come after its results', () => {
    const labels = candidatesOf({
      threads: 4,
      toolVersion: 2,
      config: { seed: 3, lr: 0.1 },
      'n-samples': { a: { effective: 100 } },
      size: 12,
    }).map(({ label }) => label);
    expect(labels[0]).toBe('size');
  });
});

describe('a printed report', () => {
  it('may be a log: its lines of a name and a number, in spite of the others and of their times', () => {
    const text =
      '2026-11-20 10:01:12 INFO starting, batch=200\n2026-11-20 10:01:44 INFO rerank_ms: 63.2\n' +
      '[2026-11-20T10:01:44.120Z] cache hit rate: 37.5%\n2026-11-20 10:01:45,100 - rollback_seconds=8.4\nTest accuracy: 86.1%\n';
    const reading = readResult({ file: 'bench.log', content: { text } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ path, value, unit }) => `${path} ${value} ${unit}`).toSorted()).toEqual([
      'Test accuracy 86.1 %',
      'batch 200 ',
      'cache hit rate 37.5 %',
      'rerank_ms 63.2 ms',
      'rollback_seconds 8.4 s',
    ]);
  });

  it.each([
    ['2026-11-18T10:02:11Z INFO bench ', 'bench'],
    ['2026-11-18 10:02:11,120 - ', undefined],
    ['level=info msg="bench done" ', undefined],
  ])('may be a log of pairs behind %j, one line or several, beside others', (lead, message) => {
    const lines = [`${lead}pool=600 p99_ms=930, took=12.5s`, `${lead}pool=40 p99_ms=380 took=9s`];
    const read = (text: string): unknown => readResult({ file: 'pool.log', content: { text } });
    const first = message === undefined ? {} : { message };
    expect(read(`${lines[0]}\n`)).toMatchObject({
      document: { ...first, pool: 600, p99_ms: 930, took: 12.5 },
      candidates: expect.arrayContaining([
        { label: 'p99_ms', value: 930, unit: 'ms', path: 'p99_ms' },
        { label: 'took', value: 12.5, unit: 's', path: 'took' },
      ]),
    });
    expect(read(`${lines.join('\n')}\n\nnothing to see\n`)).toMatchObject({
      candidates: expect.arrayContaining([
        { label: 'p99_ms · last', value: 380, unit: 'ms', path: '[*].p99_ms | [-1]' },
        { label: 'took · min', value: 9, unit: 's', path: 'min([*].took)' },
      ]),
    });
    expect(read(`${lines[0]}\n2026-11-18 10:03:11 INFO rerank_ms: 63.2\n`)).toMatchObject({
      document: { rerank_ms: 63.2, lines: { pool: 600 } },
    });
  });

  it('may be a log with pairs amid words, and days without a time', () => {
    const text = [
      '2026-11-20 06:10:03 INFO  composite received (latency 9.8 min)',
      '2026-11-20 06:11:30 INFO  end-to-end latency p50=2.1 min p95=3.7 min',
      '2026-11-20 06:11:31 INFO  sms: sent 14, delivered 14, delivery_rate=99.2 %',
      '2026-11-20 fallback model (no radar) nse=0.741 after 3 tries',
      'csi=0.62',
    ].join('\n');
    const reading = readResult({ file: 'run.log', content: { text } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ path, value, unit }) => `${path} ${value} ${unit}`.trim()).toSorted()).toEqual([
      'csi 0.62',
      'delivery_rate 99.2 %',
      'end-to-end latency p50 2.1 min',
      'end-to-end latency p95 3.7 min',
      'fallback model (no radar) nse 0.741',
    ]);
  });

  it('lists once what each line of a log says alone, in the unit of its name', () => {
    const text =
      '2026-11-20 10:01 INFO delay_p95_ms=340 pool=20\n2026-11-20 10:02 INFO ci_minutes=7.2 shards=8\n2026-11-20 10:03 INFO delay_p95_ms=290 pool=20\n';
    const reading = readResult({ file: 'app.log', content: { text } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ label, value, unit }) => `${label} ${value} ${unit}`.trim())).toEqual([
      'delay_p95_ms · last 290 ms',
      'delay_p95_ms · max 340 ms',
      'delay_p95_ms · min 290 ms',
      'pool · last 20',
      'ci_minutes 7.2 min',
      'shards 8',
    ]);
  });

  it.each([
    ['09:14:05 INFO coxph: HR 0.72 (95% CI 0.58-0.89), p = 0.0023', ['HR 0.72', 'p 0.0023']],
    ['09:14:05 INFO hr_pfs 0.72 p = 0.0023', ['hr_pfs 0.72', 'p 0.0023']],
    ['09:14 ORR 46.2, n = 602 in both arms', ['ORR 46.2', 'n 602']],
    ['09:14 took 5 retries, loss = 0.31, HTTP 200', ['loss 0.31']],
    ['09:14 rerank time = 63.2 ms', ['rerank time 63.2']],
  ])('may be a log with blanks around equals signs: %s', (line, expected) => {
    const reading = readResult({ file: 'run.log', content: { text: `2026-11-02 ${line}\n` } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ label, value }) => `${label.split(', ').at(-1)} ${value}`)).toEqual(expected);
  });

  it('may be the scalars of TensorBoard as JSON', () => {
    const text = '[[1763000000.1,50000,1.611],[1763120000.1,250000,0.809],[1763130000.1,262500,0.811]]';
    const reading = readResult({ file: 'tb.json', content: { text } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Value · last 0.811',
      'Value · max 1.611',
      'Value · min 0.809',
      'Step · last 262500',
    ]);
  });

  const AT = '2026-11-20 10:02:13 INFO';
  it.each([
    [`${AT} loss_share_after=0.117 speedup 1.38`, ['loss_share_after 0.117', 'speedup 1.38']],
    [`${AT} done wer 5.41 threads 4`, ['wer 5.41', 'threads 4']],
    [`${AT} WER 5.41% (95% CI 5.02-5.83)`, ['WER 5.41 %']],
    ['WER 5.41% (95% CI 5.02-5.83)', ['WER 5.41 %']],
    ['epoch 52 val_loss 0.811 val_wer 6.14', ['val_loss 0.811', 'val_wer 6.14', 'epoch 52']],
    ['rtf 0.138', ['rtf 0.138']],
    [`${AT} took 5 attempts on 3 hosts`, []],
    [`${AT} retry 3 of 5`, []],
    [`${AT} listening on port 8080`, []],
    ['Section 1.2', []],
  ])('may be a line of names and numbers side by side: %s', (text, expected) => {
    const reading = readResult({ file: 'run.log', content: { text: `${text}\n` } });
    const found = 'error' in reading ? [] : reading.candidates;
    expect(found.map(({ label, value, unit }) => `${label} ${value} ${unit}`.trim())).toEqual(expected);
  });

  it('from the best line of a log, which is not what the run ended with', () => {
    const text = ['epoch 1 val_acc 74.1%', 'epoch 4 val_acc 82.9%', 'best epoch 3 val_acc 83.8%']
      .map((line) => `2026-11-29 10:35:02 INFO ${line}`)
      .join('\n');
    const reading = readResult({ file: 'train.log', content: { text } });
    expect(
      'error' in reading
        ? reading
        : Object.fromEntries(reading.candidates.map(({ label, value }) => [label, value])),
    ).toMatchObject({ 'val_acc · last': 82.9, 'best val_acc': 83.8, 'epoch · last': 4, 'best epoch': 3 });
  });

  it('may be the log of a training, with names and numbers side by side', () => {
    const text = [
      '2026-11-10 09:12:01 INFO config d_model=256 params=18.4M',
      ...[1, 2].map(
        (n) => `2026-11-10 1${n}:20:00 INFO epoch ${n}/2 train_loss 0.${9 - n} val_f1 0.8${n} lr 3.0e-4`,
      ),
      '2026-11-10 19:40:12 INFO best epoch 2 val_f1 0.82 total 8h31m',
      '2026-11-10 19:41:00 INFO wrote 3 files in 2 s',
    ].join('\n');
    const reading = readResult({ file: 'train.log', content: { text } });
    const found = 'error' in reading ? [] : reading.candidates;
    const shown = found.map(({ label, value, unit }) => `${label} ${value} ${unit}`.trim());
    expect(shown).toEqual(
      expect.arrayContaining([
        'val_f1 · last 0.82 ×',
        'train_loss · last 0.7',
        'd_model 256',
        'params 18.4 M',
      ]),
    );
    expect(shown.join()).not.toMatch(/wrote|in 2/);
  });

  it('takes a word for a number only with a unit, and long lines without end for nothing', () => {
    const line = '2026-11-18 10:02:11 INFO sha=12ab share=5% took=3ms status=5xx n=4';
    const document = { share: 5, 'share unit': '%', took: 3, sha: '12ab', status: '5xx', n: 4 };
    expect(readResult({ file: 'a.log', content: { text: line } })).toMatchObject({ document });
    const long = `2026-11-18 10:02:11 INFO ${'word '.repeat(200_000)}`;
    expect(readResult({ file: 'a.log', content: { text: `${line}\n${long}\n${long}n=1` } })).toMatchObject({
      document,
    });
  });

  it('is no log for pairs within another text', () => {
    for (const text of ['args: |\n  lr=0.1 batch=32\nloss: 0.5\n', 'a = 1\nb = { c = 1, d = 2 }\n'])
      expect(readResult({ file: 'run.txt', content: { text } })).not.toMatchObject({ title: 'text report' });
  });

  it('has all runs of a benchmark, and the first of two lines with the same label', () => {
    const run = (ns: number): string => `BenchmarkA/b.c-8   100   ${ns} ns/op   16 B/op\n`;
    const read = readResult({ file: 'bench.txt', content: { text: `goos: linux\n${run(10)}${run(12)}` } });
    expect(read).toMatchObject({
      title: 'text report',
      candidates: [
        { label: 'A/b.c · time · mean ± std', value: '11.0 ± 1.4 (n=2)', unit: 'ns' },
        { label: 'A/b.c · time · std' },
        { label: 'A/b.c · time · min' },
        { label: 'A/b.c · time · max' },
        { label: 'A/b.c · B/op · mean ± std', value: '16 ± 0 (n=2)', unit: 'B/op' },
        ...['std', 'min', 'max'].map((end) => ({ label: `A/b.c · B/op · ${end}` })),
      ],
    });
  });

  it('of another tool is no damaged YAML', () => {
    const text = 'Summary:\n  Total: 60 secs\n\nCodes:\n  [200]\t17 responses\n';
    expect(readResult({ file: 'other.txt', content: { text } })).toMatchObject({
      error: 'other.txt has no results that prep can read',
    });
  });

  it('is cut off where its program was stopped', () => {
    const read = readResult({ file: 'wrk.txt', content: { text: 'Requests/sec:    298.37\nTransfer/s' } });
    expect(read).toMatchObject({
      candidates: [{ label: 'Requests/sec', value: 298.37, unit: 'requests/s' }],
    });
  });
});
