// `prep fill`: asks for, sets, removes and lists values. File readers are loaded on demand, because scripts run
// some of this often.
import type { Input, Run } from '../../cli.ts';
import type { Context, Prompts, ResultFiles } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import { DAY_MS, dayOf, daysBetween, instantOf, isoWithOffset } from '../../core/base/day.ts';
import { countBy, groupBy } from '../../core/base/collections.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { type Fills, notMeasuredText } from '../../core/base/metric.ts';
import { type Question, type QuestionId } from '../../core/base/question.ts';
import { clipped, plainLine, oneLine } from '../../core/base/text.ts';
import { countOf, isYes } from '../../core/base/wording.ts';
import { inputsOfDerived, type Inputs, valuesOf } from '../../core/fill/values.ts';
import {
  citedGap,
  labelOfGap,
  type Gap,
  type Left,
  leftElsewhere,
  leftFor,
  namedGaps,
  openGaps,
  openKeys,
  omittedBetween,
  applyFills,
  brokenBy,
  type FillChange,
  type FillRow,
  fillRows,
  inListOrder,
  notMeasuredReason,
  planFills,
  type PlannedFill,
  rowsNamed,
  typingOf,
  keysCalled,
  valueNameIn,
} from '../../core/fill/gaps.ts';
import { countFilled, uncomputedKeys, type Values } from '../../core/fill/conditional.ts';
import { buildQueue, matchingHeads } from '../../core/schedule/queue.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import type { Config } from '../../core/settings/config.ts';
import { checkValue, droppedReason, type Refusal } from '../../core/values/quantity.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import {
  renderAsk,
  renderFillList,
  renderGap,
  renderGroup,
  renderHelp,
  renderRefusal,
  renderStored,
  renderWarning,
  storeAsk,
  renderOmitted,
} from '../../screens/fill/fill.ts';
import { filledText, uncomputedText } from '../../screens/quiz/card.ts';
import { blankLine, type Display, paragraph, rendered } from '../../screens/ui/frame.ts';
import { clean } from '../../screens/ui/width.ts';
import { loadFullStudy, type Study } from '../shared/load.ts';
import { requireKnownNames, recorded, withMeantNumbers } from '../shared/question.ts';
import { dataDisplay, displayOf, withPrompts } from '../shared/screen.ts';
import { effectsJson, effectsOf, sayEffects, showEffects, valuesLeft } from './effects.ts';

// Each value is stored as soon as it is accepted, so that leaving loses nothing. Sessions use this too.

type Cited = Pick<Bank, 'metrics' | 'questions'>;

type Known = { readonly bank: Bank<Question>; readonly config: Config };

/** A run of the command. Names are keys and ids. */
export type Filling = {
  readonly context: Context;
  readonly study: Study<Question>;
  readonly names: readonly string[];
  readonly options: Input<'fill'>;
};

export async function storeFills(context: Context, bank: Cited, change: FillChange): Promise<Values> {
  const stored = recorded(context, (config) => {
    const at = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
    return { ...config, fills: applyFills(config.fills, change, at) };
  });
  const { fills, settings } = await context.config.update(stored);
  return valuesOf(bank, fills, settings);
}

/** The time of a value that is not stored does not matter. */
export const plannedValues = ({ bank, config }: Known, change: FillChange): Values =>
  valuesOf(bank, applyFills(config.fills, change, ''), config.settings);

type Outcome = 'stored' | 'cleared' | 'not measured';

/** Where values are found in result files instead of typed. */
export type Finder = {
  /** Shows what may fit a gap. */
  readonly offer: (gap: Gap) => void;
  /** Enter accepts the first. */
  readonly takes: () => boolean;
  /** Undefined after it showed what can be chosen instead. */
  readonly find: (gap: Gap, line: string) => PlannedFill | Refusal | undefined;
};

type Asking = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly bank: Bank<Question>;
  readonly inputs: Inputs;
  readonly display: Display;
  readonly outcomes: Map<string, Outcome>;
  /** No person is there to ask again: the next line belongs to the next value. */
  readonly script?: { readonly force: boolean } | undefined;
  readonly finder?: Finder | undefined;
  values: Values;
};

const QUIT = /^(?:q|quit|stop|exit)$/i;

