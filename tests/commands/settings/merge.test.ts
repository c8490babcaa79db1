// Two machines that wrote into their own copies of one home come together again.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { journalOf, tempFolder } from '../../support/home.ts';

type Config = {
  fills: Record<string, { value: string }>;
  answers: Record<string, { own?: { text: string } }>;
  settings?: Record<string, unknown>;
};

const configOf = (home: string): Config =>
  JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as Config;

/** Holds two homes that have the same past, and went on apart. */
const made = tempFolder();

beforeAll(async () => {
  const [here, there] = [join(made, 'here'), join(made, 'there')];
  const at = (minute: number) => ({ PREP_NOW: `2026-11-24T10:${String(minute).padStart(2, '0')}:00+01:00` });
  const say = async (home: string, minute: number, ...args: readonly string[]): Promise<void> => {
    expect((await runPrep(args, { home, env: at(minute), input: 'Words of ' + args.at(-1) })).status).toBe(0);
  };
  await say(here, 0, 'fill', '--set', 'attention_ms_128=50', '--set', 'attention_ms_512=90');
  await say(here, 1, 'fill', '--set', 'imdb_accuracy=82%');
  cpSync(here, there, { recursive: true });
  await say(here, 2, 'fill', '--unset', 'imdb_accuracy');
  await say(here, 3, 'fill', '--set', 'attention_ms_128=51');
  await say(there, 4, 'fill', '--set', 'attention_ms_128=52');
  await say(there, 5, 'fill', '--set', 'attention_ms_512=91');
  await say(here, 6, 'fill', '--set', 'attention_ms_512=92');
  await say(there, 7, 'answer', 'multi-head-attention', '--file', '-');
  await say(there, 8, 'config', 'newPerDay', '9');
});

/** Copies of both. */
function apart(): { readonly here: string; readonly there: string } {
  const folder = tempFolder();
  cpSync(made, folder, { recursive: true });
  return { here: join(folder, 'here'), there: join(folder, 'there') };
}

it('what happened last on either machine stays, and what does not is in the journal', async () => {
  const { here, there } = apart();
  const before = readFileSync(join(here, 'config.json'), 'utf8');
  const dry = await runPrepJson<{ rows: unknown[] }>(['merge', there, '--dry-run', '--json'], { home: here });
  expect(dry.rows).toHaveLength(5);
  expect(readFileSync(join(here, 'config.json'), 'utf8')).toBe(before);

  const { stdout, status } = await runPrep(['merge', there], { home: here });
  expect({ stdout, status }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('imdb_accuracy: stays removed: 82%'),
  });
  const { fills, answers, settings } = configOf(here);
  expect(fills['attention_ms_128']?.value).toBe('52 ms');
  expect(fills['attention_ms_512']?.value).toBe('92 ms');
  expect(fills).not.toHaveProperty('imdb_accuracy');
  expect(answers['multi-head-attention']?.own?.text).toContain('Words of');
  expect(settings).toEqual({ newPerDay: 9 });
  // Each machine's version that did not stay can be found.
  for (const version of ['51 ms', '91 ms']) expect(JSON.stringify(journalOf(here))).toContain(version);
  expect(
    (await runPrepJson<{ rows: unknown[] }>(['merge', there, '--json'], { home: here })).rows,
  ).toHaveLength(2);
});

it('is one step, which takes back what was taken and leaves what stayed', async () => {
  const { here, there } = apart();
  const later = { home: here, env: { PREP_NOW: '2026-11-24T10:30:00+01:00' } };
  const before = configOf(here);
  await runPrep(['merge', join(there, 'config.json')], later);
  const merged = configOf(here);
  expect(merged.fills['attention_ms_128']?.value).toBe('52 ms');
  expect((await runPrep(['undo'], later)).stdout).toContain('Undid: ');
  expect(configOf(here)).toMatchObject({ fills: before.fills });
  expect(configOf(here).answers['multi-head-attention']?.own).toBeUndefined();
  expect((await runPrep(['redo'], later)).status).toBe(0);
  expect(configOf(here)).toEqual(merged);
  expect((await runPrep(['redo'], later)).status).toBe(2);
});

