import { ownField } from '../base/collections.ts';
import { parseIso } from '../base/day.ts';
import { type StoredFill, storedText } from '../base/metric.ts';
import type { QuestionId } from '../base/question.ts';
import type { Config, OwnAnswer, StoredAnswer } from '../settings/config.ts';
import {
  type Change,
  type ChangeEntry,
  type Entry,
  liveEntries,
  mergeEntries,
  undoneTimes,
} from './journal.ts';

type Named<Held> = Readonly<Record<string, Held>>;
type Changes = Pick<ChangeEntry, 'own' | 'values'>;

const textOf = (held: StoredFill | OwnAnswer | undefined): string | undefined =>
  held && ('text' in held ? held.text : storedText(held));

function changesIn<Held extends StoredFill | OwnAnswer>(
  before: Config,
  after: Config,
  section: 'answers' | 'fills',
  heldOf: (config: Config, name: string) => Held | undefined,
) {
  if (before[section] === after[section]) return undefined;
  const names = [before, after].flatMap((config) => Object.keys(config[section]));
  const changes = [...new Set(names)].flatMap((name) => {
    const [old, fresh] = [heldOf(before, name), heldOf(after, name)];
    if (textOf(old) === textOf(fresh)) return [];
    return [{ name, ...(old && { before: old }), ...(fresh && { after: fresh }) }];
  });
  return changes.length === 0 ? undefined : changes;
}

export const ownOf = ({ answers }: Pick<Config, 'answers'>, question: QuestionId): OwnAnswer | undefined =>
  ownField(answers, question)?.own;

const fillOf = ({ fills }: Pick<Config, 'fills'>, name: string): StoredFill | undefined =>
  ownField(fills, name);

export function changesBetween(before: Config, after: Config): Changes | undefined {
  const own = changesIn(before, after, 'answers', ownOf);
  const values = changesIn(before, after, 'fills', fillOf);
  if (!own && !values) return undefined;
  return { ...(own && { own }), ...(values && { values }) };
}

function withHeld<Held>(all: Named<Held>, name: string, held: Held | undefined): Named<Held> {
  const after = new Map(Object.entries(all));
  if (held === undefined) after.delete(name);
  else after.set(name, held);
  return Object.fromEntries(after);
}

export function withOwn(config: Config, question: QuestionId, own: OwnAnswer | undefined): Config {
  const { own: _before, ...rest }: StoredAnswer = ownField(config.answers, question) ?? {};
  return { ...config, answers: withHeld(config.answers, question, own ? { ...rest, own } : rest) };
}

const swapped = <Held>(changes: readonly { name: string; before?: Held; after?: Held }[] = []) =>
  changes.map(({ name, before, after }) => ({ name, before: after, after: before }));

/** The step that undoes this one. */
export function inverse({ own, values, files, ...about }: ChangeEntry): ChangeEntry {
  return { ...about, own: swapped(own), values: swapped(values), files: swapped(files) };
}

/** Without values that were changed since; all of them if every one was. */
export function unchangedIn(config: Config, change: ChangeEntry): ChangeEntry {
  const values = change.values?.filter(({ name, before, after }) =>
    [before, after].map(textOf).includes(textOf(fillOf(config, name))),
  );
  return values && values.length > 0 ? { ...change, values } : change;
}

/** Undefined if something was changed since, because reverting would lose that. */
export function reverted(config: Config, { own = [], values = [] }: Changes): Config | undefined {
  const presents = [
    ...own.map((change) => ({ ...change, present: ownOf(config, change.name) })),
    ...values.map((change) => ({ ...change, present: fillOf(config, change.name) })),
  ].map(({ present, before, after }) => [present, before, after].map(textOf));
  if (presents.some(([present, before, after]) => present !== before && present !== after)) return undefined;
  if (presents.every(([present, before]) => present === before)) return config;
  const withOwns = own.reduce((taken, { name, before }) => withOwn(taken, name, before), config);
  const fills = values.reduce((taken, { name, before }) => withHeld(taken, name, before), config.fills);
  return { ...withOwns, fills };
}

