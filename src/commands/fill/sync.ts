// Rereads bound result files, shows what changed, and stores it in one write. A value that a person changed is
// overwritten only if it is named.
import type { ResultFiles } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { gapOf, keysNamed, valueNameIn } from '../../core/fill/gaps.ts';
import {
  changeOf,
  type BoundFill,
  countSync,
  fittingSteps,
  sayRefusal,
  type SyncOutcome,
  type SyncRow,
  syncStep,
  type SyncStep,
  taken,
} from '../../core/fill/sync.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { renderNote, renderSynced, renderSyncSummary } from '../../screens/fill/fill.ts';
import type { Study } from '../shared/load.ts';
import { displayOf } from '../shared/screen.ts';
import { effectsJson, effectsOf, sayEffects } from './effects.ts';
import { type Filling, plannedValues, storeFills } from './fill.ts';

const isRead = ({ status }: SyncRow): boolean => status === 'changed' || status === 'same';

/** @returns 1 if a value cannot be reread or was kept; with `check`, also if any differs from its file */
export async function syncFills(filling: Filling): Promise<number> {
  const { context, study, names, options } = filling;
  const { check = false, json = false } = options;
  const isDry = check || options.dryRun === true;
  const bound = boundNamed(filling);
  // A name takes what a person changed, but not what cannot be right.
  const isForced = ({ row: { name, status } }: SyncStep): boolean =>
    !check && (options.force === true || (status !== 'doubtful' && names.includes(name)));
  const { outcomes, notes } = await compareFiles(context.results, bound);
  const decided = decide(study, bound, outcomes, isForced);

  const { out } = context;
  const display = displayOf(context, true);
  for (const note of notes) say(out.talk, renderNote(note, display));
  const nameOf = valueNameIn(study.bank);
  const called = decided.map(({ row }) => ({ ...row, name: nameOf(row.name) }));
  const shown = called.filter(({ status }) => names.length > 0 || status !== 'same');
  if (!json) say(out.data, renderSynced(shown.filter(isRead), display));

  const change = changeOf(decided);
  const isStored = change.set.length > 0 && !isDry;
  const after = isStored ? await storeFills(context, study.bank, change) : plannedValues(study, change);

  const rows = decided.map(({ row }) => row);
  const counts = countSync(rows);
  const { changed, gone, kept } = counts;
  const effects = effectsOf(study, study.values, after);
  if (json) {
    const following = effectsJson(study, effects);
    out.data(jsonDocument('fill', { synced: rows, changed, gone, kept, ...following }));
  } else {
    sayEffects(context, study, effects);
    const others = shown.filter((row) => !isRead(row));
    say(out.talk, renderSynced(others, display));
    say(out.talk, renderSyncSummary(rows.length, counts, !isDry, display));
  }
  return (check ? changed : 0) + gone + kept > 0 ? 1 : 0;
}

// Each file is read once, however many values it has. A file with the same digest is not parsed.

async function compareFiles(results: ResultFiles, bound: readonly BoundFill[]) {
  const outcomes = new Map<string, SyncOutcome>();
  const notes: string[] = [];
  for (const [file, group] of groupBy(bound, ({ source }) => results.stored(source.file)))
    try {
      const digest = results.digest(file);
      const changed = group.filter(({ source }) => source.sha256 !== digest);
      if (changed.length === 0) continue;
      const { readResult, valueAt } = await import('../../formats/results/index.ts');
      const { file: content, sha256, note } = await results.read(file);
      if (note !== undefined) notes.push(note);
      const reading = readResult(content);
      if ('error' in reading) throw new Failure('result-unread', reading.error, { hint: reading.hint });
      for (const { name, shown, source } of changed) {
        const found = valueAt(reading, source.path);
        if (!('error' in found)) outcomes.set(name, { kind: 'found', found, state: { file, sha256 } });
        else {
          const message = `${shown}: ${sayRefusal(found)}`;
          outcomes.set(name, { kind: 'lost', status: 'path-gone', message });
        }
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const hint = error.hint === undefined ? '' : ` (${error.hint})`;
      const status = error.code === 'file-missing' ? 'file-gone' : 'unreadable';
      const lost = { kind: 'lost', status, message: error.message.replace(/\.$/, '') + hint } as const;
      for (const { name } of group) outcomes.set(name, lost);
    }
  return { outcomes, notes };
}

/** The named values, and all that named questions cite. Throws `Failure` if there are none. */
function boundNamed({ context: { results }, study, names }: Filling): readonly BoundFill[] {
  const { bank, config } = study;
  const { fills } = config;
  const bound = Object.entries(fills).flatMap(([name, fill]): readonly BoundFill[] => {
    const { source } = fill;
    return source ? [{ name, fill, source, shown: results.shown(source.file) }] : [];
  });
  if (names.length === 0) return bound;
  const named = names.flatMap((name) => {
    const keys = keysNamed(bank, fills, name);
    if ('error' in keys)
      throw new Failure('name-unknown', `Cannot reread ${name}: ${keys.error}.`, { hint: keys.hint });
    const own = bound.filter((one) => keys.includes(one.name));
    if (own.length > 0) return own;
    const hint = 'to read one: `prep fill --from FILE --set NAME=PATH`';
    throw new Failure('not-bound', `No value of ${name} was read from a result file.`, { hint });
  });
  return [...new Set(named)];
}

function decide(
  { bank, values, config, inputs }: Study<Question>,
  bound: readonly BoundFill[],
  outcomes: ReadonlyMap<string, SyncOutcome>,
  isForced: (step: SyncStep) => boolean,
): readonly SyncStep[] {
  const steps = bound.map((one) => {
    const outcome = outcomes.get(one.name) ?? { kind: 'same' as const };
    const metric = bank.metrics.get(one.name) ?? gapOf(bank, one.name)?.metric;
    const step = syncStep(one, metric, values.get(one.name), outcome);
    return isForced(step) ? taken(step) : step;
  });
  return fittingSteps(bank, config.fills, inputs, steps).map((step) => (isForced(step) ? taken(step) : step));
}

const say = (stream: (text: string) => void, text: string): void => {
  if (text !== '') stream(`${text}\n`);
};
