// Plans an import: what becomes of each question and each file of metrics, and which files to write. Nothing is
// written here.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { type Bank, freeName } from '../../core/base/bank.ts';
import { slug } from '../../core/base/ids.ts';
import type { Question, QuestionHead, QuestionId } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import { openSource } from '../../core/base/span.ts';
import { withNewlines } from '../../core/base/text.ts';
import type { Values } from '../../core/fill/conditional.ts';
import {
  type FileChange,
  givenIn,
  type Imported,
  type Manifest,
  type Placed,
  placeQuestions,
  type Placing,
  planQuestion,
  type PlanRow,
  shareOf,
  type Upstream,
  type Wish,
} from '../../core/import/plan.ts';
import { saysItself } from '../../core/fill/gaps.ts';
import { wordsOf } from '../../core/schedule/identity.ts';
import { type CarriedValues, carriedValues, type Lost, type Moved } from '../../core/import/edits.ts';
import { mediaIn, percentDecoded, relinkMedia } from '../../formats/markdown/html.ts';
import { validId } from '../../formats/question/draft.ts';
import { withNames } from '../../formats/question/placeholders.ts';
import { type PossibleSpot, withPlaceholders } from '../../formats/question/possible-placeholders.ts';
import { readQuestionFile } from '../../formats/question/question-file.ts';
import { boldDivider, headlineIn } from '../../formats/question/story.ts';
import {
  areSame,
  withTexts,
  writeQuestion,
  writtenQuestion,
  type WrittenQuestion,
} from '../../formats/question/question-writer.ts';
import {
  importPath,
  linkBetween,
  MANIFEST_NAME,
  writeManifest,
} from '../../formats/stored/import-manifest.ts';
import { type Arrived, type ArrivedFile, folderOf } from './folder.ts';
import {
  contentHash,
  type DeckMedia,
  fileName,
  type ImportInput,
  type ImportSource,
  pathOf,
} from './read.ts';

/**
 * A question that comes in again is guarded, and so a conflict, if what is here is more: if it lacks placeholders that
 * have values here, or conditions (`filled`), or the answer (`unanswered`), or if it is from elsewhere and its answer is nearer to what the user
 * tells instead (`own`). A filled export is both. Whoever writes a value into the guide itself has edited it.
 */
export type Guard = 'filled' | 'own' | 'unanswered';

type Carried = CarriedValues & {
  /** But for the form in which a guide has the parts of an answer. */
  readonly isSame: boolean;
  readonly guard?: Guard;
};

/** Parts of a story and of an answer are under headings in a question file, and behind labels in a guide. */
const plainHash = (question: WrittenQuestion): string => {
  const { star, answer } = question;
  return contentHash({ ...question, answer: star ? (headlineIn(answer) ?? '') : boldDivider(answer) });
};

const conditionsIn = ({ placeholders }: Question): number =>
  placeholders.filter(({ kind }) => kind === 'condition').length;

const questionIn = (text: string, file = 'question.md'): Question | undefined =>
  readQuestionFile(openSource(file, text), '').questions[0];

/** Beside placeholders. */
const figuresIn = (text: string): number =>
  text.replaceAll(/\[[^\]\n]*\]/g, '').match(/\d[\d.,]*/g)?.length ?? 0;

function isNearer(text: string, one: string, other: string): boolean {
  const words = new Set(wordsOf(text));
  return shareOf(words, new Set(wordsOf(one))) > shareOf(words, new Set(wordsOf(other)));
}

/** `6` is not in `2026` or `6.5`. */
function countIn(text: string, figure: string): number {
  const parts = text.split(figure);
  const isApart = (after: string, i: number): boolean =>
    !/[\d.,]$/.test(parts[i] ?? '') && !/^[.,]?\d/.test(after);
  return parts.slice(1).filter(isApart).length;
}

/**
 * @param here the question that comes in again
 * @param own its answer as the user tells it
 * @param elsewhere keys that another text of it cites
 * @param citing how many questions cite a name
 * @param isFromGuide the file gave it before, so what is other in it is an edit of the user
 */