type Latest<Held> = ReadonlyMap<string, { readonly held: Held | undefined; readonly at: number }>;

/** What each value and own answer is after all of the entries, and since when. */
export function latestHeld(entries: readonly Entry[]) {
  const merged = mergeEntries(entries);
  const undone = undoneTimes(merged);
  const latest = <Held>(changesOf: (entry: ChangeEntry) => readonly Change<Held>[] | undefined) => {
    const all = new Map<string, { readonly held: Held | undefined; readonly at: number }>();
    for (const entry of merged) {
      const undoneAt = undone.get(entry.id);
      // Undone before it happened, it only keeps a version.
      if (entry.type !== 'change' || (undoneAt ?? Infinity) <= entry.at) continue;
      for (const { name, before, after } of changesOf(entry) ?? []) {
        const known = all.get(name) ?? { held: before };
        if (undoneAt === undefined) all.set(name, { held: after, at: entry.at });
        else all.set(name, { held: known.held, at: undoneAt });
      }
    }
    return all;
  };
  return { own: latest(({ own }) => own), values: latest(({ values }) => values) };
}

const laterThan = <Held extends StoredFill | OwnAnswer>(
  all: Latest<Held>,
  inCopy: (name: string) => Held | undefined,
) =>
  [...all].filter(([name, { held, at }]) => {
    const { updatedAt = '' } = inCopy(name) ?? {};
    // The same version was edited in the file.
    const isEdited = updatedAt !== '' && held?.updatedAt === updatedAt;
    return !isEdited && at > (parseIso(updatedAt) ?? 0);
  });

/** A copy of the config file, with the values and own answers that are later in the journal. */
export function asRecorded(copy: Config, entries: readonly Entry[]): Config {
  const { own, values } = latestHeld(entries);
  const owns = laterThan(own, (name) => ownOf(copy, name));
  const fills = laterThan(values, (name) => fillOf(copy, name));
  return {
    ...owns.reduce((config, [name, { held }]) => withOwn(config, name, held), copy),
    fills: fills.reduce((taken, [name, { held }]) => withHeld(taken, name, held), copy.fills),
  };
}

export type OwnVersion = OwnAnswer & { readonly number: number; readonly isPresent: boolean };

function idsOf(entries: readonly Entry[], question: QuestionId): ReadonlySet<QuestionId> {
  const ids = new Set([question]);
  for (const entry of liveEntries(entries).toReversed())
    if (entry.type === 'relink' && ids.has(entry.to)) ids.add(entry.from);
  return ids;
}

/**
 * Each once, oldest first, including undone ones and one from before prep kept versions. Machines that merge record the
 * versions of each other once more, with the times that they have.
 */
export function ownVersions(
  entries: readonly Entry[],
  question: QuestionId,
  present: OwnAnswer | undefined,
): readonly OwnVersion[] {
  const merged = mergeEntries(entries);
  const ids = idsOf(merged, question);
  const versions = new Map<string, { readonly own: OwnAnswer; readonly at: number }>();
  const add = (own: OwnAnswer | undefined, recordedAt: number, isNew: boolean): void => {
    if (!own || own.text === '') return;
    const isKnown = [...versions.values()].some((one) => one.own.text === own.text);
    const at = parseIso(own.updatedAt) ?? recordedAt;
    const key = `${at} ${own.text}`;
    if ((isNew || !isKnown) && !versions.has(key)) versions.set(key, { own, at });
  };
  for (const entry of merged) {
    if (entry.type !== 'change') continue;
    for (const { name, before, after } of entry.own ?? []) {
      if (!ids.has(name)) continue;
      add(before, entry.at, false);
      add(after, entry.at, true);
    }
  }
  add(present, Infinity, false);
  const inOrder = [...versions.values()].toSorted((a, b) => a.at - b.at).map(({ own }) => own);
  const distinct = inOrder.filter(({ text }, at) => text !== inOrder[at - 1]?.text);
  const inUse = present ? distinct.findLastIndex(({ text }) => text === present.text) : -1;
  return distinct.map((own, at) => ({ ...own, number: at + 1, isPresent: at === inUse }));
}
