import type { Span, Text } from './span.ts';

export type QuestionId = string;

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export type QuestionKind = 'open' | 'star';

export const STAR_PARTS = ['situation', 'task', 'action', 'result', 'learning'] as const;
export type StarPart = (typeof STAR_PARTS)[number];

export type KeyPoint = {
  readonly text: string;
  readonly at: Span;
  /** Other words for it, each a phrase on one line; they help to find it in an answer and are not shown. */
  readonly also?: readonly string[];
};

export type FollowUp = { readonly question: Text; readonly answer: Text };
export const FOLLOW_UP_MINUTES = 1;

/**
 * What lists, queues, and counts need, without the texts. Plain JSON, so that a cache can hold ten thousand
 * of them.
 */
export type QuestionHead = {
  readonly id: QuestionId;
  /** False when the file gives no id and it was derived from the title. */
  readonly idWritten: boolean;
  readonly number?: number;
  /** `dq:4`: its number with the prefix of its bank, where several of the banks have numbers. */
  readonly label?: string;
  readonly section: string;
  readonly title: string;
  readonly kind: QuestionKind;
  readonly tags: readonly string[];
  readonly difficulty: Difficulty;
  readonly minutes: number;
  readonly draft: boolean;
  /** Suspended by its front matter (the user's own suspensions are in the journal). */
  readonly suspended: boolean;
  readonly placeholderKeys: readonly string[];
  /** Keys that are cited only under conditions. */
  readonly conditionalKeys?: readonly ConditionalKey[];
  readonly points: number;
  readonly followUps: number;
  /** True when the question has more than its title: code, options. It is then read in full before it is shown. */
  readonly asksMore?: boolean;
  readonly answerHash: string;
  /** As it is written; a date with a time is when `prep add` or `prep new` made it. */
  readonly created?: string;
  /** Path of the file as shown to people, and the line of the title. */
  readonly file: string;
  readonly line: number;
  /** Path of its bank, as given. */
  readonly bank: string;
};

/** What people call a question, and what commands take for it: `Q4`, `dq:4`, or its id. */
export const labelOf = ({ id, number, label }: Pick<QuestionHead, 'id' | 'number' | 'label'>): string =>
  label ?? (number === undefined ? id : `Q${number}`);

export type Question = QuestionHead & {
  readonly titleAt: Span;
  /** The question beyond its title, in Markdown: code to look at, options to choose from. */
  readonly asked?: Text;
  readonly answer: Text;
  /** What stands alone in 20 to 40 seconds, and the depth behind it: slices of `answer`, both or neither. */
  readonly headline?: Text;
  readonly depth?: Text;
  /** For STAR questions: the text of each part present. Each is a slice of `answer`. */
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  /** True when the file gives no key points and these were proposed from the answer. */
  readonly pointsProposed: boolean;
  readonly followUpTexts: readonly FollowUp[];
  readonly notes?: Text;
  readonly placeholders: readonly Placeholder[];
  /** Conditional stretches of answer and follow-ups, outer before inner. */
  readonly conditionals?: readonly Conditional[];
  readonly source?: string;
  readonly updated?: string;
  readonly native?: boolean;
};

export type Placeholder = {
  /** Metric name, or a stable key `question-id/kind/words-around` for a placeholder of its own. */
  readonly key: string;
  /** The name inside the brackets when it looks like a metric name, declared or not. */
  readonly name?: string;
  /**
   * Its syntax: `fill-in`, `letter`, and others (`SYNTAXES` in formats/question/placeholders.ts), or
   * `condition`: a metric in `[IF name > 4: …]`, whose value is needed but not shown.
   */
  readonly kind: string;
  readonly written: Text;
  readonly hint?: string;
  /** The author's example: `single RTX 3090` of `[FILL IN: your GPU, e.g., single RTX 3090]`. */
  readonly example?: string;
  /** Unit around the placeholder in the text (`ms` of `[X]ms`, `$` of `$[Z]`); the text keeps it. */
  readonly unitAround?: string;
  /** True for a placeholder in a follow-up rather than in the answer. */
  readonly inFollowUp: boolean;
};

export type Decision = 'holds' | 'fails' | 'open' | 'invalid';

export type Decide = (condition: string) => Decision;

export type Conditional = {
  readonly at: Span;
  readonly condition: Text;
  readonly first: Text;
  readonly otherwise?: Text;
};

/**
 * A key that is cited only under conditions. It is needed where every condition has the given outcome: the
 * words around it are shown, or (`open`) the condition itself waits for it.
 */
export type ConditionalKey = {
  readonly key: string;
  readonly when: readonly (readonly [condition: string, is: 'holds' | 'fails' | 'open'])[];
};
