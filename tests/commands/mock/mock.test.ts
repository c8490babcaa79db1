// `prep mock` in process: a person who answers from a script, a bank of four questions, a clock that the test moves.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { attemptsOfMock, reportOf } from '../../../src/core/mock/report.ts';
import { replayMock } from '../../../src/core/mock/mock.ts';
import { mockMarkdown } from '../../../src/formats/pages/report.ts';
import { answer, AS_FOUND, GO, key, QUIT, ratingsOf, SKIP, SUGGESTED, TYPED } from '../../support/acts.ts';
import { berlin } from '../../support/entries.ts';
import { CHECK, eventsOf, heldMock, LATENCY, typesOf } from '../../support/mock-run.ts';
import { memorySound } from '../../support/memory-sound.ts';
import { mockQuestion, started } from '../../support/mocks.ts';
import { quizBank } from '../../support/quiz-bank.ts';
import type { Act } from '../../support/scripted-prompts.ts';

describe('the start', () => {
  it('waits for Enter, and no clock runs before it', async () => {
    const held = await heldMock([key('help'), GO, answer(TYPED), SKIP, SKIP, ...CHECK], LATENCY, {
      waits: true,
      before: (index, { clock, script }) => {
        if (index < 2) clock.now += 60_000;
        if (index < 2) expect(script.shown()).not.toContain('What does attention cost?');
      },
    });
    expect(held.script.left()).toEqual([]);
    expect(held.entries).toMatchObject([{ elapsedMs: 0 }]);
  });

  it('leaves nothing behind without it, and a paused mock as it was', async () => {
    expect(typesOf(await heldMock([QUIT], LATENCY, { waits: true }))).toEqual([]);
    const { mocks } = await heldMock([QUIT], LATENCY);
    const again = await heldMock([QUIT], { resume: true }, { waits: true, mocks: Object.fromEntries(mocks) });
    expect(typesOf(again)).toEqual(['started', 'asked', 'paused']);
  });
});

