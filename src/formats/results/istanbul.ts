// Istanbul's `coverage-summary.json`, which nyc, c8, Vitest and Jest write too. Percentages are 0–100, or the word
// "Unknown" where there was nothing to cover. Source: the output of nyc, c8 and Vitest 4.
import type { Candidate } from '../../core/result.ts';
import { entriesOf, fieldOf, isFields, labelOf, listedOf, numberAt, numberIn } from './fields.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

/** What is counted, likeliest first. */
const KINDS = ['lines', 'statements', 'functions', 'branches'];

/** The end of the folder that all files are in: their names are absolute. Windows' backslashes count. */
function folderLength(files: readonly string[]): number {
  const [first = '', ...others] = files;
  let length = Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1;
  for (const file of others) {
    let same = 0;
    while (same < length && file[same] === first[same]) same++;
    const start = file.slice(0, same);
    length = Math.max(start.lastIndexOf('/'), start.lastIndexOf('\\')) + 1;
  }
  return length;
}

export const istanbul: ResultReader = {
  name: 'istanbul',
  title: 'Istanbul coverage summary',
  recognises: ({ value }) =>
    KINDS.every((kind) => {
      const percent = fieldOf(value, 'total', kind, 'pct');
      const known = percent === 'Unknown' || numberIn(percent) !== undefined;
      return known && numberIn(value, 'total', kind, 'covered') !== undefined;
    }),
  candidates: ({ value }) => {
    const files = entriesOf(value).filter(([file, counts]) => file !== 'total' && isFields(counts));
    const folder = folderLength(files.map(([file]) => file));
    const percent = (label: string, file: string, kind: string): readonly Candidate[] =>
      numberAt(labelOf(label, kind), fieldOf(value, file, kind, 'pct'), '%', dottedPath(file, kind, 'pct'));
    const counts = (kind: string): readonly Candidate[] =>
      numberIn(value, 'total', kind, 'total') === 0
        ? []
        : ['covered', 'total'].flatMap((key) => {
            const keys = ['total', kind, key];
            return numberAt(labelOf('total', kind, key), fieldOf(value, ...keys), '', dottedPath(...keys));
          });
    return [
      ...KINDS.flatMap((kind) => percent('total', 'total', kind)),
      ...KINDS.flatMap((kind) => counts(kind)),
      ...listedOf(files, ([file]) => KINDS.flatMap((kind) => percent(file.slice(folder), file, kind))),
    ];
  },
  unitAt: (path, { value }) => (keyAt(value, path) === 'pct' ? '%' : undefined),
};
