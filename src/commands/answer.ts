// `prep answer`: the user's own version of an answer, written in their editor or taken from a file.
import type { Context } from '../context.ts';
import type { Config } from '../core/config.ts';
import { isoWithOffset } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import type { Question } from '../core/question.ts';
import { chooseQuestion } from '../drivers/choose.ts';
import { loadStudy, type BankOptions } from '../drivers/load.ts';
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
  const present = config.answers[question.id]?.own?.text;
  const scaffold = answerScaffold(question, present);
  return answerText(await context.run.edit(scaffold, `${question.id}.md`, config.settings.editor));
}

function withOwn(config: Config, id: string, own: { text: string; updatedAt: string } | undefined): Config {
  const { own: _before, ...rest } = config.answers[id] ?? {};
  return { ...config, answers: { ...config.answers, [id]: own ? { ...rest, own } : rest } };
}

/** Stores, replaces or removes the own answer to one question. */
export async function answer(context: Context, args: readonly string[], options: Options): Promise<number> {
  const study = await loadStudy(context, options);
  const question = await context.banks.question(chooseQuestion(study.bank, args.join(' ')));
  const text = options.remove ? '' : await newText(context, question, study.config, options);

  const before = study.config.answers[question.id]?.own?.text;
  if (text === '' && !options.remove) {
    throw new Failure('answer-empty', 'The text is empty; nothing was stored.', {
      hint: `--remove takes your own answer to ${question.id} away`,
    });
  }
  const changed = text !== (before ?? '');
  const own = text === '' ? undefined : { text, updatedAt: isoWithOffset(study.now, study.calendar) };

  if (changed) await context.config.update((config) => withOwn(config, question.id, own));

  const done = changed
    ? own
      ? 'stored'
      : 'removed'
    : own
      ? 'unchanged'
      : 'not there; the model answer stands';
  if (options.json)
    context.out.data(jsonDocument('answer', { question: question.id, changed, yourAnswer: text || null }));
  else context.out.data(`Your answer to ${question.id} is ${done}.\n`);
  return 0;
}
