// Progress as plain JSON, for a cache that every start reads. Tables have an array per column: repeating
// names ten thousand times would take three times as long to read. The cache has a checksum and names the
// build that wrote it, so values are not checked one by one.
import type { Fold } from '../../core/schedule/fold.ts';
import type { Progress } from '../../core/schedule/progress.ts';

/** A missing field is null in its column. */
type Table = {
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
};

function tableOf(map: ReadonlyMap<string, object>): Table {
  const rows: readonly Readonly<Record<string, unknown>>[] = [...map.values()].map((row) => ({ ...row }));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    keys: [...map.keys()],
    columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
  };
}

function rowsIn<Row extends object>({ keys, columns }: Table): ReadonlyMap<string, Row> {
  const named = Object.entries(columns);
  const rowAt = (i: number): Row => {
    const row: Record<string, unknown> = {};
    for (const [name, values] of named) if (values[i] !== null) row[name] = values[i];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tableOf wrote it from such rows
    return row as Row;
  };
  return new Map(keys.map((key, i) => [key, rowAt(i)]));
}

type MapPairs<Map> =
  Map extends ReadonlyMap<infer Key, infer Value> ? readonly (readonly [Key, Value])[] : never;

export type ProgressJson = Pick<Progress, 'latestAt' | 'undoneRelinks'> & {
  readonly schedules: Table;
  readonly seen: Table;
  readonly days: Table;
  readonly suspended: readonly string[];
  readonly notes: MapPairs<Progress['notes']>;
};

export const progressToJson = (progress: Progress): ProgressJson => ({
  schedules: tableOf(progress.schedules),
  seen: tableOf(progress.seen),
  days: tableOf(progress.days),
  suspended: [...progress.suspended],
  notes: [...progress.notes],
  latestAt: progress.latestAt,
  undoneRelinks: progress.undoneRelinks,
});

export const progressFromJson = (json: ProgressJson): Progress => ({
  schedules: rowsIn(json.schedules),
  seen: rowsIn(json.seen),
  days: rowsIn(json.days),
  suspended: new Set(json.suspended),
  notes: new Map(json.notes),
  latestAt: json.latestAt,
  undoneRelinks: json.undoneRelinks,
});

/** Only needed to fold more entries on top. */
export type FoldRestJson = Pick<Fold, 'greatestId'> & { readonly timesMs: MapPairs<Fold['timesMs']> };

export const restToJson = ({ timesMs, greatestId }: Fold): FoldRestJson => ({
  timesMs: [...timesMs],
  greatestId,
});

export const foldFromJson = (progress: ProgressJson, { timesMs, greatestId }: FoldRestJson): Fold => ({
  progress: progressFromJson(progress),
  timesMs: new Map(timesMs),
  greatestId,
});
