// Decides what an import does: a row for each question and for each file of metrics, and what is remembered afterwards.
// Puts together what comes in and what is there; writes nothing.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import type { FileChange } from '../core/bank-files.ts';
import { planQuestion, planRemoved, type PlanRow, type Wish } from '../core/import-plan.ts';
import type { Imported, ImportedFile, Manifest } from '../core/imported.ts';
import { hashText } from '../core/random.ts';
import { MANIFEST_NAME, writeManifest } from '../formats/import-manifest.ts';
import { slug } from '../formats/slug.ts';
import type { DeckMedia } from './import-media.ts';
import type { ImportSource } from './import-read.ts';
import type { ImportTarget } from './import-target.ts';
import { settingsOf, wishOf, type Arrival, type Incoming, type IncomingWish } from './import-wishes.ts';

/** What becomes of one question that comes in. */
export type PlannedQuestion = IncomingWish & { readonly row: PlanRow };
/** What becomes of one file of metrics. */
export type PlannedMetrics = { readonly file: string; readonly row: PlanRow; readonly text: () => string };

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
