// The gaps and faults in the user's own answers, read as those of model answers are. Knows the config; judges nothing.
import type { Config } from '../core/config.ts';
import type { Values } from '../core/fill-value.ts';
import { ownFaults, type OwnFault, type OwnGap } from '../core/own-gaps.ts';
import type { QuestionId } from '../core/question.ts';
import { openSource } from '../core/span.ts';
import { readPlaceholders } from '../formats/placeholders.ts';
import { ownAnswer } from './own-answer.ts';

type Own = { readonly gaps: readonly OwnGap[]; readonly faults: readonly OwnFault[] };

/** What an own answer to the question cites, and what is wrong with it. */
export function readOwn(question: QuestionId, text: string, values: Values): Own {
  const reading = readPlaceholders(openSource('', text), 0, text.length, { question, inFollowUp: false });
  const gaps = reading.placeholders.map((placeholder) => ({ question, placeholder }));
  return { gaps, faults: ownFaults(question, reading, values) };
}

/** The same of all own answers to these questions. */
export function readAllOwn(config: Config, questions: Iterable<QuestionId>, values: Values): Own {
  const all = [...questions].map((question) => readOwn(question, ownAnswer(config, question) ?? '', values));
  return { gaps: all.flatMap(({ gaps }) => gaps), faults: all.flatMap(({ faults }) => faults) };
}
