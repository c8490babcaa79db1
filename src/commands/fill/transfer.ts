// Exports and imports values. An import shows its plan, may ask, and stores everything at once.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { citationsIn } from '../../core/fill/gaps.ts';
import {
  applyImport,
  type FillEntry,
  IMPORT_STATUSES,
  type ImportRow,
  planImport,
} from '../../core/fill/plan.ts';
import { valuesOf } from '../../core/fill/values.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import { fillsFields, fillsFormatOf, readFills, writeFills } from '../../formats/stored/fills-file.ts';
import { renderImport, renderImportSummary } from '../../screens/fill/from.ts';
import type { Display } from '../../screens/ui/frame.ts';
import { readNamed, type Study } from '../shared/load.ts';
import { updateRecorded } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';
import { effectsJson, effectsOf, sayEffects } from './read-again.ts';

const STDIN = '-';

/** Never overwrites: fails with `file-exists`. */
export function exportFills(
  context: Context,
  study: Pick<Study<Question>, 'config'>,
  file: string | undefined,
  { json }: Input<'fill'>,
): number {
  const { fills } = study.config;
  const count = Object.keys(fills).length;
  if (file === undefined) {
    context.out.data(json ? jsonDocument('fill', fillsFields(fills)) : writeFills(fills, 'json'));
    return 0;
  }
  context.files.createText(file, writeFills(fills, fillsFormatOf(file, '{')));
  if (json) context.out.data(jsonDocument('fill', { exported: count, file }));
  else context.out.talk(`${countOf(count, 'value')} written to ${file}.\n`);
  return 0;
}

async function readEntries(context: Context, file: string): Promise<readonly FillEntry[]> {
  const shown = file === STDIN ? 'stdin' : file;
  const text = await readNamed(context, file);
  const read = readFills(shown, text, fillsFormatOf(file, text));
  if ('entries' in read) return read.entries;
  const { at, error, hint } = read;
  throw new Failure('fills-damaged', `${shown}:${at.line}:${at.column}: ${error}; nothing was stored.`, {
    hint,
  });
}

function show(
  context: Context,
  rows: readonly ImportRow[],
  file: string,
  dryRun: boolean,
  display: Display,
): void {
  if (rows.length > 0) context.out.data(`${renderImport(rows, file, display)}\n`);
  const summary = rows.length === 0 ? `No values found in ${file}` : renderImportSummary(rows, display);
  const hint = rows.some(({ status }) => status === 'kept')
    ? 'Add `--replace` to replace your values with those in the file.\n'
    : '';
  context.out.talk(`${summary}.${dryRun ? ' Nothing was changed.' : ''}\n${hint}`);
}

function importJson(rows: readonly ImportRow[], dryRun: boolean, following: JsonFields): string {
  const counts = IMPORT_STATUSES.map((status) => {
    return [status, rows.filter((row) => row.status === status).length] as const;
  });
  const imported = rows.map(({ name, status, old, new: next, message }) => {
    return { name, status, old, new: next, message };
  });
  const written = dryRun ? 0 : rows.filter(({ fill }) => fill).length;
  return jsonDocument('fill', { imported, ...Object.fromEntries(counts), written, ...following });
}

/**
 * Reads values from a file (`-` for stdin). A stored value that differs is kept unless `replace` is set. Fails
 * with `fills-damaged` and stores nothing.
 * @returns 1 if a value was kept or refused, otherwise 0
 */
export async function importFills(
  context: Context,
  study: Study<Question>,
  file: string,
  options: Input<'fill'>,
): Promise<number> {
  const entries = await readEntries(context, file);

  const { dryRun = false, replace = false, json = false, force = false } = options;
  const citations = citationsIn(study.bank);
  // For values without a date.
  const now = isoWithOffset(context.clock.now(), study.calendar);
  let rows = planImport(citations, study.config.fills, entries, replace, now, force);
  const { bank, config, values } = study;
  let fills = applyImport(config.fills, rows);
  if (!dryRun)
    ({ fills } = await updateRecorded(context, (latest) => {
      // Planned again with the values stored by now.
      rows = planImport(citations, latest.fills, entries, replace, now, force);
      return rows.some(({ fill }) => fill) ? { ...latest, fills: applyImport(latest.fills, rows) } : latest;
    }));
  const after = valuesOf(bank, fills, { thousands: config.settings.thousands });
  const effects = effectsOf(study, values, after);

  if (json) context.out.data(importJson(rows, dryRun, effectsJson(context, study, effects)));
  else {
    show(context, rows, file, dryRun, displayOf(context, options.plain ?? !context.screen.fancy));
    sayEffects(context, study, effects);
  }
  return rows.some(({ status }) => status === 'kept' || status === 'refused') ? 1 : 0;
}
