// The gaps in the user's own answers, read as those of model answers are. Knows the config; judges nothing.
import type { Config } from '../core/config.ts';
import type { OwnGap } from '../core/own-gaps.ts';
import type { QuestionId } from '../core/question.ts';
import { openSource } from '../core/span.ts';
import { findPlaceholders } from '../formats/placeholders.ts';
import { ownAnswer } from './own-answer.ts';

/** The gaps of an own answer to the question. */
export function gapsIn(question: QuestionId, text: string): readonly OwnGap[] {
  const found = findPlaceholders(openSource('', text), 0, text.length, { question, inFollowUp: false });
  return found.map((placeholder) => ({ question, placeholder }));
}

/** The gaps of all own answers to these questions. */
export const ownGaps = (config: Config, questions: Iterable<QuestionId>): readonly OwnGap[] =>
  [...questions].flatMap((question) => gapsIn(question, ownAnswer(config, question) ?? ''));
