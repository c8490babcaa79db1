// A spot in an answer that wants a value of the user's: what it is, which metric it means, what stands
// around it.
import type { Span, Text } from './span.ts';

/**
 * What a placeholder was written as:
 * `fill-in` `[FILL IN: …]` · `letter` `[X]ms` · `prompt` `[your …]`, `[Company Name]` · `mustache` `{{name}}` · `blank` `____` ·
 * `condition` a metric's name in `[IF name > 4: …]`: its value is wanted and not shown.
 */
export type PlaceholderKind = 'fill-in' | 'letter' | 'prompt' | 'mustache' | 'blank' | 'condition';

export type Placeholder = {
  /** Name of the metric, or (for a placeholder of its own) a stable key `question-id/kind/words-around`. */
  readonly key: string;
  /** Name inside the brackets when it looks like a metric name, whether or not one of that name is declared. */
  readonly name?: string;
  readonly kind: PlaceholderKind;
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
