// Matches values of result files with metrics. A wrong proposal costs more than a missing one: only sure pairs
// are proposed, and if two metrics fit a value equally well, neither gets it.
import { countEach, groupBy, keptForText, sumOf } from '../base/collections.ts';
import type { Metric } from '../base/metric.ts';
import type { Typing } from '../values/quantity.ts';
import { betterOf } from '../values/scores.ts';
import { declaredUnit, isUnit, quantityWord, singular } from '../values/units.ts';
import { bindTyped, type Bound, type Reported, isSetting, type Results, UNIT_OF_NONE } from './bind.ts';

/** Labels and prompts are short; longer text is not worth the time. */
const MAX_LENGTH = 600;

/** Each line is a word and its synonyms, in the singular, like all words here. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
    'time latency duration delay',
    'runtime elapsed took take wall walltime',
    'median med p50',
    'mean avg average',
    'std stddev sd sigma deviation',
    'min minimum lowest',
    'max maximum peak highest',
    'last final latest',
    'accuracy acc',
    'parameter param parms',
    'throughput rps qps tps',
    'request req',
    'error err failed failure fail',
    'coverage cov covered',
    'memory mem vram rss ram',
    'image img docker container',
    'train training trn trained',
    'val validation valid dev',
    'eval evaluation evaluate evaluated',
    'test testing tst',
    'infer inference predict prediction forward serve serving',
    'perplexity ppl',
    'auc auroc rocauc',
    'temperature temp',
    'dimension dim',
    'cost price spend bill',
    'similarity cosine',
    'before baseline old previous initial unoptimized unoptimised original naive',
    'after optimized optimised slim slimmed new',
    'objective slo sla target goal budget threshold tolerance limit',
    'embedding embed emb',
    'quantized quantised quantization quantisation quant',
  ].flatMap((line) => {
    const [word = '', ...others] = line.split(' ');
    return others.map((other) => [other, word] as const);
  }),
);

/** Words that have a meaning here are spelled as they are. */
const LISTED_WORDS = new Set(SYNONYMS.values());

const isIn = (words: string): ((word: string) => boolean) => {
  const listed = new Set(words.split(' '));
  for (const word of listed) LISTED_WORDS.add(word);
  return (word) => listed.has(word);
};

/** Words that say nothing about what is measured. */
const isStop = isIn(
  'the a an of in on at to by is as it its for and or per with from that this your you my our we one all same into over when how what which ' +
    'value number metric result stats stat summary report model data set num nb count total overall http https json csv yaml py sh js ts run python node script ' +
    'current aggregat main src out output file log logs be was were than not no do doe did has have had stay remain below percent pct fraction share unit byte',
);

const isUnitWord = isIn(
  'ns us ms millis millisecond s sec second minute h hour kb mb gb mib gib byte pct percent',
);

const isNumber = (word: string): boolean => /^\d+$/.test(word);
const isStatistic = (word: string): boolean => /^(?:median|mean|min|max|std|p\d+)$/.test(word);
/** Contrast words tell similar metrics apart: one in a name must be in the candidate too. */
const isListedContrast = isIn(
  'best worst before low mid high small large big tiny cold warm online offline ood production objective speedup slowdown ratio improvement reduction shrink gain drop gap capacity ' +
    'spread difference delta overhead saving growth',
);
const isContrast = (word: string): boolean => isListedContrast(word) || isNumber(word);
/** The unit implies these words, so alone they say nothing. */
const isGeneric = isIn('time runtime size memory throughput cost');

const wordIs = {
  subject: (word: string): boolean => !isContrast(word) && !isStatistic(word) && !isGeneric(word),
  point: isIn('last best'),
  split: isIn('train val eval test'),
  /** Two different measures of quality never match. */
  quality: isIn(
    'accuracy loss f1 precision recall auc perplexity bleu rouge coverage similarity error mse mae rmse r2 iou map reward wer cer mrr ndcg',
  ),
  /** A match may lack these words. */
  soft: isIn('after rate size under load measured observed test suite level'),
  /** All figures of some tools have these words. */
  domain: isIn('image coverage'),
  level: isIn('low mid high'),
  difference: isIn('gap difference diff delta drop spread std gain'),
} as const;

/** `p(95)`, `95%` (not `the 95% band`), `95th percentile`, `percentile_95`; the groups are the digits. */
const PERCENTILE =
  /(?<!\p{L})p[_ ]?\(?(\d{2})(?:(?:\.|(?<=99)_(?=9+(?!\d)))(\d+))?\)?(?!\d)|(?<![\d.])(\d{2})(?:\.(\d+))?(?:%(?! ?\p{L})|(?:th|st|nd|rd)? percentile)|percentile[_ ](\d{2})(?!\d)/gu;

/** What counts as one word: the total duration of a test is no time measured in it, and the size of a card none used of it. */
const PHRASES = [
  [
    'testlength',
    /\b(?:load )?test[\s_]+(?:run[\s_]+)?(?:duration|length)\b|\b(?:duration|length) of (?:\w+ ){0,2}tests?(?: run)?\b/g,
  ],
  [
    'memory capacity',
    /(?<!\p{L})(?:total[\s_.]+(?:memory|mem|v?ram)|(?:memory|mem|v?ram)[\s_.]+total)(?![\s_.]+used|\p{L})/gu,
  ],
  ['lr', /(?<!\p{L})learning[\s_]?rate(?!\p{L})/gu],
  ['vus', /(?<!\p{L})(?:virtual|concurrent)[\s_]users?(?!\p{L})/gu],
] as const;

function rawWords(text: string): readonly string[] {
  const parted = text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    // `nDCG` and `mAP` are one word.
    .replaceAll(/(?<=\p{Ll}|\d)(?<!(?<!\p{L})\p{Ll}(?=\p{Lu}{2}))(?=\p{Lu})/gu, ' ');
  const words = PHRASES.reduce(
    (all, [word, phrase]) => all.replaceAll(phrase, ` ${word} `),
    parted.toLowerCase(),
  )
    .replaceAll(PERCENTILE, ' p$1$2$3$4$5 ')
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter(Boolean).flatMap((word) => /^(\d+)(\p{L}+)$/u.exec(word)?.slice(1) ?? [word]);
}

