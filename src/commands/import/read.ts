// Reads what `prep import` is given: files, folders, decks. A file that is named and cannot be read, or has
// no question in it, ends the import; below a folder one bad file hides no other.
import type { Input } from '../../cli.ts';
import type { Context, Deck } from '../../context.ts';
import { headOf } from '../../core/base/bank.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import type { Question, QuestionId } from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import {
  type FileChange,
  type Imported,
  type ImportedFile,
  type Manifest,
  NO_MANIFEST,
  type Placed,
  placeQuestions,
  type Placing,
  type Present,
  type ReadBankFile,
  type Upstream,
  type Wish,
} from '../../core/import/plan.ts';
import { relinkMedia } from '../../formats/markdown/html-text.ts';
import { slug } from '../../core/base/ids.ts';
import { validId } from '../../formats/question/draft.ts';
import {
  type PossibleSpot,
  possibleSpots,
  withPlaceholders,
} from '../../formats/question/possible-placeholders.ts';
import {
  questionContent,
  writeQuestion,
  writtenQuestion,
  type WrittenQuestion,
} from '../../formats/question/question-writer.ts';
import {
  importPath,
  linkBetween,
  MANIFEST_NAME,
  readManifest,
} from '../../formats/stored/import-manifest.ts';
import { hidingProblem, problemFailure } from '../shared/load.ts';
import { progressOn } from '../shared/source-lines.ts';

/** One file or folder that was named, with all that was read of it. */
export type ImportSource = {
  /** As it is shown. */
  readonly shown: string;
  /** Name of the folder that its questions go to. */
  readonly name: string;
  readonly files: readonly ReadBankFile[];
  readonly problems: readonly Problem[];
  /** Decks among the files, by the path that they are remembered by. */
  readonly decks: ReadonlyMap<string, Deck>;
};

/** Fails with `shape-unknown` for a name that no reader has. */
async function requireShape(shape: string | undefined): Promise<void> {
  if (shape === undefined) return;
  const { SHAPES } = await import('../../formats/import/index.ts');
  if (SHAPES.has(shape)) return;
  const names = [...SHAPES.keys()];
  const [close] = slipsOf(shape, names, 1);
  const meant = close === undefined ? '' : `did you mean ${close}? `;
  throw new Failure('shape-unknown', `There is no shape "${shape}".`, {
    hint: `${meant}there are: ${names.join(', ')}`,
  });
}

/** The last part of a path; of a file without its ending. */
function nameOf(path: string, isFolder: boolean): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  return slug(isFolder ? last : last.replace(/\.[^.]*$/, '') || last);
}

function emptyFailure(shown: string, files: readonly ReadBankFile[], options: Input<'import'>): Failure {
  const [problem] = files.flatMap(({ content }) => content.problems);
  const hint =
    options.as === undefined
      ? 'prep reads Markdown, tables, JSON and Anki decks: see docs/import.md; `--as SHAPE` names one of its shapes'
      : `it was read as "${options.as}"; leave out --as to have prep find out`;
  const message = problem
    ? `There is no question in ${shown}: ${problem.message}`
    : `There is no question in ${shown}.`;
  return new Failure('import-empty', message, { hint: problem?.hint ?? hint });
}

/** Fails for a file that was named and gives nothing, and for a folder without any question. */
function requireQuestions(
  shown: string,
  isFolder: boolean,
  files: readonly ReadBankFile[],
  options: Input<'import'>,
): void {
  const fatal = isFolder ? undefined : hidingProblem(files.flatMap(({ content }) => content.problems));
  if (fatal) throw problemFailure(fatal);
  const isEmpty = files.every(({ content }) => content.questions.length + content.metrics.length === 0);
  if (isEmpty) throw emptyFailure(shown, files, options);
}

async function decksOf(
  { decks }: Context,
  files: readonly ReadBankFile[],
): Promise<ReadonlyMap<string, Deck>> {
  const found = new Map<string, Deck>();
  for (const { stored, content } of files)
    if (content.questions.length > 0 && decks.isDeck(stored)) found.set(stored, await decks.open(stored));
  return found;
}

