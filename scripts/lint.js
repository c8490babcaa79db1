// Formatter, linter and types at the same time: one after the other they would take half as long as all tests. With `--test` the
// build as well, and then the tests: they wait for processes and disks, and the checks work meanwhile. What follows `--test`
// goes to vitest.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');

/** What it said is shown when all have ended, or at once for `live`. */
async function run([name, ...args], live = false) {
  const child = spawn(name === 'node' ? process.execPath : join(bin, name), args, {
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && name !== 'node',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve));
  return code === 0 ? [] : [live ? '' : `${name} ${args.join(' ')}\n${output}`];
}

/** One after the other; returns what failed. */
async function inTurn(...commands) {
  const failed = [];
  for (const command of commands) failed.push(...(await run(command)));
  return failed;
}

/** Files that did not change since the last time are not checked again. */
const types = (config) => {
  const state = join('node_modules', '.cache', `${config}.tsbuildinfo`);
  return ['tsc', '-p', config, '--incremental', '--tsBuildInfoFile', state];
};

async function buildAndTest(args) {
  const failed = await run(['node', join('scripts', 'build.js')]);
  return failed.length > 0 ? failed : run(['vitest', 'run', ...args], true);
}

const [mode, ...args] = process.argv.slice(2);
const results = await Promise.all([
  ...(mode === '--test' ? [buildAndTest(args)] : []),
  inTurn(['oxfmt', '--check'], types('tsconfig.json'), types('tsconfig.pure.json')),
  inTurn(['oxlint', '--type-aware', '--deny-warnings']),
]);
const failed = results.flat();
for (const said of failed) if (said !== '') console.error(said);
process.exitCode = failed.length === 0 ? 0 : 1;
