// The file in a bank that remembers what was imported into it. One question a line, so that versions of it can be compared.
// Trusts nothing that it reads: what is not as written here is damage.
import type { Imported, ImportedFile, Manifest } from '../core/imported.ts';
import { isObject, type UnknownFields } from '../core/unknown-value.ts';
import { Damage, field, isName, listField, nameField, textField } from './json-fields.ts';

/** Its name in the folder of the bank. */
export const MANIFEST_NAME = '.prep-import.json';
const VERSION = 1;
const KIND = 'prep-import';
const LONGEST_PATH = 10_000;
const LONGEST_TEXT = 10_000;

const has = (raw: UnknownFields, name: string): boolean => field(raw, name) !== undefined;

function fileOf(raw: unknown): ImportedFile {
  if (!isObject(raw)) throw new Damage('a file must be an object');
  return {
    file: textField(raw, 'file', LONGEST_PATH),
    ...(has(raw, 'section') && { section: textField(raw, 'section', LONGEST_TEXT) }),
    ...(has(raw, 'tags') && { tags: listField(raw, 'tags', isName, 'tags') }),
  };
}

function importedOf(raw: unknown): Imported {
  if (!isObject(raw)) throw new Damage('a question must be an object');
  const number = field(raw, 'number');
  return {
    id: nameField(raw, 'id'),
    file: textField(raw, 'file', LONGEST_PATH),
    shape: nameField(raw, 'shape'),
    key: nameField(raw, 'key'),
    title: textField(raw, 'title', LONGEST_TEXT),
    ...(typeof number === 'number' && { number }),
    answerHash: textField(raw, 'answerHash', LONGEST_TEXT),
    content: textField(raw, 'content', LONGEST_TEXT),
    written: textField(raw, 'written', LONGEST_TEXT),
    ...(has(raw, 'possible') && { possible: listField(raw, 'possible', isName, 'placeholders') }),
  };
}

function each<T>(raw: UnknownFields, name: string, read: (item: unknown) => T): readonly T[] {
  const list = field(raw, name);
  if (!Array.isArray(list)) throw new Damage(`"${name}" must be a list`);
  return list.map(read);
}

/** What the file says, or why it cannot be used. */
export type ManifestReading =
  { readonly manifest: Manifest } | { readonly error: string; readonly isNewer: boolean };

/** Reads the manifest of a bank. Never throws. */
export function readManifest(text: string): ManifestReading {
  try {
    const raw: unknown = JSON.parse(text);
    if (!isObject(raw) || field(raw, 'kind') !== KIND) throw new Damage('it is not what prep wrote');
    const version = field(raw, 'v');
    if (typeof version !== 'number') throw new Damage('"v" must be a number');
    if (version > VERSION) return { error: 'a newer prep wrote it', isNewer: true };
    const files = each(raw, 'files', fileOf);
    const questions = each(raw, 'questions', importedOf);
    return {
      manifest: {
        files: new Map(files.map((one) => [one.file, one])),
        questions: new Map(questions.map((one) => [one.id, one])),
      },
    };
  } catch (error) {
    return { error: error instanceof Damage ? error.message : 'it is not valid JSON', isNewer: false };
  }
}

const lines = (items: Iterable<unknown>): string =>
  [...items].map((item) => `\n    ${JSON.stringify(item)}`).join(',');

const byName = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
  [...map].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);

/** The manifest as a file: sorted, so that the same imports give the same text. */
export function writeManifest({ files, questions }: Manifest): string {
  const parts = [
    `"v": ${VERSION}`,
    `"kind": "${KIND}"`,
    `"files": [${lines(byName(files))}\n  ]`,
    `"questions": [${lines(byName(questions))}\n  ]`,
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}
