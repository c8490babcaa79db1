// Everything that happened, as entries; what holds now is a fold over them.
import type { Attempt } from './attempt.ts';
import type { Instant } from './day.ts';
import type { QuestionId } from './question.ts';

type Happened = { readonly id: string; readonly at: Instant };

export type AttemptEntry = { readonly type: 'attempt' } & Attempt;
/** Takes back the entry with id `target` (an attempt, suspension, note or relink). */
export type UndoEntry = Happened & { readonly type: 'undo'; readonly target: string };
export type SuspendEntry = Happened & {
  readonly type: 'suspend' | 'unsuspend';
  readonly question: QuestionId;
};
/** The history of `from` now belongs to `to`. */
export type RelinkEntry = Happened & {
  readonly type: 'relink';
  readonly from: QuestionId;
  readonly to: QuestionId;
  readonly why?: string;
};
export type NoteEntry = Happened & {
  readonly type: 'note';
  readonly question: QuestionId;
  readonly text: string;
};

/** One line of the journal. */
export type Entry = AttemptEntry | UndoEntry | SuspendEntry | RelinkEntry | NoteEntry;
