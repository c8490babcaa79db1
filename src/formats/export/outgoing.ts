// A question for export: all texts in one mode, with the user's own version instead of the bank's answer.
import { type Decision, type Question, STAR_PARTS } from '../../core/base/question.ts';
import { openSource, type Text } from '../../core/base/span.ts';
import { withNewlines } from '../../core/base/text.ts';
import type { Segment, Values } from '../../core/fill/conditional.ts';
import { segmentsOf, shownWith } from '../../core/fill/values.ts';
import {
  type ExportMode,
  GAP,
  type Outgoing,
  OUTGOING_FIELDS,
  type WriteText,
} from '../../core/import/export.ts';
import type { JsonFields } from '../json/document.ts';
import { safeCell, writeCsv, writeItems, writeTags } from '../notation/csv.ts';
import { filledText } from '../question/filled-text.ts';
import { alternativesOf, phrasesText } from '../question/points.ts';
import { headlineIn, storyOf } from '../question/story.ts';

type Answer = Pick<Outgoing, 'answer' | 'own' | 'star'>;

function bankAnswer({ answer, star }: Question, put: (text: Text) => string): Answer {
  const parts = STAR_PARTS.flatMap((part) => {
    const text = star?.[part];
    return text ? [[part, put(text)] as const] : [];
  });
  return { answer: put(answer), own: false, star: star && Object.fromEntries(parts) };
}

function ownAnswer(answer: string): Answer {
  const source = openSource('', answer);
  const story = Object.entries(storyOf(source, source.textAt(0, answer.length), false) ?? {});
  const parts = story.map(([part, { text }]) => [part, text] as const);
  return { answer, own: true, star: parts.length > 0 ? Object.fromEntries(parts) : undefined };
}

/** Nonbreaking spaces would hide "12 ms" from a search in other programs. */
function shownText({ kind, text }: Segment, mode: ExportMode): string {
  if (kind === 'filled') return text.replaceAll('\u00A0', ' ');
  return kind === 'open' && mode === 'strip' ? GAP : text;
}

const pick = <T, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has these names, each with its own value
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>;

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
  write: WriteText = (shown) => shown,
): Outgoing {
  const known: Values = mode === 'filled' ? values : new Map();
  // A template for others keeps its conditions; without values they can't be decided.
  const branchOf = mode === 'open' ? (): Decision => 'invalid' : undefined;
  const written = (segments: readonly Segment[]): string =>
    segments.map((segment) => write(shownText(segment, mode), segment)).join('');
  const put = (text: Text): string => written(segmentsOf(shownWith(text, question, known, branchOf), known));
  const putLine = (text: string, at?: Text['at']): string =>
    written(filledText(question, text, known, at, branchOf));
  const asIs = ({ text }: Text): string => written([{ kind: 'plain', text }]);
  const isOwn = own !== undefined && mode === 'filled';
  const points = question.pointsProposed ? [] : question.keyPoints;
  const alternatives = alternativesOf(points);
  return {
    ...pick(question, OUTGOING_FIELDS),
    ...(isOwn ? { ...ownAnswer(putLine(own)), draft: false } : bankAnswer(question, put)),
    asked: question.asked && asIs(question.asked),
    keyPoints: points.map(({ text, at }) => putLine(text, at)),
    pointAlternatives: alternatives.length > 0 ? alternatives : undefined,
    followUps: question.followUpTexts.map(({ question: asked, answer }) => ({
      question: put(asked),
      answer: put(answer),
    })),
    // Notes can be private, so they are never given to others.
    notes: question.notes && mode !== 'strip' ? asIs(question.notes) : undefined,
  };
}

export const outgoingJson = (question: Outgoing): JsonFields => ({
  ...Object.fromEntries(OUTGOING_FIELDS.map((name) => [name, question[name] ?? null])),
  asked: question.asked ?? null,
  headline: headlineIn(question.answer) ?? null,
  answer: question.answer,
  own: question.own,
  star: question.star ?? null,
  keyPoints: question.keyPoints,
  pointAlternatives: question.pointAlternatives ?? question.keyPoints.map(() => []),
  followUpTexts: question.followUps,
  notes: question.notes ?? null,
});

// Questions as a table for spreadsheets, one per row; prep reads it back as the same questions
// (formats/import/exported.ts).

const CELLS = {
  id: ({ id }) => id,
  number: ({ number }) => (number === undefined ? '' : String(number)),
  section: ({ section }) => section,
  question: ({ title }) => title,
  asked: ({ asked }) => asked ?? '',
  answer: ({ answer }) => answer,
  'key points': ({ keyPoints, pointAlternatives }) =>
    writeItems(
      keyPoints.map((point, i) => ({
        item: withNewlines(point),
        reply: phrasesText(pointAlternatives?.[i] ?? []),
      })),
    ),
  'follow-ups': ({ followUps }) =>
    writeItems(
      followUps.map(({ question, answer }) => ({
        item: withNewlines(question),
        reply: withNewlines(answer),
      })),
    ),
  tags: ({ tags }) => writeTags(tags),
  difficulty: ({ difficulty }) => difficulty,
  minutes: ({ minutes }) => String(minutes),
  kind: ({ kind }) => kind,
  suspended: ({ suspended }) => (suspended ? 'true' : ''),
  notes: ({ notes }) => notes ?? '',
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
