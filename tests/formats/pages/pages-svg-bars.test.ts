// Bars of a page: what they say, how long they are, and texts that mean harm.
import { describe, expect, it } from 'vitest';
import { type SvgBar, svgBars } from '../../../src/formats/pages/report.ts';

const widthsOf = (svg: string): readonly number[] =>
  Array.from(svg.matchAll(/class="bar(?: \w+)?"[^>]* width="([\d.]+)%"/g), ([, width]) => Number(width));
const labelled = (label: string, share = 1, kind = 'bar'): SvgBar => ({
  label,
  text: `${share}`,
  parts: [{ kind, share }],
});

it('has bars as long as their shares, and none for nothing', () => {
  const svg = svgBars([labelled('a', 0.75), labelled('b', 0.25, 'bar warn'), labelled('c', 0)], 'Points');
  expect(widthsOf(svg)).toEqual([75, 25]);
  expect(svg).toContain('class="bar warn"');
});

it('sets the parts of a bar one behind the other', () => {
  const parts = [0.5, 0.25, 0.25].map((share) => ({ kind: 'bar', share }));
  const svg = svgBars([{ label: 'a', text: '', parts }], 'Ratings');
  expect(Array.from(svg.matchAll(/class="bar" x="([\d.]+)%"/g), ([, x]) => Number(x))).toEqual([0, 50, 75]);
});

describe('the words', () => {
  it('stand in a list with the name of the drawing', () => {
    const svg = svgBars([labelled('Recall', 0.2), labelled('Time', 0.5)], 'How it\nwent');
    expect(svg).toMatch(
      /^<ul class="bars" aria-label="How it went">\n<li><span>Recall<\/span> <span class="value">0.2</,
    );
  });

  it('mean nothing to a page', () => {
    const hostile = `</text><script>alert(1)</script>"' onload=x \u0000\u001b[31m&amp;`;
    const svg = svgBars([{ label: hostile, text: hostile, parts: [] }], hostile);
    expect(svg.match(/<(?!\/?(?:ul|li|span|svg|rect)\b)/g)).toBeNull();
    expect(svg).not.toMatch(/[\u0000\u001b]/);
    expect(svg.match(/"/g)?.length).toBe((svg.match(/="/g)?.length ?? 0) * 2);
  });
});
