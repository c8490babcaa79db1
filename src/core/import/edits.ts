// Edits of a text that was written out with values in it, carried over to the text with placeholders that it
// came from.
import type { Segment } from '../fill/conditional.ts';
import { listDiff } from '../progress/history.ts';

/** A stretch as it was written out, and what it comes from. Either can be empty. */
export type Piece = { readonly shown: string; readonly from: string; readonly key?: string };

type Cited = Required<Piece>;
export type Kept = Cited & { readonly at: number };

/** A placeholder that an edit touched: `shown` became `edit`. */
export type Lost = Cited & { readonly edit: string };

export type CarriedEdits = {
  readonly text: string;
  readonly kept: readonly Kept[];
  readonly lost: readonly Lost[];
  /** Words that were not shown have no place any more: of a condition, or a sentence without its value. */
  readonly isCut: boolean;
  /** Tokens added or removed. */
  readonly edits: number;
};

/** How a value reads between two texts; undefined for none. */
export type Reads = (key: string, before: string, after: string) => string | undefined;

const TOKEN = /\p{L}+|\p{N}+|\s+|[^]/gu;
const WORD = /[\p{L}\p{N}]/u;
/** These belong to the number behind or before them. */
const SIGN_BEFORE = /[\p{N}.,+\u2212-]$/u;
const MORE_AFTER = /^(?:[.,]?\p{N}|[eE][+\u2212-]?\p{N})/u;

const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

type Token = { readonly id: string; readonly text: string };
type Placed = { readonly id: string; readonly piece: number };

const tokensOfSegments = (segments: readonly Segment[]): readonly (Token & { readonly key?: string })[] =>
  segments.flatMap((segment) =>
    segment.kind === 'plain'
      ? tokensOf(segment.text).map((text) => ({ id: text, text }))
      : [{ id: `\0${segment.key}`, text: segment.text, key: segment.key }],
  );

const placedTokens = (pieces: readonly Piece[]): readonly Placed[] =>
  pieces.flatMap(({ shown }, piece) => tokensOf(shown).map((id) => ({ id, piece })));

/** The same pieces as they read in another text. What is new there belongs to what it replaces, or to what precedes it. */
function rebased(
  pieces: readonly Piece[],
  placed: readonly Placed[],
  there: readonly Token[],
): readonly Piece[] {
  const shown = pieces.map(() => '');
  const ids = [placed, there].map((tokens) => tokens.map(({ id }) => id));
  let [i, j, last] = [0, 0, 0];
  for (const { sign, items } of listDiff(ids[0] ?? [], ids[1] ?? [])) {
    if (sign === '-') last = placed[i]?.piece ?? 0;
    else
      for (const at of items.keys()) {
        if (sign === ' ') last = placed[i + at]?.piece ?? 0;
        shown[last] = (shown[last] ?? '') + (there[j + at]?.text ?? '');
      }
    if (sign !== '+') i += items.length;
    if (sign !== '-') j += items.length;
  }
  return pieces.map((piece, at) => ({ ...piece, shown: shown[at] ?? '' }));
}

/**
 * @param template with its placeholders as segments
 * @param rendered the same with values
 * @param form `rendered` as its file gives it back
 */
export function piecesOf(
  template: readonly Segment[],
  rendered: readonly Segment[],
  form: string,
): readonly Piece[] {
  const tokens = tokensOfSegments(template);
  const pieces = tokens.map(({ text, key }): Piece => ({ shown: '', from: text, key }));
  const placed = tokens.map(({ id }, piece) => ({ id, piece }));
  const filled = rebased(pieces, placed, tokensOfSegments(rendered));
  if (filled.map(({ shown }) => shown).join('') === form) return filled;
  return rebased(
    filled,
    placedTokens(filled),
    tokensOf(form).map((text) => ({ id: text, text })),
  );
}

/** Places of the tokens of one list in the other, -1 for those that are not there; and how many differ. */
function placesOf(before: readonly string[], after: readonly string[]) {
  const places: number[] = [];
  let [done, edits] = [0, 0];
  for (const { sign, items } of listDiff(before, after)) {
    if (sign !== '+') for (const at of items.keys()) places.push(sign === ' ' ? done + at : -1);
    if (sign !== ' ') edits += items.length;
    if (sign !== '-') done += items.length;
  }
  return { places, edits };
}

/** The nearest word before or after a token; -1 for none. */
function wordBeside(tokens: readonly string[], from: number, step: 1 | -1): number {
  let at = from + step;
  while (at >= 0 && at < tokens.length && !WORD.test(tokens[at] ?? '')) at += step;
  return at < tokens.length ? at : -1;
}

