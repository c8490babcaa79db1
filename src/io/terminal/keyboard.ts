// Shares the keyboard and the signals with other programs. Between two prompts the keyboard stays in raw
// mode, so that a key is not echoed and waits for the next prompt; any other program gets it back in its
// original state, and so does the terminal when prep is killed.
export const PASTE_MARKS = { on: '\x1b[?2004h', off: '\x1b[?2004l' };
export const CURSOR = { show: '\x1b[?25h', hide: '\x1b[?25l' };
export const RESTORE_TERMINAL = PASTE_MARKS.off + CURSOR.show;

/** After half a second without a prompt some work is running, which Ctrl-C must be able to interrupt. */
const MOMENT_MS = 500;

export type Keyboard = {
  /** True while a prompt has it. */
  readonly isAsking: () => boolean;
  readonly take: () => void;
  readonly hold: () => void;
  readonly release: () => void;
};

type Input = NodeJS.ReadableStream & { readonly setRawMode?: (raw: boolean) => unknown };

const takenKeyboards = new Set<Keyboard>();

const watched = new WeakSet<object>();

/** A terminal that fails is one that is gone. */
export function hangUpWith(stream: NodeJS.ReadableStream | NodeJS.WritableStream): void {
  if (!watched.has(stream)) stream.on('error', hangUp);
  watched.add(stream);
}

/** An input that is not a terminal has no keyboard to hold. */
export function openKeyboard(input: Input): Keyboard {
  hangUpWith(input);
  let timer: NodeJS.Timeout | undefined;
  let isAsking = false;
  const set = (raw: boolean, asks = false): void => {
    clearTimeout(timer);
    isAsking = asks;
    if (raw) takenKeyboards.add(keyboard);
    else if (!takenKeyboards.delete(keyboard)) return;
    input.setRawMode?.(raw);
  };
  const keyboard: Keyboard = {
    isAsking: () => isAsking,
    take: () => set(true, true),
    hold: () => {
      set(true);
      timer = setTimeout(() => set(false), MOMENT_MS).unref();
    },
    release: () => set(false),
  };
  return keyboard;
}

/** What has the terminal besides the keyboard, and gives it to other programs for a while. */
type Sharer = { readonly lend: () => void; readonly takeBack: () => void };

const sharers = new Set<Sharer>();
/** How often the terminal is lent now. */
let lent = 0;

/** @returns ends the sharing */
export function shareTerminal(sharer: Sharer): () => void {
  sharers.add(sharer);
  return () => void sharers.delete(sharer);
}

/**
 * Gives back the keyboards and the screen, before a program starts that uses them itself, and before prep is
 * stopped or ended.
 * @returns takes both again, the keyboard for a prompt that is still asked
 */
export function lendTerminal(): () => void {
  const asking = [...takenKeyboards].filter((keyboard) => keyboard.isAsking());
  for (const keyboard of takenKeyboards) keyboard.release();
  const lenders = [...sharers];
  for (const sharer of lenders) sharer.lend();
  lent++;
  return () => {
    lent--;
    for (const keyboard of asking) keyboard.take();
    for (const sharer of lenders) sharer.takeBack();
  };
}

/** Time until the signal that stops prep arrives, ms. */
const STOPPING_MS = 20;

/**
 * Stops prep as Ctrl-Z does, and takes the terminal again when it continues.
 * @param target a process, or 0 for the whole job, as a terminal stops it: a shell waits for `npx` otherwise
 */
export async function suspend(target = 0): Promise<void> {
  const takeBack = lendTerminal();
  const isListening = process.listeners('SIGTSTP').includes(onStop);
  process.removeListener('SIGTSTP', onStop);
  process.kill(target, 'SIGTSTP');
  // Where no shell could continue it, prep is not stopped.
  await new Promise((resolve) => setTimeout(resolve, STOPPING_MS));
  if (isListening) process.on('SIGTSTP', onStop);
  takeBack();
}

const onStop = (): void => void suspend(process.pid);

/** What is still to be stored when prep is ended, and programs that must end with it. */
const endings = new Set<() => void>();

/** Called once if a signal or a lost terminal ends prep; returns what forgets it again. */
export function beforeEnd(work: () => void): () => void {
  endings.add(work);
  return () => void endings.delete(work);
}

function runEndings(): void {
  const all = [...endings];
  endings.clear();
  for (const work of all) {
    try {
      work();
    } catch {
      // The others are to come as well, and there is no place left to say it.
    }
  }
}

/** Long enough for a signal to arrive. */
const ARRIVAL_MS = 1000;

/**
 * Ends prep because its terminal is gone, with the signal of a closed window. An exit would do no good: Node aborts with a stack
 * trace where it cannot reset the terminal.
 */
export function hangUp(): void {
  runEndings();
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ARRIVAL_MS);
  // `nohup` has it ignored.
  process.kill(process.pid, 'SIGKILL');
}

/**
 * Handles signals until released.
 * @param interrupted called for SIGINT, which then no longer ends the process
 * @param restore called before SIGTERM, SIGHUP, or an error end the process, and when it exits
 * @returns releases the signals
 */
export function onSignals(interrupted: () => void, restore: () => void): () => void {
  const die = (signal: NodeJS.Signals): void => {
    runEndings();
    restore();
    release();
    process.kill(process.pid, signal);
  };
  const listeners = {
    SIGINT: () => {
      // Otherwise it is meant for the program that has the terminal.
      if (lent === 0) interrupted();
    },
    SIGTERM: die,
    SIGHUP: die,
    SIGTSTP: onStop,
    exit: restore,
    // Before Node prints the error, which would be gone with the screen.
    uncaughtExceptionMonitor: restore,
  };
  const release = (): void => {
    for (const [event, listener] of Object.entries(listeners)) process.removeListener(event, listener);
  };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  return release;
}
