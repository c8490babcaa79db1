// The vocabulary of comparisons: which words say more or less, of what, and which say that something is only wished for.
// Tables; what they mean together is decided elsewhere.

/** What a figure measures, as far as words tell such things apart. */
export type Measure =
  'time' | 'rate' | 'bytes' | 'money' | 'percent' | 'points' | 'count' | 'plain' | 'times';

/**
 * Which way a comparison goes. `more` and `less` are of the number itself, `faster` and `slower` of a time or a rate,
 * `better` and `worse` of whatever is better for the metric.
 */
export type Way = 'more' | 'less' | 'faster' | 'slower' | 'better' | 'worse';

/** A word that compares. `of` names what it can be said of; anything when it is left out. */
export type Comparing = { readonly way: Way; readonly of?: readonly Measure[] };

const words = (text: string): readonly string[] => text.split(' ');
const setOf = (text: string): ReadonlySet<string> => new Set(words(text));

function table<T>(rows: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([names, value]) => words(names).map((name): [string, T] => [name, value])));
}

/** What can be large or small; a time is long and a rate high. */
const SIZES: readonly Measure[] = ['bytes', 'count', 'money', 'percent', 'points', 'plain'];

/** Comparatives of one word. */
export const COMPARATIVES: ReadonlyMap<string, Comparing> = table<Comparing>([
  ['faster quicker speedier', { way: 'faster', of: ['time', 'rate'] }],
  ['slower', { way: 'slower', of: ['time', 'rate'] }],
  ['cheaper', { way: 'less', of: ['money'] }],
  ['dearer costlier pricier', { way: 'more', of: ['money'] }],
  ['longer', { way: 'more', of: ['time', 'count'] }],
  ['shorter', { way: 'less', of: ['time', 'count'] }],
  ['heavier', { way: 'more', of: ['bytes', 'count'] }],
  ['lighter', { way: 'less', of: ['bytes', 'count'] }],
  ['more higher greater', { way: 'more' }],
  ['less fewer lower', { way: 'less' }],
  ['larger bigger', { way: 'more', of: SIZES }],
  ['smaller', { way: 'less', of: SIZES }],
  ['better', { way: 'better' }],
  ['worse', { way: 'worse' }],
]);

/** Adjectives behind `more` and `less`, and between `as` and `as`: what is more when they are. */
export const ADJECTIVES: ReadonlyMap<string, Comparing> = table<Comparing>([
  ['fast quick', { way: 'faster', of: ['time', 'rate'] }],
  ['slow', { way: 'slower', of: ['time', 'rate'] }],
  ['long', { way: 'more', of: ['time', 'count'] }],
  ['time-consuming', { way: 'more', of: ['time'] }],
  ['short', { way: 'less', of: ['time', 'count'] }],
  ['expensive costly', { way: 'more', of: ['money'] }],
  ['cheap', { way: 'less', of: ['money'] }],
  ['accurate precise', { way: 'more', of: ['percent', 'plain'] }],
  ['heavy', { way: 'more', of: ['bytes', 'count'] }],
  ['large big high great much many', { way: 'more' }],
  ['small low little few', { way: 'less' }],
  ['good', { way: 'better' }],
  ['bad', { way: 'worse' }],
]);

const TURNED: Readonly<Record<Way, Way>> = {
  more: 'less',
  less: 'more',
  faster: 'slower',
  slower: 'faster',
  better: 'worse',
  worse: 'better',
};

/** The other way round: `less accurate` is `more accurate` turned. */
export const turned = (way: Way): Way => TURNED[way];

/** Verbs of change; `split` and `slash` also make halves. */
export const VERBS: ReadonlyMap<string, Way> = table<Way>([
  [
    'rise rises rose risen rising grow grows grew grown growing increase increases increased increasing climb climbs climbed climbing jump jumps jumped jumping raise raises raised raising lift lifts lifted boost boosts boosted gain gains gained up',
    'more',
  ],
  [
    'fall falls fell fallen falling drop drops dropped dropping decrease decreases decreased decreasing decline declines declined shrink shrinks shrank shrunk shrinking cut cuts cutting reduce reduces reduced reducing lower lowers lowered lowering sink sinks sank slash slashed trim trimmed save saves saved saving shave shaved lose loses lost down',
    'less',
  ],
  ['improve improves improved improving', 'better'],
  ['worsen worsens worsened degrade degrades degraded regress regresses regressed', 'worse'],
  ['beat beats beaten beating outperform outperforms outperformed outperforming', 'better'],
]);

