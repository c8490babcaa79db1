// The page of how it goes in a real browser: nothing is asked for, everybody can use it, phones and paper lose nothing.
import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/formats/pages/report.ts';
import { faults, sticksOut } from '../support/browser-checks.ts';
import { openPage, pagesOf, printed, wordsOf } from '../support/browser.ts';
import { yearStats } from '../support/progress-year.ts';

const pageAfter = (days: number): string => reportPage(yearStats(days), ['Architecture', '#go-to']);
const YEAR = pageAfter(365);
const PAGES = { YEAR, FIRST_DAYS: pageAfter(3), EMPTY: pageAfter(0) };

describe('the report', () => {
  it('asks for nothing, and has the colors of the system, and white paper', async () => {
    const { page, strange } = await openPage(YEAR, { colorScheme: 'dark' });
    const color = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).color);
    expect(await color()).toBe('rgb(227, 229, 232)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await color()).toBe('rgb(31, 36, 41)');
    expect(strange).toEqual([]);
  });

  it.for([375, 320])('needs no scrolling to the side on a screen of %d pixels', async (width) => {
    for (const html of Object.values(PAGES)) {
      const { page } = await openPage(html, { viewport: { width, height: 700 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await sticksOut(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.for(['A4', 'Letter'] as const)('cuts no table on %s', async (format) => {
    const { page } = await openPage(YEAR, { viewport: { width: 672, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(672);
    const loose = await page.evaluate(
      () =>
        [...document.querySelectorAll('.table')].filter(
          (each) => getComputedStyle(each).breakInside !== 'avoid',
        ).length,
    );
    expect(loose).toBe(0);
    const pdf = await printed(page, format);
    expect(pagesOf(pdf)).toBeLessThan(4);
    const words = wordsOf(pdf);
    for (const told of ['Readiness', 'prep answer', '95% sure', 'Current streak'])
      expect(words).toContain(told);
  });

  it.for(['light', 'dark'] as const)('can be used by everybody, in %s colours', async (colorScheme) => {
    for (const [name, html] of Object.entries(PAGES)) {
      const { page } = await openPage(html, { colorScheme });
      expect({ name, faults: await faults(page) }).toEqual({ name, faults: [] });
      await page.context().close();
    }
  });
});
