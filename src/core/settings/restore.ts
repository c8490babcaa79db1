// Separate from backup.ts, which every start loads: it would load the code for values as well.
import { storedText } from '../fill/values.ts';
import type { Config } from './config.ts';

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

/** Typed answers do not count, since the journal has them. */
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
