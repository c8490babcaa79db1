// `prep search`: full-text search over titles, tags, points and answers.
import type { Context } from '../context.ts';
import { searchQuestions } from '../core/search.ts';
import { loadFullStudy, type BankOptions } from '../drivers/load.ts';
import { jsonDocument, questionJson } from '../formats/json-output.ts';
import { theme } from '../screens/theme.ts';
import { clean, wrapText } from '../screens/width.ts';

type Options = BankOptions & { readonly json?: boolean; readonly count?: number };

const SHOWN = 10;

/** Prints the questions that match, best first. */
export async function search(context: Context, args: readonly string[], options: Options): Promise<number> {
  const study = await loadFullStudy(context, options);

  const all = searchQuestions(study.bank, args.join(' '));
  const hits = all.slice(0, options.count ?? SHOWN);

  if (options.json) {
    const questions = hits.map(({ question, score, excerpt }) => ({
      ...questionJson(question, study),
      score,
      excerpt,
    }));
    context.out.data(jsonDocument('search', { total: all.length, questions }));
    return 0;
  }
  const style = theme(context.screen);
  for (const { question, excerpt } of hits) {
    const label = question.number === undefined ? question.id : `Q${question.number} ${question.id}`;
    context.out.data(
      `${style.dim(label)}\n${style.strong(wrapText(clean(question.title), context.screen.columns))}\n`,
    );
    if (excerpt) context.out.data(`${wrapText(clean(excerpt), context.screen.columns)}\n`);
    context.out.data('\n');
  }
  if (all.length === 0) context.out.talk('No question holds these words.\n');
  if (all.length > hits.length)
    context.out.talk(`${all.length - hits.length} more: -n ${all.length} shows all.\n`);
  return 0;
}
