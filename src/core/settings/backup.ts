import { type Day, daysBetween, parseIso } from '../base/day.ts';
import { storedText } from '../base/metric.ts';
import { type Config, DEFAULT_SETTINGS, type StoredAnswer } from './config.ts';

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

// Merges two config files of one person by when each entry was written.

export type MergeRow = {
  readonly section: 'fills' | 'answers' | 'settings' | 'drills';
  readonly name: string;
  readonly ours?: string;
  readonly theirs: string;
  readonly taken: 'ours' | 'theirs';
};

type Entries<T> = Readonly<Record<string, T>>;

const timeOf = (at: string | undefined): number => parseIso(at ?? '') ?? 0;

type RemovedAt = (section: 'fills' | 'answers', name: string) => number;

/**
 * The later one wins; without a time, ours.
 * @param removedAt when an entry that is missing here was removed
 */
function merged<T>(
  section: MergeRow['section'],
  [ours, theirs]: readonly [Entries<T>, Entries<T>],
  textOf: (entry: T) => string,
  at: (entry: T) => string | undefined,
  removedAt: ((name: string) => number) | 'theirs',
): { readonly entries: Entries<T>; readonly rows: readonly MergeRow[] } {
  const entries = new Map(Object.entries(ours));
  const rows: MergeRow[] = [];
  for (const [name, other] of Object.entries(theirs)) {
    const own = entries.get(name);
    const ownText = own === undefined ? undefined : textOf(own);
    const text = textOf(other);
    if (text === ownText || text === '') continue;
    const isTheirs =
      removedAt === 'theirs' ||
      timeOf(at(other)) > (own === undefined || ownText === '' ? removedAt(name) : timeOf(at(own)));
    const taken = isTheirs ? 'theirs' : 'ours';
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

const untimed = (): undefined => undefined;

/**
 * What only one of them has stays.
 * @param removedAt the latest removal of a value or own answer, or -1; `theirs`: they win, whenever it was
 */
export function mergeConfigs(
  ours: Config,
  theirs: Config,
  removedAt: RemovedAt | 'theirs',
): { readonly config: Config; readonly rows: readonly MergeRow[] } {
  const removedFrom = (section: 'fills' | 'answers') =>
    removedAt === 'theirs' ? removedAt : (name: string) => removedAt(section, name);
  const removed = removedAt === 'theirs' ? removedAt : () => -1;
  const fills = merged(
    'fills',
    [ours.fills, theirs.fills],
    storedText,
    ({ updatedAt }) => updatedAt,
    removedFrom('fills'),
  );
  const own = merged(
    'answers',
    [ours.answers, theirs.answers],
    (answer) => answer.own?.text ?? '',
    (answer) => answer.own?.updatedAt,
    removedFrom('answers'),
  );
  const settings = merged('settings', [chosenIn(ours), chosenIn(theirs)], String, untimed, removed);
  const drills = merged(
    'drills',
    [ours.drills, theirs.drills],
    (drill) => JSON.stringify(drill),
    untimed,
    removed,
  );
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

/** What a copy of a config file has. */
export function contentsOf({ fills, answers }: Config) {
  const own = Object.values(answers).flatMap((answer) => answer.own ?? []);
  const times = [...Object.values(fills), ...own].flatMap(({ updatedAt }) =>
    parseIso(updatedAt) === undefined ? [] : updatedAt,
  );
  return {
    values: Object.keys(fills).length,
    answers: own.length,
    latest: times.toSorted((a, b) => timeOf(a) - timeOf(b)).at(-1),
  };
}
