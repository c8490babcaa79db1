// Makes what goes out of a question: all its texts in one mode, the user's own version of the answer in
// place of the model's.
import { type Decision, type Question, STAR_PARTS } from '../../core/base/question.ts';
import { openSource, type Text } from '../../core/base/span.ts';
import type { Values } from '../../core/fill/value.ts';
import { segmentsOf, shownWith } from '../../core/fill/values.ts';
import {
  type ExportMode,
  type Outgoing,
  outgoingText,
  outgoingValues,
  type WriteText,
} from '../../core/import/export.ts';
import type { JsonFields } from '../json/document.ts';
import { filledText } from '../question/filled-text.ts';
import { alternativesOf } from '../question/points.ts';
import { storyOf } from '../question/story.ts';

type Told = Pick<Outgoing, 'answer' | 'own' | 'star'>;

function modelTold(question: Question, put: (text: Text) => string): Told {
  const { star } = question;
  const told = { answer: put(question.answer), own: false };
  if (!star) return told;
  const parts = STAR_PARTS.flatMap((part) => {
    const text = star[part];
    return text ? [[part, put(text)] as const] : [];
  });
  return { ...told, star: Object.fromEntries(parts) };
}

function ownTold(answer: string): Told {
  const source = openSource('', answer);
  const star = Object.entries(storyOf(source, source.textAt(0, answer.length), false) ?? {});
  const parts = star.map(([part, { text }]) => [part, text] as const);
  return { answer, own: true, ...(parts.length > 0 && { star: Object.fromEntries(parts) }) };
}

/** Fields that are the same in every mode. */
function headOf(question: Question): Omit<Outgoing, keyof Told | 'asked' | 'keyPoints' | 'followUps'> {
  const { id, number, section, title, kind, tags, difficulty, minutes, draft, suspended } = question;
  const { source, created, updated } = question;
  return {
    id,
    number,
    section,
    title,
    kind,
    tags,
    difficulty,
    minutes,
    draft,
    suspended,
    source,
    created,
    updated,
  };
}

/**
 * A question as it goes out.
 * @param own the user's own version of the answer; ignored where gaps are made, since it is private
 * @param write makes the texts; the one for formats that tell values from other words gives them marks
 */
export function outgoing(
  question: Question,
  own: string | undefined,
  mode: ExportMode,
  values: Values,
  write: WriteText = outgoingText,
): Outgoing {
  const known = outgoingValues(mode, values);
  // What is to be filled in elsewhere keeps its conditions; without values nobody learns from them which holds.
  const branchOf = mode === 'open' ? (): Decision => 'invalid' : undefined;
  const put = (text: Text): string =>
    write(segmentsOf(shownWith(text, question, known, branchOf), known), mode);
  const putLine = (text: string, at?: Text['at']): string =>
    write(filledText(question, text, known, at, branchOf), mode);
  const isOwn = own !== undefined && mode !== 'strip';
  const points = question.pointsProposed ? [] : question.keyPoints;
  const alternatives = alternativesOf(points);
  const asIs = (text: string): string => write([{ kind: 'plain', text }], mode);
  return {
    ...headOf(question),
    ...(question.asked && { asked: asIs(question.asked.text) }),
    ...(isOwn ? { ...ownTold(putLine(own)), draft: false } : modelTold(question, put)),
    keyPoints: points.map(({ text, at }) => putLine(text, at)),
    ...(alternatives.length > 0 && { pointAlternatives: alternatives }),
    followUps: question.followUpTexts.map(({ question: asked, answer }) => ({
      question: put(asked),
      answer: put(answer),
    })),
    // Notes hold whatever their author wanted, so they go to nobody else.
    ...(question.notes && mode !== 'strip' && { notes: asIs(question.notes.text) }),
  };
}

// A question as the JSON of an export has it (docs/json.md): what its file says and its texts, nothing of
// how it is going.

/** The fields of one question; what is not there is null. */
export const outgoingJson = (question: Outgoing): JsonFields => ({
  id: question.id,
  number: question.number ?? null,
  section: question.section,
  title: question.title,
  kind: question.kind,
  tags: question.tags,
  difficulty: question.difficulty,
  minutes: question.minutes,
  draft: question.draft,
  suspended: question.suspended,
  source: question.source ?? null,
  created: question.created ?? null,
  updated: question.updated ?? null,
  asked: question.asked ?? null,
  answer: question.answer,
  own: question.own,
  star: question.star ?? null,
  keyPoints: question.keyPoints,
  pointAlternatives: question.pointAlternatives ?? question.keyPoints.map(() => []),
  followUpTexts: question.followUps,
  notes: question.notes ?? null,
});
