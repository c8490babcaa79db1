// How far a time zone is from UTC at an instant. Intl, which knows it, takes a microsecond or more for each answer.
import { Failure } from './failure.ts';

const DAY_MS = 86_400_000;

/** Milliseconds from UTC to wall time at an instant (milliseconds since the epoch). */
type Offset = (instant: number) => number;

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

/** The offset as Intl tells it: wall time read as if it were UTC, less the instant. */
function askIntl(format: Intl.DateTimeFormat): Offset {
  return (instant) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
      format.format(instant).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

/** Asks once a day (of UTC), and each time on a day on which the clocks change; no zone has changed twice in one. */
function remembering(ask: Offset): Offset {
  const atStart = new Map<number, number>();
  const startOffset = (day: number): number => {
    let offset = atStart.get(day);
    if (offset === undefined) atStart.set(day, (offset = ask(day * DAY_MS)));
    return offset;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY_MS);
    const offset = startOffset(day);
    return offset === startOffset(day + 1) ? offset : ask(instant);
  };
}

function openZone(timeZone: string): Offset | undefined {
  const known = zones.get(timeZone);
  if (known) return known;
  try {
    const offset = remembering(askIntl(openFormat(timeZone)));
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
  return offsetAt(instant);
}
