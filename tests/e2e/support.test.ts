// The harness itself: what the other end-to-end tests rely on.
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

const node = (code: string): readonly string[] => [process.execPath, '-e', code];

describe('the terminal harness', () => {
  it('shows what is left on the screen after cursor movements and colours', async () => {
    const command = node(
      `process.stdout.write('one\\ntwo\\x1b[1A\\x1b[3D\\x1b[32mONE\\x1b[0m'); setInterval(() => {}, 1000)`,
    );
    const terminal = openTerminal({ home: tempHome(), command });
    await terminal.waitFor('ONE\ntwo');
    expect(terminal.screen().slice(0, 2)).toEqual(['ONE', 'two']);
    expect(terminal.raw()).toContain('\x1b[32m');
    terminal.kill();
    expect(await terminal.exit).toBeGreaterThan(0);
  });

  it('types, presses keys and reports the exit code', async () => {
    const command = node(
      `const r = require('readline').createInterface(process.stdin, process.stdout); r.question('name? ', (n) => process.exit(n === 'Ada' ? 7 : 1))`,
    );
    const terminal = openTerminal({ home: tempHome(), command });
    await terminal.waitFor(/name\? $/m);
    terminal.type('Ada');
    await terminal.waitFor('Ada');
    terminal.press('enter');
    expect(await terminal.exit).toBe(7);
  });

  it('answers a question about the cursor', async () => {
    const command = node(
      `process.stdin.setRawMode(true).once('data', (d) => { console.log('at', JSON.stringify(String(d))); process.exit() }); process.stdout.write('abc\\x1b[6n')`,
    );
    const terminal = openTerminal({ home: tempHome(), command });
    await terminal.waitFor(`[1;4R`);
    expect(await terminal.exit).toBe(0);
  });

  it('reads to the end what a program printed last', async () => {
    const code = `process.stdout.write(Array.from({ length: 3000 }, (_, i) => i + '\\n').join(''))`;
    for (let i = 0; i < 12; i++) {
      const terminal = openTerminal({ home: tempHome(), command: node(code) });
      expect(await terminal.ended()).toBe(0);
      expect(terminal.raw()).toMatch(/\r\n2999\r\n$/);
    }
  });

  it('fails with the whole screen when the text does not come', async () => {
    const terminal = openTerminal({
      home: tempHome(),
      command: node(`console.log('something else'); setInterval(() => {}, 1000)`),
    });
    await terminal.waitFor('else');
    await expect(terminal.waitFor('never', 50)).rejects.toThrow(
      /50 ms .* showed never:\n-+\nsomething else\n/s,
    );
    terminal.kill();
  });

  it('fails at once when the program has ended', async () => {
    const terminal = openTerminal({
      home: tempHome(),
      command: node(`console.log('bye'); process.exitCode = 3`),
    });
    await expect(terminal.waitFor('never')).rejects.toThrow(/ended with 3.*\nbye\n/s);
  });

  it('joins lines that the terminal wrapped', async () => {
    const terminal = openTerminal({
      home: tempHome(),
      columns: 20,
      command: node(`console.log('abcdefghij'.repeat(5))`),
    });
    await terminal.exit;
    expect(terminal.transcript()).toBe('abcdefghij'.repeat(5));
    expect(terminal.screen()[0]).toBe('abcdefghijabcdefghij');
  });
});

describe('a run without a terminal', () => {
  it('gives both outputs, the exit code and the fixed surroundings', async () => {
    const home = tempHome();
    const command = node(
      `console.log([process.env.PREP_HOME, process.env.TZ, process.env.NODE_EXTRA_CA_CERTS, process.stdin.isTTY].join()); console.error('talk'); process.exitCode = 4`,
    );
    expect(await runPrep([], { home, command })).toEqual({
      stdout: `${home},Europe/Berlin,,\n`,
      stderr: 'talk\n',
      status: 4,
    });
  });

  it('passes input and arguments on', async () => {
    const command = [
      process.execPath,
      '-e',
      `process.stdin.on('data', (d) => console.log(process.argv[1] + d))`,
    ];
    const { stdout } = await runPrep(['x'], { home: tempHome(), command, input: 'y' });
    expect(stdout).toBe('xy\n');
  });
});
