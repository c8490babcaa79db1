// A machine with typed and spoken attempts, some with their recordings.
import type { Delivery } from '../../src/core/base/attempt.ts';
import type { AttemptEntry } from '../../src/core/schedule/journal.ts';
import type { Screen } from '../../src/context.ts';
import { at, attempt } from './entries.ts';
import type { Memory } from './memory-context.ts';
import { memorySound, type MemorySound } from './memory-sound.ts';
import { fill, openVerbs, VERB_FILES } from './verbs.ts';

export const MONDAY = at('2026-11-16T10:00:00+01:00');
export const FRIDAY = at('2026-11-20T10:00:00+01:00');
export const TODAY = at('2026-11-24T09:00:00+01:00');

const delivery = (speechMs: number, pauses: number): Delivery => ({
  durationMs: speechMs + 6000,
  firstWordMs: 1200,
  speechMs,
  pauses,
  longestPauseMs: pauses * 400,
  silenceMs: pauses * 600,
});

/**
 * Typed on Monday, spoken on Friday (its recording is gone), spoken today; a story told twice; one under an id
 * that no longer exists.
 */
export const HISTORY: readonly AttemptEntry[] = [
  attempt('1', 'attention', 'again', MONDAY, { points: [1, 0], text: 'it is slow', elapsedMs: 41_200 }),
  attempt('2', 'attention', 'hard', FRIDAY, {
    mode: 'speak',
    points: [1, 0],
    cited: ['short_ms'],
    elapsedMs: 96_000,
    text: 'Attention takes quadratic time, um, and mine took fifty milliseconds at 128 tokens.',
    transcribed: true,
    recording: 'recordings/2.wav',
    delivery: delivery(62_000, 7),
  }),
  attempt('3', 'attention', 'good', TODAY, {
    mode: 'speak',
    points: [0, 1],
    cited: ['long_ms'],
    elapsedMs: 71_000,
    text: 'Attention takes quadratic time. I measured it at two lengths: mine took 320 ms at 512 tokens.',
    transcribed: true,
    recording: 'recordings/3.wav',
    delivery: delivery(48_000, 3),
  }),
  attempt('4', 'story', 'good', FRIDAY, {
    points: [1, 1, 1, 0],
    elapsedMs: 100_000,
    partsMs: [40_000, 10_000, 40_000, 10_000],
  }),
  attempt('5', 'story', 'good', TODAY, {
    mode: 'speak',
    points: [1, 1, 1, 1],
    elapsedMs: 90_000,
    partsMs: [18_000, 9_000, 45_000, 18_000],
    recording: 'recordings/5.wav',
    delivery: delivery(80_000, 0),
  }),
  attempt('6', 'gone', 'easy', MONDAY, { title: 'What was asked once? 🚀' }),
];

export function openHistory(
  screen: Partial<Screen> = {},
  entries: readonly AttemptEntry[] = HISTORY,
  jobs: Parameters<typeof memorySound>[0] = {},
): { readonly memory: Memory; readonly sound: MemorySound } {
  const sound = memorySound({
    ...jobs,
    stored: [
      { recording: 'recordings/3.wav', bytes: 1_728_044 },
      { recording: 'recordings/5.wav', bytes: 2_752_044 },
    ],
  });
  const memory = openVerbs({
    files: VERB_FILES,
    fills: { short_ms: fill('50 ms', 50), long_ms: fill('320 ms', 320) },
    entries,
    screen,
    sound: sound.sound,
  });
  return { memory, sound };
}
