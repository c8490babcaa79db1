// Speaking in a real terminal, with stand-ins for the recorder and the recogniser: what is said, what is kept, what survives.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { journalOf, tempHome } from '../support/home.ts';
import { leaveSummary, passHeadline } from '../support/quiz.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const FAKE = `"${process.execPath}" "${join(import.meta.dirname, '..', 'support', 'fake-sound.js')}"`;
const RECORDS = `${FAKE} streams 60 2`;
const HEARS = `${FAKE} prints "quadratic time in the length" {file}`;

const attemptsOf = (home: string): ReturnType<typeof journalOf> =>
  journalOf(home).filter(({ type }) => type === 'attempt');

const recordingsOf = (home: string): readonly string[] =>
  existsSync(join(home, 'recordings')) ? readdirSync(join(home, 'recordings')) : [];

async function homeWith(settings: Readonly<Record<string, string>>): Promise<string> {
  const home = tempHome();
  for (const [name, value] of Object.entries(settings)) {
    const { status, stderr } = await runPrep(['config', name, value], { home });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }
  return home;
}

const speak = (home: string, columns = 80, env = {}): Terminal =>
  openTerminal({ home, columns, args: ['quiz', '4', '--mode', 'speak'], env });

/** From the recording on to the end of the session. */
async function rateIt(terminal: Terminal): Promise<void> {
  await passHeadline(terminal);
  await terminal.waitFor('Which points');
  terminal.press('enter');
  await terminal.waitFor('leave all unsettled');
  terminal.press('enter');
  await terminal.waitFor('How well did you recall it?');
  terminal.type('3');
  await leaveSummary(terminal);
}

/** Stops the recording once there is a level, and keeps it. */
async function say(terminal: Terminal): Promise<void> {
  await terminal.waitFor(/-\d+ dB/);
  terminal.press('space');
  await keepIt(terminal);
}

/** Takes what was recorded. */
async function keepIt(terminal: Terminal): Promise<void> {
  await terminal.waitFor('recorded. Enter');
  terminal.press('enter');
}

describe('an answer that is spoken', () => {
  it('is recorded with a level in a narrow window, and linked', async () => {
    const home = await homeWith({ recorder: RECORDS });
    const terminal = speak(home, 40, { PATH: '/nowhere' });
    await terminal.waitFor(/-\d+ dB/);
    await say(terminal);
    await rateIt(terminal);
    const [attempt] = attemptsOf(home);
    expect(attempt).toMatchObject({ mode: 'speak', rating: 'good' });
    expect(existsSync(join(home, String(attempt?.['recording'])))).toBe(true);
  });

  it('has its words read over before anything is computed from them', async () => {
    const home = await homeWith({ recorder: RECORDS, transcriber: HEARS });
    const terminal = speak(home);
    await say(terminal);
    await terminal.waitFor('❯ quadratic time in the length');
    terminal.type(' n');
    await terminal.waitFor('length n');
    terminal.press('ctrl-d');
    await rateIt(terminal);
    expect(attemptsOf(home)).toMatchObject([{ text: 'quadratic time in the length n', transcribed: true }]);
    expect(terminal.raw()).toContain('fillers per 100 words');
  });

  it('survives Ctrl-C while it is recorded, and is gone on with', async () => {
    const home = await homeWith({ recorder: RECORDS });
    const terminal = speak(home, 80, { PATH: '/nowhere' });
    await terminal.waitFor(/-\d+ dB/);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(recordingsOf(home)).toHaveLength(1);
    expect(attemptsOf(home)).toEqual([]);

    const next = speak(home, 80, { PATH: '/nowhere' });
    await keepIt(next);
    await rateIt(next);
    expect(attemptsOf(home)).toMatchObject([{ recording: `recordings/${recordingsOf(home)[0]}` }]);
  });

  it('survives that prep is killed while it is recorded', async () => {
    const home = await homeWith({ recorder: RECORDS });
    const terminal = speak(home, 80, { PATH: '/nowhere' });
    await terminal.waitFor(/-\d+ dB/);
    terminal.kill('SIGKILL');
    expect(await terminal.ended()).toBe(128 + 9);

    const next = speak(home, 80, { PATH: '/nowhere' });
    await keepIt(next);
    await rateIt(next);
    expect(attemptsOf(home)).toMatchObject([{ recording: `recordings/${recordingsOf(home)[0]}` }]);
  });

  it('goes line by line with --plain', async () => {
    const home = await homeWith({ recorder: RECORDS, transcriber: HEARS });
    const terminal = openTerminal({ home, args: ['quiz', '4', '--mode', 'speak', '--plain'] });
    await terminal.waitFor('Recording. Press Enter to stop.');
    terminal.press('enter');
    await keepIt(terminal);
    await terminal.waitFor('Enter = accept');
    terminal.press('enter');
    await passHeadline(terminal);
    await terminal.waitFor('Type the numbers of the points you covered');
    terminal.press('enter');
    await terminal.waitFor('How well did you recall it?');
    terminal.type('3\n');
    await leaveSummary(terminal);
    expect(terminal.raw()).not.toMatch(/\x1b\[[\d;?]*[A-HJKfhl]/);
    expect(attemptsOf(home)).toMatchObject([{ transcribed: true }]);
  });
});
