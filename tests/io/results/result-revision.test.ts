import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openResultFiles } from '../../../src/io/results/result-files.ts';
import { tempFolder } from '../../support/home.ts';

const person = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, ...args], {
    env: { ...process.env, ...person },
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();

/** A repository with one commit, of `train.py` and `out/results.json`. */
function repository(): string {
  const folder = tempFolder();
  git(folder, 'init', '-q');
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'train.py'), 'print(1)\n');
  writeFileSync(join(folder, 'out', 'results.json'), '{"accuracy": 0.8}\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'one');
  return folder;
}

const open = (env = process.env) =>
  openResultFiles(env, () => ({ timeZone: 'UTC', dayStartMinutes: 240 })).revision;

describe('the revision of a file', () => {
  it('is the commit of its repository, and whether anything in it was changed', async () => {
    const folder = repository();
    const commit = git(folder, 'rev-parse', 'HEAD');
    const file = join(folder, 'out', 'results.json');
    writeFileSync(join(folder, 'untracked.json'), '{}');
    expect(await open()(file)).toEqual({ commit, dirty: false });
    appendFileSync(join(folder, 'train.py'), 'print(2)\n');
    expect(await open()(file)).toEqual({ commit, dirty: true });
    expect(await open()(join(folder, 'untracked.json'))).toEqual({ commit, dirty: true });
  });

  it('is asked for once in a run', async () => {
    const folder = repository();
    const revision = open();
    const before = await revision(join(folder, 'out', 'results.json'));
    appendFileSync(join(folder, 'train.py'), 'print(2)\n');
    expect(await revision(join(folder, 'out', 'results.json'))).toEqual(before);
    expect(await revision(join(folder, 'train.py'))).toEqual(before);
  });

  it('does not exist outside of a repository, before the first commit, and without git', async () => {
    const outside = tempFolder();
    expect(await open()(join(outside, 'a.json'))).toBeUndefined();
    expect(await open()(join(outside, 'gone', 'a.json'))).toBeUndefined();
    git(outside, 'init', '-q');
    expect(await open()(join(outside, 'a.json'))).toBeUndefined();
    expect(await open({ ...process.env, PATH: '/nowhere' })(join(repository(), 'train.py'))).toBeUndefined();
  });

  it('is that of the repository around the file, whatever repository prep is run in', async () => {
    const [folder, other] = [repository(), repository()];
    appendFileSync(join(other, 'train.py'), 'print(2)\n');
    const revision = open({ ...process.env, GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other });
    expect(await revision(join(folder, 'train.py'))).toEqual({
      commit: git(folder, 'rev-parse', 'HEAD'),
      dirty: false,
    });
  });
});

describe('a repository that is not to be trusted', () => {
  it('runs none of the programs that its config names', async () => {
    const folder = repository();
    const trap = join(folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch "${folder}/sprung-$1"\ncat\n`, { mode: 0o755 });
    const settings = {
      'core.fsmonitor': `${trap} monitor`,
      'core.pager': `${trap} pager`,
      'filter.bait.clean': `${trap} clean`,
      'filter.bait.process': `${trap} process`,
      'filter.bait.required': 'true',
      'diff.external': `${trap} diff`,
    };
    for (const [name, value] of Object.entries(settings)) git(folder, 'config', name, value);
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
    writeFileSync(join(folder, '.git', 'hooks', 'post-index-change'), `#!/bin/sh\n${trap} hook`, {
      mode: 0o755,
    });
    writeFileSync(join(folder, '.git', 'info', 'attributes'), '* filter=bait\n');
    writeFileSync(join(folder, 'train.py'), 'print(3)\n');
    expect(await open()(join(folder, 'train.py'))).toEqual({
      commit: git(folder, 'rev-parse', 'HEAD'),
      dirty: true,
    });
    const sprung = ['monitor', 'pager', 'clean', 'process', 'diff', 'hook'].filter((name) =>
      existsSync(join(folder, `sprung-${name}`)),
    );
    expect(sprung).toEqual([]);
    // The trap is a real one.
    expect(() => git(folder, 'status')).toThrow('clean filter');
    expect(existsSync(join(folder, 'sprung-process'))).toBe(true);
  });

  it('has no revision when its filters cannot be turned off', async () => {
    const folder = repository();
    git(folder, 'config', 'filter.a=b.clean', 'cat');
    expect(await open()(join(folder, 'train.py'))).toBeUndefined();
  });
});
