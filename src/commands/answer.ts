// `prep answer`: the user's own version of an answer, written in their editor or taken from a file.
import type { Context } from '../context.ts';
import type { Config } from '../core/config.ts';
import { Failure } from '../core/failure.ts';
import type { Question } from '../core/question.ts';
import { chooseQuestion } from '../drivers/choose.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
import { ownAnswer, storeOwn } from '../drivers/own-answer.ts';
import { answerScaffold, answerText } from '../formats/own-answer.ts';
import { jsonDocument } from '../formats/json-output.ts';

type Options = BankOptions & { readonly json?: boolean; readonly file?: string; readonly remove?: boolean };

async function newText(
  context: Context,
  question: Question,
  config: Config,
  options: Options,
): Promise<string> {
  if (options.file !== undefined) {
    return answerText(
      options.file === '-' ? await context.files.readInput() : context.files.readText(options.file),
    );
  }
  if (!context.interactive) {
    throw new Failure('no-terminal', 'There is no terminal for an editor.', {
      hint: 'give the text with --file FILE, or --file - for stdin',
    });
  }
  const present = ownAnswer(config, question.id);
  const scaffold = answerScaffold(question, present);
  return answerText(await context.run.edit(scaffold, `${question.id}.md`, config.settings.editor));
}

/** Stores, replaces or removes the own answer to one question. */
export async function answer(context: Context, args: readonly string[], options: Options): Promise<number> {
  const study = await loadStudy(context, options);
  const question = await context.banks.question(chooseQuestion(study.bank, args.join(' ')));
  const text = options.remove ? '' : await newText(context, question, study.config, options);

  const before = ownAnswer(study.config, question.id);
  if (text === '' && !options.remove) {
    throw new Failure('answer-empty', 'The text is empty; nothing was stored.', {
      hint: `--remove takes your own answer to ${question.id} away`,
    });
  }
  const changed = text !== (before ?? '');

  if (changed) await storeOwn(context, question.id, text);

  const unchanged = before === undefined ? 'not there; the model answer stands' : 'unchanged';
  const done = changed ? (text === '' ? 'removed' : 'stored') : unchanged;
  if (options.json)
    context.out.data(jsonDocument('answer', { question: question.id, changed, yourAnswer: text || null }));
  else context.out.data(`Your answer to ${question.id} is ${done}.\n`);
  return 0;
}
