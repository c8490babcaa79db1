// A session as a pure state machine. The caller writes the resulting entries before the next question is
// shown.
import type { Attempt, Mode, Points, Rating, Remembered, Said } from '../base/attempt.ts';
import { type Instant, instantOf, MINUTE_MS } from '../base/day.ts';
import type { QuestionId } from '../base/question.ts';
import type { AttemptEntry, ChangeEntry, Entry, NoteEntry, SuspendEntry } from '../schedule/journal.ts';

// The keys of a session: one table for prompts, help, mocks, and docs. A key without an action in
// `commands/quiz/keys.ts` does not compile.
/** Besides single-press prompts: `text` while text is typed (after Esc or a slash) · `review` of a mock. */
export type KeyPlace = 'text' | 'recording' | 'review';

type KeyFacts = {
  /** Not y, n, j, k, a or a digit, which the list of points uses. A capital takes Shift. */
  readonly letter: string;
  readonly help: string;
  readonly places: readonly KeyPlace[];
  /** Where it is not the name of the key. */
  readonly label?: string;
  /** Ends the current question. */
  readonly leaves?: true;
  /** Keys without this do nothing in a mock interview. */
  readonly interview?: string;
};

const on = (letter: string, help: string, places: readonly KeyPlace[]) => ({ letter, help, places });

const TYPED: readonly KeyPlace[] = ['text', 'review'];
const EVERYWHERE: readonly KeyPlace[] = ['text', 'recording', 'review'];

const SESSION_KEYS = {
  help: { ...on('?', 'this help', TYPED), interview: 'this help' },
  undo: {
    ...on('u', 'undo your last step; press again to go further back', ['text']),
    leaves: true,
    interview: 'continue your last answer; in a story, go back one part',
  },
  skip: {
    ...on('s', 'leave the question out of this session; nothing is recorded', EVERYWHERE),
    leaves: true,
    interview: 'skip this question or follow-up; the report lists it, unrated',
  },
  fill: on('f', 'fill in a value that this question cites', TYPED),
  edit: on('e', 'edit the question file in your editor', TYPED),
  own: { ...on('o', 'write your own version of the answer in your editor', TYPED), label: 'own answer' },
  keep: on('K', 'keep what you just typed as your own version; asks before it replaces one', TYPED),
  note: on('N', 'write a note on this question', TYPED),
  suspend: {
    ...on('x', 'take the question out of the queue (u or `prep unsuspend` brings it back)', TYPED),
    leaves: true,
  },
  view: {
    ...on('v', 'read the whole card in your pager', TYPED),
    interview: 'read the question in your pager',
  },
  'follow-ups': on('w', 'go through the follow-up questions', TYPED),
  quit: {
    ...on('q', 'end the session; every rating is kept', EVERYWHERE),
    leaves: true,
    interview: 'pause and quit; the clock stops until `prep mock --resume`',
  },
  // These two keys are ordinary letters while text is typed.
  play: on('p', 'play what you recorded', ['review']),
  retake: on('r', 'record the answer again (before the model answer is shown)', []),
} as const satisfies Readonly<Record<string, KeyFacts>>;

type Keys = typeof SESSION_KEYS;

export type SessionKey = keyof Keys;

export type KeysAsked = {
  readonly isInterview?: boolean;
  /** To the previous part of a story, or the previous answer of a mock. */
  readonly canGoBack?: boolean;
};

type KeysWith<Facts> = { [Key in SessionKey]: Keys[Key] extends Facts ? Key : never }[SessionKey];

export type LeavingKey = KeysWith<{ leaves: true }>;
type InterviewKey = KeysWith<{ interview: string }>;

