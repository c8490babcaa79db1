// Attempts with what is known of them besides: their numbers, their recordings, their pace. Reads the journal and the list
// of recordings; shows nothing.
import type { Context, StoredRecording } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { PastAttempt, RecordingState } from '../core/history.ts';
import {
  attemptsOf,
  byTime,
  historiesOf,
  liveEntries,
  mergeEntries,
  type AttemptEntry,
  type Entry,
} from '../core/journal.ts';
import { calibrationFrom, paceOf, spokenMs, transcribedWords } from '../core/pace.ts';
import type { QuestionId } from '../core/question.ts';
import { wordsPerMinute } from '../core/transcript.ts';
import { namedParts } from '../formats/story-text.ts';

/** The recordings that are there, by path. */
export type Recordings = ReadonlyMap<string, StoredRecording>;

/** What stands in `recordings/`, by path. */
export const storedRecordings = ({ sound }: Context): Recordings =>
  new Map(sound.recordings().map((each) => [each.recording, each]));

function stateOf(path: string, stored: Recordings): RecordingState {
  const found = stored.get(path);
  if (!found) return { path, exists: false, starred: false };
  return { path, exists: true, starred: found.starred, bytes: found.bytes };
}

/** Words or syllables per minute; more come of a journal or a recording that is damaged. */
const FASTEST = 1000;

type PaceReader = (attempt: AttemptEntry) => PastAttempt['pace'];

/** Reads the pace of what was spoken: from its words where they are known, else from its syllables, calibrated by those. */
function paceReader(entries: readonly Entry[]): PaceReader {
  const calibration = calibrationFrom(entries);
  return (attempt) => {
    const { delivery } = attempt;
    if (!delivery) return undefined;
    const words = transcribedWords(attempt);
    const { wordsPerMinute: estimate, articulatedPerMinute } = paceOf(delivery, calibration);
    const pace = words === undefined ? estimate : wordsPerMinute(words, spokenMs(delivery));
    if (pace === undefined || pace > FASTEST) return undefined;
    const isPlausible = articulatedPerMinute !== undefined && articulatedPerMinute <= FASTEST;
    return {
      wordsPerMinute: pace,
      estimated: words === undefined,
      ...(isPlausible && { articulatedPerMinute }),
    };
  };
}

function pastOf(attempt: AttemptEntry, number: number, stored: Recordings, paceIn: PaceReader): PastAttempt {
  const { recording } = attempt;
  const pace = paceIn(attempt);
  return {
    number,
    attempt,
    ...(recording !== undefined && { recording: stateOf(recording, stored) }),
    pace,
  };
}

/** The attempts at one question, oldest first. */
export function pastAttempts(
  entries: readonly Entry[],
  question: QuestionId,
  stored: Recordings,
): readonly PastAttempt[] {
  const paceIn = paceReader(entries);
  return attemptsOf(entries, question).map((attempt, at) => pastOf(attempt, at + 1, stored, paceIn));
}

/** An attempt at any question. */
export type RecentAttempt = PastAttempt & { readonly question: QuestionId };

/** The latest attempts at all questions, the newest first; each with its number among those at its question. */
export function recentAttempts(
  entries: readonly Entry[],
  stored: Recordings,
  count: number,
): readonly RecentAttempt[] {
  const { attempts } = historiesOf(liveEntries(mergeEntries(entries)));
  const all = [...attempts].flatMap(([question, own]) =>
    own.toSorted(byTime).map((attempt, at) => ({ question, attempt, at })),
  );
  const paceIn = paceReader(entries);
  return all
    .toSorted((a, b) => byTime(b.attempt, a.attempt))
    .slice(0, count)
    .map(({ question, attempt, at }) => ({ question, ...pastOf(attempt, at + 1, stored, paceIn) }));
}

/** The attempt of that number. Fails with `attempt-unknown`. */
export function attemptNumbered(attempts: readonly PastAttempt[], number: number): PastAttempt {
  const found = attempts.find((each) => each.number === number);
  if (found) return found;
  throw new Failure('attempt-unknown', `There is no attempt ${number}.`, {
    hint: attempts.length === 0 ? 'there is none at this question yet' : `there are 1 to ${attempts.length}`,
  });
}

/** An attempt at a story for screens: the names of its parts in place of their headings. */
export function withPartNames(past: PastAttempt): PastAttempt {
  const { text } = past.attempt;
  return text === undefined ? past : { ...past, attempt: { ...past.attempt, text: namedParts(text) } };
}
