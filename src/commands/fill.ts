// `prep fill`: the values that answers cite: asked for one by one, set by scripts, listed.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { fillRows, planFills, rowsNamed, type FillPlan } from '../core/fill-plan.ts';
import { namedGaps, openGaps, type GapGroup, type Wrong } from '../core/gaps.ts';
import type { Question } from '../core/question.ts';
import { storeFills, walkGaps } from '../drivers/fill-walk.ts';
import { loadFullStudy, loadStudy, type BankOptions, type Study } from '../drivers/load.ts';
import { staleFills } from '../drivers/stale-fills.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderFillList, renderStored, renderWarning, renderWrong } from '../screens/fill.ts';
import type { Look } from '../screens/frame.ts';
import { theme } from '../screens/theme.ts';

type Options = BankOptions & {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly list?: boolean;
  readonly from?: string;
  readonly unit?: string;
  readonly sync?: boolean;
  readonly check?: boolean;
  /** True for stdout. */
  readonly export?: string | true;
  readonly import?: string;
  readonly format?: 'json' | 'csv';
  readonly replace?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
};

const lookOf = ({ screen }: Context, plain = false): Look => ({
  columns: screen.columns,
  theme: theme(screen),
  plain,
});

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

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

/** Says what is wrong, each with its place, and fails. Does nothing when all is well. */
function refuse(context: Context, wrong: readonly Wrong[]): void {
  if (wrong.length === 0) return;
  context.out.talk(`${renderWrong(wrong, lookOf(context))}\n`);
  throw new Failure(
    'value-refused',
    `Nothing was stored: ${countOf(wrong.length, 'value')} cannot be taken.`,
    {
      hint: '`prep fill --list` shows all names',
    },
  );
}

async function change(context: Context, study: Study<Question>, options: Options): Promise<number> {
  const { bank, config } = study;
  const asked = { set: joinedValues(options.set ?? []), unset: options.unset ?? [] };
  const plan: FillPlan = planFills(bank, config.fills, asked);

  refuse(context, plan.wrong);

  if (!options.dryRun) await storeFills(context, bank, plan);

  const look = lookOf(context, true);
  if (options.json) {
    const set = plan.set.map(({ name, fill: stored, warning, converted }) => ({
      name,
      value: stored.value,
      number: stored.number ?? null,
      unit: stored.unit ?? null,
      warning: warning ?? null,
      converted: converted ?? null,
    }));
    context.out.data(jsonDocument('fill', { set, unset: plan.unset }));
    return 0;
  }
  for (const stored of plan.set) {
    context.out.data(`${renderStored(stored, look)}\n`);
    if (stored.warning !== undefined) context.out.talk(`${renderWarning(stored.warning, look)}\n`);
  }
  for (const name of plan.unset) context.out.data(`${name} has no value any more\n`);
  if (options.dryRun) context.out.talk('Nothing was stored: this was a dry run.\n');
  if (plan.set.length + plan.unset.length === 0) context.out.talk('Nothing to change.\n');
  return 0;
}

function list(context: Context, study: Study<Question>, names: readonly string[], options: Options): number {
  const { fills } = study.config;
  const stale = staleFills(context.results, fills);
  const all = fillRows(study.bank, fills, study.values, stale);
  const { rows, wrong } = names.length === 0 ? { rows: all, wrong: [] } : rowsNamed(all, names, study.bank);
  refuse(context, wrong);

  if (options.json) {
    const metrics = rows.map(({ label: _label, ...row }) => row);
    context.out.data(jsonDocument('fill', { metrics }));
    return 0;
  }
  const sources = { shown: context.results.shown, stale };
  const { questions } = study.bank;
  if (rows.length > 0)
    context.out.data(`${renderFillList(rows, questions, study.now, sources, lookOf(context))}\n`);
  const filled = rows.filter((row) => row.filled).length;
  context.out.talk(`${filled} of ${countOf(rows.length, 'value')} filled.\n`);
  return 0;
}

async function walk(
  context: Context,
  study: Study<Question>,
  groups: readonly GapGroup[],
  options: Options,
): Promise<number> {
  const plain = options.plain ?? !context.screen.fancy;
  const prompts = await context.prompts(plain);
  try {
    const { bank, values } = study;
    const walked = await walkGaps(context, prompts, bank, groups, values, lookOf(context, plain));
    const open = openGaps(bank, walked.values).reduce((sum, { gaps }) => sum + gaps.length, 0);
    const rest = open === 0 ? 'nothing is open any more' : `${open} still open: prep fill goes on`;
    prompts.show(`${countOf(walked.stored.length, 'value')} stored; ${rest}.`);
    return prompts.interrupted() ? 130 : 0;
  } finally {
    prompts.close();
  }
}

/** Options that mean something only beside another. */
const NEEDED: readonly (readonly [option: string, beside: readonly (keyof Options)[], words: string])[] = [
  ['check', ['sync'], '--sync'],
  ['unit', ['from'], '--from'],
  ['replace', ['import'], '--import'],
  ['format', ['import', 'export'], '--export or --import'],
  ['dryRun', ['import', 'from', 'sync', 'set', 'unset'], '--set, --from, --sync or --import'],
];

/** An option that would be passed over in silence is refused. */
function refuseStray(options: Options): void {
  const given = new Set(Object.keys(options));
  const stray = NEEDED.find(([option, beside]) => given.has(option) && !beside.some((one) => given.has(one)));
  if (!stray) return;
  const flag = stray[0] === 'dryRun' ? '--dry-run' : `--${stray[0]}`;
  throw new Failure('option-stray', `${flag} does nothing by itself.`, { hint: `it goes with ${stray[2]}` });
}

/** Enters, changes or lists the values that answers cite. */
export async function fill(context: Context, args: readonly string[], options: Options): Promise<number> {
  refuseStray(options);
  if (options.sync) {
    const { syncFills } = await import('../drivers/fill-sync.ts');
    return syncFills(context, await loadStudy(context, options), args, options);
  }
  const study = await loadFullStudy(context, options);
  if (options.export !== undefined) {
    const { exportFills } = await import('../drivers/fill-move.ts');
    return exportFills(context, study, options.export === true ? undefined : options.export, options);
  }
  if (options.import !== undefined) {
    const { importFills } = await import('../drivers/fill-move.ts');
    return importFills(context, study, options.import, options);
  }
  if (options.from !== undefined) {
    const { fillFrom } = await import('../drivers/fill-from.ts');
    return fillFrom(context, study, options.from, { ...options, names: args });
  }
  if (options.set || options.unset) return change(context, study, options);

  if (options.list || options.json) return list(context, study, args, options);

  const { bank, values } = study;
  const named = args.length > 0 ? namedGaps(bank, args, values) : undefined;
  refuse(context, named?.wrong ?? []);
  const groups = (named?.groups ?? openGaps(bank, values)).filter(({ gaps }) => gaps.length > 0);
  if (groups.length === 0) {
    context.out.talk('Every value that the loaded answers cite is filled.\n');
    return 0;
  }
  if (!context.interactive && !options.plain)
    throw new Failure('no-terminal', 'There is no terminal to ask at.', {
      hint: 'use --set NAME=VALUE, or --plain to answer line by line on stdin',
    });
  return walk(context, study, groups, options);
}
