// The bank that questions are imported into: which questions are there, and what is remembered of earlier imports.
import type { Context } from '../context.ts';
import type { ReadBankFile } from '../core/bank-files.ts';
import { Failure } from '../core/failure.ts';
import type { Present } from '../core/import-plan.ts';
import { NO_MANIFEST, type Imported, type Manifest } from '../core/imported.ts';
import type { QuestionId } from '../core/question.ts';
import { hashText } from '../core/random.ts';
import { MANIFEST_NAME, readManifest } from '../formats/import-manifest.ts';
import { questionContent, writtenQuestion, type WrittenQuestion } from '../formats/question-writer.ts';

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
export const contentHash = (question: WrittenQuestion): string =>
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
