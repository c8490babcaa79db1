// Result files through the program that is installed: chosen in a real terminal.
import { describe, expect, it } from 'vitest';
import { tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';
import { fillsIn, project } from '../support/tool-results.ts';

describe('prep fill --from', () => {
  it('lets a person choose at a terminal of 80 columns', async () => {
    const [home, cwd] = [tempHome(), project()];
    const args = ['fill', 'tf_latency_ms', 'vljepa_latency_ms', '--from', '.'];
    const terminal = openTerminal({ home, cwd, args });
    await terminal.waitFor('tf_latency_ms (Enter = choice 1, ! = not measured, q = quit, ? = help):');
    expect(terminal.transcript()).toContain('bench.json · hyperfine · ');
    expect(terminal.transcript()).toMatch(/1 +47\.6 ms +infer --model tf · median +bench\.json/);
    terminal.type('\n');
    await terminal.waitFor('from bench.json: results');
    terminal.type('q\n');
    await terminal.waitFor('1 value stored; `prep fill --sync` reads the files again.');
    expect(await terminal.ended()).toBe(0);
    expect(fillsIn(home)).toMatchObject({ tf_latency_ms: { value: '47.6 ms' } });
  });

  it('keeps what was taken when it is interrupted', async () => {
    const [home, cwd] = [tempHome(), project()];
    const terminal = openTerminal({
      home,
      cwd,
      columns: 40,
      args: ['fill', 'p95_ms', 'rps_high', '--from', 'load'],
    });
    await terminal.waitFor('p95_ms (Enter = choice 1,');
    terminal.type('\n');
    await terminal.waitFor('rps_high (Enter = skip,');
    terminal.type('requests/s\n');
    await terminal.waitFor('1  46.9 requests/s');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(fillsIn(home)).toMatchObject({ p95_ms: { value: '98.7 ms' } });
  });
});
