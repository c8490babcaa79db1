import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rating, RATINGS } from '../../../src/core/base/attempt.ts';
import { type Instant, instantOf } from '../../../src/core/base/day.ts';
import {
  isInterviewKey,
  keyOfLetter,
  leavesQuestion,
  placeIn,
  ratedIn,
  type Session,
  type SessionEvent,
  sessionKeys,
  startSession,
  step,
} from '../../../src/core/quiz/session.ts';
import { type Entry, liveEntries, mergeEntries } from '../../../src/core/schedule/journal.ts';

const AT = Date.parse('2026-11-24T08:00:00Z') as Instant;
let serial = 0;
const nextId = (): string => `01${String(serial++).padStart(10, '0')}`;

const start = (...questions: readonly string[]): Session =>
  startSession({ id: 's', mode: 'type', cram: false, questions });
const reveal = (text = 'said'): SessionEvent => ({ type: 'reveal', text, elapsedMs: 41_200 });
const tick = (...points: readonly (0 | 1)[]): SessionEvent => ({ type: 'tick', points });
const rate = (rating: Rating, at = AT): SessionEvent => ({
  type: 'rate',
  rating,
  at,
  id: nextId(),
  cited: [],
  by: 'points',
});
const undo = (at = AT): SessionEvent => ({ type: 'undo', at, id: nextId() });
const suspend = (): SessionEvent => ({ type: 'suspend', at: AT, id: nextId() });

/** Feeds events in turn; fails when one changes nothing. */
function run(
  session: Session,
  ...events: readonly SessionEvent[]
): { session: Session; entries: readonly Entry[] } {
  const entries: Entry[] = [];
  let now = session;
  for (const event of events) {
    const result = step(now, event);
    expect(result.session).not.toBe(now);
    now = result.session;
    entries.push(...result.entries);
  }
  return { session: now, entries };
}

describe('one question', () => {
  it('goes from asked to revealed to the next one', () => {
    const revealed = run(start('a', 'b'), reveal()).session;
    expect(revealed).toMatchObject({ phase: 'revealed', current: { question: 'a' } });
    const { session, entries } = run(revealed, tick(1, 0), rate('hard'));
    expect(session).toMatchObject({
      phase: 'asked',
      current: { question: 'b' },
      turn: { text: '', points: [] },
    });
    expect(entries).toMatchObject([
      {
        type: 'attempt',
        question: 'a',
        rating: 'hard',
        points: [1, 0],
        elapsedMs: 41_200,
        text: 'said',
        session: 's',
      },
    ]);
  });

  it('leaves out the text of what was said aloud, and notes a cram', () => {
    const cramming = startSession({ id: 's', mode: 'think', cram: true, questions: ['a'] });
    const [entry] = run(cramming, reveal(''), rate('good')).entries;
    expect(entry).not.toHaveProperty('text');
    expect(entry).toMatchObject({ cram: true, mode: 'think' });
  });

  it('is asked once, however often it is named', () => {
    expect(run(start('a', 'a'), reveal(), rate('good')).session.phase).toBe('finished');
  });
});

describe('again', () => {
  it('brings a question back after three others, until it was recalled', () => {
    let { session } = run(start('a', 'b', 'c', 'd', 'e'), reveal(), rate('again'));
    expect(session.waiting.map((item) => item.question)).toEqual(['c', 'd', 'a', 'e']);
    for (const question of ['b', 'c', 'd']) {
      expect(session.current?.question).toBe(question);
      ({ session } = run(session, reveal(), rate('good')));
    }
    expect(session.current).toEqual({ question: 'a', again: true });
    ({ session } = run(session, reveal(), rate('hard')));
    expect(session.current?.question).toBe('e');
  });

  it('brings the only question back, but not before a minute', () => {
    expect(run(start('a'), reveal(), rate('again')).session.current).toEqual({
      question: 'a',
      again: true,
      earliest: AT + 60_000,
    });
  });
});

