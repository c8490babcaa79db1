// `prep fill --from`: values from result files, bound by name, listed, or chosen one by one.
import type { Input } from '../../cli.ts';
import type { Context, Prompts, ReadResultFile } from '../../context.ts';
import type { Fills, Metric } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/text.ts';
import {
  type Asked,
  askedIn,
  type Gap,
  type GapGroup,
  gapOf,
  labelOfGap,
  metricFor,
  namedGaps,
  openGaps,
  type Wrong,
  wrongKey,
} from '../../core/fill/gaps.ts';
import {
  type Offer,
  type Proposal,
  PROPOSED,
  proposeMatches,
  searchOffers,
  STRONG,
} from '../../core/fill/match.ts';
import { planFills, type PlannedFill } from '../../core/fill/plan.ts';
import type { ReadAgain } from '../../core/fill/read-again.ts';
import { bindValue, type Bound, type Reading, sourceOf } from '../../core/fill/sync.ts';
import type { Values } from '../../core/fill/value.ts';
import { sentenceAround, storedText } from '../../core/fill/values.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { renderGap, renderGroup, renderRefusal, renderWarning } from '../../screens/fill/fill.ts';
import {
  renderBound,
  renderChoices,
  renderFound,
  renderFromAsk,
  renderFromHelp,
  renderProposals,
  renderRecognised,
  renderUnread,
  type ShownChoice,
  type Unread,
  valueText,
} from '../../screens/fill/from.ts';
import { renderNote, renderTakeAsk } from '../../screens/fill/sync.ts';
import { apart, type Look, paragraph } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { type Progress, progressOn } from '../shared/source-lines.ts';
import { refuseNames, refuseWrong } from './fill.ts';
import { changedSentences, readAgainJson, sayReadAgain, showReadAgain } from './read-again.ts';
import { stateOf } from './sync.ts';
import { notMeasuredReason, plannedValues, storeFills, takeNotMeasured } from './walk.ts';

// Opens the result files that the user names: one, or all below a folder. Says how far it is; one bad file
// hides no other.

/** The options of `prep fill --from`, and the metrics, placeholders or questions that it names, filled or not. */
export type FromOptions = Input<'fill'> & { readonly names: readonly string[] };

/** A result file that was read and understood. */
type Opened = {
  /** As it is shown, and as it can be read again. */
  readonly file: string;
  readonly read: ReadResultFile;
  readonly reading: Reading;
};

/** All that was found under the path that the user gave. */
type OpenedFiles = {
  readonly isFolder: boolean;
  /** Newest first. */
  readonly opened: readonly Opened[];
  readonly unread: readonly Unread[];
  /** Something to know about the files, or about the search for them. */
  readonly notes: readonly string[];
};

async function openOne({ results }: Context, path: string): Promise<Opened | Unread> {
  const file = results.shown(path);
  const { readResult } = await import('../../formats/results/index.ts');
  try {
    const read = await results.read(path);
    const reading = readResult(read.file);
    return 'error' in reading ? { file, ...reading } : { file, read, reading };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { file, error: error.message.replace(/\.$/, ''), hint: error.hint ?? 'check the file' };
  }
}

async function openFile({ results }: Context, path: string): Promise<OpenedFiles> {
  // Read here, so that a failure of the disk is told as it is.
  const read = await results.read(path);
  const { readResult } = await import('../../formats/results/index.ts');
  const reading = readResult(read.file);
  if ('error' in reading) throw new Failure('result-unread', `${reading.error}.`, { hint: reading.hint });
  const notes = read.note === undefined ? [] : [read.note];
  return { isFolder: false, opened: [{ file: results.shown(path), read, reading }], unread: [], notes };
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
    const one = await openOne(context, file);
    if ('error' in one) unread.push(one);
    // A file without a single value, such as a settings file, is no result.
    else if (one.reading.candidates.length > 0) opened.push(one);
    if ('read' in one && one.read.note !== undefined) notes.push(one.read.note);
  }
  progress('');
  return { isFolder: true, opened, unread, notes };
}

/**
 * Opens a result file, or all that are found below a folder.
 * Fails when the file cannot be read or understood (`result-unread`), and when a folder holds none (`no-results`).
 */
async function openResults(context: Context, path: string, plain: boolean): Promise<OpenedFiles> {
  if (!context.results.isFolder(path)) return openFile(context, path);
  const files = await openFolder(context, path, progressOn(context, plain));
  if (files.opened.length > 0 || files.unread.length > 0) return files;
  throw new Failure('no-results', `No result file was found below ${context.results.shown(path)}.`, {
    hint: 'name the file itself: --from FILE',
  });
}