async function readOne(
  context: Context,
  path: string,
  inTarget: (stored: string) => boolean,
  options: Input<'import'>,
): Promise<ImportSource> {
  const { banks, files, results } = context;
  if (!files.exists(path))
    throw new Failure('file-missing', `There is no file ${path}.`, { hint: 'check the path' });
  if (inTarget(results.stored(path)))
    throw new Failure('import-into-itself', `${path} is in the bank that it would be imported into.`, {
      hint: 'its questions are there already',
    });
  const shown = results.shown(path);
  const progress = progressOn(context, options.plain ?? options.json ?? false);
  const read: ReadBankFile[] = [];
  const how = {
    shape: options.as,
    onProgress: (done: number, of: number) => progress(`Reading ${done} of ${of} files`),
  };
  const { isFolder, problems } = await banks.read(path, how, (file) => {
    if (!inTarget(file.stored)) read.push(file);
  });
  progress('');
  requireQuestions(shown, isFolder, read, options);
  return {
    shown,
    name: nameOf(files.absolute(path), isFolder),
    files: read,
    problems: [...problems, ...read.flatMap(({ content }) => content.problems)],
    decks: await decksOf(context, read),
  };
}

/**
 * Reads everything that was named.
 * @param target folder that the questions go to: what is in it already is left out
 * Fails with `file-missing`, `import-empty`, `import-into-itself`, or as the file itself does.
 */
export async function readSources(
  context: Context,
  paths: readonly string[],
  target: string,
  options: Input<'import'>,
): Promise<readonly ImportSource[]> {
  await requireShape(options.as);
  const root = context.results.stored(target);
  const inTarget = (stored: string): boolean =>
    stored === root || (stored.startsWith(root) && /[\\/]/.test(stored.charAt(root.length)));
  const sources: ImportSource[] = [];
  for (const path of new Set(paths)) sources.push(await readOne(context, path, inTarget, options));
  return sources;
}

// The bank that questions are imported into: which questions are there, and what is remembered of earlier
// imports.

/** The bank as it stands. */
export type ImportTarget = {
  /** Its folder, as given. */
  readonly root: string;
  readonly manifest: Manifest;
  /** Hash of the manifest's file, when there is one. */
  readonly manifestHash?: string;
  /** Question files, and files of metrics by their path. */
  readonly present: ReadonlyMap<QuestionId, Present>;
  /** Paths of all files that were read, as they are shown, by their path below the folder in lower case. */
  readonly shown: ReadonlyMap<string, string>;
};

/** Hash of all that a question says, its section included. */
const contentHash = (question: WrittenQuestion): string =>
  hashText(`${questionContent(question)}\n${question.section}`);

function manifestOf({ files }: Context, root: string): Pick<ImportTarget, 'manifest' | 'manifestHash'> {
  const path = `${root}/${MANIFEST_NAME}`;
  if (!files.exists(path)) return { manifest: NO_MANIFEST };
  const text = files.readText(path);
  const read = readManifest(text);
  if ('manifest' in read) return { manifest: read.manifest, manifestHash: hashText(text) };
  throw new Failure('manifest-damaged', `${path} cannot be used: ${read.error}; nothing was written.`, {
    hint: read.isNewer
      ? 'update prep'
      : 'bring it back from a backup, or remove it: then what is in the bank and differs counts as yours',
  });
}

/** What was written and is as it was, by the hash of its text: ten thousand such files are not read again. */
const untouched = ({ questions }: Manifest): ReadonlyMap<string, Imported> =>
  new Map([...questions.values()].filter(({ written }) => written !== '').map((one) => [one.written, one]));

/** A file that is there, and the name by which it is known: the id of its question, or its path. */
function presentIn(
  file: ReadBankFile,
  path: string,
  known: ReadonlyMap<string, Imported>,
): readonly (readonly [QuestionId, Present])[] {
  const one = known.get(file.hash);
  if (one)
    return [[one.shape === 'metrics' ? path : one.id, { path, hash: file.hash, content: one.content }]];
  if (file.content.metrics.length > 0 || file.shape === 'metrics')
    return [[path, { path, hash: file.hash, content: file.hash }]];
  return file.content.questions
    .filter(({ native }) => native === true)
    .map((question) => {
      const content = contentHash(writtenQuestion(question));
      return [question.id, { path, hash: file.hash, content }];
    });
}

