import type { Metric } from '../../core/base/metric.ts';
import { openSource } from '../../core/base/span.ts';
import { countOf, firstLines, shellWord } from '../../core/base/wording.ts';
import { bindValue, type FileValue, type Reading } from '../../core/fill/bind.ts';
import { type Proposal, STRONG } from '../../core/fill/match.ts';
import {
  IMPORT_STATUSES,
  type ImportRow,
  type ImportStatus,
  type PlannedFill,
} from '../../core/fill/plan.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { facts, innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { type ColumnOf, renderTable, wideTable } from '../ui/table.ts';
import type { Style, Theme } from '../ui/theme.ts';
import { clean, indentLines, oneLine, textWidth, truncateTo, wrapText } from '../ui/width.ts';
import { storedText } from './fill.ts';

type ShownFile = { readonly file: string; readonly reading: Pick<Reading, 'title' | 'candidates'> };

export type Unread = Refusal & { readonly file: string };

/** The value as it would be stored, or as in the file if it does not fit. */
export type ShownChoice = {
  readonly value: string;
  readonly suits: boolean;
  readonly label: string;
  readonly file: string;
};

const VALUES_SHOWN = 3;
const FILES_SHOWN = 12;
const VALUES_LISTED = 60;
const LONGEST_VALUE = 60;
const BELOW = '  ';

/** Units that are easier to read, each below a size in the file's unit. */
const HANDY_UNITS: readonly (readonly [unit: string, below: number, handy: string])[] = [
  ['s', 1e-3, 'µs'],
  ['s', 1, 'ms'],
  ['s', 120, 's'],
  ['s', 7200, 'min'],
  ['s', Infinity, 'h'],
  ['B', 1000, 'B'],
  ['B', 1e6, 'kB'],
  ['B', 1e9, 'MB'],
  ['B', Infinity, 'GB'],
  ['×', 1.000_001, '%'],
  ['×', Infinity, ''],
];

function handyUnit(unit: string, size: number): string {
  if (size === 0) return unit === '×' ? '%' : unit;
  const handy = HANDY_UNITS.find(([own, below]) => own === unit && size < below);
  return handy ? handy[2] : unit;
}

/** A value of a file as people read it: `45.1 ms` for 0.0451234 s. */
export function valueText({ value, unit }: FileValue): string {
  if (typeof value === 'string') return truncateTo(oneLine(value), LONGEST_VALUE);
  const shown: Metric = {
    name: 'value',
    kind: 'number',
    prompt: '',
    at: openSource('', '').spanAt(0, 0),
    unit: handyUnit(unit, Math.abs(value)) || undefined,
  };
  const bound = bindValue(shown, { value, unit }, unit);
  return oneLine('error' in bound ? `${value} ${unit}` : bound.fill.value);
}

function fileFacts({ file, reading }: ShownFile, display: Display): string {
  const { title, candidates } = reading;
  return facts([display.theme.strong(oneLine(file)), title, countOf(candidates.length, 'value')], display);
}

const below = (text: string, display: Display): string =>
  inset(indentLines(wrapText(text, innerColumns(display) - BELOW.length), BELOW), display);

function someValues({ reading: { candidates } }: ShownFile, count: number, display: Display): string {
  const { filled, symbols } = display.theme;
  return firstLines(
    candidates,
    count,
    (one) => below(`${oneLine(one.label)} ${symbols.dot} ${filled(valueText(one))}`, display),
    (rest) => below(`${symbols.ellipsis} ${rest} more`, display),
  ).join('\n');
}

export function renderRecognized(files: readonly ShownFile[], display: Display): string {
  const count = files.length === 1 ? 2 * VALUES_SHOWN : files.length <= 4 ? VALUES_SHOWN : 1;
  return firstLines(
    files,
    FILES_SHOWN,
    (file) => `${fileFacts(file, display)}\n${someValues(file, count, display)}`,
    (rest) => paragraph(`and ${countOf(rest, 'more file')}`, display),
  ).join('\n');
}

export const renderUnread = ({ error, hint }: Unread, display: Display): string =>
  paragraph(`${display.theme.warn(oneLine(error))}; ${oneLine(hint)}`, display);

export function renderChoices(
  choices: readonly ShownChoice[],
  rest: number,
  isOneFile: boolean,
  display: Display,
): string {
  const { theme } = display;
  const rows = choices.map(({ value, suits, label, file }, i) => {
    const shown = suits ? theme.filled(oneLine(value)) : theme.dim(oneLine(value));
    return [`${i + 1}`, shown, oneLine(label), ...(isOneFile ? [] : [theme.dim(oneLine(file))])];
  });
  const columns = [{ align: 'right' as const }, { min: 14 }, { min: 12 }, { min: 10, priority: 1 }];
  const table = renderTable(rows, columns.slice(0, isOneFile ? 3 : 4), innerColumns(display), {
    overflow: 'wrap',
  });
  const more = rest > 0 ? `\n${paragraph(`and ${rest} more; add words to narrow the search`, display)}` : '';
  return (display.plain ? '' : '\n') + inset(table, display) + more;
}

export function renderFromAsk(label: string, takes: boolean): string {
  return `${truncateTo(oneLine(label), 40)} (Enter = ${takes ? '1' : 'skip'}, ! = not measured, ? = help):`;
}

