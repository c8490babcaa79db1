// What Weights & Biases keeps of a run: `wandb-summary.json`, flat by the names that were logged, which may hold `/` and
// `.`. Source: its documentation of the run summary, and of `define_metric`.
import type { Candidate, Json } from '../../core/result.ts';
import { entriesOf, fieldOf, isFields, numberAt, numberIn } from './fields.ts';
import { leafCandidate, leavesOf } from './leaves.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';
import { likeliestFirst, unitAtPath } from './series.ts';

const OWN_FILE = /(?:^|\/)wandb-summary\.json$/;
/** What the client adds by itself. */
const OWN_KEYS = ['_step', '_runtime', '_timestamp', '_wandb'];
/** Keys inside one another; a summary is nearly flat. */
const MAX_DEPTH = 4;

/** Names and values that the user logged. Images, tables and histograms are objects with a `_type`. */
const logged = (value: Json): readonly (readonly [string, Json])[] =>
  entriesOf(value).filter(([name, entry]) => !name.startsWith('_') && fieldOf(entry, '_type') === undefined);

function ofLogged(name: string, entry: Json): readonly Candidate[] {
  const leaves = isFields(entry) ? leavesOf(entry, MAX_DEPTH, [name]) : [{ keys: [name], value: entry }];
  return leaves.flatMap(leafCandidate);
}

/** The summary of a Weights & Biases run. */
export const wandb: ResultReader = {
  name: 'wandb',
  title: 'Weights & Biases summary',

  recognises: ({ file, syntax, value }) => {
    if (syntax !== 'json' || !isFields(value)) return false;
    const own = OWN_KEYS.filter((key) => numberIn(value, key) !== undefined || isFields(fieldOf(value, key)));
    return own.length > (OWN_FILE.test(file) ? 0 : 1);
  },

  candidates: ({ value }) => {
    const runtime = numberAt('runtime', fieldOf(value, '_runtime'), 's', dottedPath('_runtime'));
    return [
      ...likeliestFirst(logged(value), ([name]) => name).flatMap(([name, entry]) => ofLogged(name, entry)),
      ...(runtime.length > 0
        ? runtime
        : numberAt('runtime', fieldOf(value, '_wandb', 'runtime'), 's', dottedPath('_wandb', 'runtime'))),
      ...numberAt('step', fieldOf(value, '_step'), '', dottedPath('_step')),
    ];
  },

  unitAt: (path, { value }) => (keyAt(value, path) === '_runtime' ? 's' : unitAtPath(value, path)),
};
