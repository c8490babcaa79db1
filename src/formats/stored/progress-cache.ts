// Progress as plain JSON, for a cache that every start reads. Rows are objects, since the engine's parser makes them at once:
// an array per column is a third shorter, and putting 270 rows together from it took 3 ms, which is ten times as long. The cache
// shows damage and names the build that wrote it, so values are not checked one by one.
import type { Fold } from '../../core/schedule/fold.ts';
import type { Progress } from '../../core/schedule/progress.ts';

type MapPairs<Map> =
  Map extends ReadonlyMap<infer Key, infer Value> ? readonly (readonly [Key, Value])[] : never;

export type ProgressJson = Pick<Progress, 'latestAt' | 'undoneRelinks'> & {
  readonly schedules: MapPairs<Progress['schedules']>;
  readonly seen: MapPairs<Progress['seen']>;
  readonly days: MapPairs<Progress['days']>;
  readonly suspended: readonly string[];
  readonly notes: MapPairs<Progress['notes']>;
};

export const progressToJson = (progress: Progress): ProgressJson => ({
  schedules: [...progress.schedules],
  seen: [...progress.seen],
  days: [...progress.days],
  suspended: [...progress.suspended],
  notes: [...progress.notes],
  latestAt: progress.latestAt,
  undoneRelinks: progress.undoneRelinks,
});

export const progressFromJson = (json: ProgressJson): Progress => ({
  schedules: new Map(json.schedules),
  seen: new Map(json.seen),
  days: new Map(json.days),
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
