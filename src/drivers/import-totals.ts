// How many questions an import brings, in which states, and how many numbers they want: of all, file by file, or source by source.
import type { Config } from '../core/config.ts';
import { figuresOf } from '../core/figures.ts';
import type { ImportState } from '../core/import-plan.ts';
import { openKeysOf } from '../core/open-keys.ts';
import { openSource } from '../core/span.ts';
import { SHAPES } from '../formats/banks/index.ts';
import { readQuestionFile } from '../formats/question-file.ts';
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

/** Tells how many values the questions cite that have none yet; one that several cite counts once. */
export type CountOpen = (questions: readonly PlannedQuestion[]) => number;

/** Questions of which something is filled in that has no name of its own, as the keys of such values tell. */
const questionsFilled = (fills: Config['fills']): ReadonlySet<string> =>
  new Set(Object.keys(fills).map((key) => key.slice(0, key.indexOf('/'))));

/**
 * The names under which the question that would be written looks for its values. Where nothing of it is filled in, any names do
 * that no other question has; its file need not be read.
 */
function keysHere({ incoming, wish, text }: PlannedQuestion, filled: ReadonlySet<string>): readonly string[] {
  if (gapsOf(incoming) === 0) return [];
  const { id, placeholderKeys } = incoming.question;
  if (incoming.taken.size === 0 && !filled.has(wish.id))
    return placeholderKeys.map((key) =>
      key.startsWith(`${id}/`) ? `${wish.id}${key.slice(id.length)}` : key,
    );
  const { questions } = readQuestionFile(openSource(wish.path, text()), '');
  return questions.flatMap((one) => one.placeholderKeys);
}

/** Looks at what is stored, and at what the metrics that come in compute from it. */
export function openCounter(
  { fills, settings }: Pick<Config, 'fills' | 'settings'>,
  plan: ImportPlan,
  sources: readonly ImportSource[],
): CountOpen {
  const declared = sources.flatMap(({ files }) => files.flatMap(({ content }) => content.metrics));
  const metrics = new Map(declared.map((metric) => [metric.name, metric]));
  const figures = figuresOf(metrics, fills, { thousands: settings.thousands });
  // What the user took out wants nothing.
  const here = plan.questions.filter(({ row }) => row.state !== 'deleted');
  const filled = questionsFilled(fills);
  const keys = new Map(here.map((one) => [one.incoming, keysHere(one, filled)]));
  return (questions) => {
    const citing = questions.map(({ incoming }) => ({ placeholderKeys: keys.get(incoming) ?? [] }));
    return openKeysOf(citing, metrics, figures).size;
  };
}

function totalsOf(
  questions: readonly PlannedQuestion[],
  name: string,
  shapes: readonly string[],
  removed: number,
  countOpen: CountOpen,
): ImportTotals {
  const names = [...new Set(shapes)].map((shape) => SHAPES.get(shape) ?? shape);
  return {
    name,
    shape: names.length > 2 ? `${names.length} shapes` : names.join(', '),
    counts: { ...countsOf(questions.map(({ row }) => row.state)), removed },
    drafts: questions.filter(({ incoming }) => incoming.question.draft).length,
    placeholders: questions.reduce((sum, one) => sum + gapsOf(one.incoming), 0),
    open: countOpen(questions),
  };
}

/** All questions as one. */
export const allTotals = ({ questions, removed }: ImportPlan, countOpen: CountOpen): ImportTotals =>
  totalsOf(questions, '', [], removed.length, countOpen);

/** File by file; of many files, source by source. */
export function totals(
  plan: ImportPlan,
  sources: readonly ImportSource[],
  countOpen: CountOpen,
): readonly ImportTotals[] {
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
        countOpen,
      ),
    );
  return sources.map((source) => {
    const mine = questions.filter(({ incoming }) => incoming.source === source);
    const shapes = mine.map(({ incoming }) => incoming.file.shape);
    return totalsOf(mine, source.shown, shapes, 0, countOpen);
  });
}
