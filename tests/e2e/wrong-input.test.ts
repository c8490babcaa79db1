// Wrong input, through the program that is installed: one sentence on stderr, the remedy, the exit code, nothing on stdout.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson, startPrep, type Outcome } from '../support/cli.ts';
import { program, type Environment } from '../support/environment.ts';
import { folderWith, tempFolder, tempHome } from '../support/home.ts';
import { refusalOf } from '../support/refusal.ts';

const run = (
  args: readonly string[],
  env: Environment = {},
  home = tempHome(),
  command?: readonly string[],
): Promise<Outcome> => runPrep(args, { home, env, ...(command && { command }) });

/** prep without the rights of root, whom no permission keeps out. */
const unprivileged =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', ...program] : program;

const refused = async (...given: Parameters<typeof run>): Promise<string> => refusalOf(await run(...given));

describe('wrong names', () => {
  it.each([
    ['Bogus/Zone', 'TZ is "Bogus/Zone", which is no known time zone: days are those of UTC.', 1],
    ['CET-1CEST,M3.5.0', 'TZ is "CET-1CEST,M3.5.0", which is no known time zone', 1],
    ['JST-9', 'JST-9 (+09:00), a day ends at 04:00', 0],
    ['UTC0', 'UTC0 (+00:00), a day ends at 04:00', 0],
    ['Africa/Abidjan', 'Africa/Abidjan, a day ends at 04:00', 0],
  ])('are found by prep doctor where TZ is %s', async (TZ, detail, code) => {
    const { stdout, status } = await startPrep(['doctor', '--json'], { home: tempHome(), env: { TZ } });
    const { checks } = JSON.parse(stdout) as { checks: { name: string; ok: boolean; detail: string }[] };
    const clock = checks.find(({ name }) => name === 'clock');
    expect(clock).toMatchObject({ ok: code === 0 });
    expect(clock?.detail).toContain(detail);
    expect(status).toBe(code);
  });
});

