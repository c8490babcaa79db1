import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrep } from '../../support/in-process.ts';
import { tempFolder, tempHome } from '../../support/home.ts';

const at = (minute: number) => ({ PREP_NOW: `2026-11-24T10:${String(minute).padStart(2, '0')}:00+01:00` });

/** A day of steps, and the config file after each of them. */
async function day() {
  const home = tempHome();
  const after: string[] = [];
  for (const [minute, args] of [
    ['fill', '--set', 'attention_ms_128=50', '--set', 'attention_ms_512=90'],
    ['config', 'newPerDay', '9'],
    ['answer', '6', '--file', '-'],
    ['fill', '--set', 'attention_ms_128=51'],
    ['undo'],
    ['fill', '--unset', 'attention_ms_512'],
    ['undo'],
    ['redo'],
    ['fill', '--set', 'imdb_accuracy=82%'],
  ].entries()) {
    expect((await runPrep(args, { home, env: at(minute), input: 'In my words.' })).status).toBe(0);
    after.push(readFileSync(join(home, 'config.json'), 'utf8'));
  }
  return { home, after };
}

const textOf = (home: string): string => readFileSync(join(home, 'config.json'), 'utf8');

const heldIn = (text: string): unknown => {
  const { fills, answers } = JSON.parse(text) as Record<string, unknown>;
  return { fills, answers };
};

it('what the journal has from after the copy is put back over it, from wherever in the day the copy is', async () => {
  const { home: original, after } = await day();
  for (const copy of after) {
    const home = join(tempFolder(), 'home');
    cpSync(original, home, { recursive: true });
    writeFileSync(join(home, 'backups', '2026-11-24', 'config.json'), copy);
    writeFileSync(join(home, 'config.json'), '{');
    expect((await runPrep(['restore'], { home, env: at(30) })).status).toBe(0);
    expect(heldIn(textOf(home))).toEqual(heldIn(textOf(original)));
    const undone = await runPrep(['undo'], { home, env: at(31) });
    expect(undone.stdout).toMatch(/^Undid: the value of imdb_accuracy/);
  }
});

it('says so before it is done, and keeps a version that was edited in the copy', async () => {
  const { home, after } = await day();
  const edited = (after[0] ?? '').replace('50 ms', '55 ms');
  writeFileSync(join(home, 'backups', '2026-11-24', 'config.json'), edited);
  writeFileSync(join(home, 'config.json'), '{');
  const { stdout } = await runPrep(['restore', '--dry-run'], { home, env: at(30) });
  expect(stdout).toMatch(
    /^Later than that, and taken from your journal: 2 values and 1 own answer\.\nSettings, .* only in the damaged file\.$/m,
  );
  await runPrep(['restore'], { home, env: at(30) });
  expect(textOf(home)).toContain('55 ms');
});

it('an undo of what is not there says that it was undone already', async () => {
  const { home } = await day();
  writeFileSync(join(home, 'config.json'), '{"version":1}');
  const { stdout } = await runPrep(['undo'], { home, env: at(31) });
  expect(stdout).toMatch(/^Already undone: the value of imdb_accuracy/);
});
