import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { searchQuestions } from '../../core/bank/search.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { renderHits } from '../../screens/bank/list.ts';
import { loadFullStudy } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { questionJson } from './columns.ts';

const SHOWN = 10;

export async function search(
  context: Context,
  args: readonly string[],
  options: Input<'search'>,
): Promise<number> {
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
  context.out.data(renderHits(hits, lookOf(context, options.plain ?? false)));
  if (all.length === 0) context.out.talk('No question holds these words.\n');
  if (all.length > hits.length)
    context.out.talk(`${all.length - hits.length} more: -n ${all.length} shows all.\n`);
  return 0;
}
