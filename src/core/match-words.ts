// The words of metrics and of the values in result files, brought to one spelling: `p(95)`, `95th percentile` and `95%` are one
// word, and so are `acc` and `accuracy`. Tables and spelling; what words are worth to each other is in match.ts.
import { singular } from './units.ts';

/** Longest text that is looked at: labels and prompts are short, and a hostile one shall cost nothing. */
const LONGEST = 600;

const rows = (...lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [word = '', ...others] = line.split(' ');
      return others.map((other): [string, string] => [other, word]);
    }),
  );

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** The word that stands for each of the others in its line; singular, as all words are. */
const SYNONYMS = rows(
  'time latency duration delay',
  'runtime elapsed took wall walltime',
  'median med p50',
  'mean avg average',
  'std stddev sd sigma deviation',
  'min minimum lowest',
  'max maximum peak',
  'last final latest',
  'accuracy acc',
  'parameter param parms',
  'throughput rps qps tps',
  'request req',
  'error err failed failure fail',
  'coverage cov covered',
  'line loc',
  'function func',
  'memory mem vram rss ram',
  'image img docker container',
  'star stargazer',
  'train training trn trained',
  'val validation valid dev',
  'eval evaluation evaluate evaluated',
  'test testing tst',
  'infer inference predict prediction forward serve serving',
  'perplexity ppl',
  'auc auroc rocauc',
  'temperature temp',
  'dimension dim',
  'gpu cuda',
  'cost price spend bill',
  'similarity cosine',
  'before baseline old previous initial unoptimized unoptimised original naive',
  'after optimized optimised slim slimmed new',
  'objective slo sla target goal budget threshold tolerance limit',
  'epoch ep',
  'repository repo',
  'embedding embed emb',
  'quantized quantised quantization quantisation quant',
);

/** Words that say nothing of what is measured. */
const STOP = listed(
  'the a an of in on at to by is as it its for and or per with from that this your you my our we one all same into over when how what which ' +
    'value number metric result stats stat summary report model data set num nb count total overall http https json csv yaml py sh js ts run python node script ' +
    'current aggregated main src out output file log logs be was were than not no percent pct fraction share unit byte',
);

/** Units at the ends of names: `latency_ms`, `train_hours`. */
const UNIT_WORDS = listed(
  'ns us ms millis millisecond s sec second minute h hour kb mb gb mib gib byte pct percent',
);

/** Statistics that exclude each other. */
const isStatistic = (word: string): boolean => /^(?:median|mean|min|max|std|p\d+)$/.test(word);

/** Which point of a history a value is from. */
const POINTS = listed('last best');

/** Which part of the data a score is from. */
const SPLITS = listed('train val eval test');

/** Measures of quality; a metric of one is never another. */
const QUALITY = listed(
  'accuracy loss f1 precision recall auc perplexity bleu rouge coverage similarity error mse mae rmse r2 iou map reward wer cer mrr ndcg',
);

/** Words in a name that must stand in what is offered as well: they tell a metric from its twin. */
const CONTRASTS = listed(
  'best before low mid high small large big tiny cold warm online offline ood production objective speedup slowdown ratio improvement reduction shrink gain drop gap ' +
    'spread difference delta overhead saving growth',
);

/** Quantities that a unit names as well: alone they tell nothing. */
const GENERIC = listed('time runtime size memory throughput cost');

/** Words in a name that need not stand there. */
const SOFT = listed('after rate size under load measured observed test suite level');

/** What some tools are about: none of their figures is about anything else. */
const DOMAINS = listed('image coverage');

/** What a difference of two scores is called. */
const DIFFERENCES = listed('gap difference diff delta drop spread std gain');

const isNumber = (word: string): boolean => /^\d+$/.test(word);

const isContrast = (word: string): boolean => CONTRASTS.has(word) || isNumber(word);

