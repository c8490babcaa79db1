import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptsOfMock, missingAttempts } from '../../../src/core/mock/report.ts';
import {
  type Mock,
  type MockEvent,
  type MockEventType,
  replayMock,
  startMock,
  stepMock,
  unconfirmed,
} from '../../../src/core/mock/mock.ts';
import { after, anyMockEvent, INTERVIEW, mockAfter, started } from '../../support/mocks.ts';

const START = started();
const asked: MockEvent = { type: 'asked', at: after(0), question: 'a' };
const answered: MockEvent = { type: 'answered', at: after(10), text: 'x', elapsedMs: 10_000 };
const followed: MockEvent = { type: 'followed', at: after(10), kind: 'why', text: 'Why?' };
const ended: MockEvent = { type: 'ended', at: after(20), why: 'done' };

/** A mock in each place where something can happen. */
const PLACES = {
  begun: mockAfter(START),
  asked: mockAfter(START, asked),
  answered: mockAfter(START, asked, answered),
  followed: mockAfter(START, asked, answered, followed),
  paused: mockAfter(START, asked, { type: 'paused', at: after(5) }),
  ended: mockAfter(START, asked, answered, ended),
  rated: mockAfter(START, asked, answered, ended, {
    type: 'rated',
    at: after(21),
    question: 'a',
    rating: 'good',
  }),
  closed: mockAfter(...INTERVIEW),
  abandoned: mockAfter(START, { type: 'abandoned', at: after(1) }),
} satisfies Record<string, Mock>;

const EVENTS: Readonly<Record<MockEventType, MockEvent>> = {
  started: START,
  asked,
  answered,
  skipped: { type: 'skipped', at: after(30), why: 'skip' },
  reopened: { type: 'reopened', at: after(30) },
  followed,
  replied: { type: 'replied', at: after(30), text: '', elapsedMs: 1 },
  ended,
  ticked: { type: 'ticked', at: after(30), question: 'a', points: [1], items: ['i'], numbers: [] },
  rated: { type: 'rated', at: after(30), question: 'a', rating: 'good' },
  unrated: { type: 'unrated', at: after(30), question: 'a' },
  paused: { type: 'paused', at: after(30) },
  resumed: { type: 'resumed', at: after(30) },
  closed: { type: 'closed', at: after(30) },
  abandoned: { type: 'abandoned', at: after(30) },
};

/** Where a mock is after each event that fits; an event that is not named does not fit. */
const TABLE: Readonly<Record<keyof typeof PLACES, Partial<Record<MockEventType, string>>>> = {
  begun: { asked: 'asked', ended: 'ended', paused: 'paused', resumed: 'between', abandoned: 'abandoned' },
  asked: {
    answered: 'between',
    skipped: 'between',
    ended: 'ended',
    paused: 'paused',
    resumed: 'asked',
    abandoned: 'abandoned',
  },
  answered: {
    followed: 'followed',
    ended: 'ended',
    ticked: 'between',
    rated: 'between',
    unrated: 'between',
    paused: 'paused',
    resumed: 'between',
    abandoned: 'abandoned',
  },
  followed: {
    replied: 'between',
    skipped: 'between',
    reopened: 'asked',
    ended: 'ended',
    paused: 'paused',
    resumed: 'followed',
    abandoned: 'abandoned',
  },
  paused: { resumed: 'asked', ended: 'ended', abandoned: 'abandoned' },
  ended: {
    reopened: 'asked',
    ticked: 'ended',
    rated: 'ended',
    unrated: 'ended',
    resumed: 'ended',
    closed: 'closed',
    abandoned: 'abandoned',
  },
  rated: { resumed: 'ended', closed: 'closed', abandoned: 'abandoned' },
  closed: {},
  abandoned: {},
};

const placeOf = ({ phase, paused }: Mock): string => (paused ? 'paused' : phase);

describe('every event in every place', () => {
  const pairs = Object.entries(PLACES).flatMap(([place, mock]) =>
    Object.values(EVENTS).map((event) => ({ place, mock, event })),
  );

  it.each(pairs)('$place: $event.type', ({ place, mock, event }) => {
    const leads = TABLE[place as keyof typeof PLACES][event.type];
    const step = stepMock(mock, event);
    expect(step && placeOf(step)).toBe(leads);
  });

  it('asks no question twice, and none out of turn', () => {
    const between = mockAfter(START, asked, answered);
    expect(stepMock(between, asked)).toBeUndefined();
    expect(stepMock(between, { ...asked, question: 'c' })).toBeUndefined();
    expect(stepMock(between, { ...asked, question: 'b' })?.phase).toBe('asked');
  });

  it('follows an answer up twice at most', () => {
    const replied: MockEvent = { type: 'replied', at: after(11), text: '', elapsedMs: 0 };
    const twice = mockAfter(START, asked, answered, followed, replied, followed, replied);
    expect(stepMock(twice, followed)).toBeUndefined();
  });

  it('follows nothing up that was skipped', () => {
    const skipped = mockAfter(START, asked, { type: 'skipped', at: after(3), why: 'skip' });
    expect(stepMock(skipped, followed)).toBeUndefined();
  });
});

