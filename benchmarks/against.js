// Compares this version with another commit, alternating: `node benchmarks/against.js COMMIT [questions]
// [imported]`. Builds the commit in its own worktree. Exits 1 if anything takes 10% more processor time, or the
// status more than 1.5 × `node -e 0`. Only processor time is judged, because other programs may be running.
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { median, prep, quietEnvironment, timeBoth, timeOnce } from './measure.js';
import { tempFolder, writeBank } from './data.js';

const [commit = 'HEAD~1', questions = 10_000, imported = 50_000] = process.argv.slice(2);
const LIMIT = 1.1 * Number(process.env.PREP_BENCHMARK_SLACK ?? 1);
const STATUS_LIMIT = 1.5 * Number(process.env.PREP_BENCHMARK_SLACK ?? 1);
const RUNS = 7;

const here = join(import.meta.dirname, '..');
const folder = tempFolder();
const there = join(folder, 'there');
const git = (...args) => execFileSync('git', ['-C', here, ...args], { stdio: 'pipe', encoding: 'utf8' });

/** Median processor time and least wall time, in ms, of this version, of the other, and of `node -e 0`. */
function inTurns(args, runs, prepare = () => undefined) {
  const cases = [
    [join(here, 'bin/prep.js'), ...args],
    [join(there, 'bin/prep.js'), ...args],
    ['-e', '0'],
  ].map((words, at) => ({ words, env: quietEnvironment(join(folder, `home-${at}`)), took: [] }));
  // The first of several rounds does not count.
  for (let run = runs === 1 ? 0 : -1; run < runs; run++)
    for (const { words, env, took } of cases) {
      prepare(env.PREP_HOME, run);
      const both = timeBoth({ args: words, env, codes: [0, 1] });
      if (run >= 0) took.push(both);
    }
  return cases.map(({ took }) => ({
    userMs: median(took.map(({ userMs }) => userMs)),
    ms: Math.min(...took.map(({ ms }) => ms)),
  }));
}

function compare(what, [ours, theirs, bare], limitOfBare) {
  const ratio = ours.userMs / theirs.userMs;
  const ofBare = ours.ms / bare.ms;
  const isSlow = ratio > LIMIT || (limitOfBare !== undefined && ofBare > limitOfBare);
  if (isSlow) process.exitCode = 1;
  const seconds = ({ userMs, ms }) =>
    `${(userMs / 1000).toFixed(2)} (${(ms / 1000).toFixed(2)})`.padStart(16);
  console.log(
    `${what.padEnd(28)}${seconds(ours)}${seconds(theirs)}${ratio.toFixed(2).padStart(8)}${ofBare.toFixed(2).padStart(9)}  ${isSlow ? 'SLOWER' : 'ok'}`,
  );
}

try {
  git('worktree', 'add', '--detach', there, commit);
  symlinkSync(join(here, 'node_modules'), join(there, 'node_modules'));
  execFileSync(process.execPath, [join(there, 'scripts/build.js')], { cwd: there, stdio: 'pipe' });
  const bank = join(folder, 'bank');
  writeBank(bank, Number(questions));
  console.log(
    `Node ${process.version}, ${git('describe', '--always').trim()} against ${commit}: seconds of the processor (and by the clock)\n`,
  );
  console.log(
    `${''.padEnd(28)}${'here'.padStart(16)}${'there'.padStart(16)}${'ratio'.padStart(8)}${'× node'.padStart(9)}`,
  );
  const withBank = (...words) => [...words, '--bank', bank];
  const forget = (home) => rmSync(join(home, 'cache'), { recursive: true, force: true });
  // As on every day but the first, which has no snapshot of anything yet.
  const begin = (home, run) => {
    if (run < 0) timeOnce({ args: [prep, 'grade', '1', 'good'], env: quietEnvironment(home) });
  };
  compare('prep, 43 questions', inTurns([], 3 * RUNS, begin), STATUS_LIMIT);
  compare(`next, ${questions} files, cold`, inTurns(withBank('next'), RUNS, forget));
  compare(`next, ${questions} files, warm`, inTurns(withBank('next'), 2 * RUNS));
  compare(`check, ${questions} files`, inTurns(['check', bank], RUNS));
  rmSync(bank, { recursive: true });
  writeBank(bank, Number(imported));
  const clear = (home) => rmSync(home, { recursive: true, force: true });
  compare(`import, ${imported} files`, inTurns(['import', bank], 1, clear));
} finally {
  git('worktree', 'remove', '--force', there);
  rmSync(folder, { recursive: true, force: true });
}
