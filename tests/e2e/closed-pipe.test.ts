// A reader that has seen enough, such as `head -1`, is a success; what it left unread changes nothing.
import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
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
    expect(stderr).toBe('prep: cannot write to stdout: the disk is full.\n');
    expect(status).toBe(2);
  });

  it('keeps the exit code when what went wrong cannot even be said', () => {
    const [node = '', script = ''] = program;
    const { status } = spawnSync('bash', ['-c', `'${node}' '${script}' show 999 2> /dev/full`], {
      env: testEnvironment(tempHome()),
    });
    expect(status).toBe(2);
  });
});
