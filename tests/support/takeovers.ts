// Processes that take a lock repeatedly and are killed while holding it. Writes confirmed under the lock must
// be there, and no two processes hold it at once.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { root } from './environment.ts';

/** Adds one to a file under the lock, three times; the third time it is killed before it releases the lock. */
const WORKER = `
import { mkdirSync, readFileSync, rmdirSync, writeFileSync, writeSync } from 'node:fs';
import { withLock } from './lock.mjs';
const [folder] = process.argv.slice(2);
for (let turn = 1; ; turn++)
  await withLock(folder, () => {
    // Fails if another process is in here.
    mkdirSync(folder + '/busy');
    writeFileSync(folder + '/count', String(Number(readFileSync(folder + '/count', 'utf8')) + 1));
    writeSync(1, '+');
    rmdirSync(folder + '/busy');
    if (turn === 3) process.kill(process.pid, 'SIGKILL');
  });
`;

/**
 * Lets eight processes die with the lock until it was taken over `count` times. Returns how many writes were
 * confirmed.
 */
export async function takeOver(folder: string, count: number): Promise<number> {
  const entry = join(root, 'src/io/store/lock.ts');
  const bundled = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
  await build({ entryPoints: [entry], outfile: join(folder, 'lock.mjs'), ...bundled });
  writeFileSync(join(folder, 'worker.mjs'), WORKER);
  writeFileSync(join(folder, 'count'), '0');
  const turns = Array.from({ length: count }).keys();
  let confirmed = 0;
  const run = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(folder, 'worker.mjs'), folder], { stdio: 'pipe' });
      let stderr = '';
      child.stdout.on('data', (text: Buffer) => (confirmed += text.length));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('close', (_code, signal) => resolve(signal === 'SIGKILL' ? '' : stderr));
    });
  const errors = await Promise.all(
    Array.from({ length: 8 }, async () => {
      let error = '';
      while (error === '' && turns.next().done !== true) error = await run();
      return error;
    }),
  );
  expect(errors.filter((error) => error !== '')).toEqual([]);
  expect(Number(readFileSync(join(folder, 'count'), 'utf8'))).toBe(confirmed);
  return confirmed;
}
