// Says every answer aloud, settles all points as covered, and rates each question good.
import { expect } from 'vitest';
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts';

/** From the last question to the end of the summary. */
export async function leaveSummary(terminal: Terminal): Promise<void> {
  await terminal.waitFor('That was the last question.');
  terminal.press('enter');
  expect(await terminal.ended()).toBe(0);
}

export async function passHeadline(terminal: Terminal): Promise<void> {
  await terminal.waitFor('Enter = show the details');
  terminal.press('enter');
}

/** The first session of a new home, five questions, to its summary. Expects that each is recorded. */
export async function quizToSummary(options: TerminalOptions): Promise<void> {
  const terminal = openTerminal(options);
  for (const at of [1, 2, 3, 4, 5]) {
    // npx may build before anything is on the screen.
    await terminal.waitFor(new RegExp(`${at} of 5 [^]*Enter = I said it aloud`), 60_000);
    terminal.press('enter');
    await passHeadline(terminal);
    await terminal.waitFor('Which points');
    terminal.type('a');
    await terminal.waitFor('How well did you recall it?');
    terminal.type('3');
  }
  await leaveSummary(terminal);
  const transcript = terminal.transcript();
  expect(new Set(terminal.raw().match(/recorded: good, next in [^(]*\([^)]+\)/g)).size).toBe(5);
  expect(transcript).toMatch(/── Session ─[^]*5 questions[^]*5 good/);
}
