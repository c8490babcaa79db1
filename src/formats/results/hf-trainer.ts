// What the Trainer of Hugging Face transformers writes: `trainer_state.json`, and the flat `all_results.json`,
// `eval_results.json`, `train_results.json`. Source: the documentation of `TrainerState` and `Trainer.save_metrics`.
import type { Candidate, Json } from '../../core/result.ts';
import { fieldOf, isFields, labelOf, listOf, numberAt, numberIn } from './fields.ts';
import { leafCandidate, leavesOf } from './leaves.ts';
import { columnPath, dottedPath } from './path.ts';
import type { ResultDocument, ResultReader } from './reader.ts';
import { columnsIn, type Column } from './rows.ts';
import { likeliestFirst, seriesCandidates, unitAtPath } from './series.ts';
import { isTrainingName, trainingUnit } from './training.ts';

const LOG = 'log_history';
const STATE_KEYS = ['global_step', 'max_steps', 'num_train_epochs', 'best_metric', 'is_world_process_zero'];
/** What of the state is about the run, rather than about how it was logged. */
const CITED = ['global_step', 'epoch', 'num_train_epochs', 'max_steps', 'train_batch_size'];
const TOTALS = ['num_input_tokens_seen', 'total_flos'];

/** Flat results of more names than that are somebody else's. */
const MAX_RESULTS = 1000;
const SPLIT = /^(?:train|eval|test|predict)_/;
const MEASURED = /^(?:train|eval|test|predict)_(?:runtime|samples_per_second|steps_per_second)$/;
const RESULTS_FILE = /(?:^|\/)(?:all|train|eval|test|predict)_results\.json$/;

const isState = (value: Json): boolean =>
  Array.isArray(fieldOf(value, LOG)) &&
  listOf(value, LOG).every(isFields) &&
  STATE_KEYS.some((key) => fieldOf(value, key) !== undefined);

const isResults = ({ file, value }: ResultDocument): boolean => {
  const names = isFields(value) ? Object.keys(value) : [];
  if (!isFields(value) || names.length > MAX_RESULTS) return false;
  return names
    .filter((name) => typeof value[name] === 'number')
    .some((name) => MEASURED.test(name) || (RESULTS_FILE.test(file) && SPLIT.test(name)));
};

/** The best value that the Trainer kept. It does not say of what: a metric is named when it alone has that end. */
function bestMetric(value: Json, columns: ReadonlyMap<string, Column>): readonly Candidate[] {
  const best = numberIn(value, 'best_metric');
  if (best === undefined) return [];
  const fitting = [...columns].filter(
    ([name, { min, max }]) => isTrainingName(name) && (best === max || best === min),
  );
  const [name] = fitting.length === 1 ? (fitting[0] ?? []) : [];
  if (name === undefined) return numberAt('best metric', best, '', 'best_metric');
  return numberAt(labelOf('best metric', name), best, trainingUnit(name, [best]), 'best_metric');
}

function ofState(value: Json): readonly Candidate[] {
  const columns = columnsIn(listOf(value, LOG));
  const plain = (names: readonly string[]): readonly Candidate[] =>
    names.flatMap((name) => numberAt(name, fieldOf(value, name), '', dottedPath(name)));
  return [
    ...bestMetric(value, columns),
    ...likeliestFirst([...columns], ([name]) => name)
      .filter(([name]) => !['step', 'epoch', ...TOTALS].includes(name))
      .flatMap(([name, column]) => seriesCandidates({ name, column, path: columnPath(LOG, name) })),
    ...plain(CITED),
    // Both stay at 0 where the model does not count them.
    ...plain(TOTALS).filter((total) => total.value !== 0),
  ];
}

const ofResults = (value: Json): readonly Candidate[] =>
  likeliestFirst(leavesOf(value, 1), ({ keys }) => keys.join(' ')).flatMap(leafCandidate);

/** The Trainer of Hugging Face transformers. */
export const hfTrainer: ResultReader = {
  name: 'hf-trainer',
  title: 'Hugging Face Trainer',
  recognises: (document) => document.syntax === 'json' && (isState(document.value) || isResults(document)),
  candidates: ({ value }) => (isState(value) ? ofState(value) : ofResults(value)),

  unitAt: (path, { value }) => unitAtPath(value, path, columnsIn(listOf(value, LOG))),
};
