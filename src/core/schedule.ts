// When a question comes back. FSRS-6 through ts-fsrs, over local days that end at `dayStart`.
import type { Instant } from './day.ts';

export type ScheduleState = 'new' | 'learning' | 'review' | 'relearning';

/** State of a question in FSRS. Stability in days, difficulty 1–10. */
export type Schedule = {
  readonly due: Instant;
  readonly stabilityDays: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: ScheduleState;
  readonly lastAt: Instant;
};
