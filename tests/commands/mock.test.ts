// `prep mock` in process: a person who answers from a script, a bank of four questions, a clock that the test moves.
import { describe, expect, it } from 'vitest';
import type { MockOptions } from '../../src/commands/mock.ts';
import { attemptsOfMock } from '../../src/core/mock-attempt.ts';
import { replayMock } from '../../src/core/mock-step.ts';
import type { MockEvent } from '../../src/core/mock.ts';
import { eventsOf, heldMock, typesOf, willingMock, type MockRun } from '../support/mock-run.ts';
import { after, INTERVIEW, mockQuestion, started } from '../support/mocks.ts';
import { quizBank } from '../support/quiz-bank.ts';
import type { Act } from '../support/scripted-prompts.ts';

const TYPED = 'Quadratic time in the length. I measured 128 and 512 tokens: 45 ms.';
const answer = (text = ''): Act => ({ answer: text });
const line = (text: string | undefined): Act => ({ line: text });
const SKIP: Act = { key: 'skip' };
const QUIT: Act = { key: 'quit' };
const GO: Act = { go: true };
const AS_TICKED: Act = { points: 'as ticked' };
const SUGGESTED: Act = { rate: 'suggested' };
/** Only the question `latency`, which has two follow-ups of its own. */
const LATENCY: MockOptions = { difficulty: 'hard', count: 1 };
const CHECK: readonly Act[] = [GO, AS_TICKED, SUGGESTED];

const ratingsOf = ({ entries }: MockRun): readonly string[] =>
  entries.map((entry) => (entry.type === 'attempt' ? `${entry.question} ${entry.rating}` : entry.type));

