// A session in the whole window of a real terminal: how it comes, how it goes, and what is left of it.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Environment, program } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const ALTERNATE = { on: '\x1b[?1049h', off: '\x1b[?1049l' };

/** An executable script; its path. */
function script(text: string): string {
  const file = join(tempFolder(), 'script');
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A quiz whose terminal is looked at before and after it. */
function quizBetweenLooks(env: Environment = {}) {
  const folder = tempFolder();
  const [before, pid, after] = ['before', 'pid', 'after'].map((name) => join(folder, name));
  const quiz = [...program, 'quiz', '4'].map((word) => `'${word}'`).join(' ');
  const inner = script(`echo $$ > '${pid}'; exec ${quiz}`);
  const command = script(`stty -a > '${before}'; '${inner}'; echo ended $?; stty -a > '${after}'`);
  const home = tempHome();
  const terminal = openTerminal({ home, command: [command], rows: 24, env });
  const read = (file = ''): string => readFileSync(file, 'utf8');
  return {
    home,
    terminal,
    pid: () => Number(read(pid)),
    before: () => read(before),
    after: () => read(after),
  };
}

/** The texts of all drafts. */
const draftsIn = (home: string): string =>
  readdirSync(join(home, 'drafts'))
    .map((name) => readFileSync(join(home, 'drafts', name), 'utf8'))
    .join('\n');

const ENDINGS: Readonly<Record<string, (terminal: Terminal, pid: number) => void>> = {
  'Ctrl-C': (terminal) => terminal.press('ctrl-c'),
  SIGTERM: (_, pid) => void process.kill(pid, 'SIGTERM'),
  SIGHUP: (_, pid) => void process.kill(pid, 'SIGHUP'),
  SIGINT: (_, pid) => void process.kill(pid, 'SIGINT'),
  'a bug': (_, pid) => void process.kill(pid, 'SIGUSR2'),
};

/** Makes prep fail when it is told to. */
function failing(): Environment {
  const file = join(tempFolder(), 'failing.cjs');
  writeFileSync(file, "process.on('SIGUSR2', () => { throw new Error('what a bug says'); });");
  return { NODE_OPTIONS: `--require ${file}` };
}

describe('a closed window', () => {
  it.each([
    ['quiz', '4'],
    ['quiz', '4', '--inline'],
    ['quiz', '4', '--plain'],
    ['fill'],
    ['mock', '--count', '1'],
  ])('ends prep %s %s %s by its signal, without a word, and keeps what was typed', async (...args) => {
    const [folder, home] = [tempFolder(), tempHome()];
    const words = [...program, ...args].map((word) => `'${word}'`).join(' ');
    const command = script(`exec ${words} 2> '${join(folder, 'stderr')}'`);
    const terminal = openTerminal({ home, command: [command], rows: 24 });
    await terminal.waitFor(/Enter|empty line ends it/);
    if (args[0] === 'mock') {
      terminal.press('enter');
      await terminal.waitFor('Enter = I said it aloud');
    }
    // Plain lines are echoed by the terminal before prep has them.
    const types = args[0] === 'quiz' && !args.includes('--plain');
    if (types) {
      terminal.type('my words');
      await terminal.waitFor('my words');
    }
    terminal.hangUp();
    expect(await terminal.ended()).toBe(128 + constants.signals.SIGHUP);
    expect(readFileSync(join(folder, 'stderr'), 'utf8')).toBe('');
    const mocks = join(home, 'mocks');
    if (args[0] === 'mock')
      expect(readFileSync(join(mocks, readdirSync(mocks)[0] ?? ''), 'utf8')).toMatch(/"type":"paused".*\n$/);
    if (!types) return;
    expect(draftsIn(home)).toContain('my words');
  });
});

describe('the terminal', () => {
  it.each(Object.keys(ENDINGS))('is as it was after %s', async (ending) => {
    const quiz = quizBetweenLooks(failing());
    const { terminal } = quiz;
    await terminal.waitFor('Enter = I said it aloud');
    terminal.type('typed');
    await terminal.waitFor('❯ typed');
    ENDINGS[ending]?.(terminal, quiz.pid());
    await terminal.waitFor(/ended \d+/);
    expect(await terminal.ended()).toBe(0);
    expect(quiz.after()).toBe(quiz.before());
    const raw = terminal.raw();
    expect(raw.lastIndexOf(ALTERNATE.off)).toBeGreaterThan(raw.lastIndexOf(ALTERNATE.on));
    expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
    expect(raw.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(raw.lastIndexOf('\x1b[?2004h'));
    expect(raw.lastIndexOf('\x1b[?7h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?7l'));
    const screen = terminal.screen().join('\n');
    expect(screen).not.toContain('❯ typed');
    if (ending === 'a bug') expect(screen).toContain('what a bug says');
    expect(draftsIn(quiz.home)).toContain('typed');
  });

  const quizCommand = `${program.join(' ')} quiz 4`;
  it.each([
    ['', quizCommand],
    // As npx does, which has to be stopped too.
    [', behind a program that waits for it', `sh -c '${quizCommand}; exit 0'`],
  ])('is the shell’s while prep is stopped, and prep’s again on fg, at every step%s', async (_, command) => {
    const terminal = openTerminal({
      home: tempHome(),
      command: ['bash', '--norc', '-i'],
      rows: 24,
      env: { PS1: '$ ' },
    });
    await terminal.waitFor('$');
    terminal.type(`${command}\n`);
    const stopAt = async (step: string): Promise<void> => {
      await terminal.waitFor(step);
      terminal.type('\x1a');
      await terminal.waitFor(/Stopped/);
      expect(terminal.screen().join('\n')).not.toContain(step);
      terminal.type('clear; fg\n');
      await terminal.waitFor(step);
    };
    await stopAt('Enter = I said it aloud');
    terminal.type('typed\n\n');
    await stopAt('Enter = show the details');
    terminal.press('enter');
    await stopAt('Which points');
    terminal.type('a');
    await stopAt('How well did you recall it?');
    terminal.type('3');
    await terminal.waitFor('That was the last question');
    terminal.press('enter');
    await terminal.waitFor('1 good');
    terminal.type('exit\n');
    expect(await terminal.ended()).toBe(0);
  });

  it.each(['linux', 'vt100'])('needs no alternate screen: %s', async (TERM) => {
    const terminal = openTerminal({ home: tempHome(), args: ['quiz', '4'], rows: 24, env: { TERM } });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.press('enter');
    await terminal.waitFor('Enter = show the details');
    terminal.press('enter');
    await terminal.waitFor(/more lines below[^]*Which points/);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(terminal.transcript()).toContain('Nothing was rated.');
  });

  it('is left alone with --inline', async () => {
    const terminal = openTerminal({ home: tempHome(), args: ['quiz', '4', '--inline'] });
    await terminal.waitFor('said it aloud');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(terminal.raw()).not.toContain(ALTERNATE.on);
  });

  it('shows question, answer and prompt in a window that is resized at each step', async () => {
    const terminal = openTerminal({ home: tempHome(), args: ['quiz', '4'], columns: 80, rows: 24 });
    const sizes = [
      [40, 20],
      [120, 40],
      [40, 14],
      [80, 24],
    ] as const;
    const atEachSize = async (step: RegExp): Promise<void> => {
      for (const [columns, rows] of sizes) {
        terminal.resize(columns, rows);
        await terminal.waitFor(new RegExp(`^── 1 of 1 [^]*What is the computational[^]*${step.source}`));
      }
    };
    await atEachSize(/❯/);
    terminal.press('enter');
    await atEachSize(/Headline[^]*Enter = show the details/);
    terminal.press('enter');
    await atEachSize(/In depth[^]*1 ☐ +Quadratic/);
    terminal.type('a');
    await atEachSize(/(?:Headline|In depth)[^]*3 good/);
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
  });
});

describe('the pager', () => {
  const pager = (): string => script('echo "a pager with LESS=$LESS"; cat > /dev/null');
  const shown = async (args: readonly string[], env: Environment): Promise<string> => {
    const terminal = openTerminal({ home: tempHome(), args, rows: 24, env });
    expect(await terminal.ended()).toBe(0);
    return terminal.transcript();
  };

  it.each([
    ['show', '4'],
    ['search', 'attention'],
    ['fill', '--help'],
  ])('gets what is longer than the window: %s', async (...args) => {
    expect(await shown(args, { PREP_PAGER: pager() })).toMatch(/^a pager with LESS=FRX$/m);
  });

  it('is not asked for with --no-pager, --json and --plain', async () => {
    const env = { PREP_PAGER: pager() };
    expect(await shown(['list', '--no-pager'], env)).toContain('Q43');
    expect(await shown(['list', '--json'], env)).not.toContain('LESS');
    expect(await shown(['list', '--plain'], env)).toContain('Q43');
    expect(await shown(['fill', '--help', '--no-pager'], env)).not.toContain('LESS');
  });

  it('shows a card on v, and gives the window back', async () => {
    const waiting = script('cat; echo; echo "a pager that waits"; read line < /dev/tty');
    const terminal = openTerminal({
      home: tempHome(),
      args: ['quiz', '4'],
      rows: 24,
      env: { PREP_PAGER: waiting },
    });
    await terminal.waitFor('Enter = I said it aloud');
    terminal.press('enter');
    await terminal.waitFor('Enter = show the details');
    terminal.press('enter');
    await terminal.waitFor('Which points');
    terminal.type('v');
    await terminal.waitFor(/press w for them[^]*Points[^]*a pager that waits/);
    terminal.press('enter');
    await terminal.waitFor('Which points');
    expect(terminal.screen().join('\n')).not.toContain('a pager');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
  });
});
