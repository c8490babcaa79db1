// `prep history`: the attempts at one question, oldest first.
import type { Context } from '../context.ts';
import { attemptsOf } from '../core/journal.ts';
import { chooseQuestion } from '../drivers/choose.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { entryFields } from '../formats/journal-lines.ts';
import { renderHistory } from '../screens/history.ts';
import { theme } from '../screens/theme.ts';

type Options = BankOptions & { readonly json?: boolean };

/** Prints every attempt that was not undone: when, how it went, time, points, numbers cited, text. */
export async function history(context: Context, args: readonly string[], options: Options): Promise<number> {
  const study = await loadStudy(context, options);
  const { entries } = context.journal.read();

  const question = await context.banks.question(chooseQuestion(study.bank, args.join(' ')));
  const attempts = attemptsOf(entries, question.id);

  if (options.json) {
    const rows = attempts.map((attempt) => entryFields(attempt, study.calendar));
    context.out.data(jsonDocument('history', { question: question.id, attempts: rows }));
    return 0;
  }
  context.out.data(renderHistory(question, attempts, study, context.screen.columns, theme(context.screen)));
  return 0;
}
