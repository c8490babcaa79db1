import { describe, expect, it } from 'vitest';
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
  it('takes no line that was there', async () => {
    const terminal = openPromptTerminal();
    terminal.prompts.show('What was said before.\n');
    void terminal.prompts.points(POINTS);
    await terminal.screen();
    terminal.resize(44, 24);
    expect(await terminal.screen()).toContain('What was said before.');
  });
});
