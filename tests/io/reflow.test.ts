import { describe, expect, it } from 'vitest';
import { breaksLines } from '../../src/io/reflow.ts';
import { openPromptTerminal } from '../support/prompt-terminal.ts';

const POINTS = {
  header: 'Which points did your answer have?',
  items: [
    'The first point is long enough that it does not fit into half of the screen',
    'The second point is as long as the first one, and does not fit either there',
    'short',
  ],
  ticked: [0, 0, 0] as const,
};

describe('a window that is narrowed while points are ticked', () => {
  it('leaves no line of before above them, nor takes one that was there', async () => {
    const terminal = openPromptTerminal(80, 24, true);
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    expect(await terminal.screen()).toMatchInlineSnapshot(`
      "What was said before.

        Which points did your answer have?

        ❯ 1 ☐ The first point is long enough
              that it does not fit into half of
              the screen
          2 ☐ The second point is as long as the
              first one, and does not fit either
              there
          3 ☐ short

        space ticks · a all · Enter goes on
        ? keys"
    `);
  });

  it('is drawn once when it is widened again', async () => {
    const terminal = openPromptTerminal(80, 24, true);
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    await terminal.screen();
    terminal.resize(80, 24);
    const screen = await terminal.screen();
    expect(screen.match(/Which points/g)).toHaveLength(1);
    expect(screen).toContain('What was said before.');
    expect(screen).toContain('half of the\n        screen\n');
  });

  it('takes no line where nothing is known of the terminal', async () => {
    const terminal = openPromptTerminal();
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    expect(await terminal.screen()).toContain('What was said before.');
  });
});

describe('whether a terminal breaks lines', () => {
  it.each([
    [{ TMUX: '/tmp/tmux-0/default,1,0' }, true],
    [{ VTE_VERSION: '7600' }, true],
    [{ TERM_PROGRAM: 'vscode' }, true],
    [{ TERM: 'xterm-256color' }, false],
    [{ TMUX: '' }, false],
  ])('is told by %j: %s', (env, breaks) => {
    expect(breaksLines(env)).toBe(breaks);
  });
});
