// A claim about two figures: the number that was written, how it compares them, and the words that tell which they are.
// Knows what a claim says; knows nothing of the figures.
import { intervalOf, type Amount, type Hedge, type Interval } from './claim-numbers.ts';
import { type Stretch, type Topic } from './claim-nouns.ts';
import { clauseBefore, type Changing, type Said } from './claim-clauses.ts';
import { type Compared, type Phrase } from './claim-phrases.ts';
import type { Sentence } from './claim-text.ts';
import type { Way } from './claim-words.ts';
import type { Unit } from './units.ts';

/**
 * How two figures are compared: `times` larger / smaller, `share` smaller / larger, `cut` 1 − share, `rise` times − 1,
 * `difference` in base units.
 */
export type How = 'times' | 'share' | 'cut' | 'rise' | 'difference';

export type Stated = { readonly how: How; readonly interval: Interval; readonly unit?: Unit };

/** A claim about two figures. It holds when one of the statements does. */
export type Claim = Topic &
  Stretch & {
    /** Tokens of the number and its unit: what is wrong when it drifts. */
    readonly figure: Stretch;
    readonly stated: readonly Stated[];
    readonly way?: Way;
    readonly compared?: Compared;
    readonly reference?: Stretch;
    /** What the clause is about, as far as words tell: the object or subject of a verb of change, or what stands before. */
    readonly said: Said;
    /** A verb of change leads to the number: `tripled the memory`. */
    readonly led: boolean;
    /** It is won or given up: `saves 3 MB`. Then a word must join the figures. */
    readonly gains: boolean;
    /** Digits after the point, as written. */
    readonly decimals: number;
    /** Whether it was written in words. */
    readonly spelled: boolean;
  };

/** What every claim says of its own number; `start` is where the words that belong to it begin: `about`, `by`. */
export type Base = Pick<Claim, 'figure' | 'start' | 'decimals' | 'spelled'>;

const ANYTHING: Said = { words: [], pronoun: true };

/** The claim that phrase and verb make of a number; a noun of change counts for more than the verb. */
export function claimOf(
  tokens: Sentence,
  base: Base,
  stated: readonly Stated[],
  phrase: Phrase,
  changing?: Changing,
): Claim {
  const { of, kind, nouns, compared, reference } = phrase;
  const way = phrase.way ?? changing?.way;
  const before = phrase.change === true ? ANYTHING : clauseBefore(tokens, base.start);
  return {
    ...base,
    end: Math.max(phrase.end, base.figure.end),
    stated,
    led: changing !== undefined,
    gains: phrase.gains ?? false,
    // `shaved 10 ms off the latency`: the noun behind says what of.
    said: changing && of ? ANYTHING : (changing?.topic ?? before),
    ...(of && { of }),
    ...(kind !== undefined && { kind }),
    ...(nouns && { nouns }),
    ...(way !== undefined && { way }),
    ...(compared && { compared }),
    ...(reference && { reference }),
  };
}

/** The numbers for which a claim of `amount` × `scale` holds. */
export const intervalFor = ({ low, high, half }: Amount, hedge: Hedge, scale = 1): Interval =>
  intervalOf(low * scale, high * scale, half * scale, hedge);
