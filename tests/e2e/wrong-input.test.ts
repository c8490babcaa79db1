// Wrong input, through the program that is installed: one sentence on stderr, the remedy, the exit code, nothing on stdout.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson, startPrep, type Outcome } from '../support/cli.ts';
import { program, root, type Environment } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';

/** A folder with files in it, by path. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const run = (
  args: readonly string[],
  env: Environment = {},
  home = tempHome(),
  command?: readonly string[],
): Promise<Outcome> => runPrep(args, { home, env, ...(command && { command }) });

/** prep without the rights of root, whom no permission keeps out. */
const unprivileged =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', ...program] : program;

/** Expects a failure that reads like all others, and gives what it says. */
async function refused(...given: Parameters<typeof run>): Promise<string> {
  const { stdout, stderr, status } = await run(...given);
  expect(stderr).toMatch(/^prep: [^]+\.\n {6}\S[^]*\n$/);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  return stderr;
}

describe('wrong usage', () => {
  it.each([
    ['lst', 'Unknown command "lst".', 'did you mean `prep list`?'],
    ['lst --due --json', 'Unknown command "lst".', 'did you mean `prep list`?'],
    ['lst list', 'Unknown command "lst".', 'did you mean `prep list`?'],
    [
      'delete Q4',
      'Unknown command "delete".',
      'did you mean `prep suspend`? To delete one of yours, remove its file',
    ],
    ['points Q4', 'Unknown command "points".', 'did you mean `prep edit`, `prep feedback`,'],
    ['story', 'Unknown command "story".', 'did you mean `prep answer`?'],
    ['--plain help nope', 'Unknown command "nope".', '`prep --help` lists all commands'],
    ['--bnk x', 'Unknown option --bnk.', 'did you mean --bank? `prep --help` lists all options'],
    [
      'list --sectoin x',
      'Unknown option --sectoin.',
      'did you mean --section? `prep list --help` lists all options',
    ],
    ['list --xyzzy', 'Unknown option --xyzzy.', '`prep list --help` lists all options'],
    ['--bank', '--bank <path> needs a value.', 'see `prep --help`'],
    ['fill --list --set x=1', "Option '--list' cannot be used with option '--set", 'see `prep fill --help`'],
    [
      'export --open --strip',
      "Option '--open' cannot be used with option '--strip",
      'see `prep export --help`',
    ],
    ['show', 'Missing <question>.', 'see `prep show --help`'],
    ['show a b', "Too many arguments for 'show'. Expected 1 argument but got 2.", 'see `prep show --help`'],
    [
      'grade 4 great',
      '<rating> cannot be "great". Allowed choices are again, hard, good, easy.',
      '`prep grade',
    ],
    ['plan --days 9999', '--days cannot be "9999". Give at most 366.', 'see `prep plan --help`'],
    ['search x -n 0', '--count cannot be "0". Give a whole number, 1 or more.', 'see `prep search --help`'],
    [
      'list --difficulty x',
      '--difficulty cannot be "x". Allowed choices are easy, medium, hard.',
      '`prep list',
    ],
    [
      'drill --answers x --check',
      "Option '--check' cannot be used with option '--answers",
      'see `prep drill',
    ],
    ['drill --list --answers x', "Option '--list' cannot be used with option '--answers", 'see `prep drill'],
    ['drill --install cron --check', "Option '--install <how>' cannot be used with option '--check'", 'see'],
    ['drill --install cron --json', '`prep drill --install` has no `--json`.', 'leave it out'],
    ['completion bash --json', '`prep completion` has no `--json`.', 'leave it out'],
    ['mock --resume -n 3', "Option '--resume' cannot be used with option '-n, --count", 'see `prep mock'],
    [
      'answer 4 --remove --file x',
      "Option '--remove' cannot be used with option '--file",
      'see `prep answer',
    ],
    [
      'config newPerDay 7 --unset',
      '`--unset` needs the name of a setting, and no value.',
      'newPerDay --unset`',
    ],
    [
      'config --unset',
      '`--unset` needs the name of a setting, and no value.',
      '`prep config retention --unset`',
    ],
    ['export --to -', '--to cannot be "-". Give the name of a file.', 'see `prep export --help`'],
    ['backup -', '<file> cannot be "-". Give the name of a file.', 'see `prep backup --help`'],
    ['mock --list -n 3', "Option '--list' cannot be used with option '-n, --count", 'see `prep mock'],
    [
      'mock --show 1 --resume',
      "Option '--show <id>' cannot be used with option '--resume'",
      'see `prep mock',
    ],
    ['history --play 1', '--play needs a question.', 'for example `prep history 4 --play 1`'],
    ['history --all', '--all needs a question.', 'for example `prep history 4 --all`\n'],
    ['completion tcsh', '<shell> cannot be "tcsh".', 'see `prep completion --help`'],
  ])('prep %s', async (args, message, hint) => {
    const text = await refused(args.split(' '));
    expect(text).toContain(`prep: ${message}`);
    expect(text).toContain(hint);
  });

  it.each([
    [['drill', '--check', '--bank', '']],
    [['check', '']],
    [['banks', 'add', '']],
    [['add', 'Why?', '--tag', 'a', '--tag', '']],
    [['fill', '--set', 'p95_ms=1', '']],
    [['--home', '', 'list']],
  ])('prep %j, where a variable of a script is not set', async (args) => {
    expect(await refused(args)).toMatch(/cannot be ""\. Give a value, or leave it out\.\n/);
  });

  it('is no reason to go without help or version', async () => {
    const help = await run(['help', 'grade']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(/^Usage: prep grade /);
    expect(await refused(['help', 'grde'])).toContain('did you mean `prep grade`?');
    expect(await refused(['hepl'])).toContain('did you mean `prep help`?');
    expect(await refused(['help', 'qqqqqq'])).toContain('"qqqqqq".\n      `prep --help` lists all commands');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['-V'])).toEqual({ stdout: `${version}\n`, stderr: '', status: 0 });
  });
});