export function renderFromHelp(measure: string | undefined, takes: boolean, display: Display): string {
  return [
    ...(measure === undefined ? [] : [`To measure it: ${oneLine(measure)}`]),
    takes ? 'Enter = use the first one; a number = use that one.' : 'A number = use that one; Enter = skip.',
    'Type words to search all values: latency p95. Type a path to use the value there: results[0].median, max(history[].accuracy).',
    'To give the unit, add "in" after a number or path: 2 in ms.',
    'If you did not measure it, enter ! and a reason: ! no GPU available.',
    '- or s = skip, q = quit. Stored values are kept.',
  ]
    .map((sentence) => paragraph(sentence, display))
    .join('\n');
}

export function renderBound(
  planned: PlannedFill,
  { file, path }: { readonly file: string; readonly path: string },
  display: Display,
): string {
  return `${paragraph(storedText(planned, display), display)}\n${below(display.theme.dim(`from ${oneLine(file)}: ${oneLine(path)}`), display)}`;
}

/** With paths if all of them fit: `--set` takes labels too. */
function renderValues({ reading: { candidates } }: ShownFile, listed: number, display: Display): string {
  const { theme } = display;
  if (candidates.length === 0) return '';
  const rows = candidates
    .slice(0, listed)
    .map((one) => [oneLine(one.label), valueText(one), oneLine(one.path)]);
  const room = display.columns - BELOW.length;
  // A path that is cut can be neither read nor pasted.
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => textWidth(row[at] ?? ''))));
  const withPaths = widths.reduce((sum, width) => sum + width + BELOW.length, 0) <= room;
  const columns = [{ min: 12 }, { min: 8, style: theme.filled }, { style: theme.dim }];
  const shown = withPaths ? rows : rows.map((row) => row.slice(0, 2));
  const table = renderTable(shown, columns.slice(0, withPaths ? 3 : 2), room, { overflow: 'wrap' });
  const rest = candidates.length - rows.length;
  const more = rest > 0 ? `\n  and ${rest} more; \`--json\` lists them` : '';
  return `\n${indentLines(table, BELOW)}${more}`;
}

export function renderFound(files: readonly ShownFile[], display: Display): string {
  const listed =
    files.length === 1 ? VALUES_LISTED : Math.max(VALUES_SHOWN, Math.floor(VALUES_LISTED / files.length));
  return files.map((file) => fileFacts(file, display) + renderValues(file, listed, display)).join('\n');
}

/**
 * Quoted for a shell.
 * @param banks the banks named on the command line
 */
export const bindCommand = (from: string, name: string, path: string, banks: readonly string[]): string =>
  ['prep', 'fill', ...banks.flatMap((bank) => ['--bank', bank]), '--from', from, '--set', `${name}=${path}`]
    .map((word) => shellWord(word))
    .join(' ');

/** Lines to paste are never wrapped. */
export function renderProposals(
  proposals: readonly Proposal[],
  banks: readonly string[],
  display: Display,
): string {
  return proposals
    .flatMap(({ key, ranked: [lead] }) => {
      if (!lead) return [];
      const { file, candidate } = lead.offer;
      const { fill, converted } = lead.bound;
      const sure = lead.score >= STRONG ? '' : ' (perhaps)';
      const said = `${oneLine(key)}: ${oneLine(converted ?? fill.value)}, ${oneLine(candidate.label)}${sure}`;
      return [`${paragraph(said, display)}\n  ${clean(bindCommand(file, key, candidate.path, banks))}`];
    })
    .join('\n');
}

const WORDS: Readonly<Record<ImportStatus, string>> = {
  new: 'new',
  changed: 'replaced',
  same: 'same',
  kept: 'kept yours',
  refused: 'refused',
};

const styleOf = ({ status }: ImportRow, { good, warn, bad, dim }: Theme): Style =>
  ({ new: good, changed: good, same: dim, kept: warn, refused: bad })[status];

/** `45 ms → 48 ms`, or one value. */
function valueIn({ status, old, new: next }: ImportRow, { symbols }: Theme): string {
  const given = next === null ? '' : oneLine(next);
  if (old === null || status === 'same') return given;
  const stored = oneLine(old);
  return status === 'changed'
    ? `${stored} ${symbols.arrow} ${given}`
    : `${stored} (file: ${given || 'none'})`;
}

export function renderImport(rows: readonly ImportRow[], file: string, display: Display): string {
  const { theme } = display;
  if (rows.length === 0) return '';
  const columns: readonly ColumnOf<ImportRow>[] = [
    { header: 'Name', min: 10, cell: ({ name }) => oneLine(name) },
    { header: 'Status', cell: ({ status }) => WORDS[status] },
    { header: 'Value', min: 12, cell: (row) => valueIn(row, theme) },
  ];
  const table = wideTable(rows, columns, display);
  const notes = rows.flatMap((row) => {
    if (row.message === null) return [];
    const [name, message] = [oneLine(row.name), oneLine(row.message)];
    const isRefused = row.status === 'refused' && row.at;
    const place = isRefused ? `${oneLine(file)}:${row.at?.line}:${row.at?.column}: ` : '';
    const about = message.startsWith(`${name} `) ? '' : `${name}: `;
    return [paragraph(`${place}${about}${styleOf(row, theme)(message)}`, display)];
  });
  return [table, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

/** `12 new, 3 replaced, …` */
export function renderImportSummary(rows: readonly ImportRow[], display: Display): string {
  const counts = IMPORT_STATUSES.map((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? '' : `${count} ${WORDS[status]}`;
  });
  return facts(counts, { ...display, plain: true });
}