describe('a real interview', () => {
  const acts: readonly Act[] = [line('2'), answer(TYPED), answer('Linear.'), SKIP, ...CHECK];

  it('asks, follows up, and goes through the answers at its end', async () => {
    const held = await heldMock(acts, LATENCY);
    expect(held.code).toBe(0);
    expect(held.script.left()).toEqual([]);
    expect(typesOf(held)).toEqual([
      'started',
      'asked',
      'predicted',
      'answered',
      'followed',
      'replied',
      'followed',
      'skipped',
      'ended',
      'ticked',
      'rated',
      'closed',
    ]);
  });

  it('shows nothing of the model answer, and rates nothing, before its end', async () => {
    const seen: string[] = [];
    const held = await heldMock(acts, LATENCY, {
      before: (index, { script, entries }) => {
        if (index > 4) return;
        seen.push(script.shown());
        expect(entries).toEqual([]);
      },
    });
    expect(seen).toHaveLength(5);
    expect(seen.at(-1)).toContain('The interview is over');
    expect(seen.join('\n')).not.toContain('keeps the arithmetic');
    expect(held.script.shown()).toContain('keeps the arithmetic');
  });

  it('leaves an attempt with everything that is known, just as it follows from the mock', async () => {
    const held = await heldMock(acts, LATENCY, {
      before: (index, { clock }) => {
        if (index < 2) clock.now += 30_000;
      },
    });
    const { mock: finished } = replayMock('id-001', eventsOf(held));
    expect(held.entries).toEqual(finished && attemptsOfMock(finished));
    expect(held.entries).toMatchObject([
      {
        question: 'latency',
        by: 'mock',
        session: 'id-001',
        predicted: 2 / 3,
        elapsedMs: 30_000,
        text: TYPED,
        cited: ['latency_short'],
        title: 'What does attention cost?',
        questionHash: quizBank().questions.get('latency')?.answerHash,
        bank: 'bank',
      },
    ]);
    expect(held.config().answers['latency']?.latest?.text).toBe(TYPED);
  });

  it('pre-ticks what the answer seems to cover, and leaves unrated what is skipped at the end', async () => {
    const held = await heldMock([line(''), answer(TYPED), SKIP, SKIP, GO, SKIP], LATENCY);
    expect(held.script.points[0]?.ticked).toContain(1);
    expect(held.entries).toEqual([]);
    expect(typesOf(held).slice(-2)).toEqual(['unrated', 'closed']);
    expect(typesOf(held)).not.toContain('predicted');
  });

  it('does not bring back what was not recalled', async () => {
    const held = await heldMock(
      [line(''), answer(), SKIP, SKIP, GO, { points: [0, 0, 0] }, { rate: 'again' }],
      LATENCY,
    );
    expect(ratingsOf(held)).toEqual(['latency again']);
    expect(held.script.left()).toEqual([]);
  });

  it('asks for no prediction when none is wanted', async () => {
    const held = await heldMock([answer(), SKIP, SKIP, ...CHECK], { ...LATENCY, predict: false });
    expect(held.script.lines).toEqual([]);
    expect(held.script.left()).toEqual([]);
  });

  it('shows the time left of the whole beside the clock', async () => {
    const held = await heldMock(
      acts,
      { ...LATENCY, minutes: 10 },
      {
        before: (index, { clock }) => {
          if (index < 2) clock.now += 60_000;
        },
      },
    );
    // Asked when it is drawn; here after everything, when the clock stands at two minutes.
    expect(held.script.answers[0]?.beside?.()).toMatch(/^\d+:\d\d left$/);
  });

  it('ends when the time is over, after the answer in hand', async () => {
    const held = await heldMock(
      [answer('One.'), GO, SKIP],
      { ...LATENCY, minutes: 12, predict: false },
      {
        before: (index, { clock }) => {
          if (index === 0) clock.now += 13 * 60_000;
        },
      },
    );
    expect(typesOf(held)).toEqual(['started', 'asked', 'answered', 'ended', 'unrated', 'closed']);
    expect(eventsOf(held)[3]).toMatchObject({ type: 'ended', why: 'time' });
    expect(held.script.shown()).toContain('The time is over');
  });

  it('goes on when the file of a question is gone', async () => {
    const gone = { '01M': [started({ questions: [mockQuestion('nowhere')] })] };
    const held = await heldMock([], { resume: true }, { mocks: gone });
    expect(typesOf(held)).toEqual(['started', 'resumed', 'asked', 'skipped', 'ended', 'closed']);
    expect(eventsOf(held)).toContainEqual(expect.objectContaining({ type: 'skipped', why: 'gone' }));
  });

  it('says that a key does nothing here', async () => {
    const held = await heldMock([{ key: 'own' }, { key: 'help' }, SKIP], { ...LATENCY, predict: false });
    expect(held.script.shown()).toMatch(/does nothing in a mock[^]*Keys of a mock/);
    expect(held.script.left()).toEqual([]);
  });
});

describe('study mode', () => {
  it('checks each answer at once, and follows up what was missed', async () => {
    const acts = [answer(TYPED), { points: [1, 1, 0] }, SUGGESTED, answer('Tiles.'), SKIP] as const;
    const held = await heldMock(acts, { ...LATENCY, study: true, predict: false });
    expect(held.script.left()).toEqual([]);
    expect(typesOf(held)).toEqual(
      ['started', 'asked', 'answered', 'ticked', 'rated'].concat([
        'followed',
        'replied',
        'followed',
        'skipped',
        'ended',
        'closed',
      ]),
    );
    expect(ratingsOf(held)).toEqual(['latency hard']);
    expect(held.script.answers[1]?.card).toContain('And memory?');
  });
});

