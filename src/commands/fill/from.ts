import type { Input } from '../../cli.ts';
import type { Context, Prompts, ReadResultFile } from '../../context.ts';
import type { Metric } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { bindValue, type Bound, type Reading } from '../../core/fill/bind.ts';
import { askedIn, type Gap, type GapGroup, gapOf, labelOfGap, namedGaps, openGaps } from '../../core/fill/gaps.ts';
import { type Offer, type Proposal, PROPOSED, proposeMatches, searchOffers, STRONG } from '../../core/fill/match.ts';
import { planFillsFrom, type PlannedFill } from '../../core/fill/plan.ts';
import { sourceOf } from '../../core/fill/sync.ts';
import type { Values } from '../../core/fill/value.ts';
import { sentenceAround, storedText } from '../../core/fill/values.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { readResult, valueAt } from '../../formats/results/index.ts';
import { renderGap, renderGroup, renderRefusal, renderWarning } from '../../screens/fill/fill.ts';
import { renderBound, renderChoices, renderFound, renderFromAsk, renderFromHelp, renderProposals, renderRecognised, renderUnread, type ShownChoice, type Unread, valueText } from '../../screens/fill/from.ts';
import { renderNote } from '../../screens/fill/sync.ts';
import { apart, type Look, paragraph } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { type Progress, progressOn } from '../shared/source-lines.ts';
import { refuseNames, refuseWrong, storePlan } from './fill.ts';
import { changedSentences, showReadAgain } from './read-again.ts';
import { askToTake, stateOf } from './sync.ts';
import { notMeasuredReason, storeFills, takeNotMeasured } from './walk.ts';

export type FromOptions = Input<'fill'> & { readonly names: readonly string[] };

type Opened = {
  readonly file: string;
  readonly read: ReadResultFile;
  readonly reading: Reading;
};

type OpenedFiles = {
  readonly opened: readonly Opened[];
  readonly unread: readonly Unread[];
  readonly notes: readonly string[];
};

type FoundValue = Bound & { readonly opened: Opened; readonly path: string };

const FROM_HINT = '`prep fill --list` shows all names, and `prep fill --from FILE --list` all paths';

/**
 * Takes values from a result file, or from those below a folder: binds what `set` names; else asks about
 * proposals if a person is there, and lists them if not. Fails for a file that cannot be read, and with
 * `value-refused` for names and paths that cannot be used.
 */
export async function fillFrom(
  context: Context,
  study: Study<Question>,
  path: string,
  options: FromOptions,
): Promise<number> {
  const { names, json = false } = options;
  const named = names.length > 0 ? namedGaps(study.bank, names, study.values) : undefined;
  refuseNames(context, named?.wrong ?? [], FROM_HINT);
  const plain = options.plain ?? !context.screen.fancy;
  const files = await openResults(context, path, plain || json);
  if (options.set || options.unset) return setFrom(context, study, files, options);

  const groups = named?.groups ?? openGaps(study.bank, study.values);
  const offers = files.opened.flatMap(({ file, reading }) =>
    reading.candidates.map((candidate): Offer => ({ file, reading, candidate })),
  );
  const proposals = proposalsFor(study, groups, offers, named !== undefined);
  const canAsk = (context.interactive || options.plain === true) && !options.list && !json && !options.dryRun;
  if (!canAsk) return list(context, study, files, groups, proposals, options);
  const proposed = new Set(proposals.map(({ key }) => key));
  const asked = groups
    .map(({ question, gaps }) => ({ question, gaps: gaps.filter(({ key }) => named || proposed.has(key)) }))
    .filter(({ gaps }) => gaps.length > 0);
  return choose(context, study, { files, offers, groups: asked, proposals }, plain, options.unit);
}

// One bad file must not hide the others.

async function openFile({ results }: Context, path: string): Promise<Opened> {
  const read = await results.read(path);
  const reading = readResult(read.file);
  if ('error' in reading) throw new Failure('result-unread', `${reading.error}.`, { hint: reading.hint });
  return { file: results.shown(path), read, reading };
}

/** A failure of prep itself is thrown. */
async function tryToOpen(context: Context, path: string): Promise<Opened | Unread> {
  try {
    return await openFile(context, path);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const hint = error.hint ?? 'check the file';
    return { file: context.results.shown(path), error: error.message.replace(/\.$/, ''), hint };
  }
}

