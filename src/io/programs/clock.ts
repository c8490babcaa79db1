// The machine's time and zone. `PREP_NOW` (ISO 8601) sets a fixed time, for tests and examples.
import { readlinkSync } from 'node:fs';
import type { Clock, Environment } from '../../context.ts';
import { type Calendar, instantOf, parseIso, parseTimeOfDay } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';

const FOUR_O_CLOCK = 240;

/** The engine knows the offset of the machine's own zone without Intl, which would cost a start 12 ms. */
const ownOffsetMinutes = (instant: number): number => -new Date(instant).getTimezoneOffset();

function systemZone(): string {
  try {
    const [, name] = readlinkSync('/etc/localtime').split('/zoneinfo/');
    if (name) return name;
  } catch {
    // Not every system has that link.
  }
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function zoneOf(
  env: Environment,
  setting: string | undefined,
): Pick<Calendar, 'timeZone' | 'offsetMinutesAt'> {
  const own = env['TZ'] || systemZone();
  // A process keeps the zone it started with, whatever its environment says later.
  const isOwn = (setting ?? own) === own && env['TZ'] === process.env['TZ'];
  return isOwn ? { timeZone: own, offsetMinutesAt: ownOffsetMinutes } : { timeZone: setting ?? own };
}

/** Fails with `now-invalid` when `PREP_NOW` is not an instant. */
export function openClock(env: Environment): Clock {
  const text = env['PREP_NOW'];
  const fixed = text ? parseIso(text) : undefined;
  if (text && fixed === undefined) {
    const message = `PREP_NOW is "${text}", which is not an instant such as 2026-11-24T09:00:00Z.`;
    throw new Failure('now-invalid', message, {
      hint: 'mend it, or unset it to go by the clock of the machine',
    });
  }
  return {
    now: () => fixed ?? instantOf(Date.now()),
    calendar: (settings) => ({
      ...zoneOf(env, settings.timeZone),
      dayStartMinutes: parseTimeOfDay(settings.dayStart) ?? FOUR_O_CLOCK,
    }),
  };
}
