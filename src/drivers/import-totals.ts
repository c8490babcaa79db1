// How many questions an import brings, in which states: of all, file by file, or source by source.
import type { ImportState } from '../core/import-plan.ts';
import { SHAPES } from '../formats/banks/index.ts';
import type { ImportTotals } from '../screens/import.ts';
import type { ImportPlan, PlannedQuestion } from './import-decide.ts';
import type { ImportSource } from './import-read.ts';

/** Files with a row of their own; more of them are told folder by folder. */
const FILES_SHOWN = 20;

const countsOf = (states: readonly ImportState[]): ImportTotals['counts'] => ({
  new: states.filter((state) => state === 'new').length,
  changed: states.filter((state) => state === 'changed').length,
  unchanged: states.filter((state) => state === 'unchanged').length,
  conflict: states.filter((state) => state === 'conflict').length,
  deleted: states.filter((state) => state === 'deleted').length,
  removed: states.filter((state) => state === 'removed').length,
});

/** Placeholders of a question, with those that were decided on. */
export const gapsOf = ({ question, taken }: PlannedQuestion['incoming']): number =>
  question.placeholderKeys.length + taken.size;

function totalsOf(
  questions: readonly PlannedQuestion[],
  name: string,
  shapes: readonly string[],
  removed: number,
): ImportTotals {
  const names = [...new Set(shapes)].map((shape) => SHAPES.get(shape) ?? shape);
  return {
    name,
    shape: names.length > 2 ? `${names.length} shapes` : names.join(', '),
    counts: { ...countsOf(questions.map(({ row }) => row.state)), removed },
    drafts: questions.filter(({ incoming }) => incoming.question.draft).length,
    placeholders: questions.reduce((sum, one) => sum + gapsOf(one.incoming), 0),
  };
}

/** All questions as one. */
export const allTotals = ({ questions, removed }: ImportPlan): ImportTotals =>
  totalsOf(questions, '', [], removed.length);

/** File by file; of many files, source by source. */
export function totals(plan: ImportPlan, sources: readonly ImportSource[]): readonly ImportTotals[] {
  const { questions, removed } = plan;
  const removedFrom = (stored: readonly string[]): number =>
    removed.filter(({ known }) => stored.includes(known.file)).length;
  const files = sources
    .flatMap((source) => source.files)
    .filter(({ content }) => content.questions.length > 0);
  if (files.length <= FILES_SHOWN)
    return files.map((file) =>
      totalsOf(
        questions.filter(({ incoming }) => incoming.file === file),
        file.file,
        [file.shape],
        removedFrom([file.stored]),
      ),
    );
  return sources.map((source) => {
    const mine = questions.filter(({ incoming }) => incoming.source === source);
    const shapes = mine.map(({ incoming }) => incoming.file.shape);
    return totalsOf(mine, source.shown, shapes, 0);
  });
}
