// What a person sees of `prep import`: what becomes of the questions of each file, what to know about some,
// what was written.
import { countOf } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/value.ts';
import { IMPORT_STATES, type ImportState } from '../../core/import/plan.ts';
import { type DiffLine, lineDiff } from '../../core/progress/history.ts';
import { facts, innerColumns, inset, type Look, paragraph, withoutMarks } from '../ui/frame.ts';
import { type Column, renderTable } from '../ui/table.ts';
import type { Style, Theme } from '../ui/theme.ts';
import { clean, hangText, indentLines, oneLine, textWidth, truncateTo } from '../ui/width.ts';

/** One question of the plan, as it is shown. */
export type ImportRow = {
  readonly id: string;
  readonly title: string;
  readonly state: ImportState;
  /** What to know about it: an earlier title, where it is. */
  readonly note?: string;
};

/** What one file, or one folder of many, comes to. */
export type ImportTotals = {
  readonly name: string;
  /** What people call the shapes that were read. */
  readonly shape: string;
  readonly counts: Readonly<Record<ImportState, number>>;
  readonly drafts: number;
  /** How many values the questions cite. */
  readonly placeholders: number;
  /** How many values have yet to be given. */
  readonly open: number;
};

/** Both versions of a question that changed here and upstream. */
export type ImportConflict = {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly ours: string;
  readonly theirs: string;
};

/** Rows of a kind, and lines of a difference, that are shown before the rest is counted. */
const ROWS_SHOWN = 10;
const LINES_SHOWN = 14;
/** Rows of the screen that one changed line may take. */
const ROWS_OF_LINE = 10;
/** Below this many columns ids leave no room for titles. */
const NARROW_COLUMNS = 60;
/** Of longer paths the end is shown. */
const LONGEST_PATH = 30;

const NAMES: Readonly<Record<ImportState, string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  conflict: 'changed on both sides',
  deleted: 'deleted by you',
  removed: 'gone upstream',
};

const styleOf = (state: ImportState, { good, warn, dim }: Theme): Style =>
  ({ new: good, changed: good, unchanged: dim, conflict: warn, deleted: dim, removed: warn })[state];

/** The end of a long path, which tells more than its beginning. */
function shortPath(path: string, { symbols }: Theme): string {
  const shown = oneLine(path);
  const last = shown.split(/[\\/]/).findLast((part) => part !== '') ?? shown;
  return textWidth(shown) <= LONGEST_PATH ? shown : `${symbols.ellipsis}/${last}`;
}

const shownCount = (count: number): string => (count === 0 ? '-' : String(count));

/** `38 new · 2 changed · 1 draft · 87 placeholders · 60 to fill`: everything that there is any of. */
export function renderTotals(
  { counts, drafts, placeholders, open }: Omit<ImportTotals, 'name' | 'shape'>,
  look: Look,
): string {
  const states = IMPORT_STATES.map((state) =>
    counts[state] === 0 ? '' : `${counts[state]} ${NAMES[state]}`,
  );
  const more = [
    drafts === 0 ? '' : countOf(drafts, 'draft'),
    placeholders === 0 ? '' : countOf(placeholders, 'placeholder'),
    placeholders === 0 || open === placeholders ? '' : `${open === 0 ? 'none' : open} to fill`,
  ];
  return facts([...states, ...more], { ...look, plain: true });
}

/** A column of counts; those with a priority go first where the screen is narrow. */
const number = (header: string, priority: number): Column => ({ header, align: 'right', priority });

/** A table with a row for each file or folder. */
export function renderImportTable(totals: readonly ImportTotals[], look: Look): string {
  const { theme } = look;
  const hasConflicts = totals.some(({ counts }) => counts.conflict > 0);
  const rows = totals.map(({ name, shape, counts, drafts, open }) => [
    shortPath(name, theme),
    oneLine(shape),
    shownCount(counts.new),
    shownCount(counts.changed),
    shownCount(counts.unchanged),
    ...(hasConflicts ? [shownCount(counts.conflict)] : []),
    shownCount(drafts),
    shownCount(open),
  ]);
  const columns: readonly Column[] = [
    { header: 'File', min: 16 },
    { header: 'Read as', min: 10, priority: 5, style: theme.dim },
    number('New', 0),
    number('Changed', 0),
    number('Same', 2),
    ...(hasConflicts ? [number('Conflict', 0)] : []),
    number('Drafts', 4),
    number('To fill', 3),
  ];
  return renderTable(rows, columns, look.columns, {
    headerStyle: theme.strong,
    ellipsis: theme.symbols.ellipsis,
    overflow: 'truncate',
  });
}

