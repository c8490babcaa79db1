// `prep docs`: the manual in the terminal.
import { expect, it } from 'vitest';
import { runPrep } from '../../support/in-process.ts';
import { tempHome } from '../../support/home.ts';

const docs = (...args: readonly string[]) => runPrep(['docs', ...args], { home: tempHome() });

it('lists its topics, with what each is about', async () => {
  const { stdout, status } = await docs();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^studying {2,}sessions, keys/m);
  expect(stdout).toMatch(/^json {2,}every field/m);
});

it('prints a topic for the width of the terminal, with links as commands', async () => {
  const { stdout, status } = await docs('mock');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^# Mock interviews\n/);
  expect(stdout).toMatch(/prep\s+docs\s+studying/);
  expect(stdout).not.toContain('.md#');
  // Examples are copied, so a pipe gets them as they are.
  const prose = stdout.split('\n').filter((line) => !line.startsWith('    '));
  expect(prose.filter((line) => line.length > 80)).toEqual([]);
});

it('suggests a topic in place of one that there is not', async () => {
  for (const [topic, meant] of [
    ['speking', 'speaking'],
    ['values', 'your-values'],
  ] as const) {
    const { stderr, status } = await docs(topic);
    expect({ topic, status }).toEqual({ topic, status: 2 });
    expect(stderr).toContain(`Unknown topic "${topic}".`);
    expect(stderr).toContain(`did you mean \`prep docs ${meant}\`?`);
  }
});

it('opens no other file', async () => {
  expect(await docs('../package')).toMatchObject({ stdout: '', status: 2 });
});

it('is data with --json', async () => {
  const { stdout } = await docs('--json');
  const { topics } = JSON.parse(stdout) as { topics: { name: string; file: string; text?: string }[] };
  expect(topics[0]).toMatchObject({ name: 'studying' });
  expect(topics[0]).not.toHaveProperty('text');
  const one = await docs('mock', '--json');
  expect(JSON.parse(one.stdout)).toMatchObject({
    topics: [{ name: 'mock', text: expect.stringMatching(/^# Mock interviews\n/) }],
  });
});
