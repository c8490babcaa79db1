import type { Run } from '../../cli.ts';
import { searchQuestions } from '../../core/bank/search.ts';
import type { KeyPoint, Question } from '../../core/base/question.ts';
import { checkItems } from '../../core/feedback/feedback.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import { fillText, segmentsText } from '../../core/fill/values.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { filledPoints, filledText, shownItems } from '../../formats/question/filled-text.ts';
import { renderHits } from '../../screens/bank/bank.ts';
import { renderQuestionPage } from '../../screens/bank/question-page.ts';
import { loadFullStudy, loadStudy, type Study } from '../shared/load.ts';
import { askQuestion, ownAnswer } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';
import { questionJson } from './list.ts';

/** A session looks for the parts of a story. */
const isTold = ({ kind, pointsProposed }: Question): boolean => kind === 'star' && pointsProposed;

function showJson(question: Question, study: Study): JsonFields {
  const filled = (text: Question['answer']): string => segmentsText(fillText(text, question, study.values));
  const own = ownAnswer(study.config, question.id);
  const parts = question.draft ? [] : checkItems(question);
  const points: readonly Pick<KeyPoint, 'text' | 'also'>[] = isTold(question)
    ? parts.map((text) => ({ text }))
    : question.keyPoints;
  return {
    ...questionJson(question, study),
    asked: question.asked?.text ?? null,
    answer: question.answer.text,
    rendered: filled(question.answer),
    headline: question.headline ? filled(question.headline) : null,
    keyPoints: points.map(({ text }) => text),
    pointAlternatives: points.map(({ also = [] }) => also),
    pointsProposed: question.pointsProposed,
    followUpTexts: question.followUpTexts.map(({ question: asked, answer }) => ({
      question: filled(asked),
      answer: filled(answer),
    })),
    citedMetrics: question.placeholderKeys.map((name) => {
      const value = study.values.get(name);
      const isUnmeasured = value?.origin === 'notMeasured';
      const source = study.config.fills[name]?.source ?? null;
      return {
        name,
        value: isUnmeasured ? null : (value?.text.replaceAll('\u00A0', ' ') ?? null),
        origin: value?.origin ?? null,
        source,
      };
    }),
    yourAnswer: own ?? null,
    yourAnswerRendered: own === undefined ? null : segmentsText(filledText(question, own, study.values)),
    notes: study.progress.notes.get(question.id)?.map((note) => note.text) ?? [],
  };
}

export const show: Run<'show'> = async (context, args, options) => {
  const study = await loadStudy(context, options);

  const question = await context.banks.question(await askQuestion(context, study, args.join(' '), options));

  if (options.json) return printJson(context, 'show', showJson(question, study));
  const own = filledText(question, ownAnswer(study.config, question.id) ?? '', study.values);
  const points = isTold(question)
    ? shownItems(question, study.values).map((text): readonly Segment[] => [{ kind: 'plain', text }])
    : filledPoints(question, study.values);
  const shown = { ...study, points, own, file: context.results.shown };
  await context.out.page(renderQuestionPage(question, shown, displayOf(context, options.plain ?? false)));
  return 0;
};

const SHOWN = 10;

export const search: Run<'search'> = async (context, args, options) => {
  const study = await loadFullStudy(context, options);

  const all = searchQuestions(study.bank, args.join(' '), study.values);
  const hits = all.slice(0, options.count ?? SHOWN);
  const exit = all.length === 0 ? 1 : 0;

  if (options.json) {
    const questions = hits.map(({ question, score, excerpt }) => ({
      ...questionJson(question, study),
      score,
      excerpt,
    }));
    return printJson(context, 'search', { total: all.length, questions }, exit);
  }
  await context.out.page(renderHits(hits, displayOf(context, options.plain ?? false)));
  if (all.length === 0) context.out.talk('No questions contain these words.\n');
  if (all.length > hits.length)
    context.out.talk(`${all.length - hits.length} more; \`-n ${all.length}\` shows all.\n`);
  return exit;
};
