// Reads bound result files again, shows what changed, and stores it in one write. A value that a person
// changed since it was read is never overwritten without asking.
import type { Input } from '../../cli.ts';
import type { Context, ReadResultFile, ResultFiles } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import type { Fills, Metric } from '../../core/base/metric.ts';
import { Failure } from '../../core/base/problem.ts';
import { askedIn, keysNeeded, metricFor, questionNamed, unknownName } from '../../core/fill/gaps.ts';
import type { Reading } from '../../core/fill/bind.ts';
import {
  applySync,
  type BoundFill,
  countSync,
  type DerivedChange,
  derivedChanges,
  type FileState,
  isEdited,
  sayRefusal,
  type SyncCounts,
  type SyncOutcome,
  type SyncRow,
  syncStep,
  type SyncStep,
  taken,
} from '../../core/fill/sync.ts';
import type { Values } from '../../core/fill/value.ts';
import { valuesOf } from '../../core/fill/values.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import {
  renderDerivedChanges,
  renderNote,
  renderSyncSentences,
  renderSyncSummary,
  renderSyncTable,
  renderTakeAsk,
} from '../../screens/fill/sync.ts';
import type { Look } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';

// The files that values are bound to, looked at again: each once, however many values hang on it. A file
// whose digest is what it was is not parsed, and no reader is loaded for it.

/** What the files gave. */
type LookedAgain = {
  /** By name of the value. */
  readonly outcomes: ReadonlyMap<string, SyncOutcome>;
  /** Something to know about the files. */
  readonly notes: readonly string[];
};

type Readers = typeof import('../../formats/results/index.ts');
type Lost = Extract<SyncOutcome, { readonly kind: 'lost' }>;

/** Why a file gives nothing. What is no failure is thrown again. */
function lostFile(error: unknown): Lost {
  if (!(error instanceof Failure)) throw error;
  const hint = error.hint === undefined ? '' : ` (${error.hint})`;
  const status = error.code === 'file-missing' ? 'file-gone' : 'unreadable';
  return { kind: 'lost', status, message: error.message.replace(/\.$/, '') + hint };
}

function digestOf(results: ResultFiles, file: string): string | Lost {
  try {
    return results.digest(file);
  } catch (error) {
    return lostFile(error);
  }
}

const readAgain = (results: ResultFiles, file: string): Promise<ReadResultFile | Lost> =>
  results.read(file).catch(lostFile);

/** The state that a binding keeps. The revision that the file itself names goes before that of the repository around it. */
export async function stateOf(
  results: ResultFiles,
  file: string,
  { sha256, mtime }: ReadResultFile,
  { reader, commit, dirty }: Reading,
): Promise<FileState> {
  const named = commit === undefined ? undefined : { commit, dirty };
  return { file, reader, sha256, mtime, ...(named ?? (await results.revision(file))) };
}

/** A file that was read, understood once for each reader that its bindings name. */
function opener(
  { readResult, readResultAs }: Readers,
  { file }: ReadResultFile,
): (reader: string | undefined) => Reading | Refusal {
  const opened = new Map<string | undefined, Reading | Refusal>();
  return (reader) => {
    const reading =
      opened.get(reader) ?? (reader === undefined ? readResult(file) : readResultAs(reader, file));
    opened.set(reader, reading);
    return reading;
  };
}

/** What a file that is another one now gives for the values that are bound to it. */
async function outcomesIn(
  results: ResultFiles,
  file: string,
  read: ReadResultFile,
  bound: readonly BoundFill[],
): Promise<LookedAgain['outcomes']> {
  const readers = await import('../../formats/results/index.ts');
  const open = opener(readers, read);
  const outcomeOf = async ({ source, shown }: BoundFill): Promise<SyncOutcome> => {
    if (source.sha256 === read.sha256) return { kind: 'same' };
    const reading = open(source.reader);
    if ('error' in reading) return { kind: 'lost', status: 'unreadable', message: sayRefusal(reading) };
    const found = readers.valueAt(reading, source.path);
    if ('error' in found)
      return { kind: 'lost', status: 'path-gone', message: `${shown}: ${sayRefusal(found)}` };
    return { kind: 'found', found, state: await stateOf(results, file, read, reading) };
  };
  const outcomes = new Map<string, SyncOutcome>();
  for (const one of bound) outcomes.set(one.name, await outcomeOf(one));
  return outcomes;
}

/** What one file gives. */
async function lookAt(results: ResultFiles, file: string, bound: readonly BoundFill[]): Promise<LookedAgain> {
  const all = (outcome: SyncOutcome): LookedAgain => ({
    outcomes: new Map(bound.map(({ name }) => [name, outcome])),
    notes: [],
  });
  const digest = digestOf(results, file);
  if (typeof digest !== 'string') return all(digest);
  if (bound.every(({ source }) => source.sha256 === digest)) return all({ kind: 'same' });
  const read = await readAgain(results, file);
  if ('kind' in read) return all(read);
  const outcomes = await outcomesIn(results, file, read, bound);
  return { outcomes, notes: read.note === undefined ? [] : [read.note] };
}

