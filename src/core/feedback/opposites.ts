// Whether a sentence says the opposite of a key point: an antonym beside the same word, another complexity
// class, a negation, or the same of something else. Most of it only makes a point doubtful; `isPlain` is the
// little that is sure.
import { diffArrays } from 'diff';
import { groupBy, keptForText, sumOf, wordSet } from '../base/collections.ts';
import type { KeyPoint } from '../base/question.ts';
import { isMisspelled } from '../base/spelling.ts';
import { isUnit } from '../values/units.ts';
import { digitText } from './figures.ts';
import type { Alike } from './lexicon.ts';
import {
  CLAUSE_END,
  distinct,
  isLittle,
  isPreposition,
  REACH,
  SENTENCE_END,
  stemOf,
  without,
} from './words.ts';

export type Opposite = {
  /** `says "linear"; the point says "quadratic"`. */
  readonly reason: string;
  /** Of the same thing in the same clause, with nothing against it. */
  readonly isPlain: boolean;
};

// What comes first: two steps in the other order contradict each other.

type Stems = readonly string[];
/** `second` is empty for what only comes first. */
type Ordered = { readonly first: Stems; readonly second: Stems };

/** As a conjunction. */
const ONCE =
  /(?<!\b(?:at|exactly|only|just|least|than) )\bonce(?= (?:the|an?|we|I|it|they|he|she|you|this|that|all|every|each|both)\b| \p{L}+ (?:is|are|was|were|has|have)\b| \p{L}+ed\b)/giu;
/** `After 120 ms` tells no order. */
const DURATION = '(?:[mnµ]?s|min|h|(?:milli|micro|nano)?(?:sec|second|minute|hour|day|week|month|year)s?)';
const AFTER = `(?:(?:only|right|just|directly|immediately|shortly) )*(?:after(?! (?:that|this)\\b| (?:\\p{L}+ )?\\d[\\d.,]* ?${DURATION}\\b)|${ONCE.source}|as soon as)`;
const THEN = '(?:then|dann|after (?:that|this))';
const ORDERS = [
  `${AFTER} (?<one>[^,]+), (?<two>.+)`,
  'before (?!and\\b)(?<two>[^,]+), (?<one>.+)',
  "(?<two>.*\\b(?:not|never|\\p{L}+n['’]t) [^,:]+?) (?:until|before) (?<one>[^,]+)",
  `(?<two>.+?),? ${AFTER} (?<one>[^,]+)`,
  '(?<one>.+?),? before (?!and\\b)(?<two>[^,]+)',
  '(?<one>.*?(?<!\\bthe )\\b(?:first|zuerst)\\b(?!-).*?),? (?:and|and then|then|later|dann)\\b,? (?<two>.+)',
  `(?<one>.+?),?(?: and)?(?: only)? ${THEN},? (?<two>.+)`,
  '(?<one>.+?)(?:,| and) (?<two>.+) (?:afterwards?|later)$',
  '(?<one>.+) first$',
  // What is divided, and by what.
  '(?:.*(?:=|\\b(?:is|are)\\b) )?(?<one>.+?) (?:[/÷]|divided by) (?<two>.+)',
].map((source) => new RegExp(`^${source}`, 'iu'));

const STRETCH_END = new RegExp(`${SENTENCE_END.source}|[:;()]`, 'u');

const stemsIn = (text = ''): Stems =>
  distinct(text.replaceAll(/\b(?:first|zuerst|dann)\b/giu, '')).map(({ stem }) => stem);
const common = (one: Stems, other: Stems): number => one.length - without(one, other).length;

function ordersOf(stretch: string): readonly Ordered[] {
  const { one, two } = ORDERS.map((order) => order.exec(stretch)?.groups).find(Boolean) ?? {};
  const [own, other] = [stemsIn(one), stemsIn(two)];
  const [first, second] = [without(own, other), without(other, own)];
  return first.length === 0 ? [] : [{ first, second }];
}

const ordersIn = (text: string): readonly Ordered[] =>
  digitText(text)
    .text.split(STRETCH_END)
    .flatMap((stretch) => ordersOf(stretch.trim().slice(0, REACH)));

/** What comes first in the one is rather second in the other. */
function areTurned(meant: Ordered, said: Ordered): boolean {
  const [same, rest] = [common(meant.first, said.first), common(meant.second, said.second)];
  const [early, late] = [common(meant.first, said.second), common(meant.second, said.first)];
  const isOfBoth = early > 0 && (late > 0 || meant.second.length === 0);
  return isOfBoth && early >= same && late >= rest && early + late > same + rest;
}

/** A sentence and a point say both what comes first, and not the same. */
const isOtherOrder = (sentence: string, phrase: string): boolean =>
  ordersIn(phrase).some((meant) => ordersIn(sentence).some((said) => areTurned(meant, said)));

/** Words on either side of the slash exclude each other. */
const AXES = `
  encoder encoding / decoder decoding; low lower decrease fall drop reduce shrink decline cut fiel fällt gefallen sank sinkt gesunken
  / increase rise raise grow stieg steigt gestiegen wuchs;
  high / low; large big / small tiny; fast quick quickly / slow slowly; cheap / expensive costly dear; optimistic / pessimistic;
  switchedon / off; persist survive permanent / gone clear lost volatile temporary; stateful / stateless; lazy lazily / eager eagerly;
  automatic automatically / manual manually; unidirectional / bidirectional; deterministic / random stochastic; dense / sparse;
  easy simple easily / hard difficult complex complicated;
  horizontal horizontally / vertical vertically; ascend ascending / descend descending;
  max most; min least; optional / mandatory required; overfit overfitting / underfit underfitting;
  logarithmic logarithmically / linear linearly / linearithmic / quadratic quadratically / cubic / exponential exponentially exp`;

/** Opposites in some uses: they never contradict a point for sure. */
const LOOSE_AXES = `
  increase rise raise grow gain more high large big great up improve long
  / decrease fall drop reduce shrink decline cut less few low lower small tiny little down short;
  better good well / worse bad poor poorly; above over exceed / below under beneath; exceed / short small less few;
  same equal identical / different separate outside another; together / alone separate;
  share shared sharing same global everyone everybody / separate own; always / never;
  only solely exclusively / entire whole complete global globally every each all any always across everything everywhere everyone everybody anything anywhere anyone whatever whichever mostof; some / all every each any; converge / diverge explode; explode / vanish; local / global; static / dynamic;
  strong / weak; public / private; push / pull; input / output; internal / external; inside / outside;
  top upper above / bottom lower beneath; majority most half / all every each single unanimous; ignore / see sees respect consider;
  change changing vary varying alternating grow depend / steady constant fixed unchanged same whatever; wrong bad / standard right fine reliable;
  parallel concurrent / sequential sequentially serial; block blocking / nonblocking; include / exclude; accept allow permit / reject;
  maximum maximize max most / minimum minimize min least; enable allow permit / disable forbid prevent; true / false;
  succeed success / fail failure; defeat bypass break beat / safe harmless immune resist resistant withstand;
  first / second / third / fourth; continuous continuously constantly / minutely / hourly / daily / weekly / monthly / quarterly / yearly; positive / negative; hit / miss; save / cost; remaining / reduce reduction shrink less few small drop fall cut save decline; encrypt / decrypt; multiply multiplication / divide division;
  new fresh / same old existing unchanged; rare rarely / common frequent every each all; many most all / few; major / minor; front / back; open / close;
  allow permit work / exclude forbid prevent prohibit; idle / busy full; unchanged / lose fall drop decrease / rise increase; once / many repeatedly again;
  pre / post; absolute / relative; first / last; micro / macro; online / offline;
  keep together / split; fast quick immediate immediately / long; speed accelerate / slow; stop halt freeze pause block / continue proceed resume;
  constant / logarithmic logarithmically / linear linearly / linearithmic / quadratic quadratically / exponential exponentially exp`;

