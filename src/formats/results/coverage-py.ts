// coverage.py's JSON report (`coverage json`). Percentages are 0–100. Source: the output of coverage.py 7.6.
import type { Candidate } from '../../core/result.ts';
import { entriesOf, fieldOf, labelOf, listedOf, numberAt, numberIn } from './fields.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

/** Of `totals`: label, key, unit; likeliest first. Newer versions split the percentage in two. */
const TOTALS: readonly (readonly [label: string, key: string, unit: string])[] = [
  ['covered', 'percent_covered', '%'],
  ['statements covered', 'percent_statements_covered', '%'],
  ['branches covered', 'percent_branches_covered', '%'],
  ['covered lines', 'covered_lines', ''],
  ['statements', 'num_statements', ''],
  ['missing lines', 'missing_lines', ''],
  ['excluded lines', 'excluded_lines', ''],
  ['branches', 'num_branches', ''],
  ['branches taken', 'covered_branches', ''],
  ['branches missed', 'missing_branches', ''],
];

export const coveragePy: ResultReader = {
  name: 'coverage-py',
  title: 'coverage.py report',
  recognises: ({ value }) =>
    ['percent_covered', 'covered_lines', 'num_statements'].every(
      (key) => numberIn(value, 'totals', key) !== undefined,
    ),
  candidates: ({ value }) => [
    ...TOTALS.flatMap(([label, key, unit]) =>
      numberAt(labelOf('total', label), fieldOf(value, 'totals', key), unit, dottedPath('totals', key)),
    ),
    ...listedOf(entriesOf(value, 'files'), ([file, report]): readonly Candidate[] => {
      const keys = ['summary', 'percent_covered'];
      return numberAt(
        labelOf(file, 'covered'),
        fieldOf(report, ...keys),
        '%',
        dottedPath('files', file, ...keys),
      );
    }),
  ],
  unitAt: (path, { value }) => {
    const key = keyAt(value, path);
    return TOTALS.find(([, name]) => name === key)?.[2];
  },
};
