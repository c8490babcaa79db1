// Reads what `prep import` is given: files, folders, decks. A file that is named and cannot be read, or has no question in
// it, ends the import; below a folder one bad file hides no other.
import type { Input } from '../cli.ts';
import type { Context, Deck } from '../context.ts';
import type { ReadBankFile } from '../core/bank-files.ts';
import { Failure } from '../core/failure.ts';
import { slipsOf } from '../core/nearest.ts';
import type { Problem } from '../core/problem.ts';
import { slug } from '../formats/slug.ts';
import { progressOn } from './progress.ts';
import { hidingProblem, problemFailure } from './unreadable.ts';

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
  const { SHAPES } = await import('../formats/banks/index.ts');
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
