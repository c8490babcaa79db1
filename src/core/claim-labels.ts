// The words beside a figure that say whose it is: `the Transformer` of `the Transformer took [X] ms`. Knows words alone.
import type { Sentence } from './claim-text.ts';
import type { Token } from './claim-tokens.ts';
import { FILLERS, STOPS } from './claim-words.ts';

const MAX_LABEL_TOKENS = 12;
const TRAILING = new Set(['for', 'with', 'without', 'in', 'on', 'at', 'before', 'after', 'of', 'from']);

const telling = (tokens: readonly Token[]): readonly string[] =>
  tokens
    .filter(
      ({ kind, text }) => kind === 'word' && !FILLERS.has(text) && (!STOPS.has(text) || TRAILING.has(text)),
    )
    .map(({ text }) => text.replace(/'s?$/, ''));

/** The last clause that has a telling word: `The Transformer, at` says whose it is as well as `the Transformer took`. */
function clauseOf(before: readonly Token[]): readonly Token[] {
  const breaks = before.flatMap(({ kind, text }, at) =>
    (kind === 'mark' && text !== ':') || /^(?:and|but|so|because|while)$/.test(text) ? [at] : [],
  );
  const starts = [...breaks.map((at) => at + 1), 0].toSorted((a, b) => b - a);
  const start = starts.find((at) => telling(before.slice(at)).some((word) => !TRAILING.has(word)));
  return before.slice(start ?? 0);
}

/**
 * The words beside each figure that say whose it is: those before it, and a phrase such as `for the Transformer` behind it.
 * @param taken tokens of claims: what stands before one says what the claim is about
 */
export function labelsOf(
  tokens: Sentence,
  figures: readonly { readonly at: number; readonly end: number }[],
  taken: (at: number) => boolean,
): readonly ReadonlySet<string>[] {
  let done = 0;
  return figures.map((figure, i) => {
    const reach = Math.max(done, figure.at - MAX_LABEL_TOKENS);
    // What stands before a claim says what the claim is about: `a batch 4× as large takes [X]`.
    const claim = tokens.findLastIndex((_, at) => at >= reach && at < figure.at && taken(at));
    const before = clauseOf(tokens.slice(Math.max(reach, claim + 1), figure.at));
    const next = figures[i + 1]?.at ?? tokens.length;
    const behind = tokens.slice(figure.end, Math.min(next, figure.end + 6));
    const stop = behind.findIndex(({ kind, text }) => kind !== 'word' || text === 'and' || text === 'but');
    const trailing = TRAILING.has(behind[0]?.text ?? '')
      ? behind.slice(0, stop === -1 ? undefined : stop)
      : [];
    done = figure.end + trailing.length;
    return new Set(telling([...before, ...trailing]));
  });
}
