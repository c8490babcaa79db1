// What Lightning's CSVLogger writes: `metrics.csv`, where training and validation stand on different lines.
// Source: the documentation of `lightning.pytorch.loggers.CSVLogger`.
import { listOf, numberIn } from './fields.ts';
import { columnPath } from './path.ts';
import type { ResultReader } from './reader.ts';
import { columnsIn } from './rows.ts';
import { likeliestFirst, seriesCandidates, unitAtPath } from './series.ts';
import { isTrainingName } from './training.ts';

const OWN_FOLDER = /(?:^|\/)(?:lightning_logs\/.*|version_\d+\/)metrics\.csv$/;
/** Lines that tell what a table is. */
const LOOKED_AT = 50;

/** The CSVLogger of Lightning. */
export const lightning: ResultReader = {
  name: 'lightning',
  title: 'Lightning CSVLogger',

  recognises: ({ file, syntax, value }) => {
    if (syntax !== 'csv') return false;
    const rows = listOf(value).slice(0, LOOKED_AT);
    const columns = [...columnsIn(rows).keys()].filter((name) => name !== 'step' && name !== 'epoch');
    const isCounted = rows.length > 0 && rows.every((row) => numberIn(row, 'step') !== undefined);
    if (!isCounted || columns.length === 0) return false;
    const hasEpochs = rows.some((row) => numberIn(row, 'epoch') !== undefined);
    return OWN_FOLDER.test(file) || (hasEpochs && columns.some(isTrainingName));
  },

  candidates: ({ value }) =>
    likeliestFirst([...columnsIn(listOf(value))], ([name]) => name).flatMap(([name, column]) =>
      seriesCandidates({ name, column, path: columnPath('', name) }),
    ),

  unitAt: (path, { value }) => unitAtPath(value, path, columnsIn(listOf(value))),
};