/** Questions of one state, each with its id and title; the rest is counted. Empty for none. */
export function renderImportRows(rows: readonly ImportRow[], state: ImportState, look: Look): string {
  const { theme } = look;
  const all = rows.filter((row) => row.state === state);
  if (all.length === 0) return '';
  const isNarrow = look.columns < NARROW_COLUMNS;
  const cells = all.slice(0, ROWS_SHOWN).map(({ id, title, note }) => {
    const told = oneLine(title) + (note === undefined ? '' : ` (${oneLine(note)})`);
    return isNarrow ? [told] : [oneLine(id), told];
  });
  const columns: readonly Column[] = [{ min: 12, style: theme.dim }, { min: 16 }];
  const table = renderTable(cells, isNarrow ? columns.slice(1) : columns, innerColumns(look), {
    ellipsis: theme.symbols.ellipsis,
    overflow: 'truncate',
  });
  const rest = all.length - cells.length;
  const more = rest === 0 ? '' : `\n${inset(`and ${rest} more`, look)}`;
  const name = NAMES[state];
  return `${styleOf(state, theme)(name.charAt(0).toUpperCase() + name.slice(1))}\n${inset(table, look)}${more}`;
}

function renderLine({ sign, text }: DiffLine, columns: number, { good, bad, dim, symbols }: Theme): string {
  if (sign === '…') return dim(symbols.ellipsis);
  const words = clean(text).replaceAll('\n', ' ').trimEnd();
  if (sign === ' ') return dim(truncateTo(`  ${words}`, columns, symbols.ellipsis).trimEnd());
  // Cut to one line, both versions of a paragraph would often look the same.
  const line = hangText(`${sign} `, truncateTo(words, columns * ROWS_OF_LINE, symbols.ellipsis), columns);
  return (sign === '-' ? bad : good)(line.trimEnd());
}

/** A difference without empty lines around it, and without saying that more stands before and behind it. */
function worthSeeing(lines: readonly DiffLine[]): readonly DiffLine[] {
  const told = lines.filter(({ sign, text }) => sign !== ' ' || text.trim() !== '');
  return told.filter(({ sign }, at) => sign !== '…' || (at > 0 && at < told.length - 1));
}

/** How the two versions of a question differ: `-` is yours, `+` is upstream's. */
export function renderConflict({ id, title, path, ours, theirs }: ImportConflict, look: Look): string {
  const { theme } = look;
  const lines = worthSeeing(lineDiff(ours, theirs));
  const room = innerColumns(look) - 2;
  const shown = lines.slice(0, LINES_SHOWN).map((line) => renderLine(line, room, theme));
  const rest = lines.length - shown.length;
  const more = rest === 0 ? [] : [theme.dim(`and ${countOf(rest, 'more line')}`)];
  return [
    paragraph(`${theme.warn(oneLine(id))} ${theme.symbols.dot} ${oneLine(title)}`, look),
    paragraph(theme.dim(`- yours in ${oneLine(path)}`), look),
    paragraph(theme.dim('+ as it is upstream now'), look),
    inset(indentLines([...shown, ...more].join('\n'), '  '), look),
  ].join('\n');
}

/** What to do about conflicts. */
export const renderConflictHelp = (count: number, look: Look): string =>
  paragraph(
    `${count === 1 ? 'It stays' : 'They stay'} as you have ${count === 1 ? 'it' : 'them'}. \`--merge theirs\` takes upstream's and keeps yours beside it as NAME.md.mine; \`--merge ours\` keeps yours for good.`,
    look,
  );

/** Asks whether what may be placeholders in a file is to be looked at. */
export const renderPossibleOffer = (file: string, count: number): string =>
  `${truncateTo(oneLine(file), 40)}: ${countOf(count, 'possible placeholder')}. Look at ${count === 1 ? 'it' : 'them'}? (y, n, a takes all, Enter for n)`;

/** One spot: the question, and the sentence with what may be a placeholder standing out. */
export function renderPossible(title: string, sentence: readonly Segment[], look: Look): string {
  const { theme } = look;
  const shown = sentence
    .map(({ kind, text }) => (kind === 'open' ? theme.open(clean(text)) : withoutMarks(text)))
    .join('');
  return `${look.plain ? '' : '\n'}${paragraph(theme.dim(oneLine(title)), look)}\n${paragraph(shown, look)}`;
}

/** Asks about one spot. */
export const renderPossibleAsk = (written: string, becomes: string, look: Look): string =>
  `${oneLine(written)} ${look.theme.symbols.arrow} ${oneLine(becomes)}? (y, n, a takes the rest, q leaves the rest, Enter for n)`;
