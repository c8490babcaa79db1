import type { Span } from './span.ts';
import { compare } from './text.ts';
import { capitalized } from './wording.ts';

/** Scripts rely on these codes: they are added, never renamed. */
export type ProblemCode =
  | 'file-unreadable'
  | 'file-encoding'
  | 'file-empty'
  | 'file-too-large'
  | 'bank-empty'
  | 'question-malformed'
  | 'title-missing'
  | 'front-matter-language'
  | 'front-matter-syntax'
  | 'front-matter-key'
  | 'front-matter-value'
  | 'id-unwritten'
  | 'id-invalid'
  | 'id-duplicate'
  | 'number-duplicate'
  | 'answer-missing'
  | 'star-part-missing'
  | 'point-unsupported'
  | 'heading-unknown'
  | 'placeholder-open'
  | 'placeholder-unclosed'
  | 'placeholder-title'
  | 'metric-undeclared'
  | 'metric-invalid'
  | 'metric-duplicate'
  | 'metric-renamed'
  | 'constraint-invalid'
  | 'derive-syntax'
  | 'derive-unknown'
  | 'derive-cycle'
  | 'derive-unit'
  | 'derive-division'
  | 'derive-overflow'
  | 'condition-syntax'
  | 'condition-unclosed'
  | 'condition-else'
  | 'not-measured'
  | 'value-range'
  | 'value-uncited'
  | 'value-invalid'
  | 'value-constraint'
  | 'journal-torn'
  | 'journal-conflict'
  | 'journal-damaged';

export type Problem = {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly at: Span;
  readonly message: string;
  readonly hint?: string;
  readonly related?: Span;
};

export const hidesFile = ({ code }: Pick<Problem, 'code'>): boolean =>
  code === 'file-unreadable' || code === 'file-encoding' || code === 'file-too-large';

/** Some programs rename decks to .zip when sending. */
const DECK = /\.(?:apkg|colpkg|zip)$/i;

/** Question heads have no `inDeck`, so the file name decides for them. */
const isInDeck = ({ file, start }: Pick<Span, 'file' | 'start'>): boolean => start.inDeck ?? DECK.test(file);

/** A deck has notes instead of lines. */
export const lineText = (at: Pick<Span, 'file' | 'start'>): string =>
  isInDeck(at) ? `${at.file}, note ${at.start.line}` : `${at.file}:${at.start.line}`;

export const placeText = (at: Span): string =>
  isInDeck(at) ? lineText(at) : `${lineText(at)}:${at.start.column}`;

/** A deck that cannot be read has no note to name. */
export const problemPlaceText = (problem: Problem): string =>
  isInDeck(problem.at) && hidesFile(problem) ? problem.at.file : placeText(problem.at);

export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) =>
      compare(a.at.file, b.at.file) || a.at.start.offset - b.at.start.offset || compare(a.code, b.code),
  );
}

export class Failure extends Error {
  override readonly name = 'Failure';
  /** Of prep: 1 is for problems found or something left to do. */
  readonly exit = 2;
  readonly code: string;
  readonly hint: string | undefined;

  /** The program is bundled twice (scripts/build.js), and each half must recognize the other's failures. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'Failure';
  }

  /**
   * @param code short kebab-case name, for scripts and tests
   * @param message what happened and where, in one sentence
   * @param more `hint`: what to do next
   */
  constructor(code: string, message: string, more: { readonly hint?: string } = {}) {
    super(message);
    this.code = code;
    this.hint = more.hint;
  }
}

/** Undefined where `work` fails, and nobody needs to know why. */
export function ifPossible<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Its `Failure`, if it fails. */
export function failureOf(work: () => void): Failure | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  return undefined;
}

/** Its `Failure` as a value, to be told or counted. Anything else that it throws is a bug. */
export async function orFailure<T>(work: () => T | Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** A hint that begins with a command keeps its case. */
export function failureText({ message, hint }: Pick<Failure, 'message' | 'hint'>): string {
  if (hint === undefined || hint === '') return message;
  if (/^prep\b/.test(hint)) return `${message} ${hint}`;
  const sentence = capitalized(hint);
  return `${message} ${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`}`;
}
