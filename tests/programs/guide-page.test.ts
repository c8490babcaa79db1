// The page of a study guide in a real browser: folding, the keyboard, colours, phones, paper, and authors who mean harm.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PLAIN_STYLE } from '../../src/core/values/quantity.ts';
import { cheatsheet } from '../../src/formats/pages/cheatsheet.ts';
import { htmlPage } from '../../src/formats/pages/guide-page.ts';
import { faults, sticksOut } from '../support/browser-checks.ts';
import { openPage, pagesOf, printed, wordsOf } from '../support/browser.ts';
import {
  bankOf,
  contentOf,
  HOSTILE_FILES,
  HOSTILE_TEXTS,
  RICH_FILES,
  shippedContent,
} from '../support/page-questions.ts';
import { exampleValues } from '../support/examples.ts';

const rich = bankOf(RICH_FILES);
const values = exampleValues(rich, PLAIN_STYLE);
const RICH = htmlPage(contentOf(rich, values));
const GAPS = htmlPage(contentOf(rich, new Map([...values].filter(([key]) => key === 'users'))));
const SHIPPED = htmlPage(shippedContent());
const HOSTILE = htmlPage(contentOf(bankOf(HOSTILE_FILES), new Map()));
const SHEET = cheatsheet(shippedContent()).html;

const openTitles = (page: Page): Promise<readonly string[]> =>
  page.locator('article > details[open] h3').allInnerTexts();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.split('\n')[0] ?? '');

describe('folding', () => {
  it('opens what is clicked', async () => {
    const { page, strange } = await openPage(RICH);
    expect(await openTitles(page)).toEqual([]);
    await page.locator('summary h3').nth(1).click();
    expect(await openTitles(page)).toEqual(['42 Tell me about a surprise.']);
    expect(await page.getByText('everybody is glad').isVisible()).toBe(true);
    expect(strange).toEqual([]);
  });

  it('opens the question that an address names, with its title in view', async () => {
    const { page } = await openPage(RICH);
    await page.evaluate(() => (location.hash = '#q-rich'));
    await page.waitForFunction(() => document.querySelector('details[open] #q-rich') !== null);
    const title = page.getByText('What does __init__ do');
    await expect.poll(async () => (await title.boundingBox())?.y ?? -1).toBeGreaterThan(0);
  });

  it('opens the answer in which the browser finds words', async () => {
    const { page } = await openPage(RICH);
    // A link to a passage reveals it as the search of the browser does, which no test can open.
    await page.goto(`${page.url()}#:~:text=everybody%20is%20glad`);
    await page.waitForFunction(() => document.querySelector('details[open] #q-story') !== null);
  });
});

describe('values to fill', () => {
  it('are marked', async () => {
    const { page } = await openPage(GAPS);
    expect(await page.locator('mark.open').first().textContent()).toBe('[FILL IN: p95_ms]');
  });
});

describe('the keyboard', () => {
  it('gets anywhere, and shows where it is', async () => {
    const { page } = await openPage(RICH);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Everything');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Behaviour');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^1 What does/);
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
    ).not.toBe('none');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^42 Tell/);
    await page.keyboard.press('Enter');
    expect(await openTitles(page)).toEqual(['42 Tell me about a surprise.']);
    await page.keyboard.press('Enter');
    expect(await openTitles(page)).toEqual([]);
  });
});

describe('colours', () => {
  const background = (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it.for([
    ['dark', 'rgb(21, 23, 26)'],
    ['light', 'rgb(252, 252, 250)'],
  ] as const)('are those of the system: %s', async ([colorScheme, color]) => {
    const { page } = await openPage(RICH, { colorScheme });
    expect(await background(page)).toBe(color);
  });
});

describe('a small screen', () => {
  it.for([375, 320])('of %d pixels needs no scrolling to the side', async (width) => {
    for (const html of [RICH, SHIPPED, HOSTILE, SHEET]) {
      const { page } = await openPage(html, { viewport: { width, height: 700 } });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.setAttribute('open', '');
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await sticksOut(page)).toEqual([]);
      await page.context().close();
    }
  });
});

