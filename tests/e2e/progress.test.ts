// Plan and figures in a real terminal: after a rating, within the window, and anew after the next one.
import { describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

const at = (day: string) => ({ PREP_NOW: `${day}T09:00:00+01:00`, TZ: 'Europe/Berlin' });

/** All that a command shows in a window of so many columns; lines that had to be wrapped are one line again. */
async function shown(
  home: string,
  day: string,
  columns: number,
  ...args: readonly string[]
): Promise<string> {
  const terminal = openTerminal({ home, args, env: at(day), columns, rows: 60 });
  expect(await terminal.ended()).toBe(0);
  return terminal.transcript();
}

async function rate(home: string, day: string, rating: string): Promise<void> {
  const { status } = await runPrep(['grade', '4', rating], { home, env: at(day) });
  expect(status).toBe(0);
}

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('progress in a terminal', () => {
  it('fits a narrow window', async () => {
    const columns = 40;
    const home = tempHome();
    await rate(home, '2026-11-20', 'good');
    for (const args of [['plan', '--until', '2026-12-24'], ['plan'], ['stats'], []]) {
      const text = await shown(home, '2026-11-24', columns, ...args);
      expect(widest(text), args.join(' ')).toBeLessThanOrEqual(columns);
      if (args.length > 0) expect(text, args.join(' ')).toContain('Q4');
    }
  });

  it('follows what was done since', async () => {
    const home = tempHome();
    const today = async (): Promise<string> => {
      const text = await shown(home, '2026-11-24', 80, 'plan');
      return text.split('\n').find((line) => line.includes('Nov 24')) ?? '';
    };
    await rate(home, '2026-11-20', 'good');
    expect(await today()).toMatch(/Nov 24 +1 +5 /);
    await rate(home, '2026-11-24', 'hard');
    expect(await today()).toMatch(/Nov 24 +0 +5 /);
    expect(await shown(home, '2026-11-24', 80, 'stats')).toMatch(/2 attempts .* 1 question .* 2 days/);
  });
});
