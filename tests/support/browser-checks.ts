// What can be wrong with a page that is open in a browser: for those who cannot see it, and for small screens.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, as `rule: element`. */
export async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { axe: checker } = globalThis as unknown as { axe: { run: () => Promise<Found> } };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html}`));
  });
}

/** What sticks out of the window or of its own frame without a way to scroll to it. */
export const sticksOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const elements = [...document.querySelectorAll<HTMLElement>('body *')];
    const scrolls = (element: HTMLElement): boolean => element.closest('pre, .table, .skip, .keys') !== null;
    return elements
      .filter((element) => !scrolls(element) && element.getBoundingClientRect().right > room + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 80));
  });
