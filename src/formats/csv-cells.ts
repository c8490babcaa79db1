// Cells that a spreadsheet opens without running them: one that begins like a formula gets an apostrophe, which is taken
// off again. Knows what spreadsheets do to cells; knows nothing of what stands in them.

/** What spreadsheets take for a formula, after any apostrophes. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

/** Whether a cell is a number that needs no apostrophe. */
export const isPlainNumber = (text: string): boolean => NUMBER.test(text);

/** A cell that no spreadsheet runs. Plain numbers are safe as they are, and stay numbers. */
export const safeCell = (text: string): string =>
  FORMULA.test(text) && !isPlainNumber(text) ? `'${text}` : text;

/** The text of a cell that `safeCell` wrote. */
export const cellText = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
