// Finds files below a folder that may have results, by their names: bounded, each place once, breadth first.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FoundResults } from '../../context.ts';
import { groupBy, wordSet } from '../../core/base/collections.ts';
import { naturalOrder } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { isReport, REPORT_CHARS } from '../../formats/results/reports.ts';
import { shownPath } from '../store/folder.ts';
import { LARGEST_BYTES, unreadable } from '../store/files.ts';

const RESULT_EXTENSION = /\.(?:json|jsonl|ndjson|ya?ml|toml|csv|tsv|db|sqlite3?)$/i;

/** Lines of a log in it, unlike other text, have results. */
const TEXT_EXTENSION = /\.(?:txt|log|out)$/i;

const RESULT_DOT_FOLDERS = wordSet('.benchmarks .wandb');

/** Other people's code. */
const FOREIGN_FOLDERS = wordSet(
  'node_modules bower_components venv virtualenv __pycache__ site-packages dist-packages',
);

const DESCRIPTIONS = wordSet(
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

/** Of MLflow, where every file is a metric, and its path has the run. */
const METRIC = /[\\/][0-9a-f]{32}[\\/]metrics[\\/]/;

function mayHoldResults(path: string): boolean {
  const file = basename(path);
  if (file.startsWith('.')) return false;
  if (METRIC.test(path)) return true;
  if (!RESULT_EXTENSION.test(file)) return TEXT_EXTENSION.test(file);
  const stem = file.replace(RESULT_EXTENSION, '').toLowerCase();
  return !DESCRIPTIONS.has(stem) && !DESCRIPTION.test(stem);
}

/** Of Lightning, Hugging Face, Weights & Biases and MLflow, and a file for each run of pytest-benchmark. */
const RUN = /^(?:version_\d+|checkpoint-\d+|(?:offline-)?run-\d{8}_\d{6}-.*|[0-9a-f]{32}|\d{4,}_.*\.json)$/;

/** Folders, outermost first, and files that are one of several runs. */
function runsOf(path: string): readonly string[] {
  const names = path.split(sep);
  return names.flatMap((name, i) => {
    const isPlain = i === names.length - 1 && names[i - 2] !== '.benchmarks';
    return RUN.test(name) && !isPlain ? [names.slice(0, i + 1).join(sep)] : [];
  });
}

/** Newest first. Of several runs of one tool in a folder, only the files of the newest. */
function latestFiles(found: ReadonlyMap<string, number>) {
  // Of runs with one time, as after unpacking an archive, the last by name.
  const byTime = [...found].toSorted(([a, aMs], [b, bMs]) => bMs - aMs || naturalOrder(b, a));
  const latest = new Map<string, string>();
  const older = new Set<string>();
  const files = byTime.flatMap(([file]) => {
    const earlier = runsOf(file).find((run) => {
      const known = latest.get(dirname(run)) ?? run;
      latest.set(dirname(run), known);
      return known !== run;
    });
    if (earlier === undefined) return [file];
    older.add(earlier);
    return [];
  });
  const inOrder = files.toSorted((a, b) => (found.get(b) ?? 0) - (found.get(a) ?? 0) || naturalOrder(a, b));
  return { files: inOrder, older: [...older] };
}

/** In names of files and folders: `seed_3`, `fold-0`, `run2`. */
const REPEATED = /(?<![a-z])(seed|fold|split|trial|repeat|rep|replicate|run)([-_.=]?)\d+(?!\d)/gi;

/** Files that differ in the number of their seed, fold or run are named as one. */
function asRuns(files: readonly string[]): readonly string[] {
  const groups = groupBy(files, (file) => file.replaceAll(REPEATED, '$1$2*'));
  return [...groups].flatMap(([pattern, members]) => (members.length > 1 ? [pattern] : members));
}

const REPORT_EVERY = 500;

const NAMED = 3;

const namesOf = (paths: readonly string[]): string => firstText(paths.map(shownPath), NAMED);

async function filesBelow(root: string, onProgress: (files: number) => void, most: number) {
  const found = new Map<string, number>();
  const tooLarge: string[] = [];
  const locked: string[] = [];
  const places = [root];
  /** Read last, so that a file is found under its own name first. */
  const links: string[] = [];
  const visited = new Set<string>();
  let [entries, reported] = [0, 0];

  const visit = (folder: string): void => {
    const below = readdirSync(folder, { withFileTypes: true });
    for (const entry of below.toSorted((a, b) => naturalOrder(a.name, b.name))) {
      entries += 1;
      if (entries > most) return;
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory()) places.push(path);
      else look(path);
    }
  };
  /** Skips a place that was seen before, under any name. */
  const look = (path: string): void => {
    const isCandidate = mayHoldResults(path);
    let isFolder = false;
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) return;
      isFolder = stats.isDirectory() && (path === root || isSearched(basename(path)));
      const isResult = stats.isFile() && stats.size > 0 && isCandidate;
      const id = `${stats.dev}:${stats.ino}`;
      if ((!isFolder && !isResult) || (stats.ino !== 0 && visited.has(id))) return;
      visited.add(id);
      if (isFolder) visit(path);
      else if (TEXT_EXTENSION.test(path) && !METRIC.test(path) && !isReport(startOf(path))) return;
      else if (stats.size > LARGEST_BYTES) tooLarge.push(path);
      else found.set(path, stats.mtimeMs);
    } catch {
      // A circular link matters only if it is named like results.
      if (isFolder || isCandidate) locked.push(path);
    }
  };
  const next = (): string | undefined => (entries > most ? undefined : (places.shift() ?? links.shift()));
  for (let place = next(); place !== undefined; place = next()) {
    look(place);
    if (entries >= reported + REPORT_EVERY) onProgress((reported = entries));
    // Lets Ctrl-C through.
    await setImmediate();
  }

  return { found, tooLarge, locked, entries };
}

/** Newest first; notes say what was skipped. Throws `Failure` if `root`, an absolute path, cannot be read. */
export async function findResults(
  root: string,
  onProgress: (files: number) => void,
  bounds = { entries: 50_000, files: 500 },
): Promise<FoundResults> {
  try {
    readdirSync(root);
  } catch (error) {
    throw unreadable(root, error);
  }
  const { found, tooLarge, locked, entries } = await filesBelow(root, onProgress, bounds.entries);
  const { files, older } = latestFiles(found);
  const rest = files.length - bounds.files;
  const notes = [
    older.length > 0 ? `left out older runs; to see one, name it: ${namesOf(older)}` : '',
    entries > bounds.entries
      ? `the search stopped after ${bounds.entries} names; name a subfolder to see the rest`
      : '',
    tooLarge.length > 0 ? `larger than 50 MB, so skipped: ${namesOf(tooLarge)}` : '',
    locked.length > 0 ? `cannot be read: ${namesOf(locked)}` : '',
    rest > 0 ? `${countOf(rest, 'older file')} skipped; name a subfolder to see more` : '',
  ];
  return {
    files: asRuns(files.slice(0, bounds.files).map(shownPath)),
    notes: notes.filter((note) => note !== ''),
  };
}
