// Runs of one tool that lie side by side: which belong together, and which is the newest.
// Knows how tools name the folders of their runs; knows nothing of what is in the files.
import { sep } from 'node:path';
import { naturalOrder } from '../core/natural-order.ts';
import { shownPath } from './paths.ts';

/** A folder or file that holds one of several runs. */
type Run = {
  /** The folder that the runs share. */
  readonly of: string;
  readonly path: string;
  /** Whether names tell which is the newest: numbers and dates do. Else the time of the files decides. */
  readonly isNumbered: boolean;
};

/** Where several places have runs, only so many are told. */
const TOLD = 5;

/** Lightning, Hugging Face, Weights & Biases. */
const RUN_FOLDER = /^(?:version_\d+|checkpoint-\d+|(?:offline-)?run-\d{8}_\d{6}-.*)$/;
/** pytest-benchmark keeps one file a run. */
const BENCHMARK_FILE = /^\d{4,}_.*\.json$/;

/** The runs that a file belongs to, outermost first. */
function runsOf(path: string, marked: ReadonlyMap<string, boolean>): readonly Run[] {
  const names = path.split(sep);
  return names.flatMap((name, i) => {
    const at = names.slice(0, i + 1).join(sep);
    const isBenchmark = i === names.length - 1 && names[i - 2] === '.benchmarks' && BENCHMARK_FILE.test(name);
    const isNumbered = isBenchmark || RUN_FOLDER.test(name) || marked.get(at);
    return isNumbered === undefined ? [] : [{ of: names.slice(0, i).join(sep), path: at, isNumbered }];
  });
}

const numbering = ({ path }: Run): string => path.slice(path.lastIndexOf(sep) + 1).replace(/^offline-/, '');

/** The runs of each folder, the newest first. @param found when each file was written */
function runsByFolder(found: ReadonlyMap<string, number>, marked: ReadonlyMap<string, boolean>) {
  const groups = new Map<string, Map<string, Run>>();
  const writtenAt = new Map<string, number>();
  for (const [file, mtimeMs] of found)
    for (const run of runsOf(file, marked)) {
      const group = groups.get(run.of) ?? new Map<string, Run>();
      groups.set(run.of, group.set(run.path, run));
      writtenAt.set(run.path, Math.max(mtimeMs, writtenAt.get(run.path) ?? 0));
    }
  const newestFirst = (a: Run, b: Run): number => {
    const byName = naturalOrder(numbering(b), numbering(a));
    const byTime = (writtenAt.get(b.path) ?? 0) - (writtenAt.get(a.path) ?? 0);
    return a.isNumbered && b.isNumbered ? byName : byTime || byName;
  };
  return new Map([...groups].map(([of, runs]) => [of, [...runs.values()].toSorted(newestFirst)]));
}

function noteOn(folder: string, [, second, ...others]: readonly Run[]): string {
  if (!second) return '';
  const older = others.length === 0 ? '1 older run was' : `${others.length + 1} older runs were`;
  return `in ${shownPath(folder)} ${older} left out: to see one, name it, such as ${shownPath(second.path)}`;
}

/**
 * The files without those of older runs, where a tool made several in one folder.
 * @param found when each file was written, in milliseconds, by its path
 * @param marked folders that are one of several runs, by what is in them; true when their names are numbers
 * @returns `notes` say how many runs were left out, and how to see one of them
 */
export function latestRuns(
  found: ReadonlyMap<string, number>,
  marked: ReadonlyMap<string, boolean>,
): { readonly kept: readonly string[]; readonly notes: readonly string[] } {
  const groups = runsByFolder(found, marked);
  const isLatest = (run: Run): boolean => groups.get(run.of)?.[0]?.path === run.path;
  const kept = [...found.keys()].filter((file) => runsOf(file, marked).every(isLatest));
  const folders = new Set(kept.flatMap((file) => runsOf(file, marked).map(({ of }) => of)));
  const notes = [...folders].map((of) => noteOn(of, groups.get(of) ?? [])).filter((note) => note !== '');
  const rest = notes.length - TOLD;
  return {
    kept,
    notes: rest > 0 ? [...notes.slice(0, TOLD), `older runs were left out in ${rest} more folders`] : notes,
  };
}