describe.skipIf(process.platform === 'win32')('a working folder that was removed', () => {
  const inRemoved = (...args: readonly string[]): Promise<Outcome> =>
    startPrep(args, {
      home: tempHome(),
      cwd: tempFolder(),
      command: ['sh', '-c', 'rmdir "$PWD" && exec "$@"', 'sh', ...program],
    });

  it('keeps nobody from whole paths', async () => {
    expect(await inRemoved('--json')).toMatchObject({ stderr: '', status: 0 });
    const file = join(tempFolder(), 'answers.html');
    expect(await inRemoved('export', '4', '--to', file)).toMatchObject({ status: 0 });
    expect(existsSync(file)).toBe(true);
  });

  it.each([
    ['list', '--bank', 'notes.md'],
    ['import', 'notes.md', '--dry-run'],
  ])('is named for others: prep %s %s %s', async (...args) => {
    const { stdout, stderr, status } = await inRemoved(...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toBe(
      'prep: notes.md cannot be found: the current folder was removed.\n      change to another folder, or give the whole path\n',
    );
  });
});

describe('homes that cannot be used', () => {
  it.each([[[]], [['list', '--json']], [['config', 'retention', '0.8']], [['grade', '4', 'good']]])(
    'prep %j in a home below a file',
    async (args) => {
      const home = join(folderWith({ file: 'x' }), 'file', 'prep');
      expect(await refused(args, {}, home)).toContain(
        `${join(home, 'config.json')} cannot be read: a part of its path is a file.\n      check its permissions, or choose another folder`,
      );
    },
  );

  it('prep next in a home whose journal holds a folder', async () => {
    const home = folderWith({ 'journal/a.jsonl/x': '' });
    expect(await refused(['next'], {}, home)).toContain('a.jsonl cannot be read: it is a folder.');
  });

  it('prep grade in a home that may not be written', async () => {
    const home = tempFolder();
    chmodSync(home, 0o500);
    expect(await refused(['grade', '4', 'good'], {}, home, unprivileged)).toContain('permission is denied');
    expect((await run(['list'], {}, home, unprivileged)).status).toBe(0);
  });

  it.each([
    ['add', '-'],
    ['answer', '4', '--file', '-'],
    ['drill', '--answers', '-'],
  ])('prep %s with input that is not UTF-8', async (...args) => {
    const home = tempHome();
    const [node = '', script = ''] = program;
    const command = ['bash', '-c', `printf 'Das Caf\\xe9.\\n' | '${node}' '${script}' "$@"`, 'prep'];
    expect(await refused(args, {}, home, command)).toContain('prep: stdin is not UTF-8 text.');
    expect(existsSync(join(home, 'questions'))).toBe(false);
  });

  it('a home or a part of it that may not be read is named by the commands that look into it', async () => {
    const home = tempHome();
    await run(['grade', '4', 'good'], {}, home);
    await run(['config', 'newPerDay', '7'], {}, home);
    const within = async (path: string, args: readonly string[]): Promise<Outcome> => {
      chmodSync(path, 0);
      const outcome = await run(args, {}, home, unprivileged);
      chmodSync(path, 0o700);
      return outcome;
    };
    const { stdout, status } = await within(home, ['doctor']);
    expect({ stdout, status }).toMatchObject({ status: 1, stdout: expect.stringMatching(/^x home /m) });
    for (const [name, args] of [
      ['config.json', ['restore']],
      ['journal', ['backup', join(tempFolder(), 'b.zip')]],
    ] as const) {
      const refusal = await within(join(home, name), args);
      expect(refusal.stderr).toMatch(new RegExp(`^prep: .*${name} cannot be read: permission is denied`));
      expect(refusal.status).toBe(2);
    }
  });

  it('prep check with a question file that may not be read', async () => {
    const bank = folderWith({
      'good.md': '---\nid: good\n---\n# Good?\n\nYes.\n',
      'locked.md': '# Locked?\n',
    });
    chmodSync(join(bank, 'locked.md'), 0);
    const { stdout, status } = await run(['check', bank], {}, tempHome(), unprivileged);
    expect(stdout).toMatch(/locked\.md.*\[file-unreadable\]/);
    expect(status).toBe(1);
  });

  it('a damaged config is named with its line, and left as it is', async () => {
    const home = folderWith({ 'config.json': '{ "version": 1,\n  "settings": {' });
    for (const args of [
      ['list', '--json'],
      ['config', 'retention', '0.8'],
    ])
      expect(await refused(args, {}, home)).toMatch(/config\.json:\d:\d+: .*\n {6}fix that place/);
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe('{ "version": 1,\n  "settings": {');
    const doctor = await run(['doctor'], {}, home);
    expect(doctor.stdout).toMatch(/x config .*config\.json:\d:/);
    expect(doctor.status).toBe(1);
  });

  it('a setting that does not hold is named, and its default is used', async () => {
    const home = folderWith({ 'config.json': '{ "version": 1, "settings": { "newPerDay": "many" } }' });
    const { stdout, stderr, status } = await run([], {}, home);
    expect(stdout).toContain('5 new');
    expect(stderr).toMatch(/config\.json: warning: settings: "newPerDay" must be /);
    expect(status).toBe(0);
  });

  it.each([
    [{ 'config.json': '{ "version": 7 }' }, 'config.json'],
    [{ 'journal/a.jsonl': '{"v":9,"id":"01","type":"attempt"}\n' }, 'a.jsonl'],
  ])('files of a newer version of prep are refused, untouched: %j', async (files, name) => {
    const home = folderWith(files);
    const text = await refused([], {}, home);
    expect(text).toContain(`${name} was written by a newer version of prep`);
    expect(text).toContain('update prep; the file was left untouched');
  });

  it('PREP_NOW that is no instant', async () => {
    expect(await refused([], { PREP_NOW: 'yesterday' })).toContain('PREP_NOW is "yesterday"');
  });
});

describe('scripts', () => {
  it('prep --json prints one document and nothing else', async () => {
    const home = tempHome();
    expect(await runPrep(['--json'], { home })).toMatchObject({ stderr: '', status: 0 });
    expect(await runPrepJson(['--json'], { home })).toMatchObject({ v: 1, command: 'status' });
    expect(await runPrep(['status', '--json'], { home })).toEqual(await runPrep(['--json'], { home }));
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  it('a bug shows its stack, asks for a report and exits 70', async () => {
    const folder = folderWith({
      'broken.cjs': `Date.now = () => { throw new TypeError('injected') };`,
    });
    const env = { PREP_NOW: undefined, NODE_OPTIONS: `--require ${join(folder, 'broken.cjs')}` };
    const { stdout, stderr, status } = await run(['next'], env, tempHome(), program);
    expect({ stdout, status }).toEqual({ stdout: '', status: 70 });
    expect(stderr).toMatch(/^TypeError: injected\n {4}at /);
    expect(stderr).toMatch(/\nprep: this is a bug in prep; [^\n]*\n$/);
  });
});