describe('a real interview', () => {
  const acts: readonly Act[] = [answer(TYPED), answer('Linear.'), SKIP, ...CHECK];

  it('asks, follows up, and goes through the answers at its end', async () => {
    const held = await heldMock(acts, LATENCY);
    expect(held.code).toBe(0);
    expect(held.script.left()).toEqual([]);
    expect(typesOf(held)).toEqual([
      'started',
      'asked',
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
        if (index > 3) return;
        seen.push(script.shown());
        expect(entries).toEqual([]);
      },
    });
    expect(seen).toHaveLength(4);
    expect(seen.at(-1)).toContain('The interview is over');
    expect(seen.join('\n')).not.toContain('keeps the arithmetic');
    expect(held.script.shown()).toContain('keeps the arithmetic');
  });

  it('leaves an attempt with everything that is known, just as it follows from the mock', async () => {
    const held = await heldMock(acts, LATENCY, {
      before: (index, { clock }) => {
        if (index < 1) clock.now += 30_000;
      },
    });
    const { mock: finished } = replayMock('id-001', eventsOf(held));
    expect(held.entries).toEqual(finished && attemptsOfMock(finished));
    expect(held.entries).toMatchObject([
      {
        question: 'latency',
        by: 'mock',
        session: 'id-001',
        elapsedMs: 30_000,
        text: TYPED,
        cited: ['latency_short'],
        title: 'What does attention cost?',
        questionHash: quizBank().questions.get('latency')?.answerHash,
        bank: 'bank',
      },
    ]);
  });

  it('counts a value that only the reply to a follow-up cites', async () => {
    const held = await heldMock([answer('Quadratic.'), SKIP, answer('45 ms.'), ...CHECK], LATENCY);
    expect(held.entries).toMatchObject([{ cited: ['latency_short'] }]);
    expect(held.script.shown()).toMatch(/✓ cited: 45\sms[^]*Cited: 45\sms\./);
  });

  it('finds a point that only the reply to a follow-up covers', async () => {
    const held = await heldMock([answer('Quadratic.'), answer(TYPED), SKIP, ...CHECK], LATENCY);
    const states = held.script.points[0]?.found?.map(({ state }) => state);
    const typed = await heldMock([answer(TYPED), SKIP, SKIP, ...CHECK], LATENCY);
    expect(states).toEqual(typed.script.points[0]?.found?.map(({ state }) => state));
    expect(states).toContain('found');
  });

  it('reports a wrong figure for a value that only a follow-up cites, and no value said wrong as not cited', async () => {
    const elsewhere = (text: string): string =>
      text
        .replace(', which is [FILL IN: slowdown] for four times the length', '')
        .replace('Linear with tiles.', 'The slowdown is [FILL IN: slowdown].');
    const said = answer('The latency at 512 tokens is 500 ms. The slowdown is 9 times.');
    const held = await heldMock([said, SKIP, SKIP, ...CHECK], LATENCY, { bank: () => quizBank(elsewhere) });
    const shown = held.script.shown().replaceAll('\u00A0', ' ');
    expect(shown).toContain('You said 500 ms; latency_long is 320 ms.');
    const { mock: finished } = replayMock('id-001', eventsOf(held));
    const report = finished ? mockMarkdown(reportOf(finished), berlin).replaceAll('\u00A0', ' ') : '';
    expect(report).toContain('You said 9 times; slowdown is 7.1×.');
    expect(report).toContain('\nNot cited: 45 ms.\n');
    expect(report).toContain('0 of 3 values cited');
  });

  it('shows what the answer seems to cover, settles nothing, and leaves unrated what is skipped at the end', async () => {
    const held = await heldMock([answer(TYPED), SKIP, SKIP, GO, SKIP], LATENCY);
    expect(held.script.points[0]?.found?.[0]?.state).toBe('found');
    expect(held.script.points[0]?.points).toEqual([null, null, null]);
    expect(held.entries).toEqual([]);
    expect(typesOf(held).slice(-2)).toEqual(['unrated', 'closed']);
  });

  it('does not bring back what was not recalled', async () => {
    const held = await heldMock(
      [answer(), SKIP, SKIP, GO, { points: [0, 0, 0] }, { rate: 'again' }],
      LATENCY,
    );
    expect(ratingsOf(held.entries)).toEqual(['latency again']);
    expect(held.script.left()).toEqual([]);
  });

  it('draws only stories with --star', async () => {
    const { mocks } = await heldMock([{ interrupt: true }], { star: true });
    expect(replayMock('id-001', mocks.get('id-001') ?? []).mock?.questions.map(({ kind }) => kind)).toEqual([
      'star',
    ]);
  });

  it('says how many of those that were asked for would not fit', async () => {
    const shownOf = async (options: Input<'mock'>): Promise<string> =>
      (await heldMock([{ interrupt: true }], options)).script.shown();
    expect(await shownOf({ count: 3, minutes: 6 })).toContain('1 question (2 more would not fit)');
    expect(await shownOf({ minutes: 6 })).not.toContain('would not fit');
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
      { ...LATENCY, minutes: 12 },
      {
        before: (index, { clock }) => {
          if (index === 0) clock.now += 13 * 60_000;
        },
      },
    );
    expect(typesOf(held)).toEqual(['started', 'asked', 'answered', 'ended', 'unrated', 'closed']);
    expect(eventsOf(held)[3]).toMatchObject({ type: 'ended', why: 'time' });
    expect(held.script.shown()).toContain('Time is up');
  });

  it('goes on when the file of a question is gone', async () => {
    const gone = { '01M': [started({ questions: [mockQuestion('nowhere')] })] };
    const held = await heldMock([], { resume: true }, { mocks: gone });
    expect(typesOf(held)).toEqual(['started', 'resumed', 'asked', 'skipped', 'ended', 'closed']);
    expect(eventsOf(held)).toContainEqual(expect.objectContaining({ type: 'skipped', why: 'gone' }));
  });

  it('counts the time before a key as well', async () => {
    const held = await heldMock([{ key: 'help' }, answer('One.'), SKIP, SKIP, ...CHECK], LATENCY, {
      before: (index, { clock }) => {
        if (index < 2) clock.now += 20_000;
      },
    });
    expect(held.entries).toMatchObject([{ elapsedMs: 40_000 }]);
  });

  it('says that a key does nothing here', async () => {
    const held = await heldMock([{ key: 'own' }, { key: 'help' }, SKIP], LATENCY);
    expect(held.script.shown()).toMatch(/does nothing in a mock[^]*Keys in a mock/);
    expect(held.script.answers.every(({ isInterview }) => isInterview)).toBe(true);
    expect(held.script.left()).toEqual([]);
  });
});

