// The keyboard while prompts follow each other. Between two prompts it stays in raw mode, so that a key is not echoed and
// waits for the next prompt; any other program gets it back as it was.

export const PASTE_MARKS_ON = '\x1b[?2004h';
export const PASTE_MARKS_OFF = '\x1b[?2004l';
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

const taken = new Set<Keyboard>();

/** Opens the keyboard at `input`; an input that is not a terminal has none to hold. */
export function openKeyboard(input: Input): Keyboard {
  let timer: NodeJS.Timeout | undefined;
  const set = (raw: boolean): void => {
    clearTimeout(timer);
    if (raw) taken.add(keyboard);
    else if (!taken.delete(keyboard)) return;
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
  for (const keyboard of taken) keyboard.release();
}