/** Verbs that say who wins rather than what changes. */
export const WINNING: ReadonlySet<string> = setOf(
  'beat beats beaten beating outperform outperforms outperformed outperforming',
);

/** Verbs that name a part as the part that goes: `saves a quarter of the memory`. */
export const REMOVING: ReadonlySet<string> = setOf(
  'save saves saved saving remove removes removed removing cut cuts cutting shave shaves shaved eliminate eliminates eliminated lose loses lost drop drops dropped dropping reduce reduces reduced went disappeared vanished gone trim trims trimmed',
);

/** Verbs in front of an amount that is gained or given up; `cost` of money is a price instead. */
export const GAINING: ReadonlySet<string> = setOf(
  'cost costs costing lost loses lose losing saved saves save saving gain gains gained gaining added adds add adding trade trades traded trading sacrifice sacrifices sacrificed up down',
);

/** Nouns that name a change, and which way it goes, if they say so. */
export const CHANGES: ReadonlyMap<string, Way | undefined> = table<Way | undefined>([
  ['reduction reductions drop decrease saving savings cut decline', 'less'],
  ['increase gain rise growth jump boost overhead lift', 'more'],
  ['improvement win advantage', 'better'],
  ['regression degradation', 'worse'],
  ['speed-up speedup', 'faster'],
  ['slowdown slow-down', 'slower'],
  ['difference gap change ratio factor lead delta δ diff loss', undefined],
]);

/** Nouns for a quantity: what can be measured so, and the kind of metric that it names, if it is that exact. */
export const NOUNS: ReadonlyMap<string, { readonly of: readonly Measure[]; readonly kind?: string }> = table([
  ['latency latencies p50 p90 p95 p99', { of: ['time'], kind: 'latency' }],
  ['time times duration runtime delay wait hour hours minute minutes second seconds', { of: ['time'] }],
  ['speed speed-up speedup slowdown slow-down', { of: ['time', 'rate'] }],
  ['throughput rps qps', { of: ['rate'] }],
  ['memory ram vram footprint storage disk', { of: ['bytes'] }],
  ['size', { of: ['bytes', 'count'] }],
  ['cost costs price prices bill spend spending money', { of: ['money'] }],
  ['accuracy', { of: ['percent', 'plain'], kind: 'accuracy' }],
  ['recall', { of: ['percent', 'plain'], kind: 'recall' }],
  ['precision', { of: ['percent', 'plain'], kind: 'precision' }],
  ['f1', { of: ['percent', 'plain'], kind: 'f1' }],
  ['auc', { of: ['percent', 'plain'], kind: 'auc' }],
  ['coverage', { of: ['percent'], kind: 'coverage' }],
  ['error', { of: ['percent', 'plain', 'count'], kind: 'error' }],
  ['loss', { of: ['plain', 'percent'], kind: 'loss' }],
  ['utilisation utilization', { of: ['percent'] }],
]);

/** Words of metric names and descriptions that tell the kind of metric, as in `NOUNS`; `train` excludes what is served. */
export const KINDS: ReadonlyMap<string, string> = table([
  ['latency response p50 p90 p95 p99', 'latency'],
  ['train training epoch epochs', 'train'],
  ['accuracy acc', 'accuracy'],
  ['recall', 'recall'],
  ['precision', 'precision'],
  ['f1', 'f1'],
  ['auc', 'auc'],
  ['coverage', 'coverage'],
  ['error errors', 'error'],
  ['loss', 'loss'],
]);

/** Words of metric names for which the larger number is the better one, and the smaller. */
export const BETTER: ReadonlyMap<string, 'higher' | 'lower'> = table<'higher' | 'lower'>([
  ['accuracy acc recall precision f1 auc ndcg coverage throughput rps qps', 'higher'],
  ['latency p50 p95 p99 cost error errors loss', 'lower'],
]);

/** Nouns that name who is compared and not what: any quantity can be theirs. */
export const BEARERS: ReadonlySet<string> = setOf(
  'model models network networks service version variant run runs inference response responses kernel setup system image result results one ones way step steps tail',
);