type Compared = {
  readonly shown: string;
  readonly edited: string;
  /** Tokens of both, and the place of each of the first among the second. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly places: readonly number[];
  /** Of each piece, in tokens. */
  readonly lengths: readonly number[];
  /** Of a token of `edited`, in characters. */
  readonly offset: (token: number) => number;
  readonly edits: number;
};

function compared(pieces: readonly Piece[], edited: string): Compared {
  const shown = pieces.map((piece) => piece.shown).join('');
  // A piece can begin inside a word.
  const isSplit = placedTokens(pieces).length !== tokensOf(shown).length;
  const split = isSplit ? (text: string): readonly string[] => Array.from(text) : tokensOf;
  const parts = pieces.map((piece) => split(piece.shown));
  const [before, after] = [parts.flat(), split(edited)];
  const offsets = [0];
  for (const token of after) offsets.push((offsets.at(-1) ?? 0) + token.length);
  return {
    shown,
    edited,
    before,
    after,
    ...placesOf(before, after),
    lengths: parts.map(({ length }) => length),
    offset: (token) => offsets[token] ?? edited.length,
  };
}

/** Tokens of the written text: of one piece. */
type Stretch = { readonly from: number; readonly to: number };

function isWhole({ places }: Compared, { from, to }: Stretch): boolean {
  const first = places[from] ?? -1;
  return first >= 0 && places.slice(from, to).every((place, at) => place === first + at);
}

/** A value that occurs between other words, or as part of another number, is a figure of its own. */
function isCited(both: Compared, stretch: Stretch, key: string, reads: Reads): boolean {
  const { shown, edited, before, after, places, offset } = both;
  const { from, to } = stretch;
  const isBeside = (at: number, step: 1 | -1): boolean => {
    const [here, there] = [wordBeside(before, at, step), wordBeside(after, places[at] ?? -1, step)];
    return here === -1 ? there === -1 : places[here] === there;
  };
  if (!isWhole(both, stretch) || !(isBeside(from, -1) || isBeside(to - 1, 1))) return false;
  const [start, end] = [offset(places[from] ?? 0), offset((places[to - 1] ?? 0) + 1)];
  const at = before.slice(0, from).join('').length;
  const [left, right] = [shown.slice(0, at), shown.slice(at + end - start)];
  const [newLeft, newRight] = [edited.slice(0, start), edited.slice(end)];
  return (
    SIGN_BEFORE.test(left) === SIGN_BEFORE.test(newLeft) &&
    MORE_AFTER.test(right) === MORE_AFTER.test(newRight) &&
    reads(key, left, right) === reads(key, newLeft, newRight)
  );
}

/** What is there now, between the nearest tokens that are left. */
function editOf({ places, after }: Compared, { from, to }: Stretch): string {
  const start = places.slice(0, from).findLast((place) => place >= 0) ?? -1;
  const end = places.slice(to).find((place) => place >= 0) ?? after.length;
  return after
    .slice(start + 1, end)
    .join('')
    .trim();
}

/** Where something that is not shown belongs: behind what precedes it, or before what follows it. */
function spotOf({ places, after }: Compared, at: number): number | undefined {
  if (at === 0) return 0;
  const [left = -1, right = after.length] = [places[at - 1], places[at]];
  return left >= 0 ? left + 1 : right >= 0 ? right : undefined;
}

/** `edited` with what it comes from in place of each piece that the edits left alone. */
export function carryEdits(pieces: readonly Piece[], edited: string, reads: Reads): CarriedEdits {
  const both = compared(pieces, edited);
  const { places, lengths, offset, edits } = both;
  let [text, done, from, isCut] = ['', 0, 0, false];
  const kept: Kept[] = [];
  const lost: Lost[] = [];
  const put = (start: number, end: number, { from: words, shown, key }: Piece): void => {
    text += edited.slice(done, start);
    if (key !== undefined) kept.push({ key, from: words, shown, at: text.length });
    text += words;
    done = end;
  };
  for (const [at, piece] of pieces.entries()) {
    const { key, from: words, shown } = piece;
    const stretch = { from, to: from + (lengths[at] ?? 0) };
    const isHidden = stretch.from === stretch.to;
    const spot = isHidden ? spotOf(both, from) : undefined;
    from = stretch.to;
    if (spot !== undefined) {
      const place = Math.max(done, offset(spot));
      put(place, place, piece);
    } else if (!isHidden && (key === undefined ? isWhole(both, stretch) : isCited(both, stretch, key, reads)))
      put(offset(places[stretch.from] ?? 0), offset((places[from - 1] ?? 0) + 1), piece);
    else if (key !== undefined) {
      const edit = editOf(both, stretch);
      // It was open when the text was written out.
      if (edit !== words) lost.push({ key, from: words, shown, edit });
    } else if (isHidden && WORD.test(words)) isCut = true;
  }
  return { text: text + edited.slice(done), kept, lost, isCut, edits };
}
