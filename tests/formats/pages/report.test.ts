// The page of how it goes: its policy, what is on it, and that no name becomes a part of it.
import { describe, expect, it } from 'vitest';
import { statsMarkdown } from '../../../src/formats/export/markdown-reports.ts';
import { reportPage } from '../../../src/formats/pages/report.ts';
import { digestOf, policyOf, textIn } from '../../support/page-head.ts';
import { head, yearHeads, yearStats } from '../../support/progress-year.ts';

const page = reportPage(yearStats(365), []);
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const partsOf = (html: string): readonly string[] =>
  Array.from(html.matchAll(/<h2>([^<]*)</g), ([, name = '']) => name);

describe('the page', () => {
  it('has a policy under which its own style holds, and nothing runs', () => {
    expect(policyOf(page)).toEqual([
      `default-src 'none'`,
      `style-src '${digestOf(textIn(page, 'style'))}'`,
      'img-src data:',
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
    expect(count(page, /<script|\sstyle=|\son\w+=|https?:/g)).toBe(0);
  });

  it('is this report', async () => {
    const markdown = statsMarkdown(yearStats(365), ['Architecture', '#go-to']);
    await expect(markdown).toMatchFileSnapshot('../../golden/stats/report.md');
  });

  it('has its parts and tables', () => {
    expect(partsOf(page)).toEqual([
      'Due',
      'Recall',
      'Points covered',
      'Values cited',
      'Ratings and times',
      'Readiness',
      'Leeches (forgotten 4 times or more)',
    ]);
    expect(count(page, /<table>/g)).toBe(3);
  });

  it('says what is missing where there is too little', () => {
    const empty = reportPage(yearStats(0), []);
    expect(partsOf(empty)).toEqual(['Due', 'Readiness']);
    expect(empty).toContain('No attempts yet.');
    const young = reportPage(yearStats(2), []);
    expect(young).toContain('more reviews are needed for a reliable figure');
    expect(partsOf(young)).toHaveLength(6);
  });

  it('takes no name for a part of the page', () => {
    const title = `</title></svg><script>alert(1)</script>"'&\n# |`;
    const heads = new Map(
      [...yearHeads].map(([id, each]) => [id, head(id, { ...each, title, section: title })]),
    );
    const hostile = reportPage(yearStats(365, { heads }), [title]);
    expect(count(hostile, /<script/g)).toBe(0);
    expect(count(hostile, /&lt;script&gt;/g)).toBeGreaterThan(5);
    expect(count(hostile, /<h\d>/g)).toBe(count(page, /<h\d>/g));
    expect(count(hostile, /<tr>/g)).toBe(count(page, /<tr>/g) - 3);
  });
});
