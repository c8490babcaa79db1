// `prep suspend` and `prep unsuspend`: questions out of the queue, and back.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import type { SuspendEntry } from '../../core/schedule/journal.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { chooseQuestion } from '../shared/choose.ts';
import { loadStudy } from '../shared/load.ts';

async function change(
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
  type: SuspendEntry['type'],
): Promise<number> {
  const study = await loadStudy(context, options);

  const suspended = type === 'suspend';
  const chosen = [...new Set(args.map((name) => chooseQuestion(study.bank, name)))];
  const inFile = suspended ? undefined : chosen.find((question) => question.suspended);
  if (inFile) {
    throw new Failure('suspended-in-file', `${inFile.id} is suspended by its own front matter.`, {
      hint: `remove "suspended: true" from ${inFile.file}`,
    });
  }
  const questions = chosen.map(({ id }) => ({
    question: id,
    suspended,
    changed: study.progress.suspended.has(id) !== suspended,
  }));
  const entries = questions
    .filter(({ changed }) => changed)
    .map(({ question }): SuspendEntry => ({
      type,
      id: context.random.id(study.now),
      at: study.now,
      question,
    }));

  context.journal.append(entries);

  const state = suspended ? 'suspended' : 'back in the queue';
  if (options.json) context.out.data(jsonDocument(type, { ...questions[0], questions }));
  else
    for (const { question, changed } of questions)
      context.out.data(`${question} is ${changed ? '' : 'already '}${state}.\n`);
  return 0;
}

/** Takes questions out of the queue until they are unsuspended. */
export const suspend = (
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
): Promise<number> => change(context, args, options, 'suspend');

/** Puts suspended questions back. */
export const unsuspend = (
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
): Promise<number> => change(context, args, options, 'unsuspend');
