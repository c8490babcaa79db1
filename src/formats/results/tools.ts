// Tools whose files list numbers under fixed keys: benchmarks, load tests, coverage, images, repositories.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { dottedPath } from './path.ts';
import {
  type ResultDocument,
  type ResultReader,
  fieldOf,
  isFields,
  labelOf,
  listedOf,
  listOf,
  type Named,
  namedElements,
  numberAt,
  numberIn,
  numberUnder,
  pathsByName,
  textOf,
  wordsUnder,
} from './reader.ts';

type Value = readonly [label: string, keys: readonly string[], unit?: string];

const under = (unit: string, ...keys: readonly string[]): readonly Value[] =>
  keys.map((key) => [key, [key], unit]);

const partAt = (name: string, document: Json, ...keys: readonly string[]): Named => ({
  name,
  element: fieldOf(document, ...keys) ?? null,
  pathTo: (...rest) => dottedPath(...keys, ...rest),
});

const valueOf = ({ name, element, pathTo }: Named, [label, keys, unit = '']: Value): readonly Candidate[] =>
  numberAt(labelOf(name, label), fieldOf(element, ...keys), unit, pathTo(...keys));

/** The first value of all things, then the second, so that comparable values are adjacent. */
const byValue = (things: readonly Named[], values: readonly Value[]): readonly Candidate[] =>
  values.flatMap((value) => listedOf(things, (thing) => valueOf(thing, value)));

const byThing = (things: readonly Named[], values: readonly Value[]): readonly Candidate[] =>
  listedOf(things, (thing) => values.flatMap((value) => valueOf(thing, value)));

function lengthOf({ name, element, pathTo }: Named, [label, keys, unit = '']: Value): readonly Candidate[] {
  const { length } = listOf(element, ...keys);
  return length === 0 ? [] : numberAt(labelOf(name, label), length, unit, `length(${pathTo(...keys)})`);
}

const hasNumbers = (value: Json | undefined, ...keys: readonly string[]): boolean =>
  keys.every((key) => numberIn(value, key) !== undefined);

const isListOf = (items: readonly Json[], holds: (item: Json) => boolean): boolean =>
  items.length > 0 && items.every((item) => holds(item));

// `--export-json` ({ results: [...] }) and `--export-csv`, the same rows without the single runs. Times are
// seconds; `stddev` is null with one run. Source: hyperfine 1.19's own output, and its export code for
// memory.
const HYPERFINE = under('s', 'median', 'mean', 'min', 'max', 'stddev', 'user', 'system');
const rowKeys = ({ syntax }: ResultDocument): readonly string[] => (syntax === 'csv' ? [] : ['results']);

/** The maximum of all runs. hyperfine writes 0 if it cannot measure memory. */
function peakMemory({ name, element, pathTo }: Named): readonly Candidate[] {
  const key = 'memory_usage_byte';
  const bytes = listOf(element, key).map((each) => numberIn(each) ?? Number.NaN);
  const most = bytes.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? numberAt(labelOf(name, 'peak memory'), most, 'B', `max(${pathTo(key)})`) : [];
}

export const hyperfine: ResultReader = {
  name: 'hyperfine',
  title: 'hyperfine',
  // Model scores have a `mean` too, but no processor times.
  recognises: (document) =>
    isListOf(
      listOf(document.value, ...rowKeys(document)),
      (row) => textOf(row, 'command') !== undefined && hasNumbers(row, 'mean', 'median', 'user', 'system'),
    ),
  candidates: (document) => {
    const rows = namedElements(document.value, rowKeys(document), 'command');
    return [
      ...byValue(rows, HYPERFINE),
      ...listedOf(rows, peakMemory),
      ...listedOf(rows, (row) => {
        const key = listOf(row.element, 'times').length > 0 ? 'times' : 'exit_codes';
        return lengthOf(row, ['runs', [key], 'runs']);
      }),
    ];
  },
  units: new Map([
    ['times', 's'],
    ['memory_usage_byte', 'B'],
  ]),
};

