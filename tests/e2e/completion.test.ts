// What the shell is offered: commands, options, the values of arguments, and the ids of the questions.
import { expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempHome } from '../support/home.ts';

const home = tempHome();
const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
  const { stdout, stderr, status } = await runPrep(['complete', '--', ...words], { home });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').map((line) => line.split('\t')[0] ?? '');
};

it('offers commands, options, ratings and questions', async () => {
  expect(await offered('su')).toContain('suspend');
  expect(await offered('list', '--se')).toContain('--section');
  expect(await offered('grade', '4', '')).toEqual(expect.arrayContaining(['again', 'hard', 'good', 'easy']));
  for (const command of ['show', 'grade', 'suspend', 'history', 'answer', 'quiz'])
    expect(await offered(command, 'attention-c'), command).toContain('attention-complexity');
});

it('offers commands where the banks cannot be read, without a word', async () => {
  const { stdout, stderr } = await runPrep(['complete', '--', 'su'], {
    home,
    env: { PREP_BANK: '/no/bank' },
  });
  expect(stdout).toContain('suspend');
  expect(stderr).toBe('');
});

it.each(['bash', 'zsh', 'fish', 'powershell'])('prints the script of %s', async (shell) => {
  const { stdout, status } = await runPrep(['completion', shell], { home });
  expect(stdout).toMatch(/prep/);
  expect(stdout).toContain('complete');
  expect(status).toBe(0);
});

it('prints it with an option in front as well', async () => {
  const [plain, behind] = [
    ['completion', 'bash'],
    ['--plain', 'completion', 'bash'],
  ].map((words) => runPrep(words, { home }));
  expect(await behind).toEqual(await plain);
});
