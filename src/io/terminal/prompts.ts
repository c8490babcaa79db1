// The prompts of a session on a terminal: how one runs and follows another, how Ctrl-C ends them, and how the terminal is
// restored. The traps of Inquirer are handled here: readline closes on Ctrl-D and at the end of input without settling the
// prompt; Inquirer ends the output after each prompt, places the cursor by what readline believes was typed, and drops
// keys pressed before a prompt; and after Ctrl-Z and `fg` readline stops reading.
import { Writable } from 'node:stream';
import type {
  AskLive,
  Clock,
  Drawn,
  LivePrompt,
  LivePrompts,
  Press,
  Prompts,
  PromptSize,
  PromptStep,
  Rendered,
} from '../../context.ts';
import { withNewlines } from '../../core/base/text.ts';
import {
  beforeEnd,
  CURSOR,
  hangUpWith,
  onSignals,
  openKeyboard,
  PASTE_MARKS,
  RESTORE_TERMINAL,
  suspend,
} from './keyboard.ts';
import { openWindow, type Window } from './window.ts';

export type Terminal = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly size: () => PromptSize;
  /** A session in the whole window, which then draws the prompts. */
  readonly window?: Window;
};

type Outcome<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'interrupted' | 'ended' | 'suspended' };

type Keypress = {
  readonly name?: string | undefined;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
};

const TYPES_NOTHING = /^\x1b|[\x00-\x08\x0a-\x1f\x7f]/;

/** More keys than a person types at one moment, even over a slow line: an unmarked paste. */
const MOST_TYPED = 3;

/** Only time tells a lone Esc from an escape sequence. Readline waits half a second, which feels broken. */
const ESCAPE_WAIT_MS = 60;

const windowOf = ({ window }: Terminal): Window | undefined => (window?.isOpen() ? window : undefined);

const promptSize = (terminal: Terminal): PromptSize => windowOf(terminal)?.promptSize() ?? terminal.size();

/** Can be ended without ending the real output. Drops Inquirer's drawing if the window draws. */
function facade(terminal: Terminal): Writable {
  const { output, size } = terminal;
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _, next) => {
      if (!windowOf(terminal)) output.write(chunk);
      next();
    },
  });
  return Object.defineProperties(stream, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
  });
}

/**
 * Makes readline believe that `rest` was typed and the cursor is in front of it. That places the cursor, and
 * since the line is never empty, Ctrl-D does not close readline.
 */
function placeCursor(rl: object, rest: string): void {
  Object.assign(rl, { line: rest, cursor: 0 });
}

const prepared = new WeakSet<NodeJS.ReadableStream>();

/** The first readline on an input sets the wait after Esc, and Inquirer has no option for it. */
function prepare(input: NodeJS.ReadableStream, readline: typeof import('node:readline')): void {
  if (prepared.has(input)) return;
  prepared.add(input);
  readline.createInterface({ input, terminal: true, escapeCodeTimeout: ESCAPE_WAIT_MS }).close();
}

type View<Value> = {
  readonly prompt: LivePrompt<Value>;
  readonly terminal: Terminal;
  readonly onClosed: () => void;
  readonly onSuspend: () => void;
  /** Keys pressed before the prompt appeared; stops listening for more. */
  readonly takeEarly: () => readonly Keypress[];
  readonly left: Press[];
};

const drawnBy = ({ prompt, terminal }: View<unknown>): Drawn => prompt.draw(promptSize(terminal));

/** As Inquirer expects it: the lines down to the cursor, and those below. */
function inLines({ text, below, keys, still }: Drawn): [text: string, below: string] {
  const under = [below, keys === undefined ? '' : `\n${keys}`].filter((part) => part !== '');
  return [still ? CURSOR.hide + text : text, under.join('\n')];
}

/**
 * Passes keys to the prompt: all that arrived together at once, and a marked paste as one press. `key` is
 * undefined for those left by the previous prompt.
 */
function presser<Value>(
  view: View<Value>,
  redraw: () => void,
  finish: (value: Value) => void,
): (key: Keypress | undefined, rl: object) => void {
  const { prompt, terminal, left } = view;
  let waiting = left.splice(0);
  let pasted: string | undefined;
  let isFlushing = false;
  const collect = ({ name = '', ctrl, shift, meta = false, sequence = '' }: Keypress): void => {
    if (name === 'paste-start') pasted = '';
    else if (name === 'paste-end') {
      const text = withNewlines(pasted ?? '');
      waiting.push({ name: 'paste', ctrl: false, meta: false, shift: false, text });
      pasted = undefined;
    } else if (pasted !== undefined) pasted += sequence;
    else
      waiting.push({ name, ctrl, shift, meta, text: ctrl || TYPES_NOTHING.test(sequence) ? '' : sequence });
  };
  const flush = (rl: object): void => {
    isFlushing = false;
    const presses = waiting;
    waiting = [];
    for (const [i, press] of presses.entries()) {
      if (windowOf(terminal)?.takes(press, prompt.keeps)) continue;
      const done = prompt.press(press, promptSize(terminal), i < presses.length - 1);
      if (done) {
        if (presses.length <= MOST_TYPED) left.push(...presses.slice(i + 1));
        return finish(done.value);
      }
    }
    placeCursor(rl, drawnBy(view).rest);
    prompt.watch?.('press');
    redraw();
  };
  return (key, rl) => {
    if (key) collect(key);
    if (isFlushing || pasted !== undefined || waiting.length === 0) return;
    isFlushing = true;
    setImmediate(() => flush(rl));
  };
}

