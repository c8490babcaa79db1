// Shows what an import does: on the screen, or as JSON. Knows the plan; changes nothing.
import type { Context } from '../context.ts';
import { placeOf } from '../core/bank.ts';
import type { Twin } from '../core/import-place.ts';
import { IMPORT_STATES, type ImportState } from '../core/import-plan.ts';
import { sortProblems, type Problem } from '../core/problem.ts';
import { SHAPES } from '../formats/banks/index.ts';
import { jsonDocument, problemJson } from '../formats/json-output.ts';
import {
  renderConflict,
  renderConflictHelp,
  renderImportRows,
  renderImportTable,
  type ImportRow,
  type ImportTotals,
} from '../screens/import.ts';
import type { Look } from '../screens/frame.ts';
import { renderProblems } from '../screens/problems.ts';
import type { ImportPlan, PlannedQuestion } from './import-decide.ts';
import type { ImportSource } from './import-read.ts';
import type { ImportTarget } from './import-target.ts';
import { lineReader } from './source-lines.ts';

/** Files with a row of their own; more of them are told folder by folder. */
const FILES_SHOWN = 20;
const PROBLEMS_SHOWN = 20;
const CONFLICTS_SHOWN = 5;

/** What is said of a second question of an id. */
function twinProblem({ one, first, kind, id }: Twin): Problem {
  const where = `${first.head.file}:${first.head.line}`;
  const told: Readonly<Record<Twin['kind'], Pick<Problem, 'severity' | 'message' | 'hint'>>> = {
    same: {
      severity: 'warning',
      message: `It is in ${where}, too, word for word; once is enough.`,
    },
    renamed: {
      severity: 'warning',
      message: `Another question of this id is in ${where}; this one is imported as \`${id}\`.`,
    },
    'left-out': {
      severity: 'error',
      message: `The id \`${id}\` is taken by ${where}; this question is left out.`,
      hint: 'Give one of the two another id.',
    },
  };
  return { code: 'id-duplicate', at: placeOf(one.head), related: placeOf(first.head), ...told[kind] };
}

/** Everything that was found to be wrong, in order. */
export const importProblems = (
  sources: readonly ImportSource[],
  twins: readonly Twin[],
): readonly Problem[] =>
  sortProblems([...sources.flatMap(({ problems }) => problems), ...twins.map(twinProblem)]);

const countsOf = (states: readonly ImportState[]): ImportTotals['counts'] => ({
  new: states.filter((state) => state === 'new').length,
  changed: states.filter((state) => state === 'changed').length,
  unchanged: states.filter((state) => state === 'unchanged').length,
  conflict: states.filter((state) => state === 'conflict').length,
  deleted: states.filter((state) => state === 'deleted').length,
  removed: states.filter((state) => state === 'removed').length,
});

const gapsOf = ({ incoming: { question, taken } }: PlannedQuestion): number =>
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
    placeholders: questions.reduce((sum, one) => sum + gapsOf(one), 0),
  };
}

/** All questions as one. */
export const allTotals = ({ questions, removed }: ImportPlan): ImportTotals =>
  totalsOf(questions, '', [], removed.length);

