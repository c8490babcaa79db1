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
  /** Other phrases for it, which help to find it in an answer and are not shown. */
  readonly also?: readonly string[];
  /** Of a point that is written with them, and not proposed from the answer. */
  readonly conditionals?: readonly Conditional[];
};

export type FollowUp = { readonly question: Text; readonly answer: Text };
export const FOLLOW_UP_MINUTES = 1;

/** What lists, queues, and counts need. Plain JSON: a cache has ten thousand of them. */
export type QuestionHead = HeadFields & Facts;

type HeadFields = {
  readonly id: QuestionId;
  /** False when the id was derived from the title. */
  readonly idWritten: boolean;
  /** As read, if another file of the bank has a question with this title. */
  readonly idInFile?: QuestionId;
  readonly number?: number;
  /** `dq:4`, where several banks have numbers. */
  readonly label?: string;
  readonly section: string;
  readonly title: string;
  readonly kind: QuestionKind;
  readonly tags: readonly string[];
  readonly difficulty: Difficulty;
  readonly minutes: number;
  readonly draft: boolean;
  /** By its front matter; the user's own suspensions are in the journal. */
  readonly suspended: boolean;
  readonly placeholderKeys: readonly string[];
  /** Of those, the ones above the line of an answer in two layers; absent for any other answer. */
  readonly headlineKeys?: readonly string[];
  /** Cited only under conditions. */
  readonly conditionalKeys?: readonly ConditionalKey[];
  readonly points: number;
  readonly answerHash: string;
  /** As written; with a time when `prep add` or `prep new` made it. */
  readonly created?: string;
  /** Of the title, as shown to people. */
  readonly file: string;
  readonly line: number;
  readonly bank: string;
};

export const labelOf = ({ id, number, label }: Pick<QuestionHead, 'id' | 'number' | 'label'>): string =>
  label ?? (number === undefined ? id : `Q${number}`);

export type Question = QuestionHead & QuestionTexts;

type QuestionTexts = {
  readonly titleAt: Span;
  /** Code to look at, options to choose from, in Markdown. */
  readonly asked?: Text;
  readonly answer: Text;
  /** The headline and the depth below it: slices of `answer`, both or neither. */
  readonly headline?: Text;
  readonly depth?: Text;
  /** Slices of `answer`, by STAR part. */
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  /** Proposed from the answer, because the file has none. */
  readonly pointsProposed: boolean;
  readonly followUpTexts: readonly FollowUp[];
  readonly notes?: Text;
  readonly placeholders: readonly Placeholder[];
  /** Outer ones first. */
  readonly conditionals?: readonly Conditional[];
  readonly source?: string;
  readonly updated?: string;
  readonly native?: boolean;
};

type Facts = ReturnType<typeof factsOf>;

/** What lists need of the texts. To show another fact in `prep list`: a line here, and one in `commands/bank/list.ts`. */
export const factsOf = ({ asked, followUpTexts }: QuestionTexts) => ({
  followUps: followUpTexts.length,
  /** Code or options beyond the title: the file is read before the question is shown. */
  ...(asked && { asksMore: true }),
});

/** Ten thousand are made at startup, so no spreads. */
export function headOf(question: Question): QuestionHead {
  const head: { -readonly [Field in keyof HeadFields]: HeadFields[Field] } = {
    id: question.id,
    idWritten: question.idWritten,
    section: question.section,
    title: question.title,
    kind: question.kind,
    tags: question.tags,
    difficulty: question.difficulty,
    minutes: question.minutes,
    draft: question.draft,
    suspended: question.suspended,
    placeholderKeys: question.placeholderKeys,
    conditionalKeys: question.conditionalKeys,
    points: question.points,
    answerHash: question.answerHash,
    file: question.file,
    line: question.line,
    bank: question.bank,
  };
  if (question.created !== undefined) head.created = question.created;
  if (question.number !== undefined) head.number = question.number;
  if (question.headlineKeys) head.headlineKeys = question.headlineKeys;
  return Object.assign(head, factsOf(question));
}

export type Placeholder = {
  /** A metric name, or a stable key `question-id/kind/words-around`. */
  readonly key: string;
  /** Inside the brackets, declared or not. */
  readonly name?: string;
  /**
   * `fill-in`, `letter` … (`SYNTAXES` in formats/question/placeholders.ts), or `condition`: a metric in `[IF
   * name > 4: …]`, needed but not shown.
   */
  readonly kind: string;
  readonly written: Text;
  /** What is asked for, unless it only stands for a number or a day. */
  readonly hint?: string;
  /** The author's example: `single RTX 3090` of `[FILL IN: your GPU, e.g., single RTX 3090]`. */
  readonly example?: string;
  /** Unit around the placeholder in the text (`ms` of `[X]ms`, `$` of `$[Z]`); the text keeps it. */
  readonly unitAround?: string;
  /** `ms` of `[FILL IN: p95, ms]`. */
  readonly unitInside?: string;
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
 * Needed if every condition has the given outcome: the words around it are shown, or (`open`) the condition
 * itself depends on it.
 */
export type ConditionalKey = {
  readonly key: string;
  readonly when: readonly (readonly [condition: string, is: 'holds' | 'fails' | 'open'])[];
};