async function takeNotMeasured(asking: Asking, gap: Gap, reason: string): Promise<Values> {
  const { context, prompts, bank, display } = asking;
  const state = { name: gap.key, reason: plainLine(reason) || undefined };
  const values = await storeFills(context, bank, { set: [], unset: [], notMeasured: [state] });
  const text = notMeasuredText(state, gap.metric?.kind);
  const said = paragraph(`${clean(labelOfGap(gap))}: ${clean(text)}`, display);
  const omitted = renderOmitted(omittedBetween(bank, asking.values, values), bank.questions, display);
  prompts.show([said, omitted].filter((part) => part !== '').join('\n'));
  return values;
}

/** With rules of the bank. */
function contradictions({ bank, config }: Known, change: FillChange): readonly string[] {
  const values = plannedValues({ bank, config }, change);
  const broken = brokenBy(bank, change, { values, inputs: inputsOfDerived(bank.metrics) });
  return broken.map(({ error }) => error);
}

type Confirming = Pick<Asking, 'context' | 'prompts' | 'bank' | 'display'>;

function doubtsOf({ context, bank }: Confirming, planned: PlannedFill): readonly string[] {
  const { config } = context.config.read();
  const broken = contradictions({ bank, config }, { set: [planned], unset: [] });
  return planned.warning === undefined ? broken : [planned.warning, ...broken];
}

/** What the person types if it is doubtful. */
async function replyTo(asking: Confirming, planned: PlannedFill): Promise<string> {
  const { prompts, display } = asking;
  const doubts = doubtsOf(asking, planned);
  for (const doubt of doubts) prompts.show(renderWarning(doubt, display));
  return doubts.length === 0 ? 'y' : ((await prompts.line(storeAsk(planned.fill.value))) ?? '').trim();
}

export const isConfirmed = async (asking: Confirming, planned: PlannedFill): Promise<boolean> =>
  isYes(await replyTo(asking, planned));

function refusedInScript({ outcomes, bank }: Asking, { key }: Gap, { error, hint }: Refusal): Failure {
  const nameOf = valueNameIn(bank);
  const before = [...outcomes.keys()].map(nameOf).join(', ');
  const kept = before === '' ? 'Nothing was stored' : `Only ${before} changed`;
  return new Failure('value-refused', `${nameOf(key)}: ${error}. ${kept}.`, { hint });
}

/** @returns true if the value is settled; otherwise what was typed in place of it, empty to ask again */
async function take(asking: Asking, gap: Gap, line: string, left: Left | undefined): Promise<true | string> {
  const { context, bank, prompts, display, outcomes, finder } = asking;
  const { key, metric } = gap;
  const name = labelOfGap(gap);
  if (line === '?') {
    prompts.show(renderHelp(gap, display, finder !== undefined));
    return '';
  }
  const settle = (values: Values, outcome: Outcome): void => {
    asking.values = values;
    outcomes.set(key, outcome);
  };
  if (line === '-') {
    const isThere = asking.values.has(key);
    if (isThere) settle(await storeFills(context, bank, { set: [], unset: [key] }), 'cleared');
    prompts.show(paragraph(`${clean(name)} ${isThere ? 'cleared' : 'has no value to clear'}`, display));
    return true;
  }
  const reason = droppedReason(metric, line) ?? notMeasuredReason(line);
  if (reason !== undefined) {
    settle(await takeNotMeasured(asking, gap, reason), 'not measured');
    return true;
  }
  const typed = left && isYes(line) ? left.fill.value : line;
  const checked = finder
    ? finder.find(gap, line)
    : checkValue(metric, typed, typingOf(gap, context.config.read().config));
  if (!checked) return '';
  if ('error' in checked) {
    if (asking.script) throw refusedInScript(asking, gap, checked);
    prompts.show(renderRefusal(checked, display));
    return '';
  }
  const isLeft = left !== undefined && left.fill.value === checked.fill.value;
  const planned: PlannedFill = isLeft ? { ...left, name: key } : { ...checked, name: key };
  if (asking.script) {
    const [error] = asking.script.force ? [] : doubtsOf(asking, planned);
    const hint = `add \`--force\` to store ${checked.fill.value} anyway`;
    if (error !== undefined) throw refusedInScript(asking, gap, { error, hint });
  } else {
    const reply = await replyTo(asking, planned);
    if (!isYes(reply)) return reply.replace(/^no?$/i, '');
  }
  const before = asking.values.get(key);
  const change = { set: [planned], unset: isLeft ? [left.key] : [] };
  settle(await storeFills(context, bank, change), 'stored');
  prompts.show(renderStored({ ...planned, name }, before, display, context.results.shown));
  return true;
}

