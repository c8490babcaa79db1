// Claims of a difference: `25 % less`, `fell by 40 %`, `+12 ms`, `a gap of two points`, `$40 less`. Knows phrases; knows nothing of
// the figures.
import { claimOf, intervalFor, type Claim, type How, type Stated } from './claim.ts';
import { measureOf, unitAt } from './claim-figures.ts';
import { amountAt, hedgeBefore, type Amount } from './claim-numbers.ts';
import { textAt, type Stretch } from './claim-nouns.ts';
import { changeBefore, type Changing } from './claim-clauses.ts';
import { phraseAt, referenceAt, type Phrase } from './claim-phrases.ts';
import type { Sentence } from './claim-text.ts';
import { CHANGES, GAINING, type Way } from './claim-words.ts';
import { POINTS } from './expression.ts';
import { CURRENCY_SIGNS } from './unit-names.ts';
import { conversionNumber, declaredUnit, NO_UNIT, type Unit } from './units.ts';

/** A sign that is written before a number, or nothing: `+`, `−`. */
function signBefore(tokens: Sentence, at: number): { readonly way?: Way; readonly start: number } {
  const sign = tokens[at - 1];
  if (sign?.kind !== 'sign' || sign.to !== tokens[at]?.from || tokens[at - 2]?.kind === 'number')
    return { start: at };
  if (sign.text === '+') return { way: 'more', start: at - 1 };
  return /^[−-]$/.test(sign.text) ? { way: 'less', start: at - 1 } : { start: at };
}

const AS_THAN: Sentence = [{ kind: 'word', text: 'than', written: 'than', from: 0, to: 0 }];

/** What may stand between a verb and its amount: `saves us 40 %`. */
const SMALL = /^(?:us|me|about|another|only)$/;

type Setting = { readonly phrase: Phrase; readonly start: number; readonly changing?: Changing };

/** `a saving of`, `the gap to the larger model is`: the noun of change that an amount is the size of. */
function changeNamedBefore(tokens: Sentence, start: number): { readonly way?: Way } | undefined {
  if (!/^(?:of|is|was|:|=)$/.test(textAt(tokens, start - 1))) return undefined;
  const reach = textAt(tokens, start - 1) === 'of' ? 2 : 7;
  for (let at = start - 2; at >= Math.max(0, start - reach); at -= 1) {
    const { kind, text } = tokens[at] ?? { kind: 'mark', text: '' };
    if (kind !== 'word') return undefined;
    const way = CHANGES.get(text);
    if (CHANGES.has(text)) return way === undefined ? {} : { way };
  }
  return undefined;
}

/** `ahead of the baseline`, `above the median`, `apart`. */
function placedAt(tokens: Sentence, at: number): Phrase | undefined {
  const word = textAt(tokens, at);
  if (word === 'apart') return { bare: true, end: at + 1 };
  if (!/^(?:ahead|behind|above|below)$/.test(word)) return undefined;
  const reference = referenceAt([...tokens.slice(0, at), ...AS_THAN, ...tokens.slice(at + 1)], at, 'than');
  return { bare: true, end: reference?.end ?? at + 1, ...(reference && { reference }) };
}

/** What makes an amount (`25 %`, `12 ms`) a difference: a sign, `less`, `a reduction of`, `fell by`, `lost`. Undefined for a plain value. */
function settingOf(tokens: Sentence, start: number, end: number, way: Way | undefined): Setting | undefined {
  const phrase = phraseAt(tokens, end);
  if (way !== undefined) return { phrase: { ...phrase, way: phrase.way ?? way }, start };
  if (phrase.compared || phrase.change === true) return { phrase, start };
  const [before, second] = [textAt(tokens, start - 1), textAt(tokens, start - 2)];
  const noun = changeNamedBefore(tokens, start);
  if (noun) return { phrase: { ...phrase, change: true, ...noun }, start };
  const open = before === 'by' ? start - 1 : start;
  const changing = changeBefore(tokens, open);
  const gap = changing ? start - changing.end : Infinity;
  if (changing && (before === 'by' || gap === 0 || (gap === 1 && SMALL.test(before))))
    return {
      phrase: {
        ...phrase,
        way: changing.way,
        gains: GAINING.has(textAt(tokens, changing.start)) && before !== 'by',
      },
      start: open,
      changing,
    };
  if (before === 'by') return { phrase, start: open };
  const place = placedAt(tokens, end);
  if (place) return { phrase: place, start };
  const gained = GAINING.has(before) || (GAINING.has(second) && SMALL.test(before));
  return gained ? { phrase: { ...phrase, bare: false, gains: true }, start } : undefined;
}