export function carriedOver(
  incoming: WrittenQuestion,
  here: Question,
  own: string | undefined,
  values: Values,
  elsewhere: ReadonlySet<string>,
  citing: (name: string) => number,
  isFromGuide: boolean,
): Carried | undefined {
  const written = writtenQuestion(here);
  const [before, after] = [writeQuestion(written), writeQuestion(incoming)];
  const now = questionIn(after);
  if (!now) return undefined;
  const valueOf = (key: string): string | undefined => values.get(key)?.text;
  const carried = carriedValues(here, now, valueOf, elsewhere, citing);
  const lost = carried.lost.map((one) => ({
    ...one,
    isSaid: saysItself(incoming.answer, one.key, one.shown),
  }));
  // What it is a number of may be written beside it.
  const cameIn = ({ shown }: Lost): boolean => {
    const [figure = ''] = shown.split('\u00A0');
    return countIn(after, figure) > countIn(before, figure);
  };
  const lacksPlaceholders = now.placeholderKeys.length < here.placeholderKeys.length;
  const isSame = plainHash(incoming) === plainHash(written);
  const isFilled =
    lost.some((one) => cameIn(one) && !(isFromGuide && one.isSaid)) ||
    // By a value that has changed since; a sentence that is gone lacks nothing.
    (!isFromGuide && lost.length > 0 && lacksPlaceholders && figuresIn(after) > figuresIn(before)) ||
    conditionsIn(here) > conditionsIn(now);
  // Its file of answers is gone, or was not named.
  const isUnanswered = now.draft && !here.draft;
  const isOwn =
    !isFromGuide && own !== undefined && !isSame && isNearer(incoming.answer, own, written.answer);
  return {
    ...carried,
    lost,
    isSame,
    guard: isUnanswered ? 'unanswered' : isFilled ? 'filled' : isOwn ? 'own' : undefined,
  };
}

type Found = Upstream & { readonly head: Arrived; readonly read: ArrivedFile; readonly source: ImportSource };

export type Incoming = Placed<Found>;

type Arrival = Placing<Found> & { readonly accepted: ReadonlySet<PossibleSpot> };

/** With what names of metrics become. */
type Planning = Arrival & { readonly names: ReadonlyMap<string, string> };

/** A file of one question, or of metrics, which goes by the name of the file they come from. */
type PlannedFile = {
  readonly row: PlanRow;
  readonly title: string;
  readonly text: string;
};

export type PlannedQuestion = PlannedFile & {
  readonly incoming: Incoming;
  readonly accepted: readonly PossibleSpot[];
  /** The names under which the question to be written looks for its values. */
  readonly keys: readonly string[];
  /** Why it stays as it is. */
  readonly guard?: Guard;
  /** Of its values, if it is here and differs. */
  readonly values: Pick<CarriedValues, 'moved' | 'lost' | 'back'>;
  /** Files that it shows and that are not here yet. */
  readonly media: readonly FileChange[];
  /** Files that it shows and that were not found. */
  readonly missing: readonly string[];
};

export type ImportPlan = {
  readonly questions: readonly PlannedQuestion[];
  readonly metrics: readonly PlannedFile[];
  /** Questions that the source no longer gives and that are still here. */
  readonly removed: readonly { readonly known: Imported; readonly path: string }[];
  readonly movedFrom: Placing['movedFrom'];
};

/** What becomes of the values of a question that is here. */
export type Carry = (id: QuestionId, incoming: WrittenQuestion, isFromGuide: boolean) => Carried | undefined;

type Target = ImportInput['target'];

export function questionHere({ banks }: Context, { present }: Target, id: QuestionId): Question | undefined {
  const file = present.get(id)?.shown;
  return file === undefined ? undefined : questionIn(banks.sourceText(file), file);
}

