// Claims that drifted, as problems with a place: what was written, what the data give, and from which placeholders.
// Knows questions, values and wording; leaves it to claims.ts what holds.
import type { How, Stated } from './claim.ts';
import { turnedIn, type Turned } from './claim-directions.ts';
import { openData, type Figure, type Metrics } from './claim-figures.ts';
import type { Pair } from './claim-pairs.ts';
import type { Stretch } from './claim-nouns.ts';
import type { Restated } from './claim-restated.ts';
import { restatedValues } from './claim-restated-scopes.ts';
import { casesOf, type Case } from './claim-scopes.ts';
import { blocksOf, placesIn, type Sentence } from './claim-text.ts';
import { OPPOSITES, VERBS } from './claim-words.ts';
import { computed } from './claim-statements.ts';
import { driftsIn, type Drift } from './claims.ts';
import { decimalText, roundNumber } from './decimal.ts';
import type { Values } from './fill.ts';
import type { Problem } from './problem.ts';
import type { Question } from './question.ts';
import type { Span } from './span.ts';
import { affixes, conversionNumber, NO_UNIT, type Unit } from './units.ts';

const named = ({ name, shown }: Figure): string => (shown === '' ? name : `${name} (${shown})`);

/** A computed number with a digit more where it is small, and without trailing zeros. */
function numberText(value: number, decimals: number): string {
  const digits = Math.max(decimals, Math.abs(value) < 10 ? 1 : 0);
  const rounded = roundNumber(value, digits) ?? roundNumber(value);
  const text = rounded ? decimalText(rounded) : String(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function withUnit(value: number, unit: Unit, decimals: number): string {
  const text = numberText(value / conversionNumber(unit, NO_UNIT), decimals);
  if (unit.powers.has('pp')) return `${text} ${text === '1' ? 'point' : 'points'}`;
  const { before, after } = affixes(unit, text);
  return before + text + after;
}

/** The figure that the data give, in the form that was written. */
function givenText({ how, unit }: Stated, value: number, decimals: number): string {
  if (how === 'times') return `${numberText(value, decimals)}×`;
  if (how === 'difference') return withUnit(value, unit ?? NO_UNIT, decimals);
  return `${numberText(100 * value, decimals)} %`;
}

/** How the data would be put when they go the other way: a share becomes a multiple, less becomes more. */
const REVERSED: Readonly<Record<How, How>> = {
  times: 'times',
  share: 'times',
  cut: 'rise',
  rise: 'cut',
  difference: 'difference',
};

function given({ claim, pair, stated, gives, reversed }: Drift): string {
  if (!reversed) return givenText(stated, gives, claim.decimals);
  const how = REVERSED[stated.how];
  const data = computed(how, pair);
  const value = data ? (data.low + data.high) / 2 : gives;
  return `${givenText({ ...stated, how }, value, claim.decimals)}, the other way round`;
}

/** The expression of a derived metric that would say the same, when both figures are metrics. */
function expression({ how }: Stated, { a, b }: Pair): string | undefined {
  const [small, large] = (a.low <= b.low ? [a, b] : [b, a]).map(({ metric }) => metric);
  if (small === undefined || large === undefined) return undefined;
  if (how === 'times') return `${large} / ${small}`;
  if (how === 'difference') return `abs(${large} - ${small})`;
  if (how === 'share') return `${small} / ${large}`;
  return how === 'cut' ? `(${large} - ${small}) / ${large}` : `(${large} - ${small}) / ${small}`;
}

/** A text, and how to find places in it. */
type Placed = { readonly text: string; readonly placeOf: (from: number, to: number) => Span };

const writtenText = ({ text }: Placed, tokens: Sentence, { start, end }: Stretch): string =>
  text.slice(tokens[start]?.from ?? 0, tokens[end - 1]?.to ?? 0).replaceAll(/\s+/g, ' ');

function problemAt(
  { placeOf }: Placed,
  tokens: Sentence,
  { start, end }: Stretch,
  message: string,
  hint: string,
): Problem {
  const at = placeOf(tokens[start]?.from ?? 0, tokens[end - 1]?.to ?? 0);
  return { severity: 'warning', code: 'claim-drift', at, message, hint };
}

/** A claim whose figure holds although its word does not: then the word is what is wrong. */
const isOnlyReversed = ({ holds, claim }: Drift): boolean => holds && claim.compared !== undefined;

function driftProblem(text: Placed, { tokens }: Case, drift: Drift): Problem {
  const { claim, pair, stated, subject } = drift;
  const { a, b } = pair;
  if (isOnlyReversed(drift) && subject && claim.compared) {
    const other = subject === a ? b : a;
    return turnedProblem(text, tokens, { words: claim.compared, kind: 'comparative', subject, other });
  }
  const says = given(drift);
  const message = `The text says “${writtenText(text, tokens, claim.figure)}”, but ${named(a)} and ${named(b)} give ${says}.`;
  const derive = expression(stated, pair);
  const better = derive === undefined ? '' : `, or cite a metric that is computed: \`derive: ${derive}\``;
  return problemAt(text, tokens, claim.figure, message, `Write ${says}${better}.`);
}

const CHANGED = { more: 'fell', less: 'rose', better: 'got worse', worse: 'got better' } as const;

/** What the figures say instead of the word. */
function contrary(word: string, { kind, subject, other }: Turned): string {
  const equal = subject.low === other.low && subject.high === other.high;
  if (kind === 'verb') {
    const way = VERBS.get(word) ?? 'more';
    const verb = way === 'faster' || way === 'slower' ? 'changed' : CHANGED[way];
    return equal ? 'it did not change' : `it ${verb} from ${named(other)} to ${named(subject)}`;
  }
  const [first = '', second = ''] = word.split(' ');
  const opposite =
    second === ''
      ? (OPPOSITES.get(word) ?? 'worse')
      : OPPOSITES.get(first) === 'less'
        ? `less ${second}`
        : `more ${second}`;
  return `${named(subject)} is ${equal ? 'the same as' : `${opposite} than`} ${named(other)}`;
}

function turnedProblem(text: Placed, tokens: Sentence, turned: Turned): Problem {
  const word = writtenText(text, tokens, turned.words);
  const message = `The text says “${word}”, but ${contrary(word.toLowerCase(), turned)}.`;
  const hint = 'Say which way it goes now, or leave the comparison out.';
  return problemAt(text, tokens, turned.words, message, hint);
}

function problemsOf(text: Placed, one: Case): readonly Problem[] {
  const { tokens, claims, pairs, turns } = one;
  const inClaim = (at: number): boolean => claims.some(({ start, end }) => at >= start && at < end);
  return [
    ...driftsIn(tokens, claims, pairs).map((drift) => driftProblem(text, one, drift)),
    ...(turns ? turnedIn(tokens, pairs, inClaim) : []).map((turned) => turnedProblem(text, tokens, turned)),
  ];
}

/** Values in the words between them: `85 % against 81 %`. */
function repeatedText({ text }: Placed, { tokens, values, figures }: Restated): string {
  const shown = figures.map((figure) => figure.shown);
  const [first, second] = values;
  if (!first || !second) return shown.join('');
  const between = tokens.slice(first.end, second.start);
  const joiner = text.slice(between[0]?.from ?? 0, between.at(-1)?.to ?? 0).replaceAll(/\s+/g, ' ');
  return shown.join(` ${joiner} `);
}

function restatedProblem(text: Placed, restated: Restated): Problem {
  const { tokens, words, figures } = restated;
  const is = figures.map(({ name, shown }) => `${name} is ${shown}`).join(' and ');
  const message = `The text says “${writtenText(text, tokens, words)}”, but ${is}.`;
  const both = figures.length > 1 ? 'the values stand' : 'the value stands';
  const hint = `Write ${repeatedText(text, restated)}, or leave it out: ${both} beside it.`;
  return problemAt(text, tokens, words, message, hint);
}

/**
 * Figures and comparisons written by hand that the values of the same sentence, list or table contradict.
 * @param metrics those that the banks declare
 * @param values what the placeholders stand for; where one is missing nothing is said
 */
export function claimProblems(question: Question, metrics: Metrics, values: Values): readonly Problem[] {
  if (!question.placeholders.some(({ key }) => values.has(key))) return [];
  const data = openData(values, metrics);
  const texts = [question.answer, ...question.followUpTexts.map(({ answer }) => answer)];
  return texts.flatMap((text) => {
    const placed = { text: text.text, placeOf: placesIn(text) };
    return blocksOf(text, question.placeholders).flatMap((block) => [
      ...casesOf(block, data).flatMap((one) => problemsOf(placed, one)),
      ...restatedValues(block, data, text.text).map((one) => restatedProblem(placed, one)),
    ]);
  });
}
