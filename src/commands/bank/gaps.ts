// `prep list --gaps`: what questions lack, and which topics questions and stories cover.
import type { Context } from '../../context.ts';
import { type BankGap, GAPS, gapsOf, topicsIn } from '../../core/bank/gaps.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { renderGaps } from '../../screens/bank/bank.ts';
import type { Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';
import { questionJson } from './list.ts';

const ids = (heads: readonly QuestionHead[]): readonly string[] => heads.map(({ id }) => id);

export async function showGaps(
  context: Context,
  study: Study,
  heads: readonly QuestionHead[],
  json: boolean,
): Promise<number> {
  const gaps = new Map<QuestionHead, readonly BankGap[]>(
    heads.map((head) => {
      // An answer in a file of the user's is their own, too.
      const isOwn = !head.draft && head.bank !== context.banks.shipped;
      return [head, gapsOf(head, isOwn || ownAnswer(study.config, head.id) !== undefined)];
    }),
  );
  const topics = topicsIn(heads);
  if (json) {
    const listed = [...gaps].map(([head, missing]) => ({ ...questionJson(head, study), gaps: missing }));
    const served = topics.map(({ name, questions: about, stories }) => {
      return { topic: name, questions: ids(about), stories: ids(stories) };
    });
    return printJson(context, 'list', { questions: listed, topics: served });
  }
  const lacking = GAPS.map((gap) => [gap, heads.filter((head) => gaps.get(head)?.includes(gap))] as const);
  if (heads.length > 0) await context.out.page(renderGaps(lacking, topics, displayOf(context, true)));
  return 0;
}