/** Gives every question its id. */
export function arrivalOf(context: Context, { sources, target, options, told }: ImportInput): Arrival {
  const found = sources.flatMap((source) =>
    source.files.flatMap((read) =>
      read.content.questions.map((head): Found => ({
        file: read.stored,
        head,
        answer: head.written.answer,
        read,
        source,
      })),
    ),
  );
  const { files, questions } = target.manifest;
  // Only questions have ids in the source; files of metrics are remembered by their paths.
  const known = new Map([...questions].filter(([, { shape }]) => shape !== 'metrics'));
  const present = new Map(Array.from(target.present, ([id, { number }]) => [id, number]));
  const here = {
    answerOf: (id: QuestionId) => questionHere(context, target, id)?.answer.text,
    isGone: (file: string) => !context.files.exists(file),
  };
  const placing = placeQuestions(found, { files, questions: known }, present, validId, here, told);
  const accepted = placing.placed.flatMap(({ one: { head }, id }) =>
    head.spots.filter(({ key }) => options.possible || questions.get(id)?.possible?.includes(key)),
  );
  return { ...placing, accepted: new Set(accepted) };
}

/** Someone else may call another metric so. Names of several words are chosen, and shared. */
const ONE_WORD = /^[a-z][a-z0-9]*$/;

/** `p50_kafka` of `p50` in `notes/kafka.md`. */
function nameIn(path: string, name: string): string {
  const words = slug(fileName(path).replace(/\.[^.]*$/, '')).split(/[^a-z0-9]+/);
  return [name, ...words.filter(Boolean).slice(0, 2)].join('_');
}

/** A name that another question has, too, and what it is called in what comes in. */
export type Taken = Record<'name' | 'becomes', string> & {
  readonly head: QuestionHead;
  readonly by: QuestionHead;
};

/**
 * Names of one word that questions from elsewhere have and nothing declares. Questions that are here go on with the names
 * they have (`kept`), whether they were renamed or not.
 * @param bank with the questions of the target
 */
export function takenNames({ sources, target }: ImportInput, placed: readonly Incoming[], bank: Bank) {
  const source = sources[0]?.shown ?? '';
  /** Where questions are, whatever their files are called by now, or were imported with. */
  const folders = new Set(Array.from(target.paths, (path) => path.replace(/\/.*/s, '')));
  const declared = sources.flatMap(({ files }) => files.flatMap(({ content }) => content.metrics));
  const isDeclared = new Set([...bank.metrics.keys(), ...declared.map(({ name }) => name)]);
  const ids = new Set(placed.map(({ id }) => id));
  const here = new Set<string>();
  const elsewhere = new Map<string, QuestionHead>();
  for (const head of bank.questions.values())
    for (const key of head.placeholderKeys)
      if (ids.has(head.id)) here.add(key);
      else elsewhere.set(key, elsewhere.get(key) ?? head);
  const arriving = new Map(
    placed.flatMap(({ one: { head } }) => head.placeholderKeys.map((key) => [key, head] as const)),
  );
  const kept = new Map<string, string>();
  const taken = [...arriving].flatMap(([name, head]): readonly Taken[] => {
    if (!ONE_WORD.test(name) || here.has(name) || isDeclared.has(name)) return [];
    const before = [source, ...folders].map((path) => nameIn(path, name)).find((key) => here.has(key));
    if (before !== undefined) kept.set(name, before);
    const by = elsewhere.get(name);
    if (!by || before !== undefined) return [];
    const isUsed = (one: string): boolean =>
      [elsewhere, arriving].some((all) => all.has(one.replace('-', '_')));
    return [{ name, becomes: freeName({ has: isUsed }, [nameIn(source, name)]).replace('-', '_'), head, by }];
  });
  return { kept, taken };
}

/** Settings of an earlier import of the file apply unless new ones are given. */
function settingsOf(file: string, { files }: Manifest, { section, tag }: Input<'import'>) {
  const before = files.get(file);
  return { section: section ?? before?.section, tags: tag ?? before?.tags };
}

/** With more fields that differ, nobody looks for whose they are. */
const MOST_FIELDS = 8;

/**
 * What comes in, with the fields that only the user changed: with those of the source in their place, what is here is what
 * was imported. Undefined if there are none, or both sides changed the same.
 */
