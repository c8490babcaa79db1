// The numbers that an attempt cited are told by the names that people know.
import { expect, it } from 'vitest';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { citedText } from '../../../src/screens/progress/history.ts';

const guide = '# G\n\n### Q1: Slow?\n\nFrom [X]ms to [FILL IN: your new time] and [FILL IN: long_ms].\n';
const [question] = readBankFile(openSource('guide.md', guide), 'bank').questions;
if (!question) throw new Error('The guide has no question.');
const keys = question.placeholders.map(({ key }) => key);

it('calls a gap of the question what its text calls it, and a metric by its name', () => {
  expect(keys.slice(0, 2)).toEqual([expect.stringContaining('/letter/'), 'slow/fill-in/your-new-time']);
  expect(citedText(keys, question)).toBe('From [X]ms to … and…, your new time, long_ms');
});

it('says the values that are known', () => {
  const values: Values = new Map([
    [keys[0] ?? '', { text: '12\u00A0ms', plain: '12 ms', unit: 'ms', origin: 'typed' }],
  ]);
  expect(citedText(keys.slice(0, 1), question, values)).toBe('From 12ms to … and…');
});

it('names the words and the question where the gap is gone, and no control character', () => {
  expect(citedText(['old-title/fill-in/your-rate', 'ga\u001b[2Jin\n'], question)).toMatch(
    /^"your rate" in old-title, ga\S*in$/,
  );
  expect(citedText([], question)).toBe('');
});