async function openFolder(context: Context, path: string, progress: Progress): Promise<OpenedFiles> {
  const { results } = context;
  const shown = results.shown(path);
  progress(`Looking through ${shown}`);
  const found = await results.find(path, (files) => progress(`Looking through ${shown}: ${files} files`));
  const opened: Opened[] = [];
  const unread: Unread[] = [];
  const notes = [...found.notes];
  for (const [i, file] of found.files.entries()) {
    progress(`Reading ${i + 1} of ${found.files.length} files`);
    const one = await tryToOpen(context, file);
    if ('error' in one) unread.push(one);
    else {
      // A file without values, such as a settings file, is not a result.
      if (one.reading.candidates.length > 0) opened.push(one);
      if (one.read.note !== undefined) notes.push(one.read.note);
    }
  }
  progress('');
  return { opened, unread, notes };
}

/** Fails when the file cannot be read or understood (`result-unread`), and when a folder has none (`no-results`). */
async function openResults(context: Context, path: string, plain: boolean): Promise<OpenedFiles> {
  if (!context.results.isFolder(path)) {
    const opened = await openFile(context, path);
    return { opened: [opened], unread: [], notes: [opened.read.note].filter((note) => note !== undefined) };
  }
  const files = await openFolder(context, path, progressOn(context, plain));
  if (files.opened.length > 0 || files.unread.length > 0) return files;
  throw new Failure('no-results', `No result file was found below ${context.results.shown(path)}.`, {
    hint: 'name the file itself: --from FILE',
  });
}

/** Unreadable files named before the rest is counted; a project has many files that are not results. */
const MOST_UNREAD = 5;

function sayUnread(context: Context, { unread, notes }: OpenedFiles, look: Look): void {
  const rest = unread.length - MOST_UNREAD;
  const lines = [
    ...unread.slice(0, MOST_UNREAD).map((one) => renderUnread(one, look)),
    ...(rest > 0
      ? [renderNote(`${countOf(rest, 'more file')} cannot be read: --json lists them`, look)]
      : []),
    ...notes.map((note) => renderNote(note, look)),
  ];
  for (const line of lines) context.out.talk(`${line}\n`);
}

/**
 * The value at a path of a file, in the metric's unit.
 * @param path dotted or JMESPath; the label of a candidate also works
 * @param unit the unit that the user states
 */
function findValue(
  opened: Opened,
  path: string,
  metric: Metric | undefined,
  unit: string | undefined,
): FoundValue | Refusal {
  const { reading } = opened;
  const at = reading.candidates.find(({ label }) => label === path)?.path ?? path;
  const value = valueAt(reading, at);
  if ('error' in value) return value;
  const bound = bindValue(metric, value, unit);
  return 'error' in bound ? bound : { ...bound, opened, path: at };
}

async function withSource<Planned extends FoundValue & PlannedFill>(
  { results }: Context,
  planned: Planned,
): Promise<Planned> {
  const { opened, path, fill } = planned;
  const state = await stateOf(results, results.stored(opened.file), opened.read, opened.reading);
  return { ...planned, fill: { ...fill, source: sourceOf(planned, path, state) } };
}

const NAMED = 5;

/** The file of the given paths. Fails with `file-ambiguous` when there are several. */
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

/** All or nothing. Fails with `value-refused` after saying what is wrong. */
async function setFrom(
  context: Context,
  study: Study<Question>,
  files: OpenedFiles,
  options: FromOptions,
): Promise<number> {
  const opened = onlyFile(files);
  const { set = [], unset = [], unit } = options;
  const { bank, config } = study;
  const plan = planFillsFrom(bank, config.fills, { set, unset }, 'path', (metric, text) =>
    text.trim() === ''
      ? { error: 'the path is empty', hint: 'write NAME=PATH' }
      : findValue(opened, text.trim(), metric, unit),
  );
  refuseWrong(context, plan.wrong, FROM_HINT);
  const bound: (FoundValue & PlannedFill)[] = [];
  for (const planned of plan.set) bound.push(await withSource(context, planned));
  const { file, reading } = opened;
  await storePlan(
    context,
    study,
    { set: bound, unset: plan.unset },
    options,
    (planned, look) => renderBound(planned, { file, path: planned.path }, look),
    ({ path }) => ({ file, path, reader: reading.reader }),
  );
  return 0;
}

