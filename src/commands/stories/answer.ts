import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import { feedbackOn } from '../../core/feedback/feedback.ts';
import { segmentsText } from '../../core/fill/values.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { ownOf, ownVersions, type OwnVersion } from '../../core/schedule/changes.ts';
import type { Config } from '../../core/settings/config.ts';
import { type Advice, adviceOn } from '../../core/stories/stories.ts';
import { wrongNumbersJson } from '../../formats/json/rehearsal.ts';
import {
  answerScaffold,
  answerText,
  filledText,
  ownStory,
  tellsStory,
} from '../../formats/question/filled-text.ts';
import { renderContradicted } from '../../screens/quiz/reveal.ts';
import { renderAdvice } from '../../screens/stories/stories.ts';
import { problemsOfOwn } from '../fill/effects.ts';
import { loadStudy, readNamed } from '../shared/load.ts';
import { askQuestion, ownAnswer, storeOwn } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';

function versionNumbered(versions: readonly OwnVersion[], number: number): OwnVersion {
  const found = versions[number - 1];
  if (found) return found;
  throw new Failure('version-unknown', `Your answer has no version ${number}.`, {
    hint: versions.length === 0 ? 'you have not written one yet' : `choose one from 1 to ${versions.length}`,
  });
}

async function newText(
  context: Context,
  question: Question,
  { config, versions }: { readonly config: Config; readonly versions: readonly OwnVersion[] },
  options: Input<'answer'>,
): Promise<string> {
  if (options.restore !== undefined) return versionNumbered(versions, options.restore).text;
  if (options.file !== undefined) return answerText(await readNamed(context, options.file));
  if (!context.interactive)
    throw new Failure('no-terminal', 'An editor needs an interactive terminal.', {
      hint: 'use --file FILE, or --file - for stdin',
    });
  const present = ownAnswer(config, question.id);
  const scaffold = answerScaffold(question, present);
  return answerText(await context.run.edit(scaffold, `${question.id}.md`, config.settings.editor));
}

/** Scripts get all fields of every kind of advice. */
const adviceJson = (advice: Advice): Readonly<Record<string, unknown>> => ({
  code: advice.code,
  part: advice.part,
  sentences: advice.code === 'we' ? advice.sentences : [],
});

export const answer: Run<'answer'> = async (context, args, options) => {
  const study = await loadStudy(context, options);
  const question = await context.banks.question(await askQuestion(context, study, args.join(' '), options));
  const present = ownOf(study.config, question.id);
  const versions = ownVersions(context.journal.read().entries, question.id, present);
  const text = options.remove
    ? ''
    : await newText(context, question, { config: study.config, versions }, options);

  const before = present?.text;
  if (text === '' && !options.remove)
    throw new Failure('answer-empty', 'The text is empty; nothing was stored.', {
      hint: `to remove your own answer to ${question.id}, use --remove`,
    });
  const changed = text !== (before ?? '');
  const isStory = text !== '' && (question.kind === 'star' || tellsStory(text));
  const advice = isStory ? adviceOn(ownStory(question, text, study.values)) : [];

  if (changed) await storeOwn(context, question.id, text);

  const stored = options.restore === undefined ? 'stored' : `version ${options.restore} again`;
  const done = changed ? (text === '' ? 'removed' : stored) : 'unchanged';
  const filled = segmentsText(filledText(question, text, study.values));
  const { points, wrongNumbers } = feedbackOn(filled, question, study.values, await context.lexicon());
  if (options.json) {
    const fields = { question: question.id, changed, yourAnswer: text || null };
    const replaced = (changed && versions.find(({ isPresent }) => isPresent)?.number) || null;
    const wrong = wrongNumbersJson(wrongNumbers);
    const said = { replaced, advice: advice.map(adviceJson), wrongNumbers: wrong };
    return printJson(context, 'answer', { ...fields, ...said });
  }
  const isNone = !changed && before === undefined;
  const what = isNone
    ? `You have no answer of your own to ${question.id}`
    : `Your answer to ${question.id} is ${done}`;
  context.out.data(`${what}.\n`);
  const old = changed ? versions.find(({ isPresent }) => isPresent) : undefined;
  if (old)
    context.out.talk(
      `\`${commandFor(`prep answer ${labelOf(question)} --restore ${old.number}`, study.given)}\` restores the previous version.\n`,
    );
  const display = displayOf(context, options.plain ?? false);
  const faults = renderContradicted({ points, wrongNumbers }, display);
  if (faults !== '') context.out.talk(faults);
  const adviceText = renderAdvice(advice, display);
  if (adviceText !== '') context.out.talk(adviceText);
  for (const { message, hint } of problemsOfOwn(study, question, text))
    context.out.talk(`${message} ${hint ?? ''}`.trimEnd() + '\n');
  return 0;
};
