import { describe, expect, it } from 'vitest';
import { segmentsText, valuesOf } from '../../../src/core/fill/values.ts';
import type { Fill, Fills } from '../../../src/core/base/metric.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import {
  answerScaffold,
  answerText,
  filledPoints,
  filledText,
  shownItems,
} from '../../../src/formats/question/filled-text.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { quizQuestion, quizValues } from '../../support/quiz-bank.ts';

function questionIn(text: string): Question {
  const [question] = readQuestionFile(
    openSource('bank/q.md', `---\nid: q\n---\n# Q?\n\n${text}`),
    'bank',
  ).questions;
  if (!question) throw new Error('no question');
  return question;
}

const fill = (value: string): Fill => ({ value, updatedAt: '2026-11-20T10:00:00.000+01:00' });
const valuesWith = (fills: Fills): ReturnType<typeof valuesOf> =>
  valuesOf({ metrics: new Map() }, fills, { thousands: 'none' });
const pointsOf = (question: Question, fills: Fills): readonly string[] =>
  filledPoints(question, valuesWith(fills)).map(segmentsText);

describe('a text about a question', () => {
  const question = questionIn('It took a query from [X]ms to [Y]ms on [FILL IN: gpu].\n');
  const [x = '', y = ''] = question.placeholderKeys;
  const values = valuesWith({ [x]: fill('40'), gpu: fill('an RTX 3090'), elsewhere: fill('7') });

  it('has the values of names, wherever they are cited, and of placeholders between the same words', () => {
    const own =
      'On [FILL IN: gpu], took a query from [X]ms to [Y]ms on average, and [FILL IN: elsewhere] more.';
    expect(filledText(question, own, values)).toEqual([
      { kind: 'plain', text: 'On ' },
      { kind: 'filled', text: 'an RTX 3090', key: 'gpu' },
      { kind: 'plain', text: ', took a query from ' },
      { kind: 'filled', text: '40', key: x },
      { kind: 'plain', text: 'ms to ' },
      { kind: 'open', text: '[Y]', key: y },
      { kind: 'plain', text: 'ms on average, and ' },
      { kind: 'filled', text: '7', key: 'elsewhere' },
      { kind: 'plain', text: ' more.' },
    ]);
  });

  it.each([
    ['Caching took it from [X]ms to [Y]ms.', 'Caching took it from 40ms to [Y]ms.'],
    ['Down from [X]ms.', 'Down from 40ms.'],
    ['Down from [X] users.', 'Down from [X] users.'],
    ['Down from [Z]ms.', 'Down from [Z]ms.'],
  ])('knows a letter by its unit and a word beside it: %s', (own, shown) => {
    expect(segmentsText(filledText(question, own, values))).toBe(shown);
  });

  it('leaves a letter open that two placeholders of the question could be', () => {
    const two = questionIn('At night it fell from [X]ms to 3. By day it fell from [X]ms to 9.\n');
    const both = valuesWith(Object.fromEntries(two.placeholderKeys.map((key) => [key, fill('40')])));
    expect(segmentsText(filledText(two, 'Down from [X]ms.', both))).toBe('Down from [X]ms.');
  });

  it('leaves a letter between other words open: it may mean something else', () => {
    const own = 'The cache answers in [X]ms.';
    expect(segmentsText(filledText(question, own, values))).toBe(own);
  });

  it('reads no placeholder in code, and none in a value', () => {
    const hostile = valuesWith({ gpu: fill('[FILL IN: elsewhere]'), elsewhere: fill('7') });
    expect(segmentsText(filledText(question, '`[FILL IN: elsewhere]` on [FILL IN: gpu]', hostile))).toBe(
      '`[FILL IN: elsewhere]` on [FILL IN: elsewhere]',
    );
    expect(filledText(question, '', hostile)).toEqual([]);
  });
});