async function ask(asking: Asking, gap: Gap, hasPast: boolean): Promise<'next' | 'back' | 'left'> {
  const { context, prompts, bank, display, values, inputs, finder } = asking;
  const cited = citedGap(gap, { values, inputs });
  const value = values.get(gap.key);
  const { config } = context.config.read();
  const isOffered = !finder && !value;
  const earlier = [...valuesLeft(gap.question, config), ...leftElsewhere(gap, config.fills)];
  const left = isOffered ? leftFor(gap, earlier) : undefined;
  prompts.show(
    rendered(
      display,
      (look) => blankLine(look) + renderGap(cited.gap, cited.sentence, value, bank.questions, look, left),
    ),
  );
  finder?.offer(gap);
  for (let reply: true | string = ''; reply !== true;) {
    const takes = finder?.takes();
    const asked = renderAsk(gap, asking.values.get(gap.key), hasPast, display, takes, left);
    const typed: string | undefined = reply || (await prompts.line(asked))?.trim();
    reply = '';
    const line = takes === true && typed !== undefined && (typed === '' || isYes(typed)) ? '1' : typed;
    if (line === undefined || QUIT.test(line)) return 'left';
    if (/^(?:b|back|<)$/.test(line)) {
      if (hasPast) return 'back';
      prompts.show(paragraph('This is the first value.', display));
    } else if ((finder ? /^(?:skip|s|no?)?$/i : /^(?:skip)?$/i).test(line)) return 'next';
    else reply = await take(asking, gap, line, left);
  }
  return 'next';
}

/** How many of one question are asked for together. */
function countAround(gaps: readonly Gap[], at: number): number {
  const isOther = ({ question }: Gap): boolean => question !== gaps[at]?.question;
  const end = gaps.findIndex((gap, i) => i > at && isOther(gap));
  return (end === -1 ? gaps.length : end) - gaps.slice(0, at).findLastIndex(isOther) - 1;
}

/** Goes through the gaps, forward or back, until the person leaves. */
export async function walkGaps(how: Omit<Asking, 'inputs' | 'outcomes'>, gaps: readonly Gap[]) {
  const { prompts, display } = how;
  const asking: Asking = { ...how, inputs: inputsOfDerived(how.bank.metrics), outcomes: new Map() };
  let shown: Question | undefined;
  let at = 0;
  for (let gap = gaps[at]; gap; gap = gaps[at]) {
    const { question } = gap;
    const [lead, count] = [shown ? blankLine(display) : '', countAround(gaps, at)];
    if (question !== shown)
      prompts.show(rendered(display, (look) => lead + renderGroup(question, count, look)));
    shown = question;
    const next = await ask(asking, gap, at > 0);
    if (next === 'left') break;
    at += next === 'back' ? -1 : 1;
  }
  return { ...asking, isThrough: at >= gaps.length };
}

/** `--set a=12 parsecs` arrives as two words. */
function joinedValues(words: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (const word of words) {
    const last = values.length - 1;
    if (last < 0 || /^[^=]+=/.test(word)) values.push(word);
    else values[last] = `${values[last]} ${word}`;
  }
  return values;
}

type Option = keyof Input<'fill'>;

const NEEDED: readonly (readonly [Option, beside: readonly Option[], words: string])[] = [
  ['check', ['sync'], '--sync'],
  ['open', ['list', 'json'], '--list'],
  ['unit', ['from'], '--from'],
  ['force', ['set', 'sync', 'plain'], '--set, --sync or --plain'],
  ['dryRun', ['from', 'sync', 'set', 'unset', 'notMeasured'], '--set, --from or --sync'],
];

function refuseStray(options: Input<'fill'>): void {
  const given = new Set<string>(Object.keys(options));
  const stray = NEEDED.find(([option, beside]) => given.has(option) && !beside.some((one) => given.has(one)));
  if (!stray) return;
  const flag = stray[0] === 'dryRun' ? '--dry-run' : `--${stray[0]}`;
  throw new Failure('option-stray', `${flag} has no effect by itself.`, { hint: `use it with ${stray[2]}` });
}

