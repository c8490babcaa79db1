import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { type Asked, askedIn } from '../../core/fill/gaps.ts';
import {
  applyImport,
  type FillEntry,
  IMPORT_STATUSES,
  type ImportRow,
  planImport,
} from '../../core/fill/plan.ts';
import { valuesOf } from '../../core/fill/values.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import {
  fillsFields,
  type FillsFormat,
  fillsFormatOf,
  readFills,
  writeFills,
} from '../../formats/stored/fills-file.ts';
import { renderImport, renderImportSummary, renderReplace } from '../../screens/fill/transfer.ts';
import type { Look } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { changedSentences, readAgainJson, sayReadAgain } from './read-again.ts';

const STDIN = '-';

/**
 * Writes all values to a new file, or to stdout without one. Fails with `file-exists`: nothing is ever
 * overwritten.
 */
export function exportFills(
  context: Context,
  study: Pick<Study<Question>, 'config'>,
  file: string | undefined,
  { format, json }: Input<'fill'>,
): number {
  const { fills } = study.config;
  const count = Object.keys(fills).length;
  if (file === undefined) {
    if (json && format === 'csv')
      throw new Failure('usage', 'With --json the values are JSON.', {
        hint: 'leave out --json, or --format',
      });
    context.out.data(json ? jsonDocument('fill', fillsFields(fills)) : writeFills(fills, format ?? 'json'));
    return 0;
  }
  context.files.createText(file, writeFills(fills, format ?? fillsFormatOf(file, '{')));
  if (json) context.out.data(jsonDocument('fill', { exported: count, file }));
  else context.out.talk(`${countOf(count, 'value')} written to ${file}.\n`);
  return 0;
}

async function readEntries(
  { files }: Context,
  file: string,
  format: FillsFormat | undefined,
): Promise<readonly FillEntry[]> {
  const shown = file === STDIN ? 'stdin' : file;
  const text = file === STDIN ? await files.readInput() : files.readText(file);
  const read = readFills(shown, text, format ?? fillsFormatOf(file, text));
  if ('entries' in read) return read.entries;
  const { at, error, hint } = read;
  throw new Failure('fills-damaged', `${shown}:${at.line}:${at.column}: ${error}; nothing was stored.`, {
    hint,
  });
}

type Chosen = { readonly names: ReadonlySet<string>; readonly left: boolean; readonly interrupted: boolean };

async function chooseReplaced(context: Context, kept: readonly ImportRow[], look: Look): Promise<Chosen> {
  const names = new Set<string>();
  if (kept.length === 0) return { names, left: false, interrupted: false };
  const prompts = await context.prompts(look.plain);
  try {
    for (const [i, row] of kept.entries()) {
      const line: string | undefined = await prompts.line(renderReplace(row, look));
      if (line === undefined) return { names, left: true, interrupted: prompts.interrupted() };
      const answer = line.trim().toLowerCase();
      if (/^a(?:ll)?$/.test(answer)) {
        for (const { name } of kept.slice(i)) names.add(name);
        break;
      }
      if (/^y(?:es)?$/.test(answer)) names.add(row.name);
    }
    return { names, left: false, interrupted: false };
  } finally {
    prompts.close();
  }
}

async function store(
  context: Context,
  asked: Asked,
  entries: readonly FillEntry[],
  replaces: (name: string) => boolean,
  now: string,
): Promise<readonly ImportRow[]> {
  let rows: readonly ImportRow[] = [];
  await context.config.update((config) => {
    rows = planImport(asked, config.fills, entries, replaces, now);
    return rows.some(({ fill }) => fill) ? { ...config, fills: applyImport(config.fills, rows) } : config;
  });
  return rows;
}

function show(context: Context, rows: readonly ImportRow[], file: string, dryRun: boolean, look: Look): void {
  if (rows.length > 0) context.out.data(`${renderImport(rows, file, look)}\n`);
  const summary = rows.length === 0 ? `There is no value in ${file}` : renderImportSummary(rows, look);
  const kept = rows.some(({ status }) => status === 'kept')
    ? '`--replace` takes the values of the file where you have others.\n'
    : '';
  context.out.talk(`${summary}.${dryRun ? ' Nothing was changed.' : ''}\n${kept}`);
}

function importJson(rows: readonly ImportRow[], dryRun: boolean, readAgain: readonly JsonFields[]): string {
  const counts = IMPORT_STATUSES.map(
    (status) => [status, rows.filter((row) => row.status === status).length] as const,
  );
  const imported = rows.map(({ name, status, old, new: next, message }) => ({
    name,
    status,
    old,
    new: next,
    message,
  }));
  const written = dryRun ? 0 : rows.filter(({ fill }) => fill).length;
  return jsonDocument('fill', { imported, ...Object.fromEntries(counts), written, readAgain });
}

/**
 * Takes values from a file (`-` for stdin). A stored value that differs is kept, unless `replace` or a person
 * at a terminal decides otherwise. Fails with `fills-damaged`, and then nothing is stored.
 * @returns 1 when a value was kept or refused, else 0
 */
export async function importFills(
  context: Context,
  study: Study<Question>,
  file: string,
  options: Input<'fill'>,
): Promise<number> {
  const entries = await readEntries(context, file, options.format);

  const { dryRun = false, replace = false, json = false } = options;
  const asked = askedIn(study.bank);
  // For values without a time of their own.
  const now = isoWithOffset(context.clock.now(), study.calendar);
  const plan = planImport(asked, study.config.fills, entries, () => replace, now);

  const look = lookOf(context, options.plain ?? !context.screen.fancy);
  const asks = context.interactive && file !== STDIN && !json && !dryRun && !replace;
  const kept = asks ? plan.filter(({ status }) => status === 'kept') : [];
  const chosen = await chooseReplaced(context, kept, look);
  if (chosen.left) {
    context.out.talk('Nothing was stored.\n');
    return chosen.interrupted ? 130 : 1;
  }
  const replaces = (name: string): boolean => replace || chosen.names.has(name);
  const rows = dryRun ? plan : await store(context, asked, entries, replaces, now);

  const { bank, config, values } = study;
  const fills = dryRun ? applyImport(config.fills, rows) : context.config.read().config.fills;
  const after = valuesOf(bank, fills, { thousands: config.settings.thousands });
  const again = changedSentences(study, values, after);

  if (json) context.out.data(importJson(rows, dryRun, readAgainJson(context, study, again)));
  else {
    show(context, rows, file, dryRun, look);
    sayReadAgain(context, study, again);
  }
  return rows.some(({ status }) => status === 'kept' || status === 'refused') ? 1 : 0;
}
