// How far a time zone is from UTC at an instant. Knows Intl, which is slow, and spares it; knows nothing of days.
import { Failure } from './failure.ts';

/** No zone has changed its offset twice within four days since 1970. */
const BUCKET_MS = 4 * 86_400_000;

type ZoneOffsets = {
  readonly format: Intl.DateTimeFormat;
  /** Offset at the start of each bucket that was asked for. */
  readonly edges: Map<number, number>;
  /** The instant of change within each bucket that has one. */
  readonly changes: Map<number, number>;
};

// Offsets are facts that never change while the program runs, so remembering them leaves callers pure.
const zones = new Map<string, ZoneOffsets>();

function openFormat(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
}

function openZone(timeZone: string): ZoneOffsets | undefined {
  const known = zones.get(timeZone);
  if (known) return known;
  try {
    const opened = { format: openFormat(timeZone), edges: new Map(), changes: new Map() };
    zones.set(timeZone, opened);
    return opened;
  } catch {
    return undefined;
  }
}

/** True for a zone name that this machine knows: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  return openZone(name) !== undefined;
}

/** The offset as Intl tells it: wall time read as if it were UTC, less the instant. */
function askIntl(zone: ZoneOffsets, instant: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
    zone.format.format(instant).match(/\d+/g)?.map(Number) ?? [];
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The first instant after `from` at which the offset is no longer what it was there.
 * @param from an instant before the change
 * @param to an instant after it; the only change lies between
 * @param offsetAt offset from UTC at an instant
 */
export function changeBetween(from: number, to: number, offsetAt: (instant: number) => number): number {
  const before = offsetAt(from);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function edgeOf(zone: ZoneOffsets, bucket: number): number {
  const known = zone.edges.get(bucket);
  if (known !== undefined) return known;
  const offset = askIntl(zone, bucket * BUCKET_MS);
  zone.edges.set(bucket, offset);
  return offset;
}

/**
 * Milliseconds to add to UTC to get wall time (3 600 000 for Berlin in winter).
 * Fails with `time-zone-unknown`.
 * @param instant milliseconds since the epoch
 * @param timeZone IANA name
 */
export function zoneOffsetMs(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const zone = openZone(timeZone);
  if (!zone)
    throw new Failure('time-zone-unknown', `"${timeZone}" is not a time zone that this machine knows.`, {
      hint: 'Use a name such as Europe/Berlin.',
    });
  const bucket = Math.floor(instant / BUCKET_MS);
  const before = edgeOf(zone, bucket);
  const after = edgeOf(zone, bucket + 1);
  if (before === after) return before;
  let change = zone.changes.get(bucket);
  if (change === undefined) {
    const start = bucket * BUCKET_MS;
    change = changeBetween(start, start + BUCKET_MS, (at) => askIntl(zone, at));
    zone.changes.set(bucket, change);
  }
  return instant < change ? before : after;
}