/** What a person calls values and questions, as keys and ids: nothing after this asks what a name means. */
async function meantBy(
  context: Context,
  study: Study<Question>,
  words: readonly string[],
  given: Input<'fill'>,
) {
  const called = keysCalled(study.bank, study.config.fills);
  // A name may have an equals sign: `CSI = [X] (Q4)=0.62`.
  const withKey = (argument: string): string => {
    const ends = [...Array.from(argument.matchAll(/=/g), ({ index }) => index), argument.length];
    const end = ends.find((each) => called(argument.slice(0, each)).length > 0);
    const [key, ...others] = called(argument.slice(0, end));
    const typed = others.length === 0 ? key : oneLine(argument.slice(0, end).replaceAll('=', ' '));
    return typed === undefined ? argument : typed + argument.slice(end);
  };
  const named = [...words, ...(given.question ?? [])].flatMap((name) => {
    const keys = called(name.trim());
    return keys.length > 0 ? keys : [name.trim()];
  });
  const { set, unset, notMeasured } = given;
  return {
    names: await withMeantNumbers(context, study, named, given),
    set: set && joinedValues(set).map(withKey),
    unset: unset && (await withMeantNumbers(context, study, unset.map(withKey), given)),
    notMeasured: notMeasured?.map(withKey),
  };
}

export const fill: Run<'fill'> = async (context, words, given) => {
  refuseStray(given);
  const study = await loadFullStudy(context, given);
  const { names, ...meant } = await meantBy(context, study, words, given);
  const options = { ...given, ...meant };
  const filling: Filling = { context, study, names, options };
  if (options.sync) return (await import('./sync.ts')).syncFills(filling);
  if (options.from !== undefined) return (await import('./from.ts')).fillFrom(filling, options.from);
  if (options.set || options.unset || options.notMeasured) return changeFills(filling);
  if (options.core && study.core.length === 0 && !options.json) {
    context.out.talk('None of your values is marked as core. Use `prep fill` without --core.\n');
    return 0;
  }
  return options.list || options.json ? listFills(filling) : askFills(filling);
};

/** Says what is wrong with each, and fails with `value-refused`. */
export function refuseWrong(context: Context, wrong: readonly Refusal[], what = 'value'): void {
  if (wrong.length === 0) return;
  const display = displayOf(context, false);
  for (const one of wrong) context.out.talk(`${renderRefusal(one, display)}\n`);
  const nothing = what === 'value' ? 'Nothing was stored: ' : '';
  throw new Failure('value-refused', `${nothing}${countOf(wrong.length, what)} cannot be used.`);
}

async function changeFills(filling: Filling): Promise<number> {
  const { context, study, options } = filling;
  const { set = [], unset = [], notMeasured = [], force } = options;
  const { fills, settings } = study.config;
  const plan = planFills(study.bank, fills, settings, { set, unset, notMeasured, force });
  refuseWrong(context, plan.wrong);
  await storePlan(filling, plan);
  const isIdle = plan.set.length + plan.notMeasured.length + plan.unset.length === 0;
  if (isIdle && !options.json) context.out.talk('Nothing to change.\n');
  return 0;
}

/** Stores a plan, unless it is a dry run. Fails with `value-refused` for values that contradict each other or the stored ones. */
export async function storePlan({ context, study, options }: Filling, plan: FillChange): Promise<void> {
  const { dryRun, json, force } = options;
  const { out, results } = context;
  const hint = 'correct one of them, or add `--force` to store them anyway';
  const broken = force ? [] : contradictions(study, plan).map((error) => ({ error, hint }));
  refuseWrong(context, broken);
  const after = dryRun ? plannedValues(study, plan) : await storeFills(context, study.bank, plan);
  const effects = effectsOf(study, study.values, after);
  if (json) {
    const set = plan.set.map(({ name, fill: stored, warning = null, converted = null }) => {
      const { value, number = null, unit = null, source } = stored;
      const from = source && { file: results.shown(source.file), path: source.path };
      return { name, value, number, unit, warning, converted, ...from };
    });
    const notMeasured = plan.notMeasured?.map(({ name, reason }) => ({ name, reason: reason ?? null }));
    const following = effectsJson(study, effects);
    out.data(jsonDocument('fill', { set, notMeasured, unset: plan.unset, ...following }));
    return;
  }
  const display = displayOf(context, true);
  const left = omittedBetween(study.bank, study.values, after);
  const omitted = renderOmitted(left, study.bank.questions, display);
  const nameOf = valueNameIn(study.bank);
  for (const planned of plan.set) {
    const named = { ...planned, name: nameOf(planned.name) };
    out.data(`${renderStored(named, study.values.get(planned.name), display, results.shown)}\n`);
    if (planned.warning !== undefined) out.talk(`${renderWarning(planned.warning, display)}\n`);
  }
  for (const state of plan.notMeasured ?? []) {
    const { kind } = study.bank.metrics.get(state.name) ?? {};
    out.data(`${nameOf(state.name)}: ${notMeasuredText(state, kind)}\n`);
  }
  for (const name of plan.unset) out.data(`${nameOf(name)} cleared\n`);
  if (omitted !== '') out.talk(`${omitted}\n`);
  sayEffects(context, study, effects);
  if (dryRun) out.talk('Dry run: nothing was stored.\n');
}

