// Makes what goes out of a question: all its texts in one mode, the user's own version of the answer in place of the model's.
// Knows questions and values; knows nothing of the format that they go out in.
import {
  outgoingText,
  outgoingValues,
  type ExportMode,
  type Outgoing,
  type WriteText,
} from '../core/export.ts';
import type { Decision } from '../core/placeholder.ts';
import { segmentsOf, shownWith } from '../core/fill.ts';
import { type Values } from '../core/fill-value.ts';
import { STAR_PARTS, type Question } from '../core/question.ts';
import { openSource, type Text } from '../core/span.ts';
import { storyOf } from './banks/guide-story.ts';
import { filledText } from './filled-text.ts';
import { alternativesOf } from './point-alternatives.ts';

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
