// What Sacred's FileStorageObserver keeps of a run: `run.json`, with the revision of the code and what it ran on, and
// `metrics.json`, a series for each name. Source: Sacred's documentation of its observers.
import type { Candidate, Json } from '../../core/result.ts';
import { entriesOf, fieldOf, isFields, labelOf, listOf, numberAt, textOf, wordsAt } from './fields.ts';
import { leafCandidate, leavesOf } from './leaves.ts';
import { asQuery, dottedPath } from './dotted.ts';
import type { ResultReader } from './reader.ts';
import { columnOf } from './rows.ts';
import { likeliestFirst, seriesCandidates, unitAtPath } from './series.ts';
import { trainingUnit } from './training.ts';

const EXPERIMENT_KEYS = ['mainfile', 'sources', 'repositories', 'dependencies'];
const MAX_DEPTH = 4;

const isRun = (value: Json): boolean =>
  EXPERIMENT_KEYS.some((key) => fieldOf(value, 'experiment', key) !== undefined) &&
  (isFields(fieldOf(value, 'host')) || textOf(value, 'start_time') !== undefined);

const isSeries = (value: Json): boolean =>
  ['steps', 'values'].every((key) => Array.isArray(fieldOf(value, key)));

const isMetrics = (value: Json): boolean => {
  if (!isFields(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => isSeries(value[name] ?? null));
};

/** The numbers in a tree below one key: what the run returned, what it was given. */
function numbersBelow(value: Json, key: string): readonly Candidate[] {
  const top = fieldOf(value, key);
  const leaves = isFields(top) ? leavesOf(top, MAX_DEPTH, [key]) : [{ keys: [key], value: top ?? null }];
  return likeliestFirst(leaves, ({ keys }) => keys.join(' ')).flatMap(leafCandidate);
}

/** What the run had to work with. The name of the machine is nobody's business. */
function machine(value: Json): readonly Candidate[] {
  const cards = listOf(value, 'host', 'gpus', 'gpus');
  return [
    ...cards.flatMap((card, at) => {
      const name = cards.length > 1 ? `GPU ${at + 1}` : 'GPU';
      const path = (key: string): string => dottedPath('host', 'gpus', 'gpus', at, key);
      return [
        ...wordsAt(name, fieldOf(card, 'model'), path('model')),
        ...numberAt(labelOf(name, 'memory'), fieldOf(card, 'total_memory'), 'MiB', path('total_memory')),
      ];
    }),
    ...wordsAt('CPU', fieldOf(value, 'host', 'cpu'), dottedPath('host', 'cpu')),
  ];
}

const ofRun = (value: Json): readonly Candidate[] => [
  ...numbersBelow(value, 'result'),
  ...numbersBelow(value, 'config'),
  ...machine(value),
  ...wordsAt('start time', fieldOf(value, 'start_time'), 'start_time'),
  ...wordsAt('stop time', fieldOf(value, 'stop_time'), 'stop_time'),
];

const ofMetrics = (value: Json): readonly Candidate[] =>
  likeliestFirst(entriesOf(value), ([name]) => name).flatMap(([name, series]) =>
    seriesCandidates({ name, column: columnOf(listOf(series, 'values')), path: asQuery([name, 'values']) }),
  );

/** A run that Sacred kept in files. */
export const sacred: ResultReader = {
  name: 'sacred',
  title: 'Sacred',
  recognises: ({ syntax, value }) => syntax === 'json' && (isRun(value) || isMetrics(value)),
  candidates: ({ value }) => (isRun(value) ? ofRun(value) : ofMetrics(value)),

  unitAt: (path, { value }) => {
    if (isRun(value)) return unitAtPath(value, path);
    const [name, series] =
      entriesOf(value).find(([each]) =>
        [`${asQuery([each])}.values`, `${dottedPath(each)}.values`].some((start) => path.includes(start)),
      ) ?? [];
    if (name === undefined) return undefined;
    const { min, max } = columnOf(listOf(series, 'values'));
    return trainingUnit(name, [min, max]);
  },

  revision: ({ value }) => {
    const [repository] = listOf(value, 'experiment', 'repositories');
    const commit = textOf(repository, 'commit');
    const dirty = fieldOf(repository, 'dirty');
    if (commit === undefined) return {};
    return typeof dirty === 'boolean' ? { commit, dirty } : { commit };
  },
};
