// Decides what an import does: a row for each question and for each file of metrics, and what is remembered
// afterwards. Puts together what comes in and what is there; writes nothing.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { bankLabel } from '../../core/base/bank.ts';
import { groupBy } from '../../core/base/collections.ts';
import type { Calendar, Instant } from '../../core/base/day.ts';
import { slug } from '../../core/base/ids.ts';
import type { QuestionId } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import { sentenceAround } from '../../core/fill/values.ts';
import {
  type FileChange,
  type Imported,
  type ImportedFile,
  type Manifest,
  planQuestion,
  planRemoved,
  type PlanRow,
  type Wish,
} from '../../core/import/plan.ts';
import { type Review, reviewEntries } from '../../core/import/reviews.ts';
import type { Link } from '../../core/schedule/identity.ts';
import type { Entry, RelinkEntry } from '../../core/schedule/journal.ts';
import type { PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { MANIFEST_NAME, writeManifest } from '../../formats/stored/import-manifest.ts';
import { renderPossible, renderPossibleAsk, renderPossibleOffer } from '../../screens/import/import.ts';
import type { Look } from '../../screens/ui/frame.ts';
import {
  type Arrival,
  type DeckMedia,
  type ImportSource,
  type ImportTarget,
  type Incoming,
  type IncomingWish,
  settingsOf,
  upstreamKey,
  wishOf,
} from './read.ts';

/** What becomes of one question that comes in. */
export type PlannedQuestion = IncomingWish & { readonly row: PlanRow };
/** What becomes of one file of metrics. */
type PlannedMetrics = { readonly file: string; readonly row: PlanRow; readonly text: () => string };

export type ImportPlan = {
  readonly questions: readonly PlannedQuestion[];
  readonly metrics: readonly PlannedMetrics[];
  /** Questions that upstream has no longer, and that are still here. */
  readonly removed: readonly { readonly row: PlanRow; readonly known: Imported }[];
};

const NO_PLACES: ReadonlyMap<string, string> = new Map();

function plannedQuestions(
  incoming: readonly Incoming[],
  target: ImportTarget,
  options: Input<'import'>,
  media: ReadonlyMap<string, DeckMedia>,
): readonly PlannedQuestion[] {
  const taken = new Set(target.shown.keys());
  return incoming.map((one) => {
    const places = media.get(one.file.stored)?.places ?? NO_PLACES;
    const wish = wishOf(one, target, options, places, taken);
    const { id } = wish.wish;
    const known = target.manifest.questions.get(id);
    return { ...wish, row: planQuestion(wish.wish, known, target.present.get(id), options.merge) };
  });
}

/** Where a file of metrics goes: beside the questions of its bank. */
function metricsPath(source: ImportSource, file: string, at: number, options: Input<'import'>): string {
  const folder = options.to === undefined ? [source.name] : [];
  const above = at === 0 ? [] : [slug(file.split(/[\\/]/).at(-2) ?? `metrics ${at + 1}`)];
  return [...folder, ...above, 'metrics.md'].join('/');
}

function plannedMetrics(
  { banks }: Context,
  sources: readonly ImportSource[],
  target: ImportTarget,
  options: Input<'import'>,
): readonly PlannedMetrics[] {
  const planned = new Map<string, PlannedMetrics>();
  for (const source of sources) {
    const files = source.files.filter(({ content }) => content.metrics.length > 0);
    for (const [at, { file, stored, hash, shape }] of files.entries()) {
      const path = metricsPath(source, stored, at, options);
      // Two banks with one target have one place for their metrics: the first one's stay.
      if (planned.has(path)) continue;
      const wish: Wish = {
        id: path,
        file: stored,
        shape,
        key: path,
        title: 'metrics',
        answerHash: '',
        content: hash,
        path,
        hash: () => hash,
      };
      const row = planQuestion(
        wish,
        target.manifest.questions.get(path),
        target.present.get(path),
        options.merge,
      );
      const text = row.write ? banks.sourceText(file) : '';
      planned.set(path, { file, row, text: () => text });
    }
  }
  return [...planned.values()];
}

/** Plans an import. `media`: where the files of decks go. */
export function decideImport(
  context: Context,
  sources: readonly ImportSource[],
  target: ImportTarget,
  { placing, incoming }: Arrival,
  media: ReadonlyMap<string, DeckMedia>,
  options: Input<'import'>,
): ImportPlan {
  return {
    questions: plannedQuestions(incoming, target, options, media),
    metrics: plannedMetrics(context, sources, target, options),
    removed: placing.gone.flatMap((known) => {
      const row = planRemoved(known, target.present.get(known.id));
      return row ? [{ row, known }] : [];
    }),
  };
}

/** What is remembered once the plan is carried out. */
function manifestAfter(
  { manifest }: ImportTarget,
  { questions, metrics, removed }: ImportPlan,
  sources: readonly ImportSource[],
  options: Input<'import'>,
): Manifest {
  const after = new Map(manifest.questions);
  for (const { row } of [...questions, ...metrics, ...removed]) if (row.entry) after.set(row.id, row.entry());
  const files = new Map(manifest.files);
  for (const { files: read } of sources)
    for (const { stored } of read) {
      const settings = settingsOf(stored, manifest, options);
      if (Object.keys(settings).length > 0)
        files.set(stored, { file: stored, ...settings } satisfies ImportedFile);
    }
  return { files, questions: after };
}

const changeOf = ({ path, write }: PlanRow, text: () => string): readonly FileChange[] =>
  write
    ? [
        {
          path,
          content: text(),
          replaces: write.replaces,
          ...(write.keepsOld && { keepsOld: true }),
        },
      ]
    : [];

/** Files of decks that questions show and that are not there yet. */
export function mediaChanges(
  questions: readonly PlannedQuestion[],
  media: ReadonlyMap<string, DeckMedia>,
): readonly FileChange[] {
  const changes = new Map<string, FileChange>();
  for (const { row, incoming, media: names } of questions) {
    if (row.state === 'conflict' || row.state === 'deleted') continue;
    const missing = media.get(incoming.file.stored)?.missing;
    for (const name of names) {
      const change = missing?.get(name);
      if (change) changes.set(change.path, change);
    }
  }
  return [...changes.values()];
}

/** Everything that is written: questions, metrics, media, and last what is remembered of them. @param files those of decks */
export function importChanges(
  plan: ImportPlan,
  target: ImportTarget,
  sources: readonly ImportSource[],
  files: readonly FileChange[],
  options: Input<'import'>,
): readonly FileChange[] {
  const manifest = manifestAfter(target, plan, sources, options);
  const text = writeManifest(manifest);
  const { manifestHash } = target;
  // What says nothing is not worth a file.
  const isRemembered = manifestHash === hashText(text) || manifest.questions.size === 0;
  return [
    ...files,
    ...plan.questions.flatMap(({ row, text: written }) => changeOf(row, written)),
    ...plan.metrics.flatMap(({ row, text: written }) => changeOf(row, written)),
    ...(isRemembered
      ? []
      : [
          {
            path: MANIFEST_NAME,
            content: text,
            replaces: manifestHash,
          },
        ]),
  ];
}

// Asks a person which spots of imported answers are placeholders beyond the certain rules: file by file,
// then one by one.

/** A spot that is offered, and the question that it is in. */
type Offered = { readonly incoming: Incoming; readonly spot: PossibleSpot };

/** What was answered: the spots that were taken; undefined when the person went away. */
type PossibleAnswer = {
  readonly taken: ReadonlySet<PossibleSpot> | undefined;
  readonly interrupted: boolean;
};

/** The spots of questions that are written and that nobody decided on yet, by the file as it is shown. */
export function offeredSpots(questions: readonly PlannedQuestion[]): ReadonlyMap<string, readonly Offered[]> {
  const offered = questions.flatMap(({ row, incoming }): readonly Offered[] => {
    const open = row.write ? incoming.spots.filter(({ key }) => !incoming.taken.has(key)) : [];
    return open.map((spot) => ({ incoming, spot }));
  });
  return groupBy(offered, ({ incoming }) => incoming.file.file);
}

type Word = 'yes' | 'no' | 'all' | 'none';

function wordOf(line: string): Word {
  const word = line.trim().toLowerCase();
  if (/^y(?:es)?$/.test(word)) return 'yes';
  if (/^a(?:ll)?$/.test(word)) return 'all';
  return /^(?:q(?:uit)?|none)$/.test(word) ? 'none' : 'no';
}

/** Asks for each spot of a file. Undefined when the person went away. */
async function askEach(
  offered: readonly Offered[],
  ask: (question: string) => Promise<Word | undefined>,
  show: (text: string) => void,
  look: Look,
): Promise<readonly PossibleSpot[] | undefined> {
  const taken: PossibleSpot[] = [];
  for (const [at, { incoming, spot }] of offered.entries()) {
    const { question } = incoming;
    const gap = { ...question, placeholders: [spot.placeholder] };
    show(renderPossible(question.title, sentenceAround(gap, spot.placeholder, new Map()), look));
    const word = await ask(renderPossibleAsk(spot.written, spot.becomes, look));
    if (word === undefined) return undefined;
    if (word === 'none') return taken;
    if (word === 'all') return [...taken, ...offered.slice(at).map((one) => one.spot)];
    if (word === 'yes') taken.push(spot);
  }
  return taken;
}

/** Offers the spots of each file, and asks for those of the files that are looked at. */
export async function askPossible(
  context: Context,
  offered: ReadonlyMap<string, readonly Offered[]>,
  look: Look,
): Promise<PossibleAnswer> {
  const taken = new Set<PossibleSpot>();
  const prompts = await context.prompts(look.plain);
  const ask = async (question: string): Promise<Word | undefined> => {
    const line: string | undefined = await prompts.line(question);
    return line === undefined ? undefined : wordOf(line);
  };
  try {
    for (const [file, spots] of offered) {
      const word = await ask(renderPossibleOffer(file, spots.length));
      const chosen =
        word === 'yes'
          ? await askEach(spots, ask, prompts.show, look)
          : word === 'all'
            ? spots.map(({ spot }) => spot)
            : [];
      if (word === undefined || chosen === undefined)
        return { taken: undefined, interrupted: prompts.interrupted() };
      for (const spot of chosen) taken.add(spot);
    }
    return { taken, interrupted: false };
  } finally {
    prompts.close();
  }
}

/** The questions with the spots that were taken now. */
export const withTaken = (
  incoming: readonly Incoming[],
  taken: ReadonlySet<PossibleSpot>,
): readonly Incoming[] =>
  incoming.map((one) => {
    const keys = one.spots.filter((spot) => taken.has(spot)).map(({ key }) => key);
    return keys.length === 0 ? one : { ...one, taken: new Set([...one.taken, ...keys]) };
  });

// History that comes along with an import: what Anki logged, and what was done under ids that cannot be
// written down.

/** What goes into the journal. */
export type ImportedHistory = {
  readonly entries: readonly Entry[];
  /** How many reviews the decks hold, and how many attempts of them are new here. */
  readonly reviews: number;
  readonly attempts: number;
  /** True when all that the decks hold is in the journal already. */
  readonly isKnown: boolean;
};

type Head = Review['head'];

/** The questions that are here after the import, by the name that their file gives them. */
function headsHere(
  questions: readonly PlannedQuestion[],
  ids: ReadonlyMap<string, QuestionId>,
): ReadonlyMap<string, Head> {
  const heads = new Map<QuestionId, Head>(
    questions
      .filter(({ row }) => row.state !== 'deleted')
      .map(({ row, incoming }) => {
        const { title, answerHash } = incoming.placed.one.head;
        return [row.id, { id: row.id, title, answerHash }];
      }),
  );
  return new Map(
    [...ids].flatMap(([key, id]) => {
      const head = heads.get(id);
      return head ? [[key, head] as const] : [];
    }),
  );
}

function reviewsOf(sources: readonly ImportSource[], heads: ReadonlyMap<string, Head>): readonly Review[] {
  return sources.flatMap(({ decks }) =>
    [...decks].flatMap(([stored, { reviews }]) =>
      reviews.flatMap(({ question, guid, at, ease, elapsedMs, kind }): readonly Review[] => {
        const head = heads.get(upstreamKey(stored, question));
        return head ? [{ head, card: guid, at, ease, elapsedMs, cram: kind === 'filtered' }] : [];
      }),
    ),
  );
}

/** New questions whose ids have no letter, and so got others: what was done under the old id comes along. */
export const movedIds = (questions: readonly PlannedQuestion[]): readonly Link[] =>
  questions
    .filter(({ row, incoming }) => row.state === 'new' && row.id === `q-${incoming.placed.one.head.id}`)
    .map(({ row, incoming }) => ({ from: incoming.placed.one.head.id, to: row.id }));

/** The histories among what moves. */
function relinksOf(
  { random }: Context,
  moved: readonly Link[],
  entries: readonly Entry[],
  now: Instant,
): readonly RelinkEntry[] {
  if (moved.length === 0) return [];
  const attempted = new Set(entries.flatMap((entry) => (entry.type === 'attempt' ? [entry.question] : [])));
  return moved
    .filter(({ from }) => attempted.has(from))
    .map((link) => ({ type: 'relink', id: random.id(now), at: now, ...link, why: 'imported' }));
}

/**
 * What an import adds to the journal.
 * @param ids the id of each question here, by the name that its file gives it
 * @param root folder of the bank
 */
export function importedHistory(
  context: Context,
  sources: readonly ImportSource[],
  questions: readonly PlannedQuestion[],
  ids: ReadonlyMap<string, QuestionId>,
  root: string,
  calendar: Calendar,
): ImportedHistory {
  const reviews = reviewsOf(sources, headsHere(questions, ids));
  const { entries } = context.journal.read();
  const now = context.clock.now();
  const known = new Set(entries.map(({ id }) => id));
  const attempts = reviewEntries(reviews, known, bankLabel(root, context.banks), calendar, now);
  const moved = relinksOf(context, movedIds(questions), entries, now);
  return {
    entries: [...attempts, ...moved],
    reviews: reviews.length,
    attempts: attempts.length,
    // What is to come is left out for another reason.
    isKnown: attempts.length === 0 && reviews.some(({ at }) => at <= now),
  };
}