function spelling(word: string): string {
  const one = word.length > 3 ? singular(word) : word.replace(/^(req|rp|acc)s$/, '$1');
  const known = SYNONYMS.get(word) ?? SYNONYMS.get(one);
  if (known !== undefined || LISTED_WORDS.has(one)) return known ?? one;
  // `encoding`, `encoder` and `test_encode`
  return one.replace(/^0+(?=\d)|(?<=\p{L}{3}at)ion$|(?<=\p{L}{4})(?:e|ed|er|ing|ly)$/u, '');
}

const spelledWords = keptForText((text): readonly string[] => rawWords(text).map(spelling));

const tellingWords = (text: string): readonly string[] =>
  spelledWords(text).filter((word) => !isStop(word) && !isUnitWord(word));

function wordsOf(text: string): readonly string[] {
  const telling = tellingWords(text);
  return telling.length > 0 ? telling : spelledWords(text);
}

export type Wanted = {
  readonly key: string;
  readonly metric: Metric | undefined;
  /** Its context, such as the sentence. */
  readonly words: string;
  /** Of a change, `from [X] to [Y]`: which figure is the old one, only a person knows. */
  readonly isEnd?: boolean;
  /** What its sentence says of a number that is typed there. */
  readonly typing?: Typing;
  /** They are those of the question. */
  readonly isLoose?: boolean;
};

export type Offer = { readonly file: string; readonly reading: Results; readonly candidate: Reported };

type Ranked = { readonly offer: Offer; readonly score: number; readonly bound: Bound };

/** `isOpen`: several things have the value, and no word says whose is meant: `ranked` has one of each. */
export type Proposal = {
  readonly key: string;
  readonly ranked: readonly Ranked[];
  readonly isOpen: boolean;
};

export const STRONG = 0.8;
/** Candidates up to this score need a look. */
const WEAK = STRONG - 0.01;
export const PROPOSED = 0.55;
/** For what several things have in common, so that a person is asked which is meant. */
const ASKED = 0.6;
const LISTED = 0.35;
const MOST_RANKED = 5;
/** Per metric, because other metrics may get the first ones. */
const MOST_KEPT = 8;
/** Converting takes time. */
const MOST_BOUND = 50;
/** If scores are closer, the user must choose. */
const MARGIN = 0.05;

/**
 * By name, unit, words and range. Deterministic: equal candidates keep the order of the offers. Each is proposed
 * only once.
 * @param wanted all unfilled ones, because shared words weigh less
 * @param named keys whose candidates are always listed
 * @returns in the order of `wanted`, each with at most five candidates, the proposed one first
 */
export function proposeMatches(
  wanted: readonly Wanted[],
  offers: readonly Offer[],
  named: ReadonlySet<string> = new Set(),
): readonly Proposal[] {
  const lexicon = lexiconOf(wanted, offers);
  const pairs = new Map(lexicon.wishes.map((wish) => [wish, pairsOf(wish, lexicon)]));
  const lone = new Map([...pairs].filter(([{ wanted: own }]) => !own.isEnd));
  const { leads, taken, open } = assigned(lone, lexicon, named);
  const rest = [...lone.keys()].filter((wish) => !leads.has(wish) && !open.has(wish));
  const ends = [...pairs].filter(([wish, own]) => !lone.has(wish) && own.some(isLikely));
  const asked = new Map([...askedFor(rest, taken, lexicon), ...open, ...ends]);
  return [...pairs].flatMap(([wish, own]): readonly Proposal[] => {
    const { key } = wish.wanted;
    const [lead, things] = [leads.get(wish), asked.get(wish)];
    const others = named.has(key) ? own : [];
    const all = lead ? [lead, ...own.filter((pair) => pair !== lead)] : (things ?? others);
    const most = lead ? 1 : PROPOSED - 0.01;
    const ranked = all.slice(0, MOST_RANKED).map(({ offer, score, bound }) => {
      return { offer, score: Math.round(1000 * Math.min(score, most)) / 1000, bound };
    });
    return ranked.length === 0 ? [] : [{ key, ranked, isOpen: !lead && things !== undefined }];
  });
}

const isLikely = ({ score }: Pair): boolean => score >= PROPOSED;

type Pair = Ranked & { readonly wish: Wish; readonly trait: Trait };

/** Nobody says milliseconds in hours, nor what only its unit tells in hundredths of it. */
const LEAST_CONVERTED = { named: 0.001, unnamed: 0.01 };

/** None for a value that does not fit, or is out of range: it is something else. */
function pairOf(wish: Wish, trait: Trait, score: number): Pair | undefined {
  const { offer } = trait;
  const { metric, typing = {} } = wish.wanted;
  const bound = bindTyped(metric, offer.candidate, undefined, typing);
  if ('error' in bound || bound.warning !== undefined) return undefined;
  const size = Math.abs(bound.fill.number ?? 1);
  const least = LEAST_CONVERTED[wish.spelled === wish.implied ? 'unnamed' : 'named'];
  const isTiny = bound.unit !== '' && size > 0 && size < least;
  return isTiny ? undefined : { wish, trait, offer, score, bound };
}

/** Equal ones in the order of the files. */
function pairsOf(wish: Wish, lexicon: Lexicon): readonly Pair[] {
  const sharing = [...wish.name.keys()].flatMap((word) => lexicon.having.get(word) ?? []);
  // Most candidates share no word with the name.
  const traits = new Set(sharing.map(({ trait }) => trait));
  const scored = lexicon.traits
    .filter((trait) => traits.has(trait))
    .map((trait) => ({ trait, score: scoreOf(wish, trait, lexicon) }))
    .filter(({ score }) => score >= LISTED)
    .toSorted((a, b) => b.score - a.score);
  return scored
    .slice(0, MOST_BOUND)
    .flatMap(({ trait, score }) => pairOf(wish, trait, score) ?? [])
    .slice(0, MOST_KEPT);
}

