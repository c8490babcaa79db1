// The values that answers cite, by hand: asked for one by one, set and removed by scripts, listed.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { fillRows, planFills, rowsNamed, type FillPlan } from '../core/fill-plan.ts';
import { notMeasuredText } from '../core/fill.ts';
import { namedGaps, openGaps, type GapGroup } from '../core/gaps.ts';
import type { Question } from '../core/question.ts';
import { uncitedIn } from '../core/uncited.ts';
import { countOf } from '../core/wording.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderFillList, renderStored, renderUncited, renderWarning } from '../screens/fill.ts';
import { plannedValues, storeFills, walkGaps } from './fill-walk.ts';
import type { Study } from './load.ts';
import { lookOf } from './look.ts';
import { changedSentences, readAgainJson, sayReadAgain, showReadAgain } from './read-again.ts';
import { refuseNames, refuseWrong } from './refuse-wrong.ts';
import { staleFills } from './stale-fills.ts';

const NAMES_HINT = '`prep fill --list` shows all names';

/** Stores what `--set` and `--unset` say. */
export async function changeFills(
  context: Context,
  study: Study<Question>,
  options: Input<'fill'>,
): Promise<number> {
  const { bank, config } = study;
  const { set: given = [], unset = [], notMeasured = [] } = options;
  const asked = { set: given, unset, notMeasured };
  const plan: FillPlan = planFills(bank, config.fills, asked);

  refuseWrong(context, plan.wrong, NAMES_HINT);

  const after = options.dryRun ? plannedValues(study, plan) : await storeFills(context, bank, plan);
  const again = changedSentences(study, study.values, after);

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
    const states = plan.notMeasured.map(({ name, reason }) => ({ name, reason: reason ?? null }));
    const readAgain = readAgainJson(context, study, again);
    context.out.data(jsonDocument('fill', { set, notMeasured: states, unset: plan.unset, readAgain }));
    return 0;
  }
  for (const stored of plan.set) {
    context.out.data(`${renderStored(stored, study.values.get(stored.name), look)}\n`);
    if (stored.warning !== undefined) context.out.talk(`${renderWarning(stored.warning, look)}\n`);
  }
  for (const state of plan.notMeasured) context.out.data(`${state.name}: ${notMeasuredText(state)}\n`);
  for (const name of plan.unset) context.out.data(`${name} has no value any more\n`);
  sayReadAgain(context, study, again);
  if (options.dryRun) context.out.talk('Nothing was stored: this was a dry run.\n');
  if (plan.set.length + plan.notMeasured.length + plan.unset.length === 0)
    context.out.talk('Nothing to change.\n');
  return 0;
}

/** Shows the values, all or those of `names`. */
export function listFills(
  context: Context,
  study: Study<Question>,
  names: readonly string[],
  options: Input<'fill'>,
): number {
  const { fills } = study.config;
  const stale = staleFills(context.results, fills);
  const all = fillRows(study.bank, fills, study.values, stale);
  const { rows, wrong } = names.length === 0 ? { rows: all, wrong: [] } : rowsNamed(all, names, study.bank);
  refuseNames(context, wrong, NAMES_HINT);

  if (options.json) {
    const metrics = rows.map(({ label: _label, ...row }) => row);
    context.out.data(jsonDocument('fill', { metrics }));
    return 0;
  }
  const sources = { shown: context.results.shown, stale };
  const { questions } = study.bank;
  if (rows.length > 0)
    context.out.data(`${renderFillList(rows, questions, study.now, sources, lookOf(context, false))}\n`);
  const filled = rows.filter((row) => row.filled).length;
  const unmeasured = rows.filter(({ state }) => state === 'notMeasured').length;
  const rest = unmeasured === 0 ? '' : `, ${unmeasured} not measured`;
  context.out.talk(`${filled} of ${countOf(rows.length, 'value')} filled${rest}.\n`);
  const uncited = renderUncited(uncitedIn(rows, study.bank), lookOf(context, true));
  if (uncited !== '') context.out.talk(`${uncited}\n`);
  return 0;
}

async function walk(
  context: Context,
  study: Study<Question>,
  groups: readonly GapGroup[],
  options: Input<'fill'>,
): Promise<number> {
  const plain = options.plain ?? !context.screen.fancy;
  const prompts = await context.prompts(plain);
  try {
    const { bank, values } = study;
    const look = lookOf(context, plain);
    const walked = await walkGaps(context, prompts, bank, groups, values, look);
    const open = openGaps(bank, walked.values).reduce((sum, { gaps }) => sum + gaps.length, 0);
    const rest = open === 0 ? 'nothing is open any more' : `${open} still open: prep fill goes on`;
    showReadAgain(prompts, study, changedSentences(study, values, walked.values), look);
    const counts = [
      [walked.notMeasured.length, 'not measured'],
      [walked.cleared.length, 'cleared'],
    ] as const;
    const others = counts.map(([count, word]) => (count === 0 ? '' : `, ${count} ${word}`)).join('');
    prompts.show(`${countOf(walked.stored.length, 'value')} stored${others}; ${rest}.`);
    return prompts.interrupted() ? 130 : 0;
  } finally {
    prompts.close();
  }
}

/** Asks for what is open, all or what `names` name. */
export async function askFills(
  context: Context,
  study: Study<Question>,
  names: readonly string[],
  options: Input<'fill'>,
): Promise<number> {
  const { bank, values } = study;
  const named = names.length > 0 ? namedGaps(bank, names, values) : undefined;
  refuseNames(context, named?.wrong ?? [], NAMES_HINT);
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
