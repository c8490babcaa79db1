// Runs `prep mock` in process, with a person who follows a script, or one who does whatever is asked.
import type { Input } from '../../src/cli.ts';
import { mock } from '../../src/commands/mock/mock.ts';
import type { MockEvent } from '../../src/core/mock/mock.ts';
import type { Prompts } from '../../src/context.ts';
import { AS_FOUND, GO, SUGGESTED } from './acts.ts';
import { openQuizMachine, type QuizMachine, type QuizMachineOptions } from './quiz-machine.ts';
import { scriptedPrompts, type Act, type ScriptedPrompts } from './scripted-prompts.ts';

export type MockRun = QuizMachine & { readonly script: ScriptedPrompts; readonly code: number };

type Plan = QuizMachineOptions & {
  /** Called before each act. */
  readonly before?: (index: number, run: QuizMachine & { readonly script: ScriptedPrompts }) => void;
  /** The script has an act for the start; otherwise the mock starts at once. */
  readonly waits?: boolean;
};

/** Only the question `latency`, which has two follow-ups of its own. */
export const LATENCY: Input<'mock'> = { difficulty: 'hard', count: 1 };
/** Reviews an answer at the end, and accepts the ticks and the suggestion. */
export const CHECK: readonly Act[] = [GO, AS_FOUND, SUGGESTED];

export async function heldMock(
  acts: readonly Act[],
  options: Input<'mock'> = {},
  plan: Plan = {},
): Promise<MockRun> {
  const { before, waits = false, ...machineOptions } = plan;
  const script: ScriptedPrompts = scriptedPrompts(acts, (index) => before?.(index, { ...machine, script }));
  const pause: Prompts['pause'] = (text, until) =>
    text.startsWith('Enter = start') && !waits
      ? Promise.resolve({ kind: 'value', value: 'go' })
      : script.prompts.pause(text, until);
  const machine = openQuizMachine({ ...machineOptions, prompts: { ...script.prompts, pause } });
  const code = await mock(machine.context, [], { seed: 's', ...options });
  return { ...machine, script, code };
}

/** Answers everything with `text`, and accepts suggestions. */
function willing(text: string): Prompts {
  const value = <T>(given: T): Promise<{ kind: 'value'; value: T }> =>
    Promise.resolve({ kind: 'value', value: given });
  return {
    line: () => Promise.resolve(''),
    choose: () => Promise.resolve('r'),
    answer: () => value(text),
    record: () => value('stopped' as const),
    points: ({ points }) => value(points),
    rate: ({ suggested = 'good' }) => value(suggested),
    pause: () => value('go' as const),
    page: () => undefined,
    read: () => undefined,
    show: () => undefined,
    notice: () => undefined,
    help: () => undefined,
    leave: () => undefined,
    interrupted: () => false,
    beforeEnd: () => undefined,
    close: () => undefined,
  };
}

/** With a person who does whatever is asked; returns the machine even after an error. */
export async function willingMock(
  options: Input<'mock'>,
  plan: QuizMachineOptions = {},
): Promise<QuizMachine & { readonly thrown?: unknown }> {
  const machine = openQuizMachine({ ...plan, prompts: willing('Quadratic time in the length: 45 ms.') });
  try {
    await mock(machine.context, [], { seed: 's', ...options });
    return machine;
  } catch (thrown) {
    return { ...machine, thrown };
  }
}

export function eventsOf({ mocks }: Pick<QuizMachine, 'mocks'>): readonly MockEvent[] {
  const [events = []] = mocks.values();
  return events;
}

export const typesOf = (machine: Pick<QuizMachine, 'mocks'>): readonly string[] =>
  eventsOf(machine).map(({ type }) => type);