describe('a clock that goes backwards during a session', () => {
  it('does not turn the order of two ratings of one question', () => {
    const early = instantOf(AT - 3_600_000);
    const { entries } = run(start('a'), reveal(), rate('again'), reveal(), rate('good', early));
    expect(entries.map((entry) => entry.at)).toEqual([AT, AT]);
    expect(liveEntries(mergeEntries(entries)).at(-1)).toMatchObject({ rating: 'good' });
  });
});

describe('follow-ups', () => {
  const follow = (answer: string): SessionEvent => ({ type: 'follow', text: 'Why?', answer });

  it('are in the attempt, each with its latest answer, whether they were answered before it was shown', () => {
    const { entries } = run(start('a'), follow('One.'), reveal(), follow('Two.'), rate('good'));
    expect(entries[0]).toMatchObject({ followUps: [{ text: 'Why?', answer: 'Two.' }] });
  });

  it('have the answer before again after an undo', () => {
    const { session } = run(start('a'), reveal(), follow('One.'), follow('Two.'), undo());
    expect(session.turn.said.followUps).toEqual([{ text: 'Why?', answer: 'One.' }]);
  });
});

describe('leaving', () => {
  it('a skipped question leaves no entry', () => {
    const { session, entries } = run(start('a', 'b'), { type: 'skip' });
    expect(session.current?.question).toBe('b');
    expect(entries).toEqual([]);
  });

  it('a suspended question leaves an entry and the session', () => {
    const { session, entries } = run(start('a'), suspend());
    expect(session.phase).toBe('finished');
    expect(entries).toMatchObject([{ type: 'suspend', question: 'a' }]);
  });

  it('quitting keeps what was rated', () => {
    const { session } = run(start('a', 'b'), reveal(), rate('good'), { type: 'quit' });
    expect(ratedIn(session).map((entry) => entry.question)).toEqual(['a']);
  });
});

describe('undo', () => {
  it('takes back the last rating after the last question, with text and ticks', () => {
    const before = run(start('a'), reveal('my words'), tick(1, 0, 1)).session;
    const finished = run(before, rate('good'));
    expect(finished.session.phase).toBe('finished');
    const { session, entries } = run(finished.session, undo());
    expect(session).toEqual(before);
    expect(entries).toMatchObject([{ type: 'undo', target: finished.entries[0]?.id }]);
  });

  it('stands after what it takes back, even when the clock went backwards', () => {
    const { session } = run(start('a'), reveal(), rate('good'));
    const early = (AT - 3_600_000) as Instant;
    expect(run(session, undo(early)).entries[0]?.at).toBe(AT);
  });

  it('takes back a tick, and at an untouched list the answer that was shown, whose clock continues', () => {
    const ticked = run(start('a'), reveal('my words'), tick(1, 0), tick(1, 1)).session;
    const once = run(ticked, undo()).session;
    expect(once.turn.points).toEqual([1, 0]);
    const { session, entries } = run(once, undo(), undo());
    expect(session).toMatchObject({ phase: 'asked', turn: { text: '', elapsedMs: 41_200, points: [] } });
    expect(entries).toEqual([]);
  });

  it('takes back what was recorded outside the schedule, before the tick that came earlier', () => {
    const note = { type: 'note', id: 'n', at: AT, question: 'a', text: 'x' } as const;
    const ticked = run(start('a'), reveal(), tick(1)).session;
    const { session, entries } = run(ticked, { type: 'changed', entry: note }, undo());
    expect(session).toEqual(ticked);
    expect(entries).toMatchObject([{ type: 'undo', target: 'n' }]);
  });

  it('brings a skipped question back without an entry', () => {
    const { session, entries } = run(start('a', 'b'), { type: 'skip' }, undo());
    expect(session.current?.question).toBe('a');
    expect(entries).toEqual([]);
  });
});

