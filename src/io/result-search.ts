// Looks through a folder for files that may hold results: bounded, each place once, breadth first.
// Opens no file; what the files hold is for their readers to say.
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FoundResults } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { naturalOrder } from '../core/natural-order.ts';
import { shownPath } from './paths.ts';
import { LARGEST_RESULT_BYTES } from './result-files.ts';
import { isSearched, mayHoldResults } from './result-names.ts';
import { latestRuns } from './result-runs.ts';
import { reasonOf } from './system-error.ts';

/** How far a search goes. */
type Bounds = {
  /** Folders below the first. */
  readonly depth: number;
  /** Names looked at. */
  readonly entries: number;
  /** Files given back. */
  readonly files: number;
};

const BOUNDS: Bounds = { depth: 12, entries: 50_000, files: 500 };

/** Names between two reports of how far the search is. */
const TELL_EVERY = 500;

/** How many paths a note names before the rest is counted. */
const NAMED = 3;

/** A place still to be looked at. In `isMetrics`, a folder of a run that MLflow wrote, every file is a metric. */
type Waiting = { readonly path: string; readonly depth: number; readonly isMetrics: boolean };

/** Where a search stands. */
type Search = {
  readonly bounds: Bounds;
  readonly folders: Waiting[];
  /** Links wait until all real folders were seen, so that a file is found under its own name and not that of a link. */
  readonly links: Waiting[];
  readonly visited: Set<string>;
  /** When each file was written, by its path. */
  readonly found: Map<string, number>;
  /** Folders that are one of several runs; true when their names are numbers. */
  readonly runs: Map<string, boolean>;
  readonly tooLarge: string[];
  readonly tooDeep: string[];
  readonly unreadable: string[];
  entries: number;
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf(sep) + 1);

/** False when the place was seen before, by whatever name. */
function isNew({ visited }: Search, { dev, ino }: { readonly dev: number; readonly ino: number }): boolean {
  const place = `${dev}:${ino}`;
  if (ino !== 0 && visited.has(place)) return false;
  visited.add(place);
  return true;
}

/** Takes a file that may hold results, or lets a folder behind a link wait. */
function look(search: Search, at: Waiting): void {
  const { path } = at;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() && isSearched(nameOf(path))) search.folders.push(at);
  if (!stats?.isFile() || stats.size === 0 || !mayHoldResults(nameOf(path), at.isMetrics)) return;
  if (!isNew(search, stats)) return;
  if (stats.size > LARGEST_RESULT_BYTES) search.tooLarge.push(path);
  else search.found.set(path, stats.mtimeMs);
}

/** Notes whether a folder is one of several runs. Returns whether MLflow wrote it. */
function markRun({ runs }: Search, path: string, names: ReadonlySet<string>): boolean {
  const isMlflow = names.has('meta.yaml') && names.has('metrics');
  const isSacred = names.has('run.json') && /^\d+$/.test(nameOf(path));
  if (isMlflow || isSacred) runs.set(path, isSacred);
  return isMlflow;
}

function sortOut(search: Search, entry: Dirent, at: Waiting): void {
  if (entry.isSymbolicLink()) search.links.push(at);
  else if (entry.isDirectory()) {
    if (isSearched(entry.name)) search.folders.push(at);
  } else if (entry.isFile() && mayHoldResults(entry.name, at.isMetrics))
    attempt(search, at.path, () => look(search, at));
}

