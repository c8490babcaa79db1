// Times programs against each other, alternating, so that a busy moment affects all of them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const prep = join(import.meta.dirname, '..', 'bin', 'prep.js');

/** Without NODE_EXTRA_CA_CERTS, which alone adds 37 ms on Node 20. */
export function quietEnvironment(home) {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  return { ...rest, PREP_HOME: home, NO_COLOR: '1' };
}

/** In ms. Fails for an exit code that is not in `codes`. */
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

/** User time of child processes so far, in ms; NaN except on Linux. */
export function childrenUserMs() {
  try {
    // The 16th field, in hundredths of a second; the process name before it may contain spaces.
    return Number(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[13]) * 10;
  } catch {
    return NaN;
  }
}

/** Wall time and processor time, in ms. */
export function timeBoth(call) {
  const before = childrenUserMs();
  const ms = timeOnce(call);
  return { ms, userMs: childrenUserMs() - before };
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The median of each case in ms; a first round does not count. */
export function interleave(cases, runs) {
  const times = cases.map(() => []);
  for (let run = -1; run < runs; run++)
    for (const [at, each] of cases.entries()) {
      const ms = timeOnce(each);
      if (run >= 0) times[at].push(ms);
    }
  return times.map(median);
}

/** Multiplies the limits, for machines shared with others. */
const slack = Number(process.env.PREP_BENCHMARK_SLACK ?? 1);
/** What `node -e 0` takes where the limits in seconds were set. */
const NODE_MS = 20;
/** How many times slower this machine is at the moment; 1 where it is faster. */
function slowness() {
  const bare = { args: ['-e', '0'], env: quietEnvironment(process.cwd()) };
  return Math.max(1, Math.min(...Array.from({ length: 8 }, () => timeOnce(bare))) / NODE_MS);
}
/** Memory depends less on the machine than time does: while others work, less of it is freed in time. */
export const memorySlack = Math.min(slack, 1.5);

/**
 * The best of `runs`, because it was disturbed least. With more time than the limit, as in the full run, nobody reads the
 * figure, and the first run that keeps to it is enough.
 */
export function bestOf(runs, limitMs, once) {
  const enough = slack === 1 ? 0 : limitMs * slack * slowness();
  let best = once();
  for (let run = 1; run < runs && best.ms > enough; run++) {
    const next = once();
    if (next.ms < best.ms) best = next;
  }
  return best;
}

function judge(what, ms, ratio, limit, most) {
  const verdict = ratio <= limit ? 'ok' : 'TOO SLOW';
  console.log(
    `${what.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms  ${ratio.toFixed(2)} × (${most})  ${verdict}`,
  );
  if (ratio > limit * slack) process.exitCode = 1;
}

/** Against another program, which was timed in turns with it. */
export function report(what, ms, bare, limit) {
  judge(what, ms, ms / bare, limit, `at most ${limit}`);
}

/** Against a limit for a machine on which `node -e 0` takes 20 ms: a slower one has more time in proportion. */
export function reportSeconds(what, ms, limitMs) {
  const factor = slowness();
  judge(
    what,
    ms,
    ms / limitMs / factor,
    1,
    `of ${limitMs / 1000} s at ${factor.toFixed(1)} × a quick start of Node`,
  );
}
