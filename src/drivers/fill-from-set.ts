// `prep fill --from FILE --set NAME=PATH`: binds without asking. Everything is checked before anything is stored.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { planFills, type PlannedFill } from '../core/fill-plan.ts';
import { askedIn, metricFor, wrongKey, type Asked, type Wrong } from '../core/gaps.ts';
import type { Question } from '../core/question.ts';
import type { ReadAgain } from '../core/read-again.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderBound } from '../screens/fill-from.ts';
import { renderWarning } from '../screens/fill.ts';
import { boundFill, foundAt, type Found } from './fill-from-bind.ts';
import type { FromOptions, Opened, OpenedFiles } from './fill-from-open.ts';
import { plannedValues, storeFills } from './fill-walk.ts';
import type { Study } from './load.ts';
import { lookOf } from './look.ts';
import { changedSentences, readAgainJson, sayReadAgain } from './read-again.ts';
import { refuseWrong } from './refuse-wrong.ts';

/** Files that are named when a path could be in any of them. */
const NAMED = 5;

/** Where the right names and paths can be seen. */
export const FROM_HINT = '`prep fill --list` shows all names, and `prep fill --from FILE --list` all paths';

/** The file that paths lead into. Fails with `file-ambiguous` when there are several. */
function onlyFile({ opened, unread }: OpenedFiles): Opened {
  const [only, ...others] = opened;
  if (only && others.length === 0) return only;
  if (!only)
    throw new Failure('result-unread', `${unread[0]?.error ?? 'No file can be read'}.`, {
      hint: unread[0]?.hint ?? 'name another file',
    });
  const names = opened.slice(0, NAMED).map(({ file }) => file);
  const rest = opened.length > NAMED ? ' …' : '';
  throw new Failure('file-ambiguous', `A path alone does not say in which of ${opened.length} files it is.`, {
    hint: `name one with --from: ${names.join(', ')}${rest}`,
  });
}

type Planned = { readonly name: string; readonly found: Found };

async function planned(
  asked: Asked,
  opened: Opened,
  argument: string,
  unit: string | undefined,
): Promise<Planned | Wrong> {
  const at = argument.indexOf('=');
  if (at < 1) {
    const error = 'a name, an equals sign and a path are wanted';
    return { argument, from: 0, error, hint: 'write NAME=PATH' };
  }
  const name = argument.slice(0, at).trim();
  const refusal = wrongKey(asked, name);
  if (refusal) return { argument, from: 0, ...refusal };
  const path = argument.slice(at + 1).trim();
  if (path === '') return { argument, from: 0, error: `${name}: the path is empty`, hint: 'write NAME=PATH' };
  const found = await foundAt(opened, path, metricFor(asked, name), unit);
  return 'error' in found
    ? { argument, from: at + 1, error: `${name}: ${found.error}`, hint: found.hint }
    : { name, found };
}

type Plan = {
  readonly set: readonly Planned[];
  readonly unset: readonly string[];
  readonly wrong: readonly Wrong[];
};

/** Checks every argument; a name may be given once. */
async function plan(
  { bank, config }: Study<Question>,
  opened: Opened,
  { set = [], unset = [], unit }: FromOptions,
): Promise<Plan> {
  const asked = askedIn(bank);
  const cleared = planFills(bank, config.fills, { set: [], unset });
  const [all, wrong]: [Planned[], Wrong[]] = [[], [...cleared.wrong]];
  const names = new Set(unset);
  for (const argument of set) {
    const one = await planned(asked, opened, argument, unit);
    if ('error' in one) wrong.push(one);
    else if (names.has(one.name))
      wrong.push({ argument, from: 0, error: `${one.name} is given twice`, hint: 'give it once' });
    else {
      names.add(one.name);
      all.push(one);
    }
  }
  return { set: all, unset: cleared.unset, wrong };
}

type Row = {
  readonly fill: PlannedFill;
  readonly file: string;
  readonly path: string;
  readonly reader: string;
};

function show(
  context: Context,
  study: Study<Question>,
  rows: readonly Row[],
  unset: readonly string[],
  again: readonly ReadAgain[],
  { json, dryRun }: FromOptions,
): void {
  const { out } = context;
  if (json) {
    const set = rows.map(({ fill: { name, fill, warning, converted }, file, path, reader }) => ({
      name,
      value: fill.value,
      number: fill.number ?? null,
      unit: fill.unit ?? null,
      warning: warning ?? null,
      converted: converted ?? null,
      file,
      path,
      reader,
    }));
    out.data(jsonDocument('fill', { set, unset, readAgain: readAgainJson(context, study, again) }));
    return;
  }
  const look = lookOf(context, true);
  for (const { fill, file, path } of rows) {
    out.data(`${renderBound(fill, { file, path }, look)}\n`);
    if (fill.warning !== undefined) out.talk(`${renderWarning(fill.warning, look)}\n`);
  }
  for (const name of unset) out.data(`${name} has no value any more\n`);
  sayReadAgain(context, study, again);
  if (dryRun) out.talk('Nothing was stored: this was a dry run.\n');
}

/** Binds each name to its path, all or nothing. Fails with `value-refused` after saying what is wrong. */
export async function setFrom(
  context: Context,
  study: Study<Question>,
  files: OpenedFiles,
  options: FromOptions,
): Promise<number> {
  const opened = onlyFile(files);
  const { set, unset, wrong } = await plan(study, opened, options);

  refuseWrong(context, wrong, FROM_HINT);

  const rows: Row[] = [];
  for (const { name, found } of set) {
    const fill = await boundFill(context, name, found);
    rows.push({ fill, file: opened.file, path: found.path, reader: opened.reading.reader });
  }
  const change = { set: rows.map(({ fill }) => fill), unset };
  const after = options.dryRun ? plannedValues(study, change) : await storeFills(context, study.bank, change);

  show(context, study, rows, unset, changedSentences(study, study.values, after), options);
  return 0;
}