// Several things can have a value of the same name: models, settings, files. The words of a metric tell whose it is, or
// that the others are taken; otherwise a person chooses.

/** The same for copies of a file. */
const calledAs = ({ candidate: { label, value } }: Offer): string => `${label}\n${value}`;

const numberOf = ({ bound }: Pair): number => bound.fill.number ?? Number.NaN;

/** One for each thing, without those that belong to another metric; the best first, if the metric says what is better. */
function pairsAmong(wish: Wish, group: Group, taken: ReadonlySet<Offer>): readonly Pair[] {
  const { better } = wish.wanted.metric ?? {};
  const pairs = group.traits
    .filter((trait) => !taken.has(trait.offer) && fitOf(wish, trait) > 0)
    .flatMap((trait) => pairOf(wish, trait, WEAK) ?? []);
  const sign = better === 'higher' ? -1 : 1;
  return better === undefined ? pairs : pairs.toSorted((a, b) => sign * (numberOf(a) - numberOf(b)));
}

/** How much of what only this thing is called the metric names; a thing without a name, or the total, is the whole. */
function toldBy({ credits }: Wish, trait: Trait, { shared }: Pick<Group, 'shared'>): number {
  const own = thingWords(trait).filter((word) => !shared.has(word));
  if (own.every(isWhole)) return LEAST_TOLD;
  return sumOf(own, (word) => ((credits.get(word) ?? 0) >= CREDIT.prompt ? CREDIT.prompt : 0));
}

const thingWords = ({ things, offer }: Trait): Words =>
  [...things, placeOf(offer)].flatMap(rawWords).map(spelling);

const isWhole = isIn('total overall aggregat all');

const isTold = ({ wish, trait, offer }: Pair, group: Group, among: readonly Pair[]): boolean =>
  among.every(
    (other) =>
      calledAs(other.offer) === calledAs(offer) ||
      toldBy(wish, other.trait, group) < toldBy(wish, trait, group),
  );

/** For metrics to which no thing fits better than another, although what all of them measure fits one metric best. */
function askedFor(wishes: readonly Wish[], taken: ReadonlySet<Offer>, lexicon: Lexicon) {
  const asked = new Map<Wish, readonly Pair[]>();
  for (const group of lexicon.groups) {
    const { bare } = group;
    const [first, second] = wishes
      .map((wish) => ({ wish, score: bare ? scoreOf(wish, bare, lexicon) : 0 }))
      .filter(({ score }) => score >= ASKED)
      .toSorted((a, b) => b.score - a.score);
    if (!first || asked.has(first.wish) || (second?.score ?? 0) > first.score - MARGIN) continue;
    const among = pairsAmong(first.wish, group, taken);
    if (among.length > 1) asked.set(first.wish, among);
  }
  return asked;
}

/** Only its thing and its unit are those of the metric: `lumen · index_gb` for `Lumen needs [X] GB`. */
function namesNothing({ wish: { credits }, trait }: Pair): boolean {
  const own = tellingWords(trait.measure).filter((word) => wordIs.subject(word) && !wordIs.soft(word));
  return trait.things.length > 0 && own.length > 0 && !own.some((word) => credits.has(word));
}

/** Before words that say as much: the name itself. */
const claim = ({ wish: { key }, offer, score }: Pair): number =>
  score + (plainName(offer.candidate.label) === key ? 1 : 0);

/** The surest pairs first. If several metrics fit one value equally well, the one that is named gets it, or none. */
function assigned(pairs: ReadonlyMap<Wish, readonly Pair[]>, lexicon: Lexicon, named: ReadonlySet<string>) {
  const leads = new Map<Wish, Pair>();
  const waiting = new Set(pairs.keys());
  const [taken, contested] = [new Set<Offer>(), new Set<Offer>()];
  /** Until another metric takes one of the things. */
  const open = new Map<Wish, readonly Pair[]>();
  const freeOf = (wish: Wish): Pair | undefined =>
    pairs.get(wish)?.find(({ offer }) => !taken.has(offer) && !contested.has(offer));

  for (;;) {
    let next: Pair | undefined;
    for (const wish of waiting) {
      const free = open.has(wish) ? undefined : freeOf(wish);
      if (free && isLikely(free) && claim(free) > (next ? claim(next) : 0)) next = free;
    }
    if (!next) return { leads, taken, open };
    const { wish: own, offer } = next;
    const group = lexicon.groupOf(next.trait);
    const among = pairsAmong(own, group, taken);
    const unnamed = (pairs.get(own) ?? []).filter((pair) => !taken.has(pair.offer) && namesNothing(pair));
    if (unnamed.includes(next) && new Set(unnamed.map(({ trait }) => trait.measure)).size > 1) {
      open.set(own, unnamed);
      continue;
    }
    if (!isTold(next, group, among)) {
      const told = among.map((each) => toldBy(own, each.trait, group));
      const most = Math.max(...told);
      open.set(
        own,
        among.filter((_, i) => told[i] === most),
      );
      continue;
    }
    const least = claim(next) - MARGIN;
    const rivals = [...waiting].flatMap((wish) => {
      const other = wish === own ? undefined : pairs.get(wish)?.find((pair) => pair.offer === offer);
      const best = freeOf(wish);
      const isClose = other && claim(other) > least && best && best.score < other.score + MARGIN;
      return isClose && isTold(other, group, pairsAmong(wish, group, taken)) ? [other] : [];
    });
    const all = [next, ...rivals];
    const asked = all.filter(({ wish }) => named.has(wish.wanted.key));
    for (const { wish } of all) waiting.delete(wish);
    const [lead, ...others] = asked.length > 0 ? asked : all;
    if (!lead || others.length > 0) {
      contested.add(offer);
      continue;
    }
    taken.add(offer);
    // What is left of several things is no sure match.
    const isSure = group.bare === undefined || toldBy(lead.wish, lead.trait, group) > 0;
    leads.set(lead.wish, isSure ? lead : { ...lead, score: Math.min(lead.score, WEAK) });
    open.clear();
  }
}

type Words = readonly string[];
type Credits = ReadonlyMap<string, number>;

