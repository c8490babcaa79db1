import { capitalized, countOf } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import { IMPORT_STATES, type ImportState } from '../../core/import/plan.ts';
import { renderDiff } from '../progress/history.ts';
import { facts, innerColumns, inset, type Display, NARROW, paragraph, withoutMarks } from '../ui/frame.ts';
import { type Column, renderTable, wideTable } from '../ui/table.ts';
import type { Style, Theme } from '../ui/theme.ts';
import { clean, oneLine, textWidth, truncateTo } from '../ui/width.ts';

export type ImportRow = {
  readonly id: string;
  readonly title: string;
  readonly state: ImportState;
  readonly note?: string;
};

/** Of one file, or of one folder of many. */
export type ImportTotals = {
  readonly name: string;
  readonly shape: string;
  readonly counts: Readonly<Record<ImportState, number>>;
  readonly drafts: number;
  readonly placeholders: number;
  readonly open: number;
};

export type ImportConflict = {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly ours: string;
  readonly theirs: string;
};

/** Rows and lines shown before the rest is counted. */
const ROWS_SHOWN = 10;
const LONGEST_PATH = 30;

const NAMES: Readonly<Record<ImportState, string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  conflict: 'changed in both',
  deleted: 'deleted by you',
  removed: 'removed upstream',
};

const styleOf = (state: ImportState, { good, warn, dim }: Theme): Style =>
  ({ new: good, changed: good, unchanged: dim, conflict: warn, deleted: dim, removed: warn })[state];

/** The end of a long path tells more than its beginning. */
function shortPath(path: string, { symbols }: Theme): string {
  const shown = oneLine(path);
  const last = shown.split(/[\\/]/).findLast((part) => part !== '') ?? shown;
  return textWidth(shown) <= LONGEST_PATH ? shown : `${symbols.ellipsis}/${last}`;
}

/** `38 new · 2 changed · 1 draft · 87 placeholders · 60 to fill` */
export function renderTotals(
  { counts, drafts, placeholders, open }: Omit<ImportTotals, 'name' | 'shape'>,
  display: Display,
): string {
  const states = IMPORT_STATES.map((state) =>
    counts[state] === 0 ? '' : `${counts[state]} ${NAMES[state]}`,
  );
  const more = [
    drafts === 0 ? '' : countOf(drafts, 'draft'),
    placeholders === 0 ? '' : countOf(placeholders, 'placeholder'),
    placeholders === 0 || open === placeholders ? '' : `${open === 0 ? 'none' : open} to fill`,
  ];
  return facts([...states, ...more], { ...display, plain: true });
}

type TotalsColumn = Column & { readonly cell: (totals: ImportTotals) => string };

/** @param priority columns above 0 go where the screen is narrow, the highest first */
const countColumn = (
  header: string,
  priority: number,
  count: (totals: ImportTotals) => number,
): TotalsColumn => ({
  header,
  align: 'right',
  priority,
  cell: (totals) => String(count(totals) || '-'),
});

export function renderImportTable(totals: readonly ImportTotals[], display: Display): string {
  const { theme } = display;
  const hasConflicts = totals.some(({ counts }) => counts.conflict > 0);
  const columns: readonly TotalsColumn[] = [
    { header: 'File', min: 16, cell: ({ name }) => shortPath(name, theme) },
    { header: 'Read as', min: 10, priority: 5, style: theme.dim, cell: ({ shape }) => oneLine(shape) },
    countColumn('New', 0, ({ counts }) => counts.new),
    countColumn('Changed', 0, ({ counts }) => counts.changed),
    countColumn('Same', 2, ({ counts }) => counts.unchanged),
    ...(hasConflicts ? [countColumn('Conflict', 0, ({ counts }) => counts.conflict)] : []),
    countColumn('Drafts', 4, ({ drafts }) => drafts),
    countColumn('To fill', 3, ({ open }) => open),
  ];
  const rows = totals.map((one) => columns.map(({ cell }) => cell(one)));
  return wideTable(rows, columns, display);
}

export function renderImportRows(rows: readonly ImportRow[], state: ImportState, display: Display): string {
  const { theme } = display;
  const all = rows.filter((row) => row.state === state);
  if (all.length === 0) return '';
  const isNarrow = display.columns < NARROW;
  const cells = all.slice(0, ROWS_SHOWN).map(({ id, title, note }) => {
    const words = oneLine(title) + (note === undefined ? '' : ` (${oneLine(note)})`);
    return isNarrow ? [words] : [oneLine(id), words];
  });
  const columns: readonly Column[] = [{ min: 12, style: theme.dim }, { min: 16 }];
  const table = renderTable(cells, isNarrow ? columns.slice(1) : columns, innerColumns(display), {
    ellipsis: theme.symbols.ellipsis,
    overflow: 'truncate',
  });
  const rest = all.length - cells.length;
  const more = rest === 0 ? '' : `\n${inset(`and ${rest} more`, display)}`;
  return `${styleOf(state, theme)(capitalized(NAMES[state]))}\n${inset(table, display)}${more}`;
}

/** `-` is yours, `+` is the new upstream version. */
export function renderConflict({ id, title, path, ours, theirs }: ImportConflict, display: Display): string {
  const { theme } = display;
  return [
    paragraph(`${theme.warn(oneLine(id))} ${theme.symbols.dot} ${oneLine(title)}`, display),
    paragraph(theme.dim(`- yours, in ${oneLine(path)}`), display),
    paragraph(theme.dim('+ the new upstream version'), display),
    renderDiff(ours, theirs, display),
  ].join('\n');
}

export const renderConflictHelp = (count: number, display: Display): string =>
  paragraph(
    `${count === 1 ? 'Your version is' : 'Your versions are'} kept. \`--merge theirs\` uses the new upstream version and keeps yours beside it as NAME.md.mine; \`--merge ours\` keeps yours from now on.`,
    display,
  );

export const renderPossibleOffer = (file: string, count: number): string =>
  `${truncateTo(oneLine(file), 40)}: ${countOf(count, 'possible placeholder')}. Review ${count === 1 ? 'it' : 'them'}? (y, n, a = all, Enter = n)`;

export function renderPossible(title: string, sentence: readonly Segment[], display: Display): string {
  const { theme } = display;
  const shown = sentence
    .map(({ kind, text }) => (kind === 'open' ? theme.open(clean(text)) : withoutMarks(text)))
    .join('');
  return `${display.plain ? '' : '\n'}${paragraph(theme.dim(oneLine(title)), display)}\n${paragraph(shown, display)}`;
}

export const renderPossibleAsk = (written: string, becomes: string, display: Display): string =>
  `${oneLine(written)} ${display.theme.symbols.arrow} ${oneLine(becomes)}? (y, n, a = all the rest, q = none of the rest, Enter = n)`;
