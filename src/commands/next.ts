// `prep next`: the one question to do next, for scripts and shell prompts.
import type { Context } from '../context.ts';
import { openKeys } from '../core/open-keys.ts';
import { buildQueue, countWork, limitsLeft } from '../core/queue.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
import { jsonDocument, questionJson } from '../formats/json-output.ts';

type Options = BankOptions & { readonly json?: boolean };

/** Prints the next question, and how much there is to do. */
export async function next(context: Context, _args: readonly string[], options: Options): Promise<number> {
  const study = await loadStudy(context, options);
  const { bank, progress, config } = study;

  const limits = limitsLeft(config.settings, progress, study);
  const [first] = buildQueue(bank.questions, progress, { filters: {}, limits, count: 1 }, study).items;
  const question = first && bank.questions.get(first.question);

  if (options.json) {
    const work = countWork(bank.questions.values(), progress, config.settings, study);
    const unfilled = openKeys(bank, study).size;
    const fields = {
      question: question ? questionJson(question, study) : null,
      due: work.due,
      new: work.new,
      unfilled,
    };
    context.out.data(jsonDocument('next', fields));
  } else if (question) {
    // Scripts ask this often, and want no screen.
    const [{ labelOf }, { clean }] = await Promise.all([
      import('../screens/card.ts'),
      import('../screens/width.ts'),
    ]);
    context.out.data(`${clean(`${labelOf(question)} ${question.title}`)}\n`);
  } else {
    context.out.talk('Nothing is due today.\n');
  }
  return 0;
}
