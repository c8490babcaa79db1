// Several banks seen as one: which question stands for which id, and what is declared.
import type { Metric, MetricName } from './metric.ts';
import type { Problem } from './problem.ts';
import type { Question, QuestionHead, QuestionId } from './question.ts';

/** What one file gave. `Item` is `Question` when texts are wanted and `QuestionHead` when they are not. */
export type FileContent<Item extends QuestionHead = Question> = {
  readonly file: string;
  readonly questions: readonly Item[];
  readonly metrics: readonly Metric[];
  readonly problems: readonly Problem[];
};

/** One folder or file of questions. `own` is the user's own bank, whose questions replace others of the same id. */
export type BankContent<Item extends QuestionHead = Question> = {
  readonly bank: string;
  readonly own: boolean;
  readonly files: readonly FileContent<Item>[];
};

/** All loaded banks as one. */
export type Bank<Item extends QuestionHead = QuestionHead> = {
  /** In bank order: banks as given, files by path with numbers in natural order, questions as written. */
  readonly questions: ReadonlyMap<QuestionId, Item>;
  readonly metrics: ReadonlyMap<MetricName, Metric>;
  readonly problems: readonly Problem[];
};