describe('key points', () => {
  it('of the author have values, also on several lines, and of a metric that the answer does not cite', () => {
    const question = questionIn(
      'Fast.\n\n## Key points\n- Measured [FILL IN:\n  gpu] and\n  [FILL IN: short_ms]\n- No number\n',
    );
    expect(pointsOf(question, { gpu: fill('one'), short_ms: fill('50 ms') })).toEqual([
      'Measured one and 50 ms',
      'No number',
    ]);
  });

  it('that were proposed have the values of their places in the answer', () => {
    const question = questionIn(
      'It took [X]ms. Then it\ntook [X]ms on [FILL IN: your GPU, e.g., RTX 3090].\n',
    );
    const [first = '', second = '', gpu = ''] = question.placeholderKeys;
    expect(new Set([first, second, gpu]).size).toBe(3);
    expect(pointsOf(question, { [second]: fill('3'), [gpu]: fill('one') })).toEqual([
      'It took [X]ms.',
      'Then it took 3ms on one.',
    ]);
    const items = questionIn('- From [X]ms\n  to [Y]ms\n- **Only [X]ms**: it is [Y]ms less\n');
    const fills = Object.fromEntries(items.placeholderKeys.map((key, i) => [key, fill(`${i + 1}`)]));
    expect(pointsOf(items, fills)).toEqual(['From 1ms to 2ms', '**Only 3ms**: it is 4ms less']);
    // Alone, two of its letters are no gaps.
    const row = questionIn(
      '| Step | Before | After |\n|---|---|---|\n| p50 | [A] ms | [B] ms |\n| p99 | [C] ms | [D] ms |\n',
    );
    const four = Object.fromEntries(row.placeholderKeys.map((key, i) => [key, fill(`${i + 1}`)]));
    expect(pointsOf(row, four)[1]).toBe('p99, Before: 3 ms, After: 4 ms');
  });

  it('are what is ticked, and the parts of a story for a story', () => {
    const values = quizValues();
    expect(shownItems(quizQuestion('wide'), values)).toEqual(['全角は二桁', 'ﾊﾝｶｸ は一桁']);
    expect(shownItems(quizQuestion('story'), values)[0]).toMatch(/^Situation: /);
    const marked = questionIn(
      '## Key points\n\n- **R** — on the `entries` table, `__init__` took [X]ms\n- 2 * 3 * 4\n',
    );
    expect(shownItems(marked, valuesWith({}))).toEqual([
      'R — on the entries table, __init__ took [X]ms',
      '2 * 3 * 4',
    ]);
  });

  it.each([
    ['**Lock:** `lock_timeout = 2s` on *every* __ALTER__', 'Lock: lock_timeout = 2s on every ALTER'],
    ['keep ==the interval < 15 min==, a == b', 'keep the interval < 15 min, a == b'],
    ['**Use `a_b`**, ***then*** `__init__`', 'Use a_b, then __init__'],
    ['**[X] ms** of *[Y] ms*', '1 ms of 2 ms'],
    ['2 * 3 * 4, a*b*c and snake_case_name', '2 * 3 * 4, a*b*c and snake_case_name'],
  ])('are ticked without marks of Markdown: %s', (point, shown) => {
    const question = questionIn(`- ${point}\n`);
    const fills = question.placeholderKeys.map((key, i) => [key, fill(`${i + 1}`)]);
    expect(shownItems(question, valuesWith(Object.fromEntries(fills)))).toEqual([shown]);
  });
});

describe('what is written in the editor', () => {
  const open = questionIn('It took an hour.\n');
  const story = questionIn('**Situation**: A.\n**Task**: B.\n**Action**: C.\n**Result**: D.\n');

  it.each([open, story])('is read below the comment of prep, too', (question) => {
    const scaffold = answerScaffold(question, undefined);
    expect(answerText(scaffold)).toBe('');
    expect(answerText(`${scaffold}\nAt the end.\n`)).toBe('At the end.');
    expect(answerText(answerScaffold(question, 'Before.'))).toBe('Before.');
    expect(answerText(`${answerScaffold(question, 'Before.')}After.`)).toBe('Before.\n\nAfter.');
  });
});
