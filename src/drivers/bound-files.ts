// The files that values are bound to, looked at again: each once, however many values hang on it. A file whose digest is
// what it was is not parsed, and no reader is loaded for it.
import type { ReadResultFile, ResultFiles } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { groupBy } from '../core/groups.ts';
import type { Refusal } from '../core/quantity.ts';
import type { Reading } from '../core/result.ts';
import { sayRefusal, type BoundFill, type FileState, type SyncOutcome } from '../core/sync.ts';

/** What the files gave. */
type LookedAgain = {
  /** By name of the value. */
  readonly outcomes: ReadonlyMap<string, SyncOutcome>;
  /** Something to know about the files. */
  readonly notes: readonly string[];
};

type Readers = typeof import('../formats/results/index.ts');
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
  const readers = await import('../formats/results/index.ts');
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
export async function lookAgain(results: ResultFiles, bound: readonly BoundFill[]): Promise<LookedAgain> {
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
