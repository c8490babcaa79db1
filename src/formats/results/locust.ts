// Locust's `X_stats.csv` (`--csv X`): a row for each request and one named Aggregated; response times in milliseconds.
// Its history and failures are other tables, and are left to the reader of any CSV. Source: the output of Locust 2.24.
import type { Candidate, Json } from '../../core/result.ts';
import {
  fieldOf,
  isFields,
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
import type { ResultReader } from './reader.ts';

const TOTAL = 'Aggregated';

const milliseconds = (...columns: readonly string[]): readonly (readonly [string, string])[] =>
  columns.map((column) => [column, 'ms']);

/** Columns, likeliest first. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ...milliseconds('95%', 'Median Response Time', 'Average Response Time', '99%', '90%'),
  ['Requests/s', 'requests/s'],
  ['Request Count', 'requests'],
  ['Failure Count', 'requests'],
  ['Failures/s', 'requests/s'],
  ...milliseconds(
    'Min Response Time',
    'Max Response Time',
    '50%',
    '66%',
    '75%',
    '80%',
    '98%',
    '99.9%',
    '99.99%',
    '100%',
  ),
  ['Average Content Size', 'B'],
]);

const NUMBERS = ['Request Count', 'Failure Count', 'Average Response Time', 'Requests/s'];

const isRow = (row: Json): boolean =>
  isFields(row) && NUMBERS.every((column) => numberIn(row, column) !== undefined);

/** The sum of all first, then each request with its method. */
function rowsOf(document: Json): readonly (Named & { readonly label: string })[] {
  const rows = namedElements(document, [], 'Name', 'Type').map((row) => {
    const method = textOf(row.element, 'Type');
    return { ...row, label: method === undefined ? row.name : `${method} ${row.name}` };
  });
  return [...rows.filter(({ name }) => name === TOTAL), ...rows.filter(({ name }) => name !== TOTAL)];
}

export const locust: ResultReader = {
  name: 'locust',
  title: 'Locust statistics',
  recognises: ({ syntax, value }) => {
    const rows = listOf(value);
    const total = rows.some((row) => textOf(row, 'Name') === TOTAL);
    return syntax === 'csv' && total && rows.every((row) => isRow(row));
  },
  candidates: ({ value }) => {
    const rows = rowsOf(value);
    return listedOf(rows, ({ label, element, pathTo }): readonly Candidate[] =>
      [...UNITS].flatMap(([column, unit]) =>
        numberAt(labelOf(label, column), fieldOf(element, column), unit, pathTo(column)),
      ),
    );
  },
  unitAt: (path, { value }) => UNITS.get(keyAt(value, path) ?? ''),
};
