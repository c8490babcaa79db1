// Finds files below a folder that may have results, by their names: bounded, each place once, breadth first.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FoundResults } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { Failure } from '../../core/base/problem.ts';
import { naturalOrder } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { reasonOf } from '../programs/system.ts';
import { isReport, REPORT_CHARS } from '../../formats/results/reports.ts';
import { shownPath } from '../store/folder.ts';
import { LARGEST_BYTES } from '../store/files.ts';

const RESULT_EXTENSION = /\.(?:json|jsonl|ndjson|ya?ml|toml|csv|tsv|db|sqlite3?)$/i;

/** Lines of a log in it, unlike other text, have results. */
const TEXT_EXTENSION = /\.(?:txt|log|out)$/i;

const RESULT_DOT_FOLDERS: ReadonlySet<string> = new Set(['.benchmarks', '.wandb']);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Other people's code. */
const FOREIGN_FOLDERS = words(
  'node_modules bower_components venv virtualenv __pycache__ site-packages dist-packages',
);

const DESCRIPTIONS = words(
  'added_tokens angular biome cargo codecov compose composer conda config coverage-final dataset_info ' +
    'deno environment generation_config jsconfig lerna manifest meta mkdocs model.safetensors.index ' +
    'netlify npm-shrinkwrap nx openapi package package-lock pnpm-lock pnpm-workspace preprocessor_config ' +
    'pubspec pyproject pytorch_model.bin.index renovate special_tokens_map swagger tokenizer ' +
    'tokenizer_config turbo vercel vocab wandb-metadata',
);

/** Compiler settings, containers, schemas, lock files, raw coverage of single processes. */
const DESCRIPTION = /^(?:tsconfig\b|docker-compose\b|coverage-\d+-\d+)|(?:\.schema|[.-]lock|\.config)$/;

const isSearched = (folder: string): boolean =>
  folder.startsWith('.') ? RESULT_DOT_FOLDERS.has(folder) : !FOREIGN_FOLDERS.has(folder.toLowerCase());

function startOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(REPORT_CHARS);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** @param isMetric below a folder in which every file is a metric */
function mayHoldResults(file: string, isMetric: boolean): boolean {
  if (file.startsWith('.')) return false;
  if (isMetric) return true;
  if (!RESULT_EXTENSION.test(file)) return TEXT_EXTENSION.test(file);
  const stem = file.replace(RESULT_EXTENSION, '').toLowerCase();
  return !DESCRIPTIONS.has(stem) && !DESCRIPTION.test(stem);
}

/** Of Lightning, Hugging Face and Weights & Biases, and a file for each run of pytest-benchmark. */
const NUMBERED = /^(?:version_\d+|checkpoint-\d+|(?:offline-)?run-\d{8}_\d{6}-.*|\d{4,}_.*\.json)$/;

/** Folders, outermost first, and files that are one of several runs. */
function runsOf(path: string, { runs }: Search): readonly string[] {
  const names = path.split(sep);
  return names.flatMap((name, i) => {
    const at = names.slice(0, i + 1).join(sep);
    const isFile = i === names.length - 1;
    const isPlain = isFile && names[i - 2] !== '.benchmarks';
    return runs.has(at) || (NUMBERED.test(name) && !isPlain) ? [at] : [];
  });
}

/** Newest first. Of several runs of one tool in a folder, only the files of the newest. */
function latestFiles(search: Search) {
  const newestFirst = [...search.found].toSorted(([a, aMs], [b, bMs]) => bMs - aMs || naturalOrder(a, b));
  const latest = new Map<string, string>();
  const older = new Set<string>();
  const files = newestFirst.flatMap(([file]) => {
    const earlier = runsOf(file, search).find((run) => {
      const known = latest.get(dirname(run)) ?? run;
      latest.set(dirname(run), known);
      return known !== run;
    });
    if (earlier === undefined) return [file];
    older.add(earlier);
    return [];
  });
  return { files, older: [...older] };
}

/** In names of files and folders: `seed_3`, `fold-0`, `run2`. */
const REPEATED = /(?<![a-z])(seed|fold|split|trial|repeat|rep|replicate|run)([-_.=]?)\d+(?!\d)/gi;

/** Files that differ in the number of their seed, fold or run are named as one. */
function asRuns(files: readonly string[]): readonly string[] {
  const groups = groupBy(files, (file) => file.replaceAll(REPEATED, '$1$2*'));
  return [...groups].flatMap(([pattern, members]) => (members.length > 1 ? [pattern] : members));
}

type Bounds = { readonly entries: number; readonly files: number };

const BOUNDS: Bounds = { entries: 50_000, files: 500 };

const REPORT_EVERY = 500;

