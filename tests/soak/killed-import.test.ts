// Imports killed at random moments: files are whole, and the next import finishes what was begun.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { filesBelow } from '../support/disk-banks.ts';
import { program, testEnvironment } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { randomFrom } from '../support/mutate.ts';

const longGuide = (count: number, answer: string): string =>
  `# Guide\n\n${Array.from({ length: count }, (_, i) => `### Q${i + 1}: What is part ${i + 1}?\n\n${answer} It took [X]ms.\n`).join('\n')}`;

/** Runs an import until it is killed after `lifeMs`, or ends. */
function importUntilKilled(home: string, file: string, lifeMs: number): Promise<void> {
  const [node = '', ...args] = program;
  const child = spawn(node, [...args, 'import', file], { env: testEnvironment(home), stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  return new Promise((resolve) => {
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

it('an import that is killed at any moment leaves whole files, and is finished by the next one', async () => {
  const home = tempHome();
  const folder = tempFolder();
  const random = randomFrom(7);
  const COUNT = 200;
  for (let round = 0; round < 3; round += 1) {
    const answer = `Answer of round ${round}.`;
    const guide = join(folder, 'guide.md');
    writeFileSync(guide, longGuide(COUNT, answer));
    await importUntilKilled(home, guide, 100 + random() * 300);
    const { status, stderr } = await runPrep(['import', guide], { home });
    expect({ round, status, stderr: status === 0 ? '' : stderr }).toEqual({ round, status: 0, stderr: '' });
    const files = [...filesBelow(join(home, 'questions'))].filter(([name]) => name.endsWith('.md'));
    expect(files).toHaveLength(COUNT);
    expect(files.filter(([, text]) => !text.includes(answer) || !text.endsWith('[X]ms.\n'))).toEqual([]);
    expect([...filesBelow(join(home, 'questions')).keys()].filter((name) => !name.endsWith('.md'))).toEqual([
      '.prep-import.json',
    ]);
  }
});
