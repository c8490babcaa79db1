import { ownField } from '../base/collections.ts';
import { parseIso } from '../base/day.ts';
import { storedText } from '../base/metric.ts';
import { type ChosenBank, type Config, DEFAULT_SETTINGS, type StoredAnswer } from './config.ts';

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

const chosenIn = ({ settings }: Config): Entries<unknown> => {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_SETTINGS));
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => value !== undefined && value !== defaults.get(name)),
  );
};

/** Whether theirs is taken. Times are undefined for an entry that is missing, and 0 where none is known. */
export type TakesTheirs = (
  entry: string,
  theirTime: number | undefined,
  ourTime: number | undefined,
) => boolean;

/** As `TakesTheirs` names an entry. */
export const entryName = ({ section, name }: Pick<MergeRow, 'section' | 'name'>): string =>
  `${section} ${name}`;

/** The latest typed answer is no version: the later one wins. */
function latestOf(ours: Config, theirs: Config, name: string): StoredAnswer['latest'] {
  const [here, there] = [ours, theirs].map(({ answers }) => ownField(answers, name)?.latest);
  return timeOf(there?.at) > timeOf(here?.at) ? there : here;
}

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

type Merging = {
  readonly ours: Config;
  readonly theirs: Config;
  readonly takesTheirs: TakesTheirs;
  readonly rows: MergeRow[];
};

function merged<T>(
  { ours, theirs, takesTheirs, rows }: Merging,
  section: MergeRow['section'],
  entriesIn: (config: Config) => Entries<T>,
  textOf: (entry: T) => string,
  at: (entry: T) => string | undefined = () => undefined,
): Entries<T> {
  const entries = new Map(Object.entries(entriesIn(ours)));
  const others = new Map(Object.entries(entriesIn(theirs)));
  for (const name of new Set([...others.keys(), ...entries.keys()])) {
    const [own, other] = [entries.get(name), others.get(name)];
    const [ourText = '', text = ''] = [own, other].map((one) => (one === undefined ? '' : textOf(one)));
    if (text === ourText) continue;
    const ourTime = own === undefined || ourText === '' ? undefined : timeOf(at(own));
    const theirTime = other === undefined || text === '' ? undefined : timeOf(at(other));
    const isTaken = takesTheirs(entryName({ section, name }), theirTime, ourTime);
    if (!isTaken && text === '') continue;
    if (isTaken && (other === undefined || text === '')) entries.delete(name);
    else if (isTaken && other !== undefined) entries.set(name, other);
    const here = own === undefined ? undefined : ourText;
    rows.push({ section, name, ours: here, theirs: text, taken: isTaken ? 'theirs' : 'ours' });
  }
  return Object.fromEntries(entries);
}

/** What only one of them has stays, unless theirs is taken: then it was removed there. */
export function mergeConfigs(
  ours: Config,
  theirs: Config,
  takesTheirs: TakesTheirs,
): { readonly config: Config; readonly rows: readonly MergeRow[] } {
  const rows: MergeRow[] = [];
  const merging = { ours, theirs, takesTheirs, rows };
  const fills = merged(
    merging,
    'fills',
    (config) => config.fills,
    storedText,
    ({ updatedAt }) => updatedAt,
  );
  const own = merged(
    merging,
    'answers',
    ({ answers }) => answers,
    (answer) => answer.own?.text ?? '',
    (answer) => answer.own?.updatedAt,
  );
  const settings = { ...DEFAULT_SETTINGS, ...merged(merging, 'settings', chosenIn, String) };
  const drills = merged(
    merging,
    'drills',
    (config) => config.drills,
    (drill) => JSON.stringify(drill),
  );
  const names = [...new Set([...Object.keys(ours.answers), ...Object.keys(theirs.answers)])];
  const answers = names.map(
    (name) => [name, { own: own[name]?.own, latest: latestOf(ours, theirs, name) }] as const,
  );
  const added = addedBanks(ours, theirs);
  rows.push(...added.rows);
  const config: Config = {
    ...ours,
    banks: [...ours.banks, ...added.banks],
    fills,
    settings,
    answers: Object.fromEntries(answers),
    drills,
  };
  return { config, rows };
}
