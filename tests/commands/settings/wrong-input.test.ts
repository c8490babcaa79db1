// Wrong input: one sentence on stderr, the remedy, the exit code, nothing on stdout.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../support/cli.ts';
import { root, type Environment } from '../../support/environment.ts';
import { folderWith, tempFolder, tempHome } from '../../support/home.ts';
import { runPrep } from '../../support/in-process.ts';
import { refusalOf } from '../../support/refusal.ts';

const run = (args: readonly string[], env: Environment = {}, home = tempHome()): Promise<Outcome> =>
  runPrep(args, { home, env });

const refused = async (...given: Parameters<typeof run>): Promise<string> => refusalOf(await run(...given));

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
    expect(help.stdout).toMatch(/\nExample:\n {2}prep grade /);
    expect((await run(['help', 'quiz'])).stdout).toMatch(
      /\nExamples:\n {2}prep quiz {2,}what is due today\n/,
    );
    const all = await run(['--help']);
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(all.stdout).toMatch(/^Usage: prep \[COMMAND\][^]*\nStudy +quiz +\S.*drill +\S/);
    expect(all.stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
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

  it('records nothing for them', async () => {
    const home = tempHome();
    await refused(['grade', 'nothing', 'good'], {}, home);
    expect(existsSync(join(home, 'journal'))).toBe(false);
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
      'b.md': Uint8Array.of(0xff, 0xfe, 0x23, 0, 0),
    });
    const { stdout, stderr, status } = await run(['list', '--bank', bank]);
    expect(stdout).toContain('A?');
    expect(stderr).toBe(
      `1 error in question files may hide questions. Run \`prep check ${bank}\` for details.\n`,
    );
    expect(status).toBe(0);
    expect((await run(['list', '--bank', bank, '-q'])).stderr).toBe('');
    const checked = await run(['check', bank]);
    expect(checked.stdout).toContain('b.md:1:1: error: It is not text. [file-encoding]');
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
