// Whether a sentence says the opposite of a key point: an antonym beside the same word, another complexity
// class, a negation that only one of them has, another number before the same noun. Telling contradiction from
// paraphrase by words is hard, so most of it only makes a point doubtful; `isPlain` is the little that is sure.
import { spokenNumbers } from '../values/spoken-numbers.ts';
import type { KeyPoint } from '../base/question.ts';
import { distinct, stemOf } from './words.ts';

export type Opposite = {
  /** `says "linear"; the point says "quadratic"`. */
  readonly reason: string;
  /** True where the opposite is said of the same thing in the same clause, and nothing speaks against it. */
  readonly isPlain: boolean;
};

/** Words that exclude those behind the slash. In one line all words of a side mean about the same. */
const AXES = `
  encoder encoding / decoder decoding
  increase rise raise grow / decrease fall drop reduce shrink decline lower
  high higher / low lower
  large larger big bigger / small smaller tiny
  fast faster quick quicker / slow slower
  cheap cheaper / expensive costly
  symmetric symmetrically / asymmetric asymmetrically
  optimistic / pessimistic
  switchedon / off
  persist survive permanent / gone clear lost volatile temporary
  synchronous synchronously sync / asynchronous asynchronously async
  mutable / immutable
  stateful / stateless
  lazy lazily / eager eagerly
  unidirectional / bidirectional
  stable / unstable
  biased / unbiased
  deterministic / random stochastic nondeterministic
  supervised / unsupervised
  labelled labeled / unlabelled unlabeled
  dense / sparse
  possible / impossible
  horizontal horizontally / vertical vertically
  ascend ascending / descend descending
  optional / mandatory required
  overfit overfitting / underfit underfitting
`;

/** Each excludes all the others. */
const CLASSES_OF_GROWTH =
  'logarithmic logarithmically / linear linearly / linearithmic / quadratic quadratically / cubic / exponential exponentially';

/** Opposites in some uses only, which never contradict a point for sure. */
const LOOSE_AXES = `
  increase rise raise grow gain more higher high large larger big bigger great greater up improve long longer / decrease fall drop reduce shrink decline less fewer lower low small smaller tiny little down short shorter
  better good well / worse bad poor poorly
  above over exceed / below under beneath
  before earlier first beforehand / after afterwards later
  same equal identical / different
  share shared sharing / separate own
  only changed / entire whole every all
  always / never
  converge / diverge explode
  explode / vanish
  local / global
  static / dynamic
  strong / weak
  public / private
  push / pull
  input / output
  internal / external
  parallel concurrent / sequential sequentially serial
  block blocking / nonblocking
  open / close closed
  maximum maximize max most / minimum minimize min least
  inside / outside
  enable allow permit / disable forbid prevent
  include / exclude
  accept / reject
  succeed success / fail failure
  true / false
  positive / negative
  encrypt / decrypt
`;

const OPPOSITES = new Map<string, Set<string>>();
/** Words of the same side. */
const ALLIES = new Map<string, Set<string>>();

function addTo(map: Map<string, Set<string>>, stem: string, others: readonly string[]): void {
  const known = map.get(stem) ?? new Set<string>();
  for (const other of others) known.add(other);
  map.set(stem, known);
}

/** `low high`: pairs that exclude each other in nearly every use. */
const STRICT = new Set<string>();

const sidesOf = (axis: string): readonly (readonly string[])[] =>
  axis.split('/').map((side) => side.trim().split(/\s+/).map(stemOf));

function exclude(sides: readonly (readonly string[])[], isStrict: boolean): void {
  for (const own of sides) {
    const others = sides.filter((side) => side !== own).flat();
    for (const stem of own) {
      addTo(OPPOSITES, stem, others);
      addTo(ALLIES, stem, own);
      if (isStrict) for (const other of others) STRICT.add(`${stem} ${other}`);
    }
  }
}
for (const axis of [...AXES.trim().split('\n'), CLASSES_OF_GROWTH]) exclude(sidesOf(axis), true);
for (const axis of LOOSE_AXES.trim().split('\n')) exclude(sidesOf(axis), false);
// A variance may be constant, too.
for (const growth of sidesOf(CLASSES_OF_GROWTH)) exclude([['constant'], growth], false);

type Token = {
  readonly stem: string;
  readonly written: string;
  readonly clause: number;
  readonly index: number;
  /** The word that negates it. */
  readonly negator?: string;
};

