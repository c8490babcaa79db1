// Shares keyboard and signals with other programs. Between prompts the keyboard stays in raw mode, so that a
// key waits for the next prompt without an echo; other programs get keyboard and terminal in their original
// state.
import { ifPossible } from '../../core/base/problem.ts';

export const PASTE_MARKS = { on: '\x1b[?2004h', off: '\x1b[?2004l' };
export const CURSOR = { show: '\x1b[?25h', hide: '\x1b[?25l' };
export const RESTORE_TERMINAL = PASTE_MARKS.off + CURSOR.show;

/** After half a second without a prompt, work is running that Ctrl-C must be able to interrupt. */
const MOMENT_MS = 500;

type Input = NodeJS.ReadableStream & { readonly setRawMode?: (raw: boolean) => unknown };

const watched = new WeakSet<object>();

/** An error on a terminal means that it was closed. */
export function hangUpWith(stream: NodeJS.ReadableStream | NodeJS.WritableStream): void {
  if (!watched.has(stream)) stream.on('error', hangUp);
  watched.add(stream);
}

/** Gives what prep holds of the terminal to another program; returns what takes it back. */
type Lend = () => () => void;

const lenders = new Set<Lend>();
let lent = 0;

export function shareTerminal(lend: Lend): () => void {
  lenders.add(lend);
  return () => void lenders.delete(lend);
}

/** Returns keyboard and screen to other programs, and when prep is stopped; gives what takes both back. */
export function lendTerminal(): () => void {
  const takeBacks = [...lenders].map((lend) => lend());
  lent++;
  return () => {
    lent--;
    for (const takeBack of takeBacks) takeBack();
  };
}

/** A prompt takes the keyboard. It is held until the next prompt, for a moment. */
export function openKeyboard(input: Input) {
  hangUpWith(input);
  let timer: NodeJS.Timeout | undefined;
  let isAsking = false;
  const set = (raw: boolean, asks = false): void => {
    clearTimeout(timer);
    isAsking = asks;
    if (raw) lenders.add(lend);
    else if (!lenders.delete(lend)) return;
    input.setRawMode?.(raw);
  };
  const lend: Lend = () => {
    const isTaken = isAsking;
    set(false);
    return () => {
      if (isTaken) set(true, true);
    };
  };
  return {
    take: () => set(true, true),
    hold: () => {
      set(true);
      timer = setTimeout(() => set(false), MOMENT_MS).unref();
    },
    release: () => set(false),
  };
}

/** In ms, until the signal that stops prep arrives. */
const STOPPING_MS = 20;

/** What Ctrl-Z does. `target` is a process, or 0 for the whole job: otherwise a shell waits for `npx`. */
export async function suspend(target = 0): Promise<void> {
  const takeBack = lendTerminal();
  const isListening = process.listeners('SIGTSTP').includes(onStop);
  process.removeListener('SIGTSTP', onStop);
  process.kill(target, 'SIGTSTP');
  // If no shell could continue it, prep is not stopped.
  await new Promise((resolve) => setTimeout(resolve, STOPPING_MS));
  if (isListening) process.on('SIGTSTP', onStop);
  takeBack();
}

const onStop = (): void => void suspend(process.pid);

const endings = new Set<() => void>();
const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'] as const;

/** Other listeners decide how prep ends; without any, a signal has its default effect. */
function onEnd(how: NodeJS.Signals | number): void {
  if (how === 'SIGINT' && process.listenerCount('SIGINT') > 1) return;
  runEndings();
  if (typeof how === 'string' && process.listenerCount(how) === 0) process.kill(process.pid, how);
}

/**
 * Called once if a signal, a lost terminal or `process.exit` ends prep. Synchronous: no events will arrive any more.
 * @returns removes it
 */
export function beforeEnd(work: () => void): () => void {
  if (endings.size === 0) for (const end of ENDS) process.on(end, onEnd);
  endings.add(work);
  return () => {
    if (endings.delete(work) && endings.size === 0) stopListening();
  };
}

function stopListening(): void {
  for (const end of ENDS) process.removeListener(end, onEnd);
}

function runEndings(): void {
  // The terminal is restored last: what was typed is stored even if that fails.
  const all = [...endings].toReversed();
  endings.clear();
  stopListening();
  // If one fails, the others must run too, and nothing can be reported any more.
  for (const work of all) ifPossible(work);
}

const ARRIVAL_MS = 1000;

/** By SIGHUP: on exit, Node aborts with a stack trace if it cannot reset the terminal. */
export function hangUp(): void {
  runEndings();
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ARRIVAL_MS);
  // `nohup` ignores it.
  process.kill(process.pid, 'SIGKILL');
}

/**
 * @param interrupted called for SIGINT, which then no longer ends the process
 * @param restore called before a signal, a lost terminal or an error ends the process, and on exit
 */
export function onSignals(interrupted: () => void, restore: () => void): () => void {
  const listeners = {
    SIGINT: () => {
      // Otherwise it is meant for the program that has the terminal.
      if (lent === 0) interrupted();
    },
    SIGTSTP: onStop,
    // Runs before Node prints the error, which would disappear with the screen.
    uncaughtExceptionMonitor: restore,
  };
  const forget = beforeEnd(restore);
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  return () => {
    forget();
    for (const [event, listener] of Object.entries(listeners)) process.removeListener(event, listener);
  };
}