/** Reads the bank in the folder `root`; it need not exist. Fails with `manifest-damaged`. */
export async function readTarget(context: Context, root: string): Promise<ImportTarget> {
  const { banks, files, results } = context;
  const present = new Map<QuestionId, Present>();
  const shown = new Map<string, string>();
  if (!files.exists(root)) return { root, manifest: NO_MANIFEST, present, shown };
  const base = results.stored(root).length + 1;
  const remembered = manifestOf(context, root);
  const known = untouched(remembered.manifest);
  const { isFolder } = await banks.read(root, { isKnown: (hash) => known.has(hash) }, (file) => {
    const path = file.stored.slice(base).replaceAll('\\', '/');
    shown.set(path.toLowerCase(), file.file);
    for (const [id, one] of presentIn(file, path, known)) if (!present.has(id)) present.set(id, one);
  });
  if (!isFolder)
    throw new Failure('target-is-file', `${results.shown(root)} is a file.`, {
      hint: 'name a folder with --to',
    });
  return { root, present, shown, ...remembered };
}

// What an import would write: each question as a file of its own, under the id that it has here.

/** A question on its way in. */
export type Incoming = {
  readonly placed: Placed;
  readonly question: Question;
  readonly file: ReadBankFile;
  readonly source: ImportSource;
  /** Folder below the target, empty for none. */
  readonly folder: string;
  /** What may be a placeholder in it, and which of that is taken for one. */
  readonly spots: readonly PossibleSpot[];
  readonly taken: ReadonlySet<string>;
};

/** What would be written of a question. */
export type IncomingWish = {
  readonly incoming: Incoming;
  readonly wish: Wish;
  /** The text of its file, made when it is first asked for. */
  readonly text: () => string;
  /** Names of the files of its deck that it shows. */
  readonly media: ReadonlySet<string>;
};

/** Everything that comes in, before anything is decided. */
export type Arrival = {
  readonly placing: Placing;
  readonly incoming: readonly Incoming[];
};

/** Only questions have ids that upstream knows; files of metrics are remembered by their paths. */
const questionsOf = ({ files, questions }: Manifest): Manifest => ({
  files,
  questions: new Map([...questions].filter(([, { shape }]) => shape !== 'metrics')),
});

type Arrived = { readonly question: Question; readonly file: ReadBankFile; readonly source: ImportSource };

/** Gives every question its id, and finds what may be placeholders in it. */
export function arrivalOf(
  sources: readonly ImportSource[],
  target: ImportTarget,
  options: Input<'import'>,
): Arrival {
  const arrived = new Map<Upstream, Arrived>();
  for (const source of sources)
    for (const file of source.files)
      for (const question of file.content.questions)
        arrived.set({ file: file.stored, head: headOf(question) }, { question, file, source });
  const present = new Set(target.present.keys());
  const placing = placeQuestions([...arrived.keys()], questionsOf(target.manifest), present, validId);
  const incoming = placing.placed.flatMap((placed): readonly Incoming[] => {
    const from = arrived.get(placed.one);
    if (!from) return [];
    const spots = possibleSpots(from.question);
    const known = target.manifest.questions.get(placed.id)?.possible ?? [];
    const taken = new Set(options.possible ? spots.map(({ key }) => key) : known);
    return [{ placed, ...from, folder: options.to === undefined ? from.source.name : '', spots, taken }];
  });
  return { placing, incoming };
}

/** What was said at an earlier import of the file holds when nothing is said now. */
export function settingsOf(
  file: string,
  { files }: Manifest,
  { section, tag }: Input<'import'>,
): Omit<ImportedFile, 'file'> {
  const before = files.get(file);
  const wanted = { section: section ?? before?.section, tags: tag ?? before?.tags };
  return {
    section: wanted.section,
    tags: wanted.tags,
  };
}

