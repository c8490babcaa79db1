// Capitals in brackets at the beginning of list items: values to fill in, or boxes ticked.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { isTickedBox } from '../../../src/formats/markdown/boxes.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const list = (...items: readonly string[]): string => items.map((one) => `- ${one}\n`).join('');
const GAPS = list('[X] RPS at peak', '[X]% of errors', '[Y] ms p95', '[N] nodes', '[X] users');

it.each([
  [GAPS, false],
  [list('[X] ms'), false],
  ['* [X]k requests\n\n* [X] users\n* [X] req/s\n', false],
  ['1. [X] users\n2. [Y] teams\n', false],
  [list('[X] Arrays', '[X] Bit manipulation', '[X] min heap'), true],
  [list('[X] Week 1', '[X] Week 2'), true],
  [list('[X] ms in the title', '[ ] units everywhere'), true],
  [list('[X] done', '[x] done, too'), true],
  [`${list('[X] done')}\nThe rest took\n\n${list('[Y] ms')}`, true],
])('%j', (text, expected) => {
  for (const one of [text, text.replaceAll('\n', '\r\n')])
    expect(isTickedBox(one, one.indexOf('['))).toBe(expected);
});

describe('a list of values', () => {
  it.each(['', 'I know them by heart, all of them.\n\n'])('is the answer, below %j', (above) => {
    const { questions } = readBankFile(
      openSource('guide.md', `# Guide\n\n### What are your numbers?\n\n${above}${GAPS}`),
      'bank',
    );
    expect(questions.map(({ answer }) => answer.text)).toEqual([`${above}${GAPS}`.trim()]);
    expect(questions[0]?.placeholders.map(({ written }) => written.text)).toEqual([
      '[X]',
      '[X]',
      '[Y]',
      '[N]',
      '[X]',
    ]);
    expect(questions[0]?.keyPoints.map(({ text }) => text)).toContain('[X] RPS at peak');
  });

  it('is none of options', () => {
    const quiz = `# Quiz\n\n### Which one is stable?\n\n${list('[ ] quicksort', '[X] merge sort')}\n### Which one is in place?\n\n${list('[X] heap sort', '[ ] merge sort')}`;
    const { questions } = readBankFile(openSource('quiz.md', quiz), 'bank');
    expect(questions.map(({ answer }) => answer.text)).toEqual(['merge sort', 'heap sort']);
  });
});
