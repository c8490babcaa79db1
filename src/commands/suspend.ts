// `prep suspend` and `prep unsuspend`: a question out of the queue, and back.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { SuspendEntry } from '../core/journal.ts';
import { chooseQuestion } from '../drivers/choose.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
import { jsonDocument } from '../formats/json-output.ts';

type Options = BankOptions & { readonly json?: boolean };

async function change(
  context: Context,
  args: readonly string[],
  options: Options,
  type: SuspendEntry['type'],
): Promise<number> {
  const study = await loadStudy(context, options);

  const question = chooseQuestion(study.bank, args[0] ?? '');
  const suspended = type === 'suspend';
  if (!suspended && question.suspended) {
    throw new Failure('suspended-in-file', `${question.id} is suspended by its own front matter.`, {
      hint: `remove "suspended: true" from ${question.file}`,
    });
  }
  const already = study.progress.suspended.has(question.id) === suspended;
  const entry: SuspendEntry = {
    type,
    id: context.random.id(study.now),
    at: study.now,
    question: question.id,
  };

  if (!already) context.journal.append([entry]);

  const state = suspended ? 'suspended' : 'back in the queue';
  if (options.json)
    context.out.data(jsonDocument(type, { question: question.id, suspended, changed: !already }));
  else context.out.data(`${question.id} is ${already ? 'already ' : ''}${state}.\n`);
  return 0;
}

/** Takes a question out of the queue until it is unsuspended. */
export const suspend = (context: Context, args: readonly string[], options: Options): Promise<number> =>
  change(context, args, options, 'suspend');

/** Puts a suspended question back. */
export const unsuspend = (context: Context, args: readonly string[], options: Options): Promise<number> =>
  change(context, args, options, 'unsuspend');