/** The question with all its texts put through `change`. */
function withTexts(question: WrittenQuestion, change: (text: string) => string): WrittenQuestion {
  const { asked, answer, star, followUps, notes } = question;
  return {
    ...question,
    asked: change(asked),
    answer: change(answer),
    ...(star && {
      star: Object.fromEntries(Object.entries(star).map(([part, text]) => [part, change(text)])),
    }),
    followUps: followUps.map(([one, reply]) => [change(one), change(reply)] as const),
    notes: change(notes),
  };
}

/**
 * What would be written of a question.
 * @param places where the files of its deck are put, by name
 * @param taken paths that no new file may have, in lower case; the path of this one is added
 */
export function wishOf(
  incoming: Incoming,
  target: ImportTarget,
  options: Input<'import'>,
  places: ReadonlyMap<string, string>,
  taken: Set<string>,
): IncomingWish {
  const { placed, question, file, folder, spots } = incoming;
  const settings = settingsOf(file.stored, target.manifest, options);
  const accepted = spots.filter(({ key }) => incoming.taken.has(key));
  const plain = writtenQuestion(withPlaceholders(question, accepted));
  const section = settings.section ?? plain.section;
  const path = target.present.get(placed.id)?.path ?? importPath(folder, section, placed.id, taken);
  const media = new Set<string>();
  const links = new Map([...places].map(([name, place]) => [name, linkBetween(path, place)]));
  const written = withTexts(
    {
      ...plain,
      id: placed.id,
      section,
      tags: [...new Set([...plain.tags, ...(settings.tags ?? [])])],
    },
    (text) => relinkMedia(text, links, (name) => media.add(name)),
  );
  let made: string | undefined;
  const text = (): string => (made ??= writeQuestion(written));
  const { id, title, number, answerHash } = placed.one.head;
  const wish: Wish = {
    id: placed.id,
    file: file.stored,
    shape: file.shape,
    key: id,
    title,
    number,
    answerHash,
    content: contentHash(written),
    possible: accepted.map(({ key }) => key),
    path,
    hash: () => hashText(text()),
  };
  return { incoming, wish, text, media };
}

/** Names a question of a file. */
export const upstreamKey = (file: string, id: QuestionId): string => `${id}\n${file}`;

/** The id that each question has here, by the name that its file gives it. */
export function idsHere({ placed, twins }: Placing): ReadonlyMap<string, QuestionId> {
  const pairs = [...twins.filter(({ kind }) => kind === 'same'), ...placed];
  return new Map(pairs.map(({ one, id }) => [upstreamKey(one.file, one.head.id), id]));
}

// Where the files of decks go: beside the questions of their deck, under their own names where nobody has
// them.

/** Places of the files of one deck by their names, and which of them are not there yet. */
export type DeckMedia = {
  readonly places: ReadonlyMap<string, string>;
  readonly missing: ReadonlyMap<string, FileChange>;
};

/** `tree.png`, `tree-2.png` … */
function numbered(name: string, count: number): string {
  if (count === 1) return name;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${count}` : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
}

async function placesOf(
  { fileSets }: Context,
  root: string,
  folder: string,
  deck: Deck,
  taken: Set<string>,
): Promise<DeckMedia> {
  const places = new Map<string, string>();
  const missing = new Map<string, FileChange>();
  for (const [name, content] of deck.media) {
    for (let count = 1; !places.has(name); count += 1) {
      const path = [folder, 'media', numbered(name, count)].filter((part) => part !== '').join('/');
      if (taken.has(path.toLowerCase())) continue;
      const there = await fileSets.compare(root, path, content);
      if (there === 'other') continue;
      taken.add(path.toLowerCase());
      places.set(name, path);
      if (there === 'free') missing.set(name, { path, content });
    }
  }
  return { places, missing };
}

/**
 * Places of the files of all decks, by the path that a deck is remembered by.
 * @param isApart whether each source has a folder of its own below the target
 */
export async function mediaPlaces(
  context: Context,
  sources: readonly ImportSource[],
  root: string,
  isApart: boolean,
): Promise<ReadonlyMap<string, DeckMedia>> {
  const media = new Map<string, DeckMedia>();
  const taken = new Set<string>();
  for (const { decks, name } of sources)
    for (const [stored, deck] of decks)
      media.set(stored, await placesOf(context, root, isApart ? name : '', deck, taken));
  return media;
}
