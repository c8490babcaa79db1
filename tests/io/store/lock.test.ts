import { spawnSync } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withLock } from '../../../src/io/store/lock.ts';
import { tempFolder } from '../../support/home.ts';
import { takeOver } from '../../support/takeovers.ts';

it('gives the lock of a killed process to one of those who ask for it, at once', async () => {
  const count = 10;
  expect(await takeOver(tempFolder(), count)).toBe(3 * count);
});

it('takes over what a power cut left, and leaves nothing behind', async () => {
  const folder = tempFolder();
  const path = join(folder, '.lock');
  const enter = (): Promise<string> => withLock(folder, () => 'in');
  writeFileSync(path, '');
  utimesSync(path, 1, 1);
  expect(await enter()).toBe('in');
  expect(readdirSync(folder)).toEqual([]);
});

it('says at once what stands in the way of a lock', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  await expect(withLock(file, () => 'in')).rejects.toMatchObject({ code: 'not-writable' });
});

it('lets one work at a time in one process, and gives the lock back after a failure', async () => {
  const folder = tempFolder();
  let isBusy = false;
  const work = async (): Promise<void> => {
    expect(isBusy).toBe(false);
    isBusy = true;
    await new Promise((resolve) => setImmediate(resolve));
    isBusy = false;
  };
  await Promise.all(Array.from({ length: 10 }, () => withLock(folder, work)));
  await expect(withLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(folder, () => 'in')).toBe('in');
});

it('leaves the lock to a process that is stopped', async () => {
  const folder = tempFolder();
  const path = join(folder, '.lock');
  let held = '';
  await withLock(folder, () => {
    held = spawnSync('cat', [path], { encoding: 'utf8' }).stdout;
  });
  // This process lives, however old its lock is.
  writeFileSync(path, held);
  utimesSync(path, 1, 1);
  const asked = withLock(folder, () => 'in');
  expect(await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))])).toBe(
    'waits',
  );
  writeFileSync(path, held.replace(/^\[\d+/, '[999999999'));
  expect(await asked).toBe('in');
});
