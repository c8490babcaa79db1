// The reading commands in a real terminal: colours where they are wanted, none where they are not, no line too long.
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import type { Environment } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

async function shown(args: readonly string[], env: Environment, columns = 80): Promise<string> {
  const terminal = openTerminal({ home: tempHome(), args, env, columns, rows: 60 });
  expect(await terminal.ended()).toBe(0);
  return terminal.raw();
}

describe('colours', () => {
  it('are there in a terminal, and gone with TERM=dumb', async () => {
    expect(await shown(['list'], {})).toContain('\u001b[1m');
    const dumb = await shown(['show', '4'], { TERM: 'dumb' });
    expect(dumb).not.toMatch(/[\u001b─•]/);
    expect(dumb).toContain('-- Key points ---');
  });

  it.each([
    [{ FORCE_COLOR: '1' }, [], true],
    [{}, [], false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
    [{ FORCE_COLOR: '1' }, ['--json'], false],
  ])('are there in a pipe only if they are forced, and not refused: %j, %j', async (env, more, are) => {
    const { stdout } = await runPrep(['list', ...more], { home: tempHome(), env });
    expect(stdout.includes('\u001b[1m')).toBe(are);
    expect(stdout.includes('\u001b')).toBe(are);
  });
});

describe('widths', () => {
  it('data is wrapped between words, except for JSON', async () => {
    const suspend = async (...more: readonly string[]): Promise<string> => {
      const args = ['suspend', '1', ...more];
      const terminal = openTerminal({ home: tempHome(), args, columns: 30 });
      expect(await terminal.ended()).toBe(0);
      return terminal.transcript();
    };
    expect(await suspend()).toBe('transformer-explained is\nsuspended.');
    expect(JSON.parse(await suspend('--json'))).toMatchObject({ question: 'transformer-explained' });
  });

  it('what is said beside the data is wrapped between words too', async () => {
    const args = ['export', '4', '--to', 'guide.md'];
    const terminal = openTerminal({ home: tempHome(), args, columns: 40, cwd: tempFolder() });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript()).toMatch(
      /^\d values left unfilled; `prep fill` asks\nfor them\.\n1 question written to guide\.md\.$/,
    );
  });

  it.each([60, 40])('what --plain asks and reports fits %i columns, at words', async (columns) => {
    const args = ['mock', '--plain', '-n', '1'];
    const terminal = openTerminal({ home: tempHome(), args, columns, rows: 20 });
    await terminal.waitFor(/start\s+the\s+clock/);
    terminal.type('\n');
    await terminal.waitFor(/lists\s+the\s+keys\)/);
    terminal.type('/s\n');
    expect(await terminal.ended()).toBe(0);
    // A line that the terminal had to wrap is one line again in the transcript.
    const lines = terminal.transcript().split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.join(' ')).toMatch(/ends it\. Enter without text: said aloud \(\/\? lists the keys\)/);
    expect(lines.join('\n')).toMatch(
      columns === 60 ? /question +time +points +values +rated\n/ : /^question: /m,
    );
  });

  it('long texts fit a narrow window', async () => {
    const columns = 40;
    const widest = async (args: readonly string[]): Promise<number> => {
      const terminal = openTerminal({ home: tempHome(), args, columns, rows: 200 });
      expect(await terminal.ended()).toBe(0);
      // A line that the terminal had to wrap is one line again in the transcript.
      return Math.max(
        ...terminal
          .transcript()
          .split('\n')
          .map((line) => line.length),
      );
    };
    const screens = [
      ['show', '4'],
      ['docs', 'format'],
      ['show', '4', '--plain'],
      ['fill', '--help'],
    ];
    const widths = await Promise.all(screens.map(widest));
    const tooWide = screens.filter((_, at) => (widths[at] ?? Infinity) > columns);
    expect(tooWide).toEqual([]);
  });
});

describe('failures', () => {
  const args = ['show', 'attention-\u001b[31mmaps-and-heads-and-embeddings'];

  it('are cleaned, and wrapped at words', async () => {
    const columns = 40;
    const terminal = openTerminal({ home: tempHome(), args, columns, rows: 20 });
    expect(await terminal.ended()).toBe(2);
    expect(terminal.raw()).not.toContain('\u001b[31m');
    const lines = terminal.raw().trimEnd().split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines[0]).toMatch(/^prep: No question matches/);
    expect(lines.slice(1).every((line) => /^ {6}\S/.test(line))).toBe(true);
    const { stderr } = await runPrep(args, { home: tempHome() });
    // The terminal has the words that the pipe has, none of them cut.
    const ids = /closest: (.*)\n/.exec(stderr)?.[1]?.split(', ') ?? [];
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(lines.join('\n')).toContain(id);
  });

  it('are cleaned in a pipe as well, and keep what and remedy on a line each', async () => {
    const { stderr } = await runPrep(args, { home: tempHome(), env: { COLUMNS: '40' } });
    expect(stderr).not.toContain('\u001b');
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });
});
