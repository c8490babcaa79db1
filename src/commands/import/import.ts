// `prep import`: turns questions of other people's files into question files of the user's own.
import type { Run } from '../../cli.ts';
import type { Context, Prompts, Rendered } from '../../context.ts';
import { freeName, placeOf } from '../../core/base/bank.ts';
import { countEach, sumOf } from '../../core/base/collections.ts';
import { storedText } from '../../core/base/metric.ts';
import { lineText, type Problem, sortProblems } from '../../core/base/problem.ts';
import { labelOf, type Question, type QuestionId } from '../../core/base/question.ts';
import { oneLine, plainLine, titleText } from '../../core/base/text.ts';
import { countOf, firstText, shellWord } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import { openKeys } from '../../core/fill/gaps.ts';
import { cellWords, figuresOf, sentenceAround } from '../../core/fill/values.ts';
import type { Alternative, Listed } from '../../core/import/account.ts';
import { changed, type ChoiceRow, choiceRows, rowsMeant, rowsNamed } from '../../core/import/choose.ts';
import { citingIn, type Lost, withMoved } from '../../core/import/edits.ts';
import { STATES, type Picked, type PlanRow, type Twin } from '../../core/import/plan.ts';
import type { Config } from '../../core/settings/config.ts';
import { SHAPES } from '../../formats/import/index.ts';
import { MARKDOWN_SHAPES } from '../../formats/import/markdown.ts';
import { jsonDocument, type JsonFields, problemJson } from '../../formats/json/document.ts';
import { readingOf } from '../../formats/question/placeholders.ts';
import type { PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { renderProblems, renderUnread, type ToldFile } from '../../screens/check/problems.ts';
import {
  type ImportRow,
  type FileTotals,
  renderChoiceAsk,
  renderChoiceFiles,
  renderChoices,
  renderConflict,
  renderConflictHelp,
  renderImportRows,
  renderPossible,
  renderPossibleAsk,
  renderSameAsk,
  renderRemovedHelp,
  renderFiles,
  renderGuarded,
  renderKept,
  renderSameTitles,
  renderUncited,
  renderTotals,
  type Totals,
} from '../../screens/import/import.ts';
import { type Display, paragraph, rendered, rule } from '../../screens/ui/frame.ts';
import type { Priority } from '../bank/banks.ts';
import { unreadJson } from '../shared/account.ts';
import { bankPaths, readConfigAloud } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';
import { displayOf, lineReader, usesFullScreen, withPrompts } from '../shared/screen.ts';
import {
  arrivalOf,
  carriedOver,
  type Carry,
  importChanges,
  type ImportPlan,
  type Incoming,
  mediaChanges,
  movedIn,
  planImport,
  type PlannedQuestion,
  questionHere,
  type Taken,
  takenNames,
} from './plan.ts';
import { readAs, type ArrivedFile, isRead } from './folder.ts';
import { type ImportInput, readImport, requireQuestions, toldFiles } from './read.ts';

// At a terminal, a person sees what is read as questions, and can change it before anything is written.

/** Without the window, a long list is not printed again after each change. */
const ROWS_INLINE = 30;
const FILES_INLINE = 20;

const markdownShapes: ReadonlySet<string> = new Set(MARKDOWN_SHAPES.keys());

const isChoosable = ({ open, shape, content }: ArrivedFile): boolean =>
  open !== undefined && (markdownShapes.has(shape) || content.account !== undefined);

type Asking = {
  readonly prompts: Prompts;
  readonly isFull: boolean;
  readonly drawn: (draw: (look: Display) => string) => Rendered;
};

const MOST_NAMED = 8;

/** Undefined if the person left. */
async function lineTyped(prompts: Prompts, prompt: string): Promise<string | undefined> {
  const typed = (await prompts.line(prompt))?.trim();
  return typed === undefined || /^q(?:uit)?$/i.test(typed) ? undefined : typed;
}

/** @param notice what the last line typed did */
async function askChange(
  { prompts, isFull, drawn }: Asking,
  file: string,
  rows: readonly ChoiceRow[],
  candidates: readonly Listed[],
  alternatives: readonly Alternative[],
  notice: string | undefined,
): Promise<string | undefined> {
  const isSame = notice !== undefined;
  const taken = countOf(rows.filter((row) => row.taken).length, 'question');
  if (isFull || !isSame || rows.length <= ROWS_INLINE) {
    prompts.page(
      drawn((look) => rule(taken, oneLine(file), look)),
      isSame,
    );
    prompts.read(
      drawn((look) => renderChoices(rows, candidates, look)),
      isSame,
    );
  }
  if (notice !== undefined) prompts.notice(drawn((look) => paragraph(notice, look)));
  return lineTyped(prompts, renderChoiceAsk(rows, alternatives));
}

/** Undefined if the person left. */
async function chooseIn(asking: Asking, file: ArrivedFile): Promise<ArrivedFile | undefined> {
  const open = await file.open?.();
  if (!open) return file;
  const isGiven = markdownShapes.has(file.shape) && open.as({}).shape !== file.shape;
  let picked: Picked = { ...file.picked, as: file.picked?.as ?? (isGiven ? file.shape : undefined) };
  const others = file.picked || isGiven ? [] : open.alternatives();
  let read = open.as(picked);
  let rows = choiceRows(read.candidates, read.content.questions, picked);
  const change = (meant: readonly ChoiceRow[]) => {
    const done = changed(picked, meant);
    picked = done.picked;
    read = open.as(picked);
    rows = choiceRows(read.candidates, read.content.questions, picked, rows);
    return done;
  };
  // Notes in a folder of questions give none, although they would alone.
  while (file.content.questions.length === 0 && rows.some(({ taken }) => taken))
    change(rows.filter(({ taken }) => taken));
  let chosen = file;
  let notice: string | undefined;
  for (;;) {
    const alternatives = chosen === file ? others : [];
    const typed = await askChange(asking, file.file, rows, read.candidates, alternatives, notice);
    if (typed === undefined) return undefined;
    if (typed === '') return chosen;
    const meant = rowsMeant(typed, rows);
    if (typeof meant === 'string') {
      notice = meant;
      continue;
    }
    const done = change(meant);
    const numbers = done.rows.map(({ number }) => String(number));
    // The rows themselves may be out of view.
    notice = `${done.takes ? 'Added' : 'Dropped'}: ${firstText(numbers, MOST_NAMED)}.`;
    chosen = { ...readAs(file, read), picked };
  }
}

const unreadIn = ({ content }: ArrivedFile): number => content.account?.unread.length ?? 0;

/**
 * With several files, asks for one first. Undefined if the person left.
 * @param fixed files with questions that leave no choice
 */
async function chooseAmong(
  asking: Asking,
  files: readonly ArrivedFile[],
  fixed: readonly ArrivedFile[],
): Promise<ReadonlyMap<ArrivedFile, ArrivedFile> | undefined> {
  const { prompts, isFull, drawn } = asking;
  const [only, another] = files;
  if (only && !another && fixed.length === 0) {
    const picked = await chooseIn(asking, only);
    return picked && new Map([[only, picked]]);
  }
  const chosen = new Map<ArrivedFile, ArrivedFile>();
  const first = files.toSorted((a, b) => unreadIn(b) - unreadIn(a));
  for (;;) {
    const rowOf = (file: ArrivedFile) => {
      const now = chosen.get(file) ?? file;
      const name = { name: file.file, shape: SHAPES.get(now.shape) ?? now.shape };
      return { file, ...name, taken: now.content.questions.length, unread: unreadIn(now) };
    };
    const rows = first.map((file, at) => ({ ...rowOf(file), number: at + 1 }));
    const listed = [...rows, ...fixed.map(rowOf)];
    const count = sumOf(listed, ({ taken }) => taken);
    const shown = isFull ? listed : listed.slice(0, FILES_INLINE);
    prompts.page(drawn((look) => rule('Which headings are questions?', `${listed.length} files`, look)));
    prompts.read(drawn((look) => renderChoiceFiles(shown, look)));
    const all = count === 1 ? 'this question' : count === 0 ? 'nothing' : `these ${count} questions`;
    const numbers = rows.length === 1 ? '1' : `1 to ${rows.length}`;
    const ask = `Enter = import ${all}. ${numbers} = review a file, q = quit:`;
    const typed = await lineTyped(prompts, ask);
    if (typed === undefined) return undefined;
    if (typed === '') return chosen;
    const meant = rowsNamed(typed, rows);
    if (typeof meant === 'string') prompts.notice(drawn((look) => paragraph(meant, look)));
    else
      for (const { file } of meant) {
        const picked = await chooseIn(asking, chosen.get(file) ?? file);
        if (!picked) return undefined;
        chosen.set(file, picked);
      }
  }
}

/** Beyond this many, files are summed up by folder. */
const FILES_SHOWN = 20;
const NAMES_SHOWN = 4;
const PROBLEMS_SHOWN = 20;
const CONFLICTS_SHOWN = 5;

type ImportView = ReturnType<typeof viewOf>;

/** Files that were written. */
type ImportOutcome = { readonly written: number; readonly media: number };

/** Something changed on both sides, and the user has not said whose version counts. */
const hasConflict = ({ questions, metrics }: ImportPlan): boolean =>
  [...questions, ...metrics].some(({ row }) => row.state === 'conflict');

const countWritten = ({ questions, metrics }: ImportPlan): number =>
  [...questions, ...metrics].filter(({ row }) => row.write).length;

function twinProblem({ one, first, id }: Twin): Problem {
  const [at, related] = [placeOf(one.head), placeOf(first.head)];
  const message =
    id === undefined
      ? `Already in ${lineText(related)}, word for word; skipped.`
      : `This id already exists in ${lineText(related)}; this question is imported as \`${id}\`.`;
  return { severity: 'warning', code: 'id-duplicate', at, related, message };
}

function renamedProblem(taken: readonly Taken[]): readonly Problem[] {
  const [first] = taken;
  if (!first) return [];
  const changes = taken.map(({ name, becomes }) => `\`${name}\` (here \`${becomes}\`)`);
  const message = `Other questions already cite ${changes.join(', ')}.`;
  const hint = 'To share a value, declare its name in metrics.md.';
  const [at, related] = [placeOf(first.head), placeOf(first.by)];
  return [{ severity: 'warning', code: 'metric-renamed', at, related, message, hint }];
}

const countPlaceholders = ({ incoming, accepted }: PlannedQuestion): number =>
  incoming.one.head.placeholderKeys.length + accepted.length;

/** Nothing is written but what became a placeholder, which is an answer. */
const isDraft = ({ incoming, accepted }: PlannedQuestion): boolean =>
  incoming.one.head.draft && accepted.length === 0;

/** @param config with the stored values, and those that the imported metrics compute */
function viewOf(
  plan: ImportPlan,
  input: ImportInput,
  warnings: readonly Problem[],
  unread: readonly ToldFile[],
  { fills, settings }: Pick<Config, 'fills' | 'settings'>,
) {
  const declared = input.sources.flatMap(({ files }) => files.flatMap(({ content }) => content.metrics));
  const metrics = new Map(declared.map((metric) => [metric.name, metric]));
  const figures = figuresOf({ metrics }, fills, { thousands: settings.thousands });
  const citedBy = countEach(plan.questions.flatMap(({ keys }) => keys));
  const fresh = plan.questions.filter(({ row }) => row.state === 'new').flatMap(({ keys }) => keys);
  const names = [...new Set(fresh)].filter((key) => !key.includes('/') && !metrics.has(key));
  const found = input.sources.flatMap(({ problems, files }) =>
    problems.concat(files.flatMap(({ content }) => content.problems)),
  );
  const broken = plan.questions.flatMap(({ row: { id, state } }) =>
    state === 'conflict' ? (input.target.present.get(id)?.errors ?? []) : [],
  );
  return {
    plan,
    /** Of the names that new questions cite and nothing declares: those of several questions, and those with a value. */
    shared: names.flatMap((name) => ((citedBy.get(name) ?? 0) > 1 ? `\`${name}\`` : [])),
    earlier: names.flatMap((name) => (fills[name] ? `\`${name}\` (${storedText(fills[name])})` : [])),
    input,
    unread,
    problems: sortProblems([...found, ...broken, ...warnings]),
    /** Unfilled values of the questions; one that several questions cite counts once. */
    countOpen: (questions: readonly PlannedQuestion[]): number =>
      openKeys({ questions: questions.map(({ keys }) => ({ placeholderKeys: keys })) }, figures).size,
  };
}

function totalsOf(
  { plan, countOpen }: ImportView,
  { questions, removed }: Pick<ImportPlan, 'questions' | 'removed'> = plan,
): Totals {
  const states = [...questions.map(({ row }) => row.state), ...removed.map(() => 'removed' as const)];
  return {
    counts: countEach(states),
    drafts: questions.filter(isDraft).length,
    placeholders: sumOf(questions, countPlaceholders),
    open: countOpen(questions),
  };
}

function shapeNames(files: readonly ArrivedFile[]): string {
  const names = [...new Set(files.map(({ shape }) => SHAPES.get(shape) ?? shape))];
  return names.length > 2 ? `${names.length} formats` : names.join(', ');
}

function totalsByFile(view: ImportView): readonly FileTotals[] {
  const { plan, input } = view;
  const folders = input.sources.map(({ shown, files }) => ({ name: shown, files: files.filter(isRead) }));
  const files = folders.flatMap((each) => each.files);
  const groups =
    files.length > FILES_SHOWN ? folders : files.map((one) => ({ name: one.file, files: [one] }));
  return groups.map(({ name, files: some }) => {
    const stored = new Set(some.map((one) => one.stored));
    const questions = plan.questions.filter(({ incoming }) => stored.has(incoming.one.file));
    const removed = plan.removed.filter(({ known }) => stored.has(known.file));
    return { name, shape: shapeNames(some), ...totalsOf(view, { questions, removed }) };
  });
}

function rowsOf({ results, files }: Context, { plan, input }: ImportView): readonly ImportRow[] {
  const { questions, metrics, removed } = plan;
  const sinceIn = ({ state, entry }: PlanRow): string =>
    state === 'older' && entry ? `changed since by ${results.shown(entry.file)}` : '';
  const has = (name: string): boolean => files.exists(`${input.target.root}/${name}`);
  return [
    ...questions.map(({ row, incoming, title, values, guard }): ImportRow => {
      const { state, path, write, edited } = row;
      const { was } = incoming;
      const notes = [
        was === undefined ? '' : `was: ${was}`,
        sinceIn(row),
        write && edited && !write.keepsOld ? 'with your changes' : '',
      ];
      return {
        label: labelOf(incoming),
        title,
        state,
        note: notes.filter(Boolean).join('; ') || undefined,
        lost: values.lost,
        back: values.back,
        kept: write?.keepsOld ? freeName({ has }, [`${path}.mine`]) : undefined,
        guard,
      };
    }),
    ...metrics.map(({ row, title }) => {
      return { label: row.path, title, state: row.state, note: sinceIn(row) || undefined };
    }),
    ...removed.map(({ known }): ImportRow => {
      return { label: labelOf(known), title: known.title, state: 'removed', note: 'kept here' };
    }),
  ];
}

function conflictsText({ banks }: Context, { plan, input }: ImportView, display: Display): string {
  const others = [...plan.questions.filter(({ guard }) => !guard), ...plan.metrics];
  const conflicts = others.filter(({ row }) => row.state === 'conflict');
  if (conflicts.length === 0) return '';
  const shown = conflicts.slice(0, CONFLICTS_SHOWN).map(({ row: { id, path }, title, text }) => {
    const ours = banks.sourceText(input.target.present.get(id)?.shown ?? '');
    return renderConflict({ id, title, path, ours, theirs: text }, display);
  });
  return [...shown, renderConflictHelp(conflicts.length, display)].join('\n\n');
}

const OLDER_HELP =
  'What another file has changed since stays as it is here. `--merge theirs` takes the older text, and keeps the one here beside it as NAME.md.mine.';
const DELETED_HELP =
  'What you deleted stays away. `--to FOLDER` writes all questions of the file to another bank; a file that you move from there to your own bank stays.';

function showImport(context: Context, view: ImportView, display: Display): void {
  const { problems, input, plan } = view;
  const rows = rowsOf(context, view);
  const gone = plan.removed.map(({ known, path }) => input.target.present.get(known.id)?.shown ?? path);
  const skipped = input.sources.flatMap((source) => source.skipped);
  const named = STATES.filter((state) => state !== 'unchanged' && state !== 'conflict');
  const rest = problems.length - PROBLEMS_SHOWN;
  const parts = [
    renderFiles(totalsByFile(view), display),
    ...named.map((state) => renderImportRows(rows, state, display)),
    renderRemovedHelp(gone, display),
    rows.some(({ state }) => state === 'older') ? paragraph(OLDER_HELP, display) : '',
    rows.some(({ state }) => state === 'deleted') ? paragraph(DELETED_HELP, display) : '',
    conflictsText(context, view, display),
    renderSameTitles(rows, display),
    renderGuarded(rows, display),
    renderUncited(rows, display),
    renderKept(rows, display),
    renderUnread(view.unread, skipped, display, { isChosen: input.isAsked }),
    renderProblems(problems.slice(0, PROBLEMS_SHOWN), lineReader(context), display.theme, display.columns),
    rest > 0 ? `and ${rest} more; \`--json\` lists them` : '',
  ];
  context.out.data(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

/** What a person may not expect. */
function notesOn({ plan, shared, earlier, input }: ImportView): readonly string[] {
  const possible = offeredSpots(plan);
  const [first] = possible;
  const links = missingIn(plan);
  return [
    shared.length === 0 ? '' : `A value fills every question that cites ${firstText(shared, NAMES_SHOWN)}.`,
    earlier.length === 0 ? '' : `An earlier value fills ${firstText(earlier, NAMES_SHOWN)}.`,
    shared.length + earlier.length === 0
      ? ''
      : 'For a value per question, write two words or more: `[FILL IN: accuracy of this model]`.',
    first
      ? `${countOf(possible.length, 'possible placeholder')}, such as \`${plainLine(first.spot.written.text)}\`: \`--possible\` accepts them, ${input.isAsked ? 'the next import of the file asks again' : '`--dry-run --json` lists them'}.`
      : '',
    links.length === 0
      ? ''
      : `${countOf(links.length, 'linked file')} not copied: ${firstText(links, NAMES_SHOWN)}. prep copies images, media and documents that are beside the file, below the folder that you import, or in the deck.`,
  ];
}

const missingIn = ({ questions }: ImportPlan): readonly string[] => [
  ...new Set(questions.flatMap(({ missing }) => missing)),
];

function sayOutcome(context: Context, view: ImportView, outcome: ImportOutcome, display: Display): void {
  const { written, media } = outcome;
  const { target, options } = view.input;
  const where = context.results.shown(target.root);
  const say = (text: string): void => context.out.talk(`${text}\n`);
  const totals = renderTotals(totalsOf(view), display);
  if (totals !== '') say(`${totals}.`);
  for (const note of notesOn(view)) if (note !== '') say(paragraph(note, display));
  if (options.dryRun) return say('Nothing was written.');
  const nothing = hasConflict(view.plan) ? 'Nothing was written.' : 'Nothing to write.';
  say(written === 0 ? nothing : `${countOf(written, 'file')} written to ${where}.`);
  if (media > 0) say(`${countOf(media, 'media file')} copied.`);
  const drafts = view.plan.questions.filter((planned) => planned.row.write && isDraft(planned));
  const names = drafts.map(({ incoming }) => labelOf(incoming));
  if (names.length > 0) say(`Without an answer: ${firstText(names, MOST_NAMED)}.`);
}

/** How they will be studied, and the command that asks them. */
async function studied(
  context: Context,
  { input }: ImportView,
  written: number,
): Promise<Priority | undefined> {
  const { target, options } = input;
  const isNamed = options.only || options.first;
  if (options.dryRun || (written === 0 && !isNamed)) return undefined;
  const { placeImported } = await import('../bank/banks.ts');
  const placing = await placeImported(context, target.root, options);
  const isStudied = placing !== undefined || options.to === undefined;
  const where = isStudied ? '' : ` --bank ${shellWord(context.results.shown(target.root))}`;
  if (!options.json && written > 0) context.out.talk(`\`prep quiz${where}\` asks them.\n`);
  return placing;
}

const valueJson = ({ key, shown }: Lost): JsonFields => ({ key, value: shown });

function questionJson(planned: PlannedQuestion, countOpen: ImportView['countOpen']): JsonFields {
  const { row, incoming, title, values } = planned;
  const { one, was = null } = incoming;
  return {
    id: row.id,
    title,
    state: row.state,
    file: one.read.file,
    line: one.head.line,
    path: row.path,
    draft: isDraft(planned),
    placeholders: countPlaceholders(planned),
    unfilled: countOpen([planned]),
    edited: row.edited,
    was,
    uncited: values.lost.map(valueJson),
    citedAgain: values.back.map(valueJson),
    keepsOld: row.write?.keepsOld ?? false,
  };
}

const possibleJson = ({ row, incoming, accepted }: PlannedQuestion): readonly JsonFields[] =>
  incoming.one.head.spots.map((spot) => ({
    question: row.id,
    file: incoming.one.read.file,
    line: spot.written.at.start.line,
    written: spot.written.text,
    becomes: spot.becomes,
    taken: accepted.includes(spot),
  }));

function importJson(view: ImportView, outcome: ImportOutcome, study: Priority | undefined): string {
  const { questions, metrics, removed } = view.plan;
  const { counts, drafts, placeholders, open } = totalsOf(view);
  const { media, written } = outcome;
  const unread = new Map(view.unread.map((one) => [one.file, one]));
  return jsonDocument('import', {
    target: view.input.target.root,
    dryRun: view.input.options.dryRun ?? false,
    files: view.input.sources.flatMap(({ files }) =>
      files.map(({ file, shape, content: { questions: here, metrics: declared } }) => ({
        file,
        shape: shape || null,
        questions: here.length,
        metrics: declared.length,
        ...unreadJson(unread.get(file)),
      })),
    ),
    skipped: view.input.sources.flatMap(({ skipped }) => skipped),
    questions: questions.map((one) => questionJson(one, view.countOpen)),
    metrics: metrics.map(({ row, title }) => ({ file: title, path: row.path, state: row.state })),
    gone: removed.map(({ known, path }) => ({ id: known.id, title: known.title, path })),
    ...Object.fromEntries(
      STATES.map((state) => [state === 'conflict' ? 'conflicts' : state, counts.get(state) ?? 0]),
    ),
    drafts,
    placeholders,
    unfilled: open,
    possible: questions.flatMap(possibleJson),
    problems: view.problems.map(problemJson),
    media,
    mediaMissing: missingIn(view.plan),
    written,
    study: study ?? null,
  });
}

function nothingWritten({ out }: Context, interrupted: boolean): number {
  out.talk('Nothing was written.\n');
  return interrupted ? 130 : 1;
}

/** `answer`: undefined if the person left. */
const asked = <T>(
  context: Context,
  { plain }: Display,
  ask: (prompts: Prompts) => Promise<T | undefined>,
  isFull = false,
) =>
  withPrompts(
    context,
    plain,
    async (prompts) => ({ answer: await ask(prompts), interrupted: prompts.interrupted() }),
    isFull,
  );

/** Knows the questions of this home that an incoming file may replace or hide. */
async function carryOf(
  context: Context,
  { target, options }: ImportInput,
  incoming: readonly Incoming[],
  config: Config,
): Promise<Carry> {
  const { banks, figures } = context;
  const paths = bankPaths(context, {}, config).paths.filter((path) => context.files.exists(path));
  const isKnown = ({ id, one: { head } }: Incoming): boolean =>
    target.present.has(id) || (head.idWritten && options.to === undefined);
  if (!incoming.some(isKnown)) return () => undefined;
  const bank = await banks.heads(paths);
  const { values } = await figures.of(bank, config.fills, { thousands: config.settings.thousands });
  // Of other banks, which the user's own then hides, unless they will not be studied anyway.
  const others = new Map<QuestionId, Question>();
  for (const { id, one } of options.only ? [] : incoming) {
    // A second one of its id goes by another.
    const other = target.present.has(id) || id !== one.head.id ? undefined : bank.questions.get(id);
    if (other && one.head.idWritten) others.set(id, await banks.question(other));
  }
  const ids = new Set(incoming.map(({ id }) => id));
  const present = [...bank.questions.values()].filter(({ id }) => !ids.has(id));
  const citing = citingIn([...present, ...incoming.map(({ one }) => one.head)], bank.metrics);
  return (id, incomingText, isFromGuide) => {
    const here = target.present.has(id) ? questionHere(context, target, id) : others.get(id);
    const own = ownAnswer(config, id);
    const twin = bank.questions.get(id);
    const elsewhere = new Set([
      ...readingOf({ id, placeholders: [] }, own ?? '').placeholders.map(({ key }) => key),
      ...(twin && twin.file !== here?.file ? twin.placeholderKeys : []),
    ]);
    return here && carriedOver(incomingText, here, own, values, elsewhere, citing, isFromGuide);
  };
}

type Offered = { readonly incoming: Incoming; readonly spot: PossibleSpot };

/** Spots not taken, now or at an earlier import, unless the user edited the question. */
const offeredSpots = ({ questions }: ImportPlan): readonly Offered[] =>
  questions.flatMap(({ row, incoming, accepted }) => {
    const isOpen = row.write !== undefined || (row.state === 'unchanged' && !row.edited);
    const open = isOpen ? incoming.one.head.spots.filter((spot) => !accepted.includes(spot)) : [];
    return open.map((spot) => ({ incoming, spot }));
  });

/** Undefined if the person left. */
async function askWhich<Row>(
  prompts: Prompts,
  all: readonly Row[],
  shown: (row: Row, number: number) => string,
  ask: string,
  display: Display,
): Promise<ReadonlySet<Row> | undefined> {
  if (all.length === 0) return new Set();
  const rows = all.map((row, at) => ({ row, number: at + 1 }));
  for (const { row, number } of rows) prompts.show(shown(row, number));
  for (;;) {
    const typed = await prompts.line(ask);
    if (typed === undefined) return undefined;
    const words = typed.trim().toLowerCase();
    if (words === '' || words === 'n') return new Set();
    const named = words === 'a' ? rows : rowsNamed(words, rows);
    if (typeof named !== 'string') return new Set(named.map(({ row }) => row));
    prompts.show(paragraph(named, display));
  }
}

/** In its sentence; one in a table with its row and column. */
function possibleText({ incoming, spot }: Offered, number: number, display: Display): string {
  const { title, whole } = incoming.one.head;
  const gap = whole && { ...whole, placeholders: [spot] };
  const cell = gap ? cellWords(gap, spot) : '';
  const place: readonly Segment[] = cell === '' ? [] : [{ kind: 'plain', text: `${cell}: ` }];
  const sentence = gap ? [...place, ...sentenceAround(gap, spot, new Map())] : [];
  return renderPossible(`${number}. ${title}`, sentence, spot.becomes, display);
}

/** Renames what questions from elsewhere have a name for, unless the person says that it is the same. */
async function namesOf(
  { banks, files }: Context,
  input: ImportInput,
  placed: readonly Incoming[],
  paths: readonly string[],
): Promise<ReturnType<typeof takenNames>> {
  const isNamed = placed.some(({ one }) => one.head.placeholderKeys.some((key) => !key.includes('/')));
  if (!isNamed) return { kept: new Map(), taken: [] };
  const known = [...new Set([...paths, input.target.root])].filter(files.exists);
  return takenNames(input, placed, await banks.heads(known));
}

/** The names that mean the same as elsewhere, and the possible placeholders to accept. */
function askMore(
  context: Context,
  taken: readonly Taken[],
  offered: readonly Offered[],
  { fills }: Pick<Config, 'fills'>,
  display: Display,
) {
  const nameText = ({ name, by }: Taken, number: number): string => {
    const value = fills[name] ? storedText(fills[name]) : 'no value yet';
    return paragraph(`${number}. \`${name}\` (${labelOf(by)}: ${titleText(by.title)}): ${value}`, display);
  };
  return asked(context, display, async (prompts) => {
    const same = await askWhich(prompts, taken, nameText, renderSameAsk(taken.length), display);
    const spotText = (one: Offered, number: number): string => possibleText(one, number, display);
    const spots =
      same && (await askWhich(prompts, offered, spotText, renderPossibleAsk(offered.length), display));
    return same && spots && { same, accepted: Array.from(spots, ({ spot }) => spot) };
  });
}

/** Exits 1 for conflicts, and for unreadable files below a folder. */
export const importBanks: Run<'import'> = async (context, args, options) => {
  const { json = false, dryRun = false } = options;
  const config = readConfigAloud(context);
  const display = displayOf(context, options.plain ?? !context.screen.fancy);
  const isAsked = context.interactive && !json && !dryRun && !options.yes;
  let input = await readImport(context, args, options, isAsked);
  const all = input.sources.flatMap(({ files }) => files);
  const choosable = isAsked ? all.filter(isChoosable) : [];
  if (choosable.length > 0) {
    const isFull = usesFullScreen(context, options, config.settings);
    const fixed = all.filter((file) => isRead(file) && !isChoosable(file));
    const drawn: Asking['drawn'] = (draw) => rendered(display, draw);
    const choose = (prompts: Prompts) => chooseAmong({ prompts, isFull, drawn }, choosable, fixed);
    const { answer: chosen, interrupted } = await asked(context, display, choose, isFull);
    if (!chosen) return nothingWritten(context, interrupted);
    const sources = input.sources.map(({ files, ...source }) => {
      return { ...source, files: files.map((file) => chosen.get(file) ?? file) };
    });
    await requireQuestions(context, sources, options);
    input = { ...input, sources };
  }
  const unread = await toldFiles(input.sources.flatMap(({ files }) => files));
  let arrival = arrivalOf(context, input);
  const carry = await carryOf(context, input, arrival.placed, config);
  const { kept, taken } = await namesOf(context, input, arrival.placed, bankPaths(context, {}, config).paths);
  const planned = (renamed: readonly Taken[]) => {
    const names = new Map([...kept, ...renamed.map(({ name, becomes }) => [name, becomes] as const)]);
    const plan = planImport(context, input, { ...arrival, names }, carry);
    const warnings = [...arrival.twins.map(twinProblem), ...renamedProblem(renamed)];
    return viewOf(plan, input, warnings, unread, withMoved(config, movedIn(plan)));
  };

  let view = planned(taken);
  if (!json) showImport(context, view, display);
  const offered = options.possible ? [] : offeredSpots(view.plan);
  if (isAsked && offered.length + taken.length > 0) {
    const { answer, interrupted } = await askMore(context, taken, offered, config, display);
    if (!answer) return nothingWritten(context, interrupted);
    arrival = { ...arrival, accepted: new Set([...arrival.accepted, ...answer.accepted]) };
    view = planned(taken.filter((one) => !answer.same.has(one)));
  }

  const { plan, problems } = view;
  const outcome = { written: dryRun ? 0 : countWritten(plan), media: mediaChanges(plan).length };
  if (!dryRun) {
    await context.fileSets.write(input.target.root, importChanges(plan, input));
    const { config: stored } = context.config.read();
    const moving = (latest: Config): Config => withMoved(latest, movedIn(plan));
    if (moving(stored) !== stored) await context.config.update(moving);
    const imported = outcome.written + outcome.media;
    const at = context.clock.now();
    if (imported > 0) context.journal.append([{ type: 'change', id: context.random.id(at), at, imported }]);
  }

  if (!json) sayOutcome(context, view, outcome, display);
  const study = await studied(context, view, outcome.written);
  if (json) context.out.data(importJson(view, outcome, study));
  return hasConflict(plan) || problems.some(({ severity }) => severity === 'error') ? 1 : 0;
};