it('a copy in conflict is told until it is merged, and nothing of it is dropped', async () => {
  const { here, there } = apart();
  const copy = join(here, "config (Ada's conflicted copy 2026-11-27).json");
  cpSync(join(there, 'config.json'), copy);
  for (const args of [['list'], ['config']])
    expect((await runPrep(args, { home: here })).stderr).toMatch(/two machines wrote at once \(`prep merge /);
  expect((await runPrep(['doctor'], { home: here })).stdout).toContain('second version');
  const { stdout, status } = await runPrep(['merge', copy], { home: here });
  expect({ stdout, status }).toMatchObject({ status: 0, stdout: expect.stringContaining('is kept as') });
  expect(readFileSync(`${copy}.merged`, 'utf8')).toBe(readFileSync(join(there, 'config.json'), 'utf8'));
  expect(configOf(here).fills['attention_ms_128']?.value).toBe('52 ms');
  expect((await runPrep(['list'], { home: here })).stderr).toBe('');
});

it('a journal with the marks of git is told, and both of its sides are read', async () => {
  const { here, there } = apart();
  const [name = ''] = readdirSync(join(here, 'journal'));
  const file = join(here, 'journal', name);
  const [ours, theirs] = [file, join(there, 'journal', name)].map((each) => readFileSync(each, 'utf8'));
  writeFileSync(file, `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`);
  const { stderr } = await runPrep(['list'], { home: here });
  expect(stderr).toContain(
    'Line 1 is a git conflict marker; the lines of both sides are used. Delete the line.',
  );
});

it('of a whole home, attempts and questions come along, and what differs stays as here', async () => {
  const { here, there } = apart();
  const env = { PREP_NOW: '2026-11-24T12:00:00+01:00' };
  for (const args of [
    ['grade', 'positional-encoding', 'good'],
    ['add', 'What is a saga?', '--answer', 'Steps.'],
  ])
    expect((await runPrep(args, { home: there, env })).status).toBe(0);
  const { stdout, status } = await runPrep(['merge', there], { home: here });
  expect({ stdout, status }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('questions: 1 file'),
  });
  expect(stdout).toContain('and kept yours for the rest.');
  expect(JSON.stringify(journalOf(here))).toContain('positional-encoding');
  writeFileSync(
    join(here, 'questions', 'what-is-a-saga.md'),
    '---\nid: what-is-a-saga\n---\n# Mine?\n\nMine.\n',
  );
  const again = await runPrep(['merge', there], { home: here });
  expect(again.stdout).toContain('questions/what-is-a-saga.md differs and stays as here.');
  expect(readdirSync(join(here, 'questions'))).toContain('what-is-a-saga.md');
  const file = await runPrep(['merge', join(there, 'config.json')], { home: here });
  expect(file.stdout).toContain('`prep merge FOLDER` merges attempts and questions, too.');
});

it('two questions that got the same number apart go by their ids', async () => {
  const { here, there } = apart();
  const env = { PREP_NOW: '2026-11-24T12:00:00+01:00' };
  for (const [home, id] of [
    [here, 'saga'],
    [there, 'lease'],
  ] as const) {
    mkdirSync(join(home, 'questions'), { recursive: true });
    writeFileSync(
      join(home, 'questions', `${id}.md`),
      `---\nid: ${id}\nnumber: 3\n---\n# What is a ${id}?\n\nWords.\n`,
    );
  }
  const own = { home: here, env };
  await runPrep(['merge', there], own);
  await runPrep(['banks', 'off', 'shipped'], own);
  expect((await runPrep(['next'], own)).stdout).toBe('lease What is a lease?\n');
  expect((await runPrep(['grade', 'lease', 'good'], own)).status).toBe(0);
  const checked = await runPrep(['check'], own);
  expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('[number-duplicate]') });
});

