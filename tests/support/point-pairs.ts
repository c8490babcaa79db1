// Answers with labeled points: those they say, those they miss although on the topic, and texts on something
// else. For tests and benchmarks/feedback.js. They were written for the first edition of the bank. Judges
// nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from '../../src/core/base/question.ts';
import { openSource } from '../../src/core/base/span.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';

export const HALVES = ['tuning', 'held-out'] as const;
export type Half = (typeof HALVES)[number];

export type Label = 'covered' | 'missing' | 'off-topic';

/** A text as an answer to a question, with a label for each judged point, by its index. */
export type LabelledAnswer = {
  readonly question: Question;
  readonly text: string;
  readonly style: string;
  readonly labels: readonly (readonly [point: number, label: Label])[];
};

type Written = {
  readonly answers: readonly {
    readonly question: string;
    readonly style: string;
    readonly text: string;
    /** How the points begin. */
    readonly covered: readonly string[];
    readonly missing: readonly string[];
  }[];
  readonly offTopic: readonly { readonly questions: readonly string[]; readonly text: string }[];
};

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

function pointOf({ id, keyPoints }: Question, start: string): number {
  const matching = keyPoints.flatMap(({ text }, i) => (text.startsWith(start) ? [i] : []));
  const [only] = matching;
  if (only === undefined || matching.length > 1)
    throw new Error(`${matching.length} points of ${id} begin with “${start}”`);
  return only;
}

/** @param root folder of the project */
export function labelledAnswers(root: string, half: Half): readonly LabelledAnswer[] {
  const corpus = join(root, 'tests', 'corpus', 'points');
  const questions = new Map(
    [join(root, 'tests', 'corpus', 'first-edition'), join(corpus, 'questions')]
      .flatMap(filesBelow)
      .filter((file) => !file.endsWith('metrics.md'))
      .flatMap((file) => readQuestionFile(openSource(file, readFileSync(file, 'utf8')), '').questions)
      .map((question) => [question.id, question]),
  );
  const named = (id: string): Question => {
    const question = questions.get(id);
    if (!question) throw new Error(`there is no question ${id}`);
    return question;
  };
  const written = JSON.parse(readFileSync(join(corpus, `${half}.json`), 'utf8')) as Written;
  const answers = written.answers.map(({ question: id, text, style, covered, missing }): LabelledAnswer => {
    const question = named(id);
    const labelled = (starts: readonly string[], label: Label) =>
      starts.map((start) => [pointOf(question, start), label] as const);
    return {
      question,
      text,
      style,
      labels: [...labelled(covered, 'covered'), ...labelled(missing, 'missing')],
    };
  });
  const offTopic = written.offTopic.flatMap(({ questions: ids, text }) =>
    ids.map((id): LabelledAnswer => {
      const question = named(id);
      const labels = question.keyPoints.map((_, i) => [i, 'off-topic'] as const);
      return { question, text, style: 'off-topic', labels };
    }),
  );
  return [...answers, ...offTopic];
}

/** Area under the ROC curve: how often a score of `yes` exceeds one of `no`; ties count half. */
export function areaUnderCurve(yes: readonly number[], no: readonly number[]): number {
  const wins = yes.reduce(
    (sum, one) => sum + no.reduce((own, other) => own + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  );
  return wins / (yes.length * no.length);
}
