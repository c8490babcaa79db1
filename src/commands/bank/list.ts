import type { Run } from '../../cli.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { renderQuestions } from '../../screens/bank/bank.ts';
import { theme } from '../../screens/ui/theme.ts';
import { loadStudy, NO_QUESTIONS } from '../shared/load.ts';
import { requireKnownNames } from '../shared/question.ts';
import { listColumns, questionJson } from './columns.ts';

export const list: Run<'list'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);

  requireKnownNames(study.bank, options);
  const filters = options.matrix ? { ...options, star: true } : options;
  const heads = matchingHeads(study.bank.questions.values(), study.progress, filters, study).filter(
    (head) => !options.unfilled || unfilledKeys(head, study.values).length > 0,
  );

  const json = options.json ?? false;
  if (options.gaps) {
    const { showGaps } = await import('./gaps.ts');
    await showGaps(context, study, heads, json);
  } else if (filters.star) {
    // Texts are read only here: listing heads must be fast.
    const { showMatrix, showStories } = await import('../stories/stories.ts');
    if (options.matrix) showMatrix(context, study, heads, json);
    else await showStories(context, study, heads, json);
  } else if (json) {
    context.out.data(jsonDocument('list', { questions: heads.map((head) => questionJson(head, study)) }));
  } else {
    const { screen, out } = context;
    await out.page(renderQuestions(heads, listColumns(), study, screen.columns, theme(screen)));
  }
  if (!json && heads.length === 0)
    context.out.talk(`${study.bank.questions.size === 0 ? NO_QUESTIONS : 'No questions match.'}\n`);
  return 0;
};
