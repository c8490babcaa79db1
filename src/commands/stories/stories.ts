import type { Context } from '../../context.ts';
import { type QuestionHead, type QuestionId, STAR_PARTS } from '../../core/base/question.ts';
import { hasNumber, isGoTo, servesOf, storyMatrix } from '../../core/stories/stories.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { matrixJson } from '../../formats/json/rehearsal.ts';
import { modelStory, ownStory, tellsStory } from '../../formats/question/filled-text.ts';
import { gapsIn, renderMatrix, renderStories, type StoryRow } from '../../screens/stories/stories.ts';
import { theme } from '../../screens/ui/theme.ts';
import { questionJson } from '../bank/list.ts';
import type { Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';

/** A question whose own answer tells a story is one too. */
export const asTold = ({ bank, config }: Study): readonly QuestionHead[] =>
  [...bank.questions.values()].map((head) =>
    tellsStory(ownAnswer(config, head.id)) ? { ...head, kind: 'star' } : head,
  );

async function storyRow(context: Context, study: Study, head: QuestionHead): Promise<StoryRow> {
  const question = await context.banks.question(head);
  const own = ownAnswer(study.config, head.id);
  const parts =
    own === undefined ? modelStory(question, study.values) : ownStory(question, own, study.values);
  const { result } = parts;
  return {
    head,
    own: own !== undefined,
    goTo: isGoTo(head),
    serves: servesOf(head),
    parts: STAR_PARTS.filter((part) => (parts[part]?.text ?? '').trim() !== ''),
    numbers: {
      filled: (result?.placeholders ?? 0) - (result?.open ?? 0),
      open: result?.open ?? 0,
      written: result !== undefined && result.placeholders === 0 && hasNumber(result.text),
    },
  };
}

export async function showStories(
  context: Context,
  study: Study,
  heads: readonly QuestionHead[],
  json: boolean,
): Promise<void> {
  const rows: StoryRow[] = [];
  for (const head of heads) rows.push(await storyRow(context, study, head));
  if (json) {
    const questions = rows.map(({ head, own, goTo, serves, parts, numbers: { filled, open, written } }) => ({
      ...questionJson(head, study),
      story: { own, goTo, serves, parts, resultNumbers: { filled, open, written } },
    }));
    context.out.data(jsonDocument('list', { questions }));
  } else context.out.data(renderStories(rows, context.screen.columns, theme(context.screen)));
}

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
      : renderMatrix(matrix, context.screen.columns, theme(context.screen)),
  );
}
