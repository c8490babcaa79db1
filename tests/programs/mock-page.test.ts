// The page of a mock's report in a real browser: nothing is asked for, everything can be read, on phones and on paper.
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../src/core/mock/report.ts';
import { mockPage } from '../../src/formats/pages/report.ts';
import { faults, sticksOut } from '../support/browser-checks.ts';
import { openPage, printed, wordsOf } from '../support/browser.ts';
import { berlin } from '../support/entries.ts';
import { mockAfter, RICH } from '../support/mocks.ts';

const PAGE = mockPage(reportOf(mockAfter(...RICH)), berlin);

describe('the report of a mock', () => {
  it.for(['light', 'dark'] as const)('has no fault and asks for nothing, %s', async (colorScheme) => {
    const { page, strange } = await openPage(PAGE, { colorScheme });
    expect(await faults(page)).toEqual([]);
    expect(strange).toEqual([]);
  });

  it('fits a phone', async () => {
    const { page } = await openPage(PAGE, { viewport: { width: 320, height: 640 } });
    expect(await sticksOut(page)).toEqual([]);
  });

  it('has all of it on paper', async () => {
    const { page } = await openPage(PAGE, { colorScheme: 'dark' });
    const words = wordsOf(await printed(page, 'A4'));
    for (const told of ['Quadratic time in the length', '320 ms', 'Linear with tiles', 'prep show Q4'])
      expect(words).toContain(told);
  });
});