describe('the last answer, reopened', () => {
  const reopened: MockEvent = { type: 'reopened', at: after(30) };
  const b: MockEvent = { type: 'asked', at: after(20), question: 'b' };

  it('goes on with its time and that since, and what was asked since comes again', () => {
    const mock = mockAfter(START, asked, answered, b, reopened);
    expect(mock.turns).toEqual([{ question: 'a', followUps: [] }]);
    expect(mock.inHandMs).toBe((answered.type === 'answered' ? answered.elapsedMs : NaN) + 10_000);
    expect(stepMock(stepMock(mock, answered) ?? mock, b)?.turns).toHaveLength(2);
  });

  it('may be a follow-up, or a question that was skipped', () => {
    const replied: MockEvent = { type: 'replied', at: after(15), text: 'Because.', elapsedMs: 0 };
    const followedUp = mockAfter(START, asked, answered, followed, replied, b, reopened);
    expect(followedUp).toMatchObject({ phase: 'followed', turns: [{ followUps: [{ answer: undefined }] }] });
    const skipped: MockEvent = { type: 'skipped', at: after(5), why: 'skip' };
    expect(mockAfter(START, asked, skipped, b, reopened)).toMatchObject({ turns: [{ skipped: undefined }] });
  });
});

describe('the clock', () => {
  it('runs while something is asked', () => {
    const mock = mockAfter(...INTERVIEW.slice(0, 2), { type: 'paused', at: after(5) });
    expect([mock.usedMs, mock.inHandMs]).toEqual([5000, 5000]);
    expect(mockAfter(...INTERVIEW).usedMs).toBe(105_000);
  });

  it('stands still while the mock is paused, and after a crash', () => {
    const pause: MockEvent = { type: 'paused', at: after(10) };
    const back: MockEvent = { type: 'resumed', at: after(5000) };
    const later: MockEvent = { type: 'answered', at: after(5007), text: '', elapsedMs: 17_000 };
    expect(mockAfter(START, asked, pause, back).inHandMs).toBe(10_000);
    expect(mockAfter(START, asked, pause, back, later).usedMs).toBe(17_000);
    expect(mockAfter(START, asked, back, later).usedMs).toBe(7000);
  });

  it('counts nothing when the clock of the machine goes back', () => {
    expect(mockAfter(START, { ...asked, at: after(100) }, { ...answered, at: after(40) }).usedMs).toBe(0);
  });
});

describe('attempts', () => {
  it('follow from the events, with everything that is known of the answer', () => {
    expect(attemptsOfMock(mockAfter(...INTERVIEW))).toEqual([
      {
        type: 'attempt',
        id: expect.stringMatching(/^[0-9A-Z]{26}$/),
        question: 'a',
        rating: 'hard',
        at: after(130),
        elapsedMs: 60_000,
        mode: 'type',
        points: [1, 0],
        cited: ['short'],
        text: 'It takes 45 ms.',
        session: '01M',
        by: 'mock',
        title: 'Title of a',
        questionHash: 'h',
        bank: 'shipped',
      },
    ]);
  });

  it('have the same id whenever they are made, and one of their own each', () => {
    const [first] = attemptsOfMock(mockAfter(...INTERVIEW));
    const other = startMock('01N', START);
    const again = INTERVIEW.slice(1).reduce((mock, event) => stepMock(mock, event) ?? mock, other);
    expect(attemptsOfMock(mockAfter(...INTERVIEW))[0]?.id).toBe(first?.id);
    expect(attemptsOfMock(again)[0]?.id).not.toBe(first?.id);
  });

  it('are missing only where the journal has them not', () => {
    const mock = mockAfter(...INTERVIEW);
    expect(missingAttempts(mock, [])).toEqual(attemptsOfMock(mock));
    expect(missingAttempts(mock, attemptsOfMock(mock))).toEqual([]);
  });

  it('come of ratings alone: what was left unrated leaves none', () => {
    const unrated = mockAfter(START, asked, answered, ended, {
      type: 'unrated',
      at: after(30),
      question: 'a',
    });
    expect(unconfirmed(unrated)).toEqual([]);
    expect(attemptsOfMock(unrated)).toEqual([]);
  });
});

describe('laws', () => {
  const run = (events: readonly MockEvent[]) => replayMock('01M', [START, ...events]);

  it('replaying in two pieces is replaying at once', () => {
    fc.assert(
      fc.property(fc.array(anyMockEvent, { maxLength: 30 }), fc.nat(30), (events, cut) => {
        const first = run(events.slice(0, cut)).mock;
        const rest = events
          .slice(cut)
          .reduce((mock, event) => mock && (stepMock(mock, event) ?? mock), first);
        expect(rest).toEqual(run(events).mock);
      }),
    );
  });

  it('leaving out what was refused changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyMockEvent, { maxLength: 30 }), (events) => {
        let mock = startMock('01M', START);
        const fitting = events.filter((event) => {
          const stepped = stepMock(mock, event);
          mock = stepped ?? mock;
          return stepped !== undefined;
        });
        expect(run(fitting)).toEqual({ mock, refused: 0 });
      }),
    );
  });

  it('no question is asked twice, no time runs backwards, and nothing is rated twice', () => {
    fc.assert(
      fc.property(fc.array(anyMockEvent, { maxLength: 40 }), (events) => {
        let before = startMock('01M', START);
        for (const event of events) {
          const mock = stepMock(before, event) ?? before;
          expect(mock.usedMs).toBeGreaterThanOrEqual(before.usedMs);
          before = mock;
        }
        const questions = before.turns.map(({ question }) => question);
        expect(new Set(questions).size).toBe(questions.length);
        const ids = attemptsOfMock(before).map(({ question }) => question);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('there is no mock without its start, and a second start is refused', () => {
    expect(replayMock('01M', [asked])).toEqual({ mock: undefined, refused: 1 });
    expect(run([START]).refused).toBe(1);
  });
});
