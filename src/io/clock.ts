// The time of the machine, and its zone. `PREP_NOW` (ISO 8601) sets a fixed time, for tests and examples.
import type { Clock } from '../context.ts';
import { instantOf, parseIso, parseTimeOfDay } from '../core/day.ts';
import { Failure } from '../core/failure.ts';

const FOUR_O_CLOCK = 240;

/** Opens the clock. Fails with `now-invalid` when `PREP_NOW` is set to something else than an instant. */
export function openClock(env: Readonly<Record<string, string | undefined>>): Clock {
  const text = env['PREP_NOW'];
  const fixed = text ? parseIso(text) : undefined;
  if (text && fixed === undefined)
    throw new Failure(
      'now-invalid',
      `PREP_NOW is "${text}", which is not an instant such as 2026-11-24T09:00:00Z.`,
    );
  return {
    now: () => fixed ?? instantOf(Date.now()),
    calendar: (settings) => ({
      timeZone: settings.timeZone ?? env['TZ'] ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
      dayStartMinutes: parseTimeOfDay(settings.dayStart) ?? FOUR_O_CLOCK,
    }),
  };
}