/** Looks at the files of these values again. */
async function lookAgain(results: ResultFiles, bound: readonly BoundFill[]): Promise<LookedAgain> {
  const byFile = groupBy(bound, ({ source }) => results.stored(source.file));
  const outcomes = new Map<string, SyncOutcome>();
  const notes: string[] = [];
  for (const [file, group] of byFile) {
    const looked = await lookAt(results, file, group);
    for (const [name, outcome] of looked.outcomes) outcomes.set(name, outcome);
    notes.push(...looked.notes);
  }
  return { outcomes, notes };
}

// Which bound values a command means by the names that it was given.

const boundFills = ({ results }: Context, fills: Fills): readonly BoundFill[] =>
  Object.entries(fills).flatMap(([name, fill]) => {
    const { source } = fill;
    return source ? [{ name, fill, source, shown: results.shown(source.file) }] : [];
  });

/** The bound values that a name means: its own, or all that a question cites. Throws `Failure` when there is none. */
function boundUnder(
  name: string,
  bound: readonly BoundFill[],
  { bank, config, inputs }: Study,
): readonly BoundFill[] {
  const own = bound.filter((one) => one.name === name);
  if (own.length > 0) return own;
  const question = Object.hasOwn(config.fills, name) ? undefined : questionNamed(bank, name);
  const keys = new Set(question ? keysNeeded(question, inputs) : []);
  const cited = bound.filter((one) => keys.has(one.name));
  if (cited.length > 0) return cited;
  const hint = 'to bind one: prep fill --from FILE --set NAME=PATH';
  if (question)
    throw new Failure('not-bound', `Nothing that ${name} cites is bound to a result file.`, { hint });
  if (Object.hasOwn(config.fills, name) || bank.metrics.has(name))
    throw new Failure('not-bound', `${name} is not bound to a result file.`, { hint });
  const unknown = unknownName(
    name,
    bound.map((one) => one.name),
  );
  throw new Failure(
    'name-unknown',
    `Nothing that is called ${name.slice(0, 80)} is bound to a result file.`,
    { hint: unknown.hint },
  );
}

/** The values that the names mean; all bound ones when there are no names. Throws `Failure` for a name that means none. */
function boundNamed(context: Context, study: Study, names: readonly string[]): readonly BoundFill[] {
  const bound = boundFills(context, study.config.fills);
  return names.length === 0 ? bound : [...new Set(names.flatMap((name) => boundUnder(name, bound, study)))];
}

/** What the bank wants under each name. Questions are read in full only for values that no metric is declared for. */
async function metricsFor(
  context: Context,
  { bank, paths }: Study,
  bound: readonly BoundFill[],
  outcomes: ReadonlyMap<string, SyncOutcome>,
): Promise<(name: string) => Metric | undefined> {
  const isUndeclared = (one: BoundFill): boolean =>
    !bank.metrics.has(one.name) && (isEdited(one) || outcomes.get(one.name)?.kind === 'found');
  if (!bound.some(isUndeclared)) return (name) => bank.metrics.get(name);
  const asked = askedIn(await context.banks.full(paths));
  return (name) => metricFor(asked, name);
}

/** Decides what has become of each value. @param named those that may be overwritten though a person changed them */
async function decide(
  context: Context,
  study: Study,
  bound: readonly BoundFill[],
  outcomes: ReadonlyMap<string, SyncOutcome>,
  named: ReadonlySet<string>,
): Promise<readonly SyncStep[]> {
  const metricOf = await metricsFor(context, study, bound, outcomes);
  return bound.map((one) => {
    const outcome = outcomes.get(one.name) ?? { kind: 'same' };
    const step = syncStep(one, metricOf(one.name), study.values.get(one.name), outcome);
    return named.has(one.name) ? taken(step) : step;
  });
}

/** What it came to. */
type Ended = {
  readonly rows: readonly SyncRow[];
  readonly counts: SyncCounts;
  readonly derived: readonly DerivedChange[];
  readonly readAgain: { readonly text: string; readonly json: readonly JsonFields[] };
};

type Answers = {
  readonly steps: readonly SyncStep[];
  /** How many values the person wants to keep. */
  readonly declined: number;
  readonly interrupted: boolean;
};

/** Asks about each value that a person changed. Leaving keeps the rest. */
async function askEdited(context: Context, steps: readonly SyncStep[], plain: boolean): Promise<Answers> {
  const answered = [...steps];
  let declined = 0;
  const isOpen = steps.some(({ row, change }) => row.status === 'edited' && change);
  if (!isOpen) return { steps, declined, interrupted: false };
  const prompts = await context.prompts(plain);
  try {
    for (const [i, step] of steps.entries()) {
      if (step.row.status !== 'edited' || !step.change) continue;
      const line = await prompts.line(renderTakeAsk(step.row));
      if (line === undefined) break;
      if (/^y(?:es)?$/i.test(line.trim())) answered[i] = taken(step);
      else declined += 1;
    }
    return { steps: answered, declined, interrupted: prompts.interrupted() };
  } finally {
    prompts.close();
  }
}

