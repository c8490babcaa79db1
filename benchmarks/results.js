// Times result files: `node benchmarks/results.js [runs]`. Limits: listing 5 MB of JSON or CSV takes 300 ms
// more than listing a small file of the same structure, and `fill --sync --check` over 50 bound files twice a
// `prep next`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestOf, interleave, prep, quietEnvironment, report, reportSeconds, timeOnce } from './measure.js';
import { tempFolder } from './data.js';

const runs = Number(process.argv[2] ?? 20);
const BOUND = 50;
const LISTING_MS = 300;

/** Looks measured, but is always the same. */
const measured = (at, scale) => Number((((at * 7919) % 99_991) / 99_991 + scale).toPrecision(12));

const row = (at) => ({
  epoch: at,
  step: at * 100,
  train_loss: measured(at, 0),
  val_accuracy: measured(at, 0.1),
  lr: 0.0001,
  time_ms: measured(at, 40),
});

/** The same rows as JSON, as one wide JSON object, and as CSV with a sparse column. */
const SHAPES = {
  'rows.json': (count) => JSON.stringify(Array.from({ length: count }, (_, at) => row(at))),
  'wide.json': (count) =>
    JSON.stringify(
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`layer_${at}_norm`, measured(at, 0)])),
    ),
  'rows.csv': (count) =>
    ['epoch,step,train_loss,val_accuracy,time_ms']
      .concat(
        Array.from({ length: count }, (_, at) => {
          const { epoch, step, train_loss, val_accuracy, time_ms } = row(at);
          return `${epoch},${step},${train_loss},${at % 10 === 0 ? val_accuracy : ''},${time_ms}`;
        }),
      )
      .join('\n'),
};

const ROWS = { 'rows.json': 46_000, 'wide.json': 145_000, 'rows.csv': 105_000 };

function timeListing(folder, env) {
  for (const [name, text] of Object.entries(SHAPES)) {
    const [small, large] = [join(folder, `small-${name}`), join(folder, name)];
    writeFileSync(small, text(20));
    writeFileSync(large, text(ROWS[name]));
    const time = (file) => ({ args: [prep, 'fill', '--from', file, '--json'], env });
    const least = Math.min(...Array.from({ length: 5 }, () => timeOnce(time(small))));
    const megabytes = (statSync(large).size / 1e6).toFixed(1);
    const { ms } = bestOf(5, LISTING_MS, () => ({ ms: timeOnce(time(large)) - least }));
    reportSeconds(`listing ${name} of ${megabytes} MB`, ms, LISTING_MS);
  }
}

function bind(folder, env) {
  const results = join(folder, 'results');
  const bank = join(folder, 'bank');
  mkdirSync(results, { recursive: true });
  mkdirSync(bank, { recursive: true });
  const names = Array.from({ length: BOUND }, (_, at) => `latency_${at}`);
  const cited = names.map((name) => `- [FILL IN: ${name}]`).join('\n');
  writeFileSync(
    join(bank, 'question.md'),
    `---\nid: parts\n---\n# How long does each part take?\n\n${cited}\n`,
  );
  const metrics = names.map((name) => `  ${name}: { prompt: Latency, unit: ms }`).join('\n');
  writeFileSync(join(bank, 'metrics.md'), `---\nmetrics:\n${metrics}\n---\n`);
  for (const [at, name] of names.entries()) {
    const file = join(results, `${name}.json`);
    writeFileSync(file, SHAPES['rows.json'](20));
    const args = [prep, 'fill', '--bank', bank, '--from', file, '--set', `${name}=[${at % 20}].time_ms`];
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  return bank;
}

const folder = tempFolder();
try {
  const env = quietEnvironment(join(folder, 'home'));
  console.log(`Node ${process.version}, median of ${runs} runs in turns\n`);
  timeListing(folder, env);
  const bank = bind(folder, env);
  const commands = [
    ['next', '--json'],
    ['fill', '--sync', '--check'],
  ];
  const cases = commands.map((args) => ({ args: [prep, ...args, '--bank', bank], env }));
  const [next, sync] = interleave(cases, runs);
  report(`sync --check of ${BOUND} files, against prep next`, sync, next, 2);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
