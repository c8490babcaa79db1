import { singular } from '../values/units.ts';

/** Labels and prompts are short; a hostile one must cost nothing. */
const MAX_LENGTH = 600;

/** Each line: a word and its synonyms; singular, as all words are. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
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
  ].flatMap((line) => {
    const [word = '', ...others] = line.split(' ');
    return others.map((other) => [other, word] as const);
  }),
);

const isIn = (words: string): ((word: string) => boolean) => {
  const listed = new Set(words.split(' '));
  return (word) => listed.has(word);
};

/** Words that say nothing about what is measured. */
const isStop = isIn(
  'the a an of in on at to by is as it its for and or per with from that this your you my our we one all same into over when how what which ' +
    'value number metric result stats stat summary report model data set num nb count total overall http https json csv yaml py sh js ts run python node script ' +
    'current aggregated main src out output file log logs be was were than not no percent pct fraction share unit byte',
);

const isUnitWord = isIn(
  'ns us ms millis millisecond s sec second minute h hour kb mb gb mib gib byte pct percent',
);

const isNumber = (word: string): boolean => /^\d+$/.test(word);
const isStatistic = (word: string): boolean => /^(?:median|mean|min|max|std|p\d+)$/.test(word);
/** A contrast word in a name must be in the candidate too: it tells similar metrics apart. */
const isListedContrast = isIn(
  'best before low mid high small large big tiny cold warm online offline ood production objective speedup slowdown ratio improvement reduction shrink gain drop gap ' +
    'spread difference delta overhead saving growth',
);
const isContrast = (word: string): boolean => isListedContrast(word) || isNumber(word);
/** Quantities that a unit implies too: alone they say nothing. */
const isGeneric = isIn('time runtime size memory throughput cost');

export const wordIs = {
  number: isNumber,
  statistic: isStatistic,
  contrast: isContrast,
  generic: isGeneric,
  subject: (word: string): boolean => !isContrast(word) && !isStatistic(word) && !isGeneric(word),
  point: isIn('last best'),
  split: isIn('train val eval test'),
  /** Measures of quality; one never matches another. */
  quality: isIn(
    'accuracy loss f1 precision recall auc perplexity bleu rouge coverage similarity error mse mae rmse r2 iou map reward wer cer mrr ndcg',
  ),
  /** A match may lack these words. */
  soft: isIn('after rate size under load measured observed test suite level'),
  /** Words that all figures of some tools have. */
  domain: isIn('image coverage'),
  difference: isIn('gap difference diff delta drop spread std gain'),
} as const;

/** `p(95)`, `95%`, `95th percentile`, `percentile_95`; the digits are its groups. */
const PERCENTILE =
  /(?<!\p{L})p[_ ]?\(?(\d{2})(?:\.(\d+))?\)?(?!\d)|(?<![\d.])(\d{2})(?:\.(\d+))?(?:%|(?:th|st|nd|rd)? percentile)|percentile[_ ](\d{2})(?!\d)/gu;

/** `100,000` and `100 000` are `100000` on a command line; other adjacent numbers may be two. */
const GROUPED = /(?<![\d.,])\d{1,3}(?:(?:,\d{3})+|(?: 000)+)(?!\d)/g;

/** The total duration of a test becomes one word, since it is not a time measured in the test. */
const TEST_LENGTH =
  /\b(?:load )?test[\s_]+(?:run[\s_]+)?(?:duration|length)\b|\b(?:duration|length) of (?:\w+ ){0,2}tests?(?: run)?\b/g;

const NO_WORD = /[^\p{L}\p{N}]+/u;

/** Lower case, in order; `128ms` is two words. Skips work that plain texts do not need. */
function rawWords(text: string): readonly string[] {
  const short = text.slice(0, MAX_LENGTH);
  const plain = /^[\u0020-\u007E]*$/.test(short) ? short : short.normalize('NFKC');
  const parted = plain.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').toLowerCase();
  const lower = parted.includes('test') ? parted.replaceAll(TEST_LENGTH, ' testlength ') : parted;
  if (!/\d/.test(lower)) return lower.split(NO_WORD).filter(Boolean);
  const numbered = lower
    .replaceAll(GROUPED, (digits) => digits.replaceAll(/\D/g, ''))
    .replaceAll(PERCENTILE, ' p$1$2$3$4$5 ');
  const words = numbered.split(NO_WORD).filter(Boolean);
  return words.flatMap((word) => /^(\d+)(\p{L}+)$/u.exec(word)?.slice(1) ?? [word]);
}

function spelling(word: string): string {
  const one = word.length > 3 ? singular(word) : word.replace(/^(req|rp|acc)s$/, '$1');
  return SYNONYMS.get(word) ?? SYNONYMS.get(one) ?? one.replace(/^0+(?=\d)/, '');
}

export const tellingWords = (text: string): readonly string[] =>
  rawWords(text)
    .map(spelling)
    .filter((word) => !isStop(word) && !isUnitWord(word));

/** All words when none is telling. */
export function wordsOf(text: string): readonly string[] {
  const telling = tellingWords(text);
  return telling.length > 0 ? telling : rawWords(text).map(spelling);
}

function joined(words: readonly string[], singles: ReadonlySet<string>): readonly string[] {
  const result: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const pair = `${words[i]}${words[i + 1] ?? ''}`;
    const isOne = i + 1 < words.length && pair.length > 3 && singles.has(pair);
    result.push(isOne ? pair : (words[i] ?? ''));
    if (isOne) i++;
  }
  return result;
}

/** Whether `short` has letters of `long`, in order, from the first on: `tf`, `transformer`. */
function abbreviates(short: string, long: string): boolean {
  if (!/^[a-z]{2,4}$/.test(short) || long.length < short.length + 3 || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

export function wordCounts(texts: readonly Iterable<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

type NamedWords = { readonly name: readonly string[]; readonly prompt: readonly string[] };

/**
 * Abbreviations in names by the full word in prompts: used at least twice, and in most metrics with that
 * abbreviation.
 */
function abbreviations(metrics: readonly NamedWords[]): ReadonlyMap<string, string> {
  const uses = wordCounts(metrics.map(({ name }) => name));
  const pairs = wordCounts(
    metrics.map(({ name, prompt }) =>
      name.flatMap((short) =>
        prompt.filter((long) => abbreviates(short, long)).map((long) => `${long} ${short}`),
      ),
    ),
  );
  const sure = [...pairs].flatMap(([pair, times]): readonly (readonly [string, string])[] => {
    const [long = '', short = ''] = pair.split(' ');
    return times >= 2 && times >= 0.6 * (uses.get(short) ?? 0) ? [[long, short]] : [];
  });
  return new Map(sure);
}

/**
 * People write the same name as one word or two, in full or abbreviated. Uses one word if any of the texts
 * does, and the abbreviation of the metrics' names.
 */
export function commonSpelling(
  metrics: readonly NamedWords[],
  others: readonly (readonly string[])[],
): (words: readonly string[]) => readonly string[] {
  const singles = new Set([...metrics.flatMap(({ name, prompt }) => [...name, ...prompt]), ...others.flat()]);
  const short = abbreviations(metrics);
  return (words) => joined(words, singles).map((word) => short.get(word) ?? word);
}
