// pytest-benchmark's JSON, as saved under `.benchmarks/` and by `--benchmark-json`. Times are seconds, whatever unit its
// tables show. Source: the output of pytest-benchmark 5.1.
import type { Candidate, Json } from '../../core/result.ts';
import {
  fieldOf,
  labelOf,
  listedOf,
  listOf,
  type Named,
  namedElements,
  numberAt,
  numberIn,
  textOf,
  wordsAt,
} from './fields.ts';
import { keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

/** Of `stats`, likeliest first. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['median', 's'],
  ['mean', 's'],
  ['min', 's'],
  ['max', 's'],
  ['stddev', 's'],
  ['ops', '/s'],
  ['iqr', 's'],
  ['q1', 's'],
  ['q3', 's'],
  ['total', 's'],
  ['rounds', 'rounds'],
]);

/** Not listed; in seconds all the same. */
const MORE_TIMES: ReadonlySet<string> = new Set(['ld15iqr', 'hd15iqr', 'data']);

/** On what it ran: often asked for beside the figures. */
const MACHINE: readonly (readonly [label: string, path: string, keys: readonly string[]])[] = [
  ['processor', 'machine_info.cpu.brand_raw', ['cpu', 'brand_raw']],
  ['Python version', 'machine_info.python_version', ['python_version']],
];

const isBenchmark = (row: Json): boolean =>
  textOf(row, 'name') !== undefined && numberIn(row, 'stats', 'median') !== undefined;

/** By name where no two have the same, else by the name with the file before it. */
function benchmarks(document: Json): readonly Named[] {
  const short = namedElements(document, ['benchmarks'], 'name');
  if (new Set(short.map(({ name }) => name)).size === short.length) return short;
  const full = namedElements(document, ['benchmarks'], 'fullname');
  return full.length === short.length ? full : short;
}

const stat = (key: string, unit: string, rows: readonly Named[]): readonly Candidate[] =>
  listedOf(rows, ({ name, element, pathTo }) =>
    numberAt(labelOf(name, key), fieldOf(element, 'stats', key), unit, pathTo('stats', key)),
  );

export const pytestBenchmark: ResultReader = {
  name: 'pytest-benchmark',
  title: 'pytest-benchmark',
  recognises: ({ value }) => {
    const rows = listOf(value, 'benchmarks');
    return rows.length > 0 && rows.every((row) => isBenchmark(row));
  },
  candidates: ({ value }) => {
    const rows = benchmarks(value);
    return [
      ...[...UNITS].flatMap(([key, unit]) => stat(key, unit, rows)),
      ...MACHINE.flatMap(([label, path, keys]) =>
        wordsAt(label, fieldOf(value, 'machine_info', ...keys), path),
      ),
    ];
  },
  unitAt: (path, { value }) => {
    const key = keyAt(value, path) ?? '';
    return MORE_TIMES.has(key) ? 's' : UNITS.get(key);
  },
  revision: ({ value }) => {
    const commit = textOf(value, 'commit_info', 'id');
    const dirty = fieldOf(value, 'commit_info', 'dirty');
    // Outside of a repository the id is `unversioned`.
    if (commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return {};
    return { commit, ...(typeof dirty === 'boolean' && { dirty }) };
  },
};
