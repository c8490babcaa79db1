import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerPrompt, PointsPrompt, Rendered } from '../../../src/context.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { lendTerminal } from '../../../src/io/terminal/keyboard.ts';
import { openPromptTerminal, type PromptTerminal } from '../../support/prompt-terminal.ts';

const ENTER = '\r';
const DOWN = '\x1b[B';
const PAGE_DOWN = '\x1b[6~';
const PAGE_UP = '\x1b[5~';
const CTRL_D = '\x04';
const CTRL_U = '\x15';

const QUESTION: Rendered = () => '── 1 of 1 ──\n\n  What does attention cost?\n';
/** As many lines as it is asked for, each with its number. */
const linesOf =
  (count: number, word = 'line'): Rendered =>
  () =>
    Array.from({ length: count }, (_, i) => `  ${word} ${i + 1}`).join('\n');

const POINTS: PointsPrompt = {
  header: 'Which points did your answer have?',
  items: ['one', 'two', 'three'],
  points: [null, null, null],
};

const answering: AnswerPrompt = {
  mode: 'type',
  startedAt: instantOf(0),
  targetMs: 180_000,
  onText: () => undefined,
};

const RATING = { choices: [{ rating: 'good', interval: '3 d' }] } as const;

const open = (columns = 80, rows = 24): PromptTerminal => openPromptTerminal(columns, rows, true);

function openPage(lines: number, columns = 80, rows = 24): PromptTerminal {
  const terminal = open(columns, rows);
  terminal.prompts.page(QUESTION);
  terminal.prompts.read(linesOf(lines));
  return terminal;
}

afterEach(() => vi.restoreAllMocks());

