// The order in which people read paths: `2-b.md` before `10-a.md`. Knows digits; knows nothing of languages.

const DIGITS = /\d+/g;

type Part = { readonly text: string; readonly digits: string };

/** Cuts a text into stretches of other characters, each with the digits behind it. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(DIGITS)) {
    parts.push({ text: text.slice(from, match.index), digits: match[0].replace(/^0+(?=\d)/, '') });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), digits: '' });
  return parts;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares two texts, runs of digits by their value. A total order: 0 only for equal texts. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [first, second] = [left[i], right[i]];
    if (!first || !second) break;
    const order =
      compare(first.text, second.text) ||
      first.digits.length - second.digits.length ||
      compare(first.digits, second.digits);
    if (order !== 0) return order;
  }
  return compare(a, b);
}