type Wish = ReturnType<typeof wishOf>;
type Trait = ReturnType<typeof traitOf>;
type Lexicon = ReturnType<typeof lexiconOf>;

type Group = ReturnType<typeof groupOfTraits>;

/** By where the word is. */
const CREDIT = { name: 1, prompt: 0.9, place: 0.9, implied: 0.8, measure: 0.6 };
/** Of a word of the candidate, and of its place, that the metric lacks; of a word for the data of a metric. */
const WEIGHT = { unknown: 0.5, place: 0.25, data: 0.25 };
/** Less than any word of the metric. */
const LEAST_TOLD = 0.1;
/** For training and processor time, if the metric times something else. */
const FACTOR = { otherPhase: 0.6, processor: 0.4 };
const LEAST_NAME = 0.3;
/** The exponent of the name's share in the score; the rest goes to how much of the label the metric covers. */
const NAME_SHARE = 0.6;
/** The cover of the label that a strong score needs. */
const STRONG_COVER = 0.75;
/** A sentence names a placeholder without a metric; its first words count. */
const MAX_NAME_WORDS = 8;

/** From 0.2 for a word that all metrics have to 1 for one of its own. */
const rarity = (having: number, all: number): number =>
  0.2 + (0.8 * Math.log((all + 1) / Math.max(1, having))) / Math.log(all + 1);

const nameOf = ({ key, metric, words }: Wanted): Words =>
  wordsOf(metric !== undefined && !key.includes('/') ? key : words || (metric?.prompt ?? '')).slice(
    0,
    MAX_NAME_WORDS,
  );

/**
 * Names that nobody declared mostly begin with whose they are: `pg_tps`, `pg_clients`. A file has it in full, `pgbench`,
 * or leaves it unsaid; then it is left out if several names begin with it. Neither is sure.
 */
const ENDPOINT = /(?<!\p{L})(?:GET|POST|PUT|PATCH|DELETE) \/\S*/u;

function prefixReading(all: readonly Wanted[], having: ReadonlyMap<string, unknown>, places: Words) {
  const begins = countEach(all.flatMap((one) => nameOf(one).slice(0, 1)));
  return (wanted: Wanted): { readonly name: Words; readonly isLoose: boolean } => {
    const whole = nameOf(wanted);
    const endpoint = tellingWords(ENDPOINT.exec(wanted.words)?.[0] ?? '');
    if (endpoint.some((word) => !having.has(word)))
      return { name: [...whole.filter((word) => !endpoint.includes(word)), 'request'], isLoose: true };
    const name = whole;
    const [first = '', ...rest] = name;
    const { key, metric } = wanted;
    const isDeclared = key.includes('/') || (metric !== undefined && metric.prompt !== key);
    const isKnown =
      having.has(first) || !wordIs.subject(first) || wordIs.quality(first) || wordIs.split(first);
    if (isDeclared || isKnown || first.length < 2 || rest.length === 0) return { name, isLoose: false };
    const full = places.filter((word) => word.startsWith(first));
    if (full.length === 1) return { name: [...full, ...rest], isLoose: true };
    const isShared = (begins.get(first) ?? 0) > 1;
    return { name: isShared ? rest : name, isLoose: isShared };
  };
}

const CLAUSE = /[,;:.()]\s|\b(?:and|but|while|with|against|than|vs|und)\s/u;
/** The figure behind them is the last of several: `p95 dropped from 140 ms to [X]`. */
const CHANGE = /\b(?:went|dropped|fell|rose|grew|improved|increased|decreased|climbed|from)\b.*/su;
/** A condition, and not what is measured: `At 400 requests per second the median is [X] ms`. */
const AT_RATE = /^\W*(?:at|under|with) \d[\d.,]* \p{L}+(?: per |\/)\p{L}+/iu;
/** `[X] ms at p99` */
const STATISTIC_BEHIND = /^\s?\S{0,12}\s(?:at|in|on)\s(.*)/su;
/** `[X] GB of heap`; `[X]% of requests` is a share of them. */
const OF_BEHIND = /^\s?\S{0,12}(?<!%)\sof\s(\p{L}+)/u;
/** Of the figure before: ` req/s at `, ` tps with `. */
const withoutUnit = (text: string): string =>
  text.replace(/^\s?([\p{L}%/]+)/u, (word, unit: string) => (unit.includes('/') || isUnit(unit) ? '' : word));

/**
 * What a sentence calls a placeholder that is a letter: the words before it in its clause, at the start of a
 * sentence those behind it, otherwise what its unit measures. Both end at the next placeholder.
 */
export function wordsBeside(
  before: string,
  behind: string,
  isFirst: boolean,
  unit: string | undefined,
): string {
  const clause = withoutUnit(before).split(CLAUSE).at(-1)?.replace(CHANGE, '').replace(AT_RATE, '') ?? '';
  const [, at = ''] = STATISTIC_BEHIND.exec(behind.split(CLAUSE)[0] ?? '') ?? [];
  const statistics = spelledWords(clause).some(isStatistic) ? [] : spelledWords(at).filter(isStatistic);
  const of = spelledWords(clause).some(isGeneric) ? [] : (OF_BEHIND.exec(behind)?.slice(1) ?? []);
  if (tellingWords(clause).length > 0) return [clause, ...statistics, ...of].join(' ');
  const next =
    isFirst && tellingWords(before).length === 0 ? (withoutUnit(behind).split(CLAUSE)[0] ?? '') : '';
  if (tellingWords(next).length > 0) return next;
  const implied = quantityWord(declaredUnit(unit));
  // `vs ___ ms before` is not what was measured now.
  const contrasts = tellingWords(behind.split(CLAUSE)[0] ?? '').filter(isListedContrast);
  return implied === undefined ? '' : [implied, ...contrasts].join(' ');
}

const ENDS = {
  best: { higher: 'max', lower: 'min' },
  worst: { higher: 'min', lower: 'max' },
} as const;

