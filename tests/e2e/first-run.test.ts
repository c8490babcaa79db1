// Whose questions are studied, as a person is asked at a terminal.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

function guide(): string {
  const path = join(tempFolder(), 'guide.md');
  writeFileSync(
    path,
    '# Guide\n\n### Q4: What is a mask?\n\nA mask.\n\n### Q50: What is a head?\n\nA head.\n',
  );
  return path;
}

const banksOf = (home: string): unknown =>
  (JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as { banks: unknown }).banks;

const ASKED = /Transformer[^]*VL-JEPA[^]*What do you want to study\?[^]*Esc decide later/;

describe('the first prep', () => {
  it('brings a guide, which is then studied alone', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, firstRun: true });
    await terminal.waitFor(ASKED);
    terminal.type('b');
    await terminal.waitFor('Path of your guide');
    terminal.type(`${guide()}\n`);
    await terminal.waitFor('Enter = import');
    terminal.press('enter');
    await terminal.waitFor('How do you want to study them?');
    terminal.type('o');
    await terminal.waitFor(/Bank +2 questions/);
    expect(await terminal.ended()).toBe(0);
    expect(banksOf(home)).toEqual(['own', { bank: 'shipped', off: true }]);
  });

  it('stores nothing when it is left with Ctrl-C', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, firstRun: true });
    await terminal.waitFor(ASKED);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  it('asks again after Esc, which decides nothing', async () => {
    const home = tempHome();
    for (const _ of ['first', 'second']) {
      const terminal = openTerminal({ home, firstRun: true });
      await terminal.waitFor(ASKED);
      terminal.press('escape');
      await terminal.waitFor(/Run `prep\s+import FILE/);
      expect(await terminal.ended()).toBe(0);
    }
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  it('is asked line by line where the cursor cannot move', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, firstRun: true, args: ['--plain'] });
    await terminal.waitFor(/u \(use the sample questions\), b \(import my own guide\), e \(start empty\)/);
    terminal.type('x\n');
    await terminal.waitFor('Not understood: "x". Type one of u, b, e.');
    terminal.type('e\n');
    await terminal.waitFor('No questions yet.');
    expect(await terminal.ended()).toBe(0);
  });
});

it('the first list comes from what the build read, so that no home has to read the bank again', async () => {
  const home = tempHome();
  expect((await runPrep(['list', '--json'], { home })).status).toBe(0);
  expect(readdirSync(join(home, 'cache')).filter((name) => name.startsWith('banks-'))).toEqual([]);
});
