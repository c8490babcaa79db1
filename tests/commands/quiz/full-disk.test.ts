// A disk that is full in the middle of a session: no answer and no rating is lost to it.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import type { QuizMachine } from '../../support/quiz-machine.ts';
import { rehearsed } from '../../support/rehearsed.ts';

const FULL = new Failure('not-writable', 'The disk is full.', { hint: 'free some space' });
const fails = (): never => {
  throw FULL;
};

/** Lets writes of a store fail, once or from now on. */
function breakStore(store: object, name: string, times = Infinity): void {
  const works: unknown = Reflect.get(store, name);
  let left = times;
  Reflect.set(store, name, (...given: readonly unknown[]): unknown =>
    left-- > 0 ? fails() : Reflect.apply(works as (...all: readonly unknown[]) => unknown, store, given),
  );
}

const TYPED = { answer: 'It takes quadratic time.' };

describe('a full disk', () => {
  it('ends no answer, and is said once the answer is given', async () => {
    const parts = ['A ratio.', 'Find out why.', 'I counted by hand.', 'It went into the report.'];
    const typed = parts.map((answer) => ({ answer }));
    const run = await rehearsed([...typed, { points: [1, 1, 1, 1] }, { rate: 'good' }, { go: true }], {
      questions: ['story'],
      mode: 'type',
      before: (index: number, { context }: QuizMachine) => {
        if (index === 0) breakStore(context.drafts, 'write', parts.length);
      },
    });
    const [attempt] = run.attempts();
    expect(parts.filter((part) => !attempt?.text?.includes(part))).toEqual([]);
    expect(run.script.shown().split('The disk is full. Free some space.')).toHaveLength(2);
  });

  it('ends no recording either', async () => {
    const acts = [
      { record: 'stopped' },
      { go: true },
      { points: [1, 0, 0] },
      { rate: 'good' },
      { go: true },
    ] as const;
    const run = await rehearsed(acts, {
      sounds: { jobs: ['recorder'] },
      before: (index: number, { context }: QuizMachine) => {
        if (index === 0) breakStore(context.drafts, 'write', 2);
      },
    });
    expect(run.script.left()).toEqual([]);
    expect(run.attempts()).toMatchObject([{ rating: 'good', recording: 'recordings/id-002.wav' }]);
  });

  it('keeps a step that cannot be undone, and the session', async () => {
    const acts = [TYPED, { points: [1, 0, 0] }, { rate: 'good' }, { key: 'undo' }, { go: true }] as const;
    const run = await rehearsed(acts, {
      mode: 'type',
      before: (index: number, { context }: QuizMachine) => {
        if (index === 3) breakStore(context.journal, 'append', 1);
      },
    });
    expect(run.script.shown()).toContain('The disk is full.');
    expect(run.script.left()).toEqual([]);
    expect(run.attempts()).toMatchObject([{ rating: 'good' }]);
  });

  it('has a rating given again once there is room', async () => {
    const rated = { rate: 'good' } as const;
    const run = await rehearsed([TYPED, { points: [1, 0, 0] }, rated, rated, { go: true }], {
      mode: 'type',
      before: (index: number, { context }: QuizMachine) => {
        if (index === 2) breakStore(context.journal, 'append', 1);
      },
    });
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'rate', 'pause']);
    expect(run.attempts()).toMatchObject([{ rating: 'good', text: TYPED.answer }]);
    expect(run.code).toBe(0);
  });

  it('is the exit code where a rating was never stored', async () => {
    const run = await rehearsed([TYPED, { points: [1, 0, 0] }, { rate: 'good' }, { key: 'quit' }], {
      mode: 'type',
      before: (index: number, { context }: QuizMachine) => {
        if (index === 2) breakStore(context.journal, 'append');
      },
    });
    expect([run.attempts(), run.code]).toEqual([[], 1]);
  });
});
