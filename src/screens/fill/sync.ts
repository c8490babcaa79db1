import { groupBy } from '../../core/base/collections.ts';
import type { FillSource } from '../../core/base/metric.ts';
import { capitalized, countOf, firstText, listText, shellWord } from '../../core/base/wording.ts';
import type { DerivedChange, SyncCounts, SyncRow, SyncStatus } from '../../core/fill/sync.ts';
import { facts, innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { type ColumnOf, renderTable, wideTable } from '../ui/table.ts';
import { oneLine } from '../ui/width.ts';

const NAMED = 4;

/** `+12%`, `-0.4%`; for percentages the difference in points, `+2 pts`; a dash for text. */
function changeText({ oldNumber, newNumber, unit, changePercent }: SyncRow, dash: string): string {
  const isPercentage = unit === '%' && oldNumber !== null && newNumber !== null;
  const by = isPercentage ? newNumber - oldNumber : changePercent;
  if (by === null) return dash;
  const digits = Math.abs(by) >= 10 ? Math.round(by) : Number(by.toPrecision(2));
  return `${digits > 0 ? '+' : ''}${digits}${isPercentage ? ' pts' : '%'}`;
}

const INSTEAD: Readonly<Record<SyncStatus, string>> = {
  same: '',
  changed: '',
  'path-gone': 'gone',
  'file-gone': 'no file',
  unreadable: 'unreadable',
  edited: 'by hand',
  doubtful: 'kept',
};

export function renderSyncTable(rows: readonly SyncRow[], display: Display): string {
  const { theme } = display;
  const change = (row: SyncRow): string =>
    row.status === 'changed' ? changeText(row, theme.symbols.line) : INSTEAD[row.status];
  const columns: readonly ColumnOf<SyncRow>[] = [
    { header: 'Metric', min: 12, cell: ({ name }) => oneLine(name) },
    { header: 'Old', min: 6, cell: ({ old }) => oneLine(old) },
    { header: 'New', min: 6, style: theme.filled, cell: (row) => oneLine(row.new ?? '') },
    { header: 'Change', priority: 1, cell: change },
    { header: 'File', min: 8, priority: 2, cell: ({ file }) => oneLine(file) },
  ];
  return wideTable(rows, columns, display);
}

/** `attention_slowdown 6.4× → 7.1×, computed` */
export function renderDerivedChanges(changes: readonly DerivedChange[], display: Display): string {
  const { theme } = display;
  return changes
    .map(({ name, old, new: now }) => {
      const shown = now === null ? 'no longer computed' : `${theme.filled(oneLine(now))}, computed`;
      return paragraph(`${oneLine(name)} ${oneLine(old)} ${theme.symbols.arrow} ${shown}`, display);
    })
    .join('\n');
}

function keptText(message: string, rows: readonly SyncRow[]): string {
  const all = rows.map(({ name }) => oneLine(name));
  const names = all.length > NAMED ? firstText(all, NAMED) : listText(all);
  const [first] = rows;
  return first && rows.length === 1
    ? `${message}: ${names} keeps ${oneLine(first.old)}.`
    : `${message}: ${names} keep their values.`;
}

function editedText({ name, old, new: now, file, message }: SyncRow): string {
  const there = now === null ? 'the value' : oneLine(now);
  const command = `prep fill --sync ${shellWord(oneLine(name))}`;
  return `${oneLine(name)}: ${oneLine(message ?? '')}, so it keeps ${oneLine(old)}. To use ${there} from ${oneLine(file)}: \`${command}\`.`;
}

const isKept = (status: SyncStatus): boolean => status === 'edited' || status === 'doubtful';

/** One sentence per file and reason, one for each value set by hand, and the warnings. */
export function renderSyncSentences(rows: readonly SyncRow[], display: Display): string {
  const { theme } = display;
  const lost = groupBy(
    rows.filter(({ message, status }) => message !== null && !isKept(status)),
    ({ message }) => message ?? '',
  );
  const edited = rows.filter(({ status }) => isKept(status));
  const warned = rows.flatMap(({ name, warning }) => (warning === null ? [] : [{ name, warning }]));
  return [
    ...[...lost].map(([message, group]) => theme.bad(keptText(oneLine(message), group))),
    ...edited.map((row) => editedText(row)),
    ...warned.map(({ name, warning }) => theme.warn(`Please check: ${oneLine(name)}: ${oneLine(warning)}.`)),
  ]
    .map((sentence) => paragraph(sentence, display))
    .join('\n');
}

export const renderTakeAsk = (
  row: Pick<SyncRow, 'name' | 'old' | 'new' | 'file'> & Partial<Pick<SyncRow, 'status' | 'message'>>,
): string =>
  `${row.status === 'doubtful' ? `${oneLine(row.name)} is ${oneLine(row.old)}; ${oneLine(row.message ?? '')}` : `${oneLine(row.name)} was set to ${oneLine(row.old)} by hand`}. Use ${oneLine(row.new ?? 'the value')} from ${oneLine(row.file)}? (y/N)`;

export const renderNote = (note: string, display: Display): string =>
  paragraph(`${capitalized(oneLine(note))}.`, display);

/**
 * @param all how many values were compared
 * @param stored false in a dry run
 */
export function renderSyncSummary(
  all: number,
  { changed, gone, kept }: SyncCounts,
  stored: boolean,
  display: Display,
): string {
  const same = all - changed - gone - kept;
  const counts = [
    [changed, 'changed'],
    [gone, 'could not be reread'],
    [kept, 'kept'],
    [same, 'unchanged'],
  ] as const;
  const parts = counts.flatMap(([count, what]) => (count > 0 ? [`${countOf(count, 'value')} ${what}`] : []));
  let sentence = `${parts.join(', ')}.`;
  if (all === 0) sentence = 'No value is bound to a result file. Run `prep fill --from FILE` to bind one.';
  else if (same === all)
    sentence = all === 1 ? 'The value matches its file.' : `All ${all} values match their files.`;
  else if (changed > 0 && !stored)
    sentence += ' Nothing was stored. Run `prep fill --sync` to store the new values.';
  return paragraph(sentence, display);
}

type Sourced = { readonly name: string; readonly source: FillSource };

export type SourcesShown = {
  readonly shown: (path: string) => string;
  readonly stale: ReadonlySet<string>;
};

const SHORT = 7;

function fileFacts(source: FillSource, isStale: boolean, { theme }: Display): readonly string[] {
  const { reader, mtime, commit, dirty, sha256 } = source;
  return [
    reader,
    mtime && `written ${mtime.slice(0, 16).replace('T', ' ')}`,
    commit && `commit ${commit.slice(0, SHORT)}${dirty === true ? ', with uncommitted changes' : ''}`,
    sha256 && `sha256 ${sha256.slice(0, SHORT)}${theme.symbols.ellipsis}`,
    isStale ? theme.warn('changed since then; run `prep fill --sync`') : '',
  ].map((fact = '') => oneLine(fact));
}

const stateKey = ({ source: { file, reader = '', sha256 = '', commit = '' } }: Sourced): string =>
  [file, reader, sha256, commit].join('\n');

export function renderSources(
  sourced: readonly Sourced[],
  { shown, stale }: SourcesShown,
  display: Display,
): string {
  const blocks = [...groupBy(sourced, stateKey).values()].map((group) => {
    const [first] = group;
    if (!first) return '';
    const isStale = group.some(({ name }) => stale.has(name));
    const rows = group.map(({ name, source }) => [oneLine(name), display.theme.dim(oneLine(source.path))]);
    const paths = renderTable(rows, [{ min: 12 }, { min: 12 }], innerColumns(display), { overflow: 'wrap' });
    return [
      display.theme.strong(oneLine(shown(first.source.file))),
      facts(fileFacts(first.source, isStale, display), display),
      inset(paths, display),
    ].join('\n');
  });
  return blocks.join('\n');
}
