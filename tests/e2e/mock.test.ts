// A mock in a real terminal; tests/soak/killed-mocks.test.ts kills others again and again.
import { expect, it } from 'vitest';
import { journalOf, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

it('text in hand survives kill -9, and the mock goes on with it', async () => {
  const home = tempHome();
  const args = ['mock', '--count', '1', '--tag', 'complexity'];
  const first = openTerminal({ home, args, env: { PREP_NOW: undefined } });
  await first.waitFor('Enter = start the clock');
  first.press('enter');
  await first.waitFor(/1 of 1 [^]*left[^]*Enter = I said it aloud/);
  first.type('Quadratic in the length.\nAnd ');
  // The first line is saved when the second begins.
  await first.waitFor('Enter twice or Ctrl-D to continue');
  first.kill('SIGKILL');
  await first.exit;

  const second = openTerminal({ home, args: ['mock'], env: { PREP_NOW: undefined } });
  await second.waitFor('r resume');
  second.type('r');
  await second.waitFor(/\(resumed\)[^]*Enter = start the clock/);
  second.press('enter');
  await second.waitFor(/Quadratic in the length\.[^]*Enter twice or Ctrl-D to continue/);
  second.type('\n\n');
  for (const _ of ['first', 'second']) {
    await second.waitFor(/Follow-up [^]*Enter = I said it aloud/);
    second.press('escape');
    await second.waitFor('Esc back');
    second.type('s');
  }
  await second.waitFor('Enter = rate your answers now');
  expect(second.raw()).not.toContain('Model answer');
  second.press('enter');
  await second.waitFor(/Which points[^]*\? keys/);
  second.type('y');
  await second.waitFor('1 of 6 settled');
  second.type('a');
  await second.waitFor('How well did you recall it?');
  second.press('enter');
  await second.waitFor('You answered');
  expect(await second.ended()).toBe(0);
  expect(journalOf(home)).toMatchObject([
    { by: 'mock', text: expect.stringMatching(/^Quadratic in the length\./) },
  ]);
});
