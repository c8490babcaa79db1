import type { Context } from '../../context.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { type ServedRow, storyMatrix } from '../../core/stories/stories.ts';
import { matrixJson } from '../../formats/json/rehearsal.ts';
import { tellsStory } from '../../formats/question/filled-text.ts';
import { gapsIn, renderMatrix } from '../../screens/stories/stories.ts';
import type { Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';

/** A question whose own answer tells a story is one too. */
export const asTold = ({ bank, config }: Study): readonly QuestionHead[] =>
  [...bank.questions.values()].map((head) =>
    tellsStory(ownAnswer(config, head.id)) ? { ...head, kind: 'star' } : head,
  );

/** @param heads the questions to show; what a story is does not depend on them */
export function showMatrix(
  context: Context,
  study: Study,
  heads: readonly QuestionHead[],
  json: boolean,
): number {
  const { bank, config } = study;
  const answered = new Set<QuestionId>(
    [...bank.questions.keys()].filter((id) => ownAnswer(config, id) !== undefined),
  );
  const told = asTold(study).filter(({ kind }) => kind === 'star');
  const whole = storyMatrix(bank, told, answered);
  const shown = new Set(heads.map(({ id }) => id));
  // Themes are of no question.
  const isWhole = shown.size === bank.questions.size;
  const isShown = ({ question }: ServedRow): boolean => (question ? shown.has(question.id) : isWhole);
  const matrix = { ...whole, rows: whole.rows.filter(isShown) };
  if (json) return printJson(context, 'list', matrixJson(matrix, gapsIn(matrix)));
  context.out.data(renderMatrix(matrix, displayOf(context, true)));
  return 0;
}