function visit(search: Search, { path, depth, isMetrics }: Waiting): void {
  if (!isNew(search, statSync(path))) return;
  const entries = readdirSync(path, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  // A Python environment is other people's code, whatever it is called.
  if (names.has('pyvenv.cfg')) return;
  const isRun = markRun(search, path, names);
  for (const entry of entries.toSorted((a, b) => naturalOrder(a.name, b.name))) {
    search.entries += 1;
    if (search.entries > search.bounds.entries) return;
    const below = isMetrics || (isRun && entry.name === 'metrics');
    sortOut(search, entry, { path: join(path, entry.name), depth: depth + 1, isMetrics: below });
  }
}

function attempt({ unreadable }: Search, path: string, act: () => void, isTold = true): void {
  try {
    act();
  } catch {
    if (isTold) unreadable.push(path);
  }
}

/** One step of the search; false when there is nothing left to look at. */
function step(search: Search): boolean {
  if (search.entries > search.bounds.entries) return false;
  const folder = search.folders.shift();
  const link = folder ? undefined : search.links.shift();
  // A link that leads nowhere matters only when it is named as results are.
  if (link)
    attempt(search, link.path, () => look(search, link), mayHoldResults(nameOf(link.path), link.isMetrics));
  else if (folder && folder.depth > search.bounds.depth) search.tooDeep.push(folder.path);
  else if (folder) attempt(search, folder.path, () => visit(search, folder));
  return folder !== undefined || link !== undefined;
}

/** `a.csv, b.csv, c.csv and 4 more`. */
function named(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMED).map(shownPath).join(', ');
  return paths.length > NAMED ? `${shown} and ${paths.length - NAMED} more` : shown;
}

/** What the search did not see, and why. */
function passedOver({ bounds, entries, tooDeep, tooLarge, unreadable }: Search): readonly string[] {
  return [
    entries > bounds.entries
      ? `the search ended after ${bounds.entries} names: name a folder further down to see the rest`
      : '',
    tooDeep.length > 0 ? `more than ${bounds.depth} folders down, and not looked at: ${named(tooDeep)}` : '',
    tooLarge.length > 0 ? `larger than 50 MB, and passed over: ${named(tooLarge)}` : '',
    unreadable.length > 0 ? `cannot be read: ${named(unreadable)}` : '',
  ].filter((note) => note !== '');
}

function openSearch(folder: string, bounds: Bounds): Search {
  try {
    readdirSync(folder);
  } catch (error) {
    throw new Failure(
      'folder-unreadable',
      `The folder ${shownPath(folder)} cannot be read: ${reasonOf(error)}.`,
      {
        hint: 'check the path and its permissions',
        cause: error,
      },
    );
  }
  return {
    bounds,
    folders: [{ path: folder, depth: 0, isMetrics: false }],
    links: [],
    visited: new Set(),
    found: new Map(),
    runs: new Map(),
    tooLarge: [],
    tooDeep: [],
    unreadable: [],
    entries: 0,
  };
}

/**
 * Files below a folder that may hold results, newest first. Folders of other people's code are left out, links are
 * followed once, and of several runs of one tool only the newest is given back; notes say what was passed over.
 * @param folder an absolute path
 * @param onProgress told now and then how many names were looked at
 * @param bounds how far it goes
 * Throws `Failure` when the folder itself cannot be read.
 */
export async function findResults(
  folder: string,
  onProgress: (files: number) => void,
  bounds: Bounds = BOUNDS,
): Promise<FoundResults> {
  const search = openSearch(folder, bounds);
  let told = 0;
  while (step(search)) {
    if (search.entries >= told + TELL_EVERY) onProgress((told = search.entries));
    // Lets Ctrl-C through.
    await setImmediate();
  }
  const { kept, notes } = latestRuns(search.found, search.runs);
  const newest = kept.toSorted(
    (a, b) => (search.found.get(b) ?? 0) - (search.found.get(a) ?? 0) || naturalOrder(a, b),
  );
  const rest = newest.length - bounds.files;
  const older = rest === 1 ? '1 older file was' : `${rest} older files were`;
  const cut = `${older} left out: name a folder further down to see ${rest === 1 ? 'it' : 'them'}`;
  return {
    files: newest.slice(0, bounds.files).map(shownPath),
    notes: [...notes, ...passedOver(search), ...(rest > 0 ? [cut] : [])],
  };
}