describe('keys of an interview', () => {
  it('reads the question in a pager, and goes back to no earlier answer where there is none', async () => {
    const viewed: string[] = [];
    const view = (text: string): Promise<void> => Promise.resolve(void viewed.push(text));
    const held = await heldMock([{ key: 'view' }, { key: 'undo' }, SKIP], LATENCY, {
      before: (index, { context }) => void (index === 0 && Object.assign(context.run, { view })),
    });
    expect(viewed).toEqual([expect.stringContaining('What does attention cost?')]);
    expect(viewed.join('')).not.toContain('quadratic');
    expect(held.script.shown()).toContain('Nothing to undo in this mock.');
    expect(held.script.left()).toEqual([]);
  });

  it('goes back to the last answer, which goes on with its text', async () => {
    const undo = key('undo');
    const held = await heldMock([answer('One.'), undo, answer('One. Two.'), SKIP, SKIP, undo, QUIT], LATENCY);
    expect(held.script.left()).toEqual([]);
    expect(held.script.answers.map(({ draft, canGoBack }) => [draft, canGoBack])).toEqual([
      [undefined, false],
      [undefined, true],
      ['One.', false],
      [undefined, true],
      [undefined, true],
      [undefined, true],
    ]);
    expect(eventsOf(held)).toContainEqual(expect.objectContaining({ type: 'answered', text: 'One. Two.' }));
    expect(held.script.pauses).toEqual([expect.stringContaining('u = continue the last answer')]);
    expect(typesOf(held).slice(-3)).toEqual(['ended', 'reopened', 'paused']);
  });

  it('waits at the end of it for Enter or q', async () => {
    const held = await heldMock([answer(TYPED), SKIP, SKIP, { key: 'own' }, QUIT], LATENCY);
    expect(held.script.shown()).toContain('Press Enter or q.');
    expect(held.script.shown()).toContain('Your answers are saved. `prep mock --resume` rates them.');
    expect(typesOf(held).at(-1)).toBe('ended');
    expect([held.code, held.entries]).toEqual([0, []]);
  });

  it('suspends a question whose answer is being rated', async () => {
    const held = await heldMock([answer(TYPED), SKIP, SKIP, GO, { key: 'suspend' }], LATENCY);
    expect(held.script.shown()).toMatch(/Suspended Q4\. `prep unsuspend Q4` brings it back\./);
    expect(held.entries).toMatchObject([{ type: 'suspend', question: 'latency' }]);
    expect(typesOf(held).slice(-2)).toEqual(['unrated', 'closed']);
    expect(held.script.left()).toEqual([]);
  });
});

describe('a rating of a mock', () => {
  it('is not taken back there, and help does not say so', async () => {
    const held = await heldMock(
      [answer(TYPED), SKIP, SKIP, { go: true }, { key: 'undo' }, { key: 'help' }, AS_FOUND, SUGGESTED],
      LATENCY,
    );
    expect(held.script.left()).toEqual([]);
    expect(held.script.shown()).toContain('You cannot undo during a mock');
    expect(held.script.shown()).not.toContain('take back the latest rating, and');
  });
});

describe('a mock that is spoken', () => {
  const spoken: Input<'mock'> = { ...LATENCY, mode: 'speak' };
  const record: Act = { record: 'stopped' };

  it('keeps the sound of each answer, and how it was delivered', async () => {
    const { sound } = memorySound({ jobs: ['recorder'] });
    const held = await heldMock([record, GO, record, GO, SKIP, ...CHECK], spoken, { sound });
    expect(held.script.left()).toEqual([]);
    expect(held.entries).toMatchObject([
      { mode: 'speak', recording: expect.stringMatching(/^recordings\//), delivery: { pauses: 0 } },
    ]);
    expect(eventsOf(held)).toContainEqual(
      expect.objectContaining({ type: 'replied', recording: expect.stringMatching(/^recordings\//) }),
    );
  });

  it('is thought where nothing records, and that is said once', async () => {
    const { sound } = memorySound({ jobs: [] });
    const held = await heldMock([answer(), SKIP, SKIP, ...CHECK], spoken, { sound });
    expect(eventsOf(held)[0]).toMatchObject({ mode: 'think' });
    expect(held.script.shown().match(/not recorded/g)).toHaveLength(1);
  });
});
