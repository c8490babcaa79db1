// Result files of tools that measure: benchmarks, load tests, coverage, images. Most files of the corpus are
// real output; k6's and Docker's are written by hand to the documented shapes.
import { describe, expect, it } from 'vitest';
import type { Reported, Results } from '../../../src/core/fill/bind.ts';
import { readResult, valueAt } from '../../../src/formats/results/index.ts';
import {
  expectFoundAgain,
  expectSourceAsInCorpus,
  readingOf,
  resultFiles,
  resultText,
} from '../../support/result-corpus.ts';

/** Each source with the readers that its files have. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'coverage-py': ['coverage-py'],
  docker: ['docker'],
  hyperfine: ['hyperfine'],
  istanbul: ['istanbul'],
  jmeter: ['jmeter'],
  k6: ['k6'],
  locust: ['locust'],
  prometheus: ['prometheus'],
  'pytest-benchmark': ['pytest-benchmark'],
};

const filesOf = (source: string): readonly string[] =>
  resultFiles(source).filter((name) => !name.startsWith('no-'));

const lookalikes = Object.keys(SOURCES).flatMap((source) =>
  resultFiles(source)
    .filter((name) => name.startsWith('no-'))
    .map((name) => [source, name] as const),
);

const labels = ({ candidates }: Results): readonly string[] => candidates.map(({ label }) => label);

const labelled = (reading: Results, label: string): Reported | undefined =>
  reading.candidates.find((candidate) => candidate.label === label);

describe.each(Object.entries(SOURCES))('files of %s', (source, readers) => {
  const readings = new Map(filesOf(source).map((name) => [name, readingOf(source, name)]));

  it('are read as expected', () => {
    expectSourceAsInCorpus(source, readings);
  });

  it.each([...readings])('hold what is listed of %s at its path', (_, reading) => {
    expectFoundAgain(reading);
  });

  it('are recognised under any name', () => {
    for (const name of readings.keys()) {
      const read = readResult({
        file: name.endsWith('.csv') ? 'notes/x.csv' : 'notes/x.json',
        content: { text: resultText(source, name) },
      });
      expect('reader' in read && readers.includes(read.reader)).toBe(true);
    }
  });
});

it.each(lookalikes)('does not take %s/%s for output of that tool', (source, name) => {
  const read = readResult({ file: name, content: { text: resultText(source, name) } });
  expect(SOURCES[source]).not.toContain('reader' in read ? read.reader : '');
});

describe('hyperfine', () => {
  it('gives the median first, in seconds, by command', () => {
    const { candidates } = readingOf('hyperfine', 'parameters.json');
    expect(candidates.slice(0, 3)).toEqual([
      {
        label: 'infer --model tf · median',
        value: 0.047564291,
        unit: 's',
        path: 'results[?command==`"infer --model tf"`].median | [0]',
      },
      expect.objectContaining({ label: 'infer --model lstm · median' }),
      expect.objectContaining({ label: 'infer --model tf · mean' }),
    ]);
  });

  it('has no deviation of a single run', () => {
    const reading = readingOf('hyperfine', 'one-run.json');
    expect(labels(reading).filter((label) => label.endsWith('stddev'))).toEqual([]);
  });

  it('finds commands that share a name by their place', () => {
    expect(readingOf('hyperfine', 'repeated-names.json').candidates.slice(0, 2)).toEqual([
      { label: 'results[0] · median', value: 0.047594994, unit: 's', path: 'results[0].median' },
      { label: 'results[1] · median', value: 0.022340487000000003, unit: 's', path: 'results[1].median' },
    ]);
  });

  it('knows the unit of the memory of single runs', () => {
    const row = { command: 'x', mean: 1, median: 1, user: 1, system: 1, memory_usage_byte: [4096, 8192] };
    const text = JSON.stringify({ results: [row] });
    const reading = readResult({ file: 'x.json', content: { text } });
    if ('error' in reading) throw new Error(reading.error);
    expect(valueAt(reading, 'max(results[0].memory_usage_byte)')).toEqual({ value: 8192, unit: 'B' });
  });
});

describe('pytest-benchmark', () => {
  it('tells tests of the same name apart by their file', () => {
    const [first] = readingOf('pytest-benchmark', 'same-names-dirty.json').candidates;
    expect(first).toMatchObject({ label: 'tests/more/test_more.py::test_count[128] · median', unit: 's' });
    expect(first?.path).toContain('[?fullname==');
  });
});

describe('k6', () => {
  const files: readonly (readonly [file: string, reader: string, path: string])[] = [
    ['summary-export.json', 'k6', 'metrics.http_req_duration.p(95)'],
    ['handle-summary.json', 'k6', 'metrics.http_req_duration.values.p(95)'],
    ['machine-readable.json', 'k6', 'results.metrics[?name==`"http_req_duration"`].values."p(95)" | [0]'],
  ];

  it.each(files)('reads %s as %s, the 95th percentile first', (file, reader, path) => {
    const reading = readingOf('k6', file);
    expect(reading.reader).toBe(reader);
    expect(reading.candidates[0]).toEqual({
      label: 'http_req_duration · p(95)',
      value: 98.74415,
      unit: 'ms',
      path,
    });
    expect(labelled(reading, 'http_req_failed · rate')).toMatchObject({ value: 0.0049751244, unit: '×' });
  });

  it.each(files)('lists no passes of http_req_failed in %s, which are the failures', (file) => {
    expect(JSON.stringify(readingOf('k6', file).candidates)).not.toMatch(/failed[^"]* · (?!rate)/);
  });

  it.each(files)('lists no threshold of %s', (file) => {
    expect(JSON.stringify(readingOf('k6', file).candidates)).not.toMatch(/threshold|p\(95\)<80/);
  });

  it('knows the unit of a metric of yours only where the file says it', () => {
    const label = 'time_to_first_token · p(95)';
    expect(labelled(readingOf('k6', 'handle-summary.json'), label)?.unit).toBe('ms');
    expect(labelled(readingOf('k6', 'summary-export.json'), label)?.unit).toBe('');
  });
});

describe('Locust', () => {
  it('gives the row of all requests first, and names requests with their method', () => {
    const reading = readingOf('locust', 'two-methods.csv');
    expect(labels(reading)[0]).toBe('Aggregated · 95%');
    expect(labelled(reading, 'GET /classify · 95%')?.path).toBe(
      '[?Type==`"GET"` && Name==`"/classify"`]."95%" | [0]',
    );
  });
});

describe('Prometheus', () => {
  it('gives numbers for the texts that it stores, and none for NaN and infinity', () => {
    expect(readingOf('prometheus', 'one-value.json').candidates).toEqual([
      { label: 'value', value: 0.095, unit: '', path: 'data.result[0].value[1]' },
    ]);
    expect(readingOf('prometheus', 'vector.json').candidates).toHaveLength(11);
    expect(readingOf('prometheus', 'not-measured.json').candidates).toEqual([]);
    expect(readingOf('prometheus', 'infinite.json').candidates).toEqual([]);
  });

  it('names series by the labels in which they differ, and takes the unit from the name', () => {
    expect(readingOf('prometheus', 'vector.json').candidates[1]).toEqual({
      label: 'prometheus_engine_query_duration_seconds{quantile="0.9", slice="inner_eval"}',
      value: 0.000031,
      unit: 's',
      path: 'data.result[?metric.quantile==`"0.9"` && metric.slice==`"inner_eval"`].value[1] | [0]',
    });
  });
});

describe('coverage', () => {
  it('is in percent', () => {
    expect(readingOf('coverage-py', 'branches.json').candidates[0]).toEqual({
      label: 'totals · percent_covered',
      value: 92,
      unit: '%',
      path: 'totals.percent_covered',
    });
    expect(readingOf('istanbul', 'vitest.json').candidates[0]).toEqual({
      label: 'total · lines',
      value: 85.71,
      unit: '%',
      path: 'total.lines.pct',
    });
  });

  it('has nothing to say where there was nothing to cover', () => {
    expect(readingOf('istanbul', 'nothing-covered.json').candidates).toEqual([]);
  });
});

it('gives the size of each image in bytes', () => {
  const [only] = readingOf('docker', 'image.json').candidates;
  expect(only).toEqual({ label: '[0] · Size', value: 412873216, unit: 'B', path: '[0].Size' });
  const [, second] = readingOf('docker', 'images.json').candidates;
  expect(second).toMatchObject({ label: '[1] · Size', path: '[1].Size' });
});

it.each([
  ['hyperfine', 'parameters.json', 'results[1].mean', 's'],
  ['hyperfine', 'parameters.json', 'max(results[*].median)', 's'],
  ['hyperfine', 'parameters.json', 'results[0].times[-1]', 's'],
  ['hyperfine', 'parameters.json', 'results[0].mean / results[1].mean', ''],
  ['hyperfine', 'parameters.json', 'length(results)', ''],
  ['pytest-benchmark', 'clean.json', 'benchmarks[0].stats.ld15iqr', 's'],
  ['pytest-benchmark', 'clean.json', 'sum(benchmarks[*].stats.total)', 's'],
  ['k6', 'summary-export.json', 'metrics.data_sent.rate', 'B/s'],
  ['k6', 'handle-summary.json', 'state.testRunDurationMs', 'ms'],
  ['k6', 'handle-summary.json', 'metrics.http_req_waiting.values.min', 'ms'],
  ['k6', 'handle-summary.json', 'root_group.checks[0].passes', ''],
  ['k6', 'machine-readable.json', "results.metrics[?name=='http_req_waiting'].values.med | [0]", 'ms'],
  ['k6', 'machine-readable.json', 'results.metrics[5].values.max', 'ms'],
  ['k6', 'machine-readable.json', 'results.checks.metrics[1].values.rate', '×'],
  ['k6', 'machine-readable.json', 'results.checks.results[0].passes', ''],
  ['locust', 'run_stats.csv', '[0].Requests/s', 'requests/s'],
  ['locust', 'run_stats.csv', 'max([*]."99%")', 'ms'],
  ['prometheus', 'vector.json', 'data.result[1].value[1]', 's'],
  ['coverage-py', 'branches.json', 'totals.num_branches', ''],
  ['coverage-py', 'branches.json', 'min(files.* | [*].summary.percent_covered)', '%'],
  ['istanbul', 'vitest.json', '"/home/ada/median/src/share.ts".functions.pct', '%'],
  ['docker', 'images.json', '[-2].Size', 'B'],
  ['docker', 'images.json', 'sum([*].Size)', 'B'],
] as const)('knows the unit in %s/%s of %s', (source, file, path, unit) => {
  expect(valueAt(readingOf(source, file), path)).toMatchObject({ value: expect.any(Number), unit });
});

it('reads a summary of k6 in which one metric does not say what it contains', () => {
  const metrics = {
    http_req_duration: { type: 'trend', contains: 'time', values: { med: 17.9 } },
    vus_max: { type: 'gauge', values: { value: 500 } },
  };
  const reading = readResult({ file: 'a.json', content: { text: JSON.stringify({ metrics }) } });
  expect(reading).toMatchObject({ reader: 'k6' });
});