/** Files of a folder that are told when they cannot be read; a project has many that are no results. */
const MOST_UNREAD = 5;

/** Says on stderr which files could not be read, and what else there is to know. */
function tellUnread(context: Context, { unread, notes }: OpenedFiles, look: Look): void {
  for (const one of unread.slice(0, MOST_UNREAD)) context.out.talk(`${renderUnread(one, look)}\n`);
  const rest = unread.length - MOST_UNREAD;
  if (rest > 0)
    context.out.talk(
      `${renderNote(`${countOf(rest, 'more file')} cannot be read: --json lists them`, look)}\n`,
    );
  for (const note of notes) context.out.talk(`${renderNote(note, look)}\n`);
}

/** Every value of the files, as something to choose from. */
const offersOf = (opened: readonly Opened[]): readonly Offer[] =>
  opened.flatMap(({ file, reading }) =>
    reading.candidates.map((candidate): Offer => ({ file, reading, candidate })),
  );

// From a path in a result file to the value that is stored with its binding. Decides; stores nothing.

/** A value of a file that suits a metric, and where it is. */
type Found = { readonly opened: Opened; readonly path: string; readonly bound: Bound };

/**
 * The value at a path of a file, brought to what the metric wants.
 * @param path dotted or JMESPath; the label of a candidate stands for its path
 * @param unit what the user says that it is in
 */
async function foundAt(
  opened: Opened,
  path: string,
  metric: Metric | undefined,
  unit: string | undefined,
): Promise<Found | Refusal> {
  const { valueAt } = await import('../../formats/results/index.ts');
  const { reading } = opened;
  const labelled = reading.candidates.find(({ label }) => label === path);
  const at = labelled?.path ?? path;
  const found = valueAt(reading, at);
  if ('error' in found) return found;
  const bound = bindValue(metric, found, unit);
  return 'error' in bound ? bound : { opened, path: at, bound };
}

/** What is stored: the value with the whole of its source. */
async function boundFill(
  { results }: Context,
  name: string,
  { opened, path, bound }: Found,
): Promise<PlannedFill> {
  const state = await stateOf(results, results.stored(opened.file), opened.read, opened.reading);
  const { unit: _unit, ...accepted } = bound;
  return { ...accepted, name, fill: { ...bound.fill, source: sourceOf(bound, path, state) } };
}

// `prep fill --from FILE --set NAME=PATH`: binds without asking. Everything is checked before anything is
// stored.

/** Files that are named when a path could be in any of them. */
const NAMED = 5;

