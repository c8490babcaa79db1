import { chmodSync, mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findResults } from '../../../src/io/results/search.ts';
import { tempFolder } from '../../support/home.ts';

/** A folder with these files, each written an hour after the one before. */
function project(...names: readonly string[]): string {
  const folder = tempFolder();
  for (const [i, name] of names.entries()) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name);
    utimesSync(path, 1_790_000_000 + i * 3600, 1_790_000_000 + i * 3600);
  }
  return folder;
}

/** What a search comes to, paths below the folder. */
async function search(folder: string, bounds?: Parameters<typeof findResults>[2]) {
  const { files, notes } = await findResults(folder, () => undefined, bounds);
  const below = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  return { files: files.map(below), notes: notes.map(below) };
}

describe('which files are found', () => {
  it('gives the newest first', async () => {
    const folder = project('a.json', 'deep/er/b.csv', 'c.toml', 'd.yml', 'e.db', 'f.jsonl');
    const { files, notes } = await search(folder);
    expect(files).toEqual(['f.jsonl', 'e.db', 'd.yml', 'c.toml', 'deep/er/b.csv', 'a.json']);
    expect(notes).toEqual([]);
  });

  it('leaves out what describes a project, and other people’s code', async () => {
    const folder = project(
      'package.json',
      'package-lock.json',
      'tsconfig.build.json',
      'docker-compose.yml',
      'api.schema.json',
      'model/config.json',
      'bundle.js.map',
      'notes.md',
      '.hidden.json',
      '.git/a.json',
      '.cache/a.json',
      'node_modules/x/a.json',
      'venv/lib/a.json',
      'my-python/lib/site-packages/a.json',
      'lib/__pycache__/a.json',
      'coverage/coverage-final.json',
      'coverage/tmp/coverage-123-1790000000000-0.json',
      'coverage/coverage-summary.json',
      'k6-schema.json',
    );
    expect((await search(folder)).files).toEqual(['k6-schema.json', 'coverage/coverage-summary.json']);
  });

  it('finds logs with numbers, and no other text', async () => {
    const line = '2026-11-20 10:01:44 INFO rerank_ms: 63.2\n';
    const folder = project('notes.txt', 'run.txt', 'bench.log', 'app.log', 'hey.md');
    writeFileSync(join(folder, 'run.txt'), 'level=info pool=40 p99_ms=380\n');
    writeFileSync(join(folder, 'bench.log'), `starting\n${line}`);
    writeFileSync(join(folder, 'app.log'), `${'.'.repeat(9000)}\n${line}`);
    const { files, notes } = await search(folder);
    expect(files.toSorted()).toEqual(['bench.log', 'run.txt']);
    expect(notes).toEqual([]);
  });

  it('passes over empty files, and tells of those that are too large', async () => {
    const folder = project('a.json', 'empty.json', 'huge.json');
    truncateSync(join(folder, 'empty.json'), 0);
    truncateSync(join(folder, 'huge.json'), 50 * 1024 * 1024 + 1);
    const { files, notes } = await search(folder);
    expect(files).toEqual(['a.json']);
    expect(notes).toEqual(['larger than 50 MB, so skipped: huge.json']);
  });

  it('looks into a folder that is named, whatever its name', async () => {
    expect((await search(join(project('node_modules/x/a.json'), 'node_modules'))).files).toEqual([
      'x/a.json',
    ]);
  });
});

describe('links', () => {
  it('ends where they lead in a circle, and finds each file once, under its own name', async () => {
    const folder = project('z/run/a.json', 'b.json');
    symlinkSync(folder, join(folder, 'z', 'up'));
    symlinkSync(join(folder, 'z', 'run'), join(folder, 'latest'));
    symlinkSync(join(folder, 'b.json'), join(folder, 'a-link.json'));
    symlinkSync('circle.json', join(folder, 'circle.json'));
    symlinkSync('circle', join(folder, 'circle'));
    symlinkSync('nowhere', join(folder, 'dangling.json'));
    const { files, notes } = await search(folder);
    expect(files).toEqual(['b.json', 'z/run/a.json']);
    expect(notes).toEqual(['cannot be read: circle.json']);
  });

  it('follows one that leads out of the folder', async () => {
    const [folder, elsewhere] = [project('a.json'), project('sub/b.json')];
    symlinkSync(elsewhere, join(folder, 'out'));
    expect((await search(folder)).files).toEqual(['a.json', 'out/sub/b.json']);
  });
});