/** Values compared with the metrics; a folder of large files has more. */
const MOST_OFFERS = 10_000;

/**
 * Everything that answers cite is compared, filled or not, so that no value is proposed for one metric that
 * belongs to another.
 */
function proposalsFor(
  { bank }: Study<Question>,
  groups: readonly GapGroup[],
  offers: readonly Offer[],
  isNamed: boolean,
): readonly Proposal[] {
  const cited = askedIn(bank);
  const wanted = [...cited.citedBy.keys()]
    .filter((key) => bank.metrics.get(key)?.derive === undefined)
    .flatMap((key) => gapOf(cited, key) ?? [])
    .map((gap) => ({ key: gap.key, metric: gap.metric, words: labelOfGap(gap) }));
  const keys = new Set(groups.flatMap(({ gaps }) => gaps.map(({ key }) => key)));
  const all = proposeMatches(wanted, offers.slice(0, MOST_OFFERS), isNamed ? keys : new Set());
  return all.filter(({ key }) => keys.has(key));
}

function listJson(context: Context, files: OpenedFiles, sure: readonly Proposal[]): void {
  const opened = files.opened.map(({ file, reading: { reader, title, candidates } }) => ({
    file,
    reader,
    title,
    error: null,
    candidates: candidates.map(({ label, value, unit, path }) => ({ label, value, unit, path })),
  }));
  const unread = files.unread.map(({ file, error, hint }) => ({
    file,
    reader: null,
    title: null,
    error: `${error} (${hint})`,
    candidates: [],
  }));
  const proposals = sure.flatMap(({ key, ranked: [lead] }) => {
    if (!lead) return [];
    const { offer, bound, score } = lead;
    const { label, path } = offer.candidate;
    const { fill, converted = null } = bound;
    return [{ name: key, file: offer.file, path, label, value: fill.value, converted, score }];
  });
  context.out.data(jsonDocument('fill', { files: [...opened, ...unread], proposals, notes: files.notes }));
}

function whyNothing({ opened }: OpenedFiles, groups: readonly GapGroup[]): string {
  if (opened.every(({ reading }) => reading.candidates.length === 0))
    return 'It holds no number that prep can read; the decimal sign is a point.';
  if (groups.length === 0)
    return 'Every value that the loaded answers cite is filled: name one to see what fits it.';
  return 'Nothing in it looks like what your answers want.';
}

function list(
  context: Context,
  { given }: Study<Question>,
  files: OpenedFiles,
  groups: readonly GapGroup[],
  proposals: readonly Proposal[],
  options: FromOptions,
): number {
  const sure = proposals.filter(({ ranked: [lead] }) => lead && lead.score >= PROPOSED);
  if (options.json) {
    listJson(context, files, sure);
    return 0;
  }
  const look = lookOf(context, true);
  sayUnread(context, files, look);
  const { out } = context;
  if (files.opened.length > 0) out.data(`${renderFound(files.opened, look)}\n`);
  if (sure.length > 0) {
    out.data(`\n${paragraph('What seems to fit, to be looked at and pasted:', look)}\n`);
    out.data(`${renderProposals(sure, given, look)}\n`);
  } else out.talk(`${paragraph(whyNothing(files, groups), look)}\n`);
  return 0;
}

// Values are stored one by one, so that leaving loses nothing.

type Dialog = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly study: Study<Question>;
  readonly look: Look;
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly unit: string | undefined;
  readonly stored: Set<string>;
  values: Values;
};

type Choice = { readonly opened: Opened; readonly path: string; readonly shown: ShownChoice };

/** `takes`: whether Enter takes the first. */
type Choices = { readonly list: readonly Choice[]; readonly takes: boolean };

/** The result of a line: the value is settled, or these choices are open now. */
type Next = 'settled' | Choices;

type ToChoose = {
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly groups: readonly GapGroup[];
  readonly proposals: readonly Proposal[];
};