function withEdits(context: Context, target: Target, id: QuestionId, incoming: WrittenQuestion) {
  const known = target.manifest.questions.get(id);
  const present = target.present.get(id);
  const isEdited = known && known.written !== present?.hash && !present?.errors;
  const came = contentHash(incoming);
  if (!isEdited || givenIn(known).some(({ content }) => content === came)) return undefined;
  const here = questionHere(context, target, id);
  if (!here) return undefined;
  const yours = writtenQuestion(here);
  const theirs = new Map(Object.entries(incoming));
  const fields = Object.entries(yours).filter(([name, value]) => !areSame(value, theirs.get(name)));
  if (fields.length > MOST_FIELDS) return undefined;
  for (let some = 1; some < 2 ** fields.length; some += 1) {
    const edited = fields.filter((_, at) => some & (1 << at));
    const old = Object.fromEntries(edited.map(([name]) => [name, theirs.get(name)]));
    if (contentHash({ ...yours, ...old }) === known.content)
      return { ...incoming, ...Object.fromEntries(edited) };
  }
  return undefined;
}

function rowOf(wish: Wish, { target, options }: ImportInput, isGuarded = false, isMerged = false): PlanRow {
  const { manifest, emptied } = target;
  const { id, path } = wish;
  const hash = emptied.get(path);
  // Nobody's words are in it, and it is not what was imported.
  const nothing = { ...wish, content: '', written: hash ?? '' };
  if (hash !== undefined) return planQuestion(wish, nothing, { path, hash, content: '' }, undefined);
  const present = target.present.get(id);
  // What a person broke is not what was imported.
  const known = present?.errors ? undefined : manifest.questions.get(id);
  const row = planQuestion(wish, known, present, isMerged ? 'theirs' : options.merge, isGuarded);
  if (!isMerged || !row.write || !row.entry) return row;
  // What is written is the user's, whatever comes later.
  return { ...row, write: { ...row.write, keepsOld: false }, entry: { ...row.entry, written: '' } };
}

/** Links in a file that is here, by the names of the files that they lead to. */
function linksHere({ banks, files }: Context, file: string): ReadonlyMap<string, string> {
  const links = mediaIn(banks.sourceText(file)).map(percentDecoded);
  return new Map(
    links.filter((link) => files.exists(folderOf(file) + link)).map((link) => [fileName(link), link]),
  );
}

const hasLineEnds = ({ asked, answer, notes, followUps }: WrittenQuestion): boolean =>
  [asked, answer, notes, ...followUps.flat()].some((text) => text.includes('\r'));

/** What the user deleted cites and shows nothing. Shared by the many that show none. */
const NOTHING: Pick<PlannedQuestion, 'keys' | 'media' | 'missing'> = { keys: [], media: [], missing: [] };

/**
 * With newlines for line ends, and links to where its media go.
 * @param here the file of the question, if there is one: what is not found again stays linked
 */
function withMedia(
  context: Context,
  given: WrittenQuestion,
  path: string,
  places: DeckMedia | undefined,
  here: string | undefined,
) {
  if (!places && !hasLineEnds(given)) return { arrived: given, ...NOTHING };
  const media = new Map<string, FileChange>();
  const missing = new Set<string>();
  const known = places && here !== undefined ? linksHere(context, here) : undefined;
  const placeOf = (link: string): string | undefined => {
    const place = places?.get(link);
    if (place?.content !== undefined) media.set(place.path, { path: place.path, content: place.content });
    if (place) return linkBetween(path, place.path);
    const before = known?.get(fileName(percentDecoded(link)));
    if (before === undefined) missing.add(link);
    return before;
  };
  const arrived = withTexts(given, (text) => relinkMedia(withNewlines(text), { get: placeOf }));
  return { arrived, media: [...media.values()], missing: [...missing] };
}

/** The names under which a file looks for values. */
const keysIn = (text: string): readonly string[] =>
  readQuestionFile(openSource('question.md', text), '', 'written').questions[0]?.placeholderKeys ?? [];

/** As it was read, unless placeholders were accepted or have other names here. */
function withOwnPlaceholders(head: Arrived, accepted: readonly PossibleSpot[], names: Planning['names']) {
  const { whole, written, placeholderKeys } = head;
  const isAsRead = !whole || accepted.length === 0;
  const asked = isAsRead ? written : writtenQuestion(whole, withPlaceholders(accepted));
  const isRenamed = placeholderKeys.some((key) => names.has(key));
  return isRenamed ? withTexts(asked, (text) => withNames(text, names)) : asked;
}