/** `25 % less`, `fell by 40 %`, `a saving of 30 percent`, `+12 %`. */
export function percentage(tokens: Sentence, at: number): Claim | undefined {
  const amount = amountAt(tokens, at);
  if (!amount) return undefined;
  const unit = textAt(tokens, amount.end);
  const spelled = unit === 'per' && textAt(tokens, amount.end + 1) === 'cent' ? 2 : 1;
  const end = amount.end + spelled;
  if (!/^(?:%|percent|pct|per)$/.test(unit) || (unit === 'per' && spelled === 1)) return undefined;
  if (/^(?:points?|-points?|percentage)$/.test(textAt(tokens, end))) return undefined;
  const { hedge, start } = hedgeBefore(tokens, at);
  const sign = signBefore(tokens, at);
  const setting = settingOf(tokens, Math.min(start, sign.start), end, sign.way);
  if (!setting || hedge === 'cap') return undefined;
  const way = setting.phrase.way ?? setting.changing?.way;
  const hows: readonly How[] =
    way === 'less'
      ? ['cut']
      : way === 'more'
        ? ['rise']
        : way === 'slower'
          ? ['rise', 'cut']
          : ['cut', 'rise'];
  const interval = intervalFor(amount, hedge, 0.01);
  const figure = { start: sign.start, end };
  const base = { figure, start: setting.start, decimals: amount.decimals, spelled: false };
  const stated = [...hows, 'difference' as const].map((how): Stated => ({
    how,
    interval,
    ...(how === 'difference' && { unit: POINTS }),
  }));
  return claimOf(tokens, base, stated, setting.phrase, setting.changing);
}

/** Units of differences that no metric declares so: `two points`, `3 percentage points`. */
function pointsAt(tokens: Sentence, at: number): number | undefined {
  const [first, second] = [textAt(tokens, at), textAt(tokens, at + 1)];
  if (/^(?:points?|pp|pps)$/.test(first)) return at + 1;
  return /^(?:percentage|percent|%)$/.test(first) && /^points?$/.test(second) ? at + 2 : undefined;
}

type Sized = { readonly amount: Amount; readonly unit: Unit; readonly figure: Stretch };

/** `a point`, `half a point`, `half an hour`. */
function smallAt(tokens: Sentence, at: number): Amount | undefined {
  const half = textAt(tokens, at) === 'half' ? 1 : 0;
  const end = at + half + 1;
  if (!/^an?$/.test(textAt(tokens, at + half)) || (half === 0 && pointsAt(tokens, end) === undefined))
    return undefined;
  const value = half === 1 ? 0.5 : 1;
  return { low: value, high: value, half: value / 2, decimals: 0, end };
}

/** An amount with a unit: `12 ms`, `$40`, `two points`, `a point`. */
function sizedAt(tokens: Sentence, at: number): Sized | undefined {
  const amount = smallAt(tokens, at) ?? amountAt(tokens, at);
  if (!amount) return undefined;
  const money = tokens[at - 1];
  const before = CURRENCY_SIGNS.includes(money?.text || ' ') && money?.to === tokens[at]?.from ? at - 1 : at;
  if (before < at) {
    const figure = { start: before, end: amount.end };
    return { amount, unit: declaredUnit(textAt(tokens, before)), figure };
  }
  const points = pointsAt(tokens, amount.end);
  if (points !== undefined) return { amount, unit: POINTS, figure: { start: at, end: points } };
  const sized = unitAt(tokens, amount.end, (unit) => unit.powers.size > 0 && unit.nouns === '');
  return sized && { amount, unit: sized.unit, figure: { start: at, end: sized.end } };
}

/** `12 ms slower`, `$40 less`, `a gap of two points`, `+12 ms`. */
export function difference(tokens: Sentence, at: number): Claim | undefined {
  const sized = sizedAt(tokens, at);
  if (!sized) return undefined;
  const { amount, unit, figure } = sized;
  const { hedge, start } = hedgeBefore(tokens, figure.start);
  const sign = signBefore(tokens, figure.start);
  const setting = settingOf(tokens, Math.min(start, sign.start), figure.end, sign.way);
  const price = measureOf(unit) === 'money' && /^costs?$|^costing$/.test(textAt(tokens, start - 1));
  if (!setting || hedge === 'cap' || price) return undefined;
  const interval = intervalFor(amount, hedge, conversionNumber(unit, NO_UNIT));
  const base = {
    figure: { start: sign.start, end: figure.end },
    start: setting.start,
    decimals: amount.decimals,
    spelled: tokens[at]?.kind !== 'number',
  };
  return claimOf(tokens, base, [{ how: 'difference', interval, unit }], setting.phrase, setting.changing);
}
