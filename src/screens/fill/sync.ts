import { groupBy } from '../../core/base/collections.ts';
import type { FillSource } from '../../core/base/metric.ts';
import { countOf, shellWord } from '../../core/base/wording.ts';
import type { DerivedChange, SyncCounts, SyncRow, SyncStatus } from '../../core/fill/sync.ts';
import { facts, innerColumns, inset, type Look, paragraph } from '../ui/frame.ts';
import { renderTable } from '../ui/table.ts';
import { oneLine } from '../ui/width.ts';

const NAMED = 4;

/** `+12 %`, `-0.4 %`; for percentages the difference in points, `+2 pp`; a dash for words. */
function changeText({ oldNumber, newNumber, unit, changePercent }: SyncRow, dash: string): string {
  const isPercentage = unit === '%' && oldNumber !== null && newNumber !== null;
  const by = isPercentage ? newNumber - oldNumber : changePercent;
  if (by === null) return dash;
  const digits = Math.abs(by) >= 10 ? Math.round(by) : Number(by.toPrecision(2));
  return `${digits > 0 ? '+' : ''}${digits} ${isPercentage ? 'pp' : '%'}`;
}

const INSTEAD: Readonly<Record<SyncStatus, string>> = {
  same: '',
  changed: '',
  'path-gone': 'gone',
  'file-gone': 'no file',
  unreadable: 'unreadable',
  edited: 'by hand',
};

export function renderSyncTable(rows: readonly SyncRow[], look: Look): string {
  const { theme } = look;
  const cells = rows.map((row) => [
    oneLine(row.name),
    oneLine(row.old),
    oneLine(row.new ?? ''),
    row.status === 'changed' ? changeText(row, theme.symbols.line) : INSTEAD[row.status],
    oneLine(row.file),
  ]);
  const columns = [
    { header: 'Metric', min: 12 },
    { header: 'Old', min: 6 },
    { header: 'New', min: 6, style: theme.filled },
    { header: 'Change', priority: 1 },
    { header: 'File', min: 8, priority: 2 },
  ];
  return renderTable(cells, columns, look.columns, {
    headerStyle: theme.strong,
    ellipsis: theme.symbols.ellipsis,
  });
}

export function renderDerivedChanges(changes: readonly DerivedChange[], look: Look): string {
  const { theme } = look;
  return changes
    .map(({ name, old, new: now }) => {
      const shown = now === null ? 'not computed any more' : `${theme.filled(oneLine(now))}, computed`;
      return paragraph(`${oneLine(name)} ${oneLine(old)} ${theme.symbols.arrow} ${shown}`, look);
    })
    .join('\n');
}

const firstUpper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  const named = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return [named.slice(0, -1).join(', '), ...named.slice(-1)].filter((part) => part !== '').join(' and ');
}

function keptText(message: string, rows: readonly SyncRow[]): string {
  const names = listed(rows.map(({ name }) => oneLine(name)));
  const [first] = rows;
  return first && rows.length === 1
    ? `${message}: ${names} keeps ${oneLine(first.old)}.`
    : `${message}: ${names} keep their values.`;
}

function editedText({ name, new: now, file, message }: SyncRow): string {
  const there = now === null ? 'the value' : oneLine(now);
  const command = `prep fill --sync ${shellWord(oneLine(name))}`;
  return `${oneLine(name)}: ${oneLine(message ?? '')}, and stays so. For ${there} from ${oneLine(file)}: ${command}`;
}

export function renderSyncSentences(rows: readonly SyncRow[], look: Look): string {
  const { theme } = look;
  const lost = groupBy(
    rows.filter(({ message, status }) => message !== null && status !== 'edited'),
    ({ message }) => message ?? '',
  );
  const edited = rows.filter(({ status }) => status === 'edited');
  const warned = rows.flatMap(({ name, warning }) => (warning === null ? [] : [{ name, warning }]));
  return [
    ...[...lost].map(([message, group]) => theme.bad(keptText(oneLine(message), group))),
    ...edited.map((row) => editedText(row)),
    ...warned.map(({ name, warning }) => theme.warn(`Look again: ${oneLine(name)}: ${oneLine(warning)}.`)),
  ]
    .map((sentence) => paragraph(sentence, look))
    .join('\n');
}