function listedRows({ study, options }: Filling, rows: readonly FillRow[]): readonly FillRow[] {
  if (options.open) {
    const keys = new Set(openIn(study, options).map(({ key }) => key));
    return rows.filter(({ name }) => keys.has(name));
  }
  const among = options.section && new Set(questionsIn(study, options.section).map(({ id }) => id));
  return rows.filter(
    ({ tier, citedBy }) =>
      (!options.core || tier === 'core') && (!among || citedBy.some((id) => among.has(id))),
  );
}

/** Only digests are compared, each file once. */
function staleFills(results: ResultFiles, fills: Fills): ReadonlySet<string> {
  const sourced = Object.entries(fills).flatMap(([name, { source }]) => (source ? [{ name, source }] : []));
  const stale = [...groupBy(sourced, ({ source }) => source.file)].flatMap(([file, group]) => {
    // If it is missing or unreachable, `prep fill --sync` says which.
    const digest = ifPossible(() => results.digest(file));
    return group.filter(({ source: { sha256 } }) => sha256 === undefined || sha256 !== digest);
  });
  return new Set(stale.map(({ name }) => name));
}

/** No answer lacks them. */
const othersText = (optional: number): string =>
  optional === 0 ? '' : `, and ${countOf(optional, 'optional one')}`;

function listFills(filling: Filling): number {
  const { context, study, names, options } = filling;
  const { fills } = study.config;
  const stale = staleFills(context.results, fills);
  const all = fillRows(study.bank, fills, study.values, stale);
  const some = listedRows(filling, all);
  const named = names.length > 0 ? rowsNamed(some, names, study.bank, fills) : undefined;
  refuseWrong(context, named?.wrong ?? [], 'name');
  // What no answer of the named banks cites is of another one.
  const isOfBank = ({ name, citedBy }: FillRow): boolean =>
    study.given.length === 0 || citedBy.length > 0 || study.bank.metrics.has(name);
  const rows = named?.found ?? some.filter(isOfBank);

  if (options.json) {
    const metrics = rows.map(({ label: _label, ...row }) => row);
    context.out.data(jsonDocument('fill', { metrics }));
    return 0;
  }
  const { questions } = study.bank;
  const [{ shown }, display] = [context.results, dataDisplay(context)];
  if (rows.length > 0) context.out.data(`${renderFillList(rows, questions, study, shown, display)}\n`);
  if (options.open) {
    const needed = openKeys(study.bank, study);
    const open = rows.filter(({ name }) => needed.has(name)).length;
    context.out.talk(`${countOf(open, 'value')} to fill${othersText(rows.length - open)}.\n`);
    return 0;
  }
  const keys = rows.map(({ name }) => name);
  const changed = rows.some((row) => row.stale) ? ' Files changed since then: `prep fill --sync`.' : '';
  context.out.talk(`${filledText(countFilled(keys, study.values), 'value')}.${changed}\n`);
  return 0;
}

/** Questions due within this many days are filled first. */
const SOON_DAYS = 3;

/** Each with its day: 0 is today. */
function soonIn({ bank, progress, config, now, calendar }: Study<Question>): ReadonlyMap<QuestionId, number> {
  const { newPerDay } = config.settings;
  const limits = { reviews: Infinity, fresh: newPerDay * SOON_DAYS };
  const moment = { now: instantOf(now + (SOON_DAYS - 1) * DAY_MS), calendar };
  const { items } = buildQueue(bank.questions, progress, { filters: {}, limits }, moment);
  const fresh = items.flatMap(({ question, why }) => (why === 'new' ? [question] : []));
  const days = new Map(fresh.map((question, at) => [question, Math.floor(at / newPerDay)]));
  for (const { question, why } of items)
    if (why !== 'new') {
      const { due = now } = progress.schedules.get(question) ?? {};
      days.set(question, Math.max(0, daysBetween(dayOf(now, calendar), dayOf(due, calendar))));
    }
  return days;
}