describe('the whole window', () => {
  it('shows the card before a prompt is asked, and the prompt below it', async () => {
    const terminal = open();
    terminal.prompts.page(QUESTION);
    await expect.poll(() => terminal.screen()).toContain('What does attention cost?');
    expect(await terminal.isAlternate()).toBe(true);
    void terminal.prompts.answer(answering);
    await terminal.send('quadratic');
    const lines = (await terminal.screen()).split('\n');
    const typed = lines.findIndex((line) => line.trim() === '❯ quadratic');
    expect(typed).toBeGreaterThan(lines.indexOf('  What does attention cost?'));
    expect(lines[23]).toContain('Ctrl-D to finish');
    expect(await terminal.cursor()).toEqual({ line: typed, column: 13 });
  });

  it('counts the time of an answer', async () => {
    const terminal = open();
    terminal.prompts.page(QUESTION);
    void terminal.prompts.answer(answering);
    await terminal.send('a');
    terminal.clock.now = 42_000;
    await vi.waitFor(async () => expect(await terminal.screen()).toContain('0:42 / 3:00'), 3000);
  });

  it.each([
    [40, 20],
    [80, 24],
    [120, 40],
  ])('has question, answer and keys in view at %i × %i', async (columns, rows) => {
    const terminal = openPage(60, columns, rows);
    void terminal.prompts.points(POINTS);
    const screen = await terminal.screen();
    expect(screen).toContain('What does attention cost?');
    expect(screen).toContain('  line 1\n'.trimEnd());
    expect(screen).toContain('more lines below');
    expect(screen).toMatch(/1 ☐ +one/);
    expect(screen).toContain('y yes');
  });

  it('scrolls what is read: by pages wherever the cursor is, by halves and lines where that is free', async () => {
    const terminal = openPage(60);
    const reply = terminal.prompts.points(POINTS);
    await terminal.send(PAGE_DOWN);
    const paged = await terminal.screen();
    expect(paged).not.toMatch(/line 1$/m);
    expect(paged).toMatch(/\d+ more lines above/);
    await terminal.send(PAGE_UP);
    expect(await terminal.screen()).toMatch(/line 1$/m);
    await terminal.send(DOWN);
    expect(await terminal.screen()).toMatch(/❯ 2 ☐ +two/);
    await terminal.sendEach(CTRL_D, CTRL_U, 'a', ENTER);
    expect(await reply).toEqual({ kind: 'value', value: [1, 1, 1] });
    void terminal.prompts.rate(RATING);
    await terminal.send(DOWN);
    expect(await terminal.screen()).toMatch(/1 more line above/);
    await terminal.send('\x1b[F');
    expect(await terminal.screen()).toContain('line 60');
  });

  it('leaves Ctrl-D and Ctrl-U to the text while one is typed', async () => {
    const terminal = openPage(60);
    const reply = terminal.prompts.answer(answering);
    await terminal.sendEach('gone', CTRL_U, 'kept', PAGE_DOWN);
    expect(await terminal.screen()).not.toMatch(/line 1$/m);
    await terminal.send(CTRL_D);
    expect(await reply).toEqual({ kind: 'value', value: 'kept' });
  });

  it('pages through a text that is longer than the window, if nothing else scrolls', async () => {
    const terminal = openPage(1);
    const lines = Array.from({ length: 60 }, (_, i) => `typed ${i + 1}`);
    const draft = `${lines.join('\n')}\n`;
    void terminal.prompts.answer({ ...answering, draft });
    expect(await terminal.screen()).toContain('typed 60');
    await terminal.sendEach(PAGE_UP, PAGE_UP);
    expect(await terminal.screen()).not.toContain('typed 60');
    await terminal.sendEach(PAGE_DOWN, PAGE_DOWN);
    expect(await terminal.screen()).toContain('typed 60');
  });

  it('renders texts for the width that they have, and again for each size', async () => {
    const widths: (number | undefined)[] = [];
    const terminal = open(120, 40);
    terminal.prompts.page(QUESTION);
    terminal.prompts.read((columns) => {
      widths.push(columns);
      return 'words '.repeat(30);
    });
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    const beside = widths.at(-1) ?? 0;
    expect(beside).toBeLessThan(80);
    terminal.resize(60, 20);
    expect(await terminal.screen()).toMatch(/1 ☐ +one/);
    expect(widths.at(-1)).toBe(60);
    terminal.resize(24, 8);
    const small = (await terminal.screen()).split('\n');
    expect(small.length).toBeLessThanOrEqual(8);
    expect(small.every((line) => line.length <= 24)).toBe(true);
  });

  it('keeps nothing of the page before, but what no prompt has shown', async () => {
    const terminal = openPage(5);
    void terminal.prompts.rate(RATING);
    await terminal.send('1');
    terminal.prompts.show('Something new.');
    terminal.prompts.page(() => 'Another question?');
    const screen = await terminal.screen();
    expect(screen).toContain('Another question?');
    expect(screen).toContain('Something new.');
    expect(screen).not.toContain('attention');
    expect(screen).not.toContain('line 1');
  });

  it('stays where it was scrolled to if the same page was only changed', async () => {
    const terminal = openPage(60);
    void terminal.prompts.line('which?');
    await terminal.send(PAGE_DOWN);
    const from = /line \d+/.exec(await terminal.screen())?.[0] ?? '';
    expect(from).not.toBe('line 1');
    await terminal.send(ENTER);
    terminal.prompts.page(QUESTION, true);
    terminal.prompts.read(linesOf(60, 'changed line'), true);
    void terminal.prompts.line('which?');
    await expect.poll(() => terminal.screen()).toContain('changed line');
    expect(/line \d+/.exec(await terminal.screen())?.[0]).toBe(from);
  });

  it('keeps what no prompt has shown above what is read next', async () => {
    const terminal = openPage(5);
    void terminal.prompts.pause('Enter continues.');
    await terminal.send(ENTER);
    terminal.prompts.show('14 words.');
    terminal.prompts.read(() => 'The model answer.');
    void terminal.prompts.rate(RATING);
    const screen = await terminal.screen();
    expect(screen).toMatch(/14 words\.\nThe model answer\./);
    expect(screen).not.toContain('line 1');
  });

  it('brings what is added into view, from its first line on', async () => {
    const terminal = openPage(60);
    void terminal.prompts.pause('Enter continues.');
    await terminal.send(ENTER);
    terminal.prompts.show(linesOf(2, 'first'));
    terminal.prompts.show(linesOf(2, 'second'));
    void terminal.prompts.pause('Enter continues.');
    const screen = await terminal.screen();
    expect(screen).toMatch(/line 60\n {2}first 1\n {2}first 2\n {2}second 1/);
  });

  it('is drawn anew on Ctrl-L, after something else wrote on the terminal', async () => {
    const terminal = openPage(5);
    void terminal.prompts.answer(answering);
    await terminal.send('typed');
    terminal.write('\x1b[3;1HA message from somebody else.');
    expect(await terminal.screen()).toContain('somebody else');
    await terminal.send('\x0c');
    const screen = await terminal.screen();
    expect(screen).not.toContain('somebody else');
    expect(screen).toContain('What does attention cost?');
    expect(screen).toContain('❯ typed');
  });

  it('says something in passing until the next key', async () => {
    const terminal = openPage(5);
    terminal.prompts.notice(() => '  Noted.');
    void terminal.prompts.points(POINTS);
    expect(await terminal.screen()).toContain('Noted.');
    await terminal.send(' ');
    const screen = await terminal.screen();
    expect(screen).not.toContain('Noted.');
    expect(screen).toMatch(/1 yes +one|1 ☑ +one/);
  });

  it('shows the keys of the step over everything else, until any key', async () => {
    const terminal = openPage(5);
    const reply = terminal.prompts.points(POINTS);
    await terminal.send('?');
    expect(await reply).toEqual({ kind: 'key', key: 'help' });
    terminal.prompts.help((step) => () => `Keys of ${step}`);
    const again = terminal.prompts.points(POINTS);
    const help = await terminal.screen();
    expect(help).toContain('Keys of ticking');
    expect(help).not.toContain('attention');
    await terminal.send('x');
    expect(await terminal.screen()).toContain('What does attention cost?');
    await terminal.sendEach('a', ENTER);
    expect(await again).toEqual({ kind: 'value', value: [1, 1, 1] });
  });
});

