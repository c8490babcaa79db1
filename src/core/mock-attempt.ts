// The attempts that a mock leaves in the journal. Each follows from the mock's own events, its id included, so that one
// which was lost in a crash can be made again and none is ever there twice.
import type { AttemptEntry } from './journal.ts';
import type { Mock, MockTurn } from './mock.ts';
import { ulidOf } from './ulid.ts';

function attemptOf({ id, mode }: Mock, turn: MockTurn): readonly AttemptEntry[] {
  const { question, answer, check, outcome, predicted } = turn;
  if (!answer || !outcome || outcome === 'unrated') return [];
  const { text, elapsedMs, parts: _parts, ...said } = answer;
  const { rating, at, ...remembered } = outcome;
  return [
    {
      type: 'attempt',
      id: ulidOf(at, `mock/${id}/${question}`),
      question,
      rating,
      at,
      elapsedMs,
      mode,
      points: check?.points ?? [],
      cited: check?.numbers.flatMap(({ key, cited }) => (cited ? [key] : [])) ?? [],
      ...(text === '' ? {} : { text }),
      ...said,
      predicted,
      session: id,
      by: 'mock',
      ...remembered,
    },
  ];
}

/** One attempt a rated answer, in the order of the questions. */
export const attemptsOfMock = (mock: Mock): readonly AttemptEntry[] =>
  mock.turns.flatMap((turn) => attemptOf(mock, turn));

/** Those that the journal has not. */
export function missingAttempts(
  mock: Mock,
  entries: readonly { readonly id: string }[],
): readonly AttemptEntry[] {
  const known = new Set(entries.map(({ id }) => id));
  return attemptsOfMock(mock).filter(({ id }) => !known.has(id));
}

/** The recordings of its answers, those to follow-ups included, rated or not. */
export const recordingsOfMock = ({ turns }: Mock): readonly string[] =>
  turns
    .flatMap(({ answer, followUps }) => [answer, ...followUps.map((each) => each.answer)])
    .flatMap((reply) => reply?.recording ?? []);
