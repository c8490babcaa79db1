// Tools that train or track runs.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { columnsOf, likeliestFirst, numbersIn, seriesCandidates } from './generic.ts';
import {
  isTrainingName,
  trainingUnit,
  type ResultDocument,
  type ResultReader,
  columnOf,
  columnsIn,
  entriesOf,
  fieldOf,
  isFields,
  labelOf,
  listOf,
  numberAt,
  numberIn,
  numberUnder,
  textOf,
} from './reader.ts';
import { asQuery } from './path.ts';

// The Trainer of transformers writes `trainer_state.json`, and the flat `all_results.json`,
// `eval_results.json`, `train_results.json`. Source: the documentation of `TrainerState` and
// `Trainer.save_metrics`.
const LOG = 'log_history';
const STATE_KEYS = ['global_step', 'max_steps', 'num_train_epochs', 'best_metric', 'is_world_process_zero'];
/** Fields of the state about the run, not about how it was logged. */
const CITED = ['global_step', 'epoch', 'num_train_epochs', 'max_steps', 'train_batch_size'];
const TOTALS = ['num_input_tokens_seen', 'total_flos'];

/** Flat results with more names are another tool's. */
const MAX_RESULTS = 1000;
const SPLIT = /^(?:train|eval|test|predict)_/;
const MEASURED = /^(?:train|eval|test|predict)_(?:runtime|samples_per_second|steps_per_second)$/;
const RESULTS_FILE = /(?:^|\/)(?:all|train|eval|test|predict)_results\.json$/;

const isTrainerState = (value: Json): boolean =>
  Array.isArray(fieldOf(value, LOG)) &&
  listOf(value, LOG).every(isFields) &&
  STATE_KEYS.some((key) => fieldOf(value, key) !== undefined);

function isTrainerResults({ file, value }: ResultDocument): boolean {
  const names = isFields(value) ? Object.keys(value) : [];
  if (!isFields(value) || names.length > MAX_RESULTS) return false;
  return names
    .filter((name) => typeof value[name] === 'number')
    .some((name) => MEASURED.test(name) || (RESULTS_FILE.test(file) && SPLIT.test(name)));
}

/** The best value the Trainer kept, without its metric: named if only one has that extreme. */
function bestMetric(value: Json): readonly Candidate[] {
  const best = numberIn(value, 'best_metric');
  if (best === undefined) return [];
  const fitting = [...columnsIn(listOf(value, LOG))].filter(
    ([name, { min, max }]) => isTrainingName(name) && (best === max || best === min),
  );
  const [name] = fitting.length === 1 ? (fitting[0] ?? []) : [];
  if (name === undefined) return numberAt('best metric', best, '', 'best_metric');
  return numberAt(labelOf('best metric', name), best, trainingUnit(name, [best]), 'best_metric');
}

function trainerCandidates(value: Json): readonly Candidate[] {
  const plain = (names: readonly string[]): readonly Candidate[] =>
    names.flatMap((name) => numberUnder(name, value, [name]));
  return [
    ...bestMetric(value),
    ...columnsOf(listOf(value, LOG), [LOG], [], ['step', 'epoch', ...TOTALS]),
    ...plain(CITED),
    // Both stay at 0 where the model does not count them.
    ...plain(TOTALS).filter((total) => total.value !== 0),
  ];
}

export const hfTrainer: ResultReader = {
  name: 'hf-trainer',
  title: 'Hugging Face Trainer',
  recognises: (document) =>
    document.syntax === 'json' && (isTrainerState(document.value) || isTrainerResults(document)),
  candidates: ({ value }) => (isTrainerState(value) ? trainerCandidates(value) : numbersIn(value)),
};

// Sacred's FileStorageObserver keeps `run.json`, with the revision of the code, and `metrics.json`, a series for each name. Source: Sacred's documentation of its observers.
const EXPERIMENT_KEYS = ['mainfile', 'sources', 'repositories', 'dependencies'];

const isSacredRun = (value: Json): boolean =>
  EXPERIMENT_KEYS.some((key) => fieldOf(value, 'experiment', key) !== undefined) &&
  (isFields(fieldOf(value, 'host')) || textOf(value, 'start_time') !== undefined);

const isSacredMetrics = (value: Json): boolean => {
  const series = entriesOf(value);
  return (
    series.length > 0 &&
    series.every(([, each]) => ['steps', 'values'].every((key) => Array.isArray(fieldOf(each, key))))
  );
};

const sacredRun = (value: Json): readonly Candidate[] =>
  ['result', 'config'].flatMap((key) => numbersIn({ [key]: fieldOf(value, key) ?? null }));

const sacredMetrics = (value: Json): readonly Candidate[] =>
  likeliestFirst(entriesOf(value), ([name]) => name).flatMap(([name, series]) =>
    seriesCandidates(name, { column: columnOf(listOf(series, 'values')), path: asQuery([name, 'values']) }),
  );

export const sacred: ResultReader = {
  name: 'sacred',
  title: 'Sacred',
  recognises: ({ syntax, value }) => syntax === 'json' && (isSacredRun(value) || isSacredMetrics(value)),
  candidates: ({ value }) => (isSacredRun(value) ? sacredRun(value) : sacredMetrics(value)),
  revision: ({ value }) => {
    const [repository] = listOf(value, 'experiment', 'repositories');
    const commit = textOf(repository, 'commit');
    const dirty = fieldOf(repository, 'dirty');
    return commit === undefined ? {} : { commit, dirty: typeof dirty === 'boolean' ? dirty : undefined };
  },
};

// Weights & Biases keeps `wandb-summary.json`, flat by the names that were logged, which may hold `/` and
// `.`. Source: its documentation of the run summary, and of `define_metric`.
const WANDB_FILE = /(?:^|\/)wandb-summary\.json$/;
/** Added by the client itself. */
const WANDB_KEYS = ['_step', '_runtime', '_timestamp', '_wandb'];

export const wandb: ResultReader = {
  name: 'wandb',
  title: 'Weights & Biases summary',
  recognises: ({ file, syntax, value }) => {
    if (syntax !== 'json' || !isFields(value)) return false;
    const own = WANDB_KEYS.filter(
      (key) => numberIn(value, key) !== undefined || isFields(fieldOf(value, key)),
    );
    return own.length > (WANDB_FILE.test(file) ? 0 : 1);
  },
  candidates: ({ value }) => {
    // Images, tables and histograms are objects with a `_type`.
    const logged = entriesOf(value).filter(
      ([name, entry]) => !name.startsWith('_') && fieldOf(entry, '_type') === undefined,
    );
    const keys = numberIn(value, '_runtime') === undefined ? ['_wandb', 'runtime'] : ['_runtime'];
    return [
      ...numbersIn(Object.fromEntries(logged)),
      ...numberUnder('runtime', value, keys, 's'),
      ...numberUnder('step', value, ['_step']),
    ];
  },
};