export const sessionKeys: readonly (readonly [SessionKey, KeyFacts & { readonly label: string }])[] =
  Object.entries(SESSION_KEYS).map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.entries` forgets which names there are
    ([name, facts]) => [name as SessionKey, { label: name, ...facts }],
  );

export const keyOfLetter = (letter: string, place?: KeyPlace): SessionKey | undefined =>
  sessionKeys.find(
    ([, facts]) => facts.letter === letter && (place === undefined || facts.places.includes(place)),
  )?.[0];

export const leavesQuestion = (key: SessionKey): key is LeavingKey => 'leaves' in SESSION_KEYS[key];

export const isInterviewKey = (key: SessionKey): key is InterviewKey => 'interview' in SESSION_KEYS[key];

/** That the key bar offers while text is typed. */
export const offeredKeys = ({ isInterview, canGoBack }: KeysAsked): typeof sessionKeys =>
  sessionKeys.filter(
    ([key, { places }]) =>
      places.includes('text') && (!isInterview || (isInterviewKey(key) && (key !== 'undo' || canGoBack))),
  );

/** A slash and the letter, `/s`: a letter alone is text. */
export const keyOfLine = (line: string, place?: KeyPlace): SessionKey | undefined =>
  /^\/\S$/.test(line.trim()) ? keyOfLetter(line.trim().slice(1), place) : undefined;

/** `again`: it was not recalled in this session. */
type SessionItem = {
  readonly question: QuestionId;
  readonly again: boolean;
  /** Until then its answer is still in mind. */
  readonly earliest?: Instant;
};

/** `asked`: the question is shown · `revealed`: its answer too · `finished`: nothing is left. */
type Phase = 'asked' | 'revealed' | 'finished' | 'quit';

export type Session = {
  readonly id: string;
  readonly mode: Mode;
  readonly cram: boolean;
  readonly phase: Phase;
  readonly current?: SessionItem;
  readonly waiting: readonly SessionItem[];
  readonly turn: Turn;
  readonly done: readonly Done[];
  /** The latest step, with the session before it. */
  readonly last?: Past;
};

type Turn = {
  readonly text: string;
  /** Includes earlier time when it is asked again after an undo. */
  readonly elapsedMs: number;
  readonly points: Points;
  readonly said: Said & Pick<Attempt, 'followUps'>;
};

type Done = {
  readonly what: 'rated' | 'skipped' | 'suspended' | 'gone';
  readonly question: QuestionId;
  readonly entry?: AttemptEntry | SuspendEntry;
};

/** `changed`: something outside the schedule, such as an own answer. */
export type Past = {
  readonly what: Exclude<Done['what'], 'gone'> | 'revealed' | 'ticked' | 'followed' | 'changed';
  readonly question: QuestionId;
  readonly entry?: AttemptEntry | SuspendEntry | ChangeEntry | NoteEntry;
  readonly before: Session;
};

export type SessionEvent =
  | ({ readonly type: 'reveal'; readonly text: string; readonly elapsedMs: number } & Said)
  | { readonly type: 'tick'; readonly points: Points }
  /** Replaces an earlier answer to it. */
  | ({ readonly type: 'follow' } & FollowedUp)
  | { readonly type: 'changed'; readonly entry: ChangeEntry | NoteEntry }
  | ({
      readonly type: 'rate';
      readonly rating: Rating;
      readonly at: Instant;
      readonly id: string;
      readonly cited: readonly string[];
      readonly by: NonNullable<Attempt['by']>;
    } & Remembered)
  | { readonly type: 'skip' }
  | { readonly type: 'gone' }
  | { readonly type: 'suspend'; readonly at: Instant; readonly id: string }
  | { readonly type: 'undo'; readonly at: Instant; readonly id: string }
  | { readonly type: 'quit' };

type FollowedUp = NonNullable<Attempt['followUps']>[number];

type EventOf<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;

type Step = { readonly session: Session; readonly entries: readonly Entry[] };

/** How many other questions come before a forgotten one, and how long it waits if none is left. */
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
  const done: Done = { what, question, entry };
  // A missing question is not a step of the person: undo goes to the step before.
  const last: Past | undefined = what === 'gone' ? session.last : { ...done, what, before: session };
  return advance({ ...session, done: [...session.done, done], last });
}

const within = (
  session: Session,
  what: Past['what'],
  change: Partial<Pick<Session, 'phase' | 'turn'>>,
  entry?: Past['entry'],
): Session => ({
  ...session,
  ...change,
  last: { what, question: session.current?.question ?? '', entry, before: session },
});

/** Never before the last event: a clock set back must not reorder ratings or put an undo first. */
function notBefore({ last, done }: Session, at: Instant): Instant {
  const latest = last?.entry ?? done.findLast(({ entry }) => entry !== undefined)?.entry;
  return latest !== undefined && at < latest.at ? latest.at : at;
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
  return { session: advance({ ...session, waiting, done: after.done, last: after.last }), entries: [entry] };
}

function suspend(session: Session, event: EventOf<'suspend'>, question: QuestionId): Step {
  const entry: SuspendEntry = { type: 'suspend', id: event.id, at: notBefore(session, event.at), question };
  return { session: finish(session, 'suspended', question, entry), entries: [entry] };
}

/** A list starts without settled points, so that is no step. */
function tick(session: Session, points: Points): Session {
  const turn = { ...session.turn, points };
  const isSame = JSON.stringify(points) === JSON.stringify(session.turn.points);
  const isBegun = session.turn.points.length > 0 || points.some((point) => point === 0 || point === 1);
  return isSame || !isBegun ? { ...session, turn } : within(session, 'ticked', { turn });
}

function follow(session: Session, { text, answer }: FollowedUp): Session {
  const { turn } = session;
  const others = (turn.said.followUps ?? []).filter((each) => each.text !== text);
  const followUps = [...others, { text, answer }];
  return within(session, 'followed', { turn: { ...turn, said: { ...turn.said, followUps } } });
}

function undo(session: Session, event: EventOf<'undo'>): Step {
  const { last, turn } = session;
  if (!last) return { session, entries: [] };
  const { before, entry } = last;
  // The clock continues for an answer that was revealed too early.
  const elapsedMs = last.what === 'revealed' ? turn.elapsedMs : before.turn.elapsedMs;
  const after = { ...before, turn: { ...before.turn, elapsedMs } };
  if (!entry) return { session: after, entries: [] };
  const at = notBefore(session, event.at);
  return { session: after, entries: [{ type: 'undo', id: event.id, at, target: entry.id }] };
}

const IN_HAND: readonly Phase[] = ['asked', 'revealed'];
const NOT_LEFT: readonly Phase[] = ['asked', 'revealed', 'finished'];

const FITS: Readonly<Record<SessionEvent['type'], readonly Phase[]>> = {
  reveal: ['asked'],
  tick: ['revealed'],
  follow: IN_HAND,
  changed: NOT_LEFT,
  rate: ['revealed'],
  skip: IN_HAND,
  gone: IN_HAND,
  suspend: IN_HAND,
  undo: NOT_LEFT,
  quit: NOT_LEFT,
};

/** The entries must be on disk before the next question is shown. An event that does not fit changes nothing. */
export function step(session: Session, event: SessionEvent): Step {
  if (!FITS[event.type].includes(session.phase)) return { session, entries: [] };
  const question = session.current?.question ?? '';
  switch (event.type) {
    case 'reveal': {
      const { type: _type, text, elapsedMs, ...said } = event;
      const { followUps } = session.turn.said;
      const turn = {
        text,
        elapsedMs: Math.max(0, elapsedMs),
        points: [],
        said: followUps ? { ...said, followUps } : said,
      };
      return { session: within(session, 'revealed', { phase: 'revealed', turn }), entries: [] };
    }
    case 'tick':
      return { session: tick(session, event.points), entries: [] };
    case 'follow':
      return { session: follow(session, event), entries: [] };
    case 'changed':
      return { session: within(session, 'changed', {}, event.entry), entries: [] };
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

export function placeIn({ done, current, waiting }: Session) {
  const at = done.length + (current ? 1 : 0);
  return { at, of: at + waiting.length };
}

export function ratedIn(session: Session): readonly AttemptEntry[] {
  return session.done.flatMap(({ entry }) => (entry?.type === 'attempt' ? [entry] : []));
}
