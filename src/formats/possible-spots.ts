// What may be placeholders in a question, and the question with some of them made such. Knows the texts of a question in
// which placeholders count: the answer and the follow-ups.
import type { Placeholder } from '../core/placeholder.ts';
import type { Question } from '../core/question.ts';
import type { Text } from '../core/span.ts';
import type { Range } from './inert-ends.ts';
import { possiblePlaceholders, type Possible } from './possible-placeholders.ts';

/** A spot of a question. Offsets count in the source of the question. */
export type PossibleSpot = Possible & {
  /** The same for the same spot when the question is read again: what stands there, and which of its kind it is. */
  readonly key: string;
  /** The spot as a placeholder of the question, for showing the sentence around it. */
  readonly placeholder: Placeholder;
};

/** Texts in which placeholders count, in order. */
function textsOf({ answer, followUpTexts }: Question): readonly (readonly [Text, inFollowUp: boolean])[] {
  const asked = followUpTexts.flatMap((each) => [each.question, each.answer]);
  return [[answer, false], ...asked.map((text) => [text, true] as const)];
}

/** Everything in a question that may be a placeholder and is none, in order. */
export function possibleSpots(question: Question): readonly PossibleSpot[] {
  const times = new Map<string, number>();
  const taken = question.placeholders.map(({ written: { at } }) => [at.start.offset, at.end.offset] as const);
  return textsOf(question).flatMap(([text, inFollowUp]) => {
    const base = text.at.start.offset;
    const within = taken.map(([start, end]): Range => ({ start: start - base, end: end - base }));
    return possiblePlaceholders(
      text.text,
      within.filter(({ start, end }) => end > 0 && start < text.text.length),
    ).map((one) => {
      const count = (times.get(one.written) ?? 0) + 1;
      times.set(one.written, count);
      const key = `${one.written}#${count}`;
      return {
        ...one,
        start: base + one.start,
        end: base + one.end,
        key,
        placeholder: { key, kind: 'fill-in', written: writtenAt(text, one), inFollowUp },
      };
    });
  });
}

/** The spot as a text with its place. Lines are those of the text where it has the line ends of its file. */
function writtenAt({ text, at }: Text, { start, end, written }: Possible): Text {
  const before = text.slice(0, start).split('\n');
  const line = at.start.line + before.length - 1;
  const column = (before.length === 1 ? at.start.column : 1) + (before.at(-1)?.length ?? 0);
  const point = { line, column, offset: at.start.offset + start };
  const last = { ...point, column: column + written.length, offset: at.start.offset + end };
  return { text: written, at: { file: at.file, start: point, end: last } };
}

/** The text with the spots that are in it replaced. */
function replaced(text: Text, spots: readonly PossibleSpot[]): Text {
  const base = text.at.start.offset;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, becomes } of spots) {
    if (start - base < from || end - base > text.text.length) continue;
    parts.push(text.text.slice(from, start - base), becomes);
    from = end - base;
  }
  return from === 0 ? text : { ...text, text: parts.join('') + text.text.slice(from) };
}

/** The question with placeholders at the given spots, in order; all else stays, places included. */
export function withPlaceholders(question: Question, spots: readonly PossibleSpot[]): Question {
  if (spots.length === 0) return question;
  const put = (text: Text): Text => replaced(text, spots);
  const { star } = question;
  const parts = Object.entries(star ?? {}).map(([part, text]) => [part, put(text)] as const);
  return {
    ...question,
    answer: put(question.answer),
    ...(star && { star: Object.fromEntries(parts) }),
    followUpTexts: question.followUpTexts.map((each) => ({
      question: put(each.question),
      answer: put(each.answer),
    })),
  };
}
