// What is remembered of imported questions: where each came from, what it was there, and what was written here. Types only.
import type { QuestionHead, QuestionId } from './question.ts';

/** A question as a file of another bank gives it. */
export type Upstream = {
  /** The file as it is remembered, the same in every working folder. */
  readonly file: string;
  /** Its head, with the id that it has in that file. */
  readonly head: QuestionHead;
};

/** One imported question, as the manifest of its bank remembers it. */
export type Imported = {
  readonly id: QuestionId;
  readonly file: string;
  /** Name of the reader that read the file. */
  readonly shape: string;
  /** The id that it has in that file. */
  readonly key: QuestionId;
  readonly title: string;
  readonly number?: number;
  readonly answerHash: string;
  /** Hash of what upstream had when it was taken over last. */
  readonly content: string;
  /** Hash of the file that was written; empty when the user's own stayed. */
  readonly written: string;
  /** Placeholders beyond the certain ones that were taken for such. */
  readonly possible?: readonly string[];
};

/** What was said when a file was imported, and holds for the next time. */
export type ImportedFile = {
  readonly file: string;
  readonly section?: string;
  readonly tags?: readonly string[];
};

/** Everything that is remembered of imports into one bank. */
export type Manifest = {
  readonly files: ReadonlyMap<string, ImportedFile>;
  readonly questions: ReadonlyMap<QuestionId, Imported>;
};

/** Nothing was imported so far. */
export const NO_MANIFEST: Manifest = { files: new Map(), questions: new Map() };
