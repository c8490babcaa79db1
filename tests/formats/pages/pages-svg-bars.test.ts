// Bars of a page: what they say, how long they are, and texts that mean harm.
import { describe, expect, it } from 'vitest';
import { type SvgBar, svgBars } from '../../../src/formats/pages/charts.ts';

const widthsOf = (svg: string): readonly number[] =>
  Array.from(svg.matchAll(/class="bar(?: \w+)?"[^>]* width="([\d.]+)%"/g), ([, width]) => Number(width));
const labelled = (label: string, value = 1): SvgBar => ({ label, value, text: `${value}` });

describe('the length of a bar', () => {
  it('is a share of its own full length, or of the largest value', () => {
    const svg = svgBars(
      [
        { label: 'a', value: 3, of: 4, text: '3 of 4' },
        { label: 'b', value: 2, text: '2', kind: 'warn' },
        { label: 'c', value: 8, text: '8' },
      ],
      'Points',
    );
    expect(widthsOf(svg)).toEqual([75, 25, 100]);
    expect(svg).toContain('class="bar warn"');
  });

  it('is none for nothing, and never more than all', () => {
    const values = [0, 0];
    expect(
      widthsOf(
        svgBars(
          values.map((value) => labelled('a', value)),
          'None',
        ),
      ),
    ).toEqual([]);
    expect(widthsOf(svgBars([{ label: 'a', value: 9, of: 3, text: '9' }], 'More'))).toEqual([100]);
  });
});

describe('the words', () => {
  it('stand in a list with the name of the drawing', () => {
    const svg = svgBars([labelled('Recall', 2), labelled('Time', 5)], 'How it\nwent');
    expect(svg).toMatch(
      /^<ul class="bars" aria-label="How it went">\n<li><span>Recall<\/span> <span class="value">2</,
    );
  });

  it('mean nothing to a page', () => {
    const hostile = `</text><script>alert(1)</script>"' onload=x \u0000\u001b[31m&amp;`;
    const svg = svgBars([{ label: hostile, value: 1, text: hostile }], hostile);
    expect(svg.match(/<(?!\/?(?:ul|li|span|svg|rect)\b)/g)).toBeNull();
    expect(svg).not.toMatch(/[\u0000\u001b]/);
    expect(svg.match(/"/g)?.length).toBe((svg.match(/="/g)?.length ?? 0) * 2);
  });
});
