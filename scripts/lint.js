// Formatter, linter and types at the same time: one after the other they would take half as long as all tests. With
// `--build` the build as well, which alone would leave one of two processors idle.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');

/** One after the other; the output is shown when all have ended. */
async function inTurn(...commands) {
  let passed = true;
  for (const [name, ...args] of commands) {
    const child = spawn(name === 'node' ? process.execPath : join(bin, name), args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && name !== 'node',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const code = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve));
    if (code !== 0) {
      passed = false;
      console.error(`${name} ${args.join(' ')}\n${output}`);
    }
  }
  return passed;
}

/** Files that did not change since the last time are not checked again. */
const types = (config) => {
  const state = join('node_modules', '.cache', `${config}.tsbuildinfo`);
  return ['tsc', '-p', config, '--incremental', '--tsBuildInfoFile', state];
};

const build = process.argv.includes('--build') ? [inTurn(['node', join('scripts', 'build.js')])] : [];
const results = await Promise.all([
  ...build,
  inTurn(['oxfmt', '--check'], types('tsconfig.json'), types('tsconfig.pure.json')),
  inTurn(['oxlint', '--type-aware', '--deny-warnings']),
]);
process.exitCode = results.every(Boolean) ? 0 : 1;
