// Asks for values one after the other. Each is stored as soon as it is accepted, so that leaving loses nothing. Used by
// `prep fill`, and by a session that fills in a value on the way.
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
  REASON_ASK,
  renderAsk,
  renderGap,
  renderGroup,
  renderHelp,
  renderRefusal,
  renderStored,
  renderWarning,
} from '../../screens/fill/fill.ts';
import { apart, type Look, paragraph } from '../../screens/ui/frame.ts';
import { clean } from '../../screens/ui/width.ts';

type Cited = Pick<Bank, 'metrics' | 'questions'>;

/** Stores a change under the config's lock and returns what answers cite now. */
export async function storeFills(context: Context, bank: Cited, change: FillChange): Promise<Values> {
  const { fills, settings } = await context.config.update((config) => {
    const at = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
    return { ...config, fills: applyFills(config.fills, change, at) };
  });
  return valuesOf(bank, fills, { thousands: settings.thousands });
}

/** What answers would cite after a change that is not stored. */
export function plannedValues(
  { bank, config }: { readonly bank: Cited; readonly config: Config },
  change: FillChange,
): Values {
  const { thousands } = config.settings;
  // The time of a value that is not stored is of no account.
  return valuesOf(bank, applyFills(config.fills, change, ''), { thousands });
}

/** What became of a value. */
type Outcome = 'stored' | 'cleared' | 'notMeasured';

type Asking = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly bank: Bank<Question>;
  readonly look: Look;
  /** The last outcome of each key. */
  readonly outcomes: Map<string, Outcome>;
  /** Values as they are now: they change on the way. */
  values: Values;
};

/** The reason behind `!` or `not measured`, perhaps empty; undefined for any other line. */
export const notMeasuredReason = (line: string): string | undefined =>
  /^(?:!|not measured\b)[\s:,-]*(.*)$/i.exec(line)?.[1];

/**
 * Stores that something was not measured, once the reason is known, and says so.
 * @returns the values as they are now; undefined when the person left at the question for the reason: then nothing changes
 */
export async function takeNotMeasured(
  { context, prompts, bank, look }: Pick<Asking, 'context' | 'prompts' | 'bank' | 'look'>,
  gap: Gap,
  given: string,
): Promise<Values | undefined> {
  const line = given === '' ? await prompts.line(REASON_ASK) : given;
  if (line === undefined) return undefined;
  const state = { name: gap.key, reason: plainLine(line) || undefined };
  const values = await storeFills(context, bank, { set: [], unset: [], notMeasured: [state] });
  prompts.show(paragraph(`${clean(labelOfGap(gap))}: ${clean(notMeasuredText(state))}`, look));
  return values;
}

/** Takes one line for a gap. False asks again. */
async function take(asking: Asking, gap: Gap, line: string): Promise<boolean> {
  const { context, bank, prompts, look, outcomes } = asking;
  const { key, metric } = gap;
  const name = labelOfGap(gap);
  if (line === '?') {
    prompts.show(renderHelp(gap, look));
    return false;
  }
  if (line === '-') {
    asking.values = await storeFills(context, bank, { set: [], unset: [key] });
    outcomes.set(key, 'cleared');
    prompts.show(paragraph(`${clean(name)} has no value any more`, look));
    return true;
  }
  const reason = notMeasuredReason(line);
  if (reason !== undefined) {
    const values = await takeNotMeasured(asking, gap, reason);
    if (!values) return false;
    asking.values = values;
    outcomes.set(key, 'notMeasured');
    return true;
  }
  const checked = checkValue(metric, line);
  if ('error' in checked) {
    prompts.show(renderRefusal(checked, look));
    return false;
  }
  const before = asking.values.get(key);
  asking.values = await storeFills(context, bank, { set: [{ name: key, ...checked }], unset: [] });
  outcomes.set(key, 'stored');
  prompts.show(renderStored({ ...checked, name }, before, look));
  if (checked.warning !== undefined) prompts.show(renderWarning(checked.warning, look));
  // A value with a warning is stored; asking once more gives the chance to mend it, and Enter keeps it.
  return checked.warning === undefined;
}

/** Asks for one value until it is given or skipped. False when the person left. */
async function ask(asking: Asking, gap: Gap): Promise<boolean> {
  const { prompts, bank, look } = asking;
  const sentence = sentenceAround(gap.question, gap.placeholder, asking.values);
  prompts.show(apart(look) + renderGap(gap, sentence, asking.values.get(gap.key), bank.questions, look));
  for (;;) {
    const line = await prompts.line(renderAsk(gap, asking.values.get(gap.key)));
    if (line === undefined) return false;
    if (line.trim() === '' || (await take(asking, gap, line.trim()))) return true;
  }
}

async function askAll(asking: Asking, groups: readonly GapGroup[]): Promise<void> {
  const { prompts, look } = asking;
  for (const [i, group] of groups.entries()) {
    prompts.show((i === 0 ? '' : apart(look)) + renderGroup(group, look));
    for (const gap of group.gaps) if (!(await ask(asking, gap))) return;
  }
}

/**
 * Asks for every value in the groups, until the person leaves.
 * @param values what is filled now; sentences show it
 * @returns the keys by what became of them, and the values as they are now
 */
export async function walkGaps(
  context: Context,
  prompts: Prompts,
  bank: Bank<Question>,
  groups: readonly GapGroup[],
  values: Values,
  look: Look,
): Promise<Readonly<Record<Outcome, readonly string[]>> & { readonly values: Values }> {
  const asking: Asking = { context, prompts, bank, look, outcomes: new Map(), values };
  await askAll(asking, groups);
  const keysOf = (outcome: Outcome): readonly string[] =>
    [...asking.outcomes].flatMap(([key, last]) => (last === outcome ? [key] : []));
  return {
    stored: keysOf('stored'),
    cleared: keysOf('cleared'),
    notMeasured: keysOf('notMeasured'),
    values: asking.values,
  };
}
