// hyperfine's exports: `--export-json` ({ results: [...] }) and `--export-csv` (the same rows without the single runs).
// Times are seconds; `stddev` is null with one run. Source: hyperfine 1.19's own output, and its export code for memory.
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
} from './fields.ts';
import { keyAt } from './path.ts';
import type { ResultDocument, ResultReader } from './reader.ts';

/** In seconds, likeliest first. */
const TIMES = ['median', 'mean', 'min', 'max', 'stddev', 'user', 'system'];

const UNITS: ReadonlyMap<string, string> = new Map([
  ...[...TIMES, 'times'].map((key): [string, string] => [key, 's']),
  ['memory_usage_byte', 'B'],
]);

/** Keys of the rows: a CSV file is the list itself. */
const rowsAt = ({ syntax }: ResultDocument): readonly string[] => (syntax === 'csv' ? [] : ['results']);

/** True for one benchmark. Scores of models have a `mean` too, but no processor times. */
const isBenchmark = (row: Json): boolean =>
  textOf(row, 'command') !== undefined &&
  ['mean', 'median', 'user', 'system'].every((key) => numberIn(row, key) !== undefined);

const stat = (key: string, rows: readonly Named[]): readonly Candidate[] =>
  listedOf(rows, ({ name, element, pathTo }) =>
    numberAt(labelOf(name, key), fieldOf(element, key), 's', pathTo(key)),
  );

/** How often each command was run. */
const runs = (rows: readonly Named[]): readonly Candidate[] =>
  listedOf(rows, ({ name, element, pathTo }) => {
    const key = ['times', 'exit_codes'].find((list) => listOf(element, list).length > 0);
    if (key === undefined) return [];
    return numberAt(labelOf(name, 'runs'), listOf(element, key).length, 'runs', `length(${pathTo(key)})`);
  });

/** The most memory that any run took. Where it cannot be measured, hyperfine writes 0. */
const memory = (rows: readonly Named[]): readonly Candidate[] =>
  listedOf(rows, ({ name, element, pathTo }) => {
    const bytes = listOf(element, 'memory_usage_byte').map((each) => numberIn(each));
    const known = bytes.filter((each) => each !== undefined);
    const most = known.reduce((a, b) => Math.max(a, b), 0);
    if (known.length !== bytes.length || most === 0) return [];
    return numberAt(labelOf(name, 'peak memory'), most, 'B', `max(${pathTo('memory_usage_byte')})`);
  });

export const hyperfine: ResultReader = {
  name: 'hyperfine',
  title: 'hyperfine',
  recognises: (document) => {
    const rows = listOf(document.value, ...rowsAt(document));
    return rows.length > 0 && rows.every((row) => isBenchmark(row));
  },
  candidates: (document) => {
    const rows = namedElements(document.value, rowsAt(document), 'command');
    return [...TIMES.flatMap((key) => stat(key, rows)), ...memory(rows), ...runs(rows)];
  },
  unitAt: (path, { value }) => UNITS.get(keyAt(value, path) ?? ''),
};
