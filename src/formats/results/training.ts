// What training runs measured: first, what metric names tell (the unit, whether more is better, how likely an
// answer cites them), then the tools that train or track runs.
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { asQuery, columnPath, dottedPath } from './path.ts';
import { type ResultDocument, type ResultReader, type Syntax, unitOfKey } from './reader.ts';
import {
  columnOf,
  columnsIn,
  type End,
  endsOf,
  entriesOf,
  fieldOf,
  isFields,
  labelOf,
  listOf,
  numberAt,
  numberIn,
  numberUnder,
  type Series,
  textOf,
} from './values.ts';

/** Shares of one, in full and abbreviated. */
const SHARES = new Set(
  [
    'accuracy acc top1 top5 precision recall f1 f1score fscore fbeta auc auroc auprc roc ap map iou miou jaccard dice',
    'sensitivity specificity tpr fpr tnr fnr wer cer ndcg mrr bleu rouge rouge1 rouge2 rougel rougelsum meteor em',
  ].flatMap((words) => words.split(' ')),
);
const LOSSES = new Set(
  'loss error err perplexity ppl mae mse rmse mape nll bce ce wer cer fpr fnr fid bpb bpc'.split(' '),
);
const SCORES = new Set('score reward return r2 psnr ssim mcc kappa pearson spearman spearmanr'.split(' '));
/** Progress and setup of a run. */
const PROGRESS = new Set('epoch epochs step steps lr learning grad iteration iterations flos'.split(' '));
const TRAIN = new Set(['train', 'training']);
const SHARE_PHRASES = /\b(?:exact match|pass \d+|(?:success|pass|win|hit|error) rate)\b/;

