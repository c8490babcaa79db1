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

/**
 * Whether theirs is taken. Times are 0 where none is known.
 * @param ourTime undefined if the entry is missing here
 */
export type TakesTheirs = (entry: string, theirTime: number, ourTime: number | undefined) => boolean;

/** As `TakesTheirs` names an entry. */
export const entryName = ({ section, name }: Pick<MergeRow, 'section' | 'name'>): string =>
  `${section} ${name}`;

/** The latest typed answer is no version: the later one wins. */
function latestOf(ours: Config, theirs: Config, name: string): StoredAnswer['latest'] {
  const [here, there] = [ours, theirs].map(({ answers }) => ownField(answers, name)?.latest);
  return timeOf(there?.at) > timeOf(here?.at) ? there : here;
}

/** What only one of them has stays. */
export function mergeConfigs(
  ours: Config,
  theirs: Config,
  takesTheirs: TakesTheirs,
): { readonly config: Config; readonly rows: readonly MergeRow[] } {
  const rows: MergeRow[] = [];
  const merged = <T>(
    section: MergeRow['section'],
    entriesIn: (config: Config) => Entries<T>,
    textOf: (entry: T) => string,
    at: (entry: T) => string | undefined = () => undefined,
  ): Entries<T> => {
    const entries = new Map(Object.entries(entriesIn(ours)));
    for (const [name, other] of Object.entries(entriesIn(theirs))) {
      const own = entries.get(name);
      const [ourText, text] = [own === undefined ? undefined : textOf(own), textOf(other)];
      if (text === ourText || text === '') continue;
      const ourTime = own === undefined || ourText === '' ? undefined : timeOf(at(own));
      const isTaken = takesTheirs(entryName({ section, name }), timeOf(at(other)), ourTime);
      if (isTaken) entries.set(name, other);
      rows.push({ section, name, ours: ourText, theirs: text, taken: isTaken ? 'theirs' : 'ours' });
    }
    return Object.fromEntries(entries);
  };
  const fills = merged(
    'fills',
    (config) => config.fills,
    storedText,
    ({ updatedAt }) => updatedAt,
  );
  const own = merged(
    'answers',
    ({ answers }) => answers,
    (answer) => answer.own?.text ?? '',
    (answer) => answer.own?.updatedAt,
  );
  const settings = { ...DEFAULT_SETTINGS, ...merged('settings', chosenIn, String) };
  const drills = merged(
    'drills',
    (config) => config.drills,
    (drill) => JSON.stringify(drill),
  );
  const names = [...new Set([...Object.keys(own), ...Object.keys(theirs.answers)])];
  const answers = names.map(
    (name) => [name, { own: own[name]?.own, latest: latestOf(ours, theirs, name) }] as const,
  );
  // A list that was never chosen becomes theirs; to another, only their banks are added.
  const isNew = ({ bank }: ChosenBank): boolean =>
    bank !== 'own' && bank !== 'shipped' && !ours.banks.some((one) => one.bank === bank);
  const added = ours.banks.length === 0 ? theirs.banks : theirs.banks.filter(isNew);
  for (const { bank: name, isOff = false } of added)
    if (name !== 'own' && (name !== 'shipped' || isOff)) {
      const here = name === 'shipped' ? 'on' : undefined;
      rows.push({ section: 'banks', name, ours: here, theirs: isOff ? 'off' : 'on', taken: 'theirs' });
    }
  const config: Config = {
    ...ours,
    banks: [...ours.banks, ...added],
    fills,
    settings,
    answers: Object.fromEntries(answers),
    drills,
  };
  return { config, rows };
}
