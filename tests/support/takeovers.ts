// Processes that take a lock repeatedly and leave it as the dead do. Writes confirmed under the lock must be there, and no two
// processes hold it at once.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { root } from './environment.ts';

/**
 * Adds one to a file under the lock, three times for each death. It dies with the lock, or, if it is to leave it more than once,
 * only writes what a dead process would have left: a lock with the number of a process that is not there.
 */
const WORKER = `
import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { withLock } from './lock.mjs';
const [folder, left] = process.argv.slice(2);
const die = () => {
  if (left === undefined) process.kill(process.pid, 'SIGKILL');
  const held = readFileSync(folder + '/.lock', 'utf8');
  writeFileSync(folder + '/dead', held.replace(/^\\[\\d+/, '[999999999'));
  renameSync(folder + '/dead', folder + '/.lock');
};
for (let turn = 1; turn <= 3 * Number(left ?? 1); turn++) {
  await withLock(folder, () => {
    // Fails if another process is in here.
    mkdirSync(folder + '/busy');
    writeFileSync(folder + '/count', String(Number(readFileSync(folder + '/count', 'utf8')) + 1));
    writeSync(1, '+');
    rmdirSync(folder + '/busy');
    if (turn % 3 === 0) die();
  });
  if (turn % 3 === 0) await setTimeout(3 * Math.random());
}
`;

/** Whoever waits looks ten times as often, so that several find the same dead lock. */
const HASTY = `
const { setTimeout: later } = globalThis;
export const setTimeout = (ms) => new Promise((resolve) => later(resolve, ms / 10));
`;

const AT_ONCE = 8;

/**
 * Lets eight processes at a time die with the lock until it was taken over `count` times, or lets eight that live leave it `left`
 * times each. Returns how many writes were confirmed.
 */
export async function takeOver(folder: string, count: number, left?: number): Promise<number> {
  const entry = join(root, 'src/io/store/lock.ts');
  const hasty = join(folder, 'hasty.mjs');
  writeFileSync(hasty, HASTY);
  const alias: Record<string, string> = left === undefined ? {} : { 'node:timers/promises': hasty };
  const bundled = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
  await build({ entryPoints: [entry], outfile: join(folder, 'lock.mjs'), alias, ...bundled });
  writeFileSync(join(folder, 'worker.mjs'), WORKER);
  writeFileSync(join(folder, 'count'), '0');
  const turns = Array.from({ length: count }).keys();
  let confirmed = 0;
  const args = [join(folder, 'worker.mjs'), folder, ...(left === undefined ? [] : [String(left)])];
  const run = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, args, { stdio: 'pipe' });
      let stderr = '';
      child.stdout.on('data', (text: Buffer) => (confirmed += text.length));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('close', (_code, signal) => resolve(signal === 'SIGKILL' ? '' : stderr));
    });
  const errors = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      let error = '';
      while (error === '' && turns.next().done !== true) error = await run();
      return error;
    }),
  );
  expect(errors.filter((error) => error !== '')).toEqual([]);
  expect(Number(readFileSync(join(folder, 'count'), 'utf8'))).toBe(confirmed);
  return confirmed;
}
