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
  it('asks for nothing, and has its charts and tables', async () => {
    const { page, strange } = await openPage(YEAR);
    expect(await page.locator('figure > svg').count()).toBe(6);
    expect(await page.getByRole('region', { name: 'The least ready questions' }).isVisible()).toBe(true);
    expect(strange).toEqual([]);
  });

  it('says in the name of each chart what it shows', async () => {
    const { page } = await openPage(YEAR);
    const names = await page
      .locator('figure > svg')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    expect(names.map((name) => name.split(/[:,]/)[0])).toEqual([
      'Attempts per day in the last year',
      'Due by day',
      'Recalled by month',
      'Points covered by week',
      'Values cited by week',
      'Predicted and covered',
    ]);
  });

  it('has the colours of the system, and white paper', async () => {
    const { page } = await openPage(YEAR, { colorScheme: 'dark' });
    const display = (): Promise<readonly string[]> =>
      page.evaluate(() => {
        const bar = document.querySelector('.chart .bar') ?? document.body;
        return [getComputedStyle(document.body).color, getComputedStyle(bar).fill];
      });
    expect(await display()).toEqual(['rgb(227, 229, 232)', 'rgb(143, 191, 236)']);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await display()).toEqual(['rgb(31, 36, 41)', 'rgb(31, 95, 153)']);
  });

  it.for([375, 320])('needs no scrolling to the side on a screen of %d pixels', async (width) => {
    for (const html of Object.values(PAGES)) {
      const { page } = await openPage(html, { viewport: { width, height: 700 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await sticksOut(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.for([1100, 320])(
    'has no word over a point, and no figure without its sign, at %d pixels',
    async (width) => {
      const { page } = await openPage(YEAR, { viewport: { width, height: 700 } });
      const met = await page.evaluate(() => {
        const boxes = (kind: string) =>
          [...document.querySelectorAll(kind)].map((each) => each.getBoundingClientRect());
        const dots = boxes('.dot');
        return boxes('.chart text').filter((word) =>
          dots.some(
            (dot) =>
              dot.left < word.right &&
              dot.right > word.left &&
              dot.top < word.bottom &&
              dot.bottom > word.top,
          ),
        ).length;
      });
      expect(met).toBe(0);
      const broken = await page.evaluate(
        () =>
          [...document.querySelectorAll('.whole')].filter((each) => each.getClientRects().length > 1).length,
      );
      expect(await page.locator('.whole').count()).toBeGreaterThan(0);
      expect(broken).toBe(0);
    },
  );

  it.for(['A4', 'Letter'] as const)('cuts no chart and no table on %s', async (format) => {
    const { page } = await openPage(YEAR, { viewport: { width: 672, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(672);
    const loose = await page.evaluate(() =>
      [...document.querySelectorAll('.chart, .table, figure')]
        .filter((each) => getComputedStyle(each).breakInside !== 'avoid')
        .map(({ outerHTML }) => outerHTML.slice(0, 60)),
    );
    expect(loose).toEqual([]);
    const tallest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('figure')].map((each) => each.getBoundingClientRect().height),
      ),
    );
    expect(tallest).toBeLessThan(900);
    const pdf = await printed(page, format);
    expect(pagesOf(pdf)).toBeGreaterThan(1);
    expect(pagesOf(pdf)).toBeLessThan(6);
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
