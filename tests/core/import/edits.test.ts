// Edits of a text with values in it, carried over to its placeholders.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/core/fill/conditional.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { carriedValues, carryEdits, type CarriedEdits } from '../../../src/core/import/edits.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

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

const answered = (answer: string): Question => {
  const [question] = readQuestionFile(openSource('q.md', `# Why?\n\n${answer}\n`), 'b').questions;
  if (!question) throw new Error('a question is expected');
  return question;
};

/** Of values `1`, `2` … in the order of `before`: what stands in the order of `after`, `-` where none does. */
function followed(before: string, after: string): string {
  const [old, now] = [answered(before), answered(after)];
  const values = new Map(old.placeholderKeys.map((key, at) => [key, String(at + 1)]));
  const { moved, lost } = carriedValues(old, now, (key) => values.get(key));
  const from = new Map(moved.map((one) => [one.to, one.from]));
  const shown = now.placeholderKeys.map((key) => values.get(from.get(key) ?? key) ?? '-');
  const placed = new Set(shown);
  expect(lost.map((one) => one.shown)).toEqual([...values.values()].filter((value) => !placed.has(value)));
  return shown.join(' ');
}

describe('values of placeholders without a name', () => {
  const TWO = 'The median is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.';
  it.each([
    [TWO, 'The p95 is [X]ms and the median is [X]ms. Before that, the p95 was [X]ms.', '2 1 3'],
    [TWO, 'The median is now about [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '1 2 3'],
    ['We have [X] users and [X] items.', 'We have [X] items and [X] users.', '2 1'],
    ['- p50: [X] ms\n- p95: [X] ms', '- p95: [X] ms\n- p50: [X] ms', '2 1'],
    [
      'I rolled back after [X] minutes, and then wrote a test.',
      'I rolled back in [X] minutes, wrote a test.',
      '1',
    ],
    ['The p95 is [X]ms.', 'On one core, the p95 is now [X]ms.', '1'],
    ['It fell from [X] MB to [X] MB.', 'It fell from about [X] MB to [X] MB.', '1 2'],
  ])('follow their words: %s -> %s', (before, after, shown) => {
    expect(followed(before, after)).toBe(shown);
  });

  it.each([
    [TWO, 'The p50 is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '- 2 3'],
    [TWO, 'The p95 is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '- 2 3'],
    [TWO, 'The p95 was [X]ms before that.', '-'],
    [
      'The rate was [X]% against [X]% in the control group.',
      'The rate was [X]% in the control group and [X]% with it.',
      '- -',
    ],
    ['After [X] hours it was done.', 'She left in [X] hours.', '-'],
    ['The p50 latency is [X]ms on one core.', 'The p99 latency is [X]ms on one core.', '-'],
    ['The median is [X]ms on one core.', 'The mean is [X]ms on one core.', '-'],
    ['It took [X] minutes.', 'It only took [X] minutes.', '-'],
    ['The loss was [X].', 'The accuracy was [X].', '-'],
    ['It fell to [X] MB.', 'It fell to [FILL IN: size] MB.', '-'],
    ['It has [FILL IN: recall at 10].', 'It has [FILL IN: recall at 20].', '-'],
    ['It took [X] minutes.', 'It took long.', ''],
  ])('are not guessed: %s -> %s', (before, after, shown) => {
    expect(followed(before, after)).toBe(shown);
  });

  it('says what a lost one is of', () => {
    const [old, now] = [answered('The loss was [X].'), answered('None.')];
    expect(carriedValues(old, now, () => '0.2').lost).toMatchObject([
      { shown: '0.2', from: 'The loss was [X]' },
    ]);
  });
});