describe('runs', () => {
  it('names those that differ in a seed, fold or run as one', async () => {
    const folder = project(
      'eval_seed0.json',
      'eval_seed1.json',
      'out/run-1/fold_1.json',
      'out/run-1/fold_2.json',
      'out/run-2/fold_1.json',
      'out/run-3/other.json',
      'train1.json',
      'train2.json',
    );
    expect((await search(folder)).files.toSorted()).toEqual([
      'eval_seed*.json',
      'out/run-*/fold_*.json',
      'out/run-3/other.json',
      'train1.json',
      'train2.json',
    ]);
  });

  it('gives the newest run of each tool, and says how to see another', async () => {
    const folder = project(
      'wandb/run-20260101_100000-aaa/files/wandb-summary.json',
      'wandb/run-20260102_100000-bbb/files/wandb-summary.json',
      'wandb/offline-run-20260103_100000-ccc/files/wandb-summary.json',
      'lightning_logs/version_9/metrics.csv',
      'lightning_logs/version_10/metrics.csv',
      '.benchmarks/Linux-CPython-3.12-64bit/0001_a.json',
      '.benchmarks/Linux-CPython-3.12-64bit/0002_b.json',
      'out/checkpoint-500/trainer_state.json',
      'out/checkpoint-1000/trainer_state.json',
      'out/trainer_state.json',
    );
    const { files, notes } = await search(folder);
    expect(files.toSorted()).toEqual([
      '.benchmarks/Linux-CPython-3.12-64bit/0002_b.json',
      'lightning_logs/version_10/metrics.csv',
      'out/checkpoint-1000/trainer_state.json',
      'out/trainer_state.json',
      'wandb/offline-run-20260103_100000-ccc/files/wandb-summary.json',
    ]);
    expect(notes).toEqual([
      'left out older runs; to see one, name it: out/checkpoint-500, .benchmarks/Linux-CPython-3.12-64bit/0001_a.json, lightning_logs/version_9 and 2 more',
    ]);
  });

  it('takes the metrics of an MLflow run, and the run that was written last', async () => {
    const run = (id: string): readonly string[] =>
      ['meta.yaml', 'metrics/loss', 'metrics/val/acc.top1', 'params/lr', 'tags/mlflow.user'].map(
        (name) => `mlruns/0/${id}/${name}`,
      );
    const folder = project(
      'mlruns/0/meta.yaml',
      ...run('f'.repeat(32)),
      ...run('a'.repeat(32)),
      'metrics/loose',
      'metrics/a.csv',
    );
    const { files, notes } = await search(folder);
    expect(files).toEqual([
      'metrics/a.csv',
      `mlruns/0/${'a'.repeat(32)}/metrics/val/acc.top1`,
      `mlruns/0/${'a'.repeat(32)}/metrics/loss`,
    ]);
    expect(notes).toEqual([`left out older runs; to see one, name it: mlruns/0/${'f'.repeat(32)}`]);
  });

  it('takes the last run by name if all have one time, as after unpacking an archive', async () => {
    const folder = project('logs/version_9/metrics.csv', 'logs/version_10/metrics.csv');
    for (const version of [9, 10]) utimesSync(join(folder, `logs/version_${version}/metrics.csv`), 1, 1);
    expect((await search(folder)).files).toEqual(['logs/version_10/metrics.csv']);
  });

  it('shows an older run that is named', async () => {
    const folder = project('logs/version_0/metrics.csv', 'logs/version_1/metrics.csv');
    expect(await search(join(folder, 'logs/version_0'))).toEqual({ files: ['metrics.csv'], notes: [] });
  });
});

describe('bounds', () => {
  const bounds = { entries: 1000, files: 2 };

  it('looks at only so many names, nearest first', async () => {
    const { files, notes } = await search(project('b/a.json', 'c.json'), { ...bounds, entries: 2 });
    expect(files).toEqual(['c.json']);
    expect(notes).toEqual(['the search stopped after 2 names; name a subfolder to see the rest']);
  });

  it('gives back only so many files, the newest', async () => {
    const { files, notes } = await search(project('a.json', 'b.json', 'c.json'), bounds);
    expect(files).toEqual(['c.json', 'b.json']);
    expect(notes).toEqual(['1 older file skipped; name a subfolder to see more']);
  });

  it('tells how far it is, and names a folder that cannot be read', async () => {
    const folder = project(...Array.from({ length: 600 }, (_, i) => `${i % 3}/${i}.json`), 'locked/a.json');
    chmodSync(join(folder, 'locked'), 0);
    const told: number[] = [];
    const { files, notes } = await findResults(folder, (looked) => told.push(looked));
    chmodSync(join(folder, 'locked'), 0o700);
    expect(files).toHaveLength(500);
    expect(told).toEqual([604]);
    // Nothing is locked for the superuser.
    if (process.getuid?.() !== 0) expect(notes).toContain(`cannot be read: ${join(folder, 'locked')}`);
  });
});
