// What an import does, as one JSON document (docs/json.md). Knows the plan; changes nothing.
import type { Problem } from '../core/problem.ts';
import { jsonDocument, problemJson } from '../formats/json-output.ts';
import type { ImportPlan, PlannedQuestion } from './import-decide.ts';
import type { ImportSource } from './import-read.ts';
import type { ImportTarget } from './import-target.ts';
import { allTotals, gapsOf, type CountOpen } from './import-totals.ts';

/** What there is to say beyond the plan. */
export type ImportOutcome = {
  readonly dryRun: boolean;
  /** Question files and files of metrics that were written. */
  readonly written: number;
  readonly media: number;
  readonly reviews: number;
  readonly attempts: number;
  /** True when all reviews are in the history already. */
  readonly reviewsKnown: boolean;
};

function questionJson(one: PlannedQuestion, countOpen: CountOpen): Readonly<Record<string, unknown>> {
  const { row, incoming } = one;
  const { placed, question, file } = incoming;
  return {
    id: row.id,
    title: question.title,
    state: row.state,
    file: file.file,
    line: question.line,
    path: row.path,
    draft: question.draft,
    placeholders: gapsOf(incoming),
    unfilled: countOpen([one]),
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
  countOpen: CountOpen,
): string {
  const { questions, metrics, removed } = plan;
  const { counts, drafts, placeholders, open } = allTotals(plan, countOpen);
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
    questions: questions.map((one) => questionJson(one, countOpen)),
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
    unfilled: open,
    possible: questions.flatMap(possibleJson),
    problems: problems.map(problemJson),
    reviews: outcome.reviews,
    attempts: outcome.attempts,
    media: outcome.media,
    written: outcome.written,
  });
}
