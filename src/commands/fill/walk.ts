// Asks for values one after the other. Each is stored as soon as it is accepted, so that leaving loses
// nothing. Used by `prep fill`, and by a session that fills in a number on the way.
import type { Context, Prompts } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import type { Question } from '../../core/base/question.ts';
import { plainLine } from '../../core/base/text.ts';
import { type Gap, type GapGroup, labelOfGap } from '../../core/fill/gaps.ts';
import { applyFills, type FillChange } from '../../core/fill/plan.ts';
import type { Values } from '../../core/fill/value.ts';
import { notMeasuredText, sentenceAround, valuesOf } from '../../core/fill/values.ts';
import type { Config } from '../../core/settings/config.ts';
import { checkValue } from '../../core/values/typed-value.ts';
import {
  renderAsk,
  renderGap,
  renderGroup,
  renderHelp,
  renderReasonAsk,
  renderRefusal,
  renderStored,
  renderWarning,
} from '../../screens/fill/fill.ts';
import { apart, type Look, paragraph } from '../../screens/ui/frame.ts';
import { clean } from '../../screens/ui/width.ts';

/** What a walk came to. */
export type Walked = {
  /** Keys that got a value. */
  readonly stored: readonly string[];
  readonly cleared: readonly string[];
  /** Keys that are known as not measured. */
  readonly notMeasured: readonly string[];
  /** True when the person left before the end. */
  readonly left: boolean;
  /** The values as they are now. */
  readonly values: Values;
};

/** Where a walk stands: the values change as it goes. */
type Walk = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly bank: Bank<Question>;
  readonly look: Look;
  readonly stored: Set<string>;
  readonly cleared: Set<string>;
  readonly notMeasured: Set<string>;
  values: Values;
};

/** Stores a change under the config's lock and returns what answers cite now. */
export async function storeFills(
  context: Context,
  bank: Pick<Bank, 'metrics' | 'questions'>,
  plan: FillChange,
): Promise<Values> {
  const { fills, settings } = await context.config.update((config) => {
    const at = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
    return { ...config, fills: applyFills(config.fills, plan, at) };
  });
  return valuesOf(bank, fills, { thousands: settings.thousands });
}

/** What answers would cite after a change that is not stored. */
export function plannedValues(
  { bank, config }: { readonly bank: Pick<Bank, 'metrics' | 'questions'>; readonly config: Config },
  plan: FillChange,
): Values {
  const { thousands } = config.settings;
  // The time of a value that is not stored is of no account.
  return valuesOf(bank, applyFills(config.fills, plan, ''), { thousands });
}

/** `!` and `not measured`, with or without the reason behind. */
const NOT_MEASURED_LINE = /^(?:!|not measured\b)[\s:,-]*(.*)$/i;

/** Stores that something was not measured, once the reason is known. Leaving at the question for it changes nothing. */
async function takeNotMeasured(walk: Walk, gap: Gap, given: string): Promise<boolean> {
  const { context, bank, prompts, look } = walk;
  const line = given === '' ? await prompts.line(renderReasonAsk()) : given;
  if (line === undefined) return false;
  const reason = plainLine(line);
  const state = reason === '' ? { name: gap.key } : { name: gap.key, reason };
  walk.values = await storeFills(context, bank, { set: [], unset: [], notMeasured: [state] });
  walk.stored.delete(gap.key);
  walk.cleared.delete(gap.key);
  walk.notMeasured.add(gap.key);
  prompts.show(paragraph(`${clean(labelOfGap(gap))}: ${clean(notMeasuredText(state))}`, look));
  return true;
}

/** Takes one line for a gap. False asks again. */
async function take(walk: Walk, gap: Gap, line: string): Promise<boolean> {
  const { context, bank, prompts, look } = walk;
  if (line === '?') {
    prompts.show(renderHelp(gap, look));
    return false;
  }
  if (line === '-') {
    walk.values = await storeFills(context, bank, { set: [], unset: [gap.key] });
    walk.stored.delete(gap.key);
    walk.notMeasured.delete(gap.key);
    walk.cleared.add(gap.key);
    prompts.show(paragraph(`${clean(labelOfGap(gap))} has no value any more`, look));
    return true;
  }
  const unmeasured = NOT_MEASURED_LINE.exec(line);
  if (unmeasured) return takeNotMeasured(walk, gap, unmeasured[1] ?? '');
  const checked = checkValue(gap.metric, line);
  if ('error' in checked) {
    prompts.show(renderRefusal(checked, look));
    return false;
  }
  const planned = { name: gap.key, ...checked };
  const before = walk.values.get(gap.key);
  walk.values = await storeFills(context, bank, { set: [planned], unset: [] });
  walk.stored.add(gap.key);
  walk.notMeasured.delete(gap.key);
  walk.cleared.delete(gap.key);
  prompts.show(renderStored({ ...planned, name: labelOfGap(gap) }, before, look));
  if (checked.warning !== undefined) prompts.show(renderWarning(checked.warning, look));
  // A value with a warning is stored; asking once more gives the chance to mend it, and Enter keeps it.
  return checked.warning === undefined;
}

/** Asks for one value until it is given or skipped. False when the person left. */
async function ask(walk: Walk, gap: Gap): Promise<boolean> {
  const { prompts, bank, look } = walk;
  const sentence = sentenceAround(gap.question, gap.placeholder, walk.values);
  prompts.show(apart(look) + renderGap(gap, sentence, walk.values.get(gap.key), bank.questions, look));
  for (;;) {
    const line = await prompts.line(renderAsk(gap, walk.values.get(gap.key)));
    if (line === undefined) return false;
    if (line.trim() === '' || (await take(walk, gap, line.trim()))) return true;
  }
}

/**
 * Walks through the groups and asks for every value in them.
 * @param values what is filled now; sentences show it
 */
export async function walkGaps(
  context: Context,
  prompts: Prompts,
  bank: Bank<Question>,
  groups: readonly GapGroup[],
  values: Values,
  look: Look,
): Promise<Walked> {
  const walk: Walk = {
    context,
    prompts,
    bank,
    look,
    stored: new Set(),
    cleared: new Set(),
    notMeasured: new Set(),
    values,
  };
  const finish = (left: boolean): Walked => ({
    stored: [...walk.stored],
    cleared: [...walk.cleared],
    notMeasured: [...walk.notMeasured],
    left,
    values: walk.values,
  });
  for (const [i, group] of groups.entries()) {
    prompts.show((i === 0 ? '' : apart(look)) + renderGroup(group, look));
    for (const gap of group.gaps) if (!(await ask(walk, gap))) return finish(true);
  }
  return finish(false);
}
