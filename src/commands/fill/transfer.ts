// Exports values, and imports them as `--set` would store them.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { storedText } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';
import { countOf } from '../../core/base/wording.ts';
import { planFillsFrom } from '../../core/fill/gaps.ts';
import { checkValue } from '../../core/values/quantity.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { fillsFields, type GivenValue, readFills, writeFills } from '../../formats/stored/fills-file.ts';
import { readNamed, type Study } from '../shared/load.ts';
import { refuseWrong, storePlan } from './fill.ts';

/** Never overwrites: fails with `file-exists`. */
export function exportFills(
  context: Context,
  study: Pick<Study<Question>, 'config'>,
  file: string | undefined,
  { json }: Input<'fill'>,
): number {
  const { fills } = study.config;
  const count = Object.keys(fills).length;
  if (file === undefined || file === '-') {
    context.out.data(json ? jsonDocument('fill', fillsFields(fills)) : writeFills(fills));
    return 0;
  }
  context.files.createText(file, writeFills(fills));
  if (json) context.out.data(jsonDocument('fill', { exported: count, file }));
  else context.out.talk(`${countOf(count, 'value')} written to ${file}.\n`);
  return 0;
}

async function readValues(context: Context, file: string): Promise<readonly GivenValue[]> {
  const shown = file === '-' ? 'stdin' : file;
  const read = readFills(shown, await readNamed(context, file));
  if ('values' in read) return read.values;
  const { at, error, hint } = read;
  throw new Failure('fills-damaged', `${shown}:${at.line}:${at.column}: ${error}; nothing was stored.`, {
    hint,
  });
}

function planned({ bank, config }: Study<Question>, given: readonly GivenValue[], force?: boolean) {
  const set = given.flatMap(({ name, fill }) => (fill.notMeasured ? [] : `${name}=${fill.value}`));
  const notMeasured = given.flatMap(({ name, fill }) =>
    fill.notMeasured ? `${name}=${fill.notMeasured.reason ?? ''}` : [],
  );
  const all = { set, notMeasured, unset: [], force, anyName: true };
  return planFillsFrom(bank, config.fills, all, 'value', (metric, value) => checkValue(metric, value));
}

/**
 * Reads values from a file (`-` for stdin). A stored value that differs is kept unless `replace` is set. Fails
 * with `fills-damaged` or `value-refused`, and stores nothing then.
 * @returns 1 if a value was kept, otherwise 0
 */
export async function importFills(
  context: Context,
  study: Study<Question>,
  file: string,
  options: Input<'fill'>,
): Promise<number> {
  const { config, values: present } = study;
  const storedOf = (name: string): string | undefined => {
    const stored = Object.hasOwn(config.fills, name) ? config.fills[name] : undefined;
    return stored && storedText(stored);
  };
  const all = await readValues(context, file);
  // A stored value may be one that its metric would refuse.
  const given = all.filter(({ name, fill }) => storedText(fill) !== storedOf(name));
  const { replace = false, json = false, force } = options;
  const plan = planned(study, given, force);
  refuseWrong(context, plan.wrong, 'correct the file, or remove them from it');

  const byName = new Map(given.map(({ name, fill }) => [name, fill]));
  const kept: { readonly name: string; readonly old: string; readonly new: string }[] = [];
  const isTaken = (name: string, next: string): boolean => {
    const old = storedOf(name);
    if (old === undefined || replace) return true;
    if (next !== (present.get(name)?.plain ?? old)) kept.push({ name, old, new: next });
    return false;
  };
  const set = plan.set
    .filter(({ name, fill }) => isTaken(name, fill.value))
    .map((one) => {
      const { value, source, updatedAt } = byName.get(one.name) ?? {};
      // The last value read shows whether a person changed it.
      const read = source?.read === value ? one.fill.value : source?.read;
      const fill = { ...one.fill, source: source && { ...source, read } };
      return { ...one, fill, updatedAt: updatedAt || undefined };
    });
  const notMeasured = plan.notMeasured.filter(({ name, reason }) =>
    isTaken(name, storedText({ notMeasured: { reason }, updatedAt: '' })),
  );
  await storePlan(context, study, { set, notMeasured, unset: [] }, options, { kept });
  if (json) return kept.length > 0 ? 1 : 0;
  for (const one of kept)
    context.out.data(`${oneLine(one.name)} keeps ${oneLine(one.old)}; the file has ${oneLine(one.new)}\n`);
  const taken = set.length + notMeasured.length;
  const same = all.length - taken - kept.length;
  context.out.talk(
    all.length === 0
      ? `No values found in ${file}.\n`
      : `${countOf(taken, 'value')} ${options.dryRun ? 'would be imported' : 'imported'}, ${kept.length} kept, ${same} already here.\n`,
  );
  if (kept.length > 0) context.out.talk('`--replace` replaces your values with those in the file.\n');
  return kept.length > 0 ? 1 : 0;
}