describe('the normal screen', () => {
  it('comes back as it was, and has what is shown from then on', async () => {
    const terminal = open();
    terminal.prompts.page(QUESTION);
    terminal.prompts.notice(() => 'Not shown by a prompt yet.');
    terminal.prompts.leave();
    terminal.prompts.show('The summary.');
    expect(await terminal.isAlternate()).toBe(false);
    expect(await terminal.screen()).toBe('Not shown by a prompt yet.\nThe summary.');
  });

  it('is there while another program has the terminal, and the window again after it', async () => {
    const terminal = openPage(5);
    void terminal.prompts.rate(RATING);
    await terminal.screen();
    const takeBack = lendTerminal();
    expect(await terminal.isAlternate()).toBe(false);
    expect(terminal.isKeyboardTaken()).toBe(false);
    takeBack();
    expect(await terminal.isAlternate()).toBe(true);
    expect(await terminal.screen()).toContain('What does attention cost?');
  });

  it('comes back when prep ends by an error, before Node prints it', async () => {
    const terminal = openPage(5);
    void terminal.prompts.rate(RATING);
    await terminal.screen();
    for (const listener of process.listeners('uncaughtExceptionMonitor'))
      listener(new Error('a bug'), 'uncaughtException');
    expect(await terminal.isAlternate()).toBe(false);
    expect(terminal.isKeyboardTaken()).toBe(false);
    expect(terminal.raw()).toMatch(/\x1b\[\?25h[^]*\x1b\[\?1049l/);
  });

  it('scrolls the old lines up where the window is not taken, and begins each card on an empty screen', async () => {
    const terminal = openPromptTerminal();
    terminal.prompts.page(QUESTION);
    terminal.prompts.read(linesOf(3));
    void terminal.prompts.rate(RATING);
    await terminal.send('1');
    terminal.prompts.notice(() => 'recorded');
    terminal.prompts.page(() => 'Another question?');
    expect(await terminal.screen()).toBe('recorded\nAnother question?');
    expect(await terminal.isAlternate()).toBe(false);
  });
});
