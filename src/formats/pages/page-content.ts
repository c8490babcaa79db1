// What pages are made of: questions and the values that they cite, before anything is drawn. Types alone.
import type { ExportMode } from '../../core/export.ts';
import type { Values } from '../../core/fill-value.ts';
import type { Metric } from '../../core/metric.ts';
import type { Question } from '../../core/question.ts';

/** What goes onto a page. */
export type PageContent = {
  readonly title: string;
  /** In the order of the page, each with the user's own version of its answer where that is meant. */
  readonly questions: readonly { readonly question: Question; readonly own: string | undefined }[];
  readonly mode: ExportMode;
  readonly values: Values;
  readonly metrics: ReadonlyMap<string, Metric>;
};
