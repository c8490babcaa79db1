import type { Question, StarPart } from '../base/question.ts';
import type { Segment } from '../fill/conditional.ts';

/** `filled` puts the values in · `open` leaves placeholders as written · `strip` replaces them with neutral gaps. */
export const EXPORT_MODES = ['filled', 'open', 'strip'] as const;
export type ExportMode = (typeof EXPORT_MODES)[number];

export const EXPORT_FORMAT_NAMES = ['md', 'html', 'cheatsheet', 'anki', 'csv', 'json'] as const;
export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];

/** Replaces a placeholder for other people; reveals nothing about it. */
export const GAP = '____';

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

export type Outgoing = Pick<Question, (typeof OUTGOING_FIELDS)[number]> & {
  readonly asked?: string;
  readonly answer: string;
  readonly own: boolean;
  readonly star?: Readonly<Partial<Record<StarPart, string>>>;
  readonly keyPoints: readonly string[];
  readonly pointAlternatives?: readonly (readonly string[])[];
  readonly followUps: readonly { readonly question: string; readonly answer: string }[];
  readonly notes?: string;
};

/** @param shown the text of the segment in the mode of the export */
export type WriteText = (shown: string, segment: Segment) => string;

export function textsOf({
  asked = '',
  answer,
  keyPoints,
  pointAlternatives = [],
  followUps,
  notes = '',
}: Outgoing): readonly string[] {
  const more = followUps.flatMap((each) => [each.question, each.answer]);
  return [asked, answer, notes, ...keyPoints, ...pointAlternatives.flat(), ...more];
}