function inquirerPrompt<Value>(
  view: View<Value>,
  { createPrompt, useEffect, useKeypress, useState }: Running['inquirer'],
) {
  const { prompt, terminal, onClosed, onSuspend } = view;
  let press: ReturnType<typeof presser> | undefined;
  return createPrompt<Value, object>((_, finish) => {
    const [, setCount] = useState(0);
    let isOver = false;
    const redraw = (): void => {
      if (!isOver) setCount((count) => count + 1);
    };
    press ??= presser(view, redraw, finish);
    useEffect((rl) => {
      const { output } = terminal;
      rl.on('close', onClosed);
      rl.on('SIGTSTP', onSuspend);
      // Ctrl-D may have come before anyone listened.
      if ('closed' in rl && rl.closed === true) onClosed();
      output.on('resize', redraw);
      placeCursor(rl, drawnBy(view).rest);
      redraw();
      for (const key of [undefined, ...view.takeEarly()]) press?.(key, rl);
      let ticked = drawnBy(view).text;
      const onTick = (): void => {
        prompt.watch?.('tick');
        const { text } = drawnBy(view);
        if (text !== ticked) redraw();
        ticked = text;
      };
      const timer = prompt.tickMs === undefined ? undefined : setInterval(onTick, prompt.tickMs);
      void prompt.over?.then((value) => {
        if (!isOver) finish(value);
      });
      return () => {
        isOver = true;
        clearInterval(timer);
        rl.removeListener('close', onClosed);
        rl.removeListener('SIGTSTP', onSuspend);
        output.removeListener('resize', redraw);
      };
    }, []);
    useKeypress((event, rl) => press?.(event, rl));
    const window = windowOf(terminal);
    if (window && !isOver) window.draw(prompt.draw);
    return inLines(drawnBy(view));
  });
}

type Running = {
  readonly inquirer: typeof import('@inquirer/core');
  readonly readline: typeof import('node:readline');
  /** Aborted when Ctrl-C arrives as a signal, before a prompt has taken the keyboard. */
  readonly stop: AbortSignal;
  /** Keys before the first prompt of a session, such as a second Enter, were meant for something else. */
  readonly isFirst: boolean;
  /** Keys that one prompt leaves to the next. */
  readonly left: Press[];
};

/**
 * Asks, and clears the drawing after the answer. Ctrl-C and the end of input are outcomes, not errors. `suspended` if
 * Ctrl-Z stops prep; the prompt must then be drawn again.
 */
async function askOnce<Value>(
  prompt: LivePrompt<Value>,
  terminal: Terminal,
  { inquirer, readline, stop, isFirst, left }: Running,
): Promise<Outcome<Value>> {
  const { input, output } = terminal;
  if (stop.aborted) return { kind: 'interrupted' };
  if (!input.readable) return { kind: 'ended' };
  const [gone, suspended] = [new AbortController(), new AbortController()];
  const onClosed = (): void => gone.abort();
  const onSuspend = (): void => suspended.abort();
  prepare(input, readline);
  const early: Keypress[] = [];
  const onEarly = (_: unknown, key: Keypress): void => {
    if (!isFirst) early.push(key);
  };
  const takeEarly = (): readonly Keypress[] => {
    input.removeListener('keypress', onEarly);
    return early.splice(0);
  };
  input.on('keypress', onEarly);
  input.once('end', onClosed);
  output.write(PASTE_MARKS.on);
  const forget = beforeEnd(() => prompt.watch?.('end'));
  try {
    const view = { prompt, terminal, onClosed, onSuspend, takeEarly, left };
    const signal = AbortSignal.any([gone.signal, suspended.signal, stop]);
    const options = { input, output: facade(terminal), clearPromptOnDone: true, signal };
    return { kind: 'value', value: await inquirerPrompt(view, inquirer)({}, options) };
  } catch (error) {
    prompt.watch?.('tick');
    const isInterrupt = stop.aborted || (error instanceof Error && error.name === 'ExitPromptError');
    if (isInterrupt) return { kind: 'interrupted' };
    if (gone.signal.aborted) return { kind: 'ended' };
    if (suspended.signal.aborted) return { kind: 'suspended' };
    throw error;
  } finally {
    forget();
    windowOf(terminal)?.draw();
    takeEarly();
    input.removeListener('end', onClosed);
    output.write(PASTE_MARKS.off);
  }
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
    // Loaded here, so that the first card is on screen before they are.
    const [inquirer, readline] = await Promise.all([import('@inquirer/core'), import('node:readline')]);
    const running = { inquirer, readline, stop: interrupt.signal, isFirst, left };
    let outcome = await askOnce(prompt, terminal, running);
    while (outcome.kind === 'suspended') {
      await suspend();
      outcome = await askOnce(prompt, terminal, running);
    }
    isFirst = false;
    const isOver = outcome.kind === 'interrupted' && (!isAside || interrupt.signal.aborted);
    if (isOver) interrupt.abort();
    if (outcome.kind === 'ended' || isOver) keyboard.release();
    else keyboard.hold();
    return outcome.kind === 'value' ? outcome.value : undefined;
  };
}

/** @param full takes the whole window */
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
