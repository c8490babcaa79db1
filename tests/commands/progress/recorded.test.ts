// Plan, figures and steps of a home on disk: anew after each rating.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPrep } from '../../support/in-process.ts';
import { tempHome } from '../../support/home.ts';

it('plan and figures follow what was done since', async () => {
  const home = tempHome();
  const shown = async (day: string, ...args: readonly string[]): Promise<string> => {
    const { stdout, status } = await runPrep(args, { home, env: { PREP_NOW: `${day}T09:00:00+01:00` } });
    expect(status).toBe(0);
    return stdout;
  };
  await shown('2026-11-20', 'grade', '4', 'good');
  expect(await shown('2026-11-24', 'plan')).toMatch(/Nov 24 +1 review, 5 new/);
  await shown('2026-11-24', 'grade', '4', 'hard');
  expect(await shown('2026-11-24', 'plan')).toMatch(/Nov 24 +5 new/);
  expect(await shown('2026-11-24', 'stats')).toMatch(/2 attempts .* 1 question .* 2 days/);
});

it('undoes the last step, also after the clock was ahead', async () => {
  const home = tempHome();
  const said = async (day: string, ...args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await runPrep(args, { home, env: { PREP_NOW: `${day}T08:00:00+01:00` } });
    return `${stdout}${stderr}`;
  };
  const value = 'attention_ms_512';
  writeFileSync(join(home, '..', 'guide.md'), '# Guide\n\n### Q1: What is one?\n\nThe first.\n');
  await said('2026-12-10', 'grade', '4', 'good');
  await said('2026-12-10', 'fill', '--set', `${value}=31`);
  await said('2026-12-10', 'import', join(home, '..', 'guide.md'));
  const marked = await said('2026-12-02', 'doctor');
  expect(marked).toMatch(/clock +3 steps with a time in the future, up to 2026-12-10 08:00/);
  await said('2026-12-02', 'grade', 'what-is-one', 'again');
  await said('2026-12-02', 'fill', '--set', `${value}=29`);
  expect(await said('2026-12-02', 'undo')).toContain('(back to 31 ms), from 2026-12-02 08:00');
  expect(await said('2026-12-02', 'redo')).toContain('from 2026-12-02 08:00');
  expect(await said('2026-12-02', 'undo')).toContain('(back to 31 ms), from 2026-12-02 08:00');
  expect(await said('2026-12-02', 'undo')).toContain('the rating "again"');
  expect(await said('2026-12-02', 'undo')).toContain('Your last step was an import');
  await said('2026-12-03', 'grade', '3', 'hard');
  expect(await said('2026-12-03', 'undo')).toContain('the rating "hard"');
  expect(await said('2026-12-03', 'redo')).toContain('the rating "hard"');
});