/** Where the right names and paths can be seen. */
const FROM_HINT = '`prep fill --list` shows all names, and `prep fill --from FILE --list` all paths';

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
async function setFrom(
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

// One line that a person writes for a value: a number, words, a path. Finds what is meant, and stores it at
// once.

/** Where a walk stands: the values change as it goes. */
type Walk = {
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

/** A candidate that is shown under a number. */
type Choice = { readonly opened: Opened; readonly path: string; readonly shown: ShownChoice };

/** The choices at a prompt. `takes`: whether Enter takes the first. */
type Choices = { readonly list: readonly Choice[]; readonly takes: boolean };

/** What became of a line: the value is settled, or the choices are shown, anew or as they were. */
type Taken = 'settled' | Choices;

/** Candidates that a search shows. */
const MOST_FOUND = 9;

/** The offers that belong to a file that was opened, with their values as they would be stored. */
function choicesOf(walk: Walk, gap: Gap, offers: readonly Offer[]): readonly Choice[] {
  return offers.flatMap(({ file, candidate }): readonly Choice[] => {
    const opened = walk.files.opened.find((one) => one.file === file);
    if (!opened) return [];
    const bound = bindValue(gap.metric, candidate, walk.unit);
    const suits = !('error' in bound);
    const value = suits ? bound.fill.value : valueText(candidate);
    return [{ opened, path: candidate.path, shown: { value, suits, label: candidate.label, file } }];
  });
}

function showChoices({ prompts, look, files }: Walk, list: readonly Choice[], rest = 0): void {
  if (list.length > 0)
    prompts.show(
      renderChoices(
        list.map(({ shown }) => shown),
        rest,
        files.opened.length === 1,
        look,
      ),
    );
}

/** Whether the person lets a value that they typed go. Only asked where there is one. */
async function mayReplace({ prompts, context }: Walk, gap: Gap, found: Found): Promise<boolean> {
  const { fills }: { readonly fills: Fills } = context.config.read().config;
  const present = Object.hasOwn(fills, gap.key) ? fills[gap.key] : undefined;
  const isTyped = present !== undefined && present.source?.read !== present.value;
  if (!isTyped) return true;
  const name = labelOfGap(gap);
  const row = { name, old: storedText(present), new: found.bound.fill.value, file: found.opened.file };
  const line = await prompts.line(renderTakeAsk(row));
  return line !== undefined && /^y(?:es)?$/i.test(line.trim());
}

async function take(walk: Walk, gap: Gap, found: Found): Promise<void> {
  const { context, prompts, look, study, stored } = walk;
  const name = labelOfGap(gap);
  if (!(await mayReplace(walk, gap, found))) {
    prompts.show(paragraph(`${name} stays as it is`, look));
    return;
  }
  const planned = await boundFill(context, gap.key, found);
  walk.values = await storeFills(context, study.bank, { set: [planned], unset: [] });
  stored.add(gap.key);
  const from = { file: found.opened.file, path: found.path };
  prompts.show(renderBound({ ...planned, name }, from, look));
  if (planned.warning !== undefined) prompts.show(renderWarning(planned.warning, look));
}

/** What a path leads to: in each file that has it. The refusal of the only file, where there is one, says what is wrong. */
async function atPath(
  walk: Walk,
  gap: Gap,
  path: string,
  unit: string | undefined,
): Promise<readonly Found[] | Refusal> {
  const { opened } = walk.files;
  const tried = await Promise.all(opened.map((one) => foundAt(one, path, gap.metric, unit)));
  const found = tried.filter((one): one is Found => !('error' in one));
  const [refused] = tried;
  if (found.length > 0 || opened.length !== 1 || !refused || !('error' in refused)) return found;
  return refused;
}

/** Splits off the unit that is said behind a number or a path: `2 in ms`. */
function saidUnit(line: string): { readonly said: string; readonly unit: string | undefined } {
  const [, said, unit] = /^(\S.*?) in ([^\s()[\]]{1,40})$/u.exec(line) ?? [];
  return said === undefined ? { said: line, unit: undefined } : { said, unit };
}

/** Tells what was refused, and that a unit may be said. */
function sayRefused({ prompts, look }: Walk, refusal: Refusal, line: string): void {
  const hint = refusal.hint.replace(/--unit (.+)$/, `write ${line} in $1`);
  prompts.show(renderRefusal({ error: refusal.error, hint }, look));
}

/** Takes what stands under a number. */
async function takeNumber(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const { said, unit = walk.unit } = saidUnit(line);
  const choice = choices.list[Number(said) - 1];
  if (!choice) {
    const error = choices.list.length === 0 ? 'there is nothing to choose here' : `there is no ${said}`;
    sayRefused(walk, { error, hint: `to enter a value by hand: prep fill ${gap.key}` }, said);
    return choices;
  }
  const found = await foundAt(choice.opened, choice.path, gap.metric, unit);
  if ('error' in found) {
    sayRefused(walk, found, said);
    return choices;
  }
  await take(walk, gap, found);
  return 'settled';
}

/** Looks for words in all values; shows what has them. */
function search(walk: Walk, gap: Gap, words: string): Choices | undefined {
  const found = searchOffers(words, walk.offers);
  if (found.length === 0) return undefined;
  const list = choicesOf(walk, gap, found.slice(0, MOST_FOUND));
  showChoices(walk, list, found.length - list.length);
  return { list, takes: false };
}

/** Takes words to search for, or a path. The path of a value that is listed goes before a search for it. */
async function takeWords(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const isListed = walk.offers.some(({ candidate: { path, label } }) => path === line || label === line);
  const hits = isListed ? undefined : search(walk, gap, line);
  if (hits) return hits;
  const { said, unit = walk.unit } = saidUnit(line);
  const found = await atPath(walk, gap, said, unit);
  if ('error' in found) {
    sayRefused(walk, found, said);
    return choices;
  }
  const [first, ...others] = found;
  if (first && others.length === 0) {
    await take(walk, gap, first);
    return 'settled';
  }
  if (!first) {
    sayRefused(walk, { error: `no file has a value for ${said}`, hint: '? says what may be written' }, said);
    return choices;
  }
  const list = found.slice(0, MOST_FOUND).map(({ opened, path, bound }): Choice => {
    return { opened, path, shown: { value: bound.fill.value, suits: true, label: path, file: opened.file } };
  });
  showChoices(walk, list, found.length - list.length);
  return { list, takes: false };
}

/** What a line comes to: the value is settled, or other choices are shown. */
async function takeLine(walk: Walk, gap: Gap, choices: Choices, line: string): Promise<Taken> {
  const { prompts, look } = walk;
  if (line === '') return choices.takes ? takeNumber(walk, gap, choices, '1') : 'settled';
  if (/^(?:-|s)$/i.test(line)) return 'settled';
  if (line === '?') {
    prompts.show(renderFromHelp(gap.metric?.measure, choices.takes, look));
    return choices;
  }
  const reason = notMeasuredReason(line);
  if (reason !== undefined) {
    const values = await takeNotMeasured({ ...walk, bank: walk.study.bank }, gap, reason);
    if (!values) return choices;
    walk.values = values;
    walk.stored.delete(gap.key);
    return 'settled';
  }
  return /^\d{1,4}(?: in \S+)?$/.test(line)
    ? takeNumber(walk, gap, choices, line)
    : takeWords(walk, gap, choices, line);
}

// Walks through the values that a result file may give, and binds what the person picks. Each pick is
// stored at once, so that leaving loses nothing.

/** What is walked through. */
type WalkFrom = {
  readonly files: OpenedFiles;
  readonly offers: readonly Offer[];
  readonly groups: readonly GapGroup[];
  readonly proposals: readonly Proposal[];
  /** True when the person named what is asked for: then all of it is, whether anything seems to fit or not. */
  readonly isNamed: boolean;
};

const NOTHING_NEAR = 'Nothing looks like it: search with words, or write a path.';

/** Asks for one value until it is settled. False when the person left. */
async function ask(walk: Walk, gap: Gap, proposal: Proposal | undefined): Promise<boolean> {
  const { prompts, study, look } = walk;
  const sentence = sentenceAround(gap.question, gap.placeholder, walk.values);
  const present = walk.values.get(gap.key);
  prompts.show(apart(look) + renderGap(gap, sentence, present, study.bank.questions, look));
  const ranked = proposal?.ranked ?? [];
  const list = choicesOf(
    walk,
    gap,
    ranked.map(({ offer }) => offer),
  );
  if (list.length > 0) showChoices(walk, list);
  else prompts.show(apart(look) + paragraph(NOTHING_NEAR, look));
  let choices: Choices = { list, takes: (ranked[0]?.score ?? 0) >= STRONG && present === undefined };
  for (;;) {
    const line = await prompts.line(renderFromAsk(labelOfGap(gap), choices.takes));
    if (line === undefined || line.trim().toLowerCase() === 'q') return false;
    const taken = await takeLine(walk, gap, choices, line.trim());
    if (taken === 'settled') return true;
    choices = taken;
  }
}

/** The groups with what is to be asked in them. */
function asked({ groups, proposals, isNamed }: WalkFrom): readonly GapGroup[] {
  const proposed = new Set(proposals.map(({ key }) => key));
  return groups
    .map(({ question, gaps }) => ({ question, gaps: gaps.filter(({ key }) => isNamed || proposed.has(key)) }))
    .filter(({ gaps }) => gaps.length > 0);
}

/** Asks for everything. False when the person left. */
async function askAll(walk: Walk, from: WalkFrom): Promise<boolean> {
  const byKey = new Map(from.proposals.map((one) => [one.key, one]));
  for (const group of asked(from)) {
    walk.prompts.show(apart(walk.look) + renderGroup(group, walk.look));
    for (const gap of group.gaps) if (!(await ask(walk, gap, byKey.get(gap.key)))) return false;
  }
  return true;
}

/** What it came to, and what to do next. */
function ending({ stored, study, values }: Walk, isAnyAsked: boolean): string {
  const open = openGaps(study.bank, values).reduce((sum, { gaps }) => sum + gaps.length, 0);
  const rest = open === 0 ? 'Nothing is open any more.' : `${open} still open: prep fill goes on.`;
  if (!isAnyAsked)
    return `Nothing in it looks like what your answers want. Name a value to choose for it: prep fill NAME --from FILE. ${rest}`;
  if (stored.size === 0) return `No value bound. ${rest}`;
  return stored.size === 1
    ? `1 value bound; prep fill --sync reads it again. ${rest}`
    : `${stored.size} values bound; prep fill --sync reads them again. ${rest}`;
}

/** Shows what the files hold, and asks for each value that seems to be in them. Returns the exit code. */
async function walkFrom(
  context: Context,
  study: Study<Question>,
  from: WalkFrom,
  { plain: asPlain, unit }: FromOptions,
): Promise<number> {
  const plain = asPlain ?? !context.screen.fancy;
  const look = lookOf(context, plain);
  tellUnread(context, from.files, look);
  const prompts = await context.prompts(plain);
  try {
    const { files, offers } = from;
    const { values } = study;
    const walk: Walk = { context, prompts, study, look, files, offers, unit, stored: new Set(), values };
    if (files.opened.length > 0) prompts.show(renderRecognised(files.opened, look));
    await askAll(walk, from);
    showReadAgain(prompts, study, changedSentences(study, values, walk.values), look);
    prompts.show(apart(look) + paragraph(ending(walk, asked(from).length > 0), look));
    return prompts.interrupted() ? 130 : 0;
  } finally {
    prompts.close();
  }
}

/** Values that are weighed against the metrics; a folder of large files has more. */
const MOST_OFFERS = 10_000;

/** Everything that answers cite and that is not computed: what has a value too, so that nothing else is given what is its own. */
function everyGap({ bank }: Study<Question>): readonly Gap[] {
  const asked = askedIn(bank);
  return [...asked.citedBy.keys()]
    .filter((key) => bank.metrics.get(key)?.derive === undefined)
    .flatMap((key) => gapOf(asked, key) ?? []);
}

/** What seems to fit, for what is asked for: what was named, else what is open. */
function proposals(
  study: Study<Question>,
  groups: readonly GapGroup[],
  offers: readonly Offer[],
  isNamed: boolean,
): readonly Proposal[] {
  const asked = new Set(groups.flatMap(({ gaps }) => gaps.map(({ key }) => key)));
  const wanted = everyGap(study).map((gap) => ({ key: gap.key, metric: gap.metric, words: labelOfGap(gap) }));
  const all = proposeMatches(wanted, offers.slice(0, MOST_OFFERS), isNamed ? asked : new Set());
  return all.filter(({ key }) => asked.has(key));
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
  const rows = sure.flatMap(({ key, ranked: [lead] }) => {
    if (!lead) return [];
    const { offer, bound, score } = lead;
    const { label, path } = offer.candidate;
    const { fill, converted } = bound;
    return [
      { name: key, file: offer.file, path, label, value: fill.value, converted: converted ?? null, score },
    ];
  });
  context.out.data(
    jsonDocument('fill', { files: [...opened, ...unread], proposals: rows, notes: files.notes }),
  );
}

/** Why nothing is proposed. */
function whyNothing({ opened }: OpenedFiles, groups: readonly GapGroup[]): string {
  if (opened.every(({ reading }) => reading.candidates.length === 0))
    return 'It holds no number that prep can read; the decimal sign is a point.';
  if (groups.length === 0)
    return 'Every value that the loaded answers cite is filled: name one to see what fits it.';
  return 'Nothing in it looks like what your answers want.';
}

/** Shows what the files hold, and what seems to fit as commands. Stores nothing. */
function list(
  context: Context,
  { given }: Study<Question>,
  files: OpenedFiles,
  groups: readonly GapGroup[],
  found: readonly Proposal[],
  options: FromOptions,
): number {
  const sure = found.filter(({ ranked: [lead] }) => lead && lead.score >= PROPOSED);
  if (options.json) {
    listJson(context, files, sure);
    return 0;
  }
  const look = lookOf(context, true);
  tellUnread(context, files, look);
  const { out } = context;
  if (files.opened.length > 0) out.data(`${renderFound(files.opened, look)}\n`);
  if (sure.length > 0) {
    out.data(`\n${paragraph('What seems to fit, to be looked at and pasted:', look)}\n`);
    out.data(`${renderProposals(sure, given, look)}\n`);
  } else out.talk(`${paragraph(whyNothing(files, groups), look)}\n`);
  return 0;
}

/**
 * Takes values from a result file, or from those below a folder: binds what `set` names, walks through what seems to fit
 * where a person can be asked, and lists it elsewhere.
 * Fails for a file that cannot be read, and with `value-refused` for names and paths that cannot be taken.
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
  const offers = offersOf(files.opened);
  const found = proposals(study, groups, offers, named !== undefined);
  const canAsk = (context.interactive || options.plain === true) && !options.list && !json && !options.dryRun;
  return canAsk
    ? walkFrom(
        context,
        study,
        { files, offers, groups, proposals: found, isNamed: named !== undefined },
        options,
      )
    : list(context, study, files, groups, found, options);
}