/** Split at anything but letters and digits, and at capitals. */
function wordsOf(name: string): readonly string[] {
  const short = name.slice(0, 200);
  const parted = short.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return `${short} ${parted}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** `map50` is `map`. */
const hasAny = (words: readonly string[], list: ReadonlySet<string>): boolean =>
  words.some((word) => list.has(word) || list.has(word.replace(/\d+$/, '')));

const isLoss = (words: readonly string[]): boolean =>
  words.some((word) => LOSSES.has(word) || word.endsWith('loss'));

const isShare = (words: readonly string[]): boolean =>
  (hasAny(words, SHARES) || SHARE_PHRASES.test(words.join(' '))) &&
  !words.some((word) => word.endsWith('loss'));

/** Units that trainers write into names. */
function namedUnit(name: string): string | undefined {
  const [, runtime, counted] = /(?:^|[_/.])(?:(runtime)|(samples|steps|tokens)_per_second)$/.exec(name) ?? [];
  return runtime ? 's' : counted && `${counted}/s`;
}

/** `×` for a share of one, empty if unknown. */
export function trainingUnit(name: string, values: readonly number[]): string {
  const named = namedUnit(name) ?? unitOfKey(name);
  if (named !== '') return named;
  return isShare(wordsOf(name)) && values.every((value) => value >= 0 && value <= 1) ? '×' : '';
}

export function betterOf(name: string): 'max' | 'min' | undefined {
  const words = wordsOf(name);
  if (isLoss(words)) return 'min';
  return isShare(words) || hasAny(words, SCORES) ? 'max' : undefined;
}

export const isTrainingName = (name: string): boolean => betterOf(name) !== undefined;

/** Progress, speed, or set by a schedule: no value is the best. */
export const isProgress = (name: string): boolean =>
  !isTrainingName(name) && (namedUnit(name) !== undefined || hasAny(wordsOf(name), PROGRESS));

/** By how likely an answer cites it: quality before loss, held-out data before training, progress last. */
export function trainingOrder(name: string): number {
  const words = wordsOf(name);
  const trained = hasAny(words, TRAIN) ? 1 : 0;
  if (isLoss(words)) return 2 + trained;
  if (isTrainingName(name)) return trained;
  return isProgress(name) && namedUnit(name) === undefined ? 6 : 4 + trained;
}

function likelyEnds(name: string): readonly End[] {
  if (isProgress(name)) return /lr|learning/i.test(name) ? ['max', 'last'] : ['last'];
  const better = betterOf(name);
  if (better === undefined) return ['last', 'max', 'min'];
  return [better, 'last', better === 'max' ? 'min' : 'max'];
}

/** `owner` comes first in the labels. */
export function seriesCandidates(
  name: string,
  series: Series,
  ...owner: readonly string[]
): readonly Candidate[] {
  const { numbers, others, last, min, max } = series.column;
  if (numbers === 0) return [];
  const label = [...owner, name];
  const unit = trainingUnit(name, [min, max]);
  if (numbers + others === 1)
    return numberAt(labelOf(...label), last, unit, series.last?.path ?? `${series.path} | [-1]`);
  return endsOf(series, label, unit, min === max && others === 0 ? ['last'] : likelyEnds(name));
}

export const likeliestFirst = <T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, order: trainingOrder(nameOf(item)) }))
    .filter(({ item }) => labelOf(nameOf(item)) !== '')
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);

type Leaf = { readonly keys: readonly string[]; readonly value: Json };

/** Keys below the name of a metric. */
const STATISTICS = new Set(['min', 'max', 'mean', 'avg', 'median', 'best', 'last', 'first', 'std', 'value']);

const MAX_TREE_DEPTH = 4;

/** At most `depth` keys deep, without nameless leaves. */
function* eachLeaf(value: Json, above: readonly string[] = [], depth = MAX_TREE_DEPTH): Generator<Leaf> {
  if (!isFields(value)) yield { keys: above, value };
  else if (depth > 0)
    for (const [key, child] of Object.entries(value))
      if (labelOf(key) !== '') yield* eachLeaf(child, [...above, key], depth - 1);
}

function leafCandidate({ keys, value }: Leaf): readonly Candidate[] {
  if (typeof value !== 'number') return [];
  const name = keys.findLast((key) => !STATISTICS.has(key)) ?? '';
  return numberAt(labelOf(...keys), value, trainingUnit(name, [value]), dottedPath(...keys));
}

const columnsOf = (
  rows: readonly Json[],
  list: readonly string[],
  without: readonly string[] = [],
): readonly Candidate[] =>
  likeliestFirst([...columnsIn(rows)], ([name]) => name)
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, column]) => seriesCandidates(name, { column, path: columnPath(list, name) }));

const numbersIn = (value: Json | undefined, above?: readonly string[], depth?: number) =>
  likeliestFirst([...eachLeaf(value ?? null, above, depth)], ({ keys }) => keys.join(' ')).flatMap(
    leafCandidate,
  );

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
    ...columnsOf(listOf(value, LOG), [LOG], ['step', 'epoch', ...TOTALS]),
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
  candidates: ({ value }) => (isTrainerState(value) ? trainerCandidates(value) : numbersIn(value, [], 1)),
};

// Lightning's CSVLogger writes `metrics.csv`, with training and validation on different lines. Source:
// the documentation of `lightning.pytorch.loggers.CSVLogger`.
const LIGHTNING_FILE = /(?:^|\/)(?:lightning_logs\/.*|version_\d+\/)metrics\.csv$/;
/** So many rows decide what a table is. */
const ROWS_JUDGED = 50;

export const lightning: ResultReader = {
  name: 'lightning',
  title: 'Lightning CSVLogger',
  recognises: ({ file, syntax, value }) => {
    if (syntax !== 'csv') return false;
    const rows = listOf(value).slice(0, ROWS_JUDGED);
    const columns = [...columnsIn(rows).keys()].filter((name) => name !== 'step' && name !== 'epoch');
    const isCounted = rows.length > 0 && rows.every((row) => numberIn(row, 'step') !== undefined);
    if (!isCounted || columns.length === 0) return false;
    const hasEpochs = rows.some((row) => numberIn(row, 'epoch') !== undefined);
    return LIGHTNING_FILE.test(file) || (hasEpochs && columns.some(isTrainingName));
  },
  candidates: ({ value }) => columnsOf(listOf(value), []),
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

const sacredRun = (value: Json): readonly Candidate[] => [
  ...numbersIn(fieldOf(value, 'result'), ['result']),
  ...numbersIn(fieldOf(value, 'config'), ['config']),
];

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
      ...likeliestFirst(logged, ([name]) => name).flatMap(([name, entry]) =>
        [...eachLeaf(entry, [name])].flatMap(leafCandidate),
      ),
      ...numberUnder('runtime', value, keys, 's'),
      ...numberUnder('step', value, ['_step']),
    ];
  },
};

// DVC's metrics are a small tree of numbers in JSON, YAML or TOML, written by hand or by DVCLive. Nothing in
// it names DVC, so it is recognized by the names of its numbers, after every other tool. Source: DVC's
// documentation of `metrics`.
const DVC_SYNTAXES: ReadonlySet<Syntax> = new Set(['json', 'yaml', 'toml']);
const DVC_FILE = /(?:^|\/)dvclive\/(?:.*\/)?metrics\.(?:json|ya?ml|toml)$/;
const USUAL_FILE =
  /(?:^|[/_.-])(?:metrics?|scores?|summary|eval(?:uation)?|results?)[^/]*\.(?:json|ya?ml|toml)$/i;
const MAX_VALUES = 500;

/** Some have words beside the numbers; a list or a long text is something else. */
const isValue = (value: Json): boolean =>
  (value === null || typeof value !== 'object') && String(value).length <= 200;

export const dvc: ResultReader = {
  name: 'dvc',
  title: 'DVC metrics',
  recognises: ({ file, syntax, value }) => {
    if (!DVC_SYNTAXES.has(syntax) || !isFields(value)) return false;
    const leaves: Leaf[] = [];
    for (const leaf of eachLeaf(value)) {
      // A file of another kind can be large: the first value that does not fit decides.
      if (leaves.length >= MAX_VALUES || !isValue(leaf.value)) return false;
      leaves.push(leaf);
    }
    if (DVC_FILE.test(file)) return leaves.some((leaf) => typeof leaf.value === 'number');
    const metrics = leaves.filter(
      ({ keys, value: leaf }) => typeof leaf === 'number' && keys.some(isTrainingName),
    ).length;
    return USUAL_FILE.test(file) ? metrics > 0 : metrics * 2 > leaves.length;
  },
  candidates: ({ value }) => numbersIn(value),
};
