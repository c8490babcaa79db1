// Result files through the program that is installed: bound by path, chosen in a real terminal, searched for in a folder.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../support/cli.ts';
import { corpusFolder } from '../support/corpus.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

type Stored = { readonly value: string; readonly source?: Readonly<Record<string, unknown>> };

/** A folder with real output of hyperfine, k6 and the Hugging Face Trainer, and a file that is damaged. */
function project(): string {
  const folder = tempFolder();
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(corpusFolder(join('results', from)), join(folder, to));
  };
  put('hyperfine/one-command.json', 'bench.json');
  put('k6/handle-summary.json', 'load/summary.json');
  put('hf-trainer/all_results.json', 'runs/tf/all_results.json');
  writeFileSync(join(folder, 'load', 'torn.json'), '{"metrics": {"http_req');
  return folder;
}

function fillsIn(home: string): Readonly<Record<string, Stored>> {
  const config = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as {
    readonly fills: Readonly<Record<string, Stored>>;
  };
  return config.fills;
}

describe('prep fill --from', () => {
  it('binds a value of a hyperfine run by its path, and reads it again', async () => {
    const [home, cwd] = [tempHome(), project()];
    const set = ['fill', '--from', 'bench.json', '--set', 'tf_latency_ms=results[0].median'];
    const { stdout, status } = await runPrep(set, { home, cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^tf_latency_ms: 0\.0\d+ s = 47\.6 ms\n {2}from bench\.json: results\[0\]\.median\nserial_rps = 21 requests\/s, computed\n$/,
    );
    expect(fillsIn(home)['tf_latency_ms']).toMatchObject({
      value: '47.6 ms',
      source: { path: 'results[0].median', unit: 's', read: '47.6 ms' },
    });
    const bench = join(cwd, 'bench.json');
    writeFileSync(bench, readFileSync(bench, 'utf8').replace(/"median": [\d.]+/, '"median": 0.0602'));
    const synced = await runPrepJson<{ readonly synced: readonly Stored[] }>(['fill', '--sync', '--json'], {
      home,
      cwd,
    });
    expect(synced).toMatchObject({ synced: [{ name: 'tf_latency_ms', new: '60.2 ms' }], changed: 1 });
  });

  it('takes the commands that it prints', async () => {
    const [home, cwd] = [tempHome(), project()];
    const { stdout } = await runPrep(['fill', '--from', 'load/summary.json'], { home, cwd });
    const line = stdout.split('\n').find((one) => one.includes('p95_ms=')) ?? '';
    const [, path = ''] = /'p95_ms=(.*)'$/.exec(line) ?? [];
    const set = ['fill', '--from', 'load/summary.json', '--set', `p95_ms=${path}`];
    expect(await runPrepJson([...set, '--json'], { home, cwd })).toMatchObject({
      set: [{ name: 'p95_ms', value: '98.7 ms', file: 'load/summary.json' }],
    });
  });

  it('searches a folder, and goes on past what it cannot read', async () => {
    const [home, cwd] = [tempHome(), project()];
    const { stdout, stderr, status } = await runPrep(['fill', '--from', '.', '--json'], { home, cwd });
    const { files, proposals } = JSON.parse(stdout) as {
      readonly files: readonly { readonly file: string; readonly error: string | null }[];
      readonly proposals: readonly { readonly name: string }[];
    };
    expect({ status, stderr: stderr.split('\n').length }).toEqual({ status: 0, stderr: 2 });
    expect(files.map(({ file }) => file).toSorted()).toEqual([
      'bench.json',
      'load/summary.json',
      'load/torn.json',
      'runs/tf/all_results.json',
    ]);
    expect(files.filter(({ error }) => error !== null)).toHaveLength(1);
    expect(proposals.map(({ name }) => name)).toEqual(
      // `eval_accuracy` may be of validation or of test, and both are asked for: neither gets it.
      expect.arrayContaining(['tf_latency_ms', 'p95_ms', 'mean_latency_ms', 'tf_train_hours']),
    );
  });

  it('stores nothing while a path is wrong, and says where', async () => {
    const [home, cwd] = [tempHome(), project()];
    const set = [
      'fill',
      '--from',
      'bench.json',
      '--set',
      'tf_latency_ms=results[0].medain',
      'p95_ms=results[0].max',
    ];
    const { stdout, stderr, status } = await runPrep(set, { home, cwd });
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain('tf_latency_ms: there is no `results[0].medain`; did you mean');
    expect(await runPrepJson(['fill', '--list', '--json'], { home, cwd })).not.toMatchObject({
      metrics: expect.arrayContaining([expect.objectContaining({ filled: true })]) as unknown,
    });
  });

  it('lets a person choose at a terminal of 80 columns', async () => {
    const [home, cwd] = [tempHome(), project()];
    const args = ['fill', 'tf_latency_ms', 'vljepa_latency_ms', '--from', '.'];
    const terminal = openTerminal({ home, cwd, args });
    await terminal.waitFor('tf_latency_ms (Enter = 1, ! = not measured, q = quit, ? = help):');
    expect(terminal.transcript()).toContain('bench.json · hyperfine · ');
    expect(terminal.transcript()).toMatch(/1 +47\.6 ms +infer --model tf · median +bench\.json/);
    terminal.type('\n');
    await terminal.waitFor('from bench.json: results');
    terminal.type('q\n');
    await terminal.waitFor('1 value stored; `prep fill --sync` reads them again.');
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
    await terminal.waitFor('p95_ms (Enter = 1,');
    terminal.type('\n');
    await terminal.waitFor('rps_high (Enter = skip,');
    terminal.type('requests/s\n');
    await terminal.waitFor('1  46.9 requests/s');
    terminal.press('ctrl-c');
    expect(await terminal.ended()).toBe(130);
    expect(fillsIn(home)).toMatchObject({ p95_ms: { value: '98.7 ms' } });
  });
});
