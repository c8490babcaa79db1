// A session in process, from its first card to its summary, by a script of acts.
import type { Mode } from '../../src/core/base/attempt.ts';
import type { AttemptEntry } from '../../src/core/schedule/journal.ts';
import { loadStudy } from '../../src/commands/shared/load.ts';
import { runSession } from '../../src/commands/quiz/quiz.ts';
import { theme } from '../../src/screens/ui/theme.ts';
import { memorySound, type MemorySound, type MemorySoundOptions } from './memory-sound.ts';
import { openQuizMachine, type QuizMachine, type QuizMachineOptions } from './quiz-machine.ts';
import { scriptedPrompts, type Act, type ScriptedPrompts } from './scripted-prompts.ts';

export type RehearsedRun = QuizMachine & {
  readonly script: ScriptedPrompts;
  readonly code: number;
  readonly sound: MemorySound;
  readonly attempts: () => readonly AttemptEntry[];
};

export type RehearsedPlan = Omit<QuizMachineOptions, 'sound'> & {
  readonly questions?: readonly string[];
  readonly mode?: Mode;
  readonly cram?: boolean;
  readonly sounds?: MemorySoundOptions;
  readonly drafts?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** Called before each act. */
  readonly before?: (
    index: number,
    machine: QuizMachine,
    sound: MemorySound,
    script: ScriptedPrompts,
  ) => void;
};

/** `latency` in `speak` mode, unless the plan says otherwise. */
export async function rehearsed(acts: readonly Act[], plan: RehearsedPlan = {}): Promise<RehearsedRun> {
  const { questions = ['latency'], mode = 'speak', sounds = {}, drafts = {}, before, columns = 80 } = plan;
  const sound = memorySound(sounds);
  const machine = openQuizMachine({ ...plan, sound: sound.sound });
  for (const [id, text] of Object.entries(drafts)) machine.drafts.set(id, text);
  const script: ScriptedPrompts = scriptedPrompts(acts, (index) => before?.(index, machine, sound, script));
  const display = { columns, plain: false, theme: theme({ color: false, fancy: true, unicode: true }) };
  const study = await loadStudy(machine.context, {});
  const { cram = false } = plan;
  const options = { questions, mode, cram, display };
  const code = await runSession(machine.context, script.prompts, study, options);
  const attempts = (): readonly AttemptEntry[] =>
    machine.entries.flatMap((entry) => (entry.type === 'attempt' ? [entry] : []));
  return { ...machine, script, code, sound, attempts };
}