describe('pausing', () => {
  const paused: readonly Act[] = [line('3'), QUIT];

  it('keeps everything, and goes on where it was', async () => {
    const first = await heldMock(paused, LATENCY);
    expect([first.code, typesOf(first).at(-1)]).toEqual([0, 'paused']);
    const mocks = Object.fromEntries(first.mocks);
    const acts = [answer(TYPED), SKIP, SKIP, ...CHECK];
    const second = await heldMock(acts, { resume: true }, { mocks });
    expect(second.script.left()).toEqual([]);
    expect(ratingsOf(second)).toHaveLength(1);
    expect(second.entries).toMatchObject([{ predicted: 1 }]);
  });

  it('does not ask again for a prediction that was made, nor for a follow-up that was answered', async () => {
    const first = await heldMock([line('3'), answer(TYPED), answer('Linear.'), QUIT], LATENCY);
    const second = await heldMock(
      [SKIP, ...CHECK],
      { resume: true },
      { mocks: Object.fromEntries(first.mocks) },
    );
    expect(second.script.lines).toEqual([]);
    expect(second.script.left()).toEqual([]);
  });

  it('is 130 after Ctrl-C', async () => {
    expect((await heldMock([{ interrupt: true }], LATENCY)).code).toBe(130);
  });

  it('goes on among the answers when it was left there', async () => {
    const first = await heldMock([answer(TYPED), SKIP, SKIP, GO, { points: [1, 1, 1] }, QUIT], {
      ...LATENCY,
      predict: false,
    });
    expect(typesOf(first).at(-1)).toBe('ticked');
    const second = await heldMock(
      [GO, AS_TICKED, SUGGESTED],
      { resume: true },
      { mocks: Object.fromEntries(first.mocks) },
    );
    expect(second.script.points[0]?.ticked).toEqual([1, 1, 1]);
    expect(ratingsOf(second)).toEqual(['latency good']);
  });
});

describe('after a crash', () => {
  const CRASH = new Error('the power went out');
  const whole: MockOptions = { count: 2 };

  it.each(Array.from({ length: 16 }, (_, i) => i + 1))(
    'before event %i everything goes on, and each answer is rated once',
    async (cut) => {
      let seen = 0;
      const crashed = await willingMock(whole, {
        onMock: () => {
          if (seen++ === cut) throw CRASH;
        },
      });
      expect(crashed.thrown).toBe(CRASH);
      const stored = { mocks: Object.fromEntries(crashed.mocks), entries: crashed.entries };
      const again = await willingMock({ resume: true }, stored);
      expect(again.thrown).toBeUndefined();
      expect(typesOf(again).at(-1)).toBe('closed');
      expect(replayMock('id-001', eventsOf(again)).refused).toBe(0);
      const questions = again.entries.map((entry) => entry.type === 'attempt' && entry.question);
      expect(questions).toHaveLength(2);
      expect(new Set(questions).size).toBe(2);
    },
  );

  it('brings into the journal what was rated and did not get there, once', async () => {
    const held = await willingMock(whole);
    const events = eventsOf(held).slice(0, typesOf(held).indexOf('rated') + 1);
    const again = await willingMock({ resume: true }, { mocks: { 'id-001': events } });
    expect(again.entries.map(({ id }) => id)).toEqual(held.entries.map(({ id }) => id));
  });

  it('keeps what was being typed as a draft, and clears it once it is stored', async () => {
    const held = await heldMock([{ answer: 'Typed.' }, QUIT], { ...LATENCY, predict: false });
    expect([...held.drafts.keys()]).toEqual([]);
  });
});

describe('an unfinished mock', () => {
  const mocks = { '01M': [started({ questions: [mockQuestion('latency')] })] };

  it('is offered, and gone on with', async () => {
    const held = await heldMock([line(''), line(''), answer(), SKIP, SKIP, ...CHECK], {}, { mocks });
    expect(held.script.lines[0]).toContain('goes on with it');
    expect(typesOf(held).at(-1)).toBe('closed');
  });

  it('is ended where it stands', async () => {
    const held = await heldMock([line('e')], {}, { mocks });
    expect(typesOf(held)).toEqual(['started', 'resumed', 'ended', 'closed']);
  });

  it('is given up for a new one', async () => {
    const held = await heldMock([line('n'), QUIT], { ...LATENCY, predict: false }, { mocks });
    expect(held.mocks.size).toBe(2);
    expect(held.mocks.get('01M')?.at(-1)?.type).toBe('abandoned');
  });

  it('is told of where lines are answers already', async () => {
    const held = await heldMock(
      [QUIT],
      { ...LATENCY, predict: false, plain: true },
      { mocks, interactive: false },
    );
    expect(held.talk()).toContain('prep mock --resume 01M');
    expect(held.mocks.size).toBe(2);
  });
});

