// Times a bank of 10,000 question files: `node benchmarks/bank.js [questions]`. Limits: cold load 1 s, lint
// without an error 3 s, first question on screen 1.5 × a warm `prep next`, a page of all questions 3 s.
import { spawn } from '@lydell/node-pty';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  bestOf,
  median,
  prep,
  quietEnvironment,
  report,
  reportSeconds,
  timeBoth,
  timeOnce,
} from './measure.js';
import { tempFolder, writeBank } from './data.js';

const RUNS = 6;
const count = Number(process.argv[2] ?? 10_000);

/** In ms, in a terminal. */
function timeFirstQuestion(args, env) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { cols: 80, rows: 40, env });
    let output = '';
    child.onData((data) => {
      output += data;
      if (!/What does part number/.test(output)) return;
      resolve(performance.now() - start);
      child.kill('SIGKILL');
    });
    child.onExit(() => reject(new Error(`the quiz ended without a question:\n${output}`)));
  });
}

const folder = tempFolder();
try {
  const bank = join(folder, 'bank');
  const home = join(folder, 'home');
  writeBank(bank, count);
  const env = { ...quietEnvironment(home), TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const next = { args: [prep, 'next', '--bank', bank, '--json'], env };
  const quiz = [prep, 'quiz', '--bank', bank];

  console.log(
    `Node ${process.version}, ${count} questions in one file each, median of ${RUNS} runs in turns\n`,
  );
  // Warms the disk cache of the machine, which is not measured.
  timeOnce(next);
  const cold = bestOf(5, 1000, () => {
    rmSync(join(home, 'cache'), { recursive: true, force: true });
    return timeBoth(next);
  });
  reportSeconds('cold load (prep next)', cold.ms, 1000);
  const warm = [];
  const first = [];
  for (let run = 0; run < RUNS; run++) {
    warm.push(timeOnce(next));
    first.push(await timeFirstQuestion(quiz, env));
  }
  report('first question, against prep next', median(first), median(warm), 1.5);
  const page = join(folder, 'page.html');
  const pages = bestOf(3, 3000, () => {
    rmSync(page, { force: true });
    return timeBoth({ args: [prep, 'export', '--to', page, '--bank', bank], env });
  });
  reportSeconds('page of all (prep export)', pages.ms, 3000);
  const show = (what, ms) => console.log(`${what.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms`);
  show('warm prep next', median(warm));
  const lint = timeOnce({ args: [prep, 'check', bank], env });
  reportSeconds('prep check (no error)', lint, 3000);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