type Pole = { readonly axis: string; readonly side: string; readonly isStrict: boolean };

/** By stem; of `slower` by that of `slow`. */
const POLES = new Map<string, readonly Pole[]>();
for (const [axes, isStrict] of [
  [AXES, true],
  [LOOSE_AXES, false],
] as const)
  for (const axis of axes.split(';'))
    for (const side of axis.split('/'))
      for (const stem of side.trim().split(/\s+/).map(stemOf))
        POLES.set(stem, [...(POLES.get(stem) ?? []), { axis, side, isStrict }]);

function comparedStem(word: string): string {
  const [, base = '', ending = ''] = /^(.{2,}?)(i?e(?:r|st)|ly)$/u.exec(word) ?? [];
  const bases = ending.startsWith('i') ? [`${base}y`] : [base, `${base}e`, base.replace(/(.)\1$/u, '$1')];
  const stems = base === '' ? [] : bases.map(stemOf);
  return stems.find((stem) => POLES.has(stem)) ?? stemOf(word);
}

const COMMON_START = 4;

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/.test(a + b)) return false;
  const least = Math.max(COMMON_START, Math.min(a.length, b.length) - 1);
  return a.slice(0, least) === b.slice(0, least);
}

const LEAST_BARE = 6;
const PREFIX = /^(?:nicht-|un|non-?|in|im(?!prov)|ir|il|a|dis)/u;
/** `inelastic`, `unstable`: a short word often only looks as if it had a prefix (`unit`, `inform`). */
const isNegatedBy = (long: string, short: string): boolean => {
  const bare = long.replace(PREFIX, '');
  return bare.length >= LEAST_BARE && bare !== long && isSame(bare, short);
};

/** Not, in some uses, or in nearly every one. */
function oppositionOf(
  { stem: one, word }: Token,
  { stem: other, word: otherWord }: Token,
): 'none' | 'loose' | 'strict' {
  if (isNegatedBy(word, otherWord) || isNegatedBy(otherWord, word)) return 'strict';
  const poles = POLES.get(other) ?? [];
  const opposed = (POLES.get(one) ?? []).filter(({ axis, side }) =>
    poles.some((pole) => pole.axis === axis && pole.side !== side),
  );
  return opposed.length === 0 ? 'none' : opposed.some(({ isStrict }) => isStrict) ? 'strict' : 'loose';
}

/** Those of `big` and `large`. */
const polesOfBoth = (one: string, other: string): readonly Pole[] =>
  (POLES.get(one) ?? []).filter(({ side }) => POLES.get(other)?.some((pole) => pole.side === side));

const isOnSide = ({ stem: one }: Token, { stem: other }: Token): boolean =>
  one === other || polesOfBoth(one, other).length > 0;

const isOnAxis = (one: Token, other: Token): boolean =>
  isOnSide(one, other) || oppositionOf(one, other) !== 'none';

type Token = {
  readonly stem: string;
  /** In lower case. */
  readonly word: string;
  readonly clause: number;
  readonly index: number;
  readonly shown: string;
  readonly isNegated: boolean;
  /** Where its negation begins. */
  readonly negation: number | undefined;
  /** Right behind the negation; of `no`, each word of the thing. Not if it is only supposed: `without a lock, …`. */
  readonly isFirst: boolean;
  /** Behind `than`. */
  readonly isStandard: boolean;
  /** `lost` of `a lost packet`, which denies nothing of it. */
  readonly isAttribute: boolean;
};

type Statement = readonly Token[];

const NEGATOR =
  /^(?:not|never|no|without|cannot|nothing|nobody|none|neither|nor|hardly|unlike|nicht|nie|niemals|kein\p{L}{0,2}|ohne|\p{L}+n['’]t|(?:is|are|was|were|do|does|did|ca|could|wo|would|should|has|have|had)nt)$/iu;
const LITTLE = wordSet(
  'a an the of to in on at for with by from as is are was were be been being it its this that these those and or so ' +
    'than then i me my we our you your they them their he she do does did have has had there here what which who when ' +
    'where whose how also just very too really because since while if make makes get gets become becomes can will would may ' +
    'into out per one ones usually such about against via through exist exists',
);
const SWITCHED_ON = /\b((?:stay|switch|turn|remain|leave|left|kept|keep)\p{L}*(?: it)?) on\b/giu;
const TOKEN =
  /\b(?:not|\p{L}+n['’]t) (?:only|just)\b|\bmost of\b|\bof (?:what|the (?:old|original|previous|former))\b|\b(?:no matter|regardless|irrespective)\b|(?<=\b(?:one|single)\b[^.;:!?]{1,40} )(?:for|across|among) (?:all|every|each)\b|\b(?:once (?:an?|per|every)|every) (?:second|minute)\b|\bexcept\b|\b(?:stay|remain)(?:s|ed)? the same\b|\b(?:rather than|instead of|compared (?:to|with)|relative to|than)\b|(?<!\b(?:go|goes|went|gone|going|is|was|are|were) )\bup to\b|O\([^()]*(?:\([^()]*\)[^()]*)*\)|n ?(?:\^ ?[23]|[²³]|squared|cubed)|\p{L}+\([^()\s]*\)|(?:(?:nicht|non)-)?\p{L}[\p{L}\p{M}\d]*(?:-(?:up|down|in|out|on|off)\b)?(?:['’]\p{L}+)?|\d+(?:[.,]\d+)*|[;:,.!?()—–]/giu;
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/n ?(?:\^ ?3|³|cubed)/iu, 'cubic'],
  [/n ?(?:\^ ?2|²|squared)|n ?[*·] ?n/iu, 'quadratic'],
  [/2 ?\^ ?n|2ⁿ/iu, 'exponential'],
  [/n ?[*·]? ?log/iu, 'linearithmic'],
  [/log/iu, 'logarithmic'],
  [/^O\(1\)$/iu, 'constant'],
  [/n/iu, 'linear'],
];

