import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/base/day.ts';
import { type Reflow, reflowOf } from '../../../src/io/terminal/prompts.ts';
import { openPromptTerminal } from '../../support/prompt-terminal.ts';

const POINTS = {
  header: 'Which points did your answer have?',
  items: [
    'The first point is long enough that it does not fit into half of the screen',
    'The second point is as long as the first one, and does not fit either there',
    'short',
  ],
  points: [null, null, null] as const,
};

describe('a window that is narrowed while points are settled', () => {
  it('leaves no line of before above them, nor takes one that was there', async () => {
    const terminal = openPromptTerminal(80, 24, 'others');
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    expect(await terminal.screen()).toMatchInlineSnapshot(`
      "What was said before.

        Which points did your answer have? 0 of
        3 settled

        ❯ 1 ☐   The first point is long enough
                that it does not fit into half
                of the screen
          2 ☐   The second point is as long as
                the first one, and does not fit
                either there
          3 ☐   short

        y yes · n no · a all · Enter next
        ? keys"
    `);
  });

  it('is drawn once when it is widened again', async () => {
    const terminal = openPromptTerminal(80, 24, 'others');
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    await terminal.screen();
    terminal.resize(80, 24);
    const screen = await terminal.screen();
    expect(screen.match(/Which points/g)).toHaveLength(1);
    expect(screen).toContain('What was said before.');
    expect(screen).toContain('half of the\n          screen\n');
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

describe('a window that is narrowed while an answer is typed', () => {
  const TYPED = 'Time is quadratic in the length of the sequence and that is what it';
  const LEFT = '\x1b[D';
  /** What goes to the terminal before the prompt is drawn anew at 40 columns: rows up, and all below cleared. */
  const backAfter = async (reflow: Reflow, ...typed: readonly string[]): Promise<string> => {
    const terminal = openPromptTerminal(80, 24, reflow);
    const prompt = { mode: 'type', startedAt: instantOf(0), targetMs: 180_000 } as const;
    void terminal.prompts.answer({ ...prompt, onText: () => undefined });
    await terminal.sendEach(...typed);
    const before = terminal.raw().length;
    terminal.resize(40, 24);
    await terminal.screen();
    return /^(?:\x1b\[\d+A\x1b\[J)?/.exec(terminal.raw().slice(before))?.[0] ?? '';
  };

  it.each([
    ['at the end', [TYPED], '\x1b[1A\x1b[J'],
    ['in the part that moves down', [TYPED, LEFT.repeat(20)], '\x1b[1A\x1b[J'],
    ['in the part that stays', [TYPED, LEFT.repeat(40)], ''],
    ['below the line that is broken', [TYPED, '\r', 'so'], '\x1b[1A\x1b[J'],
    ['where nothing is broken', ['Time is quadratic'], ''],
  ])('goes up by what the line of the cursor is broken into before it: %s', async (_, typed, back) => {
    expect(await backAfter('all', ...typed)).toBe(back);
  });

  it('counts no row of that line in a terminal that is not known to break it', async () => {
    expect(await backAfter('others', TYPED)).toBe('');
    expect(await backAfter('others', TYPED, '\r', 'so')).toBe('\x1b[1A\x1b[J');
    expect(await backAfter('nothing', TYPED, '\r', 'so')).toBe('');
  });
});

describe('what a terminal does to lines', () => {
  it.each([
    [{ TMUX: '/tmp/tmux-0/default,1,0' }, 'all'],
    [{ TMUX: '/tmp/tmux-0/default,1,0', TERM_PROGRAM: 'vscode' }, 'all'],
    [{ VTE_VERSION: '7600' }, 'others'],
    [{ TERM_PROGRAM: 'vscode' }, 'others'],
    [{ TERM: 'xterm-256color' }, 'nothing'],
    [{ TMUX: '' }, 'nothing'],
  ])('is told by %j: %s', (env, reflow) => {
    expect(reflowOf(env)).toBe(reflow);
  });
});
