// Your progress on screens of every width: goldens of a year that does not exist, and what plain lines must not have.
import { describe, expect, it } from 'vitest';
import { renderStats, sparkline } from '../../../src/screens/progress/stats.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { head, yearHeads, yearStats } from '../../support/progress-year.ts';

const UNICODE = theme({ color: false, fancy: true });
const ASCII = theme({ color: false, fancy: false });

function shown(days: number, columns: number, more: Partial<Display> = {}): string {
  const display = { columns, theme: UNICODE, plain: false, ...more };
  return renderStats(yearStats(days), [], display);
}
const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe('the screen', () => {
  it.each([40, 80, 120, 200])('of %d columns shows a year', async (columns) => {
    const text = shown(365, columns);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/stats/year-${columns}.txt`);
  });

  it.each([
    ['nothing', 0],
    ['one-day', 1],
  ] as const)('of somebody with %s has no empty chart', async (name, days) => {
    await expect(shown(days, 80)).toMatchFileSnapshot(`../../golden/stats/${name}.txt`);
  });

  it('of somebody without questions has no table of nothing', () => {
    const stats = yearStats(0, { heads: new Map() });
    const display = { columns: 80, theme: ASCII, plain: false };
    const text = renderStats(stats, [], display);
    expect(text).toContain('No questions are loaded.');
    expect(text).not.toContain('Section ');
  });

  it.each([
    [{ filters: {}, since: '2026-11-24' }, `No attempts since 2026-11-24.`],
    [{ filters: { section: ['Production'] }, since: undefined }, 'No attempts for these questions yet.'],
    [
      { filters: { tag: ['go-to'] }, since: '2026-11-24' },
      `No attempts for these questions since 2026-11-24.`,
    ],
  ])('says of which attempts there is none: %j', (asked, told) => {
    const stats = yearStats(0, asked);
    const display = { columns: 80, theme: ASCII, plain: false };
    expect(renderStats(stats, [], display)).toContain(told);
  });

  it('says only that no question matches where none has all that was asked for', () => {
    const stats = yearStats(200, { filters: { section: ['Production'], tag: ['rope'] } });
    const display = { columns: 80, theme: ASCII, plain: true };
    expect(renderStats(stats, ['Production', '#rope'], display)).toBe(
      'Your progress - Production, #rope\nNo questions match.\n',
    );
  });

  it('fits every width, whatever the names are', () => {
    const section = '国際化とアクセシビリティの非常に長い名前 👩‍💻';
    const title = `${'非常に長い質問'.repeat(20)}\u001b[31m`;
    const heads = new Map([...yearHeads].map(([id, each]) => [id, head(id, { ...each, section, title })]));
    const stats = yearStats(200, { heads, since: '2026-06-01', filters: { section: [section] } });
    for (let columns = 40; columns <= 200; columns += 23) {
      const display = { columns, theme: ASCII, plain: false };
      const text = renderStats(stats, [section], display);
      expect({ columns, widest: widest(text) }).toMatchObject({ columns });
      expect(widest(text)).toBeLessThanOrEqual(columns);
      expect(text).not.toContain('\u001b');
    }
  });

  it('is plain letters where the terminal has no others', () => {
    // Names of sections are what they are.
    expect(shown(365, 80, { theme: ASCII }).replaceAll(/国際化 👩‍💻/gu, '')).not.toMatch(/[^\x00-\x7f]/);
  });
});

describe('plain lines', () => {
  const text = shown(365, 80, { theme: ASCII, plain: true });

  it('say everything in words, and draw nothing', async () => {
    expect(text).not.toMatch(/[#%+:.]{4,}|\^|\|/);
    await expect(text).toMatchFileSnapshot('../../golden/stats/year-plain.txt');
  });
});

describe('a chart', () => {
  it('leaves a gap where there is no figure', () => {
    expect(sparkline([0, undefined, 0.5, 1], UNICODE)).toBe('▁ ▅█');
  });
});
