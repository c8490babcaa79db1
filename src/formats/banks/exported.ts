// Questions as prep itself wrote them into a file of another notation: every text as it stands, nothing judged or guessed.
// Knows what was told and where; knows no notation.
import type { Problem } from '../../core/problem.ts';
import { STAR_PARTS, type Difficulty, type QuestionKind, type StarPart } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { pointWith } from '../point-alternatives.ts';
import type { ForeignBank, FoundQuestion } from './found.ts';
import { storyOf } from './guide-story.ts';
import { makerOf, type Maker, type Stretch } from './made-source.ts';

/** A text, and the offset of the file that it was made of. */
export type Told = { readonly text: string; readonly at: number };

export type ExportedQuestion = {
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly title: Told;
  readonly kind?: QuestionKind;
  readonly tags: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly suspended?: boolean;
  readonly source?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly asked?: Told;
  readonly answer: Told;
  /** The parts of a story as they are told in the answer; `find` looks for them there. */
  readonly star?: Readonly<Partial<Record<StarPart, string>>> | 'find';
  /** Key points, each with other words for it. */
  readonly points: readonly (Told & { readonly also: readonly string[] })[];
  readonly followUps: readonly { readonly question: Told; readonly answer: Told }[];
  readonly notes?: Told;
};

/** Puts the parts of a story where they stand in the answer; one that does not stand there goes behind all else. */
function placedParts(
  { answer, star }: ExportedQuestion,
  answerAt: Stretch,
  maker: Maker,
): FoundQuestion['star'] {
  if (star === undefined || star === 'find') return undefined;
  const parts: Partial<Record<StarPart, Stretch>> = {};
  let from = 0;
  for (const part of STAR_PARTS) {
    const text = star[part];
    if (text === undefined) continue;
    const behind = answer.text.indexOf(text, from);
    const at = behind === -1 ? answer.text.indexOf(text) : behind;
    if (at === -1) parts[part] = maker.add(text, answer.at);
    else {
      parts[part] = { start: answerAt.start + at, end: answerAt.start + at + text.length };
      from = at + text.length;
    }
  }
  return parts;
}

/** A question whose key points and story are found when all texts are in place. */
type Placed = {
  readonly found: FoundQuestion;
  readonly points: readonly { readonly at: Stretch; readonly also: readonly string[] }[];
  readonly findsStory: boolean;
};

function placed(question: ExportedQuestion, maker: Maker): Placed {
  const { title, asked, answer, points, followUps, notes, kind, tags, source } = question;
  const { id, number, section, difficulty, minutes, suspended, created, updated } = question;
  const put = ({ text, at }: Told): Stretch => maker.add(text, at);
  const answerAt = put(answer);
  const star = placedParts(question, answerAt, maker);
  const found: FoundQuestion = {
    title: title.text,
    titleAt: put(title),
    answer: answerAt,
    tags,
    id,
    number,
    section,
    kind,
    difficulty,
    minutes,
    suspended,
    origin: source,
    created,
    updated,
    asked: asked && put(asked),
    star,
    followUps: followUps.map((each) => ({ question: put(each.question), answer: put(each.answer) })),
    notes: notes && put(notes),
  };
  return {
    found,
    points: points.map((point) => ({ at: put(point), also: point.also })),
    findsStory: question.star === 'find',
  };
}

function finished({ found, points, findsStory }: Placed, source: Source): FoundQuestion {
  const { start, end } = found.answer;
  const story = findsStory ? (storyOf(source, source.textAt(start, end), true) ?? {}) : {};
  const parts = Object.entries(story).map(
    ([part, { at }]) => [part, { start: at.start.offset, end: at.end.offset }] as const,
  );
  const keyPoints = points.map(({ at, also }) => pointWith(source.textAt(at.start, at.end), also));
  return {
    ...found,
    ...(findsStory && { star: Object.fromEntries(parts) }),
    ...(keyPoints.length > 0 && { keyPoints }),
  };
}

/** Makes a bank of questions that prep wrote. */
export function exportedBank(
  file: Source,
  questions: readonly ExportedQuestion[],
  problems: readonly Problem[],
): ForeignBank {
  const maker = makerOf(file);
  const all = questions.map((question) => placed(question, maker));
  const source = maker.source();
  return { source, found: all.map((each) => finished(each, source)), problems, exact: true };
}
