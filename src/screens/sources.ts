// Where values that were read from result files came from: file by file, with what tells which state of it was read.
import type { FillSource } from '../core/metric.ts';
import { groupBy } from '../core/groups.ts';
import { facts, inset, innerColumns, type Look } from './frame.ts';
import { renderTable } from './table.ts';
import { oneLine } from './width.ts';

/** A value and the place that it was read from. */
export type Sourced = { readonly name: string; readonly source: FillSource };

export type SourcesShown = {
  /** A stored path as it is to be shown. */
  readonly shown: (path: string) => string;
  /** Names of values whose file changed or is gone. */
  readonly stale: ReadonlySet<string>;
};

/** As many digits as people quote of a revision or a digest. */
const SHORT = 7;

/** `commit 1a2b3c4, with uncommitted changes`. */
function revisionText({ commit, dirty }: Pick<FillSource, 'commit' | 'dirty'>): string {
  if (commit === undefined) return '';
  return `commit ${commit.slice(0, SHORT)}${dirty === true ? ', with uncommitted changes' : ''}`;
}

/** What is known of the file when it was read. The time is the file's own, to the minute. */
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

/** Tells one state of one file from any other. */
const stateKey = ({ source: { file, reader = '', sha256 = '', commit = '' } }: Sourced): string =>
  [file, reader, sha256, commit].join('\n');

/**
 * Each file with what is known of it, and below it the values that were read from it with their paths. Without a final
 * newline; empty when nothing was read from a file.
 */
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