async function choose(
  context: Context,
  study: Study<Question>,
  { files, offers, groups, proposals }: ToChoose,
  plain: boolean,
  unit: string | undefined,
): Promise<number> {
  const look = lookOf(context, plain);
  sayUnread(context, files, look);
  const prompts = await context.prompts(plain);
  try {
    const { values } = study;
    const dialog: Dialog = { context, prompts, study, look, files, offers, unit, stored: new Set(), values };
    if (files.opened.length > 0) prompts.show(renderRecognised(files.opened, look));
    await askAll(dialog, groups, proposals);
    showReadAgain(prompts, study, changedSentences(study, values, dialog.values), look);
    prompts.show(apart(look) + paragraph(summary(dialog, groups.length > 0), look));
    return prompts.interrupted() ? 130 : 0;
  } finally {
    prompts.close();
  }
}

function summary({ stored, study, values }: Dialog, isAnyAsked: boolean): string {
  const open = openGaps(study.bank, values).reduce((sum, { gaps }) => sum + gaps.length, 0);
  const rest = open === 0 ? 'Nothing is open any more.' : `${open} still open: prep fill goes on.`;
  if (!isAnyAsked)
    return `Nothing in it looks like what your answers want. Name a value to choose for it: prep fill NAME --from FILE. ${rest}`;
  if (stored.size === 0) return `No value bound. ${rest}`;
  return stored.size === 1
    ? `1 value bound; prep fill --sync reads it again. ${rest}`
    : `${stored.size} values bound; prep fill --sync reads them again. ${rest}`;
}

async function askAll(
  dialog: Dialog,
  groups: readonly GapGroup[],
  proposals: readonly Proposal[],
): Promise<void> {
  const byKey = new Map(proposals.map((one) => [one.key, one]));
  for (const group of groups) {
    dialog.prompts.show(apart(dialog.look) + renderGroup(group, dialog.look));
    for (const gap of group.gaps) if (!(await ask(dialog, gap, byKey.get(gap.key)))) return;
  }
}

const NOTHING_NEAR = 'Nothing looks like it: search with words, or write a path.';

/** False when the person left. */
async function ask(dialog: Dialog, gap: Gap, proposal: Proposal | undefined): Promise<boolean> {
  const { prompts, study, look } = dialog;
  const sentence = sentenceAround(gap.question, gap.placeholder, dialog.values);
  const present = dialog.values.get(gap.key);
  prompts.show(apart(look) + renderGap(gap, sentence, present, study.bank.questions, look));
  const ranked = proposal?.ranked ?? [];
  const ranking = choicesOf(
    dialog,
    gap,
    ranked.map(({ offer }) => offer),
  );
  if (ranking.length === 0) prompts.show(apart(look) + paragraph(NOTHING_NEAR, look));
  const takes = (ranked[0]?.score ?? 0) >= STRONG && present === undefined;
  let next: Next = showChoices(dialog, ranking, 0, takes);
  while (next !== 'settled') {
    const line = await prompts.line(renderFromAsk(labelOfGap(gap), next.takes));
    if (line === undefined || line.trim().toLowerCase() === 'q') return false;
    next = await takeLine(dialog, gap, next, line.trim());
  }
  return true;
}

const MOST_FOUND = 9;

function choicesOf({ files, unit }: Dialog, gap: Gap, offers: readonly Offer[]): readonly Choice[] {
  return offers.flatMap(({ file, candidate }): readonly Choice[] => {
    const opened = files.opened.find((one) => one.file === file);
    if (!opened) return [];
    const bound = bindValue(gap.metric, candidate, unit);
    const suits = !('error' in bound);
    const value = suits ? bound.fill.value : valueText(candidate);
    return [{ opened, path: candidate.path, shown: { value, suits, label: candidate.label, file } }];
  });
}

function showChoices(
  { prompts, look, files }: Dialog,
  choices: readonly Choice[],
  rest: number,
  takes = false,
): Choices {
  const shown = choices.map((choice) => choice.shown);
  if (shown.length > 0) prompts.show(renderChoices(shown, rest, files.opened.length === 1, look));
  return { list: choices, takes };
}

async function takeLine(dialog: Dialog, gap: Gap, choices: Choices, line: string): Promise<Next> {
  const { prompts, look } = dialog;
  if (line === '') return choices.takes ? takeNumber(dialog, gap, choices, '1') : 'settled';
  if (/^(?:-|s)$/i.test(line)) return 'settled';
  if (line === '?') {
    prompts.show(renderFromHelp(gap.metric?.measure, choices.takes, look));
    return choices;
  }
  const reason = notMeasuredReason(line);
  if (reason !== undefined) {
    const values = await takeNotMeasured({ ...dialog, bank: dialog.study.bank }, gap, reason);
    if (!values) return choices;
    dialog.values = values;
    dialog.stored.delete(gap.key);
    return 'settled';
  }
  return /^\d{1,4}(?: in \S+)?$/.test(line)
    ? takeNumber(dialog, gap, choices, line)
    : takeWords(dialog, gap, choices, line);
}

