// `prep fill`: the values that answers cite. Each way to give them is loaded when it is asked for, as scripts run some of them often.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { Question } from '../core/question.ts';
import { loadFullStudy, loadStudy, type Study } from '../drivers/load.ts';

/** `--set a=12 parsecs` comes as two words: a word without an equals sign belongs to the value before it. */
function joinedValues(words: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (const word of words) {
    const last = values.length - 1;
    if (last < 0 || /^[^\s=]+=/.test(word)) values.push(word);
    else values[last] = `${values[last]} ${word}`;
  }
  return values;
}

/** Options that mean something only beside another. */
const NEEDED: readonly (readonly [
  option: string,
  beside: readonly (keyof Input<'fill'>)[],
  words: string,
])[] = [
  ['check', ['sync'], '--sync'],
  ['unit', ['from'], '--from'],
  ['replace', ['import'], '--import'],
  ['format', ['import', 'export'], '--export or --import'],
  ['dryRun', ['import', 'from', 'sync', 'set', 'unset', 'notMeasured'], '--set, --from, --sync or --import'],
];

/** An option that would be passed over in silence is refused. */
function refuseStray(options: Input<'fill'>): void {
  const given = new Set(Object.keys(options));
  const stray = NEEDED.find(([option, beside]) => given.has(option) && !beside.some((one) => given.has(one)));
  if (!stray) return;
  const flag = stray[0] === 'dryRun' ? '--dry-run' : `--${stray[0]}`;
  throw new Failure('option-stray', `${flag} does nothing by itself.`, { hint: `it goes with ${stray[2]}` });
}

/** Takes values from files of any kind, or to them; undefined when no option asks for it. */
async function moveFills(
  context: Context,
  study: Study<Question>,
  names: readonly string[],
  options: Input<'fill'>,
): Promise<number | undefined> {
  if (options.export !== undefined) {
    const { exportFills } = await import('../drivers/fill-move.ts');
    return exportFills(context, study, options.export === true ? undefined : options.export, options);
  }
  if (options.import !== undefined) {
    const { importFills } = await import('../drivers/fill-move.ts');
    return importFills(context, study, options.import, options);
  }
  if (options.from === undefined) return undefined;
  const { fillFrom } = await import('../drivers/fill-from.ts');
  return fillFrom(context, study, options.from, { ...options, names });
}

/** Enters, changes or lists the values that answers cite. */
export async function fill(context: Context, args: readonly string[], given: Input<'fill'>): Promise<number> {
  const options = given.set ? { ...given, set: joinedValues(given.set) } : given;
  refuseStray(options);
  if (options.sync) {
    const { syncFills } = await import('../drivers/fill-sync.ts');
    return syncFills(context, await loadStudy(context, options), args, options);
  }
  const study = await loadFullStudy(context, options);
  const moved = await moveFills(context, study, args, options);
  if (moved !== undefined) return moved;

  const { askFills, changeFills, listFills } = await import('../drivers/fill-values.ts');
  if (options.set || options.unset || options.notMeasured) return changeFills(context, study, options);
  if (options.list || options.json) return listFills(context, study, args, options);
  return askFills(context, study, args, options);
}
