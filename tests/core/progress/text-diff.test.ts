import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from '../../../src/core/progress/history.ts';

const shown = (before: string, after: string): string =>
  textDiff(before, after)
    .map(({ sign, text }) => (sign === ' ' ? text : `${sign}(${text})`))
    .join(' ');

describe('the words of two answers', () => {
  it.each([
    ['It is slow.', 'It is slow.', 'It is slow.'],
    ['It is slow', 'it is slow, by 6.4×.', 'it is slow, +(by 6.4×.)'],
    ['', 'New words', '+(New words)'],
    ['Gone words', '', '-(Gone words)'],
    ['', '', ''],
    ['I measured one length.', 'I measured two lengths.', 'I measured -(one length.) +(two lengths.)'],
    [
      'We took the short way home today',
      'I chose the long way home today',
      '-(We took) +(I chose) the -(short) +(long) way home today',
    ],
    ['a\nb\n\nc', 'a b c', 'a b c'],
    ['45 %', '45%', '-(45 %) +(45%)'],
  ])('%j, then %j', (before, after, expected) => {
    expect(shown(before, after)).toBe(expected);
  });

  it('are all there, in order, whatever the texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'B', 'c.', '–', '全角', 'd\n'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(' '), other.join(' ')];
        const runs = textDiff(before, after);
        const side = (sign: string): string =>
          runs
            .filter((run) => run.sign === ' ' || run.sign === sign)
            .map((run) => run.text)
            .join(' ');
        expect(side('+').split(/\s+/)).toEqual(after.trim().split(/\s+/));
        // Common words are as in the new text.
        expect(side('-').toLowerCase().split(/\s+/)).toEqual(before.trim().toLowerCase().split(/\s+/));
        expect(runs.every((run, at) => run.sign !== runs[at + 1]?.sign)).toBe(true);
      }),
    );
  });

  it('are not compared where nearly all of many differ', () => {
    const [before, after] = ['a b c '.repeat(8000), 'c b d '.repeat(8000)];
    expect(textDiff(before, after).map(({ sign }) => sign)).toEqual(['-', '+']);
  });
});