function questionsIn(study: Study<Question>, section: readonly string[] | undefined) {
  const { bank, progress } = study;
  if (!section) return [...bank.questions.values()];
  requireKnownNames(bank, { section });
  return matchingHeads(bank.questions.values(), progress, { section }, study);
}

function openIn(study: Study<Question>, { core, section }: Input<'fill'>): readonly Gap[] {
  const tiers = core ? (['core'] as const) : undefined;
  return openGaps(study.bank, study.values, {
    tiers,
    soon: soonIn(study),
    among: questionsIn(study, section),
  });
}

function uncomputedIn({ bank, inputs }: Study<Question>, values: Values): string {
  const said = uncomputedText(uncomputedKeys(bank.questions.values(), values, inputs));
  return said && `; ${said}`;
}

async function askFills(filling: Filling): Promise<number> {
  const { context, study, names, options } = filling;
  const { bank, values } = study;
  const named = names.length > 0 ? namedGaps(bank, names, values) : undefined;
  refuseWrong(context, named?.wrong ?? [], 'name');
  // A question without open values: a person corrects what it has.
  const isFull = named?.found.length === 0 && context.interactive;
  const first = isFull ? namedGaps(bank, names, new Map()).found : (named?.found ?? openIn(study, options));
  const gaps = context.interactive || named ? first : inListOrder(bank, first);
  if (gaps.length === 0) {
    const isSome = options.core || options.section || named;
    const which = `Every value ${isSome ? 'you asked for' : 'your answers cite'}`;
    const isCiting = [...bank.questions.values()].some(({ placeholderKeys }) => placeholderKeys.length > 0);
    const how = named ? ' To correct one: `prep fill --set NAME=VALUE`.' : '';
    const lacking = named ? '' : uncomputedIn(study, values);
    context.out.talk(isCiting ? `${which} is filled${lacking}.${how}\n` : 'Your answers cite no values.\n');
    return 0;
  }
  if (!context.interactive && !options.plain)
    throw new Failure('no-terminal', '`prep fill` needs an interactive terminal.', {
      hint: 'use --set NAME=VALUE, or --plain to answer line by line on stdin',
    });
  return askGaps(filling, gaps);
}

/** @param finderIn values are found in result files, instead of typed */
export function askGaps(
  { context, study, options }: Filling,
  gaps: readonly Gap[],
  finderIn?: (prompts: Prompts, display: Display) => Finder,
): Promise<number> {
  const { bank, values } = study;
  return withPrompts(context, options.plain, async (prompts, display) => {
    const finder = finderIn?.(prompts, display);
    const script = context.interactive || finder ? undefined : { force: options.force === true };
    const walked = await walkGaps({ context, prompts, bank, values, display, script, finder }, gaps);
    showEffects(prompts, study, effectsOf(study, values, walked.values), display);
    const open = openKeys(bank, { values: walked.values, inputs: study.inputs }).size;
    const optional = openGaps(bank, walked.values).length - open;
    const more = `${open} left${othersText(optional)}. Run \`${commandFor('prep fill', study.given)}\` to continue`;
    const rest = (open === 0 ? 'Nothing left to fill' : more) + uncomputedIn(study, walked.values);
    const counts = countBy([...walked.outcomes.values()], (outcome) => outcome);
    const stored = counts.get('stored') ?? 0;
    const others = (['not measured', 'cleared'] as const).map((outcome) =>
      counts.has(outcome) ? `, ${counts.get(outcome)} ${outcome}` : '',
    );
    const reread = finder && stored > 0 ? '; `prep fill --sync` reads the files again' : '';
    const said = `${countOf(stored, 'value')} stored${others.join('')}${reread}. ${rest}.`;
    const surplus = script && walked.isThrough ? await prompts.surplus?.() : undefined;
    const isOver = surplus !== undefined && !QUIT.test(surplus);
    const over = isOver
      ? `The input has more lines than values, from ${clean(clipped(surplus))} on. Check which value got which line.`
      : '';
    for (const text of [said, over].filter(Boolean))
      prompts.show(rendered({ ...display, plain: true }, (look) => paragraph(text, look)));
    return prompts.interrupted() ? 130 : Number(isOver);
  });
}
