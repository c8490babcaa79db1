// Times the quick commands against Node itself: `node benchmarks/startup.js [runs]`, with the sample bank and
// 5,000 attempts. Exits 1 if `prep` takes more than 1.5 × `node -e 0`, or anything else more than twice as long.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { interleave, prep, quietEnvironment, report } from './measure.js';
import { tempFolder, writeJournal } from './data.js';

const runs = Number(process.argv[2] ?? 20);
const folder = tempFolder();
try {
  const env = quietEnvironment(folder);
  const { stdout } = spawnSync(process.execPath, [prep, 'list', '--json'], { env, encoding: 'utf8' });
  const ids = JSON.parse(stdout).questions.map(({ id }) => id);
  writeJournal(folder, ids, 5000);
  const commands = [['--help'], [], ['next', '--json'], ['next'], ['list']];
  const cases = [['-e', '0'], ...commands.map((args) => [prep, ...args])].map((args) => ({ args, env }));
  const [bare, ...rest] = interleave(cases, runs);
  console.log(
    `Node ${process.version}, ${ids.length} questions, 5000 attempts, median of ${runs} runs in turns\n`,
  );
  report('node -e 0', bare, bare, 2);
  for (const [at, args] of commands.entries())
    report(`prep ${args.join(' ')}`.trim(), rest[at], bare, args.length === 0 ? 1.5 : 2);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
