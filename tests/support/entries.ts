// Journal entries for tests: short builders, and arbitrary journals for laws.
import type { Progress } from '../../src/core/schedule/progress.ts';
import * as fc from 'fast-check';
import { type Rating, RATINGS } from '../../src/core/base/attempt.ts';
import { type Instant, instantOf, parseIso } from '../../src/core/base/day.ts';
import type { ScheduleParams } from '../../src/core/schedule/days-off.ts';
import type { AttemptEntry, Entry } from '../../src/core/schedule/journal.ts';
import { anyCharacter } from './characters.ts';
import { calendarOf } from './zones.ts';

export const berlin = calendarOf('Europe/Berlin');
export const params: ScheduleParams = { retention: 0.9, calendar: berlin };

/** Fails the test for an invalid text. */
export function at(iso: string): Instant {
  const instant = parseIso(iso);
  if (instant === undefined) throw new Error(`not an instant: ${iso}`);
  return instant;
}

/** Noon in Berlin, `days` days after 2026-11-01. */
export function noon(days: number): Instant {
  return instantOf(at('2026-11-01T12:00:00+01:00') + days * 86_400_000);
}

export function attempt(
  id: string,
  question: string,
  rating: Rating,
  when: Instant,
  more: Partial<AttemptEntry> = {},
): AttemptEntry {
  const plain = { elapsedMs: 1000, mode: 'type', points: [], cited: [] } as const;
  return { type: 'attempt', id, question, rating, at: when, ...plain, ...more };
}

const hostileName = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', 'toString');
const when = fc.integer({ min: 0, max: 400 }).map((hours) => instantOf(noon(0) + hours * 5_400_000));
const id = fc.integer({ min: 0, max: 40 }).map((number) => `id-${number}`);

export const anyAttempt: fc.Arbitrary<Entry> = fc.record(
  {
    type: fc.constant('attempt' as const),
    id,
    question: hostileName,
    rating: fc.constantFrom(...RATINGS),
    at: when,
    elapsedMs: fc.integer({ min: 0, max: 600_000 }),
    mode: fc.constantFrom('type' as const, 'think' as const, 'speak' as const),
    points: fc.array(fc.constantFrom(0 as const, 1 as const, null), { maxLength: 5 }),
    cited: fc.array(hostileName, { maxLength: 3 }),
    text: fc.string({ unit: anyCharacter, maxLength: 30 }),
    followUps: fc.array(fc.record({ text: fc.string(), answer: fc.string() }), { maxLength: 2 }),
    session: fc.constant('s1'),
    by: fc.constantFrom('points' as const, 'override' as const, 'drill' as const, 'grade' as const),
    cram: fc.boolean(),
    title: fc.string({ maxLength: 10 }),
    questionHash: fc.constant('hash'),
  },
  { requiredKeys: ['type', 'id', 'question', 'rating', 'at', 'elapsedMs', 'mode', 'points', 'cited'] },
);
const changeOf = <Held>(held: fc.Arbitrary<Held>) =>
  fc.array(fc.record({ name: hostileName, before: held, after: held }, { requiredKeys: ['name'] }), {
    maxLength: 3,
  });
const anyOwn = fc.record({
  text: fc.string(),
  updatedAt: fc.constantFrom('', '2026-11-23T10:00:00.000+01:00'),
});
const anyFill = fc.record({ value: fc.string(), updatedAt: fc.constant('') });

const anyOther: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ type: fc.constant('undo' as const), id, at: when, target: id }),
  fc.record({
    type: fc.constantFrom('suspend' as const, 'unsuspend' as const),
    id,
    at: when,
    question: hostileName,
  }),
  fc.record({ type: fc.constant('relink' as const), id, at: when, from: hostileName, to: hostileName }),
  fc.record({ type: fc.constant('note' as const), id, at: when, question: hostileName, text: fc.string() }),
  fc.record(
    { type: fc.constant('change' as const), id, at: when, own: changeOf(anyOwn), values: changeOf(anyFill) },
    { requiredKeys: ['type', 'id', 'at'] },
  ),
);

/** With few ids, so that repeats, undos of undos and rings of undos are frequent. */
export const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 3, arbitrary: anyAttempt },
  { weight: 2, arbitrary: anyOther },
);

/** Up to forty entries, in any order. */
export const anyJournal: fc.Arbitrary<readonly Entry[]> = fc.array(anyEntry, { maxLength: 40 });

/** Before any attempt. */
export const NO_PROGRESS: Progress = {
  schedules: new Map(),
  seen: new Map(),
  days: new Map(),
  suspended: new Set(),
  notes: new Map(),
};