const MISSED = 'it was changed elsewhere while its file was read';

/** Stores what the steps change. A value that somebody else changed meanwhile stays, and its row says so. */
async function store(
  context: Context,
  steps: readonly SyncStep[],
): Promise<{ readonly fills: Fills; readonly rows: readonly SyncRow[] }> {
  let missed: ReadonlySet<string> = new Set();
  const { fills } = await context.config.update((config) => {
    const at = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
    const applied = applySync(config.fills, steps, at);
    missed = applied.missed;
    return { ...config, fills: applied.fills };
  });
  const rows = steps.map(({ row }): SyncRow => {
    return missed.has(row.name) ? { ...row, status: 'edited', message: MISSED } : row;
  });
  return { fills, rows };
}

/** What the steps come to; stored unless `isDry`. */
async function apply(context: Context, { config }: Study, steps: readonly SyncStep[], isDry: boolean) {
  const rows = steps.map(({ row }) => row);
  const isIdle = steps.every(({ row, change }) => !change || row.status === 'edited');
  if (isIdle) return { fills: config.fills, rows };
  // The time of a value that is not stored is of no account.
  return isDry ? { fills: applySync(config.fills, steps, '').fills, rows } : store(context, steps);
}

/** Shows a text on a stream, unless it is empty. */
const say = (stream: (text: string) => void, text: string): void => {
  if (text !== '') stream(`${text}\n`);
};

/** The table of what is not as it was, or of all that was named. */
function showTable({ out }: Context, rows: readonly SyncRow[], isNamed: boolean, look: Look): void {
  const told = rows.filter(({ status }) => isNamed || status !== 'same');
  if (told.length > 0) say(out.data, renderSyncTable(told, look));
}

/** What follows from it, and what it came to. */
function showEnd({ out }: Context, ended: Ended, isStored: boolean, look: Look): void {
  const { rows, counts, derived, readAgain } = ended;
  say(out.data, renderDerivedChanges(derived, look));
  say(out.talk, readAgain.text);
  say(out.talk, renderSyncSentences(rows, look));
  say(out.talk, renderSyncSummary(rows.length, counts, isStored, look));
}

/** Questions are read in full only when a value changed: scripts run this often, and mostly nothing has. */
async function sentencesToRead(
  context: Context,
  { paths, config, values }: Study,
  after: Values,
): Promise<Ended['readAgain']> {
  const known = { bank: await context.banks.full(paths), config };
  const { changedSentences, readAgainJson, readAgainText } = await import('./read-again.ts');
  const found = changedSentences(known, values, after);
  return {
    text: readAgainText(known, found, lookOf(context, true)),
    json: readAgainJson(context, known, found),
  };
}

/** What it came to. Nothing is computed anew where nothing has changed: it would cost more than looking at the files. */
async function endOf(context: Context, study: Study, rows: readonly SyncRow[], fills: Fills): Promise<Ended> {
  const counts = countSync(rows);
  if (counts.changed === 0) return { rows, counts, derived: [], readAgain: { text: '', json: [] } };
  const { bank, config, values } = study;
  const after = valuesOf(bank, fills, { thousands: config.settings.thousands });
  const readAgain = await sentencesToRead(context, study, after);
  return { rows, counts, derived: derivedChanges(values, after), readAgain };
}

/**
 * Reads the files of bound values again and stores what they have now.
 * @param names metrics, placeholders or questions; all bound values when there are none. A value that a person changed
 *   since it was read is overwritten only when it is named itself, or when the person agrees
 * @returns the exit code: 1 when a value cannot be read again or was kept without asking; with `check`, when any is not
 *   as its file has it
 */
export async function syncFills(
  context: Context,
  study: Study,
  names: readonly string[],
  options: Input<'fill'>,
): Promise<number> {
  const { check = false, json = false } = options;
  const isDry = check || options.dryRun === true;
  const bound = boundNamed(context, study, names);
  const { outcomes, notes } = await lookAgain(context.results, bound);
  const decided = await decide(context, study, bound, outcomes, new Set(check ? [] : names));

  const look = lookOf(context, true);
  for (const note of notes) say(context.out.talk, renderNote(note, look));
  if (!json)
    showTable(
      context,
      decided.map(({ row }) => row),
      names.length > 0,
      look,
    );

  const asks = !json && !isDry && (context.interactive || options.plain === true);
  const { steps, declined, interrupted } = asks
    ? await askEdited(context, decided, options.plain ?? !context.screen.fancy)
    : { steps: decided, declined: 0, interrupted: false };
  const { fills, rows } = await apply(context, study, steps, isDry);

  const ended = await endOf(context, study, rows, fills);
  const { changed, gone, kept } = ended.counts;
  const { derived, readAgain } = ended;
  if (json)
    context.out.data(
      jsonDocument('fill', { synced: rows, changed, gone, kept, derived, readAgain: readAgain.json }),
    );
  else showEnd(context, ended, !isDry, look);
  if (interrupted) return 130;
  return (check ? changed + gone + kept : gone + kept - declined) > 0 ? 1 : 0;
}
