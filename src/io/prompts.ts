// Prompts on a terminal: which machine asks what, what becomes of Ctrl-C, and a terminal left as it was found.
import type { AnswerPrompt, Clock, Prompts, PromptViews, Reply, Screen } from '../context.ts';
import {
  pausingMachine,
  ratingMachine,
  recordingMachine,
  thinkingMachine,
  tickingMachine,
} from './prompts-keys.ts';
import { openKeyboard, type Keyboard } from './keyboard.ts';
import {
  RESTORE_TERMINAL,
  type Machine,
  type Outcome,
  type Press,
  type Terminal,
} from './prompts-machine.ts';
import { lineMachine, typingMachine } from './prompts-typing.ts';
import type { Reflow } from './reflow.ts';
import { onSignals } from './signals.ts';

type Options = {
  readonly terminal: Terminal;
  readonly clock: Pick<Clock, 'now'>;
  readonly views: PromptViews;
};

type Runner = {
  readonly run: <State, Value>(machine: Machine<State, Value>) => Promise<Outcome<Value>>;
  /** `run`, where to be interrupted is to leave. */
  readonly ask: <State, T>(machine: Machine<State, Reply<T>>) => Promise<Reply<T>>;
  readonly isInterrupted: () => boolean;
};

/** Runs one machine after the other on a terminal, until Ctrl-C or `interrupt` ends them all. */
function runnerOn(terminal: Terminal, keyboard: Keyboard, interrupt: AbortController): Runner {
  let isFirst = true;
  const left: Press[] = [];
  const run: Runner['run'] = async (machine) => {
    if (interrupt.signal.aborted) return { kind: 'interrupted' };
    keyboard.take();
    // Loaded here, so that the first card is on screen before Inquirer is.
    const { runPrompt } = await import('./prompts-engine.ts');
    const outcome = await runPrompt(machine, terminal, { stop: interrupt.signal, isFirst, left });
    isFirst = false;
    if (outcome.kind === 'interrupted') interrupt.abort();
    if (outcome.kind === 'value') keyboard.hold();
    else keyboard.release();
    return outcome;
  };
  const ask: Runner['ask'] = async (machine) => {
    const outcome = await run(machine);
    return outcome.kind === 'value' ? outcome.value : { kind: 'key', key: 'quit' };
  };
  return { run, ask, isInterrupted: () => interrupt.signal.aborted };
}

/** Prompts over any terminal; `openPrompts` is for that of the process. */
export function terminalPrompts({ terminal, clock, views }: Options): Prompts {
  const write = (text: string): void => void terminal.output.write(text);
  const interrupt = new AbortController();
  const keyboard = openKeyboard(terminal.input);
  const { run, ask, isInterrupted } = runnerOn(terminal, keyboard, interrupt);
  const release = onSignals(
    () => interrupt.abort(),
    () => {
      keyboard.release();
      write(RESTORE_TERMINAL);
    },
  );

  const clockOf =
    ({ startedAt }: Pick<AnswerPrompt, 'startedAt'>) =>
    (): number =>
      Math.max(0, clock.now() - startedAt);
  const answer: Prompts['answer'] = async (prompt) => {
    if (prompt.card !== '') write(`${prompt.card}\n`);
    const elapsedMs = clockOf(prompt);
    if (prompt.mode === 'think') return ask(thinkingMachine(prompt, views, elapsedMs));
    const outcome = await run(typingMachine(prompt, views, elapsedMs));
    if (outcome.kind !== 'value') return { kind: 'key', key: 'quit' };
    if (outcome.value.kind !== 'editor') return outcome.value;
    const draft = (await prompt.edit?.(outcome.value.text)) ?? outcome.value.text;
    prompt.onText(draft);
    return answer({ ...prompt, draft, card: '' });
  };

  return {
    line: async (question) => {
      const outcome = await run(lineMachine(question, views));
      return outcome.kind === 'value' ? outcome.value : undefined;
    },
    answer,
    record: (prompt) => ask(recordingMachine(prompt, views, clockOf(prompt))),
    points: (prompt) => ask(tickingMachine(prompt, views)),
    rate: (prompt) => ask(ratingMachine(prompt, views)),
    pause: (text, until) => ask(pausingMachine(text, views, until)),
    show: (text) => write(`${text}\n`),
    interrupted: isInterrupted,
    close: () => {
      keyboard.release();
      release();
    },
  };
}

/**
 * Prompts on the terminal of the process.
 * @param screen its size is asked anew each time
 * @param views how prompts look
 * @param reflow what the terminal breaks when it is narrowed
 */
export function openPrompts(screen: Screen, clock: Clock, views: PromptViews, reflow: Reflow): Prompts {
  const size = () => ({ columns: screen.columns, rows: screen.rows });
  const ends = { input: process.stdin, output: process.stdout, size };
  const breaking = { rows: views.brokenRows, breaksCursorLine: reflow === 'all' };
  const terminal = reflow === 'nothing' ? ends : { ...ends, breaking };
  return terminalPrompts({ terminal, clock, views });
}
