// The table of an Anki text export: the lines with `#` at its head, and its rows. Knows how Anki writes and reads cells;
// knows nothing of what stands in them.
import { readCsv, type CsvRow } from '../csv.ts';

/** What the head of an export says. Columns count from 0. */
export type AnkiHead = {
  /** A single character; undefined when it is not said. */
  readonly separator?: string;
  /** Whether cells are HTML; undefined when it is not said. */
  readonly html?: boolean;
  /** Columns that are no fields of a note, by what they hold. */
  readonly special: ReadonlyMap<SpecialColumn, number>;
  /** For all rows. */
  readonly notetype?: string;
  readonly deck?: string;
  readonly tags: readonly string[];
  /** Names of all columns, where they are said. */
  readonly columns: readonly string[];
  /** How sure it is that Anki wrote, or is to read, what follows: `maybe` when other notes could begin so. */
  readonly sure: 'yes' | 'maybe' | 'no';
  /** Where the rows begin. */
  readonly end: number;
};

export type SpecialColumn = 'guid' | 'notetype' | 'deck' | 'tags';

/** A cell, quotes taken off, and where its first character stands in the file. */
export type Cell = { readonly text: string; readonly at: number };

export type AnkiRows = {
  readonly rows: readonly (readonly Cell[])[];
  /** Where a quote was opened that does not end. */
  readonly open?: number | undefined;
};

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  [String.raw`\t`, '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['pipe', '|'],
  ['colon', ':'],
  ['space', ' '],
]);
const SETTING = /^#[ \t]*([A-Za-z ]{2,20}?)[ \t]*:(.*)$/;
const COLUMNS: ReadonlyMap<string, SpecialColumn> = new Map([
  ['guid column', 'guid'],
  ['notetype column', 'notetype'],
  ['deck column', 'deck'],
  ['tags column', 'tags'],
]);
const FOR_ALL = /^(?:columns|notetype|deck|tags|if matches|match scope)$/;

/** The separator that a setting names; a line ends in it where the character itself is a tab. */
function separatorNamed(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  const named = SEPARATORS.get(word);
  return named ?? (word.length === 1 ? word : value.startsWith('\t') ? '\t' : undefined);
}

export const ankiTags = (text: string): readonly string[] =>
  text.split(/[\s\u3000]+/).filter((tag) => tag !== '');

/** Names of columns; programs that write such files do not always part them as the rows are parted. */
function columnNames(value: string, separator: string): readonly string[] {
  const parted = [separator, '\t', ',', ';', '|'].find((each) => value.includes(each));
  const names = value.split(parted ?? separator).map((name) => name.trim());
  return names.some((name) => name !== '') ? names : [];
}

/** Reads the lines with `#` at the head of a text. */
export function ankiHead(text: string): AnkiHead {
  const settings = new Map<string, string>();
  const special = new Map<SpecialColumn, number>();
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (text.charCodeAt(end) === 35) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const [, name = '', value = ''] = SETTING.exec(text.slice(end, next).replace(/[\r\n]+$/, '')) ?? [];
    const key = name.toLowerCase();
    if (COLUMNS.has(key) || FOR_ALL.test(key) || key === 'separator' || key === 'html')
      settings.set(key, value);
    const column = Number.parseInt(value, 10);
    const kind = COLUMNS.get(key);
    if (kind !== undefined && column > 0) special.set(kind, column - 1);
    end = next;
  }
  const separator = separatorNamed(settings.get('separator') ?? '');
  const html = settings.get('html')?.trim().toLowerCase();
  const deck = settings.get('deck')?.trim();
  const notetype = settings.get('notetype')?.trim();
  const names = columnNames(settings.get('columns') ?? '', separator ?? '\t');
  // Anki finds these columns by their names as well.
  names.forEach((name, at) => {
    const kind = COLUMNS.get(`${name.toLowerCase().replace('note type', 'notetype')} column`);
    if (kind !== undefined && !special.has(kind)) special.set(kind, at);
  });
  const isOwn = separator !== undefined || html === 'true' || html === 'false' || special.size > 0;
  return {
    separator,
    ...((html === 'true' || html === 'false') && { html: html === 'true' }),
    special,
    notetype,
    ...(deck !== undefined && deck !== '' && { deck }),
    tags: ankiTags(settings.get('tags') ?? ''),
    columns: names,
    sure: isOwn || settings.size > 1 ? 'yes' : settings.size === 1 ? 'maybe' : 'no',
    end,
  };
}

/** The separator of a text whose head does not say it: the first that its first row has. */
export function separatorOf(text: string, head: AnkiHead): string {
  const newline = text.indexOf('\n', head.end);
  const line = text.slice(head.end, newline === -1 ? text.length : newline);
  return head.separator ?? /\t/.exec(line)?.[0] ?? /[|;,]/.exec(line)?.[0] ?? '\t';
}

const isFilled = ({ cells }: CsvRow): boolean => cells.some((cell) => cell.trim() !== '');

/** Reads the rows that begin at `start`. */
export function ankiRows(text: string, start: number, separator: string): AnkiRows {
  const { rows, open } = readCsv(text, separator, { dialect: 'anki', start });
  const cellsOf = ({ cells, places }: CsvRow): readonly Cell[] =>
    cells.map((cell, i) => {
      const at = places[i] ?? 0;
      return { text: cell, at: text.startsWith('"', at) && at !== open ? at + 1 : at };
    });
  return { rows: rows.filter(isFilled).map(cellsOf), open };
}
