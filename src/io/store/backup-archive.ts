// Packs a person's data into one archive, and restores it. Loaded only for that.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PackedHome, Unpacked } from '../../context.ts';
import { type Day, parseDay } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { hashText } from '../../core/base/random.ts';
import { isObject, isText, isTexts } from '../../core/base/collections.ts';
import type { FileChange } from '../../core/import/plan.ts';
import { MANIFEST_NAME } from '../../formats/stored/import-manifest.ts';
import { readZip, unzipped, writeZip } from '../archives/zip.ts';
import { create, unreadable } from './files.ts';
import { absolutePath, freePath, isFolder, namesIn, reading, shownPath } from './folder.ts';

const OWNED: ReadonlySet<string> = new Set([
  'config.json',
  'journal',
  'mocks',
  'questions',
  'recordings',
  'drafts',
]);
/** Describes the archive and its files: archives have no checksums for names. */
const ABOUT = 'prep-backup.json';
const KIND = 'prep-backup';
const VERSION = 1;
/** The limit without Zip64. */
const MOST_FILES = 65_000;
const MOST_BYTES = 4_000_000_000;
/** More than deflate can reach. */
const MOST_RATIO = 1100;

/** Dot folders belong to other programs, and temporary files are from interrupted writes. */
const isOwned = (path: string): boolean =>
  OWNED.has(path.split('/')[0] ?? '') &&
  !path.endsWith('.tmp') &&
  path.split('/').every((name) => !name.startsWith('.') || name === MANIFEST_NAME);

/**
 * Files of a home or of a copy of one, by path with `/` between names. A top folder may be a link and is
 * followed; links further in could lead anywhere and are left out.
 */
function filesOf(home: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (path: string, file: string, isDirectory: boolean): void => {
    if (!isOwned(path)) return;
    if (!isDirectory) return void files.set(path, file);
    for (const entry of reading(file, () => readdirSync(file, { withFileTypes: true })))
      if (entry.isFile() || entry.isDirectory())
        add(`${path}/${entry.name}`, join(file, entry.name), entry.isDirectory());
  };
  for (const name of namesIn(home)) {
    const stats = OWNED.has(name) ? statSync(join(home, name), { throwIfNoEntry: false }) : undefined;
    if (stats) add(name, join(home, name), stats.isDirectory());
  }
  return files;
}

const readers = (files: ReadonlyMap<string, string>) =>
  Array.from(files, ([name, file]) => [name, () => reading(file, () => readFileSync(file))] as const);

const tooLarge = (what: string): Failure =>
  new Failure('backup-too-large', `Too large for one archive: ${what}.`, {
    hint: 'copy the folder itself with a backup program; it contains all of your data',
  });

/** Writes the archive completely or not at all. In a folder, its name has the day. */
export function packHome(home: string, to: string | undefined, day: Day, version: string): PackedHome {
  const files = filesOf(home);
  if (files.size > MOST_FILES) throw tooLarge(`${files.size} files`);
  const bytes = [...files.values()].reduce((sum, file) => sum + statSync(file).size, 0);
  if (bytes > MOST_BYTES) throw tooLarge(`${Math.round(bytes / 1e6)} MB`);
  if (files.size === 0)
    throw new Failure('backup-empty', `Nothing to back up in ${shownPath(home)}.`, {
      hint: 'check the folder; --home DIR and PREP_HOME choose another',
    });
  const given = absolutePath(to ?? '.');
  const path = isFolder(given) ? freePath((ending) => join(given, `prep-backup-${day}${ending}.zip`)) : given;
  const about = { v: VERSION, kind: KIND, made: day, prep: version, files: [...files.keys()] };
  const contents = readers(files);
  create(path, (write) =>
    writeZip([[ABOUT, () => Buffer.from(`${JSON.stringify(about)}\n`)], ...contents], write),
  );
  return { file: shownPath(path), files: files.size, bytes: statSync(path).size };
}

type Contents = { readonly made: string; readonly files: ReadonlyMap<string, () => Buffer> };

