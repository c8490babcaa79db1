// Progress as plain JSON, for a cache that every start reads. Tables have an array per column, because
// names repeated ten thousand times would take three times as long to read. Every value is checked.
import { RATINGS } from '../../core/base/attempt.ts';
import type { Instant } from '../../core/base/day.ts';
import { isCount, isObject, isText, isTexts, mapOf } from '../../core/base/unknown.ts';
import type { Fold } from '../../core/schedule/fold.ts';
import type { Note } from '../../core/schedule/journal.ts';
import type { ScheduleState } from '../../core/schedule/memory.ts';
import type { UndoneRelink, DayCount, Progress, Seen } from '../../core/schedule/progress.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';

type Check = (value: unknown) => boolean;
type Checks<Row> = { readonly [Field in keyof Row]-?: Check };

const STATES: readonly ScheduleState[] = ['new', 'learning', 'review', 'relearning'];

const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);
const within =
  (low: number, high: number): Check =>
  (value) =>
    typeof value === 'number' && value >= low && value <= high;
const isFromZero = within(0, Number.MAX_VALUE);
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    isText(value) && words.includes(value);
/** An absent field is null in its column. */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const SCHEDULE: Checks<Schedule> = {
  due: isInstant,
  // The bounds of FSRS, which throws on a memory outside them.
  stabilityDays: within(0.001, 36_500),
  difficulty: within(1, 10),
  reps: isCount,
  lapses: isCount,
  state: oneOf(STATES),
  lastAt: isInstant,
  recalls: maybe(isCount),
  lastRecallAt: maybe(isInstant),
};

const SEEN: Checks<Seen> = {
  attempts: isCount,
  lastAt: isInstant,
  lastRating: oneOf(RATINGS),
  coverage: maybe(within(0, 1)),
  expected: maybe(within(0, 1)),
  medianMs: maybe(isFromZero),
  spokenAt: maybe(isInstant),
  title: maybe(isText),
  hash: maybe(isText),
  bank: maybe(isText),
};

const DAY: Checks<DayCount> = {
  attempts: isCount,
  first: isCount,
  reviews: isCount,
  elapsedMs: isFromZero,
  firstRecalled: maybe(isCount),
  recalled: maybe(isCount),
  foretold: maybe(isFromZero),
  remembered: maybe(isCount),
  covered: maybe(isFromZero),
  expected: maybe(isFromZero),
  mocked: maybe(isCount),
};

const isNote = (value: unknown): value is Note =>
  isObject(value) && isText(value['id']) && isInstant(value['at']) && isText(value['text']);
const areNotes = (value: unknown): value is readonly Note[] => Array.isArray(value) && value.every(isNote);
const isUndoneRelink = (value: unknown): value is UndoneRelink =>
  isObject(value) && isText(value['from']) && isText(value['to']);
const areUndoneRelinks = (value: unknown): value is readonly UndoneRelink[] =>
  Array.isArray(value) && value.every(isUndoneRelink);

const namesOf = <Row extends object>(fields: Checks<Row>): readonly (keyof Row & string)[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables above have these fields and no others
  Object.keys(fields) as (keyof Row & string)[];

function tableOf<Row extends object>(map: ReadonlyMap<string, Row>, fields: Checks<Row>): unknown {
  const rows = [...map.values()];
  const columns = namesOf(fields).map((name) => [name, rows.map((row) => row[name] ?? null)] as const);
  return { keys: [...map.keys()], ...Object.fromEntries(columns) };
}

/** Undefined when a column is missing or of the wrong length, or a value is invalid. */
function rowsIn<Row extends object>(
  table: unknown,
  fields: Checks<Row>,
): ReadonlyMap<string, Row> | undefined {
  if (!isObject(table)) return undefined;
  const { keys } = table;
  if (!isTexts(keys)) return undefined;
  const columns: (readonly [name: string, values: readonly unknown[]])[] = [];
  for (const name of namesOf(fields)) {
    const values = table[name];
    if (!Array.isArray(values) || values.length !== keys.length || !values.every(fields[name]))
      return undefined;
    columns.push([name, values]);
  }
  const rows = new Map<string, Row>();
  for (const [i, key] of keys.entries()) {
    const row: Record<string, unknown> = {};
    for (const [name, values] of columns) if (values[i] !== null) row[name] = values[i];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field of it was checked
    rows.set(key, row as Row);
  }
  return rows;
}

export function progressToJson(progress: Progress): unknown {
  return {
    schedules: tableOf(progress.schedules, SCHEDULE),
    seen: tableOf(progress.seen, SEEN),
    days: tableOf(progress.days, DAY),
    suspended: [...progress.suspended],
    notes: [...progress.notes],
    latestAt: progress.latestAt,
    undoneRelinks: progress.undoneRelinks,
  };
}

/** Undefined when any part is invalid. */
export function progressFromJson(json: unknown): Progress | undefined {
  if (!isObject(json)) return undefined;
  const schedules = rowsIn(json['schedules'], SCHEDULE);
  const seen = rowsIn(json['seen'], SEEN);
  const days = rowsIn(json['days'], DAY);
  const notes = mapOf(json['notes'], areNotes);
  const { suspended, latestAt, undoneRelinks } = json;
  if (!schedules || !seen || !days || !isTexts(suspended) || !notes) return undefined;
  if (latestAt !== undefined && !isInstant(latestAt)) return undefined;
  if (undoneRelinks !== undefined && !areUndoneRelinks(undoneRelinks)) return undefined;
  return { schedules, seen, days, suspended: new Set(suspended), notes, latestAt, undoneRelinks };
}

const areTimes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((ms) => Number.isFinite(ms));

export const restToJson = ({ timesMs, greatestId }: Fold): unknown => ({ timesMs: [...timesMs], greatestId });

/** Reads what `progressToJson` and `restToJson` wrote; undefined when any part is invalid. */
export function foldFromJson(progressJson: unknown, rest: unknown): Fold | undefined {
  const progress = progressFromJson(progressJson);
  if (!progress || !isObject(rest)) return undefined;
  const timesMs = mapOf(rest['timesMs'], areTimes);
  const greatestId = rest['greatestId'];
  return timesMs && isText(greatestId) ? { progress, timesMs, greatestId } : undefined;
}