/** Splits off the unit after a number or a path: `2 in ms`. */
function splitUnit(line: string, otherwise: string | undefined) {
  const [, words = line, unit = otherwise] = /^(\S.*?) in ([^\s()[\]]{1,40})$/u.exec(line) ?? [];
  return { words, unit };
}

function sayRefused({ prompts, look }: Dialog, { error, hint }: Refusal, line: string): void {
  prompts.show(renderRefusal({ error, hint: hint.replace(/--unit (.+)$/, `write ${line} in $1`) }, look));
}

async function takeNumber(dialog: Dialog, gap: Gap, choices: Choices, line: string): Promise<Next> {
  const { words, unit } = splitUnit(line, dialog.unit);
  const choice = choices.list[Number(words) - 1];
  const found = choice
    ? findValue(choice.opened, choice.path, gap.metric, unit)
    : {
        error: choices.list.length === 0 ? 'there is nothing to choose here' : `there is no ${words}`,
        hint: `to enter a value by hand: prep fill ${gap.key}`,
      };
  if ('error' in found) {
    sayRefused(dialog, found, words);
    return choices;
  }
  await take(dialog, gap, found);
  return 'settled';
}

/** Takes search words or a path. The path of a listed value is not searched for. */
async function takeWords(dialog: Dialog, gap: Gap, choices: Choices, line: string): Promise<Next> {
  const { files, offers } = dialog;
  const isListed = offers.some(({ candidate: { path, label } }) => path === line || label === line);
  const hits = isListed ? [] : searchOffers(line, offers);
  if (hits.length > 0) {
    const shown = choicesOf(dialog, gap, hits.slice(0, MOST_FOUND));
    return showChoices(dialog, shown, hits.length - shown.length);
  }
  const { words, unit } = splitUnit(line, dialog.unit);
  const tried = files.opened.map((opened) => findValue(opened, words, gap.metric, unit));
  const found = tried.filter((one): one is FoundValue => !('error' in one));
  const [first, ...others] = found;
  if (!first) {
    // With a single file it is clear which error to show.
    const refused = files.opened.length === 1 ? tried.find((one) => 'error' in one) : undefined;
    const nowhere = { error: `no file has a value for ${words}`, hint: '? says what may be written' };
    sayRefused(dialog, refused ?? nowhere, words);
    return choices;
  }
  if (others.length === 0) {
    await take(dialog, gap, first);
    return 'settled';
  }
  const shown = found.slice(0, MOST_FOUND).map(({ opened, path, fill }): Choice => ({
    opened,
    path,
    shown: { value: fill.value, suits: true, label: path, file: opened.file },
  }));
  return showChoices(dialog, shown, found.length - shown.length);
}

async function take(dialog: Dialog, gap: Gap, found: FoundValue): Promise<void> {
  const { context, prompts, look, study } = dialog;
  const name = labelOfGap(gap);
  if (!(await mayReplace(dialog, gap, found))) {
    prompts.show(paragraph(`${name} stays as it is`, look));
    return;
  }
  const planned = await withSource(context, { ...found, name: gap.key });
  dialog.values = await storeFills(context, study.bank, { set: [planned], unset: [] });
  dialog.stored.add(gap.key);
  prompts.show(renderBound({ ...planned, name }, { file: found.opened.file, path: found.path }, look));
  if (planned.warning !== undefined) prompts.show(renderWarning(planned.warning, look));
}

async function mayReplace({ prompts, context }: Dialog, gap: Gap, found: FoundValue): Promise<boolean> {
  const { fills } = context.config.read().config;
  const present = Object.hasOwn(fills, gap.key) ? fills[gap.key] : undefined;
  if (present === undefined || present.source?.read === present.value) return true;
  const [name, file] = [labelOfGap(gap), found.opened.file];
  const row = { name, old: storedText(present), new: found.fill.value, file };
  return (await askToTake(prompts, row)) === true;
}
