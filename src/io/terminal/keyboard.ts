// How a session shares the keyboard and the signals with the rest of the machine. Between two prompts the
// keyboard stays in raw mode, so that a key is not echoed and waits for the next prompt; any other program
// gets it back as it was, and so does the terminal when prep is killed.

const PASTE_MARKS_OFF = '\x1b[?2004l';
/** Makes the terminal mark where a paste begins and ends. */
export const PASTE_MARKS = { on: '\x1b[?2004h', off: PASTE_MARKS_OFF };
/** Restores a terminal when a prompt is abandoned. */
export const RESTORE_TERMINAL = `${PASTE_MARKS_OFF}\x1b[?25h`;

/** Half a second without a prompt is more than a moment: what runs then can be interrupted by Ctrl-C again. */
const MOMENT_MS = 500;

export type Keyboard = {
  /** Takes it for a prompt. */
  readonly take: () => void;
  /** Holds it for the moment until the next prompt. */
  readonly hold: () => void;
  /** Gives it back as it was found. */
  readonly release: () => void;
};

type Input = NodeJS.ReadableStream & { readonly setRawMode?: (raw: boolean) => unknown };

const takenKeyboards = new Set<Keyboard>();

/** Opens the keyboard at `input`; an input that is not a terminal has none to hold. */
export function openKeyboard(input: Input): Keyboard {
  let timer: NodeJS.Timeout | undefined;
  const set = (raw: boolean): void => {
    clearTimeout(timer);
    if (raw) takenKeyboards.add(keyboard);
    else if (!takenKeyboards.delete(keyboard)) return;
    input.setRawMode?.(raw);
  };
  const keyboard: Keyboard = {
    take: () => set(true),
    hold: () => {
      set(true);
      timer = setTimeout(() => set(false), MOMENT_MS).unref();
    },
    release: () => set(false),
  };
  return keyboard;
}

/** Gives back all keyboards before a program starts that reads the keyboard itself. */
export function releaseKeyboards(): void {
  for (const keyboard of takenKeyboards) keyboard.release();
}

/**
 * Listens for signals until released.
 * @param interrupted called for SIGINT, which then no longer ends the process
 * @param restore called before SIGTERM or SIGHUP end the process, and when it exits
 * @returns releases the signals
 */
export function onSignals(interrupted: () => void, restore: () => void): () => void {
  const die = (signal: NodeJS.Signals): void => {
    restore();
    release();
    process.kill(process.pid, signal);
  };
  const listeners = { SIGINT: interrupted, SIGTERM: die, SIGHUP: die, exit: restore };
  const release = (): void => {
    for (const [event, listener] of Object.entries(listeners)) process.removeListener(event, listener);
  };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  return release;
}
