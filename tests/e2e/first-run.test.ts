// Whose questions are studied, as a person is asked at a terminal.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

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

async function fits(terminal: Terminal, columns: number): Promise<void> {
  for (const line of terminal.screen()) expect(line.length).toBeLessThanOrEqual(columns);
}

describe('the first prep', () => {
  it.each([40, 80, 120])('of %i columns brings a guide, which is then studied alone', async (columns) => {
    const home = tempHome();
    const terminal = openTerminal({ home, columns, firstRun: true });
    await terminal.waitFor(ASKED);
    await fits(terminal, columns);
    terminal.type('b');
    await terminal.waitFor('Path of your guide');
    terminal.type(`${guide()}\n`);
    await terminal.waitFor('Enter = import');
    terminal.press('enter');
    await terminal.waitFor('How do you want to study them?');
    await fits(terminal, columns);
    terminal.type('o');
    await terminal.waitFor(/Bank +2 questions/);
    expect(await terminal.ended()).toBe(0);
    expect(banksOf(home)).toEqual(['own', { bank: 'shipped', off: true }]);
  });

  it('is asked once; Esc leaves things as they are', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, firstRun: true });
    await terminal.waitFor(ASKED);
    terminal.press('escape');
    await terminal.waitFor(/Bank +43 questions/);
    expect(await terminal.ended()).toBe(0);
    const again = openTerminal({ home, firstRun: true });
    await again.waitFor(/Bank +43 questions/);
    expect(again.transcript()).not.toContain('What do you want to study?');
  });

  it('stores nothing when it is left with Ctrl-C', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, firstRun: true });
    await terminal.waitFor(ASKED);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
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

it('the first quiz asks the same ahead of its first card', async () => {
  const terminal = openTerminal({ home: tempHome(), firstRun: true, args: ['quiz'] });
  await terminal.waitFor(ASKED);
  terminal.type('u');
  await terminal.waitFor('1 of 5');
  terminal.press('ctrl-c');
  expect(await terminal.ended()).toBe(130);
});

it('a number of two banks is asked for, and tells its bank', async () => {
  const home = tempHome();
  expect((await runPrep(['import', guide()], { home })).status).toBe(0);
  const terminal = openTerminal({ home, args: ['show', '4'] });
  await terminal.waitFor(/1 {2}own:4 {3}What is a mask\?\s+2 {2}prep:4[^]*1 own:4 · 2 prep:4 · Esc none/);
  terminal.type('1');
  await terminal.waitFor('A mask.');
  expect(await terminal.ended()).toBe(0);
});

it('the first list comes from what the build read, so that no home has to read the bank again', async () => {
  const home = tempHome();
  expect((await runPrep(['list', '--json'], { home })).status).toBe(0);
  expect(readdirSync(join(home, 'cache')).filter((name) => name.startsWith('banks-'))).toEqual([]);
});
