// Commands that are killed at random moments while others write: what they leave in the cache never makes a figure wrong.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/core/schedule/journal.ts';
import { RATINGS } from '../../src/core/base/attempt.ts';
import { seededRandom } from '../../src/core/base/random.ts';
import { formatEntry } from '../../src/formats/stored/journal-lines.ts';
import { attempt, berlin, noon } from '../support/entries.ts';
import { program, testEnvironment } from '../support/environment.ts';
import { tempHome } from '../support/home.ts';

const [node = '', ...script] = program;
const ROUNDS = 10;
const AT_FIRST = 4000;

it('a cache that was written by killed commands gives the same figures as none', async () => {
  const home = tempHome();
  const env = testEnvironment(home);
  const ask = (...args: readonly string[]): string =>
    spawnSync(node, [...script, ...args], { env, encoding: 'utf8' }).stdout;
  const { questions } = JSON.parse(ask('list', '--json')) as { questions: readonly { id: string }[] };
  const random = seededRandom('killed while it is kept');
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  let count = 0;
  const entryAt = (): Entry => {
    const [id, at] = [`id-${count++}`, noon((count / AT_FIRST) * 18)];
    if (count > AT_FIRST && random() < 0.3)
      return { type: 'undo', id, at, target: `id-${Math.floor(random() * count)}` };
    return attempt(id, pick(questions)?.id ?? 'none', pick(RATINGS) ?? 'good', at, {
      text: 'words '.repeat(50),
    });
  };
  const write = (entries: number, file: string): void => {
    const lines = Array.from({ length: entries }, () => `${formatEntry(entryAt(), berlin)}\n`);
    appendFileSync(join(home, 'journal', file), lines.join(''));
  };
  mkdirSync(join(home, 'journal'), { recursive: true });
  write(AT_FIRST, 'a.jsonl');

  for (let round = 0; round < ROUNDS; round++) {
    // Listened to from the start: one may end while another is waited for.
    const children = ['stats', 'plan', 'stats'].map((command) => {
      const child = spawn(node, [...script, command, '--json'], { env, stdio: 'ignore' });
      return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
    });
    write(3, round % 2 === 0 ? 'a.jsonl' : 'b.jsonl');
    for (const { child, ended } of children) {
      await Promise.race([ended, setTimeout(80 + random() * 300)]);
      child.kill('SIGKILL');
      await ended;
    }
  }
  const figures = (): readonly string[] => [ask('stats', '--json'), ask('plan', '--json')];
  const kept = figures();
  rmSync(join(home, 'cache'), { recursive: true });
  expect(kept[0]).toContain('"attempts"');
  expect(kept).toEqual(figures());
});
