// A session as a pure state machine: a question is asked, its answer revealed, points are ticked, it is
// rated. The caller feeds it events and writes the resulting entries before the next question is shown.
import type { Attempt, Mode, Points, Rating } from '../base/attempt.ts';
import { type Instant, instantOf, MINUTE_MS } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { AttemptEntry, Entry, SuspendEntry } from '../schedule/journal.ts';

/** `again` when the question returns because it was not recalled in this session. */
type SessionItem = {
  readonly question: QuestionId;
  readonly again: boolean;
  /** Before then its answer is still in mind: no other question came in between. */
  readonly earliest?: Instant;
};

/**
 * `asked`: the question is shown · `revealed`: its answer too · `finished`: nothing is waiting · `quit`: left
 * early.
 */
type Phase = 'asked' | 'revealed' | 'finished' | 'quit';

export type Session = {
  readonly id: string;
  readonly mode: Mode;
  /** True when ratings do not affect the schedule. */
  readonly cram: boolean;
  readonly phase: Phase;
  readonly current?: SessionItem;
  readonly waiting: readonly SessionItem[];
  readonly turn: Turn;
  /** The latest last; each holds the session before it, for undo. */
  readonly done: readonly Done[];
};

/** How the answer was recorded or rehearsed part by part, and the prediction before it. */
type Said = Pick<Attempt, 'recording' | 'delivery' | 'transcribed' | 'partsMs' | 'predicted'>;

type Turn = {
  readonly text: string;
  readonly elapsedMs: number;
  readonly points: Points;
  readonly said: Said;
};

type Done = {
  readonly what: 'rated' | 'skipped' | 'suspended' | 'gone';
  readonly question: QuestionId;
  readonly entry?: AttemptEntry | SuspendEntry;
  readonly before: Session;
};

/** Stored with the attempt, so that a renamed question can be found again. */
type Remembered = Pick<Attempt, 'title' | 'questionHash' | 'bank'>;

export type SessionEvent =
  | ({ readonly type: 'reveal'; readonly text: string; readonly elapsedMs: number } & Said)
  | { readonly type: 'tick'; readonly points: Points }
  | ({
      readonly type: 'rate';
      readonly rating: Rating;
      readonly at: Instant;
      readonly id: string;
      readonly cited: readonly string[];
      readonly by: NonNullable<Attempt['by']>;
    } & Remembered)
  | { readonly type: 'skip' }
  /** No longer in the question's file. */
  | { readonly type: 'gone' }
  | { readonly type: 'suspend'; readonly at: Instant; readonly id: string }
  | { readonly type: 'undo'; readonly at: Instant; readonly id: string }
  | { readonly type: 'quit' };

type EventOf<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;

/** `refused` says why an event does not fit; the session is then unchanged. */
type Step = {
  readonly session: Session;
  readonly entries: readonly Entry[];
  readonly refused?: string;
};

const refuse = (session: Session, refused: string): Step => ({ session, entries: [], refused });

/** How many other questions come before one that was not recalled, and how long it waits when none is left. */
const AGAIN_AFTER = 3;
const AGAIN_MS = MINUTE_MS;
const NOTHING: Turn = { text: '', elapsedMs: 0, points: [], said: {} };

type Start = Pick<Session, 'id' | 'mode' | 'cram'> & { readonly questions: readonly QuestionId[] };

export function startSession({ questions, ...about }: Start): Session {
  const waiting = [...new Set(questions)].map((question) => ({ question, again: false }));
  return advance({ ...about, phase: 'finished', waiting, turn: NOTHING, done: [] });
}

function advance(session: Session): Session {
  const { current: _past, ...rest } = session;
  const [next, ...waiting] = session.waiting;
  if (!next) return { ...rest, phase: 'finished', turn: NOTHING };
  return { ...rest, phase: 'asked', current: next, waiting, turn: NOTHING };
}

function finish(
  session: Session,
  what: Done['what'],
  question: QuestionId,
  entry?: AttemptEntry | SuspendEntry,
): Session {
  const done: Done = { what, question, entry, before: session };
  return advance({ ...session, done: [...session.done, done] });
}

/**
 * The time of an event, but never before the last one: a clock that goes backwards must not change the order
 * of two ratings of one question, nor put an undo before its target.
 */
