// How far a time zone is from UTC at an instant. Knows Intl, which is slow, and spares it; knows nothing of days.
import { Failure } from './failure.ts';

/** No zone has changed its offset twice within four days since 1970. */
const BUCKET_MS = 4 * 86_400_000;

/** The offset from UTC at an instant (milliseconds since the epoch), in whatever unit. */
type Offset = (instant: number) => number;

/** Offsets of one bucket: `before` holds up to the instant of `change`; infinite when there is none. */
type Bucket = { readonly before: number; readonly change: number; readonly after: number };

// Offsets are facts that never change while the program runs, so remembering them leaves callers pure.
const remembered = new WeakMap<Offset, Map<number, Bucket>>();
const zones = new Map<string, Offset>();

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

/** The offset in milliseconds as Intl tells it: wall time read as if it were UTC, less the instant. */
function askIntl(format: Intl.DateTimeFormat): Offset {
  return (instant) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
      format.format(instant).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

function openZone(timeZone: string): Offset | undefined {
  const known = zones.get(timeZone);
  if (known) return known;
  try {
    const offset = askIntl(openFormat(timeZone));
    zones.set(timeZone, offset);
    return offset;
  } catch {
    return undefined;
  }
}

/** True for a zone name that this machine knows: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  return openZone(name) !== undefined;
}

/**
 * The first instant after `from` at which the offset is no longer what it was there.
 * @param from an instant before the change
 * @param to an instant after it; the only change lies between
 */
export function changeBetween(from: number, to: number, offsetAt: Offset): number {
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

function openBucket(bucket: number, offsetAt: Offset): Bucket {
  const start = bucket * BUCKET_MS;
  const before = offsetAt(start);
  const after = offsetAt(start + BUCKET_MS);
  const change = before === after ? Infinity : changeBetween(start, start + BUCKET_MS, offsetAt);
  return { before, change, after };
}

/**
 * What `offsetAt` gives, asked seldom: twice for every four days that matter, and a few times around each change.
 * @param offsetAt the same function every time, or nothing is remembered
 */
export function rememberedOffset(instant: number, offsetAt: Offset): number {
  let buckets = remembered.get(offsetAt);
  if (!buckets) remembered.set(offsetAt, (buckets = new Map()));
  const number = Math.floor(instant / BUCKET_MS);
  let bucket = buckets.get(number);
  if (!bucket) buckets.set(number, (bucket = openBucket(number, offsetAt)));
  return instant < bucket.change ? bucket.before : bucket.after;
}

/**
 * Milliseconds to add to UTC to get wall time (3 600 000 for Berlin in winter).
 * Fails with `time-zone-unknown`.
 * @param instant milliseconds since the epoch
 * @param timeZone IANA name
 */
export function zoneOffsetMs(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const offsetAt = openZone(timeZone);
  if (!offsetAt)
    throw new Failure('time-zone-unknown', `"${timeZone}" is not a time zone that this machine knows.`, {
      hint: 'Use a name such as Europe/Berlin.',
    });
  return rememberedOffset(instant, offsetAt);
}
