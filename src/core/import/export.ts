// What an export makes of a question.
import type { Question, StarPart } from '../base/question.ts';
import type { Segment } from '../fill/value.ts';

/** `filled` puts the values in · `open` leaves placeholders as they are written · `strip` makes neutral gaps of them. */
export const EXPORT_MODES = ['filled', 'open', 'strip'] as const;
export type ExportMode = (typeof EXPORT_MODES)[number];

/** What `prep export` can write. */
export const EXPORT_FORMAT_NAMES = ['md', 'html', 'cheatsheet', 'anki', 'anki-text', 'csv', 'json'] as const;
export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];

/** Stands where a placeholder stood in what is given to others; it says nothing of what was there. */
export const GAP = '____';

/** What an export says of a question, the same in every mode. */
export const OUTGOING_FIELDS = [
  'id',
  'number',
  'section',
  'title',
  'kind',
  'tags',
  'difficulty',
  'minutes',
  'draft',
  'suspended',
  'source',
  'created',
  'updated',
] as const satisfies readonly (keyof Question)[];

/** A question as it goes out: the same for every format. */
export type Outgoing = Pick<Question, (typeof OUTGOING_FIELDS)[number]> & {
  /** What is asked beyond the title: code to look at, options to choose from. */
  readonly asked?: string;
  readonly answer: string;
  /** True when the answer is the user's own version. */
  readonly own: boolean;
  /** The parts of a story, each as it stands in `answer`. */
  readonly star?: Readonly<Partial<Record<StarPart, string>>>;
  /** Those that the file gives; empty when it gives none. */
  readonly keyPoints: readonly string[];
  /** Other words for each of them, in their order; left out when no point has any. */
  readonly pointAlternatives?: readonly (readonly string[])[];
  readonly followUps: readonly { readonly question: string; readonly answer: string }[];
  readonly notes?: string;
};

/** Makes one text of the segments that it consists of. */
export type WriteText = (segments: readonly Segment[], mode: ExportMode) => string;