it('banks below the home folder are found on a machine with another one, and a missing one stops nothing', async () => {
  const [there, here] = [tempFolder(), tempFolder()];
  const say = (folder: string, ...args: readonly string[]) =>
    runPrep(args, { home: join(folder, 'prep'), env: { HOME: folder }, cwd: folder });
  for (const name of ['vault', 'notes']) {
    const bank = join(there, 'banks', name);
    mkdirSync(bank, { recursive: true });
    writeFileSync(join(bank, 'q.md'), `# What is in ${name}?\n\nAn answer.\n`);
    expect((await say(there, 'banks', 'add', bank)).status).toBe(0);
  }
  await say(there, 'add', 'What is mine?', '--answer', 'This.');
  await say(there, 'backup', 'b.zip');
  cpSync(join(there, 'banks', 'vault'), join(here, 'banks', 'vault'), { recursive: true });
  const restored = await say(here, 'restore', join(there, 'b.zip'));
  expect(restored.stderr).toBe('These banks are not on this machine: ~/banks/notes\n');
  const { stdout, stderr, status } = await say(here, 'list');
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('~/banks/notes') });
  expect(stdout).toMatch(/What is mine\?[^]*What is in vault\?/);
  expect(stdout).not.toContain('notes');
  expect((await say(here, 'grade', 'what-is-mine', 'good')).status).toBe(0);
  expect((await say(here, 'undo')).status).toBe(0);
  expect((await say(here, 'doctor')).stdout).toContain('x bank        ~/banks/notes is missing');

  const third = tempFolder();
  cpSync(join(there, 'banks', 'notes'), join(third, 'banks', 'notes'), { recursive: true });
  cpSync(join(there, 'banks', 'vault'), join(third, 'vault'), { recursive: true });
  await say(third, 'banks', 'add', 'vault');
  const listed = readFileSync(join(third, 'prep', 'config.json'), 'utf8');
  const dry = await say(third, 'merge', join(there, 'prep'), '--dry-run');
  expect(dry.stdout).toContain('~/banks/notes (bank): on in the copy, missing here');
  expect(dry.stderr).toContain('These banks are not on this machine: ~/banks/vault');
  expect(readFileSync(join(third, 'prep', 'config.json'), 'utf8')).toBe(listed);
  const back = await say(third, 'restore', join(there, 'b.zip'));
  expect(back.stdout).toContain('~/banks/notes (bank): on in the copy, missing here');
  expect(back.stdout).toMatch(/^Restored from .*: 1 bank, /m);
  const { banks } = JSON.parse(readFileSync(join(third, 'prep', 'config.json'), 'utf8')) as {
    banks: unknown;
  };
  expect(banks).toEqual(['own', '~/vault', 'shipped', '~/banks/notes']);
});

it('keeps the record of imports here, and the next import knows what came', async () => {
  const folder = tempFolder();
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const say = (home: string, ...args: readonly string[]) => runPrep(args, { home, cwd: folder });
  const guide = (...titles: readonly string[]): string =>
    `# Guide\n\n${titles.map((title) => `### ${title}\n\nAn answer.\n`).join('\n')}`;
  writeFileSync(join(folder, 'g.md'), guide('What is one?', 'What is two?', 'What is three?'));
  writeFileSync(join(folder, 'h.md'), guide('What is SPI?', 'What is I2C?'));
  await say(here, 'import', 'g.md', '--only');
  cpSync(here, there, { recursive: true });
  await say(there, 'import', 'h.md');
  const record = readFileSync(join(here, 'questions', '.prep-import.json'), 'utf8');

  const { stdout } = await say(here, 'merge', there);
  expect(stdout).toContain('questions: 2 files (h/guide/what-is-i2c.md, h/guide/what-is-spi.md)');
  expect(readFileSync(join(here, 'questions', '.prep-import.json'), 'utf8')).toBe(record);
  await say(here, 'import', 'h.md');
  const { questions } = await runPrepJson<{ questions: { title: string }[] }>(['list', '--json'], {
    home: here,
  });
  expect(questions.filter(({ title }) => title === 'What is SPI?')).toHaveLength(1);
  expect((await say(here, 'check')).status).toBe(0);
});

