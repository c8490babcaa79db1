// `prep feedback`: checks a text against the points and values of a question. Records nothing.
import type { Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { feedbackOn } from '../../core/feedback/feedback.ts';
import { segmentsText } from '../../core/fill/values.ts';
import { adviceOn } from '../../core/stories/stories.ts';
import { feedbackJson } from '../../formats/json/rehearsal.ts';
import { answerText, filledText, ownStory, shownItems } from '../../formats/question/filled-text.ts';
import { renderFeedback } from '../../screens/quiz/reveal.ts';
import { renderAdvice } from '../../screens/stories/stories.ts';
import { loadStudy, readNamed } from '../shared/load.ts';
import { askQuestion } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';
import { evidenceIn } from './reveal.ts';

const HOW = 'use --file FILE, or --file - for stdin';

async function readAnswer(context: Context, file: string | undefined): Promise<string> {
  if (file === undefined && context.interactive)
    throw new Failure('feedback-text', 'Give the text to check.', { hint: HOW });
  const text = answerText(await readNamed(context, file ?? '-'));
  if (text === '') throw new Failure('feedback-empty', 'The text is empty.', { hint: HOW });
  return text;
}

export const feedback: Run<'feedback'> = async (context, args, options) => {
  const study = await loadStudy(context, options);
  const question = await context.banks.question(await askQuestion(context, study, args.join(' '), options));
  const written = await readAnswer(context, options.file);
  // A person's own answer may have placeholders.
  const text = segmentsText(filledText(question, written, study.values));
  const found = feedbackOn(text, question, study.values, await context.lexicon());
  const items = shownItems(question, study.values);
  if (options.json) return printJson(context, 'feedback', feedbackJson(question.id, found, items, text));
  const display = displayOf(context, options.plain ?? false);
  const points = evidenceIn(found, text).map((each, i) => ({ ...each, text: items[i] ?? '' }));
  context.out.data(renderFeedback({ ...found, points, values: study.values }, display));
  if (question.kind !== 'star') return 0;
  // Missing parts are already among the points.
  const advice = adviceOn(ownStory(question, written, study.values)).filter(
    ({ code }) => code !== 'part-missing',
  );
  context.out.data(renderAdvice(advice, display));
  return 0;
};
