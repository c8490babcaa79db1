// Times programs against each other: in turns, so that a busy moment of the machine hits all of them alike.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built program. */
export const prep = join(import.meta.dirname, '..', 'bin', 'prep.js');

/** The environment of everything that is timed: without NODE_EXTRA_CA_CERTS, which alone adds 37 ms on Node 20. */
export function quietEnvironment(home) {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  return { ...rest, PREP_HOME: home, NO_COLOR: '1' };
}

/** Milliseconds that one run takes from start to exit. Fails when the exit code is not one of `codes`. */
export function timeOnce({ args, env, codes = [0] }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const ms = performance.now() - start;
  if (!codes.includes(status)) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

/** Milliseconds of the processor that programs run from here took up to now, without those of the system; NaN where only Linux knows. */
export function childrenUserMs() {
  try {
    // The 16th field, in hundredths of a second; the name before it may hold spaces.
    return Number(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[13]) * 10;
  } catch {
    return NaN;
  }
}

/** Milliseconds that one run takes, and those of them that the processor worked for it. */
export function timeBoth(call) {
  const before = childrenUserMs();
  const ms = timeOnce(call);
  return { ms, userMs: childrenUserMs() - before };
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Median milliseconds of each of `cases` over `runs` turns, after one turn that does not count. */
export function interleave(cases, runs) {
  const times = cases.map(() => []);
  for (let run = -1; run < runs; run++)
    for (const [at, each] of cases.entries()) {
      const ms = timeOnce(each);
      if (run >= 0) times[at].push(ms);
    }
  return times.map(median);
}

/** How much more than the limits is borne before a benchmark fails: 1, or what a machine shared with others needs. */
const slack = Number(process.env.PREP_BENCHMARK_SLACK ?? 1);

/** One line of a result: what, how long, and how that compares with `bare` and the most it may be. */
export function report(what, ms, bare, limit) {
  const ratio = ms / bare;
  const verdict = ratio <= limit ? 'ok' : 'TOO SLOW';
  console.log(
    `${what.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms  ${ratio.toFixed(2)} × (at most ${limit})  ${verdict}`,
  );
  if (ratio > limit * slack) process.exitCode = 1;
}
