// `prep answer` in a script: what it stores, what it brings back, and what it says of what it did.
import { expect, it } from 'vitest';
import { tempHome } from '../../support/home.ts';
import { runPrep } from '../../support/in-process.ts';

it('prep answer says what became of the own answer, and keeps every version', async () => {
  const home = tempHome();
  const answer = (minute: number, input: string, ...args: readonly string[]) =>
    runPrep(['answer', 'attention-complexity', ...args], {
      home,
      input,
      env: { PREP_NOW: `2026-11-24T10:0${minute}:00+01:00` },
    });
  expect((await answer(0, '', '--remove')).stdout).toBe(
    'You have no answer of your own to attention-complexity.\n',
  );
  const none = await answer(0, '', '--restore', '1');
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('you have not written one yet') });
  const empty = await answer(0, ' \n', '--file', '-');
  expect(empty).toMatchObject({ status: 2, stderr: expect.stringContaining('use --remove') });

  const stored = 'Your answer to attention-complexity is stored.\n';
  expect(await answer(1, 'First.\n', '--file', '-')).toMatchObject({ stdout: stored, stderr: '' });
  expect((await answer(2, 'First.\n', '--file', '-')).stdout).toContain('is unchanged.');
  expect(await answer(3, 'Second.\n', '--file', '-')).toMatchObject({
    stdout: stored,
    stderr: '`prep answer Q4 --restore 1` restores the previous version.\n',
  });
  expect((await answer(4, '', '--remove')).stdout).toBe('Your answer to attention-complexity is removed.\n');
  expect((await answer(5, '', '--restore', '1')).stdout).toContain('is version 1 again.');
  const other = await answer(6, '', '--restore', '9');
  expect(other.stderr).toContain('choose one from 1 to 3');
  const replaced = await answer(7, 'Third.\n', '--file', '-', '--json');
  expect(JSON.parse(replaced.stdout)).toMatchObject({ changed: true, yourAnswer: 'Third.', replaced: 3 });
});
