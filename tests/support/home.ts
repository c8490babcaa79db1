// Folders that exist while a test file runs. Only for files that vitest runs.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** Called after each test file by `after-each-file.ts`: files that share a worker share this list. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prep-test-')));
  made.push(folder);
  return folder;
}

/** A folder with files in it, by path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Missing, as on a first run; removed after the test file. */
export function tempHome(): string {
  return join(tempFolder(), 'prep');
}

/** Whatever the version of its lines; empty without a journal. */
export function journalOf(home: string): readonly Readonly<Record<string, unknown>>[] {
  const folder = join(home, 'journal');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
}