const NO_VALUES: PlannedQuestion['values'] = { moved: [], lost: [], back: [] };

function fateOf({ state, write }: PlanRow, carried?: Carried): Pick<PlannedQuestion, 'guard' | 'values'> {
  const guard = state === 'conflict' ? carried?.guard : undefined;
  if (write) return { values: carried ?? NO_VALUES };
  return { guard, values: { ...NO_VALUES, lost: (guard && carried?.lost) ?? [] } };
}

/** @param used paths that no new file may have, in lower case; the path of this one is added */
function plannedQuestion(
  context: Context,
  incoming: Incoming,
  input: ImportInput,
  { accepted: taken, names }: Planning,
  used: Set<string>,
  carry: Carry,
): PlannedQuestion {
  const { target, options } = input;
  const { id, number, one } = incoming;
  const { file, head, read, source } = one;
  const settings = settingsOf(file, target.manifest, options);
  const accepted = head.spots.filter((spot) => taken.has(spot));
  const plain = withOwnPlaceholders(head, accepted, names);
  const section = settings.section ?? plain.section;
  const present = target.present.get(id);
  const path = present?.path ?? importPath(source.folder, section, id, used);
  const tags = [...new Set([...plain.tags, ...(settings.tags ?? [])])];
  const given = { ...plain, id, number, section, tags };
  const { arrived, media, missing } = withMedia(context, given, path, input.media.get(file), present?.shown);
  const came = contentHash(arrived);
  const merged = withEdits(context, target, id, arrived);
  // A guide has ids only if prep wrote it, and what a file gave before was not told in the user's own words.
  const isFromGuide = !head.idWritten && target.manifest.questions.get(id)?.file === file;
  const carried = present?.content === came ? undefined : carry(id, merged ?? arrived, isFromGuide);
  const text = writeQuestion(merged ?? arrived);
  const { title } = head;
  const isGuarded = carried?.guard !== undefined;
  const wish: Wish = {
    id,
    file,
    shape: read.shape,
    key: head.id,
    title,
    number,
    answerHash: head.answerHash,
    content: (carried?.isSame ? present?.content : undefined) ?? came,
    possible: accepted.map(({ key }) => key),
    path,
    hash: hashText(text),
  };
  const row = rowOf(wish, input, isGuarded, merged !== undefined && !isGuarded);
  return {
    incoming,
    accepted,
    row,
    title,
    text,
    ...(row.state === 'deleted' ? NOTHING : { keys: keysIn(text), media, missing }),
    ...fateOf(row, carried),
  };
}

const METRICS = 'metrics.md';

/** Beside the questions of their bank, or in a folder of its own where another file declares others there. */
function planMetrics({ banks, files: disk }: Context, input: ImportInput): readonly PlannedFile[] {
  const planned: PlannedFile[] = [];
  const known = input.target.manifest.questions;
  const earlier = [...known.values()].filter(({ id }) => id.endsWith(METRICS));
  /** Hashes by path. */
  const given = new Map<string, string>();
  const all = input.sources.flatMap(({ folder, files }) => files.map((one) => ({ folder, ...one })));
  for (const { folder, file, stored, hash, shape, content } of all) {
    if (content.metrics.length === 0) continue;
    const isTaken = (place: string): boolean => {
      const path = pathOf(folder, place, METRICS);
      const there = known.get(path);
      const isHere = !there || there.file === stored || there.content === hash || !disk.exists(there.file);
      return given.has(path) ? given.get(path) !== hash : !isHere;
    };
    // A source that was moved is the same one.
    const before =
      earlier.find((one) => one.file === stored) ??
      earlier.find((one) => one.content === hash && !disk.exists(one.file));
    const above = slug(stored.split(/[\\/]/).at(-2) ?? '');
    const path = before?.id ?? pathOf(folder, freeName({ has: isTaken }, ['', above]), METRICS);
    if (given.has(path)) continue;
    given.set(path, hash);
    const wish: Wish = {
      id: path,
      key: path,
      path,
      file: stored,
      shape,
      title: 'metrics',
      answerHash: '',
      content: hash,
      hash,
    };
    const row = rowOf(wish, input);
    planned.push({ row, title: file, text: row.write ? banks.sourceText(file) : '' });
  }
  return planned;
}

