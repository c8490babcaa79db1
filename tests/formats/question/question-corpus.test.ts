// Question files and metrics as people write them: each case of the corpus gives its questions, metrics and problems.
import { expect, it } from 'vitest';
import { assembleBanks } from '../../../src/core/base/bank.ts';
import { checkBank } from '../../../src/core/check/check.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { corpusCases, corpusTexts, expectAsInCorpus, placedText, problemLine } from '../../support/corpus.ts';

const PART = 'questions';

function summary(question: Question): object {
  const { titleAt, answer, star, keyPoints, followUpTexts, notes, placeholders, ...facts } = question;
  return {
    ...facts,
    titleAt: `${titleAt.start.line}:${titleAt.start.column}-${titleAt.end.column}`,
    answer: placedText(answer),
    ...(star && {
      star: Object.fromEntries(Object.entries(star).map(([part, text]) => [part, placedText(text)])),
    }),
    keyPoints: keyPoints.map(placedText),
    followUpTexts: followUpTexts.map((one) => [placedText(one.question), placedText(one.answer)]),
    ...(notes && { notes: placedText(notes) }),
    placeholders: placeholders.map(({ written, key }) => `${placedText(written)} → ${key}`),
  };
}

function readCase(name: string): object {
  const texts = new Map(corpusTexts(PART, name));
  const files = [...texts].map(([file, text]) => {
    const source = openSource(file, text, 'corpus');
    return file === 'metrics.md' ? readMetricsFile(source, 'bank') : readQuestionFile(source, 'bank');
  });
  const bank = assembleBanks([{ bank: 'bank', own: false, files }]);
  const problems = checkBank(bank, { values: new Map(), requireFilled: name.endsWith('-filled') });
  return {
    questions: [...bank.questions.values()].map(summary),
    metrics: [...bank.metrics.values()].map(({ at, deriveAt, ...metric }) => ({
      ...metric,
      at: `${at.file}:${at.start.line}:${at.start.column}`,
      ...(deriveAt && { deriveAt: `${deriveAt.file}:${deriveAt.start.line}:${deriveAt.start.column}` }),
    })),
    problems: problems.map((problem) => problemLine(problem, texts)),
  };
}

it.each(corpusCases(PART))('reads the case %s as expected', (name) => {
  expectAsInCorpus(PART, name, readCase(name));
});

it('runs no code of front matter', () => {
  expect(globalThis).not.toHaveProperty('ran');
});
