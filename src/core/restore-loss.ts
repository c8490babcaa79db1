// What a config file has that an earlier copy of it lacks. Names only, as they are written.
import type { Config } from './config.ts';
import { storedText } from './fill.ts';

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
