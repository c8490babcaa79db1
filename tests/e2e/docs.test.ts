// `prep docs` at a terminal.
import { expect, it } from 'vitest';
import { tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

it('goes through the pager at a terminal', async () => {
  const terminal = openTerminal({ home: tempHome(), args: ['docs', 'mock'], env: { PREP_PAGER: 'head -1' } });
  expect(await terminal.ended()).toBe(0);
  expect(terminal.transcript()).toBe('Mock interviews');
});
