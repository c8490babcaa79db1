import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../../src/core/progress/history.ts';

const shown = (lines: ReturnType<typeof lineDiff>): string =>
  lines.map(({ sign, text }) => `${sign} ${text}`.trimEnd()).join('\n');
const text = (...lines: readonly string[]): string => lines.join('\n');

describe('the difference between two texts', () => {
  it('is nothing for equal ones', () => {
    expect(lineDiff('a\nb', 'a\nb')).toEqual([]);
  });

  it('is the changed lines', () => {
    const before = text('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const after = text('a', 'b', 'x', 'd', 'e', 'f', 'y', 'g');
    expect(shown(lineDiff(before, after))).toBe(text('- c', '+ x', '+ y'));
  });

  it('does not count line ends of another system', () => {
    expect(lineDiff('a\r\nb', 'a\nb')).toEqual([]);
  });

  it('gives both texts back, whatever they are', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const diff = lineDiff(text(...a), text(...b));
        const count = (sign: string): number => diff.filter((line) => line.sign === sign).length;
        const [first, second] = [text(...a).split('\n').length, text(...b).split('\n').length];
        expect(count('+') - count('-')).toBe(second - first);
        const taken = diff.filter(({ sign }) => sign === '-').map((line) => line.text);
        const given = diff.filter(({ sign }) => sign === '+').map((line) => line.text);
        const rest = (all: readonly string[], some: readonly string[]): string =>
          some
            .reduce((left, line) => left.toSpliced(left.indexOf(line), 1), [...all])
            .toSorted()
            .join();
        expect(rest(text(...a).split('\n'), taken)).toBe(rest(text(...b).split('\n'), given));
      }),
      { seed: 5 },
    );
  });

  it('finds one line among many that are the same', () => {
    const many = (word: string): string =>
      text(...Array.from({ length: 20_000 }, (_, i) => (i === 9 ? word : `line ${i}`)));
    expect(shown(lineDiff(many('a'), many('b')))).toBe(text('- a', '+ b'));
  });

  it('gives up on long ones that differ throughout', () => {
    const many = (word: string): string =>
      text('same', ...Array.from({ length: 20_000 }, (_, i) => `${word} ${i}`));
    expect(lineDiff(many('a'), many('b'))).toHaveLength(40_002);
  });
});
