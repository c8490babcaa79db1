// Times plan and statistics: `node benchmarks/progress.js [attempts] [questions]`. By default 100,000
// attempts at 10,000 questions, with the journal folded and after one more attempt. Statistics, and what
// comes after an attempt, read the whole journal and may take longer. Reading it without any cache is measured too, without
// a limit. On a shared machine, look at the processor time.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bestOf, prep, quietEnvironment, reportSeconds, timeBoth, timeOnce } from './measure.js';
import { addAttempt, tempFolder, writeBank, writeJournal } from './data.js';

const RUNS = 3;
const LIMIT_MS = 1000;
const WHOLE_JOURNAL_LIMIT_MS = 2000;
const FOLD_LIMIT_MS = 4000;
/** Before any attempt, the plan simulates one set of daily limits after another until one is enough. */
const SEARCH_LIMIT_MS = 4000;
const attempts = Number(process.argv[2] ?? 100_000);
const questions = Number(process.argv[3] ?? 10_000);

const show = (what, ms) => console.log(`${what.padEnd(44)} ${ms.toFixed(0).padStart(5)} ms`);
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const COMMANDS = [
  ['plan, no date', ['plan']],
  ['plan, 60 days to the interview', ['plan'], inDays(60)],
  ['stats', ['stats'], inDays(60)],
  ['stats of a section, 12 weeks', ['stats', '--section', 'Section 3', '--since', '12w'], inDays(60)],
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
  timeOnce(call(['plan']));
  // The banks stay cached: only the journal grows from day to day.
  rmSync(join(home, 'cache', 'progress.json'), { force: true });
  show('without a cache of the journal', timeOnce(call(['plan'])));
  for (const [name, args, date] of COMMANDS) {
    setInterview(date);
    const more = bestOf(RUNS, FOLD_LIMIT_MS, () => {
      addAttempt(home, 'question-1');
      return timeBoth(call(args));
    });
    const limit = args[0] === 'plan' ? LIMIT_MS : WHOLE_JOURNAL_LIMIT_MS;
    const warm = bestOf(RUNS, limit, () => timeBoth(call(args)));
    reportSeconds(`prep ${String(name)}`, warm.ms, limit);
    show('  of the processor', warm.userMs);
    reportSeconds(`prep ${String(name)}, one more attempt`, more.ms, FOLD_LIMIT_MS);
    show('  of the processor', more.userMs);
  }
  const empty = quietEnvironment(fresh);
  setInterview(inDays(60), empty);
  timeOnce(call(['plan'], empty));
  const search = bestOf(RUNS, SEARCH_LIMIT_MS, () => timeBoth(call(['plan'], empty)));
  reportSeconds('prep plan, nothing attempted', search.ms, SEARCH_LIMIT_MS);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