export const renderTakeAsk = ({
  name,
  old,
  new: now,
  file,
}: Pick<SyncRow, 'name' | 'old' | 'new' | 'file'>): string =>
  `${oneLine(name)} was set to ${oneLine(old)} by hand. Take ${oneLine(now ?? 'the value')} from ${oneLine(file)}? (y/N)`;

export const renderNote = (note: string, look: Look): string =>
  paragraph(`${firstUpper(oneLine(note))}.`, look);

/**
 * @param all number of compared values
 * @param stored false for a dry run
 */
export function renderSyncSummary(
  all: number,
  { changed, gone, kept }: SyncCounts,
  stored: boolean,
  look: Look,
): string {
  const same = all - changed - gone - kept;
  const parts = [
    changed > 0 ? `${countOf(changed, 'value')} changed` : '',
    gone > 0 ? `${countOf(gone, 'value')} cannot be read again` : '',
    kept > 0 ? `${countOf(kept, 'value')} kept as set by hand` : '',
    same > 0 ? `${countOf(same, 'value')} as before` : '',
  ];
  let sentence = `${parts.filter((part) => part !== '').join(', ')}.`;
  if (all === 0) sentence = 'No value is bound to a result file: `prep fill --from FILE` binds one.';
  else if (same === all)
    sentence =
      all === 1 ? 'The value is as its file has it.' : `The ${all} values are as their files have them.`;
  else if (changed > 0 && !stored) sentence += ' Nothing was stored: `prep fill --sync` takes the new ones.';
  return paragraph(sentence, look);
}

type Sourced = { readonly name: string; readonly source: FillSource };

export type SourcesShown = {
  readonly shown: (path: string) => string;
  readonly stale: ReadonlySet<string>;
};

const SHORT = 7;

function revisionText({ commit, dirty }: Pick<FillSource, 'commit' | 'dirty'>): string {
  if (commit === undefined) return '';
  return `commit ${commit.slice(0, SHORT)}${dirty === true ? ', with uncommitted changes' : ''}`;
}

function fileFacts(source: FillSource, isStale: boolean, look: Look): readonly string[] {
  const written = source.mtime?.slice(0, 16).replace('T', ' ');
  return [
    source.reader ?? '',
    written === undefined ? '' : `written ${written}`,
    revisionText(source),
    source.sha256 === undefined
      ? ''
      : `sha256 ${source.sha256.slice(0, SHORT)}${look.theme.symbols.ellipsis}`,
    isStale ? look.theme.warn('changed since: prep fill --sync') : '',
  ].map((fact) => (fact === '' ? '' : oneLine(fact)));
}

const stateKey = ({ source: { file, reader = '', sha256 = '', commit = '' } }: Sourced): string =>
  [file, reader, sha256, commit].join('\n');

export function renderSources(
  sourced: readonly Sourced[],
  { shown, stale }: SourcesShown,
  look: Look,
): string {
  const blocks = [...groupBy(sourced, stateKey).values()].map((group) => {
    const [first] = group;
    if (!first) return '';
    const isStale = group.some(({ name }) => stale.has(name));
    const rows = group.map(({ name, source }) => [oneLine(name), look.theme.dim(oneLine(source.path))]);
    const paths = renderTable(rows, [{ min: 12 }, { min: 12 }], innerColumns(look), { overflow: 'wrap' });
    return [
      look.theme.strong(oneLine(shown(first.source.file))),
      facts(fileFacts(first.source, isStale, look), look),
      inset(paths, look),
    ].join('\n');
  });
  return blocks.join('\n');
}
