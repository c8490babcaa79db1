// Numbers that stand in a file as text: cells of a table, values of an API. Knows digits; nothing of units.

const [PLUS, MINUS, POINT, ZERO, NINE, LARGE_E, SMALL_E] = [43, 45, 46, 48, 57, 69, 101];

/**
 * The number that a text is, in plain decimal digits with or without an exponent; undefined for anything else: words,
 * other bases, and what is too large to be held (`1e400`). Fast, since it is asked for every cell.
 */
export function plainNumber(text: string): number | undefined {
  const sign = text.charCodeAt(0);
  const at = sign === MINUS || sign === PLUS ? 1 : 0;
  const first = text.charCodeAt(at);
  if (!((first >= ZERO && first <= NINE) || first === POINT)) return undefined;
  // `0x1F` and its like: the second character of a number is never a letter but `e`.
  const second = text.charCodeAt(at + 1);
  if (first === ZERO && second > NINE && second !== SMALL_E && second !== LARGE_E) return undefined;
  const last = text.charCodeAt(text.length - 1);
  if (!((last >= ZERO && last <= NINE) || last === POINT)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
