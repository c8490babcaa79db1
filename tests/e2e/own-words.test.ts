// What a person wrote is theirs, whatever keys they press: versions of an answer, follow-ups, notes, drafts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { journalOf, tempFolder, tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const GOOD = 'my good own version of answer six';

/** Answers question 6 with garbage, up to its points, in a home with a good version of it. */
async function garbageAtPoints(home: string): Promise<Terminal> {
  await runPrep(['answer', '6', '--file', '-'], { home, input: GOOD });
  const terminal = openTerminal({ home, args: ['quiz', '6'] });
  await terminal.waitFor('Enter = I said it aloud');
  terminal.paste('garbage attempt, forgot it all');
  terminal.press('ctrl-d');
  await terminal.waitFor('Which points');
  return terminal;
}

const shown = async (home: string): Promise<string> => (await runPrep(['show', '6'], { home })).stdout;

describe('an own version', () => {
  it('is not touched by keys that move, nor by the undo of what came after it', async () => {
    const home = tempHome();
    const terminal = await garbageAtPoints(home);
    terminal.type('jjk');
    terminal.type('u');
    await terminal.waitFor('Undid: showing the answer');
    await terminal.waitFor('❯ garbage attempt');
    terminal.press('ctrl-d');
    await terminal.waitFor('Which points');
    terminal.type('a');
    await terminal.waitFor('How well did you recall it?');
    terminal.type('1');
    await terminal.waitFor('Q6 comes back in');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    const { stdout } = await runPrep(['undo'], { home });
    expect(stdout).toMatch(/^Undid: the rating "again" of Q6, from /);
    expect(await shown(home)).toContain(GOOD);
  });

  it('is replaced only after a yes, and comes back with one key', async () => {
    const home = tempHome();
    const terminal = await garbageAtPoints(home);
    terminal.type('K');
    await terminal.waitFor(/Replace your version\?/);
    terminal.press('enter');
    await terminal.waitFor(/Which points[^]*Your version is unchanged\./);
    expect(terminal.screen().join('\n')).not.toContain('+ garbage');
    terminal.type('K');
    await terminal.waitFor(/Replace your version\?/);
    terminal.type('y');
    await terminal.waitFor('is now your version');
    terminal.type('u');
    await terminal.waitFor(/Undid: your version of Q6 \(back to "my good own[^"]*"\)/);
    terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expect(await shown(home)).toContain(GOOD);
    const { stdout } = await runPrep(['history', '6'], { home });
    expect(stdout).toMatch(
      /Your versions of the answer\n {2}2 [^]*garbage[^]*\n {2}1 .* in use\n +my good own/,
    );
  });

  it('comes back from outside a session, as what was done last, and by its number', async () => {
    const home = tempHome();
    const terminal = await garbageAtPoints(home);
    terminal.type('K');
    await terminal.waitFor('Replace your version?');
    terminal.type('y');
    await terminal.waitFor('is now your version');
    terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expect(await shown(home)).not.toContain(GOOD);
    expect((await runPrep(['undo'], { home })).stdout).toMatch(
      /^Undid: your version of Q6 \(back to "my good own[^"]*"\)/,
    );
    expect(await shown(home)).toContain(GOOD);
    await runPrep(['answer', '6', '--restore', '2'], { home });
    expect(await shown(home)).toContain('garbage');
    await runPrep(['answer', '6', '--restore', '1'], { home });
    expect(await shown(home)).toContain(GOOD);
  });
});

/** Goes to the first follow-up of question 30. */
async function atFollowUp(home: string): Promise<Terminal> {
  const terminal = openTerminal({ home, args: ['quiz', '30'] });
  await terminal.waitFor('Enter = I said it aloud');
  terminal.paste('Quadratic time.');
  terminal.press('ctrl-d');
  await terminal.waitFor('Enter = show the details');
  terminal.press('enter');
  await terminal.waitFor('Which points');
  terminal.type('w');
  await terminal.waitFor('Follow-up 1 of 3');
  return terminal;
}

describe('follow-ups', () => {
  it('take every letter as text, and are in the history', async () => {
    const home = tempHome();
    const terminal = await atFollowUp(home);
    terminal.type('Because self-attention sees every pair, ask q.');
    await terminal.waitFor('ask q.');
    terminal.press('ctrl-d');
    await terminal.waitFor('Enter = next follow-up');
    terminal.press('enter');
    await terminal.waitFor('Follow-up 2 of 3');
    terminal.type('s\n');
    await terminal.waitFor('Enter twice or Ctrl-D to finish');
    terminal.press('enter');
    await terminal.waitFor('Enter = next follow-up');
    terminal.press('enter');
    await terminal.waitFor('Follow-up 3 of 3');
    terminal.press('escape');
    await terminal.waitFor('s skip');
    terminal.type('s');
    await terminal.waitFor('Which points');
    terminal.type('a');
    // Some are left to decide.
    terminal.press('enter');
    await terminal.waitFor('How well did you recall it?');
    terminal.type('3');
    await terminal.waitFor('That was the last question.');
    terminal.press('enter');
    expect(await terminal.ended()).toBe(0);
    expect(journalOf(home)).toMatchObject([
      {
        text: 'Quadratic time.',
        followUps: [{ answer: 'Because self-attention sees every pair, ask q.' }, { answer: 's' }],
      },
    ]);
    const { stdout } = await runPrep(['history', '30'], { home });
    expect(stdout).toContain('Because self-attention sees every pair, ask q.');
  });

  it('are drafts that survive a kill, and so is the clock of the answer', async () => {
    const home = tempHome();
    const terminal = await atFollowUp(home);
    terminal.type('half of it\n');
    await terminal.waitFor('Enter twice or Ctrl-D to finish');
    terminal.kill('SIGKILL');
    await terminal.ended();
    const { stdout } = await runPrep([], { home });
    expect(stdout).toMatch(/Unfinished +Q30 \(`prep quiz Q30`\)/);
    const next = openTerminal({ home, args: ['quiz', '30'] });
    await next.waitFor('❯ Quadratic time.');
    next.press('ctrl-d');
    await next.waitFor('Enter = show the details');
    next.press('enter');
    await next.waitFor('Which points');
    next.type('w');
    await next.waitFor('❯ half of it');
    next.press('ctrl-c');
    await next.waitFor('Your draft of Q30 is saved.');
    expect(await next.ended()).toBe(130);
  });
});

describe('what is named on the command line', () => {
  it('is asked when the limit of the day is reached', async () => {
    const home = tempHome();
    for (const number of ['1', '2', '3', '4', '5']) await runPrep(['grade', number, 'good'], { home });
    const file = join(tempFolder(), 'draft.md');
    writeFileSync(
      file,
      '# Mine\n\n## What is dropout?\n\nNoise.\n\n## What is a batch?\n\nA few examples.\n',
    );
    const terminal = openTerminal({ home, args: ['quiz', file] });
    await terminal.waitFor('1 of 2');
    await terminal.waitFor('Enter = I said it aloud');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    const piped = await runPrep(['quiz', file, '--plain'], { home, input: '/q\n' });
    expect(piped.stderr).toContain('asking 2 more because you named a source.');
    expect(piped.stdout).toContain('1 of 2');
  });
});