/** The end of a history that a metric is about, if it is about its best or worst; no end if it is unknown which. */
function endOf(
  { metric }: Wanted,
  words: Words,
  implied: string | undefined,
): 'max' | 'min' | 'none' | undefined {
  const asked = words.find((word) => word === 'best' || word === 'worst');
  if (asked === undefined) return undefined;
  const named = { max: 'higher', min: 'lower' } as const;
  const end = betterOf(words.join(' '));
  const ofUnit = implied === 'time' ? 'lower' : implied === 'throughput' ? 'higher' : undefined;
  const better = metric?.better ?? (end && named[end]) ?? ofUnit;
  return better ? ENDS[asked][better] : 'none';
}

/** A score rarely says of what it is; every run has a loss, though. */
function subjectsOf(name: Words, quality: Words): Words {
  const isScore = quality.length > 0;
  const isNone = (word: string): boolean =>
    wordIs.soft(word) || wordIs.point(word) || (isScore && (wordIs.quality(word) || wordIs.split(word)));
  return quality.some((word) => word !== 'loss' && word !== 'error')
    ? []
    : name.filter((word) => wordIs.subject(word) && !isNone(word));
}

/** `accuracy on IMDB`, `p95 before the change`: what comes behind, a file rarely says. */
const CIRCUMSTANCE = /^(.*?) (on|before|after) (.*)$/su;

function wishOf(
  wanted: Wanted,
  { name, isLoose }: ReturnType<ReturnType<typeof prefixReading>>,
  rarityOf: (word: string) => number,
) {
  const called = wanted.key.includes('/') ? wanted.words : wanted.key;
  const prompt = wordsOf(wanted.metric?.prompt ?? '');
  const first = (isKind: (word: string) => boolean): Words => {
    const named = name.filter(isKind);
    return named.length > 0 ? named : prompt.filter(isKind);
  };
  const [, said = '', by = '', rest = ''] = CIRCUMSTANCE.exec(wanted.words) ?? [];
  const onData = new Set(tellingWords(said).length === 0 ? [] : tellingWords(rest));
  /** What came between `before` and `after`. */
  const event = new Set(by === 'on' ? [] : onData);
  const weightOf = (word: string): number =>
    onData.has(word) || wordIs.soft(word) ? WEIGHT.data : wordIs.subject(word) ? 1 : 0.5;
  const quality = first(wordIs.quality);
  const isScore = quality.length > 0;
  const [, counts = '', each = ''] = /(\p{L}+)(?: per |\/)(\p{L}+)/u.exec(wanted.words) ?? [];
  /** The word for what its unit measures, such as time or size. */
  const implied = quantityWord(declaredUnit(wanted.metric?.unit ?? (each && `${counts}/${each}`)));
  const named = name.filter(isStatistic);
  const prompted = prompt.filter((word) => isStatistic(word) && word !== 'std');
  return {
    wanted,
    isLoose: isLoose || wanted.isLoose === true,
    // The unit implies some words, and contrasts are required anyway; a file rarely says what something was measured on.
    name: new Map(name.map((word) => [word, rarityOf(word) ** 2 * weightOf(word)])),
    key: plainName(called).replaceAll(/^_|_$/g, ''),
    /** In its name, though these words mostly say nothing, for its unit is no other. */
    counted: spelledWords(wanted.metric?.unit ?? '').filter(
      (word) => isStop(word) && !isUnitWord(word) && spelledWords(called).includes(word),
    ),
    credits: creditsOf([
      [wanted.isEnd ? ['before', 'after'] : [], CREDIT.implied],
      [wordsOf(wanted.metric?.measure ?? ''), CREDIT.measure],
      [
        implied === undefined ? [] : [implied, ...tellingWords(declaredUnit(wanted.metric?.unit).text)],
        CREDIT.implied,
      ],
      [prompt, CREDIT.prompt],
      [name, CREDIT.name],
    ]),
    /** Allowed statistics of a candidate: those of the name, otherwise of the prompt. */
    statistics: named.length > 0 ? named : prompted,
    isNamed: named.length > 0,
    end: endOf(wanted, [...name, ...prompt], implied),
    quality,
    /** The parts of the data that a score is from. */
    splits: isScore ? first(wordIs.split) : [],
    /** A candidate must have all of `needed`, and at least one of `subjects`. */
    needed: name.filter(isContrast),
    subjects: subjectsOf(name, quality).filter((word) => !event.has(word)),
    event,
    /** Its key tells the unit of a bare number. */
    tellsUnit:
      rawWords(called).some((word) => isUnitWord(word) || isUnitWord(singular(word))) ||
      (implied !== undefined && name.includes(implied)),
    implied,
    isRate: implied === 'throughput',
    spelled: name.join(' '),
  };
}

function traitOf(offer: Offer, context: Words) {
  const { label, unit } = offer.candidate;
  // A mean with its deviation is the value itself.
  const written = label.replace(/ · mean ± std$/, '');
  const isSpread = String(offer.candidate.value).includes(' ± ');
  const telling = tellingWords(written);
  const words = telling.length > 0 ? telling : wordsOf(written);
  const named = words.filter((word) => !isStatistic(word) && !wordIs.point(word));
  const quality = named.filter(wordIs.quality);
  const implied = quantityWord(declaredUnit(unit));
  const parts = written.split(' · ');
  // A setting (`batch=32`) is none that has a p95.
  const end = parts.findLastIndex((part) => !part.includes('=') && !spelledWords(part).every(isEnd));
  const [own, ownLast = ''] = [parts.slice(0, end + 1).join(' · '), parts[end]];
  const isRunTime = /^(?:run duration|runtime)$/.test(ownLast);
  return {
    offer,
    isSpread,
    implied,
    label: named,
    /** What the value itself is called, wherever it is; empty if that tells nothing. */
    own: telling.length > 0 && implied !== undefined ? [...telling, implied] : telling,
    context,
    all: creditsOf([
      [context, CREDIT.place],
      [implied === undefined ? [] : [implied], CREDIT.implied],
      // What is timed as a whole is mostly a training.
      [isRunTime ? ['train'] : [], 1],
      // Either end of a history can be its best or worst.
      [words.some((word) => /^(?:max|min)$/.test(word)) ? ['best', 'worst'] : [], 1],
      [words, 1],
    ]),
    /** All of its name; the last part of it, below the name of a run or a thing. */
    names: [plainName(own), /[^a-z\d]/i.test(ownLast) ? plainName(ownLast) : ''],
    isSetting: isSetting(parts),
    /** How long everything took. */
    isDuration: /^(?:total[ _]?)?(?:duration|elapsed|run ?time)(?:_m?s)?$/i.test(written),
    /** The parts of the label that name what it is a value of. */
    things: parts.filter((part, i) => i < end || part.includes('=')),
    measure: ownLast,
    /** The figures of these tools are about nothing else. */
    domain: tellingWords(offer.reading.title).filter(wordIs.domain),
    statistic: words.findLast(isStatistic),
    point: words.findLast(wordIs.point),
    quality,
    split: quality.length > 0 ? named.find(wordIs.split) : undefined,
    /** A metric without these words means something else. */
    contrasts: [...named, ...context].filter(
      (word) => word === 'before' || (isListedContrast(word) && !context.includes(word)),
    ),
    spelled: words.join(' '),
  };
}

