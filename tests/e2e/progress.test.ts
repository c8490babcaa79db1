// Plan and figures of a home on disk: anew after each rating.
import { expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempHome } from '../support/home.ts';

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
