// Edits of a text with values in it, carried over to its placeholders.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/core/fill/conditional.ts';
import { carryEdits, type CarriedEdits } from '../../../src/core/import/edits.ts';

const plain = (text: string): Segment => ({ kind: 'plain', text });
const cites = (key: string, text: string): Segment => ({ kind: 'open', key, text });

const FROM = new Map([
  ['loss', '[X]'],
  ['epochs', '[Y]'],
]);
const fromOf = (key: string): string => FROM.get(key) ?? `[${key}]`;
const SHOWN = [
  plain('Loss was '),
  cites('loss', '0.25'),
  plain(' after '),
  cites('epochs', '3'),
  plain(' epochs.'),
];

const carried = (edited: string, shown = SHOWN): CarriedEdits => carryEdits(shown, fromOf, edited);
const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('');
const lostIn = (edited: string): readonly string[] =>
  carried(edited).lost.map(({ key, edit }) => `${key}: ${edit}`);

describe('what is left alone', () => {
  it.each([
    ['Loss was 0.25 after 3 epochs.', 'Loss was [X] after [Y] epochs.'],
    ['The loss was 0.25 after only 3 epochs!', 'The loss was [X] after only [Y] epochs!'],
    ['Loss was **0.25** after 3 epochs, 0.25 of 1.', 'Loss was **[X]** after [Y] epochs, 0.25 of 1.'],
    ['After all, loss fell to 0.25 after 3 epochs.', 'After all, loss fell to [X] after [Y] epochs.'],
  ])('keeps its placeholders: %s', (edited, text) => {
    expect(carried(edited)).toMatchObject({ text, lost: [] });
  });

  it.each([
    ['Loss was 0.26 after 3 epochs.', ['loss: 0.26']],
    ['Loss was 10.25 after 3 epochs.', ['loss: 10.25']],
    ['Loss was -0.25 after 3 epochs.', ['loss: -0.25']],
    ['Loss was 0.253 after 3 epochs.', ['loss: 0.253']],
    ['Loss was 0.25e-2 after 3 epochs.', ['loss: 0.25e-2']],
    ['Loss was low after 3 epochs.', ['loss: low']],
    ['Loss was 0.25 after 3.5 epochs.', ['epochs: 3.5']],
    ['I used 3 GPUs.', ['loss: ', 'epochs: ']],
  ])('is not a figure that was edited, or of other words: %s', (edited, lost) => {
    expect(lostIn(edited)).toEqual(lost);
  });

  it('is found where a list item ends', () => {
    const shown = [plain('- It fell to '), cites('loss', '0.25'), plain('.\n- It is fast.')];
    expect(carried('- It fell to 0.25.\n- It is very fast.', shown).text).toContain('fell to [X].\n- It');
  });

  it('says nothing of a placeholder that was open', () => {
    const shown = [plain('Loss was [X] after '), cites('epochs', '3'), plain(' epochs.')];
    expect(carried(textOf(shown), shown).lost).toEqual([]);
  });
});

const word = fc.constantFrom(
  'fast',
  'slow',
  'at',
  'of',
  '12',
  '0.5',
  '.',
  '\n',
  '**',
  'ms',
  '3',
  '\n- ',
  '(/[{$^|?+\\&',
);
const segment = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => plain(` ${words.join(' ')} `)),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('0.5', '12 ms', 'fast', ''))
    .map(([key, text]) => cites(key, text)),
);

describe('any text', () => {
  it('comes back as it was edited with all values put in', () => {
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 8 }),
        fc.array(word, { maxLength: 12 }),
        fc.nat(80),
        (shown, more, at) => {
          const edited = textOf(shown).slice(0, at) + more.join(' ') + textOf(shown).slice(at);
          const { text, kept } = carryEdits(shown, fromOf, edited);
          const filled = kept.toReversed().reduce((now, one) => {
            expect(now.slice(one.at, one.at + one.from.length)).toBe(one.from);
            return now.slice(0, one.at) + one.shown + now.slice(one.at + one.from.length);
          }, text);
          expect(filled).toBe(edited);
        },
      ),
      { numRuns: 300 },
    );
  });
});
