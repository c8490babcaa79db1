// The one error type for operational failures. Only `main` prints it and exits.

/** Exit codes: 1 problems found or something left to do · 2 wrong usage or wrong input · 130 interrupted. */
export type ExitCode = 1 | 2 | 130;

/** Something that prep cannot do, said in one sentence, with the remedy. */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly exit: ExitCode;

  /**
   * @param code short kebab-case name, for scripts and tests
   * @param message what happened and where, one sentence
   * @param more `hint`: what to do next · `exit`: the exit code (2 when left out) · `cause`: the error underneath
   */
  constructor(code: string, message: string, more: { hint?: string; exit?: ExitCode; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'Failure';
    this.code = code;
    this.hint = more.hint;
    this.exit = more.exit ?? 2;
  }
}

/**
 * What a failure says and what to do about it, as one sentence after the other: for places that print both in one line.
 * A hint that begins with a command is left as it is typed.
 */
export function failureText({ message, hint }: Pick<Failure, 'message' | 'hint'>): string {
  if (hint === undefined || hint === '') return message;
  if (/^prep\b/.test(hint)) return `${message} ${hint}`;
  const sentence = hint.charAt(0).toUpperCase() + hint.slice(1);
  return `${message} ${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`}`;
}
