import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { quiz } from '../../../src/commands/quiz/quiz.ts';
import { requirePerson, usesFullScreen } from '../../../src/commands/shared/screen.ts';
import type { Bank } from '../../../src/core/base/bank.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import { attempt, at } from '../../support/entries.ts';
import { openQuizMachine, type QuizMachine, type QuizMachineOptions } from '../../support/quiz-machine.ts';
import { scriptedPrompts, type Act, type ScriptedPrompts } from '../../support/scripted-prompts.ts';

type Run = { readonly code: number; readonly machine: QuizMachine; readonly script: ScriptedPrompts };

async function run(
  args: readonly string[],
  options: Input<'quiz'> = {},
  acts: readonly Act[] = [],
  more: QuizMachineOptions = {},
): Promise<Run> {
  const script = scriptedPrompts(acts);
  const machine = openQuizMachine({ prompts: script.prompts, ...more });
  return { code: await quiz(machine.context, args, options), machine, script };
}

async function failure(...given: Parameters<typeof run>): Promise<Failure> {
  try {
    await run(...given);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** The titles of the cards when every question is skipped. */
async function asked(
  args: readonly string[],
  options: Input<'quiz'>,
  more: QuizMachineOptions = {},
): Promise<readonly string[]> {
  const { script } = await run(
    args,
    options,
    Array.from({ length: 6 }, (): Act => ({ key: 'skip' })),
    more,
  );
  return script.answers.map(({ card }) => /· (\S+) ─+$/m.exec(card)?.[1] ?? card);
}

const DAY_AGO = at('2026-11-20T10:00:00+01:00');
const SEEN = [attempt('1', 'story', 'again', DAY_AGO), attempt('2', 'wide', 'easy', DAY_AGO)];

describe('which questions a quiz asks', () => {
  it('asks new ones in bank order, within the limit of the day', async () => {
    expect(await asked([], {})).toEqual(['Q4', 'Q41', 'wide', 'draft']);
    expect(await asked([], {}, { settings: { newPerDay: 2 } })).toEqual(['Q4', 'Q41']);
  });

  it('asks what is due before what is new', async () => {
    expect(await asked([], {}, { entries: SEEN })).toEqual(['Q41', 'Q4', 'draft']);
  });

  it('takes questions by number, id, and start of an id, in the order given', async () => {
    expect(await asked(['wi', 'Q41', '4'], {})).toEqual(['wide', 'Q41', 'Q4']);
  });

  it.each([
    [{ section: ['behav'] }, ['Q41']],
    [{ difficulty: 'hard' }, ['Q4']],
    [{ star: true }, ['Q41']],
    [{ count: 2 }, ['Q4', 'Q41']],
    [{ minutes: 4.5 }, ['Q4']],
    [{ new: true }, ['Q4', 'draft']],
    [{ due: true }, ['Q41']],
    [{ weak: true }, ['Q41']],
    [{ all: true }, ['Q4', 'Q41', 'wide', 'draft']],
  ] as const)('keeps to %j', async (options, expected) => {
    const entries = 'new' in options || 'due' in options || 'weak' in options ? SEEN : [];
    expect(await asked([], options, { entries })).toEqual(expected);
  });

  it('takes a path that exists as the bank', async () => {
    const { machine } = await run(['guide.md'], { bank: ['other'] }, [{ key: 'quit' }], {
      paths: ['guide.md'],
    });
    expect(machine.opened()[0]).toEqual(['guide.md']);
  });

  it('names the bank in the commands that it prints', async () => {
    const { script } = await run(['my guide.md'], {}, [{ key: 'suspend' }, { key: 'quit' }], {
      paths: ['my guide.md'],
    });
    expect(script.shown()).toMatch(/`prep unsuspend Q4 --bank\s+'my\s+guide\.md'`\s+brings/);
  });

  it('asks in the mode of the setting, unless one is given', async () => {
    const modeOf = async (options: Input<'quiz'>, mode: 'type' | 'think' | 'speak'): Promise<unknown> => {
      const { script } = await run([], options, [{ key: 'quit' }], { settings: { mode } });
      return script.answers[0]?.mode;
    };
    expect(await modeOf({}, 'think')).toBe('think');
    expect(await modeOf({}, 'speak')).toBe('think');
    expect(await modeOf({ mode: 'type' }, 'think')).toBe('type');
  });
});

describe('a bank, a file or a section that is named', () => {
  const settings = { newPerDay: 1 };
  const entries = [attempt('1', 'wide', 'good', at('2026-11-24T09:00:00+01:00'))];

  it.each([
    [{ bank: ['dq'] }, []],
    [{}, ['guide.md']],
    [{ section: ['behav'] }, []],
  ] as const)('is asked beyond the limit of the day: %j %j', async (options, args) => {
    const more = { settings, entries, paths: ['guide.md'] };
    const { machine, script } = await run(args, options, [{ key: 'quit' }], more);
    const count = 'section' in options ? 1 : 3;
    expect(script.lines).toEqual([]);
    expect(machine.talk()).toBe(
      `You have reached today's limits; asking ${count} more because you named a source.\n`,
    );
    expect(script.answers).toHaveLength(1);
  });

  it('does not lift the limit where none is named', async () => {
    const { machine } = await run([], {}, [], { settings, entries });
    expect(machine.data()).toContain("You have reached today's limits; 3 more questions are left.");
  });
});

describe('how a quiz ends', () => {
  it('ends with 0 when it is left, and gives the prompts back', async () => {
    const { code, script } = await run([], {}, [{ key: 'quit' }]);
    expect(code).toBe(0);
    expect(script.asked.at(-1)).toBe('close');
  });

  it('ends with 130 after Ctrl-C', async () => {
    expect((await run([], {}, [{ interrupt: true }])).code).toBe(130);
  });

  it('says when nothing is due, and what there is instead', async () => {
    const entries = ['latency', 'story', 'wide', 'draft'].map((id) =>
      attempt(id, id, 'easy', at('2026-11-24T09:00:00+01:00')),
    );
    const { code, machine } = await run([], {}, [], { entries });
    expect(code).toBe(0);
    expect(machine.data()).toMatch(/Nothing is due\. `prep quiz --all` studies anyway\.\n/);
    const cram = await run([], { cram: true }, [], { settings: { newPerDay: 0 } });
    expect(cram.machine.data()).toContain('`prep quiz --all --cram` studies anyway');
  });

  it('says that all is suspended, or that nothing matches, where --all finds nothing', async () => {
    const entries = ['latency', 'story', 'wide', 'draft'].map((question, i): Entry => ({
      type: 'suspend',
      id: String(i),
      at: DAY_AGO,
      question,
    }));
    const { machine } = await run([], { all: true }, [], { entries });
    const told = 'All questions that match are suspended.';
    expect(machine.data()).toContain(told);
    const none = await run([], { all: true, star: true, difficulty: 'hard' }, []);
    expect(none.machine.data()).toContain(told);
  });

  it('offers what else could be asked of the same banks', async () => {
    const { machine } = await run([], { weak: true, bank: ['my guide.md'] });
    expect(machine.data()).toContain(
      "No question is weak. `prep quiz --all --bank 'my guide.md'` studies anyway",
    );
  });

  it('offers nothing where there is no question at all', async () => {
    const bank = (): Bank<Question> => ({ questions: new Map(), metrics: new Map(), problems: [] });
    expect((await run([], {}, [], { bank })).machine.data()).toContain(
      'No questions yet. Import a guide (`prep import FILE`)',
    );
  });

  it('starts nothing new the day before the interview, unless asked', async () => {
    const eve = {
      settings: { interviewDate: '2026-11-25' },
      entries: ['23', '24'].map((day) =>
        attempt(day, 'latency', 'easy', at(`2026-11-${day}T09:00:00+01:00`)),
      ),
    };
    const { machine } = await run([], {}, [{ key: 'quit' }], eve);
    expect(machine.data()).toContain('The interview is so close that prep starts no new questions');
    expect((await asked([], { new: true }, eve)).length).toBeGreaterThan(0);
  });

  it('says when the limits of the day are reached', async () => {
    const { machine } = await run([], {}, [], { settings: { newPerDay: 0 } });
    expect(machine.data()).toContain("You have reached today's limits; 4 more questions are left.");
  });
});

describe('a quiz that cannot be', () => {
  it('needs a terminal', async () => {
    const error = await failure([], {}, [], { interactive: false });
    expect(error).toMatchObject({ code: 'no-terminal', exit: 2 });
    expect(error.hint).toContain('--plain');
    expect(error.hint).toContain('prep drill --json');
  });

  it('is told before anything is typed that nothing can be stored', () => {
    const probeHome = (): string => {
      throw new Failure('not-writable', 'home cannot be written: permission is denied.');
    };
    const context = { interactive: true, probeHome };
    expect(() => requirePerson(context, {}, 'quiz', '')).toThrow('cannot be written');
  });

  it('needs none with --plain', async () => {
    const { code } = await run([], { plain: true }, [{ key: 'quit' }], {
      interactive: false,
      screen: { fancy: false },
    });
    expect(code).toBe(0);
  });

  it('names the closest questions for one that there is not', async () => {
    const error = await failure(['latncy']);
    expect(error).toMatchObject({ code: 'question-unknown', exit: 2 });
    expect(error.hint).toContain('latency');
  });

  it.each(['nope.md', 'notes/nope'])('says that there is no file %s', async (name) => {
    const error = await failure([name]);
    expect(error).toMatchObject({ code: 'file-missing', exit: 2 });
    expect(error.message).toBe(`No such file or folder: ${name}.`);
  });

  it('names the sections that there are', async () => {
    const error = await failure([], { section: ['Nowhere'] });
    expect(error).toMatchObject({ code: 'section-unknown', exit: 2 });
    expect(error.hint).toContain('Architecture, Behavioural');
  });
});

it.each([
  [{}, {}, 'full', true],
  [{ columns: 40, rows: 14 }, {}, 'full', true],
  [{ columns: 39 }, {}, 'full', false],
  [{ rows: 13 }, {}, 'full', false],
  // `TERM=dumb`
  [{ fancy: false }, {}, 'full', false],
  [{}, { inline: true }, 'full', false],
  [{}, { plain: true }, 'full', false],
  [{}, {}, 'inline', false],
] as const)('takes the whole window of %j with %j and the setting %s: %j', (size, given, screen, full) => {
  const { context } = openQuizMachine({ screen: size });
  expect(usesFullScreen({ ...context, interactive: true }, given, { screen })).toBe(full);
  expect(usesFullScreen({ ...context, interactive: false }, given, { screen })).toBe(false);
});