/** What words together say of how much is meant. */
const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/ (?:only|just)$/iu, 'everywhere'],
  [/^most of$/iu, 'mostof'],
  [/^of /iu, 'remaining'],
  [/^(?:no matter|regardless|irrespective)$/iu, 'whatever'],
  [/^(?:for|across|among) /iu, 'shared'],
  [/^per$/iu, 'own'],
  [/ (?:second|minute)$/iu, 'minutely'],
  [/ the same$/iu, 'unchanged'],
];

const scopeOf = (written: string): string | undefined =>
  SCOPES.find(([pattern]) => pattern.test(written))?.[1];

const isFiller = (written: string): boolean =>
  scopeOf(written) === undefined && (LITTLE.has(written.toLowerCase()) || /^up to$/iu.test(written));

function stemAt(written: string): string {
  // What is counted or shared is no ordinal.
  if (/^(?:second|third|fourth)s$/iu.test(written)) return written.toLowerCase();
  const isClass = /^(?:O\(|n ?[\^²³sc])/u.test(written);
  const found = isClass ? CLASSES.find(([pattern]) => pattern.test(written)) : undefined;
  const word = found?.[1] ?? scopeOf(written);
  return word === undefined ? comparedStem(written.toLowerCase().replace(/['’(].*$/, '')) : stemOf(word);
}

const findIn = ({ stem }: Token, tokens: Statement): Token | undefined =>
  tokens.find((each) => isSame(each.stem, stem));
const isAmong = (token: Token, tokens: Statement): boolean => findIn(token, tokens) !== undefined;

const INSTEAD = /^(?:rather than|instead of|except)$/i;
const COMPARED = /^(?:compared \p{L}+|relative to|than)$/iu;
/** What is without something is one thing, and the next one is another. */
const WITHOUT =
  /^(?:without|no(?! longer)|unlike|rather than|instead of|except) (?:(?:the|an?|this|that|these|those) |(?!\p{L}+ing\b))/iu;
const THING = /^(?:the|an?|we|I|you|it|they|he|she|this|that|these|those)$/i;
const NEXT_CLAUSE = /^(?:[;:,.!?()—–]|but|while|whereas|because|since|although|though|unless|until|so)$/iu;
/** Of the main clause behind `when it is down`. */
const SUBJECT = /^(?:we|I|they|he|she)$/i;
const NEGATED_WORDS = 4;
/** `Not needed for the longest time` denies the need. */
const IN_ARGUMENT = /^\S+ \S+.* (?:on|for|by|in|at|from|with|of|before|behind) /iu;

const NOT_BEFORE = /\b(?:not|never|cannot|\p{L}+n['’]t) ([^,:;.!?]{1,80}?) (?:until|before)\b/giu;
const NOTHING_EXCEPT =
  /\b(?:no(?:t|where|thing|body| one|ne)?|never|\p{L}+n['’]t) ([^.;:!?]{0,80}?,?)(?<!\b(?:but|only|just)\b[^.;:!?]{0,80}) ?(?:except|unless)\b/giu;

/** What is compared as one word. */
const ONE_WORD: readonly (readonly [RegExp, string])[] = [
  [/\*\*/gu, ''],
  [SWITCHED_ON, '$1 switchedon'],
  [/\bnightly\b|\b(?:each|every|once (?:an?|per)) (?:day|night)\b/giu, 'daily'],
  [/\b(?:each|every|once (?:an?|per)) (hour|week|month|quarter|year)\b/giu, '$1ly'],
  [new RegExp(`${ONCE.source}|\\bas soon as\\b`, 'giu'), 'after'],
  [NOT_BEFORE, '$1 only after'],
  [/\b(every\p{L}*|all|any\p{L}*) but\b/giu, '$1 except'],
  [/\b(?:apart|aside) from\b|\bother than\b|\bwith the exception of\b/giu, 'except'],
  [NOTHING_EXCEPT, '$1 only'],
  // It compares nothing.
  [/\b((?:an)?other \p{L}+) than\b/giu, '$1 from'],
  [/\b(?:and|but) no(?:where|thing|body| one) else\b/giu, 'only'],
  [/\b(?:annually|every 12 months)\b/giu, 'yearly'],
  [/\bevery (?:three|3) months\b/giu, 'quarterly'],
  [/\b1st\b/giu, 'first'],
  [/\b2nd\b/giu, 'second'],
  [/\bby hand\b/giu, 'manually'],
  [/\b(?:by (?:itself|themselves)|on (?:its|their) own|separately)\b/giu, 'alone'],
  [/\b(?:exactly|only|just) one\b|\bone(?=-\p{L})/giu, 'single'],
  [/\b(?:two or more|at least two|more than one)\b/giu, 'multiple'],
  [/\b(?:each|any|every) other\b/giu, 'other'],
  [/\bgo(?:es)? on\b/giu, 'continue'],
];

const inOneWord = keptForText((text) =>
  ONE_WORD.reduce((plain, [pattern, word]) => plain.replaceAll(pattern, word), text),
);

/** Quoted words of a text are its own, and not what they are compared as. */
const asWritten = (shown: string, text: string): string =>
  shown.replaceAll(/\p{L}+/gu, (word) => {
    if (text.toLowerCase().includes(word.toLowerCase())) return word;
    const written = ONE_WORD.flatMap(([pattern, other]) =>
      Array.from(text.matchAll(pattern), ([own, unit = '']) =>
        other.replace('$1', unit).includes(word) ? own : '',
      ),
    );
    return written.find((own) => own !== '') ?? word;
  });

/** What `ones` stands for right behind a word with an opposite: the files of `small files … large ones`. */
function thingOf(tokens: Statement): Token | undefined {
  const last = tokens.at(-1);
  const other = last && tokens.findLast((each) => oppositionOf(each, last) !== 'none');
  return other && tokens[other.index + 1];
}

/** A negation reaches the end of its clause, `but`, `and we`, or four words; that of a thing reaches the next thing. */
const tokensOf = keptForText((text): Statement => {
  const plain = inOneWord(text);
  const tokens: Token[] = [];
  // `Das testen wir nicht`, `which UDP does not`
  const endClause = (end: number): void => {
    if (negatedFrom !== undefined && negated === 0)
      for (const [i, token] of tokens.entries())
        if (token.clause === clause) {
          const shown = plain.slice(plain.lastIndexOf(token.shown, negatedFrom), end).trim();
          tokens[i] = { ...token, shown, isNegated: true, negation: negatedFrom };
        }
    clause += 1;
    negatedFrom = undefined;
  };
  let clause = 0;
  let negatedFrom: number | undefined;
  let negated = 0;
  let [standard, supposed] = [-1, -1];
  for (const { 0: written, index: start } of plain.matchAll(TOKEN)) {
    const end = start + written.length;
    const isNext = negated > 0 && WITHOUT.test(plain.slice(negatedFrom)) && THING.test(written);
    if (isNext || /^\s*(?:and|or) (?:we|I|you|it|they|he|she|there)\b/i.test(plain.slice(start)))
      negatedFrom = undefined;
    const isBegun = tokens.at(-1)?.clause === clause;
    if (supposed === clause && isBegun && SUBJECT.test(written)) endClause(start);
    if (/^(?:if|when)$/i.test(written) || (/^without$/i.test(written) && !isBegun)) supposed = clause;
    const thing = /^ones?$/iu.test(written) ? thingOf(tokens) : undefined;
    if (COMPARED.test(written)) standard = clause;
    else if (INSTEAD.test(written)) {
      clause += 1;
      [negatedFrom, negated] = [start, 0];
    } else if (NEXT_CLAUSE.test(written)) {
      endClause(start);
    } else if (NEGATOR.test(written)) {
      if (!/^(?:.* (?:only|just|nur)|no matter)\b/i.test(plain.slice(start, end + 7)))
        [negatedFrom, negated] = [start, 0];
    } else if (thing !== undefined || !isFiller(written)) {
      const isUse = /^us(?:e[sd]?|ing)$/i.test(written);
      const inner = /^no ([\p{L}\p{M} -]+) $/iu.exec(plain.slice(negatedFrom, start))?.[1]?.split(' ') ?? [];
      const isOfThing = inner.length > 0 && ![...inner, written].some(isLittle);
      tokens.push({
        stem: thing?.stem ?? stemAt(written),
        word: thing?.word ?? written.toLowerCase(),
        shown: plain.slice(negatedFrom ?? start, end).replace('switchedon', 'on'),
        clause,
        index: tokens.length,
        isNegated: negatedFrom !== undefined,
        negation: negatedFrom,
        isFirst: negatedFrom !== undefined && supposed !== clause && (negated === 0 || isOfThing) && !isUse,
        isStandard: standard === clause,
        isAttribute: PASSIVE.test(written) && ATTRIBUTE.test(plain.slice(0, start)),
      });
      if (!isUse) negated += 1;
      if (negated === NEGATED_WORDS) negatedFrom = undefined;
    }
  }
  endClause(plain.length);
  return tokens;
});

/** In words; a step into another clause counts as this many. */
const BESIDE = 4;

const stepsBetween = (a: Token, b: Token): number =>
  Math.abs(a.index - b.index) + (a.clause === b.clause ? 0 : BESIDE);

const quoted = (said: string, meant: string): string => `says "${said}"; the point says "${meant}"`;

/** From a word with an opposite to what it may be said of, which rather follows. */
const farnessOf = (word: Token, thing: Token): number =>
  stepsBetween(thing, word) + (thing.index < word.index ? 0.5 : 0);

/** What a word may be said of, nearest first. */
const anchorsOf = (word: Token, point: Statement): Statement =>
  point
    .filter((each) => each !== word && !/^\d/.test(each.word) && !isOnAxis(word, each))
    .toSorted((a, b) => farnessOf(word, a) - farnessOf(word, b));

/** `Syrup is denser than oil` for `oil is lighter than syrup`: what one compares with the other has been moved. */
function isConverse(said: Statement, point: Statement): boolean {
  const pairs = point.map((meant) => [meant.isStandard, findIn(meant, said)?.isStandard] as const);
  return pairs.some(([meant, heard]) => heard === !meant) && !pairs.some(([meant, heard]) => meant && heard);
}

/** The word of the sentence that says the same or the opposite, for a word with one: in `low bias`, `low` belongs to `bias`. */
function pairOf(meant: Token, point: Statement, said: Statement) {
  const sides = said.filter((each) => isOnAxis(meant, each));
  const isDenier = DENIER.test(meant.word) && !meant.isAttribute && !deniedOf(point).includes(meant);
  const isPole =
    isDenier || POLES.has(meant.stem) || sides.some((each) => oppositionOf(meant, each) !== 'none');
  const anchorOf = (own: Token): Token | undefined =>
    anchorsOf(own, point).find((each) => isAmong(each, said));
  const anchor = anchorOf(meant);
  if (!anchor || !isPole || farnessOf(meant, anchor) > BESIDE) return undefined;
  const farness = (each: Token, thing: Token = anchor): number =>
    Math.min(...said.filter((same) => isAmong(same, [thing])).map((same) => stepsBetween(same, each)));
  const isAgreeing = (each: Token): boolean =>
    (oppositionOf(meant, each) !== 'none') === (each.isNegated !== meant.isNegated);
  const commonIn = ({ clause }: Token): number =>
    said.filter((each) => each.clause === clause && isAmong(each, point)).length;
  const [nearest] = sides.toSorted((a, b) => farness(a) - farness(b));
  // `Many mistakes are allowed, few if C is high` says both of what is allowed.
  const other = sides.find((each) => {
    const thing = anchorsOf(each, said).find((one) => isAmong(one, point));
    const isOfIt = thing && isAmong(thing, [anchor]) && farness(each) <= BESIDE;
    return isOfIt && isAgreeing(each) && nearest && commonIn(each) >= commonIn(nearest);
  });
  const heard = other ?? nearest;
  if (!heard || farness(heard) > BESIDE) return undefined;
  // `Without changing the fixed header` has both words of the axis, one of them as the point has it.
  const isBoth = sides.some((each) => each.negation === heard.negation && each.stem === meant.stem);
  if (heard.isNegated && heard.stem !== meant.stem && isBoth && meant.isNegated) return undefined;
  const opposition = oppositionOf(meant, heard);
  const owns = point.filter((each) => isOnSide(each, heard));
  // `The oil is less dense, the water is more dense` says both.
  const isOwn = owns.some((each) => {
    const own = anchorOf(each) ?? anchor;
    const isOfIt = isAmong(own, [anchor]) || farnessOf(each, anchor) <= farnessOf(meant, anchor);
    return isOfIt || farness(heard, own) < farness(heard);
  });
  if (opposition !== 'none' && (isOwn || heard.isStandard !== meant.isStandard || isConverse(said, point)))
    return undefined;
  const agrees = isAgreeing(heard);
  // `Don't stop early` for `stopping early inflates it`
  const isApart = meant.word.endsWith('ing') || IN_ARGUMENT.test(heard.shown);
  if (opposition === 'none' && !agrees && isApart) return undefined;
  const isUnsaid = sides.every((each) => !isOnSide(meant, each));
  return { meant, heard, agrees, isPlain: isUnsaid && owns.length === 0 && opposition === 'strict' };
}

const DENIER = /\b(?:ignor|avoid|prevent|fail|lack|stop|reject|skip|los[te]|hid|drop|thr[eo]w|broke)/iu;
const PASSIVE = /(?:ed|lost|hidden|thrown|broken)$/iu;
/** Before a participle that belongs to the noun behind it. */
const ATTRIBUTE = /(?:^|[^\p{L}\s]\s*|\b(?:an?|the|one|each|every|any|all|no|of|for|with|to|by) )$/iu;
const RESTRICTS =
  /\b(?:only|few|rather|instead|except|outside|wrong|useless|misleading|less|against|zero(?= \p{L})|out of)/iu;
/** Says no without a negation. */
const DENIES = new RegExp(`${DENIER.source}|${RESTRICTS.source}|\\bnothing`, 'iu');

const isDeniedBy = (denier: Token, { clause, index }: Token): boolean =>
  clause === denier.clause && (denier.index < index || (PASSIVE.test(denier.word) && denier.index > index));

/** What a point denies: with `stops`, what follows in its clause; with `is lost`, all of it. */
function deniedOf(point: Statement): Statement {
  const deniers = point.filter(({ word, isAttribute }) => DENIER.test(word) && !isAttribute);
  return point.filter((each) => each.isNegated || deniers.some((denier) => isDeniedBy(denier, each)));
}

const deniesBeside = (sentence: string, phrase: string): boolean =>
  (sentence.match(new RegExp(DENIES, 'giu')) ?? []).some((word) => !new RegExp(word, 'iu').test(phrase));

/** What is denied of the point. */
function deniedIn(said: Statement, point: Statement, all: Statement): Token | undefined {
  const meant = said.filter((each) => isAmong(each, point));
  // `Each process has its own memory and cannot touch that of others`: all that the point has is said without it.
  const plainly = said.filter(({ isNegated }) => !isNegated);
  if (meant.every((each) => isAmong(each, plainly))) return undefined;
  const denied = deniedOf(point);
  const others = point.filter((each) => !denied.includes(each));
  // `We dont need clicks` for `they need no clicks`
  const isDeniedToo = ({ negation }: Token): boolean =>
    all.some((each) => each.negation === negation && isAmong(each, denied) && !isAmong(each, others));
  return said.find(
    (each) =>
      each.isFirst &&
      !IN_ARGUMENT.test(each.shown) &&
      isAmong(each, point) &&
      !isAmong(each, [...plainly, ...denied]) &&
      !isDeniedToo(each),
  );
}

const ONLY = /^(?:only|solely|exclusively)$/u;
/** A negation of these leaves a restriction true: `not across partitions` for `only within one`. */
const WIDER =
  /\b(?:across|outside|beyond|between|else|other|non|more|most|all|each|every\p{L}*|any\p{L}*)\b/iu;

/** What a point restricts something to, if just that is denied: `not within a partition` for `only within one`. */
function restrictedIn(sentence: string, point: Statement, said: Statement): Token | undefined {
  const only = point.find(({ word }) => ONLY.test(word));
  const clause = point.filter((each) => each.clause === only?.clause && each !== only);
  const behind = clause.filter(({ index }) => only !== undefined && index > only.index);
  const restricted = behind.length > 0 ? behind : clause.slice(-1);
  const denied = said.filter(({ isNegated }) => isNegated);
  const isExcept = denied.some(({ shown }) => INSTEAD.test(/^\S+/u.exec(shown)?.[0] ?? ''));
  const isOne = new Set(denied.map(({ negation }) => negation)).size === 1;
  const isPlain = isExcept || !(RESTRICTS.test(sentence) || WIDER.test(sentence));
  // Of what is excepted, the first word tells: `everybody except the owner`.
  const sought = restricted.slice(0, isExcept ? 1 : undefined);
  const found = sought.flatMap((each) => findIn(each, denied) ?? []);
  return isOne && isPlain && found.length === sought.length ? found.at(-1) : undefined;
}

/** Figures are compared by others. */
const OF_FIGURE = /^(?:rather than|instead of) \d/iu;

/** One denies something that the other does not. */
function denialIn(
  [sentence, said]: readonly [string, Statement],
  [phrase, point]: readonly [string, Statement],
  all: Statement,
): string | undefined {
  const denied = RESTRICTS.test(phrase) ? restrictedIn(sentence, point, all) : deniedIn(said, point, all);
  if (denied && !OF_FIGURE.test(denied.shown)) return `says "${denied.shown}"; the point does not`;
  // In `it knows the order, positions only help`, the second clause says nothing about it.
  const clauses = sentence.split(STATEMENT_END);
  const beside = clauses.filter((clause) => tokensOf(clause).some((each) => isAmong(each, point))).join();
  const negated = point.filter(({ isNegated }) => isNegated);
  const denials = [...groupBy(negated, ({ negation }) => negation).values()];
  // A negation of the same as another one of the point does not deny this. `Randomize by user, not by request` is said
  // without the second half.
  const [first] =
    denials.find((own) => {
      const others = denials.flatMap((each) => (each === own ? [] : each));
      const plain = said.filter(({ isStandard }) => !isStandard);
      return (
        own.some((each) => isAmong(each, plain)) &&
        !said.some((each) => each.isNegated && !isAmong(each, others))
      );
    }) ?? [];
  const isDenied = deniesBeside(beside, phrase) || NOT_ONLY.test(sentence);
  if (!first || isDenied || OF_FIGURE.test(first.shown)) return undefined;
  const next = point.find(
    (each) => each.index > first.index && !(each.negation === first.negation && each.clause === first.clause),
  );
  const end = point.at(next ? next.index - 1 : -1) ?? first;
  return `the point says "${end.shown}"; this does not`;
}

/** A clause that begins with a pronoun goes on about the same thing. */
const STATEMENT_END = new RegExp(
  `(?:${CLAUSE_END.source})(?! *(?:it|they|that|this|these|which|who)\\b)|\\b(?:but|while|whereas)\\b`,
  'iu',
);

/** Beside others with one, a label is what its statement is about. */
const LABEL = /^(\**[\p{L}\d-]+(?: [\p{L}\d-]+)?)(\**):(?=\**\s)/u;

/** What stands in parentheses belongs to the words around it. */
const statementsIn = (text: string): readonly Statement[] =>
  text
    .replaceAll(/ \([^()]*\)/gu, '')
    .split(STATEMENT_END)
    .map(tokensOf);

function shareIn(clause: Statement, words: Statement, except?: Token): number {
  const sought = words.filter((each) => each !== except);
  return sought.filter((each) => isAmong(each, clause)).length / sought.length;
}

/** In words: `failed liveness` of `Failed liveness probe restarts the container`. */
const LONGEST_SUBJECT = 2;
/** Two of six or seven words. */
const LEAST_SAID = 0.3;
/** What tells a statement from another one: `liveness`, not `readiness`. A participle (`Located between`) and a quality (`large`) are no things. */
const subjectOf = (statement: Statement, other: Statement): Token | undefined =>
  statement
    .slice(0, LONGEST_SUBJECT)
    .find(
      (each, i) =>
        !isLittle(each.word) &&
        !(i === 0 && each.word.endsWith('ed')) &&
        !each.isNegated &&
        !isAmong(each, other),
    );

/** What a statement is about and what the clause that says most of it says it of, if another statement is about that. */
function exchangeOf(
  statement: Statement,
  other: Statement,
  clauses: readonly Statement[],
): readonly [meant: Token, heard: Token, clause: Statement] | undefined {
  const [meant, heard] = [subjectOf(statement, other), subjectOf(other, statement)];
  if (!meant || !heard || POLES.has(heard.stem) || statement.length < 2) return undefined;
  const [clause = []] = clauses.toSorted((a, b) => shareIn(b, statement) - shareIn(a, statement));
  const said = shareIn(clause, statement, meant);
  const isSaid = clause.some((each) => isAmong(each, [meant]) || isMisspelled(each.stem, meant.stem));
  const isExchanged = isAmong(heard, clause) && !isSaid && said > shareIn(clause, other, heard);
  return isExchanged && said >= LEAST_SAID && said * (statement.length - 1) > 1
    ? [meant, heard, clause]
    : undefined;
}

/** The words on either side. */
const besideOf = (word: Token, statement: Statement): Statement => {
  const at = statement.findIndex((each) => isAmong(word, [each]));
  return statement.filter((_, i) => Math.abs(i - at) === 1);
};

const aboutText = (said: string, meant: string): string =>
  `says of "${said}" what the point says of "${meant}"`;

/** `PUT changes a part, PATCH replaces the whole` for `PUT replaces the whole`. */
function exchangeIn(
  sentence: string,
  phrase: string,
  others: readonly string[],
  title: string,
): Opposite | undefined {
  const isLabelled = others.some((each) => LABEL.test(each));
  const read = (text: string): readonly Statement[] =>
    statementsIn(isLabelled ? text.replace(LABEL, '$1$2') : text);
  const [clauses, further, asked] = [statementsIn(sentence), others.flatMap(read), tokensOf(title)];
  const found = read(phrase).flatMap((statement) =>
    further.flatMap((other): readonly Opposite[] => {
      const [meant, heard, clause] = exchangeOf(statement, other, clauses) ?? [];
      if (!meant || !heard || !clause) return [];
      const first = clause.find((each) => isAmong(each, [heard, ...statement]));
      const isFirst = first !== undefined && isAmong(heard, [first]);
      const isContrast = isFirst && clauses.some((each) => isAmong(meant, each));
      // `The CPU limit kills it` and `The memory limit kills it`, of which only one is said.
      const isLike =
        statement.some((each) => isAmong(each, other)) &&
        (isFirst || besideOf(heard, clause).some((each) => isAmong(each, besideOf(meant, statement))));
      if (!isContrast && !isLike) return [];
      const isPlain = isContrast && exchangeOf(other, statement, clauses) !== undefined;
      // What the title names is what all points are about.
      if (!isPlain && isAmong(heard, asked) && !isAmong(meant, asked)) return [];
      const { shown } = findIn(heard, clause) ?? heard;
      return [{ reason: aboutText(shown, meant.shown), isPlain }];
    }),
  );
  return found.find(({ isPlain }) => isPlain) ?? found[0];
}

/** A word, or what makes a formula. */
const STEP = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|[=×·*]/gu;

type Step = { readonly stem: string; readonly word: string; readonly clause: number };
/** A part that gives a reason or a condition is about nothing said before it. */
type Part = { readonly steps: readonly Step[]; readonly isApart: boolean };

const PART_START =
  /(?=\b(?:and|or|vs|versus|not|instead|rather|because|since|so|if|when|although|(?:that|which|where) (?:the|an?))\b)|(?==)/iu;
const APART = /^\s*(?:because|since|so|if|when|although)\b/iu;

/** Its words but little ones and units, in order, with `not` for each negation. */
const partsIn = keptForText((text): readonly Part[] => {
  return inOneWord(digitText(text).text)
    .split(STATEMENT_END)
    .flatMap((statement, clause) =>
      statement.split(PART_START).map((part) => {
        const steps = (part.match(STEP) ?? []).flatMap((word, i, words) => {
          const stem = NEGATOR.test(word) ? 'not' : stemAt(word);
          const isUnitOf = isUnit(word) && /^\d/.test(words[i - 1] ?? '');
          const isNone = stem !== 'not' && (isUnitOf || LITTLE.has(word.toLowerCase()));
          return isNone ? [] : [{ stem, word, clause }];
        });
        return { steps, isApart: APART.test(part) };
      }),
    );
});

/** Initials as the words of the other text that they stand for: RTO. */
const spelledBy = (text: string, other: string): string =>
  text.replaceAll(/\b\p{Lu}{2,5}\b/gu, (letters) => {
    const words = letters.replaceAll(/(?<!^)./gu, '[ -]$&\\p{L}+').replace(/./u, '\\b$&\\p{L}+');
    return new RegExp(words, 'iu').exec(other)?.[0] ?? letters;
  });

/** Each word with the one of some things that it belongs to: the last one before it in its part, or the next, or that of the part before. */
function ownersIn(parts: readonly Part[], isThing: (step: Step) => boolean) {
  let last: Step | undefined;
  return parts.flatMap(({ steps, isApart }) => {
    last = steps.slice(0, LONGEST_SUBJECT).find(isThing) ?? (isApart ? undefined : last);
    return steps.flatMap((step, i) => {
      if (isThing(step)) last = step;
      const isBeside = [steps[i - 1], steps[i + 1]].includes(last);
      return last && last !== step ? [{ step, owner: last, isBeside }] : [];
    });
  });
}

/** `NNAPI` */
const NAME = /\p{Lu}\S*\p{Lu}/u;
const CONTRAST = /^(?:not|instead|rather|onli)$/u;

/** What makes the object of a sentence its subject. */
const PASSIVE_VOICE =
  /\b(?:is|are|was|were|be|been|being|gets?|got)(?:n['’]t)? (?:not |now |\p{L}+ly )?(?!just\b)\p{L}+(?:ed|en|[^aeiou]t)\b|ed by\b/iu;

/** Words of one thing that make it another one's, if nothing else of this is said. */
const LEAST_MOVED = 3;

/** The numbers behind each word. */
const numbersIn = (text: string): ReadonlyMap<string, readonly string[]> => {
  const places = [
    ...digitText(text)
      .text.toLowerCase()
      .matchAll(/(\p{L}+) (\d+(?:[.,]\d+)*)/gu),
  ];
  const behind = groupBy(places, ([, word = '']) => word);
  return new Map([...behind].map(([word, all]) => [word, all.map(([, , number = '']) => number)]));
};

/** `At 8 kHz it is 16 kHz` for `at 16 kHz it is 8 kHz`. */
function numbersTurned(sentence: string, phrase: string): string | undefined {
  const said = numbersIn(sentence);
  const moved = [...numbersIn(phrase)].flatMap(([word, [number = '']]) => {
    const heard = said.get(word);
    return heard && !heard.includes(number) ? [{ number, heard }] : [];
  });
  const [one, two] = moved.filter(({ number, heard }) =>
    moved.some((each) => each.heard.includes(number) && heard.includes(each.number)),
  );
  return one && two && `says ${one.number} and ${two.number} the other way round`;
}

const isLike = (one: Step) => (other: Step) => isSame(one.stem, other.stem);
const subjectsOf = (parts: readonly Part[]): readonly Step[] =>
  parts.flatMap(({ steps }) => steps.slice(0, LONGEST_SUBJECT));

/** `We run the backfill …`: what people do is no thing. */
const DEED = /(?<![\p{L}\p{N}])(?:i|we|you)\s+(\p{L}+)/giu;

/** Two things that a sentence has in each other's place, by the words that belong to them: `In B it is fixed, in A it is open`. */
function exchangedIn(sentence: string, phrase: string, others: readonly string[], title: string) {
  if (PASSIVE_VOICE.test(sentence) !== PASSIVE_VOICE.test(phrase)) return undefined;
  const said = partsIn(spelledBy(sentence, phrase));
  const own = partsIn(spelledBy(phrase, sentence));
  const all = [own, ...others.map(partsIn)].flat();
  const [heard = [], meant = []] = [said, all].map((parts) => parts.flatMap(({ steps }) => steps));
  const isTelling = (step: Step): boolean => meant.filter(isLike(step)).length === 1;
  const deeds = new Set(Array.from(sentence.matchAll(DEED), ([, verb = '']) => verb));
  const subjects = subjectsOf(said).filter(({ word }) => !deeds.has(word));
  const things = subjectsOf(all).filter(
    (step) =>
      /^\p{L}/u.test(step.word) &&
      !isUnit(step.word) &&
      !CONTRAST.test(step.stem) &&
      (subjects.some(isLike(step)) || (NAME.test(step.word) && !heard.some(isLike(step)))),
  );
  // What a question is about has all its points.
  const asked = partsIn(title).flatMap(({ steps }) => steps);
  const isAsked = (step: Step): boolean => asked.some(isLike(step));
  const found = things.flatMap((one) =>
    things.flatMap((two) => {
      if (isAsked(one) !== isAsked(two)) return [];
      const [isOne, isTwo] = [isLike(one), isLike(two)];
      const isEither = (step: Step): boolean => isOne(step) || isTwo(step);
      // `Encoder and decoder read it`
      const isListed = said.some(
        ({ steps: [first, next] }, i) =>
          first && !next && isEither(first) && said[i + 1]?.steps[0]?.word !== '=',
      );
      const [hasOne, hasTwo] = [isOne, isTwo].map((isIt) => own.some(({ steps }) => steps.some(isIt)));
      const areOne = [...said, ...all].some(({ steps }) => steps.some(isOne) && steps.some(isTwo));
      const isOther = heard.some(isOne) || NAME.test(two.word);
      if (areOne || isListed || !isOther || !hasOne) return [];
      const saidOf = ownersIn(said, isEither);
      const marks = ownersIn(all, isEither).flatMap(({ step, owner, isBeside }) =>
        saidOf.flatMap((each) => {
          const isKept = isLike(owner)(each.owner);
          // Of its name: the loop of `main loop`.
          const isNone = isKept && isBeside && each.isBeside;
          return isLike(step)(each.step) && isTelling(step) && !isNone ? [{ owner, isKept }] : [];
        }),
      );
      const [ofOne, ofTwo] = [isOne, isTwo].map((isIt) => marks.filter(({ owner }) => isIt(owner)).length);
      const isBoth = ofTwo !== 0;
      const first = heard.find(isEither);
      const [mine, its] = [heard.find(isOne), heard.find(isTwo)];
      const areBoth = mine !== undefined && hasTwo;
      // The cluster of `the nightly job on the small cluster, the backfill on the large one` is of both.
      const most = areBoth && isBoth ? marks.length / 3 : 0;
      if (!ofOne || (!isBoth && ofOne < LEAST_MOVED) || marks.filter(({ isKept }) => isKept).length > most)
        return [];
      const isPlain = isBoth && mine?.clause !== its?.clause && isTelling(one) && isTelling(two);
      const words = [mine, its ?? two].toSorted((a) => (a === first ? -1 : 1)).map((each) => each?.word);
      const reason = areBoth
        ? `says "${words[0]}" and "${words[1]}" the other way round`
        : aboutText((its ?? two).word, one.word);
      return [{ reason, isPlain, count: marks.length }];
    }),
  );
  const [best] = found.toSorted((a, b) => b.count - a.count);
  return best && { reason: best.reason, isPlain: best.isPlain };
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const ARTICLE = /^(?:an?|the)$/iu;
const wordsOf = (text: string): readonly string[] =>
  (text.match(WORD) ?? []).filter((word) => !ARTICLE.test(word));
const telling = (words: readonly string[]): readonly string[] =>
  words.filter(
    (word) =>
      !LITTLE.has(word.toLowerCase()) &&
      !/^(?:every|still|like|going|went|go(?:es)?|but|however|yet|though|although|whereas)$/i.test(word),
  );
const isWord = (one: string, other: string): boolean =>
  isSame(stemOf(one.toLowerCase()), stemOf(other.toLowerCase()));
/** Figures, and negations, are compared by others. */
const isComparedElsewhere = (word: string): boolean => /^\d/.test(word) || isUnit(word) || NEGATOR.test(word);

/** The share of words in common, in order, of a sentence that is nearly the point. */
const NEARLY_THE_POINT = 0.65;
const MOST_REPLACED = 2;
/** A sentence with more differences is nearly nothing, and would take long. */
const MOST_EDITS = 2000;

/** Of words in lower case. */
type Likeness = Alike['meaning'];

/** What a sentence that is nearly the point has in the place of some of its words: `on the server` for `on the client`. */
function replacedIn(sentence: string, phrase: string, likeness: Likeness): Opposite | undefined {
  const likenessOf: Likeness = (one, other) => likeness(one.toLowerCase(), other.toLowerCase());
  const comparator = (one: string, other: string): boolean =>
    isWord(one, other) ||
    isMisspelled(one.toLowerCase(), other.toLowerCase()) ||
    likenessOf(one, other) > 0 ||
    polesOfBoth(stemAt(one), stemAt(other)).some(({ isStrict }) => isStrict);
  const changes =
    diffArrays([...wordsOf(inOneWord(phrase))], [...wordsOf(inOneWord(sentence))], {
      comparator,
      maxEditLength: MOST_EDITS,
    }) ?? [];
  const gone = changes.flatMap(({ removed, value }) => (removed ? value : []));
  const come = changes.flatMap(({ added, value }) => (added ? value : []));
  // What is said before and behind is no part of it.
  while (changes[0]?.added && !changes[1]?.removed) changes.shift();
  while (changes.at(-1)?.added && !changes.at(-2)?.removed) changes.pop();
  const count = sumOf(changes, (each) => (each.added ? 0 : each.value.length));
  const saidCount = sumOf(changes, (each) => (each.removed ? 0 : each.value.length));
  if (count - gone.length < NEARLY_THE_POINT * Math.max(count, saidCount)) return undefined;
  // Which comes first was compared before.
  const areOrdered = ordersIn(phrase).length > 0 && ordersIn(sentence).length > 0;
  const own = (words: readonly string[]): readonly string[] =>
    telling(words).filter((word) => !areOrdered || !/^(?:first|before|after|then)$/iu.test(word));
  const pairs = changes.flatMap(({ removed, value }, i) => {
    const next = changes[i + 1];
    // What is said elsewhere in the sentence was not replaced.
    const meant = own(value).filter((word) => !come.some((other) => isWord(word, other)));
    const heard = own(next?.value ?? []).filter((word) => !gone.some((other) => isWord(word, other)));
    // What is done is said with many verbs, such as `end up`.
    const isVerb = heard.some(isPreposition) && !meant.some(isPreposition);
    // `Varies with the plan` for `depends on it`
    const isAlike = meant.some((one) =>
      heard.some((other) => polesOfBoth(stemAt(one), stemAt(other)).length > 0),
    );
    // `Cut off` for `cutoff`
    const isOne = meant.join('') === heard.join('');
    const isPair =
      removed && next?.added && meant.length > 0 && heard.length > 0 && !isVerb && !isAlike && !isOne;
    return isPair ? [{ meant, heard }] : [];
  });
  const [first] = pairs;
  const isElse = changes.some(
    ({ removed, added, value }) => (removed || added) && value.some(isComparedElsewhere),
  );
  if (!first || pairs.length > MOST_REPLACED || isElse) return undefined;
  const { meant, heard } = first;
  const isPlain = meant.some((one) => heard.some((other) => likenessOf(one, other) < 0));
  return { reason: quoted(heard.join(' '), meant.join(' ')), isPlain };
}

/** Fewer words in common are said in any order. */
const FEWEST_TURNED = 4;
/** The words of the point with two of them in each other's place, and others between them: `from each document to the list of terms`. */
function wordsTurned(sentence: string, phrase: string): string | undefined {
  if (PASSIVE_VOICE.test(sentence) !== PASSIVE_VOICE.test(phrase)) return undefined;
  const [all = [], heard = []] = [phrase, sentence].map((text) => wordsOf(inOneWord(text)));
  const tellingIn = (words: readonly string[], others: readonly string[]): readonly string[] =>
    telling(words).filter((word) => others.some((other) => isWord(word, other)));
  const [own, said] = [tellingIn(all, heard), tellingIn(heard, all)];
  const moved = [...own.keys()].filter((at) => !isWord(own[at] ?? '', said[at] ?? ''));
  const [i = 0, j = 0] = moved;
  const [first = '', second = ''] = [own[i], own[j]];
  const isTurned =
    own.length === said.length &&
    own.length >= FEWEST_TURNED &&
    own.length >= NEARLY_THE_POINT * telling(all).length &&
    moved.length === 2 &&
    isWord(first, said[j] ?? '') &&
    isWord(second, said[i] ?? '');
  // Neighbors are often told in another order: `the lists are short`, `short lists`.
  const isApart = j - i > 1 && !isComparedElsewhere(first) && !isComparedElsewhere(second);
  return isTurned && isApart ? `says "${said[i]}" and "${said[j]}" the other way round` : undefined;
}

const NOT_ONLY = /\b(?:not|n['’]t) (?:only|just)\b/iu;

/** `62% of` something */
const isLeft = ({ stem }: Token): boolean => stem === stemOf('remaining');

function oppositeIn(
  sentence: string,
  phrase: string,
  others: readonly string[],
  likeness: Likeness,
  title: string,
): Opposite | undefined {
  const [point, said] = [tokensOf(phrase), tokensOf(sentence)];
  if (isOtherOrder(sentence, phrase)) return { reason: 'says it in the other order', isPlain: true };
  if (NOT_ONLY.test(phrase) && /\b(?:only|just)\b/iu.test(sentence) && !NOT_ONLY.test(sentence))
    return { reason: 'says "only"; the point says "not only"', isPlain: false };
  const isDenying = said.some(({ isNegated }) => isNegated);
  const pairs = point.flatMap((meant) => pairOf(meant, point, said) ?? []);
  // `62% of what it was` is no opposite of `fell to 62`.
  const isDifference = /\bby\b/iu.test(phrase + sentence);
  const against = pairs.filter(
    ({ agrees, meant, heard }) => !agrees && (isDifference || !(isLeft(meant) || isLeft(heard))),
  );
  // `Stops traffic to unhealthy ones`, said as `sends it to healthy ones`.
  const isTurned = isDenying || deniesBeside(phrase.replace(/\bonly\b/iu, ''), sentence);
  const plain = isTurned ? undefined : against.find(({ isPlain }) => isPlain);
  if (plain) return { reason: quoted(plain.heard.shown, plain.meant.shown), isPlain: true };
  const replaced = replacedIn(sentence, phrase, likeness);
  if (replaced) return replaced;
  const turned = numbersTurned(sentence, phrase);
  if (turned) return { reason: turned, isPlain: false };
  const exchanged = exchangedIn(sentence, phrase, others, title);
  if (exchanged) return exchanged;
  const words = wordsTurned(sentence, phrase);
  if (words) return { reason: words, isPlain: false };
  const exchange = exchangeIn(sentence, phrase, others, title);
  if (exchange) return { ...exchange, isPlain: exchange.isPlain && !isDenying };
  const [first] = against;
  if (first) return { reason: quoted(first.heard.shown, first.meant.shown), isPlain: false };
  // `does not decrease` for `more`: that negation is right.
  const rest = said.filter((each) => !pairs.some(({ heard }) => heard === each));
  // `connected to the positive one` for `not connected to the negative one`.
  const isAffirmed = pairs.some(({ meant, heard }) => meant.isNegated && !heard.isNegated);
  const denial = isAffirmed ? undefined : denialIn([sentence, rest], [phrase, point], said);
  return denial === undefined ? undefined : { reason: denial, isPlain: false };
}

const shared = (sentence: ReadonlySet<string>, phrase: string): number =>
  distinct(phrase).filter(({ stem }) => sentence.has(stem)).length;

/** Of a point with other wordings, against the one that the sentence shares most with. Undefined for nothing. */
export function oppositeOf(
  sentence: string,
  { text, also = [] }: Pick<KeyPoint, 'text' | 'also'>,
  others: readonly string[] = [],
  likeness: Likeness = () => 0,
  title = '',
): Opposite | undefined {
  const stems = new Set(distinct(sentence).map(({ stem }) => stem));
  const [nearest = text] = [text, ...also].toSorted((a, b) => shared(stems, b) - shared(stems, a));
  const found = oppositeIn(sentence, nearest, nearest === text ? others : [], likeness, title);
  const reason = found?.reason.replaceAll(/"[^"]*"/gu, (quote) =>
    asWritten(quote, `${sentence}\n${nearest}`),
  );
  // The person sees only the text.
  const shown = nearest === text ? reason : reason?.replace('the point', 'another wording of it');
  return found && shown !== undefined ? { ...found, reason: shown } : undefined;
}
