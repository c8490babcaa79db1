// `prep import`: questions of other people's files become question files of the user's own.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { placeOf } from '../../core/base/bank.ts';
import { lineText, type Problem, sortProblems } from '../../core/base/problem.ts';
import { openSource } from '../../core/base/span.ts';
import { countOf } from '../../core/base/wording.ts';
import { openKeys } from '../../core/fill/gaps.ts';
import { figuresOf } from '../../core/fill/values.ts';
import { type FileChange, IMPORT_STATES, type ImportState, type Twin } from '../../core/import/plan.ts';
import { carried, type Link } from '../../core/schedule/identity.ts';
import type { Config } from '../../core/settings/config.ts';
import { SHAPES } from '../../formats/import/index.ts';
import { jsonDocument, problemJson } from '../../formats/json/document.ts';
import { readQuestionFile } from '../../formats/question/question-file.ts';
import { renderProblems } from '../../screens/check/problems.ts';
import {
  type ImportRow,
  type ImportTotals,
  renderConflict,
  renderConflictHelp,
  renderImportRows,
  renderImportTable,
  renderTotals,
} from '../../screens/import/import.ts';
import type { Look } from '../../screens/ui/frame.ts';
import { readConfigAloud } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { lineReader } from '../shared/source-lines.ts';
import {
  askPossible,
  decideImport,
  importChanges,
  importedHistory,
  type ImportedHistory,
  type ImportPlan,
  mediaChanges,
  movedIds,
  offeredSpots,
  type PlannedQuestion,
  withTaken,
} from './decide.ts';
import {
  type Arrival,
  arrivalOf,
  idsHere,
  type ImportSource,
  type ImportTarget,
  mediaPlaces,
  readSources,
  readTarget,
} from './read.ts';

// How many questions an import brings, in which states, and how many numbers they want: of all, file by
// file, or source by source.

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
const gapsOf = ({ question, taken }: PlannedQuestion['incoming']): number =>
  question.placeholderKeys.length + taken.size;

/** Tells how many values the questions cite that have none yet; one that several cite counts once. */
type CountOpen = (questions: readonly PlannedQuestion[]) => number;

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
function openCounter(
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
    return openKeys({ questions: citing, metrics }, figures).size;
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
const allTotals = ({ questions, removed }: ImportPlan, countOpen: CountOpen): ImportTotals =>
  totalsOf(questions, '', [], removed.length, countOpen);

/** File by file; of many files, source by source. */
function totals(
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

// What an import does, as one JSON document (docs/json.md).

/** What there is to say beyond the plan. */
type ImportOutcome = {
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
function importJson(
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

// Shows what an import does on the screen.

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
const importProblems = (sources: readonly ImportSource[], twins: readonly Twin[]): readonly Problem[] =>
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
function showImport(
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

/** Questions and metrics among what is written. */
const writtenIn = ({ questions, metrics }: ImportPlan): number =>
  [...questions, ...metrics].filter(({ row }) => row.write).length;

/** True when something changed on both sides, and nobody said whose version counts. */
const isLeftOpen = ({ questions, metrics }: ImportPlan): boolean =>
  [...questions, ...metrics].some(({ row }) => row.state === 'conflict');

/** Asks which spots are placeholders. Undefined when the person went away, with the exit code. */
async function asked(
  context: Context,
  arrival: Arrival,
  plan: ImportPlan,
  look: Look,
): Promise<Arrival | { readonly exit: number }> {
  const offered = offeredSpots(plan.questions);
  if (offered.size === 0) return arrival;
  const { taken, interrupted } = await askPossible(context, offered, look);
  if (taken) return { ...arrival, incoming: withTaken(arrival.incoming, taken) };
  context.out.talk('Nothing was written.\n');
  return { exit: interrupted ? 130 : 1 };
}

/** Says what came of it, and what may be next. */
function sayOutcome(
  context: Context,
  plan: ImportPlan,
  target: ImportTarget,
  { dryRun, written, media, reviews, attempts, reviewsKnown }: ImportOutcome,
  options: Input<'import'>,
  countOpen: CountOpen,
  look: Look,
): void {
  const where = context.results.shown(target.root);
  const say = (text: string): void => context.out.talk(`${text}\n`);
  say(`${renderTotals(allTotals(plan, countOpen), look)}.`);
  if (dryRun) return say('Nothing was written.');
  const nothing = isLeftOpen(plan) ? 'Nothing was written.' : 'There was nothing to write.';
  say(written === 0 ? nothing : `${countOf(written, 'file')} written to ${where}.`);
  if (media > 0) say(`${countOf(media, 'file')} of the deck copied.`);
  if (reviews > 0)
    say(
      `${countOf(reviews, 'review')} in the deck: ${reviewsKnown ? 'in your history already' : `${countOf(attempts, 'attempt')} added to your history`}.`,
    );
  if (written > 0)
    say(options.to === undefined ? '`prep quiz` asks them.' : `\`prep quiz --bank ${where}\` asks them.`);
}

/** Takes over what the files hold. Exit 1 for conflicts, and for files below a folder that cannot be read. */
export async function importBanks(
  context: Context,
  args: readonly string[],
  options: Input<'import'>,
): Promise<number> {
  const { json = false, dryRun = false } = options;
  const root = options.to ?? context.banks.own;
  const config = readConfigAloud(context);
  const calendar = context.clock.calendar(config.settings);
  const sources = await readSources(context, args, root, options);
  const target = await readTarget(context, root);
  const media = await mediaPlaces(context, sources, root, options.to === undefined);

  let arrival = arrivalOf(sources, target, options);
  const decide = (): ImportPlan => decideImport(context, sources, target, arrival, media, options);
  let plan = decide();
  const problems = importProblems(sources, arrival.placing.twins);

  const look = lookOf(context, options.plain ?? !context.screen.fancy);
  let countOpen = openCounter(carried(config, movedIds(plan.questions)), plan, sources);
  if (!json) showImport(context, plan, sources, target, problems, countOpen, look);
  if (context.interactive && !json && !dryRun && !options.possible) {
    const answer = await asked(context, arrival, plan, look);
    if ('exit' in answer) return answer.exit;
    arrival = answer;
    plan = decide();
    countOpen = openCounter(carried(config, movedIds(plan.questions)), plan, sources);
  }

  const ids = idsHere(arrival.placing);
  const history = importedHistory(context, sources, plan.questions, ids, root, calendar);
  const files = mediaChanges(plan.questions, media);
  if (!dryRun) {
    const changes = importChanges(plan, target, sources, files, options);
    await write(context, root, changes, movedIds(plan.questions), history);
  }

  const outcome: ImportOutcome = {
    dryRun,
    written: dryRun ? 0 : writtenIn(plan),
    media: files.length,
    reviews: history.reviews,
    attempts: history.attempts,
    reviewsKnown: history.isKnown,
  };
  if (json) context.out.data(importJson(plan, sources, target, problems, outcome, countOpen));
  else sayOutcome(context, plan, target, outcome, options, countOpen, look);
  return isLeftOpen(plan) || problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Files first, and history last: without its question it would wait for it, and its numbers are there before it moves. */
async function write(
  { fileSets, journal, config }: Context,
  root: string,
  changes: readonly FileChange[],
  moved: readonly Link[],
  { entries }: ImportedHistory,
): Promise<void> {
  await fileSets.write(root, changes);
  const { config: stored } = config.read();
  if (carried(stored, moved) !== stored) await config.update((latest) => carried(latest, moved));
  journal.append(entries);
}