/** Words in front of a noun that leave what is measured as it is: `GPU memory`, `response time`. */
export const MODIFIERS: ReadonlySet<string> = setOf(
  'gpu cpu peak response inference training test validation request monthly yearly hourly daily wall-clock wall compute end-to-end line absolute relative extra additional further large small big long-term net gross p50 p95 p99',
);

/** Words that a noun phrase may begin with, or have in it, without saying what is measured. */
export const FILLERS: ReadonlySet<string> = setOf(
  'a an the its his her their my our your that those this same total average mean median overall current original peak whole entire number amount much many of off',
);

/** Verbs and small words of a clause that do not say what it is about. */
export const PREDICATES: ReadonlySet<string> = setOf(
  'ran running train trains trained work works worked perform performs performed answer answers answered finish finishes finished converge converges converged ' +
    'serve serves served load loads loaded respond responds responded start starts started complete completes completed execute executes scored score scores ' +
    'cost costs use uses used using consume consumes handle handles handled reach reaches reached give gives gave giving yield yields yielded bring brings brought ' +
    'mean means meant become becomes became differ differs differed exceed exceeds lead leads trail trails win wins won edge edges edged off left remain remains ' +
    'look looks looked turn turns turned stay stays stayed keep keeps kept let lets see sees saw measure measured one two three four five six seven eight nine ten ' +
    'about roughly around nearly almost over more less fewer better worse least most far well quite just still up down back i.e e.g in',
);

/** Words that end a noun phrase. */
export const STOPS: ReadonlySet<string> = setOf(
  'than as in on at by for from to with without per over under after before between against versus vs across through during ' +
    'and or but so because since while when where which who that if is are was were be been being has have had do does did ' +
    'it they we i you he she then now today still already again here there only even just also too not instead rather ' +
    'compared once until both each every all went goes took takes go take came comes made makes needs need gets get got',
);

/** Words that make the rest of a sentence a wish, a plan, a forecast, or somebody else's figure. */
export const SUPPOSING: ReadonlySet<string> = setOf(
  "would could should might may will won't wouldn't couldn't shouldn't target targets targeted goal goals aim aims aimed budget budgets objective slo sla limit threshold " +
    'expect expects expected expecting predict predicts predicted predicting prediction theory theoretical theoretically hope hoped hoping ' +
    'want wants wanted wish wished imagine promise promises promised claimed claims paper papers literature published reported colleagues according ' +
    'felt feel feels allow allows allowed plan planned planning pure ideally suppose supposedly rumour say says',
);

/** Words that make a whole sentence hypothetical. */
export const CONDITIONS: ReadonlySet<string> = setOf('if unless suppose supposing assuming assume imagine');

/** Words that deny what stands behind them. */
export const DENIALS: ReadonlySet<string> = setOf(
  "not no never neither nor without hardly isn't aren't wasn't weren't don't doesn't didn't can't cannot couldn't",
);

/** What may stand between a figure and what is said of it: `A, which is still faster than B`. */
export const COPULAS: ReadonlySet<string> = setOf(
  'is are was were be and but so which that it this still even far much clearly slightly somewhat therefore thus now also always considerably significantly noticeably a lot bit little good , (',
);

/** Words behind which a sentence turns to something else. */
export const CONTRASTS: ReadonlySet<string> = setOf('but yet although though whereas however while');

/** Words that name the earlier of two states. */
export const EARLIER: ReadonlySet<string> = setOf(
  'before old previously earlier formerly then originally used first',
);
/** Words that name the later of two states. */
export const LATER: ReadonlySet<string> = setOf('after new now today later');

/** The opposite of a comparison as people say it. */
export const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['faster', 'slower'],
  ['quicker', 'slower'],
  ['slower', 'faster'],
  ['cheaper', 'more expensive'],
  ['longer', 'shorter'],
  ['shorter', 'longer'],
  ['heavier', 'lighter'],
  ['lighter', 'heavier'],
  ['more', 'less'],
  ['less', 'more'],
  ['fewer', 'more'],
  ['higher', 'lower'],
  ['lower', 'higher'],
  ['larger', 'smaller'],
  ['bigger', 'smaller'],
  ['greater', 'smaller'],
  ['smaller', 'larger'],
  ['better', 'worse'],
  ['worse', 'better'],
]);
