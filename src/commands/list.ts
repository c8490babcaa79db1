// `prep list`: a table of questions.
import type { Context } from '../context.ts';
import { matchingHeads, type QueueFilters } from '../core/filters.ts';
import { requireKnownNames } from '../drivers/choose.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
import { jsonDocument, questionJson, unfilledKeys } from '../formats/json-output.ts';
import { renderQuestionTable } from '../screens/question-table.ts';
import { theme } from '../screens/theme.ts';

type Options = BankOptions & QueueFilters & { readonly json?: boolean; readonly unfilled?: boolean };

/** Prints the questions that the filters leave, in bank order. */
export async function list(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const study = await loadStudy(context, options);

  requireKnownNames(study.bank, options);
  const heads = matchingHeads(study.bank.questions.values(), study.progress, options, study).filter(
    (head) => !options.unfilled || unfilledKeys(head.placeholderKeys, study.values).length > 0,
  );

  if (options.json) {
    context.out.data(jsonDocument('list', { questions: heads.map((head) => questionJson(head, study)) }));
    return 0;
  }
  context.out.data(renderQuestionTable(heads, study, context.screen.columns, theme(context.screen)));
  if (heads.length === 0) context.out.talk('No question matches.\n');
  return 0;
}
