// Result files of tools on a disk: bound by path, searched for in a folder, read again.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder } from '../../support/corpus.ts';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { folderWith, tempFolder, tempHome } from '../../support/home.ts';
import { fillsIn, project, type Stored } from '../../support/tool-results.ts';

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
});

describe('prep fill --list', () => {
  it('says that files changed since their values were read', async () => {
    const [home, cwd] = [tempHome(), project()];
    await runPrep(['fill', '--from', 'bench.json', '--set', 'tf_latency_ms=results[0].median'], {
      home,
      cwd,
    });
    const listed = () => runPrep(['fill', '--list', 'tf_latency_ms'], { home, cwd });
    expect((await listed()).stderr).toBe('1 of 1 value filled.\n');
    const bench = join(cwd, 'bench.json');
    writeFileSync(bench, readFileSync(bench, 'utf8').replace(/"median": [\d.]+/, '"median": 0.0602'));
    const stale = '1 of 1 value filled. Files changed since then: `prep fill --sync`.\n';
    expect((await listed()).stderr).toBe(stale);
    rmSync(bench);
    expect((await listed()).stderr).toBe(stale);
    const gone = await runPrep(['fill', '--sync'], { home, cwd });
    expect(gone).toMatchObject({ status: 1, stderr: expect.stringContaining('No such file') });
  });
});

describe('prep fill of a bank', () => {
  const bankOf = (answer: string): string =>
    folderWith({
      'a.md': `---\nid: a\nsection: Net\n---\n# A?\n\n${answer}\n`,
      'b.md': '---\nid: b\nsection: Disk\n---\n# B?\n\nIt takes [FILL IN: disk_ms].\n',
    });

  it('lists the values of a section', async () => {
    const bank = bankOf('It takes [FILL IN: net_ms].');
    const { stdout } = await runPrep(['fill', '--list', '--section', 'Net', '--bank', bank], {
      home: tempHome(),
    });
    expect(stdout).toContain('net_ms');
    expect(stdout).not.toContain('disk_ms');
  });

  it('says when nothing is left, or nothing is cited', async () => {
    const [home, bank] = [tempHome(), bankOf('It takes [FILL IN: net_ms].')];
    const filled = await runPrepJson(
      ['fill', '--set', 'net_ms=5 ms', '--not-measured', 'disk_ms', '--bank', bank, '--json'],
      {
        home,
      },
    );
    expect(filled).toMatchObject({
      set: [{ name: 'net_ms', value: '5 ms' }],
      notMeasured: [{ name: 'disk_ms', reason: null }],
    });
    const some = await runPrep(['fill', '--section', 'Net', '--bank', bank], { home });
    expect(some).toEqual({ stdout: '', stderr: 'Every value you asked for is filled.\n', status: 0 });
    const plain = folderWith({ 'a.md': '# A?\n\nYes.\n' });
    const none = await runPrep(['fill', '--bank', plain], { home });
    expect(none).toEqual({ stdout: '', stderr: 'Your answers cite no values.\n', status: 0 });
  });
});

it('prep undo leaves a value that was changed since, and says so', async () => {
  const home = tempHome();
  const say = (minute: number, ...args: readonly string[]) =>
    runPrep(args, { home, env: { PREP_NOW: `2026-11-24T10:0${minute}:00+01:00` } });
  await say(0, 'fill', '--set', 'd_model=512', '--set', 'heads=8');
  const config = join(home, 'config.json');
  writeFileSync(config, readFileSync(config, 'utf8').replace('"512"', '"768"').replace('512', '768'));
  const undone = await say(1, 'undo');
  expect(undone.stdout).toMatch(/^Undid: the value of heads \(there is none now\)/);
  expect(undone.stderr).toBe('Changed since then, so left as now: 1 value.\n`prep redo` brings it back.\n');
  expect(Object.keys(fillsIn(home))).toEqual(['d_model']);
});

it('prep fill --from says what a database still holds beside it, and why a folder gives nothing', async () => {
  const [home, cwd] = [tempHome(), tempFolder()];
  cpSync(corpusFolder('results/mlflow-db/mlflow.db'), join(cwd, 'mlflow.db'));
  writeFileSync(join(cwd, 'mlflow.db-wal'), 'pending');
  const one = await runPrep(['fill', '--from', 'mlflow.db'], { home, cwd });
  expect(one.stderr).toMatch(/mlflow\.db-wal/);
  const all = await runPrepJson<{ notes: string[] }>(['fill', '--from', '.', '--json'], { home, cwd });
  expect(all.notes).toEqual([expect.stringContaining('mlflow.db-wal')]);
  const torn = folderWith({ 'a.json': '{"metrics": {"http_req', 'b.json': '{"metrics": {"http_req' });
  const none = await runPrep(['fill', '--from', torn, '--set', 'p95_ms=x'], { home, cwd });
  expect(none).toMatchObject({
    stdout: '',
    status: 2,
    stderr: expect.stringMatching(/^prep: .*json is cut off at line 1.*\n {6}\S/m),
  });
});
