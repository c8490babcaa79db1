// Mutations of question files and metrics: reading them never throws, and touches nothing else.
import { expect } from 'vitest';
import { assembleBanks } from '../../src/core/base/bank.ts';
import { checkBank } from '../../src/core/check/check.ts';
import type { Problem } from '../../src/core/base/problem.ts';
import type { Question } from '../../src/core/base/question.ts';
import { openSource, type Span, type Text } from '../../src/core/base/span.ts';
import { readMetricsFile } from '../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';
import { corpusCases, corpusTexts } from './corpus.ts';
import { mutated, randomFrom } from './mutate.ts';

export const textsOf = (question: Question): readonly Text[] => [
  { text: question.title, at: question.titleAt },
  question.answer,
  ...Object.values(question.star ?? {}),
  ...question.followUpTexts.flatMap((followUp) => [followUp.question, followUp.answer]),
  ...(question.notes ? [question.notes] : []),
  ...question.placeholders.map(({ written }) => written),
];

/** Spans of a question that are not among its texts. */
const spansOf = (question: Question): readonly Span[] => question.keyPoints.map(({ at }) => at);

/** Checks what is promised for any text. */
export function expectSound(
  text: string,
  questions: readonly Question[],
  problems: readonly Problem[],
): void {
  for (const question of questions) {
    for (const { text: slice, at } of textsOf(question)) {
      expect(text.slice(at.start.offset, at.end.offset)).toBe(slice);
    }
    const { placeholders } = question;
    placeholders.forEach(({ written: { at } }, i) => {
      const next = placeholders[i + 1]?.written.at;
      if (next) expect(at.end.offset).toBeLessThanOrEqual(next.start.offset);
    });
    expect([...new Set(placeholders.map(({ key }) => key))]).toEqual(question.placeholderKeys);
  }
  const spans = [...questions.flatMap(spansOf), ...problems.map(({ at }) => at)];
  for (const { start, end } of spans) {
    expect(start.offset).toBeLessThanOrEqual(end.offset);
    expect(end.offset).toBeLessThanOrEqual(text.length);
    expect(start.line).toBeGreaterThan(0);
  }
}

export function readAny(text: string, asMetrics: boolean): void {
  const source = openSource(asMetrics ? 'metrics.md' : 'question.md', text, 'folder');
  const content = asMetrics ? readMetricsFile(source, 'bank') : readQuestionFile(source, 'bank');
  expectSound(text, content.questions, content.problems);
  const bank = assembleBanks([{ bank: 'bank', own: false, files: [content] }]);
  expectSound(text, [], checkBank(bank, { values: new Map(), requireFilled: true }));
}

/** A mutation is reproduced by its number. */
export function readQuestionMutations(count: number): void {
  const samples = ['questions', 'placeholders'].flatMap((part) =>
    corpusCases(part).flatMap((name) => corpusTexts(part, name).map(([, text]) => text)),
  );
  const before = Object.getOwnPropertyNames(Object.prototype);
  for (let number = 0; number < count; number += 1) {
    const text = mutated(samples, randomFrom(number));
    try {
      readAny(text, number % 5 === 0);
    } catch (cause) {
      throw new Error(`mutation ${number}: ${JSON.stringify(text.slice(0, 2000))}`, { cause });
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect({}).not.toHaveProperty('polluted');
  expect(globalThis).not.toHaveProperty('polluted');
}
