import { ownField } from '../base/collections.ts';
import { parseIso } from '../base/day.ts';
import { storedText } from '../base/metric.ts';
import { type ChosenBank, type Config, DEFAULT_SETTINGS } from './config.ts';

// Two config files of one person, compared entry by entry.

export type MergeRow = {
  readonly section: 'fills' | 'answers' | 'settings' | 'drills' | 'banks';
  readonly name: string;
  readonly ours?: string;
  readonly theirs: string;
  readonly taken: 'ours' | 'theirs';
};

type Entries<T> = Readonly<Record<string, T>>;

const timeOf = (at: string | undefined): number => parseIso(at ?? '') ?? 0;

const isChosen = ([name, value]: [string, unknown]): boolean =>
  value !== undefined && value !== ownField<unknown>(DEFAULT_SETTINGS, name);

const chosenIn = ({ settings }: Config): Entries<unknown> =>
  Object.fromEntries(Object.entries(settings).filter(isChosen));

/** Whether theirs is taken. Times are undefined for an entry that is missing, and 0 where none is known. */
export type TakesTheirs = (
  entry: string,
  theirTime: number | undefined,
  ourTime: number | undefined,
) => boolean;

/** As `TakesTheirs` names an entry. */
export const entryName = (section: MergeRow['section'], name: string): string => `${section} ${name}`;

/** A list that was never chosen becomes theirs; to another, only their banks are added. */
function addedBanks(ours: Config, theirs: Config) {
  const isNew = ({ bank }: ChosenBank): boolean =>
    bank !== 'own' && bank !== 'shipped' && !ours.banks.some((one) => one.bank === bank);
  const banks = ours.banks.length === 0 ? theirs.banks : theirs.banks.filter(isNew);
  const rows = banks.flatMap(({ bank: name, isOff = false }): readonly MergeRow[] => {
    if (name === 'own' || (name === 'shipped' && !isOff)) return [];
    const here = name === 'shipped' ? 'on' : undefined;
    return [{ section: 'banks', name, ours: here, theirs: isOff ? 'off' : 'on', taken: 'theirs' }];
  });
  return { banks, rows };
}

/** What only one of them has stays, unless theirs is taken: then it was removed there. */
export function mergeConfigs(
  ours: Config,
  theirs: Config,
  takesTheirs: TakesTheirs,
): { readonly config: Config; readonly rows: readonly MergeRow[] } {
  const rows: MergeRow[] = [];
  const merged = <T>(
    section: MergeRow['section'],
    [here, there]: readonly [Entries<T>, Entries<T>],
    textOf: (entry: T) => string,
    at: (entry: T) => string | undefined = () => undefined,
  ): Entries<T> => {
    const [entries, others] = [new Map(Object.entries(here)), new Map(Object.entries(there))];
    const timeIn = (entry: T | undefined): number | undefined =>
      entry === undefined || textOf(entry) === '' ? undefined : timeOf(at(entry));
    for (const name of new Set([...others.keys(), ...entries.keys()])) {
      const [own, other] = [entries.get(name), others.get(name)];
      const ourText = own === undefined ? undefined : textOf(own);
      const theirText = other === undefined ? '' : textOf(other);
      if (theirText === (ourText ?? '')) continue;
      const isTaken = takesTheirs(entryName(section, name), timeIn(other), timeIn(own));
      if (!isTaken && theirText === '') continue;
      if (isTaken && (other === undefined || theirText === '')) entries.delete(name);
      else if (isTaken && other !== undefined) entries.set(name, other);
      rows.push({ section, name, ours: ourText, theirs: theirText, taken: isTaken ? 'theirs' : 'ours' });
    }
    return Object.fromEntries(entries);
  };
  const fills = merged('fills', [ours.fills, theirs.fills], storedText, ({ updatedAt }) => updatedAt);
  const answers = merged(
    'answers',
    [ours.answers, theirs.answers],
    (answer) => answer.own?.text ?? '',
    (answer) => answer.own?.updatedAt,
  );
  const settings = merged('settings', [chosenIn(ours), chosenIn(theirs)], String);
  const drills = merged('drills', [ours.drills, theirs.drills], (drill) => JSON.stringify(drill));
  const added = addedBanks(ours, theirs);
  const config: Config = {
    ...ours,
    banks: [...ours.banks, ...added.banks],
    fills,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    answers,
    drills,
  };
  return { config, rows: [...rows, ...added.rows] };
}
