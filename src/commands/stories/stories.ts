import type { Context } from '../../context.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { storyMatrix } from '../../core/stories/stories.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { matrixJson } from '../../formats/json/rehearsal.ts';
import { tellsStory } from '../../formats/question/filled-text.ts';
import { gapsIn, renderMatrix } from '../../screens/stories/stories.ts';
import type { Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';

/** A question whose own answer tells a story is one too. */
export const asTold = ({ bank, config }: Study): readonly QuestionHead[] =>
  [...bank.questions.values()].map((head) =>
    tellsStory(ownAnswer(config, head.id)) ? { ...head, kind: 'star' } : head,
  );

export function showMatrix(
  context: Context,
  { bank, config }: Study,
  heads: readonly QuestionHead[],
  json: boolean,
): void {
  const answered = new Set<QuestionId>(
    [...bank.questions.keys()].filter((id) => ownAnswer(config, id) !== undefined),
  );
  const matrix = storyMatrix(bank, heads, answered);
  context.out.data(
    json
      ? jsonDocument('list', matrixJson(matrix, gapsIn(matrix)))
      : renderMatrix(matrix, displayOf(context, true)),
  );
}
