// Mocks that are left and gone on with: after a pause, after a crash, or on another day.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { replayMock } from '../../../src/core/mock/mock.ts';
import { answer, AS_SHOWN, GO, line, QUIT, ratingsOf, SKIP, SUGGESTED, TYPED } from '../../support/acts.ts';
import {
  CHECK,
  eventsOf,
  heldMock,
  LATENCY,
  type MockRun,
  typesOf,
  willingMock,
} from '../../support/mock-run.ts';
import { mockQuestion, started } from '../../support/mocks.ts';
import type { Act } from '../../support/scripted-prompts.ts';

describe('pausing', () => {
  const paused: readonly Act[] = [QUIT];

  it('keeps everything, and goes on where it was', async () => {
    const first = await heldMock(paused, LATENCY);
    expect([first.code, typesOf(first).at(-1)]).toEqual([0, 'paused']);
    const mocks = Object.fromEntries(first.mocks);
    const acts = [answer(TYPED), SKIP, SKIP, ...CHECK];
    const second = await heldMock(acts, { resume: true }, { mocks });
    expect(second.script.left()).toEqual([]);
    expect(ratingsOf(second.entries)).toHaveLength(1);
  });

  it('does not ask again for a follow-up that was answered', async () => {
    const first = await heldMock([answer(TYPED), answer('Linear.'), QUIT], LATENCY);
    const second = await heldMock(
      [SKIP, ...CHECK],
      { resume: true },
      { mocks: Object.fromEntries(first.mocks) },
    );
    expect(second.script.left()).toEqual([]);
  });

  it('is 130 after Ctrl-C', async () => {
    expect((await heldMock([{ interrupt: true }], LATENCY)).code).toBe(130);
  });

  it('goes on among the answers when it was left there', async () => {
    const first = await heldMock([answer(TYPED), SKIP, SKIP, GO, { points: [1, 1, 1] }, QUIT], {
      ...LATENCY,
    });
    expect(typesOf(first).at(-1)).toBe('ticked');
    const second = await heldMock(
      [GO, AS_SHOWN, SUGGESTED],
      { resume: true },
      { mocks: Object.fromEntries(first.mocks) },
    );
    expect(second.script.points[0]?.points).toEqual([1, 1, 1]);
    expect(ratingsOf(second.entries)).toEqual(['latency good']);
  });
});

it('stops where another terminal went on with it', async () => {
  const mocks: Pick<MockRun, 'mocks'>[] = [];
  const elsewhere = heldMock([answer(TYPED)], LATENCY, {
    before: (index, run) => {
      mocks.push(run);
      if (index === 0) run.mocks.get('id-001')?.push({ type: 'paused', at: instantOf(run.clock.now + 1000) });
    },
  });
  await expect(elsewhere).rejects.toMatchObject({ code: 'mock-elsewhere' });
  expect(mocks.flatMap((run) => typesOf(run)).at(-1)).toBe('paused');
});

describe('after a crash', () => {
  const CRASH = new Error('the power went out');
  const whole: Input<'mock'> = { count: 2 };

  const cuts = Array.from({ length: 10 }, (_, i) => i + 1);

  it.each(cuts)('before event %i everything goes on, and each answer is rated once', async (cut) => {
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
  });

  it('brings into the journal what was rated and did not get there, once', async () => {
    const held = await willingMock(whole);
    const events = eventsOf(held).slice(0, typesOf(held).indexOf('rated') + 1);
    const again = await willingMock({ resume: true }, { mocks: { 'id-001': events } });
    expect(again.entries.map(({ id }) => id)).toEqual(held.entries.map(({ id }) => id));
  });

  it('brings it in with any later mock, and says so', async () => {
    const held = await willingMock(whole);
    const events = eventsOf(held).slice(0, typesOf(held).indexOf('rated') + 1);
    const later = await heldMock([QUIT], LATENCY, {
      mocks: { 'id-001': [...events, { type: 'abandoned', at: held.context.clock.now() }] },
    });
    expect(later.entries.map(({ id }) => id)).toEqual(held.entries.slice(0, 1).map(({ id }) => id));
    expect(later.script.shown()).toMatch(/prep\s+added\s+1\s+rating/);
  });

  it('keeps what was being typed as a draft, and clears it once it is stored', async () => {
    const held = await heldMock([{ answer: 'Typed.' }, QUIT], LATENCY);
    expect([...held.drafts.keys()]).toEqual([]);
  });

  it('leaves an unfinished answer of a session alone, and begins with nothing', async () => {
    const held = await heldMock([answer(), SKIP, SKIP, ...CHECK], LATENCY, {
      before: (index, { drafts }) => void (index === 0 && drafts.set('latency', 'half')),
    });
    expect(held.script.answers[0]?.draft).toBeUndefined();
    expect([...held.drafts]).toEqual([['latency', 'half']]);
  });
});

describe('an unfinished mock', () => {
  const mocks = { '01M': [started({ questions: [mockQuestion('latency')] })] };

  it('is offered, and resumed', async () => {
    const held = await heldMock([line('r'), answer(), SKIP, SKIP, ...CHECK], {}, { mocks });
    expect(held.script.lines[0]).toContain('You have an unfinished mock');
    expect(typesOf(held).at(-1)).toBe('closed');
  });

  it('is ended where it stands', async () => {
    const held = await heldMock([line('e')], {}, { mocks });
    expect(typesOf(held)).toEqual(['started', 'resumed', 'ended', 'closed']);
  });

  it.each([
    ['Esc', line(undefined), 0],
    ['Ctrl-C', { interrupt: true }, 130],
  ] as const)('stays as it is for %s', async (_, act, code) => {
    const held = await heldMock([act], {}, { mocks });
    expect([held.code, Object.fromEntries(held.mocks)]).toEqual([code, mocks]);
  });

  it('asks again from the banks that it began with', async () => {
    const begun = { '01M': [started({ questions: [mockQuestion('latency')], banks: ['/notes'] })] };
    const held = await heldMock([QUIT], { resume: true }, { mocks: begun });
    expect(held.opened()).toContainEqual(['/notes']);
  });

  it('is given up for a new one', async () => {
    const held = await heldMock([line('n'), QUIT], LATENCY, { mocks });
    expect(held.mocks.size).toBe(2);
    expect(held.mocks.get('01M')?.at(-1)?.type).toBe('abandoned');
  });

  it('is discarded without a new one', async () => {
    const held = await heldMock([line('d')], {}, { mocks });
    expect([held.code, held.mocks.size, held.mocks.get('01M')?.at(-1)?.type]).toEqual([0, 1, 'abandoned']);
  });

  it('is offered to who answers in lines as well', async () => {
    const options = { ...LATENCY, plain: true };
    const held = await heldMock([line('n'), QUIT], options, { mocks, interactive: false });
    expect(held.mocks.get('01M')?.at(-1)?.type).toBe('abandoned');
  });

  it('is let go after days, or after another mock', async () => {
    const [event] = mocks['01M'];
    const at = instantOf((event?.at ?? 0) - 8 * 86_400_000);
    const old = { '01M': [started({ questions: [mockQuestion('latency')], at })] };
    const later = {
      ...mocks,
      '02M': [
        started({ questions: [], at: instantOf(at + 1) }),
        { type: 'abandoned', at: instantOf(at + 2) } as const,
      ],
    };
    for (const given of [old, later]) {
      const held = await heldMock([QUIT], LATENCY, { mocks: given });
      expect(held.mocks.get('01M')?.at(-1)?.type).toBe('started');
    }
  });
});
