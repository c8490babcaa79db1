// Claims in parts of a whole: `by half`, `in half`, `to a quarter`, `a third of the time`, `half as long`, `a third faster`.
// Knows phrases; knows nothing of the figures.
import { claimOf, type Claim, type How } from './claim.ts';
import { hedgeBefore, intervalOf } from './claim-numbers.ts';
import { textAt, type Stretch } from './claim-nouns.ts';
import { changeBefore } from './claim-clauses.ts';
import { phraseAt } from './claim-phrases.ts';
import type { Sentence } from './claim-text.ts';
import { REMOVING, turned } from './claim-words.ts';

const PARTS: ReadonlyMap<string, number> = new Map([
  ['third', 3],
  ['thirds', 3],
  ['quarter', 4],
  ['quarters', 4],
  ['fifth', 5],
  ['fifths', 5],
  ['tenth', 10],
  ['tenths', 10],
]);
const COUNTS = new Map([
  ['a', 1],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['nine', 9],
]);

type Fraction = { readonly value: number; readonly figure: Stretch };

/** `half`, `a third`, `two thirds`, `three quarters`; ordinals (`a third one`) are sorted out by what follows. */
function fractionAt(tokens: Sentence, at: number): Fraction | undefined {
  const word = textAt(tokens, at);
  if (word === 'half') {
    const ordinal = /^(?:first|second|other|last|a|one|and)$/.test(textAt(tokens, at - 1));
    return ordinal ? undefined : { value: 0.5, figure: { start: at, end: at + 1 } };
  }
  const [joined, joinedPart] = word.split('-');
  const whole = joinedPart !== undefined && PARTS.has(joinedPart);
  const count = COUNTS.get(whole ? (joined ?? '') : word);
  const good = textAt(tokens, at + 1) === 'good' ? 1 : 0;
  const part = PARTS.get(whole ? joinedPart : textAt(tokens, at + 1 + good));
  if (count === undefined || part === undefined || count >= part) return undefined;
  return { value: count / part, figure: { start: at, end: whole ? at + 1 : at + 2 + good } };
}

/** `by a third`, `in half`, `to a quarter`, `a third of the time`, `half as long`, `a third faster`. */
export function fraction(tokens: Sentence, at: number): Claim | undefined {
  const found = fractionAt(tokens, at);
  if (!found) return undefined;
  const { value, figure } = found;
  // `half a point` is an amount.
  if (/^an?$/.test(textAt(tokens, figure.end))) return undefined;
  const { hedge, start } = hedgeBefore(tokens, at);
  if (hedge === 'cap') return undefined;
  const good = textAt(tokens, at + 1) === 'good' ? 'over' : hedge;
  const interval = intervalOf(value, value, value === 0.5 ? 0.07 : value * 0.15, good);
  const phrase = phraseAt(tokens, figure.end);
  const before = textAt(tokens, start - 1);
  const open = /^(?:by|in|to)$/.test(before) ? start - 1 : start;
  const changing = open < start || phrase.bare ? changeBefore(tokens, open) : undefined;
  const base = { figure, start: open, decimals: 0, spelled: true };
  const claim = (...hows: readonly How[]): Claim =>
    claimOf(
      tokens,
      base,
      hows.map((how) => ({ how, interval })),
      // `half as long` is less, and so is `half the latency`.
      hows[0] === 'share' ? { ...phrase, way: turned(phrase.way ?? 'more') } : phrase,
      changing,
    );
  if (before === 'by') return changing?.way === 'more' ? claim('rise') : claim('cut');
  if (before === 'in' && phrase.bare)
    return value === 0.5 && changing?.way === 'less' ? claim('cut') : undefined;
  if (before === 'to' && phrase.bare)
    return changing || VERBS_TO.test(textAt(tokens, start - 2)) ? claim('share') : undefined;
  const next = textAt(tokens, figure.end);
  if (changing && phrase.bare && changing.end === start) return claim('cut');
  if (phrase.compared) return claim('cut', 'rise');
  if (next === 'as') return claim('share');
  if (phrase.change === true) return claim('cut', 'rise');
  const figureNext = next === 'of' || phrase.bare ? isFigureNext(tokens, figure.end) : false;
  // `a third of the time goes into …`: a share of what is not cited.
  const shared = /^(?:goes?|is|are|was|were|comes?|spent|on|in|into)$/.test(textAt(tokens, phrase.end));
  if (!figureNext && (!phrase.of || shared)) return undefined;
  const removed = [...Array(5).keys()].some((back) => REMOVING.has(textAt(tokens, start - 1 - back)));
  return removed || /^(?:went|vanished|disappeared)$/.test(textAt(tokens, phrase.end))
    ? claim('cut', 'share')
    : claim('share');
}

/** `half of the [X] GB`. */
const isFigureNext = (tokens: Sentence, at: number): boolean => {
  const next = tokens.findIndex(({ text }, i) => i >= at && !/^(?:of|the|its|my|our|about)$/.test(text));
  return next !== -1 && next - at <= 3 && tokens[next]?.kind === 'placeholder';
};

const VERBS_TO = /^(?:falls?|fell|drops?|dropped|goes|went|down|shrank|shrinks?|comes|came|reduced|cut)$/;