const isEnd = (word: string): boolean => isStatistic(word) || wordIs.point(word) || word === 'value';

const plainName = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');

const creditsOf = (all: readonly (readonly [words: Words, credit: number])[]): Credits =>
  new Map(all.flatMap(([words, credit]) => words.map((word) => [word, credit] as const)));

function placeOf({ file, reading }: Offer): string {
  const path = file.split('/').slice(-2).join('/');
  return `${path.replace(/\.\w+$/, '')} ${reading.title}`;
}

const isWithin = (one: Wish, other: Wish): boolean =>
  one.name.size < other.name.size &&
  // A statistic alone is of anything.
  [...one.name.keys()].some((word) => !isStatistic(word)) &&
  [...one.name.keys()].every((word) => other.name.has(word));

/** What a thing was measured once, a mean of several runs and the end of a history are its value alike. */
const leafOf = ({ measure, statistic, point, offer, implied }: Trait): string =>
  [plainName(measure), statistic ?? (point === 'best' ? point : ''), implied ?? offer.candidate.unit].join(
    '\n',
  );

/** Candidates of the same name, and the same end of a series, of different things. */
function groupOfTraits(traits: readonly Trait[]) {
  const [first] = traits;
  const isOne = first === undefined || new Set(traits.map(({ offer }) => calledAs(offer))).size < 2;
  const parts = first?.offer.candidate.label.split(' · ') ?? [];
  const label = parts.filter((part) => !first?.things.includes(part)).join(' · ');
  if (isOne || tellingWords(label).length === 0) return { traits, shared: new Set<string>() };
  const all = traits.map((trait) => new Set(thingWords(trait)));
  /** In the names of all things. */
  const shared = new Set(thingWords(first).filter((word) => all.every((words) => words.has(word))));
  const { reading, candidate } = first.offer;
  const offer = { file: '', reading, candidate: { ...candidate, label } };
  const context = first.context.filter((word) => shared.has(word));
  /** What they measure, whatever the thing; undefined if there is one alone. */
  return { traits, shared, bare: { ...traitOf(offer, context), isSetting: first.isSetting } };
}

function lexiconOf(wanted: readonly Wanted[], offers: readonly Offer[]) {
  const traits = offers.map((offer) => traitOf(offer, tellingWords(placeOf(offer))));
  const having = groupBy(
    traits.flatMap((trait) => [...trait.all.keys()].map((word) => ({ word, trait }))),
    ({ word }) => word,
  );
  const naming = countEach(
    wanted.flatMap((one) => [...new Set([...nameOf(one), ...wordsOf(one.metric?.prompt ?? '')])]),
  );
  const places = [...new Set(traits.flatMap(({ context }) => context))];
  const reading = prefixReading(wanted, having, places);
  const wishes = wanted.map((one) =>
    wishOf(one, reading(one), (word) => rarity(naming.get(word) ?? 1, wanted.length)),
  );
  const groups = [...groupBy(traits, leafOf).values()].map(groupOfTraits);
  const byTrait = new Map(groups.flatMap((group) => group.traits.map((trait) => [trait, group] as const)));
  return {
    wishes,
    traits,
    groups,
    having,
    groupOf: (trait: Trait): Group => byTrait.get(trait) ?? groupOfTraits([trait]),
    /** Of a metric that is a special case of others, the words that make it one. */
    special: new Map(
      wishes.map((wish) => {
        const general = wishes.filter((other) => !other.wanted.isEnd && isWithin(other, wish));
        const isLess = (word: string): boolean =>
          wordIs.soft(word) || wordIs.split(word) || wish.event.has(word);
        const words = [...wish.name.keys()].filter((word) => !isLess(word));
        return [wish, words.filter((word) => general.some(({ name }) => !name.has(word)))];
      }),
    ),
    names: new Set(wishes.flatMap(({ name }) => [...name.keys()])),
    /** Rare words of a candidate tell more. */
    rarityOf: (word: string): number => rarity(having.get(word)?.length ?? 1, traits.length),
  };
}

/** `eval` can be validation or test. */
function splitLikeness(wanted: string, offered: string | undefined): number {
  if (offered === undefined) return 0;
  if (wanted === offered) return 1;
  if (wanted === 'train' || offered === 'train') return 0;
  if (wanted === 'eval' || offered === 'eval') return wanted === 'val' ? 0.9 : 0.8;
  return 0.4;
}

const NOT_ASKED = 0.5;
/** A bare number may be in another unit. */
const MAYBE = 0.75;

/** Of the statistic that a metric names. */
const UNSAID = 0.97;

/** For a metric that names no statistic; less for any other. */
const USUAL_STATISTICS = new Map(Object.entries({ median: 1, mean: 0.97, std: 0 }));

