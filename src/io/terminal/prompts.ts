// The prompts of a session on a terminal: how one follows another, how Ctrl-C ends them, and how the terminal is
// restored.
import type {
  AskLive,
  Clock,
  LivePrompts,
  Press,
  Prompts,
  PromptStep,
  Rendered,
  Screen,
} from '../../context.ts';
import { beforeEnd, hangUpWith, onSignals, openKeyboard, RESTORE_TERMINAL } from './keyboard.ts';
import type { Terminal } from './prompt-engine.ts';
import { openWindow } from './window.ts';

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

/**
 * Asks one prompt after another, until Ctrl-C or `interrupt` ends them all.
 * @param begins called before each
 */
function askerOn(
  terminal: Terminal,
  keyboard: ReturnType<typeof openKeyboard>,
  interrupt: AbortController,
  begins: (step: PromptStep) => void,
): AskLive {
  let isFirst = true;
  const left: Press[] = [];
  return async (step, prompt, isAside = false) => {
    begins(step);
    if (interrupt.signal.aborted) return undefined;
    keyboard.take();
    // Loaded here, so that the first card is on screen before Inquirer is.
    const { runPrompt } = await import('./prompt-engine.ts');
    const outcome = await runPrompt(prompt, terminal, { stop: interrupt.signal, isFirst, left });
    isFirst = false;
    const isOver = outcome.kind === 'interrupted' && (!isAside || interrupt.signal.aborted);
    if (isOver) interrupt.abort();
    if (outcome.kind === 'ended' || isOver) keyboard.release();
    else keyboard.hold();
    return outcome.kind === 'value' ? outcome.value : undefined;
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
  const window = full ? openWindow(ends, live.frame) : undefined;
  const lines = linesOn(ends);
  const shower = () => (window?.isOpen() ? window : lines);
  const terminal: Terminal = { ...ends, window };
  const interrupt = new AbortController();
  const keyboard = openKeyboard(terminal.input);
  hangUpWith(terminal.output);
  const leave = (): void => {
    for (const text of window?.leave() ?? []) lines.show(text);
  };
  const end = (): void => {
    keyboard.release();
    leave();
    lines.asks();
  };
  const release = onSignals(
    () => interrupt.abort(),
    () => {
      end();
      terminal.output.write(RESTORE_TERMINAL);
    },
  );
  let step: PromptStep = 'pausing';
  const ask = askerOn(terminal, keyboard, interrupt, (next) => {
    step = next;
    lines.asks();
  });
  const asking = live.asking(ask, clock);

  return {
    ...asking,
    page: (head, isSame) => shower().page(head, isSame),
    read: (text, isSame) => shower().read(text, isSame),
    show: (text) => shower().show(typeof text === 'string' ? () => text : text),
    notice: (text) => shower().notice(text),
    leave,
    help: (keys) => shower().help(keys(step, window?.isOpen() === true)),
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
