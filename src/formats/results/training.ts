// What the names of training metrics say: the unit, whether more is better, and how likely an answer cites them.
// Knows no tool's files.

import { unitOfKey } from './unit-of-key.ts';

/** Which of a series is the best one. */
export type Better = 'max' | 'min';

/** Shares of one, in full and as people shorten them. */
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
/** What says how far a run has come, and how it was set up. */
const PROGRESS = new Set('epoch epochs step steps lr learning grad iteration iterations flos'.split(' '));
const TRAIN = new Set(['train', 'training']);
const SHARE_PHRASES = /\b(?:exact match|pass \d+|(?:success|pass|win|hit|error) rate)\b/;

/** Words of a name, split where something stands between them, and once more where capitals part them. */
function wordsOf(name: string): readonly string[] {
  const short = name.slice(0, 200);
  const parted = short.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return `${short} ${parted}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** `map50` is `map`. */
const says = (words: readonly string[], list: ReadonlySet<string>): boolean =>
  words.some((word) => list.has(word) || list.has(word.replace(/\d+$/, '')));

const isLoss = (words: readonly string[]): boolean =>
  words.some((word) => LOSSES.has(word) || word.endsWith('loss'));

const isShare = (words: readonly string[]): boolean =>
  (says(words, SHARES) || SHARE_PHRASES.test(words.join(' '))) &&
  !words.some((word) => word.endsWith('loss'));

/** Units that trainers write into the name itself. */
const NAMED_UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[_/.])runtime$/, 's'],
  [/(?:^|[_/.])samples_per_second$/, 'samples/s'],
  [/(?:^|[_/.])steps_per_second$/, 'steps/s'],
  [/(?:^|[_/.])tokens_per_second$/, 'tokens/s'],
];

const namedUnit = (name: string): string | undefined =>
  NAMED_UNITS.find(([pattern]) => pattern.test(name))?.[1];

/** Unit of the values that a metric of that name took; `×` for a share of one, empty where the name does not tell. */
export function trainingUnit(name: string, values: readonly number[]): string {
  const named = namedUnit(name) ?? unitOfKey(name);
  if (named !== '') return named;
  return isShare(wordsOf(name)) && values.every((value) => value >= 0 && value <= 1) ? '×' : '';
}

/** Whether more or less of it is better; undefined where the name does not tell. */
export function betterOf(name: string): Better | undefined {
  const words = wordsOf(name);
  if (isLoss(words)) return 'min';
  return isShare(words) || says(words, SCORES) ? 'max' : undefined;
}

/** Whether a name is one that people give to what they measure of a model. */
export function isTrainingName(name: string): boolean {
  const words = wordsOf(name);
  return isLoss(words) || isShare(words) || says(words, SCORES);
}

/** Whether it says how far or how fast a run has come, or is set by its schedule, so that no value of it is the best. */
export const isProgress = (name: string): boolean =>
  !isTrainingName(name) && (namedUnit(name) !== undefined || says(wordsOf(name), PROGRESS));

/** How likely an answer cites it, likeliest lowest: quality before loss, held-out data before training, progress last. */
export function trainingOrder(name: string): number {
  const words = wordsOf(name);
  const trained = says(words, TRAIN) ? 1 : 0;
  if (isLoss(words)) return 2 + trained;
  if (isTrainingName(name)) return trained;
  return isProgress(name) && namedUnit(name) === undefined ? 6 : 4 + trained;
}
