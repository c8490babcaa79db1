// Merges two config files of one person by when each entry was written.
import { parseIso } from '../base/day.ts';
import { storedText } from '../base/metric.ts';
import { type Config, DEFAULT_SETTINGS, type StoredAnswer } from './config.ts';

export type MergeRow = {
  readonly section: 'fills' | 'answers' | 'settings' | 'drills';
  readonly name: string;
  readonly ours?: string;
  readonly theirs: string;
  readonly taken: 'ours' | 'theirs';
};

type Entries<T> = Readonly<Record<string, T>>;

const timeOf = (at: string | undefined): number => parseIso(at ?? '') ?? 0;

/**
 * The later one wins; without a time, ours.
 * @param removedAt when an entry that is missing here was removed
 */
function merged<T>(
  section: MergeRow['section'],
  [ours, theirs]: readonly [Entries<T>, Entries<T>],
  textOf: (entry: T) => string,
  at: (entry: T) => string | undefined = () => undefined,
  removedAt: (name: string) => number = () => -1,
): { readonly entries: Entries<T>; readonly rows: readonly MergeRow[] } {
  const entries = new Map(Object.entries(ours));
  const rows: MergeRow[] = [];
  for (const [name, other] of Object.entries(theirs)) {
    const own = entries.get(name);
    const ownText = own === undefined ? undefined : textOf(own);
    const text = textOf(other);
    if (text === ownText || text === '') continue;
    const since = own === undefined || ownText === '' ? removedAt(name) : timeOf(at(own));
    const taken = timeOf(at(other)) > since ? 'theirs' : 'ours';
    if (taken === 'theirs') entries.set(name, other);
    rows.push({ section, name, ours: ownText, theirs: text, taken });
  }
  return { entries: Object.fromEntries(entries), rows };
}

const chosenIn = ({ settings }: Config): Entries<unknown> => {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_SETTINGS));
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => value !== undefined && value !== defaults.get(name)),
  );
};

/**
 * @param removedAt the latest removal of a value or own answer, or -1
 */
export function mergeConfigs(
  ours: Config,
  theirs: Config,
  removedAt: (section: 'fills' | 'answers', name: string) => number,
): { readonly config: Config; readonly rows: readonly MergeRow[] } {
  const fills = merged(
    'fills',
    [ours.fills, theirs.fills],
    storedText,
    ({ updatedAt }) => updatedAt,
    (name) => removedAt('fills', name),
  );
  const own = merged(
    'answers',
    [ours.answers, theirs.answers],
    (answer) => answer.own?.text ?? '',
    (answer) => answer.own?.updatedAt,
    (name) => removedAt('answers', name),
  );
  const settings = merged('settings', [chosenIn(ours), chosenIn(theirs)], String);
  const drills = merged('drills', [ours.drills, theirs.drills], (drill) => JSON.stringify(drill));
  // The latest typed answer is no version: the later one wins.
  const latestOf = (name: string): StoredAnswer['latest'] => {
    const [here, there] = [ours, theirs].map(
      ({ answers }) => new Map(Object.entries(answers)).get(name)?.latest,
    );
    return timeOf(there?.at) > timeOf(here?.at) ? there : here;
  };
  const names = [...new Set([...Object.keys(own.entries), ...Object.keys(theirs.answers)])];
  const answers = names.map(
    (name) => [name, { own: own.entries[name]?.own, latest: latestOf(name) }] as const,
  );
  const isTrainedLater = timeOf(theirs.memory?.trainedAt) > timeOf(ours.memory?.trainedAt);
  const config: Config = {
    ...ours,
    banks: [
      ...ours.banks,
      ...theirs.banks.filter(({ bank }) => !ours.banks.some((one) => one.bank === bank)),
    ],
    fills: fills.entries,
    settings: { ...DEFAULT_SETTINGS, ...settings.entries },
    answers: Object.fromEntries(answers),
    drills: drills.entries,
    memory: isTrainedLater ? theirs.memory : ours.memory,
  };
  return { config, rows: [...fills.rows, ...own.rows, ...settings.rows, ...drills.rows] };
}