// JSON as saved under `.benchmarks/` and by `--benchmark-json`. Times are seconds, whatever unit the screen
// shows. Source: the output of pytest-benchmark 5.1.
const PYTEST: readonly Value[] = [
  ...under('s', 'median', 'mean', 'min', 'max', 'stddev'),
  ...under('/s', 'ops'),
  ...under('s', 'iqr', 'q1', 'q3', 'total'),
  ...under('rounds', 'rounds'),
].map(([label, keys, unit]): Value => [label, ['stats', ...keys], unit]);

function benchmarksIn(document: Json): readonly Named[] {
  const short = namedElements(document, ['benchmarks'], 'name');
  if (new Set(short.map(({ name }) => name)).size === short.length) return short;
  const full = namedElements(document, ['benchmarks'], 'fullname');
  return full.length === short.length ? full : short;
}

export const pytestBenchmark: ResultReader = {
  name: 'pytest-benchmark',
  title: 'pytest-benchmark',
  recognises: ({ value }) =>
    isListOf(
      listOf(value, 'benchmarks'),
      (row) => textOf(row, 'name') !== undefined && numberIn(row, 'stats', 'median') !== undefined,
    ),
  candidates: ({ value }) => [
    ...byValue(benchmarksIn(value), PYTEST),
    // Interviewers often ask for the hardware too.
    ...wordsUnder('processor', value, 'machine_info', 'cpu', 'brand_raw'),
    ...wordsUnder('Python version', value, 'machine_info', 'python_version'),
  ],
  units: new Map(['ld15iqr', 'hd15iqr', 'data'].map((key) => [key, 's'])),
  revision: ({ value }) => {
    const commit = textOf(value, 'commit_info', 'id');
    const dirty = fieldOf(value, 'commit_info', 'dirty');
    // Outside a repository the id is `unversioned`.
    if (commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return {};
    return { commit, dirty: typeof dirty === 'boolean' ? dirty : undefined };
  },
};

// `X_stats.csv` (`--csv X`): a row per request and one named Aggregated; response times in milliseconds. Its
// history and failures are other tables, left to the reader of any CSV. Source: the output of Locust 2.24.
const LOCUST: readonly Value[] = [
  ...under('ms', '95%', 'Median Response Time', 'Average Response Time', '99%', '90%'),
  ...under('requests/s', 'Requests/s'),
  ...under('requests', 'Request Count', 'Failure Count'),
  ...under('requests/s', 'Failures/s'),
  ...under('ms', 'Min Response Time', 'Max Response Time'),
  ...under('ms', '50%', '66%', '75%', '80%', '98%', '99.9%', '99.99%', '100%'),
  ...under('B', 'Average Content Size'),
];
const isTotal = (row: Json): boolean => textOf(row, 'Name') === 'Aggregated';

export const locust: ResultReader = {
  name: 'locust',
  title: 'Locust statistics',
  recognises: ({ syntax, value }) =>
    syntax === 'csv' &&
    listOf(value).some(isTotal) &&
    listOf(value).every((row) =>
      hasNumbers(row, 'Request Count', 'Failure Count', 'Average Response Time', 'Requests/s'),
    ),
  candidates: ({ value }) => {
    const rows = namedElements(value, [], 'Name', 'Type').map((row) => {
      const method = textOf(row.element, 'Type');
      return { ...row, name: method === undefined ? row.name : `${method} ${row.name}` };
    });
    return byThing(
      rows.toSorted((a, b) => Number(isTotal(b.element)) - Number(isTotal(a.element))),
      LOCUST,
    );
  },
};

// `coverage json`. Percentages are 0–100; newer versions split the percentage in two. Source: the output of
// coverage.py 7.6.
const COVERAGE: readonly Value[] = [
  ['covered', ['percent_covered'], '%'],
  ['statements covered', ['percent_statements_covered'], '%'],
  ['branches covered', ['percent_branches_covered'], '%'],
  ['covered lines', ['covered_lines']],
  ['statements', ['num_statements']],
  ['missing lines', ['missing_lines']],
  ['excluded lines', ['excluded_lines']],
  ['branches', ['num_branches']],
  ['branches taken', ['covered_branches']],
  ['branches missed', ['missing_branches']],
];

export const coveragePy: ResultReader = {
  name: 'coverage-py',
  title: 'coverage.py report',
  recognises: ({ value }) =>
    hasNumbers(fieldOf(value, 'totals'), 'percent_covered', 'covered_lines', 'num_statements'),
  candidates: ({ value }) => byValue([partAt('total', value, 'totals')], COVERAGE),
};

// `coverage-summary.json` by nyc, c8, Vitest and Jest. Percentages are 0–100, or the word "Unknown" if there
// was nothing to cover. Source: the output of nyc, c8 and Vitest 4.
const COUNTED = ['lines', 'statements', 'functions', 'branches'];
const PERCENTAGES: readonly Value[] = COUNTED.map((kind) => [kind, [kind, 'pct'], '%']);

export const istanbul: ResultReader = {
  name: 'istanbul',
  title: 'Istanbul coverage summary',
  recognises: ({ value }) =>
    COUNTED.every((kind) => {
      const percent = fieldOf(value, 'total', kind, 'pct');
      const isKnown = percent === 'Unknown' || numberIn(percent) !== undefined;
      return isKnown && numberIn(value, 'total', kind, 'covered') !== undefined;
    }),
  candidates: ({ value }) => {
    const counts = COUNTED.filter((kind) => numberIn(value, 'total', kind, 'total') !== 0).flatMap(
      (kind): readonly Value[] => [
        [labelOf(kind, 'covered'), [kind, 'covered']],
        [labelOf(kind, 'total'), [kind, 'total']],
      ],
    );
    return byValue([partAt('total', value, 'total')], [...PERCENTAGES, ...counts]);
  },
};

// `docker image inspect`, and podman's: a list of objects. Sizes are bytes. Source: Docker's API reference.
const isImage = (item: Json): boolean =>
  hasNumbers(item, 'Size') && isFields(fieldOf(item, 'RootFS')) && fieldOf(item, 'RepoTags') !== undefined;

const tagOf = (item: Json): string | undefined => textOf(listOf(item, 'RepoTags')[0]);

/** By tag, because ids change with every build. One alone by index, because tags change with versions. */
function imagesIn(document: Json): readonly Named[] {
  const items = listOf(document);
  const paths = pathsByName(document, [], (item) => {
    const tag = items.length > 1 ? tagOf(item) : undefined;
    return tag === undefined ? [] : [[[['RepoTags', 0], tag]]];
  });
  return items.flatMap((element, index) => {
    const id = (textOf(element, 'Id') ?? '').replace(/^sha256:/, '').slice(0, 12);
    const pathTo = paths[index];
    return pathTo ? [{ element, name: tagOf(element) ?? id, pathTo }] : [];
  });
}

export const docker: ResultReader = {
  name: 'docker',
  title: 'docker inspect',
  recognises: ({ value }) => isListOf(listOf(value), isImage),
  candidates: ({ value }) => {
    const images = imagesIn(value);
    return [
      ...byValue(images, [['size', ['Size'], 'B']]),
      ...listedOf(images, (image) => lengthOf(image, ['layers', ['RootFS', 'Layers']])),
    ];
  },
};

// `gh repo view --json ...`. Sizes are kB. Source: the fields that gh 2.46 lists.
const VIEWED: readonly Value[] = [
  ['stars', ['stargazerCount']],
  ['forks', ['forkCount']],
  ['link', ['url']],
  ['watchers', ['watchers', 'totalCount']],
  ['open issues', ['issues', 'totalCount']],
  ['open pull requests', ['pullRequests', 'totalCount']],
  ['size', ['diskUsage'], 'kB'],
  ['name', ['nameWithOwner']],
  ['language', ['primaryLanguage', 'name']],
];

export const github: ResultReader = {
  name: 'github',
  title: 'GitHub repository',
  recognises: ({ value }) =>
    ['stargazerCount', 'forkCount', 'diskUsage'].some((key) => hasNumbers(value, key)) ||
    textOf(value, 'nameWithOwner')?.includes('/') === true,
  candidates: ({ value }) =>
    VIEWED.flatMap(([label, keys, unit]) => [
      ...numberUnder(label, value, keys, unit),
      ...wordsUnder(label, value, ...keys),
    ]),
};