describe('the table of states and events', () => {
  const asked = start('a', 'b');
  const revealed = run(asked, reveal()).session;
  const done = run(asked, reveal(), rate('good')).session;
  const states: Readonly<Record<string, Session>> = {
    asked,
    revealed,
    'asked, after a rating': done,
    'revealed, after a rating': run(done, reveal()).session,
    'asked, after a skip': run(asked, { type: 'skip' }).session,
    finished: run(start('a'), reveal(), rate('good')).session,
    'finished, nothing done': start(),
    quit: run(revealed, { type: 'quit' }).session,
  };
  const events: Readonly<Record<SessionEvent['type'], SessionEvent>> = {
    reveal: reveal(),
    tick: tick(1),
    rate: rate('good'),
    skip: { type: 'skip' },
    gone: { type: 'gone' },
    suspend: suspend(),
    follow: { type: 'follow', text: 'Why?', answer: 'Because.' },
    changed: { type: 'changed', entry: { type: 'note', id: nextId(), at: AT, question: 'a', text: 'x' } },
    undo: undo(),
    quit: { type: 'quit' },
  };
  type EventType = keyof typeof events;
  const UNCHANGED = 'nothing changes';
  /** The phase and the question in hand that each event leads to, and the entry that it leaves. */
  const table: Readonly<Record<keyof typeof states, Readonly<Record<EventType, string>>>> = {
    asked: {
      reveal: 'revealed a',
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: 'asked b',
      gone: 'asked b',
      suspend: 'asked b + suspend',
      follow: 'asked a',
      changed: 'asked a',
      undo: UNCHANGED,
      quit: 'quit a',
    },
    revealed: {
      reveal: UNCHANGED,
      tick: 'revealed a',
      rate: 'asked b + attempt',
      skip: 'asked b',
      gone: 'asked b',
      suspend: 'asked b + suspend',
      follow: 'revealed a',
      changed: 'revealed a',
      undo: 'asked a',
      quit: 'quit a',
    },
    'asked, after a rating': {
      reveal: 'revealed b',
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: 'finished',
      gone: 'finished',
      suspend: 'finished + suspend',
      follow: 'asked b',
      changed: 'asked b',
      undo: 'revealed a + undo',
      quit: 'quit b',
    },
    'revealed, after a rating': {
      reveal: UNCHANGED,
      tick: 'revealed b',
      rate: 'finished + attempt',
      skip: 'finished',
      gone: 'finished',
      suspend: 'finished + suspend',
      follow: 'revealed b',
      changed: 'revealed b',
      undo: 'asked b',
      quit: 'quit b',
    },
    'asked, after a skip': {
      reveal: 'revealed b',
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: 'finished',
      gone: 'finished',
      suspend: 'finished + suspend',
      follow: 'asked b',
      changed: 'asked b',
      undo: 'asked a',
      quit: 'quit b',
    },
    finished: {
      reveal: UNCHANGED,
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: UNCHANGED,
      gone: UNCHANGED,
      suspend: UNCHANGED,
      follow: UNCHANGED,
      changed: 'finished',
      undo: 'revealed a + undo',
      quit: 'quit',
    },
    'finished, nothing done': {
      reveal: UNCHANGED,
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: UNCHANGED,
      gone: UNCHANGED,
      suspend: UNCHANGED,
      follow: UNCHANGED,
      changed: 'finished',
      undo: UNCHANGED,
      quit: 'quit',
    },
    quit: {
      reveal: UNCHANGED,
      tick: UNCHANGED,
      rate: UNCHANGED,
      skip: UNCHANGED,
      gone: UNCHANGED,
      suspend: UNCHANGED,
      follow: UNCHANGED,
      changed: UNCHANGED,
      undo: UNCHANGED,
      quit: UNCHANGED,
    },
  };
  const pairs = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map(([event, leadsTo]) => [state, event as EventType, leadsTo] as const),
  );

  it('has every state', () => {
    expect(Object.keys(table)).toEqual(Object.keys(states));
  });

  it.each(pairs)('%s × %s: %s', (state, event, leadsTo) => {
    const before = states[state];
    if (!before) throw new Error(`no state ${state}`);
    const { session, entries } = step(before, events[event]);
    if (leadsTo === UNCHANGED) {
      expect(session).toBe(before);
      expect(entries).toEqual([]);
      return;
    }
    const { phase, current } = session;
    const written = entries.map(({ type }) => ` + ${type}`).join('');
    expect(`${phase}${current ? ` ${current.question}` : ''}${written}`).toBe(leadsTo);
  });
});