const NAMED = 3;

/** `isMetrics`: below the metrics of an MLflow run, every file is one. */
type Place = {
  readonly path: string;
  readonly isMetrics: boolean;
  readonly isLink?: boolean;
};

type Search = ReturnType<typeof openSearch>;

/** Skips a place that was seen before, under any name. */
function look(search: Search, place: Place): void {
  const { visited } = search;
  const { path, isMetrics, isLink } = place;
  const isCandidate = mayHoldResults(basename(path), isMetrics);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return;
    const isFolder = stats.isDirectory() && (path === search.root || isSearched(basename(path)));
    const isResult = stats.isFile() && stats.size > 0 && isCandidate;
    const id = `${stats.dev}:${stats.ino}`;
    if ((!isFolder && !isResult) || (stats.ino !== 0 && visited.has(id))) return;
    visited.add(id);
    if (isFolder) visit(search, place);
    else if (!isMetrics && TEXT_EXTENSION.test(path) && !isReport(startOf(path))) return;
    else if (stats.size > LARGEST_BYTES) search.tooLarge.push(path);
    else search.found.set(path, stats.mtimeMs);
  } catch {
    // A circular link matters only if it is named like results.
    if (!isLink || isCandidate) search.unreadable.push(path);
  }
}

function visit(search: Search, { path, isMetrics }: Place): void {
  const entries = readdirSync(path, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  // A Python environment is other people's code, whatever its name.
  if (names.has('pyvenv.cfg')) return;
  const isMlflow = names.has('meta.yaml') && names.has('metrics');
  if (isMlflow) search.runs.add(path);
  for (const entry of entries.toSorted((a, b) => naturalOrder(a.name, b.name))) {
    search.entries += 1;
    if (search.entries > search.bounds.entries) return;
    const below = isMetrics || (isMlflow && entry.name === 'metrics');
    const place = { path: join(path, entry.name), isMetrics: below };
    if (entry.isSymbolicLink()) search.links.push({ ...place, isLink: true });
    else if (entry.isDirectory()) search.places.push(place);
    else look(search, place);
  }
}

const namesOf = (paths: readonly string[]): string => firstText(paths.map(shownPath), NAMED);

function skipped({ bounds, entries, tooLarge, unreadable }: Search, older: readonly string[]) {
  return [
    older.length > 0 ? `left out older runs; to see one, name it: ${namesOf(older)}` : '',
    entries > bounds.entries
      ? `the search stopped after ${bounds.entries} names; name a subfolder to see the rest`
      : '',
    tooLarge.length > 0 ? `larger than 50 MB, so skipped: ${namesOf(tooLarge)}` : '',
    unreadable.length > 0 ? `cannot be read: ${namesOf(unreadable)}` : '',
  ].filter((note) => note !== '');
}

function openSearch(root: string, bounds: Bounds) {
  try {
    readdirSync(root);
  } catch (error) {
    const message = `The folder ${shownPath(root)} cannot be read: ${reasonOf(error)}.`;
    const hint = 'check the path and its permissions';
    throw new Failure('folder-unreadable', message, { hint, cause: error });
  }
  const places: Place[] = [{ path: root, isMetrics: false }];
  return {
    root,
    bounds,
    places,
    /** Read last, so that a file is found under its own name first. */
    links: new Array<Place>(),
    visited: new Set<string>(),
    found: new Map<string, number>(),
    /** Recognized by their content. */
    runs: new Set<string>(),
    tooLarge: new Array<string>(),
    unreadable: new Array<string>(),
    entries: 0,
  };
}

/**
 * Newest first. Skips other people's code and follows links once; notes say what was skipped. Throws `Failure`
 * if the folder cannot be read.
 * @param folder absolute
 * @param onProgress called now and then with the number of names read
 */
export async function findResults(
  folder: string,
  onProgress: (files: number) => void,
  bounds: Bounds = BOUNDS,
): Promise<FoundResults> {
  const search = openSearch(folder, bounds);
  let reported = 0;
  const next = (): Place | undefined => search.places.shift() ?? search.links.shift();
  for (let place = next(); place && search.entries <= bounds.entries; place = next()) {
    look(search, place);
    if (search.entries >= reported + REPORT_EVERY) onProgress((reported = search.entries));
    // Lets Ctrl-C through.
    await setImmediate();
  }
  const { files, older } = latestFiles(search);
  const rest = files.length - bounds.files;
  const left = `${countOf(rest, 'older file')} skipped; name a subfolder to see more`;
  return {
    files: asRuns(files.slice(0, bounds.files).map(shownPath)),
    notes: [...skipped(search, older), ...(rest > 0 ? [left] : [])],
  };
}
