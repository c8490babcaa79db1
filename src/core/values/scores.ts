// What the names of scores and losses tell: a share of one, and whether more is better.
import { wordSet } from '../base/collections.ts';

/** Shares of one, in full and abbreviated. */
const SHARES = wordSet(
  'accuracy accuracies acc top1 top5 precision recall f1 f1score fscore fbeta auc auroc auprc roc ap map iou miou jaccard dice ' +
    'sensitivity specificity tpr fpr tnr fnr wer cer ndcg mrr bleu rouge rouge1 rouge2 rougel rougelsum meteor em',
);
const LOSSES = wordSet(
  'loss error err perplexity ppl mae mse rmse mape nll bce ce wer cer fpr fnr fid bpb bpc',
);
const SCORES = wordSet('score scores reward return r2 psnr ssim mcc kappa pearson spearman spearmanr');
const SHARE_PHRASES = /\b(?:exact match|pass \d+|(?:success|pass|win|hit|error) rate)\b/;

/** Split at anything but letters and digits, and at capitals. */
export function nameWords(name: string): readonly string[] {
  const short = name.slice(0, 200);
  const parted = short.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return `${short} ${parted}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** `map50` is `map`. */
export const hasAny = (words: readonly string[], list: ReadonlySet<string>): boolean =>
  words.some((word) => list.has(word) || list.has(word.replace(/\d+$/, '')));

export const isLoss = (words: readonly string[]): boolean =>
  words.some((word) => LOSSES.has(word) || word.endsWith('loss'));

export const isShare = (words: readonly string[]): boolean =>
  (hasAny(words, SHARES) || SHARE_PHRASES.test(words.join(' '))) &&
  !words.some((word) => word.endsWith('loss'));

/** The end of a history that is its best; undefined if the name does not tell. */
export function betterOf(name: string): 'max' | 'min' | undefined {
  const words = nameWords(name);
  if (isLoss(words)) return 'min';
  return isShare(words) || hasAny(words, SCORES) ? 'max' : undefined;
}