describe('paper', () => {
  it('has every answer and no control on it', async () => {
    const { page } = await openPage(RICH, { colorScheme: 'dark' });
    await page.locator('summary h3').nth(1).click();
    const pdf = await printed(page, 'A4');
    expect(pagesOf(pdf)).toBe(2);
    const words = wordsOf(pdf);
    for (const told of [
      'everybody is glad',
      'Because of the queue',
      'no answer yet',
      'up to its very end',
      '45 ms',
    ])
      expect(words).toContain(told);
    expect(words).not.toMatch(/Contents/);
    // What was folded is folded again.
    expect(await openTitles(page)).toEqual(['42 Tell me about a surprise.']);
  });

  it('has no line that is cut, and is white', async () => {
    // What A4 leaves between its margins, in pixels of paper.
    const { page } = await openPage(RICH, {
      viewport: { width: 672, height: 900 },
      colorScheme: 'dark',
    });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(672);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    );
    expect(cut).toEqual([]);
    expect(await page.getByText('everybody is glad').isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(31, 36, 41)');
  });

  it('holds the headlines of all 43 questions on two pages, of either size', async () => {
    const { page } = await openPage(SHEET);
    for (const format of ['A4', 'Letter'] as const) {
      const pdf = await printed(page, format);
      expect(pagesOf(pdf)).toBe(2);
      const words = wordsOf(pdf);
      expect(words).toMatch(/(\d+) of \1 values on this sheet filled/);
    }
  });
});

describe('the size of a cheat sheet', () => {
  const shipped = shippedContent();

  it.for([6, 14, 24])('is such that the numbers of %d questions fit', async (count) => {
    const { html, pages } = cheatsheet({ ...shipped, questions: shipped.questions.slice(-count) });
    expect(pages).toBe(1);
    const { page } = await openPage(html);
    expect(pagesOf(await printed(page, 'A4'))).toBe(1);
    expect(pagesOf(await printed(page, 'Letter'))).toBe(1);
  });

  it('is told in pages where that cannot be', async () => {
    const names = Array.from({ length: 700 }, (_, i) => `seconds_of_part_${i}`);
    const text = `# What did you measure?\n\n${names.map((name) => `It took [FILL IN: ${name}].`).join(' ')}\n`;
    const known = new Map(names.map((name, i) => [name, { text: `${i} s`, origin: 'typed' as const }]));
    const { html, pages } = cheatsheet(contentOf(bankOf({ 'many.md': text }), known));
    const { page } = await openPage(html);
    // It says "about".
    expect(Math.abs(pages - pagesOf(await printed(page, 'Letter')))).toBeLessThanOrEqual(1);
    expect(pages).toBeGreaterThan(1);
  });
});

describe('a page whose author means harm', () => {
  it('runs nothing, asks nobody and is whole', async () => {
    const { page, strange } = await openPage(HOSTILE);
    await page.keyboard.press('o');
    for (const link of await page.locator('main a').all()) await link.dispatchEvent('mouseover');
    await page.locator('main a').evaluateAll((links) => {
      for (const link of links) (link as HTMLElement).focus();
    });
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (globalThis as unknown as { broken?: unknown }).broken)).toBeUndefined();
    expect(strange).toEqual([]);
    expect(await page.locator('main article').count()).toBe(HOSTILE_TEXTS.length);
    expect(await page.locator('body > *').count()).toBe(3);
    expect(
      await page.evaluate(
        () =>
          document.querySelectorAll('main :is(script, img, svg, iframe, style, link, form, button)').length,
      ),
    ).toBe(0);
  });

  it('has links that lead where they say', async () => {
    const { page } = await openPage(HOSTILE);
    const protocols = await page
      .locator('main a')
      .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).protocol))]);
    expect(protocols).toEqual(['https:']);
  });
});

describe('everybody', () => {
  it.for(['light', 'dark'] as const)('can use the pages, in %s colours', async (colorScheme) => {
    const pages = { RICH, GAPS, SHIPPED, HOSTILE, SHEET };
    for (const [name, html] of Object.entries(pages)) {
      const { page } = await openPage(html, { colorScheme });
      expect({ name, faults: await faults(page) }).toEqual({ name, faults: [] });
      // A few answers of the shipped bank stand for all of them.
      await page.locator('article > details').evaluateAll((all) => {
        for (const details of all.slice(0, 3))
          for (const each of [details, ...details.querySelectorAll('details')]) each.setAttribute('open', '');
      });
      expect({ name, faults: await faults(page) }).toEqual({ name, faults: [] });
      await page.context().close();
    }
  });
});