describe('wrong names', () => {
  it('names the three closest ids, with and without --json', async () => {
    for (const args of [
      ['show', 'atention-complexity'],
      ['--json', 'history', 'atention-complexity'],
    ])
      expect(await refused(args)).toMatch(/closest: attention-complexity, [\w-]+, [\w-]+\n/);
  });

  it('names those that a start can mean', async () => {
    expect(await refused(['suspend', 'attention'])).toMatch(
      /"attention" matches \d questions\.\n {6}choose one: attention-complexity, /,
    );
  });

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

  it('records nothing for them', async () => {
    const home = tempHome();
    await refused(['grade', 'nothing', 'good'], {}, home);
    expect(existsSync(join(home, 'journal'))).toBe(false);
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

describe('banks that give nothing', () => {
  it('says that a bank is missing', async () => {
    expect(await refused(['--bank', 'nope', 'list', '--json'])).toContain(
      'prep: The bank nope cannot be read: it does not exist.\n      check the path after --bank',
    );
    expect(await refused(['check', 'nope.md'])).toBe(
      'prep: No such file or folder: nope.md.\n      check the path\n',
    );
    expect(await refused(['next'], { PREP_BANK: '/no/bank' })).toContain('The bank /no/bank cannot be read');
  });

  it('says that a folder holds no question, and what one is', async () => {
    const bank = folderWith({ 'README.md': '# Notes\n\nNo question here.\n', 'a.txt': 'x' });
    for (const args of [[], ['list'], ['next'], ['quiz', '--plain']]) {
      const { stderr, status } = await run([...args, '--bank', bank]);
      expect(stderr).toContain(`No questions found in ${bank}. Write one question per file`);
      expect(status).toBe(0);
    }
    expect(await run(['check', bank])).toMatchObject({ status: 1 });
  });

  it('says that files have errors, and how to see them, but lists what there is', async () => {
    const bank = folderWith({
      'a.md': '---\nid: a\n---\n# A?\n\nText.\n',
      'b.md': Uint8Array.of(0xff, 0xfe, 0x23, 0),
    });
    const { stdout, stderr, status } = await run(['list', '--bank', bank]);
    expect(stdout).toContain('A?');
    expect(stderr).toBe(
      `1 error in question files may hide questions. Run \`prep check ${bank}\` for details.\n`,
    );
    expect(status).toBe(0);
    expect((await run(['list', '--bank', bank, '-q'])).stderr).toBe('');
    const checked = await run(['check', bank]);
    expect(checked.stdout).toContain('b.md:1:1: error: It is written in UTF-16. [file-encoding]');
    expect(checked.status).toBe(1);
  });
});

describe('files that are named and cannot be read', () => {
  const files = { 'a.pdf': '%PDF-1.7\n', 'b.anki2': 'SQLite format 3\0', 'good.md': '# Why?\n\nText.\n' };

  it.each([
    ['quiz', '--plain', 'a.pdf'],
    ['quiz', '--plain', 'a.pdf', 'b.anki2'],
    ['list', '--bank', 'a.pdf'],
  ])('end a command as any wrong input does: prep %s %s %s', async (...args) => {
    const { stdout, stderr, status } = await runPrep(args.filter(Boolean), {
      home: tempHome(),
      cwd: folderWith(files),
    });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^prep: a\.pdf: It is a PDF, not text\.\n {6}\S/);
    expect(status).toBe(2);
  });

  it('end it too where PREP_BANK names them', async () => {
    const options = { home: tempHome(), cwd: folderWith(files), env: { PREP_BANK: 'a.pdf' } };
    const { stderr, status } = await runPrep(['list'], options);
    expect(stderr).toMatch(/^prep: a\.pdf: It is a PDF, not text\./);
    expect(status).toBe(2);
  });

  it('hide nothing of another one that can be read', async () => {
    const { stdout, stderr, status } = await runPrep(['quiz', '--plain', 'a.pdf', 'good.md'], {
      home: tempHome(),
      cwd: folderWith(files),
    });
    expect(stdout).toContain('Why?');
    expect(stderr).toContain('Run `prep check a.pdf good.md` for details.');
    expect(status).not.toBe(2);
  });
});

describe('prep check', () => {
  it('shows problems of several files with carets, and the sum on stderr', async () => {
    const folder = folderWith({
      'one.md': '---\nid: one\nminuts: 3\n---\n# One?\n\nText.\n\n## Key points\n- Text\n',
      'two/b.md': '---\nid: [\n---\n# Two?\n\nText.\n',
      'sound.md': '---\nid: sound\n---\n# Sound?\n\nText.\n\n## Key points\n- Text\n',
    });
    const { stdout, stderr, status } = await runPrep(['check', 'one.md', 'two', 'sound.md'], {
      home: tempHome(),
      cwd: folder,
    });
    expect(stdout).toContain('one.md:3:1: warning: ');
    expect(stdout).toContain('\n    minuts: 3\n    ^~~~~~\n');
    expect(stdout).toContain('two/b.md:3:1: error: ');
    expect(stderr).toMatch(/^3 questions: 1 error, \d warnings?\n$/);
    expect(status).toBe(1);
  });

  it('finds the sample bank sound, from any folder, until its numbers are asked for', async () => {
    const options = { home: tempHome(), cwd: tempFolder() };
    const sound = await runPrep(['check'], options);
    expect(sound).toMatchObject({ stdout: '', status: 0 });
    expect(sound.stderr).toMatch(/^\d+ questions: 0 errors, 0 warnings\n/);
    const open = await runPrep(['check', '--require-filled', '--json'], options);
    expect(open.status).toBe(1);
    const { errors } = JSON.parse(open.stdout) as { errors: number };
    expect(errors).toBeGreaterThan(10);
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
    expect(stderr).toMatch(/config\.json:1:\d+: warning: settings: "newPerDay" must be /);
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
