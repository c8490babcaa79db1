// A reader that has seen enough, such as `head -1`, is a success; what it left unread changes nothing.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { program, testEnvironment } from '../support/environment.ts';
import { tempHome } from '../support/home.ts';

it.each([
  ['list | head -1'],
  ['fill --list 2>&1 | head -1'],
  ['fill --list 2>&1 >/dev/null | true'],
  ['list --tag go-to --json | true'],
  ['quiz --plain < /dev/null | head -1'],
])('prep %s', (line) => {
  const [node = '', script = ''] = program;
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `'${node}' '${script}' ${line} >/dev/null; echo "exit \${PIPESTATUS[0]}"`],
    { env: testEnvironment(tempHome()), encoding: 'utf8' },
  );
  expect(stdout).toBe('exit 0\n');
  expect(stderr).not.toMatch(/Error|bug/);
});

it('a session ends with its last line, though the pipe that feeds it stays open', async () => {
  const [node = '', ...words] = program;
  const child = spawn(node, [...words, 'quiz', '4', '--plain'], {
    env: testEnvironment(tempHome()),
    stdio: 'pipe',
  });
  child.stdin.write('/q\n');
  child.stdout.resume();
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
});

// The device is one of Linux alone.
describe.runIf(process.platform === 'linux')('a full disk at an end of the pipe', () => {
  it.each(['list', '--json', 'quiz --plain < /dev/null'])('is said by prep %s, and is no bug', (line) => {
    const [node = '', script = ''] = program;
    const { status, stderr } = spawnSync('bash', ['-c', `'${node}' '${script}' ${line} > /dev/full`], {
      env: testEnvironment(tempHome()),
      encoding: 'utf8',
    });
    expect(stderr).toBe('prep: cannot write to stdout: the disk is full. Changes, if any, are stored.\n');
    expect(status).toBe(74);
  });

  it.each([
    ['> /dev/full', 74],
    ['| true', 0],
  ])('a command does all of its work with its output %s', async (output, code) => {
    const home = tempHome();
    const [node = '', script = ''] = program;
    const cwd = join(home, '..');
    const run = (line: string): string =>
      spawnSync('bash', ['-c', `'${node}' '${script}' ${line}; echo "exit \${PIPESTATUS[0]}"`], {
        env: testEnvironment(home),
        cwd,
        encoding: 'utf8',
      }).stdout;
    const said = async (...args: readonly string[]): Promise<string> =>
      (await runPrep(args, { home, cwd })).stdout;
    await said('grade', '1', 'good');
    await said('backup', 'b.zip');
    for (const line of ['grade 2 good', 'undo', 'fill --set attention_ms_128=50'])
      expect(run(`${line} ${output}`)).toBe(`exit ${code}\n`);
    expect((await said('history', '--json')).match(/"rating":"good"/g)).toHaveLength(1);
    expect(await said('fill', '--list')).toMatch(/attention_ms_128 +50 ms/);
    rmSync(join(home, 'journal'), { recursive: true });
    expect(run(`restore b.zip ${output}`)).toBe(`exit ${code}\n`);
    expect((await said('history', '--json')).match(/"rating":"good"/g)).toHaveLength(1);
  });

  it('keeps the exit code when what went wrong cannot even be said', () => {
    const [node = '', script = ''] = program;
    const { status } = spawnSync('bash', ['-c', `'${node}' '${script}' show 999 2> /dev/full`], {
      env: testEnvironment(tempHome()),
    });
    expect(status).toBe(2);
  });
});