const NEGATOR =
  /^(?:not|never|no|without|cannot|nothing|nobody|none|neither|nor|hardly|unlike|\p{L}+n['’]t|(?:is|are|was|were|do|does|did|ca|could|wo|would|should|has|have|had)nt)$/iu;
const LITTLE = new Set(
  (
    'a an the of to in on at for with by from as is are was were be been being it its this that these those and or so ' +
    'than then i me my we our you your they them their he she do does did have has had there here what which who when ' +
    'where how also just very too really because since while if make makes get gets become becomes can will would may ' +
    'each into out per one usually some any such about'
  ).split(' '),
);
const SWITCHED_ON = /\b((?:stay|switch|turn|remain|leave|left|kept|keep)\p{L}*(?: it)?) on\b/giu;
const TOKEN =
  /O\([^()]*(?:\([^()]*\)[^()]*)*\)|n ?(?:\^ ?[23]|[²³]|squared|cubed)|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?|\d+(?:[.,]\d+)*|[;:,.!?()—–]/giu;
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/n ?(?:\^ ?3|³|cubed)/iu, 'cubic'],
  [/n ?(?:\^ ?2|²|squared)|n ?[*·] ?n/iu, 'quadratic'],
  [/2 ?\^ ?n|2ⁿ/iu, 'exponential'],
  [/n ?[*·]? ?log/iu, 'linearithmic'],
  [/log/iu, 'logarithmic'],
  [/^O\(1\)$/iu, 'constant'],
  [/n/iu, 'linear'],
];

