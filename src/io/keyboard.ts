// The keyboard while prompts follow each other. Between two of them it stays as a prompt had it, so that a key is not echoed
// and waits for the next one; whoever else wants it gets it back.

export const PASTE_MARKS_ON = '\x1b[?2004h';
export const PASTE_MARKS_OFF = '\x1b[?2004l';
/** What a terminal must be told when a prompt is left by the back door. */
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

/** Opens the keyboard at `input`; what is no terminal has none to hold. */
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

/** Gives back whatever is held, ahead of a program that reads the keyboard itself. */
export function releaseKeyboards(): void {
  for (const keyboard of taken) keyboard.release();
}