function totals(plan: ImportPlan, sources: readonly ImportSource[]): readonly ImportTotals[] {
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

/** Questions that are worth a line of their own. */
function rowsOf({ questions, metrics, removed }: ImportPlan): readonly ImportRow[] {
  return [
    ...questions.map(({ row, incoming }): ImportRow => {
      const { placed, question } = incoming;
      const note = placed.was === undefined ? {} : { note: `was: ${placed.was}` };
      return { id: row.id, title: question.title, state: row.state, ...note };
    }),
    ...metrics.map(({ row, file }) => ({ id: row.path, title: file, state: row.state })),
    ...removed.map(({ row, known }) => ({
      id: row.id,
      title: known.title,
      state: row.state,
      note: 'it stays here',
    })),
  ];
}

function conflictsText(context: Context, plan: ImportPlan, target: ImportTarget, look: Look): string {
  const conflicts = [...plan.questions, ...plan.metrics].filter(({ row }) => row.state === 'conflict');
  if (conflicts.length === 0) return '';
  const shown = conflicts.slice(0, CONFLICTS_SHOWN).map((one) =>
    renderConflict(
      {
        id: one.row.id,
        title: 'incoming' in one ? one.incoming.question.title : one.file,
        path: one.row.path,
        ours: context.banks.sourceText(target.shown.get(one.row.path.toLowerCase()) ?? ''),
        theirs: one.text,
      },
      look,
    ),
  );
  return [...shown, renderConflictHelp(conflicts.length, look)].join('\n\n');
}

/** States whose questions are named; conflicts are told in full. */
const NAMED = IMPORT_STATES.filter((state) => state !== 'unchanged' && state !== 'conflict');

/** Shows the plan. */
export function showImport(
  context: Context,
  plan: ImportPlan,
  sources: readonly ImportSource[],
  target: ImportTarget,
  problems: readonly Problem[],
  look: Look,
): void {
  const rows = rowsOf(plan);
  const lists = NAMED.map((state) => renderImportRows(rows, state, look));
  const told = renderProblems(
    problems.slice(0, PROBLEMS_SHOWN),
    lineReader(context),
    look.theme,
    look.columns,
  );
  const rest = problems.length - PROBLEMS_SHOWN;
  const parts = [
    renderImportTable(totals(plan, sources), look),
    ...lists,
    conflictsText(context, plan, target, look),
    told,
    rest > 0 ? `and ${rest} more: --json lists them` : '',
  ];
  context.out.data(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

/** What there is to say beyond the plan. */
export type ImportOutcome = {
  readonly dryRun: boolean;
  /** Question files and files of metrics that were written. */
  readonly written: number;
  readonly media: number;
  readonly reviews: number;
  readonly attempts: number;
};

function questionJson({ row, incoming }: PlannedQuestion): Readonly<Record<string, unknown>> {
  const { placed, question, file } = incoming;
  return {
    id: row.id,
    title: question.title,
    state: row.state,
    file: file.file,
    line: question.line,
    path: row.path,
    draft: question.draft,
    placeholders: question.placeholderKeys.length + incoming.taken.size,
    edited: row.edited,
    was: placed.was ?? null,
  };
}

const possibleJson = ({ row, incoming }: PlannedQuestion): readonly Readonly<Record<string, unknown>>[] =>
  incoming.spots.map(({ key, written, becomes, placeholder }) => ({
    question: row.id,
    file: incoming.file.file,
    line: placeholder.written.at.start.line,
    written,
    becomes,
    taken: incoming.taken.has(key),
  }));

/** The plan and what came of it, as one document. */
export function importJson(
  plan: ImportPlan,
  sources: readonly ImportSource[],
  target: ImportTarget,
  problems: readonly Problem[],
  outcome: ImportOutcome,
): string {
  const { questions, metrics, removed } = plan;
  const { counts, drafts, placeholders } = allTotals(plan);
  const files = sources.flatMap((source) => source.files);
  return jsonDocument('import', {
    target: target.root,
    dryRun: outcome.dryRun,
    files: files.map(({ file, shape, content }) => ({
      file,
      shape: shape === '' ? null : shape,
      questions: content.questions.length,
      metrics: content.metrics.length,
    })),
    questions: questions.map(questionJson),
    metrics: metrics.map(({ row, file }) => ({ file, path: row.path, state: row.state })),
    gone: removed.map(({ row, known }) => ({ id: row.id, title: known.title, path: row.path })),
    new: counts.new,
    changed: counts.changed,
    unchanged: counts.unchanged,
    conflicts: counts.conflict,
    deleted: counts.deleted,
    removed: counts.removed,
    drafts,
    placeholders,
    possible: questions.flatMap(possibleJson),
    problems: problems.map(problemJson),
    reviews: outcome.reviews,
    attempts: outcome.attempts,
    media: outcome.media,
    written: outcome.written,
  });
}
