import { expect, it } from 'vitest';
import { valuesOf, type Fills, type Values } from '../../src/core/fill.ts';
import { readAgainAfter, type CitingText } from '../../src/core/read-again.ts';
import { openSource } from '../../src/core/span.ts';
import { readPlaceholders } from '../../src/formats/placeholders.ts';

function citing(text: string): CitingText {
  const source = openSource('q.md', text);
  const { placeholders, conditionals } = readPlaceholders(source, 0, text.length, {
    question: 'q',
    inFollowUp: false,
  });
  const whole = source.textAt(0, text.length);
  const place = { isOwn: false, at: undefined, editedAt: undefined };
  return { question: 'q', text: whole, placeholders, conditionals, ...place };
}

function valued(given: Readonly<Record<string, number | 'not measured'>>): Values {
  const fills = Object.entries(given).map(([name, number]): [string, Fills[string]] => [
    name,
    number === 'not measured'
      ? { notMeasured: {}, updatedAt: '' }
      : { value: String(number), number, updatedAt: '' },
  ]);
  return valuesOf({ metrics: new Map() }, Object.fromEntries(fills), { thousands: 'none' });
}

/** The sentences to read again when the values change so. */
const sentences = (text: string, ...[before, after]: readonly [Values, Values]): readonly string[] =>
  readAgainAfter([citing(text)], before, after).map(({ sentence }) => sentence);

const TEXT =
  'We reach [FILL IN: score] points. [IF score > 50: That is [FILL IN: score], and the bar was 50. | ELSE: It missed 50, with [FILL IN: score].] Next.';

it('lists the words that are shown, and none that a condition hides', () => {
  expect(sentences(TEXT, valued({ score: 40 }), valued({ score: 60 }))).toEqual([
    'That is 60, and the bar was 50.',
  ]);
  expect(sentences(TEXT, valued({ score: 60 }), valued({ score: 40 }))).toEqual(['It missed 50, with 40.']);
});

it('does not take a name in a condition for a value that is cited', () => {
  const text = 'It is fine. [IF score > 50: The bar was 50.]';
  expect(sentences(text, valued({ score: 60 }), valued({ score: 70 }))).toEqual([]);
});

it('lists a sentence whose value turns out not to be measured', () => {
  expect(
    sentences('It took [FILL IN: ms] of 90.', valued({ ms: 40 }), valued({ ms: 'not measured' })),
  ).toEqual(['It took not measured of 90.']);
});