/** 0 rules the candidate out. */
function statisticFit(
  { key, statistics, isNamed, end }: Wish,
  { names, statistic, point, quality, isSpread }: Trait,
): number {
  if (isSpread && statistics.some((one) => one !== 'mean' && one !== statistic)) return 0;
  const isScore = quality.length > 0;
  if (end !== undefined && statistics.length === 0) {
    if (statistic === end || point === 'best') return 1;
    return statistic === undefined ? 0.97 : 0;
  }
  const isKey = names[0] === key;
  if (statistic === undefined && !isKey && statistics.some((one) => /^p\d/.test(one))) return 0;
  // The best of a history was chosen afterwards.
  if (statistic === undefined) {
    if (statistics.length === 0) return point === 'best' ? NOT_ASKED : 1;
    return point === undefined ? (isKey ? 1 : UNSAID) : point === 'best' ? NOT_ASKED : 0;
  }
  if (statistics.includes(statistic)) return 1;
  if (statistics.length > 0) return isNamed || statistic === 'std' ? 0 : 0.5;
  if (isScore && /^(?:min|max)$/.test(statistic)) return NOT_ASKED;
  return USUAL_STATISTICS.get(statistic) ?? 0.6;
}

/** 0 rules the candidate out. */
function splitFit(
  { splits, name, credits, statistics }: Wish,
  { split, quality, label, all }: Trait,
): number {
  if (quality.length === 0) {
    const says = (words: RegExp): boolean => label.some((word) => words.test(word) && !credits.has(word));
    if (says(/^(?:user|system|cpu)$/)) return FACTOR.processor;
    return says(/^(?:train|val|eval)$/) || (name.has('train') && !all.has('train')) ? FACTOR.otherPhase : 1;
  }
  // A score that names no data is rarely from training.
  if (split === undefined) return name.has('train') ? 0.5 : 1;
  if (splits.length === 0) return split === 'train' ? 0.5 : 1;
  const likeness = Math.max(...splits.map((one) => splitLikeness(one, split)));
  const isNamed = splits.some((one) => name.has(one));
  // A deviation is of one split alone.
  const isStrict = isNamed || statistics.includes('std');
  return likeness === 0 || (isStrict && likeness < 0.5) ? 0 : 0.5 + likeness / 2;
}

/** What a name says of its unit. */
const QUANTITIES = new Map(
  Object.entries({
    time: 'time',
    runtime: 'time',
    size: 'size',
    memory: 'size',
    throughput: 'throughput',
    cost: 'cost',
  }),
);

const COUNTED =
  /(?<!\p{L})(?:requests|responses|errors|failures|timeouts|retries|tests|samples|queries|users|jobs|rows)$/iu;
const PER = /(?<!\p{L})per(?!\p{L})/iu;
/** `cost_per_1k_queries`, `per million` */
const PER_MANY = /(?<!\p{L})per[\s_]*(?:\d+[kmb]?(?![\p{L}\d])|k(?!\p{L})|thousand|million|billion)/iu;

/** Of what is counted, or of something that the file does not name; no median of a time whose unit it leaves out. */
const isCount = ({ statistic = '', offer: { candidate } }: Trait, counted: string): boolean =>
  ['', UNIT_OF_NONE, counted].includes(candidate.unit) &&
  !/^(?:median|mean|std|p\d+)$/.test(statistic) &&
  Number.isInteger(candidate.value);

/** 0 rules the candidate out. */
function unitFit({ wanted: { metric, typing }, key, implied, isRate, name }: Wish, trait: Trait): number {
  const { label, isSpread, statistic, offer } = trait;
  if (!metric && typing?.counted !== undefined && !isCount(trait, typing.counted)) return 0;
  const told = [...name.keys()].map((word) => QUANTITIES.get(word)).filter(Boolean);
  if (!metric && told.length > 0 && trait.implied && !told.includes(trait.implied)) return 0;
  if (!metric) return isRate && trait.implied !== implied && !label.includes('throughput') ? 0 : 1;
  const { candidate } = offer;
  const value =
    isSpread || candidate.unit !== '' ? Number.parseFloat(String(candidate.value)) : candidate.value;
  if (metric.kind === 'event') return 0;
  if (metric.kind !== 'number' || typeof value === 'string')
    return metric.kind !== 'number' && typeof value === 'string' ? 1 : 0;
  const { unit = '' } = metric;
  // What something costs is no price per hour.
  const called = [key, metric.prompt];
  const isRateToo = unit.includes('/') || called.some((text) => PER.test(text));
  if (PER.test(trait.measure) && !isRateToo) return 0;
  if (PER_MANY.test(trait.measure) && !called.some((text) => PER_MANY.test(text))) return 0;
  if (unit === 'pp') return statistic === 'std' || label.some(wordIs.difference) ? 1 : 0;
  // A moment is no duration.
  if (implied === 'time' && candidate.unit === '' && value >= 1e9) return 0;
  // `failed_requests: 12` counts.
  if (unit === '%' && candidate.unit === '' && COUNTED.test(trait.measure) && Number.isInteger(value))
    return 0;
  if (unit === '%') return candidate.unit === '' ? MAYBE : 1;
  if (candidate.unit === '×' || candidate.unit === '%') return unit === '' || unit === '×' ? 1 : 0;
  // A bare number may be milliseconds only if the label mentions a time, and a rate a month only if it mentions one, or
  // has all words of the name.
  const measured = implied ?? tellingWords(unit.split('/')[1] ?? '').at(-1);
  return candidate.unit !== '' || measured === undefined
    ? 1
    : label.includes(measured) ||
        trait.names.includes(key) ||
        (name.size > 1 && [...name.keys()].every((word) => trait.all.has(word)))
      ? MAYBE
      : 0;
}

const fitOf = (wish: Wish, trait: Trait): number =>
  unitFit(wish, trait) * statisticFit(wish, trait) * splitFit(wish, trait);

/** A report of a load test does not name the level of its rate. */
const isLeftUnsaid = ({ isRate }: Wish, word: string): boolean => isRate && wordIs.level(word);

/** `baseline` of `recall of the popularity baseline`, for what is called `popularity`. */
const isRole = ({ name }: Wish, word: string, { things }: Trait): boolean => {
  const [last, thing = ''] = [...name.keys()].toReversed();
  return word === 'before' && last === word && things.flatMap(tellingWords).includes(thing);
};

