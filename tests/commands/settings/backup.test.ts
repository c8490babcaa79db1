// A drill: all of a home goes into one archive and comes back on a new machine, where every screen is the same.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { filesBelow } from '../../support/disk-banks.ts';
import { journalOf, tempFolder, tempHome } from '../../support/home.ts';

const GUIDE =
  '# Guide\n\n### Q1: What is one?\n\nThe first.\n\n### Q2: Tell me about a bug.\n\n**Situation**: It failed.\n\n**Task**: Mend it.\n\n**Action**: I looked.\n\n**Result**: It held.\n';

const SCREENS = [
  ['list'],
  ['next', '--json'],
  ['plan'],
  ['stats', '--json'],
  ['show', 'attention-complexity'],
  ['show', 'what-is-one'],
  ['list', '--star', '--json'],
  ['fill', '--list', '--json'],
  ['answer', 'attention-complexity'],
  ['history', '--json'],
  ['mock', '--list', '--json'],
  ['banks', '--json'],
  ['config', '--json'],
];

/** A home after some days of work, with something of everything. */
async function rehearsed(): Promise<string> {
  const home = tempHome();
  const folder = tempFolder();
  const say = async (args: readonly string[], input = ''): Promise<void> => {
    const { status, stderr } = await runPrep(args, {
      home,
      cwd: folder,
      input,
    });
    expect({ args, status, stderr: status === 0 ? '' : stderr }).toEqual({
      args,
      status: 0,
      stderr: '',
    });
  };
  writeFileSync(join(folder, 'guide.md'), GUIDE);
  await say(['import', 'guide.md']);
  await say(['grade', 'attention-complexity', 'good']);
  await say(['grade', 'what-is-one', 'again']);
  await say(['suspend', 'multi-head-attention']);
  await say(['fill', '--set', 'attention_ms_128=50', '--set', 'imdb_accuracy=82%']);
  await say(['answer', 'attention-complexity', '--file', '-'], 'My own words, Größe and 中文.\n');
  await say(['config', 'newPerDay', '7']);
  await say(['quiz', '--plain', 'what-is-one'], 'The first one.\n\n\n3\n\n');
  await say(['undo']);
  mkdirSync(join(home, 'recordings'), { recursive: true });
  writeFileSync(join(home, 'recordings', 'one.wav'), Buffer.from([0, 255, 1, 254]));
  return home;
}

/** What every screen says, with the place of the home left out. */
const screensOf = (home: string): Promise<readonly unknown[]> =>
  Promise.all(
    SCREENS.map(async (args) => {
      const { stdout, stderr, status } = await runPrep(args, { home });
      return {
        args,
        status,
        text: `${stdout}${stderr}`.replaceAll(home, 'HOME'),
      };
    }),
  );

const LATER = { PREP_NOW: '2026-11-24T20:00:00+01:00' };

const owned = (home: string): ReadonlyMap<string, string> =>
  new Map([...filesBelow(home)].filter(([name]) => !/^(?:cache|backups)\//.test(name)));

describe('prep backup and prep restore', () => {
  let home = '';
  let archive = '';
  let screens: readonly unknown[] = [];

  beforeAll(async () => {
    home = await rehearsed();
    const folder = tempFolder();
    const first = await runPrepJson<{ file: string; files: number }>(['backup', '--json'], {
      home,
      cwd: folder,
    });
    expect(first).toMatchObject({
      file: 'prep-backup-2026-11-24.zip',
      files: owned(home).size,
      outside: [],
    });
    archive = join(folder, first.file);
    screens = await screensOf(home);
    // A second one of the day does not replace the first.
    expect((await runPrep(['backup'], { home, cwd: folder })).stdout).toMatch(
      /^prep-backup-2026-11-24-2\.zip/,
    );
    const taken = await runPrep(['backup', archive], { home });
    expect(taken).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('already exists'),
    });
  });

  it('give a new machine the same screens', async () => {
    const other = tempHome();
    expect(await runPrep(['restore', archive], { home: other })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(owned(other)).toEqual(owned(home));
    expect(await screensOf(other)).toEqual(screens);
    // Once more changes nothing.
    const again = await runPrep(['restore', archive], { home: other });
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('already here'),
    });
    expect(owned(other)).toEqual(owned(home));
  });

  it('read the folder of a daily copy as well', async () => {
    const copy = join(tempFolder(), '2026-11-20');
    for (const name of ['config.json', 'journal', 'questions'])
      cpSync(join(home, name), join(copy, name), { recursive: true });
    const other = tempHome();
    expect((await runPrep(['restore', copy], { home: other })).stdout).toContain('from 2026-11-20');
    expect(await screensOf(other)).toEqual(screens);
  });

  it('keep all that is here: later attempts, other values, edited questions', async () => {
    const other = tempHome();
    cpSync(home, other, { recursive: true });
    const question = [...owned(other).keys()].find((name) => name.endsWith('what-is-one.md')) ?? '';
    writeFileSync(join(other, question), `${owned(other).get(question)}\nMy later edit.\n`);
    for (const args of [
      ['grade', 'attention-complexity', 'easy'],
      ['fill', '--set', 'attention_ms_128=60'],
    ])
      expect((await runPrep(args, { home: other, env: LATER })).status).toBe(0);
    const entries = journalOf(other).length;
    const dry = await runPrep(['restore', archive, '--dry-run'], {
      home: other,
    });
    expect(dry.stdout).toMatch(
      /questions: 1 file \([^)]+\.md\); 1 replaces yours.*attention_ms_128: now 60 ms -> 50 ms in the copy/s,
    );
    const { stdout, status } = await runPrep(['restore', archive], {
      home: other,
      env: { PREP_NOW: '2026-11-24T21:00:00+01:00' },
    });
    expect({ stdout, status }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('`prep merge'),
    });
    expect(journalOf(other)).toHaveLength(entries + 1);
    expect(readFileSync(join(other, question), 'utf8')).toBe(owned(home).get(question));
    expect(owned(other).get(`${question}.mine`)).toContain('My later edit');
    const aside = readdirSync(other).find((name) => name.startsWith('config.json.before-restore-')) ?? '';
    expect(readFileSync(join(other, aside), 'utf8')).toContain('60 ms');
    const undone = await runPrep(['undo'], { home: other, env: { PREP_NOW: '2026-11-24T22:00:00+01:00' } });
    expect(undone.stdout).toContain('the value of attention_ms_128 (back to 60 ms)');
    expect((await runPrep(['restore', archive], { home: other, env: LATER })).status).toBe(0);
    expect((await runPrep(['merge', join(other, aside)], { home: other })).status).toBe(0);
    expect((await runPrep(['fill', '--list'], { home: other })).stdout).toContain('60 ms');
  });

  it('take entries of a journal that went on otherwise as well', async () => {
    const other = tempHome();
    cpSync(home, other, { recursive: true });
    const [name = ''] = readdirSync(join(other, 'journal'));
    const file = join(other, 'journal', name);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.slice(1).join('\n'));
    for (const _ of [1, 2]) expect((await runPrep(['restore', archive], { home: other })).status).toBe(0);
    expect(readdirSync(join(other, 'journal'))).toHaveLength(2);
    const ids = (of: string): ReadonlySet<unknown> => new Set(journalOf(of).map(({ id }) => id));
    expect(ids(other)).toEqual(ids(home));
  });
});