describe('what cannot be', () => {
  const codeOf = (options: MockOptions, plan = {}) =>
    heldMock([], options, plan).then(
      () => 'no failure',
      (error: { readonly code?: string; readonly exit?: number }) => `${error.code} ${error.exit}`,
    );
  const closed = { mocks: { '01M': INTERVIEW } };

  it.each([
    ['no terminal', {}, { interactive: false }, 'no-terminal 2'],
    ['JSON of a mock that asks', { json: true }, {}, 'mock-json 2'],
    ['a section that there is not', { section: ['Nowhere'] }, {}, 'section-unknown 2'],
    ['nothing to ask', { section: ['Architecture'], difficulty: 'easy' }, {}, 'mock-empty 2'],
    ['no mock to go on with', { resume: true }, {}, 'mock-none 2'],
    ['a mock that is over', { resume: '01M' }, closed, 'mock-over 2'],
    ['a mock that there is not', { show: 'X' }, closed, 'mock-unknown 2'],
    ['one mock to compare', { compare: true }, closed, 'mock-few 2'],
    ['three mocks to compare', { compare: ['1', '1', '1'] }, closed, 'usage 2'],
    ['a report that is neither', { report: 'r.pdf' }, {}, 'report-kind 2'],
    ['a report over another file', { report: 'r.md' }, { paths: ['r.md'] }, 'file-exists 2'],
    ['a mock of which nothing is left', { show: '01M' }, { mocks: { '01M': [] } }, 'mock-damaged 2'],
  ] as const)('%s', async (_, options, plan, code) => {
    expect(await codeOf(options, plan)).toBe(code);
  });
});

describe('past mocks', () => {
  const later: readonly MockEvent[] = INTERVIEW.map((event) => ({ ...event, at: after(86_400) }));
  const mocks = { '01M': INTERVIEW, '01N': later };
  const told = async (options: MockOptions): Promise<string> =>
    (await heldMock([], options, { mocks })).data();

  it('are listed, the latest first', async () => {
    expect(await told({ list: true })).toMatch(/1 +2026-11-25 [^]* 1\/2[^]*2 +2026-11-24/);
    const { mocks: listed } = JSON.parse(await told({ list: true, json: true })) as {
      mocks: { id: string }[];
    };
    expect(listed.map(({ id }) => id)).toEqual(['01N', '01M']);
  });

  it('are shown by place, by id, and by a start of it', async () => {
    const shown = await told({ show: '2' });
    expect(shown).toMatch(/2026-11-24[^]*1 of 2 questions answered/);
    expect(await told({ show: '01m' })).toBe(shown);
    expect(await told({ show: '01N' })).not.toBe(shown);
  });

  it('are written as Markdown and as a page, and never over a file', async () => {
    const { created, data } = await heldMock([], { show: '1', report: 'r.html' }, { mocks });
    expect(created.get('r.html')).toMatch(/^<!doctype html>/);
    expect(data()).toBe('');
    const other = await heldMock([], { show: '1', report: 'r.md' }, { mocks });
    expect(other.created.get('r.md')).toMatch(/^# Mock interview/);
  });

  it('are compared, the earlier one first', async () => {
    expect(await told({ compare: true })).toMatch(
      /2026-11-24 10:00 +2026-11-25 10:00[^]*2 questions in both/,
    );
    expect(await told({ compare: ['1', '2'] })).toBe(await told({ compare: true }));
  });

  it('are written when a mock is finished', async () => {
    const held = await heldMock([answer(), SKIP, SKIP, ...CHECK], {
      ...LATENCY,
      predict: false,
      report: 'new.md',
    });
    expect(held.created.get('new.md')).toContain('What does attention cost?');
  });
});
