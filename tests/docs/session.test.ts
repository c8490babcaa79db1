// The session that the README shows: answered here in a real terminal, and compared line by line.
// `UPDATE_DOCS=1` writes what was seen into the README in place of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { root } from '../support/environment.ts';
import { tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const README = join(root, 'README.md');
const BLOCK = /(?<=^```text session\n)[^]*?(?=^```$)/m;

const VALUES = [
  'attention_ms_128=50 ms',
  'attention_ms_512=0.32 s',
  'd_model=512',
  'max_tokens=512',
  'flash_speedup=2.3',
];
const ANSWER = [
  'Time is O(n²·d), and the score matrix takes O(n²) memory per head.',
  'I timed 128 and 512 tokens: 50 ms and 320 ms, so 6.4×, not sixteen.',
  'The projections are linear in n, and fixed overhead lowers the ratio.',
];
/** `text` from the first line that starts with `start`, without blank lines at its end. */
const from = (text: string, start: string): string =>
  text.slice(text.search(new RegExp(`^ *${start}`, 'm'))).trimEnd();

/** The window as it is now, with fewer empty lines where it has many. */
const windowOf = (terminal: Terminal): string =>
  terminal
    .screen()
    .join('\n')
    .trimEnd()
    .replaceAll(/\n{4,}/g, '\n\n\n');

/** Answers question 4, settles its points, takes the suggested rating; what was on the screen at each stage. */
async function session(): Promise<string> {
  const home = tempHome();
  expect(await runPrep(['fill', '--set', ...VALUES], { home })).toMatchObject({ status: 0 });
  const terminal = openTerminal({ home, args: ['quiz', '4'], columns: 80, rows: 24 });

  // Each wait is for the last line of what is drawn, as the lines before it may come in a piece of their own.
  await terminal.waitFor(/said it aloud[^]*Ctrl-E editor/);
  terminal.type(ANSWER.join('\n'));
  await terminal.waitFor(/lowers the ratio\.\s+Enter twice[^]*Ctrl-E editor/);
  const typed = windowOf(terminal);
  terminal.type('\n\n');

  await terminal.waitFor('Enter shows the depth behind the headline.');
  terminal.press('enter');
  await terminal.waitFor(/Which points[^]*Enter next[^]*\? keys/);
  terminal.type('yyyn');
  await terminal.waitFor(/❯ 5[^]*Enter next[^]*\? keys/);
  const revealed = windowOf(terminal);
  terminal.type('yn');
  await terminal.waitFor(/Enter continue[^]*\? keys/);
  terminal.press('enter');

  await terminal.waitFor(/How well did you recall it\?[^]*points · \? keys/);
  const rated = windowOf(terminal);
  terminal.press('enter');

  await terminal.waitFor('Enter to finish');
  terminal.press('enter');
  expect(await terminal.exit).toBe(0);
  const end = from(terminal.transcript(), '── Session');
  return [typed, revealed, rated, end].join('\n\n\n');
}

it('the session of the README is what a person sees', async () => {
  const readme = readFileSync(README, 'utf8');
  const shown = BLOCK.exec(readme)?.[0];
  const seen = `${await session()}\n`;
  if (process.env['UPDATE_DOCS'] === '1')
    writeFileSync(
      README,
      readme.replace(BLOCK, () => seen),
    );
  else expect(seen).toBe(shown);
});
