// Which backups are worth keeping: seven days, four weeks, twelve months.
import { type Day, daysBetween } from '../base/day.ts';
import { storedText } from '../fill/values.ts';
import type { Config } from './config.ts';

const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;

/** The newest day of each group, for the newest `count` groups. */
function newestOfEach(days: readonly Day[], groupOf: (day: Day) => string, count: number): readonly Day[] {
  const groups = new Map<string, Day>();
  for (const day of days) if (!groups.has(groupOf(day))) groups.set(groupOf(day), day);
  return [...groups.values()].slice(0, count);
}

/**
 * The days among `days` whose backup is kept on `today`: all of the last seven days, then the newest of each of four
 * weeks and of each of twelve months.
 */
export function backupsToKeep(days: readonly Day[], today: Day): readonly Day[] {
  const newestFirst = days.toSorted().toReversed();
  const ageDays = (day: Day): number => daysBetween(day, today);
  const recent = newestFirst.filter((day) => ageDays(day) < DAYS);
  const weekly = newestOfEach(newestFirst, (day) => String(Math.floor(ageDays(day) / 7)), WEEKS + 1);
  const monthly = newestOfEach(newestFirst, (day) => day.slice(0, 7), MONTHS);
  return [...new Set([...recent, ...weekly, ...monthly])];
}

// What a config file has that an earlier copy of it lacks. Names only, as they are written.

export type RestoreLoss = {
  /** Values that the copy lacks, or has otherwise. */
  readonly values: readonly string[];
  /** Questions whose own answer it lacks, or has otherwise. */
  readonly answers: readonly string[];
  readonly settings: readonly string[];
  readonly drills: readonly string[];
  /** True when other banks are named. */
  readonly banks: boolean;
  /** True when it lacks the memory that was trained. */
  readonly memory: boolean;
};

/** Names of what is in `present` and not so in `copy`. */
function changedIn(
  present: Readonly<Record<string, unknown>>,
  copy: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isSame = (name: string): boolean =>
    Object.hasOwn(copy, name) && JSON.stringify(copy[name]) === JSON.stringify(present[name]);
  return Object.keys(present).filter((name) => present[name] !== undefined && !isSame(name));
}

/** What of each entry counts; entries without it are left out. */
function only<Entry>(
  entries: Readonly<Record<string, Entry>>,
  of: (entry: Entry) => unknown,
): Readonly<Record<string, unknown>> {
  const kept = Object.entries(entries).map(([name, entry]) => [name, of(entry)] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

const valuesIn = ({ fills }: Config) => only(fills, storedText);
const answersIn = ({ answers }: Config) => only(answers, ({ own }) => own?.text);

/** What would be lost if `copy` took the place of `present`. What one typed last is in the journal, and does not count. */
export function restoreLoss(present: Config, copy: Config): RestoreLoss {
  return {
    values: changedIn(valuesIn(present), valuesIn(copy)),
    answers: changedIn(answersIn(present), answersIn(copy)),
    settings: changedIn(present.settings, copy.settings),
    drills: changedIn(present.drills, copy.drills),
    banks: JSON.stringify(present.banks) !== JSON.stringify(copy.banks),
    memory: present.memory !== undefined && JSON.stringify(present.memory) !== JSON.stringify(copy.memory),
  };
}

/** True when nothing would be lost. */
export const losesNothing = ({ values, answers, settings, drills, banks, memory }: RestoreLoss): boolean =>
  [values, answers, settings, drills].every(({ length }) => length === 0) && !banks && !memory;
