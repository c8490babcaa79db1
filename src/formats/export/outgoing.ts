// A question for export: all texts in one mode, with the user's own version instead of the bank's answer.
import type { Decision, Question } from '../../core/base/question.ts';
import { openSource, type Text } from '../../core/base/span.ts';
import { withNewlines } from '../../core/base/text.ts';
import { isWithin, type Segment, type Values } from '../../core/fill/conditional.ts';
import { segmentsOf, shownWith } from '../../core/fill/values.ts';
import { type ExportMode, GAP } from '../../core/import/export.ts';
import type { JsonFields } from '../json/document.ts';
import { relinkMedia } from '../markdown/html.ts';
import { safeCell, writeCsv, writeItems, writeTags } from '../notation/csv.ts';
import { QUESTION_KEYS } from '../question/draft.ts';
import { filledText } from '../question/filled-text.ts';
import { phrasesText } from '../question/points.ts';
import { withTexts, type WrittenQuestion, writtenQuestion } from '../question/question-writer.ts';
import { headlineIn, storyOf } from '../question/story.ts';

export type Outgoing = WrittenQuestion & {
  readonly draft: boolean;
  /** The answer is the user's own version. */
  readonly own: boolean;
};

function ownAnswer(answer: string): Pick<Outgoing, 'answer' | 'own' | 'star' | 'draft'> {
  const source = openSource('', answer);
  const story = Object.entries(storyOf(source, source.textAt(0, answer.length), false) ?? {});
  const parts = story.map(([part, { text }]) => [part, text] as const);
  const star = parts.length > 0 ? Object.fromEntries(parts) : undefined;
  return { answer, own: true, star, draft: false };
}

/** @param shown the text of the segment in the mode of the export */
export type WriteText = (shown: string, segment: Segment) => string;

/** Nonbreaking spaces would hide "12 ms" from a search in other programs. */
function shownText({ kind, text }: Segment, mode: ExportMode): string {
  if (kind === 'filled') return text.replaceAll('\u00A0', ' ');
  return kind === 'open' && mode === 'strip' ? GAP : text;
}

/**
 * @param own the user's own version; not in exports to edit and import again, nor in those with blanks, because it is
 *   private
 * @param write makes the texts; pages mark values and placeholders in them
 */
export function outgoing(
  question: Question,
  own: string | undefined,
  mode: ExportMode,
  values: Values,
  write?: WriteText,
): Outgoing {
  const known: Values = mode === 'filled' ? values : new Map();
  // A template for others keeps its conditions; without values they can't be decided.
  const branchOf = mode === 'open' ? (): Decision => 'invalid' : undefined;
  const written = (segments: readonly Segment[]): string =>
    segments.map((one) => (write ?? ((shown) => shown))(shownText(one, mode), one)).join('');
  /** It comes back as it is in the question, escaped brackets too. */
  const isRaw = mode === 'open' && !write;
  const putLine = (text: string, at?: Text['at']): string =>
    written(filledText(question, text, known, at, branchOf));
  const isOwn = own !== undefined && mode === 'filled';
  /** A page counts the values in all texts that are made. */
  const isReplaced = ({ at }: Text): boolean => isOwn && isWithin(at, question.answer.at);
  const put = (text: Text): string =>
    isReplaced(text) ? '' : written(segmentsOf(shownWith(text, question, known, branchOf), known));
  const texts = isRaw
    ? writtenQuestion(question)
    : writtenQuestion(question, put, ({ text, at }) => putLine(text, at));
  return {
    ...texts,
    draft: question.draft,
    own: false,
    ...(isOwn && ownAnswer(putLine(own))),
    // Notes can be private, so they are never given to others.
    notes: mode === 'strip' ? '' : texts.notes,
  };
}

/** @param names of its images in the export, by path as written */
export const withMedia = (question: Outgoing, names: ReadonlyMap<string, string> = new Map()): Outgoing =>
  withTexts(question, (text) => relinkMedia(text, names));

const JSON_FIELDS = [...QUESTION_KEYS, 'title', 'draft'] as const;

export const outgoingJson = (question: Outgoing): JsonFields => ({
  ...Object.fromEntries(JSON_FIELDS.map((name) => [name, question[name] ?? null])),
  asked: question.asked || null,
  headline: headlineIn(question.answer) ?? null,
  answer: question.answer,
  own: question.own,
  star: question.star ?? null,
  keyPoints: question.points,
  pointAlternatives: question.alternatives ?? question.points.map(() => []),
  followUpTexts: question.followUps.map(([asked, answer]) => ({ question: asked, answer })),
  notes: question.notes || null,
});

// Questions as a table for spreadsheets, one per row; prep reads it back as the same questions
// (formats/import/exported.ts).

const CELLS = {
  id: ({ id }) => id,
  number: ({ number }) => (number === undefined ? '' : String(number)),
  section: ({ section }) => section,
  question: ({ title }) => title,
  asked: ({ asked }) => asked,
  answer: ({ answer }) => answer,
  'key points': ({ points, alternatives }) =>
    writeItems(points.map((point, i) => [point, phrasesText(alternatives?.[i] ?? [])])),
  'follow-ups': ({ followUps }) => writeItems(followUps),
  tags: ({ tags }) => writeTags(tags),
  difficulty: ({ difficulty }) => difficulty,
  minutes: ({ minutes }) => String(minutes),
  kind: ({ kind }) => kind,
  suspended: ({ suspended }) => (suspended ? 'true' : ''),
  notes: ({ notes }) => notes,
  source: ({ source }) => source ?? '',
  created: ({ created }) => created ?? '',
  updated: ({ updated }) => updated ?? '',
} satisfies Readonly<Record<string, (question: Outgoing) => string>>;

export type BankColumn = keyof typeof CELLS;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own names, and no others
const BANK_COLUMNS = Object.keys(CELLS) as readonly BankColumn[];

export function writeTable(questions: readonly Outgoing[]): string {
  // Line ends in cells match those of the table, because programs unify them anyway.
  const rows = questions.map((question) =>
    Object.values(CELLS).map((cell) => safeCell(withNewlines(cell(question)))),
  );
  return writeCsv([BANK_COLUMNS, ...rows]);
}
