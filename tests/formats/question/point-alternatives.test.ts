// Other words for key points: how files give them, and that they survive every way out and in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { deckText } from '../../../src/formats/import/anki-text.ts';
import { outgoing } from '../../../src/formats/export/outgoing.ts';
import { phrasesOf, phrasesText } from '../../../src/formats/question/points.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { writeQuestion, writtenQuestion } from '../../../src/formats/question/question-writer.ts';

const file = (points: string): string =>
  `---\nid: attention\n---\n# What does it cost?\n\nMuch.\n\n${points}`;
const read = (points: string): Question => {
  const [question] = readQuestionFile(openSource('q.md', file(points)), '').questions;
  if (!question) throw new Error('there is no question');
  return question;
};
const pairs = ({ keyPoints }: Question): unknown => keyPoints.map(({ text, also }) => [text, also ?? []]);

describe('other words for a key point', () => {
  it('stand in a nested item', () => {
    const text = `## Key points
- Memory O(n²) for
  the score matrix
  - also: quadratic memory, n squared;   1,000
    times as much
  - in two kernels
  - Also: the scores
- Time
- also: a point of its own
`;
    expect(pairs(read(text))).toEqual([
      [
        'Memory O(n²) for the score matrix in two kernels',
        ['quadratic memory', 'n squared', '1,000 times as much', 'the scores'],
      ],
      ['Time', []],
      ['also: a point of its own', []],
    ]);
  });

  it('leave the place of the point alone', () => {
    const [point] = read('## Key points\n- Memory\n  - also: room\n').keyPoints;
    expect(file('## Key points\n- Memory\n').slice(point?.at.start.offset, point?.at.end.offset)).toBe(
      'Memory',
    );
  });

  it('are none in the list of an answer', () => {
    const text = '# Why is it so?\n\n- It fits\n  - also: it is quick\n';
    const [question] = readQuestionFile(openSource('q.md', text), '').questions;
    expect(question?.keyPoints.map(({ text: point, also }) => [point, also])).toEqual([
      ['It fits also: it is quick', undefined],
    ]);
  });

  it('stand in guides alike', () => {
    const guide = `# Guide\n\n### Q1: Why?\n\n**Answer**: So.\n\n**Key points**:\n- It fits\n  - also: it is quick\n\n### Q2: And then?\n\n**Answer**: No.\n`;
    const [question] = readBankFile(openSource('guide.md', guide), '').questions;
    expect(question && pairs(question)).toEqual([['It fits', ['it is quick']]]);
  });

  it('stand between marks where the point does', () => {
    const question = read('## Key points\n- Memory\n  - also: n squared, ```\n- Time\n');
    const written = writeQuestion(writtenQuestion(question));
    const [again] = readQuestionFile(openSource('q.md', written), '').questions;
    expect(again && pairs(again)).toEqual(pairs(question));
    const marked = read(
      '## Key points\n<!-- prep: point -->\nMemory\n<!-- prep: end -->\n<!-- prep: also -->\na, b\n<!-- prep: end -->\n',
    );
    expect(pairs(marked)).toEqual([['Memory', ['a', 'b']]]);
  });

  it('come back from a note of Anki, and are not shown on its card', () => {
    const question = read('## Key points\n- Memory *grows*\n  - also: a "b" <c>, d & e\n- Time\n');
    const going = [outgoing(question, undefined, 'open', new Map())];
    const notes = ankiNotes(going);
    expect(notes[0]?.fields[2]?.replaceAll(/<[^>]*>/g, '').trim()).toBe('Memory grows\nTime');
    const [again] = readBankFile(openSource('deck.txt', deckText(ankiNotes(going))), '').questions;
    expect(again && pairs(again)).toEqual([
      ['Memory *grows*', ['a "b" <c>', 'd & e']],
      ['Time', []],
    ]);
  });
});

describe('the line of phrases', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const phrases = phrasesOf(line);
        expect(phrasesOf(phrasesText(phrases))).toEqual(phrases);
      }),
      { seed: 5 },
    );
  });
});
