import { type Day, daysBetween } from '../base/day.ts';
import { storedText } from '../base/metric.ts';
import type { Config } from './config.ts';

const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;

function newestOfEach(days: readonly Day[], groupOf: (day: Day) => string, count: number): readonly Day[] {
  const groups = new Map<string, Day>();
  for (const day of days) if (!groups.has(groupOf(day))) groups.set(groupOf(day), day);
  return [...groups.values()].slice(0, count);
}

/** All of the last seven days, then the newest of each of four weeks and of twelve months. */
export function backupsToKeep(days: readonly Day[], today: Day): readonly Day[] {
  const newestFirst = days.toSorted().toReversed();
  const ageDays = (day: Day): number => daysBetween(day, today);
  const recent = newestFirst.filter((day) => ageDays(day) < DAYS);
  const weekly = newestOfEach(newestFirst, (day) => String(Math.floor(ageDays(day) / 7)), WEEKS + 1);
  const monthly = newestOfEach(newestFirst, (day) => day.slice(0, 7), MONTHS);
  return [...new Set([...recent, ...weekly, ...monthly])];
}

// Separate from backup.ts, which every start loads, because it loads the code for values.

export type RestoreLoss = {
  readonly values: readonly string[];
  readonly answers: readonly string[];
  readonly settings: readonly string[];
  readonly drills: readonly string[];
  readonly banks: boolean;
  readonly memory: boolean;
};

function changedIn(
  present: Readonly<Record<string, unknown>>,
  copy: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isSame = (name: string): boolean =>
    Object.hasOwn(copy, name) && JSON.stringify(copy[name]) === JSON.stringify(present[name]);
  return Object.keys(present).filter((name) => present[name] !== undefined && !isSame(name));
}

const mapFields = <Field>(
  fields: Readonly<Record<string, Field>>,
  of: (field: Field) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]));

const valuesIn = ({ fills }: Config) => mapFields(fills, storedText);
const ownAnswersIn = ({ answers }: Config) => mapFields(answers, ({ own }) => own?.text);

/** Typed answers do not count: the journal has them. */
export function restoreLoss(present: Config, copy: Config): RestoreLoss {
  return {
    values: changedIn(valuesIn(present), valuesIn(copy)),
    answers: changedIn(ownAnswersIn(present), ownAnswersIn(copy)),
    settings: changedIn(present.settings, copy.settings),
    drills: changedIn(present.drills, copy.drills),
    banks: JSON.stringify(present.banks) !== JSON.stringify(copy.banks),
    memory: present.memory !== undefined && JSON.stringify(present.memory) !== JSON.stringify(copy.memory),
  };
}

export const losesNothing = ({ values, answers, settings, drills, banks, memory }: RestoreLoss): boolean =>
  [values, answers, settings, drills].every(({ length }) => length === 0) && !banks && !memory;
