// What a person sees when values come in from a file: what becomes of each, what to ask, and the sum.
import { IMPORT_STATUSES, type ImportRow, type ImportStatus } from '../../core/fill/plan.ts';
import { facts, type Look, paragraph } from '../ui/frame.ts';
import { wideTable } from '../ui/table.ts';
import type { Style, Theme } from '../ui/theme.ts';
import { oneLine, truncateTo } from '../ui/width.ts';

const WORDS: Readonly<Record<ImportStatus, string>> = {
  new: 'new',
  changed: 'replaced',
  same: 'same',
  kept: 'kept yours',
  refused: 'refused',
};

const styleOf = ({ status }: ImportRow, { good, warn, bad, dim }: Theme): Style =>
  ({ new: good, changed: good, same: dim, kept: warn, refused: bad })[status];

/** `45 ms → 48 ms`; one value alone where there is nothing to compare. */
function valueIn({ status, old, new: next }: ImportRow, { symbols }: Theme): string {
  const given = next === null ? '' : oneLine(next);
  if (old === null || status === 'same') return given;
  const stored = oneLine(old);
  return status === 'changed'
    ? `${stored} ${symbols.arrow} ${given}`
    : `${stored} (file: ${given || 'none'})`;
}

/**
 * What becomes of each value of a file, and below it what to know about some.
 * @param file the path as it is shown
 */
export function renderImport(rows: readonly ImportRow[], file: string, look: Look): string {
  const { theme } = look;
  if (rows.length === 0) return '';
  const cells = rows.map((row) => [oneLine(row.name), WORDS[row.status], valueIn(row, theme)]);
  const columns = [{ header: 'Name', min: 10 }, { header: 'Becomes' }, { header: 'Value', min: 12 }];
  const table = wideTable(cells, columns, look);
  const notes = rows.flatMap((row) => {
    if (row.message === null) return [];
    const [name, message] = [oneLine(row.name), oneLine(row.message)];
    const isRefused = row.status === 'refused' && row.at;
    const place = isRefused ? `${oneLine(file)}:${row.at?.line}:${row.at?.column}: ` : '';
    const about = message.startsWith(`${name} `) ? '' : `${name}: `;
    return [paragraph(`${place}${about}${styleOf(row, theme)(message)}`, look)];
  });
  return [table, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

/** Asks whether one value may be replaced. */
export function renderReplace({ name, old, new: next }: ImportRow, look: Look): string {
  const { arrow } = look.theme.symbols;
  const change = `${oneLine(old ?? '')} ${arrow} ${oneLine(next ?? '')}`;
  return `${truncateTo(oneLine(name), 40)}: ${change}. Replace it? (y, n, a for all, Enter for n)`;
}

/** `12 new, 3 replaced, …`, those that there are. */
export function renderImportSummary(rows: readonly ImportRow[], look: Look): string {
  const counts = IMPORT_STATUSES.map((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? '' : `${count} ${WORDS[status]}`;
  });
  return facts(counts, { ...look, plain: true });
}
