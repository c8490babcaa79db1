// Times imports: `node benchmarks/import.js [files]`. Limits: 1 s each to list and to plan a guide of 1 MB with
// 2,600 questions, 5 s to plan 10,000 question files, 260 MB of memory. Writing has no limit by the clock (one disk took
// 1 s and 5 s for 10,000 files within an hour): importing 50,000 files, and a guide of 50,000 questions, may each take 20 s
// of the processor, and 600 MB each.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestOf, childrenUserMs, memorySlack, prep, quietEnvironment, reportSeconds } from './measure.js';
import { tempFolder, writeBank, writeGuide } from './data.js';

const RUNS = 3;
// At the peak, including memory not yet freed.
const MOST_MB = 260;
const QUESTIONS = 2_600;
const MANY = 50_000;
const files = Number(process.argv[2] ?? 10_000);

const folder = tempFolder();
const peak = join(folder, 'peak.cjs');
const peakFile = join(folder, 'peak');

/** In an empty home, which has no caches. */
function runOnce(args) {
  const home = join(folder, 'home');
  rmSync(home, { recursive: true, force: true });
  const env = { ...quietEnvironment(home), PREP_PEAK: peakFile };
  const start = performance.now();
  const startUserMs = childrenUserMs();
  const { status, stderr } = spawnSync(process.execPath, ['--require', peak, prep, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`prep ${args.join(' ')} ended with ${status}: ${stderr}`);
  return {
    ms,
    userMs: childrenUserMs() - startUserMs,
    peakMb: Number(readFileSync(peakFile, 'utf8')) / 1000,
  };
}

function reportMemory({ peakMb }, mostMb = MOST_MB) {
  const verdict = peakMb <= mostMb ? 'ok' : 'TOO MUCH';
  console.log(`${''.padEnd(34)} ${peakMb.toFixed(1).padStart(8)} MB  (at most ${mostMb})  ${verdict}`);
  if (peakMb > mostMb * memorySlack) process.exitCode = 1;
}

function measure(what, args, limitMs) {
  const best = bestOf(RUNS, limitMs, () => runOnce(args));
  reportSeconds(what, best.ms, limitMs);
  reportMemory(best);
}

try {
  writeFileSync(
    peak,
    `process.on('exit', () => require('node:fs').writeFileSync(process.env.PREP_PEAK, String(process.resourceUsage().maxRSS)));\n`,
  );
  const bank = join(folder, 'bank');
  const guide = join(folder, 'guide.md');
  writeBank(bank, files);
  const bytes = writeGuide(guide, QUESTIONS);
  console.log(
    `Node ${process.version}, a guide of ${bytes} bytes with ${QUESTIONS} questions and ${files} question files, best of ${RUNS} runs without any cache\n`,
  );
  measure('guide, listed', ['list', '--bank', guide], 1000);
  measure('guide, plan of an import', ['import', guide, '--dry-run'], 1000);
  measure('files, plan of an import', ['import', bank, '--dry-run'], 5000);
  rmSync(bank, { recursive: true });
  writeBank(bank, MANY);
  writeGuide(guide, MANY, 1);
  for (const [path, mostMb] of [
    [bank, 600],
    [guide, 600],
  ]) {
    const run = runOnce(['import', path]);
    reportSeconds(`${MANY} ${path === bank ? 'files' : 'in a guide'}, processor`, run.userMs, 20_000);
    reportMemory(run, mostMb);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