/** A guide and its copy, imported together, have the same questions. As if imported in turn, the last change counts. */
function lastChanged(questions: readonly PlannedQuestion[]): readonly PlannedQuestion[] {
  const rank = ({ row }: PlannedQuestion): number => -['unchanged', 'older'].indexOf(row.state);
  const inTurn = questions.toSorted((a, b) => rank(a) - rank(b));
  const last = new Map(inTurn.map((one) => [one.row.id, one]));
  return questions.filter((one) => last.get(one.row.id) === one);
}

export function planImport(context: Context, input: ImportInput, arrival: Planning, carry: Carry) {
  const { placed, gone, movedFrom } = arrival;
  const { present, paths } = input.target;
  const used = new Set(paths);
  const ids = new Set(placed.map(({ id }) => id));
  const sourceFiles = input.sources.flatMap(({ files }) => files);
  const isChosen = new Set(sourceFiles.flatMap(({ stored, picked }) => (picked ? stored : [])));
  const questions = placed.map((one) => plannedQuestion(context, one, input, arrival, used, carry));
  return {
    questions: ids.size === placed.length ? questions : lastChanged(questions),
    metrics: planMetrics(context, input),
    movedFrom,
    removed: gone
      .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
      .flatMap((known) => {
        const path = present.get(known.id)?.path;
        // Where a person chose what is read, it is told once.
        const isTold = known.left === true && isChosen.has(known.file);
        return path === undefined || isTold ? [] : [{ known, path }];
      }),
  };
}

/** One for each path: questions can show the same. */
export function mediaChanges({ questions }: ImportPlan): readonly FileChange[] {
  const here = questions.filter(({ row }) => row.state !== 'conflict');
  const changes = here.flatMap(({ media }) => media);
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}

const filled = <Item>(items: readonly Item[] = []) => (items.length > 0 ? items : undefined);

/** All files to write: those of decks, questions, metrics, and last the manifest. */
export function importChanges(plan: ImportPlan, input: ImportInput): readonly FileChange[] {
  const planned = [...plan.questions, ...plan.metrics];
  const { manifest, manifestHash } = input.target;
  const changes = planned.flatMap(({ row: { path, write }, text }): readonly FileChange[] =>
    write ? [{ path, content: text, ...write }] : [],
  );
  const files = new Map(manifest.files);
  for (const { stored, picked = {} } of input.sources.flatMap((source) => source.files)) {
    const { as, taken, dropped } = picked;
    const settings = settingsOf(stored, manifest, input.options);
    const kept = { ...settings, as, taken: filled(taken), dropped: filled(dropped) };
    if (Object.values(kept).some((value) => value !== undefined))
      files.set(stored, { file: stored, ...kept });
    else files.delete(stored);
  }
  const remembered = new Map(manifest.questions);
  for (const { row } of planned) if (row.entry) remembered.set(row.id, row.entry);
  for (const { id, file: from } of plan.movedFrom) {
    const entry = remembered.get(id);
    const others = entry?.others?.filter(({ file }) => file !== from);
    if (entry) remembered.set(id, { ...entry, others: filled(others) });
  }
  for (const { known } of plan.removed) {
    const entry = manifest.questions.get(known.id);
    if (entry) remembered.set(known.id, { ...entry, left: true });
  }
  const text = () => writeManifest({ files, questions: remembered });
  // An empty manifest is not worth a file.
  if (remembered.size > 0 && (changes.length > 0 || manifestHash !== hashText(text())))
    changes.push({ path: MANIFEST_NAME, content: text, replaces: manifestHash });
  return [...mediaChanges(plan), ...changes];
}

/** Values follow placeholders that are known by the words around them. */
export const movedIn = ({ questions }: ImportPlan): readonly Moved[] =>
  questions.flatMap(({ values }) => values.moved);