/** A contrast word is on one side only. */
function isRuledOut(wish: Wish, trait: Trait, lexicon: Lexicon): boolean {
  const { name, needed, subjects, credits, quality } = wish;
  if (trait.domain.some((word) => !credits.has(word))) return true;
  // Its file or the column that tells its row says whose it is, not what.
  if (trait.own.length > 0 && !trait.own.some((word) => credits.has(word))) return true;
  // What was set or counted is no measurement of something with a word in common.
  if (trait.isSetting && (quality.length > 0 || [...name.keys()].some((word) => !trait.all.has(word))))
    return true;
  if (trait.isDuration && /latency/i.test(`${wish.key} ${wish.wanted.metric?.prompt}`)) return true;
  // Rows of the test set are no tests.
  if (trait.isSetting && wordsOf(wish.wanted.metric?.unit ?? '').some(wordIs.split)) return true;
  // What names no special case is the general one's.
  const lacks = (word: string): boolean => !trait.all.has(word) && !isRole(wish, word, trait);
  if (lexicon.special.get(wish)?.some(lacks)) return true;
  // A metric about something specific (`tf_latency_ms`) needs a candidate that names it.
  const isNamed = subjects.length === 0 || subjects.some((word) => trait.all.has(word));
  if (!isNamed && !tellsThing(wish, trait, lexicon)) return true;
  const isOther = quality.length > 0 && trait.quality.length > 0;
  if (isOther && !quality.some((word) => trait.quality.includes(word))) return true;
  if (needed.some((word) => lacks(word) && !isLeftUnsaid(wish, word))) return true;
  return trait.contrasts.some((word) => !credits.has(word));
}

/** How much of the label the metric covers; less for words of other metrics. */
function labelCover(
  { credits }: Wish,
  { label, context, split }: Trait,
  { names, rarityOf }: Lexicon,
): number {
  let [sum, covered] = [0, 0];
  const add = (word: string, weight: number): void => {
    sum += weight;
    covered += weight * (credits.get(word) ?? 0);
  };
  for (const word of label) {
    const isKnown = credits.has(word);
    if (word !== split && (isKnown || !wordIs.soft(word) || word === 'suite'))
      add(word, rarityOf(word) * (isKnown && !isNumber(word) ? 1 : WEIGHT.unknown));
  }
  for (const word of context) if (names.has(word) && !wordIs.split(word)) add(word, WEIGHT.place);
  return sum === 0 ? 0.9 : covered / sum;
}

/** Among several things, the prompt names this one: the name may abbreviate it (`tf` for the Transformer). */
function tellsThing(wish: Wish, trait: Trait, { groupOf }: Lexicon): boolean {
  const { bare, shared } = groupOf(trait);
  // A file may be called after the measure.
  const common = { shared: new Set([...shared, ...wordsOf(trait.measure)]) };
  return bare !== undefined && toldBy(wish, trait, common) >= CREDIT.prompt;
}

function nameShare(wish: Wish, trait: Trait): number {
  const { name, splits } = wish;
  const { all, split } = trait;
  const hasUnit = trait.offer.candidate.unit !== '';
  const had = (word: string): number =>
    splits.includes(word) ? splitLikeness(word, split) : (all.get(word) ?? 0);
  const needed = [...name].filter(([word]) => all.has(word) || !(hasUnit && isLeftUnsaid(wish, word)));
  const weight = sumOf(needed, ([, each]) => each);
  return weight === 0 ? 0 : sumOf(needed, ([word, each]) => each * had(word)) / weight;
}

function scoreOf(wish: Wish, trait: Trait, lexicon: Lexicon): number {
  const isExact = trait.names.includes(wish.key);
  const share = nameShare(wish, trait);
  if (share < LEAST_NAME && !isExact) return 0;
  const [unit, statistic] = [unitFit(wish, trait), statisticFit(wish, trait)];
  const fits = unit * statistic * splitFit(wish, trait);
  if (fits === 0 || isRuledOut(wish, trait, lexicon)) return 0;
  if (isExact) return statistic * (wish.implied === undefined || wish.tellsUnit || unit === 1 ? 1 : unit);
  const cover = wish.spelled === trait.spelled ? 1 : labelCover(wish, trait, lexicon);
  // Multiplied, because a label that the metric does not cover is something else.
  const sure = share ** NAME_SHARE * cover ** (1 - NAME_SHARE) * fits;
  // A unit alone tells no subject, unless it counts something.
  const { key, words, typing } = wish.wanted;
  const isUnnamed =
    key.includes('/') && (words === typing?.counted || (wish.spelled === wish.implied && !wish.isRate));
  // `image_size_compressed` is not just the size of the image.
  const isOther = (word: string): boolean =>
    !wish.credits.has(word) && !wordIs.soft(word) && !wordIs.split(word);
  const isMore = /^\w+$/.test(trait.measure) && tellingWords(trait.measure).some(isOther);
  // Two times that nothing names have only the unit in common, and `latency · bs` is no time.
  if (isUnnamed && (trait.label.length === 0 || (isMore && trait.offer.candidate.unit === ''))) return 0;
  // Nor is a `seed` the number of `seed_runs`, which counts runs.
  const isLess = wish.counted.some((word) => !spelledWords(trait.offer.candidate.label).includes(word));
  return cover >= STRONG_COVER && !wish.isLoose && !isUnnamed && !isMore && !isLess
    ? sure
    : Math.min(sure, WEAK);
}

/** All words must occur, literally or by meaning: `latency` finds `http_req_duration`. */
export function searchOffers(words: string, offers: readonly Offer[]): readonly Offer[] {
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return [];
  // A unit (`requests/s`) is taken literally.
  const wanted = typed.map((word) => ({ word, meant: word.includes('/') ? [] : tellingWords(word) }));
  return offers.filter(({ file, candidate: { label, path, unit } }) => {
    const text = `${label}\n${path}\n${file}\n${unit}`.toLowerCase();
    const own = new Set(tellingWords(label));
    return wanted.every(
      ({ word, meant }) => text.includes(word) || (meant.length > 0 && meant.every((one) => own.has(one))),
    );
  });
}
