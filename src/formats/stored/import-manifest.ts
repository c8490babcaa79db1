// The file in a bank that records what was imported into it. One question per line, so that versions diff
// well.
import { freeName, sharedStart } from '../../core/base/bank.ts';
import { safeName, slug } from '../../core/base/ids.ts';
import { isObject, ownField } from '../../core/base/collections.ts';
import type { Given, Imported, ImportedFile, Manifest } from '../../core/import/plan.ts';
import { tryJson } from '../notation/json.ts';
import * as field from './fields.ts';

export const MANIFEST_NAME = '.prep-import.json';
const VERSION = 1;
const KIND = 'prep-import';

const listOf = <T>(each: field.Schema<T>) => field.array<field.Schema<T>, string>(each, 'must be a list');

const FILE = field.object(
  {
    file: field.line,
    section: field.optional(field.line),
    tags: field.optional(field.list(field.label, 'tags')),
    as: field.optional(field.name),
    taken: field.optional(field.list(field.line, 'names')),
    dropped: field.optional(field.list(field.line, 'names')),
  },
  'a file must be an object',
);
const GIVEN = field.object(
  { file: field.line, content: field.line, written: field.line },
  'a version must be an object',
);
const QUESTION = field.object(
  {
    id: field.name,
    file: field.line,
    shape: field.name,
    key: field.name,
    title: field.line,
    number: field.optional(field.number('must be a number')),
    answerHash: field.line,
    content: field.line,
    written: field.line,
    possible: field.optional(field.list(field.label, 'placeholders')),
    others: field.optional(listOf<Given>(GIVEN)),
    left: field.optional(field.flag),
  },
  'a question must be an object',
);
const MANIFEST = field.object({
  v: field.number('must be a number'),
  files: listOf<ImportedFile>(FILE),
  questions: listOf<Imported>(QUESTION),
});

const damaged = (error: string) => ({ error, isNewer: false });

export function readManifest(text: string) {
  const parsed = tryJson(text);
  if (!parsed) return damaged('it is not valid JSON');
  const raw = parsed.value;
  if (!isObject(raw) || ownField(raw, 'kind') !== KIND) return damaged('prep did not write it');
  const version = ownField(raw, 'v');
  if (typeof version === 'number' && version > VERSION)
    return { error: 'a newer version of prep wrote it', isNewer: true };
  const read = field.checked(MANIFEST, raw);
  if ('fault' in read) return damaged(read.fault);
  const { files, questions } = read.value;
  const manifest: Manifest = {
    files: new Map(files.map((one) => [one.file, one])),
    questions: new Map(questions.map((one) => [one.id, one])),
  };
  return { manifest };
}

/** Sorted, so that the same imports give the same text. */
const linesOf = (map: ReadonlyMap<string, unknown>): readonly string[] =>
  [...map.keys()]
    .toSorted()
    .map((name, at) => `    ${JSON.stringify(map.get(name))}${at + 1 < map.size ? ',' : ''}`);

/** Joined only once: with fifty thousand questions it has 17 MB. */
export function writeManifest({ files, questions }: Manifest): string {
  return [
    '{',
    `  "v": ${VERSION},`,
    `  "kind": "${KIND}",`,
    '  "files": [',
    ...linesOf(files),
    '  ],',
    '  "questions": [',
    ...linesOf(questions),
    '  ]',
    '}',
    '',
  ].join('\n');
}

/**
 * A path that every system accepts and that stays below the folder, `folder/section/id.md`; a taken name gets
 * `-2`, `-3`, ….
 * @param folder below the target; empty for none
 * @param taken lowercase paths in use; the returned one is added
 */
export function importPath(folder: string, section: string, id: string, taken: Set<string>): string {
  const folders = [folder, section === '' ? '' : safeName(slug(section))].filter((name) => name !== '');
  const path = (name: string): string => [...folders, `${name}.md`].join('/');
  const isTaken = (name: string): boolean => taken.has(path(name).toLowerCase());
  const free = path(freeName({ has: isTaken }, [safeName(id)]));
  taken.add(free.toLowerCase());
  return free;
}

/** A relative link between files below the same folder: `../media/tree.png`. */
export function linkBetween(from: string, to: string): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  const shared = sharedStart(here, there);
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
