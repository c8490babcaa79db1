// Shows what an import does on the screen. Knows the plan; changes nothing.
import type { Context } from '../context.ts';
import { placeOf } from '../core/bank.ts';
import type { Twin } from '../core/import-place.ts';
import { IMPORT_STATES } from '../core/import-plan.ts';
import { lineText, sortProblems, type Problem } from '../core/problem.ts';
import {
  renderConflict,
  renderConflictHelp,
  renderImportRows,
  renderImportTable,
  type ImportRow,
} from '../screens/import.ts';
import type { Look } from '../screens/frame.ts';
import { renderProblems } from '../screens/problems.ts';
import type { ImportPlan } from './import-decide.ts';
import type { ImportSource } from './import-read.ts';
import type { ImportTarget } from './import-target.ts';
import { totals, type CountOpen } from './import-totals.ts';
import { lineReader } from './source-lines.ts';

const PROBLEMS_SHOWN = 20;
const CONFLICTS_SHOWN = 5;

/** What is said of a second question of an id. */
function twinProblem({ one, first, kind, id }: Twin): Problem {
  const where = lineText(placeOf(first.head));
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
        theirs: one.text(),
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
  countOpen: CountOpen,
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
    renderImportTable(totals(plan, sources, countOpen), look),
    ...lists,
    conflictsText(context, plan, target, look),
    told,
    rest > 0 ? `and ${rest} more: --json lists them` : '',
  ];
  context.out.data(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}
