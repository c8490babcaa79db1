// Chooses an interviewer's follow-ups after an answer: the question's own, those nearest to what was missed
// first, then ones that fit any answer. They never reveal what was missed: they use only words from the
// question or the answer.
import type { Question } from '../base/question.ts';
import { wordsOf } from '../feedback/coverage.ts';
import { type MockFollowUp, type MockTurn, MOST_FOLLOW_UPS } from './mock.ts';

export type HeardAnswer = {
  readonly missed?: readonly string[] | undefined;
  /** What was typed or transcribed; empty when it was only thought or spoken. */
  readonly text: string;
  /** True when the model answer has numbers of the user's, and the answer cites none of them. */
  readonly withoutNumbers: boolean;
};

type Asked = Pick<Question, 'kind' | 'title'> & {
  readonly followUps: readonly string[];
};

/** The question's own, the nearest to what was missed first; in their own order when nothing is known or missed. */
function ownFollowUps({ followUps }: Asked, { missed = [] }: HeardAnswer): readonly MockFollowUp[] {
  const stems = new Set(wordsOf(missed.join('\n')).map(({ stem }) => stem));
  const inCommon = ({ text }: MockFollowUp): number =>
    wordsOf(text).filter(({ stem }) => stems.has(stem)).length;
  return followUps
    .map((text, index): MockFollowUp => ({ kind: 'file', text, index }))
    .toSorted((a, b) => inCommon(b) - inCommon(a));
}

function topicOf(missed: readonly string[], { title }: Asked, text: string): string | undefined {
  const said = new Map([...wordsOf(title), ...wordsOf(text)].map(({ stem, written }) => [stem, written]));
  const known = missed.flatMap((point) => wordsOf(point)).filter(({ stem }) => said.has(stem));
  // Numbers are not topics, and longer words say more.
  const words = known.map(({ stem }) => said.get(stem) ?? '').filter((word) => /^\p{L}{4,}/u.test(word));
  return words.toSorted((a, b) => b.length - a.length)[0];
}

function generalFollowUps(
  asked: Asked,
  { missed, text, withoutNumbers }: HeardAnswer,
): readonly MockFollowUp[] {
  const isStory = asked.kind === 'star';
  const topic = missed && topicOf(missed, asked, text);
  const about = topic === undefined ? '' : ` with ${topic}`;
  const ask = (kind: MockFollowUp['kind'], ofStory: string, ofOther: string): MockFollowUp => ({
    kind,
    text: isStory ? ofStory : ofOther,
  });
  const number = ask('number', 'Which number shows what came of it?', 'Which number of yours backs that?');
  return [
    ...(withoutNumbers ? [number] : []),
    ask('why', 'Why did you do it that way?', `Why is that so${about}? What is it due to?`),
    ask(
      'ten-times',
      'What would you do if it were ten times as large?',
      `What would change${about} at ten times the load?`,
    ),
  ];
}

/** Best first. An answer that misses nothing gets one follow-up at most. */
export function followUpsFor(asked: Asked, heard: HeardAnswer): readonly MockFollowUp[] {
  const { missed, withoutNumbers } = heard;
  const own = ownFollowUps(asked, heard);
  if (missed?.length === 0) return (withoutNumbers ? generalFollowUps(asked, heard) : own).slice(0, 1);
  return [...own, ...generalFollowUps(asked, heard)].slice(0, MOST_FOLLOW_UPS);
}

/** Undefined when there were enough. */
export function nextFollowUp(
  { followUps }: Pick<MockTurn, 'followUps'>,
  fitting: readonly MockFollowUp[],
): MockFollowUp | undefined {
  if (followUps.length >= MOST_FOLLOW_UPS) return undefined;
  return fitting.find(
    ({ kind, index }) => !followUps.some((each) => each.kind === kind && each.index === index),
  );
}
