// Placeholders without a name are known by the words around them: when these change, so do their keys. Several with the
// same words are counted, so a line that is moved or inserted changes whose they are. A name that comes or changes makes
// another key, too.
import { freeName } from '../base/bank.ts';
import { countEach, groupBy } from '../base/collections.ts';
import type { Placeholder, Question } from '../base/question.ts';
import { hashText } from '../base/random.ts';
import { plainLine } from '../base/text.ts';
import { cellWords, placeholderLabel, placeholderWords, sentenceAround, textOf } from '../fill/values.ts';
import { isNamed, keyOfPlace } from '../fill/gaps.ts';
import type { Segment } from '../fill/conditional.ts';
import type { Config } from '../settings/config.ts';

/** Both texts have the name, or other questions. */
type IsHeld = (key: string) => boolean;

export type Moved = { readonly from: string; readonly to: string };

/** A value that nothing cites now; `from` is what it is of. */
export type Lost = {
  readonly key: string;
  readonly shown: string;
  readonly from: string;
  /** The text says it itself. */
  readonly isSaid?: boolean;
};

export type CarriedValues = {
  readonly moved: readonly Moved[];
  readonly lost: readonly Lost[];
  /** Values that an earlier text left, which the placeholders cite again. */
  readonly back: readonly Lost[];
};

/** The words that may name a placeholder: its own, and those before and behind it. */
type Beside = {
  readonly key: string;
  readonly keyOfPlace: string;
  /** The lines that it is below: a heading, and list items. */
  readonly around: readonly string[];
  /** With its row and column, or its sentence. */
  readonly place: string;
  /** What its sentence says before the values that stand before it, up to a clause that says what it is of itself. */
  readonly topic: readonly string[];
  readonly sides: readonly (readonly string[])[];
};

/** `[OLD]` and `[NEW]` say what they are, `[X]`, `[XX%]` and `[N]` do not. */
const saidByLetters = (written: string): string => /(?!X+\b)\b[A-Z]{3,}\b/.exec(written)?.[0] ?? '';

/** The figure that a change begins with may be corrected: `from 840 ms to [X] ms`, `840 ms -> [X] ms`. */
const BEGINNING =
  /(?<!\p{L})(?:from|instead of|von|statt|de|desde|da|od|fra|från|van|с|от|від)\s+~?\d[\d.,]*(?=\P{Nd}{0,20}\s(?:to|auf|a|à|na|do|til|till|naar|до)\s)|\d[\d.,]*\s*[\p{L}%µ/]*\s*(?:[-=]+>|→)/giu;

const CLAUSE_END = /[,;](?!\d)|\s(?:and|und|et|y|e|och|og|en|i|и|та)\s/u;
/** They come and go without a change of what is said. */
const LITTLE = /^(?:the|is|are|was|were|be|been|of|in|and|or|so|then|der|die|das|ist|sind|war|waren|und)$/;

/** Other little words tell: `from`, `to`, `before`, `on`. Rows may be called `on` and `off`. */
const tellingWords = (text: string): readonly string[] =>
  allWords(text.replaceAll(BEGINNING, '')).filter((word) => !LITTLE.test(word));

const indentOf = (line: string): number => line.search(/\S/);