function stemAt(written: string): string {
  const isClass = /^(?:O\(|n ?[\^²³sc])/u.test(written);
  const found = isClass ? CLASSES.find(([pattern]) => pattern.test(written)) : undefined;
  return stemOf(found ? found[1] : written.toLowerCase().replace(/['’].*$/, ''));
}

/** The words of a text with what negates them: a negation reaches to the end of its clause, or to `but`. */
function tokensOf(text: string): readonly Token[] {
  const plain = text.replaceAll(SWITCHED_ON, '$1 switchedon');
  const tokens: Token[] = [];
  let clause = 0;
  let negator: string | undefined;
  let index = 0;
  const found = [...plain.matchAll(TOKEN)].map(([written]) => written);
  for (const [at, written] of found.entries()) {
    if (/^[;:,.!?()—–]$/u.test(written) || /^(?:but|while|whereas)$/i.test(written)) {
      clause += 1;
      negator = undefined;
    } else if (NEGATOR.test(written)) {
      if (!/^(?:only|just)$/i.test(found[at + 1] ?? '')) negator = written;
    } else if (!LITTLE.has(written.toLowerCase())) {
      tokens.push({ stem: stemAt(written), written, clause, index, negator });
      index += 1;
    }
  }
  return tokens;
}

const COMMON_START = 4;

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/.test(a + b)) return false;
  const least = Math.max(COMMON_START, Math.min(a.length, b.length) - 1);
  return a.slice(0, least) === b.slice(0, least);
}

/** How far apart two words may be and still belong together. */
const BESIDE = 4;
const RIGHT_BESIDE = 2;

/** What is said of a word rather follows it: `low bias`. */
const distanceFrom = (pole: Token, each: Token): number =>
  each.index > pole.index ? each.index - pole.index : pole.index - each.index + 0.5;

const quoted = (said: string, meant: string): string =>
  `says "${said}"; the point says "${meant}"`.replaceAll('switchedon', 'on');

/** An antonym of a word of the point, beside what the point says it of. */
function antonymIn(point: readonly Token[], said: readonly Token[]): Opposite | undefined {
  const negators = new Set(said.flatMap(({ negator, clause }) => (negator ? [`${clause}${negator}`] : [])))
    .size;
  let doubtful: Opposite | undefined;
  for (const pole of point) {
    const opposites = OPPOSITES.get(pole.stem);
    if (!opposites) continue;
    const allies = ALLIES.get(pole.stem) ?? new Set([pole.stem]);
    const anchors = point
      .filter((each) => each !== pole && !OPPOSITES.has(each.stem))
      .toSorted((a, b) => distanceFrom(pole, a) - distanceFrom(pole, b));
    const poles = said.filter(({ stem }) => opposites.has(stem) || allies.has(stem) || stem === pole.stem);
    if (poles.length === 0) continue;
    const [anchor] = anchors.flatMap((each) => {
      const here = said.filter(({ stem }) => isSame(each.stem, stem));
      return here.length > 0 ? [here] : [];
    });
    const farness = (each: Token): number =>
      Math.min(
        ...(anchor ?? []).map(
          (one) => Math.abs(one.index - each.index) + (one.clause === each.clause ? 0 : BESIDE),
        ),
      );
    const [nearest] = anchor ? poles.toSorted((a, b) => farness(a) - farness(b)) : poles;
    if (!nearest) continue;
    const isOpposite = opposites.has(nearest.stem);
    const isFlipped = (nearest.negator === undefined) !== (pole.negator === undefined);
    if (isOpposite === isFlipped) continue;
    const isBeside = anchor !== undefined && farness(nearest) <= BESIDE;
    const isMentioned = said.some(({ stem }) => stem === pole.stem || allies.has(stem));
    const meant = pole.negator === undefined ? pole.written : `${pole.negator} ${pole.written}`;
    const used = nearest.negator === undefined ? nearest.written : `${nearest.negator} ${nearest.written}`;
    const isInPoint = point.some(({ stem }) => stem === nearest.stem);
    const isStrict = STRICT.has(`${pole.stem} ${nearest.stem}`);
    const isPlain = isStrict && isBeside && !isMentioned && !isInPoint && negators === 0;
    const opposite = { reason: quoted(used, meant), isPlain };
    if (isPlain) return opposite;
    if (!isMentioned || (anchor !== undefined && farness(nearest) <= RIGHT_BESIDE)) doubtful ??= opposite;
  }
  return doubtful;
}

/** Most of what both have is negated in one of them. */
function negationIn(point: readonly Token[], said: readonly Token[]): Opposite | undefined {
  // `not linear but quadratic`: an opposite is what is negated.
  const pairs = point.flatMap((meant) => {
    const same = OPPOSITES.has(meant.stem) ? [] : said.filter(({ stem }) => isSame(meant.stem, stem));
    const [first] = same;
    const agrees = same.some(({ negator }) => (negator === undefined) === (meant.negator === undefined));
    return first ? [{ meant, first, agrees }] : [];
  });
  const against = pairs.filter(({ agrees }) => !agrees);
  const [{ meant, first } = {}] = against;
  if (!meant || !first || against.length * 2 < pairs.length) return undefined;
  const reason =
    meant.negator === undefined
      ? `says "${first.negator?.toLowerCase()} ${first.written.toLowerCase()}"; the point does not`
      : `does not say "${meant.negator.toLowerCase()} ${meant.written.toLowerCase()}"; the point does`;
  return { reason, isPlain: false };
}

/** Another number before the same noun: `8 bytes` for `16 bytes`. */
function numberIn(point: string, said: string): Opposite | undefined {
  const [meant, heard] = [point, said].map((text) => {
    const spoken = spokenNumbers(text).toReversed();
    const digits = spoken.reduce(
      (all, each) => all.slice(0, each.start) + each.digits + all.slice(each.end),
      text,
    );
    return [...digits.matchAll(/(?<![\p{L}\p{N}.,])(\d+(?:\.\d+)?)[ -]?(\p{L}{3,})/gu)].map(
      ([, number = '', noun = '']) => ({ number, noun: stemOf(noun.toLowerCase()), written: noun }),
    );
  });
  for (const { number, noun, written } of meant ?? []) {
    const same = (heard ?? []).filter((each) => each.noun === noun);
    const [other] = same;
    if (other && !same.some((each) => each.number === number))
      return { reason: quoted(`${other.number} ${other.written}`, `${number} ${written}`), isPlain: false };
  }
  return undefined;
}

function oppositeIn(sentence: string, phrase: string): Opposite | undefined {
  const [meant, said] = [tokensOf(phrase), tokensOf(sentence)];
  return antonymIn(meant, said) ?? negationIn(meant, said) ?? numberIn(phrase, sentence);
}

const shared = (sentence: ReadonlySet<string>, phrase: string): number =>
  distinct(phrase).filter(({ stem }) => sentence.has(stem)).length;

/**
 * What a sentence says against a key point; undefined where nothing shows. It is held against that wording of
 * the point which it is nearest to.
 */
export function oppositeOf(
  sentence: string,
  { text, also = [] }: Pick<KeyPoint, 'text' | 'also'>,
): Opposite | undefined {
  const stems = new Set(distinct(sentence).map(({ stem }) => stem));
  const [nearest = text] = [text, ...also].toSorted((a, b) => shared(stems, b) - shared(stems, a));
  return oppositeIn(sentence, nearest);
}