it('passes on what was removed later, and not what was undone', async () => {
  const { here, there } = apart();
  const say = async (home: string, minute: number, ...args: readonly string[]): Promise<string> => {
    const env = { PREP_NOW: `2026-11-24T10:${minute}:00+01:00` };
    return (await runPrep(args, { home, env })).stdout;
  };
  await say(here, 20, 'merge', there);
  await say(here, 21, 'fill', '--unset', 'attention_ms_512');
  await say(here, 22, 'undo');
  await say(here, 23, 'fill', '--unset', 'attention_ms_128');
  await say(here, 24, 'answer', 'multi-head-attention', '--remove');
  const { rows } = await runPrepJson<{ rows: Record<string, unknown>[] }>(
    ['merge', here, '--dry-run', '--json'],
    { home: there },
  );
  const gone = { theirs: '', taken: 'theirs' };
  expect(rows).toContainEqual({ section: 'fills', name: 'attention_ms_128', ours: '52 ms', ...gone });
  expect(rows).toContainEqual(expect.objectContaining({ name: 'multi-head-attention', ...gone }));
  expect(await say(there, 30, 'merge', here)).toContain('now 52 ms -> removed in the copy');
  expect(configOf(there).fills).not.toHaveProperty('attention_ms_128');
  expect(configOf(there).fills['attention_ms_512']?.value).toBe('92 ms');
  expect(configOf(there)).not.toHaveProperty(['answers', 'multi-head-attention']);
  expect(await say(here, 31, 'merge', there)).not.toMatch(/attention_ms_128|multi-head/);
  await say(there, 32, 'undo');
  expect(configOf(there).fills['attention_ms_128']?.value).toBe('52 ms');
});

it('a dry run moves no history, even if a question was retitled since', async () => {
  const { here, there } = apart();
  const bank = tempFolder();
  const retitle = (title: string): void =>
    writeFileSync(join(bank, 'g.md'), `### ${title}\n\nA sequence of local steps.\n`);
  retitle('What is a saga?');
  for (const args of [
    ['banks', 'add', bank],
    ['grade', 'what-is-a-saga', 'good'],
  ])
    expect((await runPrep(args, { home: here })).status).toBe(0);
  retitle('What are sagas?');
  const before = journalOf(here);
  expect((await runPrep(['merge', there, '--dry-run'], { home: here })).stdout).toContain('newPerDay');
  expect(journalOf(here)).toEqual(before);
});

it('takes attempts of a home that has no config file yet', async () => {
  const { here, there } = apart();
  rmSync(join(there, 'config.json'));
  const env = { PREP_NOW: '2026-11-24T12:00:00+01:00' };
  await runPrep(['grade', 'positional-encoding', 'good'], { home: there, env });
  const before = configOf(here);
  const { stdout, status } = await runPrep(['merge', there], { home: here });
  expect({ stdout, status }).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Merged from .*: 1 file\.$/m),
  });
  expect(JSON.stringify(journalOf(here))).toContain('positional-encoding');
  expect(configOf(here)).toEqual(before);
  const none = await runPrep(['merge', tempFolder()], { home: here });
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('has no config.json') });
});

it.each(['', 'config.json'])('merges nothing with itself: %s', async (name) => {
  const { here } = apart();
  const { stdout, stderr, status } = await runPrep(['merge', join(here, name)], { home: here });
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toContain('This is your own config file.');
});
