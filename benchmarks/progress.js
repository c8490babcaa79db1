// What it costs to be told how it goes: `node benchmarks/progress.js [attempts] [questions]`.
// 100 000 attempts at 10 000 questions; each command under 1 s once the journal was folded. After new attempts the fold is
// made anew: that is measured as well, and has no limit of its own.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prep, quietEnvironment, report, timeOnce } from './measure.js';
import { tempFolder, writeBank, writeJournal } from './data.js';

const RUNS = 7;
const LIMIT_MS = 1000;
const attempts = Number(process.argv[2] ?? 100_000);
const questions = Number(process.argv[3] ?? 10_000);

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Commands that are timed, each with the name that it is reported under. */
const COMMANDS = [
  ['plan, no date', ['plan']],
  ['plan, 60 days to the interview', ['plan'], inDays(60)],
  ['stats', ['stats'], inDays(60)],
  ['stats of a section, 12 weeks', ['stats', '--section', 'Section 3', '--since', '12w'], inDays(60)],
  ['report', ['report', '--html', '-'], inDays(60)],
];

const folder = tempFolder();
try {
  const bank = join(folder, 'bank');
  const home = join(folder, 'home');
  const fresh = join(folder, 'fresh');
  writeBank(bank, questions);
  writeJournal(
    home,
    Array.from({ length: questions }, (_, at) => `question-${at + 1}`),
    attempts,
  );
  const env = quietEnvironment(home);
  const call = (args, where = env) => ({ args: [prep, ...args, '--bank', bank], env: where });
  const setInterview = (date, where = env) => {
    const { status } = spawnSync(process.execPath, [prep, 'config', 'interviewDate', date ?? '--unset'], {
      env: where,
    });
    if (status !== 0) throw new Error('the interview date was not set');
  };

  console.log(
    `Node ${process.version}, ${attempts} attempts at ${questions} questions, best of ${RUNS} runs\n`,
  );
  for (const [name, args, date] of COMMANDS) {
    setInterview(date);
    const cold = [];
    for (let run = 0; run < 3; run++) {
      // Banks stay cached: only the journal grows from day to day.
      for (const cache of ['progress.json', 'attempts.json'])
        rmSync(join(home, 'cache', cache), { force: true });
      cold.push(timeOnce(call(args)));
    }
    const warm = Array.from({ length: RUNS }, () => timeOnce(call(args)));
    // Against a fixed time, not another program: the best run is the one that the machine disturbed least.
    report(`prep ${String(name)}`, Math.min(...warm), LIMIT_MS, 1);
    console.log(
      `${'  after new attempts'.padEnd(34)} ${Math.min(...cold)
        .toFixed(1)
        .padStart(8)} ms`,
    );
  }
  const empty = quietEnvironment(fresh);
  setInterview(inDays(60), empty);
  timeOnce(call(['plan'], empty));
  const times = Array.from({ length: RUNS }, () => timeOnce(call(['plan'], empty)));
  report('prep plan, nothing attempted', Math.min(...times), LIMIT_MS, 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
