// A session in a real terminal where it could go wrong: interrupted, killed, handed to an editor, piped.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { journalOf, tempFolder, tempHome } from '../support/home.ts';
import { passHeadline } from '../support/quiz.ts';
import { openTerminal } from '../support/terminal.ts';

describe('a session in a terminal', () => {
  it('keeps the rating and shows the summary after Ctrl-C, and ends with 130', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, args: ['quiz', '--mode', 'think'] });
    await terminal.waitFor('space show the answer');
    terminal.press('space');
    await passHeadline(terminal);
    await terminal.waitFor('Which points');
    terminal.press('enter');
    await terminal.waitFor('leave all unsettled');
    terminal.press('enter');
    await terminal.waitFor('How well did you recall it?');
    terminal.type('2');
    await terminal.waitFor('2 of 5');
    await terminal.waitFor('space show the answer');
    terminal.press('ctrl-c');
    await terminal.waitFor('Session');
    expect(await terminal.ended()).toBe(130);
    expect(journalOf(home)).toMatchObject([{ rating: 'hard' }]);
    expect(terminal.transcript()).toMatch(/1 question · .*1 hard/);
  });

  it('records no rating for Enter alone, however good the answer was', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, args: ['quiz', '4'] });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.type('It is quadratic in the limit, but not yet at my lengths, since most is linear.\n\n');
    await passHeadline(terminal);
    await terminal.waitFor(/❯ 1 ✓ [^]*"It is quadratic in the limit[^]*Enter next/);
    terminal.press('enter');
    await terminal.waitFor('leave all unsettled');
    terminal.press('enter');
    await terminal.waitFor('1-4 rate');
    terminal.press('enter');
    await terminal.waitFor('Press 1-4:');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(journalOf(home)).toEqual([]);
  });

  it('goes to the editor with what was typed, and comes back with what was written', async () => {
    const editor = join(tempFolder(), 'editor');
    writeFileSync(editor, '#!/bin/sh\nprintf " and written" >> "$1"\n');
    chmodSync(editor, 0o755);
    const terminal = openTerminal({ home: tempHome(), args: ['quiz'], env: { EDITOR: editor } });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.type('typed');
    await terminal.waitFor('❯ typed');
    terminal.press('ctrl-e');
    await terminal.waitFor('❯ typed and written');
    terminal.press('ctrl-d');
    await passHeadline(terminal);
    await terminal.waitFor('You typed');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
  });

  it('goes on with what was typed after Ctrl-Z', async () => {
    const terminal = openTerminal({ home: tempHome(), args: ['quiz', '4'] });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.type('typed');
    await terminal.waitFor('❯ typed');
    terminal.type('\x1a');
    // Nothing stops a program here that no shell started; what follows is the same.
    await terminal.waitFor(/^(?![^]*❯ typed)/);
    await terminal.waitFor('❯ typed');
    terminal.type(' on');
    await terminal.waitFor('❯ typed on');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
  });

  it('takes a paste of several paragraphs as one answer', async () => {
    const terminal = openTerminal({ home: tempHome(), args: ['quiz'] });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.paste('first\r\rsecond 漢字');
    await terminal.waitFor('second 漢字');
    terminal.press('ctrl-d');
    await passHeadline(terminal);
    await terminal.waitFor(/You typed[^]*first\n\n +second 漢字/);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
  });
});

describe('a session without a terminal', () => {
  it('says so, and what to do, and ends with 2', async () => {
    const { status, stdout, stderr } = await runPrep(['quiz'], { home: tempHome() });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'prep: `prep quiz` needs an interactive terminal.\n      with answers on stdin, use `prep quiz --plain`; scripts can use `prep drill --json`, then `--answers FILE` to record\n',
    );
  });

  it('takes piped lines with --plain, and sums up when they end', async () => {
    const home = tempHome();
    // The second one is a story of five parts, each said aloud.
    const input = 'Quadratic time.\nn squared memory.\n\na\n3\n\n\n\n\n\n-\n1\n';
    const { status, stdout } = await runPrep(['quiz', '4', '41', '--plain'], { home, input });
    expect(status).toBe(0);
    expect(stdout.match(/^recorded: .*$/gm)).toEqual([
      expect.stringMatching(/^recorded: good, next in \d+ d \(Q4\)$/),
      'recorded: again, back later in this session (Q41)',
    ]);
    expect(stdout).toMatch(/^2 questions - 1 again - 1 good$/m);
    expect(stdout).not.toContain('\x1b');
    expect(journalOf(home)[0]).toMatchObject({ text: 'Quadratic time.\nn squared memory.' });
  });
});