describe('laws', () => {
  const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
    { weight: 4, arbitrary: fc.constant(reveal()) },
    { weight: 4, arbitrary: fc.constantFrom(...RATINGS).map((rating) => rate(rating)) },
    fc.constant<SessionEvent>({ type: 'skip' }),
    fc.constant<SessionEvent>({ type: 'gone' }),
    fc.constant(0).map(() => suspend()),
    fc.constant(0).map(() => undo()),
  );
  const questions = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });

  it('no question is lost or doubled, whatever happens', () => {
    fc.assert(
      fc.property(questions, fc.array(anyEvent, { maxLength: 40 }), (ids, events) => {
        let session = start(...ids);
        for (const event of events) {
          ({ session } = step(session, event));
          const inHand = session.current ? [session.current] : [];
          const pending = [...inHand, ...session.waiting].map((item) => item.question);
          expect(new Set(pending).size).toBe(pending.length);
          const settled = session.done.filter((each) => !pending.includes(each.question));
          expect(new Set([...pending, ...settled.map((each) => each.question)])).toEqual(new Set(ids));
        }
      }),
      { seed: 1 },
    );
  });

  it('undo after a rating is the identity, and the journal then holds what it held', () => {
    fc.assert(
      fc.property(
        questions,
        fc.array(anyEvent, { maxLength: 20 }),
        fc.constantFrom(...RATINGS),
        (ids, events, rating) => {
          let session = start(...ids);
          const entries: Entry[] = [];
          const feed = (event: SessionEvent): void => {
            const result = step(session, event);
            session = result.session;
            entries.push(...result.entries);
          };
          for (const event of events) feed(event.type === 'rate' ? { ...event, id: nextId() } : event);
          if (session.phase === 'asked') feed(reveal());
          if (session.phase !== 'revealed') return;
          const before = session;
          const live = liveEntries([...entries]);
          feed(rate(rating));
          feed(undo());
          expect(session).toEqual(before);
          expect(liveEntries(entries)).toEqual(live);
        },
      ),
      { seed: 1 },
    );
  });

  it('the place in the session never goes beyond its length', () => {
    fc.assert(
      fc.property(questions, fc.array(anyEvent, { maxLength: 30 }), (ids, events) => {
        let session = start(...ids);
        for (const event of events) {
          ({ session } = step(session, event));
          const { at, of } = placeIn(session);
          expect(at).toBeLessThanOrEqual(of);
        }
      }),
      { seed: 1 },
    );
  });
});

describe('the keys of a session', () => {
  it('have a letter each, and no two the same', () => {
    const letters = sessionKeys.map(([, { letter }]) => letter);
    expect(letters.filter((letter) => letter.length !== 1)).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
    // At the points `a` ticks all, and digits tick and rate.
    expect(letters.filter((letter) => /[a\d]/.test(letter))).toEqual([]);
  });

  it('are found by their letter, small and alone, where they act', () => {
    for (const [key, { letter }] of sessionKeys) expect(keyOfLetter(letter)).toBe(key);
    expect(['S', 'ss', '', ' '].map((letter) => keyOfLetter(letter))).toEqual(Array(4).fill(undefined));
    expect(keyOfLetter('p', 'text')).toBeUndefined();
    expect(keyOfLetter('u', 'recording')).toBeUndefined();
  });

  it('leave the question where a recorder runs', () => {
    const recording = sessionKeys.filter(([, { places }]) => places.includes('recording'));
    expect(recording.map(([key]) => key)).toEqual(['skip', 'quit']);
    expect(recording.every(([key]) => leavesQuestion(key))).toBe(true);
  });

  it('take no rating back and show nothing of the answer in an interview', () => {
    const interview = sessionKeys.map(([key]) => key).filter((key) => isInterviewKey(key));
    expect(interview).toEqual(['help', 'undo', 'skip', 'view', 'quit']);
  });
});