/** Without the marks of headings and lists. */
const bareLine = (line: string): string =>
  plainLine(line.replace(/^[\s>]*(?:(?:[-*+]|\d{1,4}[.)])\s+)?(?:#{1,6}\s+)?/, ''));

/** `Linux:`, `**Linux**` */
const LABEL_LINE = /^[^|]{1,80}[:：]\**\s*$|^\*\*[^*]{1,80}\*\*\s*$/;

/** `- Replica: …` */
const ITEM_LABEL = /^\s*(?:[-*+]|\d{1,4}[.)])\s+([^:：]{1,80})[:：]\s/;

/** First the list items around it, and the label of its own; the last heading, the last label on a line of its own, and what the follow-up asks. */
function linesAbove(question: Question, placeholder: Placeholder): readonly string[] {
  const own = textOf(question, placeholder);
  const lines = own.text.slice(0, placeholder.written.at.start.offset - own.at.start.offset).split('\n');
  const last = lines.pop() ?? '';
  let indent = indentOf(last);
  const around = lines.toReversed().filter((line) => {
    const isOuter = line.trim() !== '' && indentOf(line) < indent;
    if (isOuter) indent = indentOf(line);
    return isOuter;
  });
  return [
    [ITEM_LABEL.exec(last)?.[1] ?? '', ...around].map(bareLine).join('\n').trim(),
    bareLine(lines.findLast((one) => one.startsWith('#')) ?? ''),
    bareLine(lines.findLast((one) => LABEL_LINE.test(one)) ?? ''),
    bareLine(question.followUpTexts.find(({ answer }) => answer === own)?.question.text ?? ''),
  ];
}

/** Between the ends of one change: `from [X] ms to [Y] ms`, `[X] → [Y]`. */
const TO =
  /(?:^|\s)(?:to|auf|a|à|na|do|til|till|naar|до|[-=]+>|→|–|-)(?:\s(?:about|only|just|under|over|below|roughly))?[\s$€£~≈*]*$/u;
const PREPOSITION =
  '(?:with|without|on|in|at|for|under|over|after|before|during|from|since|by|per|using|mit|ohne|bei|auf|unter|nach|vor)(?!\\p{L})';
/** `With 8 GPUs it takes [X] hours, and the bill is $[Y].`: it holds for all of the sentence. */
const CIRCUMSTANCE = new RegExp(`^\\W*${PREPOSITION}`, 'iu');
/** `[X] errors before, [Y] after`, `…, afterwards [Y].`: what it counts stands behind the value before it. */
const COUNTS_NOTHING = new RegExp(`^[\\s.!?*_]*(?:$|${PREPOSITION})`, 'iu');
/** `the p95 is`, `p95`, `CPU`; not `costs $`. */
const OWN_TOPIC = /[\d\p{Lu}]|\p{L}\S*\s+\S*\p{L}/u;
/** Verbs change more often than what they tell: `It rose to`, `It grew to`. */
const PRONOUN = /(?<!\p{L})(?:it|we|i|they|you|he|she|this|that)\s+\S+/giu;

/** A sentence may have a thousand gaps. */
const FAR = 80;

/** The words around the gap at `at`, in parts: between two, a clause ends, or both are in one. */
function partsAround(segments: readonly Segment[], at: number) {
  const textAt = (i: number): string => (segments[i]?.kind === 'plain' ? segments[i].text : '');
  const clauseOf = (i: number) => {
    const [left, previous] = [textAt(i - 1), segments[i - 2]];
    const end = previous ? CLAUSE_END.exec(left) : null;
    const isOtherEnd = previous !== undefined && end === null && TO.test(left);
    return {
      previous,
      isOtherEnd,
      isNew: end !== null,
      behindPrevious: left.slice(0, end?.index ?? 0),
      words: left.slice(end ? end.index + end[0].length : 0),
    };
  };
  const [left, right, topic]: [string[], string[], string[]] = [[], [], []];
  for (let i = at, isOtherEnd = true; isOtherEnd && i > at - FAR; i -= 2) {
    const clause = clauseOf(i);
    left.unshift(clause.words);
    ({ isOtherEnd } = clause);
  }
  for (let i = at, isOtherEnd = true; isOtherEnd && i < at + FAR; i += 2) {
    const stops = segments[i + 2] ? CLAUSE_END.exec(textAt(i + 1))?.index : undefined;
    right.push(textAt(i + 1).slice(0, stops));
    isOtherEnd = segments[i + 2] !== undefined && clauseOf(i + 2).isOtherEnd;
  }
  const countsNothing = COUNTS_NOTHING.test(right.join(' '));
  for (let i = at, isTold = false; !isTold && i > at - FAR; i -= 2) {
    const { words, previous, isNew, behindPrevious } = clauseOf(i);
    if (countsNothing) topic.push(behindPrevious);
    isTold = !previous || (isNew && OWN_TOPIC.test(words));
    if (isTold || !isNew) topic.push(words);
  }
  if (CIRCUMSTANCE.test(textAt(0))) topic.push(textAt(0));
  return { left: left.join(' '), right: right.join(' '), topic: topic.join(' ') };
}

function besideOf(question: Question, placeholder: Placeholder, isHeld: IsHeld): Beside {
  const { key, unitInside = '' } = placeholder;
  const segments = sentenceAround(question, placeholder, new Map());
  const at = segments.findIndex((segment) => segment.kind !== 'plain' && segment.key === key);
  const { left, right, topic } = partsAround(segments, at);
  const cell = cellWords(question, placeholder);
  // Other letters only count: a sorted table is often lettered anew.
  const signOf = new Map(
    question.placeholders.map((one) => {
      const name = isHeld(one.key) ? one.key : '';
      return [one.key, isNamed(one) ? name : saidByLetters(one.written.text)];
    }),
  );
  const words = segments.map((one) => (one.kind === 'plain' ? one.text : `[${signOf.get(one.key) ?? ''}]`));
  const sentence = cell === '' ? words.join('').trim() : cell;
  const around = linesAbove(question, placeholder);
  return {
    key,
    keyOfPlace: keyOfPlace(question, placeholder),
    around,
    place: [bareLine(sentence), ...around].join('\n'),
    topic: cell === '' ? tellingWords(topic.replaceAll(PRONOUN, '')) : [],
    sides: [
      tellingWords(`${left} ${signOf.get(key) ?? ''}`),
      tellingWords(`${unitInside} ${right}`),
      isNamed(placeholder) ? tellingWords(placeholderLabel(placeholder)) : [],
    ],
  };
}

function besidesIn(question: Question, isHeld: IsHeld): readonly Beside[] {
  const shown = question.placeholders.filter(({ key, kind }) => kind !== 'condition' && !isHeld(key));
  return [...groupBy(shown, ({ key }) => key).values()].flatMap(([one]) =>
    one ? besideOf(question, one, isHeld) : [],
  );
}

/** Words may have come or gone. */
function areNear(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.every((word) => many.includes(word));
}

/** Little words and signs, too: rows may be called `on` and `off`. */
const allWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s,;:.!?()[\]*_`|]+/)
    .filter(Boolean);

/** @param at which of the lines above: another list item, always; a heading or label, if both have one */
function areBelow(old: Beside, one: Beside, at: number): boolean {
  const [were, are] = [allWords(old.around[at] ?? ''), allWords(one.around[at] ?? '')];
  if (were.length === 0 || are.length === 0) return at > 0 || were.length === are.length;
  return areNear(were, are);
}

/** Words may have come or gone on a side. Where others took their places, it is another value. */
function isNamedAs(old: Beside, one: Beside): boolean {
  const told = old.sides.map((names, side) => {
    const now = one.sides[side] ?? [];
    if (names.length === 0 || now.length === 0) return '';
    return areNear(names, now) ? 'same' : 'other';
  });
  return (
    old.around.every((_, at) => areBelow(old, one, at)) &&
    areInOrder(old.topic, one.topic) &&
    told.some((side) => side === 'same') &&
    told.every((side) => side !== 'other') &&
    areNear(old.sides.flat(), one.sides.flat())
  );
}

const areMoved = (were: readonly string[], are: readonly string[]): boolean =>
  were.join(' ') !== are.join(' ') && were.toSorted().join(' ') === are.toSorted().join(' ');

/** `[X] ms on CPU and 20 ms on GPU` and `[X] ms on GPU and 20 ms on CPU`: all words are there, in other places. */
const areExchanged = (old: Beside, one: Beside): boolean =>
  areMoved(old.sides.flat(), one.sides.flat()) ||
  old.sides.some((words, side) => areMoved(words, one.sides[side] ?? []));

type Pair = readonly [from: string, to: string];

const pairsThat = (
  olds: readonly Beside[],
  news: readonly Beside[],
  areOne: (old: Beside, one: Beside) => boolean,
): readonly Pair[] =>
  olds.flatMap((old) => news.filter((one) => areOne(old, one)).map((one): Pair => [old.key, one.key]));

/** Those that stand in the same place of both, as often in one as in the other, and have no other names. */
function pairedBy(
  olds: readonly Beside[],
  news: readonly Beside[],
  placeOf: (one: Beside) => string,
): readonly Pair[] {
  const now = groupBy(news, placeOf);
  return [...groupBy(olds, placeOf)].flatMap(([place, some]) => {
    const others = now.get(place) ?? [];
    const areOther = some.some(({ sides }, i) => !areNear(sides[2] ?? [], others[i]?.sides[2] ?? []));
    if (others.length !== some.length || areOther) return [];
    return some.map(({ key }, i): Pair => [key, others[i]?.key ?? key]);
  });
}

/** Words may have come or gone, and the others have their order. */
function areInOrder(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  let at = -1;
  return few.every((word) => (at = many.indexOf(word, at + 1)) !== -1);
}

/** They tell no direction, so that a verb that does says nothing else. */
const NEUTRAL = /^(?:went|goes|came|moved|changed)$/;

/** Words may have come or gone in a place, if only one place of the other text has them. */
function pairedNear(olds: readonly Beside[], news: readonly Beside[]): readonly Pair[] {
  const placesOf = (some: readonly Beside[]) =>
    [...groupBy(some, ({ place }) => place)].map(([place, ones]) => ({
      words: allWords(place).filter((word) => !NEUTRAL.test(word)),
      ones,
    }));
  const [were, are] = [placesOf(olds), placesOf(news)];
  return were.flatMap((old) => {
    const [one, another] = are.filter(({ words }) => areInOrder(old.words, words));
    if (!one || another || were.filter(({ words }) => areInOrder(words, one.words)).length > 1) return [];
    return pairedBy(old.ones, one.ones, () => '');
  });
}

/**
 * Which placeholder each one has become; one that is missing has gone. Nothing is guessed: what several could be has
 * gone.
 */
function followed(before: readonly Beside[], after: readonly Beside[]): ReadonlyMap<string, string> {
  let [olds, news] = [before, after];
  const pairs = new Map<string, string>();
  const add = (some: readonly Pair[]): void => {
    for (const [from, to] of some) pairs.set(from, to);
    const taken = new Set(pairs.values());
    olds = olds.filter(({ key }) => !pairs.has(key));
    news = news.filter(({ key }) => !taken.has(key));
  };
  add(pairedBy(olds, news, ({ place }) => place));
  add(pairedNear(olds, news));
  const named = pairsThat(olds, news, isNamedAs);
  const exchanged = new Set(pairsThat(olds, news, areExchanged).map(([from]) => from));
  const only = named.filter(([from, to]) => named.every(([other, its]) => (other === from) === (its === to)));
  add(only.filter(([from]) => !exchanged.has(from)));
  return pairs;
}

/** Of a value whose sentence is gone, until just this sentence comes back. */
const nameAside = ({ keyOfPlace: key, place }: Beside): string =>
  `${key}-was-${Number.parseInt(hashText(place).slice(0, 7), 36)}`;

/** Each once. */
const valuesIn = (question: Question, shownOf: (key: string) => string | undefined): readonly Lost[] =>
  [...new Map(question.placeholders.map((one) => [one.key, one])).values()].flatMap((placeholder) => {
    const { key } = placeholder;
    const shown = shownOf(key);
    return shown === undefined ? [] : [{ key, shown, from: placeholderWords(question, placeholder) }];
  });

function putAside(
  keys: readonly string[],
  nameOf: (key: string) => string | undefined,
  isTaken: (name: string) => boolean,
): readonly Moved[] {
  const names = new Set<string>();
  const has = (name: string): boolean => names.has(name) || isTaken(name);
  return keys.map((from) => {
    const to = freeName({ has }, [nameOf(from) ?? `${from}-was`]);
    names.add(to);
    return { from, to };
  });
}

/**
 * Moves values to the placeholders that have their names now.
 * @param elsewhere keys of another text of the question, such as the user's own answer: if one would lose its value, none
 * moves
 * @param citing how many questions cite a name now, or declare it: its value is not this question's to move
 */
export function carriedValues(
  before: Question,
  after: Question,
  valueOf: (key: string) => string | undefined,
  elsewhere: ReadonlySet<string> = new Set(),
  citing: (name: string) => number = () => 0,
): CarriedValues {
  const [was, is] = [new Set(before.placeholderKeys), new Set(after.placeholderKeys)];
  const named = new Set(
    [...before.placeholders, ...after.placeholders].filter(isNamed).map(({ key }) => key),
  );
  const isHeld = (key: string): boolean =>
    named.has(key) && ((was.has(key) && is.has(key)) || citing(key) > Number(is.has(key)));
  const besides = besidesIn(after, isHeld);
  const befores = besidesIn(before, isHeld);
  const pairs = followed(befores, besides);
  const moved = [...pairs]
    .filter(([from, to]) => from !== to && valueOf(from) !== undefined)
    .map(([from, to]): Moved => ({ from, to }));
  const lost = valuesIn(before, (key) =>
    pairs.has(key) || (named.has(key) && is.has(key)) ? undefined : valueOf(key),
  );
  // What has the same words now, or their count, must not have their values.
  const left = lost.flatMap(({ key }) => (named.has(key) ? [] : [key]));
  const found = new Set(pairs.values());
  const arrived = new Set(moved.map(({ to }) => to));
  /** An earlier text left them. */
  const stale = [...arrived].filter((key) => !was.has(key) && valueOf(key) !== undefined);
  const has = (name: string): boolean => was.has(name) || is.has(name) || valueOf(name) !== undefined;
  const asides = new Map(befores.map((one) => [one.key, nameAside(one)]));
  const aside = putAside([...left, ...stale], (key) => asides.get(was.has(key) ? key : ''), has);
  const leaving = new Set([...moved, ...aside].map(({ from }) => from));
  const isFree = (key: string): boolean =>
    !found.has(key) && (leaving.has(key) || valueOf(key) === undefined);
  const returned = besides.flatMap((one): readonly Moved[] =>
    isFree(one.key) && valueOf(nameAside(one)) !== undefined ? [{ from: nameAside(one), to: one.key }] : [],
  );
  const all = [...moved, ...aside, ...returned];
  const isShared = all.some(({ from, to }) => elsewhere.has(from) || elsewhere.has(to));
  return {
    moved: isShared ? [] : all,
    lost,
    back: valuesIn(after, (key) => {
      const held = isShared ? undefined : returned.find(({ to }) => to === key);
      const isOther = held === undefined && [named, was, found].some((keys) => keys.has(key));
      return isOther ? undefined : valueOf(held?.from ?? key);
    }),
  };
}

/** How many questions cite a name; one that is declared counts as if many did. */
export function citingIn(
  questions: readonly Pick<Question, 'placeholderKeys'>[],
  declared: Pick<ReadonlySet<string>, 'has'>,
): (name: string) => number {
  const counts = countEach(questions.flatMap((one) => one.placeholderKeys));
  return (name) => (declared.has(name) ? Infinity : (counts.get(name) ?? 0));
}

export function withMoved<Held extends Pick<Config, 'fills'>>(config: Held, moved: readonly Moved[]): Held {
  const { fills } = config;
  let found = moved.filter(({ from }) => fills[from]);
  // What is stored by now in a place that no value leaves is not replaced.
  for (let count = -1; count !== found.length;) {
    count = found.length;
    const leaving = new Set(found.map(({ from }) => from));
    found = found.filter(({ to }) => !fills[to] || leaving.has(to));
  }
  if (found.length === 0) return config;
  const keys = new Map(found.map(({ from, to }) => [from, to]));
  const entries = Object.entries(fills).map(([key, fill]) => [keys.get(key) ?? key, fill] as const);
  return { ...config, fills: Object.fromEntries(entries) };
}