/** What kind of word it is, where that matters to the match. */
export const wordIs = {
  statistic: isStatistic,
  point: (word: string): boolean => POINTS.has(word),
  split: (word: string): boolean => SPLITS.has(word),
  quality: (word: string): boolean => QUALITY.has(word),
  contrast: isContrast,
  number: isNumber,
  generic: (word: string): boolean => GENERIC.has(word),
  /** What something is about in particular. */
  subject: (word: string): boolean => !isContrast(word) && !isStatistic(word) && !GENERIC.has(word),
  soft: (word: string): boolean => SOFT.has(word),
  domain: (word: string): boolean => DOMAINS.has(word),
  difference: (word: string): boolean => DIFFERENCES.has(word),
} as const;

/** Words that a unit implies: what is in milliseconds is a time. */
export function impliedBy(unit: string): string | undefined {
  if (/^(?:ns|µs|ms|s|min|h|d)$/u.test(unit)) return 'time';
  if (/^[kMGT]?i?B$/.test(unit)) return 'size';
  if (/^\w[\w ]*\/(?:s|min|h)$/.test(unit)) return 'throughput';
  return /^[$€£]/u.test(unit) ? 'cost' : undefined;
}

/** `p(95)`, `95%`, `95th percentile`, `percentile_95`; in one pass over the text. */
const PERCENTILE =
  /(?<!\p{L})p[_ ]?\(?(\d{2})(?:\.(\d+))?\)?(?!\d)|(?<![\d.])(\d{2})(?:\.(\d+))?(?:%|(?:th|st|nd|rd)? percentile)|percentile[_ ](\d{2})(?!\d)/gu;

/** `100,000` and `100 000` are what a command line has as `100000`; other numbers side by side may be two. */
const GROUPED = /(?<![\d.,])\d{1,3}(?:(?:,\d{3})+|(?: 000)+)(?!\d)/g;

function percentile(_: string, ...parts: readonly unknown[]): string {
  const digits = parts.slice(0, 5).map((part) => (typeof part === 'string' ? part : ''));
  return ` p${digits.join('')} `;
}

/** How long a test ran as a whole: one word, since it is no time that was measured in it, as a latency is. */
const TEST_LENGTH =
  /\b(?:load )?test[\s_]+(?:run[\s_]+)?(?:duration|length)\b|\b(?:duration|length) of (?:\w+ ){0,2}tests?(?: run)?\b/g;

/** The words of a text in lower case, in order; `128ms` is two. Work that plain texts do not need is left out. */
function rawWords(text: string): readonly string[] {
  const short = text.slice(0, LONGEST);
  const plain = /^[\u0020-\u007E]*$/.test(short) ? short : short.normalize('NFKC');
  const parted = plain.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').toLowerCase();
  const lower = parted.includes('test') ? parted.replaceAll(TEST_LENGTH, ' testlength ') : parted;
  const isNumbered = /\d/.test(lower);
  const whole = isNumbered ? lower.replaceAll(GROUPED, (digits) => digits.replaceAll(/\D/g, '')) : lower;
  const words = (isNumbered ? whole.replaceAll(PERCENTILE, percentile) : whole).split(/[^\p{L}\p{N}]+/u);
  const parts = isNumbered
    ? words.flatMap((word) => /^(\d+)(\p{L}+)$/u.exec(word)?.slice(1) ?? [word])
    : words;
  return parts.filter((word) => word !== '');
}

function spelling(word: string): string {
  const one = word.length > 3 ? singular(word) : word.replace(/^(req|rp|acc)s$/, '$1');
  return SYNONYMS.get(word) ?? SYNONYMS.get(one) ?? one.replace(/^0+(?=\d)/, '');
}

/** Whether it is a word by which things can be told apart. */
const isTelling = (word: string): boolean => !STOP.has(word) && !UNIT_WORDS.has(word);

/** The telling words of a text in one spelling and in order, each as often as it stands there. */
export const tellingWords = (text: string): readonly string[] =>
  rawWords(text)
    .map(spelling)
    .filter((word) => isTelling(word));

/** The same; all words where none is telling. */
export function wordsOf(text: string): readonly string[] {
  const telling = tellingWords(text);
  return telling.length > 0 ? telling : rawWords(text).map(spelling);
}