it('says what came back in place of an empty config file, and where each unreadable one is kept', async () => {
  const home = tempHome();
  const file = join(home, 'config.json');
  await runPrep(['fill', '--set', 'attention_ms_128=50'], { home });
  await runPrep(['config', 'newPerDay', '9'], { home, env: { PREP_NOW: '2026-11-25T10:00:00+01:00' } });
  for (const kept of ['', '-2']) {
    writeFileSync(file, '');
    const { keptAside, rows } = await runPrepJson<{ keptAside: string; rows: { name: string }[] }>(
      ['restore', '--json'],
      { home, env: { PREP_NOW: '2026-11-25T10:00:00+01:00' } },
    );
    expect(rows.map(({ name }) => name)).toEqual(['attention_ms_128']);
    expect(keptAside).toMatch(new RegExp(`before-restore-\\d+${kept}$`));
    expect(readFileSync(keptAside, 'utf8')).toBe('');
  }
});

it('a daily copy whose config file has nothing to restore names its questions that are missing here', async () => {
  const home = tempHome();
  const at = (day: number) => ({ home, env: { PREP_NOW: `2026-11-${day}T10:00:00+01:00` } });
  await runPrep(['add', 'What is toil?', '--answer', 'Manual work.'], at(24));
  await runPrep(['config', 'newPerDay', '9'], at(24));
  await runPrep(['grade', 'what-is-toil', 'good'], at(25));
  const copy = { home, env: { PREP_NOW: '2026-11-25T11:00:00+01:00' } };
  expect((await runPrep(['restore', '2026-11-25'], copy)).stderr).toBe('');
  rmSync(join(home, 'questions', 'what-is-toil.md'));
  const { stdout, stderr } = await runPrep(['restore', '2026-11-25', '--dry-run'], copy);
  expect(stdout).toContain('Nothing to restore');
  expect(stderr).toMatch(/missing here: what-is-toil\.md\. `prep restore '~\/prep\/backups\/2026-11-25'`/);
  await runPrep(['restore', join(home, 'backups', '2026-11-25')], copy);
  expect((await runPrep(['show', 'what-is-toil'], copy)).stdout).toContain('Manual work.');
});

it('a home without a config file is packed and comes back, and a script is told which files came', async () => {
  const [home, other] = [tempHome(), tempHome()];
  const at = { home, cwd: tempFolder() };
  const none = await runPrep(['backup'], at);
  expect(none).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^prep: Nothing to back up in /),
  });
  await runPrep(['grade', '4', 'good'], at);
  await runPrep(['backup', 'b.zip'], at);
  const { restored, files, rows } = await runPrepJson<{ restored: string; files: string[]; rows: unknown[] }>(
    ['restore', 'b.zip', '--json'],
    { ...at, home: other },
  );
  expect([restored, rows]).toEqual(['b.zip', []]);
  expect(files).toEqual([expect.stringMatching(/^journal\/.*\.jsonl$/)]);
  expect(owned(other)).toEqual(owned(home));
  const again = await runPrep(['restore', home], { ...at, home: other });
  expect(again.stdout).toMatch(/^\S+prep:\n {2}already here: 1 file\nNothing to restore from \S+prep\.\n$/);
});

it.each([
  ['words', '{"kind": "prep-backup"'],
  ['of another program', '{"kind":"else"}'],
])('an archive that only looks like a backup is none: %s', async (_, about) => {
  const file = join(tempFolder(), 'a.zip');
  writeFileSync(file, zipSync({ 'prep-backup.json': Buffer.from(about) }));
  const { stdout, stderr, status } = await runPrep(['restore', file], { home: tempHome() });
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toMatch(/^prep: .*a\.zip is not a prep backup\.\n/);
});