const noBackup = (path: string): Failure =>
  new Failure('backup-unknown', `${shownPath(path)} is not a prep backup.`, {
    hint: '`prep backup` writes one; `prep restore 2026-11-20` restores a daily copy',
  });

function readFolder(path: string): Contents {
  const files = readers(filesOf(path));
  if (files.length === 0) throw noBackup(path);
  // Daily copies are named after their day.
  const name = basename(path);
  return { made: parseDay(name) === undefined ? '' : name, files: new Map(files) };
}

function readArchive(path: string): Contents {
  const bytes = readFileSync(path);
  const limits = { entries: 2 * MOST_FILES, bytes: Math.max(1e8, MOST_RATIO * bytes.length) };
  const entries = readZip(bytes, limits);
  const about = entries.get(ABOUT);
  if (!about) throw noBackup(path);
  const said: unknown = JSON.parse(Buffer.from(unzipped(bytes, about)).toString('utf8'));
  if (!isObject(said) || said['kind'] !== KIND) throw noBackup(path);
  if (Number(said['v']) > VERSION)
    throw new Failure('backup-newer', `${shownPath(path)} was written by a newer version of prep.`, {
      hint: 'update prep',
    });
  const names = isTexts(said['files']) ? said['files'] : [];
  const files = names.filter(isOwned).map((name) => {
    const entry = entries.get(name);
    if (!entry) throw new Failure('zip-damaged', 'it is damaged');
    return [name, () => Buffer.from(unzipped(bytes, entry))] as const;
  });
  // So that any damage is found before anything is written.
  for (const [, read] of files) read();
  return { made: isText(said['made']) ? said['made'] : '', files: new Map(files) };
}

function contentsOf(given: string): Contents {
  const path = absolutePath(given);
  try {
    return statSync(path).isDirectory() ? readFolder(path) : readArchive(path);
  } catch (error) {
    if (error instanceof SyntaxError) throw noBackup(path);
    if (!(error instanceof Failure)) throw unreadable(path, error);
    if (!error.code.startsWith('zip-')) throw error;
    const message = error.code === 'zip-damaged' ? 'it is not an archive, or it is damaged' : error.message;
    throw new Failure(error.code, `${shownPath(path)} cannot be read: ${message}.`, {
      hint: 'copy it again from where it was kept',
    });
  }
}

/** How a file of a backup changes this home; undefined for no change. Nothing here is lost. */
function changeFor(home: string, path: string, read: () => Buffer): FileChange | undefined {
  const file = join(home, ...path.split('/'));
  const added = { path, content: read };
  if (!existsSync(file)) return added;
  const [folder] = path.split('/');
  // A recording never changes, and drafts here are newer. The record here is of the questions here.
  if (folder === 'recordings' || folder === 'drafts' || basename(path) === MANIFEST_NAME) return undefined;
  const [present, content] = [readFileSync(file), read()];
  const isLogged = folder === 'journal' || folder === 'mocks';
  if (present.equals(content)) return undefined;
  // A file that is only appended to has grown since.
  if (isLogged && present.subarray(0, content.length).equals(content)) return undefined;
  if (folder === 'journal') {
    // Entries have ids, so those in both files count once. The same backup gives the same name.
    const sum = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const name = path.replace(/(?:\.restored-\w+)?\.jsonl$/, `.restored-${sum}.jsonl`);
    return existsSync(join(home, ...name.split('/'))) ? undefined : { path: name, content: read };
  }
  const keepsOld = !(isLogged && content.subarray(0, present.length).equals(present));
  return { ...added, replaces: hashText(present.toString('utf8')), keepsOld };
}

export function unpackHome(home: string, path: string): Unpacked {
  const { made, files } = contentsOf(path);
  const changes = [...files].flatMap(([name, read]) =>
    name === 'config.json' ? [] : (changeFor(home, name, read) ?? []),
  );
  return {
    made,
    config: files.get('config.json')?.().toString('utf8'),
    changes,
    same: files.size - changes.length - (files.has('config.json') ? 1 : 0),
  };
}
