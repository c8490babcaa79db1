// Attempts as JSON (docs/json.md): as the journal has them, with what is known of them besides.
import type { Calendar } from '../core/day.ts';
import type { Compared, PastAttempt, RecordingState } from '../core/history.ts';
import { entryFields } from './journal-lines.ts';
import type { JsonFields } from './json-output.ts';

const recordingJson = ({ path, exists, starred, bytes }: RecordingState): JsonFields => ({
  path,
  exists,
  starred,
  bytes: bytes ?? null,
});

/** One attempt. Fields of the journal that it lacks are left out, as there. */
export const attemptJson = (
  { number, attempt, recording, pace }: PastAttempt,
  calendar: Calendar,
): JsonFields => ({
  number,
  ...entryFields(attempt, calendar),
  recording: recording ? recordingJson(recording) : null,
  wordsPerMinute: pace?.wordsPerMinute ?? null,
  paceEstimated: pace?.estimated ?? null,
  articulatedPerMinute: pace?.articulatedPerMinute ?? null,
});

/** What changed between two attempts. */
export function comparedJson({ before, after, points, citedGained, citedLost, text }: Compared): JsonFields {
  const named = points.state === 'named' ? points : undefined;
  return {
    attempts: [before.number, after.number],
    points: points.state,
    pointsGained: named?.gained ?? [],
    pointsLost: named?.lost ?? [],
    pointsMissed: named?.missed ?? [],
    citedGained,
    citedLost,
    text: text?.map(({ sign, text: words }) => ({ sign, text: words })) ?? null,
  };
}