function notBefore({ done }: Session, at: Instant): Instant {
  const last = done.findLast(({ entry }) => entry !== undefined)?.entry?.at;
  return last !== undefined && at < last ? last : at;
}

function attemptOf(session: Session, question: QuestionId, event: EventOf<'rate'>): AttemptEntry {
  const { type: _type, rating, at, id, cited, by, ...remembered } = event;
  const { text, elapsedMs, points, said } = session.turn;
  return {
    type: 'attempt',
    id,
    question,
    rating,
    at: notBefore(session, at),
    elapsedMs,
    mode: session.mode,
    points,
    cited,
    ...(text !== '' && { text }),
    ...said,
    session: session.id,
    by,
    cram: session.cram || undefined,
    ...remembered,
  };
}

function rate(session: Session, event: EventOf<'rate'>, question: QuestionId): Step {
  const entry = attemptOf(session, question, event);
  const after = finish(session, 'rated', question, entry);
  if (event.rating !== 'again') return { session: after, entries: [entry] };
  const soon = session.waiting.slice(0, AGAIN_AFTER);
  const later = session.waiting.slice(AGAIN_AFTER);
  const earliest = soon.length === 0 ? instantOf(entry.at + AGAIN_MS) : undefined;
  const waiting = [...soon, { question, again: true, earliest }, ...later];
  return { session: advance({ ...session, waiting, done: after.done }), entries: [entry] };
}

function suspend(session: Session, event: EventOf<'suspend'>, question: QuestionId): Step {
  const entry: SuspendEntry = { type: 'suspend', id: event.id, at: notBefore(session, event.at), question };
  return { session: finish(session, 'suspended', question, entry), entries: [entry] };
}

function undo(session: Session, event: EventOf<'undo'>): Step {
  const last = session.done.at(-1);
  if (!last) return refuse(session, 'nothing was done yet');
  if (!last.entry) return { session: last.before, entries: [] };
  const at = notBefore(session, event.at);
  return { session: last.before, entries: [{ type: 'undo', id: event.id, at, target: last.entry.id }] };
}

const IN_HAND: readonly Phase[] = ['asked', 'revealed'];
const NOT_LEFT: readonly Phase[] = ['asked', 'revealed', 'finished'];

const FITS: Readonly<Record<SessionEvent['type'], readonly Phase[]>> = {
  reveal: ['asked'],
  tick: ['revealed'],
  rate: ['revealed'],
  skip: IN_HAND,
  gone: IN_HAND,
  suspend: IN_HAND,
  undo: NOT_LEFT,
  quit: NOT_LEFT,
};

const MISFIT: Readonly<Record<Phase, string>> = {
  asked: 'the answer is not revealed yet',
  revealed: 'the answer is revealed already',
  finished: 'no question is left',
  quit: 'the session is over',
};

/** The resulting entries must be on disk before the next question is shown. */
export function step(session: Session, event: SessionEvent): Step {
  if (!FITS[event.type].includes(session.phase)) return refuse(session, MISFIT[session.phase]);
  const question = session.current?.question ?? '';
  switch (event.type) {
    case 'reveal': {
      const { type: _type, text, elapsedMs, ...said } = event;
      const turn = { text, elapsedMs: Math.max(0, elapsedMs), points: [], said };
      return { session: { ...session, phase: 'revealed', turn }, entries: [] };
    }
    case 'tick':
      return { session: { ...session, turn: { ...session.turn, points: event.points } }, entries: [] };
    case 'rate':
      return rate(session, event, question);
    case 'skip':
      return { session: finish(session, 'skipped', question), entries: [] };
    case 'gone':
      return { session: finish(session, 'gone', question), entries: [] };
    case 'suspend':
      return suspend(session, event, question);
    case 'undo':
      return undo(session, event);
    case 'quit':
      return { session: { ...session, phase: 'quit' }, entries: [] };
  }
}

export function placeIn({ done, current, waiting }: Session): { readonly at: number; readonly of: number } {
  const at = done.length + (current ? 1 : 0);
  return { at, of: at + waiting.length };
}

export function ratedIn(session: Session): readonly AttemptEntry[] {
  return session.done.flatMap(({ entry }) => (entry?.type === 'attempt' ? [entry] : []));
}
