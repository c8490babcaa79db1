// What metric names tell: the unit, whether more is better, how likely an answer cites them.
import { unitOfKey } from './reader.ts';

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
