// Bars of a page: what they say, how long they are, and texts that mean harm.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SvgBar, svgBars, svgLines, textEms } from '../../../src/formats/pages/charts.ts';

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

  it('is none for what is no length, and never more than all', () => {
    const values = [NaN, Infinity, -1, 0];
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
  it('are all in the name of the drawing', () => {
    const svg = svgBars([labelled('Recall', 2), labelled('Time', 5)], 'How it\nwent');
    expect(svg).toContain('role="img" aria-label="How it went, 2 bars; Recall: 2; Time: 5"');
  });

  it('are broken into lines, and cut behind the last', () => {
    expect(svgLines('one two three four', 5, 9)).toEqual(['one two', 'three four']);
    expect(svgLines('one two three four', 5, 1)).toEqual(['one two…']);
    expect(svgLines('x'.repeat(40), 10, 2)).toEqual(['x'.repeat(18), `${'x'.repeat(16)}…`]);
  });

  it('fit their lines, and none is lost while there are lines left', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.double({ min: 3, max: 30, noNaN: true }),
        (text, ems) => {
          const lines = svgLines(text, ems, 1000);
          expect(lines.filter((line) => textEms(line) > ems + 1e-9)).toEqual([]);
          expect(lines.join('').replaceAll(' ', '')).toBe(
            svgLines(text, 1e9, 1).join('').replaceAll(' ', ''),
          );
        },
      ),
    );
  });

  it('mean nothing to a page', () => {
    const hostile = `</text><script>alert(1)</script>"' onload=x \u0000\u001b[31m&amp;`;
    const svg = svgBars([{ label: hostile, value: 1, text: hostile }], hostile);
    expect(svg.match(/<(?!\/?(?:svg|g|title|text|rect)\b)/g)).toBeNull();
    expect(svg).not.toMatch(/[\u0000\u001b]/);
    expect(svg.match(/"/g)?.length).toBe((svg.match(/="/g)?.length ?? 0) * 2);
  });
});
