// A sentence cut into tokens: words, numbers, signs, marks, and the placeholders that stand in it.
// Knows characters; knows nothing of what a word means.
import type { Placeholder } from './placeholder.ts';
import { CURRENCY_SIGNS } from './unit-table.ts';

export type TokenKind = 'word' | 'number' | 'sign' | 'mark' | 'placeholder' | 'inert';

/** A piece of a text. `text` is in lower case, with plain apostrophes; offsets count in the text it was cut from. */
export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  readonly written: string;
  readonly from: number;
  readonly to: number;
  readonly placeholder?: Placeholder;
};

/** What stands for a stretch that makes no claims: code, a link, a quotation. */
export const INERT = '\uE001';

const PIECE = new RegExp(
  [
    `${INERT}+`,
    String.raw`\d{1,3}(?:[,\u00A0\u202F ]\d{3})+(?!\d)(?:\.\d+)?`,
    String.raw`\d+(?:\.\d+)?(?:e[+-]?\d{1,3}(?![\d\p{L}]))?|\.\d+`,
    String.raw`\p{L}[\p{L}\p{M}\p{N}]*(?:[-\u2011'’_&]\p{L}[\p{L}\p{M}\p{N}]*|[-\u2011_]\p{N}+)*['’]?`,
    '->',
    String.raw`[^\s*]`,
  ].join('|'),
  'giu',
);
const SIGN = new RegExp(`^(?:->|[%×±~≈<>≤≥+−→${CURRENCY_SIGNS}-])$`, 'u');

/** What a piece is, by how it begins. */
function kindOf(written: string): TokenKind {
  if (written.startsWith(INERT)) return 'inert';
  if (/^\.?\d/.test(written)) return 'number';
  if (/^\p{L}/u.test(written)) return 'word';
  return SIGN.test(written) ? 'sign' : 'mark';
}

/** A hyphen right behind a number or a placeholder only joins (`10-fold`, `3-point`); before a digit it is a sign. */
const joins = (text: string, at: number): boolean =>
  /^[-\u2011]\p{L}/u.test(text.slice(at, at + 3)) && at > 0 && /[\p{N}\uE000]/u.test(text.slice(at - 1, at));

function cut(text: string, from: number, to: number): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.slice(from, to).matchAll(PIECE)) {
    const [written] = match;
    const kind = kindOf(written);
    const start = from + match.index;
    if (kind === 'sign' && joins(text, start)) continue;
    const lower = written.toLowerCase().replaceAll('’', "'").replaceAll('\u2011', '-');
    tokens.push({ kind, text: lower, written, from: start, to: start + written.length });
  }
  return tokens;
}

/** A placeholder and where it stands in the text. */
export type Spot = { readonly placeholder: Placeholder; readonly from: number; readonly to: number };

/**
 * The tokens of `text` between two offsets.
 * @param text the text with what makes no claims masked by `INERT`
 * @param spots the placeholders that stand there, in order
 */
export function tokensOf(text: string, from: number, to: number, spots: readonly Spot[]): readonly Token[] {
  const tokens: Token[] = [];
  let done = from;
  for (const { placeholder, from: start, to: end } of spots) {
    if (start < done || end > to) continue;
    tokens.push(...cut(text, done, start));
    const written = placeholder.written.text;
    tokens.push({ kind: 'placeholder', text: written, written, from: start, to: end, placeholder });
    done = end;
  }
  tokens.push(...cut(text, done, to));
  return tokens;
}
