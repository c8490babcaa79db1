// Accessibility faults of an open page, and content that overflows on small screens.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** As axe finds them: `rule: element`. */
export async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { axe: checker } = globalThis as unknown as { axe: { run: () => Promise<Found> } };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html}`));
  });
}

/** Elements that overflow the window or their frame and cannot be scrolled to. */
export const sticksOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const elements = [...document.querySelectorAll<HTMLElement>('body *')];
    const scrolls = (element: HTMLElement): boolean => element.closest('pre, .table, .skip, .keys') !== null;
    return elements
      .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > room + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 80));
  });
