// What the marked texts of a guide say of one question. Knows what each kind of mark is for; marks themselves are elsewhere.
import type { FollowUp, KeyPoint, StarPart } from '../../core/question.ts';
import type { Source, Text } from '../../core/span.ts';
import { markedPoints } from '../marked-points.ts';
import type { Marked, MarkKind } from '../marks.ts';
import { storyOf } from './guide-story.ts';

/** What marks say of one question. */
export type MarkedBody = {
  /** What is asked beyond the title. */
  readonly asked?: Text;
  readonly answer: Text;
  readonly star?: Readonly<Partial<Record<StarPart, Text>>>;
  readonly keyPoints: readonly KeyPoint[];
  readonly followUps: readonly FollowUp[];
  readonly notes?: Text;
};

/**
 * What the marked texts of a question come to.
 * @param start where a text that no mark gives stands, empty
 * @param isStory true when a comment says that the answer is a story
 */
export function markedBody(
  source: Source,
  marked: readonly Marked[],
  start: number,
  isStory: boolean,
): MarkedBody {
  const nothing = source.textAt(start, start);
  const first = (kind: MarkKind): Text | undefined => marked.find((one) => one.kind === kind)?.text;
  const answer = first('answer') ?? nothing;
  const star = storyOf(source, answer, isStory);
  const [asked, notes] = [first('asked'), first('notes')];
  const followUps: FollowUp[] = [];
  for (const { kind, text } of marked) {
    const last = followUps.at(-1);
    if (kind === 'follow-up')
      followUps.push({ question: text, answer: source.textAt(text.at.end.offset, text.at.end.offset) });
    else if (kind === 'reply' && last) followUps.splice(-1, 1, { ...last, answer: text });
  }
  return {
    asked,
    answer,
    star,
    keyPoints: markedPoints(marked),
    followUps,
    notes,
  };
}
