// The prompts of a session on a terminal: how one follows another, how Ctrl-C ends them, and how the terminal is
// restored.
import { setTimeout as later } from 'node:timers/promises';
import type {
  AnswerPrompt,
  Clock,
  LivePrompt,
  LivePrompts,
  Press,
  Prompts,
  PromptStep,
  RecordPrompt,
  Rendered,
  Reply,
  Screen,
} from '../../context.ts';
import {
  beforeEnd,
  hangUpWith,
  type Keyboard,
  onSignals,
  openKeyboard,
  RESTORE_TERMINAL,
} from './keyboard.ts';
import type { Outcome, Terminal } from './prompt-engine.ts';
import { openWindow } from './window.ts';

const elapsedSince =
  (clock: Pick<Clock, 'now'>, { startedAt }: AnswerPrompt | RecordPrompt) =>
  (): number =>
    Math.max(0, clock.now() - startedAt);

/** Of a prompt that ends by itself. */
const ending = <const T>(until: Promise<unknown> | undefined, value: T) =>
  until?.then(() => ({ kind: 'value', value }) as const);

const valueIn = <T>(outcome: Outcome<T>): T | undefined =>
  outcome.kind === 'value' ? outcome.value : undefined;

/**
 * Runs one prompt after another, until Ctrl-C or `interrupt` ends them all.
 * @param asks called before each
 */
function runnerOn(terminal: Terminal, keyboard: Keyboard, interrupt: AbortController, asks: () => void) {
  let isFirst = true;
  let step: PromptStep = 'pausing';
  const left: Press[] = [];
  const run = async <Value>(
    next: PromptStep,
    prompt: LivePrompt<Value>,
    isAside = false,
  ): Promise<Outcome<Value>> => {
    step = next;
    asks();
    if (interrupt.signal.aborted) return { kind: 'interrupted' };
    keyboard.take();
    // Loaded here, so that the first card is on screen before Inquirer is.
    const { runPrompt } = await import('./prompt-engine.ts');
    const outcome = await runPrompt(prompt, terminal, { stop: interrupt.signal, isFirst, left });
    isFirst = false;
    const isOver = outcome.kind === 'interrupted' && (!isAside || interrupt.signal.aborted);
    if (isOver) interrupt.abort();
    if (outcome.kind === 'ended' || isOver) keyboard.release();
    else keyboard.hold();
    return outcome;
  };
  /** An interruption becomes the key `quit`. */
  const ask = async <T>(next: PromptStep, prompt: LivePrompt<Reply<T>>): Promise<Reply<T>> =>
    valueIn(await run(next, prompt)) ?? { kind: 'key', key: 'quit' };
  return { run, ask, step: () => step };
}

/** Shows texts line by line, without the window. */
function linesOn({ output, size }: Pick<Terminal, 'output' | 'size'>) {
  let notices: readonly Rendered[] = [];
  let isNew = false;
  const write = (text: Rendered): void => void output.write(`${text()}\n`);
  const asks = (): void => {
    notices.forEach(write);
    notices = [];
    isNew = false;
  };
  const show = (text: Rendered): void => {
    asks();
    write(text);
    isNew = true;
  };
  return {
    asks,
    show,
    read: show,
    help: show,
    notice: (text: Rendered): void => {
      notices = [...notices, text];
    },
    page: (head: Rendered): void => {
      // Old lines are scrolled up to stay reachable; lines not yet read stay in view.
      if (!isNew) output.write(`${'\n'.repeat(size().rows)}\x1b[H`);
      show(head);
    },
  };
}

/** How texts are shown, in the window or as lines, and how the normal screen returns. */
function showingOn(ends: Omit<Terminal, 'window'>, live: LivePrompts, full: boolean) {
  const window = full ? openWindow(ends, live.frame) : undefined;
  const lines = linesOn(ends);
  const shower = () => (window?.isOpen() ? window : lines);
  return {
    window,
    asks: lines.asks,
    leave: (): void => {
      for (const text of window?.leave() ?? []) lines.show(text);
    },
    page: (head: Rendered, isSame?: boolean) => shower().page(head, isSame),
    read: (text: Rendered, isSame?: boolean) => shower().read(text, isSame),
    show: (text: string | Rendered) => shower().show(typeof text === 'string' ? () => text : text),
    notice: (text: Rendered) => shower().notice(text),
    help: (text: Rendered) => shower().help(text),
  };
}

/**
 * On any terminal; `openPrompts` uses that of the process.
 * @param full takes the whole window
 */
export function terminalPrompts(
  ends: Omit<Terminal, 'window'>,
  clock: Pick<Clock, 'now'>,
  live: LivePrompts,
  full = false,
): Prompts {
  const { window, asks, leave, ...showing } = showingOn(ends, live, full);
  const terminal: Terminal = { ...ends, window };
  const interrupt = new AbortController();
  const keyboard = openKeyboard(terminal.input);
  hangUpWith(terminal.output);
  const { run, ask, step } = runnerOn(terminal, keyboard, interrupt, asks);
  const end = (): void => {
    keyboard.release();
    leave();
    asks();
  };
  const release = onSignals(
    () => interrupt.abort(),
    () => {
      end();
      terminal.output.write(RESTORE_TERMINAL);
    },
  );
  const answer: Prompts['answer'] = async (prompt) => {
    const elapsedMs = elapsedSince(clock, prompt);
    if (prompt.mode === 'think') return ask('thinking', live.thinking(prompt, elapsedMs));
    const over = prompt.until?.then(() => ({ kind: 'key', key: 'quit' }) as const);
    const outcome = await run('typing', { ...live.typing(prompt, elapsedMs), over });
    if (outcome.kind !== 'value') return { kind: 'key', key: 'quit' };
    if (outcome.value.kind !== 'editor') return outcome.value;
    const draft = (await prompt.edit?.(outcome.value.text)) ?? outcome.value.text;
    prompt.onText(draft);
    return answer({ ...prompt, draft });
  };

  return {
    ...showing,
    leave,
    help: (keys) => showing.help(keys(step(), window?.isOpen() === true)),
    line: async (question, isAside) => valueIn(await run('line', live.line(question), isAside)),
    choose: async (prompt) => valueIn(await run('line', live.choosing(prompt))),
    answer,
    record: (prompt) => {
      const elapsedMs = elapsedSince(clock, prompt);
      const limit = later(Math.max(0, prompt.limitMs - elapsedMs()), undefined, { ref: false });
      const over = ending(Promise.race([prompt.ended, limit]), 'over');
      return ask('recording', { ...live.recording(prompt, elapsedMs), over });
    },
    points: (prompt) => ask('ticking', live.ticking(prompt)),
    rate: (prompt) => ask('rating', live.rating(prompt)),
    pause: (text, until) => ask('pausing', { ...live.pausing(text), over: ending(until, 'go') }),
    interrupted: () => interrupt.signal.aborted,
    beforeEnd,
    close: () => {
      end();
      release();
    },
  };
}

/** @param full takes the whole window */
export function openPrompts(screen: Screen, clock: Clock, live: LivePrompts, full: boolean): Prompts {
  const { stdin: input, stdout: output } = process;
  // Read each time, because windows are resized.
  const size = () => ({ columns: screen.columns, rows: screen.rows });
  return terminalPrompts({ input, output, size }, clock, live, full);
}
