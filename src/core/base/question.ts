// What is asked: the question as prep understands it, however its file was written. Pure types and small
// facts.
import type { Span, Text } from './span.ts';

/** Stable name of a question, kebab-case; history hangs on it. */
export type QuestionId = string;

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** `star` questions are stories told as Situation, Task, Action, Result (and Learning). */
export type QuestionKind = 'open' | 'star';

export const STAR_PARTS = ['situation', 'task', 'action', 'result', 'learning'] as const;
export type StarPart = (typeof STAR_PARTS)[number];

/** One idea that a good answer must contain. */
export type KeyPoint = {
  readonly text: string;
  readonly at: Span;
  /** Other words for it, each a phrase on one line; they help to find it in an answer and are not shown. */
  readonly also?: readonly string[];
};

export type FollowUp = { readonly question: Text; readonly answer: Text };

/**
 * What lists, queues and counts need to know of a question, without its texts.
 * It is plain JSON, so that a cache can hold ten thousand of them.
 */
export type QuestionHead = {
  readonly id: QuestionId;
  /** False when the id was derived from the title because the file gives none. */
  readonly idWritten: boolean;
  readonly number?: number;
  readonly section: string;
  readonly title: string;
  readonly kind: QuestionKind;
  readonly tags: readonly string[];
  readonly difficulty: Difficulty;
  /** Target speaking time. */
  readonly minutes: number;
  /** True when the file has no answer yet. */
  readonly draft: boolean;
  /** Suspended by its front matter (the user's own suspensions live in the journal). */
  readonly suspended: boolean;
  /** Key of every placeholder in answer and follow-ups, in order of appearance, without repeats. */
  readonly placeholderKeys: readonly string[];
  /** Those of them that are cited under conditions alone. */
  readonly conditionalKeys?: readonly ConditionalKey[];
  readonly points: number;
  readonly followUps: number;
  /** True when more is asked than the title says: code, options. The question is read in full before it is shown. */
  readonly asksMore?: boolean;
  /** Short hash of the answer's text: tells whether it was edited, and finds a retitled question again. */
  readonly answerHash: string;
  /** Path of the file as shown to people, and the line of the title. */
  readonly file: string;
  readonly line: number;
  /** Path of the bank (as given) that it came from. */
  readonly bank: string;
};

/** A question in full. */
export type Question = QuestionHead & {
  readonly titleAt: Span;
  /** What is asked beyond the title, Markdown: code to look at, options to choose from. Shown with the question. */
  readonly asked?: Text;
  /** The model answer as written, Markdown; empty text for a draft. */
  readonly answer: Text;
  /** For STAR questions: the text of each part that is there. Each is a slice within `answer`. */
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  /** True when the file gives no key points and these were proposed from the answer. */
  readonly pointsProposed: boolean;
  readonly followUpTexts: readonly FollowUp[];
  readonly notes?: Text;
  /** Every placeholder of answer and follow-ups, in order of appearance (repeats included). */
  readonly placeholders: readonly Placeholder[];
  /** Every stretch of answer and follow-ups that depends on a condition, outer before inner; left out where there is none. */
  readonly conditionals?: readonly Conditional[];
  readonly source?: string;
  readonly created?: string;
  readonly updated?: string;
  /** True when it stands in a question file of prep's own format, where an id can be written down. */
  readonly native?: boolean;
};

/** A spot in an answer that wants a value of the user's. */
export type Placeholder = {
  /** Name of the metric, or (for a placeholder of its own) a stable key `question-id/kind/words-around`. */
  readonly key: string;
  /** Name inside the brackets when it looks like a metric name, whether or not one of that name is declared. */
  readonly name?: string;
  /**
   * The syntax it is written in: `fill-in`, `letter` and others (`SYNTAXES` in formats/question/placeholders.ts), or `condition`:
   * a metric's name in `[IF name > 4: …]`, whose value is wanted and not shown.
   */
  readonly kind: string;
  /** As written, brackets included, and where. */
  readonly written: Text;
  /** What the author says is wanted: `your GPU`. */
  readonly hint?: string;
  /** The author's example: `single RTX 3090` of `[FILL IN: your GPU, e.g., single RTX 3090]`. */
  readonly example?: string;
  /** Unit that stands around the placeholder in the text (`ms` of `[X]ms`, `$` of `$[Z]`); the text keeps it. */
  readonly unitAround?: string;
  /** True for a placeholder in a follow-up rather than in the answer. */
  readonly inFollowUp: boolean;
};

/** What becomes of a condition. `invalid` ones are shown as they are written. */
export type Decision = 'holds' | 'fails' | 'open' | 'invalid';

export type Decide = (condition: string) => Decision;

/** A stretch of a text that depends on a condition. */
export type Conditional = {
  /** From `[IF` to its `]`. */
  readonly at: Span;
  readonly condition: Text;
  /** What is shown when it holds, without the blanks around it. */
  readonly first: Text;
  /** What is shown when it does not; left out where nothing is. */
  readonly otherwise?: Text;
};

/**
 * A key that is cited under conditions alone. It is wanted where each of them is as said: the words around it are shown, or
 * (`open`) the condition itself waits for it.
 */
export type ConditionalKey = {
  readonly key: string;
  readonly when: readonly (readonly [condition: string, is: 'holds' | 'fails' | 'open'])[];
};
