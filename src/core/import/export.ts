// What leaves prep of a question: its texts with the user's values, as they are written, or with gaps for
// strangers.
import type { Question, StarPart } from '../base/question.ts';
import type { Segment, Values } from '../fill/value.ts';

/** `filled` puts the values in · `open` leaves placeholders as they are written · `strip` makes neutral gaps of them. */
export const EXPORT_MODES = ['filled', 'open', 'strip'] as const;
export type ExportMode = (typeof EXPORT_MODES)[number];

/** What `prep export` can write. */
export const EXPORT_FORMAT_NAMES = ['md', 'html', 'cheatsheet', 'anki', 'anki-text', 'csv', 'json'] as const;
export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];

/** Stands where a placeholder stood in what is given to others; it says nothing of what was there. */
export const GAP = '____';

/** A question as it goes out: the same for every format. */
export type Outgoing = Pick<
  Question,
  | 'id'
  | 'number'
  | 'section'
  | 'title'
  | 'kind'
  | 'tags'
  | 'difficulty'
  | 'minutes'
  | 'draft'
  | 'suspended'
  | 'source'
  | 'created'
  | 'updated'
> & {
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

const NOTHING: Values = new Map();

/** The values that may go out. */
export const outgoingValues = (mode: ExportMode, values: Values): Values =>
  mode === 'filled' ? values : NOTHING;

/** Makes one text of the pieces that it consists of. */
export type WriteText = (segments: readonly Segment[], mode: ExportMode) => string;

/** A text as it goes out. Number and unit are kept together by plain spaces, which every program finds. */
export const outgoingText: WriteText = (segments, mode) =>
  segments
    .map(({ kind, text }) => {
      if (kind === 'filled') return text.replaceAll('\u00A0', ' ');
      return kind === 'open' && mode === 'strip' ? GAP : text;
    })
    .join('');
