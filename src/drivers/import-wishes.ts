// What an import would write: each question as a file of its own, under the id that it has here. Knows readers' questions
// and options; what becomes of each is decided in core.
import type { Input } from '../cli.ts';
import { headOf } from '../core/bank.ts';
import type { ReadBankFile } from '../core/bank-files.ts';
import { placeQuestions, type Placed, type Placing } from '../core/import-place.ts';
import type { Wish } from '../core/import-plan.ts';
import type { ImportedFile, Manifest, Upstream } from '../core/imported.ts';
import type { Question, QuestionId } from '../core/question.ts';
import { hashText } from '../core/random.ts';
import { importPath, linkBetween } from '../formats/import-path.ts';
import { relinkMedia } from '../formats/media-links.ts';
import { possibleSpots, withPlaceholders, type PossibleSpot } from '../formats/possible-placeholders.ts';
import { validId } from '../formats/question-fields.ts';
import { writeQuestion, writtenQuestion, type WrittenQuestion } from '../formats/question-writer.ts';
import type { ImportSource } from './import-read.ts';
import { contentHash, type ImportTarget } from './import-target.ts';

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
export const questionsOf = ({ files, questions }: Manifest): Manifest => ({
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
