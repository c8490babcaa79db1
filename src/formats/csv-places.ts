// Where the cells of a table stand in its text, for telling people which one is wrong. Knows quotes and line ends; knows
// nothing of what the cells hold.

/**
 * The offset of every cell, row by row; rows of nothing but blanks are left out, as they are in what is read.
 * @param delimiter a single character
 */
export function cellPlaces(text: string, delimiter: string): readonly (readonly number[])[] {
  const rows: number[][] = [];
  let row = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  const endRow = (end: number, next: number): void => {
    if (row.length > 1 || !isBlank(text.slice(row[0], end))) rows.push(row);
    row = [next];
  };
  for (let at = row[0] ?? 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' && row.at(-1) === at) at = quoteEnd(text, at, delimiter);
    else if (char === delimiter) row.push(at + 1);
    else if (char === '\n' || char === '\r') {
      const isPair = char === '\r' && text[at + 1] === '\n';
      endRow(at, at + (isPair ? 2 : 1));
      if (isPair) at += 1;
    }
  }
  endRow(text.length, text.length);
  return rows;
}

const isBlank = (cell: string): boolean =>
  (cell.startsWith('"') ? cell.slice(1).replace(/" *$/, '') : cell).trim() === '';

/** Index of the quote that closes the one at `start`: a cell, a row or the text ends behind it. Else the last character. */
function quoteEnd(text: string, start: number, delimiter: string): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    let next = at + 1;
    while (text[next] === ' ') next += 1;
    const char = text[next];
    if (char === undefined || char === delimiter || char === '\n' || char === '\r') return at;
  }
  return text.length - 1;
}
